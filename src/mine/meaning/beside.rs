//! Words whose meaning hangs on those beside them, and brackets.

use super::Meaning;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::Role;

impl Meaning {
    /// Takes in a word whose meaning hangs on those beside it, if it is one; `named` is where applicants or requests
    /// are named last.
    pub(super) fn beside(&mut self, tokens: &[Token], index: usize, named: Option<usize>) -> bool {
        let Some((token, rest)) = tokens.get(index..).and_then(<[Token]>::split_first) else { return false };
        let last = rest.is_empty();
        match token.kind {
            Kind::Word(Role::Verb, "new") => return self.new_ones(token, rest),
            // 收取学费等行政事业性收费.
            Kind::Word(Role::Verb, "levied") if self.fee || rest.iter().any(|token| token.is(Role::Fee)) => {
                self.light += token.end - token.start;
            }
            // 办理结果45件, but 办理结果为予以公开45件.
            Kind::Word(Role::Glue, "outcome") if last => self.word(token, Role::Row, "outcome_total"),
            // 信息不存在7件, short: 不存在7件.
            Kind::Word(Role::Not, "absent") if last && !self.denied => {
                self.word(token, Role::Row, "unavailable.not_held");
            }
            // 共9件，分别是同意公开7件、不予公开2件.
            Kind::Word(Role::Respectively, "parts") if !last => self.word(token, Role::Among, "parts"),
            Kind::Word(Role::Filler, _) => self.light += token.end - token.start,
            // 公众、法人或其他组织的申请.
            Kind::Word(Role::Foreign, "person") if is_listed_applicant(rest) => {
                self.word(token, Role::Applicant, "natural_person");
            }
            // 未经复议直接诉讼0件.
            Kind::Word(Role::Dispute, "reconsideration") if is_without(rest) => {}
            // 已答复申请人26件.
            Kind::Word(Role::Foreign, "person") if follows_answer(tokens, index) => {}
            // 申请人以自然人为主, 答复公众申请21件.
            Kind::Word(Role::Foreign, "person") if named.is_some_and(|named| index < named) => {}
            // 申请人主动撤回6件.
            Kind::Word(Role::Foreign, "person") => self.unknown.after += token.end - token.start,
            Kind::Word(Role::Glue, "topic") => self.concerns(rest),
            Kind::Word(Role::Public, _) if follows_of(tokens, index) => {
                self.applied_of |= !self.applicants.is_empty();
                return false;
            }
            // 收到涉及第三方权益的申请3件.
            Kind::Word(Role::Row, _) if self.topic => self.elsewhere = true,
            // 收到征地类申请: not all of them, but 收到王某提出的申请.
            // But 收到向区政府申请的政府信息公开申请 names them behind it.
            Kind::Word(Role::Object, _)
                if is_qualified(tokens, index) && !rest.iter().any(|token| token.is(Role::Object)) =>
            {
                self.elsewhere = true;
                self.word(token, Role::Object, "");
            }
            // 各部门收到, but 县政府及各部门收到.
            Kind::Word(Role::Foreign, "bodies") if names_more(tokens, index) => {
                self.unknown.after += token.end - token.start;
            }
            _ => return false,
        }
        true
    }

    /// 涉及: what follows says what it is about.
    fn concerns(&mut self, rest: &[Token]) {
        // 收到涉及征地拆迁、物业服务等领域的申请15件: what all of them are about, by examples.
        let examples = |token: &Token| token.kind == Kind::Word(Role::Glue, "examples");
        let widely = !self.among && rest.iter().any(examples);
        self.topic |= self.received.is_some() && !self.object && !widely;
        let third = Kind::Word(Role::Row, "denied.third_party_rights");
        self.of_third |= rest.first().is_some_and(|next| next.kind == third);
        // 涉及县政府的行政复议9件: those that one body has.
        let named = rest.first().is_some_and(|next| next.kind == Kind::Unknown);
        self.of_named |= named;
        self.elsewhere |= named && rest.iter().any(|token| token.is(Role::Dispute));
    }

    /// 新增, which says what it does by what is new.
    fn new_ones(&mut self, token: &Token, rest: &[Token]) -> bool {
        let next = rest.first().and_then(Token::role);
        let dispute =
            rest.iter().find(|next| !next.is(Role::Glue)).is_some_and(|next| next.is(Role::Dispute));
        match next {
            // 新增申请, but not 新增栏目.
            Some(Role::Object) => self.word(token, Role::Received, "new"),
            // 新增规范性文件.
            Some(Role::Document) => self.word(token, Role::Act, "issued"),
            // 新增行政诉讼案件.
            _ if dispute => self.new_dispute = true,
            // 上年结转4件，新增92件.
            _ if rest.is_empty() => {
                self.fresh = true;
                self.means(token);
            }
            _ => return false,
        }
        true
    }
}

/// Whether what we do not know stands right before 申请 and says of which kind they are.
fn is_qualified(tokens: &[Token], at: usize) -> bool {
    /// The longest word for requests that does not say that they are for disclosure, in bytes.
    const SHORT: usize = "申请件".len();
    let short = tokens.get(at).is_some_and(|object| object.end - object.start <= SHORT);
    // 收到要求公开会议纪要的申请, but 收到王某提出的申请.
    let before = tokens.get(..at).unwrap_or_default();
    let before = match before {
        [.., of] if of.kind == Kind::Word(Role::Glue, "of") => {
            before.get(..before.len() - 1).unwrap_or_default()
        }
        _ => before,
    };
    short && before.last().is_some_and(|token| token.kind == Kind::Unknown)
}

/// Whether a list of applicants goes on behind a word for persons.
fn is_listed_applicant(rest: &[Token]) -> bool {
    matches!(rest, [join, next, ..] if join.is(Role::Join) && next.is(Role::Applicant))
}

/// Whether what follows directly are those that went to court without it.
fn is_without(rest: &[Token]) -> bool {
    rest.first().is_some_and(|next| next.kind == Kind::Word(Role::Dispute, "litigation_direct"))
}

/// Whether that something was answered stands right before a place.
fn follows_answer(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| token.kind == Kind::Word(Role::Row, "outcome_total"))
}

/// Whether 的 stands right before a place.
fn follows_of(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_some_and(|token| token.kind == Kind::Word(Role::Glue, "of"))
}

/// Whether the bodies at a place are named together with others before them.
fn names_more(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let own = Kind::Word(Role::Glue, "own");
    let body = |token: &Token| token.kind == Kind::Unknown || token.is(Role::Foreign) || token.kind == own;
    // 本机关连同所属单位.
    let joins = |token: &Token| token.is(Role::Join) || token.kind == Kind::Word(Role::Glue, "with");
    matches!(before, [.., other, join] if joins(join) && body(other))
}

/// Follows brackets through tokens.
pub(super) struct Brackets {
    /// How many are still to be closed.
    closing: usize,
    depth: usize,
}

impl Brackets {
    pub(super) fn of(tokens: &[Token]) -> Brackets {
        let closing = tokens.iter().filter(|token| token.kind == Kind::Mark('）')).count();
        Brackets { closing, depth: 0 }
    }

    /// Whether a token stands in a bracket that is closed later.
    pub(super) fn holds(&mut self, token: &Token) -> bool {
        match token.kind {
            Kind::Mark('（') if self.closing > 0 => self.depth += 1,
            Kind::Mark('）') => {
                self.depth = self.depth.saturating_sub(1);
                self.closing = self.closing.saturating_sub(1);
            }
            _ => {}
        }
        self.depth > 0
    }
}

/// 区政府（含区政府办公室）: what a bracket adds to a name changes nothing that stands around it.
pub(super) fn says_nothing_in_brackets(token: &Token) -> bool {
    token.kind == Kind::Unknown
        || matches!(token.role(), Some(Role::Among | Role::Foreign | Role::Verb | Role::Channel | Role::Not))
}

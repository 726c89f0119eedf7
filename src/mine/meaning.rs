//! What a run of words beside a number says, word by word, and whether anything unknown stands among them.

use super::tokens::{Kind, Token};
use super::words::Role;

/// What the words of a clause say. Unknown text is measured in bytes, by where it stands to the words that mean something.
#[derive(Debug, Clone, Default)]
pub(super) struct Meaning {
    /// Requests came in; whether only new ones are meant.
    pub(super) received: Option<bool>,
    pub(super) object: bool,
    pub(super) handled: bool,
    pub(super) public: bool,
    /// 主动公开: public, but not because somebody applied.
    pub(super) proactive: bool,
    pub(super) rows: Vec<&'static str>,
    pub(super) applicants: Vec<&'static str>,
    pub(super) disputes: Vec<&'static str>,
    pub(super) outcomes: Vec<&'static str>,
    pub(super) documents: Vec<&'static str>,
    pub(super) acts: Vec<&'static str>,
    pub(super) decisions: Vec<&'static str>,
    pub(super) fee: bool,
    pub(super) procurement: bool,
    pub(super) amount: bool,
    pub(super) other: bool,
    /// All of them are meant.
    pub(super) total: bool,
    /// New ones came in, of what is understood: 上年结转4件，新增92件.
    pub(super) fresh: bool,
    /// Disputes came in anew.
    pub(super) new_dispute: bool,
    /// Something is denied.
    pub(super) denied: bool,
    pub(super) carry: bool,
    pub(super) years: Years,
    pub(super) among: bool,
    pub(super) each: bool,
    pub(super) respectively: bool,
    /// A way requests come in, a verb of another kind, or a thing no table counts.
    pub(super) elsewhere: bool,
    /// A way requests come in.
    pub(super) channel: bool,
    /// Bodies that are a part of the whole: 各部门, unless 全市 stands with them.
    pub(super) bodies: bool,
    /// All bodies of the place.
    pub(super) area: bool,
    /// Something that we do not know or no table counts, verbs apart.
    pub(super) strange: bool,
    pub(super) unknown: Unknown,
    /// Decisions whose kinds are spoken of.
    pub(super) kinds: Vec<&'static str>,
    /// What is left of something: 其余, 剩余.
    pub(super) rest: bool,
    /// From the first to the last word that means something.
    pub(super) span: Option<(usize, usize)>,
}

/// Unknown text around the words that mean something.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) before: usize,
    pub(super) inside: usize,
    pub(super) after: usize,
}

/// Which years the words name, seen from the year reported on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Years {
    pub(super) before: bool,
    pub(super) after: bool,
}

impl Meaning {
    /// Reads tokens of one clause.
    pub(super) fn of(tokens: &[Token], year: Option<u16>) -> Meaning {
        let mut meaning = Meaning::default();
        let (mut light, mut topic) = (0, false);
        let mut inside = Brackets::of(tokens);
        for (index, token) in tokens.iter().enumerate() {
            if inside.holds(token) && says_nothing_in_brackets(token) {
                continue;
            }
            match token.kind {
                // 新增申请, but not 新增栏目.
                Kind::Word(Role::Verb, "new")
                    if tokens.get(index + 1).is_some_and(|next| next.is(Role::Object)) =>
                {
                    meaning.word(token, Role::Received, "new");
                }
                // 新增规范性文件.
                Kind::Word(Role::Verb, "new")
                    if tokens.get(index + 1).is_some_and(|next| next.is(Role::Document)) =>
                {
                    meaning.word(token, Role::Act, "issued");
                }
                // 新增行政诉讼案件.
                Kind::Word(Role::Verb, "new")
                    if tokens
                        .get(index + 1..)
                        .and_then(|rest| rest.iter().find(|next| !next.is(Role::Glue)))
                        .is_some_and(|next| next.is(Role::Dispute)) =>
                {
                    meaning.new_dispute = true;
                }
                Kind::Word(Role::Verb, "new") if index + 1 == tokens.len() => {
                    meaning.fresh = true;
                    meaning.means(token);
                }
                // 办理结果45件, but 办理结果为予以公开45件.
                Kind::Word(Role::Glue, "outcome") if index + 1 == tokens.len() => {
                    meaning.word(token, Role::Row, "outcome_total");
                }
                // 信息不存在7件, short: 不存在7件.
                Kind::Word(Role::Not, "absent") if index + 1 == tokens.len() && !meaning.denied => {
                    meaning.word(token, Role::Row, "unavailable.not_held");
                }
                // 共9件，分别是同意公开7件、不予公开2件.
                Kind::Word(Role::Respectively, "parts") if index + 1 < tokens.len() => {
                    meaning.word(token, Role::Among, "parts");
                }
                Kind::Word(Role::Filler, _) => light += token.end - token.start,
                // 申请人以自然人为主, 答复公众申请21件.
                Kind::Word(Role::Foreign, "person")
                    if tokens
                        .iter()
                        .skip(index)
                        .any(|token| matches!(token.role(), Some(Role::Applicant | Role::Object))) => {}
                // 收到涉及第三方权益的申请3件: of some.
                Kind::Word(Role::Glue, "topic") if meaning.received.is_some() && !meaning.object => {
                    topic = true;
                }
                Kind::Unknown if topic => {
                    meaning.unknown.after += token.end - token.start;
                    (meaning.strange, meaning.elsewhere) = (true, true);
                }
                // 收到申请人王某提出的申请.
                Kind::Word(Role::Foreign, "person") => meaning.unknown.after += token.end - token.start,
                // 收到征地类申请: not all of them, but 收到王某提出的申请.
                Kind::Word(Role::Object, _) if is_qualified(tokens, index) => {
                    meaning.elsewhere = true;
                    meaning.word(token, Role::Object, "");
                }
                // 各部门收到, but 县政府及各部门收到.
                Kind::Word(Role::Foreign, "bodies") if index > 0 && names_more(tokens, index) => {
                    meaning.unknown.after += token.end - token.start;
                }
                Kind::Word(role, means) => meaning.word(token, role, means),
                Kind::Unknown => {
                    meaning.unknown.after += token.end - token.start;
                    meaning.strange = true;
                }
                Kind::Year(of) => {
                    meaning.years.before |= year.is_some_and(|year| of < year);
                    meaning.years.after |= year.is_some_and(|year| of > year);
                }
                Kind::Mark(_) | Kind::Quantity(_) => {}
            }
        }
        if meaning.span.is_none() {
            // Light words say nothing, but that they were said.
            meaning.unknown = Unknown { before: meaning.unknown.after + light, ..Unknown::default() };
        }
        meaning.elsewhere |= meaning.bodies && !meaning.area;
        meaning.settle_carry();
        meaning.settle_kinds();
        meaning
    }

    /// 行政许可事项处理决定数量 counts decisions, 行政许可事项 alone what they may be on.
    fn settle_kinds(&mut self) {
        if self.acts.is_empty() {
            let known = self.kinds.is_empty();
            self.elsewhere |= !known;
            self.strange |= !known;
            self.unknown.before += self.kinds.len();
        } else {
            self.decisions.append(&mut self.kinds);
        }
    }

    fn word(&mut self, token: &Token, role: Role, means: &'static str) {
        match role {
            Role::Glue => {
                self.total |= means == "total";
                self.area |= means == "area";
                return;
            }
            Role::Join | Role::Compare | Role::Share | Role::Up | Role::Down => {
                return;
            }
            Role::Not => {
                self.denied = true;
                return;
            }
            // 收到申请并予以受理10件, but 收到25件，予以受理24件.
            Role::Foreign if means == "accepted" && self.received.is_some() => return,
            Role::Foreign if means == "bodies" => {
                self.bodies = true;
                self.strange = true;
                self.unknown.after += token.end - token.start;
                return;
            }
            Role::Foreign if !matches!(means, "" | "accepted") => {
                // 行政许可事项126项: which decisions are spoken of, though these are none.
                self.kinds.push(means);
                return;
            }
            Role::Among => {
                self.among = true;
                if means == "parts" {
                    self.rows.clear();
                }
                return;
            }
            Role::Each => {
                self.each = true;
                return;
            }
            Role::Respectively => {
                self.respectively = true;
                return;
            }
            Role::Last => {
                self.years.before = true;
                return;
            }
            Role::Next => {
                self.years.after = true;
                return;
            }
            Role::Rest => {
                self.rest = true;
                return;
            }
            Role::Filler => return,
            Role::Channel | Role::Verb | Role::Foreign | Role::Outside | Role::Within => {
                self.elsewhere = true;
                self.channel |= role == Role::Channel;
                self.strange |= role != Role::Verb;
                self.unknown.after += token.end - token.start;
                return;
            }
            Role::Received => self.received = Some(means == "new" || self.received == Some(true)),
            Role::Object => self.object = true,
            Role::Handled => self.handled = true,
            Role::Public => {
                self.public = true;
                self.proactive |= means == "proactive";
            }
            Role::Row => self.rows.push(means),
            Role::Applicant => self.applicants.push(means),
            Role::Dispute => self.disputes.push(means),
            Role::Outcome => self.outcomes.push(means),
            Role::Document => self.documents.push(means),
            Role::Act => self.acts.push(means),
            Role::Decision => self.decisions.push(means),
            Role::Fee => self.fee = true,
            Role::Procurement => self.procurement = true,
            Role::Amount => self.amount = true,
            Role::Other => self.other = true,
            Role::Carry => self.carry = true,
        }
        self.means(token);
    }

    /// A word that means something: what unknown text stands before it is not behind.
    fn means(&mut self, token: &Token) {
        let unknown = std::mem::take(&mut self.unknown.after);
        match &mut self.span {
            Some((_, end)) => {
                self.unknown.inside += unknown;
                *end = token.end;
            }
            None => {
                self.unknown.before += unknown;
                self.span = Some((token.start, token.end));
            }
        }
    }

    /// 结转 with a year before or after the one reported on is one of two rows.
    fn settle_carry(&mut self) {
        if !self.carry {
            return;
        }
        match (self.years.before, self.years.after) {
            (true, false) => self.rows.push("carried_in"),
            (false, true) => self.rows.push("carried_out"),
            _ => {}
        }
    }

    /// Whether it speaks of something of its own and not of parts of what was named before.
    pub(super) fn opens(&self) -> bool {
        self.received.is_some()
            || !self.disputes.is_empty()
            || !self.documents.is_empty()
            || !self.decisions.is_empty()
            || self.carry
            || self.rows.iter().any(|row| row.starts_with("carried"))
            || self.dealt() && (self.object || self.unknown.before == 0 && !self.among)
    }

    /// Whether requests were dealt with, whatever came of them.
    fn dealt(&self) -> bool {
        self.handled || self.rows.contains(&"outcome_total")
    }

    /// Whether it speaks of requests at all.
    pub(super) fn concerns_requests(&self) -> bool {
        self.object || self.handled || !self.rows.is_empty() || !self.applicants.is_empty()
    }

    /// Whether it speaks of something that no table counts.
    pub(super) fn is_foreign(&self) -> bool {
        (self.strange || self.elsewhere) && !self.opens() && !self.concerns_requests()
    }

    /// Whether any word means something.
    pub(super) fn says_something(&self) -> bool {
        self.span.is_some()
    }

    /// Whether the clause says that requests came in or were dealt with, but not what came in.
    pub(super) fn wants_object(&self) -> bool {
        (self.fresh
            || self.received.is_some()
            || self.handled
            || self.public
            || self.carry
            || !self.acts.is_empty())
            && !self.object
            && self.rows.is_empty()
            && self.disputes.is_empty()
            && self.documents.is_empty()
            && self.decisions.is_empty()
            && self.applicants.is_empty()
            && !self.procurement
            && !self.fee
    }

    /// Whether the clause names the requests and says nothing of them.
    pub(super) fn only_object(&self) -> bool {
        self.object
            && self.received.is_none()
            && !self.handled
            && !self.public
            && !self.carry
            && self.rows.is_empty()
            && self.applicants.is_empty()
            && self.acts.is_empty()
            && self.disputes.is_empty()
    }

    /// Whether it says 其他 and nothing more.
    pub(super) fn only_other(&self) -> bool {
        self.other
            && self.rows.is_empty()
            && self.applicants.is_empty()
            && !self.object
            && self.unknown == Unknown::default()
    }

    /// The words before a number together with those behind it.
    pub(super) fn with(mut self, behind: &Meaning) -> Meaning {
        self.received = self.received.or(behind.received).or((self.fresh && behind.object).then_some(true));
        self.object |= behind.object;
        self.handled |= behind.handled;
        self.public |= behind.public;
        self.proactive |= behind.proactive;
        self.rows.extend(&behind.rows);
        self.applicants.extend(&behind.applicants);
        self.disputes.extend(&behind.disputes);
        self.outcomes.extend(&behind.outcomes);
        self.documents.extend(&behind.documents);
        self.acts.extend(&behind.acts);
        self.decisions.extend(&behind.decisions);
        self.fee |= behind.fee;
        self.procurement |= behind.procurement;
        self.amount |= behind.amount;
        self.other |= behind.other;
        self.elsewhere |= behind.elsewhere;
        self.unknown.inside += self.unknown.after + behind.unknown.before + behind.unknown.inside;
        self.unknown.after = behind.unknown.after;
        self.span = behind.span.or(self.span);
        self
    }
}

/// Whether what we do not know stands right before 申请 and says of which kind they are.
fn is_qualified(tokens: &[Token], at: usize) -> bool {
    /// The longest word for requests that does not say that they are for disclosure, in bytes.
    const SHORT: usize = "申请件".len();
    let short = tokens.get(at).is_some_and(|object| object.end - object.start <= SHORT);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    short && before.is_some_and(|token| token.kind == Kind::Unknown)
}

/// Whether the bodies at a place are named together with others before them.
fn names_more(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let body = |token: &Token| token.kind == Kind::Unknown || token.is(Role::Foreign);
    matches!(before, [.., other, join] if join.is(Role::Join) && body(other))
}

/// Follows brackets through tokens.
struct Brackets {
    /// How many are still to be closed.
    closing: usize,
    depth: usize,
}

impl Brackets {
    fn of(tokens: &[Token]) -> Brackets {
        let closing = tokens.iter().filter(|token| token.kind == Kind::Mark('）')).count();
        Brackets { closing, depth: 0 }
    }

    /// Whether a token stands in a bracket that is closed later.
    fn holds(&mut self, token: &Token) -> bool {
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
fn says_nothing_in_brackets(token: &Token) -> bool {
    token.kind == Kind::Unknown
        || matches!(token.role(), Some(Role::Among | Role::Foreign | Role::Verb | Role::Channel | Role::Not))
}

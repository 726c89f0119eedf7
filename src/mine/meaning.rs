//! What a run of words beside a number says, word by word, and whether anything unknown stands among them.

mod asks;
mod beside;

use super::tokens::{Kind, Token};
use super::words::Role;
use beside::{Brackets, says_nothing_in_brackets};

/// What the words of a clause say. Unknown text is measured in bytes, by where it stands to the words that mean something.
#[derive(Debug, Clone, Default)]
pub(super) struct Meaning {
    /// Requests came in; whether only new ones are meant.
    pub(super) received: Option<bool>,
    /// The word that says so also says that they were dealt with: 受理并办结.
    pub(super) dealt_with: bool,
    /// 应办: those that came in with those carried over, which were to be dealt with.
    pub(super) due: bool,
    pub(super) object: bool,
    pub(super) handled: bool,
    pub(super) public: bool,
    /// 主动公开: public, but not because somebody applied.
    pub(super) proactive: bool,
    /// 共有: so many there are, of documents those in force.
    pub(super) held: bool,
    pub(super) rows: Vec<&'static str>,
    pub(super) applicants: Vec<&'static str>,
    pub(super) disputes: Vec<&'static str>,
    pub(super) outcomes: Vec<&'static str>,
    pub(super) documents: Vec<&'static str>,
    pub(super) acts: Vec<&'static str>,
    pub(super) decisions: Vec<&'static str>,
    pub(super) fee: bool,
    pub(super) procurement: bool,
    /// An amount, and of which row of money if the word says so.
    pub(super) amount: Option<&'static str>,
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
    /// 继续办理: carried over if it is said of a year after.
    pub(super) later: bool,
    pub(super) years: Years,
    pub(super) among: bool,
    pub(super) each: bool,
    pub(super) respectively: bool,
    /// A way requests come in, a verb of another kind, or a thing no table counts.
    pub(super) elsewhere: bool,
    /// A result that only a court can come to.
    pub(super) court: bool,
    /// A way requests come in.
    pub(super) channel: bool,
    /// Bodies that are a part of the whole: 各部门, unless 全市 stands with them.
    pub(super) bodies: bool,
    /// Something that is counted as requests are, and is none: 人大建议, 救助申请.
    pub(super) matter: bool,
    /// It was looked through which documents are in force.
    pub(super) clears: bool,
    /// All bodies of the place.
    pub(super) area: bool,
    /// Something that we do not know or no table counts, verbs apart.
    pub(super) strange: bool,
    pub(super) unknown: Unknown,
    /// 的 stands between who applied and 公开.
    pub(super) applied_of: bool,
    /// Decisions whose kinds are spoken of.
    pub(super) kinds: Vec<&'static str>,
    /// What is left of something: 其余, 剩余.
    pub(super) rest: bool,
    /// Light words, in bytes.
    pub(super) light: usize,
    /// What requests that came in are about is being told.
    pub(super) topic: bool,
    /// 涉及县政府的: what is named is what they are about.
    pub(super) of_named: bool,
    /// 行政复议, not 复议: disputes by their full name.
    pub(super) formal: bool,
    /// 涉及第三方权益: what they are about, which is a reason only where something was not disclosed.
    pub(super) of_third: bool,
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
        let mut inside = Brackets::of(tokens);
        let names = |token: &Token| matches!(token.role(), Some(Role::Applicant | Role::Object | Role::Row));
        let named = tokens.iter().rposition(names);
        for (index, token) in tokens.iter().enumerate() {
            if inside.holds(token) && says_nothing_in_brackets(token) || meaning.beside(tokens, index, named)
            {
                continue;
            }
            match token.kind {
                Kind::Word(role, means) => meaning.word(token, role, means),
                Kind::Unknown => {
                    meaning.strange(token);
                    // 收到涉及第三方权益的申请3件: of some.
                    meaning.elsewhere |= meaning.topic;
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
            meaning.unknown = Unknown { before: meaning.unknown.after + meaning.light, ..Unknown::default() };
        }
        meaning.elsewhere |= meaning.bodies && !meaning.area;
        if meaning.held && (meaning.object || !meaning.disputes.is_empty()) {
            (meaning.public, meaning.proactive) = (false, false);
        }
        meaning.settle_carry();
        meaning.settle_kinds();
        meaning
    }

    /// A word that we do not know.
    fn strange(&mut self, token: &Token) {
        self.unknown.after += token.end - token.start;
        self.strange = true;
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
            Role::Foreign if means == "matter" => {
                (self.matter, self.elsewhere, self.strange) = (true, true, true);
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
                self.clears |= means == "clears";
                self.unknown.after += token.end - token.start;
                return;
            }
            Role::Received => {
                self.received = Some(means == "new" || self.received == Some(true));
                self.dealt_with |= means == "dealt";
                self.due |= means == "due";
            }
            Role::Object => self.object = true,
            Role::Handled => self.handled = true,
            Role::Public => {
                self.public = true;
                self.proactive |= matches!(means, "proactive" | "held");
                self.held |= means == "held";
            }
            Role::Row => self.rows.push(means),
            Role::Applicant => self.applicants.push(means),
            Role::Dispute => {
                self.formal |= token.end - token.start >= "行政复议".len();
                self.disputes.push(means);
            }
            Role::Outcome => {
                self.court |= matches!(means, "won" | "lost");
                self.outcomes.push(match means {
                    "won" => "upheld",
                    "lost" => "overturned",
                    means => means,
                });
            }
            Role::Document => self.documents.push(means),
            Role::Act => self.acts.push(means),
            Role::Decision => self.decisions.push(means),
            Role::Fee => self.fee = true,
            Role::Procurement => self.procurement = true,
            Role::Amount => self.amount = Some(means),
            Role::Other => self.other = true,
            Role::Carry if means == "later" => (self.handled, self.later) = (true, true),
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
        if self.later && self.years.after {
            self.handled = false;
            self.rows.push("carried_out");
        }
        if !self.carry {
            return;
        }
        match (self.years.before, self.years.after) {
            (true, false) => self.rows.push("carried_in"),
            // 结转至2024年继续办理 says it once.
            (false, true) if !self.later => self.rows.push("carried_out"),
            _ => {}
        }
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
        self.amount = self.amount.or(behind.amount);
        self.other |= behind.other;
        self.elsewhere |= behind.elsewhere;
        self.matter |= behind.matter;
        self.unknown.inside += self.unknown.after + behind.unknown.before + behind.unknown.inside;
        self.unknown.after = behind.unknown.after;
        self.span = behind.span.or(self.span);
        self
    }
}

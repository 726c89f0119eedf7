//! What a sentence has said so far, and the keys it has given.

use rust_decimal::Decimal;

use super::frame::Standing;
use super::kinds::Whole;
use super::listed::Listed;
use super::published::Done;
use super::unrelated::Unrelated;
use crate::mine::clause::Clause;
use crate::mine::keys::Readings;
use crate::mine::quantity::Quantity;
use crate::mine::reading::State;
use crate::mine::tokens::Token;
use crate::mine::words::Role;

/// What a sentence has said so far.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The numbers whose words say a key that the rest of the sentence forbids.
    pub(super) refused: Vec<usize>,
    /// A number is what one of several bodies had: what follows, up to a full stop, may be of that body as well.
    pub(super) body_told: bool,
    /// What single words say of all its numbers.
    pub(super) whole: Whole,
    /// Which of its disputes are none of those of the table.
    pub(super) unrelated: Unrelated,
    /// What came of the disputes that are listed: 尚未审结的行政复议2件、行政诉讼3件.
    pub(super) result_of_list: Option<&'static str>,
    /// What was done to what is listed: 主动公开政策文件10件、规范性文件1件.
    pub(super) done_to_list: Option<Done>,
    /// What kind of share or change the sentence named last; empty if none.
    pub(super) last_kind: &'static str,
    /// What the number before is in the sentence: readings and counter.
    pub(super) before: Option<(Readings, String)>,
    /// The number before was one of another year, set beside those of this year: 去年同期40件.
    pub(super) aside: bool,
    /// The number before is that of a body that is a part of the whole, and so are those listed with it.
    pub(super) apart: bool,
    /// The number before is of requests that one of several bodies had.
    pub(super) part: bool,
    /// The number before is that of a year before.
    pub(super) compared: bool,
    /// The words that say of what the share or rate before is one.
    pub(super) share_of: Vec<Token>,
    /// The number before counts something that no table has, and how.
    pub(super) others: Option<String>,
    /// The number before is a share or a change.
    pub(super) behind_share: bool,
    /// It is one of a list: what follows is of.
    pub(super) listed_shares: Option<Listed>,
    /// Parts follow of what was named: 其中.
    pub(super) listed: bool,
    /// They follow in the bracket that is open, which is none of 市本级（含市政府办公室）受理.
    pub(super) listed_inside: bool,
    /// What the reporting body has by itself was said: 本级收到26件.
    pub(super) level: bool,
    /// All bodies of the place were spoken of: 全省系统收到4件，省局3件.
    pub(super) area: bool,
    /// What a part of all the bodies had is being told.
    pub(super) of_some: bool,
    /// The sentence says of several bodies what each had of this table.
    pub(super) per_body: Option<&'static str>,
    /// The number before counts something that no table has.
    pub(super) foreign: bool,
    /// What is listed are parts of such a thing.
    pub(super) parts_of_foreign: bool,
    /// The number before is of things that decisions may be on.
    pub(super) items: bool,
    /// What is listed are decisions that were published.
    pub(super) published: bool,
    /// Something is spoken of that is counted as requests are, and disclosure is not: 人大建议20件.
    pub(super) of_matter: bool,
    /// Requests that came in by parts of which none is in a table: by ways or bodies.
    pub(super) parts: Vec<Decimal>,
    /// Keys that the sentence has given.
    pub(super) given: Vec<Given>,
    /// How many of them stand before the last semicolon.
    pub(super) part_begins: usize,
    /// The place of a number and its year, once that is known.
    pub(super) year: Option<(usize, Option<u16>)>,
    /// The place of a number that is told by what it came to, and is that of the year before.
    pub(super) was: Option<usize>,
    /// The place of such a number of which the year is not said.
    pub(super) undated: Option<usize>,
    /// What the change before is one of.
    pub(super) change_of: Option<Readings>,
    /// A key that several bodies have, each for itself, and what they have together.
    pub(super) together: Option<(String, Decimal)>,
    /// What was spoken of before the bracket that is open.
    pub(super) outside: Option<State>,
}

/// How the keys begin of requests that came in, of disputes, of requests carried over.
pub(super) const RECEIVED: &str = "requests.received_new.";
pub(super) const DISPUTES: &str = "disputes.";
pub(super) const CARRIED: &str = "requests.carried_";
/// The keys of all outcomes, and of those that came in within the year.
pub(super) const OUTCOME_TOTAL: &str = "requests.outcome_total.total";
pub(super) const NEW: &str = "requests.received_new.total";
/// The keys of those carried in, and of those carried over to the next year.
pub(super) const CARRIED_IN: &str = "requests.carried_in.total";
pub(super) const CARRIED_OUT: &str = "requests.carried_out.total";

/// A key that a sentence has given.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) key: String,
    pub(super) readings: Readings,
    pub(super) value: Decimal,
    pub(super) year: Option<u16>,
    /// Which of the figures of the sentence has it.
    pub(super) place: usize,
    /// Something that is not known stands before it, such as the name of a body.
    pub(super) strange: bool,
    pub(super) counter: String,
}

impl Given {
    /// Whether it is of all requests that came in.
    pub(super) fn is_received(&self) -> bool {
        self.key.strip_prefix(RECEIVED).is_some_and(|rest| rest.starts_with("total"))
    }
}

impl Line {
    /// Whether it has spoken of no requests but those carried over: 上年结转3件，其中予以公开2件.
    pub(super) fn only_carried(&self) -> bool {
        !self.given.is_empty() && self.given.iter().all(|given| given.key.starts_with(CARRIED))
    }

    /// Takes note of a number that has been read.
    pub(super) fn stood(&mut self, standing: &Standing, clause: &Clause<'_>, quantity: &Quantity, key: &str) {
        let unread = key.is_empty();
        self.change_of = None;
        self.part = standing.of_body && unread;
        // 省局本级答复6件，予以公开3件: of those that the one body had.
        self.parts_of_foreign |= standing.of_one_body && unread;
        self.foreign = standing.foreign && unread;
        self.apart = standing.apart
            || standing.named
            || standing.among && standing.strange && unread && standing.of_whom;
        // 上年结转的4件中，3件予以公开: of these alone.
        // Nor is what came of the new ones what came of all: 2022年结转的2件申请中，1件予以公开；新收的12件中，4件予以公开.
        let carried = self.given.iter().any(|given| given.key == CARRIED_IN);
        let some = key.starts_with(CARRIED) || key == NEW && carried;
        self.parts_of_foreign |= standing.within && some;
        let next = clause.is_listed() || clause.left.iter().any(|token| token.is(Role::Channel));
        if unread && (standing.of_request || next && (standing.by_a_way || !self.parts.is_empty())) {
            self.parts.push(quantity.value);
        } else if !clause.totals() {
            self.parts.clear();
        }
    }
}

/// The table of a key.
pub(super) fn table_of(key: &str) -> &'static str {
    let tables = ["requests", "disputes", "proactive"];
    tables.into_iter().find(|table| key.starts_with(table)).unwrap_or_default()
}

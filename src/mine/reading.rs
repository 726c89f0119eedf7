//! What a clause that we understand states: which cells of which table, in every way it may be meant.
//!
//! The state holds what the clauses before it spoke of, for lists leave out what is understood: 其中自然人90件、法人4件.

mod disputes;
mod proactive;
mod requests;

use super::keys::Readings;
use super::meaning::{Meaning, Unknown};
use super::rows::{LITIGATION, columns, one_of, outcomes};
use super::section::Section;
use super::words::Counted;

/// What a paragraph speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Domain {
    #[default]
    None,
    Requests,
    Disputes,
    Documents,
    Decisions,
    Money,
    /// Something that no table counts.
    Elsewhere,
}

impl Domain {
    /// What is spoken of in a section when nothing is said.
    pub(super) const fn of(section: Section) -> Domain {
        match section {
            Section::Requests => Domain::Requests,
            Section::Disputes => Domain::Disputes,
            _ => Domain::None,
        }
    }
}

/// What was spoken of.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) domain: Domain,
    /// Readings of the last row of the table of requests.
    anchor: Vec<Vec<&'static str>>,
    /// The sentence has named that row itself.
    anchored: bool,
    /// Readings of those that came in, if the sentence named them.
    head: Vec<Vec<&'static str>>,
    /// Those carried over, if they were named behind it.
    carried: Option<Vec<Vec<&'static str>>>,
    disputes: Vec<&'static str>,
    /// Those named before them; and the same once it was said that there were none of the last.
    disputes_before: Vec<&'static str>,
    before_none: Vec<&'static str>,
    /// How many went to court directly was said last, and nothing of what came of it.
    direct: bool,
    /// And then how many after a reconsideration.
    both_courts: bool,
    /// The section is that of disputes.
    at_disputes: bool,
    /// They were named as what is spoken of, and nothing was said of them yet.
    disputes_named: bool,
    documents: Vec<&'static str>,
    acts: Vec<&'static str>,
    last: Last,
    /// What is listed are parts of something that no table counts.
    parts_of_elsewhere: bool,
    /// The decisions that the sentence named last.
    decisions: Vec<&'static str>,
    /// The kinds of organisations that the sentence has named.
    organisations: Vec<&'static str>,
    /// The columns of the applicants whose outcomes are being told.
    outcomes_of: Option<Vec<&'static str>>,
    /// The columns of the applicants that were named as what is spoken of: 自然人申请办理结果：.
    topic_of: Option<Vec<&'static str>>,
    /// Those of the applicants named last.
    applied: Vec<&'static str>,
    /// Rows of the group of others were named, each for itself.
    other_named: bool,
    /// Those who applied were counted last: 收到15名自然人、2家企业的申请.
    people_listed: bool,
    /// Requests were counted by 个 last.
    counted_each: bool,
    /// The sentence has told how many came in, from whomever.
    pub(super) whole_told: bool,
    /// The groups of outcomes that the sentence has named.
    groups: Vec<&'static str>,
    /// The group in which the last row stands, if it is one of several there.
    group: Option<&'static str>,
    /// The sentence counts apart what was disclosed in part.
    pub(super) partly: bool,
    /// The sentence tells how documents are classed, not what came of requests.
    pub(super) classes: bool,
    /// The sentence tells what was carried over.
    pub(super) carries: bool,
}

/// Of which kind the last figure was, which 其他 hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Last {
    #[default]
    Nothing,
    Applicant,
    /// All organisations together: no other applicant is left.
    Organisations,
    Row,
    Outcome,
}

/// The column of 2019 that counts kinds of licences and the like.
const ITEMS: &str = "items_last_year";

/// Unknown text between 收到 and 申请 that is only about who applied, in bytes.
const APPLICANTS_BETWEEN: usize = 72;

impl State {
    /// The state at the beginning of a paragraph.
    pub(super) fn at_paragraph(domain: Domain) -> State {
        State { domain, at_disputes: domain == Domain::Disputes, ..State::default() }
    }

    /// A list ends with its sentence; `listed` says that this one begins with parts of what was named before: 其中.
    pub(super) fn begin_sentence(&mut self, listed: bool) {
        (self.parts_of_elsewhere, self.counted_each, self.other_named) = (false, false, false);
        self.decisions.clear();
        self.groups.clear();
        self.organisations.clear();
        (self.outcomes_of, self.topic_of) = (None, None);
        if !self.head.is_empty() {
            // 收到76件，办结74件。其中自然人72件.
            self.anchor.clone_from(&self.head);
        } else if !listed && !self.anchor.iter().flatten().any(|row| *row == "received_new") {
            // 其他处理2件。从申请主体看，自然人72件: of all, whatever came of them.
            self.anchor.clear();
        }
        self.head.clear();
        self.anchored = false;
    }

    /// What the clause states. `near` says that disclosure is spoken of nearby, `bracket` that the clause stands in
    /// brackets, `counter` and `counted` how things are counted.
    pub(super) fn read(
        &mut self,
        meaning: &Meaning,
        near: bool,
        bracket: bool,
        counter: &str,
        counted: Option<Counted>,
    ) -> Option<Readings> {
        let named = std::mem::take(&mut self.disputes_named);
        if !meaning.says_something() || !is_plain(meaning, bracket) {
            self.leave(meaning, near);
            return None;
        }
        // 其余12件均予以答复: what came of the rest is said only by the name of one row.
        let row = outcomes(&meaning.rows);
        let result = self.domain == Domain::Disputes && meaning.outcomes.len() == 1;
        if meaning.rest && !result && (row.len() != 1 || row == ["outcome_total"]) {
            return None;
        }
        let readings = if meaning.fresh && meaning.received.is_none() {
            // 上年结转4件，新增92件, but not 新增栏目3个.
            let goes_on = self.domain == Domain::Requests && self.last == Last::Row;
            let alone = meaning.unknown.before == 0 && one_of(counter, &["件", "宗"]);
            let new = || Meaning { received: Some(true), ..meaning.clone() };
            if goes_on && alone { self.requests(&new(), near, bracket, counter) } else { None }
        } else if !meaning.disputes.is_empty() || !meaning.outcomes.is_empty() {
            self.disputes(meaning, near, bracket, counter)
        } else if named && meaning.only_came_in() {
            // 行政复议方面，收案5件.
            self.disputes(
                &Meaning { disputes: self.disputes.clone(), ..meaning.clone() },
                near,
                bracket,
                counter,
            )
        } else if meaning.only_other() && self.domain == Domain::Disputes && self.last == Last::Outcome {
            // 维持4件，纠正1件，其他2件.
            self.disputes(&Meaning { outcomes: vec!["other"], ..meaning.clone() }, near, bracket, counter)
        } else if !meaning.documents.is_empty()
            || self.goes_on_with_documents(meaning)
            || self.goes_on_publishing(meaning)
        {
            self.documents(meaning, counter)
        } else if !meaning.decisions.is_empty()
            && meaning.received.is_some()
            && !meaning.dealt_with
            && !meaning.rows.contains(&"outcome_total")
        {
            // 受理行政许可申请2186件: how many were decided is not said.
            self.domain = Domain::Elsewhere;
            None
        } else if !meaning.decisions.is_empty() {
            // 事项清单1285项，其中行政处罚1012项: parts of something else.
            self.parts_of_elsewhere |= meaning.among && self.domain != Domain::Decisions;
            let part = self.parts_of_elsewhere;
            self.domain = Domain::Decisions;
            // 公开行政许可决定385份 counts what was published, 行政许可9条 what was written of them; 公开行政许可处理决定385件 names the figure
            // as the form does, and 公开办理行政许可385件 does those.
            let of_form = meaning.acts == ["decisions"] && !meaning.proactive && !meaning.channel;
            let counts = (!meaning.public || meaning.handled || of_form && counter == "件")
                && (one_of(counter, &["件", "宗", "项", "起", "个", "例", "份", "次", "件次", ""])
                    || counter == "条" && meaning.acts == ["decisions"]);
            self.decisions.clone_from(&meaning.decisions);
            let column = if meaning.acts.contains(&ITEMS) { ITEMS } else { "decisions" };
            (counts && !part).then(|| Readings::columns("proactive", &meaning.decisions, &[column]))
        } else if matches!(meaning.acts.as_slice(), ["decisions" | ITEMS])
            && meaning.rows.is_empty()
            && !self.decisions.is_empty()
        {
            // 行政处罚上一年项目数量35项，处理决定数量260件.
            Some(Readings::columns("proactive", &self.decisions, &meaning.acts))
        } else if meaning.fee || meaning.procurement || self.goes_on_with_money(meaning) {
            self.money(meaning, counter, counted)
        } else {
            self.requests(meaning, near, bracket, counter)
        };
        if readings.is_none() {
            self.leave(meaning, near);
        }
        readings
    }

    /// 收到112件，办结110件；其中自然人104件: a new part of the sentence speaks of those that came in.
    pub(super) fn begin_part(&mut self) {
        // 规范性文件对外公开总数9件；规章0件: what of them is not said.
        self.acts.clear();
        // 直接起诉2件，均维持；复议后起诉2件，结果维持1件: of these alone.
        self.direct = false;
        (self.outcomes_of, self.topic_of) = (None, None);
        self.applied.clear();
        if !self.head.is_empty() {
            self.back_to_received();
            self.carried = None;
        }
    }

    /// 受理345件，其中：本级31件，各部门受理314件；办结340件: behind the parts, of the whole again.
    pub(super) fn back_to_whole(&mut self) -> bool {
        let whole = !self.head.is_empty() && matches!(self.domain, Domain::Elsewhere | Domain::Requests);
        if whole {
            self.domain = Domain::Requests;
        }
        whole
    }

    /// 收到申请数与办结数均为27件，其中自然人26件: of those that came in.
    pub(super) fn back_to_received(&mut self) {
        if !self.head.is_empty() {
            self.anchor.clone_from(&self.head);
        }
    }

    /// A bracket behind a number is closed: what it said of that number, the list has not.
    pub(super) fn end_bracket(&mut self, outside: State) {
        *self = State { direct: false, both_courts: false, ..outside };
    }

    /// A sentence that can speak of nothing else begins.
    pub(super) fn speaks_of_requests(&mut self) {
        if self.domain == Domain::None {
            self.domain = Domain::Requests;
        }
    }

    /// What is spoken of, where nothing is said of it yet.
    pub(super) fn topic(&mut self, meaning: &Meaning, near: bool, colon: bool) {
        // 审结的行政诉讼案件中，败诉9件: what stands before says which of them.
        let of_some = !meaning.disputes.is_empty() && meaning.unknown.inside + meaning.unknown.after == 0;
        // 规范性文件管理：制发5件.
        // 开展规范性文件清理，继续有效31件.
        let cleared = meaning.clears && meaning.unknown.after == 0;
        let done = meaning.elsewhere && (!meaning.strange || cleared) && !meaning.documents.is_empty();
        let documents = colon && !meaning.documents.is_empty();
        let documents = documents && meaning.unknown.before + meaning.unknown.inside == 0;
        let known = of_some || documents || done || meaning.unknown == Unknown::default();
        let plain = !meaning.denied && (!meaning.elsewhere || done) && known;
        // 清理2023年底前发布的规范性文件，继续有效349件.
        let acts = !(meaning.acts.is_empty() || cleared && done);
        let said = !meaning.outcomes.is_empty() || acts || !meaning.rows.is_empty();
        self.direct &= meaning.outcomes.is_empty();
        if colon && plain && near {
            let applied = !meaning.applicants.is_empty() && outcomes(&meaning.rows) == meaning.rows;
            self.topic_of = applied.then(|| columns(meaning));
        }
        if meaning.rows.contains(&"denied") {
            // 不予公开决定中，涉及第三方权益的2件.
            self.group = Some("denied");
        }
        if !plain || said {
        } else if colon && near && meaning.only_object() {
            // 依申请公开方面：受理31件.
            self.domain = Domain::Requests;
        } else if near && !meaning.disputes.is_empty() {
            self.name_disputes(&meaning.disputes);
            self.domain = Domain::Disputes;
            self.disputes_named = self.at_disputes;
        } else if !meaning.documents.is_empty() {
            self.documents.clone_from(&meaning.documents);
            self.domain = Domain::Documents;
            self.acts.clear();
        } else if !meaning.decisions.is_empty() {
            // 行政许可：上一年项目数量21项，处理决定数量962件.
            self.decisions.clone_from(&meaning.decisions);
        } else if meaning.fee != meaning.procurement {
            self.documents = vec![if meaning.fee { "fees" } else { "procurement" }];
            self.domain = Domain::Money;
        }
    }

    /// Whether it is known which disputes are spoken of.
    pub(super) fn speaks_of_disputes(&self) -> bool {
        self.domain == Domain::Disputes && !self.disputes.is_empty()
    }

    /// Whether disputes of this kind, and no others, are spoken of.
    pub(super) fn speaks_of_dispute(&self, kind: &str) -> bool {
        let of_kind =
            |dispute: &&str| *dispute == kind || LITIGATION.contains(dispute) && kind == "litigation";
        self.speaks_of_disputes() && self.disputes.iter().all(of_kind)
    }

    /// The disputes that were named as what is spoken of, if nothing was said of them yet.
    pub(super) fn names_disputes(&self) -> Option<Vec<&'static str>> {
        self.disputes_named.then(|| self.disputes.clone())
    }

    /// Nothing happened that could have come to anything.
    pub(super) fn no_disputes(&mut self) {
        self.disputes.clear();
    }

    /// A clause about something else ends what was understood.
    pub(super) fn leave(&mut self, meaning: &Meaning, near: bool) {
        self.last = Last::Nothing;
        if meaning.matter {
            // 办理人大建议20件，办结20件: of these.
            self.domain = Domain::Elsewhere;
            self.acts.clear();
            return;
        }
        if !meaning.kinds.is_empty() {
            self.decisions.clone_from(&meaning.kinds);
        }
        if !meaning.decisions.is_empty() {
            // 行政强制项目12项，处理决定数量5件.
            self.decisions.clone_from(&meaning.decisions);
        }
        if !meaning.documents.is_empty() && !meaning.strange {
            // 清理规范性文件126件，其中废止18件: what follows may be figures of the table though this is none.
            self.documents.clone_from(&meaning.documents);
            self.domain = Domain::Documents;
            self.acts.clear();
            return;
        }
        // 办理行政复议案件58件，其中维持13件: who says so decides on them, unless disclosure is spoken of.
        let decides = meaning.handled || meaning.received.is_some();
        let on_disclosure = !decides || near || matches!(self.domain, Domain::Requests | Domain::Disputes);
        if on_disclosure && !meaning.disputes.is_empty() && !meaning.elsewhere && meaning.unknown.before == 0
        {
            // 行政复议结案9件，其中维持6件.
            self.disputes.clone_from(&meaning.disputes);
            self.domain = Domain::Disputes;
            return;
        }
        if meaning.fee {
            // 公开行政事业性收费目录2份，全年收费金额6.31亿元.
            self.documents = vec!["fees"];
            self.domain = Domain::Money;
            self.acts.clear();
            return;
        }
        // 复议案件中，市政府办理31件，纠错4件.
        let of_body = meaning.handled && meaning.unknown.before > 0 && self.domain == Domain::Disputes;
        if meaning.received.is_some() && !meaning.object || meaning.elsewhere || meaning.fresh || of_body {
            let goes_on = self.domain == Domain::Requests && (meaning.received.is_none() || meaning.object)
                // 受理145件，其中网上受理120件，答复143件.
                || self.domain == Domain::Requests && meaning.channel && !self.head.is_empty()
                || self.domain == Domain::Documents && !meaning.strange
                || self.domain == Domain::Disputes
                    && !meaning.handled
                    && (meaning.received.is_none() || meaning.unknown.before == 0 && !meaning.elsewhere);
            if !goes_on {
                self.domain = Domain::Elsewhere;
            }
            self.acts.clear();
            if meaning.strange {
                self.documents.clear();
            }
        }
    }
}

/// Whether nothing stands in the clause that may make it speak of something else.
fn is_plain(meaning: &Meaning, bracket: bool) -> bool {
    let between = if meaning.received.is_some() && meaning.object { APPLICANTS_BETWEEN } else { 0 };
    let part_of_a_body = (meaning.among || bracket) && meaning.unknown.before > 0;
    !meaning.elsewhere && meaning.unknown.after == 0 && meaning.unknown.inside <= between && !part_of_a_body
}

//! What a clause that we understand states: which cells of which table, in every way it may be meant.
//!
//! The state holds what the clauses before it spoke of, for lists leave out what is understood: 其中自然人90件、法人4件.

mod proactive;

use super::keys::{REQUESTS, Readings};
use super::meaning::{Meaning, Unknown};
use super::rows::{LITIGATION, by_group, columns, dispute_rows, one_of, outcomes, received};
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
    /// Readings of those that came in, if the sentence named them.
    head: Vec<Vec<&'static str>>,
    /// Those carried over, if they were named behind it.
    carried: Option<Vec<Vec<&'static str>>>,
    disputes: Vec<&'static str>,
    documents: Vec<&'static str>,
    acts: Vec<&'static str>,
    last: Last,
    /// What is listed are parts of something that no table counts.
    parts_of_elsewhere: bool,
    /// The decisions that the sentence named last.
    decisions: Vec<&'static str>,
    /// The kinds of organisations that the sentence has named.
    organisations: Vec<&'static str>,
    /// The groups of outcomes that the sentence has named.
    groups: Vec<&'static str>,
    /// The group in which the last row stands, if it is one of several there.
    group: Option<&'static str>,
    /// The sentence tells how documents are classed, not what came of requests.
    pub(super) classes: bool,
    /// The sentence tells what was carried over.
    pub(super) carries: bool,
}

/// The outcomes that add up to all of them.
const GROUPS: [&str; 6] = ["granted", "partially_granted", "denied", "unavailable", "not_processed", "other"];

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
        State { domain, ..State::default() }
    }

    /// A list ends with its sentence.
    pub(super) fn begin_sentence(&mut self) {
        self.parts_of_elsewhere = false;
        self.decisions.clear();
        self.groups.clear();
        self.organisations.clear();
        self.head.clear();
    }

    /// 予以公开44件，不予公开11件 …，合计119件: the sum of the outcomes, once three of them are named.
    pub(super) fn sum_of_outcomes(&self) -> Option<Readings> {
        let enough =
            self.domain == Domain::Requests && self.groups.len() > 2 && self.groups.contains(&"granted");
        enough.then(|| Readings::crossed(REQUESTS, &[vec!["outcome_total"]], &["total"]))
    }

    /// All requests that came in.
    pub(super) fn came_in() -> Readings {
        Readings::crossed(REQUESTS, &received(false), &["total"])
    }

    /// These and those carried over.
    pub(super) fn came_in_or_carried() -> Readings {
        Readings::crossed(REQUESTS, &[vec!["received_new", "carried_in"]], &["total"])
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
        if !meaning.says_something() || !is_plain(meaning, bracket) {
            self.leave(meaning);
            return None;
        }
        // 其余12件均予以答复: what came of the rest is said only by the name of one row.
        let row = outcomes(&meaning.rows);
        if meaning.rest && (row.len() != 1 || row == ["outcome_total"]) {
            return None;
        }
        let readings = if meaning.fresh && meaning.received.is_none() {
            // 上年结转4件，新增92件, but not 新增栏目3个.
            let goes_on = self.domain == Domain::Requests && self.last == Last::Row;
            let alone = meaning.unknown.before == 0 && one_of(counter, &["件", "宗"]);
            let new = || Meaning { received: Some(true), ..meaning.clone() };
            if goes_on && alone { self.requests(&new(), near, bracket, counter) } else { None }
        } else if !meaning.disputes.is_empty() || !meaning.outcomes.is_empty() {
            self.disputes(meaning, near, counter)
        } else if meaning.only_other() && self.domain == Domain::Disputes && self.last == Last::Outcome {
            // 维持4件，纠正1件，其他2件.
            self.disputes(&Meaning { outcomes: vec!["other"], ..meaning.clone() }, near, counter)
        } else if !meaning.documents.is_empty() || self.goes_on_with_documents(meaning) {
            self.documents(meaning, counter)
        } else if !meaning.decisions.is_empty()
            && meaning.received.is_some()
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
            // 公开行政许可决定385份 counts what was published.
            let counts = !meaning.public
                && one_of(counter, &["件", "宗", "项", "条", "起", "个", "例", "份", "次", "件次", ""]);
            self.decisions.clone_from(&meaning.decisions);
            let column = if meaning.acts.contains(&ITEMS) { ITEMS } else { "decisions" };
            (counts && !part).then(|| Readings::columns("proactive", &meaning.decisions, &[column]))
        } else if meaning.acts == ["decisions"] && meaning.rows.is_empty() && !self.decisions.is_empty() {
            // 行政处罚上一年项目数量35项，处理决定数量260件.
            Some(Readings::columns("proactive", &self.decisions, &["decisions"]))
        } else if meaning.fee || meaning.procurement || meaning.amount && self.domain == Domain::Money {
            self.money(meaning, counted)
        } else {
            self.requests(meaning, near, bracket, counter)
        };
        if readings.is_none() {
            self.leave(meaning);
        }
        readings
    }

    /// 收到112件，办结110件；其中自然人104件: a new part of the sentence speaks of those that came in.
    pub(super) fn begin_part(&mut self) {
        // 规范性文件对外公开总数9件；规章0件: what of them is not said.
        self.acts.clear();
        if !self.head.is_empty() {
            self.anchor.clone_from(&self.head);
            self.carried = None;
        }
    }

    /// A sentence that can speak of nothing else begins.
    pub(super) fn speaks_of_requests(&mut self) {
        if self.domain == Domain::None {
            self.domain = Domain::Requests;
        }
    }

    /// What is spoken of, where nothing is said of it yet.
    pub(super) fn topic(&mut self, meaning: &Meaning, near: bool) {
        // 审结的行政诉讼案件中，败诉9件: what stands before says which of them.
        let of_some = !meaning.disputes.is_empty() && meaning.unknown.inside + meaning.unknown.after == 0;
        let known = of_some || meaning.unknown == Unknown::default();
        let plain = !meaning.denied && !meaning.elsewhere && known;
        let said = !meaning.outcomes.is_empty() || !meaning.acts.is_empty() || !meaning.rows.is_empty();
        if !plain || said {
        } else if near && !meaning.disputes.is_empty() {
            self.disputes.clone_from(&meaning.disputes);
            self.domain = Domain::Disputes;
        } else if !meaning.documents.is_empty() {
            self.documents.clone_from(&meaning.documents);
            self.domain = Domain::Documents;
            self.acts.clear();
        } else if meaning.fee != meaning.procurement {
            self.documents = vec![if meaning.fee { "fees" } else { "procurement" }];
            self.domain = Domain::Money;
        }
    }

    /// Whether it is known which disputes are spoken of.
    pub(super) fn speaks_of_disputes(&self) -> bool {
        self.domain == Domain::Disputes && !self.disputes.is_empty()
    }

    /// Nothing happened that could have come to anything.
    pub(super) fn no_disputes(&mut self) {
        self.disputes.clear();
    }

    /// A clause about something else ends what was understood.
    fn leave(&mut self, meaning: &Meaning) {
        self.last = Last::Nothing;
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
        if !meaning.disputes.is_empty() && !meaning.elsewhere && meaning.unknown.before == 0 {
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

    fn requests(&mut self, meaning: &Meaning, near: bool, bracket: bool, counter: &str) -> Option<Readings> {
        if !one_of(counter, &["件", "宗", "例", "条", "项", "起", "个", "封", "份", "次", "件次", ""])
        {
            return None;
        }
        // 38个事项予以公开: requests are not counted so, but those who made them are.
        let of_people = meaning.object || !meaning.applicants.is_empty() || meaning.received.is_some();
        if counter == "个" && !of_people {
            return None;
        }
        // 制发公文206件，其中主动公开64件、依申请公开12件、不予公开130件.
        let of_documents = self.classes && meaning.received.is_none() && !meaning.handled;
        let part = (meaning.received.is_some() || meaning.handled) && !meaning.object;
        if of_documents || part && meaning.unknown.before > 0 {
            // 区住建局受理31件, 街道办理58件: a part of them.
            return None;
        }
        let known = self.domain == Domain::Requests || meaning.object;
        if !known
            && !(near
                && self.domain == Domain::None
                && (meaning.received.is_some() || !meaning.rows.is_empty()))
        {
            return None;
        }
        let sure = self.domain == Domain::Requests || near;
        let columns = columns(meaning);
        if !meaning.rows.is_empty() && meaning.unknown.before > 0 && !meaning.object {
            // 县教育局不予公开2件, 征地类无法提供5件: of some, not of all.
            return None;
        }
        let rows: Vec<Vec<&'static str>> =
            if meaning.public && !meaning.proactive && meaning.rows == ["partially_granted"] {
                // 公开及部分公开.
                self.groups.extend(["granted", "partially_granted"]);
                vec![vec!["granted", "partially_granted"]]
            } else if !meaning.rows.is_empty() {
                let named = meaning.rows.iter().filter(|row| GROUPS.contains(row));
                self.groups.extend(named.filter(|_| meaning.applicants.is_empty()));
                by_group(&outcomes(&meaning.rows))
            } else if meaning.carry {
                vec![vec!["carried_in"], vec!["carried_out"]]
            } else if let Some(new) = meaning.received {
                received(new)
            } else if meaning.handled {
                vec![vec!["outcome_total"], vec!["received_new", "carried_in"], vec!["received_new"]]
            } else if meaning.object
                && !meaning.public
                && meaning.applicants.is_empty()
                && meaning.unknown.before == 0
            {
                let mut rows = received(false);
                rows.push(vec!["outcome_total"]);
                rows
            } else if !meaning.applicants.is_empty() && meaning.unknown.before == 0 {
                match &self.carried {
                    Some(carried) if bracket => carried.clone(),
                    _ if self.anchor.is_empty() => received(false),
                    _ => self.anchor.clone(),
                }
            } else if meaning.public && !meaning.proactive && sure && meaning.unknown.before == 0 {
                vec![vec!["granted"], vec!["granted", "partially_granted"]]
            } else if meaning.other && meaning.unknown.before == 0 {
                match self.last {
                    Last::Applicant => {
                        let readings = Readings::crossed(REQUESTS, &self.anchor, &["other_org"]);
                        return Some(readings);
                    }
                    // 国家秘密2件、其他3件 are others of those not disclosed; the rest of 其他处理 is a row of its own.
                    Last::Row => match self.group {
                        Some("other") => vec![vec!["other.other"]],
                        Some(_) => return None,
                        None if self.groups.contains(&"other") => vec![vec!["other.other"]],
                        // 予以公开34件、其他45件: all the others.
                        None if self.groups.len() < 3 => return None,
                        None => vec![vec!["other"]],
                    },
                    _ => return None,
                }
            } else {
                return None;
            };
        let organisations = meaning.applicants.iter().filter(|kind| **kind != "natural_person");
        self.organisations.extend(organisations);
        self.domain = Domain::Requests;
        self.last = match meaning.applicants.as_slice() {
            [] => Last::Row,
            applicants if applicants.contains(&"organisations") => Last::Organisations,
            _ => Last::Applicant,
        };
        let first = rows.first().and_then(|sum| sum.first());
        self.group = first.and_then(|row| row.split_once('.')).map(|(group, _)| group);
        let readings = Readings::crossed(REQUESTS, &rows, &columns);
        let named = meaning.applicants.is_empty() || !meaning.rows.is_empty() || meaning.received.is_some();
        if named {
            self.carried = None;
        }
        let carried = rows == [["carried_in"]] || rows == [["carried_out"]];
        if named && rows.first().and_then(|sum| sum.first()) == Some(&"received_new") {
            self.head.clone_from(&rows);
        }
        if named && !self.anchor.is_empty() && carried {
            // 收到112件，上年结转5件；其中自然人104件: of those received, except in a bracket behind 结转.
            self.carried = Some(rows);
        } else if named || self.anchor.is_empty() {
            self.anchor = rows;
        }
        Some(readings)
    }

    fn disputes(&mut self, meaning: &Meaning, near: bool, counter: &str) -> Option<Readings> {
        let counts = one_of(counter, &["件", "宗", "例", "起", "个", "次", "项", "件次", ""]);
        if !counts || !near && self.domain != Domain::Requests && self.domain != Domain::Disputes {
            return None;
        }
        if meaning.disputes.is_empty() && (self.domain != Domain::Disputes || meaning.unknown.before > 0) {
            return None;
        }
        // 行政复议上年结转1件: no table has them.
        // Nor those that came in beside them: 新增行政复议4件，结转上年1件.
        let carried = meaning.carry || meaning.rows.iter().any(|row| row.starts_with("carried"));
        if carried || meaning.new_dispute && self.carries {
            self.leave(meaning);
            return None;
        }
        if !meaning.disputes.is_empty() {
            self.disputes.clone_from(&meaning.disputes);
            if self.disputes.iter().any(|dispute| LITIGATION.contains(dispute)) {
                self.disputes.retain(|dispute| *dispute != "litigation");
            }
        }
        self.domain = Domain::Disputes;
        self.last = Last::Outcome;
        let rows: Vec<&'static str> =
            self.disputes.iter().flat_map(|dispute| dispute_rows(dispute)).collect();
        let columns = if meaning.outcomes.is_empty() { vec!["total"] } else { meaning.outcomes.clone() };
        Some(Readings::crossed("disputes", &[rows], &columns))
    }
}

/// Whether nothing stands in the clause that may make it speak of something else.
fn is_plain(meaning: &Meaning, bracket: bool) -> bool {
    let between = if meaning.received.is_some() && meaning.object { APPLICANTS_BETWEEN } else { 0 };
    let part_of_a_body = (meaning.among || bracket) && meaning.unknown.before > 0;
    !meaning.elsewhere && meaning.unknown.after == 0 && meaning.unknown.inside <= between && !part_of_a_body
}

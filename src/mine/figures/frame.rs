//! What the figures of one sentence are to each other: parts and wholes, one body's and another's.

use super::beside::{is_ended, is_in_writing, is_most, is_part_of_area, is_within};
use super::line::{DISPUTES, Given, OUTCOME_TOTAL, RECEIVED, table_of};
use super::published::Done;
use super::{Reader, Stated};
use crate::mine::bodies;
use crate::mine::clause::Clause;
use crate::mine::keys::{REQUESTS, Readings};
use crate::mine::meaning::{Meaning, Unknown};
use crate::mine::quantity::Quantity;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;

/// What is said around a number.
pub(super) struct Said<'a> {
    pub(super) clause: &'a Clause<'a>,
    pub(super) left: &'a Meaning,
    pub(super) right: &'a Meaning,
    pub(super) quantity: &'a Quantity,
}

/// How a number stands to those before it in its sentence.
#[derive(Debug)]
pub(super) struct Standing {
    /// Something that is not known stands before what it counts.
    pub(super) strange: bool,
    /// It is one of several parts.
    pub(super) among: bool,
    /// It may be what one body had.
    pub(super) of_body: bool,
    /// It counts what one body had of what is understood.
    pub(super) of_one_body: bool,
    /// What came of those counted follows: 4件中.
    pub(super) within: bool,
    /// What is said of it may name who has it: no result, which says what came of it.
    pub(super) of_whom: bool,
    /// It is of all bodies of the place.
    pub(super) area: bool,
    /// It counts those that came in by one of several ways.
    pub(super) by_a_way: bool,
    /// It counts requests.
    pub(super) of_request: bool,
    /// It counts something that no table has.
    pub(super) foreign: bool,
    /// It is about what is named: 涉及县政府的复议9件.
    pub(super) named: bool,
    /// It is that of a body that is a part of the whole.
    pub(super) apart: bool,
    /// No table has it, whatever its words say.
    pub(super) shut: bool,
    /// It is a part of something that no table has.
    pub(super) part_of_foreign: bool,
    /// It counts what was published by a word that also says that something was issued: 发布.
    pub(super) publishes: bool,
}

impl Standing {
    /// Whether a figure may be what its words say.
    pub(super) fn allows(&self, readings: &Readings) -> bool {
        // 公开信息331件，其中行政许可9件, and so of documents published: 发布信息374件，其中发布规范性文件5件.
        let counted = readings.table == REQUESTS || readings.of_decisions() || self.publishes;
        let part = self.part_of_foreign && counted && !comes_of_correction(readings);
        !(self.shut || self.apart || part)
    }

    /// Whether it counts what one of several bodies had.
    pub(super) fn is_of_one_body(&self) -> bool {
        self.of_one_body || self.apart
    }
}

/// Whether a figure can only be of requests that were to be corrected: 告知补正9件，其中逾期不补正3件.
fn comes_of_correction(readings: &Readings) -> bool {
    const ROWS: [&str; 2] = ["other.not_corrected", "unavailable.unclear"];
    readings.sums.iter().flatten().all(|(row, _)| ROWS.contains(&row.as_str()))
}

impl Reader<'_> {
    /// How the number at a place stands to those before it.
    pub(super) fn standing(
        &mut self,
        sentence: &Sentence<'_>,
        said: &Said<'_>,
        stated: &mut [Stated],
    ) -> Standing {
        let Said { clause, left, right, .. } = said;
        let strange = left.says_something() && left.unknown.before > 0;
        let came_in = left.received.is_some() || left.handled;
        // 新收行政诉讼一审3件、二审1件 are none of requests.
        let of_request = (came_in || left.object || right.object) && left.disputes.is_empty();
        let opens = left.opens();
        // 其中，: what is said of the parts begins behind a comma.
        let named = |token: &Token| token.is(Role::Among) || token.is(Role::Glue);
        let among = left.among
            || clause.earlier.iter().any(|token| token.is(Role::Among)) && clause.earlier.iter().all(named);
        // 行政许可类信息979条 goes on with them.
        let written = matches!(said.quantity.counter.as_str(), "条" | "篇");
        let named = !left.decisions.is_empty() || !left.documents.is_empty();
        let on = self.line.parts_of_foreign && written && named;
        if opens && !on && !(among && self.line.foreign && clause.publishes()) {
            self.line.parts_of_foreign = false;
        } else if among
            && (self.line.foreign || self.line.only_carried() || self.begins_with_information(said))
        {
            // Nor are they where the list begins so: 其中，工作动态类信息75条，依申请公开3条.
            // 发文104件，其中主动公开12件，依申请公开2件.
            self.line.parts_of_foreign = true;
        }
        // 市本级受理26件，部门受理113件.
        let other = left.bodies || strange && self.line.level;
        let counts = of_request || !left.disputes.is_empty();
        if other && counts && !clause.bracket && !left.area && !self.line.listed && !self.line.listed_inside {
            self.forget_part(stated);
        }
        let level = |token: &Token| sentence.text_of(token) == "本级";
        // 县公安局受理申请22件，县住建局15件: nor is the first that of all.
        let next_body = match clause.left {
            [name]
                if !left.says_something() && right.span.is_none() && !self.line.listed && !self.line.area =>
            {
                name.kind == Kind::Unknown && bodies::names_who(sentence.text_of(name))
            }
            _ => false,
        };
        if next_body && self.line.given.last().is_some_and(|given| given.strange && given.is_received()) {
            self.forget_part(stated);
        }
        self.line.area |= left.area;
        self.line.level |= counts && clause.left.iter().any(level);
        // 公开许可结果1240条、处罚结果86条: what was published of decisions, on and on.
        // And so it goes on behind a comma, where nothing else is said: 公开许可决定119件，处罚决定8件.
        let named_alone = left.acts.is_empty() && !left.total && left.unknown == Unknown::default();
        let goes_on = clause.is_listed() || self.line.published && !left.decisions.is_empty() && named_alone;
        if !goes_on {
            // 公布规章2个、行政许可28个 begins with documents.
            let named = !left.decisions.is_empty() || !left.documents.is_empty() && left.acts.is_empty();
            // 上传公示行政处罚259项，行政许可73项.
            let shown = |token: &Token| token.kind == Kind::Word(Role::Verb, "shows");
            self.line.published = !left.handled && (left.public || clause.left.iter().any(shown)) && named;
        }
        let published = self.line.published && goes_on && !left.decisions.is_empty();
        // 各部门受理27件，街道办事处受理8件: what each of several bodies had.
        let had = came_in || !left.disputes.is_empty();
        let part = had && strange && std::mem::take(&mut self.line.part);
        // 市本级受理申请146件，答复141件: of these alone.
        if left.area || left.received.is_some() {
            self.line.of_some = false;
        }
        let answered = left.rows == ["outcome_total"] && !clause.counts_all();
        let named_other = self.names_other_body(sentence.text, clause);
        // 收到14件，书面答复10件，电话答复4件: not all, unless it is as many.
        let as_many = |given: &Given| given.key.contains(".total") && given.value == said.quantity.value;
        let in_writing = is_in_writing(left, clause, sentence.text)
            && (left.among || !left.object || !self.line.given.is_empty())
            && !self.line.given.iter().any(as_many);
        let some = left.bodies && !left.area || named_other || answered && self.line.of_some;
        let nameless = strange && !is_ended(clause, sentence.text) && !names_who(sentence.text, clause, left);
        // 受理公租房申请300件，办结290件: of these alone.
        let first = !left.among && !self.line.given.iter().any(Given::is_received);
        self.line.of_some |= of_request && (some || nameless && first && left.received.is_some());
        Standing {
            strange,
            among: left.among,
            of_body: came_in && (left.elsewhere || strange)
                || !left.disputes.is_empty() && left.bodies && !left.area,
            of_one_body: (left.received.is_some() || left.rows == ["outcome_total"])
                && (strange && !left.object || some),
            within: is_within(sentence.text, said.quantity.end),
            area: left.area,
            of_whom: left.outcomes.is_empty(),
            by_a_way: left.channel && left.span.is_none() && !left.denied,
            of_request,
            foreign: !opens && !right.opens() && left.is_foreign() && !right.concerns_requests(),
            named: left.of_named,
            apart: part || self.line.apart && clause.is_listed(),
            shut: published
                || matches!(self.line.done_to_list, Some(Done::Disclosed | Done::Published))
                    && is_bare_decision(sentence, clause)
                || strange && !left.area && is_part_of_area(sentence.text, said.quantity.end)
                || of_request && is_most(sentence.text, said.quantity.start)
                || some && answered
                || in_writing
                || nameless
                || named_other,
            part_of_foreign: self.line.parts_of_foreign,
            publishes: clause.publishes() || written,
        }
    }

    /// Whether a sentence goes on with the parts of information that the one before counted.
    fn begins_with_information(&self, said: &Said<'_>) -> bool {
        let first = self.line.given.is_empty() && self.line.before.is_none() && self.line.year.is_none();
        first && said.quantity.counter == "条" && said.left.is_foreign() && !said.left.channel
    }

    /// 行政复议5件、行政诉讼4件，被纠错1件: which of them is not said.
    pub(super) fn may_be_of_either(&self, left: &Meaning) -> bool {
        let all = |given: &Given, of: &str| {
            given.key.strip_prefix(DISPUTES).is_some_and(|rest| rest.starts_with(of))
                && given.key.ends_with(".total")
                && !given.value.is_zero()
        };
        // 行政复议5件；行政诉讼4件，维持1件: these are of the last.
        let given = self.line.given.get(self.line.part_begins..).unwrap_or_default();
        let [.., first, last] = given else { return false };
        let unnamed = left.disputes.is_empty() && !left.outcomes.is_empty() && !left.court;
        unnamed && all(first, "reconsideration") && all(last, "litigation")
    }

    /// 市本级受理214件，各县区受理1036件: the first is a part as well.
    pub(super) fn forget_part(&mut self, stated: &mut [Stated]) {
        let level = self.line.level;
        let whole = |key: &str| key.starts_with(DISPUTES) && key.ends_with(".total");
        let own = |given: &&Given| {
            (given.strange || level) && (given.key.starts_with(RECEIVED) || whole(&given.key))
        };
        let part = self.line.given.iter().find(own);
        if let Some(part) = part {
            let from = part.place;
            self.line.per_body = Some(table_of(&part.key));
            self.line.parts = vec![part.value];
            stated.iter_mut().skip(from).for_each(|figure| figure.key.clear());
            self.line.given.retain(|given| given.place < from);
        }
    }

    /// Whether a body is named that is not the one that reports: 县教育局收到9件 in the report of a county.
    pub(super) fn names_other_body(&self, text: &str, clause: &Clause<'_>) -> bool {
        let unknown = clause.left.iter().filter(|token| token.kind == Kind::Unknown);
        let named = unknown.filter_map(|token| text.get(token.start..token.end));
        named.into_iter().any(|name| bodies::is_other(name, self.setting.agency))
    }

    /// The key of readings. What several bodies have, each for itself, nobody has: 县政府制发5件，部门制发3件.
    pub(super) fn once(
        &mut self,
        readings: Option<Readings>,
        standing: &Standing,
        year: Option<u16>,
        quantity: &Quantity,
        stated: &mut [Stated],
    ) -> String {
        let (value, counter, strange) = (quantity.value, quantity.counter.as_str(), standing.strange);
        let key = readings.as_ref().map(|readings| self.write(readings)).unwrap_or_default();
        self.line.per_body = self.line.per_body.filter(|_| !standing.area);
        let of_bodies = self.line.per_body == Some(table_of(&key));
        if key.is_empty() || of_bodies || self.is_more_than_all(&key, year, quantity) {
            return String::new();
        }
        let before = self.line.given.iter().find(|given| given.key == key && given.year == year);
        if let Some(before) = before.filter(|_| strange) {
            if before.strange || self.line.level && !self.line.area {
                // And so it is with what is said of each: 县教体局受理9件，公开6件；县卫健局受理4件，公开1件.
                stated.iter_mut().skip(before.place).for_each(|figure| figure.key.clear());
                self.line.per_body = Some(table_of(&key));
                self.line.together = before.value.checked_add(value).map(|sum| (key, sum));
            }
            return String::new();
        }
        // 收到申请9件，其中依申请公开3件: of two numbers for one figure the later is of something else.
        let of_all = |key: &str| key.strip_prefix(RECEIVED).is_some_and(|rest| rest.starts_with("total"));
        let whole =
            |given: &Given| of_all(&given.key) || given.key == OUTCOME_TOTAL && key.ends_with(OUTCOME_TOTAL);
        let other = |given: &Given| given.year == year && given.value != value && whole(given);
        let disputes = key.starts_with(DISPUTES) && key.ends_with(".total");
        // 印发规范性文件11件，其中新制定7件.
        let again = (disputes || standing.among) && before.is_some_and(|before| before.value != value);
        if again || of_all(&key) && key.contains(" | ") && self.line.given.iter().any(other) {
            return String::new();
        }
        // 上年度未审结的2件行政诉讼，本年度1件维持: of these alone.
        let of_then = |last: &Given| {
            last.key.starts_with(DISPUTES) && last.key.ends_with(".pending") && last.year != year
        };
        if key.starts_with(DISPUTES)
            && !disputes
            && !key.ends_with(".pending")
            && self.line.given.last().is_some_and(of_then)
        {
            return String::new();
        }
        // 管理服务事项31项，处理决定1.2万件: the first counts what decisions may be on.
        if let Some(before) = before.filter(|before| (before.counter.as_str(), counter) == ("项", "件"))
            && let Some(first) = stated.get_mut(before.place)
        {
            first.key.clear();
        }
        let counter = counter.to_string();
        let readings = readings.unwrap_or_default();
        self.line.given.push(Given {
            key: key.clone(),
            readings,
            value,
            year,
            place: stated.len(),
            strange,
            counter,
        });
        key
    }
}

/// Whether all unknown text before the first word that means something says who has what is counted. What it gives as
/// examples, 水资源费等行政事业性收费, leaves the whole what it is.
fn names_who(text: &str, clause: &Clause<'_>, left: &Meaning) -> bool {
    let start = left.span.map_or(0, |(start, _)| start);
    let of = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let before = || clause.left.iter().take_while(|token| token.end <= start);
    let examples = before().last().is_some_and(|last| of(last) == "等");
    let unknown = || before().filter(|token| token.kind == Kind::Unknown);
    // A name may hold words that we know: 统计系统.
    let whole =
        unknown().next().zip(unknown().last()).and_then(|(first, last)| text.get(first.start..last.end));
    examples || whole.is_some_and(bodies::names_who) || unknown().all(|token| bodies::names_who(of(token)))
}

/// Whether nothing but a kind of decisions is named, which in a list of what was published is what was published of them.
fn is_bare_decision(sentence: &Sentence<'_>, clause: &Clause<'_>) -> bool {
    let bare = |token: &Token| {
        token.is(Role::Join) || token.is(Role::Decision) && !sentence.text_of(token).starts_with("办")
    };
    clause.left.iter().any(|token| token.is(Role::Decision)) && clause.left.iter().all(bare)
}

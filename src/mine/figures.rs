//! The quantities that sentences state: what each counts, of which year, and which figures of the tables it gives.

mod beside;
mod changes;
mod denials;
mod denied;
mod frame;
mod kinds;
mod left_over;
mod line;
mod listed;
mod meant;
mod moved;
mod part_of_year;
mod published;
mod reasons;
mod stated;
mod sums;
mod told;
mod unrelated;
mod years;

use std::collections::VecDeque;

use super::clause::{Clause, clause_begin};
use super::keys::{REQUESTS, Readings};
use super::learned;
use super::meaning::Meaning;
use super::quantity::Quantity;
use super::reading::{Domain, State};
use super::section::Section;
use super::subject;
use super::tokens::{Kind, PEOPLE, Sentence, cut};
use super::words::{Role, words};
use beside::result_of_list;
use frame::Said;
use kinds::{
    carries_over, is_near, outcomes_named, says_of_bodies, speaks_of_matter, tells_classes, tells_parts,
    whole,
};
use line::{DISPUTES, Given, Line};
use part_of_year::is_of_part_of_year;
use published::{done_to_list, shown_by_channel, with_verb};
pub(super) use stated::Setting;
pub use stated::Stated;
use unrelated::Unrelated;

/// Reads the sentences of a paragraph one after the other.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    setting: Setting<'a>,
    section: Section,
    state: State,
    /// Disclosure is spoken of in this paragraph or section.
    near: bool,
    /// The figure before: its keys or its subject.
    last: String,
    /// Its subject.
    last_subject: String,
    /// What this sentence has said so far.
    line: Line,
    /// The sentence before counted the requests of the year.
    told: bool,
}

/// A clause of a list that is given out to the numbers in order: 复议、诉讼分别为3件和2件.
type Waiting = VecDeque<(Readings, (usize, usize))>;

impl<'a> Reader<'a> {
    /// At the beginning of a paragraph of a section.
    pub(super) fn new(setting: Setting<'a>, section: Section) -> Reader<'a> {
        let domain = Domain::of(section);
        let near = matches!(domain, Domain::Requests | Domain::Disputes);
        Reader {
            setting,
            section,
            state: State::at_paragraph(domain),
            near,
            last: String::new(),
            last_subject: String::new(),
            line: Line::default(),
            told: false,
        }
    }

    /// Behind a sentence of this section that counted the requests of the year, or not.
    pub(super) fn behind(&mut self, told: bool) {
        self.told = told && told::may_go_on(self.section);
    }

    /// Whether the next sentence stands behind one that counted them, after this one has stated what it has.
    pub(super) fn tells_requests(&self, stated: &[Stated], folded: &str) -> bool {
        // 均在法定期限内答复申请人 says nothing else.
        let goes_on = stated.is_empty() && self.told && folded.contains("申请");
        goes_on || told::tells_requests(stated, self.setting.year)
    }

    /// The quantities of a folded sentence.
    pub(super) fn read(&mut self, folded: &str) -> Vec<Stated> {
        let Some(sentence) = self.cut(folded) else { return Vec::new() };
        let mut stated = self.by_rules(&sentence, folded);
        learned::supply(&sentence, &self.setting, self.section, &self.line.refused, &mut stated);
        stated
    }

    /// A sentence cut up; most state nothing, which their numbers and denials tell.
    fn cut<'t>(&mut self, folded: &'t str) -> Option<Sentence<'t>> {
        self.near = self.near || is_near(folded);
        cut(folded, words())
    }

    /// Its quantities, with the keys that rules give.
    fn by_rules(&mut self, sentence: &Sentence<'_>, folded: &str) -> Vec<Stated> {
        let first = sentence.tokens.iter().take_while(|token| !matches!(token.kind, Kind::Quantity(_)));
        self.state.begin_sentence(first.into_iter().any(|token| token.is(Role::Among)));
        if outcomes_named(sentence) {
            self.near = true;
            self.state.speaks_of_requests();
        }
        if told::requests_told(sentence) || self.told && told::outcomes_alone(sentence) {
            self.near = true;
            self.state.domain = Domain::Requests;
        }
        self.state.classes = tells_classes(sentence);
        self.state.partly = tells_parts(sentence);
        self.state.carries = carries_over(sentence);
        self.line = Line {
            whole: whole(folded),
            unrelated: Unrelated::of(folded),
            of_matter: speaks_of_matter(sentence, folded),
            ..Line::default()
        };
        let mut stated = Vec::with_capacity(sentence.quantities.len());
        let mut waiting = Waiting::new();
        let mut from = 0;
        for (place, token) in sentence.tokens.iter().enumerate() {
            match token.kind {
                Kind::Quantity(index) => {
                    let Some(quantity) = sentence.quantities.get(index) else { continue };
                    let used = self.quantity(sentence, from, place, quantity, &mut waiting, &mut stated);
                    from = used;
                }
                Kind::Mark('，' | '：') if place >= from => self.topic(sentence, from, place),
                Kind::Mark('。') => {
                    self.line.body_told = false;
                    self.state.begin_part();
                    self.topic(sentence, from, place);
                }
                Kind::Mark('；') => {
                    self.state.begin_part();
                    (self.line.of_some, self.line.others) = (false, None);
                    // 收到13件，其中通过平台收到11件；予以公开2件: of the whole again.
                    if self.line.listed && self.state.back_to_whole() {
                        self.line.parts_of_foreign = false;
                    }
                    self.line.part_begins = self.line.given.len();
                }
                Kind::Mark('（') => self.line.outside = Some(self.state.clone()),
                Kind::Word(Role::Among, _) => {
                    let before = place.checked_sub(1).and_then(|before| sentence.tokens.get(before));
                    let inside = before.is_some_and(|token| token.kind == Kind::Mark('（'));
                    self.line.listed |= !inside;
                    self.line.listed_inside |= inside;
                }
                // What a bracket says of a number is not what the list goes on with.
                Kind::Mark('）') => {
                    self.line.listed_inside = false;
                    self.line.others = None;
                    if let Some(outside) = self.line.outside.take() {
                        self.state.end_bracket(outside);
                    }
                }
                Kind::Word(Role::Not, _) if place >= from => self.nothing(sentence, place, &mut stated),
                _ => {}
            }
        }
        stated
    }

    /// What a sentence states by the rules alone, with the evidence of each number; see [`learned::evidence_of`].
    pub(super) fn evidence(
        mut self,
        folded: &str,
        known: &dyn Fn(usize) -> bool,
    ) -> (Vec<Stated>, Vec<(usize, Vec<String>)>) {
        let Some(sentence) = self.cut(folded) else { return Default::default() };
        let stated = self.by_rules(&sentence, folded);
        let evidence = learned::evidence_of(&sentence, &self.setting, self.section, &stated, known);
        (stated, evidence)
    }

    /// 行政复议方面，: what is spoken of, in a clause of its own.
    fn topic(&mut self, sentence: &Sentence<'_>, from: usize, place: usize) {
        let before = sentence.tokens.get(from..place).unwrap_or_default();
        let clause = before.get(clause_begin(before)..).unwrap_or_default();
        // 清理规范性文件后，9件予以废止.
        let clause = match clause.split_last() {
            Some((last, rest)) if sentence.text_of(last) == "后" => rest,
            _ => clause,
        };
        let meaning = Meaning::of(clause, self.setting.year);
        let colon = sentence.tokens.get(place).is_some_and(|token| token.kind == Kind::Mark('：'));
        // 在自然人申请中，予以公开71件.
        let colon = colon || clause.last().is_some_and(|token| sentence.text_of(token) == "中");
        self.state.topic(&meaning, self.near, colon);
    }

    /// Reads a quantity at `place`; `from` is the first token that no number before it used. Gives the next such token.
    fn quantity(
        &mut self,
        sentence: &Sentence<'_>,
        from: usize,
        place: usize,
        quantity: &Quantity,
        waiting: &mut Waiting,
        stated: &mut Vec<Stated>,
    ) -> usize {
        let clause = Clause::around(sentence, from, place);
        if let Some(figure) = self.share(sentence, &clause, place, quantity, stated) {
            stated.push(figure);
            return place + 1;
        }
        let all_ways = self.all_ways(sentence, clause.left).or_else(|| shown_by_channel(clause.left));
        let mut left = Meaning::of(all_ways.as_deref().unwrap_or(clause.left), self.setting.year);
        with_verb(&mut left, &clause, self.line.done_to_list, &quantity.counter);
        self.line.done_to_list = done_to_list(&clause, &left, self.line.done_to_list);
        self.line.result_of_list = result_of_list(&clause, &left, self.line.result_of_list);
        self.line.result_of_list = self.line.result_of_list.or_else(|| self.result_outside(&clause, &left));
        if !left.disputes.is_empty() && left.outcomes.is_empty() {
            left.outcomes.extend(self.line.result_of_list);
        }
        let right = Meaning::of(clause.right, self.setting.year);
        let said = Said { clause: &clause, left: &left, right: &right, quantity };
        let standing = self.standing(sentence, &said, stated);
        self.line.aside = false;
        self.state.whole_told = self.line.given.iter().any(Given::is_received);
        if !quantity.value.is_zero() {
            self.state.came_of_some(&left);
        }
        if left.respectively && waiting.is_empty() {
            *waiting = self.listed(&left, clause.left, quantity);
            if waiting.is_empty() {
                *waiting = self.by_year(sentence, place, &left, quantity);
            }
            if waiting.is_empty() {
                *waiting = self.topic_by_year(sentence, place, &clause, quantity);
            }
            if waiting.is_empty() && clause.only_dates() {
                *waiting = self.again(sentence, place, quantity);
            }
        }
        let (readings, span, used) = if let Some((readings, span)) = waiting.pop_front() {
            (Some(readings), Some(span), place + 1)
        } else if left.respectively && clause.list_goes_on {
            // 分别收到31件、28件、19件: of things that are not known.
            waiting.clear();
            (None, None, place + 1)
        } else {
            waiting.clear();
            if let Some(readings) = self.moved(sentence, from, place, &said, stated) {
                (Some(readings), None, place + 1)
            } else {
                let named = self.was(sentence, place, &clause).or_else(|| self.of_share(sentence, place));
                let left = named.unwrap_or_else(|| left.clone());
                self.meant(&clause, left, &right, quantity, place, sentence)
            }
        };
        // 收到2家企业提出的申请2件: what stands behind is of the next number.
        let people = clause.to_next
            && left.received.is_some()
            && sentence.tokens.get(place).is_some_and(|token| sentence.is_counted_by(token, &PEOPLE));
        let used = if people { place + 1 } else { used };
        let year = self.year_at(sentence, place);
        self.line.year = Some((place, year));
        // 自2008年以来收到1530件: of many years.
        let of_years = self.setting.year.is_some() && year.is_none();
        let of_years = of_years
            || self.line.whole.of_part_of_year
                && is_of_part_of_year(sentence.text, quantity.start, self.setting.year);
        let of_bodies = says_of_bodies(sentence.text, quantity.end, !quantity.bound.is_empty());
        // 群众留言576条，办结88条: what came of these.
        let of_others = left.rows == ["outcome_total"]
            && !left.object
            && right.span.is_none()
            && self.line.others.as_deref() == Some(quantity.counter.as_str());
        let meant = readings.is_some();
        let shut = of_years || of_bodies || of_others;
        let readings = readings.filter(|readings| !shut && standing.allows(readings));
        // 行政强制事项3项: on how many things decisions may be.
        let items = quantity.counter == "项"
            && (self.line.items
                || self.line.whole.of_powers
                || sentence.text.get(..quantity.start).is_some_and(|before| before.ends_with("事项")));
        // And so are those listed with it: 行政许可事项3项，行政处罚10项.
        self.line.items = items;
        let none = |readings: &Readings| {
            items && readings.of_decisions()
                || readings.table == REQUESTS && self.line.of_matter
                || readings.table == "disputes"
                    && (self.line.unrelated.holds(sentence.text, quantity.start)
                        || self.may_be_of_either(&left))
        };
        let readings = readings.filter(|readings| !none(readings));
        let readings = readings.map(|readings| self.with_reasons(sentence, place, readings));
        // 本级受理38件，各单位受理6件，共受理44件.
        let by_bodies = self.line.per_body.is_some() && !left.area;
        let totals = !self.line.of_matter && (clause.totals() || by_bodies && clause.counts_all());
        let readings = match (readings.is_none() || by_bodies) && totals {
            true => self
                .sum_of_all(quantity)
                .or_else(|| self.sum_of_parts(quantity))
                .inspect(|_| self.line.per_body = None),
            false => readings,
        };
        self.line.before = readings.clone().map(|readings| (readings, quantity.counter.clone()));
        let readings = readings.filter(|_| self.line.undated != Some(place));
        let mut key = self.once(readings, &standing, year, quantity, stated);
        if key.is_empty() && totals {
            let named = self.sum_of_named(quantity).or_else(|| self.sum_of_results(quantity));
            let named = named.or_else(|| self.sum_of_bodies(quantity)).or_else(|| self.sum_of_same(quantity));
            key = named.unwrap_or_default();
        }
        self.line.body_told |= standing.is_of_one_body();
        if key.is_empty() && (meant || self.line.body_told) {
            self.line.refused.extend(sentence.number_at(place));
        }
        if quantity.value.is_zero() && key.starts_with(DISPUTES) && key.ends_with(".total") {
            self.state.had_none();
        }
        self.line.stood(&standing, &clause, quantity, &key);
        let unknown = !left.says_something() && !right.says_something() && quantity.counter != "件";
        let of_requests = sentence.words(clause.left).contains("申请");
        let others = key.is_empty() && (unknown && !of_requests || of_others);
        self.line.others = others.then(|| quantity.counter.clone());
        // 收到9件，2022年收到14件，同比下降35.7%: the change is of this year.
        let this_year = |given: &Given| given.key == key && given.year == self.setting.year;
        self.line.aside |=
            !key.is_empty() && year != self.setting.year && self.line.given.iter().any(this_year);
        if quantity.counter.is_empty() && key.is_empty() && !subject::counts(sentence.text, quantity.start) {
            return place + 1;
        }
        let subject = match span {
            Some((start, end)) if !key.is_empty() && start < end => {
                sentence.text.get(start..end).unwrap_or_default().to_string()
            }
            _ => subject::of(sentence.text, &clause),
        };
        self.line.compared = year != self.setting.year;
        // 新收13件，较上年的17件减少4件: what is compared with is named by what is.
        let only_compares = key.is_empty() && self.line.compared && !stated.is_empty();
        if !(only_compares && clause.left.first().is_some_and(|token| token.is(Role::Compare))) {
            self.last = if key.is_empty() { subject.clone() } else { key.clone() };
            self.last_subject.clone_from(&subject);
        }
        if clause.each() && !key.is_empty() && self.each(sentence, place, quantity, &clause, stated) {
            self.state.back_to_received();
            return used;
        }
        stated.push(self.figure(sentence, place, quantity, subject, String::new(), key));
        used
    }

    /// A figure at a token.
    fn figure(
        &self,
        sentence: &Sentence<'_>,
        place: usize,
        quantity: &Quantity,
        subject: String,
        share_of: String,
        key: String,
    ) -> Stated {
        let carried = || key.contains("carried_in") && !key.contains("received_new");
        let own = !key.is_empty() && (carried() || key.contains("carried_out"));
        // 为上年的1.4倍 is a figure of this year.
        let own = own || quantity.counter == "倍";
        let known = self.line.year.filter(|(at, _)| *at == place);
        let of_then = || known.map_or_else(|| self.year_at(sentence, place), |(_, year)| year);
        let mut about_year = if own { self.setting.year } else { of_then() };
        // 上年项目数量 is a column of the table of this year.
        if key.contains("items_last_year") && about_year.map(|year| year + 1) == self.setting.year {
            about_year = self.setting.year;
        }
        Stated {
            subject,
            counter: quantity.counter.clone(),
            value: quantity.value,
            bound: quantity.bound,
            about_year,
            share_of,
            key,
            scope: sentence.scope(place, words()),
            number: sentence.number_at(place),
            learned: false,
        }
    }

    fn write(&self, readings: &Readings) -> String {
        self.setting.keys.write(readings, self.setting.forms, self.setting.year)
    }
}

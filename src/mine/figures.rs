//! The quantities that sentences state: what each counts, of which year, and which figures of the tables it gives.

use std::collections::VecDeque;

use rust_decimal::Decimal;

use super::keys::{Keys, Readings};
use super::meaning::Meaning;
use super::quantity::Quantity;
use super::reading::{Domain, State};
use super::shares::{self, Share};
use super::subject;
use super::tokens::{Kind, Sentence, Token, cut};
use super::words::{Counted, Role, words};
use crate::template::FormId;

/// A stated quantity, but for where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Stated {
    /// What is counted, in the words of the sentence.
    pub subject: String,
    /// The word that counts: 件, 万元, %; empty where there is none.
    pub counter: String,
    /// The number.
    pub value: Decimal,
    /// `approx`, `at_least`, `at_most`, or nothing for a number as it is.
    pub bound: &'static str,
    /// The year spoken of; nothing where several are, or none can be told.
    pub about_year: Option<u16>,
    /// Of a share or a change: what it is a share or a change of.
    pub share_of: String,
    /// Canonical keys; ` + ` joins a sum, ` | ` joins readings.
    pub key: String,
    /// Of whom it speaks, as far as the sentence says so before the number: `area`, `own`, or nothing.
    pub scope: &'static str,
}

/// What a report is read with: its year, and the forms its tables follow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) keys: &'a Keys,
    pub(super) year: Option<u16>,
    pub(super) forms: &'a [(u8, FormId)],
}

/// Reads the sentences of a paragraph one after the other.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    setting: Setting<'a>,
    state: State,
    /// Disclosure is spoken of in this paragraph or section.
    near: bool,
    /// The figure before: its keys or its subject.
    last: String,
    /// Its subject.
    last_subject: String,
    /// What kind of share or change the sentence named last; empty if none.
    last_kind: &'static str,
}

/// Words that say that disclosure is spoken of.
const NEAR: [&str; 4] = ["信息公开", "依申请", "申请公开", "公开申请"];

/// A clause of a list that is given out to the numbers in order: 复议、诉讼分别为3件和2件.
type Waiting = VecDeque<(Readings, (usize, usize))>;

impl<'a> Reader<'a> {
    /// At the beginning of a paragraph; `domain` is what its section speaks of.
    pub(super) fn new(setting: Setting<'a>, domain: Domain) -> Reader<'a> {
        let near = matches!(domain, Domain::Requests | Domain::Disputes);
        Reader {
            setting,
            state: State::at_paragraph(domain),
            near,
            last: String::new(),
            last_subject: String::new(),
            last_kind: "",
        }
    }

    /// The quantities of a folded sentence.
    pub(super) fn read(&mut self, folded: &str) -> Vec<Stated> {
        self.near = self.near || NEAR.iter().any(|word| folded.contains(word));
        // Most sentences state nothing, which their numbers and denials tell.
        let Some(sentence) = cut(folded, words()) else { return Vec::new() };
        self.state.begin_sentence();
        self.last_kind = "";
        let mut stated = Vec::with_capacity(sentence.quantities.len());
        let mut waiting = Waiting::new();
        let mut from = 0;
        for (place, token) in sentence.tokens.iter().enumerate() {
            match token.kind {
                Kind::Quantity(index) => {
                    let Some(quantity) = sentence.quantities.get(index) else { continue };
                    let used = self.quantity(&sentence, from, place, quantity, &mut waiting, &mut stated);
                    from = used;
                }
                Kind::Word(Role::Not, _) if place >= from => self.nothing(&sentence, place, &mut stated),
                _ => {}
            }
        }
        stated
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
        let year = self.setting.year;
        if let Some(mut share) = shares::share(sentence, &clause, quantity) {
            // 下降20%和12.5%, 比例由35.2%提高到41.8%: the second is what the first is.
            if share.kind == "rate" && clause.goes_on(self.last_kind) {
                share = Share { kind: self.last_kind, of: &[], ..share };
            }
            self.last_kind = share.kind;
            let share_of = self.share_words(sentence, &share);
            let subject = match share.subject.is_empty() {
                true => self.last_subject.clone(),
                false => share.subject,
            };
            stated.push(self.figure(sentence, place, quantity, subject, share_of, String::new()));
            return place + 1;
        }
        let left = Meaning::of(clause.left, year);
        let right = Meaning::of(clause.right, year);
        if left.respectively && waiting.is_empty() {
            *waiting = self.listed(&left, clause.left, quantity);
        }
        let (readings, span, used) = if let Some((readings, span)) = waiting.pop_front() {
            (Some(readings), Some(span), place + 1)
        } else {
            waiting.clear();
            self.meant(&clause, left, &right, quantity, place)
        };
        // 自2008年以来收到1530件: of many years.
        let of_years = self.setting.year.is_some() && self.year_at(sentence, place).is_none();
        let readings = readings.filter(|_| !of_years);
        let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
        if quantity.counter.is_empty() && key.is_empty() && !subject::counts(sentence.text, quantity.start) {
            return place + 1;
        }
        let subject = match span {
            Some((start, end)) if !key.is_empty() => {
                sentence.text.get(start..end).unwrap_or_default().to_string()
            }
            _ => subject::of(sentence.text, &clause),
        };
        self.last = if key.is_empty() { subject.clone() } else { key.clone() };
        self.last_subject.clone_from(&subject);
        if clause.each() && !key.is_empty() && self.each(sentence, place, quantity, &clause, stated) {
            return used;
        }
        stated.push(self.figure(sentence, place, quantity, subject, String::new(), key));
        used
    }

    /// The meaning of the words before the number, or behind it, or of both.
    fn meant(
        &mut self,
        clause: &Clause<'_>,
        left: Meaning,
        right: &Meaning,
        quantity: &Quantity,
        place: usize,
    ) -> (Option<Readings>, Option<(usize, usize)>, usize) {
        let whole = quantity.counted == Some(Counted::Money) || quantity.value.is_integer();
        if quantity.counted == Some(Counted::Percent) || !whole {
            return (None, None, place + 1);
        }
        let behind = place + 1 + clause.right.len();
        let mut read = |meaning: &Meaning| {
            self.state.read(meaning, self.near, clause.bracket, &quantity.counter, quantity.counted)
        };
        // 收到1件邮寄申请: by one of several ways.
        let by_a_way = right.object && right.elsewhere && !left.object;
        if left.wants_object() && by_a_way {
            return (None, None, place + 1);
        }
        let complete =
            right.says_something() && right.unknown == super::meaning::Unknown::default() && !right.elsewhere;
        if left.says_something() {
            if left.wants_object() && complete && left.unknown.after == 0 {
                let both = left.with(right);
                return (read(&both), both.span, behind);
            }
            // 申请中有14件属重复申请: what they are stands behind.
            if left.only_object() && complete && !right.rows.is_empty() {
                return (read(right), right.span, behind);
            }
            return (read(&left), left.span, place + 1);
        }
        if clause.sums_up() && right.span.is_none() && right.unknown.before == 0 {
            return (self.state.sum_of_outcomes(), None, place + 1);
        }
        let nothing_before = left.unknown.before == 0 && !left.elsewhere;
        if nothing_before && complete {
            return (read(right), right.span, behind);
        }
        // 申请中，有11件申请补正: what stands behind says something else.
        let says_more = right.unknown != super::meaning::Unknown::default();
        if nothing_before && !clause.left.is_empty() && !says_more {
            let earlier = Meaning::of(clause.earlier, self.setting.year);
            return (read(&earlier), earlier.span, place + 1);
        }
        read(&left);
        (None, None, place + 1)
    }

    /// Things listed before 分别, one for each number that follows.
    fn listed(&mut self, meaning: &Meaning, tokens: &[Token], quantity: &Quantity) -> Waiting {
        let items = tokens.iter().filter(|token| {
            matches!(
                token.role(),
                Some(
                    Role::Dispute
                        | Role::Applicant
                        | Role::Row
                        | Role::Decision
                        | Role::Document
                        | Role::Received
                )
            )
        });
        let items: Vec<&Token> = items.collect();
        if items.len() < 2 || meaning.unknown.after > 0 || meaning.elsewhere {
            return Waiting::new();
        }
        let mut waiting = Waiting::new();
        for item in items {
            let one = Meaning::of(std::slice::from_ref(item), self.setting.year);
            let Some(readings) = self.state.read(&one, self.near, false, &quantity.counter, quantity.counted)
            else {
                return Waiting::new();
            };
            waiting.push_back((readings, (item.start, item.end)));
        }
        waiting
    }

    /// 复议、诉讼均为0件: one figure for each thing named.
    fn each(
        &mut self,
        sentence: &Sentence<'_>,
        place: usize,
        quantity: &Quantity,
        clause: &Clause<'_>,
        stated: &mut Vec<Stated>,
    ) -> bool {
        let meaning = Meaning::of(clause.left, self.setting.year);
        let listed = self.listed(&meaning, clause.left, quantity);
        for (readings, (start, end)) in &listed {
            let subject = sentence.text.get(*start..*end).unwrap_or_default().to_string();
            let key = self.write(readings);
            stated.push(self.figure(sentence, place, quantity, subject, String::new(), key));
        }
        !listed.is_empty()
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
        let own = key.contains("carried_in") && !key.contains("received_new") || key.contains("carried_out");
        // 为上年的1.4倍 is a figure of this year.
        let own = own || quantity.counter == "倍";
        let about_year = if own { self.setting.year } else { self.year_at(sentence, place) };
        Stated {
            subject,
            counter: quantity.counter.clone(),
            value: quantity.value,
            bound: quantity.bound,
            about_year,
            share_of,
            key,
            scope: words().scope(sentence.before(place)),
        }
    }

    /// The year spoken of at a token: the last one named before it in the sentence that is not a year compared with.
    fn year_at(&self, sentence: &Sentence<'_>, place: usize) -> Option<u16> {
        let tokens = sentence.tokens.get(..place).unwrap_or_default();
        let mut year = self.setting.year;
        for (index, token) in tokens.iter().enumerate() {
            let named = match token.kind {
                Kind::Word(Role::Glue, _) => {
                    let word = sentence.text.get(token.start..token.end).unwrap_or_default();
                    if matches!(word, "今年" | "本年" | "本年度" | "当年") {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Word(Role::Up | Role::Down, _) => {
                    let to = sentence.text.get(token.end..).unwrap_or_default();
                    if to.starts_with(['至', '到']) {
                        year = self.setting.year;
                    }
                    continue;
                }
                Kind::Year(year) => Some(year),
                Kind::Word(Role::Last, _) => self.setting.year.map(|year| year - 1),
                // 比上年的188件增加27件.
                Kind::Word(Role::Compare, _)
                    if sentence
                        .text
                        .get(token.start..token.end)
                        .is_some_and(|word| word.ends_with(['年', '度']))
                        && index + 2 == place
                        && sentence.text.get(token.end..).is_some_and(|text| text.starts_with('的')) =>
                {
                    year = self.setting.year.map(|year| year - 1);
                    continue;
                }
                _ => continue,
            };
            let before = index.checked_sub(1).and_then(|index| tokens.get(index));
            let behind = sentence.tokens.get(index + 1..).unwrap_or_default();
            let word_before = sentence.text.get(..token.start).unwrap_or_default();
            let word_behind = sentence.text.get(token.end..).unwrap_or_default();
            let compared = before.is_some_and(|token| token.is(Role::Compare))
                || word_before.ends_with('与')
                || word_behind.starts_with("同期")
                || behind.first().is_some_and(|token| token.is(Role::Compare));
            let carried = behind.iter().take(2).any(|token| token.is(Role::Carry))
                || before.is_some_and(|token| token.is(Role::Carry));
            // 较2022年的80件增长: the number behind is of that year all the same.
            let owns = index + 1 == place || index + 2 == place && word_behind.starts_with('的');
            if carried || compared && !owns {
                continue;
            }
            if word_before.ends_with('自') || word_before.ends_with('从') || word_behind.starts_with("以来")
            {
                // 自2008年以来, but not 自2023年1月1日起.
                year = if word_behind.contains("以来") { None } else { named };
            } else {
                year = named;
            }
        }
        let all_years = [
            "历年",
            "历次",
            "往年",
            "近年来",
            "以来累计",
            "两年来",
            "三年来",
            "四年来",
            "五年来",
            "十年来",
            "多年来",
            "几年来",
        ];
        let start = tokens.first().map_or(0, |token| token.start);
        let until = tokens.last().map_or(0, |token| token.end);
        let words = sentence.text.get(start..until).unwrap_or_default();
        if all_years.iter().any(|word| words.contains(word)) { None } else { year }
    }

    fn write(&self, readings: &Readings) -> String {
        self.setting.keys.write(readings, self.setting.forms, self.setting.year)
    }

    /// What a share or a change is of, in keys where they are known.
    fn share_words(&mut self, sentence: &Sentence<'_>, share: &Share<'_>) -> String {
        let named = |tokens: &[Token], words: &str| {
            let meaning = Meaning::of(tokens, self.setting.year);
            let mut state = self.state.clone();
            let readings = state.read(&meaning, self.near, false, "", None);
            let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
            if key.is_empty() { words.to_string() } else { key }
        };
        let text = |tokens: &[Token]| subject::words(sentence.text, tokens);
        let mut of = named(share.of, &text(share.of));
        if of.is_empty() {
            of.clone_from(&self.last);
        }
        let base = named(share.base, &text(share.base));
        match (of.is_empty(), base.is_empty()) {
            (true, _) => share.kind.to_string(),
            (_, true) => format!("{}: {of}", share.kind),
            _ => format!("{}: {of} of {base}", share.kind),
        }
    }

    /// 未收到申请, 无行政复议: states 0 for each thing named.
    fn nothing(&mut self, sentence: &Sentence<'_>, place: usize, stated: &mut Vec<Stated>) {
        let before = sentence.tokens.get(..place).unwrap_or_default();
        let clause = before.get(clause_begin(before)..).unwrap_or_default();
        let applicants: Vec<&Token> = clause.iter().filter(|token| token.is(Role::Applicant)).collect();
        let tokens = sentence.tokens.get(place + 1..).unwrap_or_default();
        let end = tokens.iter().position(|token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)));
        let tokens = tokens.get(..end.unwrap_or(tokens.len())).unwrap_or_default();
        let denied = sentence.tokens.get(place).and_then(|token| sentence.text.get(token.start..token.end));
        let followed_by_number = end.is_some_and(|end| {
            sentence.tokens.get(place + 1 + end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)))
        });
        if followed_by_number {
            return;
        }
        let zero = Quantity {
            start: 0,
            end: 0,
            value: Decimal::ZERO,
            counter: String::new(),
            counted: None,
            bound: "",
        };
        if !applicants.is_empty() {
            // 科研机构没有提出申请: others may have.
            let none = tokens.iter().any(|token| token.is(Role::Object));
            for applicant in applicants.into_iter().filter(|_| none) {
                let meaning = Meaning::of(std::slice::from_ref(applicant), self.setting.year);
                let readings = self.state.read(&meaning, self.near, false, "", None);
                let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
                let subject = sentence.text.get(applicant.start..applicant.end).unwrap_or_default();
                stated.push(self.figure(sentence, place, &zero, subject.to_string(), String::new(), key));
            }
            return;
        }
        for (subject, readings) in self.denied(sentence, tokens, denied.unwrap_or_default()) {
            let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
            let repeated = stated.iter().any(|one| !key.is_empty() && one.key == key && one.value.is_zero());
            if !repeated {
                stated.push(self.figure(sentence, place, &zero, subject, String::new(), key));
            }
        }
    }

    /// The things whose absence is stated.
    fn denied(
        &mut self,
        sentence: &Sentence<'_>,
        tokens: &[Token],
        denied: &str,
    ) -> Vec<(String, Option<Readings>)> {
        /// Unknown text between the denial and what is denied, such as 以任何方式, in bytes.
        const BETWEEN: usize = 36;
        let fee_charged = |token: &Token| {
            let text = sentence.text.get(token.start..token.end).unwrap_or_default();
            token.is(Role::Foreign) && text.ends_with("处理费")
        };
        if let Some(fee) = tokens.iter().find(|token| fee_charged(token)) {
            let subject = sentence.text.get(fee.start..fee.end).unwrap_or_default().to_string();
            return vec![(subject, None)];
        }
        let meaning = Meaning::of(tokens, self.setting.year);
        let long = denied.chars().count() > 1;
        let first_is_known = !tokens.first().is_some_and(|token| token.kind == Kind::Unknown);
        let between = if long { BETWEEN } else { 0 };
        let unknown = meaning.unknown.before + meaning.unknown.inside;
        let channels_only =
            tokens.iter().all(|token| !matches!(token.role(), Some(Role::Verb | Role::Foreign)));
        let plain = meaning.says_something() && first_is_known && meaning.unknown.after == 0 && channels_only;
        if !plain || unknown > between && !(meaning.received.is_some() && unknown <= BETWEEN * 2) {
            return Vec::new();
        }
        let items: Vec<&Token> = tokens
            .iter()
            .filter(|token| {
                matches!(
                    token.role(),
                    Some(Role::Dispute | Role::Decision | Role::Document | Role::Fee | Role::Procurement)
                )
            })
            .collect();
        let in_disputes = self.state.domain == Domain::Disputes;
        let mut read = |tokens: &[Token]| {
            let mut meaning = Meaning::of(tokens, self.setting.year);
            meaning.unknown = super::meaning::Unknown::default();
            meaning.elsewhere = false;
            meaning.among = false;
            let readings = self.state.read(&meaning, self.near, false, "", None)?;
            let (start, end) = meaning.span?;
            Some((sentence.text.get(start..end).unwrap_or_default().to_string(), Some(readings)))
        };
        if items.is_empty() {
            // 行政复议11件，无尚未审结案件.
            let of_disputes = !meaning.outcomes.is_empty() && in_disputes;
            let stated = meaning.object || !meaning.rows.is_empty() || of_disputes;
            return if stated { read(tokens).into_iter().collect() } else { Vec::new() };
        }
        let outcomes: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Outcome)).collect();
        let acts: Vec<&Token> = tokens.iter().filter(|token| token.is(Role::Act)).collect();
        if !outcomes.is_empty() && outcomes.len() != items.len() {
            return Vec::new();
        }
        let act = if acts.len() == 1 { acts.first() } else { None };
        let with = |(index, item): (usize, &&Token)| {
            let other = outcomes.get(index).or(if item.is(Role::Document) { act } else { None });
            let mut pair = vec![**item];
            pair.extend(other.map(|token| **token));
            read(&pair)
        };
        items.iter().enumerate().filter_map(with).collect()
    }
}

/// The tokens around a number.
#[derive(Debug)]
pub(super) struct Clause<'t> {
    /// Those before it in its clause.
    pub(super) left: &'t [Token],
    /// Their text.
    words: &'t str,
    /// Those of the clause before that, if its clause says next to nothing: 申请公开，共计94件.
    pub(super) earlier: &'t [Token],
    /// Those behind it in its clause, up to the next number.
    pub(super) right: &'t [Token],
    /// Whether it stands in brackets that began after the number before.
    pub(super) bracket: bool,
}

impl<'t> Clause<'t> {
    fn around(sentence: &'t Sentence<'_>, from: usize, place: usize) -> Clause<'t> {
        let tokens = sentence.tokens.as_slice();
        let before = behind_bracket(tokens.get(from..place).unwrap_or_default());
        let begin = clause_begin(before);
        let left = before.get(begin..).unwrap_or_default();
        let earlier = before.get(..begin).and_then(|before| {
            let (last, rest) = before.split_last()?;
            matches!(last.kind, Kind::Mark('，' | '：')).then_some(rest)
        });
        let earlier = earlier.unwrap_or_default();
        let earlier = earlier.get(clause_begin(earlier)..).unwrap_or_default();
        let behind = tokens.get(place + 1..).unwrap_or_default();
        let stop =
            |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)) || token.is(Role::Each);
        let end = behind.iter().position(stop).unwrap_or(behind.len());
        let mut right = behind.get(..end).unwrap_or_default();
        if behind.get(end).is_some_and(|token| matches!(token.kind, Kind::Quantity(_))) {
            // 废止4件、现行有效52件: what stands behind the comma belongs to the next number.
            let join = right.iter().rposition(|token| token.is(Role::Join)).unwrap_or(right.len());
            right = right.get(..join).unwrap_or_default();
        }
        let bracket =
            tokens.get(..place).unwrap_or_default().iter().fold(false, |open, token| match token.kind {
                Kind::Mark('（') => true,
                Kind::Mark('）') => false,
                _ => open,
            });
        let start = left.first().map_or(0, |token| token.start);
        let end = left.last().map_or(0, |token| token.end);
        let words = sentence.text.get(start..end).unwrap_or_default();
        Clause { left, words, earlier, right, bracket }
    }

    /// Whether nothing is said but that the share or change before goes on: 和12.5%, 提高到41.8%.
    fn goes_on(&self, kind: &str) -> bool {
        let goes_on = |token: &Token| match (kind, token.role()) {
            ("growth" | "decline", role) => role == Some(Role::Join),
            ("share", Some(Role::Up | Role::Down)) => true,
            ("share", _) => matches!(self.text_of(token), "到" | "至"),
            _ => false,
        };
        !self.left.is_empty() && self.left.iter().all(goes_on)
    }

    fn text_of(&self, token: &Token) -> &str {
        let start = self.left.first().map_or(0, |token| token.start);
        self.words.get(token.start - start..token.end - start).unwrap_or_default()
    }

    /// Whether nothing is said but that this is a sum: 合计119件.
    fn sums_up(&self) -> bool {
        let sums = ["合计", "总计", "共计"];
        self.left.iter().all(|token| token.is(Role::Glue) || token.is(Role::Among))
            && sums.iter().any(|sum| self.words.contains(sum))
    }

    fn each(&self) -> bool {
        self.left.iter().any(|token| token.is(Role::Each))
    }
}

/// Without the bracket that says more of the number before: 无法提供4件（均为不掌握）、其他处理2件.
fn behind_bracket(tokens: &[Token]) -> &[Token] {
    if tokens.first().is_none_or(|token| token.kind != Kind::Mark('（')) {
        return tokens;
    }
    let end = tokens.iter().position(|token| token.kind == Kind::Mark('）'));
    end.and_then(|end| tokens.get(end + 1..)).unwrap_or(tokens)
}

/// Where the last clause begins: behind the last mark, but brackets without a number are passed over.
fn clause_begin(tokens: &[Token]) -> usize {
    let mut depth = 0usize;
    for (index, token) in tokens.iter().enumerate().rev() {
        match token.kind {
            Kind::Mark('）') if depth == 0 && tokens.get(..index).is_some_and(opens_without_number) => {
                depth += 1;
            }
            Kind::Mark('（') if depth > 0 => depth -= 1,
            Kind::Mark(_) if depth == 0 => return index + 1,
            _ => {}
        }
    }
    0
}

/// Whether the bracket that ends here was opened after the last number.
fn opens_without_number(tokens: &[Token]) -> bool {
    let last = tokens.iter().rev().find(|token| matches!(token.kind, Kind::Mark('（') | Kind::Quantity(_)));
    last.is_some_and(|token| token.kind == Kind::Mark('（'))
}

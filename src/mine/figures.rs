//! The quantities that sentences state: what each counts, of which year, and which figures of the tables it gives.

mod denials;
mod years;

use std::collections::VecDeque;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::clause::Clause;
use super::keys::{Keys, Readings};
use super::meaning::Meaning;
use super::quantity::Quantity;
use super::reading::{Domain, State};
use super::shares::{self, Share};
use super::subject;
use super::tokens::{Kind, Sentence, Token, cut};
use super::words::{Counted, Role, words};
use crate::normalise::Finder;
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

/// Whether words stand in a text that say that disclosure is spoken of.
fn is_near(folded: &str) -> bool {
    const WORDS: [&str; 4] = ["信息公开", "依申请", "申请公开", "公开申请"];
    static FINDER: OnceLock<Finder<(), &str>> = OnceLock::new();
    FINDER.get_or_init(|| Finder::new(WORDS.map(|word| (word, ())))).occurs(folded)
}

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
        self.near = self.near || is_near(folded);
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
}

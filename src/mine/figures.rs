//! The quantities that sentences state: what each counts, of which year, and which figures of the tables it gives.

mod denials;
mod meant;
mod years;

use std::collections::VecDeque;
use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::bodies;
use super::clause::{Clause, clause_begin};
use super::keys::{self, Keys, Readings};
use super::meaning::Meaning;
use super::quantity::Quantity;
use super::reading::{Domain, State};
use super::shares::{self, Share};
use super::subject;
use super::tokens::{Kind, Sentence, Token, cut};
use super::words::{Role, words};
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
    /// The name of the agency that reports; empty if it is not known.
    pub(super) agency: &'a str,
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
    /// What the number before is in the sentence: readings and counter.
    before: Option<(Readings, String)>,
    /// The number before was one of another year, set beside those of this year: 去年同期40件.
    aside: bool,
    /// The number before is that of a body that is a part of the whole, and so are those listed with it.
    apart: bool,
    /// The number before is of requests that one of several bodies had.
    part: bool,
    /// The number before is that of a year before.
    compared: bool,
    /// The number before is a share or a change.
    behind_share: bool,
    /// The sentence says of several bodies what each had.
    per_body: bool,
    /// The number before counts something that no table has.
    foreign: bool,
    /// What is listed are parts of such a thing.
    parts_of_foreign: bool,
    /// Requests that came in by parts of which none is in a table: by ways or bodies.
    parts: Vec<Decimal>,
    /// Keys that the sentence has given.
    given: Vec<Given>,
    /// What was spoken of before the bracket that is open.
    outside: Option<State>,
}

/// How the keys begin of requests that came in.
const RECEIVED: &str = "requests.received_new.";

/// A key that a sentence has given.
#[derive(Debug)]
struct Given {
    key: String,
    value: Decimal,
    year: Option<u16>,
    /// Which of the figures of the sentence has it.
    place: usize,
    /// Something that is not known stands before it, such as the name of a body.
    strange: bool,
    counter: String,
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
            before: None,
            aside: false,
            apart: false,
            part: false,
            compared: false,
            behind_share: false,
            per_body: false,
            foreign: false,
            parts_of_foreign: false,
            parts: Vec::new(),
            given: Vec::new(),
            outside: None,
        }
    }

    /// The quantities of a folded sentence.
    pub(super) fn read(&mut self, folded: &str) -> Vec<Stated> {
        self.near = self.near || is_near(folded);
        // Most sentences state nothing, which their numbers and denials tell.
        let Some(sentence) = cut(folded, words()) else { return Vec::new() };
        self.state.begin_sentence();
        self.state.classes = tells_classes(&sentence);
        self.last_kind = "";
        (self.before, self.outside) = (None, None);
        (self.aside, self.apart, self.part, self.per_body) = (false, false, false, false);
        (self.foreign, self.parts_of_foreign) = (false, false);
        self.given.clear();
        self.parts.clear();
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
                Kind::Mark('，' | '：') if place >= from => self.topic(&sentence, from, place),
                Kind::Mark('（') => self.outside = Some(self.state.clone()),
                // What a bracket says of a number is not what the list goes on with.
                Kind::Mark('）') => {
                    if let Some(outside) = self.outside.take() {
                        self.state = outside;
                    }
                }
                Kind::Word(Role::Not, _) if place >= from => self.nothing(&sentence, place, &mut stated),
                _ => {}
            }
        }
        stated
    }

    /// 行政复议方面，: what is spoken of, in a clause of its own.
    fn topic(&mut self, sentence: &Sentence<'_>, from: usize, place: usize) {
        let before = sentence.tokens.get(from..place).unwrap_or_default();
        let clause = before.get(clause_begin(before)..).unwrap_or_default();
        let meaning = Meaning::of(clause, self.setting.year);
        self.state.topic(&meaning, self.near);
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
        // 较上年分别增加41篇、12篇: the second is a change as well.
        let goes_on = std::mem::take(&mut self.behind_share) && clause.goes_on(self.last_kind);
        let change = matches!(self.last_kind, "growth" | "decline");
        let again = || Share { kind: self.last_kind, subject: String::new(), of: &[], base: &[] };
        let share = shares::share(sentence, &clause, quantity).or_else(|| (goes_on && change).then(again));
        if let Some(mut share) = share {
            // 下降20%和12.5%, 比例由35.2%提高到41.8%: the second is what the first is.
            if share.kind == "rate" && clause.goes_on(self.last_kind) {
                share = Share { kind: self.last_kind, of: &[], ..share };
            }
            self.last_kind = share.kind;
            self.behind_share = true;
            let share_of = self.share_words(sentence, &share);
            let subject = match share.subject.is_empty() {
                true => self.last_subject.clone(),
                false => share.subject,
            };
            let change = matches!(share.kind, "growth" | "decline");
            // 同2022年的61件相比下降11.5%.
            let beside = clause.left.first().is_some_and(|token| token.is(Role::Compare));
            let mut figure = self.figure(sentence, place, quantity, subject, share_of, String::new());
            if change && (self.aside || beside && self.compared) {
                figure.about_year = self.setting.year;
            }
            stated.push(figure);
            return place + 1;
        }
        let left = Meaning::of(clause.left, year);
        let right = Meaning::of(clause.right, year);
        let strange = left.says_something() && left.unknown.before > 0;
        let left_among = left.among;
        let came_in = left.received.is_some() || left.handled;
        let of_request = came_in || left.object || right.object;
        let opens = left.opens();
        if opens {
            self.parts_of_foreign = false;
        } else if left.among && self.foreign {
            // 发文104件，其中主动公开12件，依申请公开2件.
            self.parts_of_foreign = true;
        }
        let foreign = !opens && !right.opens() && left.is_foreign() && !right.concerns_requests();
        let other_body = self.names_other_body(sentence.text, &clause);
        // 各部门受理27件，街道办事处受理8件: what each of several bodies had.
        let part = came_in && strange && std::mem::take(&mut self.part);
        let apart = part || self.apart && clause.is_listed();
        let of_body = came_in && (left.elsewhere || strange);
        self.aside = false;
        if left.respectively && waiting.is_empty() {
            *waiting = self.listed(&left, clause.left, quantity);
        }
        let (readings, span, used) = if let Some((readings, span)) = waiting.pop_front() {
            (Some(readings), Some(span), place + 1)
        } else if left.respectively && clause.list_goes_on {
            // 分别收到31件、28件、19件: of things that are not known.
            waiting.clear();
            (None, None, place + 1)
        } else {
            waiting.clear();
            self.meant(&clause, left, &right, quantity, place, sentence.text)
        };
        // 自2008年以来收到1530件: of many years.
        let of_which = sentence.text.get(quantity.end..).unwrap_or_default();
        // 收到申请超过100件的单位有4家.
        let of_bodies = ["的单位", "的部门", "的地区", "的乡镇", "的街道"];
        let of_bodies = of_bodies.iter().any(|bodies| of_which.starts_with(bodies));
        let of_years = self.setting.year.is_some() && self.year_at(sentence, place).is_none();
        let foreign_part = |readings: &Readings| self.parts_of_foreign && readings.table == keys::REQUESTS;
        let readings = readings.filter(|_| !of_years && !apart && !of_bodies && !other_body);
        let readings = readings.filter(|readings| !foreign_part(readings));
        let readings = readings.or_else(|| clause.sums_up().then(|| self.sum_of_parts(quantity)).flatten());
        self.before = readings.clone().map(|readings| (readings, quantity.counter.clone()));
        let year = self.year_at(sentence, place);
        let key = self.once(readings, strange, year, quantity, stated);
        self.part = of_body && key.is_empty();
        self.foreign = foreign && key.is_empty();
        if key.is_empty() && (of_request || clause.is_listed() && !self.parts.is_empty()) {
            self.parts.push(quantity.value);
        } else if !clause.sums_up() {
            self.parts.clear();
        }
        // 收到9件，2022年收到14件，同比下降35.7%: the change is of this year.
        let this_year = |given: &Given| given.key == key && given.year == self.setting.year;
        self.aside |= !key.is_empty() && year != self.setting.year && self.given.iter().any(this_year);
        self.apart = apart || left_among && strange && key.is_empty();
        if quantity.counter.is_empty() && key.is_empty() && !subject::counts(sentence.text, quantity.start) {
            return place + 1;
        }
        let subject = match span {
            Some((start, end)) if !key.is_empty() => {
                sentence.text.get(start..end).unwrap_or_default().to_string()
            }
            _ => subject::of(sentence.text, &clause),
        };
        self.compared = year != self.setting.year;
        self.last = if key.is_empty() { subject.clone() } else { key.clone() };
        self.last_subject.clone_from(&subject);
        if clause.each() && !key.is_empty() && self.each(sentence, place, quantity, &clause, stated) {
            return used;
        }
        stated.push(self.figure(sentence, place, quantity, subject, String::new(), key));
        used
    }

    /// 网上4件、当面2件，合计6件: those that came in, if their parts add up to them.
    fn sum_of_parts(&self, quantity: &Quantity) -> Option<Readings> {
        let adds_up = self.parts.len() > 1 && self.parts.iter().sum::<Decimal>() == quantity.value;
        (adds_up && self.near && quantity.bound.is_empty()).then(State::came_in)
    }

    /// Whether a body is named that is not the one that reports: 县教育局收到9件 in the report of a county.
    fn names_other_body(&self, text: &str, clause: &Clause<'_>) -> bool {
        let unknown = clause.left.iter().filter(|token| token.kind == Kind::Unknown);
        let named = unknown.filter_map(|token| text.get(token.start..token.end));
        named.into_iter().any(|name| bodies::is_other(name, self.setting.agency))
    }

    /// The key of readings. What several bodies have, each for itself, nobody has: 县政府制发5件，部门制发3件.
    fn once(
        &mut self,
        readings: Option<Readings>,
        strange: bool,
        year: Option<u16>,
        quantity: &Quantity,
        stated: &mut [Stated],
    ) -> String {
        let (value, counter) = (quantity.value, quantity.counter.as_str());
        let key = readings.map(|readings| self.write(&readings)).unwrap_or_default();
        if key.is_empty() || self.per_body {
            return String::new();
        }
        let before = self.given.iter().find(|given| given.key == key && given.year == year);
        if let Some(before) = before.filter(|_| strange) {
            if before.strange {
                // And so it is with what is said of each: 县教体局受理9件，公开6件；县卫健局受理4件，公开1件.
                stated.iter_mut().skip(before.place).for_each(|figure| figure.key.clear());
                self.per_body = true;
            }
            return String::new();
        }
        // 收到申请9件，其中依申请公开3件: of two numbers for one figure the later is of something else.
        let other = |before: &Given| before.value != value && key.starts_with(RECEIVED);
        if before.is_some_and(other) {
            return String::new();
        }
        // 管理服务事项31项，处理决定1.2万件: the first counts what decisions may be on.
        if let Some(before) = before.filter(|before| (before.counter.as_str(), counter) == ("项", "件"))
            && let Some(first) = stated.get_mut(before.place)
        {
            first.key.clear();
        }
        let counter = counter.to_string();
        self.given.push(Given { key: key.clone(), value, year, place: stated.len(), strange, counter });
        key
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

/// Whether a sentence counts documents by class: so many 主动公开 and so many 依申请公开.
fn tells_classes(sentence: &Sentence<'_>) -> bool {
    let counted = |is: &dyn Fn(&Token) -> bool| {
        sentence.tokens.windows(2).any(|pair| match pair {
            [word, number] => matches!(number.kind, Kind::Quantity(_)) && is(word),
            _ => false,
        })
    };
    let on_request = |token: &Token| {
        let word = sentence.text.get(token.start..token.end).unwrap_or_default();
        token.is(Role::Object) && word == "依申请公开"
    };
    counted(&|token| token.kind == Kind::Word(Role::Public, "proactive")) && counted(&on_request)
}

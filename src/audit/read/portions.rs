//! Numbers of a part of what the tables count, as the words around them say: 上年结转的2件申请，予以公开1件 is at most all that was disclosed,
//! and says nothing else of it.

use rust_decimal::Decimal;

use super::prose::{Bound, Stated};
use crate::audit::words::{
    APPLICANTS, AS_AUTHORITY, BEFORE_A_COURT, BODY_ENDS, CORRECTED, COURTS, DECIDED, DENIED, DISPUTED,
    DONE_STRICTLY, DONE_THIS_YEAR, IN_GENERAL, KINDS_OF_REQUESTS, MATTER, NEW_THIS_YEAR, NOT_AS_IT_SHOULD,
    OPENS_PARTS, OTHER_BODIES, OUR_BODIES, PARTLY, RECEIVED, TAKES_IN, WAYS, Words,
};

/// How a stated number stands to the figures that its words name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::audit) enum Portion {
    /// It is those.
    #[default]
    All,
    /// It is that, or that with what was disclosed in part: 予以公开5件（含部分公开2件）.
    WithPartly,
    /// Some of it.
    Some,
    /// Some of those that came in and some of those dealt with: 当年收到当年办结145件.
    OfBoth,
    /// It counts other things.
    Other,
}

/// How the keys begin of requests, and of disputes.
const REQUESTS: &str = "requests.";
const DISPUTES: &str = "disputes.";
const RECEIVED_NEW: &str = "requests.received_new.total";
const CARRIED_IN: &str = "requests.carried_in.total";
const OUTCOMES: &str = "requests.outcome_total.total";
const GRANTED: &str = "requests.granted.total";
/// How they end of all applicants, or of all results of disputes, and of licences and penalties.
const TOTAL: &str = ".total";
const DECISIONS: &str = ".decisions";
/// What ends what goes together, and a clause of it.
const STOPS: [char; 3] = ['。', '；', ';'];
const COMMAS: [char; 4] = ['，', '：', '、', ':'];
const CLOSES: [char; 2] = ['）', ')'];
const OPENS: [char; 2] = ['（', '('];

/// Says of each number of a report what it is of.
pub(super) fn mark(stated: &mut [Stated]) {
    let mut portions: Vec<Portion> = Vec::with_capacity(stated.len());
    let mut sentences = stated.chunk_by(|a, b| a.sentence_no == b.sentence_no).peekable();
    while let Some(sentence) = sentences.next() {
        let next = sentences.peek().and_then(|next| next.first());
        portions.extend(of_sentence(sentence, next));
    }
    for (number, portion) in stated.iter_mut().zip(portions) {
        number.portion = portion;
    }
}

fn of_sentence(sentence: &[Stated], next: Option<&Stated>) -> Vec<Portion> {
    if sentence.iter().all(|number| number.key.is_empty()) {
        return vec![Portion::All; sentence.len()];
    }
    let Some(first) = sentence.first() else { return Vec::new() };
    let line = Line::of(&without_blanks(&first.sentence), sentence);
    let apart =
        next.is_some_and(|next| tells_those_on_disclosure(&line.text, &without_blanks(&next.sentence)));
    let portion = |(at, number): (usize, &Stated)| match () {
        () if number.key.is_empty() || !number.share_of.is_empty() => Portion::All,
        () if apart && number.key.starts_with(DISPUTES) => Portion::Other,
        () => line.portion(at, number),
    };
    sentence.iter().enumerate().map(portion).collect()
}

/// A sentence and where its numbers stand.
struct Line<'s> {
    text: String,
    numbers: Vec<Option<At<'s>>>,
}

/// A number and where it is written, with the word that counts.
#[derive(Clone, Copy)]
struct At<'s> {
    number: &'s Stated,
    start: usize,
    end: usize,
}

/// What stands before a number in its part of the sentence.
struct Before<'l, 's> {
    /// All of it.
    text: &'l str,
    /// Its own clause.
    own: &'l str,
    /// The numbers there that are counted as it is.
    prior: Vec<Prior<'l, 's>>,
    /// Where it is said that parts of what stands before follow, if it is.
    opened: Option<usize>,
}

/// A number before another one, with the words around it.
struct Prior<'l, 's> {
    number: &'s Stated,
    /// Where it begins in the part.
    start: usize,
    /// The words of its clause before it, …
    words: &'l str,
    /// … and what stands between it and the other.
    between: &'l str,
}

impl<'s> Line<'s> {
    fn of(text: &str, sentence: &'s [Stated]) -> Line<'s> {
        let mut from = 0;
        let place = |number: &'s Stated| {
            let written = number.written();
            let is_own = |at: usize| {
                let before = text.get(..at).and_then(|before| before.chars().next_back());
                before.is_none_or(|c| !c.is_ascii_digit() && c != '.')
            };
            let rest = text.get(from..)?;
            let start = rest.match_indices(&written).map(|(at, _)| from + at).find(|&at| is_own(at))?;
            let end = start + written.len();
            from = end;
            Some(At { number, start, end })
        };
        let numbers = sentence.iter().map(place).collect();
        Line { text: text.to_string(), numbers }
    }

    /// What stands before one of its numbers, from the last full stop or semicolon on.
    fn before(&self, at: usize) -> Option<(At<'s>, Before<'_, 's>)> {
        let own = (*self.numbers.get(at)?)?;
        let all = self.text.get(..own.start)?;
        let part =
            all.char_indices().rfind(|(_, c)| STOPS.contains(c)).map_or(0, |(at, c)| at + c.len_utf8());
        let text = all.get(part..)?;
        let counted = |other: &&At<'s>| {
            other.start >= part
                && other.number.counter == own.number.counter
                && other.number.share_of.is_empty()
        };
        let prior = |other: &At<'s>| {
            let start = other.start.checked_sub(part)?;
            let between = text.get(other.end.checked_sub(part)?..)?;
            Some(Prior { number: other.number, start, words: clause(text.get(..start)?), between })
        };
        let earlier = self.numbers.get(..at)?.iter().flatten().filter(counted);
        let prior = earlier.filter_map(prior).collect();
        Some((own, Before { text, own: clause(text), prior, opened: opened(text) }))
    }

    fn portion(&self, at: usize, number: &Stated) -> Portion {
        let Some((own, before)) = self.before(at) else { return Portion::All };
        // 县法院受理以我局为被告的行政诉讼21件, 受理复议申请14件，其中维持11件: nothing is said of disclosure.
        let elsewhere =
            number.key.starts_with(DISPUTES) && before.is_decided_elsewhere() && !MATTER.any_in(&self.text);
        if elsewhere || CORRECTED.any_in(&self.text) || before.counts_others(number) {
            return Portion::Other;
        }
        if number.bound != Bound::Exact {
            return Portion::All;
        }
        if before.is_of_both(number) {
            return Portion::OfBoth;
        }
        if before.is_some(number) {
            return Portion::Some;
        }
        let behind = self.text.get(own.end..).unwrap_or_default();
        if number.key == GRANTED && (takes_in_partly(behind) || before.own.ends_with("公开类")) {
            return Portion::WithPartly;
        }
        Portion::All
    }
}

impl Before<'_, '_> {
    /// Whether its words say that it counts something else.
    fn counts_others(&self, number: &Stated) -> bool {
        let requests = number.key.starts_with(REQUESTS);
        let result = number.key.starts_with(DISPUTES) && !number.key.contains(TOTAL);
        // 不服依申请公开答复17件 are disputes.
        requests && DISPUTED.any_in(self.own)
            // 收到不属于本机关职责的申请43件: so it was seen, whatever came of it.
            || is_outcome(&number.key) && RECEIVED.any_in(self.own)
            || result && self.follows_a_court()
            || number.key.ends_with(DECISIONS) && self.is_of_another_body()
    }

    /// 法院审结行政诉讼案件19件，其中驳回17件: what came of disputes that no table has.
    fn follows_a_court(&self) -> bool {
        let unread = |prior: &Prior<'_, '_>| prior.number.key.is_empty() && COURTS.any_in(prior.words);
        let told = |prior: &Prior<'_, '_>| prior.number.key.contains(TOTAL);
        self.prior.iter().any(unread) && !self.prior.iter().any(told)
    }

    /// Whether a court had the disputes before it, or the agency itself decided on them.
    fn is_decided_elsewhere(&self) -> bool {
        let received = |words: &str| AS_AUTHORITY.any_in(words);
        let told = |prior: &Prior<'_, '_>| prior.number.key.contains(TOTAL);
        // 行政诉讼3件，经法院判决维持2件: these are of the table as those before them are.
        BEFORE_A_COURT.any_in(self.own) && !self.prior.iter().any(told)
            || received(self.own)
            || self.prior.iter().any(|prior| received(prior.words))
    }

    /// 县林业局作出行政许可47件、行政处罚31件: the second is of the body that is named before the first.
    fn is_of_another_body(&self) -> bool {
        let other = |words: &str| {
            let named = words.char_indices().any(|(at, _)| {
                let before = words.get(..at).unwrap_or_default();
                let begins = |word: &str| words.get(at..).is_some_and(|rest| rest.starts_with(word));
                BODY_ENDS.iter().any(begins) && at > 0 && !OUR_BODIES.iter().any(|our| before.ends_with(our))
            });
            named && DECIDED.any_in(words)
        };
        let listed = self.prior.last().is_some_and(|prior| prior.number.key.is_empty() && other(prior.words));
        listed || OTHER_BODIES.any_in(self.own)
    }

    /// Whether it is of those that came in this year and were dealt with.
    fn is_of_both(&self, number: &Stated) -> bool {
        let new = |prior: &Prior<'_, '_>| has_key(prior.number, RECEIVED_NEW);
        if number.key == OUTCOMES {
            let done = DONE_THIS_YEAR.any_in(self.own);
            let of_new = self.prior.last().filter(|prior| new(prior));
            // 新收申请48件，当年办结45件: those carried over are not spoken of.
            let of_these = of_new.is_some();
            // 新收的48件申请中，办结45件.
            let within =
                of_new.is_some_and(|prior| NEW_THIS_YEAR.any_in(prior.words) && is_within(prior.between));
            return done && (NEW_THIS_YEAR.any_in(self.own) || of_these) || within;
        }
        // 办结的申请中，本年新收610件.
        has_key(number, RECEIVED_NEW) && self.is_of_done()
    }

    /// Whether it is one of the parts of those dealt with.
    fn is_of_done(&self) -> bool {
        let whole = self.opened.and_then(|at| self.text.get(..at)).map(|whole| {
            let whole = whole.trim_end_matches(COMMAS).trim_end_matches(OPENS);
            clause(whole)
        });
        whole.is_some_and(|whole| DONE_STRICTLY.any_in(whole) && !RECEIVED.any_in(whole))
    }

    /// Whether it is of some of the requests only.
    fn is_some(&self, number: &Stated) -> bool {
        let key = number.key.as_str();
        if has_key(number, CARRIED_IN) && !has_key(number, RECEIVED_NEW) {
            return self.is_of_done();
        }
        // 收到申请表填写不规范的申请27件.
        if has_key(number, RECEIVED_NEW) && RECEIVED.any_in(self.own) && NOT_AS_IT_SHOULD.any_in(self.own) {
            return true;
        }
        let disputes = key.starts_with(DISPUTES) && key.contains(TOTAL);
        // 无法提供的4件申请，有1件提起行政复议.
        if disputes && self.own.starts_with('有') && self.opened.is_none() {
            return self.prior.last().is_some_and(|whole| whole.is_narrow(number.value, true));
        }
        if disputes || has_key(number, RECEIVED_NEW) {
            let whole = self.opened.and_then(|_| self.whole());
            return whole.is_some_and(|whole| whole.is_narrow(number.value, disputes));
        }
        let outcome = is_outcome(key) || key == OUTCOMES;
        outcome
            && match self.whole() {
                Some(whole) => whole.is_narrow(number.value, false),
                None => self.names_applicants(),
            }
    }

    /// What it is a part of: what stands before the word that says that parts follow, or the first number, if nothing but outcomes follow
    /// upon that.
    fn whole(&self) -> Option<&Prior<'_, '_>> {
        if let Some(at) = self.opened {
            return self.prior.iter().rfind(|prior| prior.start < at);
        }
        let (first, rest) = self.prior.split_first()?;
        let of_it = |prior: &Prior<'_, '_>| {
            let key = prior.number.key.as_str();
            key.is_empty() || is_outcome(key) || key == OUTCOMES
        };
        (!is_outcome(&first.number.key) && rest.iter().all(of_it)).then_some(first)
    }

    /// 对企业提出的申请，予以公开13件: one kind of applicants is spoken of.
    fn names_applicants(&self) -> bool {
        let Some((topic, _)) = self.text.split_once('，') else { return false };
        let aimed = topic.starts_with(['对', '就', '在']) || topic.ends_with('中');
        let named = topic.ends_with("申请") || topic.ends_with("申请中");
        // 公民、法人或其他组织提出的申请 are all.
        let several = topic.contains(['、', '和', '及', '与']);
        aimed && named && !several && APPLICANTS.any_in(topic)
    }
}

impl Prior<'_, '_> {
    /// Whether it counts some of the requests, of which another number may be a part.
    fn is_narrow(&self, value: Decimal, of_disputes: bool) -> bool {
        if value > self.number.value {
            return false;
        }
        let key = self.number.key.as_str();
        if key.is_empty() {
            let behind = self.between.split(COMMAS).next().unwrap_or_default();
            let words = [self.words, behind].concat();
            let of = |kinds: Words| kinds.any_in(&words);
            let narrow = of(KINDS_OF_REQUESTS) || of(WAYS) || of(APPLICANTS) && !words.contains(['、', '和']);
            let denied = of_disputes && of(DENIED);
            return words.contains("申请") && (narrow || denied) && !of(IN_GENERAL);
        }
        let all =
            |is: &dyn Fn(&str) -> bool| key.split([' ', '+', '|']).filter(|key| !key.is_empty()).all(is);
        all(&|key| key.starts_with(REQUESTS) && !key.ends_with(TOTAL))
            || all(&|key| key == CARRIED_IN)
            || of_disputes && all(&is_outcome)
    }
}

/// Whether it may be what a key has.
fn has_key(number: &Stated, key: &str) -> bool {
    number.key.split([' ', '+', '|']).any(|of| of == key)
}

/// Whether a key is of what came of requests, in a row of its own.
fn is_outcome(key: &str) -> bool {
    let row = key.strip_prefix(REQUESTS).unwrap_or_default();
    let other = ["received_new", "carried_", "outcome_total"].iter().any(|of| row.starts_with(of));
    !row.is_empty() && !other && key.ends_with(TOTAL)
}

/// The words of the clause in which a text ends.
fn clause(text: &str) -> &str {
    let ends = |c: char| COMMAS.contains(&c) || OPENS.contains(&c) || CLOSES.contains(&c);
    text.rsplit(ends).next().unwrap_or_default()
}

/// 件申请中，: whether what follows is of the number before.
fn is_within(between: &str) -> bool {
    let behind = between.split(COMMAS).next().unwrap_or_default();
    behind.ends_with('中') && behind.chars().count() <= "政府信息公开申请中".chars().count()
}

/// Where the last word stands that says that parts follow, in no bracket that is closed.
fn opened(text: &str) -> Option<usize> {
    let stands_open = |at: usize| {
        let behind = text.get(at..).unwrap_or_default();
        let (opens, closes) = (behind.matches(OPENS).count(), behind.matches(CLOSES).count());
        closes <= opens
    };
    let places = OPENS_PARTS
        .iter()
        .filter_map(|word| text.rmatch_indices(word).map(|(at, _)| at).find(|&at| stands_open(at)));
    places.max()
}

/// （含部分公开2件）: whether a bracket behind a number says that it takes in what was disclosed in part.
fn takes_in_partly(behind: &str) -> bool {
    let bracket = behind.strip_prefix(OPENS).and_then(|behind| behind.split(CLOSES).next());
    bracket.is_some_and(|bracket| {
        TAKES_IN.iter().any(|word| bracket.starts_with(word)) && PARTLY.any_in(bracket)
    })
}

/// 全年发生行政复议14件、行政诉讼9件。其中政府信息公开类复议3件: whether the sentence behind tells apart those of the table.
fn tells_those_on_disclosure(text: &str, next: &str) -> bool {
    let clause = next.split(['，', '。', '；', '、']).next().unwrap_or_default();
    text != next && next.starts_with("其中") && MATTER.any_in(clause) && !MATTER.any_in(text)
}

/// A sentence without the blanks that pages set between words and numbers, and without commas between thousands.
fn without_blanks(sentence: &str) -> String {
    let chars: Vec<char> = sentence.chars().filter(|c| !c.is_whitespace()).collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    let parts = |at: usize, c: char| c == ',' && is_digit(at.checked_sub(1)) && is_digit(at.checked_add(1));
    chars.iter().enumerate().filter(|&(at, c)| !parts(at, *c)).map(|(_, c)| *c).collect()
}

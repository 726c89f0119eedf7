//! Figures that take their meaning from the number before: what it came to, which part of it is meant.

use super::frame::Said;
use super::line::{CARRIED_IN, CARRIED_OUT, Given};
use super::years::ends_at;
use super::{Reader, Stated};
use crate::mine::clause::Clause;
use crate::mine::keys::{REQUESTS, Readings};
use crate::mine::meaning::Meaning;
use crate::mine::quantity::Quantity;
use crate::mine::reading::Domain;
use crate::mine::rows::LITIGATION;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::{Counted, Role};

impl Reader<'_> {
    /// What the number before, or the change before, says that this one is a figure of.
    pub(super) fn moved(
        &mut self,
        sentence: &Sentence<'_>,
        from: usize,
        place: usize,
        said: &Said<'_>,
        stated: &mut [Stated],
    ) -> Option<Readings> {
        let Said { clause, left, quantity, .. } = *said;
        let told = self.came_to(sentence, from, clause, quantity);
        let told = told.or_else(|| self.changed(sentence, place, clause, quantity));
        if let Some(readings) = told
            .or_else(|| self.postponed(sentence, place, said))
            .or_else(|| self.all_answered(sentence, place, said))
            .or_else(|| self.all_ended(sentence, place, said))
            .or_else(|| self.all_came_to(sentence, place, said))
            .or_else(|| self.rest_answered(said))
            .or_else(|| self.left_over(sentence, place, said))
        {
            return Some(readings);
        }
        let reached = self.reached(sentence, clause, quantity, stated);
        let readings = reached.or_else(|| self.on_disclosure(sentence, clause, left))?;
        if let Some((at, whole)) = stated.iter_mut().enumerate().next_back() {
            whole.key.clear();
            self.line.given.retain(|given| given.place != at);
        }
        Some(readings)
    }

    /// A clause that names the ways by which all requests came in, without them.
    pub(super) fn all_ways(&self, sentence: &Sentence<'_>, left: &[Token]) -> Option<Vec<Token>> {
        let in_writing = in_writing(sentence, left).filter(|_| self.line.given.is_empty());
        in_writing.or_else(|| by_all_ways(left))
    }

    /// 申请总数由21件增至42件: of the first number what is said before 由, and of which year it is.
    pub(super) fn was(
        &mut self,
        sentence: &Sentence<'_>,
        place: usize,
        clause: &Clause<'_>,
    ) -> Option<Meaning> {
        let from = |token: &Token| matches!(sentence.text_of(token), "由" | "从");
        // 由上年的9件降至6件.
        let dated = |token: &Token| {
            token.is(Role::Glue) || token.is(Role::Last) || matches!(token.kind, Kind::Year(_))
        };
        let at = clause.left.iter().rposition(from)?;
        let behind = sentence.tokens.get(place + 1..)?;
        let plain = clause.left.get(at + 1..)?.iter().all(dated);
        // 由9件（上年）降至6件: the year may stand behind the number.
        let noted =
            behind.split_first().filter(|(open, _)| open.kind == Kind::Mark('（')).and_then(|(_, note)| {
                let end = note.iter().position(|token| token.kind == Kind::Mark('）'))?;
                let year = note.get(..end).filter(|year| !year.is_empty() && year.iter().all(dated));
                year.and_then(|_| note.get(end + 1..))
            });
        let reaching = noted.unwrap_or(behind).first();
        let reaches = reaching.is_some_and(|token| is_change(token) && ends_at(sentence, token));
        if !plain || !reaches {
            return None;
        }
        let named = clause.left.get(..at).filter(|named| !named.is_empty()).unwrap_or(clause.earlier);
        let compares = |token: &Token| token.is(Role::Compare) || is_change(token);
        let until = named.iter().position(compares).unwrap_or(named.len());
        let earlier = sentence.tokens.get(..place)?;
        // 行政复议由2022年的4件减少到2023年的2件，行政诉讼由2件减少到0件.
        let before =
            |token: &Token| matches!(token.kind, Kind::Year(year) if self.setting.year == Some(year + 1));
        let in_year = |pair: &[Token]| matches!(pair, [word, year] if from(word) && before(year));
        let compared = |token: &Token| token.is(Role::Compare) || token.is(Role::Last);
        if earlier.iter().any(compared) || earlier.windows(2).any(in_year) || noted.is_some() {
            self.line.was = Some(place);
        } else if clause.left.get(at + 1..)?.iter().all(|token| token.is(Role::Glue))
            && !earlier.iter().any(|token| matches!(token.kind, Kind::Year(_)))
        {
            // 行政复议由7件降为5件: of when the first is, is not said.
            self.line.undated = Some(place);
        }
        let meaning = Meaning::of(named.get(..until)?, self.setting.year);
        (meaning.says_something() || self.line.change_of.is_none()).then_some(meaning)
    }

    /// 申请量下降60%，由2022年的50件减至20件, 复议下降42.9%（2022年7件）: what changed, in numbers.
    fn changed(
        &self,
        sentence: &Sentence<'_>,
        place: usize,
        clause: &Clause<'_>,
        quantity: &Quantity,
    ) -> Option<Readings> {
        let light = |token: &Token| {
            matches!(token.role(), Some(Role::Glue | Role::Last))
                || matches!(token.kind, Kind::Year(_))
                || matches!(sentence.text_of(token), "由" | "从")
        };
        let things = matches!(quantity.counted, Some(Counted::Things | Counted::Money))
            && clause.left.iter().all(light)
            && clause.earlier.is_empty();
        let behind = sentence.tokens.get(place + 1);
        let ends = behind.is_none_or(|token| {
            matches!(token.kind, Kind::Mark(_)) || is_change(token) && ends_at(sentence, token)
        });
        self.line.change_of.clone().filter(|_| things && ends && !clause.left.is_empty())
    }

    /// 由21件增至42件: the second number is of what the first is.
    fn came_to(
        &self,
        sentence: &Sentence<'_>,
        from: usize,
        clause: &Clause<'_>,
        quantity: &Quantity,
    ) -> Option<Readings> {
        let first = clause.left.first().filter(|token| is_change(token) && ends_at(sentence, token))?;
        let number = from.checked_sub(1).and_then(|before| sentence.tokens.get(before))?;
        let directly = matches!(number.kind, Kind::Quantity(_)) && number.end == first.start;
        let (readings, counter) = self.line.before.as_ref()?;
        (directly && *counter == quantity.counter).then(|| readings.clone())
    }

    /// 有3件申请尚未到期，将于2024年继续办理: what becomes of them is said behind the comma.
    fn postponed(&self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> Option<Readings> {
        let light = |token: &Token| {
            matches!(token.role(), Some(Role::Glue | Role::Filler))
                || token.kind == Kind::Word(Role::Public, "held")
        };
        // 另有1件因需征求第三方意见结转下年度.
        let right = said.right;
        let out = right.rows == ["carried_out"] && right.unknown.inside + right.unknown.after == 0;
        if out
            && !right.object
            && !right.elsewhere
            && said.clause.left.iter().all(light)
            && !said.clause.left.is_empty()
        {
            return Some(Readings::crossed(REQUESTS, &[vec!["carried_out"]], &["total"]));
        }
        let of_requests = said.right.object && said.right.rows.is_empty() && said.right.received.is_none();
        // 1件正在办理中，结转至2025年.
        let at_work = match said.clause.right {
            [token] => token.is(Role::Foreign) && sentence.text_of(token).contains("办理"),
            _ => false,
        };
        if !of_requests && !at_work || said.left.denied || !said.clause.left.iter().all(light) {
            return None;
        }
        let behind = sentence.tokens.get(place + 1..)?;
        let ends = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
        let comma = behind.iter().position(ends)?;
        let next = behind.get(comma..)?.split_first().filter(|(mark, _)| mark.kind == Kind::Mark('，'))?.1;
        let next = next.get(..next.iter().position(ends).unwrap_or(next.len()))?;
        let meaning = Meaning::of(next, self.setting.year);
        let out = meaning.rows == ["carried_out"] && !meaning.denied && !meaning.elsewhere;
        out.then(|| Readings::crossed(REQUESTS, &[vec!["carried_out"]], &["total"]))
    }

    /// 收到申请4件，4件均已办结: as many as came in.
    fn all_answered(&self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> Option<Readings> {
        let nothing =
            said.clause.left.iter().all(|token| token.is(Role::Glue)) && said.clause.right.is_empty();
        let behind = sentence
            .tokens
            .get(place + 1..)
            .filter(|behind| nothing && behind.first().is_some_and(|t| t.is(Role::Each)))?;
        let mut words =
            behind.iter().skip(1).filter(|token| !matches!(token.role(), Some(Role::Glue | Role::Filler)));
        let answered = words.next().is_some_and(|token| token.kind == Kind::Word(Role::Row, "outcome_total"));
        let ends = words.next().is_none_or(|token| matches!(token.kind, Kind::Mark(_)));
        let all =
            || self.line.given.iter().any(|given| given.is_received() && given.value == said.quantity.value);
        (answered && ends && all()).then(|| Readings::crossed(REQUESTS, &[vec!["outcome_total"]], &["total"]))
    }

    /// 行政复议3件，2件均维持: how all of these ended.
    fn all_ended(&mut self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> Option<Readings> {
        let light = |token: &&Token| matches!(token.role(), Some(Role::Glue | Role::Filler));
        let plain = said.clause.left.iter().all(|token| light(&token) || token.is(Role::Among));
        let (each, behind) = sentence.tokens.get(place + 1..)?.split_first()?;
        if !plain || !each.is(Role::Each) || !self.state.speaks_of_disputes() {
            return None;
        }
        let mut words = behind.iter().filter(|token| !light(token));
        let result = words.next().filter(|token| token.is(Role::Outcome))?;
        let ends = words.next().is_none_or(|token| matches!(token.kind, Kind::Mark(_)));
        let meaning = Meaning::of(std::slice::from_ref(result), self.setting.year);
        let Quantity { counter, counted, .. } = said.quantity;
        if ends { self.state.read(&meaning, self.near, false, counter, *counted) } else { None }
    }

    /// 其余11件均予以公开: what came of all that are left, or of so many.
    fn all_came_to(&mut self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> Option<Readings> {
        let light = |token: &&Token| matches!(token.role(), Some(Role::Glue | Role::Filler));
        let left = |token: &Token| light(&token) || token.is(Role::Among) || token.is(Role::Rest);
        if !said.clause.left.iter().all(left) || self.state.domain != Domain::Requests {
            return None;
        }
        let mut behind = sentence.tokens.get(place + 1..)?.iter();
        let each = behind.find(|token| !light(token) && !token.is(Role::Object))?;
        let mut words = behind.filter(|token| !light(token));
        let row = words.next().filter(|_| each.is(Role::Each))?;
        let named = matches!(row.kind, Kind::Word(Role::Row, row) if row != "outcome_total" && !row.starts_with("carried"));
        let ends = words.next().is_none_or(|token| matches!(token.kind, Kind::Mark(_)));
        let meaning = Meaning::of(std::slice::from_ref(row), self.setting.year);
        let Quantity { counter, counted, .. } = said.quantity;
        if named && ends { self.state.read(&meaning, self.near, false, counter, *counted) } else { None }
    }

    /// 收到59件，上年结转2件，其中结转下年7件，其余54件全部答复: all that were, if that is what is left.
    fn rest_answered(&self, said: &Said<'_>) -> Option<Readings> {
        let answered = said.left.rest && said.left.rows.is_empty() && said.right.rows == ["outcome_total"];
        let of_now = |given: &&Given| given.year == self.setting.year;
        let value = |is: &dyn Fn(&Given) -> bool| {
            self.line.given.iter().filter(of_now).find(|given| is(given)).map(|given| given.value)
        };
        let out = value(&|given| given.key == CARRIED_OUT).filter(|_| answered)?;
        let carried = value(&|given| given.key == CARRIED_IN).unwrap_or_default();
        let left = value(&Given::is_received)?.checked_add(carried)?.checked_sub(out)?;
        (left == said.quantity.value)
            .then(|| Readings::crossed(REQUESTS, &[vec!["outcome_total"]], &["total"]))
    }

    /// 申请总量突破500件，达到517件: the first is only what it is more than.
    fn reached(
        &self,
        sentence: &Sentence<'_>,
        clause: &Clause<'_>,
        quantity: &Quantity,
        stated: &[Stated],
    ) -> Option<Readings> {
        let (readings, counter) = self.line.before.as_ref()?;
        let says = clause.left.iter().all(|token| token.is(Role::Glue));
        let says = says && sentence.words(clause.left).starts_with('达');
        let less =
            |last: &Stated| last.bound == "at_least" && !last.key.is_empty() && last.value < quantity.value;
        (says && *counter == quantity.counter && stated.last().is_some_and(less)).then(|| readings.clone())
    }

    /// 行政诉讼维持6件（其中直接起诉2件、复议后起诉4件）: what came of those whose kinds a bracket tells.
    pub(super) fn result_outside(&self, clause: &Clause<'_>, left: &Meaning) -> Option<&'static str> {
        let kinds = left.disputes.iter().all(|kind| LITIGATION.contains(kind)) && !left.disputes.is_empty();
        let (readings, _) = self.line.before.as_ref().filter(|_| clause.bracket && left.among && kinds)?;
        let (_, column) = readings.sums.first()?.first().filter(|_| readings.table == "disputes")?;
        (left.outcomes.is_empty() && *column != "total").then_some(*column)
    }

    /// 行政应诉11件，其中涉及政府信息公开的2件: these are the disputes of the table, and the number before is of more.
    fn on_disclosure(
        &self,
        sentence: &Sentence<'_>,
        clause: &Clause<'_>,
        left: &Meaning,
    ) -> Option<Readings> {
        let disclosure = |token: &Token| sentence.text_of(token).contains("信息公开");
        let plain = |token: &Token| token.is(Role::Glue) || token.is(Role::Among) || token.is(Role::Filler);
        let only = left.among && clause.left.iter().all(plain) && clause.left.iter().any(disclosure);
        // 县司法局受理行政复议146件，其中信息公开类11件: it decides on them.
        let at = clause.left.first().map_or(0, |first| first.start);
        let decides = sentence
            .tokens
            .iter()
            .any(|t| t.end <= at && matches!(t.role(), Some(Role::Received | Role::Handled)));
        let (readings, _) = self.line.before.as_ref().filter(|_| only)?;
        let none = || Readings { table: "disputes", sums: Vec::new() };
        (readings.table == "disputes").then(|| if decides { none() } else { readings.clone() })
    }
}

/// 收到书面申请31件: all requests that came in, where no other way is named. The clause, with the way as the requests.
fn in_writing(sentence: &Sentence<'_>, left: &[Token]) -> Option<Vec<Token>> {
    let way = left.iter().position(|token| token.is(Role::Channel))?;
    let written = left.get(way).is_some_and(|token| sentence.text_of(token) == "书面申请");
    let came_in = left.get(..way)?.iter().any(|token| token.is(Role::Received));
    let listed = left.iter().any(|token| matches!(token.role(), Some(Role::Among | Role::Join)));
    let ways = sentence.tokens.iter().filter(|token| token.is(Role::Channel)).count();
    if !written || !came_in || listed || ways > 1 {
        return None;
    }
    let mut tokens = left.to_vec();
    tokens.get_mut(way)?.kind = Kind::Word(Role::Object, "");
    Some(tokens)
}

/// 收到申请人通过信函、网络等渠道提交的申请43件: of all ways. The clause without them.
pub(super) fn by_all_ways(left: &[Token]) -> Option<Vec<Token>> {
    let first = left.iter().position(|token| token.is(Role::Channel))?;
    let last = left.iter().rposition(|token| token.is(Role::Channel)).filter(|last| *last > first)?;
    // 办理通过平台、邮寄等途径申请43件.
    let comes = |token: &Token| token.is(Role::Received) || token.is(Role::Handled);
    let received = left.get(..first)?.iter().rposition(comes)?;
    let object = last + left.get(last..)?.iter().position(|token| token.is(Role::Object))?;
    let light = |token: &Token| matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Foreign));
    let plain = left.get(last + 1..object)?.iter().all(light);
    let listed = left.get(first..last)?.iter().any(|token| token.is(Role::Join));
    (plain && listed)
        .then(|| [left.get(..=received).unwrap_or_default(), left.get(object..).unwrap_or_default()].concat())
}

/// Whether a word tells a change.
fn is_change(token: &Token) -> bool {
    token.is(Role::Up) || token.is(Role::Down)
}

//! Requests that are not dealt with at the end of the year, told without the words of the form: 尚有3件申请在法定期限内办理.

use super::Reader;
use super::frame::Said;
use super::line::CARRIED_OUT;
use crate::mine::keys::{REQUESTS, Readings};
use crate::mine::meaning::Meaning;
use crate::mine::reading::Domain;
use crate::mine::tokens::{Kind, Sentence, Token};
use crate::mine::words::Role;

/// What requests are called behind their number.
const REQUEST: [&str; 6] =
    ["政府信息公开申请", "信息公开申请", "依申请公开申请", "依申请公开", "申请件", "申请"];
/// What says that they are still being handled, …
const AT_WORK: [&str; 7] = ["期限内", "时限内", "期内", "正在办理", "仍在办理", "尚在办理", "未办结"];
/// … and what else may stand beside it.
const BESIDE: [&str; 18] = [
    "仍", "尚", "正", "均", "还", "处于", "在", "法定", "规定", "答复", "办理", "期限", "时限", "中", "之",
    "过程", "阶段", "继续",
];
/// The end of a year.
const ENDS: [&str; 6] = ["12月31日", "12月底", "12月末", "年底", "年末", "年终"];
/// Why they were not dealt with.
const AS: &str = "因";

impl Reader<'_> {
    /// What is carried over to the next year, or all the others.
    pub(super) fn left_over(
        &self,
        sentence: &Sentence<'_>,
        place: usize,
        said: &Said<'_>,
    ) -> Option<Readings> {
        let row = if self.are_at_work(sentence, place, said) || is_excepted(sentence, place, said) {
            "carried_out"
        } else if self.are_the_others(sentence, place, said) {
            "outcome_total"
        } else {
            return None;
        };
        Some(Readings::crossed(REQUESTS, &[vec![row]], &["total"]))
    }

    /// 尚有3件申请在法定期限内办理, 有3件申请因收到时间较晚，结转下年度.
    fn are_at_work(&self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> bool {
        let light = |token: &Token| {
            matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Rest))
                || matches!(token.kind, Kind::Word(Role::Public, "held") | Kind::Year(_))
        };
        if !said.clause.left.iter().all(light) || said.left.denied {
            return false;
        }
        let words = sentence.words(said.clause.right);
        let named = REQUEST.iter().find_map(|name| words.strip_prefix(name));
        let of_requests = named.is_some() || self.state.domain == Domain::Requests;
        let rest = named.unwrap_or(words);
        let leaves = (said.clause.leaves() || said.left.rest) && self.is_at_its_end(sentence, place);
        let late = rest.starts_with(AS) || says_at_work(rest);
        // 另有1件结转: beside others.
        let alone = !sentence.words(said.clause.left).contains('另');
        let carried = || alone && self.is_carried_behind(sentence, place);
        of_requests && (leaves && says_at_work(rest) || late && carried())
    }

    /// 截至2023年12月31日，尚有: whether the end of the year is spoken of, and not the day on which the report was written.
    fn is_at_its_end(&self, sentence: &Sentence<'_>, place: usize) -> bool {
        let before = sentence.tokens.get(..place).unwrap_or_default();
        let other = |token: &Token| match token.kind {
            Kind::Year(year) => Some(year) != self.setting.year,
            _ => token.is(Role::Last) || token.is(Role::Next),
        };
        let words = sentence.words(before);
        // 仍有4件未补正，尚有2件: one of several.
        let first = !before.iter().any(|token| matches!(token.kind, Kind::Quantity(_)));
        first && !before.iter().any(other) && ENDS.iter().any(|end| words.contains(end))
    }

    /// Whether the next clause says that they are carried over.
    fn is_carried_behind(&self, sentence: &Sentence<'_>, place: usize) -> bool {
        let ends = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
        let behind = sentence.tokens.get(place + 1..).unwrap_or_default();
        let comma = behind.iter().position(ends).and_then(|at| behind.get(at..));
        let next = comma.and_then(<[Token]>::split_first).filter(|(mark, _)| mark.kind == Kind::Mark('，'));
        let Some((_, next)) = next else { return false };
        let end = next.iter().position(ends).unwrap_or(next.len());
        let meaning = Meaning::of(next.get(..end).unwrap_or_default(), self.setting.year);
        let out = meaning.rows == ["carried_out"] || meaning.carry && meaning.years.after;
        out && !meaning.denied && !meaning.elsewhere
    }

    /// 除3件结转外，其余52件均已答复: all that were dealt with.
    fn are_the_others(&self, sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> bool {
        let out = self.line.given.last().is_some_and(|given| given.key == CARRIED_OUT);
        let only = |token: &Token| matches!(token.role(), Some(Role::Rest | Role::Glue | Role::Filler));
        if !out || !said.left.rest || !said.clause.left.iter().all(only) || !begins_with_exception(sentence) {
            return false;
        }
        let behind = sentence.tokens.get(place + 1..).unwrap_or_default();
        let end = behind.iter().position(|token| matches!(token.kind, Kind::Mark(_)));
        let words = behind.get(..end.unwrap_or(behind.len())).unwrap_or_default();
        let answered = |token: &Token| token.kind == Kind::Word(Role::Row, "outcome_total");
        let plain = |token: &Token| {
            answered(token)
                || matches!(token.role(), Some(Role::Each | Role::Glue | Role::Filler | Role::Object))
        };
        words.iter().any(answered) && words.iter().all(plain)
    }
}

/// Whether nothing is said but that they are still being handled.
fn says_at_work(words: &str) -> bool {
    let known = || AT_WORK.iter().chain(&BESIDE);
    let mut rest = words;
    while let Some(shorter) = known().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    rest.is_empty() && AT_WORK.iter().any(|word| words.contains(word))
}

/// 除3件结转外: all but these were dealt with.
fn is_excepted(sentence: &Sentence<'_>, place: usize, said: &Said<'_>) -> bool {
    let before = place.checked_sub(1).and_then(|at| sentence.tokens.get(at));
    let except = before.is_some_and(|token| token.kind == Kind::Word(Role::Glue, "except"));
    let words = sentence.words(said.clause.right);
    let words = REQUEST.iter().find_map(|name| words.strip_prefix(name)).unwrap_or(words);
    let carried = words.strip_suffix('外').is_some_and(|words| words.starts_with("结转"));
    except && carried && begins_with_exception(sentence)
}

/// Whether a sentence says of which nothing else is told: 除3件结转外.
fn begins_with_exception(sentence: &Sentence<'_>) -> bool {
    sentence.tokens.first().is_some_and(|token| token.kind == Kind::Word(Role::Glue, "except"))
}

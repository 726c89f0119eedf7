//! Runs of words that mean one thing together, whatever stands in them: 按照条例规定, 受理和办结, 转2024年.

mod documents;
mod left;
mod partly;
mod reasons;

use super::tokens::{Kind, Token};
use super::words::Role;
use documents::{documents_named_before, pass_over_examples, repealed_of_those_named, whose_documents};

/// Joins or passes over such runs in the tokens of a text.
pub(super) fn settle(text: &str, tokens: &mut Vec<Token>) {
    let begun = Begun::of(text, tokens);
    if begun.manner {
        pass_over_manner(text, tokens);
    }
    if begun.reasons {
        reasons::pass_over_reasons(text, tokens);
    }
    if begun.ways {
        pass_over_ways(tokens);
    }
    if begun.every_way {
        pass_over_every_way(text, tokens);
    }
    if begun.examples {
        pass_over_examples(text, tokens);
    }
    if begun.documents {
        documents_named_before(text, tokens);
        repealed_of_those_named(tokens);
        whose_documents(text, tokens);
    }
    if begun.moved {
        left::carry_into_years(text, tokens);
    }
    if begun.not_held {
        reasons::pass_over_holders(text, tokens);
        reasons::pass_over_advice(text, tokens);
    }
    if begun.undone {
        left::left_undone(text, tokens);
    }
    if begun.not_processed {
        reasons::kinds_not_processed(text, tokens);
    }
    if begun.receipt {
        join_receipt(text, tokens);
    }
    if begun.each {
        each_of_them(text, tokens);
    }
    if begun.ended {
        ended_for_a_reason(text, tokens);
    }
    if begun.citizens {
        citizens_are_all(text, tokens);
    }
    if begun.partly {
        partly::wholly_or_partly(text, tokens);
    }
}

/// Which runs may stand in a text, by the word that each of them needs: most sentences have none, and are looked through once.
#[derive(Debug, Default)]
struct Begun {
    manner: bool,
    reasons: bool,
    undone: bool,
    not_held: bool,
    not_processed: bool,
    ways: bool,
    every_way: bool,
    examples: bool,
    documents: bool,
    moved: bool,
    receipt: bool,
    citizens: bool,
    each: bool,
    ended: bool,
    partly: bool,
}

impl Begun {
    fn of(text: &str, tokens: &mut [Token]) -> Begun {
        let mut begun = Begun::default();
        for at in 0..tokens.len() {
            let number_behind =
                || tokens.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Quantity(_)));
            let light = match tokens.get(at) {
                // 截至12月31日办结22件, 1.予以公开6件.
                Some(token) if token.kind == Kind::Unknown && is_date_or_order(text_of(text, token)) => {
                    Some(Kind::Word(Role::Filler, ""))
                }
                // 26件已答复申请人, but 答复申请人26件 tells what came of them.
                Some(token) if token.kind == ANSWERED && text_of(text, token) == "答复申请人" => {
                    let before = tokens.get(..at).unwrap_or_default().iter().rev();
                    let mut before = before.take_while(|token| !matches!(token.kind, Kind::Mark(_)));
                    let number = before.any(|token| matches!(token.kind, Kind::Quantity(_)));
                    number.then_some(Kind::Word(Role::Row, "outcome_total"))
                }
                // 余0件转下年度办理.
                Some(token)
                    if token.kind == Kind::Unknown && text_of(text, token) == LEFT && number_behind() =>
                {
                    Some(Kind::Word(Role::Rest, ""))
                }
                _ => None,
            };
            let Some(token) = tokens.get_mut(at) else { break };
            token.kind = light.unwrap_or(token.kind);
            match token.kind {
                Kind::Word(Role::Filler, "ways") => begun.ways = true,
                Kind::Word(Role::Verb, "predicate") => begun.every_way = true,
                Kind::Word(Role::Glue, "examples") => begun.examples = true,
                Kind::Word(Role::Act | Role::Document, _) => begun.documents = true,
                Kind::Word(Role::Verb, "") => begun.moved |= left::HANDED.contains(&text_of(text, token)),
                Kind::Word(Role::Received, _) => begun.receipt = true,
                Kind::Word(Role::Last, _) => begun.undone = true,
                Kind::Word(Role::Row, "unavailable.not_held") => begun.not_held = true,
                Kind::Word(Role::Row, "not_processed") => begun.not_processed = true,
                Kind::Word(Role::Row, "partially_granted") => begun.partly = true,
                Kind::Word(Role::Applicant, "natural_person") => {
                    begun.citizens |= text_of(text, token).starts_with(CITIZENS);
                }
                Kind::Word(Role::Glue, _) => begun.reasons |= reasons::begins(text_of(text, token)),
                Kind::Word(Role::Filler, _) | Kind::Unknown => {
                    let word = text_of(text, token);
                    begun.manner |= HEADS.iter().any(|head| word.starts_with(head));
                    begun.reasons |= reasons::begins(word);
                    begun.documents |= word == KEPT;
                    begun.moved |= word == left::MOVED;
                    begun.each |= word == EACH;
                    begun.ended |= word == ENDED;
                }
                _ => {}
            }
        }
        begun
    }
}

/// What a phrase begins with that says by which rules a thing was done.
const HEADS: [&str; 6] = ["按照", "依照", "根据", "依据", "遵照", "按"];
/// How 答复申请人 is listed.
const ANSWERED: Kind = Kind::Word(Role::Glue, "");
/// Of documents: still in force.
const KEPT: &str = "保留";
/// Natural persons, or all who applied.
const CITIZENS: &str = "公民";
/// Before a number: so many of each.
const EACH: &str = "各";
/// Before a word for handling: no more was done.
const ENDED: &str = "终止";
/// Before a number: so many are left.
const LEFT: &str = "余";
fn text_of<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.start..token.end).unwrap_or_default()
}

/// 12月31日, 11月底: a day or month of the year spoken of. 1.: the number of an item.
fn is_date_or_order(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let behind = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let date = word.ends_with(['日', '底', '末'])
        && word.contains('月')
        && word.chars().all(|c| c.is_ascii_digit() || matches!(c, '月' | '日' | '底' | '末'));
    date || behind == "." && word.len() <= "12.".len()
}

/// 严格按照条例规定处理申请16件: by which rules a thing was done changes nothing.
fn pass_over_manner(text: &str, tokens: &mut [Token]) {
    const ENDS: [&str; 10] = ["规定", "要求", "程序", "精神", "流程", "制度", "时间", "时限", "期限", "格式"];
    /// The longest phrase, in bytes.
    const LONGEST: usize = 72;
    let ends_clause = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
    for at in 0..tokens.len() {
        let Some((head, behind)) = tokens.get_mut(at..).and_then(<[Token]>::split_first_mut) else { return };
        if !HEADS.iter().any(|word| text_of(text, head).starts_with(word)) {
            continue;
        }
        let clause = behind.iter().position(ends_clause).unwrap_or(behind.len());
        let Some(until) = clause.checked_sub(1).and_then(|last| behind.get(last)).map(|last| last.end) else {
            continue;
        };
        let rest = text.get(head.end..until).unwrap_or_default();
        // 按照规定时间、规范格式答复: up to the last of them before the words that say what was done.
        let light = |token: &&Token| {
            matches!(token.kind, Kind::Unknown)
                || matches!(token.role(), Some(Role::Glue | Role::Filler | Role::Join | Role::Within))
        };
        let until = behind.iter().take(clause).take_while(light).last().map_or(head.end, |last| last.end);
        let manner = text.get(head.end..until).unwrap_or_default();
        let last = ENDS.iter().filter_map(|end| manner.rfind(end).map(|at| at + end.len())).max();
        let first = || ENDS.iter().filter_map(|end| rest.find(end).map(|at| at + end.len())).min();
        let found = last.or_else(first);
        let Some(length) = found.filter(|length| *length <= LONGEST) else { continue };
        let end = head.end + length;
        for token in behind.iter_mut().take(clause).take_while(|token| token.end <= end) {
            token.kind = Kind::Word(Role::Filler, "");
        }
    }
}

/// 办理通过政府网站、邮寄等途径提出的申请43件: all ways together change nothing, where the sentence names no other and the
/// clause no part.
fn pass_over_ways(tokens: &mut [Token]) {
    let channels = |tokens: &[Token]| tokens.iter().filter(|token| token.is(Role::Channel)).count();
    let all = channels(tokens);
    for end in 1..tokens.len() {
        if tokens.get(end).is_none_or(|token| token.kind != Kind::Word(Role::Filler, "ways")) {
            continue;
        }
        let Some(before) = tokens.get(..end) else { continue };
        let clause = before.iter().rposition(|token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)));
        let clause = clause.map_or(0, |mark| mark + 1);
        let by = |token: &Token| token.kind == Kind::Word(Role::Verb, "predicate");
        let from = before.iter().rposition(by).filter(|from| *from >= clause);
        let Some(from) = from else { continue };
        let part = before.get(clause..from).unwrap_or_default().iter().any(|token| token.is(Role::Among));
        let named = tokens.get_mut(from..=end).unwrap_or_default();
        if part || channels(named) < all || !named.iter().any(|token| token.is(Role::Join)) {
            continue;
        }
        for token in named {
            token.kind = Kind::Word(Role::Filler, "");
        }
    }
}

/// 通过各类公开途径收到申请12件: by every way.
fn pass_over_every_way(text: &str, tokens: &mut [Token]) {
    const EVERY: [&str; 6] = ["各类", "各种", "多种", "不同", "多个", "多"];
    const WAYS: [&str; 4] = ["途径", "渠道", "方式", "形式"];
    /// The longest such phrase, in bytes.
    const LONGEST: usize = 30;
    for at in 0..tokens.len() {
        let Some((by, behind)) = tokens.get_mut(at..).and_then(<[Token]>::split_first_mut) else { return };
        if by.kind != Kind::Word(Role::Verb, "predicate") || text_of(text, by) != "通过" {
            continue;
        }
        let rest = text.get(by.end..).unwrap_or_default();
        let until = WAYS.iter().filter_map(|way| rest.find(way).map(|at| at + way.len())).min();
        let every = EVERY.iter().any(|every| rest.starts_with(every));
        let Some(length) = until.filter(|length| every && *length <= LONGEST) else { continue };
        let end = by.end + length;
        let marks = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
        let named = behind.iter().take_while(|token| token.end <= end).count();
        if behind.iter().take(named).any(marks) {
            continue;
        }
        by.kind = Kind::Word(Role::Filler, "");
        for token in behind.iter_mut().take(named) {
            token.kind = Kind::Word(Role::Filler, "");
        }
    }
}

/// 受理和办结12件: one number for both is what came in. But 受理、办结分别为12件、11件 are two.
fn join_receipt(text: &str, tokens: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(received) = tokens.get(at).copied() {
        at += 1;
        if !received.is(Role::Received) {
            continue;
        }
        let joined = tokens
            .get(at)
            .is_some_and(|token| token.is(Role::Join) || matches!(text_of(text, token), "并" | "且"));
        let light = |token: &&Token| matches!(token.role(), Some(Role::Glue | Role::Filler));
        let first = at + usize::from(joined);
        // 受理并按时回复12件.
        let skipped = tokens.get(first..).unwrap_or_default().iter().take_while(light).count();
        let and = tokens.get(at).is_some_and(|token| matches!(text_of(text, token), "并" | "且"));
        let first = first + if and { skipped } else { 0 };
        let behind = tokens.get(first..).unwrap_or_default();
        let dealt = behind.iter().take_while(|token| is_dealt(token)).count();
        let last = (first + dealt).checked_sub(1).filter(|_| dealt > 0);
        let Some((done, end)) = last.and_then(|last| Some((last, tokens.get(last)?.end))) else { continue };
        let clause = tokens.get(done..).unwrap_or_default();
        let clause =
            clause.iter().take_while(|token| !matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)));
        let mut clause = clause.peekable();
        let apart = |token: &&Token| match token.role() {
            Some(Role::Row) => !is_dealt(token),
            // 受理办结行政许可申请12件 counts what was decided.
            role => matches!(role, Some(Role::Each | Role::Respectively | Role::Decision)),
        };
        if clause.peek().is_some() && !clause.any(|token| apart(&token)) {
            tokens.drain(at..=done);
            if let Some(received) = tokens.get_mut(at - 1) {
                received.end = end;
            }
        }
    }
}

/// 行政复议、行政诉讼各1件.
fn each_of_them(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if let Some([each, number]) = tokens.get_mut(at - 1..=at)
            && matches!(number.kind, Kind::Quantity(_))
            && each.kind == Kind::Unknown
            && text_of(text, each) == EACH
        {
            each.kind = Kind::Word(Role::Each, "");
        }
    }
}

/// 因未按期补正终止办理2件: the reason says which they are.
fn ended_for_a_reason(text: &str, tokens: &mut [Token]) {
    let reason =
        |token: &Token| matches!(token.kind, Kind::Word(Role::Row, row) if row.starts_with("other."));
    for at in 1..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let last = before.iter().rev().find(|token| !matches!(token.role(), Some(Role::Glue | Role::Filler)));
        let [ended, handled, ..] = behind else { return };
        let what = ended.kind == Kind::Unknown && text_of(text, ended) == ENDED;
        if what && handled.is(Role::Handled) && last.is_some_and(reason) {
            ended.kind = Kind::Word(Role::Filler, "");
            handled.kind = Kind::Word(Role::Filler, "");
        }
    }
}

/// 受理公民申请31件，其中自然人28件、企业3件: the citizens are all of them.
fn citizens_are_all(text: &str, tokens: &mut [Token]) {
    let natural = |token: &Token| token.kind == Kind::Word(Role::Applicant, "natural_person");
    let citizens = |token: &Token| natural(token) && text_of(text, token).starts_with(CITIZENS);
    let Some(first) = tokens.iter().position(citizens) else { return };
    let behind = tokens.get(first + 1..).unwrap_or_default();
    let parts = behind.iter().position(|token| token.is(Role::Among));
    let parts = parts.and_then(|at| behind.get(at..)).unwrap_or_default();
    let named = |token: &Token| natural(token) && !text_of(text, token).starts_with(CITIZENS);
    if !parts.iter().any(named) {
        return;
    }
    if let Some(token) = tokens.get_mut(first) {
        let applied = text_of(text, token).len() > CITIZENS.len();
        token.kind = if applied { Kind::Word(Role::Object, "") } else { Kind::Word(Role::Glue, "") };
    }
}

/// Whether a word says that requests were dealt with, whatever came of them.
fn is_dealt(token: &Token) -> bool {
    token.kind == Kind::Word(Role::Row, "outcome_total") || token.kind == Kind::Word(Role::Handled, "")
}

#[cfg(test)]
mod tests {
    use super::super::tokens::cut;
    use super::super::words::words;
    use super::*;

    /// The roles of the words before the first number, without light ones; nothing for what is not known.
    fn roles(sentence: &str) -> Vec<Option<Role>> {
        let sentence = cut(sentence, words()).unwrap();
        let before = sentence.tokens.iter().take_while(|token| !matches!(token.kind, Kind::Quantity(_)));
        let said = before.filter(|token| !matches!(token.role(), Some(Role::Filler | Role::Glue)));
        said.map(Token::role).collect()
    }

    #[test]
    fn rules_and_titles_are_passed_over() {
        let dealt = [Some(Role::Handled), Some(Role::Object)];
        assert_eq!(roles("严格按照条例规定处理依申请公开16件"), dealt);
        let of_all = "办理群众通过政府网站、邮寄等途径提出的申请";
        assert_eq!(roles(&format!("{of_all}43件")).last(), Some(&Some(Role::Object)));
        assert!(!roles(&format!("{of_all}43件")).contains(&Some(Role::Channel)));
        let part = "其中通过网络、邮箱等方式提出的申请43件";
        assert!(roles(part).contains(&Some(Role::Channel)));
        let issued = [Some(Role::Act)];
        assert_eq!(roles("制定了《关于企业用工的通知》（青人社发〔2021〕1号）等8件规范性文件"), issued);
        assert_eq!(roles("制定《集市管理办法》《夜市管理办法》等2件规范性文件"), issued);
        assert!(roles("印发《集市管理方案》等3件").contains(&None));
    }

    #[test]
    fn what_came_in_and_was_dealt_with_is_what_came_in() {
        assert_eq!(roles("受理和办结6件"), [Some(Role::Received)]);
        assert_eq!(roles("受理并办理回复6件"), [Some(Role::Received)]);
        assert_eq!(roles("收到处理申请6件"), [Some(Role::Received), Some(Role::Object)]);
        assert!(roles("受理、办结均为6件").len() > 2);
    }
}

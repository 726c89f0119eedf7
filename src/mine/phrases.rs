//! Runs of words that mean one thing together, whatever stands in them: 按照条例规定, 受理和办结, 转2024年.

use super::tokens::{Kind, Token};
use super::words::Role;

/// Joins or passes over such runs in the tokens of a text.
pub(super) fn settle(text: &str, tokens: &mut Vec<Token>) {
    let begun = Begun::of(text, tokens);
    if begun.manner {
        pass_over_manner(text, tokens);
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
    }
    if begun.moved {
        carry_into_years(text, tokens);
    }
    if begun.receipt {
        join_receipt(text, tokens);
    }
    if begun.citizens {
        citizens_are_all(text, tokens);
    }
}

/// Which runs may stand in a text, by the word that each of them needs: most sentences have none, and are looked through once.
#[derive(Debug, Default)]
struct Begun {
    manner: bool,
    ways: bool,
    every_way: bool,
    examples: bool,
    documents: bool,
    moved: bool,
    receipt: bool,
    citizens: bool,
}

impl Begun {
    fn of(text: &str, tokens: &[Token]) -> Begun {
        let mut begun = Begun::default();
        for token in tokens {
            match token.kind {
                Kind::Word(Role::Filler, "ways") => begun.ways = true,
                Kind::Word(Role::Verb, "predicate") => begun.every_way = true,
                Kind::Word(Role::Glue, "examples") => begun.examples = true,
                Kind::Word(Role::Act, _) => begun.documents = true,
                Kind::Word(Role::Received, _) => begun.receipt = true,
                Kind::Word(Role::Applicant, "natural_person") => {
                    begun.citizens |= text_of(text, token).starts_with(CITIZENS);
                }
                Kind::Word(Role::Filler, _) | Kind::Unknown => {
                    let word = text_of(text, token);
                    begun.manner |= HEADS.contains(&word);
                    begun.documents |= word == KEPT;
                    begun.moved |= word == MOVED;
                }
                _ => {}
            }
        }
        begun
    }
}

/// What a phrase begins with that says by which rules a thing was done.
const HEADS: [&str; 6] = ["按照", "依照", "根据", "依据", "遵照", "按"];
/// Of documents: still in force.
const KEPT: &str = "保留";
/// Natural persons, or all who applied.
const CITIZENS: &str = "公民";
/// Before a year: carried over.
const MOVED: &str = "转";

fn text_of<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.start..token.end).unwrap_or_default()
}

/// 严格按照条例规定处理申请16件: by which rules a thing was done changes nothing.
fn pass_over_manner(text: &str, tokens: &mut [Token]) {
    const ENDS: [&str; 6] = ["规定", "要求", "程序", "精神", "流程", "制度"];
    /// The longest phrase, in bytes.
    const LONGEST: usize = 72;
    let ends_clause = |token: &Token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_));
    for at in 0..tokens.len() {
        let Some((head, behind)) = tokens.get_mut(at..).and_then(<[Token]>::split_first_mut) else { return };
        if !HEADS.contains(&text_of(text, head)) {
            continue;
        }
        let clause = behind.iter().position(ends_clause).unwrap_or(behind.len());
        let Some(until) = clause.checked_sub(1).and_then(|last| behind.get(last)).map(|last| last.end) else {
            continue;
        };
        let rest = text.get(head.end..until).unwrap_or_default();
        let found = ENDS.iter().filter_map(|end| rest.find(end).map(|at| at + end.len())).min();
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

/// 制定了《城市管理办法》等规范性文件3件, 办理护士注册等行政许可12件: examples leave the whole what it is. So do the titles
/// and numbers of documents before 等8件规范性文件.
fn pass_over_examples(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let Some((and_more, before)) = before.split_last_mut() else { continue };
        if and_more.kind != Kind::Word(Role::Glue, "examples") {
            continue;
        }
        let mut whole = behind.iter().skip_while(|token| matches!(token.kind, Kind::Quantity(_)));
        let whole = whole.next().and_then(Token::role);
        let title = text.get(..and_more.start).is_some_and(|before| before.ends_with(['》', '）']));
        match whole {
            Some(Role::Document) if title => pass_over_titles(text, before),
            Some(Role::Document | Role::Decision | Role::Fee) => {
                let fee = whole == Some(Role::Fee);
                let example = |token: &&mut Token| {
                    token.kind == Kind::Unknown
                        // 城镇垃圾处理费等行政事业性收费.
                        || fee && token.kind == Kind::Word(Role::Foreign, "")
                        || matches!(token.role(), Some(Role::Join | Role::Filler | Role::Within))
                };
                if behind.first().is_some_and(|token| !matches!(token.kind, Kind::Quantity(_))) {
                    for token in before.iter_mut().rev().take_while(example) {
                        token.kind = Kind::Word(Role::Filler, "");
                    }
                }
            }
            _ => {}
        }
    }
}

/// The titles that tokens end with, and numbers in brackets behind them.
fn pass_over_titles(text: &str, tokens: &mut [Token]) {
    let Some(end) = tokens.last().map(|last| last.end) else { return };
    let mut start = end;
    loop {
        let before = text.get(..start).unwrap_or_default();
        let before = before.strip_suffix(['、', '和', '及']).unwrap_or(before);
        let open = match before.chars().next_back() {
            Some('》') => before.rfind('《'),
            Some('）') => {
                before.rfind('（').filter(|open| before.get(..*open).is_some_and(|b| b.ends_with('》')))
            }
            _ => None,
        };
        let Some(open) = open else { break };
        start = open;
    }
    let quantity = |token: &Token| matches!(token.kind, Kind::Quantity(_));
    if tokens.iter().any(|token| token.start >= start && quantity(token)) {
        return;
    }
    for token in tokens.iter_mut().filter(|token| token.start >= start) {
        token.kind = Kind::Word(Role::Filler, "");
    }
}

/// 制发规范性文件6件，废止文件4件: 文件 are those named before. 梳理出现行有效规范性文件25件: that they were looked for changes nothing.
fn documents_named_before(text: &str, tokens: &mut [Token]) {
    const SOUGHT: [&str; 5] = ["梳理", "梳理出", "公布", "确认", "统计"];
    let mut named = false;
    for at in 0..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let Some((token, behind)) = behind.split_first_mut() else { return };
        match token.kind {
            Kind::Word(Role::Document, _) => named = true,
            Kind::Mark('。') => named = false,
            Kind::Unknown if keeps(text, token, behind) => token.kind = Kind::Word(Role::Act, "in_force"),
            Kind::Word(Role::Act, act @ ("repealed" | "in_force")) => {
                let start = token.end;
                // 废止规范性文件4件，无宣布失效文件: other ones.
                let clause = before
                    .iter()
                    .rev()
                    .take_while(|word| !matches!(word.kind, Kind::Mark(_) | Kind::Quantity(_)));
                let denied = clause.into_iter().any(|word| word.is(Role::Not));
                if named && !denied && text.get(start..).is_some_and(|behind| behind.starts_with("文件")) {
                    let end = start + "文件".len();
                    for word in behind.iter_mut().take_while(|word| word.end <= end) {
                        word.kind = Kind::Word(Role::Filler, "");
                    }
                }
                let sought =
                    before.iter().rposition(|word| word.is(Role::Verb)).filter(|_| act == "in_force");
                let Some(from) = sought else { continue };
                let verb =
                    before.get(from).and_then(|verb| text.get(verb.start..token.start)).unwrap_or_default();
                if SOUGHT.contains(&verb) {
                    for word in before.iter_mut().skip(from) {
                        word.kind = Kind::Word(Role::Filler, "");
                    }
                }
            }
            _ => {}
        }
    }
}

/// 截至年底，保留规范性文件35件: so many are in force.
fn keeps(text: &str, token: &Token, behind: &[Token]) -> bool {
    let document = behind.first().is_some_and(|next| next.is(Role::Document));
    document && text_of(text, token) == KEPT && is_of_today(text, token.start)
}

/// Whether the clause says that it speaks of how things stand: 截至年底，保留规范性文件35件.
fn is_of_today(text: &str, at: usize) -> bool {
    const LONGEST: usize = "截至2023年12月31日，".len();
    let before = text.get(..at).unwrap_or_default();
    let clause = before.trim_end_matches('，').rsplit(['，', '；', '。']).next().unwrap_or_default();
    let stands = clause.starts_with("截至") || clause.starts_with("截止") || clause.starts_with("目前");
    stands && clause.len() <= LONGEST || before.ends_with('现')
}

/// 剩余4件转2024年办理: what is moved into a year is carried over.
fn carry_into_years(text: &str, tokens: &mut [Token]) {
    for at in 1..tokens.len() {
        if let Some([moved, year]) = tokens.get_mut(at - 1..=at)
            && matches!(year.kind, Kind::Year(_))
            && moved.kind == Kind::Unknown
            && text_of(text, moved) == MOVED
        {
            moved.kind = Kind::Word(Role::Carry, "");
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
        let first = at + usize::from(joined);
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

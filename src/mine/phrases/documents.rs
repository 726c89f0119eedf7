//! Runs of words around documents: titles, examples, what was done to those named before.

use super::{KEPT, text_of};
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::{Role, words};

/// 制定了《城市管理办法》等规范性文件3件, 办理护士注册等行政许可12件: examples leave the whole what it is. So do the titles
/// and numbers of documents before 等8件规范性文件.
pub(super) fn pass_over_examples(text: &str, tokens: &mut [Token]) {
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
                        || fee && matches!(token.kind, Kind::Word(Role::Foreign | Role::Verb, ""))
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

/// 发布市本级行政规范性文件24件, 公开以区政府名义制发的规范性文件: whose they are, behind what was done to them.
pub(super) fn whose_documents(text: &str, tokens: &mut [Token]) {
    let mut done = false;
    for at in 0..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let Some((token, behind)) = behind.split_first_mut() else { return };
        match token.kind {
            Kind::Mark(_) | Kind::Quantity(_) => done = false,
            Kind::Word(Role::Act | Role::Public, _) => done = true,
            // 主动公开市政府和市政府办公厅规范性文件42件.
            Kind::Word(Role::Document, _)
                if done && before.last().is_some_and(|last| !last.is(Role::Join)) =>
            {
                let of = |token: &&mut Token| match token.kind {
                    Kind::Unknown => words().ends_as_body(text_of(text, token)),
                    _ => token.is(Role::Join),
                };
                for token in before.iter_mut().rev().take_while(of) {
                    token.kind = Kind::Word(Role::Filler, "");
                }
            }
            Kind::Unknown if done && words().ends_as_body(text_of(text, token)) => {
                let named = behind.first().is_some_and(|next| text_of(text, next) == "名义");
                let by = before.last().is_some_and(|last| text_of(text, last) == "以");
                if named && by {
                    token.kind = Kind::Word(Role::Filler, "");
                }
            }
            _ => {}
        }
    }
}

/// What is done to see which documents are in force.
const CLEARED: [&str; 3] = ["清理", "梳理", "审查"];

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
pub(super) fn documents_named_before(text: &str, tokens: &mut [Token]) {
    const SOUGHT: [&str; 5] = ["梳理", "梳理出", "公布", "确认", "统计"];
    let mut named = false;
    for at in 0..tokens.len() {
        let (before, behind) = tokens.split_at_mut(at);
        let Some((token, behind)) = behind.split_first_mut() else { return };
        match token.kind {
            Kind::Word(Role::Document, _) => named = true,
            Kind::Mark('。') => named = false,
            Kind::Unknown if keeps(text, token, behind) => token.kind = Kind::Word(Role::Act, "in_force"),
            // 开展规范性文件清理，清理文件164件: those.
            Kind::Word(Role::Verb, _) if named && CLEARED.contains(&text_of(text, token)) => {
                let end = token.end + "文件".len();
                let those = text.get(token.end..).is_some_and(|behind| behind.starts_with("文件"));
                for word in behind.iter_mut().take_while(|word| those && word.end <= end) {
                    word.kind = Kind::Word(Role::Filler, "");
                }
            }
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

/// 新出台规范性文件6件，发布解读14篇；宣布失效3件: of the documents named before, which are named again in no width.
pub(super) fn repealed_of_those_named(tokens: &mut Vec<Token>) {
    let mut named = None;
    let mut at = 0;
    while let Some(token) = tokens.get(at).copied() {
        at += 1;
        match token.kind {
            Kind::Word(Role::Document, _) => named = Some(token.kind),
            Kind::Mark('。') => named = None,
            Kind::Mark('；') => {
                let behind = tokens.get(at..).unwrap_or_default();
                if let ([act, number, ..], Some(kind)) = (behind, named)
                    && act.kind == Kind::Word(Role::Act, "repealed")
                    && matches!(number.kind, Kind::Quantity(_))
                {
                    let start = act.end;
                    tokens.insert(at + 1, Token { start, end: start, kind });
                }
            }
            _ => {}
        }
    }
}

//! The words of a denial, taken apart: lists of which each item is denied, and results without what they are results of.

use crate::mine::meaning::Meaning;
use crate::mine::tokens::{Kind, Token};
use crate::mine::words::Role;

/// 无败诉或纠错的情况: lost in court, and corrected on reconsideration, with the dispute before each result.
pub(super) fn corrected_or_lost(tokens: &[Token]) -> Option<Vec<Token>> {
    let of = |token: &Token| match token.kind {
        Kind::Word(Role::Outcome, "lost") => Some("litigation"),
        Kind::Word(Role::Outcome, "overturned") => Some("reconsideration"),
        _ => None,
    };
    let results: Vec<&'static str> = tokens.iter().filter_map(of).collect();
    let both = matches!(results.as_slice(), [first, second] if first != second);
    let listed = tokens.iter().any(|token| token.is(Role::Join));
    // 被行政复议纠错或败诉: named before the result that is its own.
    let own = |token: &Token| token.kind == Kind::Word(Role::Dispute, "reconsideration");
    let named = tokens.iter().any(|token| token.is(Role::Dispute) && !own(token) || token.is(Role::Not));
    (both && listed && !named).then(|| {
        let with = |token: &Token| {
            let dispute =
                of(token).map(|of| Token { end: token.start, kind: Kind::Word(Role::Dispute, of), ..*token });
            dispute.into_iter().chain([*token])
        };
        tokens.iter().filter(|token| !own(token)).flat_map(with).collect()
    })
}

/// Where a denial ends that goes on behind a comma: 无因信息公开被申请复议，提起诉讼的情况.
pub(super) fn also_denied(tokens: &[Token], end: usize) -> usize {
    let dispute = |tokens: &[Token]| tokens.iter().any(|token| token.is(Role::Dispute));
    let (before, Some([mark, behind @ ..])) = (tokens.get(..end).unwrap_or_default(), tokens.get(end..))
    else {
        return end;
    };
    let next = behind.iter().position(|token| matches!(token.kind, Kind::Mark(_) | Kind::Quantity(_)));
    let clause = behind.get(..next.unwrap_or(behind.len())).unwrap_or_default();
    let counted =
        next.and_then(|next| behind.get(next)).is_some_and(|token| matches!(token.kind, Kind::Quantity(_)));
    let plain =
        |token: &Token| matches!(token.role(), Some(Role::Dispute | Role::Glue | Role::Join | Role::Filler));
    let goes_on = mark.kind == Kind::Mark('，') && !counted && dispute(before) && dispute(clause);
    if goes_on && clause.iter().all(plain) { end + 1 + clause.len() } else { end }
}

/// 制定、修改、废止规章: a verb between others of which the table has columns.
pub(super) fn is_listed_act(tokens: &[Token], verb: &Token) -> bool {
    let acts =
        tokens.iter().any(|token| token.is(Role::Act)) && tokens.iter().any(|token| token.is(Role::Document));
    let joined = |token: &Token| token.is(Role::Join) && (token.end == verb.start || token.start == verb.end);
    acts && verb.is(Role::Verb) && tokens.iter().any(joined)
}

/// A list without the word for what its items are.
pub(super) fn until_examples(tokens: &[Token]) -> &[Token] {
    let and_more = tokens.iter().rposition(|token| token.kind == Kind::Word(Role::Glue, "examples"));
    let Some((list, [_, behind @ ..])) = and_more.and_then(|at| tokens.split_at_checked(at)) else {
        return tokens;
    };
    let light = |token: &Token| {
        // 无复议、诉讼等行政争议: what the examples are of.
        token.kind == Kind::Unknown
            || token.kind == Kind::Word(Role::Dispute, "both")
            || matches!(token.role(), Some(Role::Glue | Role::Within | Role::Filler))
    };
    let several = list.iter().any(|token| token.is(Role::Join));
    if several && behind.iter().all(light) { list } else { tokens }
}

/// 无新增的规章和规范性文件: none of them was made.
pub(super) fn new_documents(tokens: &[Token]) -> Option<Vec<Token>> {
    let (first, rest) = tokens.split_first()?;
    let rest = match rest {
        [of, rest @ ..] if of.kind == Kind::Word(Role::Glue, "of") => rest,
        rest => rest,
    };
    let documents = rest.iter().any(|token| token.is(Role::Document));
    let act = Token { kind: Kind::Word(Role::Act, "issued"), ..*first };
    (first.kind == Kind::Word(Role::Verb, "new") && documents).then(|| [&[act], rest].concat())
}

/// A list without the items that we do not know, 无举报、复议和诉讼, for each is denied on its own; nothing where all are known.
pub(super) fn known_items(tokens: &[Token]) -> Option<Vec<Token>> {
    let items: Vec<&[Token]> = tokens.split(|token| token.is(Role::Join)).collect();
    // 未制定行政法规、规章: the first is none of a table, but what is denied of all is said with it.
    let act = |(index, item): (usize, &[Token])| {
        let acts = item.iter().take_while(|token| token.is(Role::Act)).count();
        let strange = item.get(acts..).unwrap_or_default();
        let unknown = |token: &Token| token.kind == Kind::Unknown;
        let named = strange.iter().any(unknown)
            && strange.iter().all(|token| unknown(token) || token.is(Role::Filler));
        (index == 0 && acts > 0 && named).then(|| item.get(..acts).unwrap_or_default().to_vec())
    };
    let first = items.first().and_then(|item| act((0, item)));
    if let (Some(first), Some(rest)) = (first, items.get(1..).filter(|rest| !rest.is_empty())) {
        let join = tokens.iter().find(|token| token.is(Role::Join)).copied();
        let rest: Vec<&[Token]> = rest.to_vec();
        let separator: Vec<Token> = join.into_iter().collect();
        return Some([first, rest.join(separator.as_slice())].concat());
    }
    let known = |(index, item): &(usize, &[Token])| {
        let meaning = Meaning::of(item, None);
        meaning.says_something() && (*index == 0 || meaning.unknown.before == 0)
    };
    let strange = |item: &[Token]| item.iter().any(|token| token.kind == Kind::Unknown);
    let items = || items.iter().copied().enumerate();
    let drops = items().any(|item| !known(&item) && strange(item.1));
    let kept: Vec<&[Token]> = items().filter(known).map(|(_, item)| item).collect();
    (drops && !kept.is_empty()).then(|| kept.concat())
}

//! Where a number stands, and what that says of it.

use rust_decimal::Decimal;

use super::Found;

/// Whether a place of a text stands in the title of a document.
pub(super) fn is_in_title(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let open = before.rfind('《').filter(|open| !before.get(*open..).unwrap_or_default().contains('》'));
    open.is_some() && text.get(at..).is_some_and(|behind| behind.contains('》'))
}

/// Whether a clause ends where `rest` begins.
pub(super) fn ends_there(rest: &str) -> bool {
    rest.chars()
        .next()
        .is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | '：' | '！' | '？' | ',' | '”'))
}

/// Whether a number without a counter may be a quantity: nothing follows it in its clause. Whether words that call for
/// a number stand before it is seen later.
pub(super) fn bare(found: &Found, rest: &str, before: &str, scaled: bool) -> bool {
    let year_like = found.number.is_some_and(|n| n >= Decimal::from(1978) && n <= Decimal::from(2100));
    let short = found.end - found.start <= 8;
    let zero =
        found.chinese && found.number == Some(Decimal::ZERO) && before.ends_with(['为', '是', '量', '数']);
    let listed = || before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '、');
    let given_out = || ["分别为", "依次为", "分别是"].iter().any(|word| listed().ends_with(word));
    let digits = !found.chinese && short && !year_like && !before.ends_with(['（', '“', '"', '.']);
    let digits = digits && (!before.ends_with('、') || given_out());
    // 网络申请数48（占70.6%）.
    let noted = digits && rest.starts_with('（') && before.ends_with(['数', '量']);
    noted
        || ends_there(rest) && !rest.starts_with(['）', '：', '”']) && (scaled || zero || digits)
        || zero && rest.is_empty()
        || digits && rest.starts_with('）') && before.ends_with(|c: char| c.is_alphabetic())
}

//! Folds a printed label to what it says: no white space, no punctuation, one width, one script, its number apart.
//!
//! `（三）不予公开`, `(三) 不予 公开` and `㈢不予公開` all fold to the words `不予公开` with the number [`Ordinal`] 三.

use std::sync::OnceLock;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::template::lists::{self, List};

/// The block of the common Chinese characters, all of which are letters.
const HANZI_FIRST: char = '\u{4e00}';
/// See [`HANZI_FIRST`].
const HANZI_LAST: char = '\u{9fff}';

/// A label without its typography.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Folded {
    /// Its words, without white space and punctuation, number and all, in simplified characters.
    pub(crate) words: CompactString,
    /// The words outside brackets, if there are brackets; otherwise empty. `本年增/减（指2019年…）` → `本年增减`.
    pub(crate) bare: CompactString,
    /// The number printed before the words.
    pub(crate) ordinal: Option<Ordinal>,
}

/// A number before a label. Its style tells the levels of the form apart: 一、 then （一） then 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Ordinal {
    /// 一、
    Chinese(u8),
    /// （一）
    Bracketed(u8),
    /// 1.
    Arabic(u8),
}

/// Whether two labels are numbered on different levels of the form, one （八）, the other 3.
pub(crate) fn other_level(one: Option<Ordinal>, other: Option<Ordinal>) -> bool {
    one.zip(other).is_some_and(|(one, other)| std::mem::discriminant(&one) != std::mem::discriminant(&other))
}

/// Folds a label. Costs one pass over the text.
pub(crate) fn fold(text: &str) -> Folded {
    let (ordinal, rest) = split_ordinal(text);
    let mut words = CompactString::with_capacity(rest.len());
    let mut bare = CompactString::default();
    let mut depth = 0u32;
    let mut bracketed = false;
    for c in rest.chars() {
        let c = match c {
            HANZI_FIRST..=HANZI_LAST => simplified(c),
            _ => match narrow(c) {
                '(' | '[' | '〔' | '【' => {
                    if !bracketed {
                        bare = words.clone();
                    }
                    depth += 1;
                    bracketed = true;
                    continue;
                }
                ')' | ']' | '〕' | '】' => {
                    depth = depth.saturating_sub(1);
                    continue;
                }
                c if c.is_alphanumeric() => simplified(c),
                _ => continue,
            },
        };
        words.push(c);
        if bracketed && depth == 0 {
            bare.push(c);
        }
    }
    Folded { words, bare, ordinal }
}

/// One width: full-width forms, compatibility forms and typographic variants as their plain character.
pub(crate) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200d}' | '\u{202f}' | '\u{feff}' => ' ',
        '−' | '–' | '—' | '―' | '─' | '‐' | '‑' | '‒' | '﹣' | '﹘' => '-',
        '﹢' => '+',
        '﹒' => '.',
        '﹐' | '‚' => ',',
        '⼀' => '一',
        _ => c,
    }
}

/// The simplified character of a traditional one; any other as it is.
#[inline]
pub(crate) fn simplified(c: char) -> char {
    static MAP: OnceLock<Vec<u16>> = OnceLock::new();
    const FIRST: u32 = 0x4e00;
    let map = MAP.get_or_init(|| {
        let mut map: Vec<u16> = (FIRST..0xa000).map(|c| c as u16).collect();
        for line in lists::text(List::Traditional).lines() {
            let mut pair = line.split(',').filter_map(|field| field.chars().next());
            if let (Some(from), Some(to)) = (pair.next(), pair.next())
                && let Some(place) = (from as u32).checked_sub(FIRST).and_then(|at| map.get_mut(at as usize))
            {
                *place = to as u32 as u16;
            }
        }
        map
    });
    let folded = (c as u32).checked_sub(FIRST).and_then(|at| map.get(at as usize));
    folded.and_then(|&folded| char::from_u32(folded.into())).unwrap_or(c)
}

fn split_ordinal(text: &str) -> (Option<Ordinal>, &str) {
    let text = text.trim_start_matches(|c: char| narrow(c) == ' ');
    let Some(first) = text.chars().next() else { return (None, text) };
    let after_first = text.get(first.len_utf8()..).unwrap_or_default();
    match first {
        '\u{3220}'..='\u{3229}' => {
            return (Some(Ordinal::Bracketed((first as u32 - 0x321f) as u8)), after_first);
        }
        '\u{2460}'..='\u{2473}' => {
            return (Some(Ordinal::Arabic((first as u32 - 0x245f) as u8)), after_first);
        }
        '\u{2488}'..='\u{249b}' => {
            return (Some(Ordinal::Arabic((first as u32 - 0x2487) as u8)), after_first);
        }
        _ => {}
    }
    let bracket = narrow(first) == '(';
    let body = if bracket { after_first } else { text };
    let (number, rest, chinese) = leading_number(body);
    let Some(number) = number else { return (None, text) };
    let rest = rest.trim_start_matches(|c: char| narrow(c) == ' ');
    let next = rest.chars().next();
    let after = |c: char| rest.get(c.len_utf8()..).unwrap_or_default();
    match next.map(|c| (c, narrow(c))) {
        Some((c, ')')) if bracket => (Some(Ordinal::Bracketed(number)), after(c).trim_start_matches('、')),
        _ if bracket => (None, text),
        Some((c, '、' | '.' | ',' | ':' | ')' | '·')) if chinese => {
            (Some(Ordinal::Chinese(number)), after(c))
        }
        Some((c, '、' | '.' | ',' | ')' | '·')) => (Some(Ordinal::Arabic(number)), after(c)),
        // 1属于国家秘密: the mark after the number was lost; words never begin with an Arabic numeral.
        Some((c, _)) if !chinese && c.is_alphabetic() && c != '年' => (Some(Ordinal::Arabic(number)), rest),
        _ => (None, text),
    }
}

/// A number from 1 to 20 at the start, what follows it, and whether it is written in Chinese.
fn leading_number(text: &str) -> (Option<u8>, &str, bool) {
    let digits = text.chars().take_while(|&c| narrow(c).is_ascii_digit()).count();
    if digits > 0 {
        let end = text.char_indices().nth(digits).map_or(text.len(), |(at, _)| at);
        let (number, rest) = text.split_at(end);
        let number: String = number.chars().map(narrow).collect();
        return (number.parse().ok().filter(|number| (1..=20).contains(number)), rest, false);
    }
    let mut value = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let digit = match c {
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            '十' => 10,
            _ => break,
        };
        value += digit;
        end = at + c.len_utf8();
        if value > 20 {
            break;
        }
    }
    let rest = text.get(end..).unwrap_or_default();
    ((end > 0 && value <= 20).then_some(value), rest, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        fold(text).words.to_string()
    }

    #[test]
    fn typography_is_dropped() {
        assert_eq!(words("（三）不予公开"), "不予公开");
        assert_eq!(words("(三) 不予 公開"), "不予公开");
        assert_eq!(words("三 、 本 年 度办 理 结果"), "本年度办理结果");
        assert_eq!(words("3.危及“三安全一稳定”"), "危及三安全一稳定");
        assert_eq!(words("本年\u{3000}制发件数"), "本年制发件数");
    }

    #[test]
    fn the_number_is_kept_apart() {
        assert_eq!(fold("（三）不予公开").ordinal, Some(Ordinal::Bracketed(3)));
        assert_eq!(fold("㈢不予公开").ordinal, Some(Ordinal::Bracketed(3)));
        assert_eq!(fold("四、结转下年度继续办理").ordinal, Some(Ordinal::Chinese(4)));
        assert_eq!(fold("１．属于国家秘密").ordinal, Some(Ordinal::Arabic(1)));
        assert_eq!(fold("8属于行政查询事项").ordinal, Some(Ordinal::Arabic(8)));
        assert_eq!(fold("三安全一稳定").ordinal, None);
        assert_eq!(words("三安全一稳定"), "三安全一稳定");
        assert_eq!(fold("2023年").ordinal, None);
    }

    #[test]
    fn words_in_brackets_can_be_left_out() {
        let folded = fold("本年增/减 (指2019年增加或减少的事项数)");
        assert_eq!(folded.bare, "本年增减");
        assert_eq!(fold("本年增/减").bare, "");
    }
}

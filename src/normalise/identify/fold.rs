//! Text as it is compared: no white space, one form of every digit and bracket, one script, years in Arabic digits.
//!
//! One printed character becomes one folded character or none, so that a count of folded characters leads back to the
//! printed text.

use crate::normalise::fold::simplified;

/// Folds a text. `2023 年`, `２０２３年` and `二〇二三年` all become `2023年`; brackets and commas become Chinese ones.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for printed in text.chars() {
        let Some(character) = fold_char(printed) else { continue };
        let character = simplified(character);
        folded.push(character);
        if character == '年' {
            year_in_digits(&mut folded);
        }
    }
    folded
}

/// A name as printed, only without white space: the place in `text` that folds to `name`.
pub(super) fn as_printed(text: &str, name: &str) -> Option<String> {
    let folded = fold(text);
    let start = folded.get(..folded.find(name)?)?.chars().count();
    let place = printed(text, start, start + name.chars().count());
    Some(place.chars().filter_map(fold_char).collect())
}

/// Whether a text is in traditional characters, at least in part.
pub(super) fn is_traditional(text: &str) -> bool {
    text.chars().any(|character| simplified(character) != character)
}

/// One character without regard to script, or nothing where it is dropped.
#[inline]
fn fold_char(printed: char) -> Option<char> {
    match printed {
        '\u{4e00}'..='\u{9fff}' | '0'..='9' | 'a'..='z' | 'A'..='Z' => Some(printed),
        '(' => Some('（'),
        ')' => Some('）'),
        ',' => Some('，'),
        ':' => Some('：'),
        ';' => Some('；'),
        '０'..='９'
        | 'Ａ'..='Ｚ'
        | 'ａ'..='ｚ'
        | '．'
        | '－'
        | '＿'
        | '｜'
        | '＞'
        | '＜'
        | '［'
        | '］'
        | '／' => char::from_u32(printed as u32 - 0xfee0),
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => None,
        _ if printed.is_whitespace() => None,
        _ => Some(printed),
    }
}

/// The digit that a Chinese numeral stands for in a year.
fn year_digit(character: char) -> Option<char> {
    Some(match character {
        '〇' | '○' | '零' | 'O' | 'o' | 'Ｏ' | '◯' | '0' => '0',
        '一' | '1' => '1',
        '二' | '2' => '2',
        '三' | '3' => '3',
        '四' | '4' => '4',
        '五' | '5' => '5',
        '六' | '6' => '6',
        '七' | '7' => '7',
        '八' | '8' => '8',
        '九' | '9' => '9',
        _ => return None,
    })
}

/// Turns the four numerals before the 年 that ends `folded` into digits, if they are numerals.
fn year_in_digits(folded: &mut String) {
    let before = folded.strip_suffix('年').unwrap_or(folded);
    let Some((start, _)) = before.char_indices().rev().nth(3) else { return };
    let numerals = before.get(start..).unwrap_or_default();
    if numerals.is_ascii() && !numerals.contains(['O', 'o']) {
        return;
    }
    let Some(digits) = numerals.chars().map(year_digit).collect::<Option<String>>() else { return };
    folded.truncate(start);
    folded.push_str(&digits);
    folded.push('年');
}

/// The part of a printed text that the folded characters `start..end` come from.
pub(super) fn printed(text: &str, start: usize, end: usize) -> &str {
    let mut places = text.char_indices().filter(|&(_, c)| fold_char(c).is_some());
    let from = places.nth(start).map_or(text.len(), |(at, _)| at);
    let to = match end.checked_sub(start + 1) {
        None => from,
        Some(0) => from + text.get(from..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8),
        Some(more) => places.nth(more - 1).map_or(text.len(), |(at, c)| at + c.len_utf8()),
    };
    text.get(from..to).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_digits_whatever_they_are_printed_in() {
        assert_eq!(fold("二〇二三年 度"), "2023年度");
        assert_eq!(fold("二○二O年"), "2020年");
        assert_eq!(fold("２０２１ 年（全文）"), "2021年（全文）");
        assert_eq!(fold("第一、二、三年"), "第一、二、三年");
        assert_eq!(fold("十二年"), "十二年");
    }

    #[test]
    fn folded_places_lead_back_to_the_printed_text() {
        let text = " 青岚市 财政局  2023 年报告 浏览";
        assert_eq!(printed(text, 0, 13), "青岚市 财政局  2023 年报告");
        assert_eq!(printed(text, 3, 4), "财");
        assert_eq!(printed(text, 2, 2), "");
    }
}

//! A sentence as it is searched: without white space, digits and punctuation in one form each, simplified characters.

use crate::normalise::simplified;

/// Folds a sentence. White space between two digits stays, for it may part two numbers.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Where the run begins that is kept as it is printed: most of a sentence is.
    let mut kept = 0;
    let mut space = false;
    for (at, printed) in text.char_indices() {
        let character = fold_char(printed);
        if character == Some(printed) && !space {
            continue;
        }
        folded.push_str(text.get(kept..at).unwrap_or_default());
        kept = at + printed.len_utf8();
        let Some(character) = character else {
            space |= printed.is_whitespace();
            continue;
        };
        if std::mem::take(&mut space)
            && character.is_ascii_digit()
            && folded.ends_with(|last: char| last.is_ascii_digit())
        {
            folded.push(' ');
        }
        folded.push(character);
    }
    folded.push_str(text.get(kept..).unwrap_or_default());
    // A sentence may end with the full stop of another script.
    if folded.ends_with('.') {
        folded.pop();
        folded.push('。');
    }
    folded
}

/// One character, or nothing where it is dropped.
#[inline]
fn fold_char(printed: char) -> Option<char> {
    Some(match printed {
        '\u{4e00}'..='\u{9fff}' => simplified(printed),
        '0'..='9' | 'a'..='z' | 'A'..='Z' | '.' | ',' | '%' => printed,
        '(' => '（',
        ')' => '）',
        ':' => '：',
        ';' | '；' => '；',
        '！' | '!' => '！',
        '?' => '？',
        '％' | '﹪' | '٪' => '%',
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' => {
            char::from_u32(printed as u32 - 0xfee0).unwrap_or(printed)
        }
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => return None,
        _ if printed.is_whitespace() => return None,
        _ => printed,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_gone_and_two_numbers_stay_two() {
        assert_eq!(fold("全年 收到 申請９４ 件(自然人 90 件)"), "全年收到申请94件（自然人90件）");
        assert_eq!(fold("12 345 件，办结率 99.49％"), "12 345件，办结率99.49%");
    }
}

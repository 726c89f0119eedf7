//! Numbers as they are written: digits with separators, Chinese numerals.

use rust_decimal::Decimal;

/// Digits with separators and a decimal part: how long, and the number unless it cannot be told.
pub(super) fn arabic(text: &str) -> (usize, Option<Decimal>) {
    let mut digits = String::new();
    let mut end = 0;
    let digits_at = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len()
    };
    let run = digits_at(0);
    digits.push_str(text.get(..run).unwrap_or_default());
    end += run;
    let mut grouped = run <= 3;
    let mut torn = false;
    loop {
        let rest = text.get(end..).unwrap_or_default();
        let Some(mark) = rest.chars().next().filter(|mark| matches!(mark, ',' | '，' | ' ')) else { break };
        let at = end + mark.len_utf8();
        let run = digits_at(at);
        if run == 3 && grouped {
            digits.push_str(text.get(at..at + run).unwrap_or_default());
            end = at + run;
        } else {
            if mark == ' ' {
                // Two runs of digits side by side: one number torn apart, or two numbers.
                torn = true;
                end = at + run;
            }
            break;
        }
        grouped = true;
    }
    if text.get(end..).is_some_and(|rest| rest.starts_with('.')) {
        let run = digits_at(end + 1);
        if run > 0 {
            digits.push('.');
            digits.push_str(text.get(end + 1..end + 1 + run).unwrap_or_default());
            end += 1 + run;
            if text.get(end..).is_some_and(|rest| rest.starts_with('.')) && digits_at(end + 1) > 0 {
                // 2023.1.1
                end += 1 + digits_at(end + 1);
                torn = true;
            }
        }
    }
    let number = match digits.parse::<i64>() {
        _ if torn || digits.len() > 18 => None,
        Ok(whole) => Some(Decimal::from(whole)),
        Err(_) => digits.parse().ok(),
    };
    (end, number)
}

/// Whether a character is a Chinese digit or unit: as [`chinese_digit`] has it, quicker where it is none.
pub(super) fn is_chinese_digit(c: char) -> bool {
    /// A bit for each of them, by its number.
    const BITS: u64 = {
        let all = [
            '零', '〇', '○', '一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十', '廿', '卅',
            '百', '千',
        ];
        let (mut bits, mut rest): (u64, &[char]) = (0, &all);
        while let [c, behind @ ..] = rest {
            bits |= 1 << (*c as u32 % 64);
            rest = behind;
        }
        bits
    };
    BITS >> (c as u32 % 64) & 1 == 1 && chinese_digit(c).is_some()
}

/// What it counts.
pub(super) fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        '廿' => 20,
        '卅' => 30,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

/// How long the Chinese numeral is that a text begins with; 点 counts where digits follow, 万 where a numeral stands before.
pub(super) fn numeral_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let point = c == '点'
            && end > 0
            && chars.peek().is_some_and(|(_, next)| chinese_digit(*next).is_some_and(|digit| digit < 10));
        if chinese_digit(c).is_none() && !(end > 0 && matches!(c, '万' | '亿')) && !point {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// The value of a Chinese numeral: 三百二十一, 二〇二三, 一点五.
pub(super) fn chinese(text: &str) -> Option<Decimal> {
    if let Some((whole, part)) = text.split_once('点') {
        let digits: String = part.chars().filter_map(chinese_digit).map(|digit| digit.to_string()).collect();
        return format!("{}.{digits}", chinese(whole)?).parse().ok();
    }
    let spelled = !text.chars().any(|c| matches!(c, '十' | '廿' | '卅' | '百' | '千' | '万' | '亿'));
    if spelled {
        let digits = || text.chars().filter_map(chinese_digit);
        let count = digits().count();
        if count > 1 && text.contains('两') || count > 9 || count == 0 {
            return None;
        }
        return Some(Decimal::from(digits().fold(0, |number: u32, digit| number * 10 + digit)));
    }
    let (mut total, mut section, mut digit) = (0u64, 0u64, None);
    for c in text.chars() {
        match (c, chinese_digit(c)) {
            (_, Some(0)) => digit = None,
            (_, Some(value)) if value < 10 => {
                if digit.is_some() {
                    return None;
                }
                digit = Some(u64::from(value));
            }
            (_, Some(tens @ (20 | 30))) => {
                if digit.is_some() {
                    return None;
                }
                section += u64::from(tens);
            }
            (_, Some(unit)) => {
                if digit.is_none()
                    && (section > 0 || unit > 10 && total == 0 && section == 0 && text.len() > 3)
                {
                    return None;
                }
                section += digit.take().unwrap_or(1) * u64::from(unit);
            }
            ('万', _) => {
                total += (section + digit.take().unwrap_or(0)) * 10_000;
                section = 0;
            }
            _ => {
                total = (total + section + digit.take().unwrap_or(0)) * 100_000_000;
                section = 0;
            }
        }
    }
    Some(Decimal::from(total + section + digit.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quick_look_at_a_character_says_what_the_long_one_does() {
        for c in (0..=0xFFFF).filter_map(char::from_u32) {
            assert_eq!(is_chinese_digit(c), chinese_digit(c).is_some(), "{c}");
        }
    }

    #[test]
    fn tens_may_have_a_character_of_their_own() {
        let read = |text| chinese(text).map(|number| number.to_string());
        assert_eq!(
            ["廿六", "卅", "一百廿六", "廿六万"].map(read),
            ["26", "30", "126", "260000"].map(|n| Some(n.into()))
        );
        assert_eq!(read("二廿"), None);
    }
}

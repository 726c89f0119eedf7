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
    let number = if torn || digits.len() > 18 { None } else { digits.parse().ok() };
    (end, number)
}

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
    let spelled = !text.chars().any(|c| matches!(c, '十' | '百' | '千' | '万' | '亿'));
    if spelled {
        let digits: Vec<u32> = text.chars().filter_map(chinese_digit).collect();
        if digits.len() > 1 && text.contains('两') || digits.len() > 9 {
            return None;
        }
        return digits.iter().map(u32::to_string).collect::<String>().parse().ok();
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

//! Years in folded text, told from other numbers.

/// The years that a report can be on: the rules on disclosure date from 2008, some cities reported from 2004.
const YEARS: std::ops::RangeInclusive<u16> = 1990..=2100;

/// Four digits that can be a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct YearAt {
    /// Where the digits begin.
    pub(super) start: usize,
    /// Where the digits end.
    pub(super) end: usize,
    pub(super) year: u16,
}

/// All years in a folded text, from left to right.
pub(super) fn years(text: &str) -> impl Iterator<Item = YearAt> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            let count = bytes.get(start..)?.iter().take_while(|b| b.is_ascii_digit()).count();
            at = start + count;
            let year = text.get(start..at).filter(|_| count == 4).and_then(|digits| digits.parse().ok());
            if let Some(year) = year.filter(|year| YEARS.contains(year) && !decimals_follow(text, at)) {
                return Some(YearAt { start, end: at, year });
            }
        }
        None
    })
}

/// Whether a decimal mark and decimals follow, as in 2021.5; in the date 2021.5.8 they do not.
fn decimals_follow(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.strip_prefix('.').is_some_and(|rest| match digits(rest) {
        0 => false,
        count => !rest.get(count..).unwrap_or_default().starts_with('.'),
    })
}

/// A day or a month that begins at the start of a text: `年1月29日`, `-01-29`, `.1.29`, `/1/29`; its length in bytes.
pub(super) fn rest_of_date(after_year: &str) -> Option<usize> {
    let rest = after_year.strip_prefix(['年', '-', '.', '/', '－', '—'])?;
    let month = digits(rest);
    let after_month = rest.get(month..)?.strip_prefix(['月', '-', '.', '/', '－']);
    let rest = after_month.filter(|_| (1..=2).contains(&month))?;
    let day = digits(rest);
    let rest = rest.get(day..)?;
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    Some(after_year.len() - rest.len())
}

/// How many digits a text begins with.
fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Year and month of a folded text that is nothing but a date.
pub(super) fn date(text: &str) -> Option<(u16, Option<u8>)> {
    let text = text.trim_matches(['（', '）', '。', '　']);
    let first = years(text).next().filter(|found| found.start == 0)?;
    let after = text.get(first.end..)?;
    let length = rest_of_date(after).or_else(|| chinese_date(after))?;
    if length != after.len() {
        return None;
    }
    let month = after.chars().skip(1).take_while(char::is_ascii_digit).collect::<String>();
    Some((first.year, month.parse().ok()))
}

/// `年一月二十九日`: month and day in Chinese numerals; its length in bytes.
fn chinese_date(after_year: &str) -> Option<usize> {
    let rest = after_year.strip_prefix('年')?;
    let numeral = |c: char| "一二三四五六七八九十廿元正〇○零".contains(c) || c.is_ascii_digit();
    let rest = rest.trim_start_matches(numeral).strip_prefix('月')?;
    let rest = rest.trim_start_matches(numeral);
    let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
    Some(after_year.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<u16> {
        years(text).map(|found| found.year).collect()
    }

    #[test]
    fn only_four_digits_in_range_are_years() {
        assert_eq!(found("2023年新收12345件，2022年2021.5万元，1949年"), [2023, 2022]);
        assert_eq!(found("自202111日起至2021年12月30日止"), [2021]);
    }

    #[test]
    fn dates_stand_alone() {
        assert_eq!(date("2024年1月29日"), Some((2024, Some(1))));
        assert_eq!(date("2024-01-29"), Some((2024, Some(1))));
        assert_eq!(date("2024.1.9"), Some((2024, Some(1))));
        assert_eq!(date("2024年一月二十九日"), Some((2024, None)));
        assert_eq!(date("2024年1月29日起施行"), None);
        assert_eq!(date("2024年"), None);
    }
}

//! A sentence without what a page sets between and into its words: blanks of every width, wide figures, commas between thousands.

/// Characters that take no place, which are no white space by their class.
const NO_WIDTH: [char; 5] = ['\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];
/// How many figures stand behind a comma between thousands.
const THOUSANDS: usize = 3;

/// 新收申请 1,156 件 as 新收申请1156件. Of blanks between two figures, or two letters, one stays: they part numbers.
pub(super) fn bare(sentence: &str) -> String {
    let is_blank = |c: &char| c.is_whitespace() || NO_WIDTH.contains(c);
    let mut bare = String::with_capacity(sentence.len());
    let mut parted = false;
    for c in sentence.trim().chars() {
        if is_blank(&c) {
            parted |= c.is_whitespace();
            continue;
        }
        let c = narrow(c);
        let before = bare.chars().next_back();
        if parted && c.is_ascii_alphanumeric() && before.is_some_and(|before| before.is_ascii_alphanumeric())
        {
            bare.push(' ');
        }
        parted = false;
        bare.push(c);
    }
    without_commas(&bare)
}

/// A wide figure or sign as the narrow one.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => u32::from(c)
            .checked_sub(u32::from('０'))
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(c),
        '％' => '%',
        other => other,
    }
}

/// 1,156 as 1156. A comma is one between thousands where one to three figures stand before the first and three behind each.
fn without_commas(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(char::is_ascii_digit);
    let figures_behind = |at: usize| (at + 1..).take_while(|&at| is_digit(at)).count();
    let figures_before = |at: usize| (0..at).rev().take_while(|&at| is_digit(at)).count();
    let parts = |at: usize| {
        let before = figures_before(at);
        chars.get(at) == Some(&',') && (1..=THOUSANDS).contains(&before) && figures_behind(at) == THOUSANDS
    };
    chars.iter().enumerate().filter(|&(at, _)| !parts(at)).map(|(_, c)| *c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_taken_out_where_they_part_no_numbers() {
        assert_eq!(bare(" 新收申请 20\u{a0}件，\u{3000}占 ５０．5 ％。"), "新收申请20件，占50．5%。");
        assert_eq!(bare("截至 2022\u{2009}年 12 月 31 日"), "截至2022年12月31日");
        assert_eq!(bare("受理 12 3 件，app  store"), "受理12 3件，app store");
        assert_eq!(bare("公开1,156,003条、2,15条、2022,156条"), "公开1156003条、2,15条、2022,156条");
    }
}

//! Reads one cell as a number, or says why it is none.
//!
//! Knows the ways in which reports print numbers: full-width digits, thousands separators of both widths, spaces inside,
//! signs in words (增 减), units (12件, 251000元), notes (22（其中修订16件）). Exact decimals throughout.

use std::sync::OnceLock;

use rust_decimal::Decimal;

use super::fold::narrow;
use crate::document::DRAWN;
use crate::report::{Missing, Value};
use crate::template::Unit;
use crate::template::lists::{self, List};

/// A cell as a number, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The number as printed, before any conversion of units, or why there is none.
    pub(crate) value: Value,
    /// The sum of money it was printed in, where the cell says so.
    pub(crate) money: Option<Unit>,
    /// It is a number of things: 12件.
    pub(crate) counter: bool,
    /// A note stands beside the number, or a nought before it that says nothing, as where two numbers ran together.
    pub(crate) note: bool,
    /// Spaces stood between its digits: a thousands separator in print, or a torn number, or two numbers.
    pub(crate) joined: bool,
    /// The cell holds a mark or a word that stands for no value: /, -, 无; or a drawing that stands for one.
    nil: bool,
}

/// A cell with more characters than this holds a sentence, whatever its digits.
const LONGEST_NUMBER: usize = 80;
/// Digits that a decimal holds exactly.
const MOST_DIGITS: usize = 26;

impl Reading {
    const fn missing(missing: Missing) -> Reading {
        Reading {
            value: Value::Missing(missing),
            money: None,
            counter: false,
            note: false,
            joined: false,
            nil: false,
        }
    }

    const fn nil(missing: Missing) -> Reading {
        Reading { nil: true, ..Reading::missing(missing) }
    }

    const fn number(number: Decimal) -> Reading {
        Reading {
            value: Value::Number(number),
            money: None,
            counter: false,
            note: false,
            joined: false,
            nil: false,
        }
    }

    /// Words, for text that is known not to be a number.
    pub(crate) const WORDS: Reading = Reading::missing(Missing::Text);

    /// Something that is printed, and of which it is not known what it says.
    pub(crate) const UNREADABLE: Reading = Reading::missing(Missing::Unreadable);

    /// Whether the cell holds a value or a mark that stands for one, not words.
    pub(crate) fn is_value(&self) -> bool {
        self.nil || matches!(self.value, Value::Number(_))
    }

    /// Whether nothing is printed.
    pub(crate) fn is_blank(&self) -> bool {
        self.value == Value::Missing(Missing::Blank)
    }
}

/// Reads a cell. Never guesses: what is not plainly one number is [`Missing::Unreadable`] if it has digits, else
/// [`Missing::Text`].
pub(crate) fn read(text: &str) -> Reading {
    // Most cells are digits and nothing else: nothing is to be trimmed then.
    if let Some(number) = plain(text) {
        return Reading { note: is_padded(text), ..Reading::number(number) };
    }
    let text = text.trim_matches(|c: char| narrow(c) == ' ' || c.is_whitespace());
    if text.is_empty() {
        return Reading::missing(Missing::Blank);
    }
    if let Some(number) = plain(text) {
        return Reading { note: is_padded(text), ..Reading::number(number) };
    }
    if text.starts_with(DRAWN) && text.chars().all(|c| c == DRAWN) {
        return Reading::nil(Missing::Unreadable);
    }
    if let Some(missing) = nil(text) {
        return Reading::nil(missing);
    }
    if nil_words().contains(&text) {
        return Reading::nil(Missing::Text);
    }
    // Full-width digits begin with this byte.
    if !text.bytes().any(|byte| byte.is_ascii_digit() || byte == 0xEF) {
        return Reading::missing(Missing::Text);
    }
    let chars = || text.chars().take(LONGEST_NUMBER + 1).map(narrow);
    if !chars().any(|c| c.is_ascii_digit()) {
        return Reading::missing(Missing::Text);
    }
    let chars: Vec<char> = chars().collect();
    let number = if chars.len() > LONGEST_NUMBER { None } else { Parser { chars: &chars, at: 0 }.number() };
    number.unwrap_or(Reading::missing(Missing::Unreadable))
}

/// The common case: nothing but ASCII digits.
fn plain(text: &str) -> Option<Decimal> {
    if text.len() > 18 || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse::<i64>().ok().map(Decimal::from)
}

/// Whether a number begins with a nought that says nothing: nobody writes 06 for 6.
fn is_padded(digits: &str) -> bool {
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    whole.starts_with('0') && whole.bytes().any(|digit| digit != b'0')
}

/// The mark that a cell holds and nothing else, once or repeated.
fn nil(text: &str) -> Option<Missing> {
    let mut marks = text.chars().take(LONGEST_NUMBER + 1).map(narrow).filter(|&c| c != ' ');
    let first = marks.next()?;
    let missing = match first {
        '/' | '\\' | '╱' | '∕' => Missing::Slash,
        '-' | '_' => Missing::Dash,
        '一' if text.chars().nth(1).is_none() => Missing::Dash,
        _ => return None,
    };
    marks.all(|c| c == first).then_some(missing)
}

/// The words that stand for no value, read on first use.
fn nil_words() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&str>> = OnceLock::new();
    WORDS.get_or_init(|| lists::text(List::Nil).lines().collect())
}

struct Parser<'a> {
    chars: &'a [char],
    at: usize,
}

impl Parser<'_> {
    /// sign? digits (unit)? (note)?
    fn number(&mut self) -> Option<Reading> {
        let negative = self.sign()?;
        let (digits, joined) = self.digits()?;
        let mut number = Decimal::from_str_exact(&digits).ok()?;
        number.set_sign_negative(negative && !number.is_zero());
        let (scale, money, counter) = self.unit();
        let number = number.checked_mul(Decimal::from(scale))?;
        self.stop();
        let note = self.note()? || is_padded(&digits);
        Some(Reading { money, counter, note, joined, ..Reading::number(number) })
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn eat(&mut self, word: &str) -> bool {
        let rest = self.chars.get(self.at..).unwrap_or_default();
        let length = word.chars().count();
        let found = rest.len() >= length && word.chars().zip(rest).all(|(a, b)| a == *b);
        if found {
            self.at += length;
        }
        found
    }

    /// Whether the number is negative; nothing if a sign stands twice.
    fn sign(&mut self) -> Option<bool> {
        let negative = match self.peek()? {
            '+' => {
                self.at += 1;
                false
            }
            '-' => {
                self.at += 1;
                true
            }
            _ if self.eat("减少") || self.eat("减") || self.eat("減少") || self.eat("減") => true,
            _ => {
                let _ = self.eat("增加") || self.eat("增");
                false
            }
        };
        self.skip_spaces();
        Some(negative)
    }

    /// The digits as a plain decimal, and whether spaces stood between them.
    fn digits(&mut self) -> Option<(String, bool)> {
        let rest = self.chars.get(self.at..)?;
        let of_number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
        let length = rest.iter().take_while(|c| of_number(c)).count();
        let end = rest.get(..length)?.iter().rposition(char::is_ascii_digit)? + 1;
        let body = rest.get(..end)?;
        self.at += end;
        let joined = body.contains(&' ');
        let body: String = body.iter().filter(|c| **c != ' ').collect();
        let (integer, fraction) = body.split_once('.').map_or((body.as_str(), None), |(i, f)| (i, Some(f)));
        let groups: Vec<&str> = integer.split([',', '\'']).collect();
        let thousands = groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.iter().skip(1).all(|group| group.len() == 3);
        let digits = groups.concat();
        let whole = fraction
            .is_none_or(|fraction| !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit()));
        if digits.is_empty() || !whole || (groups.len() > 1 && !thousands) || body.len() > MOST_DIGITS {
            return None;
        }
        Some((fraction.map_or(digits.clone(), |fraction| format!("{digits}.{fraction}")), joined))
    }

    /// What to multiply by, the unit of money if the cell names one, and whether it names what things are counted with.
    fn unit(&mut self) -> (i64, Option<Unit>, bool) {
        self.skip_spaces();
        if self.eat("万元") {
            (1, Some(Unit::TenThousandYuan), false)
        } else if self.eat("亿元") {
            (10_000, Some(Unit::TenThousandYuan), false)
        } else if self.eat("元") {
            (1, Some(Unit::Yuan), false)
        } else {
            let counter = [
                "件次", "人次", "件", "项", "个", "条", "次", "宗", "份", "起", "部", "例", "项次", "批次",
                "批",
            ]
            .iter()
            .any(|counter| self.eat(counter));
            (1, None, counter)
        }
    }

    /// Eats the stop that ends a sentence or a list.
    fn stop(&mut self) {
        if self.chars.len() == self.at + 1 && matches!(self.peek(), Some(';' | '。' | '.' | ',' | '、')) {
            self.at += 1;
        }
    }

    /// Whether a note follows; nothing if anything else does.
    fn note(&mut self) -> Option<bool> {
        self.skip_spaces();
        let Some(first) = self.peek() else { return Some(false) };
        let last = *self.chars.last()?;
        let bracketed = matches!((first, last), ('(', ')') | ('[', ']') | ('〔', '〕') | ('【', '】'));
        let mark = self.chars.len() == self.at + 1
            && (first == '*' || ('\u{2460}'..='\u{2473}').contains(&first) || first == '※');
        (bracketed || mark).then_some(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> String {
        match read(text).value {
            Value::Number(number) => number.to_string(),
            Value::Missing(missing) => missing.as_str().to_string(),
        }
    }

    #[test]
    fn a_nought_before_a_number_is_noted() {
        let noted = |text: &str| read(text).note;
        assert!(noted("06") && noted(" 00120 ") && noted("００１"));
        assert!(!noted("0") && !noted("00") && !noted("10") && !noted("0.5"));
    }

    #[test]
    fn numbers_as_reports_print_them() {
        for (printed, expected) in [
            ("0", "0"),
            ("11398889", "11398889"),
            ("１２", "12"),
            ("1,234", "1234"),
            ("1，234，567", "1234567"),
            ("12,345.60", "12345.60"),
            ("1 234", "1234"),
            ("6 9 ， 7 1 3", "69713"),
            ("59237.2449", "59237.2449"),
            ("+19", "19"),
            ("-35", "-35"),
            ("−11", "-11"),
            ("减3", "-3"),
            ("增加 8", "8"),
            ("-0", "0"),
            ("12件", "12"),
            ("22（其中修订16件）", "22"),
            ("55(含自然失效29件)", "55"),
            ("22件（其中修订16件）", "22"),
            ("251000元", "251000"),
            ("43.788万元", "43.788"),
            ("1.2亿元", "12000.0"),
            ("3①", "3"),
            ("8；", "8"),
            ("0.", "0"),
        ] {
            assert_eq!(number(printed), expected, "{printed}");
        }
    }

    #[test]
    fn nil_marks_are_kept_apart() {
        for (printed, expected) in [
            ("", "blank"),
            (" \u{a0}\u{3000}", "blank"),
            ("/", "slash"),
            ("／", "slash"),
            ("-", "dash"),
            ("—", "dash"),
            ("——", "dash"),
            ("一", "dash"),
            ("无", "text"),
            ("本单位未制作规章", "text"),
        ] {
            assert_eq!(number(printed), expected, "{printed}");
        }
    }

    #[test]
    fn what_is_not_plainly_one_number_is_not_read() {
        for printed in
            ["12,34", "1.2.3", "3/5", "2023年", "约20", "12%", "1、2", "(5)", "5 (", "16件其中3件", "1,2345"]
        {
            assert_eq!(number(printed), "unreadable", "{printed}");
        }
    }

    #[test]
    fn the_unit_of_money_and_notes_are_reported() {
        assert_eq!(read("70487元").money, Some(Unit::Yuan));
        assert_eq!(read("0.37万元").money, Some(Unit::TenThousandYuan));
        assert_eq!(read("12件").money, None);
        assert!(read("12件").counter && !read("12元").counter && !read("12").counter);
        assert!(read("22（其中修订16件）").note && !read("22").note);
        assert!(read("1 2").joined && read("1 234").joined && !read("1,234").joined);
    }
}

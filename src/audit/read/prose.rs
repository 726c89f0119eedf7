//! What the running text states: `prose_figures.csv`, report by report, beside the tables.

use std::path::Path;

use compact_str::CompactString;
use rust_decimal::Decimal;

use super::amount::Amount;
use super::as_printed::{as_fine_as_printed, is_printed_with_nought};
use super::bare::bare;
use super::input::Reports;
use super::portions::{Portion, mark};
use super::table::Table;
use crate::audit::context::Context;
use crate::audit::words::{ADJUSTED, CARRIED, LAST_YEAR, NOT_COUNTS, OTHER_BASE, OTHER_MEASURES};
use crate::dataset::DatasetError;
use crate::template::{FieldId, Unit};

/// The file; it need not be there.
pub(in crate::audit) const FILE: &str = "prose_figures.csv";

const COLUMNS: [&str; 12] = [
    "report_id",
    "sentence_no",
    "sentence",
    "subject",
    "counter",
    "value",
    "bound",
    "about_year",
    "share_of",
    "key",
    "key_from",
    "year",
];
/// Larger numbers are counts of nothing that a report is on; they are not compared, and sums of others never overflow.
const LARGEST: i64 = 1_000_000_000_000_000;
/// How many of them must be there.
const NEEDED: usize = 10;

/// One number in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::audit) struct Stated {
    /// Which sentence of the report.
    pub(in crate::audit) sentence_no: String,
    /// The sentence without blanks, as numbers and words are looked for in it.
    pub(in crate::audit) sentence: String,
    /// The sentence as printed, as findings quote it.
    pub(in crate::audit) printed: String,
    /// What is counted, in its words.
    pub(in crate::audit) subject: String,
    /// The word that counts: 件, 万元, %.
    pub(in crate::audit) counter: String,
    /// The number.
    pub(in crate::audit) value: Decimal,
    /// How exact it is.
    pub(in crate::audit) bound: Bound,
    /// The year spoken of, if it can be told.
    pub(in crate::audit) about_year: Option<u16>,
    /// The year of the report as these rows have it; `figures.csv` may have been given another one since.
    pub(in crate::audit) of_year: Option<u16>,
    /// Of a share or a change: what it is one of.
    pub(in crate::audit) share_of: String,
    /// The figures it may be: sums joined by ` + `, readings by ` | `.
    pub(in crate::audit) key: String,
    /// Whether its words say that it is these, or some of them only.
    pub(in crate::audit) portion: Portion,
}

/// How a stated number stands to the true one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::audit) enum Bound {
    /// It is that number.
    Exact,
    /// About that many.
    Approx,
    /// That many or more.
    AtLeast,
    /// That many or fewer.
    AtMost,
    /// Words that this version does not know.
    Unknown,
}

/// The file while it is read beside the figures.
pub(in crate::audit) struct Prose {
    table: Table,
    /// The report of the row that was read last, if it has not been used.
    waiting: Option<u32>,
    last: u32,
    /// The name of the report of the row that was read last.
    report: CompactString,
    report_at: Option<u32>,
    /// The rows do not come in the order of `reports.csv`, from this line on.
    pub(in crate::audit) out_of_order: Option<u64>,
}

impl Prose {
    /// Opens the file; nothing if it is not there.
    pub(in crate::audit) fn open(dir: &Path) -> Result<Option<Prose>, DatasetError> {
        match Table::open(dir, FILE, &COLUMNS, NEEDED, &COLUMNS) {
            Ok(table) => Ok(Some(Prose {
                table,
                waiting: None,
                last: 0,
                report: CompactString::default(),
                report_at: None,
                out_of_order: None,
            })),
            Err(DatasetError::MissingFile { .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// What the report at a place of `reports.csv` states. Reports are to be asked for in that order.
    pub(in crate::audit) fn of(
        &mut self,
        order: u32,
        reports: &Reports<'_>,
        out: &mut Vec<Stated>,
    ) -> Result<(), DatasetError> {
        out.clear();
        self.rows_of(order, reports, out)?;
        mark(out);
        Ok(())
    }

    fn rows_of(
        &mut self,
        order: u32,
        reports: &Reports<'_>,
        out: &mut Vec<Stated>,
    ) -> Result<(), DatasetError> {
        if self.out_of_order.is_some() {
            return Ok(());
        }
        loop {
            let at = match self.waiting.take() {
                Some(at) => at,
                None => {
                    if !self.table.advance()? {
                        return Ok(());
                    }
                    if self.table.bytes(0) != self.report.as_bytes() {
                        self.report = self.table.text(0)?.into();
                        self.report_at = reports.facts(&self.report)?.map(|facts| facts.order);
                    }
                    let Some(at) = self.report_at else { continue };
                    if at < self.last {
                        self.out_of_order = Some(self.table.line());
                        return Ok(());
                    }
                    self.last = at;
                    at
                }
            };
            if at > order {
                self.waiting = Some(at);
                return Ok(());
            }
            if at == order {
                out.extend(
                    Some(self.stated()?).filter(|stated| stated.value.abs() <= Decimal::from(LARGEST)),
                );
            }
        }
    }

    fn stated(&self) -> Result<Stated, DatasetError> {
        let text = |column| self.table.text(column).map(str::to_string);
        let value = self.table.number(5, "value", "a plain number")?;
        let (printed, counter) = (text(2)?, text(4)?);
        let value =
            value.map(|value| if counter == "%" { as_fine_as_printed(value, &printed) } else { value });
        let with_nought = value.is_some_and(|value| is_printed_with_nought(value, &printed));
        Ok(Stated {
            sentence_no: text(1)?,
            sentence: bare(&printed),
            printed,
            subject: text(3)?,
            counter,
            value: value.ok_or_else(|| self.table.wrong(5, "value", "a plain number"))?,
            bound: match self.table.text(6)? {
                // Nobody writes 093 for 93: a digit before it may be lost.
                "" if with_nought => Bound::Unknown,
                "" => Bound::Exact,
                "approx" => Bound::Approx,
                "at_least" => Bound::AtLeast,
                "at_most" => Bound::AtMost,
                _ => Bound::Unknown,
            },
            about_year: self.table.number(7, "about_year", "a year")?,
            of_year: self.table.number(11, "year", "a year")?,
            share_of: text(8)?,
            // What was learned is too weak for an accusation.
            key: if self.table.text(10)? == "learned" { String::new() } else { text(9)? },
            portion: Portion::All,
        })
    }
}

/// One reading of a stated number: the figures of the tables that it is the sum of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::audit) struct Reading {
    pub(in crate::audit) fields: Vec<FieldId>,
    /// What the tables give; nothing if a figure has no number.
    pub(in crate::audit) total: Option<Decimal>,
}

/// The readings of a key. A reading with a figure that the report does not print has no total.
pub(in crate::audit) fn readings(key: &str, context: &Context<'_>) -> Vec<Reading> {
    let one = |sum: &str| {
        let mut fields = Vec::new();
        let mut total = Some(Decimal::ZERO);
        for key in sum.split(" + ").map(str::trim) {
            let number = match context.sheet.find(key) {
                Some(field) => {
                    fields.push(field);
                    context.worth(field)
                }
                None => context.parts_of(key).map(|(parts, number)| {
                    fields.extend(parts);
                    number
                }),
            };
            total = total.zip(number).and_then(|(total, number)| total.checked_add(number));
        }
        Reading { fields, total }
    };
    key.split(" | ").map(str::trim).filter(|sum| !sum.is_empty()).map(one).collect()
}

/// Whether the tables give an exact number as it is stated, in one of its readings.
pub(in crate::audit) fn is_of_tables(number: &Stated, context: &Context<'_>) -> bool {
    let gives = |reading: &Reading| !reading.fields.is_empty() && reading.total == Some(number.value);
    number.bound == Bound::Exact
        && number.share_of.is_empty()
        && readings(&number.key, context).iter().any(gives)
}

/// Words that say that a sentence speaks of more or of less than the agency whose tables these are, one a line.
const SCOPE_WORDS: &str = include_str!("../../../data/audit/scope_words.txt");

/// What is counted is named in fewer characters than this.
const LONGEST_SUBJECT: usize = 50;

/// Whether a sentence may speak of more or of less than the agency whose tables these are.
pub(in crate::audit) fn speaks_of_another_scope(sentence: &str) -> bool {
    SCOPE_WORDS.lines().any(|word| !word.is_empty() && sentence.contains(word))
}

impl Stated {
    /// Whether another number stands in its sentence, or is itself.
    pub(in crate::audit) fn is_in_sentence_of(&self, other: &Stated) -> bool {
        self.sentence_no == other.sentence_no && self.sentence == other.sentence
    }

    /// The number with the word that counts, as its sentence has it: 156件.
    pub(in crate::audit) fn written(&self) -> String {
        format!("{}{}", self.value.normalize(), self.counter)
    }

    /// Its sentence before and behind it; nothing where the number is written otherwise than it is.
    pub(in crate::audit) fn around(&self) -> Option<(&str, &str)> {
        let written = self.written();
        let places = self.sentence.match_indices(&written);
        let mut places = places
            .filter_map(|(at, _)| Some((self.sentence.get(..at)?, self.sentence.get(at + written.len()..)?)));
        places.find(|(before, _)| !before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')))
    }

    /// Whether it counts what the tables of a report on a year do.
    pub(in crate::audit) fn is_of_table(&self, year: Option<u16>) -> bool {
        let is_figure = !self.key.is_empty() && self.share_of.is_empty() && !NOT_COUNTS.has(&self.counter);
        // A note on what is carried over counts something the tables have no figure for: 含上年度结转3件 beside disputes.
        let carried = CARRIED.any_in(&self.subject) && !self.key.contains("carried");
        // 同比增长6%，上年为50件: the number of another year, not what was carried over from it.
        let last_year = self.key.contains("carried") && LAST_YEAR.has(self.subject.trim());
        // Words of a whole table that ran together are no sentence.
        let no_sentence = || self.subject.chars().count() > LONGEST_SUBJECT;
        let of_year = self.about_year.is_some() && self.about_year == year;
        of_year && is_figure && !carried && !last_year && !no_sentence()
    }

    /// Whether its words say that it is last year's number and not what it counts: 与上年的157件相比.
    pub(in crate::audit) fn names_last_year_alone(&self) -> bool {
        let words = self.subject.trim();
        words.is_empty() || LAST_YEAR.has(words)
    }

    /// Whether its sentence may speak of more or of less than the agency whose tables these are.
    pub(in crate::audit) fn speaks_of_another_scope(&self) -> bool {
        speaks_of_another_scope(&self.sentence)
    }

    /// Of a change: by how much, and what it is a change of, in keys or in words; nothing where it does not say.
    pub(in crate::audit) fn change(&self) -> Option<(Decimal, &str)> {
        let (kind, of) = self.share_of.split_once(": ").unwrap_or((&self.share_of, ""));
        match kind {
            "growth" => Some((self.value, of.trim())),
            "decline" => Some((-self.value, of.trim())),
            _ => None,
        }
    }

    /// Whether it is the rate at which something changed from the year before to a year.
    pub(in crate::audit) fn is_growth_rate(&self, year: Option<u16>) -> bool {
        self.about_year == year && self.is_rate_beside(year)
    }

    /// Whether it is a rate in a sentence that speaks of a year and the one before: behind both numbers (本年92件，上年80件，同比增长15%)
    /// it is taken for one of the year named last.
    pub(in crate::audit) fn is_rate_beside(&self, year: Option<u16>) -> bool {
        let of_years = |year: u16| {
            [Some(year), year.checked_sub(1)].contains(&self.about_year) && self.names_no_other_year(year)
        };
        self.counter == "%" && self.is_change() && year.is_some_and(of_years)
    }

    /// Whether it says by how many something changed from the year before to a year.
    pub(in crate::audit) fn is_exact_change_to(&self, year: Option<u16>) -> bool {
        let is_of = |year: u16| self.about_year == Some(year) && self.names_no_other_year(year);
        self.is_change() && year.is_some_and(is_of)
    }

    /// Whether it is an exact change of all that is counted: 扣除重复申请后，新收申请量同比增长8% is not.
    fn is_change(&self) -> bool {
        self.bound == Bound::Exact && self.change().is_some() && !ADJUSTED.any_in(&self.sentence)
    }

    /// Whether it changes what no table counts: 申请涉及事项数同比增长35%.
    pub(in crate::audit) fn is_of_other_measures(&self) -> bool {
        let words = self.change().map_or("", |(_, words)| words);
        OTHER_MEASURES.any_in(&self.subject) || OTHER_MEASURES.any_in(words)
    }

    /// Whether the sentence speaks of a year and the one before only: 较2019年增长 is no change to the year before, 环比 is one
    /// within the year, and 以2022年为基数 is what the change is a share of.
    fn names_no_other_year(&self, year: u16) -> bool {
        let other = |number: u16| (2000..2100).contains(&number) && number != year && number + 1 != year;
        // 2081件 is no year.
        let is_year = |(at, _): (usize, char)| {
            let run: String = self.sentence.get(at..)?.chars().take_while(char::is_ascii_digit).collect();
            let behind = self.sentence.get(at + run.len()..)?.chars().next()?;
            ("年-—–～~至、/".contains(behind) && run.len() == 4).then(|| run.parse().ok()).flatten()
        };
        let digits = self.sentence.char_indices().filter(|(_, c)| c.is_ascii_digit());
        !digits.filter_map(is_year).any(other) && !OTHER_BASE.any_in(&self.sentence)
    }

    /// The number in a unit; nothing if the counter does not say which sum of money it is.
    pub(in crate::audit) fn in_unit(&self, unit: Unit) -> Option<Amount> {
        if !unit.is_money() {
            return Some(Amount { value: self.value, step: None, bound: self.bound });
        }
        let yuan = match self.counter.as_str() {
            "元" => 1,
            "万元" => 10_000,
            "亿元" => 100_000_000,
            _ => return None,
        };
        let per_unit = Decimal::from(if unit == Unit::TenThousandYuan { 10_000 } else { 1 });
        let convert = |number: Decimal| number.checked_mul(Decimal::from(yuan))?.checked_div(per_unit);
        let step = convert(Decimal::new(1, self.value.scale()))?;
        Some(Amount { value: convert(self.value)?, step: Some(step), bound: self.bound })
    }
}

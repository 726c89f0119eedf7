//! What is kept of a report to compare it with others: some of its numbers, and what speaks against each.

use compact_str::CompactString;
use rusqlite::Row;
use rust_decimal::Decimal;

use crate::audit::sums::one_digit::Term;
use crate::audit::told::lang::Lang;

/// Numbers are kept in ten-thousandths; what is finer or larger is not compared.
const SCALE: u32 = 4;
pub(in crate::audit) const NONE: i64 = i64::MIN;
/// What parts the number of a figure from what speaks against it.
const DOUBT: char = '\t';

/// What is kept of a report.
#[derive(Debug)]
pub(in crate::audit) struct Record {
    pub(in crate::audit) agency: u32,
    pub(in crate::audit) year: u16,
    /// Its place in `reports.csv`.
    pub(in crate::audit) order: u32,
    pub(in crate::audit) report_id: CompactString,
    /// The name of its agency.
    pub(in crate::audit) name: Box<str>,
    pub(in crate::audit) source: Box<str>,
    pub(in crate::audit) region_code: CompactString,
    /// All its figures but the zeros, as one number; 0 where there are too few to tell reports apart.
    pub(in crate::audit) fingerprint: u64,
    /// Which of the numbers nothing speaks against.
    clean: u64,
    /// Against which nothing speaks but doubts about their place, and their table leaves no other.
    placed: u64,
    /// Whether its text states how much something grew.
    pub(in crate::audit) states_growth: bool,
    /// Which are borne out by a sum or by the text, so that no digit of them was lost.
    firm: u64,
    numbers: Box<[i64]>,
    /// What speaks against the others, a line for each: the number under which it is kept, and why.
    doubts: Box<str>,
}

impl Record {
    /// A number that is kept.
    pub(in crate::audit) fn number(&self, at: usize) -> Option<Decimal> {
        let number = *self.numbers.get(at)?;
        (number != NONE).then(|| Decimal::new(number, SCALE).normalize())
    }

    /// Whether nothing speaks against a number.
    pub(in crate::audit) fn is_clean(&self, at: usize) -> bool {
        self.clean & (1 << (at % 64)) != 0
    }

    /// Whether a number is right if its table was read as it stands.
    pub(in crate::audit) fn is_placed(&self, at: usize) -> bool {
        self.placed & (1 << (at % 64)) != 0
    }

    /// A number as one that is compared.
    pub(in crate::audit) fn term(&self, at: usize) -> Option<Term> {
        Some(Term { number: self.number(at)?, is_firm: self.firm & (1 << (at % 64)) != 0 })
    }

    /// Why a number may have been misread, as half a sentence.
    fn doubt(&self, at: usize) -> Option<&str> {
        let mut doubts = self.doubts.lines().filter_map(|line| line.split_once(DOUBT));
        doubts.find(|(of, _)| of.parse() == Ok(at)).map(|(_, doubt)| doubt)
    }

    pub(in crate::audit) fn read(row: &Row<'_>) -> rusqlite::Result<Record> {
        let numbers: Vec<u8> = row.get(10)?;
        let number = |bytes: &[u8]| bytes.try_into().map_or(NONE, i64::from_le_bytes);
        Ok(Record {
            agency: row.get(0)?,
            year: row.get(1)?,
            order: row.get(2)?,
            report_id: row.get::<_, String>(3)?.into(),
            name: row.get::<_, String>(4)?.into(),
            source: row.get::<_, String>(5)?.into(),
            region_code: row.get::<_, String>(6)?.into(),
            fingerprint: row.get::<_, i64>(7)?.cast_unsigned(),
            clean: row.get::<_, i64>(8)?.cast_unsigned(),
            placed: row.get::<_, i64>(9)?.cast_unsigned(),
            states_growth: row.get(11)?,
            firm: row.get::<_, i64>(12)?.cast_unsigned(),
            numbers: numbers.chunks(size_of::<i64>()).map(number).collect(),
            doubts: row.get::<_, String>(13)?.into(),
        })
    }
}

/// The columns that [`Record::read`] reads.
pub(in crate::audit) const SELECT: &str =
    "SELECT agency, year, place, id, name, source, region, fingerprint, clean, placed, numbers, growths, firm, doubts
    FROM record JOIN agency ON agency = number";

/// A number as it is kept; nothing if it cannot be kept exactly.
pub(in crate::audit) fn kept(number: Decimal) -> Option<i64> {
    let mut number = number.normalize();
    if number.scale() > SCALE {
        return None;
    }
    number.rescale(SCALE);
    i64::try_from(number.mantissa()).ok().filter(|_| number.scale() == SCALE)
}

/// What speaks against a number, as it is kept.
pub(in crate::audit) fn kept_doubt(at: usize, doubt: &str) -> String {
    format!("{at}{DOUBT}{}\n", doubt.replace(['\n', '\r', DOUBT], " "))
}

/// Why one of several figures may have been misread, as the last sentence of a finding; nothing if nothing speaks against any.
pub(in crate::audit) fn misread<'r>(
    figures: impl IntoIterator<Item = (&'r Record, usize)>,
    lang: Lang,
) -> Option<String> {
    let mut figures = figures.into_iter();
    let (record, doubt) = figures.find_map(|(record, at)| Some((record, record.doubt(at)?)))?;
    let (year, id) = (record.year, &record.report_id);
    Some(match lang {
        Lang::En => format!(" It may have been misread: in the report on {year} ({id}), {doubt}."),
        Lang::Zh => format!("可能是读取有误：{year}年度报告（{id}）中，{doubt}。"),
    })
}

//! What a check finds: a row of `findings.csv`.

use std::io::Write;

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::audit::read::table::Table;
use crate::dataset::{DatasetError, excel};
use crate::template::{FieldId, Forms};

/// Whose figure it is that does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They printed it so: independent readings agree on every figure of the finding.
    Published,
    /// We may have misread it: something about the reading speaks for that.
    Extraction,
    /// Worth a look, and no inconsistency by itself.
    Note,
}

impl Verdict {
    /// All verdicts, the one that can be published first.
    pub const ALL: [Verdict; 3] = [Verdict::Published, Verdict::Extraction, Verdict::Note];

    /// The word in `findings.csv`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Published => "published",
            Verdict::Extraction => "extraction",
            Verdict::Note => "note",
        }
    }
}

/// One inconsistency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The report it stands in.
    pub report_id: CompactString,
    /// Its path as given, or its URL.
    pub source: String,
    /// The issuing body.
    pub agency: String,
    /// The year reported on.
    pub year: Option<u16>,
    /// The stable code of the check.
    pub check: CompactString,
    /// Whose figure it is.
    pub verdict: Verdict,
    /// The table; empty where the finding is about no figure.
    pub table: String,
    /// The row.
    pub row: String,
    /// The column; empty where it is about a whole row.
    pub column: String,
    /// What is printed at that place, or stated in the sentence.
    pub published: String,
    /// What it should equal.
    pub expected: String,
    /// Published minus expected.
    pub difference: String,
    /// Smallest sets of cells that would have to be different: cells joined by `;`, sets of equal weight by ` | `.
    pub suspects: String,
    /// What is printed where, in a sentence.
    pub detail: String,
}

impl Finding {
    /// Sets the place to that of a figure.
    pub(in crate::audit) fn at(mut self, field: FieldId, forms: &Forms) -> Finding {
        let place = forms.place(field);
        self.table.clone_from(&place.table.key);
        self.row.clone_from(&place.row.key);
        self.column.clone_from(&place.column.key);
        self
    }

    /// Sets what is printed, what it should equal, and their difference.
    pub(in crate::audit) fn numbers(mut self, published: Decimal, expected: Decimal) -> Finding {
        self.published = plain(published);
        self.expected = plain(expected);
        self.difference = published.checked_sub(expected).map(plain).unwrap_or_default();
        self
    }

    /// Reads the row of `findings.csv` that a file of its columns stands at.
    pub(in crate::audit) fn read(row: &Table) -> Result<Finding, DatasetError> {
        let text = |column| row.text(column).map(str::to_string);
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.as_str().as_bytes() == row.bytes(5));
        Ok(Finding {
            report_id: row.text(0)?.into(),
            source: text(1)?,
            agency: text(2)?,
            year: row.number(3, "year", "a year")?,
            check: row.text(4)?.into(),
            verdict: verdict.ok_or_else(|| row.wrong(5, "verdict", "published, extraction or note"))?,
            table: text(6)?,
            row: text(7)?,
            column: text(8)?,
            published: text(9)?,
            expected: text(10)?,
            difference: text(11)?,
            suspects: text(12)?,
            detail: text(13)?,
        })
    }

    /// Appends it to `findings.csv`.
    pub(in crate::audit) fn write<W: Write>(&self, out: &mut csv::Writer<W>) -> csv::Result<()> {
        let year = self.year.map(|year| year.to_string()).unwrap_or_default();
        out.write_record([
            self.report_id.as_str(),
            &self.source,
            &self.agency,
            &year,
            &self.check,
            self.verdict.as_str(),
            &self.table,
            &self.row,
            &self.column,
            &self.published,
            &self.expected,
            &self.difference,
            &self.suspects,
            &self.detail,
        ])
    }
}

/// A number without zeros that say nothing.
pub(in crate::audit) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Sets of cells as `suspects` has them: cells of a set joined by `;`, sets by ` | `.
pub(in crate::audit) fn suspects(sets: &[Vec<FieldId>], forms: &Forms) -> String {
    let set = |fields: &Vec<FieldId>| -> String {
        let keys: Vec<&str> = fields.iter().map(|&field| forms.place(field).field.key.as_str()).collect();
        keys.join(";")
    };
    sets.iter().map(set).collect::<Vec<_>>().join(" | ")
}

impl Finding {
    /// The same with text that a spreadsheet would run made harmless.
    pub(in crate::audit) fn harmless(&self) -> Finding {
        let text = |text: &String| excel::harmless(text).into_owned();
        Finding {
            source: text(&self.source),
            agency: text(&self.agency),
            published: text(&self.published),
            detail: text(&self.detail),
            ..self.clone()
        }
    }
}

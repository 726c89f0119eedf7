//! One report as the audit sees it: its cells by field, and what of it bears on whether they were read right.

use std::collections::HashMap;

use compact_str::CompactString;
use rust_decimal::Decimal;

use crate::normalise::read_cell;
use crate::report::{Confidence, Flag, Flags, Missing, Status, Value};
use crate::template::{FieldId, FormId, Forms};

/// What `reports.csv` says of a report.
#[derive(Debug, Clone)]
pub(in crate::audit) struct Facts {
    /// Its place in `reports.csv`, counting from 0.
    pub(in crate::audit) order: u32,
    /// What became of it.
    pub(in crate::audit) status: Status,
    /// The code of its region, if known.
    pub(in crate::audit) region_code: CompactString,
    /// What its agency is known by, under whatever name it reports; empty if that is not known.
    pub(in crate::audit) agency_id: CompactString,
    /// Whether its agency serves a township or a sub-district; false also where the level is not known.
    pub(in crate::audit) is_township: bool,
    /// Whether it is a PDF or another file of pages set letter by letter: both readers rest on one text layer there.
    pub(in crate::audit) is_pdf: bool,
}

/// One figure.
#[derive(Debug, Clone, Copy)]
pub(in crate::audit) struct Cell {
    /// The number, or why there is none.
    pub(in crate::audit) value: Value,
    /// How far it may be trusted.
    pub(in crate::audit) confidence: Confidence,
    /// What was noticed.
    pub(in crate::audit) flags: Flags,
    /// A flag was set that this version does not know.
    pub(in crate::audit) unknown_flag: bool,
    published: (u32, u32),
    locator: (u32, u32),
}

/// A printed row that found no place in the form.
#[derive(Debug, Clone)]
pub(in crate::audit) struct UnplacedRow {
    /// The table it stands in; empty if that was not recognised.
    pub(in crate::audit) table: CompactString,
    /// Its label as printed.
    pub(in crate::audit) label: String,
    /// The numbers beside it.
    pub(in crate::audit) numbers: Vec<Decimal>,
}

impl UnplacedRow {
    /// A row with the numbers beside it as printed, parted by blanks; a mark for none is a nought.
    pub(in crate::audit) fn new(table: &str, label: String, numbers: &str) -> UnplacedRow {
        let mark = |printed: &str| match read_cell(printed).value {
            Value::Missing(Missing::Slash | Missing::Dash) => Some(Decimal::ZERO),
            _ => None,
        };
        let number = |printed: &str| printed.parse().ok().or_else(|| mark(printed));
        let numbers = numbers.split_whitespace().filter_map(number).collect();
        UnplacedRow { table: table.into(), label, numbers }
    }
}

/// The figures of one report; used again for the next one, so that memory stays as it is.
#[derive(Debug)]
pub(in crate::audit) struct Sheet {
    pub(in crate::audit) report_id: CompactString,
    pub(in crate::audit) source: String,
    pub(in crate::audit) agency: String,
    pub(in crate::audit) year: Option<u16>,
    pub(in crate::audit) facts: Facts,
    /// Printed rows that found no place in the form.
    pub(in crate::audit) unplaced: Vec<UnplacedRow>,
    /// A figure that is another one in `wide.csv`.
    pub(in crate::audit) changed: Option<FieldId>,
    cells: Vec<Option<Cell>>,
    present: Vec<FieldId>,
    by_key: HashMap<String, Vec<FieldId>>,
    text: String,
    tests_sums: bool,
}

impl Sheet {
    pub(in crate::audit) fn new(forms: &Forms) -> Sheet {
        let mut by_key: HashMap<String, Vec<FieldId>> = HashMap::new();
        for (index, field) in (0u16..).zip(&forms.fields) {
            by_key.entry(field.key.clone()).or_default().push(FieldId(index));
        }
        Sheet {
            report_id: CompactString::default(),
            source: String::new(),
            agency: String::new(),
            year: None,
            facts: Facts {
                order: 0,
                status: Status::Extracted,
                region_code: CompactString::default(),
                agency_id: CompactString::default(),
                is_township: false,
                is_pdf: false,
            },
            unplaced: Vec::new(),
            changed: None,
            cells: vec![None; forms.fields.len()],
            present: Vec::new(),
            by_key,
            text: String::new(),
            tests_sums: false,
        }
    }

    /// Empties it for the next report.
    pub(in crate::audit) fn clear(&mut self) {
        for field in self.present.drain(..) {
            if let Some(cell) = self.cells.get_mut(usize::from(field.0)) {
                *cell = None;
            }
        }
        self.text.clear();
        self.changed = None;
        self.tests_sums = false;
    }

    /// Adds a figure. Of two with one name the first stays; false if the other has another value.
    pub(in crate::audit) fn add(
        &mut self,
        field: FieldId,
        value: Value,
        confidence: Confidence,
        (flags, unknown_flag): (Flags, bool),
        published: &str,
        locator: &str,
    ) -> bool {
        let published = self.keep(published);
        let locator = self.keep(locator);
        let Some(slot) = self.cells.get_mut(usize::from(field.0)) else { return true };
        if let Some(first) = slot {
            return first.value == value;
        }
        self.tests_sums |= flags.contains(Flag::IdentityViolated) || flags.contains(Flag::IdentityUntested);
        *slot = Some(Cell { value, confidence, flags, unknown_flag, published, locator });
        self.present.push(field);
        true
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let from = self.text.len() as u32;
        self.text.push_str(text);
        (from, self.text.len() as u32)
    }

    fn kept(&self, (from, to): (u32, u32)) -> &str {
        self.text.get(from as usize..to as usize).unwrap_or_default()
    }

    /// A figure, if the report prints it.
    pub(in crate::audit) fn cell(&self, field: FieldId) -> Option<&Cell> {
        self.cells.get(usize::from(field.0))?.as_ref()
    }

    /// The number of a figure.
    pub(in crate::audit) fn number(&self, field: FieldId) -> Option<Decimal> {
        self.cell(field)?.value.number()
    }

    /// The number of a figure; a mark for none counts as nothing, a blank does not.
    pub(in crate::audit) fn number_or_nil(&self, field: FieldId) -> Option<Decimal> {
        use crate::report::Missing;
        match self.cell(field)?.value {
            Value::Number(number) => Some(number),
            Value::Missing(Missing::Slash | Missing::Dash | Missing::Text) => Some(Decimal::ZERO),
            Value::Missing(Missing::Blank | Missing::Unreadable) => None,
        }
    }

    /// The cell as printed.
    pub(in crate::audit) fn published(&self, cell: &Cell) -> &str {
        self.kept(cell.published)
    }

    /// Where a person finds it.
    pub(in crate::audit) fn locator(&self, cell: &Cell) -> &str {
        self.kept(cell.locator)
    }

    /// All figures in the order in which they stand in the dataset.
    pub(in crate::audit) fn present(&self) -> &[FieldId] {
        &self.present
    }

    /// Whether whoever made the dataset tested the sums and said so in the flags.
    pub(in crate::audit) fn tests_sums(&self) -> bool {
        self.tests_sums
    }

    /// The form whose cells a table has; nothing if it has none, or cells of two forms.
    pub(in crate::audit) fn form_of(&self, table: &str, forms: &Forms) -> Option<FormId> {
        let mut of_table = self.present.iter().filter_map(|&field| {
            let place = forms.place(field);
            (place.table.key == table).then_some(place.field.form)
        });
        let first = of_table.next()?;
        of_table.all(|form| form == first).then_some(first)
    }

    /// The figure with this key, in whichever form the report prints it.
    pub(in crate::audit) fn find(&self, key: &str) -> Option<FieldId> {
        self.by_key.get(key)?.iter().copied().find(|&field| self.cell(field).is_some())
    }
}

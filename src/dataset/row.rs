//! Reports as rows: the bytes that go into each file. Made in the workers, so that the writer only appends.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::line::Line;
use super::prose;
use crate::report::{Confidence, Figure, Flags, Report, Status, Value};
use crate::template::{Field, Forms, Place};

/// The rows of one input, ready to be appended to the files.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// One per row of `reports.csv`: what is told and counted of it.
    pub reports: Vec<Tally>,
    /// Bytes for each file, in the order of [`Part::ALL`].
    pub bytes: [Vec<u8>; Part::COUNT],
}

/// How many bytes most rows of `figures.csv` have behind the cells that say whose they are.
const FIGURE_BYTES: usize = 128;

/// How many bytes the names of most figures have, and most units.
const NAME_BYTES: usize = 120;
const UNIT_BYTES: usize = 8;

/// The files that get rows with each input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `figures.csv`.
    Figures,
    /// `wide.csv`.
    Wide,
    /// `unplaced.csv`.
    Unplaced,
    /// `sentences.csv`.
    Sentences,
    /// `prose_figures.csv`.
    ProseFigures,
    /// `measures.csv`.
    Measures,
    /// `pictures.csv`.
    Pictures,
    /// `reports.csv`: the last one to be written, for a report that stands in it counts as done.
    Reports,
}

impl Part {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// All of them, in the order in which they are written.
    pub const ALL: [Part; Part::COUNT] = [
        Part::Figures,
        Part::Wide,
        Part::Unplaced,
        Part::Sentences,
        Part::ProseFigures,
        Part::Measures,
        Part::Pictures,
        Part::Reports,
    ];

    /// The file.
    pub const fn file(self) -> super::columns::File {
        match self {
            Part::Figures => super::columns::FIGURES,
            Part::Wide => super::columns::WIDE,
            Part::Unplaced => super::columns::UNPLACED,
            Part::Sentences => super::columns::SENTENCES,
            Part::ProseFigures => super::columns::PROSE_FIGURES,
            Part::Measures => super::columns::MEASURES,
            Part::Pictures => super::columns::PICTURES,
            Part::Reports => super::columns::REPORTS,
        }
    }
}

/// What is told and counted of a row of `reports.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The path as given, or the URL.
    pub source: String,
    /// What became of it.
    pub status: Status,
    /// Why.
    pub reason: String,
    /// How many figures with confidence high, medium and low.
    pub figures: [u64; 3],
}

/// How rows are written: which columns `wide.csv` has, and whether spreadsheets shall be safe with the text.
#[derive(Debug, Clone)]
pub struct RowFormat<'a> {
    forms: &'a Forms,
    variables: Vec<&'a str>,
    variable_of: Vec<usize>,
    /// What each field's rows in `figures.csv` say of it: the cells before its value, and the one behind.
    names: Vec<(Vec<u8>, Vec<u8>)>,
    excel: bool,
}

impl<'a> RowFormat<'a> {
    /// Rows for these forms. With `excel`, text that a spreadsheet would run as a formula is made harmless.
    pub fn new(forms: &'a Forms, excel: bool) -> RowFormat<'a> {
        let variables = forms.variables();
        let places: HashMap<&str, usize, FixedState> =
            variables.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        let place = |field: &Field| places.get(field.variable.as_str()).copied().unwrap_or_default();
        let variable_of = forms.fields.iter().map(place).collect();
        let names = forms.places().map(|place| names(&place, excel)).collect();
        RowFormat { forms, variables, variable_of, names, excel }
    }

    /// The names of the variables of `wide.csv`: those of the newest form in its order, then what older forms add.
    pub fn variables(&self) -> &[&'a str] {
        &self.variables
    }

    /// The header of a file.
    pub fn header(&self, part: Part) -> Vec<u8> {
        let mut line = Line::new(false);
        for column in part.file().columns {
            line.text(column.name);
        }
        if part == Part::Wide {
            self.variables.iter().for_each(|name| line.text(name));
        }
        line.end();
        line.bytes
    }

    /// The rows of the reports of one input.
    pub fn rows(&self, reports: &[Report]) -> Rows {
        let mut lines = Part::ALL.map(|_| Line::new(self.excel));
        let [figures, wide, unplaced, sentences, prose, measures, pictures, table] = &mut lines;
        let mut tallies = Vec::with_capacity(reports.len());
        for report in reports {
            let tally = tally(report);
            self.report_row(table, report, &tally);
            self.wide_row(wide, report);
            let mut whose = Line::new(self.excel);
            whose.text(&report.id);
            whose.text(&report.source);
            whose.text(&report.identity.agency);
            whose.year(report.identity.year);
            figures.bytes.reserve(report.figures.len() * (whose.bytes.len() + FIGURE_BYTES));
            for figure in &report.figures {
                figures.cells(&whose.bytes);
                self.figure_row(figures, figure);
            }
            self.unplaced_rows(unplaced, report);
            prose::sentences(sentences, report);
            prose::figures(prose, report);
            prose::measures(measures, report);
            prose::pictures(pictures, report);
            tallies.push(tally);
        }
        Rows { reports: tallies, bytes: lines.map(|line| line.bytes) }
    }

    fn report_row(&self, line: &mut Line, report: &Report, tally: &Tally) {
        line.text(&report.id);
        self.who(line, report);
        line.text(report.status.as_str());
        line.text(&report.reason);
        line.text(&report.identity.title);
        line.text(&report.source);
        line.text(report.format.map_or("", |format| format.media_type()));
        line.text(&report.sha256);
        line.text(report.fetched_at.as_deref().unwrap_or_default());
        let [high, medium, low] = tally.figures;
        let found = report.figures.len() as u64;
        for count in [report.pages.into(), report.figures_expected.into(), found, high, medium, low] {
            line.count(count);
        }
        line.text(&report.place.agency_id);
        line.end();
    }

    fn wide_row(&self, line: &mut Line, report: &Report) {
        line.text(&report.id);
        self.who(line, report);
        line.text(report.status.as_str());
        line.text(&report.source);
        let mut values: Vec<Option<&Figure>> = vec![None; self.variables.len()];
        for figure in &report.figures {
            let place = self.variable_of.get(usize::from(figure.field.0)).copied().unwrap_or(usize::MAX);
            if let Some(slot) = values.get_mut(place) {
                slot.get_or_insert(figure);
            }
        }
        for figure in values {
            line.value(figure.map(|figure| figure.value));
        }
        line.end();
    }

    /// Agency, region, year and template.
    fn who(&self, line: &mut Line, report: &Report) {
        line.text(&report.identity.agency);
        line.text(&report.place.region_code);
        line.text(&report.place.region);
        line.text(report.place.level.map_or("", |level| level.as_str()));
        line.year(report.identity.year);
        line.text(self.template(report));
    }

    fn template(&self, report: &Report) -> &str {
        let mut forms = report.forms.iter().map(|&(_, form)| form);
        match forms.next() {
            None => "",
            Some(first) if forms.all(|form| form == first) => {
                self.forms.forms.get(usize::from(first.0)).map_or("", |form| &form.name)
            }
            Some(_) => "mixed",
        }
    }

    /// The cells of a figure behind those that say whose it is.
    fn figure_row(&self, line: &mut Line, figure: &Figure) {
        let (names, unit) =
            self.names.get(usize::from(figure.field.0)).map_or((&[][..], &[][..]), |(a, b)| (a, b));
        line.cells(names);
        line.value(Some(figure.value));
        line.cells(unit);
        line.text(match figure.value {
            Value::Number(_) => "",
            Value::Missing(missing) => missing.as_str(),
        });
        line.text(&figure.published);
        line.text(figure.confidence.as_str());
        if figure.flags == Flags::NONE {
            line.text("");
        } else {
            line.display(&figure.flags);
        }
        line.locator(&figure.locator);
        line.end();
    }

    fn unplaced_rows(&self, line: &mut Line, report: &Report) {
        for label in &report.unplaced {
            line.text(&report.id);
            line.text(&report.source);
            line.text(self.table_name(report, label.table).unwrap_or_default());
            line.text(if label.is_column { "column" } else { "row" });
            line.text(&label.label);
            line.text(&label.figures);
            line.locator(&label.locator);
            line.end();
        }
    }

    /// The key of a table, by its index: in the form that the report uses for it, or in the newest form.
    fn table_name(&self, report: &Report, table: Option<u8>) -> Option<&str> {
        let table = table?;
        let form = match report.forms.iter().find(|(index, _)| *index == table) {
            Some((_, form)) => self.forms.forms.get(usize::from(form.0))?,
            None => self.forms.forms.last()?,
        };
        Some(&form.tables.get(usize::from(table))?.key)
    }
}

/// The cells of a field that are the same in all its rows: those before the value, and the one behind it.
fn names(place: &Place<'_>, excel: bool) -> (Vec<u8>, Vec<u8>) {
    let (mut before, mut behind) =
        (Line::with_capacity(NAME_BYTES, excel), Line::with_capacity(UNIT_BYTES, excel));
    for name in [&place.form.name, &place.table.key, &place.row.key, &place.column.key, &place.field.key] {
        before.text(name);
    }
    behind.text(place.field.unit.as_str());
    (before.bytes, behind.bytes)
}

fn tally(report: &Report) -> Tally {
    let count = |level| report.figures.iter().filter(|figure| figure.confidence == level).count() as u64;
    Tally {
        source: report.source.clone(),
        status: report.status,
        reason: report.reason.clone(),
        figures: Confidence::ALL.map(count),
    }
}

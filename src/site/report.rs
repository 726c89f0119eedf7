//! A page for each report: what is known of it, what was found in it, its tables as the form has them, and the figures to
//! look up before they are used.

use std::collections::{BTreeSet, HashMap};
use std::iter::Peekable;
use std::path::Path;

use super::catalogue::{Catalogue, page};
use super::folder::Folder;
use super::html::{Esc, put, source};
use super::words::{Lists, Said};
use crate::audit::{Finding, Lang};
use crate::dataset::DatasetError;
use crate::dataset::columns::FIGURES;
use crate::dataset::read::{self, FigureRow, ReportRow, Rows};
use crate::report::{Confidence, Value};
use crate::template::{Block, Form, Forms, Table};

/// Writes the pages of all reports, reading each row of the dataset once.
pub(super) fn write(
    dir: &Path,
    forms: &Forms,
    said: &Said,
    lists: &Lists<'_>,
    catalogue: &Catalogue,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let mut figures = read::figures(dir)?.peekable();
    let mut sheet = Sheet::new(forms);
    for report in read::reports(dir)? {
        let report = report?;
        sheet.fill(&mut figures, &report.report_id)?;
        let findings: Vec<&Finding> = catalogue.findings_of(&report.report_id).collect();
        let body = Report { forms, said, lists, report: &report, sheet: &sheet, findings: &findings }.body();
        let title = format!("{} {}", name(said, &report.agency), year(said, report.year));
        folder.page(&page(report.year, &report.report_id), said, &title, &body)?;
    }
    match figures.next().transpose()? {
        None => Ok(()),
        Some(left) => Err(DatasetError::Csv {
            path: dir.join(FIGURES.name),
            line: None,
            problem: format!(
                "the figures of report {} do not stand in the order of reports.csv; sort both files by report_id",
                left.report_id
            ),
        }),
    }
}

/// The agency, or that it is not known.
pub(super) fn name<'a>(said: &Said, agency: &'a str) -> &'a str {
    if agency.is_empty() { said.nameless } else { agency }
}

/// The year, or that it is not known.
pub(super) fn year(said: &Said, year: Option<u16>) -> String {
    year.map_or_else(|| said.no_year.to_string(), |year| year.to_string())
}

/// The figures of one report by their place in the forms; used again for the next one.
struct Sheet<'f> {
    places: HashMap<(&'f str, &'f str), usize>,
    figures: Vec<FigureRow>,
    /// By the number of the field, which figure it is.
    cells: Vec<Option<usize>>,
}

impl<'f> Sheet<'f> {
    fn new(forms: &'f Forms) -> Sheet<'f> {
        let places = forms.places().enumerate();
        let places =
            places.map(|(at, place)| ((place.form.name.as_str(), place.field.key.as_str()), at)).collect();
        Sheet { places, figures: Vec::new(), cells: vec![None; forms.fields.len()] }
    }

    /// Takes the figures of a report, if they are the next that stand there.
    fn fill(&mut self, from: &mut Peekable<Rows<FigureRow>>, id: &str) -> Result<(), DatasetError> {
        self.figures.clear();
        self.cells.fill(None);
        let is_next = |figure: &Result<FigureRow, DatasetError>| match figure {
            Ok(figure) => figure.report_id == id,
            Err(_) => true,
        };
        while let Some(figure) = from.next_if(is_next) {
            let figure = figure?;
            let place = self.places.get(&(figure.template.as_str(), figure.key.as_str()));
            if let Some(cell) = place.and_then(|&place| self.cells.get_mut(place)) {
                cell.get_or_insert(self.figures.len());
            }
            self.figures.push(figure);
        }
        Ok(())
    }

    fn cell(&self, field: usize) -> Option<&FigureRow> {
        self.cells.get(field).copied().flatten().and_then(|at| self.figures.get(at))
    }
}

/// What a page of a report is made of.
struct Report<'a> {
    forms: &'a Forms,
    said: &'a Said,
    lists: &'a Lists<'a>,
    report: &'a ReportRow,
    sheet: &'a Sheet<'a>,
    findings: &'a [&'a Finding],
}

impl Report<'_> {
    fn body(&self) -> String {
        let (said, report) = (self.said, self.report);
        let mut body = String::with_capacity(16_384);
        let agency = name(said, &report.agency);
        put!(&mut body, "<h1>{} <small>{}</small></h1>\n", Esc(agency), year(said, report.year));
        self.facts(&mut body);
        if !self.findings.is_empty() {
            put!(&mut body, "<h2>{}</h2>\n<ul class=\"findings\">\n", said.findings);
            for finding in self.findings {
                self.finding(&mut body, finding);
            }
            body.push_str("</ul>\n");
        }
        let before = body.len();
        for form in &self.forms.forms {
            for table in &form.tables {
                self.table(&mut body, form, table);
            }
        }
        if body.len() > before {
            put!(&mut body, "<p class=\"legend\">{}</p>\n", said.legend);
        }
        self.to_check(&mut body);
        body
    }

    fn facts(&self, body: &mut String) {
        let (said, report) = (self.said, self.report);
        let level = said.call(&self.lists.levels, &report.level);
        let status = self.lists.status(said, report.status);
        let counts = format!(
            "{} · {} {} · {} {} · {} {}",
            report.figures_found,
            self.lists.confidence(said, Confidence::High),
            report.high,
            self.lists.confidence(said, Confidence::Medium),
            report.medium,
            self.lists.confidence(said, Confidence::Low),
            report.low
        );
        body.push_str("<dl>\n");
        for (what, text) in [
            (said.title, report.title.as_str()),
            (said.region, &report.region),
            (said.level, level),
            (said.form, &report.template),
            (said.status, status),
            (said.reason, &report.reason),
            (said.figures, &counts),
            (said.fetched, &report.fetched_at),
        ] {
            if !text.is_empty() {
                put!(body, "<dt>{what}</dt><dd>{}</dd>\n", Esc(text));
            }
        }
        put!(body, "<dt>{}</dt><dd>{}</dd>\n", said.source, source(&report.source));
        put!(body, "<dt>SHA-256</dt><dd><code>{}</code></dd>\n</dl>\n", Esc(&report.sha256));
    }

    fn finding(&self, body: &mut String, finding: &Finding) {
        let said = self.said;
        put!(
            body,
            "<li class=\"{}\"><a href=\"../../about.html#{check}\">{check}</a> <b>{}</b> {}",
            finding.verdict.as_str(),
            self.lists.verdict(said, finding.verdict),
            Esc(&finding.detail),
            check = Esc(&finding.check),
        );
        if !finding.suspects.is_empty() {
            put!(body, "<br><small>{}: ", said.suspects);
            for (at, set) in finding.suspects.split('|').enumerate() {
                body.push_str(if at > 0 { " · " } else { "" });
                for (at, key) in set.split(';').map(str::trim).enumerate() {
                    body.push_str(if at > 0 { " + " } else { "" });
                    put!(body, "<a href=\"#{0}\">{1}</a>", Esc(key), Esc(&self.called(key)));
                }
            }
            body.push_str("</small>");
        }
        body.push_str("</li>\n");
    }

    /// A figure by the labels of its row and column.
    fn called(&self, key: &str) -> String {
        match self.forms.places().find(|place| place.field.key == key) {
            None => key.to_string(),
            Some(place) => format!(
                "{} / {}",
                self.said.pick(&place.row.label, &place.row.en),
                self.said.pick(&place.column.label, &place.column.en)
            ),
        }
    }

    /// A table as far as the report prints it.
    fn table(&self, body: &mut String, form: &Form, table: &Table) {
        let before = body.len();
        put!(
            body,
            "<h2>{}、{} <small>{} · {} {}</small></h2>\n",
            Esc(&table.section),
            Esc(&table.label),
            Esc(&table.en),
            self.said.form,
            Esc(&form.name)
        );
        let empty = body.len();
        for block in &table.blocks {
            self.block(body, table, block);
        }
        if body.len() == empty {
            body.truncate(before);
        }
    }

    fn block(&self, body: &mut String, table: &Table, block: &Block) {
        let rows: Vec<usize> = (0..block.rows.len())
            .filter(|&row| {
                (0..block.columns.len())
                    .any(|column| self.sheet.cell(usize::from(block.field(row, column).0)).is_some())
            })
            .collect();
        if rows.is_empty() {
            return;
        }
        body.push_str("<div class=\"wide\"><table>\n");
        if let Some(heading) = &block.heading {
            put!(body, "<caption>{}</caption>\n", Esc(heading));
        }
        body.push_str("<tr><th></th>");
        for column in &block.columns {
            let group = column
                .group
                .as_ref()
                .and_then(|key| table.column_groups.iter().find(|group| group.key == *key));
            let over = group
                .map(|group| format!("<small>{}</small><br>", Esc(self.said.pick(&group.label, &group.en))));
            let label = Esc(self.said.pick(&column.label, &column.en)).to_string();
            put!(
                body,
                "<th scope=\"col\">{}{label} <small>{}</small></th>",
                over.unwrap_or_default(),
                column.unit
            );
        }
        body.push_str("</tr>\n");
        let mut group = None;
        for at in rows {
            let Some(row) = block.rows.get(at) else { continue };
            if row.group != group {
                group.clone_from(&row.group);
                self.group(body, table, group.as_deref(), block.columns.len() + 1);
            }
            let class = if row.group.is_some() { " class=\"in\"" } else { "" };
            put!(body, "<tr><th scope=\"row\"{class}>{}", Esc(&row.label));
            if self.said.lang == Lang::En {
                put!(body, " <small>{}</small>", Esc(&row.en));
            }
            body.push_str("</th>");
            for column in 0..block.columns.len() {
                let field = usize::from(block.field(at, column).0);
                self.cell(body, field);
            }
            body.push_str("</tr>\n");
        }
        body.push_str("</table></div>\n");
    }

    fn group(&self, body: &mut String, table: &Table, key: Option<&str>, width: usize) {
        if let Some(group) = table.groups.iter().find(|group| Some(group.key.as_str()) == key) {
            put!(body, "<tr><th class=\"group\" colspan=\"{width}\">{}", Esc(&group.label));
            if self.said.lang == Lang::En {
                put!(body, " <small>{}</small>", Esc(&group.en));
            }
            body.push_str("</th></tr>\n");
        }
    }

    fn cell(&self, body: &mut String, field: usize) {
        let Some(figure) = self.sheet.cell(field) else {
            body.push_str("<td class=\"none\">·</td>");
            return;
        };
        let mut classes: Vec<&str> = Vec::new();
        match figure.confidence {
            Confidence::High => {}
            Confidence::Medium => classes.push("medium"),
            Confidence::Low => classes.push("low"),
        }
        let is_in = |finding: &&&Finding| {
            finding.table == figure.table
                && finding.row == figure.row
                && (finding.column == figure.column || finding.column.is_empty())
        };
        if self.findings.iter().any(|finding| is_in(&finding)) {
            classes.push("found");
        }
        if self.suspects().contains(figure.key.as_str()) {
            classes.push("suspect");
        }
        put!(body, "<td id=\"{}\"", Esc(&figure.key));
        if !classes.is_empty() {
            put!(body, " class=\"{}\"", classes.join(" "));
        }
        put!(body, ">{}</td>", Esc(&shown(figure)));
    }

    fn suspects(&self) -> BTreeSet<&str> {
        self.findings.iter().flat_map(|finding| finding.suspects.split([';', '|'])).map(str::trim).collect()
    }

    /// The figures that are not high, each with what speaks against it and where it stands.
    fn to_check(&self, body: &mut String) {
        let (said, lists) = (self.said, self.lists);
        let mut figures =
            self.sheet.figures.iter().filter(|figure| figure.confidence != Confidence::High).peekable();
        if figures.peek().is_none() {
            return;
        }
        put!(body, "<h2>{}</h2>\n<div class=\"wide\"><table>\n<tr>", said.to_check);
        for head in [said.figures, said.value, said.printed, said.confidence, said.flags, said.place] {
            put!(body, "<th scope=\"col\">{head}</th>");
        }
        body.push_str("</tr>\n");
        for figure in figures {
            let flags: Vec<&str> =
                figure.flags.iter().map(|flag| said.call(&lists.flags, flag.as_str())).collect();
            put!(
                body,
                "<tr><th scope=\"row\"><a href=\"#{0}\">{1}</a></th><td>{2}</td><td>{3}</td><td>{4}</td><td>{5}</td><td>{6}</td></tr>\n",
                Esc(&figure.key),
                Esc(&self.called(&figure.key)),
                Esc(&number(figure)),
                Esc(figure.published.trim()),
                lists.confidence(said, figure.confidence),
                flags.join(" · "),
                Esc(&figure.locator),
            );
        }
        body.push_str("</table></div>\n");
    }
}

/// The value, or nothing.
fn number(figure: &FigureRow) -> String {
    figure.value.number().map(|number| number.to_string()).unwrap_or_default()
}

/// What a cell shows: the number, or what is printed in its place.
fn shown(figure: &FigureRow) -> String {
    match figure.value {
        Value::Number(number) => number.to_string(),
        Value::Missing(_) => figure.published.trim().to_string(),
    }
}

//! The whole way for one input: bytes → document → readings → weighed figures → reports.
//!
//! Joins the rooms; holds no knowledge of its own but what a report's status is.

mod lacking;

use std::ops::Range;

use crate::common::make_room;
use crate::confidence::{self, Weighed};
use crate::document::{self, Block, DRAWN, Damage, Document, Format, ReadError};
use crate::inputs::{Input, InputError};
use crate::mine::{self, Miner};
use crate::normalise::Normaliser;
use crate::normalise::identify::{self, Kind, KindEvidence, Part};
use crate::place::{Clues, Places};
use crate::report::{Figure, Missing, Report, ReportIdentity, Status, Value};
use crate::template::Forms;
use crate::worker::Pool;

/// Reads inputs by a set of forms. Made once, shared by all threads.
#[derive(Debug)]
pub struct Pipeline<'f> {
    forms: &'f Forms,
    normaliser: Normaliser,
    miner: Miner,
    places: &'f Places,
    pdf: Option<&'f Pool>,
}

/// Reads the lists that every report needs, so that the first need not wait for them: for a thread that has nothing
/// else to do. What is not asked for ahead is read when it is needed.
pub fn prepare(places: &Places) {
    make_room();
    identify::prepare();
    mine::prepare();
    places.prepare();
}

impl<'f> Pipeline<'f> {
    /// Prepares the labels of the forms. PDFs are read in this process, without limits on time and memory.
    pub fn new(forms: &'f Forms) -> Pipeline<'f> {
        static BUILTIN: Places = Places::builtin();
        Pipeline::with_places(forms, &BUILTIN)
    }

    /// The same, with lists of regions and bodies that are not the built-in ones.
    pub fn with_places(forms: &'f Forms, places: &'f Places) -> Pipeline<'f> {
        Pipeline { forms, normaliser: Normaliser::new(forms), miner: Miner::new(forms), places, pdf: None }
    }

    /// Has PDFs read in worker processes.
    pub fn with_pdf_workers(self, pool: &'f Pool) -> Pipeline<'f> {
        Pipeline { pdf: Some(pool), ..self }
    }

    /// Reads one input into its reports: at least one, also where the input is none or cannot be read. Nothing is
    /// dropped without a row.
    ///
    /// What follows from the input alone (`id`, `source`, `sha256`, `fetched_at`) is set by [`crate::extract`].
    pub fn read(&self, input: &Input) -> Vec<Report> {
        let unread =
            |reason: String, format| Report { format, ..Report::without_figures(Status::Unreadable, reason) };
        let bytes = match &input.bytes {
            Ok(bytes) => bytes,
            Err(InputError::Blocked(what)) => return vec![Report::without_figures(Status::Blocked, what)],
            Err(error) => return vec![unread(error.to_string(), None)],
        };
        let read = match self.pdf {
            Some(pool) => document::read_with(bytes, &|bytes| pool.read(bytes)),
            None => document::read(bytes),
        };
        let document = match read {
            Ok(document) => document,
            Err(error) => return vec![unread(error.to_string(), format_of(&error, bytes))],
        };
        let parts = identify::parts(&document);
        let mut reports: Vec<Report> =
            parts.into_iter().map(|part| self.read_part(&document, part, input)).collect();
        confidence::doubt_copies(&mut reports);
        leave_out_blank_copies(&mut reports);
        // Parts beside a report that are none themselves are its surroundings.
        if reports.iter().any(|report| report.status != Status::NotAReport) {
            reports.retain(|report| report.status != Status::NotAReport);
        } else {
            reports.truncate(1);
        }
        reports
    }

    fn read_part(&self, document: &Document, part: Part, input: &Input) -> Report {
        let Part { blocks, identity, kind, .. } = &part;
        let weighed = confidence::read(document, blocks.clone(), identity, &self.normaliser, self.forms);
        let (status, reason) = self.status(document, blocks.clone(), &weighed, kind, identity);
        let report = Report {
            format: Some(document.format),
            pages: document.pages,
            identity: identity.clone(),
            ..Report::without_figures(status, reason)
        };
        if status == Status::NotAReport {
            return report;
        }
        let clues = Clues::new(document, blocks.clone(), &report.identity.title, &input.source)
            .of_portal(&input.region);
        let placed = self.places.place(&report.identity.agency, report.identity.year, &clues);
        Report {
            place: placed.place,
            figures_expected: self.figures_expected(&weighed.forms),
            mined: self.miner.read(document, &part, &weighed.forms),
            forms: weighed.forms,
            figures: weighed.figures,
            unplaced: weighed.unplaced,
            ..report
        }
    }

    fn status(
        &self,
        document: &Document,
        blocks: Range<usize>,
        weighed: &Weighed,
        kind: &KindEvidence,
        identity: &ReportIdentity,
    ) -> (Status, String) {
        let numbers =
            weighed.figures.iter().filter(|figure| matches!(figure.value, Value::Number(_))).count();
        if weighed.figures.is_empty()
            && let Some(reason) = unread(document)
        {
            return (Status::NeedsOcr, reason);
        }
        // An empty form is complete, too, in a notice that hands it out.
        let is_report = kind.kind == Kind::Report || (numbers > 0 && self.is_complete(weighed, identity));
        if !is_report && (numbers == 0 || kind.certain || !self.speaks_for_itself(weighed)) {
            // What a text is that was lost in good part nobody knows.
            return match undecoded_fonts(document).filter(|_| is_lost(document)) {
                Some(fonts) => (Status::NeedsOcr, format!("the text layer cannot be decoded: {fonts}")),
                // What was not read may be what makes it one.
                None => {
                    let why = std::iter::once(kind.why.clone()).chain(damage_reasons(document));
                    (Status::NotAReport, why.collect::<Vec<_>>().join("; "))
                }
            };
        }
        if weighed.figures.is_empty() {
            return self.without_figures(document, blocks, identity);
        }
        if numbers == 0
            && let Some(reason) = inked(document, weighed)
        {
            return (Status::NeedsOcr, reason);
        }
        let drawn = weighed.figures.iter().filter(|figure| figure.published.contains(DRAWN)).count();
        if drawn * 2 > weighed.figures.len() {
            return (
                Status::NeedsOcr,
                format!("{drawn} cells of its tables hold pictures, drawings or struck numbers, not text"),
            );
        }
        let missing = self.missing_tables(&weighed.forms);
        let mut reasons = damage_reasons(document);
        if !missing.is_empty() {
            reasons.insert(0, format!("no figures found for {}", missing.join(", ")));
        }
        let partial = !missing.is_empty() || !reasons.is_empty();
        if drawn > 0 {
            reasons.push(format!(
                "{drawn} cell(s) of its tables hold pictures, drawings or struck numbers, not text"
            ));
        }
        reasons.extend(self.missing_rows(weighed));
        let left_aside = weighed.unplaced.len();
        if left_aside > 0 {
            reasons.push(format!(
                "{left_aside} label(s) beside figures fit nowhere in the form: see unplaced.csv"
            ));
        }
        (if partial { Status::Partial } else { Status::Extracted }, reasons.join("; "))
    }

    /// Whether enough tables of the form were found to overrule words that speak against a report: that of the requests,
    /// or several. Figures of licences and penalties alone stand in many other publications.
    fn speaks_for_itself(&self, weighed: &Weighed) -> bool {
        let tables = self.forms.forms.last().map_or(&[][..], |form| &form.tables);
        let key = |table: u8| tables.get(usize::from(table)).map(|table| table.key.as_str());
        weighed.forms.len() > 1 || weighed.forms.iter().any(|(table, _)| key(*table) == Some("requests"))
    }

    /// Whether a document names itself a report of somebody on some year and holds every table of the form: then words
    /// on the page that speak against it (a headline in a list of links) are not about it.
    fn is_complete(&self, weighed: &Weighed, identity: &ReportIdentity) -> bool {
        let named = identity.title.trim_end_matches([')', '）', '"', '”', ' ']).ends_with(['告', '报']);
        let tables = self.forms.forms.last().map_or(0, |form| form.tables.len());
        named && !identity.agency.is_empty() && identity.year.is_some() && weighed.forms.len() == tables
    }

    fn without_figures(
        &self,
        document: &Document,
        blocks: Range<usize>,
        identity: &ReportIdentity,
    ) -> (Status, String) {
        if let Some(fonts) = undecoded_fonts(document) {
            return (Status::NeedsOcr, format!("the text layer cannot be decoded: {fonts}"));
        }
        let pictures =
            document.pictures.iter().filter(|picture| blocks.contains(&picture.after_block)).count();
        if pictures > 0 {
            return (
                Status::NeedsOcr,
                format!("no table in the text, but {pictures} picture(s) that may hold them"),
            );
        }
        let has_text =
            document.blocks.get(blocks).unwrap_or_default().iter().any(|b| matches!(b, Block::Text(_)));
        if !has_text && identity.title.is_empty() {
            return (Status::NotAReport, "nothing but a title".to_string());
        }
        let mut reasons = vec!["no figures found for any table of the form".to_string()];
        reasons.extend(damage_reasons(document));
        (Status::Partial, reasons.join("; "))
    }
}

/// A form that was never filled in, before or behind the report that it was filled in for, is none of its own. That report says so.
fn leave_out_blank_copies(reports: &mut Vec<Report>) {
    let is_blank = |report: &Report| {
        let mut figures = report.figures.iter().peekable();
        figures.peek().is_some() && figures.all(|figure| figure.value == Value::Missing(Missing::Blank))
    };
    let filled = |report: &Report| report.figures.iter().any(|figure| figure.value.number().is_some());
    // A form that is handed out names nobody, and no year.
    let is_of = |blank: &Report, report: &Report| {
        let (blank, own) = (&blank.identity, &report.identity);
        blank.year.is_none_or(|year| own.year == Some(year))
            && (blank.agency.is_empty() || blank.agency == own.agency)
    };
    let copies: Vec<bool> = reports
        .iter()
        .map(|report| is_blank(report) && reports.iter().any(|other| filled(other) && is_of(report, other)))
        .collect();
    let mut of_copies = copies.iter();
    reports.retain(|_| !of_copies.next().copied().unwrap_or_default());
    if let Some(report) = reports.iter_mut().find(|report| filled(report)).filter(|_| copies.contains(&true))
    {
        if !report.reason.is_empty() {
            report.reason.push_str("; ");
        }
        report.reason.push_str("a form that was left blank stands beside it");
    }
}

/// A page with fewer characters than this has no text to speak of: a page number, a line of a scanner.
const MIN_CHARACTERS: usize = 20;

/// How many characters a text has.
#[derive(Default)]
struct Characters {
    readable: usize,
    undecoded: usize,
}

impl Characters {
    fn of_blocks(document: &Document) -> Characters {
        let mut own = Characters::default();
        for block in &document.blocks {
            match block {
                Block::Text(paragraph) => own.add(&paragraph.text),
                Block::Table(grid) => grid.cells().iter().for_each(|cell| own.add(&cell.text)),
            }
        }
        own
    }

    fn add(&mut self, text: &str) {
        self.readable += text.chars().filter(|ch| ch.is_alphanumeric()).count();
        self.undecoded += text.chars().filter(|ch| *ch == char::REPLACEMENT_CHARACTER).count();
    }

    fn is_lost(&self) -> bool {
        self.undecoded as f32 > LOST * (self.readable + self.undecoded) as f32
    }
}

/// A text of which more than this part cannot be decoded is lost: what is left of it does not say what it was.
const LOST: f32 = 0.1;

/// Whether the text of a document is lost. What one reader leaves out for want of a font, the other has without its meaning.
fn is_lost(document: &Document) -> bool {
    let mut second = Characters::default();
    document.second_reading.iter().flatten().for_each(|line| second.add(&line.text));
    Characters::of_blocks(document).is_lost() || second.is_lost()
}

/// Why a document of drawn pages has to be read from its picture, if there is next to no text in it but something is painted, or most of its text
/// cannot be decoded: scans, text drawn as curves, fonts without a meaning. The pages are named.
fn unread(document: &Document) -> Option<String> {
    let Characters { readable, undecoded } = Characters::of_blocks(document);
    let is_text = readable >= MIN_CHARACTERS * document.pages as usize && undecoded <= readable;
    if !document.format.is_drawn() || is_text {
        return None;
    }
    let mut pages: Vec<u32> = document.pictures.iter().map(|picture| picture.page).collect();
    pages.dedup();
    let mut reasons = Vec::new();
    if !pages.is_empty() {
        let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
        reasons.push(format!("no text, but pictures on page {}", pages.join(", ")));
    }
    reasons.extend(damage_reasons(document));
    (!reasons.is_empty()).then(|| reasons.join("; "))
}

/// Why figures have to be read from the picture of the pages: most of their cells hold ink, and none a number.
fn inked(document: &Document, weighed: &Weighed) -> Option<String> {
    let is_undecoded = |figure: &&Figure| figure.published.contains(char::REPLACEMENT_CHARACTER);
    let unreadable = weighed.figures.iter().filter(is_undecoded).count();
    (document.format.is_drawn() && unreadable * 2 > weighed.figures.len()).then(|| {
        format!(
            "{unreadable} of {} figures are not written as text that can be read, and none of them is",
            weighed.figures.len()
        )
    })
}

/// The fonts that lost characters, and where; nothing if none did.
fn undecoded_fonts(document: &Document) -> Option<String> {
    let font = |damage: &Damage| match damage {
        Damage::Font(font, pages) => Some(format!("{font}{}", on_pages(pages))),
        _ => None,
    };
    let fonts: Vec<String> = document.damage.iter().filter_map(font).collect();
    (!fonts.is_empty()).then(|| fonts.join(", "))
}

fn on_pages(pages: &[u32]) -> String {
    let pages: Vec<String> = pages.iter().map(u32::to_string).collect();
    match pages.as_slice() {
        [] => String::new(),
        [one] => format!(" on page {one}"),
        _ => format!(" on pages {}", pages.join(", ")),
    }
}

fn damage_reasons(document: &Document) -> Vec<String> {
    document
        .damage
        .iter()
        .map(|damage| match damage {
            Damage::CutTable => "the document ends in the middle of a table".to_string(),
            Damage::Page(page, why) => format!("page {page} could not be read: {why}"),
            Damage::Torn(Some(page)) => format!("the compressed text of page {page} is damaged"),
            Damage::Torn(None) => "compressed parts of the file are damaged".to_string(),
            Damage::Font(font, pages) => {
                format!("characters of the font {font} cannot be decoded{}", on_pages(pages))
            }
            Damage::Embedded => "a part embedded as a file of another format is not read".to_string(),
            Damage::Limit(limit) => format!("stopped at a limit: {limit}"),
        })
        .collect()
}

fn format_of(error: &ReadError, bytes: &[u8]) -> Option<Format> {
    match error {
        ReadError::Unsupported(format) => Some(*format),
        ReadError::Empty => Some(Format::Empty),
        ReadError::Binary => Some(Format::Binary),
        ReadError::Password | ReadError::Embedded | ReadError::Damaged(_) | ReadError::Worker(_) => {
            Some(document::sniff(bytes))
        }
        _ => None,
    }
}

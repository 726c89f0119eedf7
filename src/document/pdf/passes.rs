//! The two passes over the pages of a file, side by side: what the first reader paints, and what the second one reads.
//!
//! Neither needs anything of the other, so that on two cores a file takes as long as the longer of them.

use std::collections::BTreeSet;
use std::panic::resume_unwind;
use std::thread;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;

use super::Options;
use super::file::torn::Torn;
use super::fonts::gb1;
use super::fonts::lost::Lost;
use super::fonts::sense::Tally;
use super::fonts::{Fonts, Unbounded};
use super::painted::downwards;
use super::painted::glyph::Glyph;
use super::painted::interpret::{self, Fault, Painted};
use super::second::Second;
use super::sheet::{self, Sheet};
use crate::common::make_room;

/// Stack of the second pass. Only what is touched takes memory.
const STACK: usize = 32 << 20;

/// What the first reader made of a page.
pub(super) enum Outcome {
    /// A sheet may hold two pages.
    Read(Vec<Sheet>),
    /// It was given up; why.
    Refused(String),
    /// The budget of the file ended here; no page comes after it.
    Spent,
}

/// What both passes give.
pub(super) struct Passes {
    /// Page by page.
    pub(super) outcomes: Vec<Outcome>,
    /// What the fonts lost.
    pub(super) lost: Lost,
    pub(super) torn: Torn,
    pub(super) second: Second,
}

/// What the first pass gives.
struct First {
    outcomes: Vec<Outcome>,
    fonts: Fonts,
    lost: Lost,
    /// What all the text is made of.
    tally: Tally,
    /// Fonts that put the characters of a page over one another.
    crossed: BTreeSet<String>,
}

/// Reads all pages of a file that may be read; once more if it has fonts that are not to be believed.
pub(super) fn run(pdf: &Pdf, options: &Options) -> Passes {
    let pages = pdf.pages();
    let pages = pages.get(..options.max_pages).unwrap_or(pages);
    let (found, torn, second) = both(pdf, pages, options, &BTreeSet::new());
    let mut disbelieved: BTreeSet<String> =
        found.fonts.lying().cloned().chain(found.crossed.iter().cloned()).collect();
    if found.tally.is_nonsense() || second.is_nonsense() {
        disbelieved.extend(first(pages, options, Fonts::counting()).fonts.senseless());
    }
    let (found, torn, second) = match disbelieved.is_empty() {
        true => (found, torn, second),
        false => both(pdf, pages, options, &disbelieved),
    };
    let First { outcomes, fonts, mut lost, .. } = found;
    second.note_refused(fonts.refused(), &mut lost);
    Passes { outcomes, lost, torn, second }
}

/// Both passes side by side.
fn both(
    pdf: &Pdf,
    pages: &[Page<'_>],
    options: &Options,
    disbelieved: &BTreeSet<String>,
) -> (First, Torn, Second) {
    let every = |_: usize| true;
    let (found, beside) = thread::scope(|scope| {
        let name = thread::current().name().unwrap_or_default().to_string();
        let thread = thread::Builder::new().name(name).stack_size(STACK);
        let beside = thread.spawn_scoped(scope, || {
            make_room();
            second(pdf, pages, options, disbelieved, every)
        });
        let first = first(pages, options, Fonts::disbelieving(disbelieved));
        (first, beside.map(|thread| thread.join()))
    });
    let is_read = |page: usize| matches!(found.outcomes.get(page), Some(Outcome::Read(_)));
    let (torn, second) = match beside {
        Ok(Ok(passed)) if (0..pages.len()).all(is_read) => passed,
        Ok(Err(panic)) if (0..pages.len()).all(is_read) => resume_unwind(panic),
        // What the first reader gave up the other one does not look at; or there was no thread to be had.
        _ => second(pdf, pages, options, disbelieved, is_read),
    };
    (found, torn, second)
}

fn first(pages: &[Page<'_>], options: &Options, fonts: Fonts) -> First {
    let settings = gb1::settings();
    let cache = InterpreterCache::new();
    let mut budget = options.max_operations;
    let (outcomes, lost) = (Vec::with_capacity(pages.len()), Lost::default());
    let mut found = First { outcomes, fonts, lost, tally: Tally::default(), crossed: BTreeSet::new() };
    for (number, page) in (1..).zip(pages) {
        if let Err(Unbounded(font)) = found.fonts.visit(page) {
            let why = format!("the widths of the font {font} name more characters than a font can have");
            found.outcomes.push(Outcome::Refused(why));
            continue;
        }
        match interpret::paint(page, &cache, &settings, &mut found.fonts, &mut budget) {
            Ok(painted) => found.take(number, painted),
            Err(Fault::Budget) => {
                found.outcomes.push(Outcome::Spent);
                break;
            }
            Err(Fault::Panic(said)) => found.outcomes.push(Outcome::Refused(said)),
        }
    }
    found
}

impl First {
    /// Takes in a page that was painted.
    fn take(&mut self, number: u32, mut painted: Painted) {
        let all = painted.glyphs.len();
        if !painted.undecoded.is_empty() {
            // What a font does not say, the text that was put beside it may; and what nobody sees is no loss.
            let is_lost = |glyph: &&Glyph| glyph.marks.undecoded && glyph.is_read();
            let seen = painted.glyphs.iter().filter(is_lost).count();
            for (font, count) in std::mem::take(&mut painted.undecoded) {
                self.lost.add(font, number, count.min(seen), all);
            }
        }
        if !painted.downwards.is_empty() && downwards::is_crossed(&painted.glyphs) {
            self.crossed.append(&mut painted.downwards);
        }
        for glyph in &painted.glyphs {
            if self.tally.is_known() {
                break;
            }
            self.tally.add(glyph.ch, u32::from(glyph.ch));
        }
        self.outcomes.push(Outcome::Read(sheet::sheets(number, painted)));
    }
}

/// Looks for compressed text that came apart, and reads the pages that are whole.
fn second(
    pdf: &Pdf,
    pages: &[Page<'_>],
    options: &Options,
    disbelieved: &BTreeSet<String>,
    wanted: impl Fn(usize) -> bool,
) -> (Torn, Second) {
    let mut torn = Torn::new(pdf);
    let mut second = Second::new(options.max_operations, disbelieved);
    for (number, (index, page)) in (1..).zip(pages.iter().enumerate()) {
        if torn.is_page(page) {
            second.lose(number);
        } else if wanted(index) {
            second.page(number, page);
            if torn.is_unchecked(page) {
                second.doubt(number);
            }
        }
    }
    second.settle();
    (torn, second)
}

//! The two passes over the pages of a file, side by side: what the first reader paints, and what the second one reads.
//!
//! Neither needs anything of the other, so that on two cores a file takes as long as the longer of them.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::thread;

use hayro_interpret::InterpreterCache;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;

use super::Options;
use super::fonts::{Fonts, Unbounded};
use super::gb1;
use super::interpret::{self, Fault};
use super::second::Second;
use super::sheet::{self, Sheet};
use super::torn::Torn;
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
    /// Fonts with glyphs that cannot be decoded, and how many.
    pub(super) undecoded: BTreeMap<String, u32>,
    pub(super) torn: Torn,
    pub(super) second: Second,
}

/// Reads all pages of a file that may be read.
pub(super) fn run(pdf: &Pdf, options: &Options) -> Passes {
    let pages = pdf.pages();
    let pages = pages.get(..options.max_pages).unwrap_or(pages);
    let every = |_: usize| true;
    let ((outcomes, undecoded), beside) = thread::scope(|scope| {
        let name = thread::current().name().unwrap_or_default().to_string();
        let thread = thread::Builder::new().name(name).stack_size(STACK);
        let beside = thread.spawn_scoped(scope, || {
            make_room();
            second(pdf, pages, options, every)
        });
        let first = first(pages, options);
        (first, beside.map(|thread| thread.join()))
    });
    let is_read = |page: usize| matches!(outcomes.get(page), Some(Outcome::Read(_)));
    let (torn, second) = match beside {
        Ok(Ok(passed)) if (0..pages.len()).all(is_read) => passed,
        Ok(Err(panic)) if (0..pages.len()).all(is_read) => resume_unwind(panic),
        // What the first reader gave up the other one does not look at; or there was no thread to be had.
        _ => second(pdf, pages, options, is_read),
    };
    Passes { outcomes, undecoded, torn, second }
}

fn first(pages: &[Page<'_>], options: &Options) -> (Vec<Outcome>, BTreeMap<String, u32>) {
    let settings = gb1::settings();
    let cache = InterpreterCache::new();
    let mut fonts = Fonts::default();
    let mut budget = options.max_operations;
    let mut outcomes = Vec::with_capacity(pages.len());
    let mut undecoded = BTreeMap::<String, u32>::new();
    for (number, page) in (1..).zip(pages) {
        if let Err(Unbounded(font)) = fonts.visit(page) {
            let why = format!("the widths of the font {font} name more characters than a font can have");
            outcomes.push(Outcome::Refused(why));
            continue;
        }
        match interpret::paint(page, &cache, &settings, &mut fonts, &mut budget) {
            Ok(mut painted) => {
                for (font, count) in std::mem::take(&mut painted.undecoded) {
                    *undecoded.entry(font).or_default() += count;
                }
                outcomes.push(Outcome::Read(sheet::sheets(number, painted)));
            }
            Err(Fault::Budget) => {
                outcomes.push(Outcome::Spent);
                break;
            }
            Err(Fault::Panic(said)) => outcomes.push(Outcome::Refused(said)),
        }
    }
    (outcomes, undecoded)
}

/// Looks for compressed text that came apart, and reads the pages that are whole.
fn second(
    pdf: &Pdf,
    pages: &[Page<'_>],
    options: &Options,
    wanted: impl Fn(usize) -> bool,
) -> (Torn, Second) {
    let mut torn = Torn::new(pdf);
    let mut second = Second::new(options.max_operations);
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

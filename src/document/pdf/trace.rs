//! What the reader sees of the rulings of single pages, for pictures that show how a table was found.

use hayro_interpret::InterpreterCache;

use super::Options;
use super::file::open;
use super::fonts::Fonts;
use super::fonts::gb1;
use super::painted::ink::Ruling;
use super::painted::interpret;
use crate::document::ReadError;

/// The rulings of each of the pages, as boxes without height or without width in points from the top left corner of the
/// page as shown. Pages that cannot be read have none.
///
/// # Errors
///
/// If the file cannot be opened.
pub fn rulings(bytes: &[u8], pages: &[u32], options: &Options) -> Result<Vec<Vec<[f32; 4]>>, ReadError> {
    let pdf = open::open(bytes)?;
    let (cache, settings) = (InterpreterCache::new(), gb1::settings());
    let mut fonts = Fonts::default();
    let mut budget = options.max_operations;
    let mut found = Vec::with_capacity(pages.len());
    for &number in pages {
        let page = (number as usize).checked_sub(1).and_then(|index| pdf.pages().get(index));
        let painted = page.and_then(|page| {
            fonts.visit(page).ok()?;
            interpret::paint(page, &cache, &settings, &mut fonts, &mut budget).ok()
        });
        let seen = |ruling: &&Ruling| !ruling.white;
        found.push(
            painted.map_or(Vec::new(), |page| page.ink.rulings.iter().filter(seen).map(box_of).collect()),
        );
    }
    Ok(found)
}

fn box_of(ruling: &Ruling) -> [f32; 4] {
    let Ruling { across, at, from, to, .. } = *ruling;
    if across { [from, at, to, at] } else { [at, from, at, to] }
}

//! One page made ready: text upright, doubles dropped, white and hidden text told apart, rulings in lattices.
//!
//! Between `interpret` (what was painted) and `table`, `furniture`, `flow` (what it means).

pub(super) mod chunk;
mod halves;
mod margin;
mod paper;
pub(super) mod text;

use crate::document::pdf::geometry::{Area, Turn};
use crate::document::pdf::painted::cover;
use crate::document::pdf::painted::filled::{self, Filled};
use crate::document::pdf::painted::glyph::{Glyph, drop_doubles};
use crate::document::pdf::painted::ink::{Ground, Ink, Ruling, Speck};
use crate::document::pdf::painted::interpret::{Drawn, Painted};
use crate::document::pdf::painted::overlay;
use crate::document::pdf::ruled::lattice::{self, Lattice};

/// A page whose text runs left to right.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// Its place among the pages as they are read, from 1: a sheet with two pages on it counts twice.
    pub(super) leaf: u32,
    /// Its box on the page as shown, where it is one half of it.
    pub(super) half: Option<Area>,
    /// Width and height of the page as shown.
    shown: (f32, f32),
    /// How it was turned to be upright.
    turn: Turn,
    /// Glyphs that a person sees.
    pub(super) glyphs: Vec<Glyph>,
    /// Whether the text lies unseen under or over a picture of the page, as text recognition puts it.
    pub(super) recognised: bool,
    pub(super) lattices: Vec<Lattice>,
    /// Lines across the page, long enough to part rows of a table that has no lines down.
    pub(super) rules: Vec<Ruling>,
    /// Lines down the page, from left to right.
    pub(super) uprights: Vec<Ruling>,
    /// Areas painted in a colour: stripes of tables among them.
    pub(super) grounds: Vec<Ground>,
    pub(super) pictures: Vec<Drawn>,
    /// Other outlines, without those of seals.
    pub(super) specks: Vec<Speck>,
    /// Filled outlines that may be text drawn as curves.
    pub(super) curves: u32,
    /// Too many rulings to look at all.
    pub(super) overflow: bool,
    /// The letters of seals and stamps, and where they stand on the page as shown.
    pub(super) overlaid: Vec<(char, (f32, f32))>,
}

/// How many tests of white things against grounds a page may cost; a page of a report needs some hundreds.
const MAX_GROUND_TESTS: usize = 2_000_000;

/// How far from the middle of a white ruling its ground is looked for, in points.
const BESIDE: f32 = 1.5;

/// A picture that covers this part of a page is the page, scanned.
const SCAN_COVER: f32 = 0.5;

/// The sheets of one page: one, or two where two pages stand on it side by side.
pub(super) fn sheets(number: u32, painted: Painted) -> Vec<Sheet> {
    let Painted { width, height, mut glyphs, ink, rounds, mut pictures, filled, .. } = painted;
    let Ink { mut rulings, mut grounds, curves, mut specks, mut veils } = ink;
    overlay::mark(&mut glyphs, &rounds);
    let overlaid = glyphs.iter().filter(|glyph| glyph.marks.overlaid);
    let overlaid = overlaid.map(|glyph| (glyph.ch, glyph.area.centre())).collect();
    specks.retain(|speck| !overlay::is_of_seal(&speck.area, speck.colour, &rounds));
    let turn = prevailing_turn(&glyphs);
    let areas = (grounds.as_mut_slice(), pictures.as_mut_slice(), specks.as_mut_slice());
    turn_all(turn, (width, height), &mut glyphs, &mut rulings, areas);
    for Filled { area, text } in filled {
        let area = turn.upright_area(&area, width, height);
        glyphs.extend(filled::letters(&Filled { area, text }));
    }
    veils.iter_mut().for_each(|veil| veil.1 = turn.upright_area(&veil.1, width, height));
    veils.extend(cover::white(&glyphs));
    cover::mark(&mut glyphs, &grounds, &pictures, &veils, width.max(height));
    drop_doubles(&mut glyphs);
    margin::drop_line_numbers(&mut glyphs, &rulings);
    paper::drop_lines(&mut rulings, turned(turn, (width, height)));
    let mut tests = MAX_GROUND_TESTS;
    rulings.retain(|ruling| {
        let place = (ruling.from + ruling.to) / 2.0;
        // A ruling at the edge of its ground has colour on one side only.
        !ruling.white
            || [-BESIDE, BESIDE].into_iter().any(|beside| {
                let at = ruling.at + beside;
                let point = if ruling.across { (place, at) } else { (at, place) };
                on_colour(&grounds, ruling.order, point, &mut tests)
            })
    });
    for glyph in glyphs.iter_mut().filter(|glyph| glyph.marks.white) {
        let seen = on_colour(&grounds, glyph.order, glyph.area.centre(), &mut tests)
            || pictures.iter().any(|picture| {
                let (x, y) = glyph.area.centre();
                picture.area.holds(x, y)
            });
        glyph.marks.hidden |= !seen;
    }
    let cover = pictures.iter().map(|picture| picture.area.size()).fold(0.0, f32::max);
    let scanned = cover >= SCAN_COVER * width * height;
    let mut seen: Vec<Glyph> = glyphs.iter().copied().filter(Glyph::is_read).collect();
    let recognised = scanned && seen.is_empty();
    if recognised {
        seen = glyphs.into_iter().filter(|glyph| !glyph.marks.slanted).collect();
    }
    grounds.retain(|ground| !ground.white);
    let shown = (width, height);
    let sheet = Sheet { number, shown, turn, recognised, curves, overlaid, ..Sheet::default() };
    let cut = halves::cut(&seen, &rulings, sheet.size());
    let whole = Content { glyphs: seen, rulings, grounds, pictures, specks };
    match cut {
        None => vec![sheet.filled(whole)],
        Some(at) => {
            let [left, right] = whole.parted(at);
            let (wide, high) = sheet.size();
            let half = |area: Area| Sheet { half: Some(sheet.as_shown(&area)), ..sheet.clone() };
            let sides = [half(Area::new(0.0, 0.0, at, high)), half(Area::new(at, 0.0, wide, high))];
            let [first, second] = sides;
            vec![first.filled(left), Sheet { overlaid: Vec::new(), ..second }.filled(right)]
        }
    }
}

/// What stands on a sheet, upright.
struct Content {
    glyphs: Vec<Glyph>,
    rulings: Vec<Ruling>,
    grounds: Vec<Ground>,
    pictures: Vec<Drawn>,
    specks: Vec<Speck>,
}

impl Content {
    /// What stands to the left and to the right of a place.
    fn parted(self, at: f32) -> [Content; 2] {
        let side = |area: &Area| area.centre().0 < at;
        let glyphs = self.glyphs.into_iter().partition(|glyph| side(&glyph.area));
        let place = |ruling: &Ruling| if ruling.across { (ruling.from + ruling.to) / 2.0 } else { ruling.at };
        let rulings = self.rulings.into_iter().partition(|ruling| place(ruling) < at);
        let grounds = self.grounds.into_iter().partition(|ground| side(&ground.area));
        let pictures = self.pictures.into_iter().partition(|picture| side(&picture.area));
        let specks = self.specks.into_iter().partition(|speck| side(&speck.area));
        [
            Content {
                glyphs: glyphs.0,
                rulings: rulings.0,
                grounds: grounds.0,
                pictures: pictures.0,
                specks: specks.0,
            },
            Content {
                glyphs: glyphs.1,
                rulings: rulings.1,
                grounds: grounds.1,
                pictures: pictures.1,
                specks: specks.1,
            },
        ]
    }
}

impl Sheet {
    fn filled(self, content: Content) -> Sheet {
        let Content { glyphs, rulings, grounds, pictures, specks } = content;
        let found = lattice::find(&rulings);
        let (rules, mut uprights): (Vec<Ruling>, Vec<Ruling>) =
            rulings.into_iter().partition(|ruling| ruling.across);
        uprights.sort_by(|a, b| a.at.total_cmp(&b.at));
        let (lattices, overflow) = (found.all, found.overflow);
        Sheet { glyphs, rules, uprights, grounds, pictures, specks, lattices, overflow, ..self }
    }

    /// Width and height after the turn.
    pub(super) fn size(&self) -> (f32, f32) {
        turned(self.turn, self.shown)
    }

    /// A box of this sheet in points from the top left corner of the page as shown.
    pub(super) fn as_shown(&self, area: &Area) -> Area {
        self.turn.shown_area(area, self.shown.0, self.shown.1)
    }

    /// Whether a picture covers most of the page.
    pub(super) fn is_scan(&self) -> bool {
        let page = self.shown.0 * self.shown.1;
        self.pictures.iter().any(|picture| picture.area.size() >= SCAN_COVER * page)
    }
}

/// The direction most of the text of a page runs in.
fn prevailing_turn(glyphs: &[Glyph]) -> Turn {
    let mut counts = [0_usize; 4];
    for glyph in glyphs.iter().filter(|glyph| glyph.is_read() && !glyph.is_space()) {
        if let Some(count) = counts.get_mut(glyph.turn as usize) {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    Turn::ALL
        .into_iter()
        .zip(counts)
        .find(|(_, count)| *count == most)
        .map_or(Turn::Upright, |(turn, _)| turn)
}

/// Width and height of a page after a turn.
fn turned(turn: Turn, (width, height): (f32, f32)) -> (f32, f32) {
    match turn {
        Turn::Upright | Turn::Flipped => (width, height),
        Turn::Down | Turn::Up => (height, width),
    }
}

fn turn_all(
    turn: Turn,
    (width, height): (f32, f32),
    glyphs: &mut [Glyph],
    rulings: &mut [Ruling],
    (grounds, pictures, specks): (&mut [Ground], &mut [Drawn], &mut [Speck]),
) {
    if turn == Turn::Upright {
        return;
    }
    let upright = |area: &Area| turn.upright_area(area, width, height);
    for glyph in glyphs {
        glyph.area = upright(&glyph.area);
        glyph.turn = glyph.turn.after(turn);
        glyph.baseline = glyph.area.bottom - 0.12 * glyph.size;
    }
    for ruling in rulings {
        let Ruling { across, at, from, to, .. } = *ruling;
        let area = upright(&if across { Area::new(from, at, to, at) } else { Area::new(at, from, at, to) });
        ruling.across = across == (turn == Turn::Flipped);
        (ruling.at, ruling.from, ruling.to) = match ruling.across {
            true => (area.top, area.left, area.right),
            false => (area.left, area.top, area.bottom),
        };
    }
    grounds.iter_mut().for_each(|ground| ground.area = upright(&ground.area));
    pictures.iter_mut().for_each(|picture| picture.area = upright(&picture.area));
    specks.iter_mut().for_each(|speck| speck.area = upright(&speck.area));
}

/// Whether the last ground painted under a point before `order` is coloured.
fn on_colour(grounds: &[Ground], order: u32, (x, y): (f32, f32), tests: &mut usize) -> bool {
    let before = grounds.partition_point(|ground| ground.order < order);
    for ground in grounds.iter().take(before).rev() {
        let Some(left) = tests.checked_sub(1) else { return false };
        *tests = left;
        if ground.area.holds(x, y) {
            return !ground.white;
        }
    }
    false
}

//! From the operators of a page to its letters.
//!
//! Only what moves or shows text is looked at. Unseen text (render modes 3 and 7, white) is left out.

use std::collections::HashMap;
use std::sync::Arc;

use hayro_interpret::hayro_syntax::content::{Instruction, UntypedIter};
use hayro_interpret::hayro_syntax::object::dict::keys;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};

use super::Letter;
use super::font::{Font, Fonts, Text};
use super::operators;
use crate::document::pdf::painted::interpret::MIN_SIZE;

/// How deep forms may be nested.
const MAX_DEPTH: u8 = 12;

/// How many graphics states may be saved.
const MAX_SAVED: usize = 256;

/// A colour at least this bright in every part is white.
const WHITE: f32 = 0.99;

/// A transform as PDF writes it: a b c d e f.
#[derive(Debug, Clone, Copy)]
struct Matrix([f64; 6]);

impl Matrix {
    const ONE: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this, then `after`.
    fn then(self, after: Matrix) -> Matrix {
        let ([a, b, c, d, e, f], [u, v, w, x, y, z]) = (self.0, after.0);
        Matrix([
            a * u + b * w,
            a * v + b * x,
            c * u + d * w,
            c * v + d * x,
            e * u + f * w + y,
            e * v + f * x + z,
        ])
    }

    fn shift(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// Where a vector points to.
    fn turn(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (x * a + y * c, x * b + y * d)
    }
}

/// What `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Arc<Font>>,
    size: f64,
    spacing: f64,
    word_spacing: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
    mode: i64,
    white: bool,
}

/// The letters of a page, in the order in which they are shown; nothing if its operators make no sense, since then one
/// that moved or showed a figure may be lost to every reader. Ends early when the budget is spent.
pub(super) fn letters(page: &Page<'_>, fonts: &mut Fonts, budget: &mut u64) -> Option<Vec<Letter>> {
    let ctm = Matrix(page.initial_transform(true).as_coeffs());
    let state = State {
        ctm,
        font: None,
        size: 0.0,
        spacing: 0.0,
        word_spacing: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
        mode: 0,
        white: false,
    };
    let mut walk = Walk {
        fonts,
        budget,
        letters: Vec::new(),
        state,
        saved: Vec::new(),
        text: Matrix::ONE,
        line: Matrix::ONE,
        senseless: false,
    };
    walk.run(page.operations(), page.resources(), 0);
    (!walk.senseless).then_some(walk.letters)
}

/// The fonts of one dictionary of resources that were met so far.
type Named = HashMap<Vec<u8>, Option<Arc<Font>>>;

struct Walk<'w> {
    fonts: &'w mut Fonts,
    budget: &'w mut u64,
    letters: Vec<Letter>,
    state: State,
    saved: Vec<State>,
    text: Matrix,
    line: Matrix,
    /// An operator was met that does not exist, or has not the operands it takes.
    senseless: bool,
}

impl Walk<'_> {
    fn run(&mut self, mut operations: UntypedIter<'_>, resources: &Resources<'_>, depth: u8) {
        let base = self.saved.len();
        let mut named = Named::new();
        while let Some(instruction) = operations.next() {
            let Some(left) = self.budget.checked_sub(1) else { return };
            *self.budget = left;
            let operator: &[u8] = instruction.operator;
            self.senseless |= !operators::is_known(operator, instruction.operands().count());
            match operator {
                b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
                b"Q" if self.saved.len() > base => {
                    if let Some(state) = self.saved.pop() {
                        self.state = state;
                    }
                }
                b"Do" => {
                    if let Some(Object::Name(name)) = instruction.operands().next()
                        && depth < MAX_DEPTH
                        && let Some(form) = resources.get_x_object(name)
                    {
                        self.form(&form, resources, depth);
                    }
                }
                b"Tf" => {
                    let mut operands = instruction.operands();
                    if let (Some(Object::Name(name)), Some(Object::Number(size))) =
                        (operands.next(), operands.next())
                    {
                        self.state.font = self.font(name, resources, &mut named);
                        self.state.size = size.as_f64();
                    }
                }
                _ => self.operator(operator, &instruction),
            }
        }
        self.saved.truncate(base);
    }

    /// The font of a name. To find its dictionary may mean to parse a packed object, so that it is asked for once only.
    fn font(&mut self, name: &Name<'_>, resources: &Resources<'_>, named: &mut Named) -> Option<Arc<Font>> {
        if let Some(font) = named.get(name.as_ref()) {
            return font.clone();
        }
        let dict = resources.get_font(name)?;
        let font = self.fonts.get(&dict);
        // A dictionary that stands in the resources themselves is another font each time.
        if dict.obj_id().is_some() {
            named.insert(name.to_vec(), font.clone());
        }
        font
    }

    fn form(&mut self, form: &Stream<'_>, resources: &Resources<'_>, depth: u8) {
        let dict = form.dict();
        if dict.get::<Name<'_>>(keys::SUBTYPE).as_deref() != Some(b"Form".as_slice()) {
            return;
        }
        let Ok(content) = form.decoded_data() else { return };
        // What is undone is paid for, so that a small form drawn often cannot cost much.
        let Some(left) = self.budget.checked_sub(content.len() as u64 / 16) else {
            *self.budget = 0;
            return;
        };
        *self.budget = left;
        let before = self.state.clone();
        let places = (self.text, self.line);
        if let Some(matrix) = dict.get::<Array<'_>>(keys::MATRIX) {
            let numbers: Vec<f64> = matrix.iter::<f32>().map(f64::from).collect();
            if let Ok(matrix) = <[f64; 6]>::try_from(numbers) {
                self.state.ctm = Matrix(matrix).then(self.state.ctm);
            }
        }
        match dict.get::<Dict<'_>>(keys::RESOURCES) {
            Some(own) => self.run(UntypedIter::new(&content), &Resources::new(own), depth + 1),
            None => self.run(UntypedIter::new(&content), resources, depth + 1),
        }
        self.state = before;
        (self.text, self.line) = places;
    }

    fn operator(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>) {
        let number = |at: usize| match instruction.operands().nth(at) {
            Some(Object::Number(number)) => number.as_f64(),
            _ => 0.0,
        };
        match operator {
            b"cm" => {
                let matrix = Matrix([number(0), number(1), number(2), number(3), number(4), number(5)]);
                self.state.ctm = matrix.then(self.state.ctm);
            }
            b"BT" => (self.text, self.line) = (Matrix::ONE, Matrix::ONE),
            b"Tc" => self.state.spacing = number(0),
            b"Tw" => self.state.word_spacing = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tr" => self.state.mode = number(0) as i64,
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"Tm" => {
                self.line = Matrix([number(0), number(1), number(2), number(3), number(4), number(5)]);
                self.text = self.line;
            }
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" => self.show_all(instruction),
            b"TJ" => self.show_all(instruction),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show_all(instruction);
            }
            b"\"" => {
                (self.state.word_spacing, self.state.spacing) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show_all(instruction);
            }
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.white = is_white(instruction),
            b"cs" => self.state.white = false,
            _ => {}
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = Matrix::shift(x, y).then(self.line);
        self.text = self.line;
    }

    /// Shows the strings among the operands.
    fn show_all(&mut self, instruction: &Instruction<'_, '_>) {
        let Some(font) = self.state.font.clone() else { return };
        match instruction.operands().last() {
            Some(Object::String(text)) => self.show(&font, text.as_bytes()),
            Some(Object::Array(items)) => {
                for item in items.iter::<Object<'_>>() {
                    match item {
                        Object::String(text) => self.show(&font, text.as_bytes()),
                        Object::Number(back) => {
                            self.advance(&font, -back.as_f64() / 1000.0 * self.state.size)
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn advance(&mut self, font: &Font, by: f64) {
        let (x, y) = if font.vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix::shift(x, y).then(self.text);
    }

    fn show(&mut self, font: &Font, bytes: &[u8]) {
        let seen = !matches!(self.state.mode, 3 | 7) && !self.state.white;
        *self.budget = self.budget.saturating_sub(bytes.len() as u64 / 2);
        font.read(bytes, |shown| {
            let size = self.state.size;
            let width = if font.vertical { -1.0 } else { f64::from(shown.width) };
            if seen {
                self.push(font, shown.code, &shown.text, width);
            }
            let spacing = if font.vertical { -self.state.spacing } else { self.state.spacing };
            let space = if shown.is_word_space { self.state.word_spacing } else { 0.0 };
            self.advance(font, width * size + spacing + space);
        });
    }

    fn push(&mut self, font: &Font, code: u32, text: &Text<'_>, width: f64) {
        let State { size, stretch, rise, ctm, .. } = self.state;
        let place = Matrix::shift(0.0, rise).then(self.text).then(ctm);
        let [.., x, y] = place.0;
        let up = place.turn(0.0, size);
        let seen_size = up.0.hypot(up.1) as f32;
        if seen_size < MIN_SIZE {
            return;
        }
        let whole =
            if font.vertical { place.turn(size, 0.0) } else { place.turn(width * size * stretch, 0.0) };
        let mut push = |ch: char, part: f64, at: f64| {
            let (dx, dy) = ((whole.0 * part) as f32, (whole.1 * part) as f32);
            let (x, y) = (x + whole.0 * at, y + whole.1 * at);
            let (said, ch) = (ch, folded(ch));
            if ch.is_whitespace() || ![x as f32, y as f32, dx, dy, seen_size].iter().all(|n| n.is_finite()) {
                return;
            }
            self.fonts.note(font.number, said, code);
            let letter =
                Letter { ch, said, x: x as f32, y: y as f32, dx, dy, size: seen_size, font: font.number };
            self.letters.push(letter);
        };
        match text {
            Text::One(ch) => push(*ch, 1.0, 0.0),
            Text::Many(text) => {
                let part = 1.0 / text.chars().count().max(1) as f64;
                text.chars().zip(0_u32..).for_each(|(ch, at)| push(ch, part, f64::from(at) * part));
            }
        }
    }
}

/// Full-width figures and signs as ASCII, radicals as hanzi.
fn folded(ch: char) -> char {
    match ch as u32 {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(ch),
        _ => crate::document::pdf::fonts::fold::fold(ch),
    }
}

fn is_white(instruction: &Instruction<'_, '_>) -> bool {
    let mut parts = 0;
    let mut bright = 0;
    let mut dark = 0;
    for operand in instruction.operands() {
        let Object::Number(number) = operand else { return false };
        parts += 1;
        bright += u32::from(number.as_f32() >= WHITE);
        dark += u32::from(number.as_f32() <= 1.0 - WHITE);
    }
    // Four parts are inks, of which none is white.
    if parts == 4 { dark == 4 } else { parts > 0 && bright == parts }
}

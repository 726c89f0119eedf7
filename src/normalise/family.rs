//! A family: blocks of the forms that print the same columns, with what its rows and columns are called.

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use super::fold::{Folded, Ordinal, fold};
use super::header_order::{self, HeaderWord};
use super::similarity::{LONGEST_LABEL, may_abbreviate, similarity};
use super::vocabulary::Target;
use crate::template::{Alias, FieldId, FormId, LabelPart, Layout};

/// A label less alike than this is another label.
pub(crate) const LEAST_LIKENESS: f32 = 0.62;

/// Labels less alike than this need not be compared further where only those that are alike count: a little less than
/// [`LEAST_LIKENESS`], for rounding.
pub(crate) const WORTH_COMPARING: f32 = LEAST_LIKENESS - ROUNDING;

/// How much a likeness may be off by rounding, and much more.
const ROUNDING: f32 = 0.01;

/// Labels less alike than this are not compared further; no margin between two labels depends on it.
const NOT_ALIKE: f32 = 0.4;

/// The bit of a character in the mask of a name.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// The bit of a character in the mask of all names of a line: they fill a narrower one, and it would tell nothing.
fn wide_bit(c: char) -> u128 {
    1 << (u32::from(c) % 128)
}

/// Blocks of the forms that print the same columns.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Family {
    /// Index of the table in its form (the same in all forms).
    pub(crate) table: u8,
    /// How its figures are laid out.
    pub(crate) layout: Layout,
    /// Its columns in printed order.
    pub(crate) columns: Vec<Line>,
    /// The rows of all its blocks, in the order of the forms.
    pub(crate) rows: Vec<Line>,
    /// For each row, each form that has it and the field of its first column there.
    pub(super) fields: Vec<Vec<(FormId, FieldId)>>,
}

/// A row or column of a family.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Line {
    /// Canonical key.
    pub(crate) key: String,
    /// The number the form prints before it.
    pub(crate) ordinal: Option<Ordinal>,
    /// Index of the group it stands in, in [`Vocabulary::groups`].
    pub(crate) group: Option<u8>,
    /// Its folded names, the official ones first.
    pub(super) names: Vec<CompactString>,
    /// Their characters.
    #[serde(skip)]
    chars: Vec<Vec<char>>,
    /// For each name a bit for each of its characters, by [`bit`]: tells cheaply that a label has little in common with it.
    #[serde(skip)]
    bits: Vec<u64>,
    /// A bit for each character of any name, by [`wide_bit`].
    #[serde(skip)]
    any: u128,
    /// How many characters the shortest name has.
    #[serde(skip)]
    shortest: usize,
}

/// How well a printed label fits a line of the form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Likeness {
    /// From 0 to 1; 1 is word for word one of its known names.
    pub(crate) similarity: f32,
    /// How much better than the next best line of the same list.
    pub(crate) margin: f32,
}

impl Likeness {
    /// Word for word a known name.
    pub(crate) const EXACT: Likeness = Likeness { similarity: 1.0, margin: 1.0 };

    /// Whether the label is one we know.
    pub(crate) fn is_exact(self) -> bool {
        self.similarity >= 1.0
    }
}

impl Family {
    /// The field of a row and column in a form, if the form has that row.
    pub(crate) fn field(&self, form: FormId, row: u8, column: u8) -> Option<FieldId> {
        let fields = self.fields.get(usize::from(row))?;
        let (_, first) = fields.iter().find(|(of, _)| *of == form)?;
        Some(FieldId(first.0 + u16::from(column)))
    }

    /// The columns in the order in which they stand below a header; see [`header_order::of`].
    pub(crate) fn column_order(&self, words: impl Iterator<Item = HeaderWord>) -> Option<Vec<u8>> {
        header_order::of(|column| self.columns.get(usize::from(column))?.group, words)
    }

    /// The rows, in the one-line layout, in the order in which they stand below a header; see [`header_order::of`].
    pub(crate) fn row_order(&self, words: impl Iterator<Item = HeaderWord>) -> Option<Vec<u8>> {
        header_order::of(|row| self.rows.get(usize::from(row))?.group, words)
    }

    /// Whether the columns under one head stand side by side.
    pub(crate) fn is_whole(&self, order: &[u8]) -> bool {
        header_order::is_whole(|column| self.columns.get(usize::from(column))?.group, order)
    }

    /// How well a label fits each row: as it is found word for word, or else by likeness. Of several rows that are
    /// called the same (其他), the one with the number that is printed before the label.
    pub(crate) fn row_likenesses(&self, folded: &Folded, targets: &[Target], index: u8) -> Vec<Likeness> {
        let named = |row: u8| targets.contains(&Target::Row { family: index, row });
        let exact: Vec<u8> = (0..self.rows.len() as u8).filter(|&row| named(row)).collect();
        if exact.is_empty() {
            return likenesses(folded, &self.rows);
        }
        let numbered = |row: &u8| {
            let official = self.rows.get(usize::from(*row)).and_then(|line| line.ordinal);
            folded.ordinal.is_some() && official == folded.ordinal
        };
        let by_number: Vec<u8> = exact.iter().copied().filter(numbered).collect();
        let chosen = if by_number.len() == 1 { by_number } else { exact };
        let nothing = Likeness { similarity: 0.0, margin: 0.0 };
        (0..self.rows.len() as u8)
            .map(|row| if chosen.contains(&row) { Likeness::EXACT } else { nothing })
            .collect()
    }

    /// The column of a table in one line that a label names with a slip of the pen, and how well it fits: near to one and
    /// far from all others. Nothing for labels that the forms know.
    pub(crate) fn result_with_slip(&self, folded: &Folded, targets: &[Target]) -> Option<(u8, Likeness)> {
        const NEAR: f32 = 0.7;
        const FAR: f32 = 0.2;
        if self.layout != Layout::OneLine || !targets.is_empty() || folded.ordinal.is_some() {
            return None;
        }
        let printed = Compared::new(folded);
        if !self.columns.iter().any(|line| printed.similarity(line, NEAR - ROUNDING) >= NEAR) {
            return None;
        }
        let all = likenesses(folded, &self.columns);
        let near = |(_, l): &(usize, &Likeness)| l.similarity >= NEAR && l.margin >= FAR;
        all.iter().enumerate().find(near).map(|(column, likeness)| (column as u8, *likeness))
    }

    /// Whether a label that the forms do not know looks like a row of the family, torn or misspelt: its figures are not those of
    /// the row named before it.
    pub(crate) fn resembles_row(&self, folded: &Folded, targets: &[Target]) -> bool {
        const ALIKE: f32 = 0.45;
        let printed = Compared::new(folded);
        let names = |target: &Target| {
            matches!(target, Target::Row { .. } | Target::Column { .. } | Target::Figure { .. })
        };
        !targets.iter().any(names)
            && self.rows.iter().any(|line| printed.similarity(line, ALIKE - ROUNDING) >= ALIKE)
    }

    /// Whether any block of the family stands in a form.
    pub(crate) fn has_form(&self, form: FormId) -> bool {
        self.fields.iter().flatten().any(|(of, _)| *of == form)
    }

    /// Whether each form that any of its blocks stands in has a row.
    pub(crate) fn is_in_all_forms(&self, row: u8) -> bool {
        self.all_forms().all(|form| self.forms(row).any(|of| of == form))
    }

    /// The forms that any of its blocks stands in, some more than once.
    pub(crate) fn all_forms(&self) -> impl Iterator<Item = FormId> {
        self.fields.iter().flatten().map(|(form, _)| *form)
    }

    /// The forms that have a row.
    pub(crate) fn forms(&self, row: u8) -> impl Iterator<Item = FormId> {
        self.fields.get(usize::from(row)).into_iter().flatten().map(|(form, _)| *form)
    }
}

impl Line {
    /// A line of which only the key is known.
    pub(super) fn unnamed(key: &str) -> Line {
        Line { key: key.to_string(), ..Line::default() }
    }

    pub(super) fn new(key: &str, label: &str, part: LabelPart, aliases: &[&Alias]) -> Line {
        // A path such as 行政诉讼 / 未经复议直接起诉 is known by its last step.
        let label = label.rsplit(" / ").next().unwrap_or(label);
        let official = fold(label);
        let mut line = Line { key: key.to_string(), ordinal: official.ordinal, ..Line::default() };
        line.name(official.words);
        line.name(official.bare);
        for alias in aliases.iter().filter(|alias| alias.part == part && alias.key == key) {
            line.name(fold(&alias.label).words);
        }
        line
    }

    fn name(&mut self, name: CompactString) {
        if !name.is_empty() && !self.names.contains(&name) {
            self.names.push(name);
            self.spell();
        }
    }

    /// Notes the characters of names that were added.
    pub(super) fn spell(&mut self) {
        for name in self.names.iter().skip(self.chars.len()) {
            let bits = name.chars().fold(0, |bits, c| bits | bit(c));
            let chars: Vec<char> = name.chars().collect();
            self.shortest = if self.chars.is_empty() { chars.len() } else { self.shortest.min(chars.len()) };
            self.any = name.chars().fold(self.any, |any, c| any | wide_bit(c));
            self.bits.push(bits);
            self.chars.push(chars);
        }
    }

    pub(super) fn merge(&mut self, other: Line) {
        self.key = other.key;
        self.ordinal = self.ordinal.or(other.ordinal);
        self.group = self.group.or(other.group);
        for name in other.names {
            self.name(name);
        }
    }

    /// How alike a printed label is to the nearest name of this line; maybe 0 if less than `least`.
    fn similarity(&self, printed: &Printed, least: f32) -> f32 {
        // What holds for each name below, told for all at once: too little in common for a whole and for a part of one.
        let (length, at_most) = (printed.chars.len(), printed.at_most_of_any(self.any));
        if (at_most as f32) < least * length as f32 && at_most < self.shortest.min(length) {
            return 0.0;
        }
        let near = |(name, bits): (&Vec<char>, &u64)| {
            let (short, long) = if printed.chars.len() <= name.len() {
                (&printed.chars, name)
            } else {
                (name, &printed.chars)
            };
            if bits & printed.all == 0 || long.len() > LONGEST_LABEL {
                return 0.0;
            }
            // What is not in common has to be edited.
            let enough = least * long.len() as f32;
            let as_whole = |common: usize| common.min(short.len()) as f32 >= enough;
            let at_most = printed.at_most(*bits);
            let common = || printed.chars.iter().filter(|c| bits & bit(**c) != 0).count();
            let as_part = || at_most >= short.len() && may_abbreviate(short, long);
            let may_be = as_whole(at_most) && as_whole(common()) || as_part();
            if may_be { similarity(&printed.chars, name) } else { 0.0 }
        };
        self.chars.iter().zip(&self.bits).map(near).fold(0.0, f32::max)
    }
}

/// A printed label that is compared to many lines, with and without what stands in brackets.
pub(crate) struct Compared {
    words: Printed,
    bare: Option<Printed>,
}

impl Compared {
    /// Makes a label ready to be compared.
    pub(crate) fn new(folded: &Folded) -> Compared {
        let bare = (!folded.bare.is_empty()).then(|| Printed::new(&folded.bare));
        Compared { words: Printed::new(&folded.words), bare }
    }

    /// How alike it is to a line; maybe 0 if less than `least`.
    pub(crate) fn similarity(&self, line: &Line, least: f32) -> f32 {
        let whole = line.similarity(&self.words, least);
        self.bare.as_ref().map_or(whole, |bare| whole.max(line.similarity(bare, least)))
    }
}

/// A printed label as it is compared.
struct Printed {
    chars: Vec<char>,
    /// A bit for each of its characters, by [`bit`].
    all: u64,
    /// The same by [`wide_bit`].
    wide: u128,
}

impl Printed {
    fn new(words: &str) -> Printed {
        // Of a longer text it is enough to know that it is one.
        let chars: Vec<char> = words.chars().take(LONGEST_LABEL + 1).collect();
        let all = chars.iter().fold(0, |all, c| all | bit(*c));
        let wide = chars.iter().fold(0, |wide, c| wide | wide_bit(*c));
        Printed { chars, all, wide }
    }

    /// How many of its characters may be among those that have these bits: each bit that is missing stands for a character at
    /// least, which settles most comparisons without a look at each.
    fn at_most(&self, bits: u64) -> usize {
        self.chars.len() - (self.all & !bits).count_ones() as usize
    }

    /// The same of those that any name of a line has, by [`wide_bit`].
    fn at_most_of_any(&self, bits: u128) -> usize {
        self.chars.len() - (self.wide & !bits).count_ones() as usize
    }
}

/// How alike a printed label is to each line of a list; the margin is to the best other line.
pub(crate) fn likenesses(folded: &Folded, lines: &[Line]) -> Vec<Likeness> {
    let printed = Compared::new(folded);
    let (mut first, mut second) = (0.0f32, 0.0f32);
    let mut likenesses: Vec<Likeness> = Vec::with_capacity(lines.len());
    for line in lines {
        let similarity = printed.similarity(line, NOT_ALIKE);
        if similarity > first {
            (first, second) = (similarity, first);
        } else {
            second = second.max(similarity);
        }
        likenesses.push(Likeness { similarity, margin: 0.0 });
    }
    for likeness in &mut likenesses {
        let other = if likeness.similarity >= first { second } else { first };
        likeness.margin = likeness.similarity - other;
    }
    likenesses
}

/// Pairs printed lines that are out of order with the lines of the form they name word for word.
pub(crate) fn take_misplaced<'l>(pairs: &mut [Option<usize>], likeness: impl Fn(usize) -> &'l [Likeness]) {
    for printed in 0..pairs.len() {
        if pairs.get(printed).is_none_or(Option::is_some) {
            continue;
        }
        let mut exact = likeness(printed).iter().enumerate().filter(|(_, likeness)| likeness.is_exact());
        if let (Some((line, _)), None) = (exact.next(), exact.next())
            && !pairs.contains(&Some(line))
            && let Some(pair) = pairs.get_mut(printed)
        {
            *pair = Some(line);
        }
    }
}

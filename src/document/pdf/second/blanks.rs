//! Figures that are left blank, told by the names of the columns above: a figure belongs to the name that it stands under, and a
//! name with nothing under it has none.

use super::lines::Word;
use crate::document::BLANK;

/// Names of columns from left to right: where each begins and ends.
pub(super) struct Columns {
    names: Vec<(f32, f32)>,
    /// Where the figures of a row stand that has one in each column: those of the others are set like them.
    full: Vec<(f32, f32)>,
}

/// Figures of one column begin, end or have their middle at one place, give or take this, in points.
const SAME_PLACE: f32 = 1.0;

impl Columns {
    /// The columns that a line of a header names.
    pub(super) fn of(names: &[Word]) -> Columns {
        Columns { names: names.iter().map(stretch).collect(), full: Vec::new() }
    }

    /// The names that stand behind the label of a row.
    fn behind(&self, label: f32) -> &[(f32, f32)] {
        let first = self.names.iter().position(|name| name.0 > label).unwrap_or(self.names.len());
        self.names.get(first..).unwrap_or_default()
    }

    /// The figures of a row as text, with what is left blank; nothing if it is not plain which columns these are. `label` is where the
    /// label of the row ends.
    pub(super) fn filled(&mut self, label: f32, figures: &[Word]) -> Option<String> {
        if figures.len() == self.behind(label).len() {
            self.full = figures.iter().map(stretch).collect();
        }
        let columns = self.behind(label);
        if figures.len() >= columns.len() {
            return None;
        }
        let mut places = vec![BLANK; columns.len()];
        let mut before = None;
        for figure in figures {
            let at = self.place(figure, columns)?;
            if before.is_some_and(|before| before >= at) {
                return None;
            }
            before = Some(at);
            *places.get_mut(at)? = &figure.text;
        }
        Some(places.join(" "))
    }

    /// The column that a figure stands in. Figures at one side of wide columns stand under no name, and may be nearer to another than
    /// to their own: then a row that has all of them tells.
    fn place(&self, figure: &Word, columns: &[(f32, f32)]) -> Option<usize> {
        let under = |name: &(f32, f32)| figure.start < name.1 && name.0 < figure.end;
        let middle = |(start, end): (f32, f32)| f32::midpoint(start, end);
        let own = stretch(figure);
        let like = |other: &(f32, f32)| {
            let off = [own.0 - other.0, own.1 - other.1, middle(own) - middle(*other)];
            off.iter().any(|off| off.abs() <= SAME_PLACE)
        };
        let full: &[(f32, f32)] = if self.full.len() == columns.len() { &self.full } else { &[] };
        let all = |places: Vec<usize>| match places.as_slice() {
            [] => Some(None),
            [one] => Some(Some(*one)),
            _ => None,
        };
        let found = |list: &[(f32, f32)], is: &dyn Fn(&(f32, f32)) -> bool| {
            all(list.iter().enumerate().filter(|(_, other)| is(other)).map(|(at, _)| at).collect())
        };
        match (found(columns, &under)?, found(full, &like)?) {
            (Some(named), Some(set)) if named != set => None,
            (named, set) => named.or(set),
        }
    }

    /// As many blanks as there are columns behind a label without any figures; nothing if it stands before none of them, or not
    /// before all that may be.
    pub(super) fn blank(&self, label: &Word) -> Option<String> {
        let first = self.names.first()?;
        let columns = self.behind(label.end);
        let named = columns.len() + 1 >= self.names.len();
        let beside = columns.first().is_some_and(|column| label.end < column.0) && label.start < first.1;
        (named && beside).then(|| vec![BLANK; columns.len()].join(" "))
    }
}

fn stretch(word: &Word) -> (f32, f32) {
    (word.start, word.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, start: f32, end: f32) -> Word {
        Word { start, end, text: text.to_string() }
    }

    #[test]
    fn figures_belong_to_the_names_they_stand_under() {
        let names = [("信息内容", 30.0), ("制发", 120.0), ("废止", 220.0), ("有效", 320.0)];
        let mut columns = Columns::of(&names.map(|(text, start)| word(text, start, start + 40.0)));
        let mut filled =
            |figures: &[Word]| columns.filled(60.0, figures).map(|text| text.replace(BLANK, "_"));
        assert_eq!(filled(&[word("5", 138.0, 142.0), word("72", 335.0, 345.0)]).as_deref(), Some("5 _ 72"));
        assert_eq!(filled(&[word("5", 250.0, 270.0)]).as_deref(), Some("_ 5 _"));
        assert_eq!(filled(&[word("5", 270.0, 274.0)]), None, "under no name");
        assert_eq!(filled(&[word("5", 130.0, 134.0), word("6", 150.0, 154.0)]), None, "two under one name");
        let all = [word("1", 130.0, 134.0), word("2", 230.0, 234.0), word("3", 330.0, 334.0)];
        assert_eq!(filled(&all), None);
        let at_right = [word("11", 165.0, 175.0), word("22", 265.0, 275.0), word("33", 365.0, 375.0)];
        assert_eq!(filled(&at_right), None);
        assert_eq!(filled(&[word("5", 270.0, 275.0)]).as_deref(), Some("_ 5 _"), "as in the row above");
        let blank = |label: &Word| columns.blank(label).map(|text| text.replace(BLANK, "_"));
        assert_eq!(blank(&word("规章", 40.0, 60.0)).as_deref(), Some("_ _ _"));
        assert_eq!(blank(&word("本年度没有规章", 30.0, 150.0)), None, "a line of text");
    }
}

//! Figures that are left blank, told by the names of the columns above: a figure belongs to the name that it stands under, and a
//! name with nothing under it has none.

use super::lines::Word;
use crate::document::BLANK;

/// Names of columns from left to right: where each begins and ends.
pub(super) struct Columns {
    names: Vec<(f32, f32)>,
}

impl Columns {
    /// The columns that a line of a header names.
    pub(super) fn of(names: &[Word]) -> Columns {
        Columns { names: names.iter().map(|name| (name.start, name.end)).collect() }
    }

    /// The names that stand behind the label of a row.
    fn behind(&self, label: f32) -> &[(f32, f32)] {
        let first = self.names.iter().position(|name| name.0 > label).unwrap_or(self.names.len());
        self.names.get(first..).unwrap_or_default()
    }

    /// The figures of a row as text, with what is left blank; nothing if it is not plain which columns these are. `label` is where the
    /// label of the row ends.
    pub(super) fn filled(&self, label: f32, figures: &[Word]) -> Option<String> {
        let columns = self.behind(label);
        if figures.len() >= columns.len() {
            return None;
        }
        let mut places = vec![BLANK; columns.len()];
        let mut before = None;
        for figure in figures {
            let middle = f32::midpoint(figure.start, figure.end);
            let border = |pair: &[(f32, f32)]| match pair {
                [left, right] => f32::midpoint(left.1, right.0),
                _ => f32::MAX,
            };
            let at = columns.windows(2).take_while(|pair| border(pair) < middle).count();
            if before.is_some_and(|before| before >= at) {
                return None;
            }
            before = Some(at);
            *places.get_mut(at)? = &figure.text;
        }
        Some(places.join(" "))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, start: f32, end: f32) -> Word {
        Word { start, end, text: text.to_string() }
    }

    #[test]
    fn figures_belong_to_the_names_they_stand_under() {
        let names = [("信息内容", 30.0), ("制发", 120.0), ("废止", 220.0), ("有效", 320.0)];
        let columns = Columns::of(&names.map(|(text, start)| word(text, start, start + 40.0)));
        let filled = |figures: &[Word]| columns.filled(60.0, figures).map(|text| text.replace(BLANK, "_"));
        assert_eq!(filled(&[word("5", 138.0, 142.0), word("72", 335.0, 345.0)]).as_deref(), Some("5 _ 72"));
        assert_eq!(filled(&[word("5", 250.0, 254.0)]).as_deref(), Some("_ 5 _"), "set at the right side");
        assert_eq!(filled(&[word("5", 130.0, 134.0), word("6", 150.0, 154.0)]), None, "two under one name");
        let all = [word("1", 130.0, 134.0), word("2", 230.0, 234.0), word("3", 330.0, 334.0)];
        assert_eq!(filled(&all), None);
        let blank = |label: &Word| columns.blank(label).map(|text| text.replace(BLANK, "_"));
        assert_eq!(blank(&word("规章", 40.0, 60.0)).as_deref(), Some("_ _ _"));
        assert_eq!(blank(&word("本年度没有规章", 30.0, 150.0)), None, "a line of text");
    }
}

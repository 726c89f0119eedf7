//! The labels of all forms, folded once, with what each may be: the dictionary of the normaliser.
//!
//! Blocks that print the same columns are one [`Family`], over both forms: the requests table of 2019 and of 2021 have
//! one header, and which form a table follows is told by its rows. The two forms of 第二十条第（一）项 have different
//! headers and are two families, so that 对外公开总数量 can never be taken for 现行有效件数.

use std::collections::HashMap;

use compact_str::CompactString;

use super::fold::{Folded, Ordinal, fold};
use super::similarity::similarity;
use crate::template::{Alias, Block, FieldId, FormId, Forms, LabelPart, Layout, Table};

/// A label less alike than this is another label.
pub(crate) const LEAST_LIKENESS: f32 = 0.62;

/// Labels less alike than this are not compared further; no margin between two labels depends on it.
const NOT_ALIKE: f32 = 0.4;

/// The bit of a character in the mask of a name.
fn bit(c: char) -> u64 {
    1 << (u32::from(c) % 64)
}

/// Blocks of the forms that print the same columns.
#[derive(Debug)]
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
    fields: Vec<Vec<(FormId, FieldId)>>,
}

/// A row or column of a family.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// Canonical key.
    pub(crate) key: String,
    /// The number the form prints before it.
    pub(crate) ordinal: Option<Ordinal>,
    /// Index of the group it stands in, in [`Vocabulary::groups`].
    pub(crate) group: Option<u8>,
    /// Its folded names, the official ones first.
    names: Vec<Vec<char>>,
    /// For each name a bit for each of its characters, by [`bit`]: tells cheaply that a label has little in common with it.
    bits: Vec<u64>,
}

/// What a printed label may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A row of a family.
    Row { family: u8, row: u8 },
    /// A column of a family.
    Column { family: u8, column: u8 },
    /// One figure: the names of its row and column in one cell, 行政复议结果维持.
    Figure { family: u8, row: u8, column: u8 },
    /// A head over several rows.
    Group(u8),
    /// A word of a table's header that heads no column.
    Head { table: u8 },
    /// A head over several columns.
    ColumnGroup { table: u8, group: u8 },
    /// The line above a block: 第二十条第（一）项.
    BlockHeading { table: u8 },
}

/// A word of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeaderWord {
    /// Names a line of the form.
    Name(u8),
    /// Names a group of lines.
    Group(u8),
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

/// The labels of all forms.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// Blocks that print the same columns.
    pub(crate) families: Vec<Family>,
    /// Keys of the groups, over all tables.
    pub(crate) groups: Vec<String>,
    /// The folded names of each group.
    group_names: Vec<Vec<CompactString>>,
    exact: HashMap<CompactString, Vec<Target>>,
}

impl Vocabulary {
    /// Folds all labels of the forms and their aliases.
    pub(crate) fn new(forms: &Forms) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            families: Vec::new(),
            groups: Vec::new(),
            group_names: Vec::new(),
            exact: HashMap::new(),
        };
        for form in &forms.forms {
            for (table_index, table) in form.tables.iter().enumerate() {
                vocabulary.add_table(forms, form.id, table_index as u8, table, &form.name);
            }
        }
        vocabulary.index_lines();
        vocabulary
    }

    /// What a folded label may be, word for word.
    pub(crate) fn targets(&self, folded: &Folded) -> &[Target] {
        if folded.words.is_empty() {
            return &[];
        }
        let exact = self.exact.get(&folded.words);
        let exact =
            exact.or_else(|| if folded.bare.is_empty() { None } else { self.exact.get(&folded.bare) });
        exact.map_or(&[], Vec::as_slice)
    }

    /// The family with this index.
    pub(crate) fn family(&self, family: u8) -> Option<&Family> {
        self.families.get(usize::from(family))
    }

    fn add_table(&mut self, forms: &Forms, form: FormId, index: u8, table: &Table, form_name: &str) {
        let aliases: Vec<&Alias> = forms
            .aliases
            .iter()
            .filter(|alias| alias.table == table.key && (alias.form == "any" || alias.form == form_name))
            .collect();
        for head in &table.heads {
            self.insert(head, Target::Head { table: index });
        }
        for head in &table.column_groups {
            let group = self.group(&head.key);
            if let Some(names) = self.group_names.get_mut(usize::from(group)) {
                names.push(fold(&head.label).words);
            }
            self.insert(&head.label, Target::ColumnGroup { table: index, group });
        }
        let official = table.groups.iter().map(|group| (group.key.as_str(), group.label.as_str()));
        let other =
            aliases.iter().filter(|a| a.part == LabelPart::Group).map(|a| (a.key.as_str(), a.label.as_str()));
        for (key, label) in official.chain(other) {
            let group = self.group(key);
            if let Some(names) = self.group_names.get_mut(usize::from(group)) {
                names.push(fold(label).words);
            }
            self.insert(label, Target::Group(group));
        }
        for block in &table.blocks {
            if let Some(heading) = &block.heading {
                self.insert(heading, Target::BlockHeading { table: index });
            }
            self.add_block(form, index, table.layout, block, &aliases);
        }
    }

    fn group(&mut self, key: &str) -> u8 {
        let found = self.groups.iter().position(|known| known == key);
        let index = found.unwrap_or_else(|| {
            self.groups.push(key.to_string());
            self.group_names.push(Vec::new());
            self.groups.len() - 1
        });
        index as u8
    }

    fn add_block(&mut self, form: FormId, table: u8, layout: Layout, block: &Block, aliases: &[&Alias]) {
        let mut columns: Vec<Line> =
            block.columns.iter().map(|c| Line::new(&c.key, &c.label, LabelPart::Column, aliases)).collect();
        for (line, column) in columns.iter_mut().zip(&block.columns) {
            line.group = column.group.as_deref().map(|group| self.group(group));
        }
        let same = |family: &Family| {
            family.table == table
                && family.columns.len() == columns.len()
                && family
                    .columns
                    .iter()
                    .zip(&columns)
                    .all(|(a, b)| a.key == b.key && a.names.first() == b.names.first())
        };
        let index = self.families.iter().position(same).unwrap_or_else(|| {
            let unnamed = columns.iter().map(|_| Line::default()).collect();
            self.families.push(Family {
                table,
                layout,
                columns: unnamed,
                rows: Vec::new(),
                fields: Vec::new(),
            });
            self.families.len() - 1
        });
        let mut after = 0;
        for (row_index, row) in block.rows.iter().enumerate() {
            let mut line = Line::new(&row.key, &row.label, LabelPart::Row, aliases);
            line.group = row.group.as_deref().map(|group| self.group(group));
            let Some(family) = self.families.get_mut(index) else { return };
            let known = family.rows.iter().position(|known| known.key == row.key);
            let at = known.unwrap_or_else(|| {
                // 其他处理 stands as one row in one form and as a group of rows in the other: the row comes first.
                let own_group =
                    family.rows.get(after).is_some_and(|next| Some(&next.key) == row.group.as_ref());
                let at = if after == 0 { family.rows.len() } else { after + usize::from(own_group) };
                family.rows.insert(at, Line { key: row.key.clone(), ..Line::default() });
                family.fields.insert(at, Vec::new());
                at
            });
            after = at + 1;
            if let (Some(merged), Some(fields)) = (family.rows.get_mut(at), family.fields.get_mut(at)) {
                merged.merge(line);
                fields.push((form, block.field(row_index, 0)));
            }
        }
        if let Some(family) = self.families.get_mut(index) {
            for (known, column) in family.columns.iter_mut().zip(columns) {
                known.merge(column);
            }
        }
    }

    fn index_lines(&mut self) {
        let mut names = Vec::new();
        for (family, lines) in (0..).zip(&self.families) {
            let columns =
                (0..).zip(&lines.columns).map(|(column, line)| (Target::Column { family, column }, line));
            let rows = (0..).zip(&lines.rows).map(|(row, line)| (Target::Row { family, row }, line));
            for (target, line) in columns.chain(rows) {
                let own = line.names.iter().map(|name| name.iter().collect::<CompactString>());
                names.extend(own.map(|name| (name, target)));
                names.extend(self.paths(line).into_iter().map(|path| (path, target)));
            }
        }
        for (family, lines) in (0..).zip(&self.families).filter(|(_, lines)| lines.layout == Layout::OneLine)
        {
            for (row, row_line) in (0..).zip(&lines.rows) {
                let rows = row_line.names.iter().map(|name| name.iter().collect::<CompactString>());
                for row_name in rows.chain(self.paths(row_line)) {
                    for (column, column_line) in (0..).zip(&lines.columns) {
                        let target = Target::Figure { family, row, column };
                        names.extend(column_line.names.iter().map(|name| {
                            let column_name: CompactString = name.iter().collect();
                            (compact_str::format_compact!("{row_name}{column_name}"), target)
                        }));
                    }
                }
            }
        }
        for (words, target) in names {
            self.push(words, target);
        }
    }

    /// A row's names behind the names of its group, as printed in one cell: （三）不予公开1.属于国家秘密.
    fn paths(&self, line: &Line) -> Vec<CompactString> {
        let groups = line.group.and_then(|group| self.group_names.get(usize::from(group)));
        let number = match line.ordinal {
            Some(Ordinal::Arabic(number)) => number.to_string(),
            _ => String::new(),
        };
        let mut paths = Vec::new();
        for group in groups.into_iter().flatten() {
            for name in &line.names {
                let name: CompactString = name.iter().collect();
                paths.push(compact_str::format_compact!("{group}{name}"));
                paths.push(compact_str::format_compact!("{group}{number}{name}"));
            }
        }
        paths
    }

    fn insert(&mut self, label: &str, target: Target) {
        let folded = fold(label);
        if !folded.bare.is_empty() {
            self.push(folded.bare, target);
        }
        self.push(folded.words, target);
    }

    fn push(&mut self, words: CompactString, target: Target) {
        let targets = self.exact.entry(words).or_default();
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
}

impl Family {
    /// The field of a row and column in a form, if the form has that row.
    pub(crate) fn field(&self, form: FormId, row: u8, column: u8) -> Option<FieldId> {
        let fields = self.fields.get(usize::from(row))?;
        let (_, first) = fields.iter().find(|(of, _)| *of == form)?;
        Some(FieldId(first.0 + u16::from(column)))
    }

    /// The columns in the order in which they stand below a header; see [`header_order`].
    pub(crate) fn column_order(&self, words: impl Iterator<Item = HeaderWord>) -> Option<Vec<u8>> {
        header_order(&self.columns, words)
    }

    /// The rows, in the one-line layout, in the order in which they stand below a header; see [`header_order`].
    pub(crate) fn row_order(&self, words: impl Iterator<Item = HeaderWord>) -> Option<Vec<u8>> {
        header_order(&self.rows, words)
    }

    /// Whether the columns under one head stand side by side.
    pub(crate) fn is_whole(&self, order: &[u8]) -> bool {
        is_whole(&self.columns, order)
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

    /// Whether any block of the family stands in a form.
    pub(crate) fn has_form(&self, form: FormId) -> bool {
        self.fields.iter().flatten().any(|(of, _)| *of == form)
    }

    /// The forms that have a row.
    pub(crate) fn forms(&self, row: u8) -> impl Iterator<Item = FormId> {
        self.fields.get(usize::from(row)).into_iter().flatten().map(|(form, _)| *form)
    }
}

impl Line {
    fn new(key: &str, label: &str, part: LabelPart, aliases: &[&Alias]) -> Line {
        // A path such as 行政诉讼 / 未经复议直接起诉 is known by its last step.
        let label = label.rsplit(" / ").next().unwrap_or(label);
        let official = fold(label);
        let mut line = Line { key: key.to_string(), ordinal: official.ordinal, ..Line::default() };
        line.name(official.words.chars().collect());
        line.name(official.bare.chars().collect());
        for alias in aliases.iter().filter(|alias| alias.part == part && alias.key == key) {
            line.name(fold(&alias.label).words.chars().collect());
        }
        line
    }

    fn name(&mut self, name: Vec<char>) {
        if !name.is_empty() && !self.names.contains(&name) {
            self.bits.push(name.iter().fold(0, |bits, c| bits | bit(*c)));
            self.names.push(name);
        }
    }

    fn merge(&mut self, other: Line) {
        self.key = other.key;
        self.ordinal = self.ordinal.or(other.ordinal);
        self.group = self.group.or(other.group);
        for name in other.names {
            self.name(name);
        }
    }

    /// How alike a printed label is to the nearest name of this line; 0 if less than [`NOT_ALIKE`].
    fn similarity(&self, printed: &[char]) -> f32 {
        let near = |(name, bits): (&Vec<char>, &u64)| {
            let common = printed.iter().filter(|c| bits & bit(**c) != 0).count();
            let (short, long) = (printed.len().min(name.len()), printed.len().max(name.len()));
            let may_be = common >= short || common as f32 >= NOT_ALIKE * long as f32;
            if may_be { similarity(printed, name) } else { 0.0 }
        };
        self.names.iter().zip(&self.bits).map(near).fold(0.0, f32::max)
    }
}

/// The lines of a form in the order in which they stand side by side below a header of two or more lines, given its words
/// line by line.
///
/// The header is read one line after the other, so what stands under a head (法人或其他组织) is named after what stands to
/// its right (总计): it belongs where the head stands. Nothing if a line of the form is named twice, if those under
/// one head are torn apart, or if they are out of order and no head is printed.
fn header_order(lines: &[Line], words: impl Iterator<Item = HeaderWord>) -> Option<Vec<u8>> {
    let group_of = |line: u8| lines.get(usize::from(line)).and_then(|line| line.group);
    let mut order: Vec<u8> = Vec::new();
    let mut head: Option<(u8, usize)> = None;
    for word in words {
        match word {
            HeaderWord::Group(group) if head.is_none_or(|(known, _)| known != group) => {
                head = Some((group, order.len()));
            }
            HeaderWord::Group(_) => {}
            HeaderWord::Name(line) if order.contains(&line) => return None,
            HeaderWord::Name(line) => match &mut head {
                Some((group, at)) if group_of(line) == Some(*group) => {
                    order.insert(*at, line);
                    *at += 1;
                }
                _ => order.push(line),
            },
        }
    }
    let headless = head.is_none() && !order.is_sorted();
    (is_whole(lines, &order) && !headless).then_some(order)
}

/// Whether the lines under one head stand side by side.
fn is_whole(lines: &[Line], order: &[u8]) -> bool {
    let group_of = |line: &u8| lines.get(usize::from(*line)).and_then(|line| line.group);
    let groups: Vec<Option<u8>> = order.iter().map(group_of).collect();
    groups.chunk_by(|a, b| a == b).filter(|run| run.first().is_some_and(Option::is_some)).count() <= 1
}

/// How alike a printed label is to each line of a list; the margin is to the best other line.
pub(crate) fn likenesses(folded: &Folded, lines: &[Line]) -> Vec<Likeness> {
    let words: Vec<char> = folded.words.chars().collect();
    let bare: Vec<char> = folded.bare.chars().collect();
    let scores: Vec<f32> = lines
        .iter()
        .map(|line| {
            let whole = line.similarity(&words);
            if bare.is_empty() { whole } else { whole.max(line.similarity(&bare)) }
        })
        .collect();
    let (mut first, mut second) = (0.0f32, 0.0f32);
    for &score in &scores {
        if score > first {
            (first, second) = (score, first);
        } else {
            second = second.max(score);
        }
    }
    let other = |score: f32| if score >= first { second } else { first };
    scores.iter().map(|&similarity| Likeness { similarity, margin: similarity - other(similarity) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(Forms::builtin())
    }

    #[test]
    fn requests_and_disputes_are_one_family_each_over_both_forms() {
        let vocabulary = vocabulary();
        let tables: Vec<u8> = vocabulary.families.iter().map(|family| family.table).collect();
        assert_eq!(tables, [0, 0, 0, 0, 1, 2, 0, 0, 0]);
        let requests = &vocabulary.families[4];
        assert_eq!(requests.rows.len(), 26);
        let keys: Vec<&str> = requests.rows.iter().map(|row| row.key.as_str()).collect();
        let other = keys.iter().position(|key| *key == "other").unwrap();
        assert_eq!(
            keys[other..],
            [
                "other",
                "other.not_corrected",
                "other.fee_unpaid",
                "other.other",
                "outcome_total",
                "carried_out"
            ]
        );
    }

    #[test]
    fn labels_are_found_word_for_word_in_either_script() {
        let vocabulary = vocabulary();
        let row = |label: &str| match vocabulary.targets(&fold(label)) {
            [Target::Row { family, row }, ..] => {
                vocabulary.families[usize::from(*family)].rows[usize::from(*row)].key.clone()
            }
            other => format!("{other:?}"),
        };
        assert_eq!(row("1.屬于國家秘密"), "denied.state_secret");
        assert_eq!(row("规章(设区的市、自治州人民政府应提供相关数据)"), "regulations");
    }

    #[test]
    fn a_typo_is_nearest_to_its_label_by_a_margin() {
        let vocabulary = vocabulary();
        let requests = &vocabulary.families[4];
        let likenesses = likenesses(&fold("5. 属于三类内部亊务信息"), &requests.rows);
        let (best, likeness) =
            likenesses.iter().enumerate().max_by(|a, b| a.1.similarity.total_cmp(&b.1.similarity)).unwrap();
        assert_eq!(requests.rows[best].key, "denied.internal_affairs");
        assert!(likeness.similarity > 0.85 && likeness.margin > 0.3, "{likeness:?}");
    }
}

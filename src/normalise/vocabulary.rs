//! The labels of all forms, folded once, with what each may be: the dictionary of the normaliser.
//!
//! Blocks that print the same columns are one [`Family`], over both forms: the requests table of 2019 and of 2021 have
//! one header, and which form a table follows is told by its rows. The two forms of 第二十条第（一）项 have different
//! headers and are two families, so that 对外公开总数量 can never be taken for 现行有效件数.

use std::collections::HashMap;

use compact_str::CompactString;
use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use super::family::{Family, Line};
use super::fold::{Folded, Ordinal, fold};
use crate::template::{Alias, Block, FormId, Forms, LabelPart, Layout, Table};

/// What a printed label may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// The labels of all forms.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Vocabulary {
    /// Blocks that print the same columns.
    pub(crate) families: Vec<Family>,
    /// Keys of the groups, over all tables.
    pub(crate) groups: Vec<String>,
    /// The folded names of each group.
    group_names: Vec<Vec<CompactString>>,
    /// Hashed with a fixed and fast function: what is asked for comes from outside, what is kept does not.
    exact: HashMap<CompactString, Vec<Target>, FixedState>,
}

impl Vocabulary {
    /// Folds all labels of the forms and their aliases.
    pub(crate) fn new(forms: &Forms) -> Vocabulary {
        let mut vocabulary = Vocabulary {
            families: Vec::new(),
            groups: Vec::new(),
            group_names: Vec::new(),
            exact: HashMap::default(),
        };
        for form in &forms.forms {
            for (table_index, table) in form.tables.iter().enumerate() {
                vocabulary.add_table(forms, form.id, table_index as u8, table, &form.name);
            }
        }
        vocabulary.index_lines();
        vocabulary
    }

    /// As bytes, without what is quicker made than read.
    #[allow(dead_code, reason = "for `build.rs`")]
    pub(crate) fn pack(forms: &Forms) -> postcard::Result<Vec<u8>> {
        postcard::to_stdvec(&Vocabulary::new(forms))
    }

    /// From the bytes that were made of one; nothing if they are not whole.
    #[allow(dead_code, reason = "`build.rs` only makes them")]
    pub(super) fn unpack(bytes: &[u8]) -> Option<Vocabulary> {
        let mut vocabulary: Vocabulary = postcard::from_bytes(bytes).ok()?;
        let families = vocabulary.families.iter_mut();
        families.flat_map(|family| family.columns.iter_mut().chain(&mut family.rows)).for_each(Line::spell);
        Some(vocabulary)
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

    /// The head and the label of a row in one line of text, where the head goes on in the next line: the label may have the rest of
    /// the head behind it, or nothing.
    pub(crate) fn under_torn_head(&self, head: &Folded, item: &Folded) -> Option<(u8, Folded)> {
        const SHORTEST: usize = 2;
        if head.words.chars().count() < SHORTEST {
            return None;
        }
        let under = |words: &str, of: u8| {
            self.exact.get(words).into_iter().flatten().any(|target| match *target {
                Target::Row { family, row } => {
                    let line = self.family(family).and_then(|family| family.rows.get(usize::from(row)));
                    line.is_some_and(|line| line.group == Some(of))
                }
                _ => false,
            })
        };
        let known =
            (0..).zip(&self.group_names).flat_map(|(of, names)| names.iter().map(move |name| (of, name)));
        known
            .filter_map(|(of, name)| Some((of, name.strip_prefix(head.words.as_str())?)))
            .filter(|(_, rest)| !rest.is_empty())
            .find_map(|(of, rest)| {
                let words = [Some(item.words.as_str()), item.words.strip_suffix(rest)];
                let words = words.into_iter().flatten().find(|words| under(words, of))?;
                Some((of, Folded { words: words.into(), bare: CompactString::default(), ..item.clone() }))
            })
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
                family.rows.insert(at, Line::unnamed(&row.key));
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
                names.extend(line.names.iter().map(|name| (name.clone(), target)));
                names.extend(self.paths(line).into_iter().map(|path| (path, target)));
            }
        }
        for (family, lines) in (0..).zip(&self.families).filter(|(_, lines)| lines.layout == Layout::OneLine)
        {
            for (row, row_line) in (0..).zip(&lines.rows) {
                for row_name in row_line.names.iter().cloned().chain(self.paths(row_line)) {
                    for (column, column_line) in (0..).zip(&lines.columns) {
                        let target = Target::Figure { family, row, column };
                        names
                            .extend(column_line.names.iter().map(|name| (joined([&row_name, name]), target)));
                    }
                }
            }
        }
        self.exact.reserve(names.len());
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
                paths.push(joined([group, name]));
                paths.push(joined([group, &number, name]));
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

/// Names one behind the other.
fn joined<const N: usize>(names: [&str; N]) -> CompactString {
    let mut joined = CompactString::with_capacity(names.iter().map(|name| name.len()).sum());
    names.iter().for_each(|name| joined.push_str(name));
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::family::likenesses;

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
    fn a_result_with_a_slip_is_known_and_another_word_is_not() {
        let vocabulary = vocabulary();
        let disputes = &vocabulary.families[5];
        let column = |label: &str| {
            let folded = fold(label);
            let found = disputes.result_with_slip(&folded, vocabulary.targets(&folded));
            found.map(|(column, _)| disputes.columns[usize::from(column)].key.clone())
        };
        assert_eq!(column("结果维时").as_deref(), Some("upheld"));
        for label in ["结果维持", "结果", "行政复议", "处理结果", "1.结果维时"] {
            assert_eq!(column(label), None, "{label}");
        }
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

//! Reads the form files into [`Forms`] and checks that they are consistent, so that no later stage has to.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::alias::Alias;
use super::crosswalk::{self, Between, Crossing, Problem};
use super::form::*;
use super::lists::{self, check, reader};

const BUILTIN_FORMS: [(&str, &str); 2] = [
    ("templates/2019.toml", include_str!("../../data/templates/2019.toml")),
    ("templates/2021.toml", include_str!("../../data/templates/2021.toml")),
];
const BUILTIN_ALIASES: (&str, &str) = ("aliases.csv", include_str!("../../data/aliases.csv"));

/// All forms, their fields and identities, and the label aliases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forms {
    /// The forms, oldest first.
    pub forms: Vec<Form>,
    /// Every figure of every form, in the order of the forms.
    pub fields: Vec<Field>,
    /// Every sum that must hold, expanded to single rows and columns.
    pub identities: Vec<Identity>,
    /// What reports print instead of the official labels.
    pub aliases: Vec<Alias>,
    /// What figures of one form are in another, in the order of the fields.
    pub crosswalk: Vec<Crossing>,
    identities_of: Vec<Vec<IdentityId>>,
    /// SHA-256 of the texts they were read from.
    digest: [u8; 32],
}

/// Why a form file cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// The file cannot be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not valid TOML or lacks a field.
    #[error("{file}: {source}")]
    Toml {
        /// The file.
        file: String,
        /// Line, column and what was expected.
        source: Box<toml::de::Error>,
    },
    /// The file is not valid CSV or lacks a column.
    #[error("{file}: {source}")]
    Csv {
        /// The file.
        file: String,
        /// Line and what was expected.
        source: csv::Error,
    },
    /// The file parses but contradicts itself.
    #[error("{file}: {problem}")]
    Inconsistent {
        /// The file.
        file: String,
        /// What does not fit, naming the key.
        problem: String,
    },
}

impl Forms {
    /// The forms of the repository, read from their texts. What the program starts with is made of them when it is
    /// built.
    ///
    /// # Errors
    ///
    /// If one of the texts contradicts itself.
    pub fn of_repository() -> Result<Forms, TemplateError> {
        Forms::from_sources(&BUILTIN_FORMS, BUILTIN_ALIASES)
    }

    /// The forms in `dir`, laid out as `data/` in the repository: `templates/*.toml` and `aliases.csv`. What does not stand
    /// there is as built in.
    pub fn load(dir: &Path) -> Result<Forms, TemplateError> {
        let mut paths: Vec<PathBuf> = match std::fs::read_dir(dir.join("templates")) {
            Ok(entries) => entries.filter_map(|entry| Some(entry.ok()?.path())).collect(),
            // A folder that is not there at all is a slip of the pen.
            Err(source) if source.kind() == ErrorKind::NotFound && dir.is_dir() => Vec::new(),
            Err(source) => return Err(TemplateError::Read { path: dir.join("templates"), source }),
        };
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        paths.sort();
        let mut texts = Vec::with_capacity(paths.len());
        for path in paths {
            let read = std::fs::read_to_string(&path);
            let text = read.map_err(|source| TemplateError::Read { path: path.clone(), source })?;
            texts.push((path.display().to_string(), text));
        }
        let own: Vec<_> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let forms = if own.is_empty() { &BUILTIN_FORMS[..] } else { &own };
        let path = dir.join("aliases.csv");
        let mut all = match read_if_there(&path)? {
            Some(text) => {
                check(&path, &text, BUILTIN_ALIASES.1)?;
                Forms::from_sources(forms, (&path.display().to_string(), &text))?
            }
            None => Forms::from_sources(forms, BUILTIN_ALIASES)?,
        };
        let path = dir.join("crosswalk.csv");
        if let Some(text) = read_if_there(&path)? {
            check(&path, &text, crosswalk::BUILTIN.1)?;
            all.join((&path.display().to_string(), &text), false)?;
        }
        Ok(all)
    }

    fn from_sources(forms: &[(&str, &str)], aliases: (&str, &str)) -> Result<Forms, TemplateError> {
        let mut all = Forms {
            forms: Vec::new(),
            fields: Vec::new(),
            identities: Vec::new(),
            aliases: Vec::new(),
            crosswalk: Vec::new(),
            identities_of: Vec::new(),
            digest: digest(forms, aliases),
        };
        for (file, text) in forms {
            let raw: RawForm = toml::from_str(text)
                .map_err(|source| TemplateError::Toml { file: file.to_string(), source: Box::new(source) })?;
            all.add(raw)
                .map_err(|problem| TemplateError::Inconsistent { file: file.to_string(), problem })?;
        }
        let (file, text) = aliases;
        for alias in reader(text).into_deserialize() {
            let alias: Alias =
                alias.map_err(|source| TemplateError::Csv { file: file.to_string(), source })?;
            all.aliases.push(alias);
        }
        all.check_aliases()
            .map_err(|problem| TemplateError::Inconsistent { file: file.to_string(), problem })?;
        all.identities_of = vec![Vec::new(); all.fields.len()];
        for (index, identity) in all.identities.iter().enumerate() {
            for field in identity.left.iter().chain(&identity.right) {
                if let Some(list) = all.identities_of.get_mut(usize::from(field.0)) {
                    list.push(IdentityId(index as u16));
                }
            }
        }
        all.join(crosswalk::BUILTIN, true)?;
        Ok(all)
    }

    /// Takes in what figures of one form are in another.
    fn join(&mut self, (file, text): (&str, &str), lenient: bool) -> Result<(), TemplateError> {
        let between = Between { forms: &self.forms, fields: &self.fields };
        let read = crosswalk::read(between, text, lenient);
        let file = file.to_string();
        self.crosswalk = read.map_err(|problem| match problem {
            Problem::Csv(source) => TemplateError::Csv { file, source },
            Problem::Line(problem) => TemplateError::Inconsistent { file, problem },
        })?;
        Ok(())
    }

    /// The form a field belongs to, its table, block, row and column.
    pub fn place(&self, field: FieldId) -> Place<'_> {
        #[expect(
            clippy::indexing_slicing,
            reason = "field numbers and their indices are made in `add`, for these lists"
        )]
        {
            let field = &self.fields[usize::from(field.0)];
            let form = &self.forms[usize::from(field.form.0)];
            let table = &form.tables[usize::from(field.table)];
            let block = &table.blocks[usize::from(field.block)];
            let row = &block.rows[usize::from(field.row)];
            let column = &block.columns[usize::from(field.column)];
            Place { field, form, table, block, row, column }
        }
    }

    /// SHA-256 of all that is read by: the texts of the forms and aliases, and those of the word lists.
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new_with_prefix(self.digest);
        lists::all().for_each(|text| add(&mut digest, text));
        digest.finalize().into()
    }

    /// The places of all figures, form by form, oldest first.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.fields.len()).map(|index| self.place(FieldId(index as u16)))
    }

    /// The identities that a figure takes part in.
    pub fn identities_of(&self, field: FieldId) -> &[IdentityId] {
        self.identities_of.get(usize::from(field.0)).map_or(&[], Vec::as_slice)
    }

    /// What a figure is in another form, as far as the crosswalk says.
    pub fn crossing(&self, field: FieldId) -> Option<&Crossing> {
        let at = self.crosswalk.binary_search_by_key(&field.0, |crossing| crossing.field.0);
        at.ok().and_then(|at| self.crosswalk.get(at))
    }

    /// The field of form `form` with this canonical key.
    pub fn find(&self, form: FormId, key: &str) -> Option<FieldId> {
        let index = self.fields.iter().position(|field| field.form == form && field.key == key)?;
        Some(FieldId(index as u16))
    }

    fn add(&mut self, raw: RawForm) -> Result<(), String> {
        let id = FormId(self.forms.len() as u8);
        let mut tables = Vec::new();
        for (table_index, table) in raw.table.into_iter().enumerate() {
            let first_field = self.fields.len();
            let mut blocks = Vec::new();
            for (block_index, block) in table.block.into_iter().enumerate() {
                let first = FieldId(self.fields.len() as u16);
                for (row_index, row) in block.rows.iter().enumerate() {
                    if let Some(group) = &row.group
                        && !table.groups.iter().chain(&table.column_groups).any(|known| known.key == *group)
                    {
                        return Err(format!(
                            "row {} stands in the group {group}, which is not listed",
                            row.key
                        ));
                    }
                    for (column_index, column) in block.columns.iter().enumerate() {
                        self.fields.push(Field {
                            form: id,
                            table: table_index as u8,
                            block: block_index as u8,
                            row: row_index as u8,
                            column: column_index as u8,
                            key: format!("{}.{}.{}", table.key, row.key, column.key),
                            variable: format!("{}_{}_{}", table.prefix, row.short, column.short),
                            unit: column.unit,
                        });
                    }
                }
                let RawBlock { article, heading, columns, rows } = block;
                blocks.push(Block { article, heading, columns, rows, first_field: first });
            }
            self.fields_are_distinct(first_field)?;
            for identity in &table.identity {
                self.expand(identity, &blocks)?;
            }
            tables.push(Table {
                key: table.key,
                section: table.section,
                label: table.label,
                en: table.en,
                layout: table.layout,
                heads: table.heads,
                column_groups: table.column_groups,
                groups: table.groups,
                blocks,
            });
        }
        self.forms.push(Form { id, name: raw.form, notice: raw.notice, tables });
        Ok(())
    }

    fn fields_are_distinct(&self, from: usize) -> Result<(), String> {
        let mut seen = HashMap::new();
        for field in self.fields.iter().skip(from) {
            if let Some(other) = seen.insert(field.variable.as_str(), field.key.as_str()) {
                return Err(format!("{} and {other} have the same variable {}", field.key, field.variable));
            }
        }
        Ok(())
    }

    fn expand(&mut self, raw: &RawIdentity, blocks: &[Block]) -> Result<(), String> {
        for block in blocks {
            let names: Vec<&str> = match raw.over {
                Span::Row => block.columns.iter().map(|column| column.key.as_str()).collect(),
                Span::Column => block.rows.iter().map(|row| row.key.as_str()).collect(),
            };
            let position = |key: &String| {
                names
                    .iter()
                    .position(|name| name == key)
                    .ok_or_else(|| format!("identity {} names {key}, which its table has not", raw.code))
            };
            let left = raw.left.iter().map(position).collect::<Result<Vec<_>, _>>()?;
            let right = raw.right.iter().map(position).collect::<Result<Vec<_>, _>>()?;
            let count = if raw.over == Span::Row { block.rows.len() } else { block.columns.len() };
            for line in 0..count {
                let field = |&at: &usize| match raw.over {
                    Span::Row => block.field(line, at),
                    Span::Column => block.field(at, line),
                };
                self.identities.push(Identity {
                    code: raw.code.clone(),
                    over: raw.over,
                    left: left.iter().map(field).collect(),
                    right: right.iter().map(field).collect(),
                });
            }
        }
        Ok(())
    }

    fn check_aliases(&self) -> Result<(), String> {
        use super::alias::LabelPart::*;
        for alias in &self.aliases {
            let known = alias.part == Section
                || self.forms.iter().filter(|form| alias.form == "any" || form.name == alias.form).any(
                    |form| {
                        form.tables.iter().filter(|table| table.key == alias.table).any(|table| {
                            match alias.part {
                                Row => {
                                    table.blocks.iter().flat_map(|b| &b.rows).any(|row| row.key == alias.key)
                                }
                                Column => {
                                    table.blocks.iter().flat_map(|b| &b.columns).any(|c| c.key == alias.key)
                                }
                                Group | Section => true,
                            }
                        })
                    },
                );
            if !known {
                return Err(format!(
                    "{} is an alias of {} in table {} of form {}, which does not exist",
                    alias.label, alias.key, alias.table, alias.form
                ));
            }
        }
        Ok(())
    }
}

/// A text of a folder of data; nothing if it does not stand there.
pub(super) fn read_if_there(path: &Path) -> Result<Option<String>, TemplateError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(TemplateError::Read { path: path.to_path_buf(), source }),
    }
}

fn digest(forms: &[(&str, &str)], (_, aliases): (&str, &str)) -> [u8; 32] {
    let mut digest = Sha256::new();
    forms.iter().for_each(|(_, text)| add(&mut digest, text));
    add(&mut digest, aliases);
    digest.finalize().into()
}

/// Adds a text and its length, so that two texts are never taken for two others.
fn add(digest: &mut Sha256, text: &str) {
    digest.update((text.len() as u64).to_le_bytes());
    digest.update(text);
}

/// Where a field stands in its form.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The field itself.
    pub field: &'a Field,
    /// Its form.
    pub form: &'a Form,
    /// Its table.
    pub table: &'a Table,
    /// Its block.
    pub block: &'a Block,
    /// Its row.
    pub row: &'a Row,
    /// Its column.
    pub column: &'a Column,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawForm {
    form: String,
    notice: String,
    #[serde(rename = "issued")]
    _issued: String,
    table: Vec<RawTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    key: String,
    section: String,
    label: String,
    en: String,
    prefix: String,
    #[serde(default)]
    layout: Layout,
    #[serde(default)]
    heads: Vec<String>,
    #[serde(default)]
    column_groups: Vec<Group>,
    #[serde(default)]
    groups: Vec<Group>,
    block: Vec<RawBlock>,
    #[serde(default)]
    identity: Vec<RawIdentity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawBlock {
    article: Option<String>,
    heading: Option<String>,
    columns: Vec<Column>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawIdentity {
    code: String,
    over: Span,
    left: Vec<String>,
    right: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builtin_forms_are_consistent() {
        let forms = Forms::from_sources(&BUILTIN_FORMS, BUILTIN_ALIASES).unwrap();
        assert_eq!(forms.forms.len(), 2);
        // 22 + 23 × 7 + 15 figures in the form of 2019, 10 + 25 × 7 + 15 in that of 2021.
        assert_eq!(forms.fields.iter().filter(|field| field.form == FormId(0)).count(), 198);
        assert_eq!(forms.fields.iter().filter(|field| field.form == FormId(1)).count(), 200);
    }

    #[test]
    fn every_figure_of_requests_stands_in_two_identities_or_more() {
        let forms = Forms::builtin();
        for index in 0..forms.fields.len() {
            let field = FieldId(index as u16);
            let place = forms.place(field);
            let count = forms.identities_of(field).len();
            match place.table.key.as_str() {
                "requests" => assert!(count >= 2, "{} stands in {count}", place.field.key),
                "disputes" => assert_eq!(count, 1, "{}", place.field.key),
                _ => assert_eq!(count, 0, "{}", place.field.key),
            }
        }
    }

    #[test]
    fn variables_are_valid_names() {
        for field in &Forms::builtin().fields {
            assert!(field.variable.len() <= 32, "{}", field.variable);
            assert!(
                field.variable.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'),
                "{}",
                field.variable
            );
        }
    }

    #[test]
    fn a_contradiction_is_named() {
        let text = BUILTIN_FORMS[1].1.replace(r#"left = ["outcome_total"]"#, r#"left = ["outcomes"]"#);
        let error = Forms::from_sources(&[("my.toml", &text)], BUILTIN_ALIASES).unwrap_err();
        assert_eq!(
            error.to_string(),
            "my.toml: identity outcome_sum names outcomes, which its table has not"
        );
    }
    /// A file without its header would have its first line taken for one, and lose it.
    #[test]
    fn a_file_without_its_header_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let told = |file: &str, line: &str| {
            let path = dir.path().join(file);
            std::fs::write(&path, format!("# ours\n{line}\n")).unwrap();
            let error = Forms::load(dir.path()).unwrap_err().to_string();
            std::fs::remove_file(&path).unwrap();
            error.strip_prefix(&format!("{}: ", path.display())).unwrap().to_string()
        };
        assert_eq!(
            told("aliases.csv", "any,requests,row,granted,同意公开,old wording"),
            "its columns are any,requests,row,granted,同意公开,old wording, but must be form,table,part,key,label,kind"
        );
        assert!(
            told("crosswalk.csv", "2019,a,same,2021,b,,").starts_with("its columns are 2019,a,same,2021,b,,")
        );
        std::fs::write(dir.path().join("aliases.csv"), "# ours\nform,table,part,key,label,kind\n").unwrap();
        assert!(Forms::load(dir.path()).unwrap().aliases.is_empty());
    }
}

//! Reads the texts of the forms, aliases and crosswalk into [`Forms`]: those of the repository or of a folder of one's own.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::alias::Alias;
use super::crosswalk::{self, Between, Problem};
use super::error::TemplateError;
use super::form::IdentityId;
use super::forms::Forms;
use super::lists::{self, check, reader};
use super::raw::RawForm;

const BUILTIN_FORMS: [(&str, &str); 2] = [
    ("templates/2019.toml", include_str!("../../data/templates/2019.toml")),
    ("templates/2021.toml", include_str!("../../data/templates/2021.toml")),
];
const BUILTIN_ALIASES: (&str, &str) = ("aliases.csv", include_str!("../../data/aliases.csv"));

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

    /// SHA-256 of all that is read by: the texts of the forms and aliases, and those of the word lists.
    pub fn digest(&self) -> [u8; 32] {
        let mut digest = Sha256::new_with_prefix(self.digest);
        lists::all().for_each(|text| add(&mut digest, text));
        digest.finalize().into()
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

#[cfg(test)]
mod tests {
    use super::super::form::{FieldId, FormId};
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

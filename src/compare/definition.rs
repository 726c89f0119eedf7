//! Reads the indicators of `data/indicators.toml`, or of a file of the same shape that a person gives, and writes their terms out.

use std::collections::HashMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::counters::Counter;
use super::crossing;
use super::formula::{Formula, fits};
use super::indicator::{Direction, Indicator, IndicatorError, Kind};
use super::join::{JOIN, Join};
use crate::template::Forms;

const BUILTIN: &str = include_str!("../../data/indicators.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    term: Vec<TermText>,
    #[serde(default)]
    indicator: Vec<IndicatorText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TermText {
    key: Spanned<String>,
    formula: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorText {
    key: Spanned<String>,
    zh: String,
    en: String,
    numerator: Spanned<String>,
    denominator: Option<Spanned<String>>,
    kind: Kind,
    direction: Direction,
    across_forms: Option<Spanned<bool>>,
    #[serde(default)]
    note: String,
    #[serde(default)]
    source: String,
}

/// The built-in indicators.
pub fn builtin(forms: &Forms, join: &Join) -> Result<Vec<Indicator>, IndicatorError> {
    parse(Path::new("data/indicators.toml"), BUILTIN, forms, join)
}

/// The indicators of a file.
pub fn load(path: &Path, forms: &Forms, join: &Join) -> Result<Vec<Indicator>, IndicatorError> {
    let text = std::fs::read_to_string(path).map_err(|error| IndicatorError::Read {
        path: path.to_path_buf(),
        problem: crate::common::system_words(&error),
    })?;
    parse(path, text.trim_start_matches('\u{feff}'), forms, join)
}

fn parse(path: &Path, text: &str, forms: &Forms, join: &Join) -> Result<Vec<Indicator>, IndicatorError> {
    let reader = Reader { path, text, forms, join };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        reader.wrong(at, error.message().trim().to_string(), "")
    })?;
    let terms = reader.terms(&file.term)?;
    let mut indicators: Vec<Indicator> = Vec::new();
    for one in file.indicator {
        let key = reader.name(&one.key)?;
        if indicators.iter().any(|known| known.key == key) {
            return Err(reader.wrong(
                one.key.span().start,
                format!("there is an indicator {key} already"),
                "give it another key",
            ));
        }
        let numerator = reader.formula(&one.numerator, &terms)?;
        let denominator = one.denominator.as_ref().map(|text| reader.formula(text, &terms)).transpose()?;
        if (one.kind == Kind::Number) != denominator.is_none() {
            let (problem, mend) = if denominator.is_none() {
                (format!("{key} has no denominator"), "add one, or make it kind = \"number\"")
            } else {
                (format!("{key} is a number and has a denominator"), "make it kind = \"ratio\" or \"share\"")
            };
            return Err(reader.wrong(one.key.span().start, problem, mend));
        }
        let across_forms = reader.across_forms(&one, &numerator, denominator.as_ref())?;
        let IndicatorText { zh, en, kind, direction, note, source, .. } = one;
        indicators.push(Indicator {
            key,
            zh,
            en,
            numerator,
            denominator,
            kind,
            direction,
            across_forms,
            note,
            source,
        });
    }
    if indicators.is_empty() {
        return Err(reader.wrong(
            0,
            "there is no [[indicator]] in it".to_string(),
            "see data/indicators.toml",
        ));
    }
    Ok(indicators)
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    forms: &'a Forms,
    join: &'a Join,
}

/// The terms of a file, written out.
type Terms = HashMap<String, Formula>;

impl Reader<'_> {
    /// Reads all terms and writes each out, in an order in which those that it needs come first.
    fn terms(&self, texts: &[TermText]) -> Result<Terms, IndicatorError> {
        let mut waiting: Vec<(String, Formula, usize)> = Vec::new();
        for text in texts {
            let name = self.name(&text.key)?;
            if waiting.iter().any(|(known, ..)| *known == name) {
                let problem = format!("there is a term {name} already");
                return Err(self.wrong(text.key.span().start, problem, "give it another key"));
            }
            waiting.push((name, self.parsed(&text.formula)?, text.formula.span().start));
        }
        let names: Vec<String> = waiting.iter().map(|(name, ..)| name.clone()).collect();
        let mut terms = Terms::new();
        while !waiting.is_empty() {
            let before = waiting.len();
            let mut left = Vec::new();
            for (name, formula, at) in waiting {
                let missing = formula.terms().into_iter().find(|term| !terms.contains_key(*term));
                match missing {
                    None => {
                        let written_out = self.written_out(formula, &terms, at)?;
                        terms.insert(name, written_out);
                    }
                    Some(term) if names.iter().any(|known| known == term) => left.push((name, formula, at)),
                    Some(term) => return Err(self.unknown_term(term, at)),
                }
            }
            if left.len() == before
                && let Some((name, formula, at)) = left.first()
            {
                let needs = formula.terms().join(", ");
                let problem = format!("the term {name} needs itself, by way of {needs}");
                return Err(self.wrong(*at, problem, "a term may only use terms that do not use it"));
            }
            waiting = left;
        }
        Ok(terms)
    }

    fn formula(&self, text: &Spanned<String>, terms: &Terms) -> Result<Formula, IndicatorError> {
        let at = text.span().start;
        self.written_out(self.parsed(text)?, terms, at)
    }

    fn parsed(&self, text: &Spanned<String>) -> Result<Formula, IndicatorError> {
        Formula::parse(text.get_ref())
            .map_err(|error| self.wrong(text.span().start, error.to_string(), "write keys joined by + and -"))
    }

    /// Puts the terms into a formula, and looks each key up in the forms.
    fn written_out(&self, formula: Formula, terms: &Terms, at: usize) -> Result<Formula, IndicatorError> {
        match formula {
            Formula::Number(_) => Ok(formula),
            Formula::Term(term) => terms.get(&term).cloned().ok_or_else(|| self.unknown_term(&term, at)),
            Formula::Key(key) => self.known(key, at).map(Formula::Key),
            Formula::Binary(left, operation, right) => {
                let left = self.written_out(*left, terms, at)?;
                let right = self.written_out(*right, terms, at)?;
                Ok(Formula::Binary(Box::new(left), operation, Box::new(right)))
            }
        }
    }

    fn known(&self, key: String, at: usize) -> Result<String, IndicatorError> {
        if let Some(counter) = key.strip_prefix("report.") {
            return match Counter::ALL.iter().any(|known| known.as_str() == counter) {
                true => Ok(key),
                false => {
                    let all: Vec<&str> = Counter::ALL.iter().map(|counter| counter.as_str()).collect();
                    let mend = format!("there are report.{}", all.join(", report."));
                    Err(self.wrong(at, format!("reports have no {key}"), &mend))
                }
            };
        }
        if let Some(column) = key.strip_prefix(JOIN) {
            if self.join.columns().iter().any(|known| known == column) {
                return Ok(key);
            }
            if let Some(place) = self.join.no_number(column) {
                let problem =
                    format!("the column {column} of the joined table holds no numbers: see {place}");
                return Err(self.wrong(at, problem, "write plain numbers there, or leave the cell empty"));
            }
            let mend = match self.join.columns() {
                [] => "give a table of numbers by region_code with --join".to_string(),
                columns => format!("there are join.{}", columns.join(", join.")),
            };
            return Err(self.wrong(at, format!("no joined table has a column {column}"), &mend));
        }
        if self.forms.fields.iter().any(|field| fits(&key, &field.key)) {
            return Ok(key);
        }
        let near = self.forms.fields.iter().min_by_key(|field| strsim::levenshtein(&field.key, &key));
        let mend = match near {
            Some(field) if strsim::levenshtein(&field.key, &key) <= key.len() / 3 => {
                format!("perhaps {}; `nianbao schema` lists all keys", field.key)
            }
            _ => "`nianbao schema` lists all keys".to_string(),
        };
        Err(self.wrong(at, format!("no form has a figure {key}"), &mend))
    }

    /// Whether figures of different forms may be compared: as the file says, but never against the crosswalk.
    fn across_forms(
        &self,
        text: &IndicatorText,
        numerator: &Formula,
        denominator: Option<&Formula>,
    ) -> Result<bool, IndicatorError> {
        let formulas = [Some(numerator), denominator];
        let mut keys = formulas.into_iter().flatten().flat_map(Formula::keys);
        let mixed = keys.find_map(|key| crossing::mixed(key, self.forms));
        match (&text.across_forms, mixed) {
            (Some(said), Some((one, other))) if *said.get_ref() => {
                let problem = format!("{one} and {other} are not the same in the two forms");
                let mend =
                    "make it across_forms = false; `nianbao schema --crosswalk` says what may be compared";
                Err(self.wrong(said.span().start, problem, mend))
            }
            (said, mixed) => Ok(mixed.is_none() && said.as_ref().is_none_or(|said| *said.get_ref())),
        }
    }

    fn unknown_term(&self, term: &str, at: usize) -> IndicatorError {
        self.wrong(
            at,
            format!("there is no term {term}"),
            "a canonical key has dots; a term is a [[term]] of the file",
        )
    }

    fn name(&self, key: &Spanned<String>) -> Result<String, IndicatorError> {
        let name = key.get_ref();
        let plain = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if plain {
            return Ok(name.clone());
        }
        let problem = format!("{name:?} is no key");
        Err(self.wrong(key.span().start, problem, "use small letters, digits and _, beginning with a letter"))
    }

    fn wrong(&self, at: usize, problem: String, mend: &str) -> IndicatorError {
        let before = self.text.get(..at).unwrap_or(self.text);
        IndicatorError::Line {
            path: self.path.to_path_buf(),
            line: before.matches('\n').count() + 1,
            problem,
            mend: mend.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let error = parse(Path::new("own.toml"), text, Forms::builtin(), &Join::default()).unwrap_err();
        format!("{error} ({})", error.hint().unwrap_or_default())
    }

    fn one(numerator: &str) -> String {
        format!(
            "[[indicator]]\nkey = \"a\"\nzh = \"\"\nen = \"\"\nkind = \"number\"\ndirection = \"none\"\nnumerator = \"{numerator}\"\n"
        )
    }

    #[test]
    fn the_built_in_file_is_right() {
        let indicators = builtin(Forms::builtin(), &Join::default()).unwrap();
        assert!(indicators.iter().any(|indicator| indicator.key == "disclosure_rate"));
        assert!(indicators.iter().all(|indicator| !indicator.zh.is_empty() && !indicator.note.is_empty()));
    }

    /// What is not said follows from the crosswalk.
    #[test]
    fn figures_are_compared_over_the_forms_where_they_mean_the_same() {
        let across = |numerator: &str| {
            let forms = Forms::builtin();
            parse(Path::new("own.toml"), &one(numerator), forms, &Join::default()).unwrap()[0].across_forms
        };
        assert!(across("requests.other*.total") && across("requests.granted.total"));
        assert!(!across("proactive.normative_documents.*"));
    }

    #[test]
    fn mistakes_are_named_with_line_and_mend() {
        assert_eq!(
            told(&one("requests.granted.totl")),
            "own.toml, line 7: no form has a figure requests.granted.totl \
             (perhaps requests.granted.total; `nianbao schema` lists all keys)"
        );
        assert_eq!(
            told(&one("granted")),
            "own.toml, line 7: there is no term granted (a canonical key has dots; a term is a [[term]] of the file)"
        );
        assert!(
            told(&one("report.pages"))
                .starts_with("own.toml, line 7: reports have no report.pages (there are")
        );
        assert!(told(&one("1 / 0")).starts_with("own.toml, line 7: a division by zero"));
        assert!(told(&one("a b")).starts_with("own.toml, line 7: b where a"));
        let across = one("proactive.regulations.*") + "across_forms = true\n";
        assert_eq!(
            told(&across),
            "own.toml, line 8: proactive.regulations.created and proactive.regulations.issued are not the same in the two forms \
             (make it across_forms = false; `nianbao schema --crosswalk` says what may be compared)"
        );
        let cycle = "[[term]]\nkey = \"a\"\nformula = \"b + 1\"\n[[term]]\nkey = \"b\"\nformula = \"a\"\n";
        assert_eq!(
            told(cycle),
            "own.toml, line 3: the term a needs itself, by way of b (a term may only use terms that do not use it)"
        );
        assert!(told("").starts_with("own.toml, line 1: there is no [[indicator]]"));
        assert!(told("[[indicator]]\nkey = 3\n").starts_with("own.toml, line 2: "));
        let ratio = one("requests.granted.total").replace("\"number\"", "\"share\"");
        assert!(told(&ratio).starts_with("own.toml, line 2: a has no denominator"));
    }
}

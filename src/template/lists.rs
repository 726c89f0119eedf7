//! The word lists of `data/`: built in, or those of a folder that is chosen before the first of them is read.
//!
//! They hold words and no structure, so that each room reads its own; here they are only found and checked.

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use super::error::TemplateError;
use super::load::read_if_there;

/// A word list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum List {
    /// Cells that say none.
    Nil,
    /// Tables that are not the report's own.
    Foreign,
    /// Traditional characters and their simplified ones.
    Traditional,
    /// Names of agencies.
    Agency,
    /// Titles.
    Title,
    /// Headings of sections.
    Section,
    /// What stands around the author's name.
    Cue,
    /// Kinds of documents.
    Kind,
    /// Labels and `<meta>` elements.
    Label,
    /// Columns beside those of the form.
    Beside,
}

/// The file of each list and what is built in, in the order of [`List`].
const BUILTIN: [(&str, &str); 10] = [
    ("nil_words.txt", include_str!("../../data/nil_words.txt")),
    ("foreign_words.csv", include_str!("../../data/foreign_words.csv")),
    ("traditional.csv", include_str!("../../data/traditional.csv")),
    ("identify/agency_words.csv", include_str!("../../data/identify/agency_words.csv")),
    ("identify/title_words.csv", include_str!("../../data/identify/title_words.csv")),
    ("identify/section_words.csv", include_str!("../../data/identify/section_words.csv")),
    ("identify/cue_words.csv", include_str!("../../data/identify/cue_words.csv")),
    ("identify/kind_words.csv", include_str!("../../data/identify/kind_words.csv")),
    ("identify/label_words.csv", include_str!("../../data/identify/label_words.csv")),
    ("beside_words.csv", include_str!("../../data/beside_words.csv")),
];

static TEXTS: OnceLock<[Cow<'static, str>; 10]> = OnceLock::new();

fn texts() -> &'static [Cow<'static, str>; 10] {
    TEXTS.get_or_init(|| BUILTIN.map(|(_, text)| Cow::Borrowed(text)))
}

/// The text of a list.
pub(crate) fn text(list: List) -> &'static str {
    texts().get(list as usize).map_or("", Cow::as_ref)
}

/// A row of a list.
#[derive(Debug)]
pub(crate) struct Row(Vec<Cow<'static, str>>);

impl Row {
    /// The cell of a column.
    pub(crate) fn get(&self, column: usize) -> Option<&str> {
        self.0.get(column).map(Cow::as_ref)
    }

    /// The same for what is kept as long as the program runs.
    pub(crate) fn kept(&self, column: usize) -> &'static str {
        match self.0.get(column) {
            Some(Cow::Borrowed(cell)) => cell,
            // Only cells of a list with quotes, which is read once.
            Some(Cow::Owned(cell)) => cell.clone().leak(),
            None => "",
        }
    }
}

/// Whether the lists are those that are built in.
#[allow(dead_code, reason = "`build.rs` knows no others")]
pub(crate) fn are_builtin() -> bool {
    texts().iter().all(|text| matches!(text, Cow::Borrowed(_)))
}

/// The rows of a list in CSV below its header; lines that begin with `#` are for people.
pub(crate) fn rows(list: List) -> Vec<Row> {
    let text = text(list);
    if memchr::memchr(b'"', text.as_bytes()).is_some() {
        let owned =
            |row: csv::StringRecord| Row(row.iter().map(|cell| Cow::Owned(cell.to_string())).collect());
        return reader(text).into_records().filter_map(Result::ok).map(owned).collect();
    }
    // Without quotes a row is what stands between commas, and that needs no reader of CSV, which takes longer to make.
    let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let columns = lines.next().map_or(0, |header| header.split(',').count());
    let cells = |line: &'static str| line.split(',').map(Cow::Borrowed).collect::<Vec<_>>();
    lines.map(cells).filter(|cells| cells.len() == columns).map(Row).collect()
}

/// The texts of all lists: what is read by them depends on these.
pub(crate) fn all() -> impl Iterator<Item = &'static str> {
    texts().iter().map(Cow::as_ref)
}

/// Takes the lists that stand in `dir`, laid out as `data/` in the repository, in place of the built-in ones. To be done
/// before anything is read. Says how many stand there.
pub fn choose(dir: &Path) -> Result<usize, TemplateError> {
    let mut texts = BUILTIN.map(|(_, text)| Cow::Borrowed(text));
    let mut found = 0;
    for (own, (file, builtin)) in texts.iter_mut().zip(BUILTIN) {
        let path = dir.join(file);
        if let Some(text) = read_if_there(&path)? {
            check(&path, &text, builtin)?;
            *own = Cow::Owned(text);
            found += 1;
        }
    }
    let chosen = TEXTS.get_or_init(|| texts.clone());
    if *chosen != texts {
        let problem = "other word lists are in use already; choose them first".to_string();
        return Err(TemplateError::Inconsistent { file: shown(dir), problem });
    }
    Ok(found)
}

/// A list with a header must have that of the built-in one, and in each row as many cells.
pub(super) fn check(path: &Path, text: &str, builtin: &str) -> Result<(), TemplateError> {
    if path.extension().is_none_or(|extension| extension != "csv") {
        return Ok(());
    }
    let csv = |source| TemplateError::Csv { file: shown(path), source };
    let mut own = reader(text);
    let (header, expected) = (own.headers().map_err(csv)?, reader(builtin).headers().map_err(csv)?.clone());
    // The pairs of characters have no header.
    if expected.iter().all(|name| name.is_ascii()) && *header != expected {
        let names = |header: &csv::StringRecord| header.iter().collect::<Vec<_>>().join(",");
        let problem = format!("its columns are {}, but must be {}", names(header), names(&expected));
        return Err(TemplateError::Inconsistent { file: shown(path), problem });
    }
    own.records().try_for_each(|row| row.map(drop)).map_err(csv)
}

/// Rows of a list; lines that begin with `#` are remarks.
pub(super) fn reader(text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().comment(Some(b'#')).buffer_capacity(1 << 12).from_reader(text.as_bytes())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_built_in_lists_is_read() {
        for (file, text) in BUILTIN.iter().filter(|(file, _)| file.ends_with(".csv")) {
            check(Path::new(file), text, text).unwrap();
            let lines = text.lines().filter(|line| !line.starts_with('#')).count();
            assert_eq!(reader(text).into_records().map(Result::unwrap).count() + 1, lines, "{file}");
        }
    }

    #[test]
    fn rows_without_quotes_are_those_of_the_reader() {
        for list in
            [List::Foreign, List::Agency, List::Title, List::Section, List::Cue, List::Kind, List::Label]
        {
            let read = reader(text(list)).into_records().map(Result::unwrap);
            let read: Vec<Vec<String>> = read.map(|row| row.iter().map(String::from).collect()).collect();
            let own: Vec<Vec<String>> =
                rows(list).iter().map(|row| row.0.iter().map(|cell| cell.to_string()).collect()).collect();
            assert_eq!(own, read, "{list:?}");
        }
    }

    #[test]
    fn another_header_or_a_short_row_is_refused() {
        let check = |text: &str| check(Path::new("own.csv"), text, "# words\nrole,word\na,b\n");
        assert!(check("role,word\nending,局\n# for people\n").is_ok());
        let error = check("role,words\nending,局\n").unwrap_err().to_string();
        assert_eq!(error, "own.csv: its columns are role,words, but must be role,word");
        assert!(check("role,word\nending\n").is_err());
    }
}

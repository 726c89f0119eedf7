//! Running the program and looking at what it did.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What the program did.
pub(crate) struct Ran {
    /// Its exit status.
    pub(crate) status: i32,
    /// Its standard output.
    pub(crate) out: String,
    /// Its standard error.
    pub(crate) err: String,
}

/// The program, ready to be run in a folder.
pub(crate) fn program(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("nianbao"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null()).env_remove("NO_COLOR");
    command
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(program(folder, arguments).output().unwrap())
}

/// What a finished program did.
pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Ran {
    /// The program ended as it should.
    #[track_caller]
    pub(crate) fn ended(self, status: i32) -> Ran {
        assert_eq!(self.status, status, "\n--- out\n{}\n--- err\n{}", self.out, self.err);
        self
    }

    /// One clear sentence, at most one hint, and nothing else.
    #[track_caller]
    pub(crate) fn one_sentence(self, sentence: &str) -> Ran {
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.first(), Some(&format!("error: {sentence}").as_str()), "{}", self.err);
        assert!(
            lines.iter().skip(1).all(|line| line.starts_with("hint: ")) && lines.len() <= 2,
            "{}",
            self.err
        );
        self
    }
}

/// The rows of a CSV file of a dataset, each by its columns.
pub(crate) fn table(dataset: &Path, file: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dataset.join(file)).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The row of `reports.csv` for a source.
#[track_caller]
pub(crate) fn report(dataset: &Path, source: &str) -> BTreeMap<String, String> {
    let rows = table(dataset, "reports.csv");
    let row = rows.iter().find(|row| row["source"] == source);
    row.unwrap_or_else(|| panic!("no row for {source} in {rows:#?}")).clone()
}

/// Every file below a folder with its content.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn collect(folder: &Path, base: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, base, files);
            } else {
                let name = path.strip_prefix(base).unwrap().to_string_lossy().into_owned();
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    let mut all = BTreeMap::new();
    collect(folder, folder, &mut all);
    all
}

/// The names of the files below a folder that are not hidden.
pub(crate) fn visible(folder: &Path) -> Vec<String> {
    files(folder).into_keys().filter(|name| !name.split('/').any(|part| part.starts_with('.'))).collect()
}

/// The files of a dataset.
pub(crate) const DATASET: [&str; 12] = [
    "agencies.csv",
    "codebook.csv",
    "crosswalk.csv",
    "datapackage.json",
    "figures.csv",
    "measures.csv",
    "pictures.csv",
    "prose_figures.csv",
    "reports.csv",
    "sentences.csv",
    "unplaced.csv",
    "wide.csv",
];

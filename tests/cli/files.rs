//! What a dataset folder holds besides CSV: Parquet, Excel, the panel, and a description that names every file.
//! Each is read back with another library and compared cell by cell with the CSV files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use calamine::{Data, Reader as _, open_workbook_auto};
use parquet::basic::{LogicalType, Type as Physical};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::Value;

use crate::util::{run, table, visible};

/// The tables of a folder in which every command has been run.
const TABLES: [&str; 18] = [
    "agencies",
    "codebook",
    "coverage",
    "crosswalk",
    "figures",
    "findings",
    "indicators",
    "measures",
    "panel",
    "pictures",
    "prose_figures",
    "reports",
    "revisions",
    "sentences",
    "similar",
    "topics",
    "unplaced",
    "wide",
];

/// A demo dataset in which every command that writes a table has been run, in an order in which none is the last twice.
fn dataset() -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        run(folder.path(), &["demo", "-o", "out", "-q"]).ended(0);
        run(folder.path(), &["export", "out", "--format", "parquet,xlsx", "--panel", "-q"]).ended(0);
        run(folder.path(), &["mine", "out", "-q"]).ended(0);
        folder
    });
    folder.path().join("out")
}

fn package(dataset: &Path) -> Value {
    serde_json::from_slice(&fs::read(dataset.join("datapackage.json")).unwrap()).unwrap()
}

fn resources(package: &Value) -> BTreeMap<&str, &Value> {
    let resources = package["resources"].as_array().unwrap();
    resources.iter().map(|one| (one["path"].as_str().unwrap(), one)).collect()
}

fn header(csv: &Path) -> Vec<String> {
    csv::Reader::from_path(csv).unwrap().headers().unwrap().iter().map(String::from).collect()
}

fn rows(csv: &Path) -> Vec<Vec<String>> {
    let reader = csv::Reader::from_path(csv).unwrap();
    reader.into_records().map(|row| row.unwrap().iter().map(String::from).collect()).collect()
}

#[test]
fn the_description_names_every_file_and_its_columns() {
    let out = dataset();
    let package = package(&out);
    let described = resources(&package);
    let there: BTreeSet<String> = visible(&out)
        .into_iter()
        .filter(|name| [".csv", ".parquet", ".xlsx"].iter().any(|extension| name.ends_with(extension)))
        .collect();
    let all = TABLES.iter().flat_map(|name| ["csv", "parquet", "xlsx"].map(|end| format!("{name}.{end}")));
    assert_eq!(there, all.collect(), "what the commands write");
    assert_eq!(
        there.iter().map(String::as_str).collect::<Vec<_>>(),
        described.keys().copied().collect::<Vec<_>>()
    );
    let names: BTreeSet<&str> = described.values().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), described.len(), "each has a name of its own");
    for (path, resource) in described.iter().filter(|(path, _)| !path.ends_with(".parquet")) {
        let fields = resource["schema"]["fields"].as_array().unwrap();
        let named: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
        let header = header(&out.join(path).with_extension("csv"));
        assert_eq!(named, header, "{path}");
        for field in fields {
            assert!(field["type"] != "any", "{path}: {} is explained nowhere", field["name"]);
            let chinese = field["title"].as_str().unwrap().chars().any(|c| c > '\u{2e7f}');
            assert!(chinese && !field["description"].as_str().unwrap().is_empty(), "{path}: {field}");
        }
        let key = resource["schema"]["primaryKey"].as_array();
        for column in key.into_iter().flatten() {
            assert!(header.iter().any(|name| column == name), "{path}: {column}");
        }
    }
}

/// What Frictionless would find wrong with the tables, without Frictionless: types, words, keys, references.
#[test]
fn the_tables_are_what_the_description_says() {
    let out = dataset();
    let package = package(&out);
    let described = resources(&package);
    for (path, resource) in described.iter().filter(|(path, _)| path.ends_with(".csv")) {
        let schema = &resource["schema"];
        let header = header(&out.join(path));
        let rows = rows(&out.join(path));
        for (index, field) in schema["fields"].as_array().unwrap().iter().enumerate() {
            let constraints = &field["constraints"];
            let words: Option<Vec<&str>> = constraints["enum"]
                .as_array()
                .map(|words| words.iter().map(|word| word.as_str().unwrap()).collect());
            for row in &rows {
                let cell = row[index].as_str();
                if cell.is_empty() {
                    assert!(constraints["required"] != true, "{path}: {} is empty in {row:?}", field["name"]);
                    continue;
                }
                let fits = match field["type"].as_str().unwrap() {
                    "integer" | "year" => cell.parse::<u64>().is_ok(),
                    "number" => cell.parse::<f64>().is_ok_and(f64::is_finite),
                    _ => words.as_ref().is_none_or(|words| words.contains(&cell)),
                };
                assert!(fits, "{path}: {} is {cell:?}", field["name"]);
            }
        }
        let at = |name: &Value| header.iter().position(|known| name == known).unwrap();
        if let Some(key) = schema["primaryKey"].as_array() {
            let keys: BTreeSet<Vec<&str>> =
                rows.iter().map(|row| key.iter().map(|name| row[at(name)].as_str()).collect()).collect();
            assert_eq!(keys.len(), rows.len(), "{path}: two rows have the same key");
        }
        for reference in schema["foreignKeys"].as_array().into_iter().flatten() {
            let (own, to) = (&reference["fields"][0], &reference["reference"]);
            let other = table(&out, &format!("{}.csv", to["resource"].as_str().unwrap()));
            let known: BTreeSet<&str> =
                other.iter().map(|row| row[to["fields"][0].as_str().unwrap()].as_str()).collect();
            for row in rows.iter().filter(|row| !row[at(own)].is_empty()) {
                assert!(known.contains(row[at(own)].as_str()), "{path}: {own} {}", row[at(own)]);
            }
        }
    }
}

/// The type that a column has by the description: text, whole number or number.
fn kind(package: &Value, path: &str, column: usize) -> char {
    match resources(package)[path]["schema"]["fields"][column]["type"].as_str().unwrap() {
        "integer" | "year" => 'i',
        "number" => 'n',
        _ => 't',
    }
}

#[test]
fn parquet_holds_every_cell_with_its_type() {
    let out = dataset();
    let package = package(&out);
    for name in TABLES {
        let csv = format!("{name}.csv");
        let (header, rows) = (header(&out.join(&csv)), rows(&out.join(&csv)));
        let file = fs::File::open(out.join(format!("{name}.parquet"))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr_ptr();
        let columns = schema.columns();
        assert_eq!(columns.iter().map(|column| column.name()).collect::<Vec<_>>(), header, "{name}");
        for (index, column) in columns.iter().enumerate() {
            let text = column.logical_type_ref() == Some(&LogicalType::String);
            let expected = match kind(&package, &csv, index) {
                'i' => (Physical::INT64, false),
                'n' => (Physical::DOUBLE, false),
                _ => (Physical::BYTE_ARRAY, true),
            };
            assert_eq!((column.physical_type(), text), expected, "{name}.{}", column.name());
        }
        let mut count = 0;
        for (row, read) in rows.iter().zip(reader.get_row_iter(None).unwrap()) {
            count += 1;
            for (cell, (column, field)) in row.iter().zip(read.unwrap().get_column_iter()) {
                let same = match field {
                    Field::Null => cell.is_empty(),
                    Field::Str(text) => text == cell,
                    Field::Long(number) => number.to_string() == *cell,
                    Field::Double(number) => cell.parse::<f64>().unwrap() == *number,
                    _ => false,
                };
                assert!(same, "{name}.{column}: {field:?} for {cell:?}");
            }
        }
        assert_eq!(count, rows.len(), "{name}");
        assert_eq!(reader.metadata().file_metadata().num_rows(), rows.len() as i64, "{name}");
    }
}

#[test]
fn workbooks_hold_every_cell_with_its_type() {
    let out = dataset();
    let package = package(&out);
    for name in TABLES {
        let csv = format!("{name}.csv");
        let (header, rows) = (header(&out.join(&csv)), rows(&out.join(&csv)));
        let mut book = open_workbook_auto(out.join(format!("{name}.xlsx"))).unwrap();
        let sheet = book.worksheet_range(name).unwrap();
        assert!(book.worksheet_formula(name).unwrap().is_empty(), "{name} has formulas");
        assert_eq!(sheet.height(), rows.len() + 1, "{name}");
        let head: Vec<String> = sheet.rows().next().unwrap().iter().map(Data::to_string).collect();
        assert_eq!(head, header, "{name}");
        for (row, read) in rows.iter().zip(sheet.rows().skip(1)) {
            for (index, cell) in row.iter().enumerate() {
                let same = match read.get(index).unwrap_or(&Data::Empty) {
                    Data::Empty => cell.is_empty(),
                    Data::String(text) => kind(&package, &csv, index) == 't' && text == cell,
                    Data::Float(number) => {
                        kind(&package, &csv, index) != 't' && cell.parse::<f64>().unwrap() == *number
                    }
                    _ => false,
                };
                assert!(same, "{name}.{}: {:?} for {cell:?}", header[index], read.get(index));
            }
        }
    }
}

#[test]
fn the_panel_has_a_row_for_each_agency_and_year() {
    let out = dataset();
    let (panel, wide) = (table(&out, "panel.csv"), table(&out, "wide.csv"));
    let agencies = table(&out, "agencies.csv").len();
    let years: BTreeSet<&str> = panel.iter().map(|row| row["year"].as_str()).collect();
    assert_eq!(panel.len(), agencies * years.len());
    let mut read = 0;
    for row in &panel {
        let variables = row.keys().filter(|name| name.starts_with("rq_") || name.starts_with("pa_"));
        let report = wide.iter().find(|report| report["report_id"] == row["report_id"]);
        assert_eq!(report.is_some(), row["read"] == "yes");
        read += usize::from(report.is_some());
        for name in variables {
            assert_eq!(row[name], report.map_or("", |report| report[name].as_str()), "{name}");
        }
    }
    assert!(read > 5, "{read}");
}

/// `audit`, `compare` and `mine` renew what stands there in other formats; `extract` of other reports takes it away.
#[test]
fn other_formats_are_never_older_than_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/html");
    let source = |name: &str| corpus.join(name).to_string_lossy().into_owned();
    let (one, other) = (source("planted-balance.html"), source("planted-row-total.html"));
    run(folder.path(), &["extract", &one, "-o", "out", "--format", "parquet"]).ended(0);
    let out = folder.path().join("out");
    run(folder.path(), &["compare", "out", "-q"]).ended(0);
    let rows = |name: &str| {
        let reader = SerializedFileReader::new(fs::File::open(out.join(name)).unwrap()).unwrap();
        reader.metadata().file_metadata().num_rows()
    };
    assert_eq!(rows("indicators.parquet"), table(&out, "indicators.csv").len() as i64);
    run(folder.path(), &["audit", "out", "-q"]).ended(0);
    let before = rows("findings.parquet");
    assert!(before > 0 && before == table(&out, "findings.csv").len() as i64);
    run(folder.path(), &["audit", "out", "--checks", "Y03", "-q"]).ended(0);
    assert_eq!(rows("findings.parquet"), 0, "renewed with the table");
    assert!(!visible(&out).iter().any(|name| name.ends_with(".xlsx")), "no format that nobody asked for");
    let described =
        |out: &Path| resources(&package(out)).keys().map(|path| path.to_string()).collect::<Vec<_>>();
    assert!(described(&out).contains(&"findings.parquet".to_string()));

    run(folder.path(), &["extract", &one, &other, "-o", "out"]).ended(0);
    assert!(!visible(&out).iter().any(|name| name.ends_with(".parquet")));
    assert!(!described(&out).iter().any(|name| name.ends_with(".parquet")), "{:?}", described(&out));
}

/// Each example says in its head which columns it uses (`# columns TABLE: NAME, …`): they exist, and it does use them.
#[test]
fn the_columns_that_the_examples_use_exist() {
    let out = dataset();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut examples = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let told: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("# columns ")).collect();
        examples += usize::from(!told.is_empty());
        for line in told {
            let (table, columns) = line.split_once(": ").unwrap();
            let header = header(&out.join(format!("{table}.csv")));
            assert!(
                text.contains(&format!("{table}.csv")) || text.contains(&format!("{table}.parquet")),
                "{line}"
            );
            for column in columns.split(", ") {
                assert!(header.iter().any(|name| name == column), "{}: {line}: {column}", path.display());
                let used = text
                    .lines()
                    .filter(|line| !line.starts_with("# columns"))
                    .any(|line| line.contains(column));
                assert!(used, "{}: {column} is not used", path.display());
            }
        }
    }
    assert_eq!(examples, 3);
}

#[test]
fn a_table_that_was_changed_by_hand_becomes_no_file_of_another_format() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("reports.csv"), "report_id,status\na,extracted\n").unwrap();
    let told = |figures: &str, sentence: &str| {
        fs::write(folder.path().join("figures.csv"), figures).unwrap();
        for format in ["parquet", "xlsx"] {
            run(folder.path(), &["export", ".", "--format", format]).ended(2).one_sentence(sentence);
            assert!(!folder.path().join("figures").with_extension(format).exists());
        }
    };
    told(
        "report_id,year\na,2023\na,20Z3\n",
        "./figures.csv, line 3: year is \"20Z3\", which is not a whole number",
    );
    told(
        "report_id,confidence\na,high\na,hoch\n",
        "./figures.csv, line 3: confidence is \"hoch\", which is not high, medium or low",
    );
    told("report_id,year,year\na,2023,2022\n", "./figures.csv, line 1: two columns are called year");
}

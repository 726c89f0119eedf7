//! A reader for tests: makes a full report of whatever it is given, from nothing but the bytes. So the dataset, the
//! order, the continuing and the memory can be tested with figures whatever the real readers make of a document.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use nianbao::document::{Format, Host, Locator};
use nianbao::evidence::{Column, Evidence, Labels, Oddities, Readers, Sums};
use nianbao::extract::{Event, ExtractError, Job, Summary, extract};
use nianbao::inputs::{Input, Inputs};
use nianbao::mine::{Measure, Mined, Picture, Section, Sentence, Stated};
use nianbao::place::{Clues, Places};
use nianbao::report::*;
use nianbao::template::{FieldId, FormId, Forms};

static PLACES: Places = Places::builtin();

/// Makes the reports of an input: one, or two if the bytes say `two`; a panic if they say `panic`.
pub(crate) fn read(input: &Input) -> Vec<Report> {
    let forms = Forms::builtin();
    let text = match &input.bytes {
        Ok(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        Err(error) => return vec![report(forms, 0, Status::Unreadable, &error.to_string())],
    };
    assert!(!text.contains("panic"), "made to panic");
    if text.contains("slow") {
        std::thread::sleep(Duration::from_millis(20));
    }
    let seed = text.bytes().fold(7_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
    let count = if text.contains("two") { 2 } else { 1 };
    (0..count).map(|n| report(forms, seed.wrapping_add(n), Status::Extracted, "")).collect()
}

fn report(forms: &Forms, seed: u64, status: Status, reason: &str) -> Report {
    let form = FormId((seed % 2) as u8);
    let fields = forms.fields.iter().enumerate().filter(|(_, field)| field.form == form);
    let figures = fields.map(|(index, _)| figure(index, seed)).collect::<Vec<_>>();
    let extracted = status == Status::Extracted;
    let (agency, year) = (format!("青岚市第{}局", seed % 97), Some(2019 + (seed % 6) as u16));
    let place = PLACES.place(&agency, year, &Clues::of_source("")).place;
    Report {
        id: "".into(),
        source: String::new(),
        sha256: String::new(),
        format: Some(Format::Html),
        fetched_at: None,
        identity: ReportIdentity {
            agency,
            year,
            title: "=HYPERLINK(\"x\"), 政府信息公开\n\"年度报告\"".to_string(),
        },
        place: if extracted { place } else { ReportPlace::default() },
        status,
        reason: reason.to_string(),
        forms: if extracted { vec![(0, form), (1, form), (2, form)] } else { Vec::new() },
        pages: 1,
        figures_expected: if extracted { figures.len() as u32 } else { 0 },
        figures: if extracted { figures } else { Vec::new() },
        unplaced: vec![Unplaced {
            table: Some(1),
            is_column: false,
            label: "（八）其他".into(),
            figures: "1 0 2".to_string(),
            locator: Locator::Line { line: 9, cell: 0 },
        }],
        mined: mined(seed),
    }
}

/// Some sentences, with rows in each file about them for some seeds.
fn mined(seed: u64) -> Mined {
    let locator = Locator::Line { line: 3, cell: 0 };
    let sentence = |number| Sentence {
        section: Section::Requests,
        text: format!("全年收到申请{number}件，\"其中\"自然人{seed}件。"),
        locator,
        begins_paragraph: true,
    };
    let stated = Stated {
        subject: "申请".to_string(),
        counter: "件".to_string(),
        value: seed.into(),
        bound: "",
        about_year: None,
        share_of: String::new(),
        key: "requests.received_new.total".to_string(),
        scope: "own",
        number: None,
        learned: false,
    };
    let measure = Measure {
        sentence: 0,
        is_problem: seed.is_multiple_of(2),
        text: "=公开不够及时".to_string(),
        theme: "公开时效",
        locator,
    };
    let picture = Picture { page: 1, size: None, caption: "图1".to_string() };
    Mined {
        sentences: (0..seed % 4 + 1).map(sentence).collect(),
        figures: vec![(0, stated); (seed % 3) as usize],
        measures: vec![measure; (seed % 2) as usize],
        pictures: vec![picture; (seed % 5) as usize],
    }
}

fn figure(index: usize, seed: u64) -> Figure {
    let number = seed.wrapping_mul(index as u64 + 1) % 1000;
    let (value, published) = match number % 9 {
        0 => (Value::Missing(Missing::Blank), "".to_string()),
        1 => (Value::Missing(Missing::Dash), "-".to_string()),
        _ => (Value::Number(number.into()), number.to_string()),
    };
    Figure {
        field: FieldId(index as u16),
        value,
        published: published.into(),
        confidence: Confidence::ALL[index % 3],
        flags: if index.is_multiple_of(3) {
            Flags::NONE
        } else {
            [Flag::OneReader, Flag::LabelFuzzy].into_iter().collect()
        },
        evidence: Evidence {
            readers: Readers::Agree,
            labels: Labels::Exact,
            column: Column::Told,
            sums: Sums::HoldTwice,
            oddities: Oddities::NONE,
        },
        locator: Locator::Html { host: Host::Table, table: 1, row: index as u32, cell: 2 },
    }
}

/// Makes a dataset of the files in a folder.
pub(crate) fn make(folder: &Path, output: &Path, jobs: usize, excel: bool) -> Result<Summary, ExtractError> {
    make_with(folder, output, jobs, excel, &mut |_| {})
}

/// Makes a dataset of the reports on some years.
pub(crate) fn make_years(folder: &Path, output: &Path, years: &str) -> Summary {
    let inputs = Inputs::open(&[folder.to_path_buf()], Some(output), &[]).unwrap();
    let (stop, years) = (AtomicBool::new(false), Some(years.parse().unwrap()));
    let forms = Forms::builtin();
    let job = Job { forms, places: &PLACES, jobs: 2, years, excel: false, stop: &stop, read: &read };
    extract(inputs, output, &job, &mut |_| {}).unwrap()
}

/// Makes a dataset, watched.
pub(crate) fn make_with(
    folder: &Path,
    output: &Path,
    jobs: usize,
    excel: bool,
    watch: &mut dyn FnMut(Event<'_>),
) -> Result<Summary, ExtractError> {
    let inputs = Inputs::open(&[folder.to_path_buf()], Some(output), &[])?;
    let stop = AtomicBool::new(false);
    let forms = Forms::builtin();
    let job = Job { forms, places: &PLACES, jobs, years: None, excel, stop: &stop, read: &read };
    extract(inputs, output, &job, watch)
}

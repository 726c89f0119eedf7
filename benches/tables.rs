//! From figures to files: makes many synthetic reports in memory and times what follows, stage by stage: the CSV files of the
//! dataset, Parquet, indicators. Says the most memory that the process had after each.
//!
//! `cargo bench --bench tables -- REPORTS DIR`; `scripts/bench_tables.py` sets polars beside it.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a program for a person that measures"
)]

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use nianbao::compare;
use nianbao::document::{Format, Locator};
use nianbao::evidence::{Column, Evidence, Labels, Oddities, Readers, Sums};
use nianbao::export;
use nianbao::extract::{Job, extract};
use nianbao::inputs::{Input, Inputs};
use nianbao::place::{Clues, Places};
use nianbao::report::*;
use nianbao::template::{FieldId, FormId, Forms};

static PLACES: Places = Places::builtin();
/// Years that each agency reports on.
const YEARS: u64 = 5;
const BUREAUS: [&str; 8] =
    ["教育局", "财政局", "水利局", "司法局", "民政局", "审计局", "统计局", "卫生健康局"];
const CITIES: [&str; 8] = ["运城市", "临汾市", "晋城市", "长治市", "大同市", "吕梁市", "朔州市", "忻州市"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|one| !one.starts_with("--")).collect();
    let [reports, dir] = arguments.as_slice() else {
        // `cargo test --benches` and the like: nothing is asked for.
        println!("usage: cargo bench --bench tables -- REPORTS DIR");
        return;
    };
    let reports: u64 = reports.parse().unwrap();
    let dir = Path::new(dir);
    let forms = Forms::builtin();
    let begun = Instant::now();
    let inputs = Inputs::stream(
        (0..reports).map(|n| Input::new(format!("http://www.example.gov.cn/{n}.html"), n.to_string())),
    );
    let stop = AtomicBool::new(false);
    let read = |input: &Input| vec![report(forms, input)];
    let job = Job { forms, places: &PLACES, jobs: 0, years: None, excel: false, stop: &stop, read: &read };
    let summary = extract(inputs, dir, &job, &mut |_| {}).unwrap();
    told("csv", begun);
    let begun = Instant::now();
    export::export(dir, export::Format::Parquet, forms, 0).unwrap();
    told("parquet", begun);
    let begun = Instant::now();
    let join = compare::Join::default();
    let indicators = compare::builtin(forms, &join).unwrap();
    let mut rows = 0_u64;
    compare::compare(dir, &indicators, &join, forms, &Places::builtin(), 0, &mut |_| rows += 1).unwrap();
    told("indicators", begun);
    println!("reports {}\nrows {rows}", summary.inputs);
}

/// Seconds of a stage, and the most memory so far in MiB.
fn told(stage: &str, begun: Instant) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak: u64 = peak.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0);
    println!("{stage} {:.3} {}", begun.elapsed().as_secs_f64(), peak / 1024);
}

fn report(forms: &Forms, input: &Input) -> Report {
    let number: u64 =
        input.bytes.as_deref().map_or(0, |bytes| String::from_utf8_lossy(bytes).parse().unwrap());
    let (agency, year) = (number / YEARS, 2019 + (number % YEARS) as u16);
    let form = FormId(u8::from(year > 2020));
    let name =
        format!("{}第{}{}", CITIES[(agency % 8) as usize], agency / 64, BUREAUS[(agency / 8 % 8) as usize]);
    let place = PLACES.place(&name, Some(year), &Clues::of_source("")).place;
    let fields = forms.fields.iter().enumerate().filter(|(_, field)| field.form == form);
    let figures: Vec<Figure> = fields.map(|(index, _)| figure(index, number)).collect();
    Report {
        id: "".into(),
        source: String::new(),
        sha256: String::new(),
        format: Some(Format::Html),
        fetched_at: None,
        identity: ReportIdentity {
            title: format!("{name}{year}年政府信息公开工作年度报告"),
            agency: name,
            year: Some(year),
        },
        place,
        status: Status::Extracted,
        reason: String::new(),
        forms: vec![(0, form), (1, form), (2, form)],
        pages: 1,
        figures_expected: figures.len() as u32,
        figures,
        unplaced: Vec::new(),
        mined: Default::default(),
    }
}

fn figure(index: usize, seed: u64) -> Figure {
    let number = (seed.wrapping_mul(2_654_435_761).wrapping_add(index as u64 * 40_503) >> 7) % 1000;
    let (value, published) = match number % 13 {
        0 => (Value::Missing(Missing::Blank), String::new()),
        _ => (Value::Number(number.into()), number.to_string()),
    };
    Figure {
        field: FieldId(index as u16),
        value,
        published: published.into(),
        confidence: Confidence::High,
        flags: if number < 900 { Flags::NONE } else { [Flag::LabelFuzzy].into_iter().collect() },
        evidence: Evidence {
            readers: Readers::Agree,
            labels: Labels::Exact,
            column: Column::Told,
            sums: Sums::HoldTwice,
            oddities: Oddities::NONE,
        },
        locator: Locator::Html { host: nianbao::document::Host::Table, table: 1, row: index as u32, cell: 2 },
    }
}

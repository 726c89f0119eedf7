//! What the whole way costs, from bytes to CSV rows, beside parsing the page into a DOM: `cargo bench --bench extract`.
//!
//! Three documents of the corpora: a web page of some 32 KB, a page in GBK that does not say so, and a text. The last
//! lines are ratios, of the fastest of many runs: they move less than times do.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use nianbao::dataset::{RowFormat, Rows};
use nianbao::document;
use nianbao::inputs::Input;
use nianbao::pipeline::Pipeline;
use nianbao::template::Forms;

/// Name, bytes, and how many figures the document has.
const DOCUMENTS: [(&str, &[u8], u64); 3] = [
    ("html", include_bytes!("../corpora/html/shape-five-tables.html"), 200),
    ("gbk", include_bytes!("../corpora/html/charset-gbk-undeclared.html"), 200),
    ("text", include_bytes!("../corpora/txt/yuncheng-2023.txt"), 200),
];

/// How often each of the two is run for a ratio.
const RUNS: usize = 500;

fn parse(page: &str) -> RcDom {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page)
}

/// All that is done with an input but opening its file and appending its rows.
fn extract(pipeline: &Pipeline<'_>, format: &RowFormat<'_>, input: &Input) -> Rows {
    format.rows(&pipeline.read(input))
}

/// The shortest of many runs, the two taking turns so that both meet the same weather.
fn shortest(first: impl Fn(), second: impl Fn()) -> (Duration, Duration) {
    let time = |run: &dyn Fn()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let (mut of_first, mut of_second) = (Duration::MAX, Duration::MAX);
    for _ in 0..RUNS {
        of_first = of_first.min(time(&first));
        of_second = of_second.min(time(&second));
    }
    (of_first, of_second)
}

#[expect(clippy::print_stderr, reason = "a benchmark says what it measured")]
fn main() {
    let forms = Forms::builtin();
    let (pipeline, format) = (Pipeline::new(forms), RowFormat::new(forms, false));
    let mut criterion = Criterion::default().configure_from_args();
    let mut ratios = Vec::new();
    for (name, bytes, figures) in DOCUMENTS {
        let input = Input::new(name, bytes);
        let found: u64 =
            extract(&pipeline, &format, &input).reports.iter().flat_map(|report| report.figures).sum();
        assert_eq!(found, figures, "{name} is read in full, or the time is not worth measuring");
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function("extract", |bencher| {
            bencher.iter(|| extract(&pipeline, &format, black_box(&input)));
        });
        group.bench_function("of that, reading the document", |bencher| {
            bencher.iter(|| document::read(black_box(bytes)));
        });
        if name != "text" {
            let (page, _, _) =
                if name == "gbk" { encoding_rs::GBK } else { encoding_rs::UTF_8 }.decode(bytes);
            group.bench_function("html5ever + rcdom, parse", |bencher| {
                bencher.iter(|| parse(black_box(&page)))
            });
            let (parsing, extracting) = shortest(
                || drop(black_box(parse(black_box(&page)))),
                || drop(black_box(extract(&pipeline, &format, black_box(&input)))),
            );
            let ratio = extracting.as_secs_f64() / parsing.as_secs_f64();
            ratios.push(format!(
                "{name}: {} bytes; extract / (html5ever + rcdom parse) = {ratio:.2}",
                bytes.len()
            ));
        }
        group.finish();
    }
    criterion.final_summary();
    for ratio in ratios {
        eprintln!("{ratio}");
    }
}

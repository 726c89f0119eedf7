//! What reading a page costs beside parsing it into a DOM: `cargo bench --bench html`.
//!
//! The page is made here: prose and the three tables of the form, some 200 cells, in the markup that editors of
//! portals write. The last line is the ratio of the two, of the fastest of many runs.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::RcDom;
use nianbao::document::html;

const STYLE: &str = "border:1px solid #000;padding:0 7px;width:10%;text-align:center";

fn cell(page: &mut String, spans: &str, text: &str) {
    let _ = writeln!(
        page,
        "<td {spans} style=\"{STYLE}\"><p style=\"text-align:center;line-height:1.5\"><span style=\"font-family:宋体;\
         font-size:14px\">{text}</span></p></td>"
    );
}

fn row(page: &mut String, cells: &[(&str, &str)]) {
    page.push_str("<tr class=\"firstRow\">\n");
    for (spans, text) in cells {
        cell(page, spans, text);
    }
    page.push_str("</tr>\n");
}

/// 三、收到和处理政府信息公开申请情况: ten columns, three of them labels.
fn requests(page: &mut String) {
    page.push_str(
        "<table border=\"1\" cellspacing=\"0\" style=\"border-collapse:collapse\" width=\"100%\"><tbody>\n",
    );
    row(
        page,
        &[("colspan=\"3\" rowspan=\"3\"", "（本列数据的勾稽关系为…）"), ("colspan=\"7\"", "申请人情况")],
    );
    row(page, &[("rowspan=\"2\"", "自然人"), ("colspan=\"5\"", "法人或其他组织"), ("rowspan=\"2\"", "总计")]);
    row(
        page,
        &[("", "商业企业"), ("", "科研机构"), ("", "社会公益组织"), ("", "法律服务机构"), ("", "其他")],
    );
    let figures = |page: &mut String, labels: &[(&str, &str)], seed: usize| {
        let texts: Vec<String> = (0..7).map(|column| ((seed * 7 + column * 3) % 19).to_string()).collect();
        let mut cells = labels.to_vec();
        cells.extend(texts.iter().map(|text| ("", text.as_str())));
        row(page, &cells);
    };
    figures(page, &[("colspan=\"3\"", "一、本年新收政府信息公开申请数量")], 1);
    figures(page, &[("colspan=\"3\"", "二、上年结转政府信息公开申请数量")], 2);
    figures(page, &[("rowspan=\"18\"", "三、本年度办理结果"), ("colspan=\"2\"", "（一）予以公开")], 3);
    figures(page, &[("rowspan=\"16\"", "（三）不予公开"), ("", "1.属于国家秘密")], 4);
    for line in 0..15 {
        figures(page, &[("", "2.其他法律行政法规禁止公开")], line + 5);
    }
    figures(page, &[("colspan=\"2\"", "（七）总计")], 20);
    figures(page, &[("colspan=\"3\"", "四、结转下年度继续办理")], 21);
    page.push_str("</tbody></table>\n");
}

fn page() -> String {
    let title = "某某市发展和改革委员会2023年政府信息公开工作年度报告";
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"SiteName\" content=\"某某市人民政府\"><meta name=\"ArticleTitle\" content=\"{title}\">\
         <link rel=\"stylesheet\" href=\"/css/a.css\"><script src=\"/js/jquery.js\"></script></head>\n<body>\n\
         <div class=\"header\"><ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li></ul></div>\n\
         <div class=\"article\"><h1>{title}</h1><div class=\"TRS_Editor\">\n"
    );
    for number in 0..16 {
        let _ = writeln!(
            page,
            "<p style=\"text-indent:2em;text-align:justify\">2023年，主动公开政府信息{number}条，收到政府信息公开申请{number}件，\
             办结{number}件，均按期答复。<strong>围绕年度重点任务</strong>梳理公开事项，明确责任人和完成时限。</p>"
        );
    }
    requests(&mut page);
    page.push_str("<p>四、存在的主要问题及改进情况</p></div></div><div class=\"footer\">主办：某某市</div></body></html>\n");
    page
}

fn parse(page: &str) -> RcDom {
    html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page)
}

/// The shortest of many runs, the two taking turns so that both meet the same weather.
fn ratio(page: &str) -> f64 {
    let time = |run: &dyn Fn()| {
        let start = Instant::now();
        run();
        start.elapsed()
    };
    let (mut parsing, mut reading) = (Duration::MAX, Duration::MAX);
    for _ in 0..500 {
        parsing = parsing.min(time(&|| drop(black_box(parse(page)))));
        reading = reading.min(time(&|| drop(black_box(html::read(page)))));
    }
    reading.as_secs_f64() / parsing.as_secs_f64()
}

#[expect(clippy::print_stderr, reason = "a benchmark says what it measured")]
fn main() {
    let page = page();
    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("html");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("html5ever + rcdom, parse", |bencher| bencher.iter(|| parse(black_box(&page))));
    group.bench_function("read", |bencher| bencher.iter(|| html::read(black_box(&page))));
    group.finish();
    criterion.final_summary();
    eprintln!("{} bytes; read / (html5ever + rcdom parse) = {:.2}", page.len(), ratio(&page));
}

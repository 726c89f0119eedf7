//! The pages that lead to the reports: the overview, the agencies of each province, and what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use super::catalogue::{Catalogue, Entry};
use super::folder::Folder;
use super::html::{Esc, put};
use super::report::{name, year};
use super::words::{Lists, Said};
use crate::audit::Verdict;
use crate::dataset::DatasetError;
use crate::place::Places;
use crate::report::Status;

/// Rows on one page of a list: what a browser shows at once.
pub(super) const ROWS: usize = 1_000;

/// The name of a page of a list; the first has no number.
pub(super) fn numbered(stem: &str, at: usize) -> String {
    if at == 0 { format!("{stem}.html") } else { format!("{stem}-{}.html", at + 1) }
}

/// Links to the pages of a list before and behind; `stem` is the name of the file without its folder.
pub(super) fn turn(body: &mut String, said: &Said, stem: &str, at: usize, pages: usize) {
    if pages < 2 {
        return;
    }
    body.push_str("<p class=\"turn\">");
    if let Some(before) = at.checked_sub(1) {
        put!(body, "<a href=\"{}\" rel=\"prev\">← {}</a> ", numbered(stem, before), said.previous);
    }
    put!(body, "{} / {pages}", at + 1);
    if at + 1 < pages {
        put!(body, " <a href=\"{}\" rel=\"next\">{} →</a>", numbered(stem, at + 1), said.next);
    }
    body.push_str("</p>\n");
}

/// The first page: how much there is, of what years, how sure, and what was found.
pub(super) fn overview(
    catalogue: &Catalogue,
    said: &Said,
    lists: &Lists<'_>,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let read: Vec<&Entry> = catalogue.entries.iter().filter(|entry| entry.is_read()).collect();
    // What another tool wrote may be of any size.
    let all = |of: fn(&Entry) -> u64| read.iter().map(|entry| of(entry)).fold(0, u64::saturating_add);
    let (figures, high) = (all(|entry| entry.figures), all(|entry| entry.high));
    let agencies: BTreeSet<(&str, &str)> = read.iter().map(|entry| agency_key(entry)).collect();
    let published = catalogue.findings.iter().filter(|finding| finding.verdict == Verdict::Published).count();
    let heading = said.pick("政府信息公开工作年度报告", "Yearly disclosure reports");
    let mut body = format!("<h1>{heading}</h1>\n<ul class=\"numbers\">\n");
    for (number, what) in [
        (read.len() as u64, said.reports),
        (agencies.len() as u64, said.pick("个机关", "agencies")),
        (figures, said.figures),
        (high, said.pick("项可信度高", "of them with high confidence")),
        (published as u64, said.pick("项核查发现（原文如此）", "findings, published so")),
    ] {
        put!(&mut body, "<li><b>{}</b> {what}</li>\n", thousands(number));
    }
    body.push_str("</ul>\n");
    put!(
        &mut body,
        "<p class=\"search\"><label>{} <input type=\"search\" id=\"search\" autocomplete=\"off\"></label></p>\n\
         <ul id=\"found\"></ul>\n<script src=\"site.js\"></script>\n",
        said.search
    );
    by_year(&mut body, catalogue, said, lists);
    by_check(&mut body, catalogue, said, lists);
    folder.page("index.html", said, heading, &body)
}

fn by_year(body: &mut String, catalogue: &Catalogue, said: &Said, lists: &Lists<'_>) {
    let mut years: BTreeMap<Option<u16>, [u64; Status::ALL.len()]> = BTreeMap::new();
    for entry in &catalogue.entries {
        let counts = years.entry(entry.year).or_default();
        for (count, status) in counts.iter_mut().zip(Status::ALL) {
            *count += u64::from(status == entry.status);
        }
    }
    put!(body, "<h2>{}</h2>\n<div class=\"wide\"><table>\n<tr><th>{}</th>", said.status, said.year);
    for status in Status::ALL {
        put!(body, "<th scope=\"col\">{}</th>", lists.status(said, status));
    }
    body.push_str("</tr>\n");
    for (of, counts) in years {
        put!(body, "<tr><th scope=\"row\">{}</th>", year(said, of));
        for count in counts {
            put!(body, "<td>{}</td>", thousands(count));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</table></div>\n");
}

fn by_check(body: &mut String, catalogue: &Catalogue, said: &Said, lists: &Lists<'_>) {
    let mut checks: BTreeMap<&str, [u64; Verdict::ALL.len()]> = BTreeMap::new();
    for finding in &catalogue.findings {
        let counts = checks.entry(&finding.check).or_default();
        for (count, verdict) in counts.iter_mut().zip(Verdict::ALL) {
            *count += u64::from(verdict == finding.verdict);
        }
    }
    if checks.is_empty() {
        return;
    }
    put!(body, "<h2>{}</h2>\n<div class=\"wide\"><table>\n<tr><th>{}</th>", said.findings, said.check);
    for verdict in Verdict::ALL {
        put!(body, "<th scope=\"col\">{}</th>", lists.verdict(said, verdict));
    }
    body.push_str("</tr>\n");
    for (check, counts) in checks {
        put!(body, "<tr><th scope=\"row\"><a href=\"about.html#{0}\">{0}</a></th>", Esc(check));
        for count in counts {
            put!(body, "<td>{}</td>", thousands(count));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</table></div>\n");
}

/// What tells one agency from another: what it is known by, else its name.
fn agency_key(entry: &Entry) -> (&str, &str) {
    let key = if entry.agency_id.is_empty() { entry.agency.as_str() } else { &entry.agency_id };
    (&entry.region_code, key)
}

/// The reports of one agency.
struct Agency<'c> {
    name: &'c str,
    region: &'c str,
    reports: Vec<&'c Entry>,
}

/// The agencies of each province with their reports by year, and the file that the search reads.
pub(super) fn agencies(
    catalogue: &Catalogue,
    places: &Places,
    said: &Said,
    lists: &Lists<'_>,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let mut provinces: BTreeMap<&str, BTreeMap<(&str, &str), Agency<'_>>> = BTreeMap::new();
    let mut years: BTreeSet<u16> = BTreeSet::new();
    for entry in catalogue.entries.iter().filter(|entry| entry.status != Status::NotAReport) {
        let province = entry.region_code.get(..2).unwrap_or_default();
        let agencies = provinces.entry(province).or_default();
        let agency = agencies.entry(agency_key(entry)).or_insert_with(|| Agency {
            name: name(said, &entry.agency),
            region: &entry.region,
            reports: Vec::new(),
        });
        // The name of the last year is the one that people know.
        if agency.reports.iter().all(|known| known.year <= entry.year) {
            agency.name = name(said, &entry.agency);
        }
        agency.reports.push(entry);
        years.extend(entry.year);
    }
    let mut index = format!("<h1>{}</h1>\n<ul class=\"columns\">\n", said.agencies);
    for (code, agencies) in &provinces {
        // Without a code the zeros would name the whole country.
        let known = (!code.is_empty()).then(|| places.region(&format!("{code:0<6}"))).flatten();
        let called = known.unwrap_or_else(|| said.no_region.to_string());
        let stem = if code.is_empty() { "none".to_string() } else { super::html::file_name(code) };
        put!(&mut index, "<li><a href=\"{stem}.html\">{}</a> {}</li>\n", Esc(&called), agencies.len());
        let agencies: Vec<&Agency<'_>> = agencies.values().collect();
        let pages = agencies.chunks(ROWS);
        let count = pages.len();
        for (at, agencies) in pages.enumerate() {
            let mut body = format!("<h1>{}</h1>\n", Esc(&called));
            matrix(&mut body, agencies, &years, said, lists);
            turn(&mut body, said, &stem, at, count);
            folder.page(&format!("regions/{}", numbered(&stem, at)), said, &called, &body)?;
        }
    }
    index.push_str("</ul>\n");
    folder.page("regions/index.html", said, said.agencies, &index)?;
    folder.file("agencies.js", &searched(provinces.values().flat_map(BTreeMap::values)))
}

/// A row for each agency, a column for each year.
fn matrix(
    body: &mut String,
    agencies: &[&Agency<'_>],
    years: &BTreeSet<u16>,
    said: &Said,
    lists: &Lists<'_>,
) {
    put!(
        body,
        "<div class=\"wide\"><table class=\"list\">\n<tr><th>{}</th><th>{}</th>",
        said.agency,
        said.region
    );
    for year in years {
        put!(body, "<th scope=\"col\">{year}</th>");
    }
    let has_yearless =
        agencies.iter().any(|agency| agency.reports.iter().any(|report| report.year.is_none()));
    let columns: Vec<Option<u16>> =
        years.iter().copied().map(Some).chain(has_yearless.then_some(None)).collect();
    if has_yearless {
        put!(body, "<th scope=\"col\">{}</th>", said.no_year);
    }
    body.push_str("</tr>\n");
    for agency in agencies {
        put!(body, "<tr><th scope=\"row\">{}</th><td>{}</td>", Esc(agency.name), Esc(agency.region));
        for year in &columns {
            body.push_str("<td>");
            for report in agency.reports.iter().filter(|report| report.year == *year) {
                let text = match report.is_read() {
                    true => percent(report.high, report.figures),
                    false => lists.status(said, report.status).to_string(),
                };
                let class = report.status.as_str();
                put!(body, "<a class=\"{class}\" href=\"../{}\">{}</a> ", report.page(), Esc(&text));
                if report.published > 0 {
                    put!(body, "<b title=\"{}\">!{}</b> ", said.findings, report.published);
                }
            }
            body.push_str("</td>");
        }
        body.push_str("</tr>\n");
    }
    put!(body, "</table></div>\n<p class=\"legend\">{}</p>\n", said.list_legend);
}

/// The agencies for the search, as a script: a page that was opened from a disk may not read files, but may run them.
fn searched<'a>(agencies: impl Iterator<Item = &'a Agency<'a>>) -> String {
    let agencies: Vec<serde_json::Value> = agencies
        .map(|agency| {
            let reports: Vec<_> = agency
                .reports
                .iter()
                .map(|report| serde_json::json!([report.year, report.page(), report.published]))
                .collect();
            serde_json::json!([agency.name, agency.region, reports])
        })
        .collect();
    let agencies: Vec<String> = agencies.iter().map(serde_json::Value::to_string).collect();
    format!("nianbao([\n{}\n]);\n", agencies.join(",\n"))
}

/// Every input that gave no figures, and why.
pub(super) fn unread(
    catalogue: &Catalogue,
    said: &Said,
    lists: &Lists<'_>,
    folder: &mut Folder,
) -> Result<(), DatasetError> {
    let unread: Vec<&Entry> = catalogue.entries.iter().filter(|entry| !entry.is_read()).collect();
    let count = unread.chunks(ROWS).len().max(1);
    for at in 0..count {
        let mut body = format!("<h1>{}</h1>\n<div class=\"wide\"><table class=\"list\">\n<tr>", said.unread);
        for head in [said.status, said.agency, said.year] {
            put!(&mut body, "<th scope=\"col\">{head}</th>");
        }
        body.push_str("</tr>\n");
        for entry in unread.iter().skip(at * ROWS).take(ROWS) {
            put!(
                &mut body,
                "<tr><td><a href=\"../{}\">{}</a></td><td>{}</td><td>{}</td></tr>\n",
                entry.page(),
                lists.status(said, entry.status),
                Esc(name(said, &entry.agency)),
                year(said, entry.year)
            );
        }
        body.push_str("</table></div>\n");
        turn(&mut body, said, "index", at, count);
        folder.page(&format!("unread/{}", numbered("index", at)), said, said.unread, &body)?;
    }
    Ok(())
}

/// A share in whole percent, rounded down: 99.6 % of the figures are not all.
fn percent(part: u64, whole: u64) -> String {
    (u128::from(part) * 100)
        .checked_div(whole.into())
        .map_or_else(|| "–".to_string(), |percent| format!("{percent}%"))
}

/// A number with a space between its thousands.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut spaced = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push('\u{202f}');
        }
        spaced.push(digit);
    }
    spaced
}

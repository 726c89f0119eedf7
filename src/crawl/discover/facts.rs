//! What is known of a page before its links are judged: what it calls itself, which column it is in, how many
//! sections of a report it has.

use std::collections::BTreeSet;

use url::Url;

use super::calls::Functions;
use super::family::{Families, Family, Shape};
use super::scan::{Scan, one_line};
use super::words::{Means, words};
use crate::crawl::page::{Fetched, LinkContext, Role};
use crate::normalise::identify::{Headline, folded, headline};

/// A page that was read.
pub(super) struct Facts<'a> {
    pub(super) url: &'a Url,
    /// What relative links are relative to.
    pub(super) base: Url,
    pub(super) context: &'a LinkContext,
    pub(super) scan: &'a Scan,
    pub(super) source: &'a str,
    pub(super) families: &'a Families,
    pub(super) family: Option<&'a Family>,
    pub(super) shape: Shape,
    /// What the page calls itself, the surest first.
    pub(super) titles: Vec<String>,
    /// The columns it says it is in, the nearest first, folded.
    pub(super) columns: Vec<String>,
    /// It is the column of annual reports, or in it.
    pub(super) in_column: bool,
    /// It is in a column that leads there.
    pub(super) in_parent: bool,
    /// How many sections of a report it names.
    pub(super) sections: usize,
    /// The fragment of the address that was asked for: the column of a page built by scripts.
    pub(super) fragment: Option<String>,
    /// The functions of the page's scripts that open addresses.
    pub(super) functions: Functions,
}

impl<'a> Facts<'a> {
    pub(super) fn new(
        page: &'a Fetched,
        context: &'a LinkContext,
        families: &'a Families,
        source: &'a str,
        scan: &'a Scan,
    ) -> Facts<'a> {
        let url = &page.final_url;
        let base = scan.base.as_deref().and_then(|base| url.join(base).ok()).unwrap_or_else(|| url.clone());
        let columns = columns(scan);
        let mut facts = Facts {
            url,
            base,
            context,
            scan,
            source,
            families,
            family: families.of_page(url, source),
            shape: families.shape(url),
            titles: titles(scan),
            columns,
            in_column: false,
            in_parent: false,
            sections: words().in_page(&scan.text, Means::Section).count(),
            fragment: page.url.fragment().map(str::to_string),
            functions: Functions::default(),
        };
        facts.in_column = facts.is_in_column();
        facts.in_parent = facts.in_column || facts.says(Means::Parent);
        facts
    }

    fn is_in_column(&self) -> bool {
        let linked = self.context.role == Some(Role::ListPage);
        linked || self.says(Means::Column)
    }

    /// Whether the page's column or a part of its path means this.
    fn says(&self, means: Means) -> bool {
        let is = |found: Option<(Means, i32)>| found.is_some_and(|(found, _)| found == means);
        self.columns
            .iter()
            .any(|column| is(words().text(column)) || means == Means::Column && is_column(column))
            || path_parts(self.url).any(|part| is(words().path(&part)))
    }

    /// The title of the page, as printed.
    pub(super) fn title(&self) -> String {
        self.titles.first().cloned().unwrap_or_default()
    }

    /// What the titles say, if one of them is the title of a report: the year, and whether it names an agency.
    pub(super) fn reported(&self) -> Option<(Option<u16>, bool)> {
        self.titles.iter().find_map(|title| match headline(title) {
            Headline::Report { agency, year, weak } if !weak || self.in_column => {
                (year.is_some() || !agency.is_empty()).then_some((year, !agency.is_empty()))
            }
            _ => None,
        })
    }

    /// Whether a title says in so many words that this is a report on disclosure; 2023年度报告 may be one on anything.
    pub(super) fn is_plainly_titled(&self) -> bool {
        self.titles.iter().any(|title| matches!(headline(title), Headline::Report { weak: false, .. }))
    }

    /// Whether its headings are the titles of the reports of several agencies, and no section of a report stands below them.
    pub(super) fn quotes_reports(&self) -> bool {
        /// A report may name that of its superior; a page that names more is a list.
        const SEVERAL: usize = 3;
        let agencies: BTreeSet<String> = self
            .titles
            .iter()
            .filter_map(|title| match headline(title) {
                Headline::Report { agency, .. } if !agency.is_empty() => Some(agency),
                _ => None,
            })
            .collect();
        self.sections < 2 && agencies.len() >= SEVERAL
    }

    /// Whether a title says that it is something else.
    pub(super) fn is_told_otherwise(&self) -> bool {
        self.titles.first().is_some_and(|title| matches!(headline(title), Headline::Other(_)))
    }

    /// The text of the heading above a link, folded.
    pub(super) fn heading(&self, index: Option<u32>) -> String {
        let text = index.and_then(|index| self.scan.headings.get(index as usize));
        text.map(|text| folded(text)).unwrap_or_default()
    }
}

/// Whether a name of a column is that of annual reports, without agency or year.
pub(super) fn is_column(text: &str) -> bool {
    matches!(headline(text), Headline::Report { agency, year: None, weak: false } if agency.is_empty())
}

/// The parts of a path in small letters, without endings of file names.
pub(super) fn path_parts(url: &Url) -> impl Iterator<Item = String> {
    let parts = url.path().split('/').filter(|part| !part.is_empty());
    parts.map(|part| part.split('.').next().unwrap_or(part).to_ascii_lowercase())
}

fn meta<'s>(scan: &'s Scan, name: &str) -> Option<&'s str> {
    let found = scan.metas.iter().find(|(known, content)| known == name && !content.is_empty());
    found.map(|(_, content)| content.as_str())
}

/// The day a page says it was published.
pub(super) fn published(scan: &Scan) -> String {
    let day = meta(scan, "pubdate").or_else(|| meta(scan, "firstpublishedtime")).unwrap_or_default();
    let day: String = day.chars().take(10).map(|c| if c == '/' || c == '.' { '-' } else { c }).collect();
    let is_date = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_date { day } else { String::new() }
}

fn titles(scan: &Scan) -> Vec<String> {
    /// How many lines at the beginning of a page without a title may be one.
    const HEADINGS: usize = 12;
    let mut titles: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        let text = one_line(text);
        if !text.is_empty() && !titles.contains(&text) {
            titles.push(text);
        }
    };
    if let Some(title) = meta(scan, "articletitle") {
        add(title);
    }
    // 鹿鸣市财政局2023年…年度报告_鹿鸣市人民政府: the site comes after a line or a dash.
    for part in scan.title.split(['_', '|', '-', '－', '–', '—']).take(3) {
        add(part);
    }
    scan.headings
        .iter()
        .filter(|heading| heading.chars().count() >= 6)
        .take(HEADINGS)
        .for_each(|text| add(text));
    titles
}

/// The columns a page says it is in, folded, the nearest first.
fn columns(scan: &Scan) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for name in ["columnname", "columntype"] {
        columns.extend(meta(scan, name).map(folded));
    }
    let crumbs = if scan.crumbs.is_empty() { printed_crumbs(&scan.text) } else { Some(scan.crumbs.clone()) };
    let crumbs = crumbs.unwrap_or_default();
    let parts: Vec<String> = crumbs
        .split(['>', '»', '›', '/', '→', '|', '＞', '-', '\u{a0}', ' ', '：', ':', '·', '》'])
        .map(folded)
        .filter(|part| !part.is_empty() && !words().says(part, Means::Place))
        .collect();
    columns.extend(parts.iter().rev().take(2).cloned());
    // The title of a list is the name of its column.
    columns.extend(scan.title.split(['_', '|', '-', '－', '–', '—']).next().map(folded));
    columns.retain(|column| !column.is_empty() && column.chars().count() <= 30);
    columns
}

/// 您当前的位置：首页 > 政府信息公开 > 年报, printed without a class that says so.
fn printed_crumbs(text: &str) -> Option<String> {
    /// The path stands at the top of a page.
    const TOP: usize = 20_000;
    let top = text.get(..text.floor_char_boundary(TOP))?;
    let lines: Vec<&str> = top.lines().filter(|line| !line.trim().is_empty()).collect();
    let at = lines.iter().position(|line| words().says(&folded(line), Means::Crumb))?;
    let line = one_line(lines.get(at)?);
    Some(if line.contains('>') || line.contains('＞') {
        line
    } else {
        one_line(&lines.get(at..at + 4)?.join(" "))
    })
}

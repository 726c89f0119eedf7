//! Portals for tests: every family, with what makes real ones hard. Expectations are known because the portal was
//! built from them: which addresses are reports, and which pages lead there.

pub(crate) mod families;
pub(crate) mod hanweb;
pub(crate) mod more;
pub(crate) mod odd;
pub(crate) mod walk;
pub(crate) mod ways;
pub(crate) mod wild;

use std::collections::BTreeSet;

use nianbao::portal::chrome::Site;
use nianbao::portal::{Answer, Portal};

/// A portal and what is true of it.
pub(crate) struct Made {
    pub(crate) name: &'static str,
    pub(crate) portal: Portal,
    pub(crate) start: String,
    /// Addresses that must be found to be reports, and no others.
    pub(crate) reports: BTreeSet<String>,
    /// Pages that lead to reports.
    pub(crate) ways: BTreeSet<String>,
}

impl Made {
    pub(crate) fn new(name: &'static str, start: &str) -> Made {
        let start = format!("http://{start}");
        let ways = BTreeSet::from([start.clone()]);
        Made { name, portal: Portal::default(), start, reports: BTreeSet::new(), ways }
    }

    /// A page on the way.
    pub(crate) fn way(&mut self, address: &str, html: impl Into<Vec<u8>>) {
        self.ways.insert(format!("http://{address}"));
        self.portal.page(address, html);
    }

    /// A report.
    pub(crate) fn report(&mut self, address: &str, html: impl Into<Vec<u8>>) {
        self.reports.insert(format!("http://{address}"));
        self.portal.page(address, html);
    }

    /// A report in a file.
    pub(crate) fn file(&mut self, address: &str) {
        self.reports.insert(format!("http://{address}"));
        self.portal.put(address, Answer::of("application/pdf", pdf(address)));
    }
}

/// An agency's report on a year.
pub(crate) struct Paper {
    pub(crate) agency: String,
    pub(crate) year: u16,
}

impl Paper {
    pub(crate) fn title(&self) -> String {
        format!("{}{}年政府信息公开工作年度报告", self.agency, self.year)
    }

    /// Text and tables.
    pub(crate) fn text(&self) -> String {
        let page = include_str!("../../../corpora/html/shape-tight.html");
        let body = page.split_once("<body").and_then(|(_, rest)| rest.split_once('>')).unwrap().1;
        let body = body.split("</body>").next().unwrap();
        body.replace("南屿区农业农村局", &self.agency)
            .replace("2020年", &format!("{}年", self.year + 1))
            .replace("2019年", &format!("{}年", self.year))
    }

    /// The page of the report.
    pub(crate) fn page(&self, site: &Site, path: &[(&str, &str)]) -> String {
        site.page(
            &self.title(),
            path,
            &format!("<h1>{}</h1><div class=\"view\">{}</div>", self.title(), self.text()),
        )
    }
}

const BUREAUS: [&str; 12] = [
    "教育局",
    "财政局",
    "应急管理局",
    "司法局",
    "水利局",
    "统计局",
    "审计局",
    "民政局",
    "文化和旅游局",
    "住房和城乡建设局",
    "政务服务管理局",
    "医疗保障局",
];

/// Reports of the first agencies of a place on some years.
pub(crate) fn papers(place: &str, agencies: usize, years: std::ops::RangeInclusive<u16>) -> Vec<Paper> {
    let agency = |bureau: &&str| format!("{place}{bureau}");
    let agencies: Vec<String> = BUREAUS.iter().take(agencies).map(agency).collect();
    years
        .rev()
        .flat_map(|year| agencies.iter().map(move |agency| Paper { agency: agency.clone(), year }))
        .collect()
}

/// Titles of what stands in lists of reports and is none.
pub(crate) const NO_REPORTS: [&str; 5] = [
    "关于做好2023年政府信息公开工作年度报告编制发布工作的通知",
    "2023年政府网站工作年度报表",
    "2023年政府信息公开年报解读",
    "2023年法治政府建设年度报告",
    "2023年上半年政府信息公开情况统计",
];

/// A small PDF, no two alike.
fn pdf(title: &str) -> Vec<u8> {
    let mut document = lopdf::Document::with_version("1.5");
    let pages = document.new_object_id();
    let page = document.add_object(lopdf::dictionary! { "Type" => "Page", "Parent" => pages });
    let tree = lopdf::dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, lopdf::Object::Dictionary(tree));
    let catalog = document.add_object(lopdf::dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let title = lopdf::Object::string_literal(title);
    let about = document.add_object(lopdf::dictionary! { "Title" => title });
    document.trailer.set("Info", about);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

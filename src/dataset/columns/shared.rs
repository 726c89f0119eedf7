//! Columns that several files have.

use super::{Column, Kind, Words};

pub(super) const fn column(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind, zh, en }
}

pub(super) const REPORT_ID: Column =
    column("report_id", Kind::Required, "报告编号", "stable name of the report, from its content and source");
pub(super) const SOURCE: Column = column("source", Kind::Text, "来源", "path as given, or URL");
pub(super) const AGENCY: Column =
    column("agency", Kind::Text, "机关", "issuing body as the report names itself in full");
pub(super) const REGION_CODE: Column = column(
    "region_code",
    Kind::Text,
    "行政区划代码",
    "code of the region that the agency serves (GB/T 2260, of a township GB/T 10114); text, zeros matter",
);
pub(super) const REGION: Column =
    column("region", Kind::Text, "地区", "name of the region with those it lies in");
pub(super) const LEVEL: Column = column("level", Kind::Word(Words::Level), "层级", "level of the region");
pub(super) const AGENCY_ID: Column =
    column("agency_id", Kind::Text, "机关编号", "row of agencies.csv: one agency under all its names");
pub(super) const YEAR: Column =
    column("year", Kind::Year, "报告年度", "year reported on, not of publication");
pub(super) const TEMPLATE: Column = column(
    "template",
    Kind::Word(Words::Template),
    "格式",
    "form that the tables follow, by the year it was issued",
);
pub(super) const STATUS: Column =
    column("status", Kind::Word(Words::Status), "状态", "what became of the input");
pub(super) const SECTION: Column =
    column("section", Kind::Word(Words::Section), "部分", "section it stands in, by what that is about");
pub(super) const SENTENCE_NO: Column =
    column("sentence_no", Kind::Count, "句序", "number of the sentence in the report");
pub(super) const LOCATOR: Column =
    column("locator", Kind::Text, "位置", "where a person finds it in the source");

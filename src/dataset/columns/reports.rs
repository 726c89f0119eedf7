//! The files about reports, their figures and agencies.

use super::shared::*;
use super::{Column, File, Kind, Words};

/// `reports.csv`.
pub const REPORTS: File = File {
    name: "reports.csv",
    about: "one row per report, and per input that is not one or could not be read",
    key: &["report_id"],
    columns: &[
        REPORT_ID,
        AGENCY,
        REGION_CODE,
        REGION,
        LEVEL,
        YEAR,
        TEMPLATE,
        STATUS,
        column("reason", Kind::Text, "原因", "why, where the status needs a reason; what was left aside"),
        column("title", Kind::Text, "标题", "title as printed"),
        SOURCE,
        column("media_type", Kind::Text, "文件类型", "what the bytes are, by content, never by name"),
        column("sha256", Kind::Text, "校验和", "SHA-256 of the bytes, in hexadecimal"),
        column(
            "fetched_at",
            Kind::Moment,
            "抓取时间",
            "when the bytes were fetched, if they come from an archive",
        ),
        column("pages", Kind::Count, "页数", "pages; 1 for formats without pages"),
        column(
            "figures_expected",
            Kind::Count,
            "应有数据",
            "figures that the tables found should have by their form",
        ),
        column("figures_found", Kind::Count, "已读数据", "figures read, that is rows of figures.csv"),
        column("high", Kind::Count, "高可信", "figures with confidence high"),
        column("medium", Kind::Count, "中可信", "figures with confidence medium"),
        column("low", Kind::Count, "低可信", "figures with confidence low"),
        AGENCY_ID,
    ],
};

/// Columns that datasets of earlier versions do not have.
pub const LATER: [&str; 1] = [AGENCY_ID.name];

/// `agencies.csv`.
pub const AGENCIES: File = File {
    name: "agencies.csv",
    about: "one row per agency, under whatever names it reports",
    key: &["agency_id"],
    columns: &[
        Column { kind: Kind::Required, ..AGENCY_ID },
        column("canonical", Kind::Required, "规范名称", "the one name under which it is known here"),
        column("name", Kind::Required, "名称", "its name in its last report here, with its place"),
        column("kind", Kind::Word(Words::AgencyKind), "类别", "what kind of body it is"),
        LEVEL,
        REGION_CODE,
        REGION,
        column("printed", Kind::Required, "原名", "its names as the reports print them, joined by ;"),
        column("reports", Kind::Count, "报告数", "how many reports it has here"),
        column("first_year", Kind::Year, "起始年度", "first year reported on"),
        column("last_year", Kind::Year, "截止年度", "last year reported on"),
        column(
            "merged_into",
            Kind::Text,
            "并入机关编号",
            "the agency that a reform merged it into after its last report; that one may have none here",
        ),
        column("flags", Kind::WordList(Words::AgencyFlag), "标记", "what was noticed, joined by ;"),
    ],
};

/// `figures.csv`.
pub const FIGURES: File = File {
    name: "figures.csv",
    about: "one row per figure, by report, then in the order of the form",
    key: &["report_id", "template", "key"],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        column("template", Kind::Word(Words::Form), "格式", "form that the table of this figure follows"),
        column("table", Kind::Word(Words::Table), "表", "table of the form"),
        column("row", Kind::Required, "行", "row of the table"),
        column("column", Kind::Required, "列", "column of the table"),
        column("key", Kind::Required, "数据项", "canonical name of the figure: table.row.column"),
        column(
            "value",
            Kind::Number,
            "数值",
            "number in `unit`; empty where none was printed, never a blank made 0",
        ),
        column("unit", Kind::Word(Words::Unit), "单位", "unit of the value"),
        column("missing", Kind::Word(Words::Missing), "缺失原因", "why the value is empty"),
        column("published", Kind::Text, "原文", "the cell as printed"),
        column("confidence", Kind::Word(Words::Confidence), "可信度", "how far the value may be trusted"),
        column("flags", Kind::WordList(Words::Flag), "标记", "what was noticed, joined by ;"),
        column("locator", Kind::Text, "位置", "where a person finds the figure in the source"),
    ],
};

/// `wide.csv`, without the variables.
pub const WIDE: File = File {
    name: "wide.csv",
    about: "one row per report, one column per figure; what the columns mean stands in codebook.csv",
    key: &["report_id"],
    columns: &[REPORT_ID, AGENCY, REGION_CODE, REGION, LEVEL, YEAR, TEMPLATE, STATUS, SOURCE],
};

/// `unplaced.csv`.
pub const UNPLACED: File = File {
    name: "unplaced.csv",
    about: "one row per printed row or column label that found no place in the form",
    key: &[],
    columns: &[
        REPORT_ID,
        SOURCE,
        column("table", Kind::Word(Words::Table), "表", "table it stands in, if that was recognised"),
        column("part", Kind::Word(Words::Part), "部分", "whether it heads a row or a column"),
        column("label", Kind::Text, "标签", "label as printed"),
        column("figures", Kind::Text, "数据", "what is printed beside it, joined by a space"),
        column("locator", Kind::Text, "位置", "where a person finds it in the source"),
    ],
};

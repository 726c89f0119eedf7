//! The files that later commands make of a dataset.

use super::shared::*;
use super::{Column, File, Kind, Words};

/// `indicators.csv`.
pub const INDICATORS: File = File {
    name: "indicators.csv",
    about: "one row per indicator, year and agency, or agencies taken together, with interval, rank and change",
    key: &["by", "indicator", "year", "unit_id"],
    columns: &[
        column("by", Kind::Required, "单位", "what the row is about: agency, kind, level, city or province"),
        column("indicator", Kind::Required, "指标", "key of the indicator in data/indicators.toml"),
        column("indicator_zh", Kind::Text, "指标名称", "Chinese name of the indicator"),
        YEAR,
        column("unit_id", Kind::Required, "单位编号", "stable name of what the row is about"),
        column("unit", Kind::Text, "单位名称", "name of what the row is about"),
        column("kind", Kind::Text, "机关类别", "kind of agency"),
        LEVEL,
        REGION_CODE,
        REGION,
        column("numerator", Kind::Number, "分子", "what was counted, exactly"),
        column("denominator", Kind::Number, "分母", "among what, exactly"),
        column(
            "value",
            Kind::Number,
            "数值",
            "numerator over denominator; empty where it cannot be computed",
        ),
        column("low", Kind::Number, "区间下限", "lower end of Wilson's 95% interval of a share"),
        column("high", Kind::Number, "区间上限", "upper end of that interval"),
        column("reports", Kind::Count, "报告数", "reports that are in it"),
        column("without_value", Kind::Count, "缺值报告数", "reports that belong to it and have no value"),
        column(
            "left_out",
            Kind::Count,
            "未计报告数",
            "summary reports left out because their parts are counted already",
        ),
        column("peers", Kind::Text, "比较组", "with whom it is ranked: those of the same kind and level"),
        column("rank", Kind::Count, "名次", "one more than there are peers that are surely better"),
        column("rank_worst", Kind::Count, "最低名次", "ranked peers less those that are surely worse"),
        column("rank_of", Kind::Count, "参评数", "how many peers are ranked"),
        column(
            "funnel",
            Kind::Text,
            "漏斗图",
            "where it lies against what chance alone would give: inside, above_95, below_99.8 …",
        ),
        column("previous", Kind::Number, "上年数值", "value of the year before"),
        column("change", Kind::Number, "变化", "value less that of the year before"),
        column(
            "change_low",
            Kind::Number,
            "变化下限",
            "lower end of Newcombe's 95% interval of the change of a share",
        ),
        column("change_high", Kind::Number, "变化上限", "upper end; there is a change where 0 lies outside"),
        column(
            "rests",
            Kind::Text,
            "依据",
            "rests_on_finding, rests_below_high, rests_on_blank, joined by ;",
        ),
        column("why_not", Kind::Text, "说明", "why there is no value, or no rank"),
    ],
};

/// `findings.csv`.
pub const FINDINGS: File = File {
    name: "findings.csv",
    about: "one row per inconsistency that the audit found",
    key: &[],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        column("check", Kind::Required, "检查", "stable code of the check; docs/checks.md explains each"),
        column(
            "verdict",
            Kind::Word(Words::Verdict),
            "判定",
            "whether they printed it so, we may have misread it, or it is only worth a look",
        ),
        column("table", Kind::Text, "表", "table of the form; empty where the finding is about no figure"),
        column("row", Kind::Text, "行", "row of the table"),
        column("column", Kind::Text, "列", "column of the table; empty where it is about a whole row"),
        column("published", Kind::Text, "所印", "what is printed there, or stated in the sentence"),
        column("expected", Kind::Text, "应为", "what it should equal"),
        column("difference", Kind::Text, "差额", "published minus expected"),
        column(
            "suspects",
            Kind::Text,
            "存疑单元格",
            "smallest sets of cells that would have to be different for everything to add up: cells joined by ;, sets by |",
        ),
        column("detail", Kind::Text, "说明", "what is printed where, in a sentence"),
    ],
};

/// `coverage.csv`.
pub const COVERAGE: File = File {
    name: "coverage.csv",
    about: "one row per agency that was seen and year asked for",
    key: &[],
    columns: &[
        AGENCY,
        REGION,
        YEAR,
        column("found", Kind::Required, "结果", "read, needs_ocr, unreadable, blocked or not_found"),
        column(
            "published",
            Kind::Text,
            "发布日期",
            "day of publication, as the page says; empty if it does not say",
        ),
        column(
            "deadline",
            Kind::Text,
            "法定期限",
            "last day by law: 31 January for agencies, 31 March for governments",
        ),
        column(
            "on_time",
            Kind::Text,
            "是否按期",
            "yes or no; empty where the day of publication is not known",
        ),
        column("report_id", Kind::Text, "报告编号", "the report; empty if there is none"),
        SOURCE,
    ],
};

/// `revisions.csv`.
pub const REVISIONS: File = File {
    name: "revisions.csv",
    about: "one row per figure that changed between two fetches of the same address",
    key: &[],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        column("table", Kind::Text, "表", "table of the form"),
        column("row", Kind::Text, "行", "row of the table"),
        column("column", Kind::Text, "列", "column of the table"),
        column("key", Kind::Text, "键", "canonical key"),
        column("old_value", Kind::Text, "原值", "the number before; empty if none was printed"),
        column("new_value", Kind::Text, "现值", "the number now; empty if none is printed"),
        column("old_published", Kind::Text, "原所印", "the cell as printed before"),
        column("new_published", Kind::Text, "现所印", "the cell as printed now"),
        column("old_fetched_at", Kind::Text, "原抓取时间", "when the earlier content was fetched"),
        column("new_fetched_at", Kind::Text, "现抓取时间", "when the later content was fetched"),
    ],
};

/// `panel.csv`, without the variables.
pub const PANEL: File = File {
    name: "panel.csv",
    about: "one row for each agency and each year of the span, also where there is no report; then the columns of wide.csv",
    key: &["agency_id", "year"],
    columns: &[
        Column { kind: Kind::Required, ..AGENCY_ID },
        AGENCY,
        column("kind", Kind::Text, "类别", "what kind of body it is"),
        REGION_CODE,
        REGION,
        LEVEL,
        YEAR,
        column(
            "read",
            Kind::Required,
            "是否读到",
            "yes or no: whether a report of this agency on this year was read",
        ),
        column("report_id", Kind::Text, "报告编号", "the report; of several the one with most figures"),
        column("reports", Kind::Count, "报告数", "how many reports on this year were read"),
    ],
};

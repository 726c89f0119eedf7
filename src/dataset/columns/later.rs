//! The files that later commands make of a dataset.

use super::shared::*;
use super::{Column, File, Kind, Words};

/// `indicators.csv`.
pub const INDICATORS: File = File {
    name: "indicators.csv",
    about: "one row per indicator, year and agency, or agencies taken together, with interval, rank and change",
    key: &["by", "indicator", "year", "unit_id"],
    columns: &[
        column("by", Kind::Word(Words::By), "单位", "what the row is about"),
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
        column(
            "low",
            Kind::Number,
            "区间下限",
            "lower end of Wilson's 95% interval of a share; for several agencies together as if their requests were one sample: how the agencies differ is not in it",
        ),
        column("high", Kind::Number, "区间上限", "upper end of that interval"),
        column("reports", Kind::Count, "报告数", "reports that are in it"),
        column("without_value", Kind::Count, "缺值报告数", "reports that belong to it and have no value"),
        column(
            "left_out",
            Kind::Count,
            "未计报告数",
            "reports left out so that nothing is counted twice: those of the departments of a place and of the places below it where the report of its government has as many cases or more, else that of the government",
        ),
        column(
            "no_report",
            Kind::Count,
            "未见报告机关数",
            "agencies that belong to it, with a report on another year in the dataset and none on this one",
        ),
        column(
            "peers",
            Kind::Text,
            "比较组",
            "with whom it is ranked: for agencies kind/level, with any for what is not known; for a kind its level; else all; behind it the form, where figures of different forms must not be compared",
        ),
        column(
            "rank",
            Kind::Count,
            "名次",
            "one more than there are peers that are surely better: the exact (Clopper-Pearson) intervals of the two do not overlap, all intervals of the list being so wide that they hold together with 95% confidence",
        ),
        column(
            "rank_worst",
            Kind::Count,
            "最低名次",
            "ranked peers less those that are surely worse; two that cannot be told apart have ranks that overlap, and ranks that overlap need not mean that they are alike",
        ),
        column("rank_of", Kind::Count, "参评数", "how many peers are ranked: those with 30 cases or more"),
        column(
            "funnel",
            Kind::Word(Words::Funnel),
            "漏斗图",
            "where it lies against what chance alone would give around the share of its peers together (exact binomial tails); empty below 30 cases, and where the peers together have none or all",
        ),
        column(
            "matched",
            Kind::Count,
            "可比机关数",
            "agencies that are counted here and have a value for the year before as well; the change is theirs",
        ),
        column("previous", Kind::Number, "上年数值", "their value in the year before"),
        column("change", Kind::Number, "变化", "their value in this year less that of the year before"),
        column(
            "change_low",
            Kind::Number,
            "变化下限",
            "lower end of Newcombe's 95% interval of the change of a share, of each row for itself: of a hundred that did not change about five seem to",
        ),
        column("change_high", Kind::Number, "变化上限", "upper end; there is a change where 0 lies outside"),
        column(
            "rests",
            Kind::WordList(Words::Rests),
            "依据",
            "what the value rests on besides figures that are high and in no finding, joined by ;",
        ),
        column(
            "why_not",
            Kind::Sentence(Words::WhyNot),
            "说明",
            "why there is no value, or no rank and no place in the funnel",
        ),
        column(
            "why_no_change",
            Kind::Sentence(Words::WhyNoChange),
            "无变化值说明",
            "why there is a value and no change",
        ),
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

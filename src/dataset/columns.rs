//! The columns of every file of the dataset: the one list from which headers, the data package, the codebook and the
//! Excel files are made.

use std::borrow::Cow;

use crate::mine::Section;
use crate::place::{self, Places};
use crate::report::{Confidence, Flag, Level, Missing, Status};
use crate::template::{Forms, Unit};

/// A file of the dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its name: `reports.csv`.
    pub name: &'static str,
    /// What a row of it is.
    pub about: &'static str,
    /// Its columns in order. `wide.csv` has one more per variable.
    pub columns: &'static [Column],
    /// The columns that together name a row.
    pub key: &'static [&'static str],
}

/// A column of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the header.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// Chinese name.
    pub zh: &'static str,
    /// English description.
    pub en: &'static str,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, also where it looks like a number (identifiers, region codes).
    Text,
    /// Text that stands in every row.
    Required,
    /// A whole number, 0 or more.
    Count,
    /// A calendar year.
    Year,
    /// A decimal number.
    Number,
    /// A moment, RFC 3339.
    Moment,
    /// One of a fixed list of words.
    Word(Words),
    /// Words of a fixed list joined by `;`.
    WordList(Words),
}

/// A fixed list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// What became of an input.
    Status,
    /// How far a figure may be trusted.
    Confidence,
    /// Why a cell has no number.
    Missing,
    /// What was noticed about a figure.
    Flag,
    /// The levels of agencies.
    Level,
    /// The kinds of agencies.
    AgencyKind,
    /// What was noticed about an agency.
    AgencyFlag,
    /// The forms.
    Form,
    /// The forms, or `mixed`.
    Template,
    /// The tables of the forms.
    Table,
    /// The units of the forms.
    Unit,
    /// Row or column.
    Part,
    /// The sections of a report.
    Section,
    /// What makes a number a bound.
    Bound,
    /// Problem or measure.
    MeasureKind,
    /// Keyword or theme.
    TopicKind,
    /// How two reports that are alike belong together.
    Relation,
    /// The kinds of rows of `codebook.csv`.
    CodebookKind,
    /// Whose figure does not fit.
    Verdict,
}

/// A word that a column may hold, and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'f> {
    /// The word.
    pub word: &'f str,
    /// Chinese meaning.
    pub zh: Cow<'f, str>,
    /// English meaning.
    pub en: &'f str,
}

const fn column(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Column {
    Column { name, kind, zh, en }
}

const REPORT_ID: Column =
    column("report_id", Kind::Required, "报告编号", "stable name of the report, from its content and source");
const SOURCE: Column = column("source", Kind::Text, "来源", "path as given, or URL");
const AGENCY: Column =
    column("agency", Kind::Text, "机关", "issuing body as the report names itself in full");
const REGION_CODE: Column = column(
    "region_code",
    Kind::Text,
    "行政区划代码",
    "code of the region that the agency serves (GB/T 2260, of a township GB/T 10114); text, zeros matter",
);
const REGION: Column = column("region", Kind::Text, "地区", "name of the region with those it lies in");
const LEVEL: Column = column("level", Kind::Word(Words::Level), "层级", "level of the region");
const AGENCY_ID: Column =
    column("agency_id", Kind::Text, "机关编号", "row of agencies.csv: one agency under all its names");
const YEAR: Column = column("year", Kind::Year, "报告年度", "year reported on, not of publication");
const TEMPLATE: Column = column(
    "template",
    Kind::Word(Words::Template),
    "格式",
    "form that the tables follow, by the year it was issued",
);
const STATUS: Column = column("status", Kind::Word(Words::Status), "状态", "what became of the input");

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
        column("kind", Kind::Word(Words::AgencyKind), "类别", "what kind of body it is"),
        LEVEL,
        REGION_CODE,
        REGION,
        column("printed", Kind::Required, "原名", "its names as the reports print them, joined by ;"),
        column("reports", Kind::Count, "报告数", "how many reports it has here"),
        column("first_year", Kind::Year, "起始年度", "first year reported on"),
        column("last_year", Kind::Year, "截止年度", "last year reported on"),
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

const SECTION: Column =
    column("section", Kind::Word(Words::Section), "部分", "section it stands in, by what that is about");
const SENTENCE_NO: Column =
    column("sentence_no", Kind::Count, "句序", "number of the sentence in the report");
const LOCATOR: Column = column("locator", Kind::Text, "位置", "where a person finds it in the source");

/// `sentences.csv`.
pub const SENTENCES: File = File {
    name: "sentences.csv",
    about: "one row per sentence of the running text, headings included, in order",
    key: &["report_id", "sentence_no"],
    columns: &[
        REPORT_ID,
        SENTENCE_NO,
        SECTION,
        column("sentence", Kind::Required, "句子", "as printed"),
        LOCATOR,
    ],
};

/// `prose_figures.csv`.
pub const PROSE_FIGURES: File = File {
    name: "prose_figures.csv",
    about: "one row per quantity that a sentence states",
    key: &[],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        SECTION,
        SENTENCE_NO,
        column("sentence", Kind::Required, "句子", "as printed"),
        column("subject", Kind::Text, "对象", "what is counted, in the words of the sentence"),
        column(
            "counter",
            Kind::Text,
            "量词",
            "word that counts (件, 条, 万元, %); empty where there is none",
        ),
        column("value", Kind::Number, "数值", "number as stated, in the counter; 20万次 is 200000 次"),
        column("bound", Kind::Word(Words::Bound), "约数", "what makes it a bound and not the number itself"),
        column(
            "about_year",
            Kind::Year,
            "所述年度",
            "year spoken of; empty where it is several years or cannot be told",
        ),
        column(
            "share_of",
            Kind::Text,
            "占比对象",
            "of a share or change: `share: A of B`, `rate: A`, `growth: A`, `decline: A`, in keys where known",
        ),
        column(
            "key",
            Kind::Text,
            "数据项",
            "figures of the tables it states; ` + ` joins a sum, ` | ` joins readings that the words allow",
        ),
        LOCATOR,
    ],
};

/// `measures.csv`.
pub const MEASURES: File = File {
    name: "measures.csv",
    about: "one row per problem or measure that the report states",
    key: &[],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        SECTION,
        SENTENCE_NO,
        column("kind", Kind::Word(Words::MeasureKind), "种类", "problem or measure"),
        column("text", Kind::Required, "原文", "as printed"),
        column("theme", Kind::Text, "主题", "theme whose words it has most of; empty where it has none"),
        LOCATOR,
    ],
};

/// `pictures.csv`.
pub const PICTURES: File = File {
    name: "pictures.csv",
    about: "one row per picture or chart in a report",
    key: &["report_id", "picture_no"],
    columns: &[
        REPORT_ID,
        SOURCE,
        AGENCY,
        YEAR,
        column("picture_no", Kind::Count, "图序", "number of the picture in the report"),
        column("page", Kind::Count, "页", "page; 1 for formats without pages"),
        column("width", Kind::Count, "宽", "width in pixels, in a PDF in points; empty where not said"),
        column("height", Kind::Count, "高", "height, likewise"),
        column(
            "caption",
            Kind::Text,
            "图题",
            "line beside it that begins with 图 or 表, otherwise its description",
        ),
    ],
};

/// `topics.csv`.
pub const TOPICS: File = File {
    name: "topics.csv",
    about: "one row per keyword and theme of a report; made by `nianbao mine`",
    key: &["report_id", "kind", "topic"],
    columns: &[
        REPORT_ID,
        AGENCY,
        YEAR,
        column("kind", Kind::Word(Words::TopicKind), "种类", "keyword or theme"),
        column("topic", Kind::Required, "词语", "the keyword, or the name of the theme"),
        column(
            "count",
            Kind::Count,
            "次数",
            "how often the word, or words of the theme, stand in the report",
        ),
        column("reports", Kind::Count, "报告数", "how many reports of the dataset have it"),
        column(
            "score",
            Kind::Number,
            "权重",
            "of a keyword: its share of the words times ln((reports + 1) / reports having it)",
        ),
    ],
};

/// `similar.csv`.
pub const SIMILAR: File = File {
    name: "similar.csv",
    about: "one row per pair of reports whose texts are alike beyond what all share; made by `nianbao mine`",
    key: &["report_a", "report_b"],
    columns: &[
        column("report_a", Kind::Required, "报告甲", "report_id of the one that stands first in reports.csv"),
        column("report_b", Kind::Required, "报告乙", "report_id of the other"),
        column("agency_a", Kind::Text, "机关甲", "agency of the first"),
        column("year_a", Kind::Year, "年度甲", "year of the first"),
        column("agency_b", Kind::Text, "机关乙", "agency of the other"),
        column("year_b", Kind::Year, "年度乙", "year of the other"),
        column("relation", Kind::Word(Words::Relation), "关系", "how the two belong together"),
        column(
            "similarity",
            Kind::Number,
            "相似度",
            "characters in shared passages, as part of the shorter text",
        ),
        column("shared_characters", Kind::Count, "相同字数", "how many characters that are"),
        column(
            "passages",
            Kind::Text,
            "相同段落",
            "the longest shared passages, as printed in the first, joined by ¶",
        ),
    ],
};

/// `codebook.csv`.
pub const CODEBOOK: File = File {
    name: "codebook.csv",
    about: "what every column, word and variable of the dataset means",
    key: &[],
    columns: &[
        column(
            "kind",
            Kind::Word(Words::CodebookKind),
            "种类",
            "what this row explains: column, word or variable",
        ),
        column("file", Kind::Required, "文件", "file in which it stands"),
        column(
            "name",
            Kind::Required,
            "名称",
            "name of the column; for a variable, of its column in wide.csv",
        ),
        column("word", Kind::Text, "取值", "for a word: the word, as it stands in the column"),
        column("type", Kind::Required, "类型", "text, integer, number, year, datetime, word or word list"),
        column("unit", Kind::Text, "单位", "for a variable: unit of its value"),
        column("template", Kind::Text, "格式", "for a variable: form; a variable of two forms has two rows"),
        column("table", Kind::Text, "表", "for a variable: table"),
        column("row", Kind::Text, "行", "for a variable: row"),
        column("column", Kind::Text, "列", "for a variable: column"),
        column("key", Kind::Text, "数据项", "for a variable: its `key` in figures.csv"),
        column(
            "label_zh",
            Kind::Text,
            "中文说明",
            "Chinese label; for a variable the official wording of the form",
        ),
        column("label_en", Kind::Text, "英文说明", "English label"),
        column(
            "article",
            Kind::Text,
            "条款",
            "for a variable: article of the Regulations that the block rests on",
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

/// All files that `extract` writes as tables, in the order in which people meet them.
pub const FILES: [File; 10] =
    [REPORTS, FIGURES, WIDE, UNPLACED, SENTENCES, PROSE_FIGURES, MEASURES, PICTURES, AGENCIES, CODEBOOK];

/// Files that a command makes of these.
pub const MINED: [File; 2] = [TOPICS, SIMILAR];

/// Every table that a dataset folder may hold, those of other commands after those of `extract`.
pub const ALL: [File; 17] = [
    REPORTS,
    FIGURES,
    WIDE,
    UNPLACED,
    SENTENCES,
    PROSE_FIGURES,
    MEASURES,
    PICTURES,
    AGENCIES,
    CODEBOOK,
    TOPICS,
    SIMILAR,
    FINDINGS,
    INDICATORS,
    COVERAGE,
    REVISIONS,
    PANEL,
];

/// Every name that nianbao ever writes in a dataset folder: never read as input.
pub const OWN_NAMES: [&str; 53] = [
    "panel.csv",
    "panel.xlsx",
    "reports.parquet",
    "figures.parquet",
    "wide.parquet",
    "unplaced.parquet",
    "sentences.parquet",
    "prose_figures.parquet",
    "measures.parquet",
    "pictures.parquet",
    "agencies.parquet",
    "codebook.parquet",
    "topics.parquet",
    "similar.parquet",
    "findings.parquet",
    "indicators.parquet",
    "coverage.parquet",
    "revisions.parquet",
    "panel.parquet",
    "sentences.csv",
    "measures.csv",
    "pictures.csv",
    "topics.csv",
    "similar.csv",
    "sentences.xlsx",
    "measures.xlsx",
    "pictures.xlsx",
    "topics.xlsx",
    "similar.xlsx",
    "agencies.csv",
    "agencies.xlsx",
    "reports.csv",
    "figures.csv",
    "wide.csv",
    "unplaced.csv",
    "codebook.csv",
    "datapackage.json",
    "reports.xlsx",
    "figures.xlsx",
    "wide.xlsx",
    "unplaced.xlsx",
    "codebook.xlsx",
    "findings.csv",
    "prose_figures.csv",
    "coverage.csv",
    "revisions.csv",
    "indicators.csv",
    "findings.xlsx",
    "prose_figures.xlsx",
    "coverage.xlsx",
    "revisions.xlsx",
    "indicators.xlsx",
    "site",
];

impl Words {
    /// The words, in order, with what they mean.
    pub fn list(self, forms: &Forms) -> Vec<Word<'_>> {
        match self {
            Words::Status => Status::ALL.iter().map(|&status| status_word(status)).collect(),
            Words::Confidence => Confidence::ALL.iter().map(|&level| confidence_word(level)).collect(),
            Words::Missing => Missing::ALL.iter().map(|&missing| missing_word(missing)).collect(),
            Words::Flag => Flag::ALL.iter().map(|&flag| flag_word(flag)).collect(),
            Words::Level => Level::ALL.iter().map(|&level| level_word(level)).collect(),
            Words::AgencyKind => {
                Places::kinds().iter().map(|kind| word(kind.word, kind.zh, kind.en)).collect()
            }
            Words::AgencyFlag => place::Flag::ALL.iter().map(|&flag| agency_flag_word(flag)).collect(),
            Words::Form => {
                forms.forms.iter().map(|form| word(&form.name, &form.notice, "form of this year")).collect()
            }
            Words::Template => {
                let mut list = Words::Form.list(forms);
                list.push(word("mixed", "各表格式不一", "tables of one report follow different forms"));
                list
            }
            Words::Table => tables(forms),
            Words::Unit => UNITS.iter().map(|(unit, en)| word(unit.as_str(), unit.as_str(), en)).collect(),
            Words::Part => vec![
                word("row", "行", "the label heads a row"),
                word("column", "列", "the label heads a column"),
            ],
            Words::Section => Section::ALL.iter().map(|&section| section_word(section)).collect(),
            Words::Bound => vec![
                word("approx", "约", "about so many (约, 左右)"),
                word("at_least", "以上", "so many or a little more (余, 多, 超过, 以上)"),
                word("at_most", "不足", "nearly so many (近, 不足, 以内)"),
            ],
            Words::TopicKind => vec![
                word("keyword", "关键词", "a word that the report has more often than others"),
                word("theme", "主题", "a theme of data/mine/themes.csv"),
            ],
            Words::Relation => vec![
                word("other_year", "同一机关不同年度", "the same agency in another year"),
                word("same_report", "同一机关同一年度", "the same agency and year: two versions"),
                word("other_agency", "不同机关", "another agency"),
            ],
            Words::MeasureKind => vec![
                word("problem", "问题", "a problem that the report states"),
                word("measure", "措施", "what the agency means to do"),
            ],
            Words::Verdict => vec![
                word("published", "原文如此", "they printed it so: independent readings agree"),
                word("extraction", "可能误读", "we may have misread it"),
                word("note", "提示", "worth a look, and no inconsistency by itself"),
            ],
            Words::CodebookKind => vec![
                word("column", "列", "a column of a file"),
                word("word", "取值", "a word that a column may hold"),
                word("variable", "变量", "a figure of a form: a column of wide.csv"),
            ],
        }
    }
}

const fn word<'f>(word: &'f str, zh: &'f str, en: &'f str) -> Word<'f> {
    Word { word, zh: Cow::Borrowed(zh), en }
}

const UNITS: [(Unit, &str); 5] = [
    (Unit::Piece, "documents, decisions, requests, cases"),
    (Unit::Item, "kinds of licence, penalty, fee"),
    (Unit::Project, "projects"),
    (Unit::Yuan, "yuan"),
    (Unit::TenThousandYuan, "ten thousand yuan"),
];

fn tables(forms: &Forms) -> Vec<Word<'_>> {
    let mut list: Vec<Word<'_>> = Vec::new();
    for table in forms.forms.iter().rev().flat_map(|form| &form.tables) {
        if !list.iter().any(|known| known.word == table.key) {
            let zh = Cow::Owned(format!("{}、{}", table.section, table.label));
            list.push(Word { word: &table.key, zh, en: &table.en });
        }
    }
    list
}

fn status_word(status: Status) -> Word<'static> {
    let (zh, en) = match status {
        Status::Extracted => ("已提取", "all tables of the form were found"),
        Status::Partial => ("部分提取", "a whole table is missing"),
        Status::NeedsOcr => ("需要文字识别", "the tables are pictures, or the text layer cannot be decoded"),
        Status::NotAReport => ("不是年报", "something else than a report"),
        Status::Unreadable => ("无法读取", "could not be read; the reason says why"),
        Status::Blocked => ("被拒绝访问", "the portal refused or asked for a browser"),
    };
    word(status.as_str(), zh, en)
}

fn level_word(level: Level) -> Word<'static> {
    let (zh, en) = match level {
        Level::National => ("国家级", "the whole country"),
        Level::Provincial => ("省级", "province, autonomous region, municipality"),
        Level::Prefectural => ("地级", "city of prefectures, prefecture"),
        Level::County => ("县级", "county, district, city of counties"),
        Level::Township => ("乡级", "township, town, sub-district"),
        Level::Zone => ("开发区", "new area or development zone"),
    };
    word(level.as_str(), zh, en)
}

fn agency_flag_word(flag: place::Flag) -> Word<'static> {
    let (zh, en) = match flag {
        place::Flag::RegionAmbiguous => {
            ("地区有歧义", "the name fits several regions, and nothing else tells which")
        }
        place::Flag::RegionUnknown => ("地区不明", "the name names no region that is known"),
        place::Flag::RegionInferred => {
            ("地区由页面推定", "the region follows from the page, not from the name alone")
        }
        place::Flag::RegionFormer => ("地区已撤销", "the region is no more, and none has taken its place"),
        place::Flag::TownshipUnlisted => {
            ("乡镇未列入", "the list of townships has none of this name; the region is that of the county")
        }
        place::Flag::ZoneUnlisted => {
            ("开发区未列入", "the list of zones has none of this name; the region is the one it lies in")
        }
        place::Flag::Renamed => ("含改革前名称", "a name is from before a reform"),
        place::Flag::Merged => {
            ("含被并入机关", "a name is that of one of several bodies merged into this one")
        }
        place::Flag::SeveralInYear => ("同年多份", "two reports on one year under different names"),
        place::Flag::KindUnknown => ("类别不明", "no list tells the kind of the body"),
    };
    word(flag.as_str(), zh, en)
}

fn confidence_word(confidence: Confidence) -> Word<'static> {
    let (zh, en) = match confidence {
        Confidence::High => ("高", "at most one wrong value in 100,000"),
        Confidence::Medium => ("中", "probably right; a flag says what speaks against it"),
        Confidence::Low => ("低", "do not use without looking at the source"),
    };
    word(confidence.as_str(), zh, en)
}

fn section_word(section: Section) -> Word<'static> {
    let (zh, en) = match section {
        Section::Opening => ("引言", "before the first section"),
        Section::Overview => ("总体情况", "overview, where no heading below it says more"),
        Section::Proactive => ("主动公开", "proactive disclosure"),
        Section::Requests => ("依申请公开", "requests"),
        Section::Disputes => ("复议诉讼", "reconsideration and litigation"),
        Section::Problems => ("问题及改进", "problems and improvement"),
        Section::Other => ("其他", "other matters"),
    };
    word(section.as_str(), zh, en)
}

fn missing_word(missing: Missing) -> Word<'static> {
    let (zh, en) = match missing {
        Missing::Blank => ("空白", "nothing was printed"),
        Missing::Slash => ("斜杠", "a slash was printed"),
        Missing::Dash => ("横线", "a dash was printed"),
        Missing::Text => ("文字", "words were printed: none, not applicable"),
        Missing::Unreadable => ("无法辨认", "something was printed that cannot be read as one number"),
    };
    word(missing.as_str(), zh, en)
}

fn flag_word(flag: Flag) -> Word<'static> {
    let (zh, en) = match flag {
        Flag::LabelFuzzy => ("标签不完全一致", "the row or column label is not one known word for word"),
        Flag::ColumnInferred => {
            ("列由次序推定", "the column follows from order or count, not from a header above it")
        }
        Flag::NoteInCell => ("单元格含注释", "the cell holds a note beside the number"),
        Flag::UnitConverted => ("单位已换算", "the number was printed in another unit and converted"),
        Flag::UnitUnknown => ("单位不明", "the unit is printed nowhere"),
        Flag::SplitCell => ("由碎片拼合", "the number was put together from pieces"),
        Flag::ReadersDisagree => ("两种读法不一致", "two independent readings gave different values"),
        Flag::OneReader => ("仅一种读法", "only one of the two readings found the figure"),
        Flag::IdentityViolated => ("勾稽关系不成立", "a sum that the figure takes part in does not come out"),
        Flag::IdentityUntested => ("勾稽关系未检验", "no sum of the form could be computed over the figure"),
        Flag::DecodeFailure => ("字符解码失败", "characters could not be decoded"),
        Flag::Ocr => ("文字识别", "read from a picture"),
        Flag::Reviewed => ("人工核对", "confirmed or entered by a person"),
    };
    word(flag.as_str(), zh, en)
}

//! The files about the running text of the reports.

use super::shared::*;
use super::{File, Kind, Words};

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
        column(
            "scope",
            Kind::Word(Words::Scope),
            "范围",
            "of whom it speaks, where the sentence says so before the number",
        ),
        column(
            "key_from",
            Kind::Word(Words::KeyFrom),
            "数据项依据",
            "how the key was found; empty without one",
        ),
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

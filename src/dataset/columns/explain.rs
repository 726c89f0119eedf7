//! The files that explain the others: the codebook and the crosswalk between forms.

use super::shared::*;
use super::{File, Kind, Words};

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

/// `crosswalk.csv`.
pub const CROSSWALK: File = File {
    name: "crosswalk.csv",
    about: "one row per figure of a form: which figure of the other form it may be compared with",
    key: &["template", "key"],
    columns: &[
        column("template", Kind::Word(Words::Form), "格式", "form of the figure"),
        column("key", Kind::Required, "数据项", "the figure, as in figures.csv"),
        column("variable", Kind::Required, "变量", "its column in wide.csv"),
        column("unit", Kind::Word(Words::Unit), "单位", "unit of its value"),
        column(
            "relation",
            Kind::Word(Words::Crossing),
            "关系",
            "how it belongs to a figure of the other form",
        ),
        column(
            "comparable",
            Kind::Required,
            "可否比较",
            "yes where the numbers may be compared over the change of forms, else no",
        ),
        column("other_template", Kind::Word(Words::Form), "对应格式", "the other form"),
        column("other_key", Kind::Text, "对应数据项", "the figure there; ` + ` joins a sum"),
        column("other_variable", Kind::Text, "对应变量", "its column in wide.csv; ` + ` joins a sum"),
        column("other_unit", Kind::Word(Words::Unit), "对应单位", "the unit there"),
        column("note_zh", Kind::Text, "中文说明", "what to mind, in Chinese"),
        column("note_en", Kind::Text, "英文说明", "what to mind, in English"),
    ],
};

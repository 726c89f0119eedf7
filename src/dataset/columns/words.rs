//! The words that columns may hold, and what each means in both languages.

use std::borrow::Cow;

use super::words_later;
use crate::mine::Section;
use crate::place;
use crate::report::{Confidence, Flag, Level, Missing, Status};
use crate::template::{Forms, Relation, Unit};

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
    /// Of whom a stated number speaks.
    Scope,
    /// What makes a number a bound.
    Bound,
    /// How the key of a stated number was found.
    KeyFrom,
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
    /// How a figure of one form belongs to one of another.
    Crossing,
    /// What a row of `indicators.csv` is about.
    By,
    /// Where a share lies against what chance alone would give.
    Funnel,
    /// What an indicator rests on.
    Rests,
    /// Why an indicator has no value or no rank.
    WhyNot,
    /// Why an indicator has a value and no change.
    WhyNoChange,
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
                place::kinds().iter().map(|kind| word(kind.word, kind.zh, kind.en)).collect()
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
            Words::KeyFrom => vec![
                word("rules", "规则", "by rules on the words of the sentence"),
                word("learned", "类比", "by likeness to sentences that people read; no check rests on it"),
            ],
            Words::Scope => vec![
                word(
                    "area",
                    "全域",
                    "all bodies of the place, or the body with those below it (全市, 各部门, 全系统)",
                ),
                word(
                    "own",
                    "本机关",
                    "the body that reports, or one office of it (本机关, 我局, 市本级, 政府办)",
                ),
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
            Words::Crossing => Relation::ALL.iter().map(|&relation| crossing_word(relation)).collect(),
            Words::By => words_later::BY.to_vec(),
            Words::Funnel => words_later::FUNNEL.to_vec(),
            Words::Rests => words_later::RESTS.to_vec(),
            Words::WhyNot => words_later::WHY_NOT.to_vec(),
            Words::WhyNoChange => words_later::WHY_NO_CHANGE.to_vec(),
            Words::CodebookKind => vec![
                word("column", "列", "a column of a file"),
                word("word", "取值", "a word that a column may hold"),
                word("variable", "变量", "a figure of a form: a column of wide.csv"),
            ],
        }
    }
}

pub(super) const fn word<'f>(word: &'f str, zh: &'f str, en: &'f str) -> Word<'f> {
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

pub(crate) fn level_word(level: Level) -> Word<'static> {
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
        place::Flag::RegionNeighbours => (
            "地区由邻近机关推定",
            "the region follows from the agencies around it on the same site or in the same folder; reports.csv leaves it empty",
        ),
        place::Flag::RegionFormer => ("地区已撤销", "the region is no more, and none has taken its place"),
        place::Flag::TownshipUnlisted => {
            ("乡镇未列入", "the list of townships has none of this name; the region is that of the county")
        }
        place::Flag::ZoneUnlisted => {
            ("开发区未列入", "the list of zones has none of this name; the region is the one it lies in")
        }
        place::Flag::Renamed => ("含改革前名称", "a name is from before a reform"),
        place::Flag::Merged => {
            ("其后并入他机关", "a reform merged it into another agency after its last report: merged_into")
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
        Missing::Unreadable => {
            ("无法辨认", "something was printed that cannot be read as one number, or drawn (￼)")
        }
    };
    word(missing.as_str(), zh, en)
}

fn flag_word(flag: Flag) -> Word<'static> {
    let (zh, en) = match flag {
        Flag::LabelFuzzy => ("标签不完全一致", "the row or column label is not one known word for word"),
        Flag::ColumnInferred => (
            "列由次序推定",
            "the column follows from order or count, not from a header above it, or all totals are blank",
        ),
        Flag::NoteInCell => {
            ("单元格含注释或多余的零", "the cell holds a note beside the number, or a nought before it")
        }
        Flag::UnitConverted => ("单位已换算", "the number was printed in another unit and converted"),
        Flag::UnitUnknown => ("单位不明", "the unit is printed nowhere"),
        Flag::SplitCell => ("由碎片拼合", "the number was put together from pieces"),
        Flag::ReadersDisagree => (
            "两种读法不一致",
            "two independent readings gave different values, or it is not certain what a person sees of the cell",
        ),
        Flag::OneReader => ("仅一种读法", "only one of the two readings found the figure"),
        Flag::IdentityViolated => (
            "勾稽关系不成立",
            "a sum that the figure takes part in does not come out, or four sums of its table do not",
        ),
        Flag::IdentityUntested => ("勾稽关系未检验", "no sum of the form could be computed over the figure"),
        Flag::DecodeFailure => ("字符解码失败", "characters could not be decoded"),
        Flag::Ocr => ("文字识别", "read from a picture"),
        Flag::Reviewed => ("人工核对", "confirmed or entered by a person"),
    };
    word(flag.as_str(), zh, en)
}
fn crossing_word(relation: Relation) -> Word<'static> {
    let (zh, en) = match relation {
        Relation::Same => ("含义相同", "means the same in both forms"),
        Relation::Sum => ("等于之和", "equals the sum of several figures of the other form"),
        Relation::Part => ("是其一部分", "the other form has it only together with others"),
        Relation::Alike => ("形似而义异", "looks alike and is another thing: not to be compared"),
        Relation::Only => ("仅此格式有", "the other form has nothing like it"),
    };
    word(relation.as_str(), zh, en)
}

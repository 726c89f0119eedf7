//! The reasons why a figure or a table may have been misread, and how they are told.

use rust_decimal::Decimal;

use super::moves::Move;
use crate::audit::context::Context;
use crate::audit::damage::{BesideText, Damage};
use crate::audit::sums::one_digit::is_short;
use crate::audit::told::finding::plain;
use crate::audit::told::lang::Lang;
use crate::report::{Flag, Status};
use crate::template::FieldId;

/// Why a figure or a table may have been misread.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::audit) enum Doubt {
    /// Not all of the report could be read.
    Damaged(Status),
    /// A flag of a figure.
    Flagged(FieldId, Flag),
    /// A figure has a flag that this version does not know.
    UnknownFlag(FieldId),
    /// The level of a figure is low.
    Low(FieldId),
    /// The value is not what is printed in the cell.
    NotAsPrinted(FieldId),
    /// The figures were changed after their sums were tested.
    ChangedSince(FieldId),
    /// A figure is another one in `wide.csv`.
    OtherInWide(FieldId),
    /// Two figures come from one printed cell.
    SharedPlace(FieldId),
    /// Another number in the cell would make everything add up.
    OtherNumber(FieldId, Decimal),
    /// With the digits that these figures may have lost everything would add up.
    DigitsLost(Vec<(FieldId, Decimal)>),
    /// The digits of a number stand there twice, and half of them would make everything add up.
    Twice(FieldId, Decimal),
    /// The digits of so many numbers of a table, beginning with this one, stand there twice.
    AllTwice(FieldId, usize),
    /// The text states another number for the figure.
    OtherInText(FieldId, Decimal),
    /// The first number, in the running text, is a part of the second: it lost a digit, or lines of such files may be cut.
    CutInText(Decimal, Decimal),
    /// The cell holds a word that counts, and no number.
    NoNumber(FieldId),
    /// The total is blank, and those of other rows are printed.
    NoTotal(FieldId),
    /// A mark for none stands in place of a total, and numbers in its row.
    NilTotal(FieldId),
    /// The cell is blank, and may have lost its number.
    Blank(FieldId),
    /// The row of this figure is blank as a whole, one of so many in a sum, and its columns lack what it would come to.
    BlankRow(FieldId, usize),
    /// The only nought of a table that writes nothing in another way.
    LoneNought(FieldId),
    /// The row has fewer cells than the form has columns.
    Short(FieldId),
    /// Numbers may stand beside their place.
    Moved(Move),
    /// This figure of money, in the row above or below, has none.
    MoneyBeside(FieldId),
    /// This figure, in the row above or below, may be negative.
    SignedBeside(FieldId),
    /// The row of this figure has no number, while the text counts what belongs there.
    DocumentsTold(FieldId),
    /// The row of this figure has no number, while the one beside it has more than can belong there.
    NoDocuments(FieldId),
    /// With numbers one row above or below all columns would add up.
    Slipped(FieldId),
    /// A printed row fits nowhere in the form, and its figures would make the sum come out.
    Unplaced(String),
    /// A figure of the same printed line was not found.
    Lost(FieldId),
    /// The table has figures of two forms.
    Mixed,
    /// The table may have been damaged.
    Table(Damage),
    /// What the text says against a table has a cause in common.
    BesideText(BesideText),
}

/// A finding in words, with the doubt about it as its last sentence.
pub(in crate::audit) fn with_reason(
    mut detail: String,
    doubt: Option<&Doubt>,
    context: &Context<'_>,
) -> String {
    if let Some(doubt) = doubt {
        let reason = doubt.told(context);
        detail.push_str(&match context.lang {
            Lang::En => format!(" It may have been misread: {reason}."),
            Lang::Zh => format!("可能是读取有误：{reason}。"),
        });
    }
    detail
}

/// Figures that may have lost digits, each with what fits.
fn digits_lost(figures: &[(FieldId, Decimal)], context: &Context<'_>) -> String {
    let one = |&(field, fits): &(FieldId, Decimal)| {
        let (name, number) = (context.name(field), plain(fits));
        match (context.lang, is_short(context.in_sum(field), fits)) {
            (Lang::En, true) => format!("{name} may have lost a digit: {number} fits"),
            (Lang::En, false) => format!("{name} may have lost digits: {number} fits"),
            (Lang::Zh, true) => format!("“{name}”可能丢失一位数字：{number}相符"),
            (Lang::Zh, false) => format!("“{name}”可能丢失数字：{number}相符"),
        }
    };
    let all: Vec<String> = figures.iter().map(one).collect();
    all.join(if context.lang == Lang::En { ", and " } else { "，且" })
}

/// A row that is blank as a whole, one of several, and may have lost its numbers.
fn blank_row(field: FieldId, rows: usize, context: &Context<'_>) -> String {
    let name = context.row_name(&context.forms.place(field));
    match (context.lang, rows) {
        (Lang::En, 1) => format!(
            "the row \"{name}\" is blank as a whole, and with numbers there the sums down its columns would come out"
        ),
        (Lang::En, _) => format!(
            "{rows} rows are blank as a whole, and with numbers in one such as \"{name}\" the sums down its columns would come out"
        ),
        (Lang::Zh, 1) => format!("“{name}”整行空白，若填有数字，各列即平"),
        (Lang::Zh, _) => format!("有{rows}行整行空白，其中如“{name}”行若填有数字，各列即平"),
    }
}

impl Doubt {
    /// The doubt as half a sentence.
    pub(in crate::audit) fn told(&self, context: &Context<'_>) -> String {
        let name = |field: &FieldId| context.name(*field);
        let lang = context.lang;
        match (self, lang) {
            (Doubt::Damaged(status), Lang::En) => {
                format!("the report was not read as a whole ({})", status.as_str())
            }
            (Doubt::Damaged(status), Lang::Zh) => format!("报告未能完整读取（{}）", status.as_str()),
            (Doubt::Flagged(field, flag), Lang::En) => {
                format!("{} is flagged {}", name(field), flag.as_str())
            }
            (Doubt::Flagged(field, flag), Lang::Zh) => format!("“{}”带有标记 {}", name(field), flag.as_str()),
            (Doubt::UnknownFlag(field), Lang::En) => {
                format!("{} has a flag this version does not know", name(field))
            }
            (Doubt::UnknownFlag(field), Lang::Zh) => format!("“{}”带有本版本不认识的标记", name(field)),
            (Doubt::Low(field), Lang::En) => format!("{} has low confidence", name(field)),
            (Doubt::Low(field), Lang::Zh) => format!("“{}”可信度低", name(field)),
            (Doubt::NotAsPrinted(field), Lang::En) => {
                format!("the value of {} is not the number printed in its cell", name(field))
            }
            (Doubt::NotAsPrinted(field), Lang::Zh) => format!("“{}”的数值与单元格所印不同", name(field)),
            (Doubt::ChangedSince(field), Lang::En) => {
                format!(
                    "{} is not marked identity_violated, so figures were changed after they were read",
                    name(field)
                )
            }
            (Doubt::ChangedSince(field), Lang::Zh) => {
                format!("“{}”未标 identity_violated，数据在读取之后被改动过", name(field))
            }
            (Doubt::OtherInWide(field), Lang::En) => {
                format!(
                    "{} is another number in wide.csv, so figures were changed after they were read",
                    name(field)
                )
            }
            (Doubt::OtherInWide(field), Lang::Zh) => {
                format!("“{}”与 wide.csv 不同，数据在读取之后被改动过", name(field))
            }
            (Doubt::SharedPlace(field), Lang::En) => {
                format!("{} was taken from a cell that also gave another figure", name(field))
            }
            (Doubt::SharedPlace(field), Lang::Zh) => format!("“{}”与另一数据取自同一单元格", name(field)),
            (Doubt::OtherNumber(field, number), Lang::En) => {
                format!("the cell of {} also holds {number}, which fits", name(field))
            }
            (Doubt::OtherNumber(field, number), Lang::Zh) => {
                format!("“{}”的单元格中另有相符的数字{number}", name(field))
            }
            (Doubt::DigitsLost(figures), _) => digits_lost(figures, context),
            (Doubt::Twice(field, half), Lang::En) => {
                format!("the digits of {} stand there twice, and {half} fits", name(field))
            }
            (Doubt::Twice(field, half), Lang::Zh) => {
                format!("“{}”的数字重复出现，{half}相符", name(field))
            }
            (Doubt::AllTwice(field, count), Lang::En) => {
                format!(
                    "the digits of {} and other numbers of its table, {count} in all, stand there twice",
                    name(field)
                )
            }
            (Doubt::AllTwice(field, count), Lang::Zh) => {
                format!("表中“{}”等{count}个数的数字重复出现", name(field))
            }
            (Doubt::OtherInText(field, stated), Lang::En) => {
                format!("the text states {stated} for {}", name(field))
            }
            (Doubt::OtherInText(field, stated), Lang::Zh) => format!("正文所述“{}”为{stated}", name(field)),
            (Doubt::CutInText(stated, whole), Lang::En) if is_short(*stated, *whole) => {
                format!("{stated} may have lost a digit, and {whole} fits")
            }
            (Doubt::CutInText(stated, whole), Lang::Zh) if is_short(*stated, *whole) => {
                format!("{stated}可能丢失一位数字，{whole}相符")
            }
            (Doubt::CutInText(_, whole), Lang::En) => {
                format!("the number may have lost digits at the end of a line: {whole} fits")
            }
            (Doubt::CutInText(_, whole), Lang::Zh) => format!("行末可能缺字：{whole}相符"),
            (Doubt::NoNumber(field), Lang::En) => format!("the cell of {} has lost its number", name(field)),
            (Doubt::NoNumber(field), Lang::Zh) => format!("“{}”的单元格缺数字", name(field)),
            (Doubt::NoTotal(field), Lang::En) => {
                format!("{} is blank, while other rows have a total", name(field))
            }
            (Doubt::NoTotal(field), Lang::Zh) => format!("“{}”空白，而其他行印有总计", name(field)),
            (Doubt::NilTotal(field), Lang::En) => {
                format!("{} has a mark for none, while its row has numbers", name(field))
            }
            (Doubt::NilTotal(field), Lang::Zh) => format!("“{}”印为无，而同一行印有数字", name(field)),
            (Doubt::Blank(field), Lang::En) => {
                format!("{} is blank, and a number may have been lost there", name(field))
            }
            (Doubt::Blank(field), Lang::Zh) => format!("“{}”空白，可能丢失了数字", name(field)),
            (Doubt::LoneNought(field), Lang::En) => format!(
                "{} is 0 where the table prints nothing or a mark for none elsewhere, and may have been put into its row",
                name(field)
            ),
            (Doubt::LoneNought(field), Lang::Zh) => {
                format!("表中无数之处均不印0，唯“{}”为0，该行可能混入一格", name(field))
            }
            (Doubt::BlankRow(field, rows), _) => blank_row(*field, *rows, context),
            (Doubt::Short(field), Lang::En) => {
                format!("the row of {} has fewer cells than columns", name(field))
            }
            (Doubt::Short(field), Lang::Zh) => format!("“{}”所在行的单元格少于列数", name(field)),
            (Doubt::Moved(how), _) => how.told(context),
            (Doubt::Slipped(field), Lang::En) => {
                let row = context.row_name(&context.forms.place(*field));
                format!(
                    "all columns would come out with the numbers from the row \"{row}\" on one row above or below"
                )
            }
            (Doubt::Slipped(field), Lang::Zh) => {
                let row = context.row_name(&context.forms.place(*field));
                format!("“{row}”行起的数据若上移或下移一行，各列即平")
            }
            (Doubt::MoneyBeside(field), Lang::En) => {
                format!("{} in the row beside has none, and a sum of money may have moved a row", name(field))
            }
            (Doubt::MoneyBeside(field), Lang::Zh) => {
                format!("相邻行的“{}”无数据，金额可能上移或下移了一行", name(field))
            }
            (Doubt::SignedBeside(field), Lang::En) => {
                format!(
                    "{} in the row beside may be negative, and a number may have moved a row",
                    name(field)
                )
            }
            (Doubt::SignedBeside(field), Lang::Zh) => {
                format!("相邻行的“{}”可为负数，数字可能上移或下移了一行", name(field))
            }
            (Doubt::DocumentsTold(field), Lang::En) => {
                let row = context.row_name(&context.forms.place(*field));
                format!(
                    "the row \"{row}\" has no number while the text counts some, and the rows may have changed places"
                )
            }
            (Doubt::DocumentsTold(field), Lang::Zh) => {
                let row = context.row_name(&context.forms.place(*field));
                format!("“{row}”行无数据，而正文述及其件数，两行可能互换")
            }
            (Doubt::NoDocuments(field), Lang::En) => {
                let row = context.row_name(&context.forms.place(*field));
                format!("the row \"{row}\" has no number, and the rows may have changed places")
            }
            (Doubt::NoDocuments(field), Lang::Zh) => {
                let row = context.row_name(&context.forms.place(*field));
                format!("“{row}”行无数据，两行可能互换")
            }
            (Doubt::Unplaced(label), Lang::En) => {
                format!("the row \"{label}\" found no place in the form, and its figures would fit")
            }
            (Doubt::Unplaced(label), Lang::Zh) => format!("“{label}”一行未能对应到格式，而其数据相符"),
            (Doubt::Lost(field), Lang::En) => {
                format!("{} in the same printed line was not found", name(field))
            }
            (Doubt::Lost(field), Lang::Zh) => format!("同一行中的“{}”未找到", name(field)),
            (Doubt::Table(damage), _) => damage.told(context),
            (Doubt::BesideText(cause), _) => cause.told(context),
            (Doubt::Mixed, Lang::En) => "the table has rows of two forms".to_string(),
            (Doubt::Mixed, Lang::Zh) => "表中混有两种格式的行".to_string(),
        }
    }
}

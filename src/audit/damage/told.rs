//! The damage of a table as half a sentence: what was tried, and what came out with it.

use super::{BesideText, Damage};
use crate::audit::context::Context;
use crate::audit::told::lang::Lang;
use crate::template::FieldId;

/// A figure and others beside it.
fn with_others(field: FieldId, others: usize, context: &Context<'_>) -> String {
    let name = context.name(field);
    match (context.lang, others) {
        (Lang::En, 0) => name,
        (Lang::En, 1) => format!("{name} and another figure"),
        (Lang::En, _) => format!("{name} and {others} other figures"),
        (Lang::Zh, 0) => format!("“{name}”"),
        (Lang::Zh, _) => format!("“{name}”等{}个数据", others + 1),
    }
}

impl Damage {
    /// The figure that is named first.
    const fn first(&self) -> FieldId {
        match *self {
            Damage::Row(field)
            | Damage::Column(field)
            | Damage::Twice(field)
            | Damage::Rows(field, _)
            | Damage::RowsMoved(field)
            | Damage::Columns(field, _)
            | Damage::ColumnsMoved(field)
            | Damage::Digit(_, _, field, _)
            | Damage::Doubled(field, _)
            | Damage::DoubledRow(field, _)
            | Damage::Lost(field, _)
            | Damage::Everything(field) => field,
        }
    }

    /// What would make everything come out. The finding may be about another table.
    pub(in crate::audit) fn told(&self, context: &Context<'_>) -> String {
        let section = &context.forms.place(self.first()).table.section;
        match context.lang {
            Lang::En => self.in_english(&format!("all sums of table {section} would come out"), context),
            Lang::Zh => self.in_chinese(&format!("表{section}各项即平"), context),
        }
    }

    fn in_english(&self, comes_out: &str, context: &Context<'_>) -> String {
        let place = |field: &FieldId| context.forms.place(*field);
        let row = |field: &FieldId| context.row_name(&place(field)).to_string();
        let column = |field: &FieldId| context.column_name(&place(field)).to_string();
        match self {
            Damage::Row(field) => format!(
                "{comes_out} had a cell of the row \"{}\" been lost, doubled, cut or run together with the next",
                row(field)
            ),
            Damage::Column(field) => format!(
                "{comes_out} had a cell of the column \"{}\" been lost or doubled, or its numbers been cut",
                column(field)
            ),
            Damage::Twice(field) => format!(
                "\"{}\", \"{}\" begins a line that has the numbers of the one beside it, and {comes_out} with others",
                row(field),
                column(field)
            ),
            Damage::Rows(one, other) => format!(
                "{comes_out} with the rows \"{}\" and \"{}\" in each other's place",
                row(one),
                row(other)
            ),
            Damage::RowsMoved(field) => {
                format!("{comes_out} with the numbers from the row \"{}\" on in other rows", row(field))
            }
            Damage::Columns(one, other) => format!(
                "{comes_out} with the columns \"{}\" and \"{}\" in each other's place in the row \"{}\" and others",
                column(one),
                column(other),
                row(one)
            ),
            Damage::ColumnsMoved(field) => {
                format!(
                    "{comes_out} with the numbers of the row \"{}\" and others in other columns",
                    row(field)
                )
            }
            Damage::Digit(is, was, field, others) => format!(
                "{comes_out} with {was} in place of {is} in {}",
                with_others(*field, *others, context)
            ),
            Damage::Doubled(field, others) => format!(
                "the digits stand there twice in {}, and {comes_out} with half of them",
                with_others(*field, *others, context)
            ),
            Damage::DoubledRow(field, others) => {
                let and = if *others > 0 { format!(" and {others} more") } else { String::new() };
                format!(
                    "the digits of all numbers in the row \"{}\"{and} stand there twice, and with half of them every sum over these numbers would come out",
                    row(field)
                )
            }
            Damage::Lost(field, others) => format!(
                "{} may have lost digits, with which {comes_out}",
                with_others(*field, *others, context)
            ),
            Damage::Everything(field) => format!(
                "so much of table {} does not add up that no few figures and no single row or column explain it",
                place(field).table.section
            ),
        }
    }

    fn in_chinese(&self, comes_out: &str, context: &Context<'_>) -> String {
        let place = |field: &FieldId| context.forms.place(*field);
        let row = |field: &FieldId| context.row_name(&place(field)).to_string();
        let column = |field: &FieldId| context.column_name(&place(field)).to_string();
        match self {
            Damage::Row(field) => {
                format!("若“{}”行有单元格丢失、重复、截断或粘连，{comes_out}", row(field))
            }
            Damage::Column(field) => {
                format!("若“{}”列有单元格丢失、重复或数字被截断，{comes_out}", column(field))
            }
            Damage::Twice(field) => format!(
                "“{}／{}”所在行或列与相邻行、列数据相同，换成别的数{comes_out}",
                row(field),
                column(field)
            ),
            Damage::Rows(one, other) => format!("“{}”与“{}”两行互换，{comes_out}", row(one), row(other)),
            Damage::RowsMoved(field) => format!("“{}”行起的数据移至别的行，{comes_out}", row(field)),
            Damage::Columns(one, other) => {
                format!("“{}”等行的“{}”与“{}”两列互换，{comes_out}", row(one), column(one), column(other))
            }
            Damage::ColumnsMoved(field) => format!("“{}”等行的数据移至别的列，{comes_out}", row(field)),
            Damage::Digit(is, was, field, others) => {
                format!("{}中的{is}若为{was}，{comes_out}", with_others(*field, *others, context))
            }
            Damage::Doubled(field, others) => {
                format!("{}的数字重复出现，取其一半{comes_out}", with_others(*field, *others, context))
            }
            Damage::DoubledRow(field, others) => {
                let and = if *others > 0 { format!("等{}行", others + 1) } else { "行".to_string() };
                format!("“{}”{and}各数的数字均重复出现，取其一半则含这些数的各项即平", row(field))
            }
            Damage::Lost(field, others) => {
                format!("{}可能丢失数字，补上后{comes_out}", with_others(*field, *others, context))
            }
            Damage::Everything(field) => format!(
                "表{}不平之处太多，少数几个数据或单独一行、一列都不能解释",
                place(field).table.section
            ),
        }
    }
}

impl BesideText {
    /// What the text and the table have in common.
    pub(in crate::audit) fn told(&self, context: &Context<'_>) -> String {
        let place = |field: &FieldId| context.forms.place(*field);
        let row = |field: &FieldId| context.row_name(&place(field)).to_string();
        let column = |field: &FieldId| context.column_name(&place(field)).to_string();
        let name = |field: &FieldId| context.name(*field);
        match (self, context.lang) {
            (BesideText::Elsewhere(field, other), Lang::En) => {
                format!("what the text states for {} stands in the table at {}", name(field), name(other))
            }
            (BesideText::Elsewhere(field, other), Lang::Zh) => {
                format!("正文所述“{}”之数，表中印在“{}”", name(field), name(other))
            }
            (BesideText::RowsBeside(field, other), Lang::En) => format!(
                "what the text states for {} and other figures stands one row beside in the table, the first at {}",
                name(field),
                name(other)
            ),
            (BesideText::RowsBeside(field, other), Lang::Zh) => {
                format!("正文所述“{}”等数，表中均印在相邻一行，如“{}”", name(field), name(other))
            }
            (BesideText::RowsMoved(field), Lang::En) => format!(
                "the table would agree with the text with the numbers from the row \"{}\" on in the rows above or below, one or two of which are blank",
                row(field)
            ),
            (BesideText::RowsMoved(field), Lang::Zh) => {
                format!("有一两行全为空白，若“{}”行起的数据原在其上或其下一两行，即与正文相符", row(field))
            }
            (BesideText::BlankBeside(field), Lang::En) => {
                format!(
                    "nothing is printed in the row beside that of {}, and noughts stand where the text has numbers",
                    name(field)
                )
            }
            (BesideText::BlankBeside(field), Lang::Zh) => {
                format!("“{}”相邻一行全为空白，而正文有数之处表中均为0", name(field))
            }
            (BesideText::Digit(is, was, field), Lang::En) => {
                format!("{} and other figures have {is} where the text has {was}", name(field))
            }
            (BesideText::Digit(is, was, field), Lang::Zh) => {
                format!("“{}”等数据中的{is}，正文均为{was}", name(field))
            }
            (BesideText::Lost(field), Lang::En) => format!(
                "{} and other figures are what the text states without some of its digits",
                name(field)
            ),
            (BesideText::Lost(field), Lang::Zh) => {
                format!("“{}”等数据均为正文所述之数缺去几位数字", name(field))
            }
            (BesideText::Rows(one, other), Lang::En) => format!(
                "the table would agree with the text with the rows \"{}\" and \"{}\" in each other's place",
                row(one),
                row(other)
            ),
            (BesideText::Rows(one, other), Lang::Zh) => {
                format!("“{}”与“{}”两行互换，即与正文相符", row(one), row(other))
            }
            (BesideText::Columns(one, other), Lang::En) => format!(
                "the table would agree with the text with the columns \"{}\" and \"{}\" in each other's place",
                column(one),
                column(other)
            ),
            (BesideText::Columns(one, other), Lang::Zh) => {
                format!("“{}”与“{}”两列互换，即与正文相符", column(one), column(other))
            }
        }
    }
}

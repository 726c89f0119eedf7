//! The damage of a table as half a sentence.

use super::Damage;
use crate::audit::context::Context;
use crate::audit::told::lang::Lang;
use crate::template::FieldId;

impl Damage {
    /// What would make everything come out.
    pub(in crate::audit) fn told(&self, context: &Context<'_>) -> String {
        let row = |field: &FieldId| context.row_name(&context.forms.place(*field)).to_string();
        let column = |field: &FieldId| context.column_name(&context.forms.place(*field)).to_string();
        match context.lang {
            Lang::En => match self {
                Damage::Row(field) => format!(
                    "all sums of the table would come out had a cell of the row \"{}\" been lost, doubled, cut or run together with the next",
                    row(field)
                ),
                Damage::Column(field) => format!(
                    "all sums of the table would come out had a cell of the column \"{}\" been lost or doubled, or its numbers been cut",
                    column(field)
                ),
                Damage::Twice(field) => format!(
                    "\"{}\", \"{}\" begins a line that has the numbers of the one beside it, and all sums of the table would come out with others",
                    row(field),
                    column(field)
                ),
                Damage::Rows(one, other) => format!(
                    "all sums of the table would come out with the rows \"{}\" and \"{}\" in each other's place",
                    row(one),
                    row(other)
                ),
                Damage::RowsMoved(field) => format!(
                    "all sums of the table would come out with the numbers from the row \"{}\" on in other rows",
                    row(field)
                ),
                Damage::Columns(one, other) => format!(
                    "all sums of the table would come out with the columns \"{}\" and \"{}\" in each other's place in the row \"{}\" and others",
                    column(one),
                    column(other),
                    row(one)
                ),
                Damage::ColumnsMoved(field) => format!(
                    "all sums of the table would come out with the numbers of the row \"{}\" and others in other columns",
                    row(field)
                ),
                Damage::Digit(is, was) => {
                    format!("all sums of the table would come out with {was} in place of {is} in each of these figures")
                }
                Damage::Doubled(field) => format!(
                    "the digits of \"{}\", \"{}\" stand there twice, and all sums of the table would come out with half of them",
                    row(field),
                    column(field)
                ),
                Damage::Lost(field) => format!(
                    "\"{}\", \"{}\" and other figures may have lost digits, with which all sums of the table would come out",
                    row(field),
                    column(field)
                ),
                Damage::Everything => {
                    "so much of the table does not add up that no few figures and no single row or column explain it".to_string()
                }
            },
            Lang::Zh => match self {
                Damage::Row(field) => format!("若“{}”行有单元格丢失、重复、截断或粘连，本表各项即平", row(field)),
                Damage::Column(field) => format!("若“{}”列有单元格丢失、重复或数字被截断，本表各项即平", column(field)),
                Damage::Twice(field) => format!(
                    "“{}／{}”所在行或列与相邻行、列数据相同，换成别的数本表各项即平",
                    row(field),
                    column(field)
                ),
                Damage::Rows(one, other) => {
                    format!("“{}”与“{}”两行互换，本表各项即平", row(one), row(other))
                }
                Damage::RowsMoved(field) => format!("“{}”行起的数据移至别的行，本表各项即平", row(field)),
                Damage::Columns(one, other) => format!(
                    "“{}”等行的“{}”与“{}”两列互换，本表各项即平",
                    row(one),
                    column(one),
                    column(other)
                ),
                Damage::ColumnsMoved(field) => format!("“{}”等行的数据移至别的列，本表各项即平", row(field)),
                Damage::Digit(is, was) => format!("这些数据中的{is}若均为{was}，本表各项即平"),
                Damage::Doubled(field) => {
                    format!("“{}／{}”的数字重复出现，取其一半本表各项即平", row(field), column(field))
                }
                Damage::Lost(field) => {
                    format!("“{}／{}”等数据可能丢失数字，补上后本表各项即平", row(field), column(field))
                }
                Damage::Everything => "本表不平之处太多，少数几个数据或单独一行、一列都不能解释".to_string(),
            },
        }
    }
}

//! The types of a form: form, table, block, row, column, field, identity.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A form, named by the year in which it was issued (`2019`, `2021`); an index into [`Forms::forms`](super::Forms).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FormId(pub u8);

/// One figure of one form: an index into [`Forms::fields`](super::Forms). Fields are numbered in the order of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FieldId(pub u16);

/// One sum that must hold: an index into [`Forms::identities`](super::Forms).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct IdentityId(pub u16);

/// A form as issued by the State Council's office.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Form {
    /// Which form this is.
    pub id: FormId,
    /// The year it was issued, as written in `reports.csv`: `2019`.
    pub name: String,
    /// The notice that issued it: 国办公开办函〔2021〕30号.
    pub notice: String,
    /// Its tables in printed order.
    pub tables: Vec<Table>,
}

/// A table of a form, that is one numbered section with figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Table {
    /// Canonical name: `requests`.
    pub key: String,
    /// The Chinese number of its section in the form: 三.
    pub section: String,
    /// The heading of its section, without the number.
    pub label: String,
    /// English name for the codebook.
    pub en: String,
    /// How its figures are laid out on the page.
    pub layout: Layout,
    /// Words of its header that head no column of figures: 信息内容, 申请人情况.
    pub heads: Vec<String>,
    /// Heads over several columns: 法人或其他组织.
    pub column_groups: Vec<Group>,
    /// Heads over several rows: （三）不予公开.
    pub groups: Vec<Group>,
    /// The parts of the table that have columns of their own.
    pub blocks: Vec<Block>,
}

/// How the form prints a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Each row of the block is a printed row.
    #[default]
    Rows,
    /// The rows of the block stand side by side in one printed row, under a header with one group per row.
    OneLine,
}

/// A head over several rows or columns of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Group {
    /// Canonical name, for rows the first part of their keys.
    pub key: String,
    /// The official label, with its number.
    pub label: String,
    /// English name.
    pub en: String,
}

/// A part of a table with columns of its own: 第二十条第（一）项.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Block {
    /// The article of the Regulations it rests on: `20(1)`.
    pub article: Option<String>,
    /// The line printed above it.
    pub heading: Option<String>,
    /// Its columns in printed order.
    pub columns: Vec<Column>,
    /// Its rows in printed order.
    pub rows: Vec<Row>,
    /// The field of the first row and first column; the others follow row by row.
    pub first_field: FieldId,
}

impl Block {
    /// The field at `row` and `column` (indices into [`Block::rows`] and [`Block::columns`]).
    pub fn field(&self, row: usize, column: usize) -> FieldId {
        debug_assert!(row < self.rows.len() && column < self.columns.len());
        FieldId(self.first_field.0 + (row * self.columns.len() + column) as u16)
    }
}

/// A row of a block.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// Canonical name: `denied.state_secret`.
    pub key: String,
    /// The official label, with its number.
    pub label: String,
    /// Its part of the variable name.
    pub short: String,
    /// The key of the group it stands in, if any.
    pub group: Option<String>,
    /// English name.
    pub en: String,
}

/// A column of a block.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Column {
    /// Canonical name: `natural_person`.
    pub key: String,
    /// The official label.
    pub label: String,
    /// The unit its figures are counted in.
    pub unit: Unit,
    /// Its part of the variable name.
    pub short: String,
    /// The key of the head it stands under, if any.
    pub group: Option<String>,
    /// Whether its figures may be negative: a change, not a count.
    #[serde(default)]
    pub signed: bool,
    /// English name.
    pub en: String,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Documents, decisions, requests, cases.
    #[serde(rename = "件")]
    Piece,
    /// Kinds of licence, penalty, fee.
    #[serde(rename = "项")]
    Item,
    /// Projects.
    #[serde(rename = "个")]
    Project,
    /// Money in yuan.
    #[serde(rename = "元")]
    Yuan,
    /// Money in ten thousand yuan.
    #[serde(rename = "万元")]
    TenThousandYuan,
}

impl Unit {
    /// The unit as the form writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Unit::Piece => "件",
            Unit::Item => "项",
            Unit::Project => "个",
            Unit::Yuan => "元",
            Unit::TenThousandYuan => "万元",
        }
    }

    /// Whether figures in this unit are sums of money, the only ones that may have decimals.
    pub const fn is_money(self) -> bool {
        matches!(self, Unit::Yuan | Unit::TenThousandYuan)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One figure of a form, with everything the dataset and the codebook say of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Field {
    /// The form it belongs to.
    pub form: FormId,
    /// Index of its table in [`Form::tables`].
    pub table: u8,
    /// Index of its block in [`Table::blocks`].
    pub block: u8,
    /// Index of its row in [`Block::rows`].
    pub row: u8,
    /// Index of its column in [`Block::columns`].
    pub column: u8,
    /// Canonical key `table.row.column`.
    pub key: String,
    /// Name of its column in `wide.csv`, valid in Stata, R and SQL.
    pub variable: String,
    /// The unit of its value.
    pub unit: Unit,
}

/// Whether an identity runs along a row or down a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Holds for each row, between its columns.
    Row,
    /// Holds for each column, between its rows.
    Column,
}

/// A sum that must hold between figures (勾稽关系): the left ones together equal the right ones together.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Identity {
    /// The stable code: `balance`, `row_total` …
    pub code: String,
    /// Whether it runs along a row or down a column.
    pub over: Span,
    /// Figures whose sum is one side.
    pub left: Vec<FieldId>,
    /// Figures whose sum is the other side.
    pub right: Vec<FieldId>,
}

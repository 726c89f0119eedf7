//! The words of `indicators.csv`, and what each means in both languages.

use super::words::{Word, word};

pub(super) const BY: [Word<'static>; 5] = [
    word("agency", "机关", "each agency"),
    word("kind", "类别", "all agencies of one kind and level"),
    word("level", "层级", "all agencies of one level"),
    word("city", "地级区域", "all agencies of one city and what lies in it"),
    word("province", "省级区域", "all agencies of one province and what lies in it"),
];

pub(super) const FUNNEL: [Word<'static>; 5] = [
    word("inside", "偶然波动之内", "chance alone would give so much or so little often enough"),
    word("above_95", "高于95%界限", "chance alone would give so much or more in at most 2.5% of cases"),
    word("below_95", "低于95%界限", "chance alone would give so little or less in at most 2.5% of cases"),
    word("above_99.8", "高于99.8%界限", "chance alone would give so much or more in at most 0.1% of cases"),
    word("below_99.8", "低于99.8%界限", "chance alone would give so little or less in at most 0.1% of cases"),
];

pub(super) const RESTS: [Word<'static>; 3] = [
    word("rests_on_finding", "所依数据有核查发现", "a figure in it has a finding with verdict published"),
    word("rests_below_high", "所依数据可信度非高", "a figure in it is medium or low"),
    word(
        "rests_on_blank",
        "所依数据有空白",
        "a cell in it has no number and counts as 0: its figure is high, so the sums of the table come out without it",
    ),
];

pub(super) const WHY_NOT: [Word<'static>; 9] = [
    word("KEY is not printed", "报告未列该项", "the report has no such row or column"),
    word(
        "KEY is not printed; the form of FORM has it only in KEY",
        "报告格式只有合计",
        "the form of the report has it only together with others",
    ),
    word("KEY has no number", "该项没有数字", "the cell has no number, and nothing says that none means 0"),
    word("there are no cases", "没有案件", "the denominator is 0"),
    word("a number is too large", "数字过大", "too large to compute with"),
    word(
        "its reports follow forms whose figures mean different things",
        "所含报告格式不同",
        "reports of a group must not be added up over the forms",
    ),
    word("the numerator is no part of the denominator", "分子不是分母的一部分", "a share of more than all"),
    word(
        "fewer than 30 cases: not ranked",
        "不足30件",
        "a value and an interval, but no rank and no place in the funnel",
    ),
    word(
        "its peers together have none, or all: no limits of chance",
        "同组合计为零或为全部",
        "no place in the funnel",
    ),
];

pub(super) const WHY_NO_CHANGE: [Word<'static>; 2] = [
    word(
        "no agency of it has a value for the year before as well",
        "没有机关上年也有数值",
        "also where the dataset has no report on the year before",
    ),
    word(
        "the form of the year before has figures that mean something else",
        "上年格式不同",
        "figures of the two forms must not be compared",
    ),
];

"""The tables of a report as grids, in the shapes that agencies give them."""

from dataclasses import dataclass
from typing import Callable, Dict, List, Sequence

from . import forms
from .forms import BLOCKS, DISPUTE_LABELS, DISPUTES, RESULT_LABELS, RESULTS, Block
from .grid import Cell, Grid, Row, figure, label
from .labels import LabelStyle
from .truth import Report
from .values import NumberStyle, Printed


@dataclass
class Source:
    """What a layout needs: the report, its printed figures, and the way its labels are written."""

    report: Report
    printed: Dict[forms.Key, Printed]
    say: LabelStyle
    numbers: NumberStyle

    def figure(self, table: str, row: str, column: str, colspan: int = 1) -> Cell:
        return figure((table, row, column), self.printed, colspan)


def _column_label(source: Source, row: str, column: str, text: str) -> str:
    """The header of a column; money columns carry the unit of the document."""
    if column != "amount":
        return source.say(text)
    unit = source.numbers.fee_header if row == "fees" else source.numbers.spend_header
    if row == "fees":
        return source.say("本年收费金额" + ("" if unit == "none" else f"（单位：{unit}）"))
    return source.say("采购总金额" + (f"（{unit}）" if unit else ""))


def _block_rows(source: Source, block: Block, width: int, article: bool) -> List[Row]:
    """Rows of one article, padded with colspans to `width` columns in all."""
    count = len(block.columns)
    spans = [1] * count
    spans[-1] += width - 1 - count
    rows: List[Row] = []
    if article:
        rows.append([label(source.say(f"第二十条第{block.article}项"), colspan=width)])
    heads = [_column_label(source, block.rows[0][0], column, text) for column, text in block.columns]
    rows.append([label(source.say("信息内容"))] + [label(text, colspan=span) for text, span in zip(heads, spans)])
    for row, text in block.rows:
        rows.append([label(source.say(text), head=False)]
                    + [source.figure("proactive", row, column, span)
                       for (column, _), span in zip(block.columns, spans)])
    return rows


def proactive_one(source: Source) -> List[Grid]:
    """Section two as one table."""
    blocks = BLOCKS[source.report.proactive_form]
    rows = [row for block in blocks for row in _block_rows(source, block, 4, True)]
    return [Grid("proactive", rows)]


def proactive_five(source: Source) -> List[Grid]:
    """Section two as one table per article, the article heading inside."""
    return [Grid("proactive", _block_rows(source, block, len(block.columns) + 1, True))
            for block in BLOCKS[source.report.proactive_form]]


def proactive_captioned(source: Source) -> List[Grid]:
    """One table per article with the article number as a line of text above."""
    return [Grid("proactive", _block_rows(source, block, len(block.columns) + 1, False), 1,
                 caption=source.say(f"第二十条第{block.article}项"))
            for block in BLOCKS[source.report.proactive_form]]


def proactive_tight(source: Source) -> List[Grid]:
    """One table without spans: every row has only the cells it needs."""
    rows: List[Row] = []
    for block in BLOCKS[source.report.proactive_form]:
        rows += _block_rows(source, block, len(block.columns) + 1, True)
        rows[-len(block.rows) - 2] = [label(source.say(f"第二十条第{block.article}项"))]
    return [Grid("proactive", rows)]


def proactive_six(source: Source) -> List[Grid]:
    """One table over a grid of six or seven columns in which header and data spans differ."""
    rows: List[Row] = []
    for block in BLOCKS[source.report.proactive_form]:
        rows.append([label(source.say(f"第二十条第{block.article}项"), colspan=7)])
        part = _block_rows(source, block, len(block.columns) + 1, False)
        spans = {3: [2, 2, 2], 2: [3, 3], 1: [6]}[len(block.columns)]
        for row in part:
            for cell, span in zip(row[1:], spans):
                cell.colspan = span
        rows += part
    return [Grid("proactive", rows)]


def proactive_shifted(source: Source) -> List[Grid]:
    """Five grid columns; the header spans the third value column over two, the data rows the second.

    Only layouts with three value columns can show it: seen in reports on the form of 2019.
    """
    rows: List[Row] = []
    for number, block in enumerate(BLOCKS[source.report.proactive_form]):
        part = _block_rows(source, block, len(block.columns) + 1, False)
        if len(block.columns) == 3:
            for index, row in enumerate(part):
                row[2 if index == 0 or number == 0 else 1].colspan = 2
        else:
            for row in part:
                for cell in row[1:]:
                    cell.colspan = 4 // len(block.columns)
        rows += [[label(source.say(f"第二十条第{block.article}项"), colspan=5)]] + part
    return [Grid("proactive", rows)]


def proactive_listed(source: Source) -> List[Grid]:
    """Section two as a list: article, row, column and number in each line, what comes again printed once."""
    rows: List[Row] = [[label(text) for text in ("条款", "信息内容", "指标", "数量")]]
    for block in BLOCKS[source.report.proactive_form]:
        for number, (row, text) in enumerate(block.rows):
            for index, (column, name) in enumerate(block.columns):
                cells: Row = []
                if number == index == 0:
                    cells.append(label(source.say(f"第二十条第{block.article}项"), len(block.rows) * len(block.columns), head=False))
                if index == 0:
                    cells.append(label(source.say(text), len(block.columns), head=False))
                cells.append(label(_column_label(source, row, column, name), head=False))
                rows.append(cells + [source.figure("proactive", row, column)])
    return [Grid("proactive", rows, 1)]


def _request_header(source: Source, columns: Sequence[str], depth: int, style: str) -> List[Row]:
    """Header rows over `depth` label columns; styles: spans, outer_total, flat, two_rows, legal_first, total_first."""
    names = {column: source.say(forms.APPLICANT_LABELS[column]) for column in columns}
    corner, total = source.say(forms.CORNER), "total" in columns
    bodies = [label(names[column]) for column in columns if column not in ("natural_person", "total")]
    whom, legal = source.say("申请人情况"), source.say("法人或其他组织")
    if style == "flat":
        return [[label(corner, colspan=depth)] + [label(names[column]) for column in columns]]
    if style == "two_rows":
        last = [label(names["total"], 2)] if total else []
        return [[label(corner, 2, depth), label(names["natural_person"], 2), label(legal, 1, 5)] + last, bodies]
    if style == "outer_total":
        last = [label(names["total"], 3)] if total else []
        return [[label(corner, 3, depth), label(whom, 1, 6)] + last,
                [label(names["natural_person"], 2), label(legal, 1, 5)], bodies]
    last = [label(names["total"], 2)] if total else []
    heads = [label(names["natural_person"], 2), label(legal, 1, 5)]
    if style == "total_first":
        return [[label(corner, 3, depth), label(whom, 1, len(columns))], last + heads, bodies]
    if style == "legal_first":
        heads.reverse()
    return [[label(corner, 3, depth), label(whom, 1, len(columns))], heads + last, bodies]


def _request_cells(source: Source, row: str, columns: Sequence[str]) -> Row:
    return [source.figure("requests", row, column) for column in columns]


def _body_three(source: Source, columns: Sequence[str]) -> List[Row]:
    """Three label columns: 三 | group | item."""
    groups = forms.GROUPS[source.report.requests_form]
    rows: List[Row] = []
    span = sum(len(items) for _, items in groups)
    for group, items in groups:
        for index, (row, text) in enumerate(items):
            cells: Row = []
            if not rows:
                cells.append(label(source.say(forms.OUTCOME_HEAD), span, head=False))
            if not text:
                cells.append(label(source.say(group), 1, 2, False))
            else:
                if index == 0:
                    cells.append(label(source.say(group), len(items), head=False))
                cells.append(label(source.say(text), head=False))
            rows.append(cells + _request_cells(source, row, columns))
    return rows


def _body_two(source: Source, columns: Sequence[str]) -> List[Row]:
    """Two label columns: a full-width line 三、…, then group | item."""
    rows = _body_three(source, columns)
    head = rows[0].pop(0)
    return [[label(head.text, 1, 2 + len(columns), False)]] + rows


def _body_one(source: Source, columns: Sequence[str]) -> List[Row]:
    """One label column: groups are full-width lines above their items."""
    rows: List[Row] = [[label(source.say(forms.OUTCOME_HEAD), 1, 1 + len(columns), False)]]
    for group, items in forms.GROUPS[source.report.requests_form]:
        if items[0][1]:
            rows.append([label(source.say(group), 1, 1 + len(columns), False)])
        for row, text in items:
            rows.append([label(source.say(text or group), head=False)] + _request_cells(source, row, columns))
    return rows


def requests_grid(source: Source, depth: int = 3, header: str = "spans", total: bool = True) -> Grid:
    """Section three; `depth` is the number of label columns."""
    columns = forms.REQUEST_COLUMNS if total else forms.APPLICANTS
    if header == "legal_first":
        columns = columns[1:6] + columns[:1] + columns[6:]
    if header == "total_first":
        columns = columns[6:] + columns[:6]
    rows = _request_header(source, columns, depth, header)
    head_rows = len(rows)
    for row, text in (forms.ROW_NEW, forms.ROW_IN):
        rows.append([label(source.say(text), 1, depth, False)] + _request_cells(source, row, columns))
    rows += {3: _body_three, 2: _body_two, 1: _body_one}[depth](source, columns)
    row, text = forms.ROW_OUT
    rows.append([label(source.say(text), 1, depth, False)] + _request_cells(source, row, columns))
    return Grid("requests", rows, head_rows)


def _result_cells(source: Source, rows: Sequence[str]) -> Row:
    return [source.figure("disputes", row, column) for row in rows for column in RESULTS]


def _result_heads(source: Source, times: int = 1, rowspan: int = 1) -> Row:
    return [label(source.say(RESULT_LABELS[column]), rowspan) for _ in range(times) for column in RESULTS]


def disputes_standard(source: Source) -> List[Grid]:
    """Fifteen numbers in one row under three header rows."""
    rows = [[label(source.say("行政复议"), 1, 5), label(source.say(forms.LITIGATION), 1, 10)],
            _result_heads(source, 1, 2) + [label(source.say(DISPUTE_LABELS[row]), 1, 5) for row in DISPUTES[1:]],
            _result_heads(source, 2), _result_cells(source, DISPUTES)]
    return [Grid("disputes", rows, 3)]


def disputes_flat(source: Source) -> List[Grid]:
    """One header row of fifteen compound names."""
    heads = [label(source.say((forms.LITIGATION if row != "reconsideration" else "") + DISPUTE_LABELS[row]
                              + RESULT_LABELS[column])) for row in DISPUTES for column in RESULTS]
    return [Grid("disputes", [heads, _result_cells(source, DISPUTES)], 1)]


def disputes_tall(source: Source) -> List[Grid]:
    """As the standard, but 行政复议 spans the two upper header rows."""
    rows = [[label(source.say("行政复议"), 2, 5), label(source.say(forms.LITIGATION), 1, 10)],
            [label(source.say(DISPUTE_LABELS[row]), 1, 5) for row in DISPUTES[1:]],
            _result_heads(source, 3), _result_cells(source, DISPUTES)]
    return [Grid("disputes", rows, 3)]


def disputes_litigation_first(source: Source) -> List[Grid]:
    """As the standard, but 行政诉讼 stands before 行政复议."""
    litigation = DISPUTES[1:]
    rows = [[label(source.say(forms.LITIGATION), 1, 10), label(source.say("行政复议"), 1, 5)],
            [label(source.say(DISPUTE_LABELS[row]), 1, 5) for row in litigation] + _result_heads(source, 1, 2),
            _result_heads(source, 2), _result_cells(source, litigation + DISPUTES[:1])]
    return [Grid("disputes", rows, 3)]


def disputes_total_first(source: Source) -> List[Grid]:
    """As the standard, but 总计 stands before the results it sums."""
    results = RESULTS[-1:] + RESULTS[:-1]
    rows = [[label(source.say("行政复议"), 2, 5), label(source.say(forms.LITIGATION), 1, 10)],
            [label(source.say(DISPUTE_LABELS[row]), 1, 5) for row in DISPUTES[1:]],
            [label(source.say(RESULT_LABELS[column])) for _ in DISPUTES for column in results],
            [source.figure("disputes", row, column) for row in DISPUTES for column in results]]
    return [Grid("disputes", rows, 3)]


def disputes_bracketed(source: Source) -> List[Grid]:
    """A row per kind of case, those of 行政诉讼 told apart in brackets, below a line for 行政诉讼 itself."""
    rows = [[label(source.say("类别"))] + _result_heads(source)]
    for row in DISPUTES:
        name = f"{forms.LITIGATION}（{DISPUTE_LABELS[row]}）" if row != "reconsideration" else DISPUTE_LABELS[row]
        if row == "litigation_direct":
            rows.append([label(source.say(forms.LITIGATION), head=False)] + [label("", head=False) for _ in RESULTS])
        rows.append([label(source.say(name), head=False)] + _result_cells(source, (row,)))
    return [Grid("disputes", rows, 1)]


def disputes_two(source: Source) -> List[Grid]:
    """Reconsideration and litigation as two tables."""
    first = [[label(source.say("行政复议"), 1, 5)], _result_heads(source), _result_cells(source, DISPUTES[:1])]
    second = [[label(source.say(forms.LITIGATION), 1, 10)],
              [label(source.say(DISPUTE_LABELS[row]), 1, 5) for row in DISPUTES[1:]],
              _result_heads(source, 2), _result_cells(source, DISPUTES[1:])]
    return [Grid("disputes", first, 2), Grid("disputes", second, 3)]


def disputes_rows(source: Source) -> List[Grid]:
    """A row per kind of case, a column per result."""
    rows = [[label(source.say("类别"), 1, 2)] + _result_heads(source),
            [label(source.say("行政复议"), 1, 2, False)] + _result_cells(source, DISPUTES[:1]),
            [label(source.say(forms.LITIGATION), 2, 1, False), label(source.say(DISPUTE_LABELS[DISPUTES[1]]), head=False)]
            + _result_cells(source, DISPUTES[1:2]),
            [label(source.say(DISPUTE_LABELS[DISPUTES[2]]), head=False)] + _result_cells(source, DISPUTES[2:])]
    return [Grid("disputes", rows, 1)]


def disputes_transposed(source: Source) -> List[Grid]:
    """A row per result, a column per kind of case."""
    rows = [[label(source.say("处理结果"), 2), label(source.say("行政复议"), 2), label(source.say(forms.LITIGATION), 1, 2)],
            [label(source.say(DISPUTE_LABELS[row])) for row in DISPUTES[1:]]]
    for column in RESULTS:
        rows.append([label(source.say(RESULT_LABELS[column]), head=False)]
                    + [source.figure("disputes", row, column) for row in DISPUTES])
    return [Grid("disputes", rows, 2)]


def disputes_vertical(source: Source) -> List[Grid]:
    """Fifteen rows of label and number, the kind of case spanning its five."""
    rows: List[Row] = []
    for row in DISPUTES:
        for index, column in enumerate(RESULTS):
            cells: Row = []
            if index == 0 and row == "reconsideration":
                cells.append(label(source.say("行政复议"), 5, 2, False))
            elif index == 0:
                if row == "litigation_direct":
                    cells.append(label(source.say(forms.LITIGATION), 10, head=False))
                cells.append(label(source.say(DISPUTE_LABELS[row]), 5, head=False))
            cells.append(label(source.say(RESULT_LABELS[column]), head=False))
            rows.append(cells + [source.figure("disputes", row, column)])
    return [Grid("disputes", rows)]


PROACTIVE: Dict[str, Callable[[Source], List[Grid]]] = {
    "one": proactive_one, "five": proactive_five, "captioned": proactive_captioned, "tight": proactive_tight,
    "six": proactive_six, "shifted": proactive_shifted, "listed": proactive_listed,
}
DISPUTE_LAYOUTS: Dict[str, Callable[[Source], List[Grid]]] = {
    "standard": disputes_standard, "tall": disputes_tall, "flat": disputes_flat,
    "two": disputes_two, "rows": disputes_rows, "litigation_first": disputes_litigation_first,
    "bracketed": disputes_bracketed, "total_first": disputes_total_first,
    "transposed": disputes_transposed, "vertical": disputes_vertical,
}
REQUEST_HEADERS = ("spans", "outer_total", "two_rows", "flat", "legal_first", "total_first")

"""Producers that know no tables: a spreadsheet that is printed, and a page that is plotted line by line."""

import tempfile
from itertools import accumulate
from pathlib import Path
from typing import Dict, List

from corpus.grid import Grid

from .model import Document, placed, weights
from .producers import HEI, _convert

COLUMNS = 40  # narrow columns of the sheet, which every table merges into its own


def calc(document: Document, out: Path, size: float = 9, align: str = "center") -> None:
    """A sheet with merged cells, printed by LibreOffice Calc on pages as wide as it is."""
    import openpyxl
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = openpyxl.Workbook()
    sheet = book.active
    for number in range(1, COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(number)].width = 3.2
    row = 1
    for kind, block in document.blocks:
        if kind == "table":
            row = _sheet_table(sheet, block, row, size, align) + 1
            continue
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=COLUMNS)
        cell = sheet.cell(row, 1, block)
        cell.font = Font(size=size + 2)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal={"title": "center", "sign": "right"}.get(kind, "left"))
        sheet.row_dimensions[row].height = 15 * (1 + len(block) // 42)
        row += 1
    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.xlsx"
        book.save(source)
        _convert(source, out, "calc_pdf_Export")


def _sheet_table(sheet, grid: Grid, top: int, size: float, align: str) -> int:
    """Writes a table from row `top` on; the row behind it."""
    from openpyxl.styles import Alignment, Border, Font, Side

    line = Side(style="thin")
    edges = [0] + [max(number, round(share * COLUMNS)) for number, share in enumerate(accumulate(weights(grid)), 1)]
    heights: Dict[int, float] = {}
    for own in placed(grid):
        left, right = edges[own.column] + 1, edges[own.column + own.colspan]
        first, last = top + own.row, top + own.row + own.rowspan - 1
        for y in range(first, last + 1):
            for x in range(left, right + 1):
                sheet.cell(y, x).border = Border(line, line, line, line)
        if left < right or first < last:
            sheet.merge_cells(start_row=first, start_column=left, end_row=last, end_column=right)
        cell = sheet.cell(first, left)
        cell.value = int(own.text) if own.figure and own.text.isdigit() else own.text
        cell.font = Font(size=size)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal=align if own.figure else "center")
        if own.rowspan == 1:
            lines = 1 + int(len(own.text) * size / (20 * (right - left + 1)))
            heights[first] = max(heights.get(first, 15), 1.5 * size * lines)
    for number, height in heights.items():
        sheet.row_dimensions[number].height = height
    return top + len(grid.rows)


PAGE = (595, 842)
MARGIN = 50


def plotted(document: Document, out: Path, size: float = 8) -> None:
    """Text and frames put on the page one by one, as a program that plots does: matplotlib, with Type 3 fonts."""
    import matplotlib
    matplotlib.use("pdf")
    matplotlib.rcParams["pdf.fonttype"] = 3
    from matplotlib.backends.backend_pdf import PdfPages

    with PdfPages(out) as pages:
        pen = _Pen(pages)
        for kind, block in document.blocks:
            if kind == "table":
                _plot_table(pen, block, size)
                continue
            large = {"title": 15, "heading": 12}.get(kind, 10)
            for text in _wrapped(block, PAGE[0] - 2 * MARGIN, large):
                pen.need(1.6 * large)
                pen.text(MARGIN, pen.y + large, text, large)
                pen.y += 1.6 * large
        pen.close()


class _Pen:
    """Draws on one page after the other, in points from the top left corner."""

    def __init__(self, pages) -> None:
        self.pages, self.figure = pages, None
        self.turn()

    def turn(self) -> None:
        from matplotlib import pyplot
        self.close()
        self.figure, self.y = pyplot.figure(figsize=(PAGE[0] / 72, PAGE[1] / 72)), MARGIN

    def close(self) -> None:
        from matplotlib import pyplot
        if self.figure:
            self.pages.savefig(self.figure)
            pyplot.close(self.figure)

    def need(self, height: float) -> None:
        if self.y + height > PAGE[1] - MARGIN:
            self.turn()

    def text(self, x: float, y: float, text: str, size: float) -> None:
        from matplotlib.font_manager import FontProperties
        self.figure.text(x / PAGE[0], 1 - y / PAGE[1], text, fontproperties=FontProperties(fname=HEI, size=size), va="baseline")

    def frame(self, left: float, top: float, right: float, bottom: float) -> None:
        from matplotlib.lines import Line2D
        xs, ys = [left, right, right, left, left], [top, top, bottom, bottom, top]
        self.figure.add_artist(Line2D([x / PAGE[0] for x in xs], [1 - y / PAGE[1] for y in ys], lw=0.5, color="k"))


def _plot_table(pen: _Pen, grid: Grid, size: float) -> None:
    edges = [MARGIN + share * (PAGE[0] - 2 * MARGIN) for share in accumulate([0.0] + weights(grid))]
    cells = placed(grid)
    lines = {id(own): _wrapped(own.text, edges[own.column + own.colspan] - edges[own.column] - 4, size) for own in cells}
    heights = [1.8 * size] * len(grid.rows)
    for own in sorted(cells, key=lambda own: own.rowspan):
        rows = range(own.row, own.row + own.rowspan)
        short = 1.25 * size * len(lines[id(own)]) + 5 - sum(heights[row] for row in rows)
        heights[rows[-1]] += max(0, short)
    pen.need(sum(heights))
    tops = [pen.y + height for height in accumulate([0.0] + heights)]
    for own in cells:
        left, right = edges[own.column], edges[own.column + own.colspan]
        top, bottom = tops[own.row], tops[own.row + own.rowspan]
        pen.frame(left, top, right, bottom)
        y = (top + bottom - 1.25 * size * len(lines[id(own)])) / 2
        for number, text in enumerate(lines[id(own)]):
            if text.strip():
                pen.text((left + right - _width(text, size)) / 2, y + size * (1 + 1.25 * number), text, size)
    pen.y = tops[-1] + 8


def _width(text: str, size: float) -> float:
    return sum(size if ord(ch) > 127 else size / 2 for ch in text)


def _wrapped(text: str, width: float, size: float) -> List[str]:
    lines = []
    for part in text.split("\n"):
        lines.append("")
        for ch in part:
            if lines[-1] and _width(lines[-1] + ch, size) > width:
                lines.append("")
            lines[-1] += ch
    return lines

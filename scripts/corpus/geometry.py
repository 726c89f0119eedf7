"""Faults and oddities of table structure: each takes the grids of a report and changes them in place."""

from random import Random
from typing import Callable, Dict, List

from . import forms
from .grid import Cell, Grid, Row, label


def _named(grids: List[Grid], name: str) -> List[Grid]:
    return [grid for grid in grids if grid.name == name]


def empty_heads(grids: List[Grid], rng: Random) -> None:
    """Header cells that should span rows stand in the first row, with empty cells below them."""
    for grid in grids:
        if not grid.head_rows:
            continue
        head = Grid(grid.name, grid.rows[:grid.head_rows])
        corner = head.rows[0][0]
        depth = corner.colspan if grid.name == "requests" else 0
        lines = head.expanded()
        rebuilt: List[Row] = []
        for y, line in enumerate(lines):
            row: Row = [corner] if y == 0 and depth else []
            x = depth
            source = [cell for cell in head.rows[y] if cell is not corner]
            while x < len(line):
                text = line[x].text
                match = next((cell for cell in source if cell.text == text and text), None)
                span = match.colspan if match else 1
                if match:
                    source.remove(match)
                row.append(Cell(text, 1, span, True))
                x += span
            rebuilt.append(row)
        grid.rows[:grid.head_rows] = rebuilt


def no_spans(grids: List[Grid], rng: Random) -> None:
    """Every span dissolved: the text in the first cell, empty cells for the rest."""
    for grid in grids:
        grid.rows = grid.expanded()


def repeated_labels(grids: List[Grid], rng: Random) -> None:
    """Spanned row heads repeated in every row instead of spanning."""
    for grid in _named(grids, "requests"):
        body = Grid(grid.name, grid.rows[grid.head_rows:])
        lines = body.expanded()
        for y, line in enumerate(lines[1:], 1):
            for x in (0, 1):
                if not line[x].text and x < len(lines[y - 1]) and line[-1].key and line[-1].key[1] != "carried_out":
                    if x == 0 or (not line[x].text and line[x + 1].text):
                        line[x].text = lines[y - 1][x].text
        grid.rows[grid.head_rows:] = lines


def long_rowspan(grids: List[Grid], rng: Random) -> None:
    """The last row's head spans rows that do not exist."""
    for grid in _named(grids, "requests"):
        grid.rows[-1][0].rowspan = 4


def swallowed_last(grids: List[Grid], rng: Random) -> None:
    """三、 spans one row more than it has and pushes 四、 one column to the right."""
    for grid in _named(grids, "requests"):
        for row in grid.rows[grid.head_rows:]:
            if row[0].rowspan > 15:
                row[0].rowspan += 1


def swallowed_total(grids: List[Grid], rng: Random) -> None:
    """The last group of items spans one row more than it has and pushes （七）总计 to the right."""
    for grid in _named(grids, "requests"):
        groups = [cell for row in grid.rows[grid.head_rows:] for cell in row[:2] if 1 < cell.rowspan < 10]
        if groups:
            groups[-1].rowspan += 1


def wide_colspan(grids: List[Grid], rng: Random) -> None:
    """Colspans that overflow the table on the right."""
    for grid in grids:
        for row in grid.rows:
            if row[-1].key is None and row[-1].colspan > 1:
                row[-1].colspan += rng.choice((1, 3, 20))


def zero_rowspan(grids: List[Grid], rng: Random) -> None:
    """三、 spans to the end of its row group (rowspan=0); the last row stands in a group of its own."""
    for grid in _named(grids, "requests"):
        for row in grid.rows[grid.head_rows:]:
            if row[0].rowspan > 15:
                row[0].note = 'rowspan="0"'
        grid.rows[-1][0].note = "new-group"


def missing_rowspan(grids: List[Grid], rng: Random) -> None:
    """Row heads written once without a rowspan, the rows under them short: every row starts at the left edge."""
    for grid in _named(grids, "requests"):
        for row in grid.rows[grid.head_rows:]:
            for cell in row:
                cell.rowspan = 1


def split_repeat(grids: List[Grid], rng: Random) -> None:
    """Section three broken into two tables, the header repeated on the second (a page break)."""
    _split(grids, rng, repeat=True)


def split_bare(grids: List[Grid], rng: Random) -> None:
    """Section three broken into two tables; the second starts with data rows."""
    _split(grids, rng, repeat=False)


def _split(grids: List[Grid], rng: Random, repeat: bool) -> None:
    index = next(i for i, grid in enumerate(grids) if grid.name == "requests")
    grid = grids[index]
    lines = grid.rows
    starts = [y for y, row in enumerate(lines) if any(cell.text.startswith(("（四）", "(四)")) for cell in row)]
    cut = starts[0] if starts else len(lines) // 2
    for row in lines[grid.head_rows:cut]:
        for cell in row:
            if cell.rowspan > 5:
                rest = cell.rowspan - (cut - lines.index(row))
                if rest <= 0:
                    continue
                cell.rowspan -= rest
                lines[cut].insert(0, label("" if repeat else cell.text, rest, head=False))
    head = [[Cell(c.text, c.rowspan, c.colspan, True) for c in row] for row in lines[:grid.head_rows]] if repeat else []
    grids[index:index + 1] = [Grid("requests", lines[:cut], grid.head_rows),
                              Grid("requests", head + lines[cut:], len(head))]


def repeated_header(grids: List[Grid], rng: Random) -> None:
    """The column names of section three once more in the middle of its table."""
    for grid in _named(grids, "requests"):
        width = grid.width()
        heads = [forms.APPLICANT_LABELS[key[2]] for key in (c.key for c in grid.rows[-1]) if key]
        row = [label("", 1, width - len(heads), False)] + [label(text, head=False) for text in heads]
        grid.rows.insert(len(grid.rows) - 1, row)


def copied_blank_rows(grids: List[Grid], rng: Random) -> None:
    """Empty rows between sections of a table, as word processors leave them."""
    for grid in grids:
        width = grid.width()
        grid.rows.append([Cell() for _ in range(width)])
        if grid.name == "proactive" and len(grid.rows) > 6:
            grid.rows.insert(4, [Cell(colspan=width)])


def extra_row(grids: List[Grid], rng: Random) -> None:
    """A row the form does not have, after 规范性文件."""
    for grid in _named(grids, "proactive"):
        for y, row in enumerate(grid.rows):
            if any(cell.key and cell.key[1] == "normative_documents" for cell in row):
                extra = [label("其他主动公开文件", head=False)]
                extra += [Cell(str(rng.randint(1, 60)), 1, cell.colspan) for cell in row[1:]]
                grid.rows.insert(y + 1, extra)
                return


def trailing_notes(grids: List[Grid], rng: Random) -> None:
    """A note as the last row of a table."""
    notes = {"disputes": "注：行政复议、行政诉讼数量含上年度结转数量3件。", "requests": "说明：本表统计时间截至12月31日，共22项。"}
    for grid in grids:
        if grid.name in notes and grid is [g for g in grids if g.name == grid.name][-1]:
            grid.rows.append([label(notes[grid.name], 1, grid.width(), False)])


def unit_row(grids: List[Grid], rng: Random) -> None:
    """A first row that states the unit."""
    for grid in grids:
        if grid.name == "requests":
            grid.rows.insert(0, [label("单位：件", 1, grid.width())])
            grid.head_rows += 1


def section_rows(grids: List[Grid], rng: Random) -> None:
    """Tables that carry their section heading as a first row."""
    numbers = {"proactive": 2, "requests": 3, "disputes": 4}
    seen = set()
    for grid in grids:
        if grid.name not in seen:
            seen.add(grid.name)
            grid.rows.insert(0, [label(forms.SECTIONS[numbers[grid.name]], 1, grid.width())])
            grid.head_rows += 1 if grid.head_rows else 0


def row_numbers(grids: List[Grid], rng: Random) -> None:
    """A first column that numbers the rows of sections two and three."""
    for grid in grids:
        if grid.name not in ("proactive", "requests"):
            continue
        number = 0
        for y, row in enumerate(grid.rows):
            if any(cell.key for cell in row):
                number += 1
                row.insert(0, label(str(number), head=False))
            elif grid.name == "proactive" and len(row) > 1:
                row.insert(0, label("序号"))
            elif y == 0 and grid.head_rows:
                row.insert(0, label("序号", grid.head_rows))
            elif y >= grid.head_rows or len(row) == 1:
                row[0].colspan += 1


def remarks(grids: List[Grid], rng: Random) -> None:
    """A last column for remarks, most of them blank."""
    for grid in grids:
        if grid.name not in ("proactive", "requests"):
            continue
        for y, row in enumerate(grid.rows):
            if any(cell.key for cell in row):
                row.append(label(rng.choice(("", "", "", "无", "含授权")), head=False))
            elif grid.name == "proactive" and len(row) > 1:
                row.append(label("备注"))
            elif y == 0 and grid.head_rows:
                row.append(label("备注", grid.head_rows))
            elif y >= grid.head_rows or len(row) == 1:
                row[-1].colspan += 1


def unit_column(grids: List[Grid], rng: Random) -> None:
    """Section two with a column that names the unit of each row."""
    for grid in _named(grids, "proactive"):
        for row in grid.rows:
            keys = [cell.key for cell in row if cell.key]
            if keys:
                row.insert(1, label("万元" if keys[0][1] == "fees" else "件", head=False))
            elif len(row) > 1:
                row.insert(1, label("单位"))
            else:
                row[0].colspan += 1


def giant(grids: List[Grid], rng: Random) -> None:
    """All tables as one: section headings become full-width rows, the last cell of short rows is widened."""
    width = max(grid.width() for grid in grids)
    section_rows(grids, rng)
    rows: List[Row] = []
    for grid in grids:
        if grid.caption:
            rows.append([label(grid.caption, 1, width)])
        missing = width - grid.width()
        for y, row in enumerate(grid.rows):
            if missing and row and _reaches_edge(grid, y):
                row[-1].colspan += missing
            rows.append(row)
    grids[:] = [Grid("giant", rows)]


def _reaches_edge(grid: Grid, y: int) -> bool:
    """Whether the last cell written in row `y` ends at the right edge of the table."""
    line = Grid(grid.name, grid.rows[:y + 1]).expanded()[y]
    own = grid.rows[y][-1]
    tail = line[-own.colspan:]
    return tail[0].text == own.text and tail[0].key == own.key


FAULTS: Dict[str, Callable[[List[Grid], Random], None]] = {
    name: function for name, function in list(globals().items())
    if callable(function) and getattr(function, "__module__", "") == __name__ and not name.startswith("_")
}

"""What a PDF report holds before it is written down: headings, paragraphs, tables with spans, and its true figures."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Callable, Dict, List, Optional, Tuple

from corpus import forms, layouts, prose
from corpus.forms import Key
from corpus.grid import Grid, label
from corpus.labels import label_style
from corpus.names import draw_agency
from corpus.planted import plant
from corpus.truth import draw_report
from corpus.values import STYLES, print_report


@dataclass
class Plan:
    """How one report is laid out; everything else is drawn from the seed."""

    seed: int
    form: str = "2021"
    size: str = "county"
    numbers: str = "plain"
    labels: str = "standard"
    proactive: str = "one"
    disputes: str = "standard"
    depth: int = 3
    header: str = "spans"
    brief: bool = False  # little running text: small enough to be kept in the repository
    requests_form: str = ""  # section three by another form than the rest
    planted: str = ""        # an inconsistency in the published figures
    long: int = 0            # so many times the running text of a usual report


@dataclass
class Document:
    """A report as blocks in order: ("title" | "heading" | "text" | "sign", str) or ("table", Grid)."""

    title: str
    blocks: List[Tuple[str, object]] = field(default_factory=list)
    golden: List[Tuple[Key, str]] = field(default_factory=list)

    def tables(self) -> List[Grid]:
        return [block for kind, block in self.blocks if kind == "table"]


def build(plan: Plan) -> Document:
    """The document of a plan: the same plan gives the same document."""
    rng = Random(plan.seed)
    agency = draw_agency(rng)
    year = rng.choice((2019, 2020)) if plan.form == "2019" else rng.choice((2021, 2022, 2023, 2024))
    report = draw_report(rng, agency.name, year, plan.form, plan.requests_form or plan.form, plan.size)
    if plan.planted:
        plant(report, [plan.planted], rng)
    numbers = STYLES[plan.numbers]
    printed = print_report(report.figures, numbers, rng, {})
    source = layouts.Source(report, printed, label_style(plan.labels, rng, year), numbers)
    document = Document(prose.title(rng, report))
    add = document.blocks.append
    add(("title", document.title))
    add(prose.opening(rng, report))
    add(("heading", forms.SECTIONS[1]))
    for kind, text in prose.overview(rng, report)[:2 if plan.brief else None]:
        add(("heading" if kind == "subheading" else kind, text))
    for _ in range(plan.long):
        for kind, text in prose.overview(rng, report) + prose.problems(rng, report):
            add(("heading" if kind == "subheading" else kind, text))
    add(("heading", forms.SECTIONS[2]))
    for grid in layouts.PROACTIVE[plan.proactive](source):
        if grid.caption:
            add(("text", grid.caption))
        add(("table", grid))
    add(("heading", forms.SECTIONS[3]))
    add(("table", layouts.requests_grid(source, plan.depth, plan.header)))
    add(("heading", forms.SECTIONS[4]))
    for grid in layouts.DISPUTE_LAYOUTS[plan.disputes](source):
        add(("table", grid))
        add(("text", " "))
    for section, paragraphs in ((5, prose.problems(rng, report)), (6, prose.other_matters(rng, report))):
        add(("heading", forms.SECTIONS[section]))
        document.blocks.extend(paragraphs[:0 if plan.brief else None] * max(1, plan.long))
    document.blocks.extend(prose.signature(rng, report))
    document.blocks = [block for block in document.blocks if block != ("text", " ")] if plan.disputes != "two" \
        else document.blocks
    document.golden = [(key, printed[key].value) for key in report.keys()]
    return document


def weights(grid: Grid) -> List[float]:
    """Shares of the width for the columns of a table: labels wide, figures narrow."""
    width = grid.width()
    if grid.name == "requests":
        heads = width - 7
        share = {3: [0.055, 0.105, 0.3], 2: [0.14, 0.3], 1: [0.44]}.get(heads, [0.46 / max(heads, 1)] * heads)
        return share + [(1 - sum(share)) / 7] * 7
    return [1 / width] * width


@dataclass
class Placed:
    """A cell with the place it covers."""

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    head: bool
    figure: bool


def ghosted(cells: List[Placed], heads: int) -> List[Placed]:
    """An empty column before the first figures, as a column deleted in Word leaves: heads span it, other rows have a cell."""
    first = min((cell.column for cell in cells if cell.figure), default=0)
    last = max(cell.row + cell.rowspan for cell in cells)
    moved = []
    for cell in cells:
        if cell.column >= first:
            cell = replace(cell, column=cell.column + 1)
        elif cell.column + cell.colspan > first or cell.row < heads:
            reaches = cell.column + cell.colspan >= first
            cell = replace(cell, colspan=cell.colspan + reaches)
        moved.append(cell)
    taken = {row for cell in moved if cell.column <= first < cell.column + cell.colspan
             for row in range(cell.row, cell.row + cell.rowspan)}
    return moved + [Placed("", row, first, 1, 1, False, False) for row in range(last) if row not in taken]


def placed(grid: Grid) -> List[Placed]:
    """The cells of a table with their places, spans cut to the table."""
    taken: Dict[Tuple[int, int], bool] = {}
    cells: List[Placed] = []
    rows = len(grid.rows)
    for y, row in enumerate(grid.rows):
        x = 0
        for cell in row:
            while taken.get((y, x)):
                x += 1
            tall = min(cell.rowspan, rows - y)
            for dy in range(tall):
                for dx in range(cell.colspan):
                    taken[(y + dy, x + dx)] = True
            cells.append(Placed(cell.text, y, x, tall, cell.colspan, cell.head, cell.key is not None))
            x += cell.colspan
    return cells

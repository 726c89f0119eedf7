"""Grids as plain text: tab-separated, aligned with blanks, Markdown, one cell per line, boxed."""

import unicodedata
from random import Random
from typing import Callable, Dict, List, Tuple

from .grid import Grid, Row


def _flat(text: str) -> str:
    return text.replace("\n", "").replace("\u00a0", " ")


def display_width(text: str) -> int:
    """Columns a terminal gives the text: two for wide characters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - display_width(text))


def tabs(grid: Grid, rng: Random) -> str:
    """Cells as a browser copies them: tabs between, spanned positions left empty."""
    return "\n".join("\t".join(_flat(cell.text) for cell in line) for line in grid.expanded())


def tabs_ragged(grid: Grid, rng: Random) -> str:
    """Only the cells that each row writes, tab between, some rows with a tab too many."""
    lines = []
    for row in grid.rows:
        lines.append("\t".join(_flat(cell.text) for cell in row) + ("\t" if rng.random() < 0.2 else ""))
    return "\n".join(lines)


def _columns(lines: List[Row]) -> List[int]:
    """Column widths; header and full-width texts may run over the empty cells to their right instead."""
    widths: List[int] = []
    for line in lines:
        for x, cell in enumerate(line):
            runs_over = x + 1 < len(line) and not cell.key and not line[x + 1].text and not line[x + 1].key
            size = 6 if runs_over else display_width(_flat(cell.text))
            if x >= len(widths):
                widths.append(0)
            widths[x] = max(widths[x], size)
    return widths


def _runs(line: Row, widths: List[int], gap: int) -> List[Tuple[str, int]]:
    """The texts of a line and the width each takes, empty neighbours given to texts that need them."""
    out: List[Tuple[str, int]] = []
    x = 0
    while x < len(line):
        text, width, x = _flat(line[x].text), widths[x], x + 1
        while display_width(text) > width and x < len(line) and not line[x].text and not line[x].key:
            width, x = width + gap + widths[x], x + 1
        out.append((text, width))
    return out


def aligned(grid: Grid, rng: Random) -> str:
    """Columns aligned with blanks, wide characters counted double."""
    lines = grid.expanded()
    widths = _columns(lines)
    return "\n".join("  ".join(_pad(text, width) for text, width in _runs(line, widths, 2)).rstrip() for line in lines)


def markdown(grid: Grid, rng: Random) -> str:
    """A Markdown table: first row as header, spanned positions empty."""
    lines = grid.expanded()
    width = max(len(line) for line in lines)
    out = []
    for y, line in enumerate(lines):
        texts = [_flat(cell.text).replace("|", "\\|") for cell in line] + [""] * (width - len(line))
        out.append("| " + " | ".join(texts) + " |")
        if y == 0:
            out.append("|" + " --- |" * width)
    return "\n".join(out)


def one_per_line(grid: Grid, rng: Random) -> str:
    """Every written cell on a line of its own, as some browsers copy tables."""
    return "\n".join(_flat(cell.text) for row in grid.rows for cell in row)


def boxed(grid: Grid, rng: Random) -> str:
    """A table drawn with line characters."""
    lines = grid.expanded()
    widths = _columns(lines)
    rule = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    out = [rule]
    for line in lines:
        cells = [" " + _pad(text, width) + " " for text, width in _runs(line, widths, 3)]
        out += ["|" + "|".join(cells) + "|", rule]
    return "\n".join(out)


def spaced(grid: Grid, rng: Random) -> str:
    """Only the cells that have a text, a space between, as page viewers copy tables."""
    return "\n".join(" ".join(_flat(cell.text).replace(" ", "") for cell in row if cell.text) for row in grid.rows)


def wide_spaced(grid: Grid, rng: Random) -> str:
    """As spaced, with one ideographic space between."""
    return spaced(grid, rng).replace(" ", "\u3000")


def csv(grid: Grid, rng: Random) -> str:
    """Comma-separated, spanned positions left empty."""
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if "," in text or '"' in text else text
    return "\n".join(",".join(quoted(_flat(cell.text)) for cell in line) for line in grid.expanded())


def loose_markdown(grid: Grid, rng: Random) -> str:
    """Markdown without strokes at the ends of its lines."""
    lines = [" | ".join(_flat(cell.text).replace("|", "/") for cell in line) for line in grid.expanded()]
    return "\n".join(lines[:1] + [" | ".join([":-:"] * grid.width())] + lines[1:])


TEXT_TABLES: Dict[str, Callable[[Grid, Random], str]] = {
    "tabs": tabs, "tabs_ragged": tabs_ragged, "aligned": aligned, "markdown": markdown,
    "one_per_line": one_per_line, "boxed": boxed, "spaced": spaced, "wide_spaced": wide_spaced, "csv": csv,
    "loose_markdown": loose_markdown,
}

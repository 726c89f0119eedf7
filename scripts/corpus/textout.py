"""Grids as plain text: tab-separated, aligned with blanks, Markdown, one cell per line, boxed, ruled."""

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


def quoted(grid: Grid, rng: Random) -> str:
    """As tabs; the whole document is quoted as in an answer to a mail, by `text_body`."""
    return tabs(grid, rng)


def boxed_open(grid: Grid, rng: Random) -> str:
    """A drawn table with rules around its first rows only: each line below is a row."""
    lines = grid.expanded()
    widths = [width + width % 2 for width in _columns(lines)]
    rule = "┼".join("─" * (width + 2) for width in widths)
    out = ["┌" + rule.replace("┼", "┬") + "┐"]
    for y, line in enumerate(lines):
        cells = [" " + _pad(text, width) + " " for text, width in _runs(line, widths, 3)]
        out += ["│" + "│".join(cells) + "│"] + (["├" + rule + "┤"] if y < max(grid.head_rows, 1) else [])
    return "\n".join(out + ["└" + rule.replace("┼", "┴") + "┘"])


def _texts(grid: Grid) -> List[List[str]]:
    """The texts of the grid, all lines as long as the longest."""
    lines = [[_flat(cell.text) for cell in line] for line in grid.expanded()]
    width = max(len(line) for line in lines)
    return [line + [""] * (width - len(line)) for line in lines]


def ruled(grid: Grid, rng: Random) -> str:
    """A simple table of reStructuredText: rules above, below the first row and at the end, broken between columns."""
    lines = _texts(grid)
    widths = [max(2, max(display_width(line[x]) for line in lines)) for x in range(len(lines[0]))]
    rule = "  ".join("=" * width for width in widths)
    rows = ["  ".join(_pad(text, width) for text, width in zip(line, widths)).rstrip() for line in lines]
    return "\n".join([rule] + rows[:1] + [rule] + rows[1:] + [rule])


def per_line_blanks(grid: Grid, rng: Random) -> str:
    """As one_per_line, a blank cell a blank line."""
    return one_per_line(grid, rng)


def _broken(text: str, width: int) -> List[str]:
    """A text broken into lines of at most `width` columns."""
    lines = [""]
    for char in text:
        if display_width(lines[-1] + char) > width:
            lines.append("")
        lines[-1] += char
    return lines


def broken_labels(grid: Grid, rng: Random) -> str:
    """As aligned, long texts broken in their cells; figures beside the middle of the label."""
    most = rng.choice((18, 24, 30))
    lines = _texts(grid)
    widths = [min(most, max(display_width(line[x]) for line in lines)) for x in range(len(lines[0]))]
    out = []
    for line in lines:
        cells = [_broken(text, width) for text, width in zip(line, widths)]
        height = max(len(cell) for cell in cells)
        for y in range(height):
            texts = [cell[y - (height - len(cell)) // 2] if 0 <= y - (height - len(cell)) // 2 < len(cell) else "" for cell in cells]
            out.append("  ".join(_pad(text, width) for text, width in zip(texts, widths)).rstrip())
    return "\n".join(out)


TEXT_TABLES: Dict[str, Callable[[Grid, Random], str]] = {
    "tabs": tabs, "tabs_ragged": tabs_ragged, "aligned": aligned, "markdown": markdown,
    "one_per_line": one_per_line, "boxed": boxed, "spaced": spaced, "wide_spaced": wide_spaced, "csv": csv,
    "loose_markdown": loose_markdown, "quoted": quoted, "boxed_open": boxed_open, "ruled": ruled,
    "per_line_blanks": per_line_blanks, "broken_labels": broken_labels,
}

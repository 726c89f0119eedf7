"""A table before it is written down: rows of cells with spans, labels, and figures that know their key."""

from dataclasses import dataclass, field, replace
from typing import Dict, Iterator, List, Optional, Tuple

from .forms import Key
from .values import Printed


@dataclass
class Cell:
    """One cell; `key` and `value` are set when it prints a figure."""

    text: str = ""
    rowspan: int = 1
    colspan: int = 1
    head: bool = False
    key: Optional[Key] = None
    value: str = ""
    html: Optional[str] = None
    note: Optional[str] = None  # an attribute of its own, such as rowspan="0"


Row = List[Cell]


@dataclass
class Grid:
    """A table: its name (proactive, requests, disputes), header rows first."""

    name: str
    rows: List[Row] = field(default_factory=list)
    head_rows: int = 0
    caption: str = ""

    def figures(self) -> Iterator[Tuple[Key, str]]:
        for row in self.rows:
            for cell in row:
                if cell.key is not None:
                    yield cell.key, cell.value

    def width(self) -> int:
        return max((len(row) for row in self.expanded()), default=0)

    def expanded(self) -> List[Row]:
        """One cell per position: covered positions hold empty cells without a key."""
        taken: Dict[Tuple[int, int], bool] = {}
        lines: List[Row] = []
        for y, row in enumerate(self.rows):
            line: List[Cell] = []
            x = 0
            for cell in row:
                while taken.get((y, x)):
                    line.append(Cell(head=cell.head))
                    x += 1
                line.append(replace(cell, rowspan=1, colspan=1))
                for dy in range(cell.rowspan):
                    for dx in range(cell.colspan):
                        taken[(y + dy, x + dx)] = True
                line.extend(Cell(head=cell.head) for _ in range(cell.colspan - 1))
                x += cell.colspan
            while taken.get((y, x)):
                line.append(Cell())
                x += 1
            lines.append(line)
        return lines


def label(text: str, rowspan: int = 1, colspan: int = 1, head: bool = True) -> Cell:
    return Cell(text, rowspan, colspan, head)


def figure(key: Key, printed: Dict[Key, Printed], colspan: int = 1) -> Cell:
    """The cell that prints the figure of `key`."""
    cell = printed[key]
    return Cell(cell.text, 1, colspan, False, key, cell.value, cell.html)

"""Inconsistencies planted in published figures; the changed figure is what is printed and what counts."""

from dataclasses import dataclass
from random import Random
from typing import Callable, Dict, List

from . import forms
from .forms import APPLICANTS, Key
from .truth import Report, plain_difference, violations


@dataclass(frozen=True)
class Planted:
    """One row of planted.csv."""

    identity: str
    key: Key
    note: str


def _row_total(report: Report, rng: Random) -> None:
    rows = [row for row in forms.outcome_rows(report.requests_form) if report.get("requests", row)]
    row = rng.choice(rows or ["granted"])
    report.figures[("requests", row, "total")] += rng.choice((1, 2, 10))


def _balance(report: Report, rng: Random) -> None:
    """One more carried over to next year, in its column and in its total."""
    column = rng.choice(APPLICANTS[:2])
    for name in (column, "total"):
        report.figures[("requests", "carried_out", name)] += 1


def _outcome_sum(report: Report, rng: Random) -> None:
    """（七）总计 off by some, with the closing rows following so that the balance still holds."""
    step = rng.choice((1, 3))
    for row in ("outcome_total", "received_new"):
        for column in ("natural_person", "total"):
            report.figures[("requests", row, column)] += step


def _dispute_total(report: Report, rng: Random) -> None:
    """A total that nobody filled in, of a number that no digit lost would make 0."""
    row = rng.choice(forms.DISPUTES)
    report.figures[("disputes", row, "upheld")] += 11
    report.figures[("disputes", row, "total")] = 0


def _items_decisions(report: Report, rng: Random) -> None:
    """处理决定数量 filled in with the new number of items."""
    for row in ("licensing", "other_services", "penalties"):
        before = rng.randint(3, 300)
        change = rng.choice((-3, 2, 19, -1))
        report.figures.update({("proactive", row, "items_last_year"): before, ("proactive", row, "items_change"): change,
                               ("proactive", row, "decisions"): before + change})


def _copied_row(report: Report, rng: Random) -> None:
    """The same number in all columns of 规范性文件."""
    number = rng.randint(3, 40)
    for table, row, column in report.keys():
        if table == "proactive" and row == "normative_documents":
            report.figures[(table, row, column)] = number


def _shifted(report: Report, rng: Random) -> None:
    """Two rows entered two columns to the left of where they belong, their totals left 0."""
    for row in ("received_new", "granted"):
        values = [report.figures[("requests", row, column)] for column in forms.REQUEST_COLUMNS]
        if not any(values):
            values[0] = values[-1] = 1
        for column, value in zip(forms.REQUEST_COLUMNS, values[2:] + [0, 0]):
            report.figures[("requests", row, column)] = value


PLANTERS: Dict[str, Callable[[Report, Random], None]] = {
    "row_total": _row_total, "balance": _balance, "outcome_sum": _outcome_sum, "dispute_total": _dispute_total,
    "items_decisions": _items_decisions, "copied_row": _copied_row, "shifted": _shifted,
}
IDENTITIES = ("row_total", "balance", "outcome_sum", "dispute_total")  # those that are sums of printed figures
_CONCEPTUAL = {
    "items_decisions": (("proactive", "licensing", "decisions"), "decisions equal items last year plus change"),
    "copied_row": (("proactive", "normative_documents", ""), "the same number in every column"),
    "shifted": (("requests", "received_new", ""), "row entered two columns to the left"),
    "prose": (("requests", "received_new", "total"), "prose states three requests more than the table"),
}


def plant(report: Report, kinds: List[str], rng: Random) -> List[Planted]:
    """Change the figures of `report` and list every identity that no longer holds.

    The kind `prose` leaves the figures alone: the writer of the running text acts on it.
    """
    notes = []
    for kind in kinds:
        if kind in PLANTERS:
            PLANTERS[kind](report, rng)
        if kind in _CONCEPTUAL:
            key, note = _CONCEPTUAL[kind]
            notes.append(Planted(kind, key, note))
    for identity, key, published, expected in violations(report):
        notes.append(Planted(identity, key, plain_difference(published, expected)))
    return notes

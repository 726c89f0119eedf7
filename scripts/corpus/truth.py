"""The truth of a report: its figures, drawn so that every identity of the form holds."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Dict, List, Optional, Tuple, Union

from . import forms
from .forms import APPLICANTS, DISPUTES, RESULTS, Key

Number = Union[int, Decimal]

# New requests per year, from a township office to a large city.
SIZES = {"none": (0, 0), "tiny": (0, 6), "small": (5, 60), "county": (60, 600), "city": (600, 15000)}
_APPLICANT_WEIGHTS = (86, 9, 1, 1, 2, 1)
_OUTCOME_WEIGHTS = {
    "granted": 34, "partially_granted": 12, "unavailable.not_held": 22, "unavailable.not_compiled": 4,
    "unavailable.unclear": 2, "not_processed.petition": 3, "not_processed.duplicate": 4,
    "denied.administrative_query": 3, "denied.enforcement_file": 2, "denied.internal_affairs": 2,
    "denied.third_party_rights": 2, "denied.deliberative": 2, "other.other": 6,
    "other.not_corrected": 3, "other": 8,
}


@dataclass
class Report:
    """One annual report: who, which year, which forms, and the published figures."""

    agency: str
    year: int
    proactive_form: str
    requests_form: str
    figures: Dict[Key, Number] = field(default_factory=dict)

    @property
    def template(self) -> str:
        return self.proactive_form if self.proactive_form == self.requests_form else "mixed"

    def keys(self) -> List[Key]:
        return forms.form_keys(self.proactive_form, self.requests_form)

    def get(self, table: str, row: str, column: str = "total") -> Number:
        return self.figures[(table, row, column)]


def spread(rng: Random, total: int, weights: List[float]) -> List[int]:
    """Divide `total` into whole parts at random, roughly by `weights`."""
    parts = [0] * len(weights)
    if total <= 40:
        for index in rng.choices(range(len(weights)), weights, k=total):
            parts[index] += 1
        return parts
    noisy = [weight * rng.uniform(0.5, 1.5) for weight in weights]
    scale = total / sum(noisy)
    parts = [int(weight * scale) for weight in noisy]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


def _draw_requests(rng: Random, form: str, size: str) -> Dict[Key, Number]:
    low, high = SIZES[size]
    rows = forms.outcome_rows(form)
    weights = [_OUTCOME_WEIGHTS.get(row, 0.6) for row in rows]
    new = spread(rng, rng.randint(low, high), list(_APPLICANT_WEIGHTS))
    figures: Dict[Key, Number] = {}
    for column, received in zip(APPLICANTS, new):
        carried_in = rng.randint(0, 1 + received // 12) if rng.random() < 0.45 and high else 0
        pool = received + carried_in
        carried_out = rng.randint(0, pool // 8) if rng.random() < 0.6 else 0
        done = pool - carried_out
        figures[("requests", "received_new", column)] = received
        figures[("requests", "carried_in", column)] = carried_in
        for row, count in zip(rows, spread(rng, done, weights)):
            figures[("requests", row, column)] = count
        figures[("requests", "outcome_total", column)] = done
        figures[("requests", "carried_out", column)] = carried_out
    for row in forms.request_rows(form):
        figures[("requests", row, "total")] = sum(figures[("requests", row, column)] for column in APPLICANTS)
    return figures


def _draw_disputes(rng: Random, size: str) -> Dict[Key, Number]:
    high = {"none": 0, "tiny": 1, "small": 4, "county": 30, "city": 320}[size]
    figures: Dict[Key, Number] = {}
    for row in DISPUTES:
        count = rng.randint(0, high) if rng.random() < 0.6 else 0
        parts = spread(rng, count, [60, 12, 18, 10])
        for column, part in zip(RESULTS, parts + [count]):
            figures[("disputes", row, column)] = part
    return figures


def money(rng: Random, high: int, decimals: int) -> Decimal:
    """An amount that keeps its last decimal (never ends in 0)."""
    scale = 10 ** decimals
    units = rng.randint(1, high * scale)
    if decimals and units % 10 == 0:
        units += rng.randint(1, 9)
    return Decimal(units) / scale


def _count(rng: Random, high: int, empty: float) -> int:
    """Zero with chance `empty` (rarely when numbers are large), else up to `high`."""
    return 0 if rng.random() < (empty if high < 2000 else empty / 4) else rng.randint(1, max(1, high))


def _draw_proactive_2021(rng: Random, scale: int) -> Dict[Tuple[str, str], Number]:
    city = scale >= 1000
    figures: Dict[Tuple[str, str], Number] = {}
    for row, high, empty in (("regulations", 12 if city else 0, 0.3 if city else 1.0),
                             ("normative_documents", 3 + scale // 12, 0.35)):
        figures[(row, "issued")] = _count(rng, high, empty)
        figures[(row, "repealed")] = _count(rng, high, empty + 0.2)
        figures[(row, "in_force")] = figures[(row, "issued")] + _count(rng, high * 6, empty)
    figures[("licensing", "decisions")] = _count(rng, scale * 90, 0.45)
    figures[("penalties", "decisions")] = _count(rng, scale * 25, 0.45)
    figures[("coercion", "decisions")] = _count(rng, scale * 3, 0.7)
    fee = Decimal(0) if rng.random() < 0.6 else money(rng, scale * 9, rng.choice((0, 1, 2, 2, 4)))
    figures[("fees", "amount")] = fee
    return figures


def _draw_proactive_2019(rng: Random, scale: int) -> Dict[Tuple[str, str], Number]:
    figures: Dict[Tuple[str, str], Number] = {}
    for row, high, empty in (("regulations", 9 if scale >= 1000 else 0, 1.0 if scale < 1000 else 0.3),
                             ("normative_documents", 3 + scale // 15, 0.35)):
        created = _count(rng, high, empty)
        public = rng.randint(0, created) if rng.random() < 0.3 else created
        figures.update({(row, "created"): created, (row, "newly_public"): public,
                        (row, "total_public"): public + _count(rng, high * 6, empty)})
    for row, high in (("licensing", 60), ("other_services", 45), ("penalties", 400), ("coercion", 20), ("fees", 4)):
        before = _count(rng, high, 0.4)
        figures[(row, "items_last_year")] = before
        figures[(row, "items_change")] = rng.choice((0, 0, rng.randint(-before, before), rng.randint(0, 6)))
        if row != "fees":
            decisions = _count(rng, scale * 30, 0.5)
            # A real count of decisions that happened to equal last year + change would look planted.
            if decisions and decisions == before + figures[(row, "items_change")]:
                decisions += 7
            figures[(row, "decisions")] = decisions
    figures[("procurement", "projects")] = _count(rng, 4 + scale // 10, 0.3)
    spent = figures[("procurement", "projects")]
    figures[("procurement", "amount")] = money(rng, 400_000 * spent, rng.choice((0, 0, 2))) if spent else Decimal(0)
    return figures


def draw_report(rng: Random, agency: str, year: int, proactive_form: str, requests_form: str,
                size: str, scale: Optional[int] = None) -> Report:
    """A report whose figures agree with one another."""
    scale = scale or {"none": 2, "tiny": 10, "small": 60, "county": 400, "city": 9000}[size]
    draw = _draw_proactive_2021 if proactive_form == "2021" else _draw_proactive_2019
    report = Report(agency, year, proactive_form, requests_form)
    report.figures = {("proactive",) + key: value for key, value in draw(rng, scale).items()}
    report.figures.update(_draw_requests(rng, requests_form, size))
    report.figures.update(_draw_disputes(rng, size))
    return report


def plain_difference(published: Number, expected: Number) -> str:
    return f"published {published}, expected {expected}"


def violations(report: Report) -> List[Tuple[str, Key, Number, Number]]:
    """Every identity that does not hold: (identity, cell it is checked at, published, expected)."""
    found: List[Tuple[str, Key, Number, Number]] = []

    def check(identity: str, key: Key, expected: Number) -> None:
        if report.figures[key] != expected:
            found.append((identity, key, report.figures[key], expected))

    for row in forms.request_rows(report.requests_form):
        check("row_total", ("requests", row, "total"), sum(report.get("requests", row, a) for a in APPLICANTS))
    for column in forms.REQUEST_COLUMNS:
        outcomes = sum(report.get("requests", row, column) for row in forms.outcome_rows(report.requests_form))
        check("outcome_sum", ("requests", "outcome_total", column), outcomes)
        closing = report.get("requests", "outcome_total", column) + report.get("requests", "carried_out", column)
        check("balance", ("requests", "received_new", column), closing - report.get("requests", "carried_in", column))
    for row in DISPUTES:
        check("dispute_total", ("disputes", row, "total"), sum(report.get("disputes", row, c) for c in RESULTS[:-1]))
    return found

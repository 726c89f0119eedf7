"""From the options of a document to its bytes, its golden figures and its manifest row."""

import copy
from dataclasses import dataclass, field, fields
from decimal import Decimal
from random import Random
from typing import Dict, List, Tuple

from . import charset, forms, wordout
from .besides import add_besides
from .body import Body, build_body, html_body, print_all, text_body
from .chrome import Page
from .grid import Grid
from .hidden import add_hidden
from .names import Agency, draw_agency, site_of
from .options import Options
from .planted import IDENTITIES, Planted, plant
from .shells import SHELLS
from .shells_more import MORE_SHELLS
from .traditional import to_traditional
from .truth import Report, draw_report

CUT = "\ue000"
ALL_SHELLS = {**SHELLS, **MORE_SHELLS}
MANIFEST_COLUMNS = ("id", "file", "format", "family", "template", "year", "agency", "title", "status", "n_reports", "notes")
PLANTED_COLUMNS = ("id", "identity", "table", "row", "column", "note")
_SELF_EVIDENT = ("form", "year", "level", "agency", "family", "text_table", "status", "notes", "fixed")
Golden = List[Tuple[forms.Key, str]]


@dataclass
class Built:
    """A finished document."""

    name: str
    extension: str
    data: bytes
    manifest: Dict[str, str]
    golden: List[Golden] = field(default_factory=list)  # one per report in the document; none when not a report
    planted: List[Planted] = field(default_factory=list)


def choose_agency(options: Options, rng: Random) -> Agency:
    """The named agency, or one drawn at the level asked for."""
    agency = draw_agency(rng, options.level)
    if not options.agency:
        return agency
    cut = max((options.agency.find(mark) for mark in "市县区"), default=-1) + 1
    region = options.agency[:cut] or agency.region
    return Agency(options.agency, region, options.level, region + "人民政府", site_of(region, rng))


def draw_truth(options: Options, agency: Agency, rng: Random) -> Tuple[Report, List[Planted]]:
    """The figures as published, with what was planted in them."""
    report = draw_report(rng, agency.name, options.year, *options.forms, size=options.size)
    report.figures.update({key: Decimal(text) if key[2] == "amount" else int(text) for key, text in options.fixed.items()})
    for path in options.omit:
        if path.startswith("requests."):
            clear_row(report, path.partition(".")[2])
    return report, plant(report, list(options.planted), rng)


def clear_row(report: Report, row: str) -> None:
    """Move the requests of an outcome row that will not be printed to 予以公开."""
    for column in forms.REQUEST_COLUMNS:
        report.figures[("requests", "granted", column)] += report.figures[("requests", row, column)]
        report.figures[("requests", row, column)] = 0


def _prose_report(report: Report, options: Options) -> Report:
    """The report whose figures the running text states; it differs when the text is to contradict the tables."""
    if "prose" not in options.planted:
        return report
    told = copy.deepcopy(report)
    for column in ("natural_person", "total"):
        told.figures[("requests", "received_new", column)] += 3
    return told


def make_body(report: Report, options: Options, rng: Random) -> Body:
    body = build_body(report, _prose_report(report, options), print_all(report, options, rng), options, rng)
    add_hidden(body, options, rng)
    add_besides(body, options, rng)
    return body


def golden_of(grids: List[Grid], cut: str = "") -> Golden:
    """The figures that the tables print, in the order of the form; a cut page ends before row `cut`."""
    found: Dict[forms.Key, str] = {}
    for grid in grids:
        for row in grid.rows:
            if cut and any(cell.key and cell.key[1] == cut for cell in row):
                return in_order(found)
            found.update((cell.key, cell.value) for cell in row if cell.key)
    return in_order(found)


def in_order(found: Dict[forms.Key, str]) -> Golden:
    return [(key, found[key]) for key in forms.all_keys() if key in found]


def mark_cut(grids: List[Grid], cut: str) -> None:
    """Put the cut mark into the label of the row where the page is to end."""
    for grid in grids:
        for row in grid.rows:
            if any(cell.key and cell.key[1] == cut for cell in row):
                label = [cell for cell in row if not cell.key][-1]
                label.text = label.text[:2] + CUT + label.text[2:]
                return


def make_page(title: str, html: str, options: Options, agency: Agency, rng: Random) -> Page:
    year = options.year + (5 if "migrated" in options.extras else 1)  # pages keep the day they were moved
    published = f"{year}-0{rng.choice((1, 1, 1, 2, 3))}-{rng.randint(10, 28)}"
    number = f"{rng.randint(10 ** 7, 10 ** 8 - 1)}{rng.choice('0123456789X')}/{options.year + 1}-{rng.randint(1, 900):05d}"
    return Page(title, agency, options.year, html, rng, published, number, options.charset, options.declared)


def render(body: Body, options: Options, agency: Agency, rng: Random) -> str:
    """The document as text, before encoding."""
    if options.family == "text":
        return text_body(body, options, rng)
    with_title = options.family in ("xxgk_annual_report", "gkmlpt_config", "gkmlpt_facts") or rng.random() < 0.25
    html = html_body(body, options, rng, with_title and options.family != "plain")
    return ALL_SHELLS[options.family](make_page(body.title, html, options, agency, rng))


def finish(text: str, options: Options, rng: Random) -> bytes:
    """Cut, convert and encode."""
    if CUT in text:
        text = text[:text.index(CUT)]
    if options.script == "traditional":
        text = to_traditional(text)
    if options.charset.startswith("utf-16") or "crlf" in options.extras:
        text = text.replace("\n", "\r\n")
    data = charset.encode(text, options.charset, options.extension == "html")
    return charset.damage(data, rng) if "invalid_bytes" in options.extras else data


def describe(options: Options) -> str:
    """What is unusual about a document, for the notes of the manifest."""
    plain = Options()
    shown = [field.name for field in fields(Options) if field.name not in _SELF_EVIDENT]
    details = []
    for name in shown:
        value = getattr(options, name)
        if value != getattr(plain, name):
            text = " ".join(map(str, value)) if isinstance(value, tuple) else "yes" if name == "special" else str(value)
            details.append(f"{name}={text}")
    return "; ".join(([options.notes] if options.notes else []) + details)


def manifest_row(name: str, options: Options, report: Report, title: str, status: str) -> Dict[str, str]:
    convert = to_traditional if options.script == "traditional" else str
    return {"id": name, "file": f"{options.extension}/{name}.{options.extension}", "format": options.extension,
            "family": options.family if options.family != "text" else "text_" + options.text_table,
            "template": report.template, "year": str(report.year), "agency": convert(report.agency),
            "title": convert(title), "status": status, "n_reports": "1", "notes": describe(options)}


def _status(options: Options, golden: Golden) -> str:
    if options.status:
        return options.status
    if options.container == "picture":
        return "needs_ocr"
    tables = {key[0] for key, _ in golden}
    return "extracted" if tables == {"proactive", "requests", "disputes"} else "partial"


def build(name: str, options: Options, seed: str) -> Built:
    """One document with one report."""
    rng = Random(f"{seed}/{name}")
    agency = choose_agency(options, rng)
    report, planted = draw_truth(options, agency, rng)
    body = make_body(report, options, rng)
    golden = [] if options.container == "picture" else [golden_of(body.grids(), options.cut)]
    if options.cut:
        mark_cut(body.grids(), options.cut)
    if options.family == "word":
        data = wordout.document(body, options, rng)
    else:
        data = finish(render(body, options, agency, rng), options, rng)
    planted = [note for note in planted if note.identity not in IDENTITIES or any(note.key in dict(g) for g in golden)]
    row = manifest_row(name, options, report, body.title, _status(options, golden[0] if golden else []))
    if not any(golden):
        row["template"] = ""
    return Built(name, options.extension, data, row, golden, planted)


def build_pair(name: str, first: Options, second: Options, seed: str) -> Built:
    """One page with two reports, one after the other."""
    rng = Random(f"{seed}/{name}")
    goldens, parts, bodies = [], [], []
    for options in (first, second):
        agency = choose_agency(options, rng)
        report, _ = draw_truth(options, agency, rng)
        body = make_body(report, options, rng)
        bodies.append((body, agency))
        goldens.append(golden_of(body.grids()))
        parts.append(html_body(body, options, rng, True))
    body, agency = bodies[0]
    page = make_page(body.title, "\n<hr/>\n".join(parts), first, agency, rng)
    data = finish(ALL_SHELLS[first.family](page), first, rng)
    row = manifest_row(name, first, body.report, body.title, "extracted")
    row["n_reports"] = "2"
    return Built(name, "html", data, row, goldens)

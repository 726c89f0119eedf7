"""Checks of the generator: identities, keys, files against manifest, determinism, and what pages really print."""

import csv
import io
import html
import json
import re
import sys
import unicodedata
import unittest
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Dict, List, Optional, Set, Tuple
from xml.etree import ElementTree

from . import charset, committed, forms, hidden, randomdocs
from .build import Built, Golden, build
from .options import Options
from .planted import IDENTITIES
from .truth import draw_report, violations

STATUSES = {"extracted", "partial", "not_a_report", "needs_ocr", "unreadable"}
_ROOT: List[Path] = []


class Cells(HTMLParser):
    """The text of every innermost table cell of a page by rows, footnote marks left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: List[List[str]] = [[]]
        self._open = False
        self._skip = 0

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._open = False
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._open = True
        self._skip += tag == "sup"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._open = False
        self._skip -= tag == "sup"

    def handle_data(self, data: str) -> None:
        if self._open and not self._skip:
            self.rows[-1][-1] += data


def word_cells(data: bytes) -> List[str]:
    """The text of every innermost table cell of a Word document: nothing deleted, hidden or raised."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        root = ElementTree.fromstring(container.read("word/document.xml"))
    space = root.tag.partition("}")[0] + "}"

    def is_shown(run: ElementTree.Element) -> bool:
        raised = run.find(f"{space}rPr/{space}vertAlign[@{space}val='superscript']")
        return run.find(f"{space}rPr/{space}vanish") is None and raised is None

    innermost = [cell for cell in root.iter(space + "tc") if cell.find(f".//{space}tc") is None]
    return ["".join(text.text or "" for run in cell.iter(space + "r") if is_shown(run) for text in run.findall(space + "t"))
            for cell in innermost]


# What parts the cells of a line, where it is not tabs, strokes or wide gaps.
PARTS = {"spaced": r"\s+", "wide_spaced": "\u3000", "row_lines": r"\s+", "row_breaks": r"\s+", "tab_lines": "\t|\u2003\u2003"}


def rows_of(text: str, options: Options) -> List[List[str]]:
    """The cells of a document by rows: of its table elements, or of its lines."""
    if options.family == "answer":
        text = json.loads(text.lstrip("\ufeff"))["data"]["content"]
    if options.hand == "escaped_twice":
        text = text.replace("&amp;", "&")
    if options.extension == "html" and options.container == "table":
        reader = Cells()
        # The text of an entry of a feed is markup in a section of its own.
        reader.feed(re.sub(r"<!\[CDATA\[|\]\]>", "", text))
        return reader.rows
    shape = options.container
    if options.extension == "html":
        # A list or a grid has its cells in elements of their own, the others their rows.
        by_line = shape in PARTS
        text = re.sub(r"<(/p|/li|br|/div)\b[^>]*>", "\n", text) if by_line else text
        text = html.unescape(re.sub(r"<[^>]*>", "" if by_line else "\t", text))
    else:
        shape = options.text_table
        # A report quoted in a mail has a mark before each line.
        text = re.sub(r"(?m)^> ?", "", text) if shape == "quoted" else text
    if shape == "csv":
        return list(csv.reader(io.StringIO(text)))
    return [re.split(PARTS.get(shape, r"[\t|│┃]| {2,}"), line) for line in text.split("\n")]


def cells_of(text: str, options: Options) -> List[str]:
    """The cells of a document in order, without the numbers of rows."""
    rows = rows_of(text, options)
    if "row_numbers" in options.faults:
        words = [any(number_in(cell) is None and re.search("[\u4e00-\u9fff]{2}", cell) for cell in row) for row in rows]
        rows = [row[1:] if has_words and number_in(row[0]) is not None else row for row, has_words in zip(rows, words)]
    return [cell for row in rows for cell in row]


def number_in(text: str) -> Optional[str]:
    """The number of a cell that holds a number, perhaps with a unit, a mark or a note in brackets."""
    text = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).replace("−", "-")
    text = re.sub(r"^减", "-", re.sub(r"^[增+]", "", text))
    match = re.fullmatch(r"(-?\d+(\.\d+)?)(件|元|万元)?(\(.*\))?", text)
    return match.group(1) if match else None


def as_printed(golden: Golden, options: Options) -> Golden:
    """The golden figures of one table in the order in which the document prints them, where that is not the order of the form."""
    if options.requests_header == "legal_first" and all(key[0] == "requests" for key, _ in golden):
        rows = list(dict.fromkeys(key[1] for key, _ in golden))
        late = {"natural_person": 1, "total": 2}
        return sorted(golden, key=lambda pair: (rows.index(pair[0][1]), late.get(pair[0][2], 0)))
    if options.requests_header == "total_first" and all(key[0] == "requests" for key, _ in golden):
        rows = list(dict.fromkeys(key[1] for key, _ in golden))
        return sorted(golden, key=lambda pair: (rows.index(pair[0][1]), pair[0][2] != "total"))
    if options.disputes == "total_first" and all(key[0] == "disputes" for key, _ in golden):
        return sorted(golden, key=lambda pair: (forms.DISPUTES.index(pair[0][1]), pair[0][2] != "total"))
    if options.disputes == "transposed" and all(key[0] == "disputes" for key, _ in golden):
        return sorted(golden, key=lambda pair: (forms.RESULTS.index(pair[0][2]), forms.DISPUTES.index(pair[0][1])))
    if options.disputes == "litigation_first":
        return sorted(golden, key=lambda pair: pair[0][1] == "reconsideration")
    return golden


def golden_violations(golden: Dict[forms.Key, str]) -> Set[Tuple[str, forms.Key]]:
    """Identities broken in a golden table, a blank counting as zero; rows without a total are not tested."""
    whole = {key: int(value or 0) for key, value in golden.items() if key[0] != "proactive"}
    found: Set[Tuple[str, forms.Key]] = set()

    def check(identity: str, key: forms.Key, expected: int) -> None:
        if key in whole and whole[key] != expected:
            found.add((identity, key))

    def add(column: str, rows: List[str]) -> int:
        return sum(whole.get(("requests", row, column), 0) for row in rows)

    rows = list(dict.fromkeys(row for table, row, _ in golden if table == "requests"))
    for row in rows:
        check("row_total", ("requests", row, "total"), sum(whole[("requests", row, a)] for a in forms.APPLICANTS))
    complete = {"outcome_total", "carried_out"} <= set(rows)
    for column in forms.REQUEST_COLUMNS if complete else ():
        outcomes = [row for row in rows if row not in ("received_new", "carried_in", "outcome_total", "carried_out")]
        check("outcome_sum", ("requests", "outcome_total", column), add(column, outcomes))
        check("balance", ("requests", "received_new", column),
              add(column, ["outcome_total", "carried_out"]) - add(column, ["carried_in"]))
    for row in forms.DISPUTES:
        check("dispute_total", ("disputes", row, "total"),
              sum(whole.get(("disputes", row, column), 0) for column in forms.RESULTS[:-1]))
    return found


class Truth(unittest.TestCase):
    def test_forms_have_the_known_number_of_figures(self) -> None:
        self.assertEqual(len(forms.form_keys("2021", "2021")), 200)
        self.assertEqual(len(forms.form_keys("2019", "2019")), 198)

    def test_drawn_figures_agree(self) -> None:
        for number in range(200):
            rng = Random(number)
            pair = rng.choice((("2019", "2019"), ("2021", "2021"), ("2021", "2019"), ("2019", "2021")))
            report = draw_report(rng, "甲局", 2022, *pair, size=rng.choice(("none", "tiny", "small", "county", "city")))
            self.assertEqual(violations(report), [])
            self.assertEqual(set(report.figures), set(report.keys()))
            self.assertTrue(all(value >= 0 for key, value in report.figures.items() if key[2] != "items_change"))


class Documents(unittest.TestCase):
    built: List[Built] = []

    @classmethod
    def setUpClass(cls) -> None:
        cls.built = committed.documents()
        plan = randomdocs.Plan(tuple(randomdocs.ALL_SHELLS) + (randomdocs.TEXT,), "self-test")
        cls.built = cls.built + [randomdocs.draw(index, plan) for index in range(1, 301)]

    def test_golden_keys_belong_to_the_forms(self) -> None:
        order = {key: place for place, key in enumerate(forms.all_keys())}
        for built in self.built:
            for golden in built.golden:
                places = [order[key] for key, _ in golden]
                self.assertEqual(places, sorted(set(places)), built.name)
                rows = {row for table, row, _ in (key for key, _ in golden) if table == "requests"}
                self.assertFalse("other" in rows and "other.other" in rows, built.name)

    def test_only_planted_identities_fail(self) -> None:
        for built in self.built:
            if len(built.golden) != 1:
                continue
            golden = dict(built.golden[0])
            planted = {(note.identity, note.key) for note in built.planted if note.identity in IDENTITIES}
            self.assertEqual(golden_violations(golden), planted, built.name)

    def test_manifest_rows_are_sound(self) -> None:
        names = Counter(built.name for built in self.built)
        self.assertEqual(names.most_common(1)[0][1], 1)
        for built in self.built:
            row = built.manifest
            self.assertIn(row["status"], STATUSES)
            expected = int(row["n_reports"]) if row["status"] in ("extracted", "partial") else 0
            self.assertEqual(len(built.golden), expected, built.name)

    def test_random_documents_depend_on_seed_and_number_only(self) -> None:
        plan = randomdocs.Plan(tuple(randomdocs.ALL_SHELLS), "again")
        first = [randomdocs.draw(index, plan).data for index in (5, 3, 9)]
        second = {index: randomdocs.draw(index, plan).data for index in (9, 3, 5)}
        self.assertEqual(first, [second[5], second[3], second[9]])


class Pages(unittest.TestCase):
    """Reads pages with a small reader of its own: the figures must stand in the cells, in the order of the form."""

    def assert_printed(self, built: Built, options: Options) -> None:
        if options.extension == "docx":
            cells = word_cells(built.data)
        else:
            cells = cells_of(built.data.decode(charset.ENCODINGS[options.charset][0], "ignore"), options)
        numbers = [number_in(cell) for cell in cells]
        found = " " + " ".join(number for number in numbers if number is not None) + " "
        for table in ("proactive", "requests", "disputes"):
            if (table, "extra_row") in [("proactive", fault) for fault in options.faults]:
                continue
            golden = as_printed([pair for pair in built.golden[0] if pair[0][0] == table], options)
            wanted = [value for key, value in golden if key[2] != "amount" and value]
            if wanted:
                self.assertIn(" " + " ".join(wanted) + " ", found, f"{built.name} {table}")

    @staticmethod
    def readable(options: Options) -> bool:
        """Whether the small reader can be expected to read the page."""
        hard = options.container == "picture" or options.family.startswith("gkmlpt_")
        # Where each cell has a line of its own, nothing tells the number of a row from the last figure of the row above.
        hard = hard or "row_numbers" in options.faults and "per_line" in (options.text_table if options.family == "text" else "")
        return not hard and not options.hidden and not options.cut

    def test_committed_pages_print_their_golden_figures(self) -> None:
        chosen = {name: options for name, options in committed.all_specs().items() if self.readable(options)}
        self.assertGreater(len(chosen), 190)
        for name, options in chosen.items():
            self.assert_printed(build(name, options, committed.SEED), options)

    def test_random_pages_print_their_golden_figures(self) -> None:
        for number in range(300):
            options = randomdocs.draw_options(Random(f"pages {number}"), tuple(randomdocs.ALL_SHELLS) + (randomdocs.TEXT, randomdocs.WORD) * 9)
            if self.readable(options):
                self.assert_printed(build(f"page{number}", options, "pages"), options)

    def test_hidden_kinds_are_all_shown(self) -> None:
        used = {kind for options in committed.all_specs().values() for kind in options.hidden}
        self.assertEqual(used, set(hidden.KINDS))


class Folder(unittest.TestCase):
    """The committed folder against its manifest."""

    def test_files_match_the_manifest(self) -> None:
        root = _ROOT[0]
        with (root / "corpora/manifest.csv").open(encoding="utf-8", newline="") as source:
            rows = list(csv.DictReader(source))
        listed = {row["file"] for row in rows}
        present = {f"{kind}/{path.name}" for kind in ("html", "txt", "docx", "doc") for path in (root / "corpora" / kind).glob("*")}
        self.assertEqual(listed, present)
        ids = {row["id"] for row in rows}
        self.assertEqual({Path(name).stem for name in listed}, ids)
        for path in (root / "golden").glob("*.csv"):
            self.assertIn(path.stem.split("#")[0], ids)
            table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
            self.assertEqual(table[0], ["table", "row", "column", "value"])
        for row in rows:
            has_golden = (root / "golden" / f"{row['id']}.csv").is_file()
            self.assertEqual(has_golden, row["status"] in ("extracted", "partial"), row["id"])

    def test_committed_documents_stay_small(self) -> None:
        for kind, limit in (("html", 4_500_000), ("txt", 1_000_000), ("docx", 1_500_000), ("doc", 400_000), ("ofd", 500_000), ("pdf", 4_000_000)):
            size = sum(path.stat().st_size for path in (_ROOT[0] / "corpora" / kind).rglob("*") if path.is_file())
            self.assertLess(size, limit, kind)


def run(root: Path) -> int:
    """Run every check; the exit status is 1 when one fails."""
    _ROOT[:] = [root]
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules[__name__])
    return 0 if unittest.TextTestRunner(stream=sys.stderr).run(suite).wasSuccessful() else 1

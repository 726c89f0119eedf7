"""Any number of documents with layout, noise and oddities drawn at random, for calibration and speed runs."""

import multiprocessing
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Iterable, List, Optional, Tuple

from . import hidden, labels, markup, notreports, output, textout, wordout
from .build import ALL_SHELLS, Built, build
from .options import Options
from .prose import HEADING_STYLES

TEXT = "text"
WORD = "word"
_NUMBERS = ("plain",) * 12 + ("blank", "blank_totals", "slash", "dash", "em_dash", "wu", "mixed", "full_width", "commas",
                              "wide_commas", "thin_spaces", "inner_space", "counter", "signed", "words", "true_minus",
                              "money_in_cell", "yuan_in_cell", "yuan_header", "wan_header")
# Columns kept apart only by blanks, or by line order, cannot show blank cells or numbers with blanks inside.
_SOLID = ("plain", "plain", "plain", "slash", "dash", "wu", "full_width", "commas", "counter")
_NO_BLANKS = ("aligned", "one_per_line", "boxed", "spaced", "wide_spaced", "broken_labels")
_FAULTS = ("empty_heads", "no_spans", "repeated_labels", "long_rowspan", "wide_colspan", "zero_rowspan", "missing_rowspan",
           "swallowed_last", "split_repeat", "split_bare", "repeated_header", "copied_blank_rows", "extra_row", "trailing_notes",
           "unit_row", "section_rows", "giant", "row_numbers", "remarks", "unit_column")
_NEED_THREE_LABELS = ("repeated_labels", "zero_rowspan", "missing_rowspan", "swallowed_last", "repeated_header")
_TEXT_FAULTS = ("split_repeat", "extra_row", "trailing_notes", "unit_row", "repeated_header", "row_numbers")
# In Word a cell says itself how far it reaches: spans that reach too far are a matter of pages.
_WORD_FAULTS = ("empty_heads", "no_spans", "repeated_labels", "split_repeat", "split_bare", "repeated_header", "extra_row",
                "trailing_notes", "unit_row", "section_rows", "giant", "row_numbers", "remarks", "unit_column")
_PLANTED = ("row_total", "balance", "outcome_sum", "dispute_total", "prose", "copied_row")
_BYTES = (("utf-8", "utf-8"),) * 10 + (("utf-8", ""), ("utf-8-bom", "utf-8"), ("gbk", "gbk"), ("gbk", "gb2312"), ("gbk", ""),
                                       ("gb18030", "gb18030"), ("utf-16-le", ""), ("utf-8", "gb2312"), ("gbk", "utf-8"))


@dataclass(frozen=True)
class Plan:
    """What a random run may draw from."""

    families: Tuple[str, ...]
    seed: str


def _sometimes(rng: Random, share: float, choices: Iterable[str], default: str) -> str:
    return rng.choice(list(choices)) if rng.random() < share else default


def _draw_report_part(rng: Random, options: Options) -> None:
    """What is reported: form, year, size, planted inconsistencies."""
    options.form = "2019" if rng.random() < 0.3 else "2021"
    options.year = rng.choice((2019, 2019, 2020, 2020, 2022)) if options.form == "2019" else rng.randint(2021, 2025)
    if options.form == "2021" and rng.random() < 0.08:
        options.requests_form = "2019"
    if options.form == "2021" and rng.random() < 0.05:
        options.proactive_form = "2019"
    options.size = rng.choice(("none", "tiny", "tiny", "small", "small", "small", "county", "county", "city"))
    options.level = {"city": "city", "county": "county", "small": "county"}.get(options.size, rng.choice(("county", "town")))
    options.planted = (rng.choice(_PLANTED),) if rng.random() < 0.06 else ()
    options.prose = _sometimes(rng, 0.3, ("with_carried",), "new")


def _draw_print(rng: Random, options: Options, solid: bool) -> None:
    """How figures and labels are printed."""
    options.numbers = rng.choice(_SOLID if solid else _NUMBERS)
    options.labels = _sometimes(rng, 0.6, labels.LABEL_STYLES, "standard")
    options.headings = _sometimes(rng, 0.35, HEADING_STYLES, "standard")
    options.title = _sometimes(rng, 0.4, ("varied", "varied", "varied", "no_agency", "no_year", "year_lost"), "standard")
    extras = ("literal_tag", "stale_year", "migrated", "table_notes", "instructions", "nested_layout", "crlf")
    options.extras = tuple(rng.sample(extras, rng.choice((0, 0, 0, 1, 2))))
    if "literal_tag" in options.extras and options.family.startswith("gkmlpt_"):
        options.extras = ()


def _draw_shape(rng: Random, options: Options, text: bool) -> None:
    """The shape of the tables."""
    shapes = ["one", "five", "captioned", "tight", "listed"] + (["six", "shifted"] if options.forms[0] == "2019" else [])
    options.proactive = _sometimes(rng, 0.5, shapes, "one")
    options.requests_depth = rng.choice((3, 3, 3, 3, 2, 1))
    options.requests_header = _sometimes(rng, 0.25, ("outer_total", "two_rows", "flat", "total_first"), "spans")
    options.disputes = _sometimes(rng, 0.3, ("tall", "two", "rows", "transposed", "vertical", "flat", "total_first"), "standard")
    options.total_column = rng.random() > 0.03
    faults = [name for name in (_WORD_FAULTS if options.family == WORD else _TEXT_FAULTS if text else _FAULTS)
              if options.requests_depth == 3 or name not in _NEED_THREE_LABELS]
    options.faults = (rng.choice(faults),) if rng.random() < 0.35 and options.proactive != "listed" else ()
    if rng.random() < 0.04:
        options.omit = (rng.choice(("proactive", "requests", "disputes")),)
        options.faults, options.planted = (), ()


def draw_options(rng: Random, families: Tuple[str, ...]) -> Options:
    """The options of one random document."""
    options = Options(family=rng.choice(families))
    text = options.family == TEXT
    _draw_report_part(rng, options)
    word = options.family == WORD
    options.hand = rng.choice(list(wordout.HANDS if word else markup.HANDS))
    containers = ("picture",) if word else ("div", "list", "pre", "picture", "tab_lines", "span_lines", "row_breaks")
    options.container = "table" if text or rng.random() > 0.08 else rng.choice(containers)
    options.text_table = rng.choice(list(textout.TEXT_TABLES))
    solid = (text and options.text_table in _NO_BLANKS) or options.container in ("pre", "row_breaks")
    _draw_print(rng, options, solid)
    _draw_shape(rng, options, text or options.container != "table")
    if word:
        options.extras = tuple(rng.sample(wordout.EXTRAS, rng.choice((0, 1, 1, 2)))) + tuple(
            extra for extra in options.extras if extra in ("stale_year", "table_notes", "instructions"))
        return options
    options.charset, options.declared = rng.choice(_BYTES)
    if options.charset == "gbk" and text and options.numbers == "true_minus":
        options.numbers = "signed"
    if options.charset == "utf-8" and options.declared == "utf-8" and rng.random() < 0.06:
        options.script = "traditional"
    if not text and rng.random() < 0.1 and options.container == "table":
        options.hidden = (rng.choice(hidden.KINDS),)
    return options


def draw(index: int, plan: Plan) -> Built:
    """Document number `index` of a run; it depends on the seed and the index alone."""
    rng = Random(f"{plan.seed}/options/{index}")
    name = f"r{index:06d}"
    if rng.random() < 0.04:
        kind = rng.choice(notreports.kinds())
        shells = [family for family in plan.families if family not in (TEXT, WORD)] or [notreports.home_family(kind)]
        return notreports.build_page(name, kind, notreports.home_family(kind) and rng.choice(shells), plan.seed)
    return build(name, draw_options(rng, plan.families), plan.seed)


def _draw_and_write(index: int, plan: Plan, out: Path) -> Tuple[dict, List[Tuple[str, ...]]]:
    built = draw(index, plan)
    (out / "docs" / f"{built.name}.{built.extension}").write_bytes(built.data)
    for path, data in output.golden_files(built, "golden").items():
        (out / path).write_bytes(data)
    built.manifest["file"] = f"docs/{built.name}.{built.extension}"
    return built.manifest, output.planted_rows(built)


def run(count: int, seed: str, out: Path, families: Optional[List[str]], jobs: int) -> int:
    """Write `count` documents below `out`; the exit status is 2 for an unknown family."""
    known = tuple(ALL_SHELLS) + (TEXT, WORD)
    unknown = [name for name in families or () if name not in known]
    if unknown:
        print(f"unknown family: {', '.join(unknown)}; known are {', '.join(known)}", file=sys.stderr)
        return 2
    # A tenth of the documents is plain text, and a tenth are of Word, unless families are named.
    chosen = tuple(families) if families else tuple(ALL_SHELLS) + (TEXT,) * 3 + (WORD,) * 3
    for folder in ("docs", "golden"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    work = partial(_draw_and_write, plan=Plan(chosen, f"random {seed}"), out=out)
    if jobs > 1:
        with multiprocessing.Pool(jobs) as pool:
            results = pool.map(work, range(1, count + 1), chunksize=50)
    else:
        results = [work(index) for index in range(1, count + 1)]
    rows = [row for row, _ in results]
    planted = [note for _, notes in results for note in notes]
    output.write(output.tables(rows, planted, ""), out)
    print(f"{count} documents written below {out}", file=sys.stderr)
    return 0

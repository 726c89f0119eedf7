"""Files drawn at random: any report in any layout, by any producer, with anything that may happen to it afterwards."""

from random import Random
from typing import Callable, Dict, Iterator, List, Tuple

from . import after
from . import producers as by
from .model import Plan
from .variants import Variant

NUMBERS = ("plain", "plain", "blank", "blank", "slash", "dash", "wu", "mixed", "commas", "full_width", "blank_totals", "em_dash",
           "wide_commas", "counter", "signed", "money_in_cell")
LABELS = ("standard", "standard", "half_width", "vertical", "typos", "wrapped", "short", "spaced")
PLANTED = ("row_total", "balance", "outcome_sum", "dispute_total", "copied_row", "items_decisions")
ENCODINGS = ("UniGB-UCS2-H", "UniGB-UTF16-H", "GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H")
RULED = ("ruled", "light", "separate", "dashed", "dotted", "double", "thick", "open", "coloured", "white_rules")
UNRULED = ("blank", "zebra", "lines_across")


def _plan(rng: Random) -> Plan:
    form = rng.choice(("2019", "2021", "2021"))
    plan = Plan(rng.randrange(1 << 30), form, rng.choice(("tiny", "small", "county", "city")), rng.choice(NUMBERS),
                rng.choice(LABELS), rng.choice(("one", "one", "five", "captioned", "six")),
                rng.choice(("standard", "standard", "standard", "tall", "two", "rows", "transposed")),
                rng.choice((3, 3, 3, 2, 1)), rng.choice(("spans", "spans", "outer_total", "two_rows", "flat")))
    if rng.random() < 0.1:
        plan.requests_form = "2019" if form == "2021" else "2021"
    if rng.random() < 0.15:
        plan.planted = rng.choice(PLANTED)
    if rng.random() < 0.3:
        plan.brief = True
    return plan


def _raw(rng: Random) -> Dict[str, object]:
    some = lambda share: rng.random() < share
    return {
        "encoding": rng.choice(ENCODINGS), "bold": rng.choice(("", "", "mode", "twice")), "vertical_heads": some(.15),
        "turned_heads": some(.1), "rules": rng.choice(("stroke", "thin", "four", "grey", "dashed", "wps", "wps")),
        "rotate": rng.choice((0,) * 8 + (90, 180, 270)), "forms": rng.choice((0, 0, 0, 3)), "clutter": some(.15),
        "number": rng.choice(("— {} —", "{}", "第 {} 页", "")), "split_rows": some(.3), "latin": some(.4), "pieces": some(.2),
        "line_gap": rng.choice((2.0, 3.0, 5.0, 8.0)), "repeat_heads": some(.3), "mirror": rng.choice((0.0, 0.0, 7.0)),
        "open_breaks": some(.3), "align": rng.choice(("centre", "centre", "left", "right")), "high": some(.15),
        "ghost": some(.1),
    }


def _markup(rng: Random) -> Dict[str, object]:
    return {"style": rng.choice(RULED * 3 + UNRULED), "table_size": rng.choice(("7pt", "9pt", "9pt", "11pt")),
            "repeat": rng.random() < .6, "pad": rng.choice(("1px 2px", "3px 4px", "8px 4px")),
            "at_page": rng.choice(("size:A4;margin:22mm", "size:A4;margin:15mm", "size:A4 landscape;margin:15mm"))}


def _word(rng: Random) -> Dict[str, object]:
    return {"turned": rng.random() < .2, "repeat": rng.random() < .4, "whole_rows": rng.random() < .5,
            "size": rng.choice((8, 9, 10.5, 12)), "landscape": rng.random() < .15, "borders": rng.random() < .9}


def _reportlab(rng: Random) -> Dict[str, object]:
    return {"font": rng.choice(("ttf", "cid", "hei")), "repeat": rng.random() < .5, "grid_width": rng.choice((.1, .5, 1.2)),
            "grey": rng.choice((0, 0, .9)), "ruled": rng.random() < .85, "zebra": rng.random() < .2}


def _typst(rng: Random) -> Dict[str, object]:
    return {"font": rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC")), "stroke": rng.choice(("0.5pt", "0.5pt", "0.2pt + gray")),
            "repeat": rng.random() < .6, "flipped": rng.random() < .15}


# Share of the files, producer, how it is told what to do.
PRODUCERS: Tuple[Tuple[int, Callable[..., None], Callable[[Random], Dict[str, object]]], ...] = (
    (10, by.raw_pdf, _raw), (4, by.reportlab, _reportlab), (3, by.weasyprint, _markup), (2, by.chromium, _markup),
    (2, by.libreoffice, _word), (3, by.typst, _typst), (1, by.fpdf, lambda rng: {"size": rng.choice((8, 9, 10))}),
    (1, by.mupdf_china, lambda rng: {"grey": rng.choice((0.0, .8))}), (1, by.xelatex, lambda rng: {}),
)
AFTER = (after.linearised, after.object_streams, after.plain, after.mutool, after.encrypted(128), after.encrypted(256),
         after.encrypted(128, aes=False), after.junk_before, after.junk_after, after.no_trailer, after.wrong_offsets, after.turned(90))


def random_variants(count: str, seed: str = "1") -> Iterator[Variant]:
    weights = [share for share, _, _ in PRODUCERS]
    for index in range(int(count)):
        rng = Random(f"{seed}/{index}")
        _, produce, style = rng.choices(PRODUCERS, weights)[0]
        steps: List[Callable] = [rng.choice(AFTER)] if rng.random() < .25 else []
        drawn = style(rng)
        bare = drawn.get("style") in UNRULED or drawn.get("ruled") is False or drawn.get("borders") is False
        name = f"{index:04}_{'bare_' if bare else ''}{produce.__name__}"
        yield Variant(name, _plan(rng), produce, drawn, steps)

"""The files of the corpus: name → how it is planned, produced and treated afterwards."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Dict, Iterator, List, Optional

from . import after, others
from . import producers as by
from .model import Plan


@dataclass
class Variant:
    name: str
    plan: Plan
    produce: Callable[..., None]
    style: Dict[str, object] = field(default_factory=dict)
    then: List[Callable[[Path, Path], None]] = field(default_factory=list)
    expected: str = "read"  # or unreadable, needs_ocr, partial
    second: Optional[Plan] = None  # a second report in the same file


def _plans(seed: int = 1000) -> Iterator[Plan]:
    """Plans that differ in form, size, habits of writing and layout."""
    numbers = ("plain", "blank", "slash", "mixed", "commas", "dash", "full_width", "plain", "blank_totals", "wu")
    labels = ("standard", "half_width", "vertical", "typos", "wrapped", "short", "spaced", "standard")
    proactive = ("one", "one", "five", "captioned", "six", "one", "shifted")
    disputes = ("standard", "tall", "standard", "two", "rows", "standard", "transposed")
    headers = ("spans", "outer_total", "spans", "two_rows", "flat")
    sizes = ("county", "city", "small", "tiny", "county", "city")
    first = seed
    while True:
        seed += 1
        index = seed - first
        form = "2019" if index % 5 in (2, 4) else "2021"
        layout = proactive[index % 7]
        if form != "2019" and layout == "shifted":
            layout = "one"
        yield Plan(seed, form, sizes[index % 6], numbers[index % 10], labels[index % 8], layout,
                   disputes[index * 3 % 7], (3, 3, 3, 2, 3, 1)[index % 6], headers[index * 2 % 5])


def variants() -> List[Variant]:
    plans = _plans()
    found: List[Variant] = []

    def add(name: str, produce: Callable[..., None], *then: Callable[[Path, Path], None], expected: str = "read",
            count: int = 1, plan: Optional[Dict[str, object]] = None, **style: object) -> None:
        for index in range(count):
            own = next(plans)
            for key, value in (plan or {}).items():
                setattr(own, key, value)
            found.append(Variant(name + (f"_{index + 1}" if count > 1 else ""), own, produce, style, list(then), expected))

    for style in ("ruled", "light", "lightest", "separate", "dashed", "dotted", "double", "thick", "open", "coloured",
                  "white_rules"):
        add(f"chromium_{style}", by.chromium, style=style)
    add("chromium_header", by.chromium, header=True, count=2)
    add("chromium_landscape", by.chromium, at_page="size:A4 landscape;margin:15mm")
    add("chromium_tiny", by.chromium, size="8pt", table_size="6pt", pad="1px 2px")
    add("chromium_large", by.chromium, size="14pt", table_size="12pt", repeat=False, count=2)
    add("chromium_hei", by.chromium, font="WenQuanYi Zen Hei")
    for style in ("ruled", "dotted", "separate", "coloured", "open"):
        add(f"weasyprint_{style}", by.weasyprint, style=style)
    add("weasyprint_plain_head", by.weasyprint, repeat=False, table_size="11pt", count=2)
    for style in ("ruled", "light"):
        add(f"wkhtmltopdf_{style}", by.wkhtmltopdf, style=style, font="WenQuanYi Zen Hei")
    add("libreoffice", by.libreoffice, count=2)
    add("libreoffice_turned", by.libreoffice, turned=True)
    add("libreoffice_repeat", by.libreoffice, repeat=True, header="2024 年度 政府信息公开")
    add("libreoffice_split", by.libreoffice, whole_rows=False, size=12, count=3)
    add("libreoffice_landscape", by.libreoffice, landscape=True, repeat=True)
    add("libreoffice_html", by.libreoffice_html, font="AR PL SungtiL GB")
    add("libreoffice_tall", by.libreoffice, row_height=26, repeat=True)
    add("reportlab_ttf", by.reportlab)
    add("reportlab_cid", by.reportlab, font="cid", count=2)
    add("reportlab_thin", by.reportlab, font="hei", grid_width=0.1, grey=0.9, number="第 {} 页")
    add("typst", by.typst, count=2)
    add("typst_flipped", by.typst, flipped=True, repeat=False)
    add("xelatex", by.xelatex, count=2)
    add("mupdf_story", by.mupdf_story)
    for encoding in ("GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "UniGB-UCS2-H", "UniGB-UTF16-H"):
        add(f"raw_{encoding}", by.raw_pdf, encoding=encoding)
    add("raw_bold_mode", by.raw_pdf, bold="mode", encoding="GBK-EUC-H")
    add("raw_bold_twice", by.raw_pdf, bold="twice")
    add("raw_vertical", by.raw_pdf, vertical_heads=True, encoding="GBK-EUC-H")
    add("raw_turned", by.raw_pdf, turned_heads=True)
    for rules in ("thin", "four", "grey", "dashed"):
        add(f"raw_{rules}", by.raw_pdf, rules=rules)
    add("raw_clutter", by.raw_pdf, clutter=True)
    add("raw_forms", by.raw_pdf, forms=4)
    add("raw_repeat", by.raw_pdf, repeat_heads=True, mirror=9, number="{}")
    add("raw_open_breaks", by.raw_pdf, open_breaks=True, line_gap=8)
    for angle in (90, 180, 270):
        add(f"raw_rotate_{angle}", by.raw_pdf, rotate=angle)
        add(f"raw_sideways_{angle}", by.raw_pdf, sideways=angle)
    for seal in ("red", "lettered"):
        add(f"raw_seal_{seal}", by.raw_pdf, seal=seal)
    add("after_two_up", by.chromium, after.two_up)
    add("after_remarked", by.weasyprint, after.remarked)
    add("after_gs", by.chromium, after.ghostscript)
    add("lost_gs_cid", by.reportlab, after.ghostscript, expected="needs_ocr")
    add("after_linearised", by.libreoffice, after.linearised)
    add("after_objstm", by.weasyprint, after.object_streams)
    add("after_plain", by.typst, after.plain)
    add("after_mutool", by.chromium, after.mutool)
    add("after_rc4_40", by.reportlab, after.encrypted(40))
    add("after_rc4_128", by.weasyprint, after.encrypted(128, aes=False))
    add("after_aes_128", by.chromium, after.encrypted(128))
    add("after_aes_256", by.libreoffice, after.encrypted(256))
    add("after_turned", by.weasyprint, after.turned(90))
    add("after_junk_before", by.weasyprint, after.junk_before)
    add("after_junk_after", by.reportlab, after.junk_after)
    add("after_no_trailer", by.raw_pdf, after.no_trailer)
    add("after_wrong_offsets", by.weasyprint, after.wrong_offsets)
    add("after_no_trailer_objstm", by.weasyprint, after.object_streams, after.no_trailer)
    add("blank_chromium", by.chromium, style="blank", count=2)
    add("blank_across", by.chromium, style="lines_across")
    add("blank_zebra", by.chromium, style="zebra")
    add("blank_weasyprint", by.weasyprint, style="blank", repeat=False)
    add("blank_raw", by.raw_pdf, rules="none")
    add("blank_reportlab", by.reportlab, ruled=False)
    add("blank_zebra_reportlab", by.reportlab, ruled=False, zebra=True)
    add("lost_password", by.weasyprint, after.encrypted(256, "secret"), expected="unreadable")
    add("lost_scan", by.typst, after.scanned(), expected="needs_ocr")
    add("lost_pictures", by.reportlab, after.tables_as_pictures, expected="needs_ocr")
    add("lost_cut", by.raw_pdf, after.cut(0.5), expected="partial")
    add("lost_curves", by.weasyprint, after.curves, expected="needs_ocr")
    add("calc", others.calc, count=2)
    add("plotted", others.plotted)
    return found


def committed() -> List[Variant]:
    """The files kept in the repository: brief reports, fonts with small outlines, everything packed."""
    plans = _plans(5000)
    found: List[Variant] = []
    hei = "WenQuanYi Zen Hei"  # few points per outline

    def add(name: str, produce: Callable[..., None], *then: Callable[[Path, Path], None], expected: str = "extracted",
            plan: Optional[Dict[str, object]] = None, two: bool = False, **style: object) -> None:
        own, second = next(plans), next(plans) if two else None
        # The layouts that every reader of tables must know; rarer ones are the business of the generated corpus.
        for each in filter(None, (own, second)):
            each.brief, each.disputes = True, "standard" if each.disputes in ("rows", "transposed") else each.disputes
            for key, value in (plan or {}).items():
                setattr(each, key, value)
        found.append(Variant(name, own, produce, style, list(then), expected, second))

    packed = after.object_streams
    for encoding in ("GBK-EUC-H", "GBKp-EUC-H", "GBK2K-H", "UniGB-UCS2-H", "UniGB-UTF16-H"):
        add(f"encoding-{encoding.lower()}", by.raw_pdf, packed, encoding=encoding)
    add("bold-mode", by.raw_pdf, packed, bold="mode", encoding="GBK-EUC-H")
    add("bold-twice", by.raw_pdf, packed, bold="twice")
    add("heads-vertical", by.raw_pdf, packed, vertical_heads=True, encoding="GBK-EUC-H")
    add("heads-turned", by.raw_pdf, packed, turned_heads=True)
    for rules in ("thin", "four", "grey", "dashed"):
        add(f"rules-{rules}", by.raw_pdf, packed, rules=rules)
    add("clutter", by.raw_pdf, packed, clutter=True)
    add("forms-nested", by.raw_pdf, packed, forms=4)
    add("break-repeat-mirror", by.raw_pdf, packed, repeat_heads=True, mirror=9, number="{}", line_gap=6)
    add("break-open", by.raw_pdf, packed, open_breaks=True, line_gap=8)
    add("turned-page", by.raw_pdf, packed, rotate=90)
    add("turned-content", by.raw_pdf, packed, sideways=270)
    add("reportlab-cid", by.reportlab, font="cid")
    add("reportlab-cid-thin", by.reportlab, font="cid", grid_width=0.1, grey=0.9, number="第 {} 页")
    add("chromium-light", by.chromium, packed, style="light", font=hei)
    add("chromium-separate", by.chromium, packed, style="separate", font=hei)
    add("chromium-header", by.chromium, packed, header=True, font=hei)
    add("weasyprint-dotted", by.weasyprint, packed, style="dotted", font=hei)
    add("libreoffice", by.libreoffice, packed, font=hei)
    add("libreoffice-turned", by.libreoffice, packed, turned=True, font=hei)
    add("typst", by.typst, font=hei)
    add("xelatex", by.xelatex, font=hei)
    add("wkhtmltopdf", by.wkhtmltopdf, packed, font=hei)
    add("reportlab-ttf", by.reportlab, font="hei")
    add("encrypted-rc4", by.raw_pdf, packed, after.encrypted(128, aes=False))
    add("encrypted-aes-256", by.raw_pdf, packed, after.encrypted(256))
    add("damaged-trailer", by.raw_pdf, packed, after.no_trailer)
    add("damaged-junk", by.raw_pdf, packed, after.junk_before)
    add("lost-password", by.raw_pdf, packed, after.encrypted(256, "secret"), expected="unreadable")
    # As WPS writes: figures in a font of their own, each side of a cell by itself, headings twice.
    add("wps", by.raw_pdf, packed, rules="wps", latin=True, bold="mode", encoding="GBK-EUC-H", number="- {} -")
    add("wps-rows-cut", by.raw_pdf, packed, rules="wps", latin=True, split_rows=True, open_breaks=True, line_gap=6)
    add("wps-empty-column", by.raw_pdf, packed, rules="wps", latin=True, ghost=True)
    add("wps-pieces", by.raw_pdf, packed, rules="wps", pieces=True, encoding="GBK-EUC-H")
    add("figures-left", by.raw_pdf, packed, align="left", high=True)
    add("figures-right", by.raw_pdf, packed, align="right", latin=True)
    add("figures-full-width", by.raw_pdf, packed, plan={"numbers": "full_width"})
    add("figures-counter", by.raw_pdf, packed, plan={"numbers": "counter"}, encoding="GBK-EUC-H")
    add("figures-commas", by.raw_pdf, packed, plan={"numbers": "commas", "size": "city"}, latin=True)
    add("figures-blank", by.raw_pdf, packed, plan={"numbers": "blank", "size": "tiny", "disputes": "two"})
    add("figures-none", by.raw_pdf, packed, plan={"numbers": "nothing"})
    add("figures-notes", by.raw_pdf, packed, plan={"numbers": "money_in_cell"})
    add("forms-mixed", by.raw_pdf, packed, plan={"form": "2021", "requests_form": "2019"})
    add("forms-mixed-back", by.raw_pdf, packed, plan={"form": "2019", "requests_form": "2021"})
    add("planted-sum", by.raw_pdf, packed, plan={"planted": "outcome_sum", "numbers": "plain"})
    add("planted-row", by.raw_pdf, packed, plan={"planted": "row_total", "numbers": "plain"})
    add("disputes-rows", by.raw_pdf, packed, plan={"disputes": "rows"})
    add("disputes-transposed", by.raw_pdf, packed, plan={"disputes": "transposed"})
    add("long", by.raw_pdf, packed, plan={"brief": False, "long": 12})
    add("two-reports", by.raw_pdf, packed, two=True)
    add("zebra", by.reportlab, font="cid", ruled=False, zebra=True, plan={"numbers": "plain"})
    add("bare", by.raw_pdf, packed, rules="none", plan={"numbers": "plain"})
    add("bare-dash", by.raw_pdf, packed, rules="none", plan={"numbers": "dash"}, align="right")
    add("fpdf", by.fpdf, packed)
    add("mupdf", by.mupdf_china, packed, china="china-ss")
    add("libreoffice-split", by.libreoffice, packed, whole_rows=False, size=12, font=hei)
    add("libreoffice-landscape", by.libreoffice, packed, landscape=True, repeat=True, font=hei)
    add("libreoffice-html", by.libreoffice_html, packed, font=hei)
    add("wkhtmltopdf-light", by.wkhtmltopdf, packed, style="light", font=hei)
    add("chromium-landscape", by.chromium, packed, at_page="size:A4 landscape;margin:15mm", font=hei)
    add("chromium-coloured", by.chromium, packed, style="coloured", font=hei)
    add("weasyprint-open", by.weasyprint, packed, style="open", font=hei)
    add("typst-flipped", by.typst, packed, flipped=True, repeat=False, font=hei)
    add("ghostscript", by.xelatex, after.ghostscript, font=hei)
    add("ghostscript-lost", by.reportlab, after.ghostscript, font="cid", expected="needs_ocr")
    add("linearised", by.reportlab, after.linearised, font="cid")
    add("unpacked", by.reportlab, after.plain, font="cid")
    add("mutool", by.raw_pdf, after.mutool)
    add("encrypted-rc4-40", by.reportlab, after.encrypted(40), font="cid")
    add("encrypted-aes-128", by.raw_pdf, packed, after.encrypted(128))
    add("damaged-offsets", by.reportlab, after.wrong_offsets, font="cid")
    add("damaged-tail", by.raw_pdf, packed, after.junk_after)
    add("damaged-no-trailer", by.reportlab, after.no_trailer, font="cid")
    add("lost-cut", by.raw_pdf, after.cut(0.5), expected="partial")
    add("lost-scan", by.raw_pdf, after.scanned(60), expected="needs_ocr")
    add("recognised", by.raw_pdf, after.recognised, plan={"numbers": "plain"})
    add("web-page", by.html_page)
    whole = {"form": "2021", "labels": "standard", "proactive": "one", "disputes": "standard", "depth": 3, "header": "spans", "brief": False}
    add("bare-long", by.reportlab, font="cid", ruled=False, plan={**whole, "seed": 927, "size": "county", "numbers": "plain"})
    add("bare-slash", by.reportlab, font="cid", ruled=False, plan={**whole, "seed": 919, "size": "city", "numbers": "slash"})
    add("seal", by.raw_pdf, packed, seal="red", plan={"numbers": "plain"})
    add("seal-lettered", by.raw_pdf, packed, seal="lettered", plan={"numbers": "mixed"})
    add("two-up", by.raw_pdf, after.two_up, encoding="GBK-EUC-H", plan={"numbers": "plain", "brief": False})
    add("remarked", by.raw_pdf, after.remarked, encoding="GBK-EUC-H", plan={"numbers": "plain"})
    add("calc", others.calc, packed, plan={**whole, "disputes": "transposed", "numbers": "plain", "brief": True})
    # Where rulings or names of columns do not tell a row or a blank, words have to.
    add("rules-far", by.raw_pdf, packed, rules="far", plan={"numbers": "plain"})
    add("rules-down", by.raw_pdf, packed, rules="down", plan={**whole, "numbers": "plain", "seed": 953, "size": "county"})
    add("blank-zeros", by.raw_pdf, packed, rules="wps", latin=True, plan={**whole, "seed": 951, "size": "small", "numbers": "blank", "brief": True})
    # Fonts whose characters are others than they say, or that no reader has.
    lost = {"expected": "needs_ocr", "plan": {**whole, "numbers": "plain", "seed": 961, "brief": True}}
    add("lost-encoding", by.raw_pdf, after.renamed(b"/UniGB-UCS2-H", b"/UniGB-UCS2-X"), packed, **lost)
    add("lost-direction", by.raw_pdf, after.renamed(b"/GBK-EUC-H", b"/GBK-EUC-V"), after.mutool, encoding="GBK-EUC-H", **lost)
    add("lost-figures", by.fpdf, after.figures_off_by_one, **lost)
    add("damaged-list", by.raw_pdf, packed, after.cut(0.97), plan={**whole, "numbers": "plain", "seed": 967, "brief": True})
    add("damaged-header", by.raw_pdf, packed, after.no_header, plan={**whole, "numbers": "plain", "seed": 971, "brief": True})
    # Lines of a turned page run along it: which report they are of must not hang on their height.
    add("two-reports-turned", by.raw_pdf, packed, after.turned(90), two=True, plan={"size": "small"})
    # Where what is printed is not what the text layer says, no figure may be sure that is not the printed one.
    for index, over in enumerate(("laid", "veiled", "unseen", "named", "drawn")):
        own = {**whole, "numbers": "plain", "seed": 981 + index, "size": "city", "brief": True}
        expected = "partial" if over == "drawn" else "extracted"
        add(f"unsure-{over}", by.raw_pdf, over=over, expected=expected, plan=own)
    return found

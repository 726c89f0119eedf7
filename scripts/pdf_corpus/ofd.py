"""OFD files (GB/T 33190) from PDF files, as the converters of publishers make them: objects of text and outlines in XML.

`write` takes what a PDF shows, piece by piece, and writes it in the words of the format; `HANDS` says how one program writes.
"""

import io
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Dict, List, Sequence, Tuple

MM = 25.4 / 72
# The files kept in the repository: PDFs of corpora/pdf, and the program that writes each.
KEPT = {"rules-thin": "publisher", "rules-dashed": "converter", "break-open": "scaled", "turned-content": "publisher",
        "chromium-header": "form", "forms-nested": "converter", "planted-row": "form", "planted-sum": "scaled",
        "bare-dash": "publisher", "lost-scan": "publisher"}
_DAY = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Hand:
    """How one program writes a file."""

    prefix: str = "ofd:"
    groups: bool = True       # equal steps are written as g n v
    each: bool = False        # every character is an object of its own
    scaled: bool = False      # text of size 1, made large by its CTM
    rules: str = "stroke"     # stroke, fill
    absolute: bool = False    # places of parts count from the top of the container
    blocks: bool = False      # objects stand in blocks
    form: bool = False        # the lowest lines of a page stand in a form under it


HANDS: Dict[str, Hand] = {
    "publisher": Hand(),
    "converter": Hand(prefix="", groups=False, each=True, rules="fill", absolute=True),
    "scaled": Hand(scaled=True, blocks=True),
    "form": Hand(rules="fill", form=True),
}


def _n(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") or "0"


class _Page:
    """The objects of one page."""

    def __init__(self, hand: Hand, first: int) -> None:
        self.hand, self.next, self.objects = hand, first, []  # type: ignore[var-annotated]

    def tag(self, name: str, attributes: str, inside: str) -> str:
        p = self.hand.prefix
        return f"<{p}{name}{' ' if attributes else ''}{attributes}>{inside}</{p}{name}>"

    def add(self, name: str, attributes: str, inside: str) -> None:
        self.objects.append(self.tag(name, f'ID="{self.next}" {attributes}', inside))
        self.next += 1

    def colour(self, name: str, rgb: Sequence[float]) -> str:
        values = " ".join(str(round(part * 255)) for part in rgb)
        return self.tag(name, f'Value="{values}"', "")

    def steps(self, places: List[float]) -> str:
        steps = [_n((after - before) * MM) for before, after in zip(places, places[1:])]
        if not self.hand.groups:
            return " ".join(steps)
        words: List[str] = []
        while steps:
            count = next((i for i, step in enumerate(steps) if step != steps[0]), len(steps))
            words.append(f"g {count} {steps[0]}" if count > 2 else " ".join(steps[:count]))
            steps = steps[count:]
        return " ".join(words)

    def text(self, chars: List[Tuple[str, float, float]], size: float, rgb: Sequence[float],
             way: Tuple[float, float] = (1.0, 0.0)) -> None:
        """Characters of one line with the places of their origins, in points, and the direction in which they run."""
        runs = [[char] for char in chars] if self.hand.each else [chars]
        for run in runs:
            left, base = run[0][1], run[0][2]
            top, width = base - size, run[-1][1] - left + size
            scale = size * MM if self.hand.scaled else 1.0
            turned = way[0] < 0.99
            (cos, sin), rise = way, 0.0 if turned else size * MM / scale
            box = f'Boundary="{_n(left * MM)} {_n((base if turned else top) * MM)} {_n(width * MM)} {_n(size * 1.3 * MM)}"'
            ctm = f' CTM="{_n(cos * scale)} {_n(sin * scale)} {_n(-sin * scale)} {_n(cos * scale)} 0 0"'
            shape = f'Size="{_n(size * MM / scale)}"' + (ctm if turned or self.hand.scaled else "")
            places = [((x - left) * cos + (y - base) * sin) / scale for _, x, y in run]
            steps = f' DeltaX="{self.steps(places)}"' if len(run) > 1 else ""
            code = self.tag("TextCode", f'X="0" Y="{_n(rise)}"{steps}', escape("".join(c for c, *_ in run), quote=False))
            self.add("TextObject", f'{box} Font="3" {shape}', self.colour("FillColor", rgb) + code)

    def rule(self, box: Tuple[float, float, float, float], rgb: Sequence[float], width: float) -> None:
        """A line or a filled box, in points."""
        left, top, right, bottom = (side * MM for side in box)
        place = f'Boundary="{_n(left)} {_n(top)} {_n(right - left)} {_n(bottom - top)}"'
        wide, high = right - left, bottom - top
        corners = f"M 0 0 L {_n(wide)} 0 L {_n(wide)} {_n(high)} L 0 {_n(high)} C"
        thin = min(wide, high) < 1
        if thin and self.hand.rules == "stroke":
            path = f"M 0 0 L {_n(wide)} {_n(high)}" if max(wide, high) else "M 0 0"
            self.add("PathObject", f'{place} LineWidth="{_n(max(width, 0.5) * MM)}"',
                     self.colour("StrokeColor", rgb) + self.tag("AbbreviatedData", "", path))
        else:
            if thin:
                half = max(width, 0.5) * MM / 2
                left, top, wide, high = left - half, top - half, wide + 2 * half, high + 2 * half
                place = f'Boundary="{_n(left)} {_n(top)} {_n(wide)} {_n(high)}"'
                corners = f"M 0 0 L {_n(wide)} 0 L {_n(wide)} {_n(high)} L 0 {_n(high)} C"
            self.add("PathObject", f'{place} Fill="true" Stroke="false"',
                     self.colour("FillColor", rgb) + self.tag("AbbreviatedData", "", corners))


def _rgb(colour: object) -> Tuple[float, float, float]:
    if isinstance(colour, int):
        return ((colour >> 16 & 255) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255)
    if isinstance(colour, (tuple, list)) and len(colour) == 3:
        return tuple(colour)  # type: ignore[return-value]
    return (0.0, 0.0, 0.0)


def _draw(page: "_Page", lower: "_Page", source) -> None:  # type: ignore[no-untyped-def]
    source.remove_rotation()
    for drawing in source.get_drawings():
        for item in drawing["items"]:
            rgb = _rgb(drawing.get("color") if drawing["type"] == "s" else drawing.get("fill"))
            width = drawing.get("width") or 0.5
            if item[0] == "l":
                (x0, y0), (x1, y1) = item[1], item[2]
                page.rule((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), rgb, width)
            elif item[0] == "re" and drawing["type"] == "s":
                box = item[1]
                for side in ((box.x0, box.y0, box.x1, box.y0), (box.x0, box.y1, box.x1, box.y1),
                             (box.x0, box.y0, box.x0, box.y1), (box.x1, box.y0, box.x1, box.y1)):
                    page.rule(side, rgb, width)
            elif item[0] == "re":
                page.rule((item[1].x0, item[1].y0, item[1].x1, item[1].y1), rgb, 0)
    for picture in source.get_image_info():
        left, top, right, bottom = (side * MM for side in picture["bbox"])
        page.add("ImageObject", f'Boundary="{_n(left)} {_n(top)} {_n(right - left)} {_n(bottom - top)}" ResourceID="7"', "")
    for block in source.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                chars = [(c["c"], c["origin"][0], c["origin"][1]) for c in span["chars"]]
                below = chars and chars[0][2] > source.rect.height - 50 and page.hand.form
                if chars:
                    (lower if below else page).text(chars, span["size"], _rgb(span["color"]), line["dir"])


def write(pdf: Path, out: Path, hand: str = "publisher") -> None:
    """Writes what a PDF shows as an OFD."""
    import pymupdf
    how = HANDS[hand]
    p = how.prefix
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"' if p else 'xmlns="http://www.ofdspec.org/2016"'
    root = "/Doc_0/" if how.absolute else ""
    parts: Dict[str, str] = {}
    listed, forms = "", ""
    with pymupdf.open(pdf) as document:
        size = document[0].rect
        for number, source in enumerate(document):
            page, lower = _Page(how, 1000 * (number + 1)), _Page(how, 500_000 + 1000 * number)
            _draw(page, lower, source)
            inside = "".join(page.objects)
            inside = f'<{p}PageBlock ID="{page.next}">{inside}</{p}PageBlock>' if how.blocks else inside
            box = f"0 0 {_n(source.rect.width * MM)} {_n(source.rect.height * MM)}"
            under = ""
            if lower.objects:
                name = f"Tpls/Tpl_{number}/Content.xml"
                parts[f"Doc_0/{name}"] = (f'{_HEAD}<{p}Page {space}><{p}Content><{p}Layer ID="{lower.next}">'
                                          f'{"".join(lower.objects)}</{p}Layer></{p}Content></{p}Page>')
                forms += f'<{p}TemplatePage ID="{900 + number}" BaseLoc="{root}{name}"/>'
                under = f'<{p}Template TemplateID="{900 + number}" ZOrder="Background"/>'
            name = f"Pages/Page_{number}/Content.xml"
            parts[f"Doc_0/{name}"] = (f'{_HEAD}<{p}Page {space}>{under}<{p}Area><{p}PhysicalBox>{box}</{p}PhysicalBox></{p}Area>'
                                      f'<{p}Content><{p}Layer ID="{page.next + 1}" Type="Body">{inside}</{p}Layer></{p}Content></{p}Page>')
            listed += f'<{p}Page ID="{number + 1}" BaseLoc="{root}{name}"/>'
    area = f"0 0 {_n(size.width * MM)} {_n(size.height * MM)}"
    parts["Doc_0/Document.xml"] = (
        f'{_HEAD}<{p}Document {space}><{p}CommonData><{p}MaxUnitID>999999</{p}MaxUnitID><{p}PageArea><{p}PhysicalBox>{area}'
        f'</{p}PhysicalBox></{p}PageArea>{forms}</{p}CommonData><{p}Pages>{listed}</{p}Pages></{p}Document>')
    parts["OFD.xml"] = (
        f'{_HEAD}<{p}OFD {space} Version="1.0" DocType="OFD"><{p}DocBody><{p}DocInfo><{p}DocID>0</{p}DocID></{p}DocInfo>'
        f'<{p}DocRoot>{root}{"" if root else "Doc_0/"}Document.xml</{p}DocRoot></{p}DocBody></{p}OFD>')
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as container:
        for name in ["OFD.xml", *sorted(name for name in parts if name != "OFD.xml")]:
            container.writestr(zipfile.ZipInfo(name, _DAY), parts[name].encode("utf-8"), zipfile.ZIP_DEFLATED)
    out.write_bytes(data.getvalue())


def keep(root: Path) -> None:
    """Writes corpora/ofd/NAME.ofd: what corpora/pdf/NAME.pdf shows, with the figures of golden/pdf/NAME.csv."""
    folder = root / "corpora/ofd"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, hand in KEPT.items():
        write(root / f"corpora/pdf/{name}.pdf", folder / f"{name}.ofd", hand)

"""A small PDF writer of our own, for what no producer at hand makes: GBK encodings without embedded fonts, fake bold,
vertical writing, forms within forms, clipped and white lines, turned pages, Type 3 figures, wrong ToUnicode.

Lays a document out on A4 with its own line breaking; every table cell is drawn by itself.
"""

import math
import re
import zlib
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Tuple

from corpus.grid import Grid

from . import over
from .model import Document, Placed, ghosted, placed, weights

PAGE = (595.0, 842.0)
MARGIN = 62.0


@dataclass
class Style:
    """What is odd about a file."""

    encoding: str = "UniGB-UCS2-H"   # the CMap; UniGB-UTF16-H, GBK-EUC-H, GBKp-EUC-H, GBK2K-H
    bold: str = ""                    # "mode" = 2 Tr, "twice" = drawn again 0.25 points aside
    vertical_heads: bool = False      # row heads in an upright vertical font
    turned_heads: bool = False        # row heads lying on their side
    rules: str = "stroke"             # stroke, thin (filled rectangles), four (a box per cell), grey, dashed, far (dashes), down (none across), none
    rotate: int = 0                   # /Rotate, the content as it is
    sideways: int = 0                 # content turned by as much, /Rotate the other way round
    forms: int = 0                    # tables within so many nested forms
    clutter: bool = False             # white lines, lines clipped away, hidden and white text
    number: str = "— {} —"            # page number; empty for none
    split_rows: bool = False          # rows are cut where the page ends
    latin: bool = False               # figures and letters in a simple font of their own, as Word and WPS write them
    pieces: bool = False              # every character placed by itself
    align: str = "centre"             # of figures: left, right
    high: bool = False                # text at the top of its cell
    ghost: bool = False               # an empty narrow column before the figures
    line_gap: float = 3.0
    repeat_heads: bool = False
    mirror: float = 0.0               # pages shift left and right by so much
    open_breaks: bool = False
    over: str = ""                    # what makes the first figures unsure: laid, veiled, unseen; named, drawn: a font of their own
    seal: str = ""                    # a seal over the tables: red, with words round and across it; lettered, words in red alone


@dataclass
class Page:
    ops: List[str] = field(default_factory=list)
    notes: List[Tuple[Tuple[float, float, float, float], str]] = field(default_factory=list)


class Writer:
    """Lays out and writes one document."""

    def __init__(self, style: Style):
        self.style = style
        self.pages: List[Page] = []
        self.y = 0.0
        self.overs = 0
        self.bottom = PAGE[1] - 70

    # Text ------------------------------------------------------------------------------------------------------

    def code(self, text: str) -> str:
        name = self.style.encoding
        if "UCS2" in name or "UTF16" in name:
            return "<" + text.encode("utf-16-be").hex() + ">"
        return "<" + text.encode("gb18030").hex() + ">"

    def width(self, text: str, size: float) -> float:
        return sum(size * (0.5 if ord(ch) < 128 else 1.0) for ch in text)

    def show(self, x: float, y: float, size: float, text: str, bold: bool = False) -> None:
        base = PAGE[1] - y
        mode = "2 Tr 0.3 w " if bold and self.style.bold == "mode" else ""
        places = [x, x + 0.25] if bold and self.style.bold == "twice" else [x]
        for place in places:
            for run, at, font, shown in self.runs(text, size, place):
                self.op(f"BT /{font} {size:g} Tf {mode}1 0 0 1 {at:.2f} {base:.2f} Tm {shown} Tj "
                        + ("0 Tr " if mode else "") + "ET")

    def runs(self, text: str, size: float, x: float) -> List[Tuple[str, float, str, str]]:
        """The text in the pieces that are shown one by one: (text, place, font, string)."""
        pieces = list(text) if self.style.pieces else \
            [m.group() for m in re.finditer(r"[!-~]+|[^!-~]+", text)] if self.style.latin else [text]
        found = []
        for piece in pieces:
            plain = self.style.latin and all("!" <= ch <= "~" for ch in piece)
            shown = "(" + re.sub(r"[()\\]", r"\\\g<0>", piece) + ")" if plain else self.code(piece)
            found.append((piece, x, "F3" if plain else "F1", shown))
            x += self.width(piece, size)
        return found

    def op(self, text: str) -> None:
        self.pages[-1].ops.append(text)

    def wrap(self, text: str, room: float, size: float) -> List[str]:
        lines = [""]
        for ch in text:
            if ch == "\n":
                lines.append("")
            elif self.width(lines[-1] + ch, size) > room and lines[-1]:
                lines.append(ch)
            else:
                lines[-1] += ch
        return lines

    # Pages -----------------------------------------------------------------------------------------------------

    def left(self) -> float:
        return MARGIN + (self.style.mirror if len(self.pages) % 2 else -self.style.mirror)

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = 72.0
        if self.style.clutter:
            self.op("1 1 1 RG 0.7 w 100 100 m 100 700 l S 0 0 0 RG q 0 0 5 5 re W n 120 100 m 120 700 l S Q")
            self.op(f"BT /F1 10 Tf 3 Tr 1 0 0 1 300 400 Tm {self.code('987654')} Tj 0 Tr ET")
            self.op(f"1 1 1 rg BT /F1 10 Tf 1 0 0 1 320 300 Tm {self.code('123456')} Tj ET 0 0 0 rg")

    def paragraph(self, kind: str, text: str) -> None:
        size = {"title": 16.0, "heading": 13.0}.get(kind, 11.0)
        room = PAGE[0] - 2 * MARGIN
        indent = "" if kind in ("title", "sign") else "　　"
        for line in self.wrap(indent + text, room, size):
            if self.y + size * 1.8 > self.bottom:
                self.new_page()
            self.y += size * 1.7
            x = self.left()
            if kind == "title":
                x += (room - self.width(line, size)) / 2
            elif kind == "sign":
                x += room - self.width(line, size)
            self.show(x, self.y, size, line, kind in ("title", "heading"))

    # Tables ----------------------------------------------------------------------------------------------------

    def table(self, grid: Grid) -> None:
        size, pad = 9.0, self.style.line_gap
        room = PAGE[0] - 2 * MARGIN
        cells, shares = placed(grid), weights(grid)
        if self.style.ghost:
            first = min(cell.column for cell in cells if cell.figure)
            cells = ghosted(cells, grid.head_rows)
            shares = [share * 0.98 for share in shares[:first]] + [0.02] + [share * 0.98 for share in shares[first:]]
        edges = [0.0]
        for share in shares:
            edges.append(edges[-1] + share * room)
        lines: Dict[int, List[str]] = {}
        heights = [size * 1.3 + 2 * pad] * len(grid.rows)
        for index, cell in enumerate(cells):
            own = edges[cell.column + cell.colspan] - edges[cell.column] - 4
            lines[index] = self.wrap(cell.text, own, size)
            if cell.rowspan == 1:
                heights[cell.row] = max(heights[cell.row], len(lines[index]) * size * 1.25 + 2 * pad)
        heads, start = dict(lines), 0
        while start < len(heights):
            end, used = start, 0.0
            limit = self.bottom - self.y - 8
            head = sum(heights[:grid.head_rows]) if self.style.repeat_heads and start else 0.0
            while end < len(heights) and used + heights[end] + head <= limit:
                used += heights[end]
                end += 1
            rest = limit - used - head
            tall = end < len(heights) and heights[end] > size * 3 and rest > size * 1.7 + pad
            if self.style.split_rows and tall and start <= end:
                self.cut(cells, lines, heights, end, int((rest - 2 * pad) / (size * 1.25)), size, pad)
                end += 1
                self.rows(cells, lines, edges, heights, start, end, size, cut_below=True)
                self.new_page()
                start = end
                continue
            if end == start:
                self.new_page()
                continue
            if head:
                self.rows(cells, dict(heads), edges, heights, 0, grid.head_rows, size)
                self.y -= 8
            self.rows(cells, lines, edges, heights, start, end, size)
            start = end
            if start < len(heights):
                self.new_page()

    def cut(self, cells: List[Placed], lines: Dict[int, List[str]], heights: List[float], row: int, fit: int,
            size: float, pad: float) -> None:
        """Cuts a row in two after so many lines: what fits stays, the rest becomes a row of its own below."""
        below = []
        for index, cell in enumerate(list(cells)):
            if cell.row > row:
                cell.row += 1
            elif cell.row + cell.rowspan > row and (cell.row < row or cell.rowspan > 1):
                cell.rowspan += 1
            elif cell.row == row:
                rest = Placed(cell.text, row + 1, cell.column, 1, cell.colspan, cell.head, cell.figure)
                below.append((rest, lines[index][fit:]))
                lines[index] = lines[index][:fit]
        for rest, own in below:
            lines[len(cells)] = own
            cells.append(rest)
        most = max((len(own) for _, own in below), default=1)
        heights.insert(row + 1, max(1, most) * size * 1.25 + 2 * pad)
        heights[row] = fit * size * 1.25 + 2 * pad

    def rows(self, cells: List[Placed], lines: Dict[int, List[str]], edges: List[float], heights: List[float],
             start: int, end: int, size: float, cut_below: bool = False) -> None:
        """The rows of a table that fit on this page; a cell that spans on is drawn on every page, its text on one."""
        top = self.y + 8
        tops = {row: top + sum(heights[start:row]) for row in range(start, end + 1)}
        if self.style.forms:
            self.op("%FORM")
        for index, cell in enumerate(cells):
            first, last = max(cell.row, start), min(cell.row + cell.rowspan, end)
            if first >= last:
                continue
            box = (self.left() + edges[cell.column], tops[first],
                   self.left() + edges[cell.column + cell.colspan], tops[last])
            self.box(box, open_top=first > cell.row, open_bottom=last < cell.row + cell.rowspan)
            own = lines[index]
            if last < cell.row + cell.rowspan:
                # What does not fit goes on after the break.
                fit = int((box[3] - box[1] - 2) / (size * 1.25))
                own, lines[index] = own[:fit], own[fit:]
            else:
                lines[index] = []
            if own:
                self.cell(cell, own, box, size)
        if self.style.forms:
            self.op("%END")
        if self.style.seal:
            self.seal(self.left() + edges[-1] * 0.68, (tops[start] + tops[end]) / 2)
        self.y = tops[end]

    def seal(self, x: float, y: float) -> None:
        """A seal with its middle at a place: a ring, letters along it, a word across."""
        y, radius, words = PAGE[1] - y, 52.0, "某某县人民政府办公室公章"
        self.op("q 0.86 0.1 0.1 RG 0.86 0.1 0.1 rg 2 w")
        if self.style.seal == "red":
            bend = 0.5523 * radius
            self.op(f"{x + radius:.2f} {y:.2f} m")
            for a, b in ((1, 0), (0, 1), (-1, 0), (0, -1)):
                c, d = -b, a
                points = ((a * radius + c * bend, b * radius + d * bend), (c * radius + a * bend, d * radius + b * bend),
                          (c * radius, d * radius))
                self.op(" ".join(f"{x + px:.2f} {y + py:.2f}" for px, py in points) + " c")
            self.op("S")
            for index, letter in enumerate(words):
                angle = math.pi * (1 - (index + 0.5) / len(words))
                cosine, sine = math.sin(angle), -math.cos(angle)
                place = x + 0.76 * radius * math.cos(angle), y + 0.76 * radius * math.sin(angle)
                self.op(f"BT /F1 10 Tf {cosine:.3f} {sine:.3f} {-sine:.3f} {cosine:.3f} {place[0]:.2f} {place[1]:.2f} Tm "
                        f"{self.code(letter)} Tj ET")
        for row in range(5 if self.style.seal == "lettered" else 1):
            self.op(f"BT /F1 11 Tf 1 0 0 1 {x - 44:.2f} {y - 4 - 27 * row:.2f} Tm {self.code('此件主动公开专用')} Tj ET")
        self.op("Q")

    def cell(self, cell: Placed, lines: List[str], box: Tuple[float, float, float, float], size: float) -> None:
        left, top, right, bottom = box
        tall = cell.rowspan > 3 and not cell.head
        if tall and self.style.vertical_heads:
            text = "".join(lines)
            x, y = (left + right) / 2, max(top + 4, (top + bottom - size * len(text)) / 2)
            self.op(f"BT /F2 {size:g} Tf 1 0 0 1 {x:.2f} {PAGE[1] - y:.2f} Tm {self.code(text)} Tj ET")
            return
        if tall and self.style.turned_heads:
            text = "".join(lines)
            x, y = (left + right) / 2 + size / 3, (top + bottom + self.width(text, size)) / 2
            self.op(f"BT /F1 {size:g} Tf 0 1 -1 0 {x:.2f} {PAGE[1] - y:.2f} Tm {self.code(text)} Tj ET")
            return
        y = top + self.style.line_gap if self.style.high else (top + bottom - len(lines) * size * 1.25) / 2
        align = self.style.align if cell.figure else "centre"
        for line in lines:
            y += size * 1.25
            x = {"left": left + 3, "right": right - 3 - self.width(line, size)}.get(
                align, (left + right - self.width(line, size)) / 2)
            if cell.figure and self.style.over and line.isdigit():
                self.unsure(x, y - size * 0.25, size, line)
            else:
                self.show(x, y - size * 0.25, size, line, cell.head)

    def unsure(self, x: float, y: float, size: float, text: str) -> None:
        """A figure of which the text layer says something else, too."""
        kind, base, wide = self.style.over, PAGE[1] - y, self.width(text, size)
        self.overs += 1
        if self.overs > over.MOST:
            self.show(x, y, size, text)
        elif kind in ("named", "drawn"):
            code = text.translate(over.SWAPPED) if kind == "named" else text
            self.op(f"BT /F4 {size:g} Tf 1 0 0 1 {x:.2f} {base:.2f} Tm ({code}) Tj ET")
        elif kind == "laid":
            old = over.other(text)
            self.show(x, y, size, old)
            room = max(wide, self.width(old, size))
            self.pages[-1].notes.append(((x - 2, base - 3, x + room + 4, base + 9), text))
        elif kind == "veiled":
            old = over.other(text)
            self.show(x, y, size, old)
            again = f"BT /F1 {size:g} Tf 1 0 0 1 {x:.2f} {base:.2f} Tm {self.code(old)} Tj ET"
            self.op(over.veil(self.overs % 4, x, base, self.width(old, size), lambda: again))
        else:
            self.show(x, y, size, text)
            before, after = over.UNSEEN[self.overs % len(over.UNSEEN)]
            left = x + wide
            hole = f"0 0 595 842 re {left - .2:.2f} {base - 2:.2f} {size * .5 + .4:.2f} {size + 2:g} re"
            self.op(f"q {before.format(hole=hole)}BT /F1 {size:g} Tf 1 0 0 1 {left:.2f} {base:.2f} Tm {self.code('7')} Tj ET{after} Q")

    def box(self, box: Tuple[float, float, float, float], open_top: bool, open_bottom: bool) -> None:
        left, top, right, bottom = box
        top, bottom = PAGE[1] - top, PAGE[1] - bottom
        kind = self.style.rules
        sides = [(left, top, left, bottom), (right, top, right, bottom)]
        if not (open_top and self.style.open_breaks):
            sides.append((left, top, right, top))
        if not (open_bottom and self.style.open_breaks):
            sides.append((left, bottom, right, bottom))
        if kind == "none":
            return
        if kind == "down":
            del sides[2:]
        if kind == "thin":
            for a, b, c, d in sides:
                self.op(f"{min(a, c) - .25:.2f} {min(b, d) - .25:.2f} {abs(a - c) + .5:.2f} {abs(b - d) + .5:.2f} re f")
            return
        if kind == "far":
            # As TeX draws dashes: each a small box of its own, with half of one at both ends.
            for a, b, c, d in sides:
                length = abs(a - c) + abs(b - d)
                count = max(1, round(length / 8))
                for at in range(count + 1):
                    start, end = max(0, (at - .25) * length / count), min(length, (at + .25) * length / count)
                    x, y = (min(a, c) + start, b) if b == d else (a, min(b, d) + start)
                    wide, high = (end - start, .4) if b == d else (.4, end - start)
                    self.op(f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re f")
            return
        if kind == "wps":
            # Each side by itself, as boxes that end short of one another.
            for a, b, c, d in sides:
                self.op(f"{min(a, c):.2f} {min(b, d):.2f} {max(abs(a - c), .48):.2f} {max(abs(b - d), .48):.2f} re f*")
            return
        if kind == "four":
            self.op(f"0.5 w {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re S")
            return
        paint = {"grey": "0.93 G 0.25 w", "dashed": "[2 1.5] 0 d 0.5 w"}.get(kind, "0.5 w")
        for a, b, c, d in sides:
            self.op(f"q {paint} {a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S Q")

    # The file --------------------------------------------------------------------------------------------------

    def write(self, document: Document) -> bytes:
        self.new_page()
        for kind, block in document.blocks:
            if kind == "table":
                self.table(block)
            else:
                self.paragraph(kind, block)
        for index, page in enumerate(self.pages):
            if self.style.number:
                text = self.style.number.format(index + 1)
                x = (PAGE[0] - self.width(text, 10)) / 2
                page.ops.append(f"BT /F1 10 Tf 1 0 0 1 {x:.2f} 45 Tm {self.code(text)} Tj ET")
        if self.style.over in over.PRINTED:
            own = document.golden[:over.MOST]
            document.golden[:over.MOST] = [(key, over.PRINTED[self.style.over](value)) for key, value in own]
        return self.file()

    def file(self) -> bytes:
        objects: List[bytes] = []

        def add(body: bytes) -> int:
            objects.append(body)
            return len(objects)

        def stream(data: str, extra: str = "") -> int:
            body = data.encode("latin-1")
            if self.style.over:
                body, extra = zlib.compress(body, 9), extra + " /Filter /FlateDecode"
            return add(b"<< /Length %d %s >> stream\n" % (len(body), extra.encode()) + body + b"\nendstream")

        catalog, tree = add(b""), add(b"")
        # Half-width figures and letters have the width 500: CIDs 1 to 95 and 814 to 908 of Adobe-GB1.
        descendant = add(b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) "
                         b"/Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500 814 908 500 7716 [500]] /FontDescriptor "
                         b"<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 -120 1000 880] "
                         b"/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >> >>")
        fonts = {}
        for name, encoding in (("F1", self.style.encoding), ("F2", self.style.encoding[:-1] + "V")):
            fonts[name] = add(f"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /{encoding} "
                              f"/DescendantFonts [{descendant} 0 R] >>".encode())
        if self.style.latin:
            widths = " ".join(["500"] * 95)
            fonts["F3"] = add(f"<< /Type /Font /Subtype /TrueType /BaseFont /TimesNewRomanPSMT /Encoding /WinAnsiEncoding "
                              f"/FirstChar 32 /LastChar 126 /Widths [{widths}] /FontDescriptor << /Type /FontDescriptor "
                              f"/FontName /TimesNewRomanPSMT /Flags 32 /FontBBox [-568 -216 2046 693] /ItalicAngle 0 "
                              f"/Ascent 693 /Descent -216 /CapHeight 662 /StemV 80 >> >>".encode())
        if self.style.over in ("named", "drawn"):
            fonts["F4"] = add(over.named(stream) if self.style.over == "named" else over.drawn(stream, add))
        font_dict = " ".join(f"/{name} {number} 0 R" for name, number in fonts.items())
        kids = []
        extra, beside = over.resources(self.style.over, stream, add)
        for page in self.pages:
            resources = f"/Font << {font_dict} >>{extra}"
            notes = [over.note(at, box, text, font_dict, stream) for at, (box, text) in enumerate(page.notes)]
            annots = f"/Annots [{' '.join(notes)}] " if notes else ""
            content = "\n".join(page.ops)
            forms = ""
            while self.style.forms and "%FORM\n" in content:
                head, rest = content.split("%FORM\n", 1)
                body, tail = rest.split("%END", 1)
                number = 0
                for _ in range(self.style.forms):
                    inner = f"/XObject << /X {number} 0 R >>" if number else ""
                    number = stream(body if not number else "q /X Do Q",
                                    f"/Type /XObject /Subtype /Form /BBox [0 0 {PAGE[0]} {PAGE[1]}] "
                                    f"/Resources << {resources} {inner} >>")
                forms += f" /X{number} {number} 0 R"
                content = f"{head}q /X{number} Do Q\n{tail}"
            width, height = PAGE
            turn = self.style.sideways % 360
            if turn == 90:
                content = f"q 0 1 -1 0 {height} 0 cm\n{content}\nQ"
            elif turn == 270:
                content = f"q 0 -1 1 0 0 {width} cm\n{content}\nQ"
            elif turn == 180:
                content = f"q -1 0 0 -1 {width} {height} cm\n{content}\nQ"
            if turn in (90, 270):
                width, height = height, width
            contents = stream(content)
            xobjects = f"/XObject << {forms} >>" if forms else ""
            kids.append(add(f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:g} {height:g}] "
                            f"/Rotate {self.style.rotate} /Resources << {resources} {xobjects} >> "
                            f"{annots}/Contents {contents} 0 R >>".encode()))
        objects[catalog - 1] = f"<< /Type /Catalog /Pages {tree} 0 R {beside}>>".encode()
        references = " ".join(f"{kid} 0 R" for kid in kids)
        objects[tree - 1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{references}] >>".encode()
        out, offsets = b"%PDF-1.5\n%\xe4\xbd\xa0\n", []
        for number, body in enumerate(objects, 1):
            offsets.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)

"""What makes a figure of a page unsure though its text is plain: something drawn over it, letters nobody sees beside it, a font that draws or
names its figures otherwise than it maps them.

Used by `raw`. The figure that is printed is the true one; what the text layer says besides, or instead, is not.
"""

import io
from typing import Callable, Dict, List, Tuple

NAMES = "zero one two three four five six seven eight nine".split()
# So many figures of a report are printed so: those that no sum of the form is over.
MOST = 9

# Which figures the fonts of `named` and `drawn` have in one another's place.
SWAPPED = str.maketrans("690358", "960853")


# What is printed of a figure where that is not the figure.
PRINTED: Dict[str, Callable[[str], str]] = {"veiled": lambda value: "", "drawn": lambda value: value.replace("8", "3")}


def other(text: str) -> str:
    """What stood there before it was covered."""
    return str(int(text) + 13)


def veil(kind: int, x: float, y: float, wide: float, show: Callable[[], str]) -> str:
    """White over what stands at a place, in one of the ways in which people correct."""
    left, right, low, high = x - 1, x + wide + 1, y - 1.5, y + 7.5
    if kind == 0:
        return f"q 0.999 0.04 -0.04 0.999 {left:.2f} {low:.2f} cm 1 g 0 0 {right - left:.2f} {high - low:.2f} re f Q"
    if kind == 1:
        return (f"q 1 g {left - 3:.2f} {y:.2f} m {left:.2f} {high + 4:.2f} {right:.2f} {high + 4:.2f} {right + 3:.2f} {y:.2f} c "
                f"{right:.2f} {low - 4:.2f} {left:.2f} {low - 4:.2f} {left - 3:.2f} {y:.2f} c f Q")
    if kind == 2:
        step = (high - low) / 10
        lines = "".join(f"{left:.2f} {low + at * step:.2f} {right - left:.2f} {step + .6:.2f} re f " for at in range(10))
        return f"q 1 g {lines}Q"
    return f"1 g 1 G 0.8 w 2 Tr {show()} 0 Tr 0 g 0 G"


# How a figure is shown that nobody sees: what comes before and after it.
UNSEEN = (("/Masked gs ", ""), ("/Pattern cs /White scn ", ""), ("/OC /Screen BDC ", " EMC"), ("q {hole} W* n ", " Q"), ("0 Tz ", " 100 Tz"))


def resources(kind: str, stream: Callable[[str, str], int], add: Callable[[bytes], int]) -> Tuple[str, str]:
    """What the resources of a page need besides fonts, and what the catalogue does."""
    if kind != "unseen":
        return "", ""
    group = stream("0 g 0 0 595 842 re f", "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << >> "
                   "/Group << /S /Transparency /CS /DeviceGray >>")
    white = stream("1 g 0 0 9 9 re f", "/PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 /Resources << >>")
    layer = add(b"<< /Type /OCG /Name (print) /Usage << /Print << /PrintState /OFF >> /View << /ViewState /OFF >> >> >>")
    occasions = " ".join(f"<< /Event /{name} /Category [/{name}] /OCGs [{layer} 0 R] >>" for name in ("View", "Print"))
    return (f" /ExtGState << /Masked << /SMask << /S /Luminosity /G {group} 0 R >> >> >> /Pattern << /White {white} 0 R >> "
            f"/Properties << /Screen {layer} 0 R >>",
            f"/OCProperties << /OCGs [{layer} 0 R] /D << /Order [{layer} 0 R] /AS [{occasions}] >> >>")


def note(number: int, box: Tuple[float, float, float, float], text: str, fonts: str, stream: Callable[[str, str], int]) -> str:
    """A stamp or a typed line, white with a figure on it, laid over a box of the page."""
    left, low, right, high = box
    wide, tall = right - left, high - low
    shown = f"1 g 0 0 {wide:.2f} {tall:.2f} re f BT /F1 9 Tf 0 g 1 0 0 1 2 3 Tm <{text.encode('utf-16-be').hex()}> Tj ET"
    look = stream(shown, f"/Type /XObject /Subtype /Form /BBox [0 0 {wide:.2f} {tall:.2f}] /Resources << /Font << {fonts} >> >>")
    kind = ("FreeText", "Stamp", "Square")[number % 3]
    return (f"<< /Type /Annot /Subtype /{kind} /F 4 /Rect [{left:.2f} {low:.2f} {right:.2f} {high:.2f}] "
            f"/AP << /N {look} 0 R >> >>")


def map_of(says: Dict[int, str]) -> str:
    """A ToUnicode map of single bytes."""
    lines = "".join(f"<{code:02x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in sorted(says.items()))
    return ("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <ff> endcodespacerange "
            f"{len(says)} beginbfchar\n{lines}endbfchar endcmap end end")


def named(stream: Callable[[str, str], int]) -> bytes:
    """A font that is not embedded, whose glyphs have other names than its map says."""
    says = stream(map_of({48 + at: str(at) for at in range(10)}), "")
    differences = " ".join("/" + NAMES[int(str(at).translate(SWAPPED))] for at in range(10))
    return (f"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [48 {differences}] >> "
            f"/ToUnicode {says} 0 R >>").encode()


def drawn(stream: Callable[[str, str], int], add: Callable[[bytes], int]) -> bytes:
    """An embedded font whose 8 is drawn as a 3, and whose map calls its 5 a space."""
    data = outlines()
    body = stream(data.decode("latin-1"), f"/Length1 {len(data)}")
    descriptor = add(f"<< /Type /FontDescriptor /FontName /AAAAAA+Segments /Flags 32 /FontBBox [0 0 600 700] /ItalicAngle 0 /Ascent 700 "
                     f"/Descent 0 /CapHeight 700 /StemV 80 /FontFile2 {body} 0 R >>".encode())
    says = stream(map_of({48 + at: " " if at == 5 else str(at) for at in range(10)}), "")
    widths = " ".join(["600"] * 10)
    return (f"<< /Type /Font /Subtype /TrueType /BaseFont /AAAAAA+Segments /FirstChar 48 /LastChar 57 /Widths [{widths}] "
            f"/Encoding /WinAnsiEncoding /FontDescriptor {descriptor} 0 R /ToUnicode {says} 0 R >>").encode()


def outlines() -> bytes:
    """Figures as a clock draws them, the 8 as a 3."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    bars = dict(a=(60, 620, 540, 700), b=(460, 350, 540, 700), c=(460, 0, 540, 350), d=(60, 0, 540, 80), e=(60, 0, 140, 350),
                f=(60, 350, 140, 700), g=(60, 310, 540, 390))
    lit = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abgcd", "abcdfg"]

    def glyph(parts: str):
        pen = TTGlyphPen(None)
        for part in parts:
            left, low, right, high = bars[part]
            for at, point in enumerate([(left, low), (left, high), (right, high), (right, low)]):
                (pen.lineTo if at else pen.moveTo)(point)
            pen.closePath()
        return pen.glyph()

    order = [".notdef"] + NAMES
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap({48 + at: name for at, name in enumerate(NAMES)})
    builder.setupGlyf({".notdef": glyph(""), **{name: glyph(parts) for name, parts in zip(NAMES, lit)}})
    builder.setupHorizontalMetrics({name: (600, 60) for name in order})
    builder.setupHorizontalHeader(ascent=700, descent=0)
    builder.setupOS2()
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    out = io.BytesIO()
    builder.save(out)
    return out.getvalue()

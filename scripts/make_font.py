#!/usr/bin/env python3
"""Cut the font that `nianbao show` draws with: the characters of GB 2312 and of data/, out of Noto Sans CJK SC.

Every other character of the Basic Multilingual Plane is drawn as an empty box: a renderer that finds no character may take any glyph,
and a picture must not show a character that is not printed.

    python3 scripts/make_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Writes data/fonts/nianbao-sans.otf. Needs fonttools (PyPI) and the font (Debian: fonts-noto-cjk), which is under the SIL Open Font
License; the licence asks that what is cut out of it has another name.
"""

import sys
from pathlib import Path
from typing import Set

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "data/fonts/nianbao-sans.otf"
SIMPLIFIED = 2  # the font of the collection that has the shapes of mainland China
NAME = "Nianbao Sans"


def characters() -> Set[str]:
    """GB 2312, Latin letters, full-width forms, and all that the data of the project uses."""
    found = {chr(code) for first, end in ((0x20, 0x7F), (0xA0, 0x100), (0xFF01, 0xFF5F)) for code in range(first, end)}
    for high in range(0xA1, 0xFF):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
                # The same place has another character in later standards: the dash, the middle dot.
                found.add(bytes((high, low)).decode("gb18030"))
            except UnicodeDecodeError:
                continue
    for path in sorted((ROOT / "data").rglob("*")):
        if path.suffix in (".csv", ".txt", ".toml") and path.parent.name != "fonts":
            found.update(ch for ch in path.read_text(encoding="utf-8") if ord(ch) >= 0x20)
    return found


SPACES = [0x20, 0xA0, 0x3000, *range(0x2000, 0x2010), 0x202F, 0x205F, 0x2060, 0xFEFF]


def complete(font: TTFont) -> None:
    """Gives every character a glyph: its own, the space, or the empty box."""
    own = font.getBestCmap()
    box = own[0x25A1]
    own.update({code: own[0x3000] for code in SPACES if code not in own})
    table = CmapSubtable.newSubtable(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {code: own.get(code, box) for code in range(0x20, 0xFFFE) if not 0xD800 <= code < 0xE000}
    font["cmap"].tables = [table]


def main(source: str) -> int:
    font = TTFont(source, fontNumber=SIMPLIFIED, recalcTimestamp=False)
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
                             drop_tables=["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(ch) for ch in characters()])
    cutter.subset(font)
    complete(font)
    for record in font["name"].names:
        renamed = {1: NAME, 3: f"{NAME}, from Noto Sans CJK SC 2.004", 4: NAME, 6: NAME.replace(" ", "")}
        if record.nameID in renamed:
            record.string = renamed[record.nameID]
    cff = font["CFF "].cff
    cff.fontNames = [NAME.replace(" ", "")]
    cff.topDictIndex[0].FullName = cff.topDictIndex[0].FamilyName = NAME
    OUT.parent.mkdir(exist_ok=True)
    font.save(OUT)
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))

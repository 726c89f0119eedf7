"""The body of a report as a Word document (Office Open XML), as Word, WPS or a converter would save it."""

import io
import re
import zipfile
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Dict, List, Optional, Tuple

from . import body as bodies
from .grid import Cell, Grid
from .options import Options

_SPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
           'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
           'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
           'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
           'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
           'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
           'xmlns:v="urn:schemas-microsoft-com:vml"')
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (_HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
          '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
          '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
          'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
_RELATIONS = (_HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
              '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
              'Target="word/document.xml"/></Relationships>')
_STYLES = (_HEAD + '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
           '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
           '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
           '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>')
_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Hand:
    """How one program writes a document."""

    run: str = ""                # properties of a run
    paragraph: str = ""          # attributes of a paragraph
    styles: bool = False         # headings have styles
    split: bool = False          # numbers and labels over several runs
    goes_on: str = '<w:vMerge w:val="continue"/>'
    grid: bool = True            # the widths of the columns are listed
    proof: bool = False          # marks of the spelling checker between runs


HANDS: Dict[str, Hand] = {
    "office": Hand('<w:rFonts w:ascii="仿宋" w:eastAsia="仿宋" w:hAnsi="仿宋" w:hint="eastAsia"/><w:sz w:val="21"/>',
                   ' w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"', True, True, "<w:vMerge/>", True, True),
    "wps": Hand('<w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体"/><w:vertAlign w:val="baseline"/>'
                '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>', "", False, True),
    "converter": Hand(grid=False),
}
# What a document may have besides paragraphs and tables of figures.
EXTRAS = ("changes", "hidden_run", "text_box", "footnote", "layout_table", "empty_lines")


@dataclass
class Pen:
    """What writes one document."""

    hand: Hand
    extras: Tuple[str, ...]
    rng: Random

    def run(self, text: str, properties: str = "", tag: str = "t") -> str:
        inside = self.hand.run + properties
        shown = escape(text, quote=False)
        return f'<w:r>{f"<w:rPr>{inside}</w:rPr>" if inside else ""}<w:{tag} xml:space="preserve">{shown}</w:{tag}></w:r>'

    def runs(self, text: str) -> str:
        """One text, perhaps torn into runs as an editor leaves it."""
        pieces = [text]
        if self.hand.split and len(text) > 1 and self.rng.random() < 0.4:
            cut = self.rng.randint(1, len(text) - 1)
            pieces = [text[:cut], text[cut:]]
        between = '<w:proofErr w:type="gramStart"/>' if self.hand.proof else ""
        return between.join(self.run(piece) for piece in pieces)

    def paragraph(self, content: str, properties: str = "") -> str:
        inside = f"<w:pPr>{properties}</w:pPr>" if properties else ""
        return f"<w:p{self.hand.paragraph}>{inside}{content}</w:p>"

    def lines(self, text: str) -> str:
        """Text with line breaks: one paragraph with breaks in it, or one for each line."""
        parts = text.split("\n")
        if len(parts) > 1 and self.rng.random() < 0.5:
            return "".join(self.paragraph(self.runs(part)) for part in parts)
        return self.paragraph("<w:r><w:br/></w:r>".join(self.runs(part) if part else "" for part in parts))


def _figure(cell: Cell, pen: Pen) -> str:
    """A cell's content, with what an editor left in it that nobody sees."""
    note = re.fullmatch(r"(.*)<sup>(.*)</sup>", cell.html or "")
    if note:
        return pen.paragraph(pen.runs(note.group(1)) + pen.run(note.group(2), '<w:vertAlign w:val="superscript"/>'))
    draw = pen.rng.random()
    if cell.key and cell.text.isdigit() and "changes" in pen.extras and draw < 0.05:
        old = pen.run(str(int(cell.text) + 7), tag="delText")
        author = 'w:id="1" w:author="a" w:date="2024-01-05T09:00:00Z"'
        return pen.paragraph(f"<w:del {author}>{old}</w:del><w:ins {author}>{pen.runs(cell.text)}</w:ins>")
    if cell.key and "hidden_run" in pen.extras and draw < 0.05:
        return pen.paragraph(pen.run("9", "<w:vanish/>") + pen.runs(cell.text))
    if cell.key and cell.text and "footnote" in pen.extras and draw < 0.05:
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
        return pen.paragraph(pen.runs(cell.text) + mark)
    return pen.lines(cell.text) if cell.text else pen.paragraph("")


def _cell(content: str, span: int, merge: str, pen: Pen) -> str:
    width = f'<w:tcW w:w="{span * 900}" w:type="dxa"/>'
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{width}{spans}{merge}</w:tcPr>{content}</w:tc>"


def _row(line: List[Tuple[int, int, Optional[Cell], bool]], pen: Pen) -> str:
    cells = []
    for _, span, cell, begins in line:
        if cell is None:
            cells.append(_cell(pen.paragraph(""), span, pen.hand.goes_on, pen))
        else:
            cells.append(_cell(_figure(cell, pen), span, '<w:vMerge w:val="restart"/>' if begins else "", pen))
    return f"<w:tr>{''.join(cells)}</w:tr>"


def placed(grid: Grid) -> List[List[Tuple[int, int, Optional[Cell], bool]]]:
    """Row by row what stands where: column, width, the cell (nothing where one from above goes on), whether it goes on below."""
    lines: List[List[Tuple[int, int, Optional[Cell], bool]]] = []
    above: Dict[int, Tuple[int, int]] = {}  # column -> width, rows still to cover
    for row in grid.rows:
        line: List[Tuple[int, int, Optional[Cell], bool]] = []
        left, x = list(row), 0
        while left or any(column >= x for column in above):
            if x in above:
                width, rows = above.pop(x)
                line.append((x, width, None, False))
                if rows > 1:
                    above[x] = (width, rows - 1)
                x += width
                if not left and not any(column >= x for column in above):
                    break
                continue
            if not left:
                x = min(column for column in above if column >= x)
                continue
            cell = left.pop(0)
            line.append((x, cell.colspan, cell, cell.rowspan > 1))
            if cell.rowspan > 1:
                above[x] = (cell.colspan, cell.rowspan - 1)
            x += cell.colspan
        lines.append(line)
    return lines


def table(grid: Grid, pen: Pen) -> str:
    """A grid as a table."""
    lines = placed(grid)
    width = max(sum(span for _, span, _, _ in line) for line in lines)
    columns = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * width + "</w:tblGrid>" if pen.hand.grid else ""
    rows = "".join(_row(line, pen) for line in lines)
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{columns}{rows}</w:tbl>'


def _box(text: str, pen: Pen) -> str:
    """A title in a text box: drawn once, and once more for programs that do not know how."""
    content = f"<w:txbxContent>{pen.paragraph(pen.runs(text))}</w:txbxContent>"
    drawn = ('<w:drawing><wp:anchor><wp:extent cx="5400000" cy="720000"/><wp:docPr id="1" name="文本框 1"/><a:graphic><a:graphicData>'
             f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>")
    old = f'<w:pict><v:shape style="width:425pt;height:57pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>'
    return pen.paragraph(f"<w:r>{both}</w:r>")


def _picture(pen: Pen) -> str:
    return pen.paragraph('<w:r><w:drawing><wp:inline><wp:extent cx="5274310" cy="4114800"/><wp:docPr id="2" name="图片 1"/>'
                         '<a:graphic><a:graphicData><a:blip r:embed="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def _blocks(body: "bodies.Body", options: Options, pen: Pen) -> str:
    style = {"title": '<w:pStyle w:val="a3"/><w:jc w:val="center"/>', "heading": '<w:pStyle w:val="1"/>'}
    out = []
    for block in body.blocks:
        if isinstance(block, bodies.Raw):
            continue
        if isinstance(block, Grid):
            if block.caption:
                out.append(pen.paragraph(pen.runs(block.caption)))
            drawn = _picture(pen) if options.container == "picture" else table(block, pen)
            if "layout_table" in pen.extras:
                drawn = f"<w:tbl><w:tr>{_cell(drawn + pen.paragraph(''), 1, '', pen)}</w:tr></w:tbl>"
            out.append(drawn + pen.paragraph(""))
        elif block[0] == "title" and "text_box" in pen.extras:
            out.append(_box(block[1], pen))
        else:
            out.append(pen.paragraph(pen.runs(block[1]), style.get(block[0], "") if pen.hand.styles else ""))
            if "empty_lines" in pen.extras:
                out.append(pen.paragraph(""))
    return "".join(out)


def document(body: "bodies.Body", options: Options, rng: Random) -> bytes:
    """The document as a file. Its parts are stored, so that every version of the packer writes the same bytes."""
    pen = Pen(HANDS[options.hand], options.extras, rng)
    text = f"{_HEAD}<w:document {_SPACES}><w:body>{_blocks(body, options, pen)}<w:sectPr/></w:body></w:document>"
    parts = [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", text)]
    if pen.hand.styles:
        parts.append(("word/styles.xml", _STYLES))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        for name, part in parts:
            container.writestr(zipfile.ZipInfo(name, _DAY), part.encode("utf-8"))
    return out.getvalue()

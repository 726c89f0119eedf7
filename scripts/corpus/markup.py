"""Grids as HTML: tables in the handwriting of different editors, and tables made of other elements."""

import re
from dataclasses import dataclass, replace
from html import escape
from random import Random
from typing import Callable, Dict, List

from .grid import Cell, Grid, Row

WORD_FILLER = ("<![if !supportMisalignedColumns]><tr height=0>" + "<td width=60 style='border:none'></td>" * 10
               + "</tr><![endif]>")


@dataclass(frozen=True)
class Hand:
    """How one editor writes tables."""

    table: str = 'border="1" cellspacing="0" cellpadding="0"'
    row: str = ""
    cell: str = ""               # attributes of a cell; {w} is a drawn width
    wrap: str = "{}"             # around the text of a cell
    head_wrap: str = ""          # around the text of header cells (as `wrap` when empty)
    blank: str = "&nbsp;"
    head_tag: str = "td"
    groups: bool = True          # thead and tbody
    upper: bool = False
    quote: str = '"'
    newline: str = "\n"
    close: bool = True           # closing tags of td and tr
    split_digits: bool = False   # one number over several tags
    filler: str = ""             # before </table>
    colgroup: bool = False
    references: bool = False     # some characters as numeric references


HANDS: Dict[str, Hand] = {
    "bare": Hand(table="", blank=""),
    "plain": Hand(cell='align="center"'),
    "ueditor": Hand(table='width="100%" border="1" class="ue-table" style="border-collapse:collapse;"',
                    row='class="firstRow"',
                    cell='width="{w}" valign="middle" style="border:1px solid #000;word-break:break-all;"',
                    wrap='<p style="text-align:center;"><span style="font-size:14px;font-family:宋体">{}</span></p>',
                    blank="<br/>", colgroup=True),
    "word": Hand(table="class=MsoNormalTable border=1 cellspacing=0 cellpadding=0 "
                       "style='border-collapse:collapse;mso-yfti-tbllook:1184'",
                 row="style='mso-yfti-irow:0;height:17.0pt'",
                 cell="width={w} style='width:{w}.0pt;border:solid windowtext 1.0pt;"
                      "mso-border-alt:solid windowtext .5pt;padding:0cm 5.4pt'",
                 wrap="<p class=MsoNormal align=center style='text-align:center'>"
                      "<span lang=EN-US style='font-size:10.5pt;font-family:宋体'>{}<o:p></o:p></span></p>",
                 blank="<o:p>&nbsp;</o:p>", quote="'", groups=False, filler=WORD_FILLER),
    "wps": Hand(table='style="border-collapse:collapse;width:568.00pt;mso-table-layout-alt:fixed;border:none;" border="1"',
                row='style="height:20.0000pt;"',
                cell='width="{w}" valign="center" style="padding:0.0000pt 5.4000pt 0.0000pt 5.4000pt;'
                     'border:1.0000pt solid windowtext;mso-border-bottom-alt:0.5000pt solid windowtext;"',
                wrap='<p class="MsoNormal" style="margin:0pt;text-align:center;"><font face="仿宋">'
                     '<span style="mso-spacerun:\'yes\';font-size:12.0000pt;">{}</span></font></p>',
                blank="<o:p> </o:p>", groups=False),
    "upper": Hand(table="BORDER=1 ALIGN=center", cell="ALIGN=middle", upper=True, groups=False, blank="&nbsp;"),
    "thead": Hand(table='class="table table-bordered"', head_tag="th", blank=""),
    "unclosed": Hand(table="border=1 width=95%", close=False, groups=False, blank="&nbsp;"),
    "one_line": Hand(table='class="tab" width="640"', newline="", cell='style="text-align:center"', blank="&#160;"),
    "nested_tags": Hand(cell='style="padding:2px"', split_digits=True,
                        wrap='<p><span><font size="2"><span style="color:#333">{}</span></font></span></p>'),
    "escaped_twice": Hand(wrap="&amp;nbsp;{}", blank="&amp;nbsp;"),
    "strong_heads": Hand(head_wrap="<strong>{}</strong>", wrap="<div>{}</div>", blank="<div>　</div>", cell='class="et3"'),
    "padded": Hand(wrap="\n\t&nbsp;{}&nbsp; \n", blank="&nbsp;&nbsp;&#8203;", cell='align="right"'),
    "references": Hand(references=True, cell='class="x1"', blank="&#12288;", head_tag="th", groups=False),
    "excel": Hand(table='x:str cellpadding=0 cellspacing=0 width=720 style=\'border-collapse:collapse;table-layout:fixed\'',
                  row="height=32 style='mso-height-source:userset;height:24.0pt'",
                  cell="class=xl{w} x:num", blank="", quote="'", groups=False, colgroup=True),
}


def text_html(text: str) -> str:
    """Text with its line breaks as <br>."""
    return escape(text, quote=False).replace("\n", "<br/>").replace("\u00a0", "&nbsp;")


def varied(hand: Hand, rng: Random) -> Hand:
    """The same editor on another day: other line breaks, attributes and class names."""
    if rng.random() < 0.4:
        hand = replace(hand, newline=rng.choice(("\n", "", "\n  ", "\n\t\t")))
    if rng.random() < 0.3 and not hand.row:
        hand = replace(hand, row=rng.choice(('align="center"', 'class="tr_{}"'.format(rng.randint(1, 9)), 'height="34"')))
    if rng.random() < 0.3 and not hand.upper:
        extra = rng.choice(('nowrap="nowrap"', 'class="td{}"'.format(rng.randint(10, 99)), 'valign="middle"', 'bgcolor="#ffffff"'))
        hand = replace(hand, cell=(hand.cell + " " + extra).strip())
    if rng.random() < 0.2 and hand.table:
        hand = replace(hand, table=hand.table + ' summary="" align="center"')
    return hand


def _as_references(text: str, rng: Random) -> str:
    """Some characters written as &#NNNN; or &#xHHHH;."""
    return "".join(rng.choice((f"&#{ord(char)};", f"&#x{ord(char):X};")) if char not in "&<>;\n" and rng.random() < 0.35 else char
                   for char in text)


def _digits_apart(text: str, rng: Random) -> str:
    """A number scattered over tags, as pasted text often is."""
    if len(text) < 2 or not text.isdigit():
        return text
    cut = rng.randint(1, len(text) - 1)
    return f'<span>{text[:cut]}</span><span lang="EN-US">{text[cut:]}</span>'


def _content(cell: Cell, hand: Hand, rng: Random) -> str:
    inner = cell.html if cell.html is not None else text_html(cell.text)
    if hand.split_digits and cell.key and cell.html is None:
        inner = _digits_apart(cell.text, rng)
    if hand.references and cell.html is None and not re.search("[&<>]", inner):
        inner = _as_references(inner, rng)
    if not inner.strip():
        inner = hand.blank
    wrap = hand.head_wrap if hand.head_wrap and cell.head else hand.wrap
    return wrap.replace("{}", inner)


def _span_attributes(cell: Cell, hand: Hand) -> str:
    if cell.note and cell.note.startswith("rowspan"):
        return " " + cell.note
    parts = [f" {name}={hand.quote}{count}{hand.quote}"
             for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count != 1]
    return "".join(parts)


def _cell_html(cell: Cell, hand: Hand, rng: Random) -> str:
    tag = hand.head_tag if cell.head else "td"
    attributes = hand.cell.replace("{w}", str(rng.randint(38, 152))) if hand.cell else ""
    attributes = _span_attributes(cell, hand) + (" " + attributes if attributes else "")
    if hand.upper:
        tag, attributes = tag.upper(), attributes.replace("rowspan", "ROWSPAN").replace("colspan", "COLSPAN")
    return f"<{tag}{attributes}>{_content(cell, hand, rng)}" + (f"</{tag}>" if hand.close else "")


def _row_html(row: Row, hand: Hand, rng: Random) -> str:
    tag = "TR" if hand.upper else "tr"
    attributes = f" {hand.row}" if hand.row else ""
    inner = hand.newline.join(_cell_html(cell, hand, rng) for cell in row)
    return f"<{tag}{attributes}>{hand.newline}{inner}{hand.newline}" + (f"</{tag}>" if hand.close else "")


def table(grid: Grid, hand: Hand, rng: Random) -> str:
    """The grid as a table element."""
    tag = "TABLE" if hand.upper else "table"
    out: List[str] = []
    if hand.colgroup:
        out.append("<colgroup>" + "".join(f'<col width="{rng.randint(40, 140)}"/>' for _ in range(grid.width())) + "</colgroup>")
    heads = grid.head_rows if hand.groups and hand.head_tag == "th" else 0
    if heads:
        out.append("<thead>" + hand.newline.join(_row_html(row, hand, rng) for row in grid.rows[:heads]) + "</thead>")
    grouped = hand.groups or any(cell.note for row in grid.rows for cell in row)
    out.append("<tbody>" if grouped else "")
    for row in grid.rows[heads:]:
        if row and row[0].note == "new-group":
            out.append("</tbody><tbody>")
        out.append(_row_html(row, hand, rng))
    out.append("</tbody>" if grouped else "")
    body = hand.newline.join(part for part in out if part)
    attributes = f" {hand.table}" if hand.table else ""
    return f"<{tag}{attributes}>{hand.newline}{body}{hand.filler}</{tag}>"


def div_grid(grid: Grid, hand: Hand, rng: Random) -> str:
    """The grid as CSS table: div rows of div cells, no spans."""
    rows = []
    for line in grid.expanded():
        cells = "".join(f'<div class="d-cell">{_content(cell, hand, rng)}</div>' for cell in line)
        rows.append(f'<div class="d-row">{cells}</div>')
    return ("<style>.d-table{display:table}.d-row{display:table-row}.d-cell{display:table-cell;border:1px solid #999}</style>\n"
            '<div class="d-table">\n' + "\n".join(rows) + "\n</div>")


def list_grid(grid: Grid, hand: Hand, rng: Random) -> str:
    """The grid as a list of rows, each cell a span."""
    plain = replace(hand, wrap="{}", head_wrap="", blank="")
    items = []
    for line in grid.expanded():
        items.append("<li>" + "".join(f'<span class="c">{_content(cell, plain, rng)}</span>' for cell in line) + "</li>")
    return '<ul class="grid-list">\n' + "\n".join(items) + "\n</ul>"


def picture(grid: Grid, hand: Hand, rng: Random) -> str:
    """A picture where the table should be."""
    number = rng.randint(10000, 99999)
    return (f'<p style="text-align:center"><img src="./W0202401{number}.png" width="640" height="{rng.randint(200, 900)}" '
            f'alt="" data-catchresult="img_catchSuccess" /></p>')


Container = Callable[[Grid, Hand, Random], str]
CONTAINERS: Dict[str, Container] = {"table": table, "div": div_grid, "list": list_grid, "picture": picture}

"""A document as HTML for the producers that print web pages: Chromium, WeasyPrint, wkhtmltopdf, MuPDF, LibreOffice."""

from html import escape
from typing import Optional

from corpus.grid import Grid

from .model import Document, weights

RULED = "table{border-collapse:collapse}td,th{border:1px solid #000}"
STYLES = {
    "ruled": RULED,
    "light": "table{border-collapse:collapse}td,th{border:1px solid #ddd}",
    "lightest": "table{border-collapse:collapse}td,th{border:1px solid #f2f2f2}",
    "separate": "table{border-collapse:separate;border-spacing:2px;border:1px solid #000}td,th{border:1px solid #000}",
    "dashed": "table{border-collapse:collapse}td,th{border:1px dashed #555}",
    "dotted": "table{border-collapse:collapse}td,th{border:1px dotted #333}",
    "double": "table{border-collapse:collapse;border:3px double #000}td,th{border:1px solid #000}",
    "thick": "table{border-collapse:collapse;border:2.5pt solid #000}td,th{border:1.5pt solid #222}",
    "open": "table{border-collapse:collapse;border:0}td,th{border:1px solid #000}"
            "td:first-child,th:first-child{border-left:0}td:last-child,th:last-child{border-right:0}",
    "coloured": RULED + "th{background:#1f4e79;color:#fff}td,th{border-color:#9dc3e6}",
    "white_rules": "table{border-collapse:collapse}td,th{border:1px solid #fff;background:#dce6f1}",
    "zebra": "table{border-collapse:collapse}td,th{border:0}tr:nth-child(even){background:#eef3f8}",
    "blank": "table{border-collapse:collapse}td,th{border:0}",
    "lines_across": "table{border-collapse:collapse}td,th{border:0;border-bottom:1px solid #888}",
}


def _table(grid: Grid, repeat: bool) -> str:
    columns = "".join(f'<col style="width:{100 * share:.2f}%">' for share in weights(grid))
    rows = []
    for index, row in enumerate(grid.rows):
        cells = []
        for cell in row:
            tag = "th" if cell.head else "td"
            spans = (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "") + \
                    (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "")
            text = cell.html or escape(cell.text).replace("\n", "<br>")
            cells.append(f"<{tag}{spans}>{text}</{tag}>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    head = grid.head_rows if repeat else 0
    body = ("<thead>" + "".join(rows[:head]) + "</thead>" if head else "") + "<tbody>" + "".join(rows[head:]) + "</tbody>"
    return f"<table><colgroup>{columns}</colgroup>{body}</table>"


def page(document: Document, style: str = "ruled", font: str = "Noto Serif CJK SC", size: str = "10.5pt",
         at_page: str = "size:A4;margin:22mm", extra: str = "", repeat: bool = True, pad: str = "3px 4px",
         table_size: Optional[str] = None) -> str:
    """The whole document; `extra` is more style, `at_page` the rules of the page."""
    css = (f"@page{{{at_page}}}body{{font-family:'{font}';font-size:{size};line-height:1.6}}"
           "h1{font-size:17pt;text-align:center}h2{font-size:13pt}p{text-indent:2em;margin:4px 0}"
           "p.sign{text-align:right}table{width:100%;margin:6px 0;table-layout:fixed;line-height:1.35;"
           f"font-size:{table_size or '9pt'}}}td,th{{padding:{pad};text-align:center;font-weight:normal}}"
           + STYLES[style] + extra)
    parts = []
    for kind, block in document.blocks:
        if kind == "table":
            parts.append(_table(block, repeat))
        else:
            tag = {"title": "h1", "heading": "h2"}.get(kind, "p")
            mark = ' class="sign"' if kind == "sign" else ""
            parts.append(f"<{tag}{mark}>{escape(block)}</{tag}>")
    return (f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(document.title)}</title>'
            f"<style>{css}</style></head><body>{''.join(parts)}</body></html>")

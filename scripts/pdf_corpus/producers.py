"""Producers: each writes a document to a PDF file. Programs are run one at a time; what is not installed is skipped."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Callable, Dict, List, Optional

from corpus.grid import Grid

from . import markup, raw
from .model import Document, placed, weights

SONG = "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf"
HEI = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
TIMEOUT = 180


def run(*command: str, cwd: Optional[Path] = None) -> None:
    subprocess.run(command, check=True, timeout=TIMEOUT, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def chromium(document: Document, out: Path, header: bool = False, **style: object) -> None:
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.html"
        source.write_text(markup.page(document, **style), encoding="utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={work}/profile",
            *([] if header else ["--no-pdf-header-footer"]), f"--print-to-pdf={out}", source.as_uri())


def weasyprint(document: Document, out: Path, number: bool = True, **style: object) -> None:
    from weasyprint import HTML
    at_page = style.pop("at_page", "size:A4;margin:22mm")
    if number:
        at_page += ";@bottom-center{content:'— ' counter(page) ' —';font-size:9pt}"
    HTML(string=markup.page(document, at_page=at_page, **style)).write_pdf(out)


def wkhtmltopdf(document: Document, out: Path, **style: object) -> None:
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.html"
        source.write_text(markup.page(document, **style), encoding="utf-8")
        subprocess.run(["wkhtmltopdf", "-q", "--footer-center", "[page]/[topage]", str(source), str(out)],
                       timeout=TIMEOUT, env={"QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin", "HOME": work},
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def mupdf_story(document: Document, out: Path, **style: object) -> None:
    import pymupdf
    story = pymupdf.Story(html=markup.page(document, **style))
    writer = pymupdf.DocumentWriter(str(out))
    more = 1
    while more:
        device = writer.begin_page(pymupdf.paper_rect("a4"))
        more, _ = story.place(pymupdf.paper_rect("a4") + (60, 60, -60, -60))
        story.draw(device)
        writer.end_page()
    writer.close()


def _convert(source: Path, out: Path, filter_name: str = "writer_pdf_Export") -> None:
    with tempfile.TemporaryDirectory() as work:
        run("soffice", "--headless", f"-env:UserInstallation=file://{work}/profile", "--convert-to",
            f"pdf:{filter_name}", "--outdir", work, str(source))
        shutil.move(str(Path(work) / (source.stem + ".pdf")), out)


def libreoffice_html(document: Document, out: Path, **style: object) -> None:
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.html"
        source.write_text(markup.page(document, **style), encoding="utf-8")
        _convert(source, out, "writer_web_pdf_Export")


def libreoffice(document: Document, out: Path, **style: object) -> None:
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / "report.docx"
        docx(document, source, **style)
        _convert(source, out)


def docx(document: Document, out: Path, font: str = "AR PL SungtiL GB", turned: bool = False, repeat: bool = False,
         whole_rows: bool = True, header: str = "", size: float = 9, row_height: float = 0, landscape: bool = False,
         number: bool = True, borders: bool = True) -> None:
    """A Word file as an office clerk makes it."""
    import docx as word
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    file = word.Document()
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    for side in ("left_margin", "right_margin"):
        setattr(section, side, Mm(26))
    if header:
        section.header.paragraphs[0].text = header
    if number:
        run_ = section.footer.paragraphs[0].add_run()
        section.footer.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
            element = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                element.set(qn("w:fldCharType"), kind)
            else:
                element.text = text
            run_._r.append(element)
    for kind, block in document.blocks:
        if kind == "table":
            _docx_table(file, block, turned, repeat, whole_rows, size, row_height, section, borders)
            continue
        paragraph = file.add_paragraph()
        text = paragraph.add_run(block)
        if kind == "title":
            text.font.size, text.bold, paragraph.alignment = Pt(18), True, WD_ALIGN_PARAGRAPH.CENTER
        elif kind == "heading":
            text.font.size, text.bold = Pt(13), True
        elif kind == "sign":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        else:
            paragraph.paragraph_format.first_line_indent = Pt(22)
    file.save(out)


def _docx_table(file, grid: Grid, turned: bool, repeat: bool, whole_rows: bool, size: float, row_height: float,
                section, borders: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Emu, Pt

    table = file.add_table(len(grid.rows), grid.width())
    if borders:
        table.style = "Table Grid"
    table.autofit = False
    room = section.page_width - section.left_margin - section.right_margin
    shares = weights(grid)
    for column, share in zip(table.columns, shares):
        for cell in column.cells:
            cell.width = Emu(int(room * share))
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        if whole_rows:
            properties.append(OxmlElement("w:cantSplit"))
        if repeat and index < grid.head_rows:
            properties.append(OxmlElement("w:tblHeader"))
        if row_height:
            row.height = Pt(row_height)
    for own in placed(grid):
        cell = table.cell(own.row, own.column)
        if own.rowspan > 1 or own.colspan > 1:
            cell = cell.merge(table.cell(own.row + own.rowspan - 1, own.column + own.colspan - 1))
        paragraph = cell.paragraphs[0]
        for extra in cell.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        text = paragraph.add_run(own.text)
        text.font.size = Pt(size)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        cell.vertical_alignment = 1
        if turned and own.rowspan > 3 and not own.head:
            direction = OxmlElement("w:textDirection")
            direction.set(qn("w:val"), "tbRlV")
            cell._tc.get_or_add_tcPr().append(direction)


def reportlab(document: Document, out: Path, font: str = "ttf", repeat: bool = True, grid_width: float = 0.5,
              grey: float = 0.0, ruled: bool = True, zebra: bool = False, number: str = "{}") -> None:
    """Platypus tables; `font` is ttf (embedded), cid (STSong, not embedded) or hei."""
    from reportlab.lib import colors
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    name = {"ttf": "Song", "hei": "Hei", "cid": "STSong-Light"}[font]
    if font == "cid":
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    else:
        pdfmetrics.registerFont(TTFont(name, SONG if font == "ttf" else HEI))
    body = ParagraphStyle("body", fontName=name, fontSize=11, leading=17, firstLineIndent=22, wordWrap="CJK")
    small = ParagraphStyle("small", fontName=name, fontSize=8.5, leading=11, alignment=TA_CENTER, wordWrap="CJK")
    head = ParagraphStyle("head", parent=body, fontSize=13, firstLineIndent=0, spaceBefore=6)
    title = ParagraphStyle("title", parent=body, fontSize=17, leading=24, alignment=TA_CENTER, firstLineIndent=0)
    frame = SimpleDocTemplate(str(out), pagesize=A4, leftMargin=60, rightMargin=60, topMargin=64, bottomMargin=64)
    flow: List[object] = []
    for kind, block in document.blocks:
        if kind != "table":
            flow.append(Paragraph(block, {"title": title, "heading": head}.get(kind, body)))
            continue
        width = block.width()
        data: List[List[object]] = [[""] * width for _ in block.rows]
        style: List[tuple] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("TOPPADDING", (0, 0), (-1, -1), 2.5),
                              ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5)]
        if ruled:
            style.append(("GRID", (0, 0), (-1, -1), grid_width, colors.Color(grey, grey, grey)))
        if zebra:
            style.append(("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.white, colors.Color(.93, .95, .98)]))
        for own in placed(block):
            data[own.row][own.column] = Paragraph(own.text.replace("\n", "<br/>"), small)
            if own.rowspan > 1 or own.colspan > 1:
                style.append(("SPAN", (own.column, own.row),
                              (own.column + own.colspan - 1, own.row + own.rowspan - 1)))
        table = Table(data, colWidths=[share * 475 for share in weights(block)],
                      repeatRows=block.head_rows if repeat else 0, style=style)
        flow += [table, Spacer(1, 6)]

    def footer(canvas, template) -> None:
        canvas.setFont(name, 9)
        canvas.drawCentredString(A4[0] / 2, 30, number.format(template.page))

    frame.build(flow, onFirstPage=footer, onLaterPages=footer)


def typst(document: Document, out: Path, font: str = "Noto Serif CJK SC", stroke: str = "0.5pt", repeat: bool = True,
          flipped: bool = False, number: bool = True) -> None:
    import typst as compiler

    def escaped(text: str) -> str:
        return "".join("\\" + ch if ch in "\\#*_$[]<>@`=-+/\"'~." else ch for ch in text).replace("\n", " \\\n")

    lines = [f'#set page(paper: "a4", margin: 22mm, flipped: {str(flipped).lower()}'
             + (', numbering: "1")' if number else ")"),
             f'#set text(font: "{font}", size: 10.5pt, lang: "zh")', "#set par(justify: true)"]
    for kind, block in document.blocks:
        if kind == "title":
            lines.append(f"#align(center, text(size: 17pt, weight: \"bold\")[{escaped(block)}])\n")
        elif kind == "heading":
            lines.append(f"#text(size: 13pt, weight: \"bold\")[{escaped(block)}]\n")
        elif kind != "table":
            lines.append(escaped(block) + "\n")
        else:
            columns = ", ".join(f"{share:.4f}fr" for share in weights(block))
            cells = []
            for row, source in enumerate(block.rows):
                own = []
                for cell in source:
                    own.append(f"table.cell(rowspan: {cell.rowspan}, colspan: {cell.colspan})[{escaped(cell.text)}]")
                cells.append(own)
            flat = lambda rows: ",\n".join(cell for row in rows for cell in row)
            head = block.head_rows if repeat else 0
            body = (f"table.header({flat(cells[:head])}),\n" if head else "") + flat(cells[head:])
            lines.append(f"#text(size: 8.5pt)[#table(columns: ({columns}), align: center + horizon, inset: 3.5pt, "
                         f"stroke: {stroke},\n{body})]\n")
    out.write_bytes(compiler.compile("\n".join(lines).encode()))


def xelatex(document: Document, out: Path, font: str = "AR PL SungtiL GB", style: str = "hvlines") -> None:
    """longtable with multirow, figures in math or text as authors do."""
    special = {"&": "\\&", "%": "\\%", "$": "\\$", "#": "\\#", "_": "\\_", "{": "\\{", "}": "\\}", "~": "\\~{}",
               "^": "\\^{}", "\\": "\\textbackslash{}", "\n": "\\newline "}

    def escaped(text: str) -> str:
        return "".join(special.get(ch, ch) for ch in text)

    body = []
    for kind, block in document.blocks:
        if kind == "table":
            body.append(_longtable(block, escaped))
        elif kind == "title":
            body.append(f"\\begin{{center}}\\Large {escaped(block)}\\end{{center}}")
        elif kind == "heading":
            body.append(f"\\par\\noindent{{\\large {escaped(block)}}}\\par")
        else:
            body.append(escaped(block) + "\\par")
    source = ("\\documentclass[11pt,a4paper]{article}\\usepackage[margin=22mm]{geometry}\\usepackage{xeCJK}"
              "\\usepackage{longtable,multirow,array}\\setCJKmainfont{%s}\\parindent=2em\\tabcolsep=2pt"
              "\\begin{document}\n%s\n\\end{document}\n") % (font, "\n\n".join(body))
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "report.tex").write_text(source, encoding="utf-8")
        for _ in range(2):
            subprocess.run(["xelatex", "-interaction=batchmode", "report.tex"], cwd=work, timeout=TIMEOUT,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        shutil.copy(Path(work) / "report.pdf", out)


def _longtable(grid: Grid, escaped: Callable[[str], str]) -> str:
    shares = weights(grid)
    room = 158 - 1.5 * len(shares)
    spec = "|" + "".join(f"p{{{share * room:.2f}mm}}|" for share in shares)
    owner: Dict[tuple, object] = {}
    for own in placed(grid):
        for y in range(own.row, own.row + own.rowspan):
            for x in range(own.column, own.column + own.colspan):
                owner[(y, x)] = own
    lines = ["\\begin{small}\\begin{longtable}{%s}\\hline" % spec]
    for y in range(len(grid.rows)):
        cells, x = [], 0
        while x < len(shares):
            own = owner[(y, x)]
            width = sum(shares[x:x + own.colspan]) * room + (own.colspan - 1) * 1.5
            text = escaped(own.text)
            if own.rowspan > 1:
                text = f"\\multirow{{{own.rowspan}}}{{{width:.2f}mm}}{{{text}}}" if y == own.row else ""
            if own.colspan > 1:
                bar = "|" if x == 0 else ""
                text = f"\\multicolumn{{{own.colspan}}}{{{bar}p{{{width:.2f}mm}}|}}{{{text}}}"
            cells.append(text)
            x += own.colspan
        ends = [x for x in range(len(shares)) if owner[(y, x)].row + owner[(y, x)].rowspan == y + 1]
        rules = "\\hline" if len(ends) == len(shares) else "".join(f"\\cline{{{x + 1}-{x + 1}}}" for x in ends)
        lines.append(" & ".join(cells) + " \\\\ " + rules)
    return "\n".join(lines) + "\n\\end{longtable}\\end{small}"


def raw_pdf(document: Document, out: Path, **style: object) -> None:
    out.write_bytes(raw.Writer(raw.Style(**style)).write(document))


def fpdf(document: Document, out: Path, font: str = HEI, size: float = 9) -> None:
    """fpdf2 with its own tables."""
    from fpdf import FPDF
    pdf = FPDF(format="A4")
    pdf.set_margins(20, 20)
    pdf.set_auto_page_break(True, 20)
    pdf.add_font("own", "", font)
    pdf.add_page()
    for kind, block in document.blocks:
        if kind != "table":
            pdf.set_font("own", size={"title": 17, "heading": 13}.get(kind, 11))
            pdf.multi_cell(0, 7, block, align="C" if kind == "title" else "L", new_x="LMARGIN", new_y="NEXT")
            continue
        pdf.set_font("own", size=size)
        shares = [round(share * 1000) for share in weights(block)]
        with pdf.table(col_widths=shares, text_align="CENTER", line_height=4.6,
                       first_row_as_headings=False) as table:
            for row in block.rows:
                line = table.row()
                for cell in row:
                    line.cell(cell.text, colspan=cell.colspan, rowspan=cell.rowspan)
    pdf.output(str(out))


def mupdf_china(document: Document, out: Path, size: float = 9, grey: float = 0.0, china: str = "china-s") -> None:
    """Drawn piece by piece by PyMuPDF, with its Chinese font or one that is only named."""
    import pymupdf
    pdf = pymupdf.open()

    class Drawn(raw.Writer):
        def new_page(self) -> None:
            super().new_page()
            self.sheet = pdf.new_page(width=raw.PAGE[0], height=raw.PAGE[1])

        def show(self, x: float, y: float, size: float, text: str, bold: bool = False) -> None:
            self.sheet.insert_text((x, y), text, fontname=china, fontsize=size)

        def box(self, box, open_top: bool, open_bottom: bool) -> None:
            self.sheet.draw_rect(pymupdf.Rect(*box), color=(grey,) * 3, width=0.5)

    Drawn(raw.Style()).write(document)
    pdf.save(out, deflate=True)


def html_page(document: Document, out: Path, **style: object) -> None:
    """A web page under the name of a PDF, as portals serve it."""
    out.write_text(markup.page(document, **style), encoding="utf-8")

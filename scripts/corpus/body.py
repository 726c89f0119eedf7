"""The body of a report: paragraphs and tables in order, written as HTML or as text."""

from dataclasses import dataclass, field
from html import escape
from random import Random
from typing import Dict, List, Tuple, Union

from . import layouts, markup, prose, textout
from .geometry import FAULTS
from .grid import Grid
from .labels import label_style
from .options import Options
from .truth import Report
from .values import STYLES, Printed, print_report


@dataclass
class Raw:
    """Markup of its own between paragraphs (hidden copies, stray tags); absent from text documents."""

    html: str


Block = Union[prose.Paragraph, Grid, Raw]


@dataclass
class Body:
    """A report ready to be written."""

    report: Report
    title: str
    blocks: List[Block] = field(default_factory=list)

    def grids(self) -> List[Grid]:
        return [block for block in self.blocks if isinstance(block, Grid)]


def build_grids(report: Report, printed: Dict, options: Options, rng: Random) -> List[Grid]:
    """The tables of the report in the shape its options ask for."""
    say = label_style(options.labels, rng, report.year)
    source = layouts.Source(report, printed, say, STYLES[options.numbers])
    grids: List[Grid] = []
    if "proactive" not in options.omit:
        grids += layouts.PROACTIVE[options.proactive](source)
    if "requests" not in options.omit:
        grids.append(layouts.requests_grid(source, options.requests_depth, options.requests_header, options.total_column))
    if "disputes" not in options.omit:
        grids += layouts.DISPUTE_LAYOUTS[options.disputes](source)
    for grid in grids:
        grid.rows = [row for row in grid.rows if not _omitted(row, options.omit)]
    for fault in options.faults:
        FAULTS[fault](grids, rng)
    return grids


def _omitted(row: List, omit: Tuple[str, ...]) -> bool:
    keys = [cell.key for cell in row if cell.key]
    return bool(keys) and f"{keys[0][0]}.{keys[0][1]}" in omit


def _noise(report: Report, options: Options, rng: Random) -> Dict[str, List[Block]]:
    """Paragraphs and stray markup asked for by `extras`, by the place they go."""
    after: Dict[str, List[Block]] = {"opening": [], "proactive": [], "requests": [], "disputes": []}
    if "literal_tag" in options.extras:
        after["opening"].append(Raw("<p>本报告按照<中华人民共和国政府信息公开工作年度报告格式>（国办公开办函〔2021〕30号）编写，统计口径与上年一致。</p>"))
    if "table_notes" in options.extras:
        after["proactive"].append(("text", "注：上表规范性文件数不含转发文件12件，收费金额为入库数。"))
        after["requests"].append(("text", "说明：申请数量按收到日期统计，另有咨询类来件7件未计入。"))
        after["disputes"].append(("text", "（注：复议、诉讼案件按结案年度统计，共涉及3个单位。）"))
    if "stale_year" in options.extras:
        before = report.year - 1
        after["opening"].append(("text", f"回顾{before}年，{report.agency}收到申请{rng.randint(20, 90)}件、办结{rng.randint(20, 90)}件，"
                                         f"制发规范性文件{rng.randint(2, 19)}件，相关情况见{before}年政府信息公开工作年度报告。"))
    if "instructions" in options.extras:
        after["requests"].insert(0, ("text", "（该部分以表格形式报告。表格如下）"))
    return after


def build_body(report: Report, told: Report, printed: Dict, options: Options, rng: Random) -> Body:
    """Title, six sections and signature around the tables; the text states the figures of `told`."""
    heads = prose.HEADING_STYLES[options.headings]
    grids = build_grids(report, printed, options, rng)
    noise = _noise(report, options, rng)
    body = Body(report, prose.title(rng, report, options.title))
    blocks = body.blocks
    blocks += [("title", body.title), prose.opening(rng, report)] + noise["opening"] + [("heading", heads[1])]
    blocks += prose.overview(rng, told, options.prose)
    if len(grids) == 1 and grids[0].name == "giant":
        blocks.append(grids[0])
    else:
        for number, name in ((2, "proactive"), (3, "requests"), (4, "disputes")):
            blocks.append(("heading", heads[number]))
            blocks += [grid for grid in grids if grid.name == name] + noise[name]
    blocks += [("heading", heads[5])] + prose.problems(rng, report)
    blocks += [("heading", heads[6])] + prose.other_matters(rng, report) + prose.signature(rng, report)
    return body


PARAGRAPHS: Dict[str, Dict[str, str]] = {
    "indent": {"title": "<h1>{}</h1>", "heading": '<p style="text-indent:2em"><strong>{}</strong></p>',
               "subheading": '<p style="text-indent:2em">{}</p>', "text": '<p style="text-indent:2em">{}</p>',
               "sign": '<p style="text-align:right">{}</p>'},
    "wide": {"title": '<p align="center"><font size="5">{}</font></p>', "heading": "<p>　　<b>{}</b></p>",
             "subheading": "<p>　　{}</p>", "text": "<p>　　{}</p>", "sign": "<p align=right>{}　　</p>"},
    "word": {"title": '<p class=MsoNormal align=center><span style="font-size:22.0pt;font-family:方正小标宋简体">{}</span></p>',
             "heading": '<p class=MsoNormal style="text-indent:32.0pt"><span style="font-size:16.0pt;font-family:黑体">'
                        "{}<o:p></o:p></span></p>",
             "subheading": '<p class=MsoNormal style="text-indent:32.0pt"><span style="font-family:楷体_GB2312">{}</span></p>',
             "text": '<p class=MsoNormal style="text-indent:32.0pt;line-height:28.0pt;mso-line-height-rule:exactly">'
                     '<span style="font-size:16.0pt;font-family:仿宋_GB2312">{}<o:p></o:p></span></p>',
             "sign": '<p class=MsoNormal align=right style="text-align:right">{}</p>'},
    "breaks": {"title": "<center><b>{}</b></center>", "heading": "<br>　　<b>{}</b><br>", "subheading": "　　{}<br>",
               "text": "　　{}<br>", "sign": "<div align=right>{}</div>"},
    "sections": {"title": '<h2 class="tit">{}</h2>', "heading": '<h3 class="sec">{}</h3>', "subheading": "<h4>{}</h4>",
                 "text": '<div class="para">{}</div>', "sign": '<div class="sign">{}</div>'},
}


def html_body(body: Body, options: Options, rng: Random, with_title: bool = True) -> str:
    """The body as HTML; shells that print the title themselves leave it out here."""
    habits = {"word": "word", "wps": "word", "upper": "breaks"}
    style = PARAGRAPHS[habits.get(options.hand, rng.choice(("indent", "wide", "sections")))]
    hand = markup.varied(markup.HANDS[options.hand], rng)
    out = []
    for block in body.blocks:
        if isinstance(block, Raw):
            out.append(block.html)
        elif isinstance(block, Grid):
            if block.caption:
                out.append(style["subheading"].format(escape(block.caption)))
            out.append(_table_html(block, options, hand, rng))
        elif block[0] != "title" or with_title:
            out.append(style[block[0]].format(escape(block[1], quote=False)))
    return "\n".join(out)


def _table_html(grid: Grid, options: Options, hand: markup.Hand, rng: Random) -> str:
    if options.container == "pre":
        return "<pre>\n" + escape(textout.aligned(grid, rng), quote=False) + "\n</pre>"
    if options.container in ("row_lines", "cell_lines"):
        write = textout.spaced if options.container == "row_lines" else textout.one_per_line
        return "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in write(grid, rng).splitlines())
    if options.container == "row_breaks":
        return "<p>" + "<br>".join(escape(line, quote=False) for line in textout.spaced(grid, rng).splitlines()) + "</p>"
    if options.container == "tab_lines":
        lines = escape(textout.tabs(grid, rng), quote=False).splitlines()
        if rng.random() < 0.5:
            return "<p>" + "<br/>\n".join(lines) + "</p>"
        return "\n".join(f"<p>{line}</p>" for line in lines).replace("\t", rng.choice(("\t", "&#9;", "&emsp;&emsp;")))
    if options.container == "span_lines":
        rows = ([f"<span>{escape(cell.text, quote=False) or '&nbsp;'}</span>" for cell in line] for line in grid.expanded())
        return "\n".join("<p>" + "".join(row) + "</p>" for row in rows)
    html = markup.CONTAINERS[options.container](grid, hand, rng)
    if "nested_layout" in options.extras:
        gap = '<td width="12">&nbsp;</td>'
        html = f'<table width="100%" border="0"><tr>{gap}<td>{html}</td>{gap}</tr></table>'
    return html


def text_body(body: Body, options: Options, rng: Random) -> str:
    """The body as plain text."""
    write = textout.TEXT_TABLES[options.text_table]
    mark = {"heading": "## ", "title": "# "} if options.text_table == "markdown" else {}
    out = []
    for block in body.blocks:
        if isinstance(block, Grid):
            out.append((block.caption + "\n\n" if block.caption else "") + write(block, rng))
        elif not isinstance(block, Raw):
            out.append(mark.get(block[0], "") + block[1])
    text = "\n\n".join(out) + "\n"
    if options.text_table == "quoted":
        return "".join(f"> {line}".rstrip(" ") + "\n" for line in text.splitlines())
    return text


def print_all(report: Report, options: Options, rng: Random) -> Dict[Tuple[str, str, str], Printed]:
    return print_report(report.figures, STYLES[options.numbers], rng, options.special)

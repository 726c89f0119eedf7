"""Copies of tables that a browser does not show and that no reader may count."""

from random import Random
from typing import Callable, Dict

from . import markup
from .body import Body, Raw, build_grids, print_all
from .grid import Grid
from .options import Options
from .truth import draw_report

_WRAPPERS: Dict[str, str] = {
    "display_none": '<div id="old{n}" style="display: none;">{html}</div>',
    "class_rule": "<style>.hid{n}, .x-old {{ color:red; display:none!important }}</style><div class=\"box hid{n}\">{html}</div>",
    "hidden_attribute": "<section hidden>{html}</section>",
    "template": '<template id="tpl{n}">{html}</template>',
    "comment": "<!-- 上年版本，暂留备查\n{html}\n-->",
    "script_template": '<script type="text/html" id="tpl{n}">{html}</script>',
    "visibility": '<div style="visibility:hidden;height:0;overflow:hidden">{html}</div>',
    "print_copy": '<style>@media screen{{.print{n}{{display:none}}}}</style><div class="print{n}" aria-hidden="true">{html}</div>',
    "hidden_rows": '<table border="1"><tbody>{html}</tbody></table>',
}


def _last_year(body: Body, options: Options, rng: Random) -> str:
    """The tables of another year, with other figures."""
    report = body.report
    old = draw_report(rng, report.agency, report.year - 1, report.proactive_form, report.requests_form, "county")
    grids = build_grids(old, print_all(old, options, rng), options, rng)
    heading = f"<p>{report.agency}{old.year}年政府信息公开工作年度报告</p>"
    return heading + "\n".join(markup.table(grid, markup.HANDS["plain"], rng) for grid in grids)


def _same(body: Body, options: Options, rng: Random) -> str:
    return "\n".join(markup.table(grid, markup.HANDS["plain"], rng) for grid in body.grids())


def _rows(body: Body, options: Options, rng: Random) -> str:
    """A table whose every row is hidden."""
    cells = "".join(f"<td>{rng.randint(1, 99)}</td>" for _ in range(7))
    return "".join(f'<tr style="display:none"><td colspan="3">{name}</td>{cells}</tr>'
                   for name in ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"))


_CONTENT: Dict[str, Callable[[Body, Options, Random], str]] = {"print_copy": _same, "hidden_rows": _rows}
KINDS = tuple(_WRAPPERS)


def add_hidden(body: Body, options: Options, rng: Random) -> None:
    """Put the copies that `options.hidden` names between the visible blocks."""
    for kind in options.hidden:
        inner = _CONTENT.get(kind, _last_year)(body, options, rng)
        raw = Raw(_WRAPPERS[kind].format(n=rng.randint(10, 99), html=inner))
        spots = [i for i, block in enumerate(body.blocks) if isinstance(block, Grid)]
        at = spots[0] - 1 if spots and rng.random() < 0.5 else len(body.blocks) - 2
        body.blocks.insert(at, raw)

"""Tables that stand in sight beside the report's own and are not its own: the line above each says so."""

from random import Random
from typing import Dict, Tuple

from . import markup
from .body import Body, Raw, build_grids, print_all
from .grid import Grid
from .options import Options
from .truth import draw_report

# The line above, and whether the table stands before the one it is taken for.
_KINDS: Dict[str, Tuple[str, bool]] = {
    "beside_last_year": ("附：{before}年申请办理情况统计表（供对比）", False),
    "beside_half_year": ("{year}年上半年办理情况（1—6月，阶段性数据）", True),
    "beside_example": ("填表示例（示例中的数字均为虚构）", True),
    "beside_other_form": ("附：{before}年主动公开情况统计表（供对比，口径已调整）", False),
    "beside_withdrawn": ("更正前的统计表（已作废，以更正后的表为准）", True),
}


def add_besides(body: Body, options: Options, rng: Random) -> None:
    """Put the tables that `options.extras` names next to those of section three and four."""
    report = body.report
    for kind in options.extras:
        if kind not in _KINDS:
            continue
        caption, before = _KINDS[kind]
        other_form = kind == "beside_other_form"
        form = {"2019": "2021", "2021": "2019"}[report.proactive_form] if other_form else report.proactive_form
        other = draw_report(rng, report.agency, report.year - 1, form, report.requests_form, options.size)
        drawn = build_grids(other, print_all(other, options, rng), options, rng)
        line = "<p>" + caption.format(year=report.year, before=report.year - 1) + "</p>\n"
        if other_form:
            tables = [markup.table(grid, markup.HANDS["plain"], rng) for grid in drawn if grid.name == "proactive"]
            last = max(at for at, block in enumerate(body.blocks) if isinstance(block, Grid) and block.name == "disputes")
            body.blocks.insert(last + 1, Raw(line + "".join(tables)))
            continue
        for grid in (grid for grid in drawn if grid.name in ("requests", "disputes")):
            own = [at for at, block in enumerate(body.blocks) if isinstance(block, Grid) and block.name == grid.name]
            at = own[0] if before else own[-1] + 1
            body.blocks.insert(at, Raw(line + markup.table(grid, markup.HANDS["plain"], rng)))

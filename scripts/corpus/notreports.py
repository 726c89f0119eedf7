"""Pages of the same portals that are no reports: lists, budgets, notices with the empty form, news, error pages."""

from random import Random
from typing import Callable, Dict, List, Tuple

from . import chrome, forms, markup
from .body import build_grids, print_all
from .build import ALL_SHELLS, Built, make_page
from .names import Agency, BUREAUS, draw_agency
from .options import Options
from .truth import draw_report

Content = Tuple[str, str]  # (title, body)


def _paragraphs(*texts: str) -> str:
    return "\n".join(f'<p style="text-indent:2em">{text}</p>' for text in texts)


def list_page(agency: Agency, rng: Random) -> Content:
    """Links to twelve years of reports."""
    items = "\n".join(f'<li><a href="./{year + 1}01/t{rng.randint(10 ** 6, 10 ** 7)}.html">{agency.name}{year}年政府信息公开工作年度报告</a>'
                      f"<span>{year + 1}-01-{rng.randint(10, 31)}</span></li>" for year in range(2024, 2012, -1))
    return "政府信息公开年报", f'<ul class="list">\n{items}\n</ul><div class="page">共12条 1/1页</div>'


def list_by_body(agency: Agency, rng: Random) -> Content:
    """A table of links: every department, one year."""
    rows = "".join(f"<tr><td>{number}</td><td><a href='/{number}.html'>{agency.region}{bureau}2023年政府信息公开工作年度报告</a></td><td>2024-01-{rng.randint(10, 30)}</td></tr>"
                   for number, bureau in enumerate(BUREAUS, 1))
    return f"{agency.region}2023年部门年度报告汇总", f"<table><tr><th>序号</th><th>名称</th><th>日期</th></tr>{rows}</table>"


def budget(agency: Agency, rng: Random) -> Content:
    rows = "".join(f"<tr><td>{item}</td><td>{rng.randint(10, 9000) / 100}</td><td>{rng.randint(10, 9000) / 100}</td><td>{rng.choice(('', '0.00'))}</td></tr>"
                   for item in ("一、一般公共预算拨款收入", "二、政府性基金预算拨款收入", "三、事业收入", "四、其他收入", "本年收入合计", "年初结转和结余", "总计"))
    table = f'<table border="1"><tr><td>项目</td><td>年初预算数</td><td>决算数</td><td>备注</td></tr>{rows}</table>'
    text = _paragraphs("一、部门概况", f"{agency.name}部门决算编制范围内的预算单位共{rng.randint(1, 9)}个。", "二、收入支出决算情况", "单位：万元")
    return f"{agency.name}2023年度部门决算公开", text + table + _paragraphs("三、政府采购支出情况", "2023年政府采购支出总额86.20万元，其中货物支出31.05万元。",
                                                                         "四、其他重要事项的情况说明", "本年度无行政事业性收费收入。")


def notice(agency: Agency, rng: Random) -> Content:
    """A notice about writing the reports, with the empty form as its annex."""
    report = draw_report(rng, agency.name, 2023, "2021", "2021", "none")
    options = Options(numbers="nothing")
    grids = build_grids(report, print_all(report, options, rng), options, rng)
    tables = {grid.name: markup.table(grid, markup.HANDS["plain"], rng) for grid in grids}
    text = _paragraphs("各乡镇人民政府，县直各单位：",
                       "为做好2023年政府信息公开工作年度报告的编制和发布，按照《中华人民共和国政府信息公开条例》要求，现将有关事项通知如下：",
                       "一、报送时间。各单位于2024年1月15日前将报告电子版发至指定邮箱，1月31日前在门户网站统一发布。",
                       "二、报告内容。总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项，缺一不可。",
                       "三、数据口径。统计期限为2023年1月1日至12月31日，表内数据要符合勾稽关系，第一项加第二项之和等于第三项加第四项之和。",
                       "附件：政府信息公开工作年度报告格式", f"{agency.name}", "2023年12月20日")
    annex = _paragraphs("附件", "××单位××××年政府信息公开工作年度报告", "一、总体情况", "（文字填写）", forms.SECTIONS[2]) + tables["proactive"]
    annex += _paragraphs(forms.SECTIONS[3]) + tables["requests"] + _paragraphs(forms.SECTIONS[4]) + tables["disputes"]
    return f"{agency.name}关于做好2023年政府信息公开工作年度报告编制发布工作的通知", text + annex


def guide(agency: Agency, rng: Random) -> Content:
    """A guide to disclosure with a table of contact points."""
    rows = "".join(f"<tr><td>{name}</td><td>0{rng.randint(100, 999)}-{rng.randint(2000000, 8999999)}</td><td>中心路{rng.randint(1, 200)}号</td></tr>"
                   for name in chrome.neighbours(rng, agency, 6))
    text = _paragraphs("为方便公民、法人和其他组织获得本机关的政府信息，编制本指南。", "一、主动公开", "（一）公开范围：规章和行政规范性文件；行政许可、行政处罚、行政强制的依据和结果；行政事业性收费项目。",
                       "二、依申请公开", "（一）受理机构与时间；（二）提出申请；（三）办理：予以公开、部分公开、不予公开、无法提供、不予处理，自收到申请之日起20个工作日内答复。",
                       "三、监督方式", "认为本机关未依法履行公开义务的，可以申请行政复议或者提起行政诉讼。")
    return f"{agency.name}政府信息公开指南（2023年修订）", text + f"<table border=1><tr><td>受理机构</td><td>电话</td><td>地址</td></tr>{rows}</table>"


def news(agency: Agency, rng: Random) -> Content:
    return (f"{agency.region}发布2023年政府信息公开工作年度报告",
            _paragraphs(f"本网讯　1月{rng.randint(20, 31)}日，{agency.name}在门户网站发布2023年政府信息公开工作年度报告，全面盘点一年来的公开工作。",
                        f"报告显示，全年新收政府信息公开申请{rng.randint(50, 500)}件，办结率100%；予以公开{rng.randint(20, 90)}件，行政复议{rng.randint(1, 9)}件，行政诉讼{rng.randint(1, 9)}件。",
                        f"记者了解到，下一步当地将继续扩大公开范围，让数据多跑路、群众少跑腿。（记者　{rng.choice('陈林周吴')}{rng.choice('晓雨文海')}）"))


def statistics(agency: Agency, rng: Random) -> Content:
    """A statistical bulletin: many small tables of numbers."""
    tables = ""
    for name, items in (("主要农产品产量", ("粮食", "油料", "蔬菜", "水果")), ("固定资产投资", ("第一产业", "第二产业", "第三产业", "总计")),
                        ("社会保障参保人数", ("养老保险", "医疗保险", "失业保险", "工伤保险"))):
        rows = "".join(f"<tr><td>{item}</td><td>{rng.randint(100, 99999)}</td><td>{rng.randint(-90, 150) / 10}</td></tr>" for item in items)
        tables += f"<p>{name}</p><table border=1><tr><td>指标</td><td>绝对数</td><td>比上年增长（%）</td></tr>{rows}</table>"
    return f"{agency.region}2023年国民经济和社会发展统计公报", _paragraphs("初步核算，全年地区生产总值稳步增长。") + tables


def application_form(agency: Agency, rng: Random) -> Content:
    """The form with which a citizen applies; it shares the words 自然人, 法人或其他组织."""
    table = ("<table border=1><tr><td rowspan=6>申请人信息</td><td rowspan=2>自然人</td><td>姓名</td><td></td><td>工作单位</td><td></td></tr>"
             "<tr><td>证件名称</td><td></td><td>证件号码</td><td></td></tr><tr><td rowspan=4>法人或其他组织</td><td>名称</td><td colspan=3></td></tr>"
             "<tr><td>类型</td><td colspan=3>□商业企业 □科研机构 □社会公益组织 □法律服务机构 □其他</td></tr>"
             "<tr><td>统一社会信用代码</td><td colspan=3></td></tr><tr><td>联系人</td><td colspan=3></td></tr></table>")
    return f"{agency.name}政府信息公开申请表", table + _paragraphs("说明：请如实填写，2个工作日内登记。")


def enforcement(agency: Agency, rng: Random) -> Content:
    """Decisions on licences and penalties, published under the column of the reports."""
    rows = "".join(f"<tr><td>{item}</td><td>{rng.randint(10, 900)}</td><td></td></tr>"
                   for item in ("行政许可", "行政处罚", "行政强制", "行政检查", "总计"))
    return (f"{agency.name}2023年度行政执法数据公示",
            f"<table border=1><tr><td>执法类别</td><td>本年处理决定数量</td><td>备注</td></tr>{rows}</table>")


def excerpts(agency: Agency, rng: Random) -> Content:
    """A list that quotes the opening of each report."""
    quoted = "".join(f'<div class="item"><h4>{agency.region}{bureau}2023年政府信息公开工作年度报告</h4><p>根据《中华人民共和国政府信息公开条例》'
                     f"要求，现将2023年度政府信息公开工作情况报告如下。一、总体情况 全年收到申请{rng.randint(1, 90)}件……</p></div>"
                     for bureau in BUREAUS[:8])
    return "政府信息公开年报", quoted


def not_found(agency: Agency, rng: Random) -> Content:
    return "404", ""


_PAGES: Dict[str, Tuple[Callable[[Agency, Random], Content], str]] = {
    "other-list-page": (list_page, "trs_wcm"), "other-list-by-body": (list_by_body, "anhui_openness"),
    "other-budget": (budget, "trs_wcm"), "other-notice-with-form": (notice, "nfcms"), "other-notice-in-column": (notice, "hebei"), "other-guide": (guide, "public_org"),
    "other-news": (news, "shanghai"), "other-statistics": (statistics, "hebei"),
    "other-enforcement": (enforcement, "jpaas"), "other-excerpts": (excerpts, "trs_wcm"),
    "other-application-form": (application_form, "vsb"), "other-404": (not_found, ""),
}
_ERROR = """<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head><meta charset="utf-8"><title>404 Not Found</title></head>
<body><div class="err"><h1>404</h1><p>抱歉，您访问的页面不存在或已删除，{n}秒后返回首页。</p><p><a href="/">返回首页</a> <a href="/zfxxgk/nb/">政府信息公开年报</a></p></div><hr><center>nginx</center></body></html>
"""


def _manifest(name: str, extension: str, family: str, title: str, status: str, notes: str) -> Dict[str, str]:
    return {"id": name, "file": f"{extension}/{name}.{extension}", "format": extension, "family": family, "template": "",
            "year": "", "agency": "", "title": title, "status": status, "n_reports": "0", "notes": notes}


def build_page(name: str, kind: str, family: str, seed: str) -> Built:
    """One page that is no report."""
    rng = Random(f"{seed}/{name}")
    agency = draw_agency(rng, "county")
    maker = _PAGES[kind][0]
    title, body = maker(agency, rng)
    if family:
        text = ALL_SHELLS[family](make_page(title, body, Options(), agency, rng))
    else:
        text = _ERROR.format(n=rng.randint(3, 9))
    notes = (maker.__doc__ or "").strip().rstrip(".")
    return Built(name, "html", text.encode("utf-8"), _manifest(name, "html", family or "plain", title, "not_a_report", notes))


def unreadable(name: str, seed: str) -> Built:
    """Bytes that are no text in any encoding."""
    rng = Random(f"{seed}/{name}")
    data = bytes(rng.randint(0, 255) for _ in range(6000))
    return Built(name, "html", data, _manifest(name, "html", "plain", "", "unreadable", "random bytes under the name of a page"))


def kinds() -> List[str]:
    return list(_PAGES)


def home_family(kind: str) -> str:
    return _PAGES[kind][1]


def documents(seed: str) -> List[Built]:
    """The committed pages that are no reports."""
    return [build_page(kind, kind, family, seed) for kind, (_, family) in _PAGES.items()] + [unreadable("other-unreadable", seed)]

"""The running text of a report: its sentences state the same figures as its tables."""

from random import Random
from typing import Dict, List, Tuple

from . import forms
from .truth import Report

Paragraph = Tuple[str, str]  # (kind: title | heading | subheading | text | sign, text)

_OPENING = (
    "根据《中华人民共和国政府信息公开条例》第五十条和{notice}的要求，{agency}编制了{year}年度报告。全文分为六个部分，数据统计期限为{year}年1月1日至{year}年12月31日。",
    "按照《中华人民共和国政府信息公开条例》（国务院令第711号）规定，现公布{agency}{year}年政府信息公开工作年度报告。所列数据的起止时间为{year}年1月1日至12月31日，如有疑问，请与{agency}联系。",
    "本报告依据《中华人民共和国政府信息公开条例》及格式通知（{notice}）编写，反映{agency}{year}年的有关情况，统计时段自{year}年1月1日起，到{year}年12月31日止。",
)
_FILLER = {
    "主动公开": (
        "全年通过网站发布信息{a}条，其中动态类{b}条、公示公告类{c}条；{agency}把群众问得最多的办事事项放在栏目首位，页面每周校对一次。",
        "围绕年度重点任务，新设专栏{c}个，更新栏目{b}个，合计发布信息{a}条，重大项目、民生实事的进展按月上网。",
    ),
    "政府信息管理": (
        "对拟发公文逐件确定公开属性，全年审查{a}件，退回补充理由{c}件；对往年文件开展清理，转为主动公开{b}件。",
        "文件从起草到归档实行一本台账，登记{a}件，失效文件及时标注，避免群众查到旧规定。",
    ),
    "平台建设": (
        "网站适老化改造已经完成，检索词纠错和同义词提示投入使用，全年检索{a}次；政务新媒体由{b}个归并为{c}个。",
        "依托政务服务大厅设查阅点{c}处，配备自助查询机，接待{a}人次，发放服务卡{b}份。",
    ),
    "监督保障": (
        "将信息公开列入年度考核，组织培训{c}场、{b}人次参加，抽查栏目{a}个次，问题清单当月销号。",
        "聘请社会评议员{c}名，全年开展评议{b}次，收到建议{a}条，均已答复。",
    ),
}
_PROBLEMS = (
    "存在的不足：一是解读材料文字偏多，图表偏少；二是个别经办人员对答复文书的格式还不熟悉；三是栏目之间内容有重复。",
    "从全年情况看，公开内容的时效还可以更快，基层单位的力量比较薄弱，群众参与的渠道不够多。",
    "对照群众期待还有差距，主要是政策发布与解读有时不同步，公开目录的颗粒度偏粗，新任人员业务生疏。",
)
_MEASURES = (
    "下一步，{agency}将做好三件事：把解读稿与文件同时送审；每季度集中讲评一次答复文书；合并内容相近的栏目，减少群众查找的时间。",
    "改进的办法：明确发布时限并逐月通报；安排骨干到基层单位跟班指导；在网站增设意见箱，对有价值的建议及时采纳。",
)
_OTHER = (
    "本年度未收取政府信息公开信息处理费。",
    "{agency}{year}年没有收取信息处理费，也没有其他需要报告的事项。",
    "按照信息处理费管理办法，本年度未发出收费通知，未收取费用。",
)


def _facts(rng: Random, report: Report, scope: str) -> List[str]:
    """Sentences about requests and disputes; `scope` says whether 收到 includes carried-over requests."""
    get = report.get
    new, carried = get("requests", "received_new"), get("requests", "carried_in")
    done, out = get("requests", "outcome_total"), get("requests", "carried_out")
    if not new and not carried:
        return [rng.choice(("{year}年未收到政府信息公开申请。", "全年没有收到公民、法人或其他组织提出的政府信息公开申请。"))]
    natural = get("requests", "received_new", "natural_person")
    if scope == "with_carried":
        opening = f"全年收到和办理政府信息公开申请{new + carried}件（含上年结转{carried}件），办结{done}件，转下一年办理{out}件。"
    elif natural > new:  # a planted slip: the text gives the totals only
        opening = f"新收申请{new}件，上年结转{carried}件，办结{done}件，结转下年度{out}件。"
    else:
        opening = rng.choice((
            f"本年新收政府信息公开申请{new}件，其中自然人{natural}件、法人或其他组织{new - natural}件；上年结转{carried}件。办结{done}件，结转下年度继续办理{out}件。",
            f"新收申请{new}件，连同上年结转的{carried}件，年内共办结{done}件，另有{out}件结转下年度继续办理。",
        ))
    refused = sum(get("requests", row) for row in forms.outcome_rows(report.requests_form) if row.startswith("denied."))
    missing = sum(get("requests", row) for row in forms.outcome_rows(report.requests_form) if row.startswith("unavailable."))
    detail = (f"在答复结果中，予以公开{get('requests', 'granted')}件，部分公开{get('requests', 'partially_granted')}件，"
              f"不予公开{refused}件，无法提供{missing}件。")
    return [opening + detail]


def _disputes(report: Report) -> str:
    again = report.get("disputes", "reconsideration")
    court = report.get("disputes", "litigation_direct") + report.get("disputes", "litigation_after_reconsideration")
    if not again and not court:
        return "未发生因政府信息公开引起的行政复议和行政诉讼。"
    return f"因政府信息公开引起的行政复议{again}件，行政诉讼{court}件。"


def _fill(rng: Random, text: str, report: Report) -> str:
    a = rng.randint(40, 2600)
    return text.format(agency=report.agency, year=report.year, notice=forms.NOTICES[report.proactive_form],
                       a=a, b=rng.randint(5, 38), c=rng.randint(2, 12))


def overview(rng: Random, report: Report, scope: str = "new") -> List[Paragraph]:
    """Opening paragraph and section one (without its heading)."""
    parts: List[Paragraph] = []
    topics = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"]
    for number, topic in zip("一二三四五", topics):
        if rng.random() < 0.8:
            parts.append(("subheading", f"（{number}）{topic}"))
        if topic == "依申请公开":
            text = rng.choice(_facts(rng, report, scope)) + _disputes(report)
        else:
            text = rng.choice(_FILLER[topic])
        parts.append(("text", _fill(rng, text, report)))
    return parts


def opening(rng: Random, report: Report) -> Paragraph:
    return ("text", _fill(rng, rng.choice(_OPENING), report))


def problems(rng: Random, report: Report) -> List[Paragraph]:
    return [("text", _fill(rng, rng.choice(_PROBLEMS), report)), ("text", _fill(rng, rng.choice(_MEASURES), report))]


def other_matters(rng: Random, report: Report) -> List[Paragraph]:
    return [("text", _fill(rng, rng.choice(_OTHER), report))]


def signature(rng: Random, report: Report) -> List[Paragraph]:
    date = f"{report.year + 1}年{rng.choice((1, 1, 1, 2, 3))}月{rng.randint(4, 28)}日"
    return [("sign", report.agency), ("sign", date)]


_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}关于{year}年政府信息公开工作的年度报告",
)


_TITLES_SHORT = {"no_agency": "{year}年政府信息公开工作年度报告", "no_year": "{agency}政府信息公开工作年度报告",
                 "year_lost": "{agency}{year}政府信息公开工作年度报告"}


def title(rng: Random, report: Report, style: str = "standard") -> str:
    """The title as printed: standard, varied, or one of the incomplete ones."""
    choices = {"standard": _TITLES[:1], "varied": _TITLES}.get(style) or (_TITLES_SHORT[style],)
    return rng.choice(choices).format(agency=report.agency, year=report.year)


HEADING_STYLES: Dict[str, Dict[int, str]] = {
    "standard": forms.SECTIONS,
    "short": {1: "一、总体情况", 2: "二、主动公开情况", 3: "三、政府信息依申请公开办理情况",
              4: "四、政府信息公开行政复议及行政诉讼情况", 5: "五、主要问题及改进情况", 6: "六、其它报告事项"},
    "renumbered": {1: "概述", 2: "一、主动公开政府信息情况", 3: "二、收到和处理政府信息公开申请情况",
                   4: "三、政府信息公开行政复议、行政诉讼情况", 5: "四、存在的主要问题及改进情况", 6: "五、其他需要报告的事项"},
    "unnumbered": {1: "总体情况", 2: "行政机关主动公开政府信息情况", 3: "行政机关收到和处理政府信息公开申请情况",
                   4: "因政府信息公开工作被申请行政复议、提起行政诉讼情况", 5: "政府信息公开工作存在的主要问题及改进情况",
                   6: "其他需要报告的事项"},
    "spaced": {number: text[:2] + " " + text[2:] + " " for number, text in forms.SECTIONS.items()},
    "typos": {1: "一、总体情况、", 2: "二、主动公开政府政府情况", 3: "三、收到和处理政府信息公开申请情况",
              4: "四、政府信息公开行行政复议和行政诉讼情况", 5: "五、存在主要问题和改进措施", 6: "六、其他需要汇报事项"},
    "brackets": {1: "（一）总体情况", 2: "（二）主动公开政府信息情况", 3: "（三）收到和处理政府信息公开申请情况",
                 4: "（四）政府信息公开行政复议、行政诉讼情况", 5: "（五）存在的主要问题及改进情况", 6: "（六）其他需要报告的事项"},
}

"""The two forms in force since 2019: their tables, rows, columns, keys and printed labels."""

from dataclasses import dataclass
from typing import Dict, List, Tuple

Key = Tuple[str, str, str]  # (table, row, column)

APPLICANTS = ("natural_person", "business", "research", "nonprofit", "legal_service", "other_org")
REQUEST_COLUMNS = APPLICANTS + ("total",)
APPLICANT_LABELS = {
    "natural_person": "自然人", "business": "商业企业", "research": "科研机构",
    "nonprofit": "社会公益组织", "legal_service": "法律服务机构", "other_org": "其他", "total": "总计",
}
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
OUTCOME_HEAD = "三、本年度办理结果"

# Outcome groups of section three: (group label, ((row, label), …)).
# A group whose only row carries an empty label is itself the row.
_GROUPS_COMMON = (
    ("（一）予以公开", (("granted", ""),)),
    ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", (("partially_granted", ""),)),
    ("（三）不予公开", (
        ("denied.state_secret", "1.属于国家秘密"),
        ("denied.prohibited_by_law", "2.其他法律行政法规禁止公开"),
        ("denied.endangers_security", "3.危及“三安全一稳定”"),
        ("denied.third_party_rights", "4.保护第三方合法权益"),
        ("denied.internal_affairs", "5.属于三类内部事务信息"),
        ("denied.deliberative", "6.属于四类过程性信息"),
        ("denied.enforcement_file", "7.属于行政执法案卷"),
        ("denied.administrative_query", "8.属于行政查询事项"),
    )),
    ("（四）无法提供", (
        ("unavailable.not_held", "1.本机关不掌握相关政府信息"),
        ("unavailable.not_compiled", "2.没有现成信息需要另行制作"),
        ("unavailable.unclear", "3.补正后申请内容仍不明确"),
    )),
    ("（五）不予处理", (
        ("not_processed.petition", "1.信访举报投诉类申请"),
        ("not_processed.duplicate", "2.重复申请"),
        ("not_processed.publication", "3.要求提供公开出版物"),
        ("not_processed.excessive", "4.无正当理由大量反复申请"),
        ("not_processed.reissue", "5.要求行政机关确认或重新出具已获取信息"),
    )),
)
_OTHER_2021 = ("（六）其他处理", (
    ("other.not_corrected", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ("other.fee_unpaid", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ("other.other", "3.其他"),
))
_OTHER_2019 = ("（六）其他处理", (("other", ""),))
_TOTAL = ("（七）总计", (("outcome_total", ""),))

GROUPS = {
    "2019": _GROUPS_COMMON + (_OTHER_2019, _TOTAL),
    "2021": _GROUPS_COMMON + (_OTHER_2021, _TOTAL),
}
ROW_NEW = ("received_new", "一、本年新收政府信息公开申请数量")
ROW_IN = ("carried_in", "二、上年结转政府信息公开申请数量")
ROW_OUT = ("carried_out", "四、结转下年度继续办理")

RESULTS = ("upheld", "overturned", "other", "pending", "total")
RESULT_LABELS = {"upheld": "结果维持", "overturned": "结果纠正", "other": "其他结果",
                 "pending": "尚未审结", "total": "总计"}
DISPUTES = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
DISPUTE_LABELS = {"reconsideration": "行政复议", "litigation_direct": "未经复议直接起诉",
                  "litigation_after_reconsideration": "复议后起诉"}
LITIGATION = "行政诉讼"


@dataclass(frozen=True)
class Block:
    """One article of section two: its number and the small table under it."""

    article: str
    rows: Tuple[Tuple[str, str], ...]
    columns: Tuple[Tuple[str, str], ...]


_MADE_2019 = (("created", "本年新制作数量"), ("newly_public", "本年新公开数量"), ("total_public", "对外公开总数量"))
_ITEMS_2019 = (("items_last_year", "上一年项目数量"), ("items_change", "本年增/减"), ("decisions", "处理决定数量"))
_DECISIONS_2021 = (("decisions", "本年处理决定数量"),)

BLOCKS: Dict[str, Tuple[Block, ...]] = {
    "2019": (
        Block("（一）", (("regulations", "规章"), ("normative_documents", "规范性文件")), _MADE_2019),
        Block("（五）", (("licensing", "行政许可"), ("other_services", "其他对外管理服务事项")), _ITEMS_2019),
        Block("（六）", (("penalties", "行政处罚"), ("coercion", "行政强制")), _ITEMS_2019),
        Block("（八）", (("fees", "行政事业性收费"),), _ITEMS_2019[:2]),
        Block("（九）", (("procurement", "政府集中采购"),), (("projects", "采购项目数量"), ("amount", "采购总金额"))),
    ),
    "2021": (
        Block("（一）", (("regulations", "规章"), ("normative_documents", "行政规范性文件")),
              (("issued", "本年制发件数"), ("repealed", "本年废止件数"), ("in_force", "现行有效件数"))),
        Block("（五）", (("licensing", "行政许可"),), _DECISIONS_2021),
        Block("（六）", (("penalties", "行政处罚"), ("coercion", "行政强制")), _DECISIONS_2021),
        Block("（八）", (("fees", "行政事业性收费"),), (("amount", "本年收费金额（单位：万元）"),)),
    ),
}

SECTIONS = {
    1: "一、总体情况",
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
    5: "五、存在的主要问题及改进情况",
    6: "六、其他需要报告的事项",
}
NOTICES = {"2019": "国办公开办函〔2019〕60号", "2021": "国办公开办函〔2021〕30号"}


def outcome_rows(form: str) -> List[str]:
    """Rows of section three that add up to （七）总计."""
    return [row for _, rows in GROUPS[form] for row, _ in rows if row != "outcome_total"]


def request_rows(form: str) -> List[str]:
    """Every numeric row of section three, in the order of the form."""
    return ["received_new", "carried_in"] + outcome_rows(form) + ["outcome_total", "carried_out"]


def proactive_keys(form: str) -> List[Key]:
    return [("proactive", row, column) for block in BLOCKS[form]
            for row, _ in block.rows for column, _ in block.columns]


def request_keys(form: str) -> List[Key]:
    return [("requests", row, column) for row in request_rows(form) for column in REQUEST_COLUMNS]


def dispute_keys() -> List[Key]:
    return [("disputes", row, column) for row in DISPUTES for column in RESULTS]


def form_keys(proactive: str, requests: str) -> List[Key]:
    """All keys of a report whose section two and section three follow the given forms."""
    return proactive_keys(proactive) + request_keys(requests) + dispute_keys()


def all_keys() -> List[Key]:
    """The keys of both forms, each once, in the order golden files are written: that of the forms."""
    proactive: Dict[str, Dict[Key, None]] = {}
    for form in ("2019", "2021"):
        for key in proactive_keys(form):
            proactive.setdefault(key[1], {})[key] = None
    rows = request_rows("2021")
    rows.insert(rows.index("other.not_corrected"), "other")
    requests = [("requests", row, column) for row in rows for column in REQUEST_COLUMNS]
    return [key for keys in proactive.values() for key in keys] + requests + dispute_keys()

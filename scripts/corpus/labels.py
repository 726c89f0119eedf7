"""How a label is printed: wording, typing errors, punctuation, line breaks."""

import re
from random import Random
from typing import Callable, Dict, List

_HALF = str.maketrans("（），：；", "(),:;")

TYPOS: Dict[str, List[str]] = {
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ["（二）部分公开（区分处理的，只记这一情形，不计其他情形）"],
    "5.属于三类内部事务信息": ["5.属于三类内部事物信息"],
    "2.没有现成信息需要另行制作": ["2.没有现成信息需要另外制作"],
    "四、结转下年度继续办理": ["四、结转下年度继续处理"],
    "2.其他法律行政法规禁止公开": ["2.其他法律行政止公开", "2.其他法律、行政法规禁止公开"],
    "4.保护第三方合法权益": ["4.保护第三方合法利益"],
    "本年处理决定数量": ["本年处理绝对数量"],
    "行政事业性收费": ["行政事业型收费"],
    "二、上年结转政府信息公开申请数量": ["二、上年结转政府信息公开数量"],
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请":
        ["1.申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请"],
}
SHORT: Dict[str, List[str]] = {
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": ["（二）部分公开"],
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": ["1.逾期不补正"],
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": ["2.逾期不缴费"],
    "（六）其他处理": ["（六）其他"],
    "一、本年新收政府信息公开申请数量": ["一、本年新收申请数量", "一、本年新收政府信息公开申请数"],
    "二、上年结转政府信息公开申请数量": ["二、上年结转申请数量"],
    "四、结转下年度继续办理": ["四、结转下年度"],
    "现行有效件数": ["现行有效件"],
    "5.要求行政机关确认或重新出具已获取信息": ["5.要求确认或重新出具已获取信息"],
}
OLD: Dict[str, List[str]] = {
    "行政规范性文件": ["规范性文件"],
    "3.要求提供公开出版物": ["3.要求提供公开出版物（一般出版物）"],
}
VERBOSE: Dict[str, List[str]] = {
    "规章": ["规章（设区的市、自治州人民政府应提供相关数据）"],
    "规范性文件": ["规范性文件（指各行政机关印发的有正式文号的文件）"],
    "其他对外管理服务事项": ["其他对外管理服务事项（指行政许可以外的政务服务事项）"],
    "上一年项目数量": ["上一年项目数量（指{before}年事项数）"],
    "本年增/减": ["本年增/减（指{year}年增加或减少的事项数，减用负值表示，如-8）"],
    "处理决定数量": ["处理决定数量（指{year}年办件量）"],
}
OLD_DECISIONS: Dict[str, List[str]] = {"本年处理决定数量": ["处理决定数量"]}
TRUNCATED: Dict[str, List[str]] = {
    "本年新制作数量": ["本年新"], "本年新公开数量": ["本年新"], "现行有效件数": ["现行有效"], "本年制发件数": ["本年制发"],
    "本年废止件数": ["本年废止"], "采购项目数量": ["采购项目"], "二、上年结转政府信息公开申请数量": ["二、上年结转政府信息公开"],
    "一、本年新收政府信息公开申请数量": ["一、本年新收政府信息公开"],
}
_WRAPS = (("本年", "制发件数"), ("本年新", "制作数量"), ("本年新", "公开数量"), ("对外公开", "总数量"), ("本年", "废止件数"),
          ("商业", "企业"), ("科研", "机构"), ("社会公", "益组织"), ("法律服", "务机构"), ("结果", "维持"), ("结果", "纠正"),
          ("其他", "结果"), ("尚未", "审结"))

LabelStyle = Callable[[str], str]


def _pick(table: Dict[str, List[str]], share: float, rng: Random, year: int) -> LabelStyle:
    def restyle(label: str) -> str:
        if label in table and rng.random() < share:
            return rng.choice(table[label]).format(year=year, before=year - 1)
        return label
    return restyle


def _half_width(label: str) -> str:
    """ASCII punctuation with a blank after item numbers, as in (三) and 1. 属于."""
    return re.sub(r"^(\(.\)|\d\.)", r"\1 ", label.translate(_HALF))


def _wrapped(label: str) -> str:
    """A line break inside a header cell (printed as <br> or as a new line)."""
    for head, tail in _WRAPS:
        if label == head + tail:
            return head + "\n" + tail
    return label


def _spaced(label: str) -> str:
    """Blanks between the characters of short labels: 总 计, 自 然 人."""
    if len(label) in (2, 3) and not label.endswith("章"):
        return " ".join(label)
    return label


def _vertical(label: str) -> str:
    """The row head of section three, one character per line."""
    if label in ("三、本年度办理结果", "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"):
        return "\n".join(label)
    return label


def _ragged_wrap(rng: Random) -> LabelStyle:
    """Line breaks inside long labels, where a narrow cell broke them."""
    def restyle(label: str) -> str:
        if len(label) < 9 or rng.random() < 0.4:
            return label
        cut = rng.randint(4, len(label) - 2)
        return label[:cut] + rng.choice(("\n", "\n", " ")) + label[cut:]
    return restyle


def _odd_marks(label: str) -> str:
    """Typographic slips: 、after numbers, 1、 for 1., stray blanks."""
    return re.sub(r"^(\d)\.", r"\1、", label).replace("“", "\"").replace("”", "\"")


def label_style(name: str, rng: Random, year: int) -> LabelStyle:
    """The restyling function of one document; names may be joined with + and apply in order."""
    makers: Dict[str, Callable[[], LabelStyle]] = {
        "standard": lambda: lambda label: label,
        "half_width": lambda: _half_width,
        "typos": lambda: _pick(TYPOS, 0.7, rng, year),
        "short": lambda: _pick(SHORT, 0.8, rng, year),
        "truncated": lambda: _pick(TRUNCATED, 1.0, rng, year),
        "old": lambda: _pick(OLD, 1.0, rng, year),
        "verbose": lambda: _pick(VERBOSE, 1.0, rng, year),
        "old_decisions": lambda: _pick(OLD_DECISIONS, 1.0, rng, year),
        "wrapped": lambda: _wrapped,
        "spaced": lambda: _spaced,
        "vertical": lambda: _vertical,
        "ragged_wrap": lambda: _ragged_wrap(rng),
        "odd_marks": lambda: _odd_marks,
    }
    steps = [makers[part]() for part in name.split("+")]

    def restyle(label: str) -> str:
        for step in steps:
            label = step(label)
        return label
    return restyle


LABEL_STYLES = ("standard", "half_width", "typos", "short", "old", "verbose", "wrapped", "spaced", "vertical",
                "ragged_wrap", "odd_marks", "truncated", "typos+half_width", "wrapped+vertical", "spaced+ragged_wrap")

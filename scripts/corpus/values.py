"""How a figure is printed in a cell, and what a reader must make of it."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Dict, Optional, Tuple

from .forms import Key
from .truth import Number

NIL_MARKS = ("", "/", "-", "—", "无")
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass(frozen=True)
class Printed:
    """The text in a cell and its golden value; an empty value means that no number is printed."""

    text: str
    value: str
    html: Optional[str] = None  # markup to use instead of `text` in HTML documents


@dataclass(frozen=True)
class NumberStyle:
    """One document's habits of writing numbers."""

    zero: str = "0"            # what a zero looks like; "mixed" draws a mark per cell
    blank_share: float = 1.0   # share of zeros written as `zero`, the rest as 0
    keep_totals: bool = False  # totals keep their 0
    group: str = ""            # thousands separator
    full_width: bool = False
    inner_space: bool = False  # "1 2 5" as some word processors justify it
    counter: str = ""          # 件 after the number
    plus: str = ""             # sign before an increase
    minus: str = "-"           # sign before a decrease
    money_unit: str = ""       # unit printed in the money cell
    fee_header: str = "万元"    # unit in the header of the fees column ("none" prints none)
    spend_header: str = ""     # unit in the header of the procurement amount
    nothing: bool = False      # the form was never filled in


STYLES: Dict[str, NumberStyle] = {
    "plain": NumberStyle(),
    "blank": NumberStyle(zero=""),
    "blank_totals": NumberStyle(zero="", keep_totals=True),
    "slash": NumberStyle(zero="/"),
    "dash": NumberStyle(zero="-"),
    "em_dash": NumberStyle(zero="—", blank_share=0.8),
    "wu": NumberStyle(zero="无", blank_share=0.9),
    "mixed": NumberStyle(zero="mixed", blank_share=0.7),
    "full_width": NumberStyle(full_width=True),
    "commas": NumberStyle(group=","),
    "wide_commas": NumberStyle(group="，"),
    "thin_spaces": NumberStyle(group=" "),
    "inner_space": NumberStyle(inner_space=True),
    "counter": NumberStyle(counter="件"),
    "signed": NumberStyle(plus="+", minus="-"),
    "true_minus": NumberStyle(plus="＋", minus="−"),
    "words": NumberStyle(plus="增", minus="减"),
    "money_in_cell": NumberStyle(money_unit="万元"),
    "yuan_in_cell": NumberStyle(money_unit="元"),
    "yuan_header": NumberStyle(fee_header="元", spend_header="元"),
    "wan_header": NumberStyle(spend_header="万元"),
    "unit_missing": NumberStyle(fee_header="none"),
    "torn_unit": NumberStyle(fee_header="万 元", spend_header="万 元"),
    "nothing": NumberStyle(nothing=True),
}


def plain(value: Number) -> str:
    """A plain decimal without exponent or trailing zeros."""
    if isinstance(value, int):
        return str(value)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _grouped(text: str, mark: str) -> str:
    whole, dot, rest = text.partition(".")
    return f"{int(whole):,}".replace(",", mark) + dot + rest


def _decorate(text: str, style: NumberStyle) -> str:
    if style.group:
        text = _grouped(text, style.group)
    if style.inner_space:
        text = " ".join(text)
    return text.translate(FULL_WIDTH) if style.full_width else text


def _signed(value: int, style: NumberStyle) -> str:
    sign = style.minus if value < 0 else style.plus if value > 0 else ""
    return sign + _decorate(str(abs(value)), style)


def _nil(key: Key, style: NumberStyle, rng: Random) -> Optional[str]:
    """The mark printed for a zero, or None when the zero itself is printed."""
    if style.zero == "0" or (style.keep_totals and key[2] == "total") or rng.random() >= style.blank_share:
        return None
    return rng.choice(NIL_MARKS) if style.zero == "mixed" else style.zero


def money_text(key: Key, value: Number, style: NumberStyle) -> str:
    """An amount in the unit its cell or header says (fees are kept in 万元, procurement in 元)."""
    home = "万元" if key[1] == "fees" else "元"
    header = style.fee_header if key[1] == "fees" else style.spend_header
    header = home if header in ("", "none") else header.replace(" ", "")
    unit = style.money_unit or header
    amount = Decimal(value)
    if home == "万元" and unit == "元":
        amount *= 10000
    elif home == "元" and unit == "万元":
        amount /= 10000
    return _decorate(plain(amount), style) + (style.money_unit if value else "")


def print_figure(key: Key, value: Number, style: NumberStyle, rng: Random) -> Printed:
    """Print one figure in the style of its document."""
    if style.nothing:
        return Printed("", "")
    if value == 0:
        mark = _nil(key, style, rng)
        if mark is not None:
            return Printed(mark, "")
    if key[2] == "amount":
        return Printed(money_text(key, value, style), plain(value))
    if key[2] == "items_change":
        return Printed(_signed(int(value), style), plain(value))
    return Printed(_decorate(str(value), style) + style.counter, str(value))


def print_report(figures: Dict[Key, Number], style: NumberStyle, rng: Random,
                 special: Dict[Key, Tuple[str, Optional[str]]]) -> Dict[Key, Printed]:
    """Print every figure; `special` gives cells a template ({n} is the number) or a sentence without one.

    The second part of a special cell is its markup when it differs from its text.
    """
    printed = {}
    for key, value in figures.items():
        cell = print_figure(key, value, style, rng)
        if key in special:
            text, markup = special[key]
            number = "" if "{n}" not in text else plain(value)
            cell = Printed(text.format(n=number), number, markup.format(n=number) if markup else None)
        printed[key] = cell
    return printed

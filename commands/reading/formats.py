"""How the cells of a workbook are shown: which are dates, and which show another number than they hold."""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

BUILT_IN: Mapping[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;(#,##0)",
    38: "#,##0;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: "#,##0",
    42: '"$"#,##0',
    43: "#,##0.00",
    44: '"$"#,##0.00',
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 45, 46, 47), "hh:mm"),
}
"""The formats that a workbook names by number alone; of dates it matters only that they are."""


class Shown(NamedTuple):
    """How a number is shown: as a date, as a time, as another number than it is (`odd` says how), or as it is."""

    date: bool = False
    time: bool = False
    odd: str = ""
    plain: bool = False


_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].', re.DOTALL)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?.],+(?![0#?,])")
_PLAIN = ("general", "0", "@", "#", "")


@cache
def shown_by(code: str) -> Shown:
    """How a format shows numbers."""
    literals = "".join(one or other for one, other in _LITERAL.findall(code)) + "".join(_CURRENCY.findall(code))
    bare = _CURRENCY.sub("", _LITERAL.sub("", code))
    if _ELAPSED.search(bare):
        return Shown(time=True)
    bare = _BRACKETS.sub("", bare)
    words = re.sub(r"general|e[+-]", "", bare, flags=re.IGNORECASE).lower()
    if re.search(r"[dym]", words) and not re.fullmatch(r"[^dy]*[hs][^dy]*", words):
        return Shown(date=True)
    if re.search(r"[hs]", words):
        return Shown(time=True)
    return Shown(odd=_odd(code, bare, literals), plain=bare.strip().lower() in _PLAIN and not literals.strip())


def _odd(code: str, bare: str, literals: str) -> str:
    if "%" in bare:
        return "as a percentage"
    if any(map(_SCALED.search, bare.split(";"))):
        return "in thousands"
    if re.search(r"\d", literals):
        return "with figures that its format adds"
    if other := re.search(r"[€£¥]|[A-Za-z]{3}", literals.replace("USD", "")):
        return f"in other units ({other[0]})"
    return "as nothing" if code.strip() and not bare.replace(";", "").strip() and not literals else ""

"""How the cells of a workbook are shown: which are dates, and which show another number than they hold."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from commands.reading.cells import Cell, Wrong
from commands.reading.limits import MOST_TEXT
from ledger.names import shown

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


_MOST_LETTERS = 255
"""As long a format as a spreadsheet program keeps."""

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].', re.DOTALL)
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_SCALED = re.compile(r"[0#?.],+(?![0#?,])")
_PLAIN = ("general", "0", "@", "#", "")


@cache
def shown_by(code: str) -> Shown:
    """How a format shows numbers."""
    if len(code) > _MOST_LETTERS:
        return Shown(odd=f"by a format of more than {_MOST_LETTERS} letters")
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


# -- what stands in a cell, as it is shown ----------------------------------------------------------------------------


def text_cell(text: str) -> Cell:
    """A text, where a cell can hold it."""
    if len(text) > MOST_TEXT:
        return Wrong(f"the text has more than {MOST_TEXT:,} letters, and no cell does")
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text)
    return text if found is None else Wrong(f"the control character #x{ord(found[0]):02x} cannot stand in a cell")


def day_cell(serial: str, *, is_from_1904: bool, is_time: bool) -> Cell:
    """The date that a number is shown as. The first weeks of 1900 are miscounted by a day that never was."""
    whole, _, part = serial.partition(".")
    first = date(1904, 1, 1) if is_from_1904 else date(1899, 12, 30)
    days = int(whole) if whole.lstrip("-").isdecimal() else -1
    if is_time or not (0 if is_from_1904 else 61) <= days <= (date.max - first).days:
        return Wrong(f"the cell holds {serial} and is shown as a time, or as a date that no spreadsheet counts rightly")
    day = first + timedelta(days)
    if not part:
        return day
    moment = datetime(day.year, day.month, day.day) + timedelta(seconds=round(float(f"0.{part}") * 86_400))  # noqa: DTZ001  a wall clock
    return Wrong(f"'{moment}' is not a date: it has a time of day; leave that out")


def moment_cell(value: str) -> Cell:
    """A date that is written out."""
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:T00:00:00(?:\.0+)?Z?)?", value)
    try:
        return date.fromisoformat(found[1]) if found else Wrong(f"'{value}' is not a date: it has a time of day")
    except ValueError:
        return Wrong(f"'{value}' is not a date: there is no such day")


def flag_cell(value: str) -> Cell:
    """True or false."""
    return _FLAGS.get(value.strip().lower(), Wrong(f"{shown(value)} is neither true nor false"))


_FLAGS: Mapping[str, bool] = {"1": True, "true": True, "0": False, "false": False}

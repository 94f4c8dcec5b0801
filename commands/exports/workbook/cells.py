"""Values as cells of a worksheet: numbers, or text where a spreadsheet's 15 digits do not reach to the point.

A spreadsheet counts in binary floats, so this is the one place where figures become such: for showing and checking,
never for deciding. A price whose rational is short stands as that division (`=13/5000`), a longer one as the nearest
number that a spreadsheet can have: a check needs every digit that there is to have. Text is always written as text:
nothing that somebody is called becomes a formula or a link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ledger.numbers.spelling import ratio_of, read_back
from ledger.shown import visible
from projections.read_model.catalogue import Kind, Value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_DIGITS = 15
"""How many digits of a number a spreadsheet keeps."""
_MOST_TEXT = 32_767
_MOST_LINKED = 255
LETTER = 1
"""The size of paper, as a workbook numbers it."""
_LIMIT: int = 10**MOST_DIGITS
_FIRST_YEAR = 1900

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "header": {
        "bold": True,
        "bg_color": "#E7ECF2",
        "bottom": 1,
        "text_wrap": True,
        "valign": "top",
        "align": "left",
        "indent": 1,
    },
    "header right": {
        "bold": True,
        "bg_color": "#E7ECF2",
        "bottom": 1,
        "text_wrap": True,
        "valign": "top",
        "align": "right",
    },
    "total": {"bold": True, "top": 1, "num_format": "#,##0"},
    "label": {"bold": True, "valign": "top", "align": "left", "indent": 1},
    "wrap": {"text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "check": {"num_format": "#,##0.##########", "font_color": "#1F5C99"},
    "text": {},
    "whole": {"num_format": "#,##0", "valign": "top"},
    "exact": {"font_color": "#666666"},
    "decimal": {"num_format": "#,##0.##########"},
    "date": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "indent": 1},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top", "align": "left", "indent": 1},
    "bool": {},
    "quiet": {"font_color": "#666666", "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "link": {"font_color": "#1F5C99", "underline": 1, "text_wrap": True, "valign": "top", "align": "left", "indent": 1},
    "agrees": {"font_color": "#1F5C99", "align": "center", "valign": "top"},
    "shares": {"num_format": "#,##0.######", "valign": "top"},
    "price": {"num_format": "#,##0.0000######", "valign": "top"},
    "percent": {"num_format": "0.0000%", "valign": "top"},
    "sum": {"bold": True, "top": 1, "num_format": "#,##0.######"},
    "sum of what": {"bold": True, "top": 1, "align": "left", "indent": 1},
    "sum of percent": {"bold": True, "top": 1, "num_format": "0.0000%"},
    "sum of money": {"bold": True, "top": 1, "num_format": "#,##0.00########"},
    "money": {"num_format": "#,##0.00########", "valign": "top"},
    "company": {"bold": True, "font_size": 12, "bg_color": "#F4F6F9"},
}
"""How the cells look: those of each kind of value, and others."""

WIDTHS: dict[Kind, int] = {
    "text": 24,
    "whole": 21,
    "exact": 24,
    "decimal": 22,
    "date": 12,
    "moment": 20,
    "bool": 10,
}


@dataclass(slots=True)
class Sheet:
    """A worksheet being written, its formats, and whether something had to stand as text for its length."""

    sheet: "Worksheet"
    formats: dict[str, "Format"]
    too_long: dict[str, None]
    """The names of the sheets with numbers that stand as text, shared by all sheets."""

    def text(self, row: int, column: int, value: str, look: str = "text") -> None:
        """Write text, whatever it looks like; what nobody sees is written out, what is too long is cut."""
        value = visible(value)
        shown = value if len(value) <= _MOST_TEXT else f"{value[: _MOST_TEXT - 1]}…"
        self.sheet.write_string(row, column, shown, self.formats[look])

    def formula(self, row: int, column: int, formula: str, value: float | bool | str, look: str = "check") -> None:  # noqa: FBT001
        """Write a formula and what it gives, so that it shows also where nothing is worked out again."""
        self.sheet.write_formula(row, column, formula, self.formats[look], value)

    def link(self, row: int, column: int, text: str, sheet: str, to: int) -> None:
        """Write text that leads to a row of a sheet of this workbook; text that is no cell's stays as it is."""
        text = visible(text)
        if not text or len(text) > _MOST_LINKED:
            self.text(row, column, text)
            return
        self.sheet.write_url(row, column, f"internal:'{sheet}'!A{to + 1}", self.formats["link"], text)

    def value(self, row: int, column: int, kind: Kind, value: Value, exact: Fraction | None = None) -> bool:
        """Write a value; whether a formula can count with it. `exact` is what a decimal is short for."""
        if value is None:
            return False
        if kind in ("whole", "decimal"):
            return self.number(row, column, exact if exact is not None else read_back(str(value)), str(value), kind)
        _WRITERS[kind](self, row, column, value)
        return False

    def number(self, row: int, column: int, number: Fraction, text: str, look: str) -> bool:
        """Write a number as a number, as a division, or as text; whether a formula can count with it."""
        if number.denominator == 1 and abs(number.numerator) < _LIMIT:
            self.sheet.write_number(row, column, number.numerator, self.formats[look])
        elif is_short(number):
            formula = f"={ratio_of(number)}"
            self.formula(row, column, formula, number.numerator / number.denominator, look)
        elif number.denominator != 1 and abs(number) < _LIMIT:
            self.sheet.write_number(row, column, number.numerator / number.denominator, self.formats[look])
        else:
            self.text(row, column, text, look)
            self.too_long.setdefault(str(self.sheet.name))
            return False
        return True


def is_short(number: Fraction) -> bool:
    """Whether a spreadsheet keeps all digits of both parts of a rational."""
    return abs(number.numerator) < _LIMIT and number.denominator < _LIMIT


def _date(to: Sheet, row: int, column: int, value: date) -> None:
    if value.year < _FIRST_YEAR:
        to.text(row, column, value.isoformat(), "date")
    else:
        to.sheet.write_datetime(row, column, value, to.formats["date"])


def _moment(to: Sheet, row: int, column: int, value: datetime) -> None:
    to.sheet.write_datetime(row, column, value.replace(tzinfo=None, microsecond=0), to.formats["moment"])


def _bool(to: Sheet, row: int, column: int, value: bool) -> None:  # noqa: FBT001
    to.sheet.write_boolean(row, column, value, to.formats["bool"])


def _exact(to: Sheet, row: int, column: int, value: str) -> None:
    to.text(row, column, value, "exact")


_WRITERS: dict[Kind, Callable[[Sheet, int, int, Any], None]] = {
    "text": Sheet.text,
    "exact": _exact,
    "date": _date,
    "moment": _moment,
    "bool": _bool,
}
"""How a value of each kind that is no number is written."""

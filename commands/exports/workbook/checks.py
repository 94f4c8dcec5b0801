"""The formulas beside the tables, by which a reader can see that the figures follow from one another.

A formula is written only where a spreadsheet can count with all that it needs, and counts to the same result: its
numbers have 15 digits, and a floor that hangs on the sixteenth is no check.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from xlsxwriter.utility import xl_rowcol_to_cell

from commands.exports.workbook.cells import Sheet, is_short
from commands.exports.workbook.extract import Preferences
from ledger.numbers.spelling import read_back
from projections.read_model.catalogue import CONVERSION_PRICES, CONVERSIONS, PRICE_HISTORY, Row, Table

_PLACES = 6
_CLOSE = "1E-9"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table on its sheet, and which of its columns a formula can count with."""

    table: Table
    values: Row
    row: int
    numbers: frozenset[str]

    def cell(self, column: str) -> str:
        """The address of a column in this row."""
        return str(xl_rowcol_to_cell(self.row, self.table.place_of(column)))

    def exact(self, column: str) -> Fraction | None:
        """The exact number of a pair of columns, where it is not too long."""
        text = self.values[self.table.place_of(f"{column}_exact")]
        return None if text is None else read_back(str(text))

    def whole(self, column: str) -> int:
        """A whole number."""
        return int(str(self.values[self.table.place_of(column)]))

    def after(self, number: int) -> int:
        """The place of a column behind those of the table."""
        return len(self.table.columns) + number


def price_history(to: Sheet, line: Line, _: Preferences) -> None:
    """The price of a step by the formula: (A x B + D) / (A + C), where B is the price before."""
    needed = {"a_decimal", "before_decimal", "c_decimal", "d_decimal", "after_decimal"}
    after = line.exact("after")
    if after is None or not needed <= line.numbers:
        return
    a, b, c, d, given = (line.cell(f"{name}_decimal") for name in ("a", "before", "c", "d", "after"))
    to.formula(line.row, line.after(0), f"=({a}*{b}+{d})/({a}+{c})", float(after))
    _agrees(to, line, given)


def conversion_prices(to: Sheet, line: Line, _: Preferences) -> None:
    """Common for one Series D: preference over price."""
    price, common = line.exact("in_effect"), line.exact("common_per_share")
    if price is None or common is None or not {"in_effect_decimal", "common_per_share_decimal"} <= line.numbers:
        return
    preference = price * common
    to.number(line.row, line.after(0), preference, "", "decimal")
    at = xl_rowcol_to_cell(line.row, line.after(0))
    to.formula(line.row, line.after(1), f"={at}/{line.cell('in_effect_decimal')}", float(common))
    _agrees(to, line, line.cell("common_per_share_decimal"), 1)


def conversions(to: Sheet, line: Line, preferences: Preferences) -> None:
    """What a conversion should have given: the floor of Series D x preference / price (4A, 4D)."""
    price, preference = line.exact("price"), preferences.get((str(line.values[0]), str(line.values[1])))
    if price is None or not price or preference is None or not is_short(price) or not is_short(preference):
        return
    converted, entitled = line.whole("converted"), line.whole("entitled")
    if floor(round(converted * (float(preference) / float(price)), _PLACES)) != entitled:
        return
    to.number(line.row, line.after(0), preference, "", "decimal")
    at = xl_rowcol_to_cell(line.row, line.after(0))
    formula = f"=INT(ROUND({line.cell('converted')}*({at}/{line.cell('price_decimal')}),{_PLACES}))"
    to.formula(line.row, line.after(1), formula, entitled)
    _agrees(to, line, line.cell("entitled"), 1)


def _agrees(to: Sheet, line: Line, given: str, place: int = 0) -> None:
    check = xl_rowcol_to_cell(line.row, line.after(place))
    to.formula(line.row, line.after(place + 1), f"=ABS({check}-{given})<={_CLOSE}*ABS({given})", value=True)


Check = Callable[[Sheet, Line, Preferences], None]

CHECKS: Mapping[Table, tuple[tuple[str, ...], Check]] = {
    PRICE_HISTORY: (("check: (A x B + D) / (A + C)", "agrees"), price_history),
    CONVERSION_PRICES: (("preference", "check: preference / price", "agrees"), conversion_prices),
    CONVERSIONS: (("preference", "check: floor of converted x preference / price", "agrees"), conversions),
}
"""The tables with formulas beside them: the headings of the columns behind the table's own, and what fills them."""

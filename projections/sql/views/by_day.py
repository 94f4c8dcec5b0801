"""A row for each day of the calendar, for charts and for tools that join by date."""

from typing import NamedTuple

from projections.read_model import catalogue
from projections.read_model.columns import day
from projections.sql.views.view import View, periods_of, taken

MOST_DAYS = 36_525
"""So many days back at most, a hundred years: a date that was mistyped does not make a million rows."""

_FIGURES = ("in_effect_exact", "in_effect_decimal", "after_close_exact", "after_close_decimal")
_COMMON = ("common_per_share_exact", "common_per_share_decimal")


class _Days(NamedTuple):
    """How a kind of database counts days, and takes the least and the most of two."""

    today: str
    earliest: str
    before: str
    next: str
    least: str
    most: str

    def query(self) -> str:
        """The days of each period, one after the other: from its first until that before the next, or today."""
        figures = ", ".join((*_FIGURES, *_COMMON))
        last = f"{self.least}(COALESCE({self.before}, {self.today}), {self.today})"
        return f"""\
WITH RECURSIVE days AS (
    SELECT company, {self.most}(from_date, {self.earliest}) AS day, {last} AS last, {figures}
    FROM ({periods_of(catalogue.CONVERSION_PRICES, "company")}) AS periods
    WHERE from_date <= {self.today} AND (to_date IS NULL OR to_date > {self.earliest})
    UNION ALL
    SELECT company, {self.next}, last, {figures} FROM days WHERE day < last)
SELECT company, day, {figures} FROM days"""  # noqa: S608  our names


_SQLITE = _Days(
    today="DATE('now')",
    earliest=f"DATE('now', '-{MOST_DAYS} days')",
    before="DATE(to_date, '-1 day')",
    next="DATE(day, '+1 day')",
    least="MIN",
    most="MAX",
)
_POSTGRESQL = _Days(
    today="CURRENT_DATE",
    earliest=f"CURRENT_DATE - {MOST_DAYS}",
    before="to_date - 1",
    next="day + 1",
    least="LEAST",
    most="GREATEST",
)

PRICE_BY_DAY = View(
    "price_by_day",
    "The Conversion Price of every day of the calendar from the first to today, for the last hundred years at most.",
    (
        *taken(catalogue.CONVERSION_PRICES, "company"),
        day("day", "The day that the price is of."),
        *taken(catalogue.CONVERSION_PRICES, *_FIGURES, *_COMMON),
    ),
    _SQLITE.query(),
    _POSTGRESQL.query(),
)

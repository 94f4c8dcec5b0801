"""The cap table with percentages, on every day.

A percentage is a division, and SQLite has no decimals to divide: there it is long division in whole numbers, three
digits at a time, and the percentage is text with six places. No binary float is made anywhere.
"""

from projections.read_model import catalogue
from projections.read_model.columns import SHARES, Column, text
from projections.sql.views.view import TO, View, of_table, periods_of, taken

PLACES = 6
_MOST = 29
"""Up to 18 digits before the point of ten places, a whole number has room in SQLite."""


def _parts(number: str, *, whole: bool) -> str:
    """A number as text with ten places; nothing where a sum has grown out of the whole numbers."""
    return f"CASE TYPEOF({number}) WHEN 'integer' THEN CAST({number} AS TEXT) || '.0000000000' END" if whole else number


def _scaled(number: str, total: str) -> str:
    """A number as a whole one of fewer than 16 digits, with as many places as the size of the total leaves room for."""
    whole = f"CAST({number} AS INTEGER)"
    return f"""CASE
        WHEN LENGTH({total}) > {_MOST} THEN NULL
        WHEN CAST({total} AS INTEGER) < 100000 THEN CAST(REPLACE({number}, '.', '') AS INTEGER)
        WHEN CAST({total} AS INTEGER) < 10000000000
            THEN {whole} * 100000 + CAST(SUBSTR({number}, INSTR({number}, '.') + 1, 5) AS INTEGER)
        WHEN CAST({total} AS INTEGER) < 1000000000000000 THEN {whole}
        ELSE {whole} / 10000 END"""


def percent_in_sqlite(part: str, total: str, *, whole: bool) -> str:
    """A part of a total in percent with six places, rounded half up: long division, three digits at a time."""
    part, total = _parts(part, whole=whole), _parts(total, whole=whole)
    return f"""(SELECT CASE WHEN p IS NOT NULL THEN PRINTF('%d.%06d', p / 1000000, p % 1000000) END FROM (
    SELECT (q * 1000000 + r * 1000 / t * 1000 + r * 1000 % t * 1000 / t + 5) / 10 AS p FROM (
    SELECT n * 1000 / t AS q, n * 1000 % t AS r, t FROM (
    SELECT {_scaled(part, total)} AS n, {_scaled(total, total)} AS t))))"""  # noqa: S608  our names


def percent_in_postgresql(part: str, total: str, *, whole: bool) -> str:  # noqa: ARG001  all numbers are NUMERIC there
    """The same, as PostgreSQL divides."""
    return f"ROUND(100 * CAST({part} AS NUMERIC) / NULLIF({total}, 0), {PLACES})"


def _percent(name: str, of: str) -> Column:
    meaning = f"{of}, in percent to {PLACES} places; empty where there is no such total."
    return Column("decimal", name, meaning, optional=True, unit="percent")


_SHARES = ("common", "series_d", "as_converted", "rights_exact", "rights_decimal")
_FULLY = ("fully_diluted_exact", "fully_diluted_decimal")
_OF = {
    "percent_of_common": ("common", True),
    "percent_of_series_d": ("series_d", True),
    "percent_as_converted": ("common + CAST({0}.as_converted AS NUMERIC)", True),
    "percent_fully_diluted": ("fully_diluted_decimal", False),
}
"""The percentages, each a part of the same total: the column, or two of them, and whether that is a whole number."""
_KINDS = {"sqlite": percent_in_sqlite, "postgresql": percent_in_postgresql}


def _periods(dialect: str) -> str:
    """Each holder's periods, cut where a total changes."""

    def percent(column: str, *, whole: bool) -> str:
        part, total = (f"({side}.{column.format(side)})" for side in ("h", "t"))
        return _KINDS[dialect](part, total, whole=whole)

    percents = [f"{percent(column, whole=whole)} AS {name}" for name, (column, whole) in _OF.items()]
    columns = ", ".join(f"h.{name}" for name in (*_SHARES, *_FULLY))
    return f"""\
SELECT h.company, h.holder, CASE WHEN h.from_date < t.from_date THEN t.from_date ELSE h.from_date END AS from_date,
    CASE WHEN h.to_date IS NULL OR t.to_date < h.to_date THEN t.to_date ELSE h.to_date END AS to_date,
    {columns}, {", ".join(percents)}
FROM ({periods_of(catalogue.CAP_TABLE, "company", "holder")}) AS h
JOIN ({periods_of(catalogue.CAP_TABLE_TOTALS, "company")}) AS t ON t.company = h.company
    AND (h.to_date IS NULL OR t.from_date < h.to_date) AND (t.to_date IS NULL OR h.from_date < t.to_date)
WHERE h.common <> 0 OR h.series_d <> 0 OR COALESCE(h.rights_exact, '') <> '0'"""  # noqa: S608  our names


CAP_TABLE_PERIODS = View(
    "cap_table_periods",
    "Each holder's part of the Company, fully diluted and in percent, with the days on which it is true.",
    (
        *taken(catalogue.CAP_TABLE, "company", "holder", "from_date"),
        TO,
        *taken(catalogue.CAP_TABLE, *_SHARES, *_FULLY),
        _percent("percent_of_common", "Of the Common outstanding"),
        _percent("percent_of_series_d", "Of the Series D outstanding"),
        _percent("percent_as_converted", "Of Common and Series D as converted"),
        _percent("percent_fully_diluted", "Of all that is fully diluted"),
    ),
    _periods("sqlite"),
    _periods("postgresql"),
)

_CLASSES = {"common": "common", "series_d": "as_converted", "rights": "rights_decimal"}


def _class(name: str, column: str, dialect: str) -> str:
    whole = column != "rights_decimal"
    as_text = _parts(column, whole=whole) if dialect == "sqlite" else f"ROUND(CAST({column} AS NUMERIC), 10)"
    percent = _KINDS[dialect](as_text, "fully_diluted_decimal", whole=False)
    return f"""\
SELECT company, '{name}' AS class, from_date, to_date, {as_text} AS shares, {percent} AS percent_fully_diluted
FROM ({periods_of(catalogue.CAP_TABLE_TOTALS, "company")}) AS totals"""  # noqa: S608  our names


def _classes(dialect: str) -> str:
    return "\nUNION ALL\n".join(_class(name, column, dialect) for name, column in _CLASSES.items())


CAP_TABLE_CLASSES = View(
    "cap_table_classes",
    "Common, Series D as converted, and rights as parts of what is fully diluted, with the days on which it is true.",
    (
        *taken(catalogue.CAP_TABLE_TOTALS, "company"),
        text("class", "common, series_d (as converted) or rights."),
        of_table(catalogue.CAP_TABLE_TOTALS, "from_date"),
        TO,
        Column("decimal", "shares", "Shares of Common, there or to come, to 10 places.", optional=True, unit=SHARES),
        _percent("percent_fully_diluted", "Of all that is fully diluted"),
    ),
    _classes("sqlite"),
    _classes("postgresql"),
)

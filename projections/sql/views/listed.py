"""Views for the questions that are asked most: what was true on a date, what is due today, how far the tables are.

A view takes no date, so those over time say from when and until when a row is true: on a date is
`from_date <= :date AND (to_date IS NULL OR :date < to_date)`.
"""

from collections.abc import Iterable

from projections.read_model import catalogue
from projections.read_model.columns import Column, Table, text
from projections.sql.names import PREFIX
from projections.sql.views.by_day import PRICE_BY_DAY
from projections.sql.views.cap_table import CAP_TABLE_CLASSES, CAP_TABLE_PERIODS
from projections.sql.views.freshness import FRESHNESS
from projections.sql.views.view import TO, View, of_table, periods_of, taken


def _periods(name: str, meaning: str, table: Table, *key: str) -> View:
    columns = list(table.columns)
    columns.insert(table.place_of("from_date") + 1, TO)
    return View(name, meaning, tuple(columns), periods_of(table, *key))


_ADJUSTMENTS = f"""\
SELECT company, step, effective, governs_from, clause, entry, entries, before_exact, before_decimal, after_exact,
    after_decimal, a_exact, a_decimal, before_exact AS b_exact, before_decimal AS b_decimal, c_exact, c_decimal,
    d_exact, d_decimal
FROM {PREFIX}price_history WHERE a_decimal IS NOT NULL"""  # noqa: S608

_OF_FORMULA = tuple(
    of_table(catalogue.PRICE_HISTORY, name.replace("b_", "before_"), name)
    for name in (
        *("company", "step", "effective", "governs_from", "clause", "entry", "entries"),
        *("before_exact", "before_decimal", "after_exact", "after_decimal", "a_exact", "a_decimal"),
        *("b_exact", "b_decimal", "c_exact", "c_decimal", "d_exact", "d_decimal"),
    )
)

_ENTRIES_AS_EDITED = f"""\
SELECT e.company, e.position, e.entry, e.type, e.effective, e.recorded_at, e.by_ledger,
    l.entry AS edited_by, l.type AS edited_how, l.recorded_at AS edited_at
FROM {PREFIX}entries AS e
LEFT JOIN {PREFIX}entries AS l ON l.company = e.company AND l.position = (
    SELECT MAX(m.position) FROM {PREFIX}entries AS m WHERE m.company = e.company AND m.edits = e.entry)"""  # noqa: S608

_EDITED = (
    *taken(catalogue.ENTRIES, "company", "position", "entry", "type", "effective", "recorded_at", "by_ledger"),
    text("edited_by", "The id of the latest entry that voids or corrects it; empty where none does.", optional=True),
    text("edited_how", "What that one does: entry_voided or entry_corrected.", optional=True),
    Column("moment", "edited_at", "When that one was recorded, in UTC.", optional=True),
)

_CALENDAR_TODAY = f"""\
SELECT company, due, kind, clause, about, holder, done,
    CASE
        WHEN time_limit = 'day' AND done > due THEN 'done_late'
        WHEN done IS NOT NULL THEN 'done'
        WHEN due IS NULL THEN 'waiting'
        WHEN time_limit = 'none' THEN 'open'
        WHEN due < CURRENT_DATE THEN 'overdue'
        ELSE 'due'
    END AS state
FROM {PREFIX}calendar
WHERE (kind <> 'expiry' OR due < CURRENT_DATE)
    AND (from_date IS NULL OR from_date <= CURRENT_DATE) AND (to_date IS NULL OR CURRENT_DATE < to_date)"""  # noqa: S608

_TODAY = (
    *taken(catalogue.CALENDAR, "company", "due", "kind", "clause", "about", "holder", "done"),
    text("state", "How it stands today: due, overdue, waiting, open, done or done_late."),
)


def _by_name(views: Iterable[View]) -> dict[str, View]:
    return {one.name: one for one in views}


VIEWS = _by_name(
    (
        _periods(
            "price_periods",
            "The Conversion Price with the days on which it is true: on a date it is one row.",
            catalogue.CONVERSION_PRICES,
            "company",
        ),
        PRICE_BY_DAY,
        _periods(
            "balance_periods",
            "Balances with the days on which they are true: on a date one row for each holder.",
            catalogue.HOLDER_BALANCES,
            "company",
            "holder",
        ),
        _periods(
            "outstanding_periods",
            "Shares outstanding with the days on which the numbers are true.",
            catalogue.SHARES_OUTSTANDING,
            "company",
        ),
        _periods(
            "right_periods",
            "Rights with the days on which what is said of them is true.",
            catalogue.RIGHTS,
            "company",
            "right_name",
        ),
        CAP_TABLE_PERIODS,
        CAP_TABLE_CLASSES,
        _periods(
            "term_periods",
            "The terms and switches with the days on which they are true: on a date one row for each.",
            catalogue.TERMS,
            "company",
            "term",
        ),
        View(
            "adjustments",
            "The steps of the price that the formula of 4E made, with A to D.",
            _OF_FORMULA,
            _ADJUSTMENTS,
        ),
        View(
            "entries_as_edited",
            "The log, each entry with the void or correction that stands for it, if there is one.",
            _EDITED,
            _ENTRIES_AS_EDITED,
        ),
        View(
            "calendar_today",
            "What is due, overdue or done today (the day of the database, UTC in SQLite).",
            _TODAY,
            _CALENDAR_TODAY,
        ),
        FRESHNESS,
    )
)
"""The views by name, in the order in which they are best read."""

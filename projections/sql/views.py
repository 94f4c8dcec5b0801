"""Views for the questions that are asked most: what was true on a date, and what is due today.

A view takes no date, so those over time say from when and until when a row is true: on a date is
`from_date <= :date AND (to_date IS NULL OR :date < to_date)`.
"""

from projections.read_model import catalogue
from projections.sql.names import PREFIX

_OVER_TIME = {
    "price_periods": (catalogue.CONVERSION_PRICES, ("company",)),
    "balance_periods": (catalogue.HOLDER_BALANCES, ("company", "holder")),
    "outstanding_periods": (catalogue.SHARES_OUTSTANDING, ("company",)),
    "right_periods": (catalogue.RIGHTS, ("company", "right_name")),
}


def _periods(table: catalogue.Table, key: tuple[str, ...]) -> str:
    names = [one.name for one in table.columns]
    at = names.index("from_date") + 1
    until = f"LEAD(from_date) OVER (PARTITION BY {', '.join(key)} ORDER BY from_date) AS to_date"
    return f"SELECT {', '.join([*names[:at], until, *names[at:]])} FROM {PREFIX}{table.name}"  # noqa: S608  our names


_ADJUSTMENTS = f"""\
SELECT company, step, effective, governs_from, clause, entry, entries, before_exact, before_decimal, after_exact,
    after_decimal, a_exact, a_decimal, before_exact AS b_exact, before_decimal AS b_decimal, c_exact, c_decimal,
    d_exact, d_decimal
FROM {PREFIX}price_history WHERE a_decimal IS NOT NULL"""  # noqa: S608

_ENTRIES_AS_EDITED = f"""\
SELECT e.company, e.position, e.entry, e.type, e.effective, e.recorded_at, e.by_ledger,
    l.entry AS edited_by, l.type AS edited_how, l.recorded_at AS edited_at
FROM {PREFIX}entries AS e
LEFT JOIN {PREFIX}entries AS l ON l.company = e.company AND l.position = (
    SELECT MAX(m.position) FROM {PREFIX}entries AS m WHERE m.company = e.company AND m.edits = e.entry)"""  # noqa: S608

_CALENDAR_TODAY = f"""\
SELECT company, due, kind, clause, about, holder, done,
    CASE
        WHEN done <= CURRENT_DATE AND time_limit = 'day' AND done > due THEN 'done_late'
        WHEN done <= CURRENT_DATE THEN 'done'
        WHEN due IS NULL THEN 'waiting'
        WHEN time_limit = 'none' THEN 'open'
        WHEN due < CURRENT_DATE THEN 'overdue'
        ELSE 'due'
    END AS state
FROM {PREFIX}calendar WHERE kind <> 'expiry' OR due < CURRENT_DATE"""  # noqa: S608

VIEWS = {
    **{name: _periods(table, key) for name, (table, key) in _OVER_TIME.items()},
    "adjustments": _ADJUSTMENTS,
    "entries_as_edited": _ENTRIES_AS_EDITED,
    "calendar_today": _CALENDAR_TODAY,
}
"""The query of each view, in SQL that SQLite and PostgreSQL both understand."""

MEANINGS = {
    "price_periods": "The Conversion Price with the days on which it is true: on a date it is one row.",
    "balance_periods": "Balances with the days on which they are true: on a date one row for each holder.",
    "outstanding_periods": "Shares outstanding with the days on which the numbers are true.",
    "right_periods": "Rights with the days on which what is said of them is true.",
    "adjustments": "The steps of the price that the formula of 4E made, with A to D.",
    "entries_as_edited": "The log, each entry with the void or correction that stands for it, if there is one.",
    "calendar_today": "What is due, overdue or done today (the day of the database, UTC in SQLite).",
}
"""What each view answers, in one sentence."""

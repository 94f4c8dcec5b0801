"""The dictionary of the tables: how they join, and a question for each; beside what the columns say of themselves.

The questions are in SQL that SQLite, PostgreSQL and DuckDB all understand, over the tables alone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from projections.read_model.catalogue import TABLES
from projections.read_model.columns import Column, Table


class Join(NamedTuple):
    """A column of a table that names a row of another: that of the same company with this value there."""

    table: str
    column: str
    other: str
    there: str


_NAMES_AN_ENTRY = {
    "entries": "edits",
    "price_history": "entry",
    "rights": "entry",
    "transactions": "entry",
    "terms": "entry",
    "conversions": "entry",
    "dividends": "entry",
    "accruals_paid": "entry",
    "notices": "entry",
    "documents": "entry",
    "flags": "entry",
}

JOINS = (
    *(Join(table, column, "entries", "entry") for table, column in _NAMES_AN_ENTRY.items()),
    *(Join(table, "about", "entries", "entry") for table in ("notices", "documents")),
)
"""Which column of a table is the id of an entry, in the log of the same company."""

EXAMPLES: dict[str, tuple[str, str]] = {
    "entries": (
        "How many entries of each type there are, and how many numbers among them nobody stated",
        """\
SELECT company, type, COUNT(*) AS entries, SUM(CASE WHEN assumed THEN 1 ELSE 0 END) AS assumed
FROM {entries} GROUP BY company, type ORDER BY company, type""",
    ),
    "price_history": (
        "What moved the price, in the words of who recorded it",
        """\
SELECT p.company, p.step, p.effective, p.clause, p.before_exact, p.after_exact, e.note
FROM {price_history} AS p JOIN {entries} AS e ON e.company = p.company AND e.entry = p.entry
ORDER BY p.company, p.step""",
    ),
    "conversion_prices": (
        "The price on a day",
        """\
SELECT company, in_effect_exact, in_effect_decimal FROM {conversion_prices} AS p
WHERE from_date = (SELECT MAX(from_date) FROM {conversion_prices} AS q
    WHERE q.company = p.company AND q.from_date <= '2006-05-01')""",
    ),
    "holder_balances": (
        "Who has Series D now",
        """\
SELECT company, holder, series_d, votes FROM {holder_balances} AS b
WHERE series_d > 0 AND from_date = (SELECT MAX(from_date) FROM {holder_balances} AS c
    WHERE c.company = b.company AND c.holder = b.holder AND c.from_date <= CURRENT_DATE)
ORDER BY company, holder""",
    ),
    "shares_outstanding": (
        "How the Common outstanding grew",
        "SELECT company, from_date, common, treasury FROM {shares_outstanding} ORDER BY company, from_date",
    ),
    "rights": (
        "Which rights are outstanding now, and when they end",
        """\
SELECT company, right_name, holder, outstanding_exact, exercise_price_exact, ends FROM {rights} AS r
WHERE outstanding_exact <> '0' AND from_date = (SELECT MAX(from_date) FROM {rights} AS s
    WHERE s.company = r.company AND s.right_name = r.right_name AND s.from_date <= CURRENT_DATE)
ORDER BY company, grant_number""",
    ),
    "transactions": (
        "What everybody has of the Common today, added up",
        """\
SELECT company, holder, SUM(shares) AS common
FROM (
    SELECT company, effective, to_holder AS holder, shares FROM {transactions}
    WHERE stock = 'common' AND to_kind = 'holder'
    UNION ALL
    SELECT company, effective, from_holder, -shares FROM {transactions}
    WHERE stock = 'common' AND from_kind = 'holder'
) AS moved
WHERE effective <= CURRENT_DATE
GROUP BY company, holder ORDER BY company, holder""",
    ),
    "cap_table": (
        "Everybody's shares now, as if all were Common",
        """\
SELECT company, holder, common, as_converted, rights_exact, fully_diluted_exact FROM {cap_table} AS h
WHERE from_date = (SELECT MAX(from_date) FROM {cap_table} AS i
    WHERE i.company = h.company AND i.holder = h.holder AND i.from_date <= CURRENT_DATE)
ORDER BY company, holder""",
    ),
    "cap_table_totals": (
        "What is fully diluted, from day to day",
        """\
SELECT company, from_date, common, as_converted, rights_exact, fully_diluted_exact
FROM {cap_table_totals} ORDER BY company, from_date""",
    ),
    "terms": (
        "The terms that were amended, and by what",
        """\
SELECT t.company, t.term, t.from_date, t.value, e.type, t.stated FROM {terms} AS t
JOIN {entries} AS e ON e.company = t.company AND e.entry = t.entry
WHERE e.type <> 'certificate_adopted' ORDER BY t.company, t.from_date, t.term""",
    ),
    "conversions": (
        "Conversions that did not get what the record now gives, and whether anybody stated what was delivered",
        """\
SELECT company, entry, holder, entitled, delivered, difference,
    CASE WHEN assumed THEN 'assumed' ELSE 'stated' END AS how
FROM {conversions} WHERE difference <> 0""",
    ),
    "dividends": (
        "What each holder of Series D was due, dividend by dividend",
        "SELECT company, entry, holder, record_date, paid_on, due_exact FROM {dividends} ORDER BY paid_on, holder",
    ),
    "accruals_paid": (
        "What was paid of what had accrued",
        "SELECT company, entry, holder, paid_on, amount_exact FROM {accruals_paid} ORDER BY paid_on, holder",
    ),
    "notices": (
        "Notices that stated another price than the record gives",
        "SELECT company, entry, holder, mailed, stated_exact, record_exact FROM {notices} WHERE verdict = 'differs'",
    ),
    "documents": (
        "Which entries have a document behind them",
        """\
SELECT e.company, e.entry, e.type, d.name, d.role, d.sha256 FROM {documents} AS d
JOIN {entries} AS e ON e.company = d.company AND e.entry = d.about ORDER BY e.company, e.position""",
    ),
    "calendar": (
        "What is not done today",
        """\
SELECT company, due, kind, clause, about, holder FROM {calendar}
WHERE done IS NULL AND (kind <> 'expiry' OR due < CURRENT_DATE)
    AND (from_date IS NULL OR from_date <= CURRENT_DATE) AND (to_date IS NULL OR to_date > CURRENT_DATE)
ORDER BY company, due, kind, about, holder""",
    ),
    "flags": (
        "What a reader of the price should know",
        """\
SELECT company, effective, entry, code, message FROM {flags}
WHERE touches_price ORDER BY company, place, item""",
    ),
    "readings_relied_on": (
        "Which readings the price rests on, with the choices that were made",
        """\
SELECT company, reading, switch, choice FROM {readings_relied_on}
WHERE about = 'price' ORDER BY company, reading""",
    ),
}
"""By table: what can be asked of it, and how."""


class Described(NamedTuple):
    """A column as the dictionary has it: a line of `dictionary.csv`."""

    table: str
    column: str
    kind: str
    unit: str
    can_be_empty: bool
    in_key: bool
    joins: str
    meaning: str


def described(table: Table) -> Iterator[Described]:
    """The columns of a table, each with all that is to be known of it."""
    for one in table.columns:
        yield Described(
            table.name,
            one.name,
            one.kind,
            one.unit,
            one.optional,
            one.name in table.key,
            _joined(table, one),
            one.meaning,
        )


def _joined(table: Table, column: Column) -> str:
    found = (one for one in joins_of(table) if one.column == column.name)
    return "; ".join(f"{one.other}.{one.there}" for one in found)


def joins_of(table: Table) -> Iterator[Join]:
    """How a table joins others."""
    return (one for one in JOINS if one.table == table.name)


def question(table: Table, prefix: str = "") -> tuple[str, str]:
    """What can be asked of a table, and how; the names of the tables begin with a prefix."""
    asks, query = EXAMPLES[table.name]
    return asks, query.format(**{one.name: f"{prefix}{one.name}" for one in TABLES})

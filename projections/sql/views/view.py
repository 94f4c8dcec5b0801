"""What a view is, and what several of them are made of."""

from dataclasses import dataclass, replace

from projections.read_model.columns import Column, Table, day
from projections.sql.names import PREFIX

TO = day(
    "to_date",
    "The first day of which the row is no longer true; empty in the last row, which may begin after today.",
    optional=True,
)


@dataclass(frozen=True, slots=True)
class View:
    """A view: what it answers in one sentence, its columns, and its query in SQL that both databases understand.

    `postgresql` is the query there, where that is another. `without_log` is the one for a database in which the ledger
    itself is not.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    query: str
    postgresql: str | None = None
    without_log: str | None = None

    def query_in(self, dialect: str, *, with_log: bool) -> str:
        """The query in a kind of database that holds the ledger beside the tables, or does not."""
        if not with_log and self.without_log is not None:
            return self.without_log
        return self.postgresql if dialect == "postgresql" and self.postgresql is not None else self.query


def of_table(table: Table, name: str, called: str | None = None) -> Column:
    """A column of a table, which a view perhaps calls otherwise."""
    return replace(table.columns[table.place_of(name)], name=called or name)


def taken(table: Table, *names: str) -> tuple[Column, ...]:
    """These columns of a table."""
    return tuple(of_table(table, name) for name in names)


def periods_of(table: Table, *key: str) -> str:
    """The rows of a table over time, each with the day on which the next of its key begins."""
    names = [one.name for one in table.columns]
    at = names.index("from_date") + 1
    until = f"LEAD(from_date) OVER (PARTITION BY {', '.join(key)} ORDER BY from_date) AS to_date"
    return f"SELECT {', '.join([*names[:at], until, *names[at:]])} FROM {PREFIX}{table.name}"  # noqa: S608  our names

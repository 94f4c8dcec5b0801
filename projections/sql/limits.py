"""Whether the rows of a company have room in the columns of a database: the ledger itself knows no largest number.

What is text or a date in an entry has room everywhere: names are short, and no text holds what PostgreSQL refuses.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from projections.read_model.catalogue import Column, Kind, Row, Table
from projections.sql.names import PREFIX

MOST_WHOLE = 2**63 - 1
"""The largest whole number that a column holds, in either kind of database."""
MOST_DIGITS = 131_000
"""The longest decimal; PostgreSQL holds 131,072 digits before the point."""

_SHOWN = 10**40


def no_room(company: str, rows: Mapping[Table, Sequence[Row]]) -> str | None:
    """Why the rows of a company cannot be written: a sentence about the first number that has no room."""
    for table, found in rows.items():
        for place, column in enumerate(table.columns):
            if column.kind in _HELD:
                held, fits = _HELD[column.kind]
                if not fits([row[place] for row in found if row[place] is not None]):
                    first = next(row for row in found if row[place] is not None and not fits([row[place]]))
                    return f"{company} is not projected: {_said(table, column, first, held)}"
    return None


_HELD: dict[Kind, tuple[str, Callable[[Sequence[Any]], bool]]] = {
    "whole": (
        f"whole numbers up to {MOST_WHOLE:,}",
        lambda numbers: not numbers or (min(numbers) >= -MOST_WHOLE and max(numbers) <= MOST_WHOLE),
    ),
    "decimal": (
        f"decimals of up to {MOST_DIGITS:,} digits",
        lambda texts: max(map(len, texts), default=0) <= MOST_DIGITS,
    ),
}
"""What a column of a kind holds, in words, and whether it holds all of some values."""


def _said(table: Table, column: Column, row: Row, held: str) -> str:
    number = row[table.place_of(column.name)]
    key = ", ".join(f"{name} {row[table.place_of(name)]}" for name in table.key if name != "company")
    shown = f"{number:,}" if isinstance(number, int) and abs(number) < _SHOWN else "far more"
    return (
        f"{column.name} in {PREFIX}{table.name} ({key}) would be {shown}, and the column holds {held}; "
        "the company has no rows, and every answer of the command stays exact, by replay"
    )

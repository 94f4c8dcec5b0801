"""What a reporting table and its columns are, and the columns that several tables have.

A row is a tuple in the order of the columns. What kind of value stands in a column:

- `text`; `bool`; `date`; `moment`: a `datetime` in UTC;
- `whole`: an `int`;
- `exact`: the text of a rational in lowest terms, `37/12000`, without a slash where it is whole; None where it has more
  than 1,000 digits;
- `decimal`: the text of a decimal with 10 places, rounded half to even: for reading and adding up, never for deciding.

Nothing is ever a binary float. Only columns marked so can be empty (None).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Literal

Kind = Literal["text", "whole", "exact", "decimal", "date", "moment", "bool"]
Value = str | int | date | datetime | bool | None
Row = tuple[Value, ...]

SHARES = "shares"
MONEY = "money"
PER_SHARE = "money per share"
RATIO = "Common per Series D"
"""Units. Money is in the currency of the certificate, shares and money per share in the share units of their place."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the kind of its values, its name, what it means in one sentence, and whether it can be empty.

    `unit` is what a number counts; empty where it counts nothing, a place or an item for instance. A `blank` one holds
    an empty text where there is nothing to say, for it is part of a key.
    """

    kind: Kind
    name: str
    meaning: str
    optional: bool = False
    unit: str = ""
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the columns named by `key` identify a row. `tail` is the date that says where a row stands in time.

    What is recorded changes only rows from some day on, by `tail`; without one the rows of a company are compared.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    tail: str | None

    def place_of(self, column: str) -> int:
        """Where in a row the value of a column stands."""
        return next(place for place, one in enumerate(self.columns) if one.name == column)


text = partial(Column, "text")
whole = partial(Column, "whole")
day = partial(Column, "date")
boolean = partial(Column, "bool")
shares = partial(Column, "whole", unit=SHARES)


def number(name: str, meaning: str, unit: str, *, optional: bool = False) -> Iterator[Column]:
    """A number that need not be whole: the exact rational, and the decimal beside it."""
    yield Column("exact", f"{name}_exact", f"{meaning}, exactly.", True, unit)  # noqa: FBT003  by its place
    yield Column("decimal", f"{name}_decimal", f"{meaning}, to 10 places.", optional, unit)


def price(name: str, meaning: str, unit: str = PER_SHARE, *, optional: bool = False) -> Iterator[Column]:
    """A number that can grow long: its digits too, where they are more than `exact` holds and were counted."""
    yield from number(name, meaning, unit, optional=optional)
    digits = f"How many digits {name}_exact would have, where it is too long and they were counted."
    yield whole(f"{name}_digits", digits, optional=True, unit="digits")


COMPANY = text("company", "The name of the company.")
ENTRY = text("entry", "The id of the entry.")
FROM = day("from_date", "The first day of which the row is true, at its close; it is true until the next row's day.")

"""Which column of a table is which field: by its own name, by hand, or as it was said by hand before."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from shlex import quote

from commands.reading.cells import Cell, as_shown
from ledger.names import nearest

_DOLLARS = re.compile(r"\(\s*(?:US\s*)?(?:\$|USD)\s*\)\s*$", re.IGNORECASE)
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?:[T ].*)?", re.ASCII)
_BEGINS_DAY = re.compile(r"\W*(?:\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_BETWEEN = re.compile(r"[^a-z0-9]+")


def folded(header: str) -> str:
    """A header as it is compared: in small letters, with single spaces."""
    return " ".join(header.casefold().split())


def squeezed(header: str) -> str:
    """A header without what people put between words, and without the dollar sign that they add in brackets."""
    return _BETWEEN.sub("", _DOLLARS.sub("", folded(header)))


def is_day(cell: Cell) -> bool:
    """Whether a cell is a date, or is written like one."""
    return isinstance(cell, date) or (isinstance(cell, str) and _DAY.fullmatch(cell.strip()) is not None)


def could_be_day(cell: Cell) -> bool:
    """Whether a cell could be meant as a date."""
    return not isinstance(cell, str) or _BEGINS_DAY.match(cell) is not None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a table is about: the fields that its columns may have, and those by which its header is known.

    `needed` are all fields that a header has, `least` those without which a row is none. `exactly` reads a name that
    is spelled as the field is. `is_key` says whether a cell could be meant as the value of a needed field. What stands
    in columns named `aside` is for people and no field; there may be several of one name.
    """

    kind: str
    needed: tuple[str, ...]
    least: tuple[str, ...]
    known: Iterable[str]
    by_squeezed: Mapping[str, str]
    exactly: Callable[[str], str | None]
    is_key: Callable[[str, Cell], bool]
    day: str
    aside: Sequence[str] = ()

    def could_be_meant(self, cells: Sequence[Cell]) -> bool:
        """Whether a row with these cells could be meant as one, whatever the columns: it has a day and another key."""
        days = [at for at, cell in enumerate(cells) if is_day(cell)]
        others = [name for name in self.needed if name != self.day]
        only = days[0] if len(days) == 1 else None
        return bool(days) and any(
            at != only and self.is_key(name, cell) for name in others for at, cell in enumerate(cells)
        )

    def name_of(self, header: str) -> str | None:
        """The field that a header names; None where it names none."""
        name = folded(header)
        if exact := self.exactly(name):
            return exact
        return None if ".." in name or name[:1] == "." or name[-1:] == "." else self.by_squeezed.get(squeezed(header))


@dataclass(frozen=True, slots=True)
class Column:
    """A column that has a name: where it is, counted from 0, its header, its field, and who said that it is that."""

    at: int
    header: str
    name: str | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Mapped:
    """Columns named by hand: the header of a field, said now, and the field of a header, remembered.

    `aside` are the headers of columns that are for people. `row` is the number of the row that names the columns, where
    that was said; 0 where none does, and they are called as a spreadsheet calls them: A, B, C.
    """

    by_hand: Mapping[str, str] = field(default_factory=dict)
    remembered: Mapping[str, str] = field(default_factory=dict)
    aside: Sequence[str] = ()
    row: int | None = None

    def column(self, at: int, cell: Cell, vocabulary: Vocabulary) -> Column:
        """What the header in this column names."""
        header = as_shown(cell) if not isinstance(cell, str) else " ".join(cell.split())
        for name, said in self.by_hand.items():
            if folded(said) == folded(header):
                return Column(at, header, name, "by hand")
        if any(folded(said) == folded(header) for said in self.aside):
            return Column(at, header, vocabulary.aside[0], "by hand")
        if before := self.remembered.get(folded(header)):
            return Column(at, header, before, "remembered")
        return Column(at, header, vocabulary.name_of(header))

    def columns(self, row: Mapping[int, Cell], vocabulary: Vocabulary) -> dict[int, Column]:
        """What each header in a row names. What is remembered gives way where the file itself names that field."""
        named = [self.column(at, cell, vocabulary) for at, cell in row.items()]
        names = [one.name for one in named]
        return {
            one.at: Column(one.at, one.header, vocabulary.name_of(one.header))
            if one.said == "remembered" and one.name not in vocabulary.aside and names.count(one.name) > 1
            else one
            for one in named
        }


def unknown(column: Column, known: Iterable[str]) -> str:
    """The sentence for a filled column that names no field, with the nearest that there is."""
    if found := nearest(folded(column.header).replace(" ", "_"), known):
        return f"unknown field {column.header!r}; did you mean {found[0]!r}?"
    return f"unknown field {column.header!r}; if it is one, say which with --column FIELD={quote(column.header)}"

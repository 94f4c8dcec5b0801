"""What several parts of the report need: tables under their headings, and what is due, told once for many holders."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from projections.answers.due.calendar import Obligation
from projections.render.blocks import Block, Grid, Heading, Paragraph
from projections.render.numbers import number

_MOST_NAMES = 2


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], intro: str = "", level: int = 2
) -> Iterator[Block]:
    """A table under its heading and a sentence; none of them where there is no row."""
    if found := list(rows):
        yield Heading(title, level)
        if intro:
            yield Paragraph(intro)
        yield Grid(columns, found)


def count(of: int, one: str, many: str = "") -> str:
    """A number and what it is of: 1 entry, 2 entries."""
    return f"{of:,} {one if of == 1 else many or f'{one}s'}"


def shares(of: Fraction | int | None) -> str:
    """Shares as they are read, and a dash where they hang on a price that there is not."""
    return "-" if of is None else number(of)


class DueToMany(NamedTuple):
    """The same thing due to several holders by the same day."""

    due: date | None
    state: str
    kind: str
    clause: str
    about: str
    holders: tuple[str, ...]

    @property
    def what(self) -> str:
        """What is to be done, in words."""
        return self.kind.replace("_", " ")

    @property
    def whom(self) -> str:
        """To or by whom: their names, or how many they are."""
        return ", ".join(self.holders) if len(self.holders) <= _MOST_NAMES else count(len(self.holders), "holder")


def due_to_many(found: Iterable[Obligation], on: date) -> list[DueToMany]:
    """What is due, in the order in which it is; the same thing to several holders as one."""
    grouped: dict[tuple[date | None, str, str, str, str], list[str]] = {}
    for one in found:
        key = (one.due, one.state(on), one.kind, one.clause, one.about)
        grouped.setdefault(key, []).extend([one.holder] if one.holder else [])
    return [DueToMany(*key, tuple(dict.fromkeys(holders))) for key, holders in grouped.items()]

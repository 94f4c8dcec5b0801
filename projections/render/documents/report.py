"""A report for paper or the web: its blocks, and what stands at its foot so that it can be traced and asked for again.

Both clocks are on it (the date asked of, and the state of knowledge) and the head of the log, the hash that speaks for
every entry it rests on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from projections.render.blocks import Block
from projections.render.numbers import entries_in_words


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where a report comes from.

    `on` is the date asked of; `known` the moment of knowledge asked for, None for the latest; `entries` and `head` are
    those of the log that it rests on, whose last entry was recorded at `recorded`.
    """

    company: str
    on: date | None
    known: datetime | None
    entries: int
    recorded: datetime
    head: str

    @property
    def moment(self) -> datetime:
        """When the report is from: the same log gives the same report, to the last byte."""
        return self.recorded if self.known is None else self.known

    def lines(self) -> list[str]:
        """The sentences at the foot."""
        asked = "" if self.on is None else f"As of {self.on}. "
        return [
            self.company,
            f"{asked}As known {moment(self.moment)}: {entries_in_words(self.entries)}.",
            f"Head of the log: {self.head}",
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be set. Drawings and tables are among its blocks."""

    title: str
    blocks: Sequence[Block]
    colophon: Colophon


OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Invisible signs that turn the direction of all that follows: a name must not turn the sentence around it.

Letters that run from the right need none of them. Pages and PDFs leave them out (`str.translate`).
"""


def report(title: str, blocks: Iterable[Block], colophon: Colophon) -> Report:
    """A report of these blocks."""
    return Report(title, tuple(blocks), colophon)


def is_numeric(cells: Iterable[str]) -> bool:
    """Whether a column of a table holds numbers, which stand flush right; empty cells and dashes say nothing."""
    said = [cell for cell in cells if cell not in ("", "-")]
    return bool(said) and all(cell.strip("-+…%").replace(",", "").replace(".", "", 1).isdigit() for cell in said)


def moment(at: datetime) -> str:
    """A moment in UTC, to the second."""
    return f"{at.replace(tzinfo=None).isoformat(timespec='seconds')}Z"

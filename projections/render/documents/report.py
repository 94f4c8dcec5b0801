"""A report for paper or the web: its blocks, and what stands at its foot so that it can be traced and asked for again.

Both clocks are on it (the date asked of, and the state of knowledge) and the head of the log, the hash that speaks for
every entry it rests on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ledger.numbers.days import written
from projections.render.blocks import Block
from projections.render.numbers import MONTHS, entries_in_words


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
            f"{asked}As known {written(self.moment, 'seconds')}: {entries_in_words(self.entries)}.",
            f"Head of the log: {self.head}",
        ]


@dataclass(frozen=True, slots=True)
class Report:
    """A report, ready to be set, and where it comes from: a ledger, several, or for what needs none nowhere."""

    title: str
    blocks: Sequence[Block]
    colophons: Sequence[Colophon]
    running: Sequence[str] | None = None
    """What stands at the foot instead: of a letter, which says in its annex where it comes from."""

    @property
    def company(self) -> str:
        """Whom it is about."""
        return ", ".join(one.company for one in self.colophons)

    @property
    def foot(self) -> list[str]:
        """The sentences at its foot."""
        if self.running is not None:
            return list(self.running)
        return [line for one in self.colophons for line in one.lines()]

    @property
    def moment(self) -> datetime:
        """When it is from: the same log gives the same report, to the last byte."""
        return max((one.moment for one in self.colophons), default=_NO_MOMENT)


_NO_MOMENT = datetime(2006, 1, 1, tzinfo=UTC)
"""What rests on no log is always the same, and of no date."""


OVERRIDES = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Invisible signs that turn the direction of all that follows: a name must not turn the sentence around it.

Letters that run from the right need none of them. Pages and PDFs leave them out (`str.translate`).
"""


_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (?=\d)")


def set_for_pages(text: str) -> str:
    """Words as pages and paper have them: nothing turns their direction, and no line ends within a day."""
    return _DAY.sub("\\1\u00a0", text.translate(OVERRIDES))


def report(title: str, blocks: Iterable[Block], *colophons: Colophon, running: Sequence[str] | None = None) -> Report:
    """A report of these blocks."""
    return Report(title, tuple(blocks), colophons, running)

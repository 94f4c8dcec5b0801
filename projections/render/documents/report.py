"""A report for paper or the web: its blocks, and what stands at its foot so that it can be traced and asked for again.

Both clocks are on it (the date asked of, and the state of knowledge), the head of the log, the hash that speaks for
every entry it rests on, and the head of the whole ledger, under which each can be proved to others.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from ledger.numbers.days import written
from ledger.shown import visible
from projections.render.blocks import Block
from projections.render.numbers import MONTHS, entries_in_words
from projections.render.seen import seen


@dataclass(frozen=True, slots=True)
class Colophon:
    """Where a report comes from.

    `on` is the date asked of; `known` the moment of knowledge asked for, None for the latest; `entries` and `head` are
    those of the log that it rests on, whose last entry was recorded at `recorded`. `ledger_head` is that of the whole
    ledger as it ended with that recording, SIZE:ROOT; empty where the ledger keeps none yet.
    """

    company: str
    on: date | None
    known: datetime | None
    entries: int
    recorded: datetime
    head: str
    ledger_head: str = ""

    @property
    def moment(self) -> datetime:
        """When the report is from: the same log gives the same report, to the last byte."""
        return self.recorded if self.known is None else self.known

    def lines(self) -> list[str]:
        """The sentences at the foot. The moment is exact: cut to its second it would lie before what is told."""
        asked = "" if self.on is None else f"As of {self.on}. "
        return [
            self.company,
            f"{asked}As known {written(self.moment)}: {entries_in_words(self.entries)}.",
            f"Head of the log: {self.head}",
            *([f"Head of the ledger: {self.ledger_head}"] if self.ledger_head else []),
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


_DAY = re.compile(rf"\b({'|'.join(MONTHS)}) (?=\d)")


def set_for_pages(text: str) -> str:
    """Words as pages and paper have them: no line ends within a day."""
    return _DAY.sub("\\1\u00a0", text)


def report(title: str, blocks: Iterable[Block], *colophons: Colophon, running: Sequence[str] | None = None) -> Report:
    """A report of these blocks, in whose words nothing stands that nobody sees."""
    foot = None if running is None else tuple(map(visible, running))
    named = [replace(one, company=visible(one.company)) for one in colophons]
    return Report(visible(title), tuple(seen(blocks)), named, foot)

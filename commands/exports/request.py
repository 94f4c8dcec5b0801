"""What an export is asked for, and what it makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from commands.api.ledger import Ledger
from ledger.numbers.days import written
from projections.ocf.losses import Loss


@dataclass(frozen=True, slots=True)
class Request:
    """An export: of which companies, as of when and as known when, which tables, and where to.

    `made` is the moment at which it is made, in UTC. `output` is None for standard output; `format` matters where one
    writer makes several.
    """

    ledgers: Sequence[Ledger]
    on: date
    as_known: datetime | None
    made: datetime
    tables: Sequence[str]
    output: Path | None
    format: str = "pdf"

    @property
    def known(self) -> str:
        """The state of knowledge, as every report names it."""
        return "now" if self.as_known is None else written(self.as_known)

    @property
    def suffix(self) -> str:
        """How the name of the output ends; nothing for standard output."""
        return "" if self.output is None else self.output.suffix.lower()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it, all of it made before any of it is written.

    `document` is the one file there is, or `documents` are several by their names; `rows` says how many are in each,
    where rows can be counted, `losses` what the format could not carry, and `entries` how many a journal has.
    """

    document: bytes | None = None
    documents: Mapping[str, bytes] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    losses: Sequence[Loss] = ()
    entries: int = 0

    def answer(self, kind: str, name: str, heads: Mapping[str, Mapping[str, str]]) -> "Written":
        """What is said of it, written under a name; a report has no rows, and of a journal each entry is one."""
        counts = self.rows or {name: self.entries}
        return Written(kind, [File(*one) for one in counts.items()], self.losses, heads)


class File(NamedTuple):
    """A file, or a table in it, and how many rows it has."""

    file: str
    rows: int


class Written(NamedTuple):
    """What was exported in which format, and what that could not carry."""

    format: str
    files: Sequence[File]
    losses: Sequence[Loss]
    heads: Mapping[str, Mapping[str, str]]
    """By company: `head`, the hash of the last entry that it rests on, and `ledger_head`, that of the whole ledger."""


Writer = Callable[[Request], Made]

"""What an export is asked for, and what it says when it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from commands.api import Ledger
from projections.ocf.losses import Loss, losses_json


@dataclass(frozen=True, slots=True)
class Request:
    """An export: of which companies, as of when and as known when, which tables, and where to.

    `made` is the moment at which it is made, in UTC. `output` is None for standard output.
    """

    ledgers: Sequence[Ledger]
    on: date
    as_known: datetime | None
    made: datetime
    tables: Sequence[str]
    output: Path | None

    @property
    def known(self) -> str:
        """The state of knowledge, as every report names it."""
        return "now" if self.as_known is None else self.as_known.isoformat()


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: the files with the rows in each, and what the format could not carry."""

    files: dict[str, int] = field(default_factory=dict)
    losses: Sequence[Loss] = ()
    text: str | None = None
    """What goes to standard output, where there is no file."""

    def answer(self, kind: str) -> dict[str, Any]:
        """The answer in JSON."""
        files = [{"file": name, "rows": rows} for name, rows in self.files.items()]
        return {"format": kind, "files": files, "losses": losses_json(self.losses)}


Writer = Callable[[Request], Made]

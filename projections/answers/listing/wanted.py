"""Which entries of the record are wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.events import STORED_TYPES
from projections.answers.listing.entry import Listed

CLAUSES = tuple(sorted({kind.clause for kind in STORED_TYPES.values() if kind.clause}))
"""The clauses that entries fall under, by our own ids."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which entries are wanted; each condition given must hold, of the entry as recorded or as it now stands."""

    since: date | None = None
    until: date | None = None
    types: Sequence[str] = ()
    holder: str | None = None
    right: str | None = None
    edited: bool = False
    late: bool = False
    without_source: bool = False
    assumed: bool = False
    clause: str | None = None
    year: int | None = None
    entry: str | None = None

    def wants(self, one: Listed) -> bool:
        """Whether an entry is wanted."""
        return (
            self.entry in (None, one.recorded.id)
            and (self.since is None or one.day >= self.since)
            and (self.until is None or one.day <= self.until)
            and self.year in (None, one.day.year)
            and (not self.types or any(entry.type in self.types for entry in one.versions))
            and (self.clause is None or any(entry.clause == self.clause for entry in one.versions))
            and (self.holder is None or ("holder", self.holder) in one.named)
            and (self.right is None or ("right", self.right) in one.named)
            and (not self.edited or one.is_edit_or_edited)
            and (not self.late or one.late)
            and (not self.without_source or one.lacks_source)
            and (not self.assumed or bool(one.assumed))
        )

"""What came of recording entries, or would: as the verbs that record answer it."""

from dataclasses import dataclass, field
from typing import Annotated, NamedTuple

from ledger.refusals import Flag
from projections.answers.history import PriceStep
from projections.answers.warnings import Note
from projections.compare.differences import Difference
from projections.members import Hidden, Name, member


class Assumed(NamedTuple):
    """A conversion whose number of shares nobody stated: what the ledger assumes, as it worked it out when recorded."""

    entry: str
    converted: int
    common_shares: int


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What came of recording: ids in order, what the ledger wrote itself, what was there already, and flags.

    `changes` are the answers given until now that a late entry, a void or a correction changes.
    """

    already_recorded: int = 0
    entries: list[str] = field(default_factory=list)
    written: Annotated[list[str], Name("written_by_ledger")] = field(default_factory=list)
    assumed: list[Assumed] = field(default_factory=list)
    """The conversions recorded whose number of shares nobody stated, the automatic ones among them."""
    flags: Hidden[list[Flag]] = field(default_factory=list)
    steps: Hidden[list[PriceStep]] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)
    notes: Hidden[tuple[Note, ...]] = ()
    """What is to be said of every answer at the end of the timeline: a right past its term (A66), for example."""

    @property
    @member(before="already_recorded")
    def recorded(self) -> int:
        """How many entries are recorded, or would be."""
        return len(self.entries)

    @property
    @member(before="changes")
    def warnings(self) -> list[Note]:
        """What an attentive reader should know."""
        return [*map(Note, self.flags), *self.notes]

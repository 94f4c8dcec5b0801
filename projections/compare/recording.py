"""What came of recording entries, or would: as the verbs that record answer it."""

from dataclasses import dataclass, field
from typing import Annotated

from ledger.refusals import Flag
from projections.answers.flags import Warned, warned
from projections.answers.history import PriceStep
from projections.compare.differences import Difference
from projections.compare.package import PackageRead
from projections.members import Hidden, Maybe, Name, member


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What came of recording: ids in order, what the ledger wrote itself, what was there already, and flags.

    `changes` are the answers given until now that a late entry, a void or a correction changes.
    """

    already_recorded: int = 0
    entries: list[str] = field(default_factory=list)
    written: Annotated[list[str], Name("written_by_ledger")] = field(default_factory=list)
    flags: Hidden[list[Flag]] = field(default_factory=list)
    steps: Hidden[list[PriceStep]] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)
    package: Maybe[PackageRead] = None
    """Of a package of the Open Cap Format: its balances beside those of its entries, and what was not used."""

    @property
    @member(before="already_recorded")
    def recorded(self) -> int:
        """How many entries are recorded, or would be."""
        return len(self.entries)

    @property
    @member(before="changes")
    def warnings(self) -> list[Warned]:
        """What an attentive reader should know."""
        return [warned(flag) for flag in self.flags]

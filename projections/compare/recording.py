"""What came of recording entries, or would: as the verbs that record answer it."""

from dataclasses import dataclass, field

from ledger.refusals import Flag
from projections.answers.history import PriceStep
from projections.compare.differences import Difference


@dataclass(frozen=True, slots=True)
class RecordResult:
    """What came of recording: ids in order, what the ledger wrote itself, what was there already, and flags.

    `changes` are the answers given until now that a late entry, a void or a correction changes.
    """

    entries: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    already_recorded: int = 0
    flags: list[Flag] = field(default_factory=list)
    steps: list[PriceStep] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)

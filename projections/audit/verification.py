"""What was found of a log when it was verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

from projections.answers.flags import Warned
from projections.answers.reliance.relied_on import Invoked
from projections.audit.documents import Checked
from projections.members import Hidden, Maybe, Name, member


@dataclass(frozen=True, slots=True)
class Verified:
    """What is wrong with what is stored (`faults`), and how it differs from itself made anew (`different`).

    `tables` is the position of the reporting tables, where there are any; `advice` says what else can be asked where
    not even the company is known.
    """

    company: str | None
    entries: int = 0
    head: str = ""
    scenarios: int = 0
    faults: Sequence[str] = ()
    rebuilt: int = 0
    different: Annotated[Sequence[str], Name("differences")] = ()
    tables: Maybe[int] = None
    behind: Maybe[int] = None
    """How many entries the reporting tables are behind the log, where they are; `project` brings them up to date."""
    advice: Hidden[Sequence[str]] = ()
    kept: Maybe[int] = None
    """How many entries of the first edition of the readings were taken as decided then, where some would not be so."""
    read_otherwise: Maybe[Sequence[Invoked]] = None
    """The readings of the second edition that make figures of entries of the first otherwise, with those entries."""
    warnings: Maybe[Sequence[Warned]] = None
    """The balances that were asserted and the ledger does not have at their places; the log is whole all the same."""
    documents: Maybe[Checked] = None
    """What was found of the files attached to entries. One that is missing or altered is no fault of the log."""

    @property
    @member(before="scenarios")
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.different

    @property
    def is_proved(self) -> bool:
        """Whether nothing is wrong with the log, nor with a document attached to one of its entries."""
        return self.intact and (self.documents is None or self.documents.is_whole)


class AllVerified(NamedTuple):
    """What was found of every company, and whether nothing is wrong with any."""

    intact: bool
    companies: Mapping[str, Verified]

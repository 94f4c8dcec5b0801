"""What was found of a log when it was verified."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, NamedTuple

from projections.answers.flags import Warned
from projections.answers.reliance.relied_on import Invoked
from projections.audit.documents import Checked
from projections.members import Hidden, Maybe, Name, member


class KeptHead(NamedTuple):
    """A head that was kept elsewhere, and where it is found; nowhere, where the ledger does not go on from it."""

    head: str
    company: str | None
    """The company whose log ended with it; none where it is a head of the whole ledger."""
    position: int | None
    """The position of that log, or how many events the whole ledger held."""
    recorded_at: datetime | None
    """When the recording was made with which the whole ledger had this head."""


class StoreVerified(NamedTuple):
    """What was found of the whole ledger, all its companies and lists together."""

    events: int
    """How many events it holds: entries, what happened to scenarios, names in lists, recordings."""
    recordings: int
    """How many recordings were made."""
    adopted: int
    """How many events were written before the ledger kept recordings, by an earlier version."""
    head: str | None
    """The hash of all of it (RFC 6962), after the last recording."""
    faults: Sequence[str]
    kept: Maybe[Sequence[KeptHead]] = None
    """The heads that were given, each with where it is found."""
    signed: Maybe[int] = None
    """How many recordings are signed, where any is; one with a wrong signature is among the faults."""
    signatures_unchecked: Maybe[bool] = None
    """Whether there are signatures that could not be checked, since the library that does is not installed."""


class Doubted(NamedTuple):
    """Entries from one position to another with a moment of recording that can hardly be right."""

    first: int
    last: int
    recorded_at: datetime
    because: str


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
    doubted: Maybe[Sequence[Doubted]] = None
    """The moments of recording that can hardly be right, as after a clock was wrong; the log is whole all the same."""
    store: Maybe[StoreVerified] = None
    """The whole ledger, of which this company is a part; where all companies are asked about, it stands beside them."""

    @property
    @member(before="scenarios")
    def intact(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.different and not (self.store and self.store.faults)

    @property
    def is_proved(self) -> bool:
        """Whether nothing is wrong with the log, nor with a document attached to one of its entries."""
        return self.intact and (self.documents is None or self.documents.is_whole)


class AllVerified(NamedTuple):
    """What was found of every company, and whether nothing is wrong with any."""

    intact: bool
    companies: Mapping[str, Verified]
    store: StoreVerified

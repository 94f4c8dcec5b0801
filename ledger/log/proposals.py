"""Proposals: entries that somebody gives to be recorded, and that somebody else approves or declines.

Each is a stream of its own beside the company's log, sealed as the entries of the log are; a document names its company
and its proposal too, so none can be moved into another stream. Until it is approved nothing of it is in any figure.

Pure: bytes in, values out.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from ledger.events import AnyEntry
from ledger.events.fields import Name, Text
from ledger.log.scenarios import Hash, StoredEntry
from ledger.log.seals import Of, seal_event, unseal_event
from ledger.names import folded

_KIND = "proposal"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Person(_Model):
    """Who did something: the name, and the public key where it was signed."""

    name: Name
    key: Hash | None = None

    def is_also(self, other: "Person") -> bool:
        """Whether this is the same person: of the same name, however it is spelt, or with the same key."""
        names = [folded(unicodedata.normalize("NFKC", one)) for one in (self.name, other.name)]
        return names[0] == names[1] or (self.key is not None and self.key == other.key)


class ProposalMade(_Model):
    """Somebody wants these entries to be recorded."""

    type: Literal["proposal_made"] = "proposal_made"
    by: Person
    entries: tuple[StoredEntry, ...]
    reason: Text | None = None


class ProposalApproved(_Model):
    """Somebody else approved it, and the entries were recorded in the log, in the same transaction: under these ids."""

    type: Literal["proposal_approved"] = "proposal_approved"
    by: Person
    entries: tuple[Name, ...] = ()


class ProposalDeclined(_Model):
    """It is not to be recorded; it stays readable."""

    type: Literal["proposal_declined"] = "proposal_declined"
    by: Person
    reason: Text


AnyProposalEvent = Annotated[ProposalMade | ProposalApproved | ProposalDeclined, Field(discriminator="type")]
"""Everything that can become of a proposal."""

_EVENTS: TypeAdapter[AnyProposalEvent] = TypeAdapter(AnyProposalEvent)

State = Literal["open", "approved", "declined"]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a proposal as it stands in its stream: `position` from 1, `recorded_at` in UTC."""

    position: int
    event: AnyProposalEvent
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal as it now stands; `decided` is how, by whom and why it was, once it was."""

    number: int
    made: ProposalMade
    made_at: datetime
    changed_at: datetime
    events: int = 1
    decided: ProposalApproved | ProposalDeclined | None = None

    @property
    def entries(self) -> tuple[AnyEntry, ...]:
        """The entries that it proposes, as given."""
        return cast("tuple[AnyEntry, ...]", self.made.entries)

    @property
    def state(self) -> State:
        """What has become of it."""
        if self.decided is None:
            return "open"
        return "approved" if isinstance(self.decided, ProposalApproved) else "declined"


def proposal_of(number: int, events: Sequence[Happened]) -> Proposal | None:
    """What became of a proposal; nothing when nothing is stored of it."""
    found: Proposal | None = None
    for one in events:
        if isinstance(one.event, ProposalMade):
            found = Proposal(number, one.event, one.recorded_at, one.recorded_at)
        elif found is not None:
            found = replace(found, decided=one.event, changed_at=one.recorded_at, events=one.position)
    return found


def seal_proposal(company: str, name: str, one: Happened, previous: str) -> tuple[bytes, str]:
    """The stored state of an event that follows the one with the hash `previous`, and its own hash."""
    event = one.event.model_dump(mode="json", exclude_defaults=True) | {"type": one.event.type}
    return seal_event(Of(_KIND, company, name), one.position, event, one.recorded_at, previous)


def unseal_proposal(
    state: bytes, *, company: str, name: str, position: int, previous: str | None
) -> tuple[Happened, str]:
    """What happened to a proposal at this position of its stream; and its hash. See `ledger.log.recorded.unseal`."""

    def read(event: object, at: datetime) -> Happened:
        """An event as it is stored."""
        return Happened(position, _EVENTS.validate_python(event), at)

    return unseal_event(state, Of(_KIND, company, name), position, previous, read)


def called_so(company: str, name: str) -> str:
    """What the stream of a proposal is called."""
    return Of(_KIND, company, name).called


def proposal_topic(event: AnyProposalEvent) -> str:
    """The name under which an event is filed, whatever the format of its document."""
    return f"seriesd.{event.type}.v1"

"""Proposals as they are answered: what is proposed by whom, what has become of it, what recording it would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from ledger.events import AnyEntry
from ledger.log.proposals import Proposal, ProposalApproved, ProposalDeclined
from projections.answers.warnings import Note
from projections.compare.differences import Difference
from projections.compare.recording import RecordResult
from projections.members import Answer, Hidden, Maybe, Spread, member


class WhyRefused(NamedTuple):
    """The rule by which what is proposed would be refused now."""

    code: str
    clause: str
    message: str
    entry: str | None


class RecordedNow(NamedTuple):
    """What approving would do now."""

    would_record: int
    """How many entries would be recorded."""
    already_recorded: int
    changes: Sequence[Difference]
    warnings: Sequence[Note]
    would_refuse: WhyRefused | None
    """Why approving would be refused; null where it would not be."""


class Proposed(NamedTuple):
    """A proposal: what, by whom and why, and what has become of it."""

    proposal: int
    """Its number, from 1, among those of its company."""
    state: Literal["open", "approved", "declined"]
    """What has become of it."""
    proposed_by: str
    """Who proposed it."""
    proposed_at: datetime
    """When it was proposed."""
    reason: str | None
    """Why, as whoever proposed it said."""
    entries: Sequence[AnyEntry]
    """The entries as they were given."""
    decided_by: Maybe[str]
    """Who approved or declined it."""
    decided_at: Maybe[datetime]
    """When it was approved or declined."""
    declined_because: Maybe[str]
    """Why it was declined."""
    recorded_as: Maybe[Sequence[str]]
    """The ids of the entries that it became in the log, those among them that the ledger wrote itself."""
    now: Maybe[RecordedNow]
    """Of an open one, what approving it would do now."""


@dataclass(frozen=True, slots=True)
class ProposalTold(Answer):
    """A proposal as it stands; `now` is what recording it would do, where that was asked."""

    proposal: Hidden[Proposal]
    now: Hidden[RecordedNow | None] = None

    @property
    @member()
    def as_proposed(self) -> Spread[Proposed]:
        """The proposal as a program is told of it."""
        one = self.proposal
        approved = one.decided if isinstance(one.decided, ProposalApproved) else None
        return Proposed(
            proposal=one.number,
            state=one.state,
            proposed_by=one.made.by.name,
            proposed_at=one.made_at,
            reason=one.made.reason,
            entries=one.entries,
            decided_by=None if one.decided is None else one.decided.by.name,
            decided_at=None if one.decided is None else one.changed_at,
            declined_because=one.decided.reason if isinstance(one.decided, ProposalDeclined) else None,
            recorded_as=None if approved is None else approved.entries,
            now=self.now,
        )


@dataclass(frozen=True, slots=True)
class Tray(Answer):
    """The proposals of a company, in the order in which they were made."""

    company: str
    proposals: Sequence[ProposalTold]
    """The proposals that were asked for."""


@dataclass(frozen=True, slots=True)
class IsProposed(Answer):
    """What was proposed now, and what recording it would do."""

    company: str
    proposed: ProposalTold | None
    """The proposal; null where all of it is recorded already, so that nothing was proposed."""
    result: Hidden[RecordResult]
    """What recording it would do."""


@dataclass(frozen=True, slots=True)
class IsApproved(Answer):
    """A proposal that is approved, and what came of recording it."""

    company: str
    decided: ProposalTold
    """The proposal as it stands."""
    approved: bool
    """Whether it was approved now; false where it had been already."""
    result: Spread[RecordResult]


@dataclass(frozen=True, slots=True)
class IsDeclined(Answer):
    """A proposal that is declined."""

    company: str
    decided: ProposalTold
    """The proposal as it stands."""
    declined: bool
    """Whether it was declined now; false where it had been already."""

"""Saved what-ifs as they are answered: where each stands, what it answers, two or three side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal, NamedTuple

from ledger.events import AnyEntry
from ledger.log.scenarios import Scenario
from projections.answers.price import Price
from projections.compare.differences import Between
from projections.compare.recording import RecordResult
from projections.compare.what_if import WhatIf
from projections.members import Answer, Hidden, Maybe, Name, Spread, member


class Base(NamedTuple):
    """Where in the log a scenario stands: its position, the hash of the entry there, and when that was recorded."""

    position: int
    head: str
    recorded_at: datetime


class Saved(NamedTuple):
    """A scenario: its edits and its note as they were saved, where it stands, and what has become of it."""

    name: str
    state: Literal["open", "promoted", "dropped"]
    base: Base
    grown: int
    without: Sequence[str]
    change: Mapping[str, Mapping[str, Any]]
    add: Sequence[AnyEntry]
    note: str | None
    saved_at: datetime
    changed_at: datetime
    events: int
    entries: Sequence[str]
    promoted_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing(Answer):
    """A scenario, and how many entries have been recorded since its base; `changed` when something was written."""

    scenario: Hidden[Scenario]
    base_recorded_at: Hidden[datetime]
    grown: Hidden[int]
    changed: Hidden[bool] = False

    @property
    @member()
    def as_saved(self) -> Spread[Saved]:
        """The scenario as a program is told of it."""
        one, saved = self.scenario, self.scenario.saved
        return Saved(
            name=one.name,
            state=one.state,
            base=Base(one.base.position, one.base.head, self.base_recorded_at),
            grown=self.grown,
            without=saved.without,
            change=saved.change,
            add=one.add,
            note=saved.note,
            saved_at=one.saved_at,
            changed_at=one.changed_at,
            events=one.events,
            entries=one.entries,
            promoted_at=one.promoted_at,
        )


class IsSaved(NamedTuple):
    """A scenario saved; `saved` is false where it was already, with these edits."""

    scenario: Standing
    saved: bool


class IsRebased(NamedTuple):
    """A scenario rebased; `rebased` is false where it stood on all that is recorded already."""

    scenario: Standing
    rebased: bool


class IsDropped(NamedTuple):
    """A scenario dropped; `dropped` is false where it was already."""

    scenario: Standing
    dropped: bool


class Shelf(NamedTuple):
    """The scenarios of a company."""

    scenarios: Sequence[Standing]


@dataclass(frozen=True, slots=True)
class Shown(Answer):
    """A scenario and what it answers, where it stands."""

    standing: Annotated[Standing, Name("scenario")]
    answer: Spread[WhatIf]


class OneSide(NamedTuple):
    """One of two scenarios, and the price that it gives."""

    scenario: Standing
    price: Price


class Third(NamedTuple):
    """A third scenario, and the price that it gives."""

    scenario: Standing
    price: Price
    differences: list[Between]
    """What it answers otherwise than the first: `first` is of that one, `second` of this."""


@dataclass(frozen=True, slots=True)
class SideBySide(Answer):
    """Two scenarios, or three, and what differs between their answers."""

    first: OneSide
    """The first scenario."""
    second: OneSide
    """The second scenario."""
    differences: list[Between]
    """What these two answer otherwise."""
    third: Maybe[Third] = None
    """The third scenario, where one is set beside them."""


@dataclass(frozen=True, slots=True)
class Promoted(Answer):
    """A scenario that has become a part of the ledger, or would, and what came of recording it."""

    standing: Annotated[Standing, Name("scenario")]
    result: Spread[RecordResult]

    @property
    @member(before="result")
    def promoted(self) -> bool:
        """Whether it was promoted now; false where it had been already, or where that was only tried."""
        return self.standing.changed

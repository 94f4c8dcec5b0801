"""What the holders of Series D have consented to, and what that allows at the close of a day (4H, 6, 9, 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Annotated, Literal, NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import CONCURRING
from ledger.clauses.amendment import consented, consenting, suffices
from ledger.engine.book import Book
from ledger.events import (
    AdjustmentWaived,
    AnyEntry,
    DistributionMade,
    Issuing,
    ProtectedActionTaken,
    Reorganized,
    TermsAmended,
)
from ledger.names import near
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.members import Answer, Maybe, Name

UNKNOWN_ACTION = refuses(
    "unknown_action",
    "10",
    "Consents are asked about by the proposal that somebody has consented to.",
    "Name a proposal to which somebody has consented; `consents` lists them.",
)

Form = Literal["written", "meeting"]


@dataclass(frozen=True, slots=True)
class Consenting:
    """A holder that consented, with how many of the Series D that it holds now."""

    shares: int
    held: int
    form: Form


@dataclass(frozen=True, slots=True)
class Taken:
    """An entry that was accepted on the strength of a proposal, or recorded although it was not consented to (6)."""

    entry: str
    on: date
    type: str
    despite: Maybe[str] = None
    """Why it was done without the consent of section 6, in the words of the entry."""


class Allows(NamedTuple):
    """What a proposal allows: by section 6, by section 9 to a majority and to all, and by 4H without an appraiser."""

    restricted_action: bool
    amendment: bool  # a majority in writing suffices, also for the waiver of an adjustment still to come (A52)
    price_amendment: bool  # all in writing, as for the waiver of an adjustment made (A52)
    no_appraiser: bool  # five eighths concur (4H, A40)


class Needed(NamedTuple):
    """How many Series D a majority, five eighths and all are."""

    majority: int
    five_eighths: int
    all: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal: who consented, with how much in all and in writing, what that allows, and what was done on it."""

    consents: dict[str, Consenting]
    agreed: int
    in_writing: int
    allows: Allows
    """What it allows."""
    taken: tuple[Taken, ...]


@dataclass(frozen=True, slots=True)
class Consents(Answer):
    """All proposals by name, and the Series D that a majority, five eighths and all of it are."""

    on: date
    outstanding: Annotated[int, Name("series_d_outstanding")]
    needed: Needed
    """How many Series D consents need."""
    proposals: dict[str, Proposal]


def consents_on(book: Book, on: date, action: str | None = None) -> Consents:
    """Proposals as a book that was opened `until` that date has them. Refused where there is none of that name."""
    taken: dict[str, list[Taken]] = {}
    without = {one.entry for one in book.state.unconsented}
    for item in book.items:
        for name in _relies_on(item.recorded.entry):
            entry = item.recorded.entry
            despite = entry.despite if isinstance(entry, ProtectedActionTaken) and entry.id in without else None
            taken.setdefault(name, []).append(Taken(item.recorded.id, item.key.day, entry.type, despite))
    names = sorted(book.state.consents.keys() | taken.keys())
    if action is not None and action not in names:
        known = near(action, names)
        raise Refusal(UNKNOWN_ACTION, f"nobody has consented to {action!r} up to {on}{known}")
    wanted = names if action is None else [action]
    found = {name: _proposal(book.state, name, tuple(taken.get(name, ()))) for name in wanted}
    outstanding = book.state.series_d_outstanding
    needed = Needed(outstanding // 2 + 1 if outstanding else 0, ceil(CONCURRING * outstanding), outstanding)
    return Consents(on, outstanding, needed, found)


def _proposal(state: State, name: str, taken: tuple[Taken, ...]) -> Proposal:
    given = state.consents.get(name, {})
    consents = {
        holder: Consenting(
            consented(state, holder, ones),
            state.series_d.get(holder, 0),
            "written" if all(one.written for one in ones) else "meeting",
        )
        for holder, ones in sorted(given.items())
    }
    agreed, in_writing = consenting(state, name), consenting(state, name, written=True)
    of = state.series_d_outstanding
    allows = Allows(
        restricted_action=suffices(agreed, of),
        amendment=suffices(in_writing, of),
        price_amendment=suffices(in_writing, of, of_all=True),
        no_appraiser=agreed >= CONCURRING * of,
    )
    return Proposal(consents, agreed, in_writing, allows, taken)


def _relies_on(entry: AnyEntry) -> Iterator[str]:
    if isinstance(entry, ProtectedActionTaken | TermsAmended | AdjustmentWaived):
        yield entry.action
    if isinstance(entry, Issuing | DistributionMade | Reorganized):
        found = [entry.determination]
        if isinstance(entry, DistributionMade):
            found.append(entry.market_price_determination)
        yield from dict.fromkeys(one.agreement for one in found if one is not None and one.agreement is not None)

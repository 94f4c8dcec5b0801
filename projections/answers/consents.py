"""What the holders of Series D have consented to, and what that allows at the close of a day (4H, 6, 9, 10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Annotated, Literal, NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import CONCURRING
from ledger.clauses.amendment import consented, suffices
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
from projections.members import Hidden, Name, member

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
    """An entry that was accepted on the strength of a proposal."""

    entry: str
    on: date
    type: str


class Allows(NamedTuple):
    """What a proposal allows: by section 6, by section 9 to a majority and to all, and by 4H without an appraiser."""

    restricted_action: bool
    amendment: bool
    price_amendment: bool
    no_appraiser: bool


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
    outstanding: Hidden[int]
    taken: tuple[Taken, ...]

    @property
    @member(before="taken")
    def allows(self) -> Allows:
        """What it allows."""
        return Allows(self.restricted_action, self.amendment, self.price_amendment, self.no_appraiser)

    @property
    def restricted_action(self) -> bool:
        """What section 6 allows with the prior consent of a majority."""
        return suffices(self.agreed, self.outstanding)

    @property
    def amendment(self) -> bool:
        """What section 9 allows with a majority in writing: also the waiver of an adjustment still to come (A52)."""
        return suffices(self.in_writing, self.outstanding)

    @property
    def price_amendment(self) -> bool:
        """What section 9 allows only with all in writing: the price, and the waiver of an adjustment made (A52)."""
        return suffices(self.in_writing, self.outstanding, of_all=True)

    @property
    def no_appraiser(self) -> bool:
        """Whether five eighths concur, so that no appraiser can be called (4H, A40)."""
        return self.agreed >= CONCURRING * self.outstanding


@dataclass(frozen=True, slots=True)
class Consents:
    """All proposals by name, and the Series D that a majority, five eighths and all of it are."""

    on: date
    outstanding: Annotated[int, Name("series_d_outstanding")]
    proposals: dict[str, Proposal]

    @property
    @member(before="proposals")
    def needed(self) -> Needed:
        """How many Series D consents need."""
        return Needed(self.majority, self.five_eighths, self.outstanding)

    @property
    def majority(self) -> int:
        """The fewest that are more than half."""
        return self.outstanding // 2 + 1 if self.outstanding else 0

    @property
    def five_eighths(self) -> int:
        """The fewest that are 62.5 %."""
        return ceil(CONCURRING * self.outstanding)


def consents_on(book: Book, on: date, action: str | None = None) -> Consents:
    """Proposals as a book that was opened `until` that date has them. Refused where there is none of that name."""
    taken: dict[str, list[Taken]] = {}
    for item in book.items:
        for name in _relies_on(item.recorded.entry):
            taken.setdefault(name, []).append(Taken(item.recorded.id, item.key.day, item.recorded.entry.type))
    names = sorted(book.state.consents.keys() | taken.keys())
    if action is not None and action not in names:
        known = near(action, names)
        raise Refusal(UNKNOWN_ACTION, f"nobody has consented to {action!r} up to {on}{known}")
    wanted = names if action is None else [action]
    found = {name: _proposal(book.state, name, tuple(taken.get(name, ()))) for name in wanted}
    return Consents(on, book.state.series_d_outstanding, found)


def _proposal(state: State, name: str, taken: tuple[Taken, ...]) -> Proposal:
    given = state.consents.get(name, {})
    consents = {
        holder: Consenting(
            consented(state, holder, one), state.series_d.get(holder, 0), "written" if one.written else "meeting"
        )
        for holder, one in sorted(given.items())
    }
    return Proposal(
        consents=consents,
        agreed=sum(one.shares for one in consents.values()),
        in_writing=sum(one.shares for one in consents.values() if one.form == "written"),
        outstanding=state.series_d_outstanding,
        taken=taken,
    )


def _relies_on(entry: AnyEntry) -> Iterator[str]:
    if isinstance(entry, ProtectedActionTaken | TermsAmended | AdjustmentWaived):
        yield entry.action
    if isinstance(entry, Issuing | DistributionMade | Reorganized):
        found = [entry.determination]
        if isinstance(entry, DistributionMade):
            found.append(entry.market_price_determination)
        yield from dict.fromkeys(one.agreement for one in found if one is not None and one.agreement is not None)

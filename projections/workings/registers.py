"""Who holds what, what is outstanding, in treasury and authorized, and the entries that made it so."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.events import (
    AnyEntry,
    CertificateAdopted,
    CommonAuthorizedChanged,
    CommonIssued,
    CommonSplit,
    OpeningBalance,
    RightExercised,
    SeriesDAutoConverted,
    SeriesDConverted,
    SeriesDIssued,
    SeriesDSplit,
    SharesTransferred,
    StockDividendPaid,
    TreasuryAcquired,
    TreasuryDisposed,
    TreasuryRetired,
)
from ledger.log.recorded import Recorded
from ledger.working import Ceiling, Expression, Fact, Floor, Greatest, Less, Product, Sum, Working
from projections.figures import Figure
from projections.workings.leaves import NOTHING, fact, stated
from projections.workings.tally import Tally, nothing
from projections.workings.units import Restating, ratio_of, restated

_OUTSTANDING = "Treasury shares are not outstanding, and Series D as converted does not count."
_ROOM = "What is authorized less what is outstanding; treasury shares can be delivered, and no reserve is deducted."
ROUNDED: dict[str, type[Floor | Ceiling]] = {"cash": Floor, "round_up": Ceiling}

Movement = tuple[str, Expression]


class Numbers(NamedTuple):
    """What was authorized, outstanding and in treasury before an entry."""

    authorized: int | None
    outstanding: int
    treasury: int


def numbers(state: State) -> Numbers:
    """Those of the moment."""
    return Numbers(state.authorized, state.outstanding, state.treasury)


def _outstanding() -> Tally:
    return nothing("the Common outstanding", "4E(7)", "Common", readings=("A11", "A13"), sentence=_OUTSTANDING)


@dataclass(slots=True)
class Registers:
    """The registers after the entries so far; a total that was taken from them stays what it was."""

    common: dict[str, Tally] = field(default_factory=dict)
    series_d: dict[str, Tally] = field(default_factory=dict)
    outstanding: Tally = field(default_factory=_outstanding)
    series_d_outstanding: Tally = field(default_factory=lambda: nothing("the Series D outstanding", "", "Series D"))
    series_d_ever_issued: Tally = field(default_factory=lambda: nothing("the Series D ever issued", "4M", "Series D"))
    treasury: Tally = field(default_factory=lambda: nothing("the number of shares in treasury", "4E(7)", "Common"))
    authorized: Expression | None = None

    def follow(self, recorded: Recorded, state: State, before: Numbers) -> None:
        """Note what an entry moved; `state` is after it."""
        entry = recorded.entry
        if isinstance(entry, Restating):
            self._restate(recorded, state)
        elif isinstance(entry, SeriesDSplit):
            self._restate_series_d(recorded, entry, state)
        else:
            self._move(recorded, state, before)
        self.authorized = _authorized(recorded) or self.authorized

    def room(self, state_before: Numbers) -> Working | None:
        """The Common that can still be delivered (A45); None where no number is known."""
        if self.authorized is None or state_before.authorized is None:
            return None
        return Working(
            label="the Common that can still be delivered",
            clause="4A",
            unit="Common",
            figure=Figure.of(state_before.authorized - state_before.outstanding),
            formula=Sum((self.authorized, Less(self.outstanding.working()))),
            readings=("A45",),
            sentence=_ROOM,
        )

    def issuable(self, state: State, designated: Expression) -> Working:
        """The Series D that can still be issued: converted shares are retired (4M, A49)."""
        return Working(
            label=f"the {state.terms.series} that can still be issued",
            clause="4M",
            unit="Series D",
            figure=Figure.of(state.terms.designated_shares - state.series_d_ever_issued),
            formula=Sum((designated, Less(self.series_d_ever_issued.working()))),
            readings=("A49",),
            sentence="What is designated less all that was ever issued; converted shares are retired.",
        )

    # -- single movements -----------------------------------------------------------------------------------------

    def _move(self, recorded: Recorded, state: State, before: Numbers) -> None:
        outstanding, name = self.outstanding, recorded.id
        for holder, part in _common(recorded, state, before):
            held = self.common.get(holder) or nothing(f"the Common held by {holder}", "", "Common")
            self.common[holder] = held.plus(part, state.common.get(holder, 0), name)
            if not isinstance(recorded.entry, SharesTransferred):
                self.outstanding = self.outstanding.plus(part, state.outstanding, name)
        for holder, part in _series_d(recorded, state):
            held = self.series_d.get(holder) or nothing(f"the {state.terms.series} held by {holder}", "", "Series D")
            self.series_d[holder] = held.plus(part, state.series_d.get(holder, 0), name)
            if not isinstance(recorded.entry, SharesTransferred):
                total = self.series_d_outstanding
                self.series_d_outstanding = total.plus(part, state.series_d_outstanding, name)
            if isinstance(recorded.entry, OpeningBalance | SeriesDIssued):
                self.series_d_ever_issued = self.series_d_ever_issued.plus(part, state.series_d_ever_issued, name)
        for part in self._treasury(recorded, state, before, outstanding):
            self.treasury = self.treasury.plus(part, state.treasury, name)

    def _treasury(self, recorded: Recorded, state: State, before: Numbers, outstanding: Tally) -> Iterator[Expression]:
        """What an entry says of the treasury, and what was delivered out of it for want of unissued shares."""
        moved = _of_treasury(recorded)
        yield from (part if sign > 0 else Less(part) for part, sign in moved)
        drawn = before.treasury + sum(part.amount * sign for part, sign in moved) - state.treasury
        if not drawn or self.authorized is None:
            return
        (_, delivered), *_ = _common(recorded, state, before)
        unissued = Sum((self.authorized, Less(outstanding.working()), Less(self.treasury.working())))
        yield Less(
            Working(
                label=f"the Common of entry {recorded.id} delivered out of treasury",
                clause="4E(7)",
                unit="Common",
                figure=Figure.of(drawn),
                formula=Greatest((NOTHING, Sum((delivered, Less(unissued))))),
                sentence="Unissued authorized shares are delivered first, then those in treasury.",
            )
        )

    # -- restatements ---------------------------------------------------------------------------------------------

    def _restate(self, recorded: Recorded, state: State) -> None:
        entry = recorded.entry
        rounded = ROUNDED[entry.fractions] if isinstance(entry, CommonSplit | StockDividendPaid) else Floor
        for holder, held in self.common.items():
            self.common[holder] = held.anew(
                rounded(restated(held.working(), recorded)), state.common.get(holder, 0), recorded.id
            )
        holdings = tuple(self.common[holder].working() for holder in state.common if state.common[holder])
        self.outstanding = self.outstanding.anew(Sum(holdings) if holdings else NOTHING, state.outstanding, recorded.id)
        if self.treasury.figure:
            in_treasury = rounded(restated(self.treasury.working(), recorded))
            self.treasury = self.treasury.anew(in_treasury, state.treasury, recorded.id)

    def _restate_series_d(self, recorded: Recorded, entry: SeriesDSplit, state: State) -> None:
        rounded, ratio = ROUNDED[entry.fractions], ratio_of(recorded)
        retired = Sum((self.series_d_ever_issued.working(), Less(self.series_d_outstanding.working())))
        for holder, held in self.series_d.items():
            part = rounded(Product((held.working(), ratio)))
            self.series_d[holder] = held.anew(part, state.series_d.get(holder, 0), recorded.id)
        holdings = tuple(self.series_d[holder].working() for holder in state.series_d)
        total = self.series_d_outstanding
        self.series_d_outstanding = total.anew(
            Sum(holdings) if holdings else NOTHING, state.series_d_outstanding, recorded.id
        )
        used_up = Floor(Product((self.series_d_ever_issued.working(), ratio)))
        ever = Greatest((used_up, Sum((self.series_d_outstanding.working(), Floor(Product((retired, ratio)))))))
        self.series_d_ever_issued = self.series_d_ever_issued.anew(ever, state.series_d_ever_issued, recorded.id)


# -- what an entry moves ----------------------------------------------------------------------------------------------


def _common(  # noqa: PLR0911  a line for each type
    recorded: Recorded, state: State, before: Numbers
) -> list[Movement]:
    """The Common that an entry gives and takes, by holder; what is taken is `Less`."""
    match entry := recorded.entry:
        case OpeningBalance(holder=holder) if entry.common:
            return [(holder, fact(recorded, "common"))]
        case CommonIssued(holder=holder) | TreasuryDisposed(holder=holder):
            return [(holder, fact(recorded, "shares"))]
        case TreasuryAcquired(holder=holder):
            return [(holder, Less(fact(recorded, "shares")))]
        case SharesTransferred(stock="common"):
            return [(entry.from_, Less(fact(recorded, "shares"))), (entry.to, fact(recorded, "shares"))]
        case RightExercised() if state.outstanding != before.outstanding:
            return [(entry.holder or state.rights[entry.right].holder, fact(recorded, "shares"))]
        case SeriesDConverted():
            return [(entry.register_to or entry.holder, delivered(recorded, state, "common_shares"))]
        case SeriesDAutoConverted(holder=holder):
            return [(holder, fact(recorded, "common_shares"))]
        case _:
            return []


def _series_d(recorded: Recorded, state: State) -> list[Movement]:
    """The Series D that an entry gives and takes, by holder."""
    match entry := recorded.entry:
        case OpeningBalance(holder=holder) if entry.series_d:
            return [(holder, fact(recorded, "series_d"))]
        case SeriesDIssued(holder=holder):
            return [(holder, fact(recorded, "shares"))]
        case SharesTransferred(stock="series_d"):
            return [(entry.from_, Less(fact(recorded, "shares"))), (entry.to, fact(recorded, "shares"))]
        case SeriesDConverted(holder=holder):
            return [(holder, Less(delivered(recorded, state, "converted")))]
        case SeriesDAutoConverted(holder=holder):
            return [(holder, Less(fact(recorded, "shares")))]
        case _:
            return []


def _of_treasury(recorded: Recorded) -> list[tuple[Fact, int]]:
    """What an entry says of the treasury: how many shares, and whether they come (1) or go (-1)."""
    match entry := recorded.entry:
        case OpeningBalance() if entry.treasury:
            return [(fact(recorded, "treasury"), 1)]
        case TreasuryAcquired():
            return [(fact(recorded, "shares"), 1)]
        case TreasuryDisposed() | TreasuryRetired():
            return [(fact(recorded, "shares"), -1)]
        case _:
            return []


def _authorized(recorded: Recorded) -> Fact | None:
    match entry := recorded.entry:
        case CertificateAdopted():
            return fact(recorded, "common_authorized")
        case CommonAuthorizedChanged():
            return fact(recorded, "authorized")
        case CommonSplit() if entry.common_authorized is not None:
            return fact(recorded, "common_authorized")
        case _:
            return None


def delivered(recorded: Recorded, state: State, field: str) -> Fact:
    """What the ledger wrote down with a conversion that was just applied."""
    entry: AnyEntry = recorded.entry
    if recorded.delivery is not None:
        return fact(recorded, f"delivery.{field}")
    made = state.conversions[-1].delivery
    return stated(entry, f"delivery.{field}", {"converted": made.converted, "common_shares": made.common_shares}[field])

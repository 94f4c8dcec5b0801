"""Who holds what, what is outstanding, in treasury and authorized, and the entries that made it so.

The registers told here are folds of the movements that the engine reports, each with the entry that states its number.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from ledger.cap_table.movements import Movement, Place
from ledger.cap_table.register import Register
from ledger.cap_table.state import State
from ledger.events import (
    CertificateAdopted,
    CommonAuthorizedChanged,
    CommonSplit,
    OpeningBalance,
    SeriesDAutoConverted,
    SeriesDConverted,
    SeriesDSplit,
    StockDividendPaid,
    TreasuryDisposed,
)
from ledger.log.recorded import Delivery, Recorded
from ledger.numbers.figure import Figure
from ledger.working import Ceiling, Expression, Fact, Floor, Greatest, Less, Product, Sum, Working
from projections.workings.leaves import NOTHING, fact, stated
from projections.workings.tally import Part, Tally, nothing
from projections.workings.units import Restating, ratio_of, restated

_OUTSTANDING = "Treasury shares are not outstanding, and Series D as converted does not count."
_ROOM = "What is authorized less what is outstanding; treasury shares can be delivered, and no reserve is deducted."
ROUNDED: dict[str, type[Floor | Ceiling]] = {"cash": Floor, "round_up": Ceiling}


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
    series: str = "Series D"
    """What the stock calls itself."""

    def follow(
        self, recorded: Recorded, register: Register, moved: Sequence[Movement], delivery: Delivery | None
    ) -> None:
        """Note what an entry moved; `register` is after it, `delivery` what it converted and delivered."""
        entry = recorded.entry
        if moved and not moved[0].restated:
            self._move(recorded, register, moved, delivery)
            return
        if isinstance(entry, Restating):
            self._restate(recorded, register)
        elif isinstance(entry, SeriesDSplit):
            self._restate_series_d(recorded, entry, register)
        self.authorized = _authorized(recorded) or self.authorized

    def room(self, register: Register) -> Working | None:
        """The Common that can still be delivered (A45); None where no number is known."""
        if self.authorized is None or register.room is None:
            return None
        return Working(
            label="the Common that can still be delivered",
            clause="4A",
            unit="Common",
            figure=Figure.of(register.room),
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

    def _move(
        self, recorded: Recorded, register: Register, moved: Sequence[Movement], delivery: Delivery | None
    ) -> None:
        """Each holder and each total that the movements touch; what came out of treasury too is delivered in one."""
        unissued = self._unissued()
        ends = ((one, sign, end) for one in moved for sign, end in ((-1, one.source), (1, one.target)))
        seen = set[object]()
        for one, sign, end in ends:
            part: Part = partial(_stated, recorded, one, delivery, sign)
            if end is Place.TREASURY:
                drawn = sign < 0 and isinstance(one.target, str) and not isinstance(recorded.entry, TreasuryDisposed)
                if drawn and unissued:
                    part = partial(_drawn, recorded, one, delivery, unissued)
                self.treasury = self.treasury.plus(part, register.treasury, recorded.id)
            elif isinstance(end, str) and (sign, end, one.stock) not in seen:
                seen.add((sign, end, one.stock))
                self._hold(one, end, part, register)

    def _hold(self, one: Movement, holder: str, part: Part, register: Register) -> None:
        """A holder has more or less; outstanding there is another number where the other end is nobody."""
        name, held = one.entry, self.common if one.stock == "common" else self.series_d
        label = f"the {'Common' if one.stock == 'common' else self.series} held by {holder}"
        before = held.get(holder) or nothing(label, "", "Common" if one.stock == "common" else "Series D")
        now = register.common if one.stock == "common" else register.series_d
        held[holder] = before.plus(part, now.get(holder, 0), name)
        if isinstance(one.source, str) and isinstance(one.target, str):
            return
        if one.stock == "common":
            self.outstanding = self.outstanding.plus(part, register.outstanding, name)
            return
        self.series_d_outstanding = self.series_d_outstanding.plus(part, register.series_d_outstanding, name)
        if one.source is Place.UNISSUED:
            self.series_d_ever_issued = self.series_d_ever_issued.plus(part, register.series_d_ever_issued, name)

    def _unissued(self) -> tuple[Expression, Tally, Tally] | None:
        """What is authorized, outstanding and in treasury before a delivery; nothing where no number is known."""
        return None if self.authorized is None else (self.authorized, self.outstanding, self.treasury)

    # -- restatements ---------------------------------------------------------------------------------------------

    def _restate(self, recorded: Recorded, register: Register) -> None:
        entry = recorded.entry
        rounded = ROUNDED[entry.fractions] if isinstance(entry, CommonSplit | StockDividendPaid) else Floor
        for holder, held in self.common.items():
            part = rounded(restated(held.working(), recorded))
            self.common[holder] = held.anew(part, register.common.get(holder, 0), recorded.id)
        holdings = tuple(self.common[holder].working() for holder in register.common if register.common[holder])
        self.outstanding = self.outstanding.anew(
            Sum(holdings) if holdings else NOTHING, register.outstanding, recorded.id
        )
        if self.treasury.figure:
            in_treasury = rounded(restated(self.treasury.working(), recorded))
            self.treasury = self.treasury.anew(in_treasury, register.treasury, recorded.id)

    def _restate_series_d(self, recorded: Recorded, entry: SeriesDSplit, register: Register) -> None:
        rounded, ratio = ROUNDED[entry.fractions], ratio_of(recorded)
        retired = Sum((self.series_d_ever_issued.working(), Less(self.series_d_outstanding.working())))
        for holder, held in self.series_d.items():
            part = rounded(Product((held.working(), ratio)))
            self.series_d[holder] = held.anew(part, register.series_d.get(holder, 0), recorded.id)
        holdings = tuple(self.series_d[holder].working() for holder in register.series_d)
        total = self.series_d_outstanding
        self.series_d_outstanding = total.anew(
            Sum(holdings) if holdings else NOTHING, register.series_d_outstanding, recorded.id
        )
        used_up = Floor(Product((self.series_d_ever_issued.working(), ratio)))
        ever = Greatest((used_up, Sum((self.series_d_outstanding.working(), Floor(Product((retired, ratio)))))))
        self.series_d_ever_issued = self.series_d_ever_issued.anew(ever, register.series_d_ever_issued, recorded.id)


# -- what an entry states of what it moves ----------------------------------------------------------------------------


def _stated(recorded: Recorded, one: Movement, delivery: Delivery | None, sign: int) -> Expression:
    number = _number(recorded, one, delivery)
    return number if sign > 0 else Less(number)


def _number(recorded: Recorded, one: Movement, delivery: Delivery | None) -> Fact:
    """The number of shares of a movement, as the entry states it, or as the ledger wrote it down with a conversion."""
    entry = recorded.entry
    match entry:
        case OpeningBalance():
            return fact(recorded, "treasury" if one.target is Place.TREASURY else one.stock)
        case SeriesDConverted():
            assert delivery is not None  # noqa: S101  a conversion has one
            if one.stock == "common":
                return stated(entry, "delivery.common_shares", delivery.common_shares)
            return stated(entry, "delivery.converted", delivery.converted)
        case SeriesDAutoConverted() if one.stock == "common":
            return fact(recorded, "common_shares")
        case _:
            return fact(recorded, "shares")


def _drawn(
    recorded: Recorded, one: Movement, delivery: Delivery | None, before: tuple[Expression, Tally, Tally]
) -> Expression:
    """What is taken out of treasury for a delivery: unissued authorized shares are delivered first."""
    authorized, outstanding, treasury = before
    unissued = Sum((authorized, Less(outstanding.working()), Less(treasury.working())))
    drawn = Working(
        label=f"the Common of entry {recorded.id} delivered out of treasury",
        clause="4E(7)",
        unit="Common",
        figure=Figure.of(one.shares),
        formula=Greatest((NOTHING, Sum((_number(recorded, one, delivery), Less(unissued))))),
        sentence="Unissued authorized shares are delivered first, then those in treasury.",
    )
    return Less(drawn)


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


# -- automatic conversions --------------------------------------------------------------------------------------------


def without(register: Register, movements: Sequence[Movement]) -> Register:
    """A register of its own, as it was before these latest movements."""
    before = register.copied()
    before.moved = []
    for one in reversed(movements):
        before.move(one.stock, one.target, one.source, one.shares)
    return before


def again(register: Register, movements: Sequence[Movement]) -> None:
    """Make movements that were taken back."""
    for one in movements:
        register.move(one.stock, one.source, one.target, one.shares)

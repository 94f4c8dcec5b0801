"""Who holds what, what is outstanding, in treasury and authorized, and the entries that made it so.

The registers told here are folds of the movements that the engine reports, each with the entry that states its number.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from ledger.cap_table.movements import Movement, Place
from ledger.cap_table.register import Register
from ledger.cap_table.state import State
from ledger.events import (
    CertificateAdopted,
    CommonAuthorizedChanged,
    CommonSplit,
    Following,
    OpeningBalance,
    SeriesDAutoConverted,
    SeriesDConverted,
    SeriesDSplit,
    StockDividendPaid,
    TreasuryDisposed,
)
from ledger.log.edition import is_of_first_edition
from ledger.log.recorded import Delivery, Recorded
from ledger.working import Ceiling, Expression, Fact, Floor, Greatest, Less, Product, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, converted, delivered, fact, over, total
from projections.workings.tally import Part, Tally
from projections.workings.units import Quantity, Restating, Units, restated

_HELD = Kind("the {} held by {}{}", "", "Common")
_OUTSTANDING = Kind(
    "the Common outstanding{}",
    "4E(7)",
    "Common",
    ("A11", "A13"),
    "Treasury shares are not outstanding, and Series D as converted does not count.",
)
_SERIES_D_OUTSTANDING = Kind("the Series D outstanding{}", "", "Series D")
_EVER_ISSUED = Kind("the Series D ever issued{}", "4M", "Series D")
_TREASURY = Kind("the number of shares in treasury{}", "4E(7)", "Common")
_DRAWN = Kind(
    "the Common of entry {} delivered out of treasury",
    "4E(7)",
    "Common",
    (),
    "Unissued authorized shares are delivered first, then those in treasury.",
)
_GIVEN = Kind(
    "the Common that entry {} gives {}",
    "4F",
    "Common",
    ("A7", "A65"),
    "A dividend in Common goes to the holders of its record date, for what each then held; treasury shares get none.",
)
_ROOM = Kind(
    "the Common that can still be delivered",
    "4A",
    "Common",
    ("A45",),
    "What is authorized less what is outstanding; treasury shares can be delivered, and no reserve is deducted.",
)
_ISSUABLE = Kind(
    "the {} that can still be issued",
    "4M",
    "Series D",
    ("A49",),
    "What is designated less all that was ever issued; converted shares are retired.",
)
ROUNDED: dict[str, type[Floor | Ceiling]] = {"cash": Floor, "round_up": Ceiling}


@dataclass(frozen=True, slots=True)
class CommonTold:
    """The Common on a record date, and what dividends in Common of that very record have paid a share so far (A7)."""

    units: Units
    common: Mapping[str, Tally]
    outstanding: Tally
    paid: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class OnRecord:
    """The same just before one more dividend of it, in whose share units."""

    record: CommonTold
    units: Units

    def held_by(self, holder: str) -> Expression:
        """What a holder had on the record date, in the units of now but for the dividends of that record."""
        held = Quantity(self.record.common[holder].working(), self.record.units).shares_in(self.units)
        return over(held, Sum((ONE, *self.record.paid))) if self.record.paid else held


@dataclass(slots=True)
class Registers:
    """The registers after the entries so far; a total that was taken from them stays what it was."""

    common: dict[str, Tally] = field(default_factory=dict)
    series_d: dict[str, Tally] = field(default_factory=dict)
    outstanding: Tally = field(default_factory=lambda: Tally(_OUTSTANDING))
    series_d_outstanding: Tally = field(default_factory=lambda: Tally(_SERIES_D_OUTSTANDING))
    series_d_ever_issued: Tally = field(default_factory=lambda: Tally(_EVER_ISSUED))
    treasury: Tally = field(default_factory=lambda: Tally(_TREASURY))
    authorized: Expression | None = None
    series: str = "Series D"
    """What the stock calls itself."""

    def follow(
        self,
        recorded: Recorded,
        register: Register,
        moved: Sequence[Movement],
        delivery: Delivery | None,
        on_record: "OnRecord | None" = None,
    ) -> None:
        """Note what an entry moved; `register` is after it, `delivery` what it converted and delivered.

        `on_record` is who gets a dividend in Common.
        """
        entry = recorded.entry
        if isinstance(entry, Following):
            self._follow_holder(register, moved)
            return
        if moved and not moved[0].restated:
            self._move(recorded, register, moved, delivery)
            return
        if isinstance(entry, StockDividendPaid) and not is_of_first_edition(recorded):
            assert on_record is not None  # noqa: S101  it is paid to somebody
            self._pay_in_common(recorded, entry, register, moved, on_record)
        elif isinstance(entry, Restating):
            self._restate(recorded, register)
        elif isinstance(entry, SeriesDSplit):
            self._restate_series_d(recorded, entry, register)
        self.authorized = _authorized(recorded) or self.authorized

    def room(self, register: Register) -> Working | None:
        """The Common that can still be delivered (A45); None where no number is known."""
        if self.authorized is None or register.room is None:
            return None
        return _ROOM.of(register.room, Sum((self.authorized, Less(self.outstanding.working()))))

    def issuable(self, state: State, designated: Expression) -> Working:
        """The Series D that can still be issued: converted shares are retired (4M, A49)."""
        figure = state.terms.designated_shares - state.series_d_ever_issued
        formula = Sum((designated, Less(self.series_d_ever_issued.working())))
        return _ISSUABLE.of(figure, formula, state.terms.series)

    # -- single movements -----------------------------------------------------------------------------------------

    def _move(
        self, recorded: Recorded, register: Register, moved: Sequence[Movement], delivery: Delivery | None
    ) -> None:
        """Each holder and each total that the movements touch; what came out of treasury too is delivered in one."""
        unissued = None if self.authorized is None else (self.authorized, self.outstanding, self.treasury)
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

    def all_of(self, one: Movement) -> Working:
        """All that the holder has from whom a movement takes everything."""
        assert isinstance(one.source, str)  # noqa: S101  somebody is renamed
        return (self.common if one.stock == "common" else self.series_d)[one.source].working()

    def _follow_holder(self, register: Register, moved: Sequence[Movement]) -> None:
        """All that stood under one name stands under another."""
        for one in moved:
            everything = self.all_of(one)
            for end, part in ((one.source, Less(everything)), (one.target, everything)):
                self._hold(one, str(end), part, register)

    def _hold(self, one: Movement, holder: str, part: Part, register: Register) -> None:
        """A holder has more or less; outstanding there is another number where the other end is nobody."""
        name, held, now = one.entry, self.common, register.common
        before = Tally(_HELD, ("Common", holder))
        if one.stock == "series_d":
            held, now = self.series_d, register.series_d
            before = Tally(_HELD._replace(unit="Series D"), (self.series, holder))
        held[holder] = held.get(holder, before).plus(part, now.get(holder, 0), name)
        if isinstance(one.source, str) and isinstance(one.target, str):
            return
        if one.stock == "common":
            self.outstanding = self.outstanding.plus(part, register.outstanding, name)
            return
        self.series_d_outstanding = self.series_d_outstanding.plus(part, register.series_d_outstanding, name)
        if one.source is Place.UNISSUED:
            self.series_d_ever_issued = self.series_d_ever_issued.plus(part, register.series_d_ever_issued, name)

    def _pay_in_common(
        self,
        recorded: Recorded,
        entry: StockDividendPaid,
        register: Register,
        moved: Sequence[Movement],
        on_record: "OnRecord",
    ) -> None:
        """What each holder of the record date gets for what it then held; the treasury gets nothing (A7, A65)."""
        of_one = fact(recorded, "per_share")
        for one in moved:
            holder = str(one.target)
            formula = ROUNDED[entry.fractions](Product((on_record.held_by(holder), of_one)))
            given = _GIVEN.of(one.shares, formula, recorded.id, holder)
            self._hold(one, holder, given, register)

    # -- restatements ---------------------------------------------------------------------------------------------

    def _restate(self, recorded: Recorded, register: Register) -> None:
        entry, name = recorded.entry, recorded.id
        rounded = ROUNDED[entry.fractions] if isinstance(entry, CommonSplit) else Floor
        _restate_each(self.common, register.common, recorded, rounded)
        holdings = total(self.common[holder].working() for holder in register.common if register.common[holder])
        self.outstanding = self.outstanding.anew(holdings, register.outstanding, name)
        if self.treasury.figure:
            in_treasury = rounded(restated(self.treasury.working(), recorded))
            self.treasury = self.treasury.anew(in_treasury, register.treasury, name)

    def _restate_series_d(self, recorded: Recorded, entry: SeriesDSplit, register: Register) -> None:
        before, retired = self.series_d_ever_issued.working(), Less(self.series_d_outstanding.working())
        retired_now = Floor(restated(Sum((before, retired)), recorded))
        _restate_each(self.series_d, register.series_d, recorded, ROUNDED[entry.fractions])
        holdings = total(self.series_d[holder].working() for holder in register.series_d)
        self.series_d_outstanding = self.series_d_outstanding.anew(holdings, register.series_d_outstanding, recorded.id)
        now = Sum((self.series_d_outstanding.working(), retired_now))
        ever = Greatest((Floor(restated(before, recorded)), now))
        self.series_d_ever_issued = self.series_d_ever_issued.anew(ever, register.series_d_ever_issued, recorded.id)


def _restate_each(
    held: dict[str, Tally], now: Mapping[str, int], recorded: Recorded, rounded: type[Floor | Ceiling]
) -> None:
    for holder, one in held.items():
        held[holder] = one.anew(rounded(restated(one.working(), recorded)), now.get(holder, 0), recorded.id)


# -- what an entry states of what it moves ----------------------------------------------------------------------------


def _stated(recorded: Recorded, one: Movement, delivery: Delivery | None, sign: int) -> Expression:
    number = number_moved(recorded, one, delivery)
    return number if sign > 0 else Less(number)


def number_moved(recorded: Recorded, one: Movement, delivery: Delivery | None) -> Fact:
    """The number of shares of a movement, as the entry states it, or as the ledger wrote it down with a conversion."""
    entry = recorded.entry
    match entry:
        case OpeningBalance():
            return fact(recorded, "treasury" if one.target is Place.TREASURY else one.stock)
        case SeriesDConverted():
            assert delivery is not None  # noqa: S101  a conversion has one
            return delivered(entry, delivery) if one.stock == "common" else converted(entry, delivery)
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
    formula = Greatest((NOTHING, Sum((number_moved(recorded, one, delivery), Less(unissued)))))
    return Less(_DRAWN.of(one.shares, formula, recorded.id))


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

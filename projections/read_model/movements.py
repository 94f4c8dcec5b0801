"""The rows of `transactions`: every movement of shares, which the register tells, and of rights, which their lots tell.

What is moved is told as it happened: under the names of then, in the share units after the entry. So no row changes
by what is recorded of later days, and the fold of all rows up to a day is what everybody has on it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from ledger.cap_table.movements import Place
from ledger.cap_table.state import ONE, State
from ledger.engine.one_pass import Observer
from ledger.events import (
    AnyEntry,
    CommonIssued,
    Consideration,
    ConvertibleIssued,
    Issuing,
    OptionGranted,
    RightExercised,
    SeriesDAutoConverted,
    SeriesDIssued,
    TreasuryAcquired,
    TreasuryDisposed,
)
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item, in_timeline
from ledger.price.rights import Right
from projections.read_model.columns import Row
from projections.read_model.values import number

NOTHING = Fraction(0)
End = tuple[str, str | None]
"""Where shares come from or go to: what kind of place it is, and the holder."""
UNISSUED: End = ("unissued", None)
EXERCISED: End = ("exercised", None)
ENDED: End = ("ended", None)


class Move(NamedTuple):
    """So many shares of a stock, or of a stage of a right, from one place to another, by an entry."""

    entry: AnyEntry
    stock: str
    source: End
    target: End
    shares: Fraction | int
    restated: bool = False
    right: str | None = None
    per_share: Fraction | None = None
    assumed: bool = False


class Numbered(NamedTuple):
    """A movement with its number in the timeline, and the item that it belongs to with its place there."""

    number: int
    place: int
    item: Item
    move: Move


class Held(NamedTuple):
    """Who has a right, and what is outstanding of it as an option and as a convertible, in the units of the day."""

    holder: str
    option: Fraction | int
    convertible: Fraction | int


@dataclass(slots=True)
class Movements(Observer):
    """Numbers the movements from the first on, and keeps those from a day on."""

    since: date
    found: list[Numbered] = field(default_factory=list)
    count: int = 0
    place: int = 0
    held: dict[str, Held] = field(default_factory=dict)
    units: Fraction = ONE

    def again(self, since: date) -> "Movements":
        """One that goes on numbering where this one stands, and keeps what comes from a day on."""
        return replace(self, since=since, found=[], held=self.held.copy())

    def happened(self, item: Item, state: State) -> None:
        """Note what the entry moved, and the automatic conversions that it caused."""
        self.place += 1
        for move in (*_of_shares(item, state), *self._of_rights(item, state)):
            self.count += 1
            if item.key.day >= self.since:
                self.found.append(Numbered(self.count, self.place, item, move))

    def _of_rights(self, item: Item, state: State) -> Iterator[Move]:
        """What became of the rights that the entry touched; where share units changed, of all of them."""
        restated = state.units is not self.units and state.units != self.units
        self.units = state.units
        touched = {name for name in state.course.touched if name in state.rights}
        for name in sorted(touched | self.held.keys() if restated else touched):
            before, now = self.held.get(name), _held(state, state.rights[name])
            if before != now:
                self.held[name] = now
                yield from _moves(item.recorded.entry, state.rights[name], before, now, restated=restated)


def _held(state: State, right: Right) -> Held:
    option, convertible = right.outstanding("option"), right.outstanding("convertible")
    units = state.units
    return Held(right.holder, *((option, convertible) if units is ONE else (option * units, convertible * units)))


def _moves(entry: AnyEntry, right: Right, before: Held | None, now: Held, *, restated: bool) -> Iterator[Move]:
    """What became of a right, stage by stage, and first whether somebody else has it now."""
    was = before or Held(now.holder, 0, 0)
    price = _price_of_right(entry, right)
    for stage, had, has in (("option", was.option, now.option), ("convertible", was.convertible, now.convertible)):
        if had and was.holder != now.holder:
            yield Move(entry, stage, ("holder", was.holder), ("holder", now.holder), had, right=right.name)
        holder = ("holder", now.holder)
        if has > had:
            given = price if before is None else None
            yield Move(entry, stage, UNISSUED, holder, has - had, restated, right.name, given)
        for target, less in _gone(entry, had - has, restated=restated):
            paid = price if target is EXERCISED and now.convertible > was.convertible else None
            yield Move(entry, stage, holder, target, less, restated, right.name, paid)


def _gone(entry: AnyEntry, less: Fraction | int, *, restated: bool) -> Iterator[tuple[End, Fraction | int]]:
    """Where went what is no longer outstanding: what is given up for the price of an exercise has ended (A29)."""
    if less <= 0:
        return
    if not isinstance(entry, RightExercised):
        yield (UNISSUED if restated else ENDED), less
        return
    out = min(less, entry.shares)
    yield EXERCISED, out
    if less > out:
        yield ENDED, less - out


def _of_shares(item: Item, state: State) -> Iterator[Move]:
    if not state.register.moved:
        return
    entry, entries = item.recorded.entry, {item.recorded.id: item.recorded.entry}
    if item.automatic:
        entries |= {one.id: one.entry for one in item.automatic}
    assumed = set(_assumed(entries, state))
    right = entry.right if isinstance(entry, RightExercised) else None
    price = _price_of_shares(entry, state)
    for one in state.register.moved:
        moved_by = entries[one.entry]
        by_hand = one.entry == item.recorded.id and not one.restated
        yield Move(
            moved_by,
            one.stock,
            _end(one.source),
            _end(one.target),
            one.shares,
            one.restated,
            right,
            price if by_hand else None,
            one.entry in assumed and one.stock == "common",
        )


def _assumed(entries: Iterable[str], state: State) -> Iterator[str]:
    """Of these entries the conversions of which nobody stated how many shares were delivered."""
    for one in reversed(state.conversions):
        if one.entry not in entries:
            return
        if not one.stated:
            yield one.entry


def _end(one: str | Place) -> End:
    return (one.value, None) if isinstance(one, Place) else ("holder", one)


def _price_of_shares(entry: AnyEntry, state: State) -> Fraction | None:
    """What was paid for each share that an entry issues, sells or buys; None where that is no matter of it."""
    match entry:
        case SeriesDIssued(consideration=given) if given == Consideration():
            return None  # nothing follows from what was paid for it, so nobody need say it
        case CommonIssued() | SeriesDIssued() | TreasuryDisposed():
            return net_of(entry) / entry.shares
        case TreasuryAcquired():
            return entry.price
        case RightExercised(withheld=None):
            return _paid_on_exercise(entry, state.rights[entry.right])
        case _:
            return None


def _price_of_right(entry: AnyEntry, right: Right) -> Fraction | None:
    """What was paid for each share of a right that is granted, or of an option that becomes a Convertible Security."""
    if isinstance(entry, OptionGranted | ConvertibleIssued):
        return net_of(entry) / entry.shares
    became = [lot for lot in right.lots if lot.became_by == entry.id and isinstance(entry, RightExercised)]
    shares = Fraction(sum(lot.shares for lot in became))
    if not shares or not isinstance(entry, RightExercised) or entry.withheld is not None:
        return None
    return sum((Fraction(lot.received or 0) for lot in became), NOTHING) / entry.shares


def _paid_on_exercise(entry: RightExercised, right: Right) -> Fraction:
    """The exercise price, or the further price on conversion, of the lots that came out, on average."""
    out = [lot for lot in right.lots if lot.out_by == entry.id and not lot.given_up]
    money = sum(
        (Fraction(lot.shares * (lot.exercise_price if lot.stage == "option" else lot.conversion_price)) for lot in out),
        NOTHING,
    )
    return money / entry.shares


def net_of(entry: Issuing) -> Fraction:
    """The consideration as section 4E(5) counts it: less what is deducted, never below zero; none for a dividend."""
    given = entry.consideration
    if getattr(entry, "dividend_on", None) is not None:
        return NOTHING
    received, deducted = _sum(given.cash, given.property), _sum(given.expenses, given.additional_rights)
    return max(received - deducted, NOTHING) if deducted else received


def _sum(one: Fraction, other: Fraction) -> Fraction:
    return one + other if other else one  # nearly always there is no second one, and fractions add up slowly


def rows_of_movements(company: str, found: Iterable[Numbered], log: Sequence[Recorded]) -> Iterator[Row]:
    """The rows of these movements; the log says which entries are late, and which stand corrected."""
    latest = _latest_before(log)
    for one in found:
        item, move = one.item, one.move
        stands = item.recorded
        late = item.key.day < latest[stands.position - 1]
        edited = stands.entry is not log[stands.position - 1].entry
        whole = move.shares if isinstance(move.shares, int) else _whole(move.shares)
        paid = None if move.per_share is None else move.per_share * move.shares
        yield (
            *(company, one.number, one.place, item.key.day, move.entry.id or "", move.entry.type),
            *(move.stock, move.right, *move.source, *move.target),
            *(whole, *number(move.shares), *number(move.per_share), *number(paid)),
            *(move.restated, move.assumed, late, edited),
        )


def _whole(shares: Fraction) -> int | None:
    return int(shares) if shares.denominator == 1 else None


def _latest_before(log: Iterable[Recorded]) -> list[date]:
    """By its place in the log, the latest day of all that was recorded before an entry."""
    facts = (
        one.entry.effective if in_timeline(one) and not isinstance(one.entry, SeriesDAutoConverted) else date.min
        for one in log
    )
    return [date.min, *accumulate(facts, max)]

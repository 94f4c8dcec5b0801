"""The lots of options and convertibles: where their shares, prices and grant money come from (4E(1) to 4E(3)).

A lot here stands beside the engine's lot of the same place in the right, through exercise, change and end. Which lots
an entry takes the engine's own `take` says.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.options import stage_of
from ledger.events import (
    CommonIssued,
    Consideration,
    ConvertibleIssued,
    Issuing,
    OfRight,
    OptionGranted,
    RightChanged,
    RightExercised,
    RightTerminated,
)
from ledger.log.recorded import Recorded
from ledger.numbers.exact import plain
from ledger.price.rights import Lot, Right, take
from ledger.working import Expression, Greatest, Less, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, fact, part_of, received, total
from projections.workings.units import Quantity, Units

Grant = OptionGranted | ConvertibleIssued
_CONSIDERATION = Kind("the consideration for entry {}", "4E(5)", "money")
_WITHOUT_CONSIDERATION = _CONSIDERATION._replace(
    readings=("A18",),
    sentence="What is paid as a dividend on another stock counts as issued without consideration (4E(4)).",
)
_NET = _CONSIDERATION._replace(
    readings=("A35",),
    sentence="It is net of expenses and of what belongs to rights issued beside it, and never below zero.",
)
_COUNTED = Kind("the number of shares {} by entry {}", "4E(3)", "Common", ("A22",))
_CHANGED = Kind("the number of shares of a lot as changed by entry {}", "4E(3)", "Common", ("A32",))
_GRANT_MONEY = Kind(
    "what was paid for the grant of the shares {} by entry {}",
    "4E(3)",
    "money",
    ("A23",),
    "Money paid for a grant goes with its shares, pro rata.",
)


@dataclass(frozen=True, slots=True)
class LotTold:
    """Where the figures of a lot come from: shares, prices per share, and its part of what was paid for the grant."""

    shares: Quantity
    exercise_price: Quantity
    conversion_price: Quantity
    money: Expression


@dataclass(frozen=True, slots=True)
class RightTold:
    """A right, its grant, and its lots in the engine's order."""

    grant: Recorded
    lots: tuple[LotTold, ...]


class _Noted(NamedTuple):
    """An entry that did something to a right, with the right before it and after it."""

    recorded: Recorded
    before: Right | None
    after: Right
    units: Units


@dataclass(slots=True)
class RightsTold:
    """All rights, after each entry that did something to them; they are told when somebody asks."""

    _noted: dict[str, list[_Noted]] = field(default_factory=dict)
    _told: dict[str, list[RightTold]] = field(default_factory=dict)

    def follow(self, recorded: Recorded, before: Right | None, state: State, units: Units) -> None:
        """Note what an entry does to a right; `before` is the right as it was."""
        entry = recorded.entry
        if isinstance(entry, OfRight):
            acts = self._noted.setdefault(entry.right, [])
            acts.append(_Noted(recorded, before, state.rights[entry.right], units))

    def as_they_are(self) -> "RightsTold":
        """Rights that stay as these are now; what is told of one is told of both."""
        return RightsTold({name: acts[:] for name, acts in self._noted.items()}, self._told)

    def acts(self, name: str) -> int:
        """How many entries have done something to a right so far."""
        return len(self._noted.get(name, ()))

    def of(self, name: str, acts: int) -> RightTold:
        """A right after so many of them."""
        told = self._told.setdefault(name, [])
        for one in self._noted[name][len(told) : acts]:
            told.append(_after(one, told[-1] if told else None))
        return told[acts - 1]

    def now(self, name: str) -> RightTold:
        """A right as it now is."""
        return self.of(name, self.acts(name))

    def holder(self, name: str) -> str:
        """To whom a right was granted."""
        return self._noted[name][0].after.holder


def _after(noted: _Noted, told: RightTold | None) -> RightTold:
    recorded, before, after, units = noted
    entry = recorded.entry
    if told is None or before is None:
        return _granted(recorded, after, units)
    act = _Act(recorded, told, before, after, units)
    assert isinstance(entry, RightExercised | RightTerminated | RightChanged)  # noqa: S101  a name is granted once
    return RightTold(told.grant, _changed(act, entry) if isinstance(entry, RightChanged) else _taken(act, entry))


@dataclass(frozen=True, slots=True)
class _Act:
    """An entry that does something to a right, with the right before and after it."""

    recorded: Recorded
    told: RightTold
    before: Right
    after: Right
    units: Units

    def pairs(self) -> Iterator[tuple[Lot, LotTold]]:
        """The lots before it, each beside what is told of it."""
        return zip(self.before.lots, self.told.lots, strict=True)

    def shares_of(self, told: LotTold) -> Expression:
        """The shares of a lot in the units of the entry."""
        return told.shares.shares_in(self.units)


def consideration(recorded: Recorded, figure: Fraction | int) -> Working:
    """What was received for an issue or a grant, net, and never below zero (4E(5), A35); `figure` is what counts."""
    entry = recorded.entry
    given = entry.consideration if isinstance(entry, Issuing) else Consideration()
    found = received(recorded, given)
    kind = _CONSIDERATION
    if isinstance(entry, CommonIssued | Grant) and entry.dividend_on is not None:
        found, kind = NOTHING, _WITHOUT_CONSIDERATION
    elif given.expenses or given.additional_rights:
        found, kind = Greatest((NOTHING, found)), _NET
    return kind.of(figure, found, recorded.id)


def _granted(recorded: Recorded, right: Right, units: Units) -> RightTold:
    entry = recorded.entry
    assert isinstance(entry, Grant)  # noqa: S101  with it a right begins
    exercise = fact(recorded, "exercise_price") if isinstance(entry, OptionGranted) else NOTHING
    conversion = fact(recorded, "conversion_price") if entry.conversion_price else NOTHING
    shares, money = Quantity(fact(recorded, "shares"), units), consideration(recorded, right.lots[0].money)
    return RightTold(recorded, (LotTold(shares, Quantity(exercise, units), Quantity(conversion, units), money),))


# -- a part of a right is exercised, or ends --------------------------------------------------------------------------


def _taken(act: _Act, entry: RightExercised | RightTerminated) -> tuple[LotTold, ...]:
    """The lots after an exercise or a termination, the oldest taken first; money goes with its shares (A22, A23)."""
    stage = stage_of(act.before, entry.stage, "4E(3)")
    shares = act.before.outstanding(stage) if entry.shares is None else plain(entry.shares / act.units.value)
    taken, left = take(act.before, shares, stage)
    gone: list[LotTold] = []
    kept: list[LotTold] = []
    asked: list[Expression] = [] if entry.shares is None else [fact(act.recorded, "shares")]
    for lot, one in act.pairs():
        if len(kept) < len(left) and left[len(kept)] is lot:
            kept.append(one)
        elif taken[len(gone)] is lot:
            gone.append(one)
            asked.append(Less(act.shares_of(one)))
        else:
            part, rest = _split(act, (lot, one), taken[len(gone)], left[len(kept)], total(asked))
            gone.append(part)
            kept.append(rest)
    return (*kept, *gone) if isinstance(entry, RightExercised) else _retained(act, kept, gone, left)


def _split(act: _Act, whole: tuple[Lot, LotTold], part: Lot, rest: Lot, asked: Expression) -> tuple[LotTold, LotTold]:
    """A lot in two: what is taken of it, and what is left."""
    (lot, told), name = whole, act.recorded.id
    every = act.shares_of(told)

    def half(what: str, of: Lot, shares: Expression) -> LotTold:
        counted = _COUNTED.of(of.shares * act.units.value, shares, what, name)
        part = part_of(told.money, counted, every)
        money = told.money if not lot.money else _GRANT_MONEY.of(Fraction(of.money), part, what, name)
        return replace(told, shares=Quantity(counted, act.units), money=money)

    taken = half("taken out of a lot", part, asked)
    return taken, half("left of a lot", rest, Sum((every, Less(taken.shares.expression))))


def _retained(act: _Act, kept: Sequence[LotTold], gone: Sequence[LotTold], left: Sequence[Lot]) -> tuple[LotTold, ...]:
    """What remains after a termination; under `retained` it has the grant money of what ended as well (A23)."""
    after = act.after.lots
    if all(one.money == other.money for one, other in zip(left, after, strict=True)):
        return tuple(kept)
    ended, shares = total(one.money for one in gone), total(map(act.shares_of, kept))
    money = (Sum((one.money, part_of(ended, act.shares_of(one), shares))) for one in kept)
    return tuple(
        replace(one, money=_GRANT_MONEY.of(Fraction(lot.money), formula, "kept", act.recorded.id))
        for one, lot, formula in zip(kept, after, money, strict=True)
    )


# -- the terms of a right change --------------------------------------------------------------------------------------


def _changed(act: _Act, entry: RightChanged) -> tuple[LotTold, ...]:
    """The lots after a change: those still outstanding have the new price, and their part of the new number."""
    stage = stage_of(act.before, entry.stage, "4E(3)")
    changes = [lot.out_by is None and lot.stage == stage for lot in act.before.lots]
    outstanding = total(act.shares_of(one) for one, does in zip(act.told.lots, changes, strict=True) if does)
    return tuple(
        _with_terms(act, entry, one, new, outstanding) if does else one
        for one, new, does in zip(act.told.lots, act.after.lots, changes, strict=True)
    )


def _with_terms(act: _Act, entry: RightChanged, told: LotTold, lot: Lot, outstanding: Expression) -> LotTold:
    changed = told
    for name, given in (("exercise_price", entry.exercise_price), ("conversion_price", entry.conversion_price)):
        if given is not None:
            price = Quantity(fact(act.recorded, name), act.units)
            changed = replace(changed, **{name: price})  # type: ignore[arg-type]
    if entry.shares is None:
        return changed
    old, new = act.shares_of(told), fact(act.recorded, "shares")
    formula = new if old == outstanding else part_of(new, old, outstanding)
    shares = _CHANGED.of(lot.shares * act.units.value, formula, act.recorded.id)
    return replace(changed, shares=Quantity(shares, act.units))

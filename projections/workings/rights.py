"""The lots of options and convertibles: where their shares, prices and grant money come from (4E(1) to 4E(3)).

A lot here stands beside the engine's lot of the same place in the right, through exercise, change and end. Which lots an
entry takes the engine's own `take` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ledger.clauses.options import stage_of
from ledger.events import (
    Consideration,
    ConvertibleIssued,
    Issuing,
    OptionGranted,
    RightChanged,
    RightExercised,
    RightTerminated,
)
from ledger.exact import plain
from ledger.price.rights import Lot, Right, take
from ledger.recorded import Recorded
from ledger.state import State
from ledger.working import Expression, Greatest, Less, Sum, Working
from projections.figures import Figure
from projections.workings.leaves import NOTHING, fact, part_of, received, total
from projections.workings.units import Quantity, Units

Grant = OptionGranted | ConvertibleIssued


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


@dataclass(slots=True)
class RightsTold:
    """All rights as they now are."""

    rights: dict[str, RightTold] = field(default_factory=dict)

    def follow(self, recorded: Recorded, before: Right | None, state: State, units: Units) -> None:
        """Note what an entry does to a right; `before` is the right as it was."""
        entry = recorded.entry
        if isinstance(entry, Grant):
            self.rights[entry.right] = _granted(recorded, entry, state, units)
        elif isinstance(entry, RightExercised | RightTerminated | RightChanged) and before is not None:
            told, after = self.rights[entry.right], state.rights[entry.right]
            if isinstance(entry, RightChanged):
                lots = _changed(recorded, entry, told, before, after, units)
            else:
                lots = _taken(recorded, entry, told, before, after, units)
            self.rights[entry.right] = RightTold(told.grant, lots)


def consideration(recorded: Recorded, figure: Fraction | int) -> Working:
    """What was received for an issue or a grant, net, and never below zero (4E(5), A35); `figure` is what counts."""
    entry = recorded.entry
    given = entry.consideration if isinstance(entry, Issuing) else Consideration()
    found = received(recorded, given)
    sentence, readings = "", tuple[str, ...]()
    if getattr(entry, "dividend_on", None) is not None:
        found, readings = NOTHING, ("A18",)
        sentence = "What is paid as a dividend on another stock counts as issued without consideration (4E(4))."
    elif given.expenses or given.additional_rights:
        found, readings = Greatest((NOTHING, found)), ("A35",)
        sentence = "It is net of expenses and of what belongs to rights issued beside it, and never below zero."
    return Working(
        f"the consideration for entry {recorded.id}",
        "4E(5)",
        "money",
        Figure.of(figure),
        found,
        (),
        readings,
        (),
        sentence,
    )


def _granted(recorded: Recorded, entry: Grant, state: State, units: Units) -> RightTold:
    lot = state.rights[entry.right].lots[0]
    exercise = fact(recorded, "exercise_price") if isinstance(entry, OptionGranted) else NOTHING
    conversion = fact(recorded, "conversion_price") if entry.conversion_price else NOTHING
    shares = Quantity(fact(recorded, "shares"), units)
    return RightTold(
        recorded,
        (LotTold(shares, Quantity(exercise, units), Quantity(conversion, units), consideration(recorded, lot.money)),),
    )


# -- a part of a right is exercised, or ends --------------------------------------------------------------------------


def _taken(
    recorded: Recorded,
    entry: RightExercised | RightTerminated,
    told: RightTold,
    before: Right,
    after: Right,
    units: Units,
) -> tuple[LotTold, ...]:
    """The lots after an exercise or a termination, the oldest taken first; money goes with its shares (A22, A23)."""
    stage = stage_of(before, entry.stage, "4E(3)")
    shares = before.outstanding(stage) if entry.shares is None else plain(entry.shares / units.value)
    taken, left = take(before, shares, stage)
    gone: list[LotTold] = []
    kept: list[LotTold] = []
    asked: list[Expression] = [] if entry.shares is None else [fact(recorded, "shares")]
    for lot, one in zip(before.lots, told.lots, strict=True):
        is_left = len(kept) < len(left) and left[len(kept)] is lot
        if is_left:
            kept.append(one)
        elif taken[len(gone)] is lot:
            gone.append(one)
            asked.append(Less(one.shares.shares_in(units)))
        else:
            part, rest = _split(recorded, lot, one, taken[len(gone)], left[len(kept)], total(asked), units)
            gone.append(part)
            kept.append(rest)
    if isinstance(entry, RightExercised):
        return (*kept, *gone)
    return _retained(recorded, kept, gone, left, after, units)


def _split(
    recorded: Recorded, lot: Lot, told: LotTold, part: Lot, rest: Lot, asked: Expression, units: Units
) -> tuple[LotTold, LotTold]:
    """A lot in two: what is taken of it, and what is left."""
    whole = told.shares.shares_in(units)

    def half(what: str, of: Lot, shares: Expression) -> LotTold:
        figure = Figure.of(of.shares * units.value)
        counted = Working(f"the shares {what} by entry {recorded.id}", "4E(3)", "Common", figure, shares, (), ("A22",))
        money = told.money if not lot.money else _money(recorded, what, of, part_of(told.money, counted, whole))
        return replace(told, shares=Quantity(counted, units), money=money)

    taken = half("taken out of a lot", part, asked)
    return taken, half("left of a lot", rest, Sum((whole, Less(taken.shares.expression))))


def _money(recorded: Recorded, what: str, lot: Lot, formula: Expression) -> Working:
    return Working(
        label=f"what was paid for the grant of the shares {what} by entry {recorded.id}",
        clause="4E(3)",
        unit="money",
        figure=Figure.of(lot.money),
        formula=formula,
        readings=("A23",),
        sentence="Money paid for a grant goes with its shares, pro rata.",
    )


def _retained(
    recorded: Recorded,
    kept: Sequence[LotTold],
    gone: Sequence[LotTold],
    left: Sequence[Lot],
    after: Right,
    units: Units,
) -> tuple[LotTold, ...]:
    """What remains after a termination; under `retained` it has the grant money of what ended as well (A23)."""
    if all(one.money == other.money for one, other in zip(left, after.lots, strict=True)):
        return tuple(kept)
    ended = total(one.money for one in gone)
    shares = total(one.shares.shares_in(units) for one in kept)
    return tuple(
        replace(
            one,
            money=_money(recorded, "kept", lot, Sum((one.money, part_of(ended, one.shares.shares_in(units), shares)))),
        )
        for one, lot in zip(kept, after.lots, strict=True)
    )


# -- the terms of a right change --------------------------------------------------------------------------------------


def _changed(
    recorded: Recorded, entry: RightChanged, told: RightTold, before: Right, after: Right, units: Units
) -> tuple[LotTold, ...]:
    """The lots after a change of terms: those still outstanding have the new price, and their part of the new number."""
    stage = stage_of(before, entry.stage, "4E(3)")
    open_lots = [
        one.shares.shares_in(units)
        for lot, one in zip(before.lots, told.lots, strict=True)
        if lot.out_by is None and lot.stage == stage
    ]
    outstanding = total(open_lots)
    return tuple(
        _with_terms(recorded, entry, one, new, outstanding, units) if lot.out_by is None and lot.stage == stage else one
        for lot, one, new in zip(before.lots, told.lots, after.lots, strict=True)
    )


def _with_terms(
    recorded: Recorded, entry: RightChanged, told: LotTold, lot: Lot, outstanding: Expression, units: Units
) -> LotTold:
    changed = told
    if entry.exercise_price is not None:
        changed = replace(changed, exercise_price=Quantity(fact(recorded, "exercise_price"), units))
    if entry.conversion_price is not None:
        changed = replace(changed, conversion_price=Quantity(fact(recorded, "conversion_price"), units))
    if entry.shares is None:
        return changed
    old = told.shares.shares_in(units)
    shares = Working(
        label=f"the shares of a lot as changed by entry {recorded.id}",
        clause="4E(3)",
        unit="Common",
        figure=Figure.of(lot.shares * units.value),
        formula=fact(recorded, "shares") if old == outstanding else part_of(fact(recorded, "shares"), old, outstanding),
        readings=("A32",),
    )
    return replace(changed, shares=Quantity(shares, units))

"""What becomes of the lots of a right: a part is exercised or ends, or its terms change (4E(1) to 4E(3)).

A lot here stands beside the engine's lot of the same place in the right. Which lots an entry takes the engine's own
`take` says; their figures are the engine's, and here is told what each was made of.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from ledger.clauses.adjustment.options import stage_of
from ledger.events import RightChanged, RightExercised, RightTerminated, Stage
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.numbers.exact import plain
from ledger.price.formula import Number
from ledger.price.rights import Lot, Right, take
from ledger.working import Expression, Less, Product, Sum, Switch
from projections.workings.kinds import Kind
from projections.workings.leaves import ONE, fact, over, part_of, times, total
from projections.workings.units import Quantity, Units

_OF_GRANT = Kind("the part of the grant that the shares {} by entry {} are", "4E(3)", "ratio", ("A59",))
_OF_MONEY = Kind(
    "the part of what was paid for the grant that the shares {} by entry {} keep", "4E(3)", "ratio", ("A23",)
)
_RECEIVED = Kind(
    "what was paid on exercise by entry {}",
    "4E(2)",
    "money",
    ("A32",),
    "It has been received, and does not grow with the rate of the Convertible Security.",
)
_NET_EXERCISE = {
    "terminated": "Shares that are given up for the price have ended unexercised.",
    "exercised": "Shares that are given up for the price are exercised with the rest.",
}
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
    """Where the figures of a lot come from: shares, prices per share, and its part of what was paid for the grant.

    `received` is what was paid when it became a Convertible Security; `of_grant` what part of the grant it is, and
    `of_money` what part of the money for it.
    """

    shares: Quantity
    exercise_price: Quantity
    conversion_price: Quantity
    money: Expression
    received: Expression | None = None
    of_grant: Expression = ONE
    of_money: Expression = ONE


@dataclass(frozen=True, slots=True)
class RightTold:
    """A right, its grant, and its lots in the engine's order."""

    grant: Recorded
    lots: tuple[LotTold, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An entry that does something to a right, with the right before and after it."""

    recorded: Recorded
    told: RightTold
    before: Right
    after: Right
    units: Units
    choices: Interpretations

    def pairs(self) -> Iterator[tuple[Lot, LotTold]]:
        """The lots before it, each beside what is told of it."""
        return zip(self.before.lots, self.told.lots, strict=True)

    def shares_of(self, told: LotTold) -> Expression:
        """The shares of a lot in the units of the entry."""
        return told.shares.shares_in(self.units)


class _Taken(NamedTuple):
    """Lots of a right in two: what was taken, the oldest first, and what is left; each with what is told of it."""

    gone: list[tuple[Lot, LotTold]]
    left: list[tuple[Lot, LotTold]]


def exercised(act: Act, entry: RightExercised) -> tuple[LotTold, ...]:
    """The lots after an exercise; what is withheld ends, or goes the same way without Common for it (A29)."""
    stage, base = stage_of(act.before, entry.stage, "4E(1)"), act.units.value
    shares, withheld = plain(entry.shares / base), plain((entry.withheld or 0) / base)
    asked = [fact(act.recorded, "shares")]
    becomes = stage == "option" and act.before.two_stages
    also = act.choices.net_exercise == "exercised"
    taken = _take(act, stage, shares, asked)
    out = [_became(act, *pair) if becomes else (replace(pair[0], out_by=entry.id), pair[1]) for pair in taken.gone]
    act = _having(act, [*taken.left, *out])
    if not withheld:
        return act.told.lots
    taken = _take(act, stage, withheld, [fact(act.recorded, "withheld")], "withheld out of a lot")
    if also:
        # what went for the price stands behind what was delivered
        return tuple(told for _, told in (*taken.left, *taken.gone))
    return _retained(act, taken)


def _became(act: Act, lot: Lot, told: LotTold) -> tuple[Lot, LotTold]:
    """A lot that becomes a Convertible Security: its exercise money is received (A32)."""
    after = lot.became_convertible(act.recorded.id)
    assert after.received is not None  # noqa: S101  it has been
    paid = Product((act.shares_of(told), told.exercise_price.price_in(act.units)))
    return after, replace(told, received=_RECEIVED.of(Fraction(after.received), paid, act.recorded.id))


def terminated(act: Act, entry: RightTerminated) -> tuple[LotTold, ...]:
    """The lots after a termination, the oldest taken first; money goes with its shares (A22, A23)."""
    stage = stage_of(act.before, entry.stage, "4E(3)")
    shares = act.before.outstanding(stage) if entry.shares is None else plain(entry.shares / act.units.value)
    return _retained(act, _take(act, stage, shares, [] if entry.shares is None else [fact(act.recorded, "shares")]))


def _having(act: Act, pairs: Sequence[tuple[Lot, LotTold]]) -> Act:
    """The same act, with the lots as they are after a part of it."""
    right = replace(act.before, lots=tuple(lot for lot, _ in pairs))
    return replace(act, before=right, told=RightTold(act.told.grant, tuple(told for _, told in pairs)))


def _take(
    act: Act, stage: Stage | None, shares: Number, stated: Sequence[Expression], what: str = "taken out of a lot"
) -> _Taken:
    """So many shares of the open lots; the engine's own `take` says which."""
    taken, left = take(act.before, shares, stage)
    found = _Taken([], [])
    asked = list(stated)
    for lot, one in act.pairs():
        if len(found.left) < len(left) and left[len(found.left)] is lot:
            found.left.append((lot, one))
        elif taken[len(found.gone)] is lot:
            found.gone.append((lot, one))
            asked.append(Less(act.shares_of(one)))
        else:
            halves = taken[len(found.gone)], left[len(found.left)]
            part, rest = _split(act, (lot, one), *halves, total(asked), what)
            found.gone.append((halves[0], part))
            found.left.append((halves[1], rest))
    return found


def _split(  # noqa: PLR0913, PLR0917
    act: Act, whole: tuple[Lot, LotTold], part: Lot, rest: Lot, asked: Expression, taken_how: str
) -> tuple[LotTold, LotTold]:
    """A lot in two: what is taken of it, and what is left."""
    (lot, told), name = whole, act.recorded.id
    every = act.shares_of(told)
    net = isinstance(act.recorded.entry, RightExercised) and act.recorded.entry.withheld is not None
    kind, switches = _COUNTED, tuple[Switch, ...]()
    if net:
        chosen = act.choices.net_exercise
        kind = _COUNTED._replace(readings=("A22", "A29"), sentence=_NET_EXERCISE[chosen])
        switches = (Switch("net_exercise", chosen),)

    def half(what: str, of: Lot, shares: Expression) -> LotTold:
        counted = kind.of(of.shares * act.units.value, shares, what, name, switches=switches)
        money, received_ = told.money, told.received
        if lot.money:
            money = _GRANT_MONEY.of(Fraction(of.money), part_of(money, counted, every), what, name)
        if received_ is not None and of.received is not None:
            received_ = _RECEIVED.of(Fraction(of.received), part_of(received_, counted, every), name)
        of_grant = _OF_GRANT.of(Fraction(of.of_grant), over(times(counted, told.of_grant), every), what, name)
        of_money: Expression = of_grant
        if told.of_money is not told.of_grant:
            of_money = _OF_MONEY.of(Fraction(of.of_money), over(times(counted, told.of_money), every), what, name)
        shares_now = Quantity(counted, act.units)
        return LotTold(shares_now, told.exercise_price, told.conversion_price, money, received_, of_grant, of_money)

    taken = half(taken_how, part, asked)
    return taken, half("left of a lot", rest, Sum((every, Less(taken.shares.expression))))


def _retained(act: Act, taken: _Taken) -> tuple[LotTold, ...]:
    """What remains after a termination; under `retained` it has the grant money of what ended as well (A23)."""
    after, kept = act.after.lots, [told for _, told in taken.left]
    if all(lot.of_money == other.of_money for (lot, _), other in zip(taken.left, after, strict=True)):
        return tuple(kept)
    shares, name = total(map(act.shares_of, kept)), act.recorded.id
    ended, parts = total(told.money for _, told in taken.gone), total(told.of_money for _, told in taken.gone)

    def keeping(one: LotTold, before: Lot, lot: Lot) -> LotTold:
        if lot.of_money == before.of_money:
            return one
        part = Sum((one.of_money, part_of(parts, act.shares_of(one), shares)))
        found = replace(one, of_money=_OF_MONEY.of(Fraction(lot.of_money), part, "kept", name))
        if lot.money == before.money:
            return found
        money = Sum((one.money, part_of(ended, act.shares_of(one), shares)))
        return replace(found, money=_GRANT_MONEY.of(Fraction(lot.money), money, "kept", name))

    return tuple(keeping(one, before, lot) for one, (before, _), lot in zip(kept, taken.left, after, strict=True))


# -- the terms of a right change --------------------------------------------------------------------------------------


def changed(act: Act, entry: RightChanged) -> tuple[LotTold, ...]:
    """The lots after a change: those still outstanding have the new price, and their part of the new number."""
    stage = stage_of(act.before, entry.stage, "4E(3)")
    changes = [lot.out_by is None and lot.stage == stage for lot in act.before.lots]
    outstanding = total(act.shares_of(one) for one, does in zip(act.told.lots, changes, strict=True) if does)
    return tuple(
        _with_terms(act, entry, one, new, outstanding) if does else one
        for one, new, does in zip(act.told.lots, act.after.lots, changes, strict=True)
    )


def _with_terms(act: Act, entry: RightChanged, told: LotTold, lot: Lot, outstanding: Expression) -> LotTold:
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

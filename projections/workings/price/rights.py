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
    Stage,
)
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.numbers.exact import plain
from ledger.price.deductions import net_of, remaining
from ledger.price.formula import Number
from ledger.price.rights import Lot, Right, take
from ledger.working import Expression, Greatest, Less, Product, Quotient, Sum, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, fact, over, part_of, received, times, total
from projections.workings.units import Quantity, Units

Grant = OptionGranted | ConvertibleIssued
_UNWOUND = Switch("unit_lapse", "unwound")
Acts = tuple[tuple[Right, int], ...]
"""Rights, each after so many acts."""
_CONSIDERATION = Kind("the consideration for entry {}", "4E(5)", "money")
_WITHOUT_CONSIDERATION = _CONSIDERATION._replace(
    readings=("A18",),
    sentence="What is paid as a dividend on another stock counts as issued without consideration (4E(4)).",
)
_NET = _CONSIDERATION._replace(
    readings=("A35",),
    sentence="It is net of expenses and of what belongs to rights issued beside it, and never below zero.",
)
_UNTIL_IT_ENDS = _NET._replace(
    readings=("A35", "A59"),
    sentence="It is net of expenses and, as far as they have not ended, of the value of the rights issued beside it; "
    "never below zero.",
)
_STANDING = Kind(
    "the part of what is deducted for {} that still stands",
    "4E(5)",
    "ratio",
    ("A59",),
    "What is deducted belongs to the rights of the transaction, in proportion to the money for their grants, or else "
    "to their shares; a part that ends takes its part with it.",
)
_OF_GRANT = Kind("the part of the grant that the shares {} by entry {} are", "4E(3)", "ratio", ("A59",))
_GIVEN_BACK = Kind(
    "what was paid for the grant of a lot of {}, with what entry {} gives back,",
    "4E(5)",
    "money",
    ("A59",),
    "Of the deduction for rights that end nothing is deducted any more.",
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

    `received` is what was paid when it became a Convertible Security; `of_grant` what part of the grant it is.
    """

    shares: Quantity
    exercise_price: Quantity
    conversion_price: Quantity
    money: Expression
    received: Expression | None = None
    of_grant: Expression = ONE


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
    choices: Interpretations
    ended: tuple[Acts, Acts] | None = None
    """Of a right that was sold with one that ends: all of the transaction, just before and after (A59)."""


@dataclass(slots=True)
class RightsTold:
    """All rights, after each entry that did something to them; they are told when somebody asks."""

    _noted: dict[str, list[_Noted]] = field(default_factory=dict)
    _told: dict[str, list[RightTold]] = field(default_factory=dict)

    def follow(self, recorded: Recorded, before: Right | None, state: State, units: Units) -> None:
        """Note what an entry does to a right; `before` is the right as it was."""
        entry = recorded.entry
        if not isinstance(entry, OfRight):
            return
        right, choices = state.rights[entry.right], state.terms.interpretations
        self._noted.setdefault(entry.right, []).append(_Noted(recorded, before, right, units, choices))
        if right.transaction is None or before is None:
            return
        beside = [one for one in state.rights.values() if one.transaction == right.transaction]
        after = tuple((one, self.acts(one.name)) for one in beside)
        earlier = tuple(
            (before, acts - 1) if one is right else (self._noted[one.name][-1].after, acts) for one, acts in after
        )
        for one, (last, _) in zip(beside, earlier, strict=True):
            if one.lots != last.lots and one is not right:
                noted = _Noted(recorded, last, one, units, choices, (earlier, after))
                self._noted[one.name].append(noted)

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
            told.append(_after(self, one, told[-1] if told else None))
        return told[acts - 1]

    def now(self, name: str) -> RightTold:
        """A right as it now is."""
        return self.of(name, self.acts(name))

    def holder(self, name: str) -> str:
        """To whom a right was granted."""
        return self._noted[name][0].after.holder


def _after(rights: RightsTold, noted: _Noted, told: RightTold | None) -> RightTold:
    recorded, before, after, units, choices, ended = noted
    if told is None or before is None:
        return _granted(recorded, after, units)
    act = _Act(recorded, told, before, after, units, choices)
    match recorded.entry:
        case _ if ended is not None:
            lots = _given_back(rights, act, *ended)
        case RightChanged() as entry:
            lots = _changed(act, entry)
        case RightExercised() as entry:
            lots = _exercised(act, entry)
        case RightTerminated() as entry:
            lots = _terminated(act, entry)
        case _:
            raise AssertionError("a name is granted once")
    return RightTold(told.grant, lots)


@dataclass(frozen=True, slots=True)
class _Act:
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


def consideration(recorded: Recorded, figure: Fraction | int, standing: Expression = ONE) -> Working:
    """What was received for an issue or a grant, net, and never below zero (4E(5), A35); `figure` is what counts.

    `standing` is the part of the deduction for Additional Rights that still stands (A59).
    """
    entry = recorded.entry
    given = entry.consideration if isinstance(entry, Issuing) else Consideration()
    found = received(recorded, given, standing)
    kind = _CONSIDERATION
    if isinstance(entry, CommonIssued | Grant) and entry.dividend_on is not None:
        found, kind = NOTHING, _WITHOUT_CONSIDERATION
    elif given.expenses or given.additional_rights:
        found, kind = Greatest((NOTHING, found)), _NET if standing is ONE else _UNTIL_IT_ENDS
    return kind.of(figure, found, recorded.id)


def _granted(recorded: Recorded, right: Right, units: Units) -> RightTold:
    entry = recorded.entry
    assert isinstance(entry, Grant)  # noqa: S101  with it a right begins
    exercise = fact(recorded, "exercise_price") if isinstance(entry, OptionGranted) else NOTHING
    conversion = fact(recorded, "conversion_price") if entry.conversion_price else NOTHING
    shares, money = Quantity(fact(recorded, "shares"), units), consideration(recorded, right.lots[0].money)
    return RightTold(recorded, (LotTold(shares, Quantity(exercise, units), Quantity(conversion, units), money),))


# -- what is deducted for rights sold with others ----------------------------------------------------------------------


def standing_of(rights: RightsTold, beside: Acts) -> Expression:
    """The part of a deduction that still stands, by the rights of its transaction after so many acts (A59)."""
    every = [right for right, _ in beside]
    part = remaining(every)
    if part == 1:
        return ONE
    by_money = any(one.granted_money for one in every)
    parts, weights = list[Expression](), list[Expression]()
    for right, acts in beside:
        granted = rights.of(right.name, 1).lots[0]
        weight = granted.money if by_money else granted.shares.expression
        left = total(one.of_grant for one in rights.of(right.name, acts).lots)
        weights.append(weight)
        parts.append(times(weight, left))
    formula = left if len(beside) == 1 else Quotient(total(parts), total(weights))
    return _STANDING.of(part, formula, " and ".join(one.name for one in every), switches=(_UNWOUND,))


def _given_back(rights: RightsTold, act: "_Act", earlier: Acts, later: Acts) -> tuple[LotTold, ...]:
    """The lots of a right from whose consideration less is deducted now that a right sold with it has ended (A59)."""

    def net(every: Acts) -> Working:
        beside = tuple((one, acts) for one, acts in every if one.name != act.before.name)
        figure = net_of(act.before.gross, act.before.deducted, remaining([one for one, _ in beside]))
        return consideration(act.told.grant, figure, standing_of(rights, beside))

    more = Sum((net(later), Less(net(earlier))))
    return tuple(
        replace(
            told,
            money=_GIVEN_BACK.of(
                Fraction(lot.money), Sum((told.money, times(more, told.of_grant))), act.before.name, act.recorded.id
            ),
        )
        for lot, told in zip(act.after.lots, act.told.lots, strict=True)
    )


# -- a part of a right is exercised, or ends --------------------------------------------------------------------------


class _Taken(NamedTuple):
    """Lots of a right in two: what was taken, the oldest first, and what is left; each with what is told of it."""

    gone: list[tuple[Lot, LotTold]]
    left: list[tuple[Lot, LotTold]]


def _exercised(act: _Act, entry: RightExercised) -> tuple[LotTold, ...]:
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


def _became(act: _Act, lot: Lot, told: LotTold) -> tuple[Lot, LotTold]:
    """A lot that becomes a Convertible Security: its exercise money is received (A32)."""
    after = lot.became_convertible(act.recorded.id)
    assert after.received is not None  # noqa: S101  it has been
    paid = Product((act.shares_of(told), told.exercise_price.price_in(act.units)))
    return after, replace(told, received=_RECEIVED.of(Fraction(after.received), paid, act.recorded.id))


def _terminated(act: _Act, entry: RightTerminated) -> tuple[LotTold, ...]:
    """The lots after a termination, the oldest taken first; money goes with its shares (A22, A23)."""
    stage = stage_of(act.before, entry.stage, "4E(3)")
    shares = act.before.outstanding(stage) if entry.shares is None else plain(entry.shares / act.units.value)
    return _retained(act, _take(act, stage, shares, [] if entry.shares is None else [fact(act.recorded, "shares")]))


def _having(act: _Act, pairs: Sequence[tuple[Lot, LotTold]]) -> _Act:
    """The same act, with the lots as they are after a part of it."""
    right = replace(act.before, lots=tuple(lot for lot, _ in pairs))
    return replace(act, before=right, told=RightTold(act.told.grant, tuple(told for _, told in pairs)))


def _take(
    act: _Act, stage: Stage | None, shares: Number, stated: Sequence[Expression], what: str = "taken out of a lot"
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
    act: _Act, whole: tuple[Lot, LotTold], part: Lot, rest: Lot, asked: Expression, taken_how: str
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
        shares_now = Quantity(counted, act.units)
        return replace(told, shares=shares_now, money=money, received=received_, of_grant=of_grant)

    taken = half(taken_how, part, asked)
    return taken, half("left of a lot", rest, Sum((every, Less(taken.shares.expression))))


def _retained(act: _Act, taken: _Taken) -> tuple[LotTold, ...]:
    """What remains after a termination; under `retained` it has the grant money of what ended as well (A23)."""
    after, kept = act.after.lots, [told for _, told in taken.left]
    if all(lot.money == other.money for (lot, _), other in zip(taken.left, after, strict=True)):
        return tuple(kept)
    ended, shares = total(told.money for _, told in taken.gone), total(map(act.shares_of, kept))
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

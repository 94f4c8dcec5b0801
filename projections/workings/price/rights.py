"""The lots of options and convertibles: where their shares, prices and grant money come from (4E(1) to 4E(3)).

A right is told from its grant on, entry by entry. What becomes of its lots `projections.workings.price.parts` tells;
here stand the grant, its consideration (4E(5)), and what is deducted for rights sold with others (A59).
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
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
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.price.deductions import net_of, remaining
from ledger.price.rights import Right
from ledger.working import Expression, Greatest, Less, Quotient, Sum, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, fact, received, times, total
from projections.workings.price.parts import Act, LotTold, RightTold, changed, exercised, terminated
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
_GIVEN_BACK = Kind(
    "what was paid for the grant of a lot of {}, with what entry {} gives back,",
    "4E(5)",
    "money",
    ("A59",),
    "Of the deduction for rights that end nothing is deducted any more.",
)


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
    act = Act(recorded, told, before, after, units, choices)
    match recorded.entry:
        case _ if ended is not None:
            lots = _given_back(rights, act, *ended)
        case RightChanged() as entry:
            lots = changed(act, entry)
        case RightExercised() as entry:
            lots = exercised(act, entry)
        case RightTerminated() as entry:
            lots = terminated(act, entry)
        case _:
            raise AssertionError("a name is granted once")
    return RightTold(told.grant, lots)


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


def _given_back(rights: RightsTold, act: Act, earlier: Acts, later: Acts) -> tuple[LotTold, ...]:
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
                Fraction(lot.money), Sum((told.money, times(more, told.of_money))), act.before.name, act.recorded.id
            ),
        )
        for lot, told in zip(act.after.lots, act.told.lots, strict=True)
    )

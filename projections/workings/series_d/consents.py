"""Consents, told: who consented with how many shares, and whether they are enough (6, 9, 10, A52)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.amendment import NEEDS_ALL, consenting
from ledger.events import AdjustmentWaived, ConsentGiven, Following, ProtectedActionTaken, SeriesDSplit, TermsAmended
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded, is_less
from ledger.working import Comparison, Expression, Least, Less, Number, Product, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, fact, total
from projections.workings.registers import ROUNDED, Registers
from projections.workings.series_d.preference import PreferenceTold
from projections.workings.tally import Tally
from projections.workings.units import ratio_of

_CONSENTING = Kind(
    "the Series D that consents to {}",
    "10",
    "Series D",
    (),
    "The latest consent of a holder counts, for no more than it holds at the moment of the act.",
)
_PRIOR = Kind("whether the consent of {} in entry {} came before the act", "10", "test")
_PRIOR_OF_ALL = _PRIOR._replace(sentence="It names no number, so all that the holder has counts.")
_OF_ALL = Kind(
    "whether all of the Series D consents to {}",
    "9",
    "test",
    ("A52",),
    "It fixes the price or what Series D converts into, so all holders must consent.",
)
_OF_A_MAJORITY = Kind(
    "whether more than half of the Series D consents to {}",
    "9",
    "test",
    ("A52",),
    "More than half of the Series D outstanding must consent before the act.",
)
_PAID_IN_FULL = Kind(
    "whether entry {} pays the Liquidation Preference in cash",
    "6",
    "test",
    (),
    "A liquidation that pays it in full needs no consent (6(b)).",
)


class Given(NamedTuple):
    """With how many shares a holder consented (None: with all that it holds), whether in writing, by which entry."""

    shares: Expression | None
    written: bool
    by: Recorded


@dataclass(slots=True)
class ConsentsTold:
    """The consents to each proposal so far."""

    consents: dict[str, dict[str, tuple[Given, ...]]] = field(default_factory=dict)

    def follow(self, recorded: Recorded, registers: Registers) -> None:
        """Note a consent; a split of the Series D restates the shares of all, and consents go with their holders.

        `registers` are those just before the entry.
        """
        entry = recorded.entry
        if isinstance(entry, ConsentGiven):
            shares = None if entry.shares is None else fact(recorded, "shares")
            given = Given(shares, entry.form == "written", recorded)
            self.consents.setdefault(entry.action, {})[entry.holder] = (given,)
        elif isinstance(entry, SeriesDSplit):
            ratio, rounded = ratio_of(recorded), ROUNDED[entry.fractions]
            for of_action in self.consents.values():
                for holder, ones in of_action.items():
                    of_action[holder] = tuple(
                        one if one.shares is None else one._replace(shares=rounded(Product((one.shares, ratio))))
                        for one in ones
                    )
        elif isinstance(entry, Following):
            for of_action in self.consents.values():
                own, other = of_action.pop(entry.from_, ()), of_action.pop(entry.after, ())
                held = {name: registers.series_d.get(name) for name in (entry.from_, entry.after)}
                into = held[entry.after]
                if (own or other) and into is not None and into.figure:
                    own = (*_limited(other, into), *_limited(own, held[entry.from_]))
                if own:
                    of_action[entry.after] = own

    def agreed(self, state: State, registers: Registers, action: str, act: Recorded, *, written: bool) -> Working:
        """The Series D whose holders have consented to an act, as held now; each consent is cited."""
        parts, prior = [], []
        for holder, ones in self.consents.get(action, {}).items():
            given = [one for one in ones if one.written or not written]
            if state.series_d.get(holder) and given:
                held = registers.series_d[holder].working()
                shares = [one.shares for one in given if one.shares is not None]
                parts.append(held if len(shares) < len(given) else Least((held, total(shares))))
                prior += [_came_before(holder, one, act) for one in given]
        figure = consenting(state, action, written=written)
        return _CONSENTING.of(figure, total(parts), action, conditions=tuple(prior))


def _limited(given: Sequence[Given], held: Tally | None) -> Iterator[Given]:
    """Consents for no more than their holder has when it becomes one with another."""
    left: list[Expression] = [NOTHING if held is None else held.working()]
    for one in given:
        shares = total(left) if one.shares is None else Least((total(left), one.shares))
        left.append(Less(shares))
        yield one._replace(shares=shares)


def _came_before(holder: str, given: Given, act: Recorded) -> Working:
    formula = Comparison(fact(act, "effective"), "at least", fact(given.by, "effective"))
    kind = _PRIOR_OF_ALL if given.shares is None else _PRIOR
    return kind.of(True, formula, holder, given.by.id)  # noqa: FBT003  they stand in this order


def threshold(
    consents: ConsentsTold, state: State, registers: Registers, preference: PreferenceTold, recorded: Recorded
) -> dict[str, Working]:
    """Whether an act had the consent that it needs, at the moment just before it; nothing where it needs none."""
    entry = recorded.entry
    match entry:
        case ProtectedActionTaken() if entry.kind == "liquidation_plan" and entry.cash_per_share is not None:
            paid = _pays_in_full(state, preference, recorded, entry.cash_per_share)
            if paid.figure:
                return {"paid_in_full": paid}
            return {"paid_in_full": paid} | _consent(
                consents, state, registers, recorded, entry.action, "6", of_all=False
            )
        case ProtectedActionTaken():
            return _consent(consents, state, registers, recorded, entry.action, "6", of_all=False)
        case TermsAmended():
            return _consent(consents, state, registers, recorded, entry.action, "9", of_all=entry.term in NEEDS_ALL)
        case AdjustmentWaived():
            of_all = state.course.has_moved_by(entry.entry)
            return _consent(consents, state, registers, recorded, entry.action, "9", of_all=of_all)
        case _:
            return {}


def _consent(  # noqa: PLR0913, PLR0917
    consents: ConsentsTold,
    state: State,
    registers: Registers,
    act: Recorded,
    action: str,
    clause: str,
    *,
    of_all: bool,
) -> dict[str, Working]:
    if not state.series_d_outstanding:
        return {}
    agreed = consents.agreed(state, registers, action, act, written=clause == "9")
    outstanding = registers.series_d_outstanding.working()
    figure, needed = int(agreed.amount), state.series_d_outstanding
    if of_all:
        kind, met, formula = _OF_ALL, figure == needed, Comparison(agreed, "equal to", outstanding)
    else:
        kind, met = _OF_A_MAJORITY, figure * 2 > needed
        formula = Comparison(Product((Number(2), agreed)), "above", outstanding)
    return {"consent": kind._replace(clause=clause).of(met, formula, action)}


def _pays_in_full(state: State, preference: PreferenceTold, recorded: Recorded, cash: Fraction) -> Working:
    formula = Comparison(fact(recorded, "cash_per_share"), "at least", preference.working())
    return _PAID_IN_FULL.of(not is_less(Bounded.of(cash), state.preference), formula, recorded.id)

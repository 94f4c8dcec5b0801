"""Workings for a program: a list of them, each with its formula, that refer to each other by id, and the entries cited.

Their shape is in `projections.render.json.working_types`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, assert_never

from ledger import working as rules
from ledger.events import write_entry
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure, Num
from ledger.working import Expression, Switch, Working, children, ends, family
from projections.answers.listing.entry import is_assumed
from projections.certificate.readings import SWITCHES, is_default, relied_on_as
from projections.explain.balances import Accounts
from projections.render.json import working_types as told
from projections.render.json.serialize import as_json


@dataclass(slots=True)
class Listing:
    """Workings in the order in which they are first met, each under an id."""

    everything: bool = False
    ids: dict[Working, str] = field(default_factory=dict)
    listed: dict[Working, None] = field(default_factory=dict)
    reached: dict[Working, None] = field(default_factory=dict)
    """What would be listed if nothing were left out."""
    _nums: dict[int, Num] = field(default_factory=dict)

    def add(self, working: Working, depth: int | None = None) -> str:
        """List a working and what it rests on, down to a depth; answers its id."""
        self.reach(working)
        if depth is None:
            _add_all(working, self.listed)
        else:
            self.listed |= dict.fromkeys(family(working, depth))
        return self.id_of(working)

    def add_any(self, working: Working | None, depth: int | None = None) -> str | None:
        """The same where there may be none."""
        return None if working is None else self.add(working, depth)

    def reach(self, working: Working) -> None:
        """Count a working, and what it rests on, among what could be listed."""
        _add_all(working, self.reached)

    def id_of(self, working: Working) -> str:
        """The id of a working."""
        return self.ids.setdefault(working, f"w{len(self.ids) + 1}")

    def workings(self, roots: Mapping[str, str], entries: Mapping[str, Recorded]) -> told.Workings:
        """All that is listed, and the entries cited in it."""
        listed = [self._working(one) for one in self.listed]
        left_out = told.LeftOut(len(self.reached.keys() - self.listed.keys()))
        cited = {name: placed(entries[name], delivered=True) for name in _cited(self.listed) if name in entries}
        return told.Workings(roots, listed, left_out, cited)

    def _working(self, one: Working) -> told.Listed:
        return told.Listed(
            id=self.id_of(one),
            label=one.label,
            clause=one.clause,
            unit=one.unit,
            figure=self._figure(one.figure),
            formula=self._expression(one.formula),
            conditions=[self.id_of(condition) for condition in one.conditions],
            readings=[told.Reading(name, relied_on_as(name, one.switches)) for name in one.readings],
            switches=[chosen(switch) for switch in one.switches],
            sentence=one.sentence,
        )

    def _figure(self, figure: Figure | Fraction | bool | date) -> Num | bool | date:  # noqa: FBT001  yes and no are figures too
        return figure if isinstance(figure, bool) else self._value(figure)

    def _value(self, value: Figure | Fraction | int | date) -> Num | date:
        return value if isinstance(value, date) else self._num(value)

    def _num(self, number: Figure | Fraction | int) -> Num:
        """A number, written once however many figures refer to it; what is listed stays, and so does its identity."""
        if id(number) not in self._nums:
            figure = number if isinstance(number, Figure) else Figure.of(number)
            self._nums[id(number)] = figure.num(everything=self.everything)
        return self._nums[id(number)]

    def _expression(self, one: Expression) -> told.Expression:  # noqa: C901, PLR0911  a line for each kind
        match one:
            case rules.Fact(entry, name, value, _, source, by_ledger):
                return told.Fact(entry, name, self._value(value), source, by_ledger or None)
            case rules.Term(name, value, entry):
                return told.Term(name, self._num(value), entry)
            case rules.Given(name, value):
                return told.Given(name, self._num(value))
            case rules.Number(value):
                return told.Number(self._num(value))
            case Working():
                return told.Reference(self.id_of(one), one.label, self._figure(one.figure))
            case rules.Named(name, of):
                return told.Named(name, self._expression(of))
            case rules.Less(of) | rules.Floor(of) | rules.Ceiling(of):
                return told.One(_ONE[type(one)], self._expression(of))
            case rules.Sum(many) | rules.Product(many) | rules.Least(many) | rules.Greatest(many):
                return told.Many(_MANY[type(one)], [self._expression(part) for part in many])
            case rules.Quotient(of, by):
                return told.Quotient(self._expression(of), self._expression(by))
            case rules.Comparison(left, relation, right):
                return told.Comparison(self._expression(left), relation, self._expression(right))
            case rules.DaysAfter(of, days, closed):
                holidays = None if closed is None else [told.Closed(*one) for one in closed]
                return told.DaysAfter(self._expression(of), self._expression(days), holidays)
            case _:
                assert_never(one)


def _add_all(working: Working, known: dict[Working, None]) -> None:
    """Add a working and what it rests on; what is known is not gone down to a second time."""
    waiting = [working]
    while waiting:
        one = waiting.pop()
        if one not in known:
            known[one] = None
            waiting += reversed(children(one))


_ONE: dict[type, Literal["less", "floor", "ceiling"]] = {
    rules.Less: "less",
    rules.Floor: "floor",
    rules.Ceiling: "ceiling",
}
_MANY: dict[type, Literal["sum", "product", "least", "greatest"]] = {
    rules.Sum: "sum",
    rules.Product: "product",
    rules.Least: "least",
    rules.Greatest: "greatest",
}


def chosen(switch: Switch) -> told.SwitchChosen:
    """A switch and the choice made of it."""
    return told.SwitchChosen(switch.name, switch.choice, is_default(switch), SWITCHES[switch.name])


def _cited(workings: Iterable[Working]) -> dict[str, None]:
    found = (end.entry for one in workings for end in ends(one.formula) if isinstance(end, rules.Fact | rules.Term))
    return dict.fromkeys(name for name in found if name)


def placed(recorded: Recorded, *, delivered: bool = False) -> dict[str, Any]:
    """An entry with its place in the log, and with what the ledger wrote down with a conversion where that is asked."""
    place = {"position": recorded.position, "recorded_at": recorded.recorded_at}
    if delivered and recorded.delivery is not None:
        place |= {"delivery": recorded.delivery, "assumed": is_assumed(recorded)}
    return {**write_entry(recorded.entry), **as_json(place)}


def account(answer: Accounts, *, everything: bool = False, depth: int | None = None) -> told.Account:
    """The figures of balances, of a liquidation or of an audit, explained."""
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, depth) for name, working in answer.figures.items()}
    return told.Account(answer.title, answer.on, listing.workings(roots, answer.entries))

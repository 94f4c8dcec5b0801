"""Workings for a program: a list of them, each with its formula, that refer to each other by id, and the entries cited.

Their shape is in `projections.render.json.working_types`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, assert_never

from ledger.events import write_entry
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure, Num
from ledger.working import (
    Ceiling,
    Closed,
    Comparison,
    DaysAfter,
    Expression,
    Fact,
    Floor,
    Given,
    Greatest,
    Least,
    Less,
    Named,
    Number,
    Product,
    Quotient,
    Sum,
    Switch,
    Term,
    Working,
    children,
    ends,
    family,
)
from projections.certificate.readings import READINGS, SWITCHES, is_default
from projections.explain.balances import Accounts
from projections.render.json.working_types import (
    AccountsJson,
    ClosedJson,
    ExpressionJson,
    FactJson,
    SwitchJson,
    WorkingJson,
    WorkingsJson,
)


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

    def reach(self, working: Working) -> None:
        """Count a working, and what it rests on, among what could be listed."""
        _add_all(working, self.reached)

    def id_of(self, working: Working) -> str:
        """The id of a working."""
        return self.ids.setdefault(working, f"w{len(self.ids) + 1}")

    def json(self, roots: Mapping[str, str], entries: Mapping[str, Recorded]) -> WorkingsJson:
        """All that is listed, and the entries cited in it."""
        listed = [self._working(one) for one in self.listed]
        cited = _cited(self.listed)
        return {
            "roots": dict(roots),
            "workings": listed,
            "left_out": {"workings": len(self.reached.keys() - self.listed.keys())},
            "entries": {name: _entry(entries[name]) for name in cited if name in entries},
        }

    def _working(self, one: Working) -> WorkingJson:
        return {
            "id": self.id_of(one),
            "label": one.label,
            "clause": one.clause,
            "unit": one.unit,
            "figure": self._figure(one.figure),
            "formula": self._expression(one.formula),
            "conditions": [self.id_of(condition) for condition in one.conditions],
            "readings": [{"reading": name, "says": READINGS[name]} for name in one.readings],
            "switches": [switch_json(switch) for switch in one.switches],
            "sentence": one.sentence,
        }

    def _figure(self, figure: Figure | Fraction | bool | date) -> Num | bool | str:  # noqa: FBT001  yes and no are figures too
        return figure if isinstance(figure, bool) else self._value(figure)

    def _value(self, value: Figure | Fraction | int | date) -> Num | str:
        return value.isoformat() if isinstance(value, date) else self._num(value)

    def _num(self, number: Figure | Fraction | int) -> Num:
        """A number, written once however many figures refer to it; what is listed stays, and so does its identity."""
        if id(number) not in self._nums:
            figure = number if isinstance(number, Figure) else Figure.of(number)
            self._nums[id(number)] = figure.num(everything=self.everything)
        return self._nums[id(number)]

    def _expression(self, one: Expression) -> ExpressionJson:  # noqa: C901, PLR0911  a line for each kind
        match one:
            case Fact(entry, name, value, _, source):
                leaf: FactJson = {"op": "fact", "entry": entry, "field": name, "value": self._value(value)}
                return leaf if source is None else {**leaf, "source": source}
            case Term(name, value, entry):
                return {"op": "term", "term": name, "value": self._num(value), "entry": entry}
            case Given(name, value):
                return {"op": "given", "name": name, "value": self._num(value)}
            case Number(value):
                return {"op": "number", "value": self._num(value)}
            case Working():
                figure = self._figure(one.figure)
                return {"op": "working", "working": self.id_of(one), "label": one.label, "figure": figure}
            case Named(name, of):
                return {"op": "named", "name": name, "of": self._expression(of)}
            case Less(of) | Floor(of) | Ceiling(of):
                return {"op": _ONE[type(one)], "of": self._expression(of)}
            case Sum(many) | Product(many) | Least(many) | Greatest(many):
                return {"op": _MANY[type(one)], "of": [self._expression(part) for part in many]}
            case Quotient(of, by):
                return {"op": "quotient", "of": self._expression(of), "by": self._expression(by)}
            case Comparison(left, relation, right):
                sides = self._expression(left), self._expression(right)
                return {"op": "comparison", "left": sides[0], "relation": relation, "right": sides[1]}
            case DaysAfter(of, days, closed):
                which = self._expression(of), self._expression(days)
                return {"op": "days_after", "of": which[0], "days": which[1], "closed": _closed(closed)}
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


def _closed(closed: tuple[Closed, ...] | None) -> list[ClosedJson] | None:
    return None if closed is None else [{"on": day.isoformat(), "name": name} for day, name in closed]


_ONE: dict[type, Literal["less", "floor", "ceiling"]] = {Less: "less", Floor: "floor", Ceiling: "ceiling"}
_MANY: dict[type, Literal["sum", "product", "least", "greatest"]] = {
    Sum: "sum",
    Product: "product",
    Least: "least",
    Greatest: "greatest",
}


def switch_json(switch: Switch) -> SwitchJson:
    """A switch and the choice made of it."""
    reading = SWITCHES[switch.name]
    return {"switch": switch.name, "choice": switch.choice, "default": is_default(switch), "reading": reading}


def _cited(workings: Iterable[Working]) -> dict[str, None]:
    found = (end.entry for one in workings for end in ends(one.formula) if isinstance(end, Fact | Term))
    return dict.fromkeys(name for name in found if name)


def _entry(recorded: Recorded) -> dict[str, Any]:
    moment = recorded.recorded_at.isoformat().replace("+00:00", "Z")
    document = write_entry(recorded.entry) | {"position": recorded.position, "recorded_at": moment}
    if recorded.delivery is not None:
        delivery = recorded.delivery
        document["delivery"] = {"converted": delivery.converted, "common_shares": delivery.common_shares}
    return document


def workings_json(answer: Accounts, *, everything: bool = False, depth: int | None = None) -> AccountsJson:
    """The figures of balances, of a liquidation or of an audit, explained."""
    listing = Listing(everything=everything)
    roots = {name: listing.add(working, depth) for name, working in answer.figures.items()}
    return {"title": answer.title, "on": answer.on.isoformat(), **listing.json(roots, answer.entries)}

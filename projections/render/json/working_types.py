"""Workings as a program is told of them: in a list, each under an id by which the formulas of others refer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from ledger.numbers.figure import Num
from ledger.working import Relation, Unit
from projections.members import Maybe, Spread


@dataclass(frozen=True, slots=True)
class Fact:
    """What an entry states in a field: a number, or a day."""

    op: Literal["fact"] = field(default="fact", init=False)
    entry: str
    field: str
    value: Num | date
    source: Maybe[str]
    assumed: Maybe[bool] = None
    """True where the ledger worked the number out itself, and nobody stated it."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the certificate, and the entry that fixed or amended it."""

    op: Literal["term"] = field(default="term", init=False)
    term: str
    value: Num
    entry: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What the question itself stated."""

    op: Literal["given"] = field(default="given", init=False)
    name: str
    value: Num


@dataclass(frozen=True, slots=True)
class Number:
    """A number that the rule itself names."""

    op: Literal["number"] = field(default="number", init=False)
    value: Num


@dataclass(frozen=True, slots=True)
class Reference:
    """Another working, by its id; with a limited depth it may not be among those listed."""

    op: Literal["working"] = field(default="working", init=False)
    working: str
    label: str
    figure: Num | bool | date


@dataclass(frozen=True, slots=True)
class Named:
    """A part under the name that the clause gives it: A, B, C, D."""

    op: Literal["named"] = field(default="named", init=False)
    name: str
    of: "Expression"


class One(NamedTuple):
    """What is taken away, rounded down, rounded up."""

    op: Literal["less", "floor", "ceiling"]
    of: "Expression"


class Many(NamedTuple):
    """Several together, in any order."""

    op: Literal["sum", "product", "least", "greatest"]
    of: "Sequence[Expression]"


@dataclass(frozen=True, slots=True)
class Quotient:
    """One over the other."""

    op: Literal["quotient"] = field(default="quotient", init=False)
    of: "Expression"
    by: "Expression"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether the one stands to the other as the rule asks."""

    op: Literal["comparison"] = field(default="comparison", init=False)
    left: "Expression"
    relation: Relation
    right: "Expression"


class Closed(NamedTuple):
    """A weekday that is no business day, and the holiday that it is."""

    on: date
    name: str


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """So many days after a day, or before it; with `closed` no Saturday, no Sunday and none of these counts."""

    op: Literal["days_after"] = field(default="days_after", init=False)
    of: "Expression"
    days: "Expression"
    closed: Sequence[Closed] | None


Expression = Fact | Term | Given | Number | Reference | Named | One | Many | Quotient | Comparison | DaysAfter


class Reading(NamedTuple):
    """A reading relied on, in a few words."""

    reading: str
    says: str


class SwitchChosen(NamedTuple):
    """A switch of the terms relied on, and the choice made of it."""

    switch: str
    choice: str
    default: bool
    reading: str


class Listed(NamedTuple):
    """A figure and how it came about. `conditions` are ids of the tests on which the rule applied."""

    id: str
    label: str
    clause: str
    unit: Unit
    figure: Num | bool | date
    formula: Expression
    conditions: Sequence[str]
    readings: Sequence[Reading]
    switches: Sequence[SwitchChosen]
    sentence: str


class LeftOut(NamedTuple):
    """How much more there is: workings, and of a date moments of replays and rights deemed issued; 0 where none."""

    workings: int
    replays: Maybe[int] = None
    rights: Maybe[int] = None


class Workings(NamedTuple):
    """All workings asked for and what they rest on; `roots` are those asked for, by name. `entries` are those cited."""

    roots: Mapping[str, str]
    workings: Sequence[Listed]
    left_out: LeftOut
    entries: Mapping[str, Mapping[str, Any]]


class Account(NamedTuple):
    """The answer of `explain` of balances, of a liquidation or of an audit."""

    title: str
    on: date
    listed: Spread[Workings]

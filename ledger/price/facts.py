"""The facts that can move the Conversion Price, in base units; the points and steps that they make."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, assert_never

from ledger.numbers.bounded import Bounded, same
from ledger.numbers.days import day_after
from ledger.price.formula import Issue, Number
from ledger.price.rights import Right

Clause = Literal["4E", "4E(1)", "4E(2)", "4E(3)", "4F", "4G", "4H", "9"]


class Moment(NamedTuple):
    """Issues and grants of one moment, each tested against the price before it (A6). Grants stand by name."""

    day: date
    units: Fraction
    outstanding: Number
    members: tuple[Issue | str, ...]
    transaction: str | None = None
    """The name of the integral transaction, where it is one (A6)."""


class Became(NamedTuple):
    """An option became a Convertible Security; what was never deemed issued is tested now (4E(2)(b), A20)."""

    day: date
    units: Fraction
    outstanding: Number
    right: str
    entry: str
    excluded: bool


class Delivered(NamedTuple):
    """Common came out of a right; what was never deemed issued is tested now (A16, A19, A20) unless excluded."""

    day: date
    units: Fraction
    outstanding: Number
    right: str
    entry: str
    excluded: bool


class Distributed(NamedTuple):
    """A distribution: the factor of 4H, at the close of its day (A61)."""

    day: date
    units: Fraction
    entry: str
    factor: Fraction


class Restated(NamedTuple):
    """The share units change (4F, 4G), after a fall to the value that a reorganization reflects, if there is one."""

    day: date
    units: Fraction
    entry: str
    clause: Literal["4F", "4G"]
    new_units: Fraction
    reflected: Fraction | None = None


class Amended(NamedTuple):
    """The Conversion Price itself is amended with the consent of all holders (9)."""

    day: date
    units: Fraction
    entry: str
    price: Fraction


Fact = Moment | Became | Delivered | Distributed | Restated | Amended


Test = tuple[str, str | None]
"""A test of a right: its name, and the entry by which it became convertible, or None for the test at its grant."""


class Formula(NamedTuple):
    """A to D of 4E, and the entries that triggered, the first of them first."""

    clause: Clause
    entries: tuple[str, ...]
    outstanding: Number
    shares: Number
    money: Number


class Point(NamedTuple):
    """The price after a fact, the price with which that day began, and the Common deemed outstanding."""

    running: Bounded
    opening: Bounded
    deemed: Number
    formula: Formula | None = None


class Step(NamedTuple):
    """One change of the Conversion Price."""

    day: date
    governs_from: date
    entry: str
    clause: Clause
    before: Bounded
    after: Bounded
    units_before: Fraction
    units_after: Fraction
    formula: Formula | None = None
    replayed: "Sequence[Step] | None" = None


def at_most(price: Bounded, value: Fraction) -> Bounded:
    """A price, or the value where that is less (4G)."""
    return Bounded.of(value) if price.is_above(value.numerator, value.denominator) else price


def step_of(fact: Fact, before: Bounded, after: Bounded, formula: Formula | None) -> Step | None:
    """The change of the price that a fact made, when it made one."""
    units_after, governs_from = fact.units, day_after(fact.day)
    match fact:
        case Moment() | Became() | Delivered():
            if formula is None:
                return None
            entry, clause = formula.entries[0], formula.clause
        case Distributed():
            entry, clause = fact.entry, "4H"
        case Amended():
            entry, clause = fact.entry, "9"
        case Restated():
            entry, clause, units_after, governs_from = fact.entry, fact.clause, fact.new_units, fact.day
        case _:
            assert_never(fact)
    # what the formula adjusts falls, strictly: D / C was below it
    if formula is None and same(before.times(1 / fact.units), after.times(1 / units_after)):
        return None
    return Step(fact.day, governs_from, entry, clause, before, after, fact.units, units_after, formula)


def steps_of(start: Bounded, facts: Iterable[Fact], points: Iterable[Point]) -> Iterator[Step]:
    """Every change of the price from a start on, by the points that facts were found to make."""
    before = start
    for fact, point in zip(facts, points, strict=False):
        step = step_of(fact, before, point.running, point.formula)
        if step is not None:
            yield step
        before = point.running


def entries_of(fact: Fact, rights: Mapping[str, Right]) -> set[str]:
    """The entries whose own test a fact makes."""
    if isinstance(fact, Became | Delivered):
        return {fact.entry, rights[fact.right].entry}
    if not isinstance(fact, Moment):
        return set()
    return {rights[member].entry if isinstance(member, str) else member.entry for member in fact.members}

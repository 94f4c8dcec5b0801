"""A working: a figure together with how it came about, as a value.

A rule that gives a number can give its working: the clause, the figure, the formula with the facts that went into it,
the conditions that had to be met, and the readings and switches relied on. What `explain` prints, what a notice states
and what a program reads are renderings of this one value; nothing in it is computed again to be shown.

The figure is the engine's own. The formula says from what it follows: its leaves are facts (a field of an entry), terms
of the certificate, what the question stated, or numbers that the rule itself names; between them stand other workings.
Whoever carries the formula out must come to the figure, and the tests do, with an evaluator of their own.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple, assert_never

from ledger.numbers.figure import Figure

Unit = Literal["Common", "Series D", "money", "money per share", "ratio", "test", "date"]
"""What a figure counts: shares of the one stock or the other, money, money per share; a ratio, yes and no, or a day."""

Relation = Literal["below", "above", "at least", "equal to"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A leaf: what an entry states in a field, by its dotted name; `source` is where the entry says it is from.

    What the ledger wrote down with a conversion stands in the fields `delivery.converted` and `delivery.common_shares`.
    `by_ledger`: it worked the number out itself, and nobody stated it.
    """

    entry: str
    field: str
    value: Fraction | date
    on: date
    source: str | None = None
    by_ledger: bool = False

    @property
    def amount(self) -> Fraction:
        """The value of a field that has a number."""
        assert isinstance(self.value, Fraction)  # noqa: S101  the caller knows the field
        return self.value


@dataclass(frozen=True, slots=True)
class Term:
    """A leaf: a term of the certificate, and the entry that fixed or amended it; None where it is the default."""

    name: str
    value: Fraction
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A leaf: what the question itself stated, such as the assets of a liquidation that is only supposed."""

    name: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A leaf: a number that the rule itself names, such as the half of "more than half"."""

    value: Fraction | int


@dataclass(frozen=True, slots=True)
class Named:
    """A part of a formula under the name that the clause gives it, such as A, B, C and D in 4E."""

    name: str
    of: "Expression"


@dataclass(frozen=True, slots=True)
class Sum:
    """All parts together; what is `Less` is taken away."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Less:
    """A part of a sum that is taken away."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Product:
    """One number times another, and so on."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Quotient:
    """One number over another that is not zero."""

    of: "Expression"
    by: "Expression"


@dataclass(frozen=True, slots=True)
class Floor:
    """The greatest whole number not above."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The least whole number not below."""

    of: "Expression"


@dataclass(frozen=True, slots=True)
class Least:
    """The least of several numbers, the first of several days."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Greatest:
    """The greatest of several numbers, the last of several days."""

    of: "tuple[Expression, ...]"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Whether one number stands to another as the rule asks: a test, a threshold."""

    left: "Expression"
    relation: Relation
    right: "Expression"


class Closed(NamedTuple):
    """A weekday that is no business day, and the holiday that it is."""

    day: date
    name: str


@dataclass(frozen=True, slots=True)
class DaysAfter:
    """The day so many days after another, that day itself not counted; before it, where the number is below zero.

    With `closed` only business days count: no Saturday, no Sunday, and none of these. None where every day counts.
    """

    of: "Expression"
    days: "Expression"
    closed: tuple[Closed, ...] | None = None


class Switch(NamedTuple):
    """A switch of the terms that a figure relied on, and the choice made of it."""

    name: str
    choice: str


@dataclass(frozen=True, slots=True, eq=False)
class Working:
    """A figure and how it came about.

    `label` names the figure as a noun in a sentence. `conditions` are the tests on which the rule applied. `sentence`
    says in words what the formula cannot. Two workings are the same when they are one: a figure that goes into many
    others is shared by them.
    """

    label: str
    clause: str
    unit: Unit
    figure: Figure | bool | date
    formula: "Expression"
    conditions: "tuple[Working, ...]" = ()
    readings: tuple[str, ...] = ()
    switches: tuple[Switch, ...] = ()
    sentence: str = ""

    @property
    def amount(self) -> Figure:
        """The figure where it is a number."""
        assert isinstance(self.figure, Figure)  # noqa: S101  the caller knows what it counts
        return self.figure


class Deferred(Working):
    """A working whose formula and conditions are made at the first look, and then kept.

    Of a long course of prices only those few are told that somebody asks about. What `make` answers must not depend on
    when that is.
    """

    __slots__ = ("_made", "_make")

    _make: "Callable[[], tuple[Expression, tuple[Working, ...]]]"
    _made: "tuple[Expression, tuple[Working, ...]] | None"

    def __init__(  # noqa: PLR0913, PLR0917  what a working has
        self,
        label: str,
        clause: str,
        unit: Unit,
        figure: Figure,
        make: "Callable[[], tuple[Expression, tuple[Working, ...]]]",
        sentence: str = "",
    ) -> None:
        known = {"label": label, "clause": clause, "unit": unit, "figure": figure, "sentence": sentence}
        for name, value in {**known, "readings": (), "switches": (), "_make": make, "_made": None}.items():
            object.__setattr__(self, name, value)

    @property
    def formula(self) -> "Expression":
        """From what the figure follows."""
        return self._both()[0]

    @property
    def conditions(self) -> tuple[Working, ...]:
        """The tests on which the rule applied."""
        return self._both()[1]

    def _both(self) -> "tuple[Expression, tuple[Working, ...]]":
        found = self._made
        if found is None:
            found = self._make()
            object.__setattr__(self, "_made", found)
        return found


Leaf = Fact | Term | Given | Number
Operation = Sum | Less | Product | Quotient | Floor | Ceiling | Least | Greatest | Comparison | DaysAfter
Expression = Leaf | Named | Operation | Working


def parts(expression: Expression) -> tuple[Expression, ...]:
    """What an expression is directly made of; of a leaf, and of a working with its own formula, nothing."""
    match expression:
        case Fact() | Term() | Given() | Number() | Working():
            return ()
        case Named(_, of) | Less(of) | Floor(of) | Ceiling(of):
            return (of,)
        case Sum(of) | Product(of) | Least(of) | Greatest(of):
            return of
        case Quotient(of, by) | DaysAfter(of, by):
            return of, by
        case Comparison(left, _, right):
            return left, right
        case _:
            assert_never(expression)


def ends(expression: Expression) -> Iterator[Leaf | Working]:
    """The leaves and the workings that a formula goes down to, in its order."""
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Fact | Term | Given | Number | Working):
            yield one
        waiting.extend(reversed(parts(one)))


def children(working: Working) -> list[Working]:
    """The workings that one directly rests on, each once: those in its formula, then its conditions."""
    found = [one for one in ends(working.formula) if isinstance(one, Working)]
    return list(dict.fromkeys([*found, *working.conditions]))


def family(working: Working, depth: int | None = None) -> list[Working]:
    """A working and all that it rests on, each once, those nearest first; not further down than `depth`."""
    found = {working: 0}
    waiting = [working]
    for one in waiting:
        if depth is not None and found[one] >= depth:
            continue
        for child in children(one):
            if child not in found:
                found[child] = found[one] + 1
                waiting.append(child)
    return waiting

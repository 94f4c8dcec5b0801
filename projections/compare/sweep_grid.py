"""What a sweep can vary: the next issue or grant, a field of an entry, each right in turn.

The grid is exact: its steps are rationals, and no point of it is rounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from numbers import Rational
from typing import Any, Protocol

from ledger.cap_table.state import State
from ledger.engine.book import Book
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.errors import ArgumentError
from ledger.events import read_entry
from ledger.names import near, shown
from ledger.numbers.exact import read_number
from ledger.numbers.given import numbers, reading, several
from ledger.price.rights import Right
from ledger.refusals import Refusal
from projections.compare.hypothesis import Edits, free_name
from projections.members import Hidden

Value = Fraction | str
"""What an axis takes in turn: a number, or the name of a right, a date or a word."""

Values = tuple[Value, ...]

Number = Fraction | Decimal | int | str
"""A number as it may be given: exact, or text like `0.0033` or `11/3`."""

MOST_SCENARIOS = 100_000


@dataclass(frozen=True, slots=True)
class Axis:
    """What varies, and the values that it takes."""

    name: str
    values: Values
    recorded: Hidden[Value | None] = None
    """The value that the record has there, where there is one: with it nothing is another than it is."""


class Part(Protocol):
    """What a sweep varies: one or more axes, and the edits that their values stand for."""

    def axes(self, book: Book, then: State) -> Sequence[Axis]:
        """The axes, for a ledger and its cap table on the date asked about."""

    def edits(self, book: Book, then: State, on: date, values: Iterator[Value]) -> Edits:
        """What is edited where the axes have these values, of which it takes as many as it has axes."""


def steps(first: Number, last: Number, step: Number) -> tuple[Fraction, ...]:
    """From the first by steps to the last, which is among them where the steps meet it. Raises `ArgumentError`."""
    given = {"first": first, "last": last, "step": step}
    first, last, step = (reading(read_number, one, f"steps: {name}") for name, one in given.items())
    if step <= 0 or last < first:
        raise ArgumentError("the steps go up: the first is not above the last, and the step is above zero")
    count = (last - first) // step + 1
    if count > MOST_SCENARIOS:
        raise ArgumentError(f"these are {count:,} values; {MOST_SCENARIOS:,} or fewer can be asked at once")
    return tuple(first + step * number for number in range(count))


@dataclass(frozen=True, slots=True)
class NextIssue:
    """An issue of Common on the date asked about: so many shares at a price per share in cash (4E)."""

    shares: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        """Reads the numbers, which may be text. Raises `ArgumentError`."""
        _read_numbers(self, "shares", "prices")

    def axes(self, _: Book, __: State) -> Sequence[Axis]:
        """Shares and price."""
        return Axis("shares", self.shares), Axis("price", self.prices)

    def edits(self, book: Book, _: State, on: date, values: Iterator[Value]) -> Edits:
        """One more issue."""
        shares, price = map(read_number, islice(values, 2))
        cash = {"cash": shares * price}
        return _adding(book, "next-issue", on, "common_issued", holder="next issue", shares=shares, consideration=cash)


@dataclass(frozen=True, slots=True)
class NextOption:
    """A grant of an option on the date asked about: so many shares at an exercise price (4E(1))."""

    shares: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        """Reads the numbers, which may be text. Raises `ArgumentError`."""
        _read_numbers(self, "shares", "prices")

    def axes(self, _: Book, __: State) -> Sequence[Axis]:
        """Shares and exercise price."""
        return Axis("option shares", self.shares), Axis("exercise price", self.prices)

    def edits(self, book: Book, then: State, on: date, values: Iterator[Value]) -> Edits:
        """One more grant."""
        shares, price = map(read_number, islice(values, 2))
        right = free_name("next option", then.rights)
        fields = {"holder": "next option", "right": right, "shares": shares, "exercise_price": price}
        return _adding(book, "next-option", on, "option_granted", **fields)


@dataclass(frozen=True, slots=True)
class Vary:
    """Another value in a field of an entry, dotted as in a CSV journal."""

    entry: str
    field: str
    values: Values

    def __post_init__(self) -> None:
        """Reads the values: numbers exactly; text stays as it is. Raises `ArgumentError`."""
        for name in ("entry", "field"):
            if not isinstance(getattr(self, name), str):
                raise ArgumentError(f"Vary: {name}: {shown(getattr(self, name))} is not text")
        values = tuple(reading(_value, one, "Vary: values") for one in several(self.values, "Vary: values"))
        object.__setattr__(self, "values", values)

    def axes(self, book: Book, _: State) -> Sequence[Axis]:
        """The field of the entry. Raises `Refusal` when there is no such entry."""
        if self.entry not in book.by_id:
            raise Refusal(UNKNOWN_ENTRY, f"there is no entry {self.entry!r}{near(self.entry, book.by_id)}")
        return (Axis(f"{self.entry} {self.field}", self.values, _recorded(book, self.entry, self.field)),)

    def edits(self, _: Book, __: State, ___: date, values: Iterator[Value]) -> Edits:
        """The change."""
        return Edits(change={self.entry: {self.field: next(values)}})


@dataclass(frozen=True, slots=True)
class EachLapses:
    """Each right in turn ends unexercised on the date asked about (4E(3))."""

    def axes(self, _: Book, then: State) -> Sequence[Axis]:
        """The rights with something outstanding."""
        return (Axis("lapses", _outstanding(then)),)

    def edits(self, book: Book, then: State, on: date, values: Iterator[Value]) -> Edits:
        """The end of all that is outstanding of it."""
        right = str(next(values))
        fields = {"right": right, "stage": stage_of(then.rights[right]), "reason": "cancelled"}
        return _adding(book, "lapse", on, "right_terminated", **fields)


@dataclass(frozen=True, slots=True)
class EachRepriced:
    """Each right in turn has another price from the date asked about on (4E(3))."""

    prices: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        """Reads the prices, which may be text. Raises `ArgumentError`."""
        _read_numbers(self, "prices")

    def axes(self, _: Book, then: State) -> Sequence[Axis]:
        """The rights with something outstanding, and the price."""
        return Axis("repriced", _outstanding(then)), Axis("to", self.prices)

    def edits(self, book: Book, then: State, on: date, values: Iterator[Value]) -> Edits:
        """The exercise price of what is still an option, else the conversion price."""
        right, price = str(next(values)), next(values)
        stage = stage_of(then.rights[right])
        field = "exercise_price" if stage == "option" else "conversion_price"
        return _adding(book, "repricing", on, "right_changed", right=right, stage=stage, **{field: price})


def _read_numbers(part: object, *names: str) -> None:
    for name in names:
        object.__setattr__(part, name, numbers(getattr(part, name), f"{type(part).__name__}: {name}"))


def _value(given: object) -> Value:
    if isinstance(given, str):
        return given
    return given.isoformat() if type(given) is date else read_number(given)


def _recorded(book: Book, entry: str, field: str) -> Value | None:
    """What a field of an entry says, as the record now stands."""
    found: Any = next((item.recorded.entry for item in book.items if item.recorded.id == entry), None)
    for name in field.split("."):
        found = getattr(found, name, None)
    if found is None:
        return None
    is_number = isinstance(found, Rational) and not isinstance(found, bool)
    return Fraction(found.numerator, found.denominator) if is_number else str(found)


def _outstanding(then: State) -> tuple[Value, ...]:
    return tuple(sorted(name for name, right in then.rights.items() if right.outstanding()))


def stage_of(right: Right) -> str:
    """What is still outstanding of a right: the option itself, or the Convertible Security that it became."""
    return "option" if right.outstanding("option") else "convertible"


def _adding(book: Book, name: str, on: date, kind: str, **fields: object) -> Edits:
    entry = {"type": kind, "id": free_name(name, book.by_id), "effective": on.isoformat(), **fields}
    return Edits(add=[read_entry(entry)])

"""The leaves of workings, and the small steps that formulas share."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor, prod

from ledger.events import Consideration, Entry, SeriesDAutoConverted, SeriesDConverted
from ledger.log.recorded import Delivery, Recorded
from ledger.numbers.figure import Figure
from ledger.working import (
    Ceiling,
    Comparison,
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
    Term,
    Working,
    parts,
)

ONE, NOTHING = Number(1), Number(0)


def fact(recorded: Recorded, field: str) -> Fact:
    """What an entry states in a field, by its dotted name; `delivery.…` is what the ledger wrote down with it."""
    value: object = recorded if field.startswith("delivery.") else recorded.entry
    for name in field.split("."):
        value = value[int(name)] if isinstance(value, tuple) else getattr(value, name)
    assert isinstance(value, int | Fraction | date)  # noqa: S101  the caller names a number, or a day
    return stated(recorded.entry, field, value)


def stated(entry: Entry, field: str, value: Fraction | int | date) -> Fact:
    """The same, where the value is at hand. What the ledger wrote down has no source: the entry's does not say it."""
    known = value if isinstance(value, date) else Fraction(value)
    by_ledger = field.startswith("delivery.") or isinstance(entry, SeriesDAutoConverted)
    source = None if field.startswith("delivery.") else entry.source
    return Fact(entry.id or "", field, known, entry.effective, source, by_ledger)


def delivered(entry: SeriesDConverted | SeriesDAutoConverted, delivery: Delivery) -> Fact:
    """The Common that a conversion delivered: as its entry states it, or else as the ledger worked it out."""
    is_stated = entry.common_shares is not None
    return stated(entry, "common_shares" if is_stated else "delivery.common_shares", delivery.common_shares)


def converted(entry: SeriesDConverted | SeriesDAutoConverted, delivery: Delivery) -> Fact:
    """The Series D that a conversion converted: as its entry states it, or as the ledger cut it back (4A)."""
    is_stated = entry.shares == delivery.converted
    return stated(entry, "shares" if is_stated else "delivery.converted", delivery.converted)


def total(some: Iterable[Expression]) -> Expression:
    """The parts together: one part as it is, none as nothing."""
    found = tuple(some)
    if len(found) == 1 and not isinstance(found[0], Less):
        return found[0]
    return Sum(found) if found else NOTHING


def part_of(whole: Expression, part: Expression, of: Expression) -> Expression:
    """The share of a whole that a part has in all: whole x part / of."""
    return Quotient(Product((whole, part)), of)


def over(number: Expression, by: Expression) -> Expression:
    """A number over another; over one it is what it is."""
    return number if by == ONE else Quotient(number, by)


def times(number: Expression, by: Expression) -> Expression:
    """A number times another; times one it is what it is."""
    return number if by == ONE else Product((number, by))


def received(recorded: Recorded, given: Consideration, standing: Expression = ONE) -> Expression:
    """Cash and fair value, less expenses and the value of Additional Rights, each under its name (4E(5)).

    `standing` is the part of the deduction for Additional Rights that still stands (A59).
    """
    found: list[tuple[str, Expression]] = [(n, fact(recorded, f"consideration.{n}")) for n, amount in given if amount]
    found = [(name, times(leaf, standing) if name == "additional_rights" else leaf) for name, leaf in found]
    return total(
        Less(Named(name, leaf)) if name in ("expenses", "additional_rights") else Named(name, leaf)
        for name, leaf in found
    )


def amount(expression: Expression) -> Figure:  # noqa: C901, PLR0911  a line for each kind
    """What a part of a formula comes to, the figures of the workings in it being known."""
    match expression:
        case Working(figure=Figure() as figure):
            return figure
        case Fact(value=Fraction() as value) | Term(value=value) | Given(value=value) | Number(value):
            return Figure.of(value)
        case Named(_, of):
            return amount(of)
        case Less(of):
            return Figure.of(-amount(of))
        case Sum(of):
            return Figure.of(sum(map(amount, of), Fraction(0)))
        case Product(of):
            return Figure.of(prod(map(amount, of), start=Fraction(1)))
        case Quotient(of, by):
            return Figure.of(amount(of) / amount(by))
        case Least(of):
            return min(map(amount, of))
        case Greatest(of):
            return max(map(amount, of))
        case Floor(of):
            return Figure.of(floor(amount(of)))
        case Ceiling(of):
            return Figure.of(ceil(amount(of)))
        case _:
            raise AssertionError(f"{expression} is no number")


def sides(test: Working) -> Comparison:
    """The two numbers that a test compares."""
    assert isinstance(test.formula, Comparison)  # noqa: S101  every test is one
    return test.formula


def named(expression: Expression) -> dict[str, Expression]:
    """The parts of a formula that the clause names, by name: A, B, C and D of 4E."""
    if isinstance(expression, Named):
        return {expression.name: expression.of}
    return {name: of for part in parts(expression) for name, of in named(part).items()}


def entries_named(names: Sequence[str]) -> str:
    """Entries as a sentence names them."""
    if len(names) == 1:
        return f"entry {names[0]}"
    return f"entries {', '.join(names[:-1])} and {names[-1]}"

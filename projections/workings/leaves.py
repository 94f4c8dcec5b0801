"""The leaves of workings, and the small steps that formulas share."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from ledger.events import Consideration, Entry
from ledger.log.recorded import Recorded
from ledger.working import Expression, Fact, Less, Named, Number, Product, Quotient, Sum

ONE, NOTHING = Number(1), Number(0)


def fact(recorded: Recorded, field: str) -> Fact:
    """What an entry states in a field, by its dotted name; `delivery.…` is what the ledger wrote down with it."""
    value: object = recorded if field.startswith("delivery.") else recorded.entry
    for name in field.split("."):
        value = value[int(name)] if isinstance(value, tuple) else getattr(value, name)
    assert isinstance(value, int | Fraction | date)  # noqa: S101  the caller names a number, or a day
    return stated(recorded.entry, field, value)


def stated(entry: Entry, field: str, value: Fraction | int | date) -> Fact:
    """The same, where the value is at hand."""
    known = value if isinstance(value, date) else Fraction(value)
    return Fact(entry.id or "", field, known, entry.effective, entry.source)


def total(parts: Iterable[Expression]) -> Expression:
    """The parts together: one part as it is, none as nothing."""
    found = tuple(parts)
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


def received(recorded: Recorded, given: Consideration) -> Expression:
    """Cash and fair value, less expenses and the value of Additional Rights, each under its name (4E(5))."""
    found = [(name, fact(recorded, f"consideration.{name}")) for name, amount in given if amount]
    return total(
        Less(Named(name, leaf)) if name in ("expenses", "additional_rights") else Named(name, leaf)
        for name, leaf in found
    )


def entries_named(names: Sequence[str]) -> str:
    """Entries as a sentence names them."""
    if len(names) == 1:
        return f"entry {names[0]}"
    return f"entries {', '.join(names[:-1])} and {names[-1]}"

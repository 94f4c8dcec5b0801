"""A formula as a person writes it: with its numbers, or with the names that the clause gives them."""

from collections.abc import Iterator
from datetime import date
from typing import assert_never

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
    Relation,
    Sum,
    Term,
    Working,
    parts,
)
from projections.render.numbers import number

_MOST_TERMS, _MOST_NAMED = 8, 50
"""Past so many parts a sentence says of how many it is the sum."""
_EXTREMES = (("lesser", "greater"), ("earlier", "later"))
"""Of numbers, and of days."""
_OF_DAYS: dict[Relation, str] = {
    "below": "before",
    "above": "after",
    "at least": "not before",
    "equal to": "the same day as",
}
_SUM, _PRODUCT, _WHOLE = 1, 2, 3
"""How tightly an expression binds; what binds less than its surroundings stands in parentheses."""


def with_numbers(expression: Expression) -> str:
    """The formula with the numbers that went into it: `(10,000,000 x 0.0033 + 6,000) / (10,000,000 + 5,000,000)`."""
    return _written(expression, 0, names=False)


def with_names(expression: Expression) -> str | None:
    """The formula with the names of its parts: `(A x B + D) / (A + C)`; nothing where they do not all have one."""
    return _written(expression, 0, names=True) if _is_named(expression) else None


def with_labels(total: Sum, *, brief: bool) -> str | None:
    """A sum of figures that have names of their own, each with its name; nothing where it is one of anything else.

    Briefly, of very many the first is named, and how much the others come to.
    """
    found = [one for one in total.of if isinstance(one, Working)]
    if len(found) < len(total.of):
        return None
    many = brief and len(found) > _MOST_NAMED
    said = [f"{number(one.amount)} ({one.label.rstrip(',')})" for one in (found[:1] if many else found)]
    if many:
        said.append(f"{number(sum(one.amount for one in found[1:]))} ({len(found) - 1:,} others)")
    return " + ".join(said)


def is_one(expression: Expression) -> bool:
    """Whether there is nothing to carry out: a leaf, or another working."""
    return isinstance(expression, Fact | Term | Given | Number | Working) or (
        isinstance(expression, Named) and is_one(expression.of)
    )


def running_total(expression: Expression) -> list[tuple[int, Fact | Working]] | None:
    """The movements of a running total, with their signs; nothing where it is none."""
    if not isinstance(expression, Sum):
        return None
    found = [(-1, part.of) if isinstance(part, Less) else (1, part) for part in expression.of]
    movements = [(sign, part) for sign, part in found if isinstance(part, Fact | Working)]
    return movements if len(movements) == len(found) and any(isinstance(part, Fact) for _, part in found) else None


def _is_named(expression: Expression) -> bool:
    if isinstance(expression, Named | Number):
        return True
    found = parts(expression)
    return bool(found) and all(map(_is_named, found))


def _written(one: Expression, around: int, *, names: bool) -> str:  # noqa: C901, PLR0911  a line for each kind
    match one:
        case Fact() | Term() | Given() | Number():
            return number(one.value)
        case Working(figure=figure):
            return ("yes" if figure else "no") if isinstance(figure, bool) else number(figure)
        case Named(name, of):
            return name if names else _written(of, around, names=names)
        case Sum(of):
            return _in_parentheses(_sum(of, names=names), around > _SUM)
        case Less(of):
            return _in_parentheses(f"-{_written(of, _PRODUCT, names=names)}", around > _SUM)
        case Product(of):
            return _in_parentheses(" x ".join(_written(part, _PRODUCT, names=names) for part in of), around > _PRODUCT)
        case Quotient(of, by):
            over = f"{_written(of, _PRODUCT, names=names)} / {_written(by, _WHOLE, names=names)}"
            return _in_parentheses(over, around > _PRODUCT)
        case Floor(of) | Ceiling(of):
            which = "down" if isinstance(one, Floor) else "up"
            return _in_parentheses(f"{_written(of, 0, names=names)}, rounded {which}", around > 0)
        case Least(of) | Greatest(of):
            which = _EXTREMES[_is_day(of[0])][isinstance(one, Greatest)]
            several = f"the {which} of {' and '.join(_written(part, _SUM, names=names) for part in of)}"
            return _in_parentheses(several, around > _SUM)
        case Comparison(left, relation, right):
            how = _OF_DAYS[relation] if _is_day(left) else relation
            return f"{_written(left, _SUM, names=names)} is {how} {_written(right, _SUM, names=names)}"
        case DaysAfter(of, days, closed):
            return _days_after(of, days, closed, names=names)
        case _:
            assert_never(one)


def _days_after(of: Expression, days: Expression, closed: tuple[Closed, ...] | None, *, names: bool) -> str:
    """`5 business days after 2006-06-30, without 2006-07-04 (Independence Day)`; `15 days before 2006-02-01`."""
    way, counted = ("before", days.of) if isinstance(days, Less) else ("after", days)
    which = "days" if closed is None else "business days"
    said = f"{_written(counted, _WHOLE, names=names)} {which} {way} {_written(of, _SUM, names=names)}"
    without = " and ".join(f"{day} ({name})" for day, name in closed or ())
    return f"{said}, without {without}" if without else said


def _is_day(one: Expression) -> bool:
    return isinstance(one, Fact) and isinstance(one.value, date)


def _sum(terms: tuple[Expression, ...], *, names: bool) -> str:
    if len(terms) > _MOST_TERMS:
        return f"the sum of {len(terms):,} numbers"
    written = ""
    for term in terms:
        sign, part = ("-", term.of) if isinstance(term, Less) else ("+", term)
        said = _written(part, _PRODUCT if sign == "-" else _SUM, names=names)
        if not written:
            written = f"-{said}" if sign == "-" else said
        else:
            written += f" {sign} {said}"
    return written


def _in_parentheses(text: str, needed: bool) -> str:  # noqa: FBT001
    return f"({text})" if needed else text


def negated(comparison: Comparison) -> str:
    """What does not hold, as it is said."""
    left, right = with_numbers(comparison.left), with_numbers(comparison.right)
    return f"{left} is not {comparison.relation} {right}"


def leaves(expression: Expression) -> Iterator[Fact | Term | Given]:
    """The leaves of a formula that somebody stated, in its order."""
    if isinstance(expression, Fact | Term | Given):
        yield expression
    for part in parts(expression):
        yield from leaves(part)

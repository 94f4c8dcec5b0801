"""What a total is made of, entry by entry: no sum of it stays unseen.

A running total goes down to what its entries state. Where share units changed on the way it is the holdings that each
holder had then, as restated, and below those what each of them was made of before.
"""

from dataclasses import dataclass
from datetime import date

from ledger.numbers.figure import Figure
from ledger.working import Expression, Fact, Less, Named, Sum, Working, ends
from projections.workings.leaves import amount


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a total: the shares that an entry brought, or took, or that came about as the working says."""

    shares: Figure
    on: date | None = None
    entry: str | None = None
    field: str = ""
    working: Working | None = None
    formula: Expression | None = None
    """How the part is worked out of the figure of the working, where it is not that figure itself."""


def made_of(total: Expression) -> list[Line]:
    """The parts of a total, in their order. Totals stand on earlier ones, as many as there are steps of the price."""
    found: list[Line] = []
    waiting: list[tuple[Expression, int]] = [(total, 1)]
    while waiting:
        one, sign = waiting.pop()
        if isinstance(one, Working) and _adds_up(one.formula):
            waiting.append((one.formula, sign))
        elif isinstance(one, Named | Less):
            waiting.append((one.of, -sign if isinstance(one, Less) else sign))
        elif isinstance(one, Sum):
            waiting += [(part, sign) for part in reversed(one.of)]
        else:
            found.append(_line(one, sign))
    return found


def totals_below(lines: list[Line]) -> list[Working]:
    """The totals that parts of a total were worked out from, each once: what holders had before units changed."""
    found: dict[Working, None] = {}
    for line in lines:
        if line.working is not None:
            formula = line.working.formula if line.formula is None else line.formula
            found |= {one: None for one in ends(formula) if isinstance(one, Working) and _is_total(one)}
    return list(found)


def _is_total(one: Working) -> bool:
    return one.unit in ("Common", "Series D")


def _line(one: Expression, sign: int) -> Line:
    """A part that is no sum: a fact, a working by another rule, or what has no name, restated from other units, say."""
    if isinstance(one, Fact):
        return Line(Figure.of(one.amount * sign), one.on, one.entry, one.field)
    shares = Figure.of(amount(one).fraction * sign)
    if isinstance(one, Working):
        return Line(shares, working=one)
    of = next((end for end in ends(one) if isinstance(end, Working)), None)
    fact = next((end for end in ends(one) if isinstance(end, Fact)), None)
    if of is None and fact is not None:
        return Line(shares, fact.on, fact.entry, fact.field)
    return Line(shares, working=of, formula=one)


def _adds_up(formula: Expression) -> bool:
    """Whether a formula is nothing but a sum, or a single part."""
    if isinstance(formula, Named | Less):
        return _adds_up(formula.of)
    return isinstance(formula, Sum | Fact | Working)

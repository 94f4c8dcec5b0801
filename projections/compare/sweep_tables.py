"""A sweep as a table with a row for each scenario.

In the table a number has two columns: the exact rational as text, and a decimal to 10 places.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, localcontext

from ledger.numbers.figure import Figure
from projections.compare.sweep import FIGURES, Sweep
from projections.compare.sweep_grid import Value

DECIMAL = "_decimal"
"""What the name of a column of decimals ends with."""

DIGITS, PLACES = 38, 10
"""Of the decimals: digits in all, and places after the point. A number that is larger has its exact column alone."""


def columns(answer: Sweep) -> list[str]:
    """The names of the columns: the axes, the figures, and why a scenario cannot be."""
    numbers = [axis.name for axis in answer.axes if _is_of_numbers(axis.values)]
    names = [name for axis in answer.axes for name in _both(axis.name, axis.name in numbers)]
    names += [name for figure in FIGURES for name in _both(figure, is_number=True)]
    return [*names, "left_out", "refused", "clause", "message"]


def records(answer: Sweep, *, everything: bool = False) -> Iterator[dict[str, str | Decimal | None]]:
    """The rows of the table, by the names of the columns. An exact number that is very long is left to `everything`."""
    for row in answer.rows:
        record: dict[str, str | Decimal | None] = {}
        for axis, value in zip(answer.axes, row.values, strict=True):
            if _is_of_numbers(axis.values):
                record |= _cells(axis.name, None if isinstance(value, str) else Figure.of(value), everything=True)
            else:
                record[axis.name] = str(value)
        for name, figure in row.figures.items():
            record |= _cells(name, figure, everything=everything)
        refused = row.refused
        record |= {"left_out": " ".join(row.left_out) or None, "refused": refused and refused.code}
        yield record | {"clause": refused and refused.clause, "message": refused and refused.message}


def _cells(name: str, figure: Figure | None, *, everything: bool) -> Mapping[str, str | Decimal | None]:
    if figure is None:
        return {name: None, name + DECIMAL: None}
    number = figure.num(everything=everything)
    with localcontext(prec=DIGITS + PLACES):
        decimal = Decimal(number["decimal"])
    fits = decimal.adjusted() < DIGITS - PLACES
    return {name: number["exact"], name + DECIMAL: decimal if fits else None}


def _is_of_numbers(values: Sequence[Value]) -> bool:
    return not any(isinstance(value, str) for value in values)


def _both(name: str, is_number: bool) -> tuple[str, ...]:  # noqa: FBT001  one of a pair of columns, or both
    return (name, name + DECIMAL) if is_number else (name,)

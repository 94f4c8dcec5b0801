"""The kinds of figures that workings tell: what each is called, its clause, what it counts, and what it relies on.

A kind is declared once, beside what uses it; a working is a figure of a kind, with the formula that it follows from.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from ledger.working import Expression, Switch, Unit, Working


class Kind(NamedTuple):
    """A kind of figure; `label` has a place for each name by which figures of the kind are told apart."""

    label: str
    clause: str
    unit: Unit
    readings: tuple[str, ...] = ()
    sentence: str = ""

    def of(
        self,
        figure: Figure | Bounded | Fraction | int | date,
        formula: Expression,
        *names: object,
        conditions: tuple[Working, ...] = (),
        switches: tuple[Switch, ...] = (),
    ) -> Working:
        """The working of a figure of this kind, which the engine has; of a test, whether it holds."""
        label = self.label.format(*names)
        known = figure_of(figure)
        return Working(
            label, self.clause, self.unit, known, formula, conditions, self.readings, switches, self.sentence
        )


def figure_of(figure: Figure | Bounded | Fraction | int | date) -> Figure | bool | date:
    """A figure as a working has it."""
    if isinstance(figure, Bounded):
        return Figure(figure)
    return figure if isinstance(figure, Figure | bool | date) else Figure.of(figure)

"""A running total with the entries that made it: kept as single movements, tied off where somebody asks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

from ledger.numbers.figure import Figure
from ledger.working import Expression, Sum, Unit, Working
from projections.workings.leaves import NOTHING, total

Part = Expression | Callable[[], Expression]
"""A movement, or how it is made when a total is tied off."""


@dataclass(slots=True, eq=False)
class Tally:
    """A total after a movement, which never changes; `working` ties it off, and later totals then begin from there."""

    label: str
    clause: str
    unit: Unit
    figure: Fraction | int
    part: Part
    after: str
    previous: "Tally | None" = None
    readings: tuple[str, ...] = ()
    sentence: str = ""
    _working: Working | None = field(default=None, init=False)

    def plus(self, part: Part, figure: Fraction | int, after: str) -> Self:
        """The total after one more movement; `figure` is what the engine then has."""
        return self._next(part, figure, after, self)

    def anew(self, part: Part, figure: Fraction | int, after: str) -> Self:
        """The total after something that restates it altogether."""
        return self._next(part, figure, after, None)

    def _next(self, part: Part, figure: Fraction | int, after: str, previous: "Tally | None") -> Self:
        kind = type(self)
        return kind(self.label, self.clause, self.unit, figure, part, after, previous, self.readings, self.sentence)

    def working(self) -> Working:
        """How the total came about: from the last total that was tied off, and every movement since."""
        if self._working is None:
            movements, before = [_made(self.part)], self.previous
            while before is not None and before._working is None:  # noqa: SLF001  of its own kind
                movements.append(_made(before.part))
                before = before.previous
            if before is not None:
                movements.append(before.working())
            movements.reverse()
            self._working = Working(
                label=f"{self.label} after entry {self.after}" if self.after else self.label,
                clause=self.clause,
                unit=self.unit,
                figure=Figure.of(self.figure),
                formula=total(_flat(movements)),
                readings=self.readings,
                sentence=self.sentence,
            )
            self.previous = None
        return self._working


def _made(part: Part) -> Expression:
    return part() if callable(part) else part


def _flat(movements: Iterable[Expression]) -> Iterator[Expression]:
    """The movements one by one, without what moved nothing."""
    for one in movements:
        if isinstance(one, Sum):
            yield from one.of
        elif one != NOTHING:
            yield one


def nothing(label: str, clause: str, unit: Unit, *, readings: tuple[str, ...] = (), sentence: str = "") -> Tally:
    """A total before anything has moved it."""
    return Tally(label, clause, unit, 0, NOTHING, "", None, readings, sentence)

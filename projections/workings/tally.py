"""A running total with the entries that made it: kept as single movements, tied off where somebody asks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Self

from ledger.working import Expression, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, total

Part = Expression | Callable[[], Expression]
"""A movement, or how it is made when a total is tied off."""


@dataclass(slots=True, eq=False)
class Tally:
    """A total after a movement, which never changes; `working` ties it off, and later totals then begin from there.

    It begins with nothing. The label of its kind ends with a place for the entry that moved it last.
    """

    kind: Kind
    names: tuple[str, ...] = ()
    figure: Fraction | int = 0
    part: Part = NOTHING
    after: str = ""
    previous: "Tally | None" = None
    _working: Working | None = field(default=None, init=False)

    def plus(self, part: Part, figure: Fraction | int, after: str) -> Self:
        """The total after one more movement; `figure` is what the engine then has."""
        return type(self)(self.kind, self.names, figure, part, after, self)

    def anew(self, part: Part, figure: Fraction | int, after: str) -> Self:
        """The total after something that restates it altogether."""
        return type(self)(self.kind, self.names, figure, part, after)

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
            after = f" after entry {self.after}" if self.after else ""
            self._working = self.kind.of(self.figure, total(_flat(movements)), *self.names, after)
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

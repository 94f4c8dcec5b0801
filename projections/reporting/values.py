"""How figures stand in a row: exact while that can be read, and a decimal beside it."""

from fractions import Fraction

from ledger.bounded import Bounded, size_at_most
from projections.figures import Figure

MOST_BITS = 1 << 16
"""Up to this size an exact rational is worked out for each row; the digits of longer ones are not counted."""

Number = tuple[str | None, str | None]
Long = tuple[str | None, str | None, int | None]


def number(value: Fraction | int | None) -> Number:
    """The columns `exact` and `decimal` of a number that is short."""
    if value is None:
        return None, None
    figure = value if isinstance(value, Figure) else Figure.of(value)
    return figure.num()["exact"], figure.decimal()


class Sizes(dict[Bounded, tuple[int, int]]):
    """How long numbers can be at most, as far as they were asked about: remembered, since each follows from others."""

    def long(self, figure: Figure | None, *, certainly: bool = False) -> Long:
        """The columns `exact`, `decimal` and `digits` of a price.

        The digits of a very long one are counted only where it must be `certainly`: that takes the exact rational.
        """
        if figure is None:
            return None, None, None
        if not certainly and sum(size_at_most(figure.bounded, self)) > MOST_BITS:
            return None, figure.decimal(), None
        shown = figure.num()
        return shown["exact"], shown["decimal"], shown.get("digits")

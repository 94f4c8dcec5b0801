"""How figures stand in a row: exact while that can be read, and a decimal beside it."""

from fractions import Fraction

from ledger.bounded import Bounded, size_at_most
from ledger.exact import DISPLAY_PLACES, decimal_text
from projections.figures import Figure

MOST_BITS = 1 << 16
"""Up to this size an exact rational is worked out for each row; the digits of longer ones are not counted."""

_SHORT_BITS = 3000
"""Fewer bits than a thousand digits have."""
_NO_FRACTION = f".{'0' * DISPLAY_PLACES}"

Number = tuple[str | None, str | None]
Long = tuple[str | None, str | None, int | None]


def number(value: Fraction | int | None) -> Number:
    """The columns `exact` and `decimal` of a number: a share count or money, which is short, or a figure."""
    if value is None:
        return None, None
    if isinstance(value, Figure) or value.denominator.bit_length() + value.numerator.bit_length() > _SHORT_BITS:
        figure = value if isinstance(value, Figure) else Figure.of(value)
        return figure.num()["exact"], figure.decimal()
    if value.denominator == 1:
        return str(value), f"{value}{_NO_FRACTION}"
    return str(value), decimal_text(Fraction(value))


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

"""How figures stand in a row: exact while that can be read, and a decimal beside it."""

from dataclasses import dataclass, field
from fractions import Fraction

from ledger.numbers.bounded import Bounded, size_at_most
from ledger.numbers.exact import DISPLAY_PLACES, decimal_text
from ledger.numbers.figure import Exact, Figure
from ledger.numbers.spelling import digits_of, ratio_of

MOST_BITS = 1 << 16
"""Up to this size an exact rational is worked out for each row; the digits of longer ones are not counted."""

_SHORT_BITS = 3000
"""Fewer bits than a thousand digits have."""
_USUAL = 10**18
"""Python writes what is below it whatever was set."""
_NO_FRACTION = f".{'0' * DISPLAY_PLACES}"

Number = tuple[str | None, str | None]
Long = tuple[str | None, str | None, int | None]
_NOTHING: Long = (None, None, None)


def number(value: Exact | None) -> Number:
    """The columns `exact` and `decimal` of a number: a share count or money, which is short, or a figure."""
    # asking for the type itself is several times as fast as isinstance where a class can be abstract, as Fraction is
    if value is None:
        return None, None
    if type(value) is int and -_USUAL < value < _USUAL:
        return str(value), f"{value}{_NO_FRACTION}"
    if type(value) is int and value.bit_length() < _SHORT_BITS:
        whole = digits_of(value)
        return whole, f"{whole}{_NO_FRACTION}"
    if type(value) is not Fraction or value.denominator.bit_length() + value.numerator.bit_length() > _SHORT_BITS:
        shown = (value if isinstance(value, Figure) else Figure.of(value)).num()
        return shown["exact"], shown["decimal"]
    if value.denominator == 1:
        whole = digits_of(value.numerator)
        return whole, f"{whole}{_NO_FRACTION}"
    return ratio_of(value), decimal_text(value)


@dataclass(frozen=True, slots=True)
class Shower:
    """Shows prices. The same one stands in several rows; how long one can be at most follows from the one before."""

    sizes: dict[Bounded, tuple[int, int]] = field(default_factory=dict)
    shown: dict[Bounded, tuple[Fraction, Long]] = field(default_factory=dict)

    def show(self, figure: Figure | None) -> Long:
        """The columns `exact`, `decimal` and `digits` of a price; of a very long one the digits are not counted."""
        if figure is None:
            return _NOTHING
        factor, known = self.shown.get(figure.bounded, (None, _NOTHING))
        if factor != figure.factor:
            short = sum(size_at_most(figure.bounded, self.sizes)) <= MOST_BITS
            known = show(figure) if short else (None, figure.decimal(), None)
            self.shown[figure.bounded] = figure.factor, known
        return known


def show(figure: Figure | None) -> Long:
    """The same, with the digits counted however long it is: that takes the exact rational."""
    if figure is None:
        return _NOTHING
    shown = figure.num()
    return shown["exact"], shown["decimal"], shown.get("digits")

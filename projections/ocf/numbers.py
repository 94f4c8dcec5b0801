"""Numbers as the format has them: plain decimals in text, of at most ten places."""

from fractions import Fraction

from ledger.numbers.exact import DISPLAY_PLACES, decimal_text

CURRENCY = "USD"
"""The certificate's money; the ledger itself knows amounts only."""


def numeric(number: Fraction | int) -> str:
    """The number to ten places, rounded half to even, without idle zeros."""
    text = decimal_text(Fraction(number), DISPLAY_PLACES).rstrip("0")
    return text.removesuffix(".")


def money(amount: Fraction) -> dict[str, str]:
    """An amount of money, to ten places."""
    return {"amount": numeric(amount), "currency": CURRENCY}


def fits(number: Fraction | int) -> bool:
    """Whether ten places are all of it."""
    scaled: Fraction = Fraction(number) * 10**DISPLAY_PLACES
    return scaled.denominator == 1

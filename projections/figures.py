"""Figures as they are shown; what they are is a matter of numbers (`ledger.numbers.figure`)."""

from ledger.numbers.figure import MOST_DIGITS, Figure, Num

__all__ = ["MOST_DIGITS", "Figure", "Num"]

"""A67: a right given up and granted again soon after; each act stands as it was done, and the other is said."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from ledger.cap_table.acts import Cancelled
from ledger.cap_table.state import State
from ledger.events import OptionGranted
from ledger.numbers.exact import in_words, plain
from ledger.price.rights import Lot
from ledger.rules import OF_PRICE, flags

SOON = timedelta(days=30)

GRANTED_AGAIN = flags(
    "granted_again",
    "4E(3)",
    "A grant to a holder within 30 days after a right of its was given up may be a repricing; each act counts as it "
    "was done (A67).",
    "Have counsel confirm that it was no repricing; the flag says what that would give.",
    OF_PRICE,
)


def flag_granted_again(state: State, entry: OptionGranted) -> None:
    """Say what the price would be had the right that was given up been repriced instead; before the grant is tested."""
    if state.flags is None:
        return
    for one in reversed(state.cancelled):
        if state.day - one.day > SOON:
            return
        if state.rights[one.right].holder == entry.holder and state.rights[one.right].clause == "4E(1)":
            price = _if_repriced(state, entry, one)
            state.flag(
                GRANTED_AGAIN,
                f"{one.right} of the same holder was given up on {one.day} by {one.entry}; had it been repriced "
                f"instead, the price would be {price} (A67)",
            )


def _if_repriced(state: State, entry: OptionGranted, given_up: Cancelled) -> str:
    right = state.rights[given_up.right]
    prices = (state.price_to_base(entry.exercise_price), state.price_to_base(entry.conversion_price or Fraction(0)))
    lots: list[Lot] = [replace(lot, exercise_price=prices[0], conversion_price=prices[1]) for lot in given_up.lots]
    price = state.course.would_be([replace(right, lots=(*right.lots, *lots))], state.day).after_close
    exact = price.times(1 / state.units).exact()
    return in_words(plain(Fraction(int(exact.numerator), int(exact.denominator))))

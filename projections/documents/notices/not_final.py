"""What of a price is not final on the day of a letter: a right past its term whose end is not recorded (A66)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.readjustment import past_their_term
from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure


class PastTerm(NamedTuple):
    """A right past its own term, its last day, and the price had it ended then (A66).

    Both prices are those after the close of the day of the letter, in the share units of that day.
    """

    right: str
    ended: date
    price: Figure
    price_if_ended: Figure


def past_term(log: Sequence[Recorded], known: State, dated: date) -> Iterator[PastTerm]:
    """The rights past their own term on the day of a letter; `known` is where the whole log leads to.

    What the record says of later days, such as a split, is not in their prices: the letter does not speak of it.
    """
    if all(right.ends is None or right.ends >= dated for right in known.rights.values()):
        return
    state = open_book(log, until=dated).state
    for one in past_their_term(state):
        prices = state.price_after_close, one.after_close_if_ended
        yield PastTerm(one.right, one.ended, *(Figure(price, 1 / state.units) for price in prices))

"""What of a price is not final: values not settled (A8, A40), rights past their term (A66), no price at all (A36)."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypedDict

from ledger.clauses.adjustment.readjustment import past_their_term
from ledger.engine.book import Book
from ledger.engine.branch import as_of
from ledger.numbers.figure import Figure
from ledger.price.facts import Fact, Step
from ledger.refusals import Flag
from projections.answers.due.adjustments_told import entries_of
from projections.answers.flags import flags_of
from projections.documents.notices.basis import NOT_FINAL, unsettled


class PastTerm(NamedTuple):
    """A right past its own term, its last day, and the price had it ended then (A66).

    Both prices are those after the close of the day of the letter, in the share units of that day.
    """

    right: str
    ended: date
    price: Figure
    price_if_ended: Figure


def past_term(book: Book, dated: date) -> Iterator[PastTerm]:
    """The rights past their own term on the day of a letter.

    What the record says of later days, such as a split, is not in their prices: the letter does not speak of it.
    """
    state = as_of(book, dated).state
    for one in past_their_term(state):
        prices = state.price_after_close, one.after_close_if_ended
        yield PastTerm(one.right, one.ended, *(Figure(price, 1 / state.units) for price in prices))


def unsettled_after(book: Book, day: date) -> list[Flag]:
    """What is to be said of the values on which the price after a day rests, and all prices before it."""
    return _unsettled(book, lambda step: step.day <= day, lambda fact: fact.day <= day)


def provisional_on(book: Book, day: date) -> list[Flag]:
    """What makes the price in effect on a day provisional; the book was opened to `listen`."""
    return not_final(_unsettled(book, lambda step: step.governs_from <= day, lambda fact: fact.day < day))


def not_final(flags: Iterable[Flag]) -> list[Flag]:
    """Of these flags those that make a price provisional."""
    return [flag for flag in flags if flag.rule in NOT_FINAL]


def _unsettled(book: Book, moved: Callable[[Step], bool], counts: Callable[[Fact], bool]) -> list[Flag]:
    """The flags of whatever moved the price by these steps, as it took place and as it now is in the last replay."""
    course = book.state.course
    names = {name for one in course.history if moved(one) for name in entries_of(one)}
    formulas = (point.formula for fact, point in zip(course.facts, course.points, strict=True) if counts(fact))
    names |= {name for one in formulas if one is not None for name in one.entries}
    return unsettled(flags_of(book), names)


class Undetermined(TypedDict):
    """The distribution since which no clause gives a price, and what was provided in it."""

    undetermined: str | None
    provision: str | None


def undetermined(book: Book, governs_from: date) -> Undetermined:
    """Since which distribution a price that governs from a day is undetermined, and what was provided in it (A36)."""
    found = book.state.undetermined
    if found is None or governs_from <= found[1]:
        return {"undetermined": None, "provision": None}
    entries = (item.recorded.entry for item in book.items if item.recorded.id == found[0])
    return {"undetermined": found[0], "provision": getattr(next(entries), "provision", None)}

"""What is issued and put to the test of 4E, and what is received for it."""

from collections.abc import Iterator

from ledger.cap_table.state import State
from ledger.events import (
    CommonAuthorizedChanged,
    CommonIssued,
    CommonSplit,
    Consideration,
    ConvertibleIssued,
    Issuing,
    OptionGranted,
    RightExercised,
    SeriesDConverted,
    SeriesDIssued,
    TreasuryDisposed,
)
from ledger.numbers.bounded import Bounded, same
from ledger.price.facts import Became, Delivered, Moment
from ledger.price.formula import Number
from ledger.price.rights import Standing
from ledger.price.same_day import at_the_close
from projections.answers.reliance.happened import Happened, Invoking, Past


def tested(one: Happened) -> Iterator[str]:
    """What 4E was asked about it: a test, whether or not it triggered."""
    fact, course = one.fact, one.state.course
    if not isinstance(fact, Moment | Became | Delivered):
        return
    place, points = at_the_close(course) - 1, course.points
    before = points.price(place - 1)
    if not same(before, points.opening(place)):
        yield "A5"
        if course.choices.same_day_price == "opening":
            yield "A74"
    if isinstance(fact, Moment):
        if len(fact.members) > 1:
            yield "A6"
        if any(_is_equal(before, pair) for pair in _prices(fact, one.state)):
            yield "A56"
    elif (found := _untested(fact, one.state)) is not None:
        yield found


def _prices(fact: Moment, state: State) -> Iterator[tuple[int, int]]:
    for member in fact.members:
        if isinstance(member, str):
            yield from (lot.per_share for lot in state.rights[member].lots)
        else:
            yield member.per_share


def _is_equal(price: Bounded, per_share: tuple[int, int]) -> bool:
    return not price.is_above(*per_share) and not price.is_below(*per_share)


_BY_STANDING = {Standing.LEGACY: "A16", Standing.ASSUMED: "A19", Standing.EXCLUDED: "A15"}


def _untested(fact: Became | Delivered, state: State) -> str | None:
    """Why what came out of a right is tested now, or never."""
    right = state.rights[fact.right]
    if right.standing is Standing.TESTED:
        # at a price that only falls, what was no trigger at its grant is none when it comes out (A20)
        if state.course.points[at_the_close(state.course) - 1].formula is None:
            return None
        return "A76" if isinstance(fact, Became) else "A20"
    return None if right.standing is Standing.LEGACY and not right.amended else _BY_STANDING[right.standing]


def issued(one: Happened) -> Iterator[str]:
    """What was received, and what kind of issue it was."""
    entry, state = one.recorded.entry, one.state
    if not isinstance(entry, Issuing):
        return
    if not state.is_protected:
        if state.adopted is not None and entry.effective >= state.adopted and not isinstance(entry, SeriesDIssued):
            yield "A58"
        return
    if isinstance(entry, SeriesDIssued):
        yield from ("A12",) if entry.effective != state.first_series_d else ()
        return
    if getattr(entry, "excluded", None) is None:
        yield from _received(entry.consideration)
    if isinstance(entry, TreasuryDisposed) and entry.subsidiary_left:
        yield "A86"
    if isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) and entry.dividend_on is not None:
        yield "A18"
    if isinstance(entry, CommonIssued | TreasuryDisposed) and entry.excluded == "D":
        yield "A18"
    if entry.determination is not None and entry.determination.agreement is not None:
        yield "A40"


def _received(given: Consideration) -> Iterator[str]:
    if not given.expenses and not given.additional_rights:
        return
    yield "A35"
    if given.expenses + given.additional_rights > given.cash + given.property:
        yield "A75"


def lends(one: Happened) -> Iterator[str]:
    """A lender whose warrants were granted before its note (A14)."""
    entry = one.recorded.entry
    if not isinstance(entry, CommonIssued | ConvertibleIssued | TreasuryDisposed) or entry.excluded != "C":
        return
    rights = one.state.rights.values()
    if any(
        right.holder == entry.holder and right.clause == "4E(1)" and right.standing is Standing.TESTED
        for right in rights
    ):
        yield "A14"


def left_alone(one: Happened) -> Iterator[str]:
    """A conversion of Series D is itself no issue that is tested (A12)."""
    if one.made and one.state.is_protected:
        yield "A12"


def of_formula(outstanding: Number, before: Number, past: Past) -> Iterator[str]:
    """An average (4E): when it governs, and what its A counts; `before` is what was really outstanding."""
    yield from ("A1", "A11", "A43")
    if outstanding != before:
        yield "A9"
    if past.excluded:
        yield "A13"


OF_ISSUES = (
    Invoking((Issuing,), issued),
    Invoking((Issuing, RightExercised), tested),
    Invoking((CommonIssued, ConvertibleIssued, TreasuryDisposed), lends),
    Invoking((SeriesDConverted, CommonSplit, CommonAuthorizedChanged), left_alone),
)
"""The rules about issues: the price rests on what they find."""

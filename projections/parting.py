"""Where the price histories of two books part: the first date on which another price would be in effect."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ledger.book import Book
from ledger.bounded import same
from ledger.events import CertificateAdopted, TermsAmended
from ledger.price.facts import Step
from ledger.timeline import Item
from projections.apart import shared
from projections.differences import equal
from projections.price import Price, price_of


def first_parting(one: Book, other: Book) -> tuple[Price, Price] | None:
    """Both prices on the first date from which they are not the same; None where they always are."""
    start = shared(one.items, other.items)
    days = _days_of_steps(one, other) | _days_of_terms(one.items[start:]) | _days_of_terms(other.items[start:])
    prices = zip(_prices(one, start, days), _prices(other, start, days), strict=True)
    return next((pair for pair in prices if not equal(pair[0].in_effect, pair[1].in_effect)), None)


def _prices(book: Book, start: int, days: set[date]) -> Iterator[Price]:
    """The price on each of these days, from a place in the timeline on."""
    if not days:
        return
    replay = book.replay.branch(start, book.items)
    while replay.applied < start:
        replay.step()
    for day in sorted(days):
        while replay.applied < len(replay.items) and replay.items[replay.applied].key.day <= day:
            replay.step()
        if replay.state.day < day < date.max:
            replay.state.begin_day(day)
        yield price_of(replay.state, day)


def _days_of_steps(one: Book, other: Book) -> set[date]:
    """The days from which a price governs, but for those up to which both histories are made alike."""
    steps, others = one.state.course.history, other.state.course.history
    alike = shared(steps, others)
    while alike < min(len(steps), len(others)) and _alike(steps[alike], others[alike]):
        alike += 1
    return {step.governs_from for step in [*steps[alike:], *others[alike:]]}


def _alike(one: Step, other: Step) -> bool:
    """Whether two steps from the same price give the same: the same figures in the formula, or the same price."""
    if one[:4] != other[:4] or (one.units_before, one.units_after) != (other.units_before, other.units_after):
        return False
    made_alike = one.formula is not None and one.formula == other.formula
    return made_alike or same(one.after, other.after)


def _days_of_terms(items: Iterable[Item]) -> set[date]:
    """The days on which the price can change without a step: before it is protected it follows the terms alone."""
    entries = [item.recorded.entry for item in items]
    days = [entry.effective for entry in entries if isinstance(entry, CertificateAdopted | TermsAmended)]
    return {*days, *(day + timedelta(days=1) for day in days if day < date.max)}

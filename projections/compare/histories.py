"""Where two books part: their price histories, and from where on they are the same again; and balances as asserted."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ledger.cap_table.days_gone import ended
from ledger.engine.book import Book
from ledger.events import CertificateAdopted, CommonSplit, Reorganized, StockDividendPaid, TermsAmended
from ledger.log.timeline import Item
from ledger.numbers.bounded import same
from ledger.numbers.days import day_after
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from projections.compare.differences import SUPPOSED, Difference, Voice, equal
from projections.compare.divergence import shared


def parted(one: Book, other: Book, voice: Voice = SUPPOSED) -> Iterator[Difference]:
    """The first date from which the prices in effect are not the same, where there is one."""
    first = next((pair for pair in _pairs(one, other) if _differ(pair)), None)
    if first is not None:
        yield _found("parted", first, voice)


def parted_until(one: Book, other: Book, until: date, voice: Voice) -> Iterator[Difference]:
    """The same up to a day, and the date from which the prices are the same again, where there is one."""
    pairs = list(_pairs(one, other, until))
    apart = [number for number, pair in enumerate(pairs) if _differ(pair)]
    if apart:
        yield _found("parted", pairs[apart[0]], voice)
        for pair in pairs[apart[-1] + 1 :][:1]:
            yield _found("rejoined", pair, voice)


def triggers_apart(one: Book, other: Book, voice: Voice = SUPPOSED) -> Iterator[Difference]:
    """The entries of both that are tested under 4E and adjust the price in one of them alone, by their dates."""
    steps, others = one.state.course.history, other.state.course.history
    start = shared(steps, others)
    triggers, other_triggers = _triggers(steps[start:]), _triggers(others[start:])
    apart = triggers.keys() ^ other_triggers.keys()
    found = {name: triggers.get(name) or other_triggers[name] for name in apart}
    for name, step in sorted(found.items(), key=lambda pair: (pair[1].day, pair[0])):
        if name in one.by_id and name in other.by_id:
            adjusts, what = name in triggers, f"{name} of {step.day}"
            kind = "no_longer_triggers" if adjusts else "now_triggers"
            yield Difference(kind, name, "adjusts", adjusts, not adjusts, what, clause=step.clause, voice=voice)


def assertions_apart(one: Book, other: Book, voice: Voice = SUPPOSED) -> Iterator[Difference]:
    """The balances asserted in both that the ledger has otherwise in one of them: how far off it is in each."""
    differing = [{each.entry: each.found - each.asserted for each in book.state.differing} for book in (one, other)]
    for name in dict.fromkeys([*differing[0], *differing[1]]):
        off, off_there = (found.get(name, 0) for found in differing)
        if off != off_there and name in one.state.passed and name in other.state.passed:
            what = f"the balance less what {name} asserts"
            yield Difference("assertion", name, "off_by", off, off_there, what, voice=voice)


def _triggers(steps: Iterable[Step]) -> dict[str, Step]:
    """The steps that the formula made, by the entries that triggered them."""
    return {name: step for step in steps if step.formula is not None for name in step.formula.entries}


class _Pair(NamedTuple):
    """The prices in effect on a day."""

    on: date
    one: Figure
    other: Figure


def _pairs(one: Book, other: Book, until: date = date.max) -> Iterator[_Pair]:
    """Both prices on each date from which they can be others, in order."""
    start = shared(one.items, other.items)
    days = _days_of_steps(one, other).union(*(_days_without_a_step(book.items[start:]) for book in (one, other)))
    return (_Pair(day, _in_effect(one, day), _in_effect(other, day)) for day in sorted(days) if day <= until)


def _differ(pair: _Pair) -> bool:
    return not equal(pair.one, pair.other)


def _found(kind: str, pair: _Pair, voice: Voice) -> Difference:
    return Difference(kind, pair.on.isoformat(), "in_effect", pair.one, pair.other, "", voice=voice)


def _in_effect(book: Book, day: date) -> Figure:
    """The price in effect on a day."""
    state = book.state
    if day > state.day:
        return Figure(state.price_after_close, 1 / state.units)
    if day == state.day:
        return Figure(state.price, 1 / state.units)
    gone = ended(state.days_gone, day)
    assert gone is not None  # noqa: S101  the first day that ends is the first of all
    return Figure(gone.in_effect, 1 / gone.units)


def _days_of_steps(one: Book, other: Book) -> set[date]:
    """The days from which a price governs, but for those up to which both histories are made alike.

    A readjustment that reaches its own day (A3) is in effect for all of the day only on the next.
    """
    steps, others = one.state.course.history, other.state.course.history
    alike = shared(steps, others)
    while alike < min(len(steps), len(others)) and _alike(steps[alike], others[alike]):
        alike += 1
    apart = [*steps[alike:], *others[alike:]]
    return {day for step in apart for day in (step.governs_from, day_after(step.day))}


def _alike(one: Step, other: Step) -> bool:
    """Whether two steps from the same price give the same: the same figures in the formula, or the same price."""
    if one[:4] != other[:4] or (one.units_before, one.units_after) != (other.units_before, other.units_after):
        return False
    made_alike = one.formula is not None and one.formula == other.formula
    return made_alike or same(one.after, other.after)


def _days_without_a_step(items: Iterable[Item]) -> set[date]:
    """The days on which the price can change without a step.

    Before it is protected it follows the terms alone; and share units that change on the day on which the price became
    zero restate what is still in effect that day, where the price itself stays zero.
    """
    entries = [item.recorded.entry for item in items]
    days = [entry.effective for entry in entries if isinstance(entry, CertificateAdopted | TermsAmended)]
    restated = [one.effective for one in entries if isinstance(one, CommonSplit | StockDividendPaid | Reorganized)]
    return {*days, *map(day_after, days), *restated}

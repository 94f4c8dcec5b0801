"""What if: the price, the steps and the balances of an edited timeline, beside the ledger as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ledger.book import Book, open_book
from ledger.bounded import same
from ledger.events import CertificateAdopted, EntryCorrected, TermsAmended
from ledger.price.facts import Step
from ledger.recorded import Recorded
from ledger.refusals import Refusal
from ledger.timeline import EDITS
from projections.differences import Difference, Side, difference_json, differences, first_parting, said, side
from projections.edited import Edits, edited, fitted
from projections.history import PriceStep, history_of, step_json
from projections.holders import holders_on
from projections.price import Price, price_json, price_on
from projections.replayed import prices_on, replayed


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Two prices on a date, every difference, and the whole price history of the edited timeline."""

    actual: Price
    what_if: Price
    differences: list[Difference]
    steps: list[PriceStep]


def what_if(log: Sequence[Recorded], edits: Edits, on: date) -> WhatIf:
    """Answer what the ledger would say on a date if it were edited.

    Prices and balances are those of the date; consequences for other entries, the steps and the entitlements are those
    of the whole timeline. Raises `Refusal` for an edit that is not possible or does not fit, `EntryError` for a value
    that no such entry can have.
    """
    supposed = fitted(edited(log, edits), _asked(edits), keep_replays=True)
    book = open_book(log)
    actual = _side(log, book, on)
    other = _side(supposed.log, supposed.book, on)
    left_out = supposed.left_out | _edits_of_what_is_out(log, supposed.log)
    parted = _parted(log, supposed.log, book.state.course.history, supposed.book.state.course.history)
    found = [*parted, *differences(actual, other, left_out)]
    return WhatIf(actual.price, other.price, found, history_of(supposed.book))


def what_if_json(answer: WhatIf, *, everything: bool = False) -> dict[str, Any]:
    """The answer of the verb `what-if`."""
    return {
        "actual": price_json(answer.actual, everything=everything),
        "what_if": price_json(answer.what_if, everything=everything),
        "differences": [difference_json(one, everything=everything) for one in answer.differences],
        "steps": [step_json(step, everything=everything) for step in answer.steps],
    }


def _asked(edits: Edits) -> set[str]:
    """The entries that were edited on purpose: of these it is refused that they do not fit."""
    corrected = {entry.entry for entry in edits.add if isinstance(entry, EntryCorrected)}
    return {*edits.change, *corrected, *(entry.id for entry in edits.add if entry.id)}


def _side(log: Sequence[Recorded], book: Book, on: date) -> Side:
    """A book's answers on a date; it is replayed again only where its timeline goes on after that date."""
    then = book
    if book.items and book.items[-1].key.day > on:
        then = replayed(log, until=on)
    elif on > book.state.day:
        book.state.begin_day(on)
    return side(price_on(then, on), holders_on(then, on), book)


def _edits_of_what_is_out(log: Sequence[Recorded], supposed: Sequence[Recorded]) -> dict[str, Refusal]:
    """The recorded voids and corrections that have gone with the entry that they edit."""
    there = {one.id for one in supposed}
    gone = {one.id: one.entry for one in log if one.id not in there}
    targets = {name: entry.entry for name, entry in gone.items() if isinstance(entry, EDITS) and entry.entry in gone}
    return {name: Refusal("edits_nothing", "", f"it edits {of}, which is out") for name, of in targets.items()}


def _parted(
    log: Sequence[Recorded], supposed: Sequence[Recorded], steps: Sequence[Step], others: Sequence[Step]
) -> Iterable[Difference]:
    """The first date from which the two price histories part."""
    days = _days_to_compare(steps, others) | _days_of_terms(log) | _days_of_terms(supposed)
    prices, other_prices = prices_on(log, days), prices_on(supposed, days)
    found = first_parting(prices, other_prices, days)
    if found is not None:
        day, one, two = found
        would, does = said(two.in_effect), said(one.in_effect)
        message = f"the prices part on {day}: {would} would be in effect, and {does} is"
        yield Difference("parted", day.isoformat(), "in_effect", one.in_effect, two.in_effect, message)


def _days_to_compare(steps: Sequence[Step], others: Sequence[Step]) -> set[date]:
    """The days from which a price governs, but for those up to which both histories are made alike."""
    alike = 0
    for one, other in zip(steps, others, strict=False):
        if not _alike(one, other):
            break
        alike += 1
    return {step.governs_from for step in [*steps[alike:], *others[alike:]]}


def _alike(one: Step, other: Step) -> bool:
    """Whether two steps from the same price give the same: the same figures in the formula, or the same price."""
    if one[:4] != other[:4] or (one.units_before, one.units_after) != (other.units_before, other.units_after):
        return False
    made_alike = one.formula is not None and one.formula == other.formula
    return made_alike or same(one.after, other.after)


def _days_of_terms(log: Sequence[Recorded]) -> set[date]:
    """The days on which the price can change without a step: before it is protected it follows the terms alone."""
    days = [one.entry.effective for one in log if _sets_terms(one)]
    return {*days, *(day + timedelta(days=1) for day in days if day < date.max)}


def _sets_terms(one: Recorded) -> bool:
    entry = one.entry.with_ if isinstance(one.entry, EntryCorrected) else one.entry
    return isinstance(entry, CertificateAdopted | TermsAmended)

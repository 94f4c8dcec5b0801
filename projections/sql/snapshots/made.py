"""A snapshot made of a log, in one pass: what a replay says of the price now, and what keeps that from changing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.readjustment import with_a_term
from ledger.engine.book import Book, place_after, unopened
from ledger.engine.one_pass import Pass
from ledger.log.recorded import Recorded
from ledger.log.seals import closed, encode
from ledger.log.timeline import Item
from ledger.numbers.bounded import SCALE_BITS, same
from ledger.numbers.days import day_after
from projections.answers.price import Price, price_on
from projections.answers.reliance.relied_on import OF_PRICE, Relying, relied_on
from projections.sql.snapshots.document import Answer, Snapshot, written

Said = Callable[[Price], Answer]
"""What a program is told of a price. How answers are written is not known here (`projections.render`)."""


class _Steady(NamedTuple):
    """Above which price an issue is no Trigger Issuance, and whether that holds on the day of the snapshot itself."""

    above: tuple[int, int] | None
    on_day: bool


def snapshot_of(company: str, log: Sequence[Recorded], head: str, today: date, said: Said) -> Snapshot | None:
    """The price as it stands at the last day of the timeline that is not after today, and until when it stands so.

    `head` is the hash of the last entry of the log. None where there is no such day yet, or no certificate by it.
    """
    book = unopened(log)
    place = place_after(book.items, today)
    if not place:
        return None
    day, until = book.items[place - 1].key.day, _day_before_next(book.items, place)
    relying, book.flags = Relying(most=1), []
    going = Pass(book.replay, (relying,), book.flags, book.problems)
    going.run(day)
    if book.state.adopted is None or book.state.adopted > day or not book.state.has_certificate:
        return None
    on_day, steady = _answer(book, relying, day, said), _steady(book.state)
    after, until = None, min(filter(None, (until, _first_term(book.state, day))), default=None)
    if until is None or until > day:
        going.run(day_after(day))
        after = _answer(book, relying, day_after(day), said)
    return Snapshot(company, len(log), head, today, day, until, on_day, after, steady.above, steady.on_day)


def sealed(one: Snapshot) -> bytes:
    """The document of a snapshot, with its hash at the end."""
    return closed(encode(written(one))[:-1])[0]


def _answer(book: Book, relying: Relying, day: date, said: Said) -> Answer:
    """What `price` answers of a day, word for word, but for the day itself."""
    found = replace(price_on(book, day, day), rests=relied_on(relying, OF_PRICE, book))
    return {name: value for name, value in said(found).items() if name != "on"}


def _day_before_next(items: Sequence[Item], place: int) -> date | None:
    """The last day before something that is already recorded takes effect; None where nothing is."""
    return items[place].key.day - timedelta(days=1) if place < len(items) else None


def _first_term(state: State, day: date) -> date | None:
    """The first day from this one on that ends the term of a right: behind it something is said of that (A66)."""
    return min((ends for _, _, ends, _ in with_a_term(state) if ends >= day), default=None)


def _steady(state: State) -> _Steady:
    """How an issue on this day, or a later one, is judged without its test.

    By the price after the close of the day, in its upper bound; not before 4E protects, nor where a waiver names
    what is still to come (A52). An issue on the day itself is judged so where nothing moved the price on it: else the
    order of the day counts (A5); nor on that of the first Series D, of which more is said (A17).
    """
    course, units = state.course, state.units
    to_come = any(one.waived not in state.passed for one in state.waivers)
    if not state.is_protected or not state.started or to_come:
        return _Steady(None, on_day=False)
    above = Fraction(course.running.high, 1 << SCALE_BITS) / units
    last = zip(course.facts[-1:], course.points[-1:], strict=True)
    openings = [course.opening, *(point.opening for fact, point in last if fact.day == state.day)]
    alike = all(same(one, course.running) for one in openings)
    calm = alike and not course.moved_on(state.day) and state.day != state.first_series_d
    return _Steady((above.numerator, above.denominator), on_day=calm)

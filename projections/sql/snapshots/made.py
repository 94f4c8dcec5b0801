"""A snapshot made of a log, in one pass: what a replay says of the price now, and what keeps that from changing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.snapshot import on_its_own_day
from ledger.cap_table.state import State
from ledger.clauses.adjustment.readjustment import with_a_term
from ledger.engine.book import Book, place_after, unopened
from ledger.engine.one_pass import Observer, Pass
from ledger.log.recorded import Recorded
from ledger.log.seals import closed, encode
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


@dataclass(slots=True)
class Taking(Observer):
    """Takes the snapshot of a book on the way through its timeline; `relying` is told of each day before.

    Whatever else is asked on that way, it is what a pass that ends with the day of the snapshot finds: what comes later
    in the timeline has not happened yet, and to the day after it only a double comes.
    """

    book: Book
    relying: Relying
    company: str
    head: str
    today: date
    said: Said
    day: date | None = field(init=False)
    """The last day of the timeline that is not after today; None where there is no such day yet."""
    until: date | None = field(init=False)
    """The last day before something later that is recorded already; None where nothing is."""
    taken: Snapshot | None = None

    def __post_init__(self) -> None:
        items = self.book.items
        place = place_after(items, self.today)
        self.day = items[place - 1].key.day if place else None
        self.until = items[place].key.day - timedelta(days=1) if place < len(items) else None

    def closes(self, day: date, state: State) -> None:
        """Take the snapshot at the close of its day, if there is a certificate by then."""
        if day != self.day or state.adopted is None or state.adopted > day or not state.has_certificate:
            return
        on_day, steady = self._answer(self.book, self.relying, day), _steady(state)
        after, until = None, min(filter(None, (self.until, _first_term(state, day))), default=None)
        if until is None or until > day:
            after = self._answer_of_the_day_after(day, state)
        stands = self.company, len(self.book.log), self.head, self.today
        self.taken = Snapshot(*stands, day, until, on_day, after, steady.above, steady.on_day)

    def _answer_of_the_day_after(self, day: date, state: State) -> Answer:
        next_day, later, relying = day_after(day), on_its_own_day(state), self.relying.copied()
        later.begin_day(next_day)
        relying.closes(next_day, later)
        return self._answer(replace(self.book, replay=replace(self.book.replay, state=later)), relying, next_day)

    def _answer(self, book: Book, relying: Relying, day: date) -> Answer:
        """What `price` answers of a day, word for word, but for the day itself."""
        found = replace(price_on(book, day, day), rests=relied_on(relying, OF_PRICE, book))
        return {name: value for name, value in self.said(found).items() if name != "on"}


def snapshot_of(company: str, log: Sequence[Recorded], head: str, today: date, said: Said) -> Snapshot | None:
    """The price as it stands at the last day of the timeline that is not after today, and until when it stands so.

    `head` is the hash of the last entry of the log. None where there is no such day yet, or no certificate by it.
    """
    book, relying = unopened(log), Relying(most=1)
    book.flags = []
    taking = Taking(book, relying, company, head, today, said)
    if taking.day is not None:
        Pass(book.replay, (relying, taking), book.flags, book.problems).run(taking.day)
    return taking.taken


def sealed(one: Snapshot) -> bytes:
    """The document of a snapshot, with its hash at the end."""
    return closed(encode(written(one))[:-1])[0]


def state_of(made: Snapshot | None) -> bytes | None:
    """The same, where there is one."""
    return None if made is None else sealed(made)


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

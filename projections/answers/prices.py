"""The Conversion Price on any day, out of one pass: what each day closed with is noted, and asking replays nothing.

Why a day on which nothing happens needs no note of its own: between two entries the price changes only where one day
closes with another price than it had in effect, and the pass closes the day after that as well (A1). Whatever else is
said of it lasts until an entry ends it, but for what follows from the day alone: that it is still to come, or that the
term of a right is over (A66). The latter takes the state of that day, and only where a term is over.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from heapq import heappop, heappush
from typing import NamedTuple, Self

from ledger.cap_table.state import State
from ledger.clauses.adjustment.readjustment import term_of
from ledger.engine.book import Book
from ledger.engine.branch import left_out_on
from ledger.engine.one_pass import Observer
from ledger.events.terms import Interpretations
from ledger.log.timeline import Item
from projections.answers.flags import flags_without_certificate
from projections.answers.price import Price, price_of
from projections.answers.reliance.relied_on import OF_PRICE, ReliedOn, Relying, relied_on_with
from projections.answers.warnings import Note, lasting, left_out, of_the_day, past_terms, say, two_prices

StateOn = Callable[[date], State]
"""What gives the state at the close of a day; it is there to be read."""


class Closed(NamedTuple):
    """What a day closed with."""

    day: date
    price: Price
    on_the_day: tuple[Note, ...]
    """What is said of that day, and of no later one."""
    lasting: tuple[Note, ...]
    over_after: date
    """The day after which the term of a right that is outstanding is over."""


@dataclass(slots=True)
class Closing(Observer):
    """Notes what each day closes with, and before the first what a timeline begins with."""

    closed: list[Closed] = field(default_factory=list)
    _ends: dict[str, date] = field(default_factory=dict)
    """The last day of the term of each right that is outstanding and has one."""
    _next: list[tuple[date, str]] = field(default_factory=list)
    """The same as a heap, with terms that are no longer so."""

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  nothing has happened yet
        """Note what is answered of the days before all entries; who goes on knows that already."""
        if not self.closed:
            self._note(date.min, state)
        return ()

    def copied(self) -> "Closing":
        """Another that knows the same, to go on by itself."""
        return Closing(self.closed[:], self._ends.copy(), self._next[:])

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002  the rights that it touched say it all
        """Keep the terms of the rights that the entry touched."""
        for name in state.course.touched & state.rights.keys():
            term = term_of(state.rights[name])
            if term is None:
                self._ends.pop(name, None)
            elif self._ends.get(name) != term[1]:
                self._ends[name] = term[1]
                heappush(self._next, (term[1], name))

    def closes(self, day: date, state: State) -> None:
        """Note what the day closes with."""
        self._note(day, state)

    def _note(self, day: date, state: State) -> None:
        said, going_on = tuple(two_prices(state, day)), tuple(lasting(state))
        self.closed.append(Closed(day, price_of(state, day), said, going_on, self._over_after()))

    def _over_after(self) -> date:
        while self._next and self._ends.get(self._next[0][1]) != self._next[0][0]:
            heappop(self._next)
        return self._next[0][0] if self._next else date.max


@dataclass(frozen=True, slots=True)
class Prices:
    """The price on any day, as a book that listened, and who looked on while it was replayed, have it."""

    adopted: date | None
    days: Sequence[date]
    closed: Sequence[Closed]
    answers: Sequence[Price]
    """What is answered of each of these days, without what follows from the day that is asked about."""
    problems: Sequence[tuple[date, Note]]
    """What was left out, with the day of its place in the timeline."""

    @classmethod
    def of(cls, book: Book, closing: Closing, relying: Relying) -> Self:
        """Of one pass over the whole of a timeline."""
        closed = closing.closed
        rests = _rests(relying, book.state.terms.interpretations, closed)
        told = zip(closed, _said(book, closed), rests, strict=True)
        answers = [replace(one.price, notes=notes, rests=rests) for one, notes, rests in told]
        problems = [(left_out_on(book, one), left_out(one)) for one in book.problems]
        return cls(book.state.adopted, [one.day for one in closed], closed, answers, problems)

    def on(self, day: date, today: date, state_on: StateOn) -> Price:
        """The price on a day; `today` is when it is asked. What takes the state of the day is asked for it."""
        place = bisect_right(self.days, day) - 1
        closed, answer = self.closed[place], self.answers[place]
        notes = (
            *(answer.notes or ()),
            *(note for since, note in self.problems if since <= day),
            *of_the_day(self.adopted, "price", day, today),
            *(closed.on_the_day if closed.day == day else ()),
            *(past_terms(state_on(day), day) if closed.over_after < day else ()),
            *closed.lasting,
        )
        at_opening = answer.at_opening if closed.day == day else None
        return replace(answer, on=day, notes=notes, at_opening=at_opening)


def _said(book: Book, closed: Sequence[Closed]) -> Iterator[tuple[Note, ...]]:
    """At the close of each day what the flags of the record say of the price."""
    latest: dict[str, Note] = {}
    for flag in flags_without_certificate(book):
        say(latest, flag, "price")
    days = {item.recorded.id: item.key.day for item in book.items}
    flags = [(days[flag.entry], flag) for flag in book.flags or () if flag.entry in days]
    place, notes = 0, tuple(latest.values())
    for one in closed:
        touched = False
        while place < len(flags) and flags[place][0] <= one.day:
            touched |= say(latest, flags[place][1], "price")
            place += 1
        notes = tuple(latest.values()) if touched else notes
        yield notes


def _rests(relying: Relying, choices: Interpretations, closed: Sequence[Closed]) -> Iterator[ReliedOn]:
    """At the close of each day what the price rests on."""
    first = sorted((since, name) for about in OF_PRICE for name, since in relying.since(about).items())
    place, made = 0, relied_on_with((), choices)
    for one in closed:
        before = place
        while place < len(first) and first[place][0] <= one.day:
            place += 1
        if place > before:
            made = relied_on_with((name for _, name in first[:place]), choices)
        yield made

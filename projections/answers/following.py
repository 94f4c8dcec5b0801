"""What followed from entries when they had been recorded: what is said back to whoever recorded them.

An observer takes it where it takes place; nothing is worked out a second time. The pass begins at the first of the
entries and ends when the last has been met, so that of a few entries at the end it costs what they cost.
"""

from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.clauses.notices import days_of_notice, kind_of, last_mailing_day
from ledger.engine.attending import Attendant
from ledger.engine.book import Book
from ledger.engine.one_pass import Pass
from ledger.events import SeriesDConverted
from ledger.log.documents import attached
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, Item, transaction_of
from ledger.numbers.figure import Figure
from ledger.price.facts import Fact, Moment, Step
from ledger.price.formula import Issue
from ledger.price.rights import issue_of
from projections.answers.due.business_days import certificate_due
from projections.answers.history import PriceStep, steps_of


class Delivered(NamedTuple):
    """The Common that a conversion gave: out of unissued shares and out of treasury, and what the record gives.

    A number that nobody stated is assumed, as the ledger worked it out (A8).
    """

    series_d: int
    common: int
    out_of_treasury: int
    entitled: int
    stated: bool


class Test(NamedTuple):
    """An issue or a grant put to the test of 4E: the consideration for each share, and the price before it.

    Both in the share units of the day.
    """

    per_share: Figure
    against: Figure
    triggers: bool


@dataclass(frozen=True, slots=True)
class Follows:
    """What followed from one entry, or from the entry that an edit names, as it then stands.

    `outstanding` is the Common before it and after it; `holders` are those of Series D, who are told of adjustments.
    `mailing` is the last day on which notice of it is mailed in time (first 4L). `due` is the last day for the
    certificate of a conversion (4C), None where its clock has not started. `stands` is None where a void took it out.
    """

    stands: Recorded | None
    outstanding: tuple[int, int] = (0, 0)
    holders: int = 0
    delivered: Delivered | None = None
    test: Test | None = None
    steps: tuple[PriceStep, ...] = ()
    automatic: tuple[Delivered, ...] = ()
    mailing: date | None = None
    due: date | None = None


def following(book: Book, entries: Collection[str]) -> Mapping[str, Follows]:
    """What followed from some entries of a book, by id."""
    watching = Watching(names := subjects_of(book, entries))
    places = [place for place, item in enumerate(book.items) if item.recorded.id in names]
    if places:
        replay = book.replay.branch(places[0], book.items[:])
        while replay.applied < places[0]:
            replay.step()
        Pass(replay, [watching], enough=lambda: len(watching.found) == len(names)).run()
    return watching.told(book, entries)


def subjects_of(book: Book, entries: Iterable[str]) -> frozenset[str]:
    """The entries of the timeline that these are about: themselves, or those that they edit."""
    return frozenset(_subject(book, name) for name in entries)


def _subject(book: Book, name: str) -> str:
    entry = book.by_id[name].entry
    return entry.entry if isinstance(entry, EDITS) else name


class Watching(Attendant):
    """Takes what follows from the entries of these names, on any pass that comes past all of those that stand."""

    def __init__(self, names: Container[str]) -> None:
        self.names = names
        self.found: dict[str, Follows] = {}
        self._outstanding = self._steps = self._conversions = 0
        self._together: list[str] = []
        self._moved: list[str] = []

    def told(self, book: Book, entries: Collection[str]) -> Mapping[str, Follows]:
        """What followed from each of these entries, by id."""
        found = self.found
        for one in attached(book.log):
            found.setdefault(one.by.id, Follows(replace(one.by, entry=one.document)))
        if len(found) == len(entries) and all(name in found for name in entries):
            return found  # each is about itself
        return {name: found.get(_subject(book, name), Follows(None)) for name in entries}

    def forget(self, told: int) -> None:
        """Know of the first so many entries alone, each of which it has met; no day of the others is over."""
        while len(self.found) > told:
            name, _ = self.found.popitem()
            for names in (self._moved, self._together):
                if names and names[-1] == name:
                    names.pop()

    def happens(self, item: Item, state: State) -> None:
        """Note what is there before it."""
        if item.recorded.id in self.names:
            self._outstanding, self._steps = state.outstanding, len(state.course.history)
            self._conversions = len(state.conversions)

    def happened(self, item: Item, state: State) -> None:
        """Take what has followed."""
        if item.recorded.id not in self.names:
            return
        one, new = item.recorded, state.conversions[self._conversions :]
        self.found[one.id] = Follows(
            one,
            (self._outstanding, state.outstanding),
            len(state.series_d),
            next((_delivered(made, state) for made in new if made.entry == one.id), None),
            _test(state, one.id),
            tuple(steps_of(state.course.history[self._steps :], self._steps)),
            tuple(_delivered(made, state) for made in new if made.automatic),
            last_mailing_day(one.entry, days_of_notice(one.entry, state)) if kind_of(one.entry) else None,
            certificate_due(one.entry, state.terms) if isinstance(one.entry, SeriesDConverted) else None,
        )
        if transaction_of(one.entry) is not None:
            self._together.append(one.id)
        elif self.found[one.id].steps:
            self._moved.append(one.id)

    def closes(self, day: date, state: State) -> None:
        """Of an integral transaction (A6), and of a distribution, what follows is known when all of it has happened.

        The factor of a distribution bites at the close of its day: what came later on that day stands before it (A61).
        """
        history = state.course.history
        for name in self._moved:
            self.found[name] = replace(self.found[name], steps=_as_they_ended(self.found[name].steps, history, day))
        self._moved.clear()
        for name in self._together:
            steps = [(number, one) for number, one in enumerate(history) if one.formula and name in one.formula.entries]
            found = tuple(made for number, one in steps for made in steps_of([one], number))
            self.found[name] = replace(self.found[name], test=_test(state, name), steps=found)
        self._together.clear()


def _as_they_ended(steps: Iterable[PriceStep], history: Sequence[Step], day: date) -> tuple[PriceStep, ...]:
    """Steps of a day as they stand at its close."""
    first = bisect_left(history, day, key=lambda step: step.day)
    ended = [(number, history[number]) for number in range(first, len(history))]
    found: list[PriceStep] = []
    for step in steps:
        same = (one for one in ended if (one[1].day, one[1].entry, one[1].clause) == (day, step.entry, step.clause))
        stands = next(same, None)
        if stands is not None:
            ended.remove(stands)
        found.extend([step] if stands is None else steps_of([stands[1]], stands[0]))
    return tuple(found)


def _delivered(made: Conversion, state: State) -> Delivered:
    moved = (one for one in state.register.moved if one.entry == made.entry and one.stock == "common")
    drawn = sum(one.shares for one in moved if one.source is Place.TREASURY)
    given = made.delivery
    return Delivered(given.converted, given.common_shares, drawn, entitlement(made), made.stated)


def _test(state: State, name: str) -> Test | None:
    """The test that an entry was put to: alone, or within its moment (A6); None where it was not tested that day."""
    course = state.course
    for place in range(len(course.facts) - 1, -1, -1):
        fact = course.facts[place]
        if fact.day != state.day:
            return None
        tested = next((one for one in _issues(state, fact) if one.entry == name), None)
        if tested is not None:
            before = course.points[place - 1].running if place else course.start
            formula = course.points[place].formula
            each = Figure.of(Fraction(*tested.per_share) / fact.units)
            return Test(each, Figure(before, 1 / fact.units), formula is not None and name in formula.entries)
    return None


def _issues(state: State, fact: Fact) -> Iterator[Issue]:
    """What a fact puts to the test as it is issued or granted; a right that has ended has no price any more."""
    for member in fact.members if isinstance(fact, Moment) else ():
        if isinstance(member, Issue):
            yield member
        elif (right := state.rights[member]).lots:
            yield issue_of(right.entry, right.clause, right.lots)

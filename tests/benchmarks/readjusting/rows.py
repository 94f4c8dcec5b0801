"""4E(3): what deciding costs over a log in which rights change and end, beside exact folds made again for each.

Of the entries that can move the price, a tenth change or end a right that is deemed issued, spread over the whole log. Two
things are measured: the whole of deciding, and the fold of the price alone, told what the whole told it.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch

from ledger.engine.book import open_book
from ledger.events import read_entry
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.price.course import Course
from ledger.price.facts import Moment
from ledger.price.rights import Right
from tests.benchmarks.frame.measure import Bench, foreseen
from tests.benchmarks.frame.row import Point, Row, Times, middle, scaled
from tests.benchmarks.readjusting.plain import START, prices, told
from tests.benchmarks.readjusting.repriced import CHANGES, repriced
from tests.benchmarks.readjusting.retelling import prices as retold

_SIZES = (500, 2_000, 8_000)
"""Entries that can move the price; the stock issued under the plan comes on top of them."""
_PROMISED = 2_000
"""Of this size is what is promised beside the reference; the next may take six times as long at most."""
_SAMPLE = 4
"""At so many of the changes the baselines are measured; all of them would take minutes."""
_NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_PARTS = (("the whole of deciding", 1 / 300), ("the fold alone", 1 / 1000))


def rows(bench: Bench) -> Iterator[Row]:
    """The whole and the fold alone, beside what is made again for each change, and beside a fourth of the entries."""
    whole: dict[int, Times] = {}
    alone: dict[int, Times] = {}
    for entries in _SIZES:
        expected = foreseen(list(_points(whole)), entries)
        if expected > bench.budget.seconds:
            bench.leave_out(f"4E(3), {entries:,} entries", expected)
            break
        log = recorded(entries)
        whole[entries] = bench.timed(partial(open_book, log), 5)
        alone[entries] = bench.timed(partial(course_of, calls_of(log)), 5)
    yield from _beside_exact_folds(bench, whole, alone)
    if _SIZES[-1] in alone:
        for (what, _), times in zip(_PARTS, (whole, alone), strict=True):
            baseline = f"the same, {_PROMISED:,} entries"
            yield Row(_called(what, _SIZES[-1]), times[_SIZES[-1]], baseline, times[_PROMISED], 6, _points(times))


def _beside_exact_folds(bench: Bench, whole: dict[int, Times], alone: dict[int, Times]) -> Iterator[Row]:
    baseline = f"the reference model tells all again at each change ({_SAMPLE} measured)"
    again = retelling(bench, _PROMISED)
    least = f"the price alone by fractions, again at each change ({_SAMPLE} measured)"
    plain = plainly(bench, _PROMISED)
    for (what, promised), times in zip(_PARTS, (whole, alone), strict=True):
        # how it grows stands with the longest log that was measured
        growth = _points(times) if max(times) == _PROMISED else ()
        yield Row(_called(what, _PROMISED), times[_PROMISED], baseline, again, promised, growth)
        yield Row(_called(what, _PROMISED), times[_PROMISED], least, plain)


def _called(what: str, entries: int) -> str:
    return f"4E(3), one change in ten: {what}, {entries:,} entries"


def _points(times: dict[int, Times]) -> tuple[Point, ...]:
    return tuple(Point(entries, middle(one)) for entries, one in times.items())


def sample_of(entries: int) -> tuple[list[int], float]:
    """The middle one of each equal part of the changes, and how many each stands for."""
    part = entries / CHANGES / _SAMPLE
    return [int(part * (number + 0.5)) for number in range(_SAMPLE)], part


def retelling(bench: Bench, entries: int) -> Times:
    """What it would take the reference model to tell all again at each change."""
    sample, part = sample_of(entries)
    taken: list[float] = []
    retold(list(repriced(entries)), sample, lambda work: taken.extend(bench.timed(work, 1)))
    return scaled((sum(taken),), part)


def plainly(bench: Bench, entries: int) -> Times:
    """What a plain exact fold of the price alone would take for each change."""
    (facts, changes), (sample, part) = told(repriced(entries)), sample_of(entries)
    return scaled(bench.timed(lambda: list(prices(facts, changes, sample))), part)


def recorded(entries: int) -> list[Recorded]:
    """The log of a repriced journal, which is loaded and not decided one by one."""
    read = map(read_entry, repriced(entries))
    return [Recorded(number, str(entry.id), entry, _NOON) for number, entry in enumerate(read, 1)]


class Call(NamedTuple):
    """What the fold was told: the name of the method, its arguments, and the rights that were granted with it."""

    method: str
    arguments: tuple[Any, ...]
    rights: dict[str, Right]


def calls_of(log: list[Recorded]) -> list[Call]:
    """All that the whole of deciding tells the fold over a log, in its order."""
    calls: list[Call] = []

    def noting(method: str) -> Callable[..., None]:
        original = getattr(Course, method)

        def noted(course: Course, *arguments: Any) -> None:
            fact = arguments[0]
            members = fact.members if isinstance(fact, Moment) else ()
            granted = {name: course.rights[name] for name in members if isinstance(name, str)}
            calls.append(Call(method, arguments, granted))
            original(course, *arguments)

        return noted

    with ExitStack() as stack:
        for method in ("begin", "happen", "readjust"):
            stack.enter_context(patch.object(Course, method, noting(method)))
        open_book(log)
    return calls


def course_of(calls: list[Call]) -> Course:
    """The fold alone: told the same, and asked for the price at the end."""
    course = Course(Interpretations(), Bounded.of(START), date.min, {})
    for method, arguments, rights in calls:
        course.rights.update(rights)
        getattr(course, method)(*arguments)
    assert course.running.is_above(0, 1)
    return course

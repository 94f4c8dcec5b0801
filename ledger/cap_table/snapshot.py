"""A cap table to come back to, and a second one beside it.

A snapshot is a state that is never changed: what it has by itself was copied, and of what only grows, the facts and
steps of the price, the conversions, the entries passed, the days gone, it knows how far they had come. To come back is
to copy it once more and to take so much of what has grown; so a snapshot can be come back to any number of times, by
any number of branches, and costs as much as the tables of holders and rights are long, not as the log is.

Of a snapshot that is `lent` not even the tables of rights are copied, nor the lists of what has grown: it says what is
otherwise in it than at the end of the timeline, and so does each branch from it (`ledger.sharing`). A table of holders
is copied all the same: it is short, and what is in it changes with every entry.
"""

from copy import copy
from dataclasses import dataclass, replace
from itertools import islice

from ledger.cap_table.acts import Conversion
from ledger.cap_table.days_gone import DayGone
from ledger.cap_table.state import State
from ledger.price.course import Course
from ledger.price.points import Mark
from ledger.sharing import Map, Row, Table, Tail, table_of


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state as it was."""

    state: State
    course: Mark
    conversions: int
    passed: int
    days: int


def snapshot(state: State) -> Snapshot:
    """Remember a state."""
    grown = len(state.conversions), len(state.passed), len(state.days_gone)
    return Snapshot(state.copied(), state.course.mark(), *grown)


def restored(found: Snapshot, grown: State) -> State:
    """The state as it was, on the course of `grown`, a state that has gone on from there and is of no use any more.

    What has grown is cut off where it stands: going back a few entries costs nothing for all those before.
    """
    return _restored(found, grown.course, grown.conversions, grown.passed, grown.days_gone)


def branch(found: Snapshot, grown: State) -> State:
    """A state of its own that is what `grown` was then; nothing that the two share is changed by either."""
    shared = grown.conversions[: found.conversions], grown.passed.copy(), grown.days_gone[: found.days]
    return _restored(found, copy(grown.course), *shared)


def lent(found: Snapshot, end: State) -> Snapshot:
    """The same snapshot, made of what stands at the end; that is not to be changed as long as this is in use."""
    state, mark, course = found.state, found.course, end.course
    return replace(
        found,
        state=replace(state, rights=table_of(state.rights, end.rights), notices=table_of(state.notices, end.notices)),
        course=mark._replace(
            facts=Tail(mark.facts, mark.length),
            history=Tail(mark.history, mark.steps),
            granted_at=table_of(mark.granted_at, course.granted_at),
            tested_at=table_of(mark.tested_at, course.tested_at),
        ),
    )


def beside(found: Snapshot, end: State) -> State:
    """A state of its own from a snapshot that is lent: what it has in common with the end it shares with it."""
    conversions, days_gone = Tail(end.conversions, found.conversions), Tail(end.days_gone, found.days)
    return _restored(found, copy(end.course), conversions, Table(end.passed), days_gone)


def on_its_own_day(state: State) -> State:
    """The same state, which can come to a later day without the other; nothing else may happen in it."""
    days_gone = state.days_gone[:]
    return replace(state.copied(), rights=state.rights, course=copy(state.course), days_gone=days_gone)


def _restored(
    found: Snapshot, course: Course, conversions: Row[Conversion], passed: Map[str, None], days: Row[DayGone]
) -> State:
    state = found.state.copied()
    course.rewind(found.course, state.rights)
    state.course = course
    del conversions[found.conversions :], days[found.days :]
    for name in list(islice(reversed(passed), len(passed) - found.passed)):
        del passed[name]
    state.conversions, state.passed, state.days_gone = conversions, passed, days
    return state

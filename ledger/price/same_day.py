"""Whether the order of one day's issues decides what adjusts the price (A5).

Two that both trigger give the same price in either order. Where the price of one lies between, the order matters: it
triggers as the first and not as the last. Issues of one moment have no order (A6).
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from ledger.price.course import Course
from ledger.price.facts import Moment, Point
from ledger.price.formula import Issue
from ledger.price.rights import issue_of


class Tested(NamedTuple):
    """An issue or a grant that was put to the test, and whether it moved the price."""

    issue: Issue
    moved: bool


def would_have_moved(course: Course, entry: str) -> list[str]:
    """Which entries of the day keep the one just tested from moving the price; none where order is no matter.

    It is below the price that the day began with, and not below the price as those left it.
    """
    last = next(one for one in next(_moments_of_the_day(course)) if one.issue.entry == entry)
    if last.moved or not course.opening.is_above(*last.issue.per_share):
        return []
    own_moment = course.points[-1].formula
    steps = takewhile(lambda step: step.day == course.day, reversed(course.history))
    return [step.entry for step in steps if step.formula is None or step.formula is not own_moment][::-1]


def would_not_move(course: Course, entry: str) -> list[str]:
    """Which earlier issues of the day would not have moved the price had they come after the entry just tested.

    With r the price without such an issue and q its own, the price now is an average of r and q; so q is below r just
    when it is below the price now.
    """
    moments = _moments_of_the_day(course)
    if not any(one.moved for one in next(moments) if one.issue.entry == entry):
        return []
    earlier = [one.issue for tested in moments for one in tested if one.moved]
    return [one.entry for one in earlier if not course.running.is_above(*one.per_share)][::-1]


def _moments_of_the_day(course: Course) -> Iterator[list[Tested]]:
    """What was tested at each moment of the day, the latest first; at least one moment has been."""
    for fact, point in zip(reversed(course.facts), reversed(course.points), strict=True):
        if fact.day != course.day:
            return
        if isinstance(fact, Moment):
            yield _tested(course, fact, point)


def _tested(course: Course, moment: Moment, point: Point) -> list[Tested]:
    moved = point.formula.entries if point.formula else ()
    issues = [_as_issue(course, one) if isinstance(one, str) else one for one in moment.members]
    return [Tested(one, one.entry in moved) for one in issues]


def _as_issue(course: Course, right: str) -> Issue:
    found = course.rights[right]
    return issue_of(found.entry, found.clause, found.lots)

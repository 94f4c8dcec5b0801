"""Whether the order of one day's issues decides what adjusts the price (A5).

Two that both trigger give the same price in either order. Where the price of one lies between, the order matters: it
triggers as the first and not as the last. Issues of one moment have no order (A6).
"""

from collections.abc import Iterator
from itertools import takewhile

from ledger.price.course import Course
from ledger.price.facts import Distributed, Moment, Point, Step
from ledger.price.formula import Issue
from ledger.price.rights import issue_of


def would_have_moved(course: Course, entry: str) -> list[str]:
    """Which entries of the day keep the one just tested from moving the price; none where order is no matter.

    It is below the price that the day began with, and not below the price as those left it.
    """
    own_moment = _own_point(course).formula
    if own_moment is not None and entry in own_moment.entries:
        return []
    tested = next(one for one in next(_moments_of_the_day(course)) if one.entry == entry)
    if not course.opening.is_above(*tested.per_share):
        return []
    return [step.entry for step in _steps_of_the_day(course) if step.formula is None or step.formula != own_moment]


def would_not_move(course: Course, entry: str) -> list[str]:
    """Which earlier issues of the day would not have moved the price had they come after the entry just tested.

    With r the price without such an issue and q its own, the price now is an average of r and q; so q is below r just
    when it is below the price now.
    """
    own = _own_point(course)
    own_moment = own.formula
    if own_moment is None or entry not in own_moment.entries:
        return []
    earlier = {name for step in _steps_of_the_day(course)[:-1] if step.formula for name in step.formula.entries}
    if not earlier:
        return []
    issues = [one for moment in _moments_of_the_day(course) for one in moment if one.entry in earlier]
    return [one.entry for one in reversed(issues) if not own.running.is_above(*one.per_share)]


def at_the_close(course: Course) -> int:
    """The place from which on there are only distributions of the day: they stand at its close (A61)."""
    index = len(course.facts)
    while index and isinstance(fact := course.facts[index - 1], Distributed) and fact.day == course.day:
        index -= 1
    return index


def _own_point(course: Course) -> Point:
    """The price after what was just tested; the day's distributions stand behind it (A61)."""
    behind = takewhile(lambda fact: isinstance(fact, Distributed), reversed(course.facts))
    return course.points[-1 - len(list(behind))]


def _steps_of_the_day(course: Course) -> list[Step]:
    """Every change of the price of the day before its close, the earliest first."""
    today = takewhile(lambda step: step.day == course.day, reversed(course.history))
    return [step for step in today if step.clause != "4H"][::-1]


def _moments_of_the_day(course: Course) -> Iterator[list[Issue]]:
    """What was tested at each moment of the day, the latest first; at least one moment has been.

    A right that has ended again on that day is left out: it has no price any more.
    """
    for fact in takewhile(lambda fact: fact.day == course.day, reversed(course.facts)):
        if isinstance(fact, Moment):
            yield [issue for one in fact.members for issue in _issues(course, one)]


def _issues(course: Course, member: Issue | str) -> list[Issue]:
    if not isinstance(member, str):
        return [member]
    right = course.rights[member]
    return [issue_of(right.entry, right.clause, right.lots)] if right.lots else []

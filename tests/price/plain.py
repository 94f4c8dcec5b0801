"""The fold as it is defined: one fact after the other, from the start, each price an exact rational.

The engine goes through the facts in columns, takes for granted what surely comes out as before, and keeps prices as
floats and bounds. Whatever it does, it has to say at any time what this says of the same facts and the same rights.
"""

from collections.abc import Iterator
from fractions import Fraction

from ledger.numbers.bounded import Bounded
from ledger.price.course import Course
from ledger.price.facts import Formula, Point, Restated, Test, at_most
from ledger.price.fold import Known, Outcome, formula_of, found
from ledger.price.triggers import Tests

Plain = tuple[Fraction, Fraction, object, Formula | None]


def plain_fold(course: Course) -> tuple[list[Plain], dict[Test, int]]:
    """What a course has to say: of each fact the price after it, that of the opening, what is deemed and the formula."""
    tested: list[Bounded] = []
    tests = Tests(course.choices, tested.__getitem__)
    known = Known(course.rights, course.waived, course.choices, tests, set())
    found_so_far = list(_points(course, known, tested))
    return [(_exact(one.running), _exact(one.opening), one.deemed, one.formula) for one in found_so_far], tests.places


def _points(course: Course, known: Known, tested: list[Bounded]) -> Iterator[Point]:
    running = opening = Bounded.of(_exact(course.start))
    deemed: Fraction | int = 0
    day = None
    for place, fact in enumerate(course.facts):
        if fact.day != day:
            day, opening = fact.day, running
        before = Point(running, opening, deemed)
        tested.append(opening if course.choices.same_day_price == "opening" else running)
        outcome = found(known, place, fact, before)
        formula = formula_of(fact, outcome, deemed)
        running = Bounded.of(_moved(before, formula, outcome))
        deemed += outcome.deemed
        if isinstance(fact, Restated) and fact.reflected is not None:
            opening = at_most(opening, fact.reflected)
        yield Point(running, opening, deemed, formula)


def _moved(before: Point, formula: Formula | None, outcome: Outcome) -> Fraction:
    b = _exact(before.running)
    if formula is not None:
        return (formula.outstanding * b + formula.money) / Fraction(formula.outstanding + formula.shares)
    if outcome.factor is not None:
        return b * outcome.factor
    return b if outcome.price is None else outcome.price


def _exact(number: Bounded) -> Fraction:
    found = number.exact()
    return Fraction(int(found.numerator), int(found.denominator))


def in_the_course(course: Course) -> tuple[list[Plain], dict[Test, int]]:
    """What a course does say."""
    points = course.points
    return [(_exact(one.running), _exact(one.opening), one.deemed, one.formula) for one in points], course.tested_at

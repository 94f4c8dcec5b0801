"""What can differ between two books that go back to the same one, and what they share: only the first is looked at.

Books that one replay has branched from hold the very same objects up to the first place in which they differ. So what
they share is found without comparing it, and two books that share nothing are compared in full.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress
from operator import eq, is_not, ne
from typing import TypeVar

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.engine.book import Book
from ledger.numbers.bounded import same
from ledger.price.course import Course
from ledger.price.facts import Became, Test
from ledger.price.stretch import Stretch
from ledger.sharing import Map, can_differ

T = TypeVar("T")
V = TypeVar("V")


def shared(one: Sequence[T], other: Sequence[T]) -> int:
    """How many members two sequences share, which are the very same up to some place and never after it."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if one[middle] is other[middle] else (low, middle)
    return low


def conversions_apart(one: Book, other: Book) -> tuple[Sequence[Conversion], Sequence[Conversion]]:
    """The conversions that are not shared."""
    mine, theirs = one.state.conversions, other.state.conversions
    start = shared(mine, theirs)
    return mine[start:], theirs[start:]


def holders_apart(one: State, other: State) -> set[str]:
    """The holders whose shares, or whose votes, can differ."""
    if one.price.is_zero() or other.price.is_zero():
        return set().union(one.common, one.series_d, other.common, other.series_d)  # nobody's votes can be told
    mine, theirs = one.register, other.register
    found = {*_unequal(mine.common, theirs.common), *_unequal(mine.series_d, theirs.series_d)}
    if one.units != other.units or not same(one.price, other.price) or not same(one.preference, other.preference):
        found |= one.series_d.keys() | other.series_d.keys()
    return found


def rights_apart(one: State, other: State) -> set[str]:
    """The rights of which something can differ: their terms, what is outstanding, or whether it is deemed issued."""
    if one.units != other.units or one.course.choices != other.course.choices:
        return one.rights.keys() | other.rights.keys()
    made_again = _not_shared(one.rights, other.rights)
    unlike = [name for name in made_again if one.rights.get(name) != other.rights.get(name)]
    return {*unlike, *_tested_unlike(one.course, other.course)}


def _tested_unlike(one: Course, other: Course) -> set[str]:
    """The rights of which a test is made by another fact, or perhaps against another price."""
    unlike = set(_unlike(one.tested_at, other.tested_at, ne))
    mine, its = one.tests, other.tests
    behind = _tested_in(one, one.stretches[shared(one.stretches, other.stretches) :])
    found = (test for test, place in behind if test not in unlike and mine.price_at(place) is not its.price_at(place))
    return {name for name, _ in (*unlike, *found)}


def _tested_in(course: Course, stretches: Iterable[Stretch]) -> Iterator[tuple[Test, int]]:
    """The tests that the facts of some stretches make, each with its place."""
    for stretch in stretches:
        for name, places in stretch.columns.named.items():
            for at in places:
                fact, place = stretch.columns.facts[at], stretch.first + at
                test = name, fact.entry if isinstance(fact, Became) else None
                if course.tested_at.get(test) == place:
                    yield test, place


def _unequal(one: Map[T, int], other: Map[T, int]) -> list[T]:
    return _unlike(one, other, ne)


def _not_shared(one: Map[T, V], other: Map[T, V]) -> list[T]:
    return _unlike(one, other, is_not)


def _unlike(one: Map[T, V], other: Map[T, V], differ: Callable[[object, object], bool]) -> list[T]:
    """The keys under which two mappings have not the same: quickly, where little can differ, or only values do."""
    some = can_differ(one, other)
    if some is not None:
        return [name for name in some if differ(one.get(name), other.get(name))]
    if len(one) == len(other) and all(map(eq, one, other)):
        return list(compress(one, map(differ, one.values(), other.values())))
    get = other.get
    mine = [name for name, value in one.items() if differ(get(name), value)]
    return mine + [name for name in other if name not in one]

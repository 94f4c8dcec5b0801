"""What can differ between two books that go back to the same one, and what they share: only the first is looked at.

Books that one replay has branched from hold the very same objects up to the first place in which they differ. So what
they share is found without comparing it, and two books that share nothing are compared in full.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import compress
from operator import eq, is_not, ne
from typing import TypeVar

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.engine.book import Book
from ledger.numbers.bounded import same
from ledger.price import sizes
from ledger.price.course import Course

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
    found = {*_unequal(one.common, other.common), *_unequal(one.series_d, other.series_d)}
    if one.units != other.units or not same(one.price, other.price) or not same(one.preference, other.preference):
        found |= one.series_d.keys() | other.series_d.keys()
    return found


def rights_apart(one: State, other: State) -> set[str]:
    """The rights of which something can differ: their terms, what is outstanding, or whether it is deemed issued."""
    if one.units != other.units or one.course.choices != other.course.choices:
        return one.rights.keys() | other.rights.keys()
    return {*_not_shared(one.rights, other.rights), *_tested_unlike(one.course, other.course)}


def _tested_unlike(one: Course, other: Course) -> set[str]:
    """The rights of which a test is made by another fact, or perhaps against another price."""
    alike = sizes.SIZE * shared(one.stretches, other.stretches)
    unlike = set(_unlike(one.tested_at, other.tested_at, ne))
    mine, its = one.tests, other.tests
    behind = compress(one.tested_at.items(), map(alike.__lt__, one.tested_at.values()))
    found = (test for test, place in behind if test not in unlike and mine.price_at(place) is not its.price_at(place))
    return {name for name, _ in (*unlike, *found)}


def _unequal(one: Mapping[T, int], other: Mapping[T, int]) -> list[T]:
    return _unlike(one, other, ne)


def _not_shared(one: Mapping[T, V], other: Mapping[T, V]) -> list[T]:
    return _unlike(one, other, is_not)


def _unlike(one: Mapping[T, V], other: Mapping[T, V], differ: Callable[[object, object], bool]) -> list[T]:
    """The keys under which two mappings have not the same: quickly, where their keys are the same in the same order."""
    if len(one) == len(other) and all(map(eq, one, other)):
        return list(compress(one, map(differ, one.values(), other.values())))
    get = other.get
    mine = [name for name, value in one.items() if differ(get(name), value)]
    return mine + [name for name in other if name not in one]

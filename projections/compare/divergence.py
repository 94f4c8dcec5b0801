"""What can differ between two books that go back to the same one, and what they share: only the first is looked at.

Books that one replay has branched from hold the very same objects up to the first place in which they differ. So what
they share is found without comparing it, and two books that share nothing are compared in full.
"""

from collections.abc import Mapping, Sequence
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
    found = {name for name, _ in one.tested_at.keys() ^ other.tested_at.keys()}
    mine, its = one.tests, other.tests
    for test, place in one.tested_at.items():
        if place != other.tested_at.get(test, place) or (
            place > alike and mine.price_at(place) is not its.price_at(place)
        ):
            found.add(test[0])
    return found


def _unequal(one: Mapping[T, int], other: Mapping[T, int]) -> list[T]:
    get = other.get
    return [name for name, held in one.items() if get(name) != held] + [name for name in other if name not in one]


def _not_shared(one: Mapping[T, V], other: Mapping[T, V]) -> list[T]:
    get = other.get
    return [name for name, value in one.items() if get(name) is not value] + [name for name in other if name not in one]

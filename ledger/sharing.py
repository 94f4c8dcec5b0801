"""Lists and tables that share what they have in common with others: one more costs what is otherwise in it.

The branches of a ledger (`ledger.engine.branch`) differ near its end, and there are thousands of them. A `Tail` begins
as another list does and goes on by itself; a `Table` says what another one says but for some keys. What they stand on
they only read, so nothing that is written in one is seen in another.

It would break if what they stand on were changed where they share it; who lends it sees to that (`Book.record`).
"""

from collections.abc import Collection, Iterable, Iterator, MutableMapping, MutableSequence, Sequence
from itertools import chain, islice
from operator import eq
from typing import Any, Generic, TypeAlias, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")


class Tail(MutableSequence[T], Generic[T]):
    """A list that begins with so many members of another one, and has its own behind them."""

    __slots__ = ("_own", "_shared", "_under")

    def __init__(self, under: "Row[T]", shared: int) -> None:
        self._under: list[T]
        self._shared: int
        self._own: list[T]
        if isinstance(under, Tail):
            self._under, self._shared = under._under, min(shared, under._shared)  # noqa: SLF001  of its own kind
            self._own = under._own[: shared - self._shared]  # noqa: SLF001  of its own kind
        else:
            self._under, self._shared, self._own = under, min(shared, len(under)), []

    def __len__(self) -> int:
        return self._shared + len(self._own)

    def __iter__(self) -> Iterator[T]:
        return chain(islice(self._under, self._shared), self._own)

    def __reversed__(self) -> Iterator[T]:
        return chain(reversed(self._own), map(self._under.__getitem__, range(self._shared - 1, -1, -1)))

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> "Row[T]": ...
    def __getitem__(self, place: int | slice) -> "T | Row[T]":
        if isinstance(place, slice):
            return self._part(place)
        at = place - self._shared if place >= 0 else place + len(self._own)
        if at >= 0:
            return self._own[at]
        if at < -self._shared:
            raise IndexError(place)
        return self._under[at + self._shared]

    def _part(self, place: slice) -> "Row[T]":
        """The first members are shared again; any others are a list of their own."""
        first, last, step = place.indices(len(self))
        if step != 1:
            return [self[at] for at in range(first, last, step)]
        if first == 0:
            return Tail(self, last)
        own = self._own[max(first - self._shared, 0) : max(last - self._shared, 0)]
        return own if first >= self._shared else [*self._under[first : min(last, self._shared)], *own]

    @overload
    def __setitem__(self, place: int, value: T) -> None: ...
    @overload
    def __setitem__(self, place: slice, value: Iterable[T]) -> None: ...
    def __setitem__(self, place: int | slice, value: T | Iterable[T]) -> None:
        at: Any = self._among_own(place)
        self._own[at] = value

    def __delitem__(self, place: int | slice) -> None:
        del self._own[self._among_own(place)]

    def insert(self, place: int, value: T) -> None:
        """Put before a place."""
        at = slice(place, None).indices(len(self))[0]
        self._share_less(at)
        self._own.insert(at - self._shared, value)

    def append(self, value: T) -> None:
        """Put behind all others."""
        self._own.append(value)

    def _among_own(self, place: int | slice) -> int | slice:
        """Where a place is among its own members: what is shared from there on becomes its own first."""
        if isinstance(place, slice):
            first, last, step = place.indices(len(self))
            self._share_less(first)
            return slice(first - self._shared, last - self._shared if last > first else first - self._shared, step)
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        self._share_less(at)
        return at - self._shared

    def _share_less(self, length: int) -> None:
        if length < self._shared:
            self._own[:0] = self._under[length : self._shared]
            self._shared = length

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]  # as of a list

    def __repr__(self) -> str:
        return repr(list(self))


class Table(MutableMapping[K, V], Generic[K, V]):
    """A mapping that says what another one says, but for some keys; its order is that of a dict so changed."""

    __slots__ = ("_gone", "_more", "_own", "_under")

    def __init__(self, under: "Map[K, V]") -> None:
        # `_gone` are the keys that are out of the one below; one that was put in again stands at the end, as do `_more`
        self._under: dict[K, V]
        self._own: dict[K, V]
        self._gone: set[K]
        self._more: int
        if isinstance(under, Table):
            self._under, self._more = under._under, under._more  # noqa: SLF001  of its own kind
            self._own, self._gone = under._own.copy(), under._gone.copy()  # noqa: SLF001  of its own kind
        else:
            self._under, self._more = under, 0
            self._own, self._gone = {}, set()

    @property
    def under(self) -> dict[K, V]:
        """What it stands on."""
        return self._under

    @property
    def changed(self) -> set[K]:
        """The keys under which it may say otherwise."""
        return {*self._own, *self._gone}

    def copy(self) -> "Table[K, V]":
        """Another that says the same, on the same one."""
        return Table(self)

    def __getitem__(self, key: K) -> V:
        own = self._own
        if key in own:
            return own[key]
        if key in self._gone:
            raise KeyError(key)
        return self._under[key]

    def __contains__(self, key: object) -> bool:
        return key in self._own or self._is_under(key)

    def _is_under(self, key: object) -> bool:
        """Whether a key has its place where the one that this stands on has it."""
        return key in self._under and key not in self._gone

    def __setitem__(self, key: K, value: V) -> None:
        if key not in self:
            self._more += 1
        self._own[key] = value

    def __delitem__(self, key: K) -> None:
        if key not in self:
            raise KeyError(key)
        self._own.pop(key, None)
        if self._is_under(key):
            self._gone.add(key)
        else:
            self._more -= 1

    def __len__(self) -> int:
        return len(self._under) - len(self._gone) + self._more

    def __iter__(self) -> Iterator[K]:
        yield from (key for key in self._under if key not in self._gone)
        yield from (key for key in self._own if not self._is_under(key))

    def __reversed__(self) -> Iterator[K]:
        yield from (key for key in reversed(self._own) if not self._is_under(key))
        yield from (key for key in reversed(self._under) if key not in self._gone)

    def __repr__(self) -> str:
        return repr(dict(self))


Row: TypeAlias = list[T] | Tail[T]
"""A list, whether it shares its beginning with another one or not."""
Map: TypeAlias = dict[K, V] | Table[K, V]
"""A dict, or what shares with one all but some keys."""


def table_of(said: Map[K, V], under: Map[K, V]) -> Map[K, V]:
    """A table on `under` that says what `said` does, where that has the first of its keys; else one on `said` itself.

    It costs as much as the two are long; copies of it cost what is otherwise in them.
    """
    if isinstance(said, Table) or isinstance(under, Table) or not all(map(eq, under, said)) or len(said) > len(under):
        return Table(said)
    found = Table(under)
    for key in list(islice(reversed(under), len(under) - len(said))):
        del found[key]
    for key, value in said.items():
        if under[key] is not value:
            found[key] = value
    return found


def can_differ(one: Map[K, V], other: Map[K, V]) -> Collection[K] | None:
    """The keys under which two that stand on the same one can say otherwise; None where nothing is known of that."""
    if _under(one) is not _under(other):
        return None
    return set().union(*(each.changed for each in (one, other) if isinstance(each, Table)))


def _under(one: Map[K, V]) -> dict[K, V]:
    return one.under if isinstance(one, Table) else one

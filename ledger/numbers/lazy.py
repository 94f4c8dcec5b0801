"""What is worked out when somebody looks: the replay behind a readjustment can be as long as all before it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")


class Later(Sequence[T], Generic[T]):
    """A sequence whose members are made at the first look; what `make` answers must not depend on when that is."""

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Iterable[T]]) -> None:
        self._make = make
        self._made: tuple[T, ...] | None = None

    def once(self) -> Iterator[T]:
        """The members for whoever looks once: they are made as they are looked at, and not kept."""
        return iter(self._make() if self._made is None else self._made)

    def __len__(self) -> int:
        return len(self._members())

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        return self._members()[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._members() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._members())

    def __repr__(self) -> str:
        return repr(self._members())

    def _members(self) -> tuple[T, ...]:
        if self._made is None:
            self._made = tuple(self._make())
        return self._made

"""What is made when somebody first asks for it, by one of them while the others wait; and a few things kept of many."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Once(Generic[T]):
    """A value that is made once. What making it raises, whoever asked is told; the next one tries again."""

    __slots__ = ("_before", "_lock", "_made", "_make")

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: tuple[T] | None = None
        self._before: Once[T] | None = None
        """Of what it is made, where that was made by then; let go of as soon as it is made itself."""
        self._lock = Lock()

    @property
    def made(self) -> T | None:
        """The value, where it is made already."""
        return None if self._made is None else self._made[0]

    def get(self) -> T:
        """The value."""
        if self._made is None:
            with self._lock:
                if self._made is None:
                    self._made = (self._make(),)
                    self._before = None
        return self._made[0]

    def then(self, going_on: Callable[[T], T], anew: Callable[[], T]) -> "Once[T]":
        """A later value: it goes on from this one, or from what this one would; if neither is made, anew."""
        before = self._before if self._made is None else self

        def make() -> T:
            made = None if then._before is None else then._before.made
            return anew() if made is None else going_on(made)

        then = Once(make)
        then._before = before
        return then


class Few(Generic[K, T]):
    """The few values that were asked for last, by their keys."""

    __slots__ = ("_kept", "_lock", "_most")

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept = OrderedDict[K, T]()
        self._lock = Lock()

    def get(self, key: K, make: Callable[[], T]) -> T:
        """The value that is kept under a key, or made now, which is to be quick: the others wait for it."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = make()
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
            return self._kept[key]

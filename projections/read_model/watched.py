"""A register that remembers which of its names were written to: so that a day costs what changed on it."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Watched(dict[K, V]):
    """A dictionary; `touched` holds the names that were written to or taken out."""

    def __init__(self, given: Mapping[K, V], touched: Iterable[K] = ()) -> None:
        super().__init__(given)
        self.touched = set(touched)

    def __setitem__(self, name: K, value: V) -> None:
        self.touched.add(name)
        super().__setitem__(name, value)

    def __delitem__(self, name: K) -> None:
        self.touched.add(name)
        super().__delitem__(name)

    def pop(self, name: K, *default: Any) -> Any:
        """Take a name out."""
        self.touched.add(name)
        return super().pop(name, *default)

    def take_touched(self) -> set[K]:
        """The names touched since this was last asked."""
        touched, self.touched = self.touched, set()
        return touched


def watched(register: dict[K, V], known: Iterable[K]) -> Watched[K, V]:
    """The register, watched from now on; where it is a new one, all its names and all `known` ones count as touched."""
    if isinstance(register, Watched):
        return register
    return Watched(register, {*register, *known})

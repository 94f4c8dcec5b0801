"""A list of an answer's parts that is the whole answer too: the steps of a history, with what a reader should know."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from projections.members import Answer

T = TypeVar("T")


class Listed(list[T], Answer):
    """A plain list, to which the rest of the answer is made when its document or its frame is asked for."""

    __slots__ = ("_make",)

    def __init__(self, parts: Iterable[T], make: Callable[[list[T]], Any]) -> None:
        super().__init__(parts)
        self._make = make

    @property
    def whole(self) -> Any:
        """The answer with all that belongs to it."""
        return self._make(list(self))

    def __reduce__(self) -> tuple[type[list[T]], tuple[list[T]]]:
        """Copied and pickled as the list that it is."""
        return list, (list(self),)

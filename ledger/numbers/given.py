"""What a caller gives, read exactly when it is given: what it cannot be is an `ArgumentError` that names it."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from ledger.errors import ArgumentError
from ledger.names import shown
from ledger.numbers.exact import read_number

T = TypeVar("T")


def reading(read: Callable[[Any], T], given: object, named: str) -> T:
    """What was given, read. Raises `ArgumentError` where it cannot be."""
    try:
        return read(given)
    except ValueError as error:
        raise ArgumentError(f"{named}: {error}") from None


def several(given: Iterable[T], named: str) -> tuple[T, ...]:
    """Several things as given, in their order. Raises `ArgumentError`."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise ArgumentError(f"{named}: {shown(given)} is not a list")
    return tuple(given)


def numbers(given: Iterable[object], named: str) -> tuple[Fraction, ...]:
    """Several exact numbers as given, in their order. Raises `ArgumentError`."""
    return tuple(reading(read_number, one, named) for one in several(given, named))

"""What a question from Python is given: days, moments, numbers and names, read exactly, and refused in a sentence.

A day is a `date` or text as a journal has it; a moment a `datetime` with its zone, or text as the command line takes
it. What is something else is an `ArgumentError`, before anything is asked.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from os import PathLike, fspath
from typing import Any, TypeVar

from pydantic import ValidationError

from ledger.errors import ArgumentError
from ledger.events import Entry, ParityClass, as_entry
from ledger.log.spellings import Spellings
from ledger.names import near, shown
from ledger.numbers.days import read_day, read_moment
from ledger.numbers.exact import read_amount
from ledger.numbers.given import reading, several
from projections.certificate.clauses import CLAUSES
from projections.certificate.readings import READINGS, SWITCHES
from projections.compare.hypothesis import Edits, Fields, edits_named

T = TypeVar("T")

Day = date | str
"""A day: a `date`, or text like `2006-03-01`."""

Moment = datetime | date | str
"""A moment: a `datetime` with its zone, or text like `2006-03-01T12:00:00Z`; of a day its end, in UTC."""

Amount = Fraction | Decimal | int | str
"""Money or a price, exact: a `Fraction`, a `Decimal`, a whole number, or text like `0.0033` or `11/3`."""


def today() -> date:
    """The day on which a question without a date is asked."""
    return datetime.now(UTC).date()


def day(given: Day | None, named: str = "on") -> date:
    """A day as given; today where none is. Raises `ArgumentError`."""
    return today() if given is None else reading(read_day, given, named)


def day_or_none(given: Day | None, named: str = "on") -> date | None:
    """A day as given, or none. Raises `ArgumentError`."""
    return None if given is None else reading(read_day, given, named)


def moment(given: Moment, named: str) -> datetime:
    """A moment as given, in UTC. Raises `ArgumentError`, also for a `datetime` that does not say its zone."""
    if isinstance(given, datetime):
        if given.tzinfo is None:
            raise ArgumentError(
                f"{named}: {given.isoformat()} has no zone; give it one, like datetime(…, tzinfo=UTC), or write it as "
                f"text: {given.isoformat(timespec='seconds')}Z"
            )
        return given.astimezone(UTC)
    written = given.isoformat() if isinstance(given, date) else text(given, named)
    return reading(read_moment, written, named)


def moment_or_none(given: Moment | None, named: str = "as_known") -> datetime | None:
    """A moment as given, or none. Raises `ArgumentError`."""
    return None if given is None else moment(given, named)


def amount(given: Amount, named: str) -> Fraction:
    """Money or a price as given: zero or more, never a binary float. Raises `ArgumentError`."""
    return reading(read_amount, given, named)


def text(given: str, named: str) -> str:
    """Text as given, such as a name. Raises `ArgumentError`."""
    if not isinstance(given, str):
        raise ArgumentError(f"{named}: {shown(given)} is not text; write it as text, like 'sale-3'")
    return given


def path(given: str | PathLike[str], named: str) -> str:
    """A path, or the URL of a database, as given. Raises `ArgumentError`."""
    return text(fspath(given) if isinstance(given, PathLike) else given, named)


def text_or_none(given: str | None, named: str) -> str | None:
    """Text as given, or none. Raises `ArgumentError`."""
    return None if given is None else text(given, named)


def reading_or_none(given: str | None) -> str | None:
    """The number of a reading, given as that or as the switch that decides it. Raises `ArgumentError`."""
    if given is None:
        return None
    said = text(given, "of")
    found = SWITCHES.get(said, said.upper())
    if found not in READINGS:
        known = [*READINGS, *SWITCHES]
        raise ArgumentError(f"of: there is no reading {shown(said)}; A24 is one{near(said, known)}")
    return found


def clause_or_none(given: str | None) -> str | None:
    """A clause as it is printed, or by our id of it. Raises `ArgumentError`."""
    if given is None:
        return None
    said, known = text(given, "of"), [name for one in CLAUSES for name in (one.id, one.printed)]
    if said not in known:
        raise ArgumentError(f"of: there is no clause {shown(said)}; `seriesd clauses` lists them{near(said, known)}")
    return said


def whole_or_none(given: int | None, named: str, least: int = 0) -> int | None:
    """A whole number as given, or none. Raises `ArgumentError`, also where it is below the least that makes sense."""
    if given is None:
        return None
    if type(given) is not int or given < least:
        raise ArgumentError(f"{named}: {shown(given)} is not a whole number, {least} or more")
    return given


def one_at_most(asked: str, given: Mapping[str, object]) -> None:
    """Refuse a question that is asked about several things. Raises `ArgumentError`."""
    several_given = [name for name, value in given.items() if value is not None]
    if len(several_given) > 1:
        ways = ", ".join(f"{name}=…" for name in given)
        raise ArgumentError(f"{asked} one thing at a time, of {ways}; here are {' and '.join(several_given)}")


def names(given: Iterable[str], named: str) -> tuple[str, ...]:
    """Several names as given. Raises `ArgumentError`, also for one name that is not in a list."""
    if isinstance(given, str):
        raise ArgumentError(f"{named}: several names are taken; write one as [{given!r}]")
    return tuple(text(one, named) for one in several(given, named))


def each(given: Iterable[T], kind: type[T], named: str) -> tuple[T, ...]:
    """Several values of a class as given. Raises `ArgumentError`."""
    found = several(given, named)
    for one in found:
        if not isinstance(one, kind):
            raise ArgumentError(f"{named}: {shown(one)} is not a {kind.__name__}")
    return found


def changes(given: Mapping[str, Mapping[str, Any]] | None, named: str) -> Mapping[str, Mapping[str, Any]]:
    """Fields to change, by the id of the entry, as given. Raises `ArgumentError`."""
    if given is None:
        return {}
    if not isinstance(given, Mapping) or not all(isinstance(one, Mapping) for one in given.values()):
        raise ArgumentError(f"{named}: write fields by entry, like {{'sale-3': {{'consideration.cash': 20000}}}}")
    return {text(name, named): fields(one, named) for name, one in given.items()}


def fields(given: Mapping[str, Any], named: str) -> Mapping[str, Any]:
    """Values by the dotted name of the field, as given. Raises `ArgumentError`."""
    if not isinstance(given, Mapping):
        raise ArgumentError(f"{named}: write values by field, like {{'consideration.cash': 20000}}")
    return {text(name, named): value for name, value in given.items()}


def parity_classes(given: Sequence[ParityClass | Mapping[str, Any]]) -> tuple[ParityClass, ...]:
    """Classes on a parity with Series D, as models or as a journal has them. Raises `ArgumentError`."""
    return tuple(_parity_class(one) for one in several(given, "parity"))


def _parity_class(given: ParityClass | Mapping[str, Any]) -> ParityClass:
    if isinstance(given, ParityClass):
        return given
    try:
        return ParityClass.model_validate(given)
    except ValidationError:
        raise ArgumentError(
            f"parity: {shown(given)} is no class; write it like "
            "{'class': 'Series E', 'shares': 25000, 'preference': '100'}"
        ) from None


def edits_given(
    spellings: Spellings,
    without: Iterable[str],
    change: Mapping[str, Fields] | None,
    add: Iterable[Entry | Mapping[str, Any]],
) -> Edits:
    """Edits of the timeline as given. Raises `ArgumentError`, and `EntryError` for what is no entry."""
    out, changed = names(without, "without"), changes(change, "change")
    return edits_named(spellings, out, changed, map(as_entry, several(add, "add")))


def check_parts(given: Iterable[object]) -> None:
    """Refuse what no sweep can vary. Raises `ArgumentError`."""
    for one in given:
        if isinstance(one, type) or not callable(getattr(one, "axes", None)):
            raise ArgumentError(f"{shown(one)} is nothing that a sweep varies; give a NextIssue, a Vary, or the like")

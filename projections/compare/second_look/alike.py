"""What is probably recorded already: an entry that says the same as another one, under another name."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import groupby

from pydantic import BaseModel

from ledger.engine.book import Book
from ledger.events import AnyEntry, Issuing, NoticeSent
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.refusals import Flag
from ledger.rules import flags
from projections.compare.second_look.around import Around

PROBABLY_THE_SAME = flags(
    "probably_the_same",
    "",
    "Two entries of one day that name the same holder, shares and money are more often one fact recorded twice than "
    "two facts; what note, source or transaction they carry makes no difference.",
    "If it is one fact, void one of them with entry_voided; an entry that has an id is never recorded twice.",
)

_OF_THE_TELLING = ("id", "note", "source", "transaction", "determination", "plan", "common_shares", "what", "despite")
"""Fields that two tellings of one fact may have otherwise."""

Key = tuple[object, ...]


def probably_the_same(around: Around) -> Iterator[Flag]:
    """Another entry says the same: type, date, holder or right, shares and money; of grants, whatever their names."""
    if around.same is not None:
        of_right = ", but for the name of the right" if _names_its_right(type(around.entry)) else ""
        said = f"says the same as {around.same}{of_right}; is it that fact once more?"
        yield Flag(PROBABLY_THE_SAME, said, around.said_of)


def key_of(entry: AnyEntry) -> Key | None:
    """What two entries have alike that say the same; None of what may well be said many times on one day."""
    if isinstance(entry, NoticeSent):
        return None
    return tuple(_as_key(getattr(entry, name)) for name in _compared(type(entry)))


@cache
def _compared(kind: type[AnyEntry]) -> tuple[str, ...]:
    """The fields of a type of entry that say which fact it is, its type among them."""
    left_out = {*_OF_THE_TELLING, "right"} if _names_its_right(kind) else set(_OF_THE_TELLING)
    return tuple(name for name in kind.model_fields if name not in left_out)


def known_alike(book: Book, days: Collection[date]) -> Mapping[str, tuple[Recorded, ...]]:
    """By entry, of those of these days that say the same as another, as they stand: the first two recorded of them."""
    found = dict[str, tuple[Recorded, ...]]()
    for day, items in groupby(book.items, key=_day):
        if day in days:
            of_kind = dict[type[AnyEntry], list[Recorded]]()
            for item in items:
                of_kind.setdefault(type(item.recorded.entry), []).append(item.recorded)
            for some in of_kind.values():
                found |= _alike(some) if len(some) > 1 else {}
    return found


def _alike(of_kind: Sequence[Recorded]) -> dict[str, tuple[Recorded, ...]]:
    by_key = dict[Key, list[Recorded]]()
    for one in of_kind:
        if (key := key_of(one.entry)) is not None:
            by_key.setdefault(key, []).append(one)
    several = (some for some in by_key.values() if len(some) > 1)
    return {one.id: tuple(sorted(some, key=_position)[:2]) for some in several for one in some}


def earlier(one: Recorded, position: int, known: Mapping[str, tuple[Recorded, ...]]) -> str | None:
    """The entry that says the same as this one and was recorded before a position."""
    alike = known.get(one.id, ())
    return next((other.id for other in alike if other.id != one.id and other.position < position), None)


def _names_its_right(kind: type[AnyEntry]) -> bool:
    """Whether it makes a right, whose name is its own."""
    return issubclass(kind, Issuing) and "right" in kind.model_fields


def _as_key(value: object) -> object:
    """A value that can be looked up; a part of an entry by what it says."""
    return tuple(value) if isinstance(value, BaseModel) else value


def _day(item: Item) -> date:
    return item.key.day


def _position(one: Recorded) -> int:
    return one.position

"""The flags on the entries, each with its place and day in the timeline."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ledger.cap_table.acts import Conversion
from ledger.log.timeline import Item
from ledger.refusals import Flag
from projections.answers.flags import delivery_flag


class Placed(NamedTuple):
    """A flag, and the place and day in the timeline of the entry that it is about."""

    place: int
    day: date
    flag: Flag


def placed(items: Sequence[Item], flags: Iterable[Flag], conversions: Iterable[Conversion]) -> Iterator[Placed]:
    """The flags in timeline order: of each entry what was said when it happened, then of what was delivered by it."""
    said: dict[str, list[Flag]] = {}
    for flag in flags:
        said.setdefault(flag.entry or "", []).append(flag)
    for one in conversions:
        differs = delivery_flag(one)
        if differs is not None:
            said.setdefault(one.entry, []).append(differs)
    for place, item in enumerate(items, start=1):
        for name in (item.recorded.id, *(one.id for one in item.automatic)):
            for flag in said.get(name, ()):
                yield Placed(place, item.key.day, flag)

"""What the books say of mail on a day: the address of each holder, and the letterhead of the Company.

Both are read off the timeline, as edits leave it; nothing of the cap table hangs on them. Whoever goes by another name
now is known by it from the beginning, as in every register of a day that has passed.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ledger.events import AddressChanged, Following, LetterheadChanged
from ledger.log.timeline import Item


class Books(NamedTuple):
    """The addresses by holder and the letterhead, each as the entry that says it; None while nothing does."""

    addresses: Mapping[str, AddressChanged]
    letterhead: LetterheadChanged | None


def books_on(items: Iterable[Item], day: date) -> Books:
    """What the books say at the close of a day.

    Of holders that became one, the one that stays keeps its address; where it has none, it has the other's.
    """
    addresses: dict[str, AddressChanged] = {}
    letterhead = None
    for item in items:
        entry = item.recorded.entry
        if isinstance(entry, Following) and entry.from_ in addresses:
            moved = addresses.pop(entry.from_)
            addresses.setdefault(entry.after, moved)
        elif isinstance(entry, AddressChanged) and item.key.day <= day:
            addresses[entry.holder] = entry
        elif isinstance(entry, LetterheadChanged) and item.key.day <= day:
            letterhead = entry
    return Books(addresses, letterhead)

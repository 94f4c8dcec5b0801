"""What converted automatically by the second 4L, of whom, and into how much Common, as it is recorded."""

from collections.abc import Callable
from operator import add
from typing import NamedTuple

from ledger.cap_table.following import under
from ledger.engine.book import Book
from ledger.events import Following, SeriesDAutoConverted
from ledger.log.timeline import Item


class Automatic(NamedTuple):
    """Series D of a holder that converted automatically, and the Common for it, in the share units then."""

    series_d: int
    common: int

    def and_of(self, other: "Automatic") -> "Automatic":
        """What converted of both: the one holder became one with the other since."""
        return Automatic(*map(add, self, other))


def automatic(book: Book, is_meant: Callable[[Item], bool]) -> dict[str, Automatic]:
    """What the entries that are meant made convert, by the names that the holders have now."""
    found: dict[str, Automatic] = {}
    for item in book.items:
        if isinstance(one := item.recorded.entry, Following):
            found = under(found, one.from_, one.after, Automatic.and_of)
        elif item.automatic and is_meant(item):
            for entry in (it.entry for it in item.automatic):
                if isinstance(entry, SeriesDAutoConverted):
                    found[entry.holder] = Automatic(entry.shares, entry.common_shares)
    return found

"""What stands on the outside of a letter: who writes, on which day, and where whom it is for gets its mail (4K, 4L)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ledger.events import AddressChanged, Following, LetterheadChanged
from ledger.log.books import books_on
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item, certificate, is_edit, standing_edits, timeline


class Envelope(NamedTuple):
    """The Company and its letterhead, the date of the letter, which is the day of mailing, and the addresses by holder.

    Whoever goes by another name now is found under it, also on a day before that.
    """

    company: str
    dated: date
    letterhead: LetterheadChanged | None
    addresses: Mapping[str, AddressChanged]

    def unknown(self, holders: Iterable[str]) -> list[str]:
        """Those of these holders whose address is not on the books."""
        return [name for name in holders if name not in self.addresses]


def envelope(items: Sequence[Item], dated: date) -> Envelope:
    """What stands on a letter of a day, as a timeline has it at its close."""
    adopted = certificate(items)
    books = books_on(items, dated)
    return Envelope(adopted.company if adopted else "", dated, books.letterhead, books.addresses)


def envelope_of(log: Sequence[Recorded], dated: date) -> Envelope:
    """The same, of a log. Nothing is replayed for it."""
    return envelope(items_of(log), dated)


def items_of(log: Sequence[Recorded]) -> Sequence[Item]:
    """The timeline that a log makes."""
    edits = standing_edits([one for one in log if is_edit(one)])
    return timeline([one for one in log if not is_edit(one)], edits)


class Outside(NamedTuple):
    """The envelope of a letter about a day before it, and who goes by another name since: by the name of that day."""

    envelope: Envelope
    since: Mapping[str, str]

    def addressee(self, holder: str) -> str:
        """The name, on the day of mailing, of whom the letter is about."""
        return self.since.get(holder, holder)


def outside(log: Sequence[Recorded], about: date, dated: date) -> Outside:
    """What stands on a letter of a day about an earlier one, each by the name that it has on the day of the letter."""
    items = [one for one in items_of(log) if one.key.day <= dated]
    since: dict[str, str] = {}
    for item in items:
        entry = item.recorded.entry
        if isinstance(entry, Following) and item.key.day > about:
            since = {name: entry.after if one == entry.from_ else one for name, one in since.items()}
            since.setdefault(entry.from_, entry.after)
    return Outside(envelope(items, dated), since)

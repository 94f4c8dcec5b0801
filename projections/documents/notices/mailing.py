"""Who is told by a notice, and when one was mailed to whom."""

from collections.abc import Callable, Iterable
from datetime import date

from ledger.cap_table.following import under
from ledger.engine.book import Book
from ledger.events import Following, NoticeSent
from ledger.log.timeline import certificate
from ledger.names import near, one_of
from ledger.refusals import Flag, Refusal
from ledger.rules import flags, refuses
from projections.answers.flags import Warned, warned
from projections.documents.letter import Envelope

NOT_A_HOLDER = refuses(
    "not_a_holder",
    "4K",
    "Notices are made for the holders who are to be told.",
    "Name one of the holders who are to be told, or leave --holder out.",
)

NO_ADDRESS = flags(
    "no_address",
    "4K",
    "Notice is mailed to the address on the books; of a letter to who has none nobody can say where it went.",
    "Record the address: address_changed; and look where the letter went.",
)


def company_of(book: Book) -> str:
    """The name of the company; empty while no certificate is recorded."""
    adopted = certificate(book.items)
    return adopted.company if adopted else ""


def chosen(told: Iterable[str], holder: str | None, not_one: str, clause: str) -> list[str]:
    """All who are told, or one of them. Refused, in words that their names complete, for somebody who is not."""
    names = list(told)
    found = None if holder is None else one_of(holder, names)
    if holder is not None and found is None:
        known = f"{', '.join(names) or 'nobody'}{near(holder, names)}"
        raise Refusal(NOT_A_HOLDER, f"{holder} {not_one}: {known}", clause=clause)
    return names if found is None else [found]


def first_mailed(book: Book, is_meant: Callable[[NoticeSent], bool]) -> dict[str, date]:
    """When a notice of those that are meant was first mailed to each holder, by the names that they have now."""
    found: dict[str, date] = {}
    for item in book.items:
        one = item.recorded.entry
        if isinstance(one, Following):
            found = under(found, one.from_, one.after, min)
        elif isinstance(one, NoticeSent) and is_meant(one):
            found.setdefault(one.holder, one.effective)
    return found


def unaddressed(envelope: Envelope, holders: Iterable[str], clause: str) -> list[Warned]:
    """What should be known of letters that are recorded as mailed to who has no address on the books of their day."""
    names = ", ".join(dict.fromkeys(envelope.unknown(holders)))
    if not names:
        return []
    said = f"mailed on {envelope.dated} without an address on the books: {names}; address_changed records it"
    return [warned(Flag(NO_ADDRESS, said, under=clause))]

"""Who is told by a notice, and when one was mailed to whom."""

from collections.abc import Callable, Iterable
from datetime import date

from ledger.cap_table.following import under
from ledger.engine.book import Book
from ledger.events import Following, NoticeSent
from ledger.log.timeline import certificate
from ledger.names import near, one_of
from ledger.refusals import Refusal
from ledger.rules import refuses

NOT_A_HOLDER = refuses(
    "not_a_holder",
    "4K",
    "Notices are made for the holders who are to be told.",
    "Name one of the holders who are to be told, or leave --holder out.",
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

"""Who is told by a notice, and when one was mailed to whom."""

from collections.abc import Callable, Iterable
from datetime import date

from ledger.engine.book import Book
from ledger.events import NoticeSent
from ledger.log.timeline import certificate
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
    if holder is not None and holder not in names:
        raise Refusal(NOT_A_HOLDER, f"{holder} {not_one}: {', '.join(names) or 'nobody'}", clause=clause)
    return names if holder is None else [holder]


def first_mailed(book: Book, is_meant: Callable[[NoticeSent], bool]) -> dict[str, date]:
    """When a notice of those that are meant was first mailed to each holder, as recorded."""
    found: dict[str, date] = {}
    for item in book.items:
        one = item.recorded.entry
        if isinstance(one, NoticeSent) and is_meant(one):
            found.setdefault(one.holder, one.effective)
    return found

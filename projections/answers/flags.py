"""Everything that an attentive reader should know about the record as it is now known (reading, section 5).

What `record` says about one entry when it is recorded, said of the whole timeline: a later correction takes a flag
away, a late entry may bring one. Deliveries that differ from what was due are known only here (A8, A30).
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from ledger.cap_table.acts import Conversion, Differs
from ledger.cap_table.state import State
from ledger.clauses.assertions import balance_flag
from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book
from ledger.refusals import Flag
from ledger.rules import OF_BALANCES, flags, refuses

NO_CERTIFICATE = refuses(
    "no_certificate",
    "",
    "A company begins with its certificate; until it is recorded the default terms hold, and no Series D can exist.",
    "Record certificate_adopted, which names the company and its terms, or name it with --company.",
)
DELIVERY_DIFFERS_FROM_DUE = flags(
    "delivery_differs_from_due",
    "4A",
    "What was delivered stays a fact, also where the record as it is now known gives another number (A8, A30).",
    "Deliver what is missing; of what was too much the certificate says nothing. Where the number was only assumed, "
    "record what was delivered.",
    OF_BALANCES,
)


class Warned(NamedTuple):
    """What an attentive reader should know of an entry, or of the whole record, by which rule and clause."""

    entry: str | None
    code: str
    clause: str
    message: str


class Flags(NamedTuple):
    """All that should be known of the record up to a day."""

    on: date
    warnings: list[Warned]


def warned(flag: Flag) -> Warned:
    """A flag as a program is told it."""
    return Warned(flag.entry, flag.code, flag.clause, flag.message)


def flags_of(book: Book) -> list[Flag]:
    """All flags of a book that was opened to `listen`, in timeline order, then the deliveries that differ."""
    deliveries = [flag for one in book.state.conversions if (flag := delivery_flag(one))]
    return [*flags_without_certificate(book), *(book.flags or []), *deliveries]


def flags_without_certificate(book: Book) -> list[Flag]:
    """Said of the whole record while its certificate is still to be recorded."""
    if book.state.adopted is not None:
        return []
    message = "no certificate_adopted is recorded yet; until it is, the default terms hold and no Series D can exist"
    return [Flag(NO_CERTIFICATE, message)]


def delivery_flag(one: Conversion) -> Flag | None:
    """What should be known of a conversion whose delivery is not what the record now gives."""
    due, delivered = entitlement(one), one.delivery.common_shares
    if due == delivered:
        return None
    how = "too few" if delivered < due else "too many"
    were = "were delivered" if one.stated else "are assumed as delivered"
    message = f"{delivered:,} shares of Common {were}, {due:,} were due: {abs(due - delivered):,} {how} (A8)"
    return Flag(DELIVERY_DIFFERS_FROM_DUE, message, one.entry)


def balances_that_differ(
    state: State, before: Container[Differs] = (), but: Container[str | None] = ()
) -> Iterator[Flag]:
    """The asserted balances that differ and did not before, or not so; without those of entries already spoken of."""
    for one in state.differing:
        if one not in before and one.entry not in but:
            yield balance_flag(one, state.terms.series)


def latest_of(found: Iterable[Flag]) -> list[tuple[Flag, int]]:
    """Each kind of flag once, as the latest entry raised it, with how many more there are of it."""
    latest: dict[str, tuple[Flag, int]] = {}
    for flag in found:
        before = latest.pop(flag.code, None)
        latest[flag.code] = (flag, 0 if before is None else before[1] + 1)
    return list(latest.values())


def flag_says(flag: Flag) -> str:
    """A flag as a sentence without a full stop: of which entry, what should be known, and the clause."""
    clause = f" ({flag.clause})" if flag.clause and not flag.message.endswith(f"({flag.clause})") else ""
    who = f"{flag.entry or 'the record'}: " if flag.file is None else ""
    return f"{who}{flag.message}{clause}"

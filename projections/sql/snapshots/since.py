"""Whether what was recorded since a snapshot can touch what it says of a day; so light that a question need not wait.

Nothing is worked out here. An entry either cannot move anything that is said of the price on that day, and why is said
below, or a replay is asked. Each must have been judged by today's edition of the readings: then none breaks a rule.

- What takes effect after the day changes nothing of it, unless it edits the record, or is of those of which the whole
  timeline knows beforehand: the certificate, the first Series D, a record date, a conversion made by itself (`LATER`).
- A transfer, a notice, a document, an address, a letterhead: no test of 4E sees them, no reading behind a price is
  invoked by one, and no flag that touches a price is raised (`INERT`).
- Common issued for cash alone, all of it named, above the price: no Trigger Issuance. It does change how much is
  outstanding, and so what a later one makes of the price; a later one that triggers, a replay is asked about.

An entry of a day before that of the snapshot, a late one (A8), a replay is asked about, whatever it is.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from projections.sql.snapshots.document import Snapshot

INERT = frozenset(
    {"shares_transferred", "notice_sent", "address_changed", "letterhead_changed", "document_attached"},
)
"""The types that move nothing of a price, on whatever day."""

LATER = INERT | {
    *("common_issued", "option_granted", "convertible_issued", "right_exercised", "right_changed", "right_terminated"),
    *("treasury_acquired", "treasury_disposed", "treasury_retired", "common_authorized_changed", "series_d_converted"),
    *("certificate_delivered", "balance_asserted", "holder_renamed", "holders_merged", "common_split"),
}
"""The types that move nothing of a price before the day on which they take effect."""

_OF_A_SALE = frozenset({"type", "effective", "id", "note", "source", "holder", "shares", "consideration"})
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]+)|/([1-9][0-9]*))?")

Entry = Mapping[str, Any]


def leaves_untouched(snapshot: Snapshot, entries: Iterable[Entry], on: date) -> bool:
    """Whether none of these entries, recorded behind a snapshot, can move what it says of a day of its own."""
    return all(_leaves_untouched(snapshot, entry, on) for entry in entries)


def _leaves_untouched(snapshot: Snapshot, entry: Entry, on: date) -> bool:
    kind, day = entry["type"], date.fromisoformat(entry["effective"])
    if day < snapshot.day:
        return False
    if day > on:
        return kind in LATER
    return kind in INERT or (kind == "common_issued" and _is_no_trigger(snapshot, entry, day))


def _is_no_trigger(snapshot: Snapshot, entry: Entry, day: date) -> bool:
    """Whether Common is sold for cash alone, and certainly above the price of the day."""
    above = snapshot.above
    if above is None or (day == snapshot.day and not snapshot.steady) or not entry.keys() <= _OF_A_SALE:
        return False
    received = entry.get("consideration", {})
    if received.keys() != {"cash"}:
        return False
    cash, shares = _ratio(received["cash"]), _ratio(entry["shares"])
    if cash is None or shares is None:
        return False
    # cash / shares > above, multiplied out: all of it whole numbers
    return cash[0] * shares[1] * above[1] > above[0] * cash[1] * shares[0]


def _ratio(given: object) -> tuple[int, int] | None:
    """A number of an entry as it is stored: 3, "0.0033" or "11/3"; None where it is written otherwise."""
    found = _NUMBER.fullmatch(str(given)) if type(given) in (int, str) else None
    if found is None:
        return None
    whole, places, under = found.groups()
    if places is not None:
        return int(whole + places), 10 ** len(places)
    return int(whole), int(under or 1)

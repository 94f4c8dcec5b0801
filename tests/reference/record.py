"""The record: entries as they were written down, the edits made to them, and the timeline that results.

Nothing here knows anything about prices.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

Entry = dict[str, Any]

EDITS = ("entry_voided", "entry_corrected")
AUTOMATIC = "series_d_auto_converted"
DOCUMENT = "document_attached"
ISSUES_AND_GRANTS = (
    "common_issued",
    "treasury_disposed",
    "option_granted",
    "convertible_issued",
)
MAY_SHARE_A_MOMENT = (*ISSUES_AND_GRANTS, "series_d_issued")


class Refused(Exception):  # noqa: N818  a refusal is an answer, not an error
    """A rule says no: which entry breaks it, and why."""

    def __init__(self, entry_id: str, reason: str) -> None:
        """Keep the entry at fault and the reason."""
        super().__init__(f"{entry_id}: {reason}")
        self.entry_id = entry_id
        self.reason = reason


@dataclass(frozen=True)
class Recorded:
    """One entry of the log: its position, its id, and what it says."""

    position: int
    id: str
    entry: Entry

    @property
    def type(self) -> str:
        """The kind of corporate action."""
        return str(self.entry["type"])

    @property
    def date(self) -> dt.date:
        """The date on which it takes effect."""
        return day(self.entry["effective"])


@dataclass(frozen=True)
class Moment:
    """What happens at one and the same time: one entry, or the entries of one integral transaction (A6)."""

    date: dt.date
    entries: tuple[Recorded, ...]


def number(value: Any) -> Fraction:
    """Read a number exactly as written; a binary float is no exact number."""
    if isinstance(value, (float, bool)):
        raise TypeError(f"not an exact number: {value!r}")
    return Fraction(value)


def day(value: Any) -> dt.date:
    """Read a date, written or already a date."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)


def timeline(record: list[Recorded]) -> list[Moment]:
    """Put the record in order, with every void and correction carried out.

    The order is (effective, position); an integral transaction stands at the position of its first entry, and an expiry
    at the close of its day, behind everything else (A62).
    Automatic conversions are not listed: each stands directly behind the act that completed its conditions. Documents
    are no part of the story.
    """
    standing = [r for r in carried_out(record) if r.type not in (*EDITS, AUTOMATIC, DOCUMENT)]
    first: dict[tuple[dt.date, str], int] = {}
    for r in sorted(standing, key=lambda r: r.position):
        first.setdefault((r.date, moment_name(r)), r.position)
    grouped: dict[tuple[dt.date, bool, int], list[Recorded]] = {}
    for r in sorted(standing, key=lambda r: r.position):
        grouped.setdefault((r.date, is_expiry(r), first[r.date, moment_name(r)]), []).append(r)
    return [Moment(place[0], tuple(grouped[place])) for place in sorted(grouped)]


def is_expiry(r: Recorded) -> bool:
    """The lapse of a right with its last day."""
    return r.type == "right_terminated" and r.entry.get("reason") == "expired"


def moment_name(r: Recorded) -> str:
    """Say which moment of its date an entry belongs to: its transaction's, or its own."""
    if r.type in MAY_SHARE_A_MOMENT and r.entry.get("transaction"):
        return f"transaction {r.entry['transaction']}"
    return f"position {r.position}"


def carried_out(record: list[Recorded]) -> list[Recorded]:
    """Carry out the voids and corrections: what is out is gone, what was corrected reads as corrected."""
    standing = {r.id: r for r in record}
    for r in record:
        if r.type == "entry_voided":
            del standing[r.entry["entry"]]
        if r.type == "entry_corrected":
            named = r.entry["entry"]
            standing[named] = replace(standing[named], entry=r.entry["with"])
    return list(standing.values())


def check_edit(record: list[Recorded], edit: Recorded) -> None:
    """Refuse an edit of what is not in the record, or of what cannot be edited."""
    named = str(edit.entry["entry"])
    target = next((r for r in carried_out(record) if r.id == named), None)
    if target is None:
        raise Refused(edit.id, f"{named} is not in the record, or was voided")
    if target.type in EDITS:
        raise Refused(edit.id, f"{named} is itself an edit")
    if target.type == AUTOMATIC:
        raise Refused(edit.id, f"{named} was written by the ledger; it stands and falls with its cause")
    if edit.type == "entry_voided":
        if target.type == "certificate_adopted":
            raise Refused(edit.id, "everything rests on the certificate")
        return
    new = edit.entry["with"]
    if str(new.get("id", named)) != named:
        raise Refused(edit.id, f"the corrected entry must carry the id {named}")
    if new["type"] in (*EDITS, AUTOMATIC):
        raise Refused(edit.id, "an automatic conversion or an edit cannot be written by hand")
    if (target.type == "certificate_adopted") != (new["type"] == "certificate_adopted"):
        raise Refused(edit.id, "a certificate can only be corrected into a certificate")


def check_document(record: list[Recorded], candidate: Recorded) -> None:
    """Refuse a document for what is not in the record, and one that is attached to its entry already."""
    entry = candidate.entry["with"] if candidate.type == "entry_corrected" else candidate.entry
    name = str(candidate.entry["entry"]) if candidate.type == "entry_corrected" else candidate.id
    if entry["type"] != DOCUMENT:
        return
    if str(entry["entry"]) not in {r.id for r in record} - {name}:
        raise Refused(candidate.id, f"{entry['entry']} is not in the record")
    if any(r.id == entry["entry"] and r.type == AUTOMATIC for r in record):
        raise Refused(candidate.id, f"{entry['entry']} was written by the ledger")
    for r in carried_out(record):
        same = r.type == DOCUMENT and (r.entry["entry"], r.entry["sha256"]) == (entry["entry"], entry["sha256"])
        if same and r.id != name:
            raise Refused(candidate.id, f"{r.id} attaches it already")


# --- the same content ---------------------------------------------------------------------------

MONEY = {"cash": 0, "property": 0, "expenses": 0, "additional_rights": 0}
DEFAULTS: dict[str, Entry] = {
    "option_granted": {"kind": "option", "assumed": False, "split_protection": True, "priced_off_series_d": False},
    "convertible_issued": {"conversion_price": 0, "assumed": False},
    "right_changed": {"reason": "amendment"},
    "common_split": {"fractions": "cash"},
    "stock_dividend_paid": {"fractions": "cash"},
    "cash_dividend_paid": {"series_d": "paid"},
    "distribution_made": {"series_d": "paid"},
    "right_exercised": {"withheld": 0},
    "series_d_split": {"fractions": "cash"},
    "treasury_disposed": {"subsidiary_left": False},
    "consent_given": {"form": "written"},
    "balance_asserted": {"stock": "common"},
    "document_attached": {"role": "source"},
    "certificate_adopted": {},
}


def same_content(one: Entry, other: Entry) -> bool:
    """Compare by value; a default written out is the same as an absent field."""
    return plain(one) == plain(other)


def plain(entry: Entry) -> dict[str, Any]:
    """Write an entry in one way only: numbers as numbers, without defaults, without its id."""
    defaults = DEFAULTS.get(str(entry["type"]), {})
    kept = {
        k: v
        for k, v in entry.items()
        if k != "id" and v is not None and not (k in defaults and plain_value(v) == plain_value(defaults[k]))
    }
    if "consideration" in kept:
        kept["consideration"] = {k: v for k, v in kept["consideration"].items() if plain_value(v) != Fraction(0)}
        if not kept["consideration"]:
            del kept["consideration"]
    return {k: plain_value(v) for k, v in kept.items()}


def plain_value(value: Any) -> Any:
    """Turn what can be read as a number or a date into one."""
    if isinstance(value, dict):
        return {k: plain_value(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain_value(v) for v in value]
    if isinstance(value, (bool, dt.date, float)):
        return str(value)
    try:
        return Fraction(value)
    except (ValueError, TypeError):
        return value


def standing_entries(moments: list[Moment]) -> Iterator[Recorded]:
    """Go through the timeline entry by entry."""
    for moment in moments:
        yield from moment.entries

"""Everything that an attentive reader should know about the record as it is now known (reading, section 5).

What `record` says about one entry when it is recorded, said of the whole timeline: a later correction takes a flag
away, a late entry may bring one. Deliveries that differ from what was due are known only here (A8, A30).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from ledger.clauses.conversion import entitlement
from ledger.recorded import Recorded
from ledger.refusals import Flag, flagged
from ledger.state import Conversion
from projections.walk import walk


def flags_on(log: Iterable[Recorded], on: date = date.max) -> list[Flag]:
    """All flags up to the close of a day, in the order of the timeline, then the deliveries that differ."""
    found: list[Flag] = []
    way = walk(log, on)
    heard: list[Flag] = []
    name = ""
    for item in way:
        found += [flagged(flag, name) for flag in heard]
        heard.clear()
        name, way.state.flags = item.recorded.id, heard
    found += [flagged(flag, name) for flag in heard]
    return found + [flag for one in way.state.conversions if (flag := _delivery(one))]


def _delivery(one: Conversion) -> Flag | None:
    due, delivered = entitlement(one), one.delivery.common_shares
    if due == delivered:
        return None
    how = "too few" if delivered < due else "too many"
    message = f"{delivered:,} shares of Common were delivered, {due:,} were due: {abs(due - delivered):,} {how} (A8)"
    return Flag("delivery_differs_from_due", "4A", message, one.entry)


def flags_json(flags: Iterable[Flag]) -> list[dict[str, Any]]:
    """Flags as `record` answers them."""
    return [{"entry": flag.entry, "code": flag.code, "clause": flag.clause, "message": flag.message} for flag in flags]

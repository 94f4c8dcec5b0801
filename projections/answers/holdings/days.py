"""The days on which something took effect that a cap table shows: shares, rights, the price, what is authorized."""

from collections.abc import Iterable
from datetime import date

from ledger.log.timeline import Item
from projections.answers.history import PriceStep

_ELSEWHERE = (
    "address_changed",
    "balance_asserted",
    "certificate_delivered",
    "consent_given",
    "letterhead_changed",
    "notice_sent",
    "protected_action_taken",
)
"""The types of entries that say nothing that stands in a cap table."""


def days_of_change(items: Iterable[Item], steps: Iterable[PriceStep]) -> list[date]:
    """Those days, each once and in order; a price may change what shares convert into on the day after its entry."""
    took_effect = {item.key.day for item in items if item.recorded.entry.type not in _ELSEWHERE}
    return sorted(took_effect | {step.governs_from for step in steps})

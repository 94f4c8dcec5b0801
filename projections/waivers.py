"""Waived adjustments, which stay visible: whose consent waived what, and what the price did (9, A52)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from ledger.clauses.amendment import consenting
from ledger.events import AdjustmentWaived
from ledger.recorded import Recorded
from projections.walk import walk


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver: by which entry and proposal, of whose adjustment, with how much consent.

    `needed` is a majority before the event, all after the price has moved; `step` is the number of the step that undid
    the adjustment, None where it had not been made.
    """

    entry: str
    effective: date
    waived: str
    action: str
    agreed: int
    outstanding: int
    needed: Literal["majority", "all"]
    step: int | None


def waivers_of(log: Iterable[Recorded], on: date = date.max) -> list[Waiver]:
    """All waivers up to the close of a day."""
    way = walk(log, on)
    found = []
    for item in way:
        entry, state = item.recorded.entry, way.state
        if not isinstance(entry, AdjustmentWaived):
            continue
        agreed = consenting(state, entry.action, written=True)
        needed: Literal["majority", "all"] = "all" if entry.entry in state.passed else "majority"
        found.append((entry, agreed, state.series_d_outstanding, needed))
    steps = {step.entry: number for number, step in enumerate(way.state.course.history, start=1) if step.clause == "9"}
    return [
        Waiver(
            entry.id or "",
            entry.effective,
            entry.entry,
            entry.action,
            agreed,
            outstanding,
            needed,
            steps.get(entry.id or ""),
        )
        for entry, agreed, outstanding, needed in found
    ]


def waivers_json(waivers: Iterable[Waiver]) -> list[dict[str, Any]]:
    """Waivers as a part of an answer."""
    return [
        {
            "entry": one.entry,
            "effective": one.effective.isoformat(),
            "waived": one.waived,
            "action": one.action,
            "agreed": one.agreed,
            "outstanding": one.outstanding,
            "needed": one.needed,
            "step": one.step,
        }
        for one in waivers
    ]

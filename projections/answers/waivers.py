"""Waived adjustments, which stay visible: whose consent waived what, and what the price did (9, A52)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ledger.cap_table.state import State


@dataclass(frozen=True, slots=True)
class Waiver:
    """A waiver: by which entry and proposal, of whose adjustment, with how much consent.

    `needed` is a majority before the event, all after it; `step` is the number of the step that undid the adjustment,
    None where it had not been made.
    """

    entry: str
    effective: date
    waived: str
    action: str
    agreed: int
    outstanding: int
    needed: Literal["majority", "all"]
    step: int | None

    def says(self) -> str:
        """The waiver as a sentence, without a full stop."""
        did = "none is made" if self.step is None else f"step {self.step} takes it back"
        return (
            f"{self.entry} of {self.effective} waives the adjustment for {self.waived} ({self.action}): {did}; "
            f"{self.agreed:,} of {self.outstanding:,} had consented, {self.needed} needed"
        )


def waivers_of(state: State) -> list[Waiver]:
    """All waivers up to where a replay is."""
    steps = {step.entry: number for number, step in enumerate(state.course.history, start=1) if step.clause == "9"}
    return [
        Waiver(
            entry=one.entry,
            effective=one.day,
            waived=one.waived,
            action=one.action,
            agreed=one.agreed,
            outstanding=one.outstanding,
            needed="all" if one.of_all else "majority",
            step=steps.get(one.entry),
        )
        for one in state.waivers
    ]

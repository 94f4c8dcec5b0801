"""Saved what-ifs as they are answered: where each stands, what it answers, two side by side."""

from dataclasses import dataclass
from datetime import datetime

from ledger.log.scenarios import Scenario
from projections.compare.recording import RecordResult
from projections.compare.scenarios import Compared
from projections.compare.what_if import WhatIf


@dataclass(frozen=True, slots=True)
class Standing:
    """A scenario, and how many entries have been recorded since its base; `changed` when something was written."""

    scenario: Scenario
    base_recorded_at: datetime
    grown: int
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A scenario and what it answers, where it stands."""

    standing: Standing
    answer: WhatIf


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two scenarios and what differs between their answers."""

    first: Standing
    second: Standing
    answer: Compared


@dataclass(frozen=True, slots=True)
class Promoted:
    """A scenario that has become a part of the ledger, and what came of recording it."""

    standing: Standing
    result: RecordResult

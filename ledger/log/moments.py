"""What had been recorded by a moment, of a log whose moments may not be in order."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from ledger.log.recorded import Recorded

LONGEST_PAUSE = timedelta(days=366)
"""A recording so long after the one before is rather a clock that is wrong."""


class Doubtful(NamedTuple):
    """Entries from one position to another whose moment of recording can hardly be right."""

    first: int
    last: int
    moment: datetime
    because: str


def known_by(log: Sequence[Recorded], at: datetime) -> int:
    """How many entries had been recorded at a moment: whatever stands before one that had been, had been too.

    A clock that was wrong once leaves a moment ahead of those behind it; the order of the log is not in doubt.
    """
    return next((place for place in range(len(log), 0, -1) if log[place - 1].recorded_at <= at), 0)


def doubtful_moments(log: Sequence[Recorded], now: datetime) -> list[Doubtful]:
    """The moments of recording that can hardly be right, those of entries in a row with one moment together."""
    found: list[Doubtful] = []
    for one, because in _doubted(log, now):
        last = found[-1] if found else None
        if last is not None and (last.last, last.moment, last.because) == (one.position - 1, one.recorded_at, because):
            found[-1] = last._replace(last=one.position)
        else:
            found.append(Doubtful(one.position, one.position, one.recorded_at, because))
    return found


def _doubted(log: Sequence[Recorded], now: datetime) -> Iterator[tuple[Recorded, str]]:
    before: datetime | None = None
    for one in log:
        if one.recorded_at > now:
            yield one, "which is still to come"
        elif before is not None and one.recorded_at < before:
            yield one, "earlier than the entry before it"
        before = one.recorded_at

"""The moment of a recording: what the clock says, where that can be right."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from ledger.log.moments import LONGEST_PAUSE
from ledger.numbers.days import written
from ledger.refusals import Refusal
from ledger.rules import refuses

_SKEW = timedelta(minutes=1)
"""So far the clocks of an office may be apart: a recording is then of the moment of the one before it."""
_UNCONFIRMED = timedelta(days=1)

_ADVICE = "set the clock, or, where it is right, give --recorded-at-risk (from Python at_risk=True)"
_REMEDY = "Set the clock; where it is right, --recorded-at-risk (from Python at_risk=True) records all the same."
CLOCK_BEHIND = refuses(
    "clock_behind",
    "",
    "Nothing is recorded with a moment before that of the last recording: what was known when would be lost.",
    _REMEDY,
)
CLOCK_AHEAD = refuses(
    "clock_ahead",
    "",
    "A moment more than a day after the last recording is taken where the clock of the place in which the ledger is "
    "kept agrees, and one more than a year after it only where somebody vouches for it.",
    _REMEDY,
)


def moment_of_recording(
    now: datetime, before: Sequence[datetime], elsewhere: Callable[[], datetime | None], *, at_risk: bool
) -> datetime:
    """The moment of what is recorded now, behind what was recorded at these moments.

    `elsewhere` is what another clock says, that of the file system or the server, if one can be asked. Raises `Refusal`
    where the clock is behind the last of them or too far ahead, unless somebody takes that risk.
    """
    if at_risk:
        return now
    last = max(before, default=None)
    if last is None:
        return _confirmed(now, elsewhere(), "and nothing is recorded yet")
    since = f"and the last recording is of {_said(last)}"
    if now < last:
        if last - now <= _SKEW:
            return last
        raise Refusal(CLOCK_BEHIND, f"the clock says {_said(now)}, {since}; {_ADVICE}")
    if now - last > LONGEST_PAUSE:
        raise Refusal(CLOCK_AHEAD, f"the clock says {_said(now)}, {since}, more than a year before; {_ADVICE}")
    return now if now - last <= _UNCONFIRMED else _confirmed(now, elsewhere(), since)


def _confirmed(now: datetime, other: datetime | None, since: str) -> datetime:
    if other is not None and now - other > _UNCONFIRMED:
        said = f"the clock says {_said(now)}, {since}; where the ledger is kept it is {_said(other)}"
        raise Refusal(CLOCK_AHEAD, f"{said}; {_ADVICE}")
    return now


def _said(moment: datetime) -> str:
    return written(moment, "seconds")

"""What two handles choose between: moments at which something was recorded, or days."""

from collections.abc import Sequence
from datetime import date, datetime

from commands.web.charts.axes import day_place
from commands.web.charts.documents import Stops
from ledger.numbers.days import written

NAMES = ("earlier", "later")
"""As a question about two states of knowledge names them."""


def of_moments(moments: Sequence[datetime]) -> Stops:
    """Moments of recording, each once and in order."""
    found = [written(one) for one in sorted(set(moments))]
    return Stops(names=NAMES, values=found, says=found)


def of_days(days: Sequence[date]) -> Stops:
    """Days, each once and in order; the chart shows what lies between the two."""
    found = sorted(set(days))
    said = [one.isoformat() for one in found]
    return Stops(names=NAMES, values=said, says=said, places=[*map(day_place, found)])

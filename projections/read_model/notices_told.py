"""The rows of `notices`: what was sent, and whether a price that was stated is the one that the record gives.

A notice of an adjustment states the price that the adjustments of a day leave: that day is the one of the entry that it
is about, or of its mailing where it names none (A53).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ledger.cap_table.state import State
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from projections.answers.due.adjustments_told import states
from projections.answers.due.calendar_facts import Sent
from projections.read_model.columns import Row
from projections.read_model.values import Shower


def rows_of_notices(
    company: str, sent: Sequence[Sent], state: State, days: Mapping[str, date], shower: Shower
) -> Iterator[Row]:
    """The rows of all notices; `state` is the cap table at the end of the timeline, `days` those of all entries."""
    for one in sent:
        entry = one.entry
        told = (company, entry.id or "", entry.kind, entry.holder, entry.about, entry.effective)
        if entry.price is None:
            yield (*told, None, *shower.show(None), None, *shower.show(None), "states_none")
            continue
        day = days.get(entry.about or "", entry.effective)
        record = price_after(state, day)
        verdict = "agrees" if states(entry, record) else "differs"
        yield (*told, day, *shower.show(Figure.of(entry.price)), entry.places, *shower.show(record), verdict)


def days_of(sent: Sequence[Sent], log: Iterable[Recorded], items: Iterable[Item]) -> dict[str, date]:
    """The day of each entry that a notice can be about; of what was voided since, the day that it had."""
    if not any(_states_price(one.entry) for one in sent):
        return {}
    days = {one.id: one.entry.effective for one in log}
    return days | {item.recorded.id: item.key.day for item in items}


def price_after(state: State, day: date) -> Figure:
    """The Conversion Price after the close of a day, in the share units of then, as the whole record gives it."""
    history: Sequence[Step] = state.course.history
    last = bisect_right(history, day, key=_day)
    if last:
        return Figure(history[last - 1].after, 1 / history[last - 1].units_after)
    if history:
        return Figure(history[0].before, 1 / history[0].units_before)
    return Figure(state.price_after_close, 1 / state.units)


def _day(step: Step) -> date:
    return step.day


def _states_price(entry: NoticeSent) -> bool:
    return entry.price is not None

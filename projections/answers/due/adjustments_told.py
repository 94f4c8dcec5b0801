"""Who is to be told of each adjustment (4K), and since when each has been: for the calendar, and for the letter itself.

A notice goes to the holders on the books of the day on which it is given. A step that is known as it takes place is
told at once, so to those who hold Series D just before it. A step that became known later, or that was told with
another price than the record gives, goes to those who hold it when it is told, or now while it is not: whoever sold
before anybody knew is no longer on the books, and whoever bought is. What was mailed before a step was known, or with
another price, does not tell of it.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.events import NoticeSent
from ledger.log.timeline import Item
from ledger.numbers.exact import decimal_text
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from projections.answers.due.calendar_facts import Gathered, Holders, Sent


class ToTell(NamedTuple):
    """A step of the price, who is to be told of it, and when each was; `late`: it became known after its day.

    `otherwise` are the notices of it that stated another price than the record gives.
    """

    step: Step
    holders: Holders
    done: dict[str, date]
    late: bool
    otherwise: tuple[NoticeSent, ...]


def entries_of(step: Step) -> tuple[str, ...]:
    """The entries that made a step."""
    return step.formula.entries if step.formula else (step.entry,)


@dataclass(slots=True)
class Learned:
    """When what the timeline says became known, by the order of recording."""

    places: dict[str, int] = field(default_factory=dict)
    """The place in the log of each entry, by id."""
    _positions: list[int] = field(default_factory=list)
    _latest: list[date] = field(default_factory=list)

    @classmethod
    def of(cls, items: Iterable[Item]) -> "Learned":
        """What the timeline says, with when."""
        every = sorted((item.recorded for item in items), key=lambda one: one.position)
        # what was recorded ahead of its day says nothing of the days until then
        days = (min(one.entry.effective, one.recorded_at.date()) for one in every)
        places = {one.id: one.position for one in every}
        return cls(places, [one.position for one in every], list(accumulate(days, max)))

    def is_late(self, step: Step) -> bool:
        """Whether an entry of a later day was recorded before one that made the step."""
        before = bisect_left(self._positions, self.since(step))
        return bool(before) and self._latest[before - 1] > step.day

    def since(self, step: Step) -> int:
        """The place in the log of the last of the entries that made the step."""
        return max(self.places.get(name, 0) for name in entries_of(step))


def adjustments_told(found: Gathered, state: State, learned: Learned) -> Iterator[ToTell]:
    """Every step of the price with who is to be told of it, as all stands at the close of the day of `state`."""
    history = state.course.history
    days: dict[date, list[Step]] = {}
    for step in history:
        days.setdefault(step.day, []).append(step)
    mailed = _Mailed(found.notices)
    now = tuple(sorted(state.series_d))
    for step, held in zip(history, found.told, strict=True):
        yield _to_tell(step, days[step.day], mailed, learned, held, now)


def _to_tell(  # noqa: PLR0913, PLR0917
    step: Step, of_day: Sequence[Step], mailed: "_Mailed", learned: Learned, held: Holders, now: Holders
) -> ToTell:
    """One notice may cover all adjustments of a day, and states the price that they leave (A53)."""
    names = dict.fromkeys(name for one in of_day for name in entries_of(one))
    price = Figure(of_day[-1].after, 1 / of_day[-1].units_after)
    late, since = learned.is_late(step), learned.since(step)

    def counts(one: Sent) -> bool:
        return (not late or one.position > since) and (one.entry.about is None or states(one.entry, price))

    otherwise = tuple(one.entry for one in mailed.about(names, step.day) if not states(one.entry, price))
    if late or otherwise:
        given = min(filter(counts, mailed.about((*names, None), step.day)), key=_day, default=None)
        held = now if given is None else given.holders
    firsts = ((name, mailed.first(name, (*names, None), step.day, counts)) for name in held)
    done = {name: one.entry.effective for name, one in firsts if one is not None}
    return ToTell(step, held, done, late, otherwise)


def states(notice: NoticeSent, price: Figure) -> bool:
    """Whether a notice states a price, as it was rounded; one that states none may have stated any."""
    if notice.price is None:
        return True
    if notice.places is not None:
        return decimal_text(notice.price, notice.places) == price.decimal(notice.places)
    return notice.price == price.fraction


class _Mailed:
    """Notices of adjustments, by whom they were mailed to and what they are about, the earliest first."""

    def __init__(self, notices: Iterable[Sent]) -> None:
        self._to: dict[tuple[str, str | None], list[Sent]] = {}
        self._about: dict[str | None, list[Sent]] = {}
        for one in sorted(notices, key=_day):
            if one.entry.kind == "adjustment":
                self._to.setdefault((one.entry.holder, one.entry.about), []).append(one)
                self._about.setdefault(one.entry.about, []).append(one)

    def about(self, names: Iterable[str | None], since: date) -> Iterator[Sent]:
        """Those about one of these entries, from a day on."""
        every = (self._about.get(name, []) for name in names)
        return (one for some in every for one in some[bisect_left(some, since, key=_day) :])

    def first(
        self, holder: str, names: Iterable[str | None], since: date, counts: Callable[[Sent], bool]
    ) -> Sent | None:
        """The first to a holder about one of these entries, or about none in particular, that counts."""
        every = (self._to.get((holder, name), []) for name in names)
        found = (next(filter(counts, some[bisect_left(some, since, key=_day) :]), None) for some in every)
        return min((one for one in found if one is not None), key=_day, default=None)


def _day(one: Sent) -> date:
    return one.entry.effective

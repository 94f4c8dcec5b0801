"""A replay beside what was first recorded: which tests came out otherwise, and with which figures (4E(3), 9, A25)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger.numbers.lazy import Later
from ledger.working import Working
from projections.answers.history import PriceStep
from projections.workings.price.course import CourseTold
from projections.workings.price.lots import LotAt
from projections.workings.price.trigger import Tested


@dataclass(frozen=True, slots=True)
class Beside:
    """One moment: its step as first recorded and its step in the replay, each with its working."""

    on: date
    first: PriceStep | None
    replayed: PriceStep | None
    first_working: Working | None
    replayed_working: Working | None
    tested: Sequence[Tested] = ()
    """What the moment puts to the test in the replay."""
    lots: Sequence[LotAt] = ()
    """What is deemed issued before it in the replay."""

    @property
    def entries(self) -> tuple[str, ...]:
        """The entries whose test came out below the price, then or now."""
        return tuple(dict.fromkeys(entry for one in (self.first, self.replayed) if one for entry in one.entries))

    @property
    def now_triggers(self) -> tuple[str, ...]:
        """The entries that did not adjust the price when they were first tested, and now do."""
        return tuple(entry for entry in _triggered(self.replayed) if entry not in _triggered(self.first))

    @property
    def no_longer_triggers(self) -> tuple[str, ...]:
        """The entries that adjusted the price when they were first tested, and no longer do."""
        return tuple(entry for entry in _triggered(self.first) if entry not in _triggered(self.replayed))

    @property
    def change(self) -> str | None:
        """What became of the test, or whether only the figures are others."""
        flips = bool(self.now_triggers), bool(self.no_longer_triggers)
        if any(flips):
            return _FLIPS[flips]
        first, again = self.first, self.replayed
        same = first is not None and again is not None and _figures(first) == _figures(again)
        return None if same else "other figures"


_FLIPS = {(True, True): "triggers otherwise", (True, False): "now triggers", (False, True): "no longer triggers"}


def beside(
    moment_of: Callable[[str], object], step: PriceStep, steps: Sequence[PriceStep], course: CourseTold
) -> Iterator[Beside]:
    """Every moment that moved the price before a readjustment, or moves it in its replay, in timeline order.

    `steps` are those of the history; `moment_of` answers the place of an entry in the timeline, to be put in order.
    """
    first = {moment_of(one.entry): one for one in steps[: step.number - 1] if one.replayed is None}
    again = {moment_of(one.entry): one for one in step.replayed or ()}
    replay, either = course.replay(step.entry), first | again
    then = course.then(step.entry)
    places = {} if then is None else then.places()
    for key in sorted(either):  # type: ignore[type-var]
        before, now = first.get(key), again.get(key)
        before_working = None if before is None else course.history[before.number - 1]
        now_working = None if now is None else replay[now.entry]
        index = next((places[name] for one in (now, before) if one for name in one.entries if name in places), None)
        row = Beside(either[key].effective, before, now, before_working, now_working)
        yield row if then is None or index is None else _with_tests(row, then, places, index)


def _with_tests(row: Beside, then: CourseTold, places: Mapping[str, int], index: int) -> Beside:
    """A moment with what it puts to the test in the replay, and what is deemed issued before it there."""
    lots = Later(lambda: then.lots_before(index, lambda name: places.get(name, index) < index))
    return replace(row, tested=Later(lambda: then.tests(index)), lots=lots)


def _triggered(step: PriceStep | None) -> tuple[str, ...]:
    return () if step is None or step.a is None else step.entries


def _figures(step: PriceStep) -> tuple[object, ...]:
    return step.before, step.after, step.a, step.c, step.d

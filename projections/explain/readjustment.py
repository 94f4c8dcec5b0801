"""A replay beside what was first recorded: which tests came out otherwise, and with which figures (4E(3), 9, A25)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.working import Working
from projections.answers.history import PriceStep
from projections.workings.price.course import CourseTold


@dataclass(frozen=True, slots=True)
class Beside:
    """One moment: its step as first recorded, its step in the replay, and the entries whose test came out otherwise."""

    on: date
    entries: tuple[str, ...]
    first: PriceStep | None
    replayed: PriceStep | None
    now_triggers: tuple[str, ...]
    no_longer_triggers: tuple[str, ...]
    first_working: Working | None
    replayed_working: Working | None

    @property
    def change(self) -> str | None:
        """What became of the test, or whether only the figures are others."""
        if self.now_triggers and self.no_longer_triggers:
            return "triggers otherwise"
        if self.now_triggers:
            return "now triggers"
        if self.no_longer_triggers:
            return "no longer triggers"
        if self.first is None or self.replayed is None:
            return "other figures"
        return None if _figures(self.first) == _figures(self.replayed) else "other figures"


def beside(
    moments: Mapping[str, tuple[date, int]], step: PriceStep, steps: Sequence[PriceStep], course: CourseTold
) -> Iterator[Beside]:
    """Every moment that moved the price before a readjustment, or moves it in its replay, in timeline order."""
    first = {moments[one.entry]: one for one in steps[: step.number - 1] if one.replayed is None}
    again = {moments[one.entry]: one for one in step.replayed or ()}
    for key in sorted(first.keys() | again.keys()):
        yield _beside(key[0], first.get(key), again.get(key), course, course.replays[step.entry])


def _beside(
    on: date, first: PriceStep | None, again: PriceStep | None, course: CourseTold, replay: Mapping[str, Working]
) -> Beside:
    before, now = _triggered(first), _triggered(again)
    return Beside(
        on=on,
        entries=tuple(dict.fromkeys([*_entries(first), *_entries(again)])),
        first=first,
        replayed=again,
        now_triggers=tuple(entry for entry in now if entry not in before),
        no_longer_triggers=tuple(entry for entry in before if entry not in now),
        first_working=None if first is None else course.history[first.number - 1],
        replayed_working=None if again is None else replay[again.entry],
    )


def _entries(step: PriceStep | None) -> tuple[str, ...]:
    return () if step is None else step.entries


def _triggered(step: PriceStep | None) -> tuple[str, ...]:
    return () if step is None or step.a is None else step.entries


def _figures(step: PriceStep) -> tuple[object, ...]:
    return step.before, step.after, step.a, step.c, step.d

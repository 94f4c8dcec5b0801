"""Where the figures of the formula come from: a moment of the timeline, with what was outstanding and tested in it.

The tests, the lots and the figures are those that the fold of the price keeps, as `projections.workings` tells them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.price.facts import Fact
from ledger.price.rights import Right
from projections.figures import Figure
from projections.workings.entry import Watch
from projections.workings.observer import Telling
from projections.workings.price.test import Tested

Key = tuple[object, int]
"""A moment: the day, and the position of its first entry."""


@dataclass(frozen=True, slots=True)
class Deemed:
    """Common deemed issued under a right and not yet issued."""

    right: str
    holder: str
    shares: Figure


@dataclass(frozen=True, slots=True)
class Place:
    """A moment as it was told: the entries in it, what stood before it, and what it put to the test."""

    recorded: tuple[Recorded, ...]
    deemed: tuple[Deemed, ...]
    tested: tuple[Tested, ...]
    fact: Fact | None
    rights_before: Mapping[str, Right]
    rights_after: Mapping[str, Right]
    units: Fraction
    outstanding_at_start_of_day: Figure


@dataclass(slots=True)
class _Before:
    """What is remembered of a moment while its entries are applied."""

    items: list[Item]
    facts: int
    units: Fraction
    deemed: tuple[Deemed, ...]
    rights: Mapping[str, Right]


def places(telling: Telling, wanted: Iterable[str], watch: Watch) -> dict[str, Place]:
    """Go through a timeline; answers the moments in which the wanted entries stand, by the id of each of their entries.

    On the way `watch` looks at what it is there for.
    """
    ids, found, before = set(wanted), dict[str, Place](), None
    keys = {_key(item) for item in telling.way.items if item.recorded.id in ids}
    for item in telling.stops(watch.days):
        watch.stop(item)
        if isinstance(item, date):
            continue
        if before is not None and _key(before.items[0]) != _key(item):
            found |= _told(telling, before)
            before = None
        if _key(item) in keys:
            before = before or _remember(telling)
            before.items.append(item)
    watch.done()
    return found if before is None else found | _told(telling, before)


def _key(item: Item) -> Key:
    return item.key.day, item.key.moment


def _remember(telling: Telling) -> _Before:
    state = telling.state
    deemed = (
        Deemed(name, state.rights[name].holder, Figure.of(tally.figure))
        for name, tally in telling.course.deemed.items()
    )
    return _Before([], len(state.course.facts), state.units, tuple(deemed), dict(state.rights))


def _told(telling: Telling, before: _Before) -> dict[str, Place]:
    state, facts = telling.state, telling.state.course.facts
    adds = len(facts) > before.facts
    place = Place(
        recorded=tuple(item.recorded for item in before.items),
        deemed=before.deemed,
        tested=tuple(telling.course.tests(len(facts) - 1)) if adds else (),
        fact=facts[-1] if adds else None,
        rights_before=before.rights,
        rights_after={name: right for name, right in state.rights.items() if before.rights.get(name) is not right},
        units=before.units,
        outstanding_at_start_of_day=Figure.of(state.clock.start_of_day * before.units),
    )
    return {item.recorded.id: place for item in before.items}

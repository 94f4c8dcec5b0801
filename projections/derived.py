"""Where the figures of the formula come from: a moment of the timeline, with what was outstanding and tested in it.

Nothing is computed a second time: the tests, the lots and the figures are those that the fold of the price keeps.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ledger.events import AnyEntry, Consideration, Issuing
from ledger.price.course import Course
from ledger.price.facts import Became, Delivered, Fact, Moment
from ledger.price.formula import Issue, is_trigger
from ledger.price.rights import Lot, Right, issue_of
from ledger.recorded import Recorded
from ledger.state import State
from ledger.timeline import Item
from projections.figures import Figure
from projections.walk import Walk

Key = tuple[object, int]
"""A moment: the day, and the position of its first entry."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the consideration of an issue; what is deducted is below zero. Some are shares at a price."""

    what: str
    amount: Figure
    shares: Figure | None = None
    price: Figure | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """An issue or a set of equal terms put to the test of 4E, in the share units of its place."""

    entry: str
    clause: str
    right: str | None
    shares: Figure
    money: Figure
    per_share: Figure
    against: Figure
    triggers: bool
    parts: tuple[Part, ...]
    waived: bool = False


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
    rights: Mapping[str, Right] = field(default_factory=dict)


def places(way: Walk, wanted: Iterable[str]) -> dict[str, Place]:
    """The moments in which the wanted entries stand, by the id of each of their entries."""
    ids, found, before = set(wanted), dict[str, Place](), None
    keys = {_key(item) for item in way.items if item.recorded.id in ids}
    for item in way:
        if before is not None and _key(before.items[0]) != _key(item):
            found |= _told(way.state, before)
            before = None
        if _key(item) in keys:
            before = before or _remember(way.state)
            before.items.append(item)
    return found if before is None else found | _told(way.state, before)


def _key(item: Item) -> Key:
    return item.key.day, item.key.moment


def _remember(state: State) -> _Before:
    return _Before([], len(state.course.facts), state.units, tuple(_deemed(state)), dict(state.rights))


def _told(state: State, before: _Before) -> dict[str, Place]:
    course = state.course
    fact = course.facts[-1] if len(course.facts) > before.facts else None
    recorded = tuple(item.recorded for item in before.items)
    entries = {one.id: one.entry for one in recorded}
    place = Place(
        recorded=recorded,
        deemed=before.deemed,
        tested=() if fact is None else tuple(_tested(course, fact, entries)),
        fact=fact,
        rights_before=before.rights,
        rights_after={name: right for name, right in state.rights.items() if before.rights.get(name) is not right},
        units=before.units,
        outstanding_at_start_of_day=Figure.of(state.start_of_day * before.units),
    )
    return {one.id: place for one in recorded}


# -- what the fold keeps ----------------------------------------------------------------------------------------------


def _deemed(state: State) -> Iterator[Deemed]:
    for right in state.rights.values():
        shares = sum(lot.shares for lot in _deemed_lots(state.course, right) if lot.out_by is None)
        if shares:
            yield Deemed(right.name, right.holder, Figure.of(shares * state.units))


def _deemed_lots(course: Course, right: Right) -> Sequence[Lot]:
    return course._deemed_lots(right)  # noqa: SLF001  the fold tells by name only whether, not how much


def _deemed_at_grant(course: Course, right: Right) -> Sequence[Lot]:
    return course._deemed_by(right, None)  # noqa: SLF001  likewise


def _tested(course: Course, fact: Fact, entries: Mapping[str, AnyEntry]) -> Iterator[Tested]:
    """What a fact put to the test, member by member."""
    match fact:
        case Moment():
            for member in fact.members:
                if isinstance(member, Issue):
                    yield _issue_tested(course, fact, member, entries[member.entry])
                else:
                    right = course.rights[member]
                    yield from _lots_tested(course, fact, right, right.lots, entries.get(right.entry))
        case Became():
            right = course.rights[fact.right]
            before = _deemed_at_grant(course, right)
            lots = [lot for lot in right.lots if lot.became_by == fact.entry and lot not in before]
            yield from _lots_tested(course, fact, right, lots)
        case Delivered():
            right = course.rights[fact.right]
            before = _deemed_lots(course, right)
            lots = [lot for lot in right.lots if lot.out_by == fact.entry and lot not in before]
            yield from _lots_tested(course, fact, right, lots)
        case _:
            return


def _against(course: Course, fact: Fact) -> Figure:
    """The price that a fact was tested against: the running one, or that of the opening of the day (A5)."""
    running = course.points[-2].running if len(course.points) > 1 else course.start
    on_opening = course.choices.same_day_price == "opening"
    return Figure(course.points[-1].opening if on_opening else running, 1 / fact.units)


def _issue_tested(course: Course, fact: Moment, issue: Issue, entry: AnyEntry) -> Tested:
    waived = issue.entry in course.waived
    against = _against(course, fact)
    return Tested(
        entry=issue.entry,
        clause=issue.clause,
        right=None,
        shares=Figure.of(issue.shares * fact.units),
        money=Figure.of(issue.money),
        per_share=_per_share(issue, fact.units),
        against=against,
        triggers=not waived and is_trigger(against.bounded, issue),
        parts=tuple(_parts_of(entry, issue.money)),
        waived=waived,
    )


def _lots_tested(
    course: Course, fact: Moment | Became | Delivered, right: Right, lots: Sequence[Lot], grant: AnyEntry | None = None
) -> Iterator[Tested]:
    """Lots by their terms, or all at once where they are tested at their average price (A24)."""
    name = right.entry
    clause: str = right.clause
    if isinstance(fact, Became | Delivered):
        if fact.excluded:
            return
        name, clause = fact.entry, "4E" if isinstance(fact, Delivered) else "4E(2)"
    waived = right.entry in course.waived
    deemed = _deemed_lots(course, right)
    blended = course.choices.tranche_test == "blended" and len(lots) > 1
    against = _against(course, fact)
    for some in [lots] if blended else [[lot] for lot in lots]:
        # what comes out is not deemed issued when it triggers, it is issued; then its price tells
        below = is_trigger(against.bounded, issue_of(name, "4E", some))
        yield Tested(
            entry=name,
            clause=clause,
            right=right.name,
            shares=Figure.of(sum(lot.shares for lot in some) * fact.units),
            money=Figure.of(sum(lot.consideration for lot in some)),
            per_share=_per_share(issue_of(name, "4E", some), fact.units),
            against=against,
            triggers=not waived and below if isinstance(fact, Delivered) else some[0] in deemed,
            parts=tuple(part for lot in some for part in _parts_of_lot(lot, fact.units, grant)),
            waived=waived,
        )


def _per_share(issue: Issue, units: Fraction) -> Figure:
    return Figure.of(Fraction(*issue.per_share) / units)


# -- the consideration ------------------------------------------------------------------------------------------------


def _parts_of(entry: AnyEntry | None, money: Fraction | int) -> Iterator[Part]:
    """Cash, property, and what is deducted (4E(5)); the last part brings it to what counts (4E(4), A35)."""
    given = entry.consideration if isinstance(entry, Issuing) else Consideration()
    amounts = {
        "cash": given.cash,
        "property": given.property,
        "expenses": -given.expenses,
        "additional_rights": -given.additional_rights,
    }
    yield from (Part(what, Figure.of(amount)) for what, amount in amounts.items() if amount)
    rest = money - sum(amounts.values())
    if rest:
        yield Part("counts_as_none", Figure.of(rest))


def _parts_of_lot(lot: Lot, units: Fraction, grant: AnyEntry | None) -> Iterator[Part]:
    """What was paid for the grant of a lot, and what is paid when its Common comes out."""
    if grant is not None:
        yield from _parts_of(grant, lot.money)
    elif lot.money:
        yield Part("grant", Figure.of(lot.money))
    for what, price in (("exercise", lot.exercise_price), ("conversion", lot.conversion_price)):
        if price:
            amount = Figure.of(lot.shares * price)
            yield Part(what, amount, Figure.of(lot.shares * units), Figure.of(Fraction(price) / units))

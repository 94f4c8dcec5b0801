"""A cap table as people know it: who holds what, as if all of it were Common, and what that leaves to be issued.

The definitions, once:

as converted    the whole Common that all Series D of a holder converts into at the price in effect on the day, its
                fraction dropped once for the holder (4A, 4D, A43, A60), whatever is authorized
rights          the Common under every right outstanding, as option and as convertible, whether it was tested or not,
                excluded, assumed or older than the Series D
fully diluted   Common, as converted and rights together
votes           one for each share of Common, and those of the Series D (5, A47)
issued          the Common outstanding and that in treasury
room            the Common authorized, less outstanding, as converted and rights. What is in treasury can be delivered
                (4E(7), A45), so it is not taken off; below zero, the authorized number is short by so much

What hangs on a price that is zero or undetermined (A36, A44) is None. Nothing here is rounded, and percentages of a
total that is not zero sum to exactly 100. The module imports nothing heavy: the reporting tables answer with it, too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple, TypeVar

NOTHING = Fraction(0)

Number = TypeVar("Number", int, Fraction)


class Percent(NamedTuple):
    """What part something is of the total, in percent, exact; None where the total is zero or not known."""

    common: Fraction | None
    as_converted: Fraction | None
    fully_diluted: Fraction | None
    votes: Fraction | None


class Stake(NamedTuple):
    """What one holder has, or all together.

    `votes` are those of the Series D alone; `all_votes` count the Common beside it. `rights` is Common under rights,
    `fully_diluted` Common of every kind. None where it hangs on a price that there is not.
    """

    series_d: int
    common: int
    votes: int | None
    as_converted: int | None
    rights: Fraction
    fully_diluted: Fraction | None
    all_votes: int | None
    percent: Percent


class Room(NamedTuple):
    """The Common that is authorized, and what it must suffice for.

    `free` is what is left of it when all Series D has been converted and all rights exercised; below zero it is short
    by so much. None where no number is authorized, or it hangs on a price that there is not.
    """

    authorized: int | None
    issued: int
    outstanding: int
    treasury: int
    unissued: int | None
    for_series_d: int | None
    for_rights: Fraction
    free: Fraction | None


class Held(NamedTuple):
    """What the register has of one holder: its shares, the votes of its Series D, and what that converts into."""

    series_d: int = 0
    common: int = 0
    votes: int | None = 0
    as_converted: int | None = 0


class Diluted(NamedTuple):
    """The cap table: each holder by name, all together, and the room under the authorized number."""

    holders: dict[str, Stake]
    totals: Stake
    room: Room


def diluted(
    held: Mapping[str, Held], rights: Iterable[tuple[str, Fraction]], treasury: int, authorized: int | None
) -> Diluted:
    """The cap table of these holders; `rights` are the Common under each right, with its holder."""
    under: dict[str, Fraction] = {}
    for holder, shares in rights:
        under[holder] = under.get(holder, NOTHING) + shares
    nothing = Held(votes=None if any(one.votes is None for one in held.values()) else 0)
    names = sorted(held.keys() | under.keys())
    stakes = {name: _stake(held.get(name, nothing), under.get(name, NOTHING)) for name in names}
    total = _summed(list(stakes.values()))
    by_name = {name: one._replace(percent=_percent(one, total)) for name, one in stakes.items()}
    return Diluted(by_name, total._replace(percent=_percent(total, total)), _room(total, treasury, authorized))


def stake_of(table: Mapping[str, Stake], holder: str) -> Stake:
    """What a holder has; of one that has nothing, nothing, which is no part of anything."""
    return table.get(holder) or _stake(Held(), NOTHING)


_UNKNOWN = Percent(None, None, None, None)


def _stake(one: Held, rights: Fraction) -> Stake:
    converted = one.as_converted
    return Stake(
        series_d=one.series_d,
        common=one.common,
        votes=one.votes,
        as_converted=converted,
        rights=rights,
        fully_diluted=None if converted is None else one.common + converted + rights,
        all_votes=None if converted is None else one.common + (one.votes or 0),
        percent=_UNKNOWN,
    )


def _summed(stakes: Sequence[Stake]) -> Stake:
    return Stake(
        series_d=sum(one.series_d for one in stakes),
        common=sum(one.common for one in stakes),
        votes=_sum([one.votes for one in stakes], 0),
        as_converted=_sum([one.as_converted for one in stakes], 0),
        rights=sum((one.rights for one in stakes), NOTHING),
        fully_diluted=_sum([one.fully_diluted for one in stakes], NOTHING),
        all_votes=_sum([one.all_votes for one in stakes], 0),
        percent=_UNKNOWN,
    )


def _sum(numbers: Sequence[Number | None], found: Number) -> Number | None:
    """The sum of numbers, from nothing on; None where one of them is not known."""
    for one in numbers:
        if one is None:
            return None
        found += one
    return found


def _percent(one: Stake, total: Stake) -> Percent:
    return Percent(*(_part(measure(one), measure(total)) for measure in _MEASURES))


def _part(some: Fraction | int | None, of: Fraction | int | None) -> Fraction | None:
    return None if some is None or not of else Fraction(100 * some, of)


def _as_converted(one: Stake) -> int | None:
    return None if one.as_converted is None else one.common + one.as_converted


_MEASURES: tuple[Callable[[Stake], Fraction | int | None], ...] = (
    lambda one: one.common,
    _as_converted,
    lambda one: one.fully_diluted,
    lambda one: one.all_votes,
)
"""What each member of `Percent` is measured by."""


def _room(total: Stake, treasury: int, authorized: int | None) -> Room:
    taken = total.fully_diluted
    return Room(
        authorized=authorized,
        issued=total.common + treasury,
        outstanding=total.common,
        treasury=treasury,
        unissued=None if authorized is None else authorized - total.common - treasury,
        for_series_d=total.as_converted,
        for_rights=total.rights,
        free=None if authorized is None or taken is None else authorized - taken,
    )

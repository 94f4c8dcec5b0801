"""Accrued dividends belong to the shares that were held on the record date (2, 3, A60): Series D in lots.

A lot is Series D of one holder that carries the same accruals. The lots of a holder stand in the order in which they
came to it, and the oldest move first. On a record date each lot remembers by whom it was held and for how much Common
it counted: a dividend that is paid later, and not to Series D, accrues to those very shares, wherever they are by then.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.numbers.bounded import Bounded, is_less

NOTHING = Bounded.of(0)


class Counted(NamedTuple):
    """What each share of a lot counted for at the close of a record date, and who held it.

    `as_converted` is Common in base units; None where the price was zero, so that no number follows (A44).
    """

    day: date
    holder: str
    as_converted: Bounded | None


@dataclass(frozen=True, slots=True)
class SeriesDLot:
    """So many shares of Series D on each of which the same is accrued and unpaid, in money."""

    shares: int
    accrued: Bounded = NOTHING
    counted: tuple[Counted, ...] = ()

    def of(self, shares: int) -> "SeriesDLot":
        """So many shares like these."""
        return SeriesDLot(shares, self.accrued, self.counted)

    def is_like(self, other: "SeriesDLot") -> bool:
        """Whether the shares of both are alike in all but their number."""
        return self.accrued is other.accrued and self.counted == other.counted


Lots = tuple[SeriesDLot, ...]


class Retired(NamedTuple):
    """Series D converted since a record date: how many shares, of which a later split may have made no whole number."""

    shares: Fraction
    counted: tuple[Counted, ...]

    def restated(self, ratio: Fraction) -> "Retired":
        """The same after a split of the Series D itself."""
        return Retired(self.shares * ratio, _restated(self.counted, ratio))


class Debt(NamedTuple):
    """A dividend that stays due to who held shares since converted: no part of any preference (A60).

    `each` is money per share of Series D; of how many, a split of the Series D since may have made no whole number.
    `entry` is the dividend, and `lot` says which of the shares converted: several dividends can be due on the same.
    """

    holder: str
    shares: Fraction
    each: Bounded
    entry: str
    lot: int

    @property
    def amount(self) -> Bounded:
        """What is due of it in all."""
        return self.each.times(self.shares)


def take(lots: Lots, shares: int) -> tuple[Lots, Lots]:
    """The oldest lots up to so many shares, and the rest."""
    taken: list[SeriesDLot] = []
    for index, lot in enumerate(lots):
        if lot.shares > shares:
            parts = (lot.of(shares),) if shares else ()
            return (*taken, *parts), (lot.of(lot.shares - shares), *lots[index + 1 :])
        taken.append(lot)
        shares -= lot.shares
    return tuple(taken), ()


def join(lots: Lots, more: Lots) -> Lots:
    """Lots with more behind them; what is alike becomes one."""
    joined = list(lots)
    for lot in more:
        if joined and joined[-1].is_like(lot):
            joined[-1] = lot.of(joined[-1].shares + lot.shares)
        else:
            joined.append(lot)
    return tuple(joined)


def restate(lots: Lots, ratio: Fraction, rounding: Callable[[Fraction], int]) -> Lots:
    """Lots after a split of the Series D itself: whole for the holder, a fraction of a share with the youngest (1)."""
    restated, reached, before = [], 0, 0
    for lot in lots:
        before += lot.shares
        after = rounding(before * ratio)
        if after > reached:
            restated.append(SeriesDLot(after - reached, lot.accrued.times(1 / ratio), _restated(lot.counted, ratio)))
        reached = after
    return tuple(restated)


def _restated(counted: Iterable[Counted], ratio: Fraction) -> tuple[Counted, ...]:
    return tuple(
        one._replace(as_converted=None if one.as_converted is None else one.as_converted.times(1 / ratio))
        for one in counted
    )


def each_once(lots: Mapping[str, Lots], change: Callable[[SeriesDLot], SeriesDLot]) -> dict[str, Lots]:
    """All lots changed, those that are alike to others that are alike."""
    known: dict[tuple[int, tuple[Counted, ...]], SeriesDLot] = {}

    def changed(lot: SeriesDLot) -> SeriesDLot:
        like = known.setdefault((id(lot.accrued), lot.counted), change(lot))
        return replace(like, shares=lot.shares)

    return {holder: join((), tuple(changed(lot) for lot in held)) for holder, held in lots.items()}


def most_accrued(lots: Iterable[Lots]) -> Bounded:
    """What is accrued on the share that carries the most: every accrual that is still unpaid on any share."""
    most = NOTHING
    for found in _distinct(lots):
        if is_less(most, found):
            most = found
    return most


def _distinct(lots: Iterable[Lots]) -> Iterator[Bounded]:
    return iter({id(lot.accrued): lot.accrued for held in lots for lot in held}.values())


def counted_on(day: date, counted: Iterable[Counted]) -> Counted | None:
    """What shares counted for on a record date; None where they were not yet issued."""
    return next((one for one in counted if one.day == day), None)

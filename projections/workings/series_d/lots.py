"""Series D in lots, told: how many shares carry which accruals, and what they counted for on record dates (2, 3, A60).

The lots here stand beside the engine's lots of the same place. Which fragments of a holder the engine has joined is
seen by their sizes: cumulative sums say it without doubt.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial
from math import ceil, floor
from typing import NamedTuple

from ledger.cap_table.accruals import Lots
from ledger.cap_table.movements import Movement, Place
from ledger.log.recorded import Recorded
from ledger.working import Ceiling, Expression, Floor, Less, Product, Quotient, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import total
from projections.workings.tally import Part, Tally
from projections.workings.units import Quantity

_CAME = Kind("the number of shares of {} that came to {} by entry {}{}", "3", "Series D", ("A60",))
_CONVERTED = Kind("the number of shares of {} of {} that entry {} converted{}", "3", "Series D", ("A60",))


class Counted(NamedTuple):
    """Who held a lot at the close of a record date, and the Common for each share of it; None at a price of zero."""

    holder: str
    as_converted: Quantity | None


@dataclass(frozen=True, slots=True)
class SeriesDTold:
    """So many shares of Series D with what is accrued on each; None where nothing is. `carries` are the dividends."""

    shares: Tally
    accrued: Working | None = None
    carries: tuple[str, ...] = ()
    counted: Mapping[date, Counted] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """How many."""
        return int(self.shares.figure)


Held = tuple[SeriesDTold, ...]


@dataclass(slots=True)
class LotsTold:
    """The lots of each holder, the oldest first; and those converted that counted on some record date."""

    series: str = "Series D"
    of: dict[str, Held] = field(default_factory=dict)
    retired: Held = ()

    @property
    def every(self) -> Iterator[SeriesDTold]:
        """All lots of all holders."""
        return (lot for held in self.of.values() for lot in held)

    def move(self, one: Movement, number: Expression, now: Lots) -> None:
        """Follow a movement: the oldest shares move first; `now` are the engine's lots of who has got them."""
        parts: list[tuple[SeriesDTold, Tally]]
        if isinstance(one.source, str):
            parts = self._take(one, one.source, number)
        else:
            name = one.target if isinstance(one.target, str) else ""
            parts = [(SeriesDTold(Tally(_CAME)), self._tally(_CAME, name, one.entry, number, one.shares))]
        moving = tuple(replace(lot, shares=shares) for lot, shares in parts)
        if isinstance(one.target, str):
            self.of[one.target] = joined((*self.of.get(one.target, ()), *moving), _sizes(now), one.entry)
        elif one.target is Place.RETIRED:
            self.retired += tuple(lot for lot in moving if lot.counted)

    def _take(self, one: Movement, source: str, number: Expression) -> list[tuple[SeriesDTold, Tally]]:
        kind, to = (_CAME, one.target) if isinstance(one.target, str) else (_CONVERTED, source)
        found, left = list[tuple[SeriesDTold, Tally]](), list[SeriesDTold]()
        gone: tuple[Tally, ...] = ()
        rest = one.shares
        for lot in self.of.pop(source, ()):
            taken = min(rest, lot.number)
            rest -= taken
            if not taken:
                left.append(lot)
                continue
            part: Part = lot.shares.working if taken == lot.number else partial(_rest, number, gone)
            found.append((lot, self._tally(kind, str(to), one.entry, part, taken)))
            if taken < lot.number:
                after = lot.shares.plus(partial(_less, part), lot.number - taken, one.entry)
                left.append(replace(lot, shares=after))
            gone += (lot.shares,)
        if left:
            self.of[source] = tuple(left)
        return found

    def _tally(self, kind: Kind, holder: str, entry: str, part: Part, figure: int) -> Tally:
        return Tally(kind, (self.series, holder, entry), figure, part)

    def followed(self, before: str, after: str) -> None:
        """Whoever held them on a record date goes by another name since."""
        self.changed({holder: [_counted(lot, before, after) for lot in held] for holder, held in self.of.items()})
        self.retired = tuple(_counted(lot, before, after) for lot in self.retired)

    def changed(self, change: Mapping[str, Sequence[SeriesDTold]]) -> None:
        """The lots of all holders as they now are."""
        self.of = {holder: tuple(held) for holder, held in change.items() if held}

    def restated(self, recorded: Recorded, ratio: Fraction, by: Expression, rounded: type[Floor | Ceiling]) -> None:
        """Follow a split of the Series D itself: whole for the holder, a fraction with the youngest (1)."""
        known = dict[int, tuple[Quantity, Quantity]]()
        self.changed(
            {
                holder: list(self._restated((recorded.id, holder), held, ratio, by, rounded, known))
                for holder, held in self.of.items()
            }
        )

        self.retired = tuple(
            replace(
                lot,
                shares=lot.shares.anew(Product((lot.shares.working(), by)), lot.shares.figure * ratio, recorded.id),
                counted={day: _over(one, by, known) for day, one in lot.counted.items()},
            )
            for lot in self.retired
        )

    def _restated(  # noqa: PLR0913, PLR0917
        self,
        names: tuple[str, str],
        held: Held,
        ratio: Fraction,
        by: Expression,
        rounded: type[Floor | Ceiling],
        known: dict[int, tuple[Quantity, Quantity]],
    ) -> Iterator[SeriesDTold]:
        (entry, holder), before = names, list[Working]()
        reached, so_far, up_to = 0, 0, list[Expression]()
        for lot in held:
            before.append(lot.shares.working())
            so_far += lot.number
            up_to.append(rounded(Product((total(before), by))))
            after = _WHOLE[rounded](so_far * ratio)
            if after > reached:
                part = Sum((up_to[-1], *(Less(one) for one in up_to[-2:-1])))
                counted = {day: _over(one, by, known) for day, one in lot.counted.items()}
                yield replace(lot, shares=self._tally(_CAME, holder, entry, part, after - reached), counted=counted)
            reached = after


_WHOLE: Mapping[type[Floor | Ceiling], Callable[[Fraction], int]] = {Floor: floor, Ceiling: ceil}


def joined(held: Sequence[SeriesDTold], sizes: Iterable[int], entry: str) -> Held:
    """Lots of which the engine has joined those that are alike: the sizes of its own say which."""
    waiting, found = list(held), list[SeriesDTold]()
    for size in sizes:
        lot = waiting.pop(0)
        while lot.number < size:
            more = waiting.pop(0)
            lot = replace(lot, shares=lot.shares.plus(more.shares.working, lot.number + more.number, entry))
        assert lot.number == size  # noqa: S101  the engine's lots stand beside these
        found.append(lot)
    assert not waiting  # noqa: S101
    return tuple(found)


def _counted(lot: SeriesDTold, before: str, after: str) -> SeriesDTold:
    if not any(one.holder == before for one in lot.counted.values()):
        return lot
    counted = {day: one._replace(holder=after) if one.holder == before else one for day, one in lot.counted.items()}
    return replace(lot, counted=counted)


def _sizes(lots: Lots) -> Iterator[int]:
    return (lot.shares for lot in lots)


def _over(one: Counted, ratio: Expression, known: dict[int, tuple[Quantity, Quantity]]) -> Counted:
    """What a share of after a split counted for; what is one for several lots stays one."""
    before = one.as_converted
    if before is None:
        return one
    after = replace(before, expression=Quotient(before.expression, ratio))
    return one._replace(as_converted=known.setdefault(id(before), (before, after))[1])


def _rest(number: Expression, gone: tuple[Tally, ...]) -> Expression:
    return total([number, *(Less(one.working()) for one in gone)])


def _less(part: Part) -> Expression:
    return Less(part() if callable(part) else part)

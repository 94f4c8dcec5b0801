"""What accrues because it was not paid, and what is owed on shares converted since, told (2, 3, A60)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import NamedTuple

from ledger.cap_table.state import State
from ledger.events import AccruedDividendsPaid
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.numbers.bounded import total as total_of
from ledger.working import Expression, Greatest, Least, Less, Product, Quotient, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, amount, entries_named, fact, total
from projections.workings.series_d.lots import Counted, LotsTold, SeriesDTold, joined
from projections.workings.units import Quantity, Units

_ACCRUED = Kind(
    "what is accrued and unpaid on each share of {}{} after entry {}",
    "2",
    "money per share",
    ("A42", "A60", "A64"),
    "A dividend paid on Common and not on it accrues, for each share as if it had been converted.",
)
_LEFT = _ACCRUED._replace(clause="3", readings=("A60",), sentence="A part of it has been paid.")
_RESTATED = _ACCRUED._replace(clause="1", readings=(), sentence="")
_OWED_EACH = Kind(
    "what entry {} gives each share of {} of {} that was converted between record and payment",
    "2",
    "money per share",
    ("A60",),
    "It stays a debt to who held them, in no preference.",
)
_STILL_OWED = Kind("what is still owed to {} on each of those shares after entry {}", "3", "money per share", ("A60",))
_OWED = Kind(
    "what is owed to {} on {} that has been converted",
    "2",
    "money",
    ("A60",),
    "What was due on shares that were converted before it was paid stays due to who held them.",
)


class Owed(NamedTuple):
    """A dividend that stays due to who held shares since converted."""

    holder: str
    shares: Expression
    each: Expression
    entry: str
    lot: int


def of_each(debts: Iterable[Owed], part: Expression) -> Iterator[tuple[Owed, Expression]]:
    """Debts, each with what of a payment on a share is left for it: a share is paid once, its oldest dividend first."""
    rest: dict[tuple[str, int], Expression] = {}
    for one in debts:
        paid = rest.get((one.holder, one.lot), part)
        yield one, paid
        is_more = amount(paid) > amount(one.each)
        rest[one.holder, one.lot] = Sum((paid, Less(one.each))) if is_more else NOTHING


@dataclass(slots=True)
class AccrualsTold:
    """What accrues to the lots of a telling, and what is owed beside; `debts` stand beside those of the engine."""

    lots: LotsTold
    debts: tuple[Owed, ...] = ()

    # -- record dates ---------------------------------------------------------------------------------------------

    def take_record(self, day: date, units: Units, as_converted: Callable[[SeriesDTold], Expression | None]) -> None:
        """At the close of a record date: what each share of each lot counts for, and who holds it."""
        found = dict[int, Quantity | None]()

        def counted(holder: str, lot: SeriesDTold) -> SeriesDTold:
            if id(lot.accrued) not in found:
                of_one = as_converted(lot)
                found[id(lot.accrued)] = None if of_one is None else Quantity(of_one, units)
            return replace(lot, counted={**lot.counted, day: Counted(holder, found[id(lot.accrued)])})

        self.lots.changed({holder: [counted(holder, lot) for lot in held] for holder, held in self.lots.of.items()})

    # -- dividends ------------------------------------------------------------------------------------------------

    def accrue(
        self,
        recorded: Recorded,
        state: State,
        units: Units,
        value: Expression,
        as_converted: Callable[[SeriesDTold], Expression | None],
    ) -> None:
        """A dividend of such a value on each share of Common, not paid to Series D.

        `as_converted` is asked where the record date is the day of the payment.
        """
        day = getattr(recorded.entry, "record_date", None) or state.day

        made_of = dict[int, Quantity]()

        def counts(lot: SeriesDTold) -> Quantity | None:
            if day < state.day:
                return lot.counted[day].as_converted if day in lot.counted else None
            if id(lot.accrued) not in made_of:
                of_one = as_converted(lot)
                assert of_one is not None  # noqa: S101  else it is refused
                made_of[id(lot.accrued)] = Quantity(of_one, units)
            return made_of[id(lot.accrued)]

        self._change(recorded, state, counts, value, units)
        if day < state.day:
            self._owe(recorded, state, value, units, day)

    def _owe(self, recorded: Recorded, state: State, value: Expression, units: Units, day: date) -> None:
        """What the dividend gives shares that were converted since its record date."""
        debts, new = list[Owed](), state.debts[len(self.debts) :]
        for number, lot in enumerate(self.lots.retired):
            found = lot.counted.get(day)
            if found is None or found.as_converted is None:
                continue
            formula = Product((value, found.as_converted.shares_in(units)))
            each = _OWED_EACH.of(new[len(debts)].each, formula, recorded.id, self.lots.series, found.holder)
            debts.append(Owed(found.holder, lot.shares.working(), each, recorded.id, number))
        self.debts += tuple(debts)

    def _change(
        self,
        recorded: Recorded,
        state: State,
        counts: Callable[[SeriesDTold], Quantity | None],
        value: Expression,
        units: Units,
    ) -> None:
        """What accrues to the lots that counted on the record date."""
        found: dict[str, list[SeriesDTold]] = {}
        trios = [(holder, lot, counts(lot), now) for holder, lot, now in self._beside_the_engine(recorded, state)]
        several = len({(id(lot.accrued), id(of_one)) for _, lot, of_one, _ in trios}) > 1
        made = dict[tuple[int, int], Working]()
        for holder, lot, of_one, now in trios:
            changed, key = lot, (id(lot.accrued), id(of_one))
            if of_one is not None:
                carries = (*lot.carries, recorded.id)
                if key not in made:
                    more = Product((value, of_one.shares_in(units)))
                    formula = more if lot.accrued is None else Sum((lot.accrued, more))
                    which = f" that carries {entries_named(carries)}" if several else ""
                    made[key] = _ACCRUED.of(now, formula, self.lots.series, which, recorded.id)
                changed = replace(lot, accrued=made[key], carries=carries)
            found.setdefault(holder, []).append(changed)
        self.lots.changed(found)

    def _beside_the_engine(self, recorded: Recorded, state: State) -> Iterator[tuple[str, SeriesDTold, Bounded]]:
        """Each lot as it was, with what the engine has accrued on it now."""
        for holder, held in self.lots.of.items():
            now = state.register.lots[holder]
            together = joined(held, (lot.shares for lot in now), recorded.id)
            yield from ((holder, lot, other.accrued) for lot, other in zip(together, now, strict=True))

    def followed(self, before: str, after: str) -> None:
        """What is owed, and what was held on record dates, under the name of now."""
        self.lots.followed(before, after)
        self.debts = tuple(one._replace(holder=after) if one.holder == before else one for one in self.debts)

    # -- payments and splits --------------------------------------------------------------------------------------

    def pay(self, recorded: Recorded, state: State) -> None:
        """A payment: of all, or of so much on each share."""
        entry = recorded.entry
        assert isinstance(entry, AccruedDividendsPaid)  # noqa: S101  what pays
        part = None if entry.per_share is None else fact(recorded, "per_share")
        found: dict[str, list[SeriesDTold]] = {}
        made = dict[int, Working]()
        for holder, lot, now in self._beside_the_engine(recorded, state):
            left = replace(lot, accrued=None, carries=())
            if part is not None and lot.accrued is not None and not now.is_zero():
                if id(lot.accrued) not in made:
                    formula = Greatest((NOTHING, Sum((lot.accrued, Less(part)))))
                    made[id(lot.accrued)] = _LEFT.of(now, formula, self.lots.series, self._which(lot), recorded.id)
                left = replace(lot, accrued=made[id(lot.accrued)], carries=lot.carries)
            found.setdefault(holder, []).append(left)
        self.lots.changed(found)
        self.debts = () if part is None else tuple(self._still_owed(recorded, state, part))

    def _still_owed(self, recorded: Recorded, state: State, part: Expression) -> Iterator[Owed]:
        left = [(one, paid) for one, paid in of_each(self.debts, part) if amount(one.each) > amount(paid)]
        for (one, paid), now in zip(left, state.debts, strict=True):
            if not amount(paid):
                yield one
                continue
            each = _STILL_OWED.of(now.each, Sum((one.each, Less(paid))), one.holder, recorded.id)
            yield one._replace(each=each)

    def restate(self, recorded: Recorded, state: State, ratio: Expression) -> None:
        """A split of the Series D itself restates what is accrued on each share of it (1)."""
        found: dict[str, list[SeriesDTold]] = {}
        made = dict[int, Working]()
        for holder, held in self.lots.of.items():
            for lot, now in zip(held, state.register.lots.get(holder, ()), strict=True):
                changed = lot
                if lot.accrued is not None:
                    if id(lot.accrued) not in made:
                        formula = Quotient(lot.accrued, ratio)
                        made[id(lot.accrued)] = _RESTATED.of(
                            now.accrued, formula, self.lots.series, self._which(lot), recorded.id
                        )
                    changed = replace(lot, accrued=made[id(lot.accrued)])
                found.setdefault(holder, []).append(changed)
        self.lots.changed(found)
        self.debts = tuple(
            one._replace(shares=Product((one.shares, ratio)), each=Quotient(one.each, ratio)) for one in self.debts
        )

    def _which(self, lot: SeriesDTold) -> str:
        alike = len({id(one.accrued) for one in self.lots.every}) < 2  # noqa: PLR2004
        return "" if alike else f" that carries {entries_named(lot.carries)}"

    # -- what is owed ---------------------------------------------------------------------------------------------

    def owed(self, state: State, entry: str | None = None) -> Iterator[tuple[str, Working]]:
        """What is owed to each holder, of all dividends or of one."""
        pairs = [(told, one) for told, one in zip(self.debts, state.debts, strict=True) if entry in (None, one.entry)]
        for holder in sorted({told.holder for told, _ in pairs}):
            mine = [(told, one) for told, one in pairs if told.holder == holder]
            formula = total(Product((told.shares, told.each)) for told, _ in mine)
            figure = reduce(total_of, (one.amount for _, one in mine))
            yield holder, _OWED.of(figure, formula, holder, self.lots.series)


def paid_of(each: Expression, part: Expression | None) -> Expression:
    """What is paid of what is due on a share: all, or no more than a part."""
    return each if part is None else Least((each, part))

"""What an entry gave beside its effect on the price: balances, a conversion, a dividend, a consent, a liquidation.

Of a balance that is asserted it is the one that the ledger has. A `Watch` takes the workings where they stand: some
just before the entry, some just after it, some on an earlier record date.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ledger.cap_table.state import State
from ledger.clauses.notices import Announced
from ledger.engine.one_pass import Observer
from ledger.events import AccruedDividendsPaid, CashDividendPaid, DistributionMade, Following, Liquidated
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.working import Working
from projections.answers.dividends import Dividend, Register, accruals_paid, due_on, register
from projections.answers.liquidation import waterfall
from projections.workings.balances import of_assertion, of_its_right
from projections.workings.leaves import fact
from projections.workings.observer import Telling
from projections.workings.series_d import dividends
from projections.workings.series_d.consents import threshold
from projections.workings.series_d.conversions import cut_back, difference, entitled
from projections.workings.series_d.deadlines import deadlines
from projections.workings.series_d.liquidation import LiquidationTold


class Watch(Observer):
    """Looks on after a `Telling`; `figures` are the workings found of one entry, by name."""

    def __init__(self, telling: Telling, entry: str | None) -> None:
        self.figures: dict[str, Working] = {}
        self._telling = telling
        self._entry = entry
        self._told: dividends.RegisterTold | None = None
        self._record_date: date | None = None
        self._registers: dict[date, Register] = {}

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  the telling has it
        """Ask for the close of a record date that lies before the entry."""
        found = next((one.recorded.entry for one in items if one.recorded.id == self._entry), None)
        on = found.record_date if isinstance(found, Announced) else None
        self._record_date = on if found is not None and on is not None and on < found.effective else None
        return () if self._record_date is None else (self._record_date,)

    def closes(self, day: date, state: State) -> None:
        """Take the register of a record date."""
        if day == self._record_date:
            self._told = dividends.register(self._telling, str(day))
            self._registers[day] = register(state)

    def happens(self, item: Item, state: State) -> None:  # noqa: ARG002  the telling has it
        """Look at what stands now, before the entry is applied."""
        if item.recorded.id == self._entry:
            self.figures |= dict(self._before(item.recorded))

    def happened(self, item: Item, state: State) -> None:
        """Look at what the entry has made."""
        if isinstance(entry := item.recorded.entry, Following):
            self._told = None if self._told is None else self._told.followed(entry)
            self._registers = {day: one.followed(entry) for day, one in self._registers.items()}
        if item.recorded.id == self._entry:
            self.figures |= dict(self._made(item.recorded)) | dict(self._converted())
            self.figures |= dict(deadlines(self._telling.terms, item.recorded, state))
        elif any(one.id == self._entry for one in item.automatic):
            self.figures |= dict(self._converted())

    def _before(self, recorded: Recorded) -> Iterator[tuple[str, Working]]:
        telling, entry = self._telling, recorded.entry
        if isinstance(entry, CashDividendPaid | DistributionMade):
            yield from self._due(recorded, entry)
        elif isinstance(entry, AccruedDividendsPaid):
            payment = accruals_paid(telling.state, entry)
            yield from ((f"paid: {name}", working) for name, working in dividends.paid(telling, recorded, payment))
        elif isinstance(entry, Liquidated):
            yield from _liquidated(telling, recorded, entry)
        yield from threshold(telling.consents, telling.state, telling.registers, telling.preference, recorded).items()

    def _due(self, recorded: Recorded, entry: Dividend) -> Iterator[tuple[str, Working]]:
        telling = self._telling
        told = self._told or dividends.register(telling, str(entry.effective))
        found = due_on(entry, telling.state, self._registers)
        yield from ((f"due: {name}", one) for name, one in dividends.due(telling, recorded, found, told))

    def _made(self, recorded: Recorded) -> Iterator[tuple[str, Working]]:
        """The balances that the entry moved, and what it left of a right; what accrues by it."""
        registers, telling = self._telling.registers, self._telling
        every = {f"common: {name}": tally for name, tally in registers.common.items()}
        every |= {f"series_d: {name}": tally for name, tally in registers.series_d.items()}
        every |= {"common_outstanding": registers.outstanding, "series_d_outstanding": registers.series_d_outstanding}
        every |= {"treasury": registers.treasury}
        yield from ((what, tally.working()) for what, tally in every.items() if tally.after == self._entry)
        yield from dividends.accrued(telling, recorded)
        yield from ((f"owed: {name}", working) for name, working in dividends.owed(telling, recorded))
        yield from of_its_right(telling, recorded)
        yield from of_assertion(telling, recorded)

    def _converted(self) -> Iterator[tuple[str, Working]]:
        for one in self._telling.conversions:
            if one.conversion.entry == self._entry:
                due = entitled(one)
                yield "entitled", due
                yield from cut_back(one).items()
                yield "difference", difference(one, due)


def _liquidated(telling: Telling, recorded: Recorded, entry: Liquidated) -> Iterator[tuple[str, Working]]:
    answer = waterfall(telling.state, entry.effective, entry.assets, entry.parity)
    parity = [
        (one.class_, fact(recorded, f"parity.{number}.shares"), fact(recorded, f"parity.{number}.preference"))
        for number, one in enumerate(entry.parity)
    ]
    told = LiquidationTold(telling, answer, fact(recorded, "assets"), parity)
    yield from told.of_company()
    for name in answer.holders:
        yield from ((f"{what}: {name}", working) for what, working in told.of_holder(name))

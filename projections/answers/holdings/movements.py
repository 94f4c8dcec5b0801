"""What moved the shares of a holder, entry by entry, and what it had after each: a fold of the movements by holder."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from ledger.cap_table.movements import Movement, Place, Stock
from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events import Following
from ledger.log.timeline import Item
from projections.answers.registers import by_name

Where = Literal["unissued", "treasury", "retired"]


class Moved(NamedTuple):
    """What an entry did to the shares of one holder: `change` below zero where it gave them away.

    Shares are in the units after the entry, and `balance` is what the holder had of the stock then. The other side is
    a `holder`, or a `place` where shares are that nobody holds. `restated`: no act of the holder's, each share of the
    stock became another number, or was paid a dividend in Common (1, 4F, 4G).
    """

    on: date
    entry: str
    type: str
    stock: Stock
    change: int
    balance: int
    holder: str | None
    place: Where | None
    restated: bool


class Noted(NamedTuple):
    """A movement as it was noted: on which day, and by what type of entry."""

    on: date
    type: str
    moved: Movement


@dataclass(slots=True)
class Movements(Observer):
    """Notes every movement; whoever goes by another name now is known by it from the beginning."""

    noted: list[Noted] = field(default_factory=list)

    def happened(self, item: Item, state: State) -> None:
        """Note what the entry moved, and the automatic conversions that it caused."""
        entry = item.recorded.entry
        if isinstance(entry, Following):
            self.noted = [one._replace(moved=by_name(one.moved, entry)) for one in self.noted]
            return
        types = {one.id: one.entry.type for one in (item.recorded, *item.automatic)}
        self.noted += [Noted(item.key.day, types.get(one.entry, entry.type), one) for one in state.register.moved]

    def by_holder(self) -> dict[str, list[Moved]]:
        """All that moved the shares of each holder, in the order of the timeline."""
        found: dict[str, list[Moved]] = {}
        balances: dict[tuple[str, Stock], int] = {}
        for on, type_, one in self.noted:
            if one.source == one.target:
                continue  # from a name to another that the same holder has now
            for side, other, change in ((one.source, one.target, -one.shares), (one.target, one.source, one.shares)):
                if isinstance(side, str):
                    balance = balances[side, one.stock] = balances.get((side, one.stock), 0) + change
                    name, place = (other, None) if isinstance(other, str) else (None, _WHERE[other])
                    moved = Moved(on, one.entry, type_, one.stock, change, balance, name, place, one.restated)
                    found.setdefault(side, []).append(moved)
        return found


_WHERE: dict[Place, Where] = {
    Place.UNISSUED: "unissued",
    Place.TREASURY: "treasury",
    Place.RETIRED: "retired",
}

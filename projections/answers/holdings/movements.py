"""What moved the shares of a holder, entry by entry, and what it had after each: a fold of the movements by holder."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from ledger.cap_table.movements import Movement, Place, Stock
from ledger.cap_table.state import State
from ledger.engine.one_pass import Observer
from ledger.events import HolderRenamed
from ledger.log.timeline import Item

Where = Literal["unissued", "treasury", "retired"]


class Moved(NamedTuple):
    """What an entry did to the shares of one holder: `change` below zero where it gave them away.

    Shares are in the units after the entry, and `balance` is what the holder had of the stock then. The other side is
    a `holder` under its name of then, or a `place` where shares are that nobody holds. `restated`: no act of the
    holder's, each share of the stock became another number, or was paid a dividend in Common (1, 4F, 4G).

    A `holder_renamed` moves nothing: `change` is 0, `balance` is carried on, and `holder` is the name before. What
    stands before it, moved under that name.
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
    assumed: bool = False
    """Common of a conversion of which nobody stated how many shares were delivered (A8)."""


class Noted(NamedTuple):
    """A movement as it was noted: on which day, and by what type of entry."""

    on: date
    type: str
    moved: Movement


class Renamed(NamedTuple):
    """From an entry on, what stood under one name stands under another."""

    on: date
    entry: str
    before: str
    after: str


@dataclass(slots=True)
class Movements(Observer):
    """Notes every movement under the names of its day, and where a name became another."""

    noted: list[Noted | Renamed] = field(default_factory=list)

    def happened(self, item: Item, state: State) -> None:
        """Note what the entry moved, and the automatic conversions that it caused."""
        entry = item.recorded.entry
        if isinstance(entry, HolderRenamed):
            self.noted.append(Renamed(item.key.day, item.recorded.id, entry.from_, entry.to))
            return
        types = {one.id: one.entry.type for one in (item.recorded, *item.automatic)}
        self.noted += [Noted(item.key.day, types.get(one.entry, entry.type), one) for one in state.register.moved]

    def by_holder(self, assumed: Container[str] = ()) -> dict[str, list[Moved]]:
        """All that moved the shares of each holder, in the order of the timeline, by the name that it came to have.

        `assumed` are the conversions of which nobody stated how many shares were delivered, by their ids. A holder
        that became one with another has its own list, which ends there.
        """
        found: dict[str, list[Moved]] = {}
        for one in self.noted:
            if isinstance(one, Renamed):
                _rename(found, one)
            else:
                _move(found, one, is_assumed=one.moved.stock == "common" and one.moved.entry in assumed)
        return found


def _rename(found: dict[str, list[Moved]], one: Renamed) -> None:
    """The list goes on under another name, and says so of each stock that was ever held."""
    moved = found.pop(one.before, None)
    if moved is not None:
        balances = {each.stock: each.balance for each in moved}
        moved += [_carried(one, stock, balance) for stock, balance in balances.items()]
        found[one.after] = moved


def _carried(one: Renamed, stock: Stock, balance: int) -> Moved:
    return Moved(one.on, one.entry, "holder_renamed", stock, 0, balance, one.before, None, restated=False)


def _move(found: dict[str, list[Moved]], noted: Noted, *, is_assumed: bool) -> None:
    one = noted.moved
    for side, other, change in ((one.source, one.target, -one.shares), (one.target, one.source, one.shares)):
        if isinstance(side, str):
            moved = found.setdefault(side, [])
            balance = balance_of(moved, one.stock) + change
            name, place = (other, None) if isinstance(other, str) else (None, _WHERE[other])
            what = (noted.on, one.entry, noted.type, one.stock, change, balance)
            moved.append(Moved(*what, name, place, one.restated, is_assumed))


def balance_of(moved: Sequence[Moved], stock: Stock) -> int:
    """What a holder had of a stock after some movements."""
    return next((one.balance for one in reversed(moved) if one.stock == stock), 0)


_WHERE: dict[Place, Where] = {
    Place.UNISSUED: "unissued",
    Place.TREASURY: "treasury",
    Place.RETIRED: "retired",
}

"""The register: who holds what. Every change of it is a movement, and it reports what the entry at hand moved.

What may be moved is asked before, by the clauses; here nothing is refused. Shares are in the units of the moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ledger.cap_table.accruals import NOTHING, Lots, Retired, SeriesDLot, each_once, join, most_accrued, restate, take
from ledger.cap_table.movements import Movement, Place, Stock
from ledger.numbers.bounded import Bounded

Rounding = Callable[[Fraction], int]


@dataclass(slots=True)
class Register:
    """Who holds how much Common and Series D, and what nobody holds. Common in treasury is not outstanding (4E(7))."""

    authorized: int | None = None
    """The Common that may be issued; None while no number is known."""
    outstanding: int = 0
    treasury: int = 0
    series_d_outstanding: int = 0
    series_d_ever_issued: int = 0
    common: dict[str, int] = field(default_factory=dict)
    series_d: dict[str, int] = field(default_factory=dict)
    lots: dict[str, Lots] = field(default_factory=dict)
    """The Series D of each holder by what is accrued on it, the oldest first (A60). Changed by `move` and `accrue`."""
    has_accrued: bool = False
    """Whether anything ever accrued on Series D; until then all lots are alike."""
    retired: tuple[Retired, ...] = ()
    """Series D converted after a record date, which a dividend of that record may still be due on (A60)."""
    moved: list[Movement] = field(default_factory=list)
    """What the entry at hand moved, and the automatic conversions that follow from it."""
    at: str = ""
    """The id of the entry that moves."""
    _most: Bounded | None = None
    """What is accrued on the share that carries the most, while that is known."""

    def copied(self) -> "Register":
        """A register of its own that says the same."""
        common, series_d, lots = self.common.copy(), self.series_d.copy(), self.lots.copy()
        return replace(self, common=common, series_d=series_d, lots=lots, moved=self.moved.copy())

    @property
    def room(self) -> int | None:
        """Common that can still be delivered: authorized less outstanding (A45); None where no number is known."""
        return None if self.authorized is None else self.authorized - self.outstanding

    @property
    def most_accrued(self) -> Bounded:
        """What is accrued and unpaid on the share of Series D that carries the most, in money (A60)."""
        if not self.has_accrued:
            return NOTHING
        if self._most is None:
            self._most = most_accrued(self.lots.values())
        return self._most

    def accrue(self, change: Callable[[SeriesDLot], SeriesDLot]) -> None:
        """Change what is accrued on each lot: by a dividend that is not paid, or a payment."""
        self.lots, self.has_accrued, self._most = each_once(self.lots, change), True, None

    def move(self, stock: Stock, source: str | Place, target: str | Place, shares: int) -> None:
        """Move shares; whoever holds none any more falls out of the register."""
        if not shares and isinstance(source, Place):
            return
        self.moved.append(Movement(self.at, stock, source, target, shares))
        held = self.common if stock == "common" else self.series_d
        change = 0
        if isinstance(source, str):
            change -= shares
            if held[source] == shares:
                del held[source]
            else:
                held[source] -= shares
        if isinstance(target, str):
            change += shares
            held[target] = held.get(target, 0) + shares
        if stock == "common":
            self.outstanding += change
            self.treasury += shares * ((target is Place.TREASURY) - (source is Place.TREASURY))
        else:
            self.series_d_outstanding += change
            self.series_d_ever_issued += shares if source is Place.UNISSUED else 0
            self._move_lots(source, target, shares)

    def _move_lots(self, source: str | Place, target: str | Place, shares: int) -> None:
        self._most = None
        moving: Lots = (SeriesDLot(shares),)
        if isinstance(source, str):
            moving, left = take(self.lots.pop(source, ()), shares)
            if left:
                self.lots[source] = left
        if isinstance(target, str):
            self.lots[target] = join(self.lots.get(target, ()), moving)
        elif target is Place.RETIRED:
            self.retired += tuple(Retired(Fraction(lot.shares), lot.counted) for lot in moving if lot.counted)

    def deliver_common(self, holder: str, shares: int) -> None:
        """Deliver Common: unissued authorized shares first, then treasury."""
        drawn = 0
        if self.authorized is not None:
            drawn = max(0, shares - (self.authorized - self.outstanding - self.treasury))
        self.move("common", Place.UNISSUED, holder, shares - drawn)
        self.move("common", Place.TREASURY, holder, drawn)

    def pay_in_common(self, given: Mapping[str, int]) -> None:
        """Give holders new Common as a dividend on what they held; the treasury gets none (4F, A7, A65)."""
        for holder, more in given.items():
            self.common[holder] = self.common.get(holder, 0) + more
        self.outstanding += sum(given.values())
        self._report("common", given)

    def restate_common(self, ratio: Fraction, rounding: Rounding) -> None:
        """Each share of Common becomes `ratio` shares, whole for each holder (4F, 4G)."""
        after = {holder: rounding(held * ratio) for holder, held in self.common.items()}
        self._report("common", {name: after[name] - held for name, held in self.common.items()})
        treasury = rounding(self.treasury * ratio)
        self._report("common", {Place.TREASURY: treasury - self.treasury})
        self.common, self.treasury, self.outstanding = after, treasury, sum(after.values())

    def restate_series_d(self, ratio: Fraction, rounding: Rounding, ever_issued: int) -> None:
        """Each share of Series D becomes `ratio` shares, whole for each holder, by a split of itself (1)."""
        after = {holder: rounding(held * ratio) for holder, held in self.series_d.items()}
        lots = {holder: restate(held, ratio, rounding) for holder, held in self.lots.items()}
        self.lots, self._most = {holder: held for holder, held in lots.items() if held}, None
        self.retired = tuple(one.restated(ratio) for one in self.retired)
        self._report("series_d", {name: after[name] - held for name, held in self.series_d.items()})
        self.series_d = {holder: held for holder, held in after.items() if held}
        self.series_d_outstanding, self.series_d_ever_issued = sum(after.values()), ever_issued

    def _report(self, stock: Stock, gained: Mapping[str, int] | Mapping[Place, int]) -> None:
        for name, more in gained.items():
            if more > 0:
                self.moved.append(Movement(self.at, stock, Place.UNISSUED, name, more, restated=True))
            elif more:
                self.moved.append(Movement(self.at, stock, name, Place.UNISSUED, -more, restated=True))

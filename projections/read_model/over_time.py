"""What is true from a day on: prices, balances, shares outstanding, rights. A row is made where an answer changes."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self, cast

from ledger.cap_table.state import ONE, State
from ledger.clauses.voting import votes_of
from ledger.engine.one_pass import Observer
from ledger.events import ConvertibleIssued, OptionGranted
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, same
from ledger.numbers.figure import Figure
from projections.answers.balances import held
from projections.answers.price import price_of
from projections.read_model.columns import Row
from projections.read_model.values import Long, number, show


@dataclass(frozen=True, slots=True)
class Basis:
    """All that the answers about prices and votes depend on."""

    price: Bounded
    after_close: Bounded
    preference: tuple[Bounded, object]
    units: object

    @classmethod
    def of(cls, state: State) -> "Basis":
        """What they depend on now."""
        return cls(state.price, state.price_after_close, (state.accrued, state.terms.stated_value), state.units)

    def is_still(self, other: "Basis | None") -> bool:
        """Whether nothing is other than it was."""
        return (
            other is not None
            and same(self.price, other.price)
            and same(self.after_close, other.after_close)
            and self.preference[1] == other.preference[1]
            and same(self.preference[0], other.preference[0])
            and (self.units is other.units or self.units == other.units)
        )


@dataclass(slots=True)
class OverTime(Observer):
    """Tells the rows of a table: `known` is what is known now of each that the table is about, by its key."""

    company: str
    since: date
    rows: list[Row] = field(default_factory=list)
    known: dict[tuple[str, ...], tuple[object, ...]] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)

    def again(self, since: date) -> Self:
        """One that knows what this one knows, and makes its rows from a day on."""
        return replace(self, since=since, rows=[], known=self.known.copy(), touched=self.touched.copy())

    def is_new(self, values: tuple[object, ...], *key: str, before: tuple[object, ...] = ()) -> bool:
        """Whether something is not what it was, or what it was `before` anything was known of it; now it is known."""
        new = self.known.get(key, before) != values
        self.known[key] = values
        return new

    def put(self, day: date, values: Row, *key: str) -> None:
        """A row that is true from a day on."""
        if day >= self.since:
            self.rows.append((self.company, *key, day, *values))

    def taken(self) -> set[str]:
        """Of what something may be otherwise than when this was asked before."""
        touched, self.touched = self.touched, set()
        return touched


@dataclass(slots=True)
class Prices(OverTime):
    """Tells the rows of `conversion_prices`, each on its day.

    The exact price is made of the one before by a step that costs little, and is let go again; worked out in another
    order, the prices of a long history would each be made of all steps.
    """

    basis: Basis | None = None
    changed: bool = False
    """Whether the day that closed last changed anything about prices."""
    latest: tuple[Figure, Long] | None = None

    def closes(self, day: date, state: State) -> None:
        """A row where the price is not what it was."""
        if not state.passed:
            return  # somebody asks of a day before the record begins
        basis = Basis.of(state)
        self.changed = not basis.is_still(self.basis)
        if self.changed:
            self.basis = basis
            if day >= self.since:
                price = price_of(state, day)
                in_effect, common = self._shown(price.in_effect), show(price.common_per_share)
                after_close = in_effect if basis.price is basis.after_close else show(price.after_close)
                self.latest = price.after_close, after_close
                self.put(day, (*in_effect, *after_close, *common))

    def _shown(self, figure: Figure) -> Long:
        """What is in effect on a day has nearly always been shown as the price after the close of another."""
        if self.latest is not None:
            latest, shown = self.latest
            if latest.bounded is figure.bounded and latest.factor == figure.factor:
                return shown
        return show(figure)


@dataclass(slots=True)
class Balances(OverTime):
    """Tells the rows of `holder_balances`; `prices` is told each day before."""

    prices: Prices = field(kw_only=True)
    zero: bool = False
    looked_at: set[str] = field(default_factory=set)
    """Of whom it was asked, on the day that closed last, whether anything is other than it was."""

    def balance(self, name: str) -> tuple[int, int, int | None]:
        """The Series D, the Common and the votes of a holder at the close of that day."""
        return cast("tuple[int, int, int | None]", self.known.get((name,), (0, 0, 0)))

    def happened(self, item: Item, state: State) -> None:  # noqa: ARG002  what it moved says it all
        """Note whose shares were moved."""
        for one in state.register.moved:
            self.touched |= {name for name in (one.source, one.target) if isinstance(name, str)}

    def closes(self, day: date, state: State) -> None:
        """A row for each holder whose balance or votes are not what they were."""
        touched = self.taken()
        if self.prices.changed:
            touched |= state.series_d.keys()
            if state.price.is_zero() != self.zero:  # then nobody has votes any more, or everybody has again
                self.zero = not self.zero
                touched |= state.common.keys()
        self.looked_at = touched
        for name in sorted(touched):
            values = (state.series_d.get(name, 0), state.common.get(name, 0), votes_of(state, name))
            if self.is_new(values, name, before=(0, 0, 0)):
                self.put(day, values, name)


@dataclass(slots=True)
class Outstanding(OverTime):
    """Tells the rows of `shares_outstanding`."""

    def closes(self, day: date, state: State) -> None:
        """A row where one of the numbers is not what it was."""
        if not state.passed:
            return  # likewise
        whole = (state.series_d_outstanding, state.outstanding, state.treasury, state.authorized)
        deemed = state.course.deemed if state.units is ONE else state.course.deemed * state.units
        if self.is_new((*whole, deemed)):
            self.put(day, (*whole, *number(deemed)))


@dataclass(slots=True)
class Rights(OverTime):
    """Tells the rows of `rights`."""

    granted: dict[str, int] = field(default_factory=dict)
    units: object = None

    def again(self, since: date) -> Self:
        """The same, and one that goes on numbering."""
        return replace(OverTime.again(self, since), granted=self.granted.copy())

    def happened(self, item: Item, state: State) -> None:
        """Note of which rights something may be other than it was, and number those that are granted."""
        self.touched |= state.course.touched
        if isinstance(item.recorded.entry, OptionGranted | ConvertibleIssued):
            self.granted[item.recorded.entry.right] = len(self.granted) + 1

    def closes(self, day: date, state: State) -> None:
        """A row for each right about which something is not what it was."""
        touched = self.taken()
        if state.units is not self.units and state.units != self.units:
            self.units = state.units
            touched |= state.rights.keys()
        for name in sorted(touched):
            values = (self.granted[name], *_right(state, name))
            if self.is_new(values, name):
                self.put(day, values, name)


def _right(state: State, name: str) -> Row:
    right = state.rights[name]
    named = (right.holder, right.entry, right.clause)
    if not right.outstanding():
        return (*named, *number(0) * 3, *number(None) * 2, False, right.standing.value, right.ends)
    now = held(state, right)
    numbers = (now.outstanding, now.as_option, now.as_convertible, now.exercise_price, now.conversion_price)
    shown = (value for one in numbers for value in number(one))
    return (*named, *shown, now.triggered, now.standing, right.ends)

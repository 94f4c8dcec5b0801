"""What is true from a day on: prices, balances, shares outstanding, rights. A row is made where an answer changes."""

from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from ledger.cap_table.state import State
from ledger.price.rights import Right
from projections.answers.balances import held, holding
from projections.answers.price import price_of
from projections.figures import Figure
from projections.read_model.catalogue import Row
from projections.read_model.days import Basis
from projections.read_model.values import Long, number, show
from projections.read_model.watched import Watched, watched


@dataclass(slots=True)
class Prices:
    """Tells the rows of `conversion_prices`, each on its day.

    The exact price is made of the one before by a step that costs little, and is let go again; worked out in another
    order, the prices of a long history would each be made of all steps.
    """

    company: str
    since: date
    rows: list[Row] = field(default_factory=list)
    basis: Basis | None = None
    changed: bool = False
    """Whether the day that closed last changed anything about prices."""
    _latest: tuple[Figure, Long] | None = None

    def closes(self, day: date, state: State) -> None:
        """A row where the price is not what it was."""
        basis = Basis.of(state)
        self.changed = not basis.is_still(self.basis)
        if self.changed:
            self.basis = basis
            if day >= self.since:
                price = price_of(state, day)
                in_effect, common = self._shown(price.in_effect), show(price.common_per_share)
                after_close = in_effect if basis.price is basis.after_close else show(price.after_close)
                self._latest = price.after_close, after_close
                self.rows.append((self.company, day, *in_effect, *after_close, *common))

    def _shown(self, figure: Figure) -> Long:
        """What is in effect on a day has nearly always been shown as the price after the close of another."""
        if self._latest is not None:
            latest, shown = self._latest
            if latest.bounded is figure.bounded and latest.factor == figure.factor:
                return shown
        return show(figure)


@dataclass(slots=True)
class Balances:
    """Tells the rows of `holder_balances`; `prices` is told each day before."""

    company: str
    since: date
    prices: Prices
    rows: list[Row] = field(default_factory=list)
    known: dict[str, Row] = field(default_factory=dict)
    zero: bool = False

    def closes(self, day: date, state: State) -> None:
        """A row for each holder whose balance or votes are not what they were."""
        common = state.common = watched(state.common, self.known)
        series_d = state.series_d = watched(state.series_d, self.known)
        touched = common.take_touched() | series_d.take_touched()
        if self.prices.changed:
            touched |= series_d.keys()
            if state.price.is_zero() != self.zero:  # then nobody has votes any more, or everybody has again
                self.zero = not self.zero
                touched |= common.keys()
        for name in sorted(touched):
            one = holding(state, name)
            values = (one.series_d, one.common, one.votes)
            if self.known.get(name, (0, 0, 0)) != values:
                self.known[name] = values
                if day >= self.since:
                    self.rows.append((self.company, name, day, *values))


@dataclass(slots=True)
class Outstanding:
    """Tells the rows of `shares_outstanding`."""

    company: str
    since: date
    rows: list[Row] = field(default_factory=list)
    known: tuple[object, ...] = ()

    def closes(self, day: date, state: State) -> None:
        """A row where one of the numbers is not what it was."""
        whole = (state.series_d_outstanding, state.outstanding, state.treasury, state.authorized)
        deemed = state.course.deemed * state.units
        if self.known != (*whole, deemed):
            self.known = (*whole, deemed)
            if day >= self.since:
                self.rows.append((self.company, day, *whole, *number(deemed)))


@dataclass(slots=True)
class Rights:
    """Tells the rows of `rights`."""

    company: str
    since: date
    rows: list[Row] = field(default_factory=list)
    known: dict[str, Row] = field(default_factory=dict)
    granted: dict[str, int] = field(default_factory=dict)
    units: object = None

    def closes(self, day: date, state: State) -> None:
        """A row for each right about which something is not what it was."""
        rights = state.rights = state.course.rights = watched(state.rights, ())
        course = state.course
        tested = course.tested_at = watched(course.tested_at, ())
        touched = rights.take_touched() | {name for name, _ in tested.take_touched()}
        if state.units != self.units:
            self.units = state.units
            touched |= rights.keys()
        self._number(rights)
        for name in sorted(touched):
            values = (self.granted[name], *_right(state, name))
            if self.known.get(name) != values:
                self.known[name] = values
                if day >= self.since:
                    self.rows.append((self.company, name, day, *values))

    def _number(self, rights: Watched[str, Right]) -> None:
        """Number the grants since the last close: a register keeps its names in the order in which they came."""
        new = list(takewhile(lambda name: name not in self.granted, reversed(rights)))
        for name in reversed(new):
            self.granted[name] = len(self.granted) + 1


def _right(state: State, name: str) -> Row:
    right = state.rights[name]
    named = (right.holder, right.entry, right.clause)
    if not right.outstanding():
        return (*named, *number(0) * 3, *number(None) * 2, False, right.standing.value, right.ends)
    now = held(state, right)
    numbers = (now.outstanding, now.as_option, now.as_convertible, now.exercise_price, now.conversion_price)
    shown = (value for one in numbers for value in number(one))
    return (*named, *shown, now.triggered, now.standing, right.ends)

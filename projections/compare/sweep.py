"""Many what-ifs at once, over a grid: the price for each size and price of a next issue, or if each right lapsed.

Every scenario branches from the same book (`ledger.engine.branch`), and what a rule refuses is a row with its refusal.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import prod
from threading import Lock
from typing import Annotated, Any, NamedTuple

from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.branch import as_of
from ledger.events import AnyEntry, EntryError
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import quotient
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.price import price_of
from projections.answers.warnings import Note, standing_on
from projections.compare.hypothesis import Edits, edited, fitted
from projections.compare.sweep_grid import MOST_SCENARIOS, Axis, Part, Value, Values
from projections.compare.what_if import Base
from projections.members import Answer, Hidden, Maybe, Name, Spread, member

NOTHING_TO_VARY = refuses(
    "nothing_to_vary",
    "",
    "A sweep varies the rights that are outstanding on a day, or the next issue.",
    "Ask of a date on which a right is outstanding, or vary something else.",
)
TOO_MANY_SCENARIOS = refuses(
    "too_many_scenarios",
    "",
    "A sweep has room for so many scenarios and no more.",
    "Take fewer values or longer steps, or ask in several sweeps.",
)

FIGURES = ("in_effect", "after_close", "common_per_share", "common_after_close")
"""What is answered of each scenario; see `Figures`."""


class Refused(NamedTuple):
    """Why a scenario cannot be: the rule's name, its clause, the sentence, and the entry at fault."""

    code: str
    clause: str
    message: str
    entry: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The price on the date and after its close, and the Common for one Series D at each; None where there is none."""

    in_effect: Figure | None = None
    after_close: Figure | None = None
    common_per_share: Figure | None = None
    common_after_close: Figure | None = None

    @property
    def figures(self) -> dict[str, Figure | None]:
        """The figures by name."""
        figures = (self.in_effect, self.after_close, self.common_per_share, self.common_after_close)
        return dict(zip(FIGURES, figures, strict=True))


@dataclass(frozen=True, slots=True)
class Row(Figures):
    """What one scenario gives, or why it cannot be: the entries that fall away, and the refusal."""

    values: Hidden[Values] = field(kw_only=True)
    left_out: tuple[str, ...] = ()
    refused: Refused | None = None


class Scenario(NamedTuple):
    """What one scenario gives, with its values by the names of the axes."""

    values: dict[str, Value]
    row: Spread[Row]


@dataclass(frozen=True, slots=True)
class Sweep(Answer):
    """All scenarios of a grid on a date, in the order of its axes, the last of which varies fastest."""

    on: date
    axes: tuple[Axis, ...]
    actual: Figures
    """The figures of the ledger as it is."""
    rows: Hidden[Sequence[Row]]
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """What is to be said of every answer about that day: a right past its term (A66), a price not determined (A36)."""

    @property
    @member()
    def scenarios(self) -> list[Scenario]:
        """What each scenario gives."""
        names = [axis.name for axis in self.axes]
        return [Scenario(dict(zip(names, row.values, strict=True)), row) for row in self.rows]


class Ground:
    """A log, a date, and what is varied. It travels as its log, and is opened once, wherever scenarios are asked."""

    def __init__(self, log: Sequence[Recorded], on: date, parts: Sequence[Part], base: Base | None = None) -> None:
        self.log = log
        self.on = on
        self.parts = parts
        self._base = base
        self._lock = Lock()

    def __reduce__(self) -> tuple[Any, ...]:
        return Ground, (list(self.log), self.on, self.parts)

    @property
    def base(self) -> Base:
        """The book that all scenarios branch from."""
        if self._base is None:
            self._base = Base(open_book(self.log))
        return self._base

    @property
    def then(self) -> State:
        """The cap table on the date."""
        return self.base.as_of(self.on).state

    @property
    def actual(self) -> Figures:
        """What the ledger gives as it is."""
        return Figures(*_figures(self.then, self.on))

    @property
    def notes(self) -> tuple[Note, ...] | None:
        """What is to be said of every answer about the date."""
        return tuple(standing_on(self.then, self.on)) or None

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The axes of all parts."""
        return tuple(axis for part in self.parts for axis in part.axes(self.base.book, self.then))

    @property
    def size(self) -> int:
        """How many scenarios there are. Raises `Refusal` where there is nothing to vary, or more than can be asked."""
        axes = self.axes
        points = prod(len(axis.values) for axis in axes) if axes else 0
        if not points:
            raise Refusal(NOTHING_TO_VARY, f"there is nothing to vary on {self.on}: no right is outstanding")
        if points > MOST_SCENARIOS:
            raise Refusal(
                TOO_MANY_SCENARIOS,
                f"these are {points:,} scenarios; at most {MOST_SCENARIOS:,} are asked at once",
            )
        return points

    def scenarios(self, numbers: range) -> Iterator[Values]:
        """The points of the grid with these numbers, from 0: the values of all axes, the last varying fastest."""
        axes = self.axes
        return (_point(axes, number) for number in numbers)

    def ask_all(self, numbers: range) -> list[Row]:
        """The rows of the scenarios with these numbers, their figures worked out to be sent elsewhere.

        One caller at a time: the threads of one process share what the numbers remember of themselves.
        """
        with self._lock:
            rows = [self.ask(values) for values in self.scenarios(numbers)]
            for figure in (figure for row in rows for figure in row.figures.values() if figure is not None):
                _ = figure.rational
            return rows

    def ask(self, values: Values) -> Row:
        """What a scenario gives."""
        try:
            edits = self._edits(values)
            found = fitted(self.base.book, edited(self.base.book, edits), edits.asked)
        except Refusal as refusal:
            return Row(values=values, refused=Refused(refusal.code, refusal.clause, refusal.message, refusal.entry))
        except EntryError as error:
            return Row(values=values, refused=Refused("unreadable", "", str(error), error.entry))
        then = as_of(found.book, self.on).state
        return Row(*_figures(then, self.on), values=values, left_out=tuple(found.left_out))

    def _edits(self, values: Values) -> Edits:
        """The edits of all parts together."""
        without, change, add, left = list[str](), dict[str, dict[str, object]](), list[AnyEntry](), iter(values)
        for part in self.parts:
            edits = part.edits(self.base.book, self.then, self.on, left)
            without += edits.without
            add += edits.add
            for name, fields in edits.change.items():
                change.setdefault(name, {}).update(fields)
        return Edits(without, change, add)


def _point(axes: Sequence[Axis], number: int) -> Values:
    values: list[Value] = []
    for axis in reversed(axes):
        number, place = divmod(number, len(axis.values))
        values.append(axis.values[place])
    return tuple(reversed(values))


def _figures(state: State, on: date) -> tuple[Figure | None, Figure | None, Figure | None, Figure | None]:
    price, after = price_of(state, on), state.price_after_close
    common_after = None if after.is_zero() else Figure(quotient(state.preference, after, state.units))
    return price.in_effect, price.after_close, price.common_per_share, common_after

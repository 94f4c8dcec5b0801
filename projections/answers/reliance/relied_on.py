"""The readings that a ledger relies on: noted while a pass goes over its timeline, with the entries that invoke them.

What is noted is what came into play up to now, and it only grows: a figure of today rests on the whole course of the
price that led to it, also where a part of that was taken back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Annotated, NamedTuple, Self

from ledger.cap_table.state import State
from ledger.clauses.shares import per_series_d
from ledger.engine.book import Book
from ledger.engine.one_pass import Observer
from ledger.events import (
    CommonIssued,
    ConvertibleIssued,
    Entry,
    HolderRenamed,
    HoldersMerged,
    Issuing,
    OfRight,
    OptionGranted,
    RightTerminated,
    TreasuryDisposed,
)
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded, is_less
from ledger.price.facts import Became, Delivered, Moment, Step
from ledger.price.rights import Right
from ledger.price.same_day import at_the_close
from projections.answers.reliance.happened import About, Before, Happened, Invoking, Past
from projections.answers.reliance.of_all_shares import OF_ALL_SHARES
from projections.answers.reliance.of_holders import OF_CONVERSIONS, OF_PAYMENTS
from projections.answers.reliance.of_issues import OF_ISSUES, of_formula
from projections.answers.reliance.of_rights import OF_RIGHTS
from projections.certificate.readings import in_order, switch_of
from projections.members import Maybe, Name

RULES: Mapping[About, Sequence[Invoking]] = {
    "price": (*OF_ISSUES, *OF_RIGHTS, *OF_ALL_SHARES),
    "balances": OF_CONVERSIONS,
    "dividends": OF_PAYMENTS,
}
"""The rules, by what rests on what they find."""


@cache
def rules_about(kind: type[Entry]) -> tuple[tuple[About, Callable[[Happened], Iterator[str]]], ...]:
    """The rules that entries of a type can invoke something by; most entries can nothing."""
    return tuple((about, one.finds) for about, some in RULES.items() for one in some if issubclass(kind, one.of))


OF_PRICE: tuple[About, ...] = ("price",)
OF_BALANCES: tuple[About, ...] = ("price", "balances")
OF_DIVIDENDS: tuple[About, ...] = ("price", "dividends")
OF_ALL: tuple[About, ...] = ("price", "balances", "dividends")
"""What each kind of answer is about."""


class ReliedOn(NamedTuple):
    """What the figures of an answer rest on."""

    readings: Annotated[Sequence[str], Name("relied_on")]
    """The readings that came into play, by number."""
    switches: Maybe[Mapping[str, str]]
    """Of the switches that decide some of these readings, the choice made."""


class Invoked(NamedTuple):
    """A reading that is relied on, and the entries that invoke it, in the order of the timeline."""

    reading: str
    entries: Sequence[str]


@dataclass(slots=True)
class Relying(Observer):
    """Notes which readings come into play up to a day, since when, and by which entries."""

    until: date = date.max
    most: int | None = None
    """How many entries are kept for each reading: all, or so many of the first."""

    noted: dict[About, dict[str, dict[str, date]]] = field(
        default_factory=lambda: {"price": {}, "balances": {}, "dividends": {}}
    )
    """By what rests on it and by reading, the entries that invoke it, each with the day."""
    past: Past = field(default_factory=Past)
    stepped: dict[str, date] = field(default_factory=dict)
    """The entries that made a step, each with its day: that of the step, which is the entry's own."""
    _late: frozenset[str] = frozenset()
    _before: Before = field(default_factory=Before)
    _told: list[Step] = field(default_factory=list)
    """The steps noted; those of distributions are made again by what comes later on their day (A61)."""

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  the state has not begun
        """Find what was recorded after entries that take effect later (A8)."""
        self._late = frozenset(_late(items))
        return ()

    def happens(self, item: Item, state: State) -> None:
        """Remember what stands before an entry."""
        entry, facts = item.recorded.entry, state.course.facts
        right = state.rights.get(entry.right) if isinstance(entry, OfRight) else None
        deemed = () if right is None else [one for one in state.course.deemed_of(right) if one.out_by is None]
        last = at_the_close(state.course) - 1
        before = facts[last] if last >= 0 else None
        accrued = bool(state.accrued.high)
        self._before = Before(before, len(state.conversions), right, deemed, accrued)

    def happened(self, item: Item, state: State) -> None:
        """Note what an entry invokes, and each step that it made."""
        if item.key.day > self.until:
            return
        recorded = item.recorded
        rules = rules_about(type(recorded.entry))
        if rules:
            one = Happened(recorded, state, self._before, self.past)
            for about, finds in rules:
                self._note(about, finds(one), recorded.id, item.key.day)
            self._remember(recorded, one)
        self._follow_steps(state)

    def closes(self, day: date, state: State) -> None:
        """Note what a day ends with: a step made at its close, what is accrued, more votes than Common to deliver."""
        if day > self.until:
            return
        self._follow_steps(state)
        if not state.accrued.is_zero() and state.series_d_outstanding:
            self._note("price", ("A42",), "", day)
        room = state.room
        if room is None or not state.series_d_outstanding or state.price.is_zero():
            return
        if _is_short(state, room):
            self._note("balances", ("A47",), "", day)

    def copied(self) -> "Relying":
        """Another that knows what this one knows, to go on by itself."""
        noted = {about: {name: by.copy() for name, by in found.items()} for about, found in self.noted.items()}
        return replace(self, noted=noted, past=self.past.copied(), stepped=self.stepped.copy(), _told=self._told[:])

    def by_the_close_of(self, day: date) -> Self:
        """What this one had noted by the close of a day, to be asked; it is not to be told how the pass goes on.

        What is noted follows from what came before, and from which entries are late, which the whole timeline says from
        the beginning. So it is what another would have noted on a pass that ends with that day.
        """
        noted = {
            about: {name: then for name, by in found.items() if (then := _by(day, by))}
            for about, found in self.noted.items()
        }
        return replace(self, until=day, noted=noted, stepped=_by(day, self.stepped))

    @property
    def last_right(self) -> Right | None:
        """The right that the latest entry is about, as it stood before it."""
        return self._before.right

    def readings(self, about: Iterable[About]) -> tuple[str, ...]:
        """The readings that an answer of this kind rests on, in their order."""
        return tuple(in_order(name for one in about for name in self.found(one)))

    def found(self, about: About) -> Mapping[str, Mapping[str, date]]:
        """The readings of one kind, each with the entries that invoke it and their days.

        Whether an entry was late is known once the whole timeline is: what was recorded before it may be voided.
        """
        late = {name: day for name, day in self.stepped.items() if name in self._late} if about == "price" else {}
        return {**self.noted[about], "A8": late} if late else self.noted[about]

    def of(self, entries: Iterable[str]) -> set[str]:
        """The readings behind the price that these entries invoke."""
        some = {*entries}
        return {name for name, by in self.found("price").items() if not some.isdisjoint(by)}

    def since(self, about: About) -> Mapping[str, date]:
        """The readings of one kind in their order, each with the first day on which it came into play."""
        found = self.found(about)
        return {name: min(found[name].values()) for name in in_order(found)}

    def invoked(self) -> list[Invoked]:
        """All readings relied on, each with the entries that invoke it."""
        found: dict[str, dict[str, date]] = {}
        for about in self.noted:
            for name, by in self.found(about).items():
                found.setdefault(name, {}).update(by)
        return [Invoked(name, _in_time(found[name])) for name in in_order(found)]

    # -- what is noted ------------------------------------------------------------------------------------------------

    def _note(self, about: About, names: Iterable[str], entry: str, day: date) -> None:
        found = self.noted[about]
        for name in names:
            by = found.setdefault(name, {})
            if self.most is None or len(by) < self.most:
                by.setdefault(entry, day)

    def enough(self) -> set[str]:
        """The readings behind the price of which no more entries are kept."""
        return {name for name, by in self.noted["price"].items() if self.most is not None and len(by) >= self.most}

    def _follow_steps(self, state: State) -> None:
        """Note the steps made since; a moment that another entry joined makes its step anew (A6)."""
        history = state.course.history
        told = self._told
        if len(told) == len(history) and (not history or told[-1] is history[-1]):
            return  # as after nearly every entry
        while told and (len(told) > len(history) or told[-1] is not history[len(told) - 1]):
            told.pop()
        for step in history[len(told) :]:
            self._note("price", self._of_step(step, state), step.entry, step.day)
            self.stepped |= dict.fromkeys(step.formula.entries if step.formula else (step.entry,), step.day)
            told.append(step)

    def _of_step(self, step: Step, state: State) -> Iterator[str]:
        yield from _by_clause(step, state, self)
        par = Bounded.of(state.terms.par_value * step.units_after)
        if is_less(step.after, par):
            yield "A44"

    def _remember(self, recorded: Recorded, one: Happened) -> None:
        entry, past, state = recorded.entry, self.past, one.state
        if one.made:
            past.converted = entry.effective
        if isinstance(entry, CommonIssued | TreasuryDisposed) and entry.excluded in ("A", "C"):
            past.excluded = past.excluded or state.is_protected
        if isinstance(entry, OptionGranted | ConvertibleIssued):
            past.granted[entry.right] = entry.effective
            past.excluded = past.excluded or state.rights[entry.right].is_excluded
            if entry.transaction is not None:
                past.transactions[entry.right] = (entry.effective, entry.transaction)
        elif isinstance(entry, OfRight):
            past.acted[entry.right] = entry.effective
        if isinstance(entry, RightTerminated) and entry.reason == "cancelled" and one.before.right is not None:
            past.cancelled[one.before.right.holder] = entry.effective
        if isinstance(entry, HolderRenamed | HoldersMerged) and entry.from_ in past.cancelled:
            past.cancelled[state.followed[-1].after] = past.cancelled.pop(entry.from_)
        if isinstance(entry, Issuing) and entry.transaction is not None and entry.consideration.additional_rights:
            past.units_sold.add((entry.effective, entry.transaction))


def relied_on(relying: Relying, about: Iterable[About], book: Book, *more: str) -> ReliedOn:
    """What an answer of a kind out of a book rests on, and `more` that it brings into play itself."""
    return relied_on_with((*relying.readings(about), *more), book.state.terms.interpretations)


def relied_on_with(readings: Iterable[str], choices: Interpretations) -> ReliedOn:
    """What figures rest on: these readings, and the choices made where a switch decides one."""
    names = in_order(readings)
    return ReliedOn(names, switches_of(names, choices) or None)


def switches_of(names: Iterable[str], choices: Interpretations) -> dict[str, str]:
    """The choices made of the switches that decide some readings."""
    made = choices.choices()
    return {switch: made[switch] for name in names if (switch := switch_of(name)) in made}


def _is_short(state: State, room: int) -> bool:
    """Whether all Series D converts into more Common than can be delivered, at a price above zero (A47)."""
    shares, stated, units = state.series_d_outstanding, state.terms.stated_value, state.units
    if state.accrued.high:
        return per_series_d(state).times(Fraction(shares)).is_above(room, 1)
    # asked on every day: the same of the price itself, of which the bounds are there already
    over, under = stated.numerator * units.numerator * shares, stated.denominator * units.denominator * room
    return state.price.is_below(over, under)


def _late(items: Sequence[Item]) -> Iterator[str]:
    """The entries recorded after some that take effect later (A8)."""
    earliest: int | None = None
    for item in reversed(items):
        if earliest is not None and item.recorded.position > earliest:
            yield item.recorded.id
        earliest = item.recorded.position if earliest is None else min(earliest, item.recorded.position)


def _by(day: date, entries: Mapping[str, date]) -> dict[str, date]:
    return {name: since for name, since in entries.items() if since <= day}


def _in_time(entries: Mapping[str, date]) -> list[str]:
    return [name for name in sorted(entries, key=entries.__getitem__) if name]


_BY_CLAUSE: Mapping[str, tuple[str, ...]] = {
    "4F": ("A2",),
    "4G": ("A2",),
    "4H": ("A1",),
    "9": ("A1", "A52"),
}


def _by_clause(step: Step, state: State, relying: Relying) -> Iterator[str]:
    last = at_the_close(state.course) - 1
    fact = state.course.facts[last] if last >= 0 else None
    if step.formula is not None and isinstance(fact, Moment | Became | Delivered):
        yield from of_formula(step.formula.outstanding, fact.outstanding, relying.past)
    elif step.clause == "4E(3)":
        yield from _of_readjustment(state, relying)
    else:
        yield from _BY_CLAUSE.get(step.clause, ())
        if step.clause == "4H" and last >= 0 and state.course.facts[last].day == step.day:
            yield "A61"


def _of_readjustment(state: State, relying: Relying) -> Iterator[str]:
    """When it governs and how far it goes; what its replay made again, and what of that stays as it was."""
    yield from ("A3", "A28")
    if state.course.choices.readjustment_effective == "forthwith":
        yield "A79"
    right, past = relying.last_right, relying.past
    if right is None:
        return
    if past.converted >= past.granted.get(right.name, date.max):
        yield from ("A30", "A31")
    wanted = {"A9", "A11", "A25"} - relying.enough()
    yield from _of_replay(state, right, wanted, past) if wanted else ()


def _of_replay(state: State, right: Right, wanted: set[str], past: Past) -> Iterator[str]:
    """What was tested again and adjusted in a replay, until all that it can bring into play has been found."""
    course, index = state.course, state.course.granted_at.get(right.name, 0)
    for place in range(index, len(course.facts)):
        fact, point = course.facts[place], course.points[place]
        if not isinstance(fact, (Moment, Became, Delivered)):
            continue
        if place > index and not (isinstance(fact, (Became, Delivered)) and fact.right == right.name):
            yield "A25"
            wanted.discard("A25")
        if point.formula is not None:
            found = list(of_formula(point.formula.outstanding, fact.outstanding, past))[1:]
            yield from found
            wanted.difference_update(found)
        if not wanted:
            return

"""The history of the Conversion Price: every step, its cause, and the figures that the formula was given."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, NamedTuple

from ledger.cap_table.state import ONE
from ledger.engine.book import Book
from ledger.numbers.figure import Figure
from ledger.numbers.lazy import Later
from ledger.price.facts import Step
from ledger.price.formula import Number
from projections.answers.reliance.relied_on import OF_PRICE, ReliedOn, Relying, relied_on
from projections.answers.waivers import Waiver, waivers_of
from projections.answers.warnings import Note, warnings_on
from projections.members import Answer, Hidden, Maybe, Name, Spread


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One change of the price. A and C are shares, B and D money, in the share units of the cause's place.

    `governs_from` is the first date whose conversions use the price; `replayed` are the steps of the replay that gave
    the price of a readjustment, where they were kept. They are worked out when somebody looks.
    """

    number: Annotated[int, Name("step")]
    effective: date
    governs_from: date
    entry: str
    entries: tuple[str, ...]
    clause: str
    before: Figure
    after: Figure
    a: Annotated[Maybe[Figure], Name("A")]
    b: Annotated[Maybe[Figure], Name("B")]
    c: Annotated[Maybe[Figure], Name("C")]
    d: Annotated[Maybe[Figure], Name("D")]
    replayed: "Maybe[Sequence[PriceStep]]"


class Part(NamedTuple):
    """Some steps of a history: from one number to another, or so many of the last where there is no `first`."""

    first: int | None
    last: int

    def within(self, number_of: int) -> range:
        """The numbers of the steps that are meant, of so many."""
        if self.first is None:
            return range(max(0, number_of - self.last) + 1, number_of + 1)
        return range(max(1, self.first), min(self.last, number_of) + 1)


@dataclass(frozen=True, slots=True)
class History(Answer):
    """Every change of the price, the adjustments that were waived, and the flags that touch it."""

    steps: Sequence[PriceStep]
    waivers: Sequence[Waiver]
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")]
    rests: Spread[ReliedOn | None] = None
    steps_in_all: Maybe[int] = None
    """How many steps there are, where only a part of them was asked for."""
    until: Maybe[date] = None
    """The day at whose close it ends, where one was asked for."""
    later: Maybe[int] = None
    """How many steps took effect after that day."""
    ends: Hidden[date | None] = None
    """The day on which the last of those took effect."""

    def part(self, part: Part | None) -> "History":
        """The history with a part of its steps; all of it where none is named."""
        if part is None:
            return self
        told = part.within(len(self.steps))
        return replace(self, steps=self.steps[told.start - 1 : told.stop - 1], steps_in_all=len(self.steps))


def whole_history(
    book: Book,
    relying: Relying | None = None,
    today: date | None = None,
    steps: Sequence[PriceStep] | None = None,
    until: date | None = None,
) -> History:
    """The history as a book replayed to its end has it, with what a reader should know where the book listened.

    And what it rests on, where somebody looked on. `today` is when it is asked, if that is known; `steps` are its
    steps, where they were made before. Of a book that was opened `until` a day, what is to be said is what was so on
    that day: it knows nothing of what came later.
    """
    rests = None if relying is None else relied_on(relying, OF_PRICE, book)
    steps = history_of(book) if steps is None else steps
    return History(steps, waivers_of(book.state), warnings_on(book, "price", until, today), rests)


def history_of(book: Book, after: int = 0) -> list[PriceStep]:
    """Every change of the price after so many, as a book replayed to its end has it."""
    return list(steps_of(book.state.course.history[after:], after))


def steps_of(steps: Iterable[Step], after: int = 0) -> Iterator[PriceStep]:
    """The changes of a course of the price, numbered from 1, or after so many."""
    return (_shown(number, step) for number, step in enumerate(steps, start=after + 1))


class Parts(NamedTuple):
    """What the formula was given beside the price: A and C in the share units of the cause's place, and D."""

    a: Number
    c: Number
    d: Number


def parts_of(step: Step) -> Parts | None:
    """What the formula was given, where a step is one of the formula."""
    formula, units = step.formula, step.units_before
    if formula is None:
        return None
    if units is ONE:
        return Parts(formula.outstanding, formula.shares, formula.money)
    return Parts(formula.outstanding * units, formula.shares * units, formula.money)


def prices_of(step: Step) -> tuple[Figure, Figure]:
    """The price before a step and after it, each in the share units of then."""
    before, after = step.units_before, step.units_after
    return (
        Figure(step.before, before if before is ONE else 1 / before),
        Figure(step.after, after if after is ONE else 1 / after),
    )


def _shown(number: int, step: Step) -> PriceStep:
    formula, replayed, parts = step.formula, step.replayed, parts_of(step)
    before, after = prices_of(step)
    return PriceStep(
        number=number,
        effective=step.day,
        governs_from=step.governs_from,
        entry=step.entry,
        entries=formula.entries if formula else (step.entry,),
        clause=step.clause,
        before=before,
        after=after,
        a=Figure.of(parts.a) if parts else None,
        b=before if parts else None,
        c=Figure.of(parts.c) if parts else None,
        d=Figure.of(parts.d) if parts else None,
        replayed=None if replayed is None else Later(lambda: steps_of(_once(replayed))),
    )


def _once(steps: Iterable[Step]) -> Iterable[Step]:
    """The steps, which whoever shows them keeps or does not: nobody need keep them twice."""
    return steps.once() if isinstance(steps, Later) else steps

"""The history of the Conversion Price: every step, its cause, and the figures that the formula was given."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ledger.engine.book import Book
from ledger.numbers.lazy import Later
from ledger.price.facts import Step
from projections.figures import Figure


@dataclass(frozen=True, slots=True)
class PriceStep:
    """One change of the price. A and C are shares, B and D money, in the share units of the cause's place.

    `governs_from` is the first date whose conversions use the price; `replayed` are the steps of the replay that gave
    the price of a readjustment, where they were kept. They are worked out when somebody looks.
    """

    number: int
    effective: date
    governs_from: date
    entry: str
    entries: tuple[str, ...]
    clause: str
    before: Figure
    after: Figure
    a: Figure | None
    b: Figure | None
    c: Figure | None
    d: Figure | None
    replayed: "Sequence[PriceStep] | None"


def history_of(book: Book, after: int = 0) -> list[PriceStep]:
    """Every change of the price after so many, as a book replayed to its end has it."""
    return list(steps_of(book.state.course.history[after:], after))


def steps_of(steps: Iterable[Step], after: int = 0) -> Iterator[PriceStep]:
    """The changes of a course of the price, numbered from 1, or after so many."""
    return (_shown(number, step) for number, step in enumerate(steps, start=after + 1))


def _shown(number: int, step: Step) -> PriceStep:
    formula, replayed = step.formula, step.replayed
    before = Figure(step.before, 1 / step.units_before)
    return PriceStep(
        number=number,
        effective=step.day,
        governs_from=step.governs_from,
        entry=step.entry,
        entries=formula.entries if formula else (step.entry,),
        clause=step.clause,
        before=before,
        after=Figure(step.after, 1 / step.units_after),
        a=Figure.of(formula.outstanding * step.units_before) if formula else None,
        b=before if formula else None,
        c=Figure.of(formula.shares * step.units_before) if formula else None,
        d=Figure.of(Fraction(formula.money)) if formula else None,
        replayed=None if replayed is None else Later(lambda: steps_of(replayed)),
    )


def history_json(steps: Iterable[PriceStep], *, everything: bool = False) -> dict[str, Any]:
    """The answer of the verb `history`."""
    return {"steps": [step_json(step, everything=everything) for step in steps]}


def step_json(step: PriceStep, *, everything: bool = False) -> dict[str, Any]:
    """A STEP of a JSON answer."""
    before = step.before.num(everything=everything)
    answer: dict[str, Any] = {
        "step": step.number,
        "effective": step.effective.isoformat(),
        "governs_from": step.governs_from.isoformat(),
        "entry": step.entry,
        "entries": list(step.entries),
        "clause": step.clause,
        "before": before,
        "after": step.after.num(everything=everything),
    }
    if step.a is not None and step.c is not None and step.d is not None:
        answer |= {"A": step.a.num(), "B": before, "C": step.c.num(), "D": step.d.num()}
    if step.replayed is not None:
        answer["replayed"] = [step_json(one, everything=everything) for one in step.replayed]
    return answer

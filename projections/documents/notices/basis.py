"""What the figures of a notice of adjustment rest on: entries, determinations, and earlier notices that it contradicts.

An entry counts where the number of a part of a formula comes from it: A, C and D of 4E, N, M and V of 4H, a ratio of
4F, and what was tested; of the price before a step, B, the entries that made it, each of which was told of in its own
notice. Of a replay that is so of every step of it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.clauses.adjustment.determinations import (
    AGREED_BELOW_FIVE_EIGHTHS,
    MARKET_PRICE_BY_BOARD,
    NO_DETERMINATION,
    NO_MAJORITY_AGREED,
    PROVISIONAL_VALUE,
)
from ledger.events import DistributionMade, Issuing, NoticeSent, Reorganized
from ledger.events.determination import Determination
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.refusals import Flag
from ledger.working import Expression, Fact, Named, Term, Working, parts
from projections.answers.due.adjustments_told import states
from projections.explain.steps import Explained
from projections.workings.leaves import named
from projections.workings.price.trigger import Tested

NOT_FINAL = frozenset({PROVISIONAL_VALUE, NO_MAJORITY_AGREED, MARKET_PRICE_BY_BOARD})
"""The flags of a value that makes a price provisional until another is recorded (A8, A40)."""
_SAID = NOT_FINAL | {AGREED_BELOW_FIVE_EIGHTHS, NO_DETERMINATION}
_PRICES = ("B", "P")
"""The parts of a formula that are the price before it."""


@dataclass(frozen=True, slots=True)
class Determined:
    """A figure of an entry that somebody determined, or a market gave: what it is of, and by whom (4E(5), 4G, 4H)."""

    entry: str
    what: str
    by: Determination


@dataclass(frozen=True, slots=True)
class Contradicted:
    """An earlier notice, the price that it stated, and the price that the record gives now; None: it stated none."""

    entry: str
    holder: str
    mailed: date
    about: str | None
    stated: Figure | None
    now: Figure


def entries_behind(steps: Iterable[Explained], before: Mapping[int, Sequence[str]]) -> set[str]:
    """The entries on which steps rest; `before` has by the number of a step the entries that made the price before."""
    return {name for one in steps for name in _of_step(one, before)}


def _of_step(one: Explained, before: Mapping[int, Sequence[str]]) -> Iterator[str]:
    yield from (cause.id for cause in one.causes)
    if one.step is not None:
        yield from before.get(one.step.number, ())
    yield from _of_formula(one.working, one.tested)
    for working in one.stood:
        yield from _cited(working)
    for row in one.beside:
        yield from row.entries
        yield from _of_formula(row.replayed_working, row.tested)
        yield from (lot.entry for lot in row.lots)
    yield from (lot.entry for lot in one.lots)


def _of_formula(working: Working | None, tested: Iterable[Tested]) -> Iterator[str]:
    for test in tested:
        yield test.entry
        yield from _cited(test.division)
    if working is None:
        return
    found = named(working.formula)
    for name, part in found.items():
        yield from _of_start(part) if name in _PRICES else _cited(part)
    if isinstance(working.formula, Term):
        yield from _cited(working.formula)
    if isinstance(working.formula, Working):  # what is readjusted may be the price with which all began
        yield from _of_start(working.formula)


def _of_start(price: Expression) -> Iterator[str]:
    """The entry that fixed a price which no adjustment made."""
    if isinstance(price, Working) and isinstance(price.formula, Term):
        yield from _cited(price.formula)


def _cited(expression: Expression) -> Iterator[str]:
    """The entries that a figure goes down to; the prices in it are none of its own."""
    waiting, seen = [expression], set[int]()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, Fact | Term):
            yield from () if one.entry is None else (one.entry,)
        elif isinstance(one, Working):
            waiting.append(one.formula)
        elif not (isinstance(one, Named) and one.name in _PRICES):
            waiting.extend(parts(one))


# -- what was determined ----------------------------------------------------------------------------------------------


def determinations(facts: Iterable[Recorded]) -> Iterator[Determined]:
    """Who determined which figures of the entries."""
    for one in facts:
        entry = one.entry
        if isinstance(entry, Issuing) and entry.determination is not None:
            yield Determined(one.id, "the fair value", entry.determination)
        elif isinstance(entry, Reorganized) and entry.determination is not None:
            yield Determined(one.id, "the value reflected", entry.determination)
        elif isinstance(entry, DistributionMade):
            if entry.determination is not None:
                yield Determined(one.id, "the fair value", entry.determination)
            if entry.market_price_determination is not None:
                yield Determined(one.id, "the Market Price", entry.market_price_determination)


def unsettled(flags: Iterable[Flag], entries: set[str]) -> list[Flag]:
    """What is to be said of figures of these entries that are not final, or that nobody says who determined."""
    return [flag for flag in flags if flag.rule in _SAID and flag.entry in entries]


def is_provisional(flags: Iterable[Flag]) -> bool:
    """Whether any of these makes a price provisional."""
    return any(flag.rule in NOT_FINAL for flag in flags)


def contradicted(
    sent: Iterable[Recorded], days: Mapping[str, date], now: Mapping[date, Figure], then: Mapping[date, Figure]
) -> Iterator[Contradicted]:
    """Of these notices those that the record gives another price for than they stated.

    `days` says which day's price each is about, by its id; `now` and `then` are the prices after the close of those
    days as they are known, and as they were known just before. A notice that states no price told that of then.
    """
    for one in sent:
        entry, day = one.entry, days[one.id]
        if not isinstance(entry, NoticeSent):
            continue
        if entry.price is None:
            if then[day].fraction != now[day].fraction:
                yield Contradicted(one.id, entry.holder, entry.effective, entry.about, None, now[day])
        elif not states(entry, now[day]):
            yield Contradicted(one.id, entry.holder, entry.effective, entry.about, Figure.of(entry.price), now[day])

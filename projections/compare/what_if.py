"""What if: the price, the steps and the balances of an edited timeline, beside the ledger as it is.

A ledger is replayed once, and every what-if branches from it (`ledger.engine.branch`): only what comes after the
first place that an edit touches is replayed, and only that is compared.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ledger.engine.book import Book, open_book
from ledger.engine.branch import as_of
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.history import Part, PriceStep, history_of
from projections.answers.price import Price
from projections.compare.differences import Difference, differences, sides
from projections.compare.divergence import shared
from projections.compare.histories import assertions_apart, parted, triggers_apart
from projections.compare.hypothesis import Edits, edited, fitted
from projections.members import Answer, Hidden, member

EDITS_NOTHING = refuses(
    "edits_nothing",
    "",
    "What is left out takes with it the edits of it.",
    "Nothing to enter; without its entry a correction corrects nothing.",
)


@dataclass(frozen=True, slots=True)
class WhatIf(Answer):
    """Two prices on a date, every difference, and the book of the edited timeline."""

    actual: Price
    what_if: Price
    differences: list[Difference]
    supposed: Hidden[Book] = field(repr=False, compare=False)
    base: "Hidden[Base]" = field(repr=False, compare=False)
    replays: Hidden[bool] = field(default=True, compare=False)
    """Whether its steps have those of the replay behind each readjustment."""
    part: Hidden[Part | None] = field(default=None, compare=False)
    """Which of its steps a reader is shown; all where none are named."""

    @property
    @member()
    def steps(self) -> list[PriceStep]:
        """The whole price history of the edited timeline."""
        mine, theirs = (book.state.course.history for book in (self.base.book, self.supposed))
        same = shared(mine, theirs)
        return [
            *self.base.steps(replays=self.replays)[:same],
            *_as_wanted(history_of(self.supposed, same), replays=self.replays),
        ]

    def told(self) -> list[PriceStep]:
        """The steps that a reader is shown."""
        steps = self.steps
        if self.part is None:
            return steps
        numbers = self.part.within(len(steps))
        return steps[numbers.start - 1 : numbers.stop - 1]


@dataclass(slots=True)
class Base:
    """A book that many what-ifs start from. It is not changed; what they all need of it is worked out once."""

    book: Book
    _then: dict[date, Book] = field(default_factory=dict)
    _steps: dict[bool, list[PriceStep]] = field(default_factory=dict)

    def steps(self, *, replays: bool = True) -> list[PriceStep]:
        """The price history of the book, made once; not to be changed."""
        if replays not in self._steps:
            self._steps[replays] = _as_wanted(history_of(self.book), replays=replays)
        return self._steps[replays]

    def grown(self, book: Book) -> "Base":
        """The base of a book that went on from this one's: it has the steps that the two share."""
        same = shared(self.book.state.course.history, book.state.course.history)
        known = {**self._steps}
        steps = {
            wanted: [*told[:same], *_as_wanted(history_of(book, same), replays=wanted)]
            for wanted, told in known.items()
        }
        return Base(book, _steps=steps)

    def as_of(self, on: date) -> Book:
        """The book at the close of a day; the last day asked about is remembered, by whichever thread."""
        then = self._then.get(on)
        if then is None:
            then = as_of(self.book, on)
            self._then = {on: then}
        return then

    def what_if(self, edits: Edits, on: date) -> WhatIf:
        """What the ledger would say on a date if it were edited; see `what_if`."""
        changes = edited(self.book, edits)
        found = fitted(self.book, changes, edits.asked)
        return self.beside(
            found.book, on, found.left_out | edits_of_what_is_out(self.book, changes.out.union(found.left_out))
        )

    def beside(self, other: Book, on: date, left_out: Mapping[str, Refusal] | None = None) -> WhatIf:
        """Another book beside this one: one that was branched from it, or any other."""
        actual, what_if = sides(on, self.book, other, self.as_of(on), as_of(other, on))
        apart = [*parted(self.book, other), *triggers_apart(self.book, other)]
        found = [*apart, *differences(actual, what_if, left_out or {}), *assertions_apart(self.book, other)]
        return WhatIf(actual.price, what_if.price, found, other, self)


def _as_wanted(steps: list[PriceStep], *, replays: bool) -> list[PriceStep]:
    """The steps, with those of the replay behind each readjustment or without."""
    return steps if replays else [replace(one, replayed=None) for one in steps]


def what_if(log: Sequence[Recorded], edits: Edits, on: date) -> WhatIf:
    """Answer what the ledger would say on a date if it were edited.

    Prices and balances are those of the date; consequences for other entries, the steps and the entitlements are those
    of the whole timeline. Each price has the flags that touch it on its side. Raises `Refusal` for an edit that is not
    possible or does not fit, `EntryError` for a value that no such entry can have.
    """
    return Base(open_book(log, keep_replays=True, listen=True)).what_if(edits, on)


def edits_of_what_is_out(book: Book, out: Collection[str]) -> dict[str, Refusal]:
    """The recorded voids and corrections that have gone with the entry that they edit."""
    gone = sorted((book.by_id[name] for name in out if name in book.by_id), key=lambda one: one.position)
    edits = {one.id: one.entry.entry for one in gone if isinstance(one.entry, EDITS)}
    return {name: Refusal(EDITS_NOTHING, f"it edits {of}, which is out") for name, of in edits.items() if of in out}

"""The reference model as a baseline: at a change it tells everything again from the first day on, with fractions."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from tests.benchmarks.journal import Entry
from tests.reference.fold import Facts, Fold
from tests.reference.record import Recorded, timeline

Around = Callable[[Callable[[], None]], None]
"""What is done around each of the tellings: taking the time of it."""


class _Sampled(Fold):
    """A telling that stops at some of the changes, by their number, and has everything told again there alone."""

    def __init__(self, journal: Sequence[Entry], sample: Sequence[int], around: Around) -> None:
        record = [Recorded(number, entry["id"], entry) for number, entry in enumerate(journal, 1)]
        super().__init__(timeline(record), Facts())
        self.sample, self.around = sample, around
        self.changes = 0
        self.prices: list[Fraction] = []

    def readjust(self, *_: Any) -> None:
        """What is told again looks at the terms of the rights alone, so those left out are missed by none."""
        if self.changes in self.sample:
            self.around(self._retell)
        self.changes += 1

    def _retell(self) -> None:
        self.prices.append(self.retold().running)


def prices(journal: Sequence[Entry], sample: Sequence[int], around: Around) -> list[Fraction]:
    """The price after some of the changes."""
    told = _Sampled(journal, sample, around)
    told.run()
    return told.prices

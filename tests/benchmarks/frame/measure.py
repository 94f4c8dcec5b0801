"""How a section measures: how many runs, over which sizes, and within which budget.

A budget is in seconds for the runs of one measure. Ledgers of the first two sizes are always recorded. A third that would
take longer, by how the two before it grew, is left out: so the short run is short on every machine, and it says what it
left out.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from ledger.log.recorded import Recorded
from ledger.store.store import open_store
from tests.benchmarks.frame.row import Point, Row, Times, exponent, middle
from tests.benchmarks.journal import journal

SERIESD = str(Path(sys.executable).with_name("seriesd"))
COMPANY = "Busy Company"
SIZES = (1_000, 10_000, 100_000)
LARGEST = SIZES[-1]
"""Of this size are the promises about a long ledger."""


class Budget(NamedTuple):
    """How much is measured."""

    name: str
    seconds: float
    """For the runs of one measure; one run there always is."""
    asked: int
    """How long the ledger is, at most, of the sections that ask many questions."""
    companies: tuple[int, ...]
    """How many companies are projected."""
    whole: bool
    """Whether the sections run that need minutes of their own."""


BRIEF = Budget("bench", 20, 10_000, (1, 10, 20), whole=False)
FULL = Budget("bench-full", inf, LARGEST, (1, 10, 100, 1_000), whole=True)


@dataclass(slots=True)
class Bench:
    """What a section is given: a folder, the budget, and ledgers of the busy company, each recorded once."""

    folder: Path
    budget: Budget
    say: Callable[[str], None] = print
    clock: Callable[[], float] = perf_counter
    recorded: dict[int, Times] = field(default_factory=dict)
    """Seconds that it took to record the ledger of so many entries, each time that it was recorded."""
    _numbers: "count[int]" = field(default_factory=count)
    _left_out: set[str] = field(default_factory=set)

    def timed(self, work: Callable[[], object], runs: int = 3) -> Times:
        """The times of some runs: of fewer, but one at least, where more would not be in the budget."""
        times: Times = ()
        while self._has_time(times, runs):
            start = self.clock()
            work()
            times = (*times, self.clock() - start)
        return times

    def _has_time(self, times: Times, runs: int) -> bool:
        return not times or (len(times) < runs and sum(times) + min(times) <= self.budget.seconds)

    def sizes(self, most: int = LARGEST) -> Iterator[int]:
        """The sizes of which there is a ledger: those, up to one, that can be recorded within the budget."""
        for entries in (one for one in SIZES if one <= most):
            points = [Point(size, middle(times)) for size, times in sorted(self.recorded.items()) if size < entries]
            expected = foreseen(points, entries)
            if entries not in self.recorded and expected > self.budget.seconds:
                self.leave_out(f"ledgers of {entries:,} entries", expected)
                return
            self.ledger(entries)
            yield entries

    def leave_out(self, what: str, expected: float) -> None:
        """Say once that something is not measured, and how long it would take."""
        if what not in self._left_out:
            self.say(f"  left out: {what}, {expected:,.0f} s or more")
            self._left_out.add(what)

    def lines(self, entries: int) -> Path:
        """The journal of the busy company with so many entries, as a file of JSON lines."""
        path = self.folder / f"journal-{entries}.jsonl"
        if not path.exists():
            path.write_text("".join(json.dumps(entry) + "\n" for entry in journal(entries)), "utf-8")
        return path

    def recordings(self, entries: int, runs: int = 3) -> Times:
        """How long it takes to record the ledger of so many entries, by the command."""
        while self._has_time(self.recorded.get(entries, ()), runs):
            self._record(entries)
        return self.recorded[entries]

    def _record(self, entries: int) -> None:
        """Record it in place of one that there is."""
        lines, path = str(self.lines(entries)), self._place(entries)
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        start = self.clock()
        run(SERIESD, "record", lines, "--ledger", str(path), "--json")
        self.recorded[entries] = (*self.recorded.get(entries, ()), self.clock() - start)

    def ledger(self, entries: int) -> Path:
        """The ledger of the busy company with so many entries; nobody else is to write there."""
        if not self._place(entries).exists():
            self._record(entries)
        return self._place(entries)

    def copied(self, entries: int) -> Path:
        """A copy of that ledger, to write to."""
        return Path(shutil.copytree(self.ledger(entries).parent, self.fresh() / "copied")) / "ledger.db"

    def _place(self, entries: int) -> Path:
        return self.folder / f"ledger-{entries}" / "ledger.db"

    def fresh(self) -> Path:
        """An empty folder, which is there until the section ends."""
        made = self.folder / "fresh" / str(next(self._numbers))
        made.mkdir(parents=True)
        return made

    def clean(self) -> None:
        """Take away what a section left; the ledgers stay."""
        shutil.rmtree(self.folder / "fresh", ignore_errors=True)


def across(sizes: Iterable[int], rows_of: Callable[[int], Iterable[Row]]) -> Iterator[Row]:
    """The rows of the largest size, as they come, each with how it grew over all; its words say that size."""
    *smaller, largest = sizes
    before = [list(rows_of(entries)) for entries in smaller]
    for number, row in enumerate(rows_of(largest)):
        points = [Point(entries, rows[number].seconds) for entries, rows in zip(smaller, before, strict=True)]
        yield row._replace(what=f"{row.what}, {largest:,} entries", growth=(*points, Point(largest, row.seconds)))


def foreseen(points: list[Point], entries: int) -> float:
    """How long so many entries will take at least, by the line and by the power through the last two sizes.

    Nothing is foreseen by fewer: of a small size most is the start of a program, and says nothing of a larger one.
    """
    if len(points) < 2:
        return 0.0
    before, last = points[-2:]
    slope = (last.seconds - before.seconds) / (last.entries - before.entries)
    line = last.seconds + slope * (entries - last.entries)
    power = last.seconds * (entries / last.entries) ** (exponent((before, last)) or 0)
    return max(line, power)


def run(*command: str) -> None:
    """Run a command whose output is not of interest, but where it fails. Raises `OSError` with what it says then."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise OSError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")


def read(ledger: Path) -> list[Recorded]:
    """All entries of a ledger of the busy company: read, their seals checked, decoded."""
    with open_store(str(ledger), create=False) as store:
        return store.read(COMPANY)

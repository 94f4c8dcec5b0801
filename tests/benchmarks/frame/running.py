"""Sections measured one after the other: each row is printed as it comes, and at the end what each section cost."""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.frame.document import Part
from tests.benchmarks.frame.measure import Bench, Budget
from tests.benchmarks.frame.row import Row
from tests.benchmarks.frame.table import as_ratio, line


class Section(NamedTuple):
    """What is measured together. `about` says on the page what it is, in words that need no program."""

    name: str
    title: str
    about: str
    rows: Callable[[Bench], Iterator[Row]]
    brief: bool = True
    """Whether it is a part of the short run."""


def chosen(sections: Iterable[Section], budget: Budget, only: str | None) -> list[Section]:
    """The sections of a budget; where a pattern is given, those whose name it matches, whatever the budget."""
    if only is not None:
        return [one for one in sections if re.search(only, one.name)]
    return [one for one in sections if one.brief or budget.whole]


def measured(sections: Iterable[Section], bench: Bench) -> Iterator[Part]:
    """Each section with its rows, which are said as they come."""
    for section in sections:
        bench.say(f"\n{section.title}")
        start, rows = bench.clock(), []
        for row in section.rows(bench):
            bench.say(line(row))
            rows.append(row)
        bench.clean()
        gc.collect()  # it is off while something is measured, as it is in the command
        yield Part(section.name, section.title, section.about, bench.clock() - start, tuple(rows))


def ending(parts: Sequence[Part]) -> Iterator[str]:
    """What each section cost, and which rows take longer than is promised."""
    yield ""
    for part in parts:
        yield f"{part.title:<60} {part.seconds:>7.1f} s"
    yield f"{'altogether':<60} {sum(part.seconds for part in parts):>7.1f} s"
    for row in over(parts):
        assert row.promised is not None
        yield f"! {row.what}: {as_ratio(row.ratio)} of {row.baseline}; promised is {as_ratio(row.promised)} at most"


def over(parts: Iterable[Part]) -> list[Row]:
    """The rows that take longer than is promised."""
    return [row for part in parts for row in part.rows if row.is_over]

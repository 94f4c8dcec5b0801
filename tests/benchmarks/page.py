"""`python -m tests.benchmarks.page FILE.json`: docs/performance.md of what was measured, and the numbers beside it.

The page follows from the numbers alone, which are kept as docs/performance.json; a test holds the one to the other.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.frame.document import Part, Report, loaded
from tests.benchmarks.frame.row import Row
from tests.benchmarks.frame.table import amount, digits

DOCS = Path(__file__).parents[2] / "docs"
NUMBERS, PAGE = DOCS / "performance.json", DOCS / "performance.md"
_BUSY = (
    "When it began, the machine was busy with other work (a load of {load:g}): the seconds are longer than they would be on a machine\n"
    "of its own, and the ratios less certain."
)


def main(words: Sequence[str] | None = None) -> int:
    """Keep the numbers, and write the page."""
    given = sys.argv[1:] if words is None else words
    if len(given) != 1:
        print("usage: python -m tests.benchmarks.page FILE.json", file=sys.stderr)
        return 2
    document = json.loads(Path(given[0]).read_text("utf-8"))
    text = page(loaded(document))
    NUMBERS.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(text, "utf-8")
    return 0


def page(report: Report) -> str:
    """The page."""
    return "\n".join([_head(report), *("\n".join(_section(part)) for part in report.parts), _foot(report)])


def _head(report: Report) -> str:
    commit = f" of commit `{report.commit}`" if report.commit else ""
    busy = f"\n{_BUSY.format(load=report.load)}" if report.load >= 1 else ""
    return f"""# How fast it is

What takes how long, each beside a baseline that was measured in the same minutes on the same machine, so that the comparison says
more than the seconds do: another machine has other seconds, and much the same ratios. Measured by `make {report.budget}`{commit} with
Python {report.python} on {report.cores} cores ({report.system}).{busy}

- *takes* is the middle one of the runs, and behind it the shortest and the longest.
- *compared* says how that compares with the baseline *beside* it, middle with middle. What does more than its baseline takes longer
  than it; what saves work is faster.
- *promised* is what we hold ourselves to. What is not kept has a **!**; where nothing stands, nothing is promised, or only of longer
  ledgers.
- *ten times the entries take* says how it grows. Were each entry as quick to deal with in a long ledger as in a short one,
  this would be 10; what starts a program anew each time stays below it, since starting takes the same time for any ledger.

The ledgers are those of an invented busy company: of a hundred entries some 45 are issues of Common, 18 transfers, 15 grants, 10
exercises, 5 conversions of Series D, 3 rights that lapse and one that is repriced.
"""


def _section(part: Part) -> Iterator[str]:
    yield f"## {part.title}\n\n{part.about}\n"
    yield "| what | takes | beside | compared | promised |\n|---|---|---|---|---|"
    for row in part.rows:
        promised = "" if row.promised is None else promised_in_words(row.promised)
        mark = " **!**" if row.is_over else ""
        yield f"| {row.what} | {_takes(row)} | {row.baseline} | {in_words(row.ratio)}{mark} | {promised} |"
    yield ""
    if grown := [row for row in part.rows if row.exponent is not None]:
        yield from _growth(grown)


def _takes(row: Row) -> str:
    middle = amount(row.seconds)
    return middle if len(row.times) == 1 else f"{middle} ({amount(min(row.times))} to {amount(max(row.times))})"


def _growth(rows: Sequence[Row]) -> Iterator[str]:
    """A table for each series of sizes."""
    for sizes in dict.fromkeys(tuple(point.entries for point in row.growth) for row in rows):
        heads = " | ".join(f"{size:,} entries" for size in sizes)
        yield f"| how it grows | {heads} | ten times the entries take |\n|---|{'---|' * len(sizes)}---|"
        for row in rows:
            if tuple(point.entries for point in row.growth) == sizes and row.exponent is not None:
                seconds = " | ".join(amount(point.seconds) for point in row.growth)
                what = row.what.removesuffix(f", {sizes[-1]:,} entries")
                yield f"| {what} | {seconds} | {10**row.exponent:.1f} times as long |"
        yield ""


def _foot(report: Report) -> str:
    costs = ", ".join(f"{part.name} {amount(part.seconds)}" for part in report.parts)
    whole = amount(sum(part.seconds for part in report.parts))
    return f"""## To measure again

`make bench` takes some five minutes on two cores, and leaves out sizes that would take longer; `make bench-full` measures everything.
Each prints its rows as they come, and with `JSON=FILE` keeps them; `python -m tests.benchmarks.compare A.json B.json` holds two
of them against each other, and `python -m tests.benchmarks.page FILE.json` makes this page. These took {whole}: {costs}.
"""


def in_words(ratio: float) -> str:
    """A ratio, as one says it."""
    return f"{digits(1 / ratio)} times as fast" if ratio < 0.5 else f"{digits(ratio)} times as long"


def promised_in_words(ratio: float) -> str:
    """A ratio that is not to be exceeded."""
    return f"at {'least' if ratio < 0.5 else 'most'} {in_words(ratio)}"


if __name__ == "__main__":
    sys.exit(main())

"""`python -m tests.benchmarks.compare A.json B.json`: the rows of two runs side by side, A first.

What is compared is not seconds, which hang on the machine and on what else it does, but ratios, each to the baseline of
its own run. A row is called worse, or better, where B's ratio lies outside all that A's can be, whichever runs are taken;
of a single run that cannot be told.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.frame.document import Report, loaded
from tests.benchmarks.frame.row import Row
from tests.benchmarks.frame.table import amount, as_ratio

_WHAT = 60


def main(words: Sequence[str] | None = None) -> int:
    """Print both; answers 1 where --strict is given and a row is worse, and 2 where a file is not what is compared."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.compare", description=__doc__)
    parser.add_argument("a", type=Path, metavar="A.json")
    parser.add_argument("b", type=Path, metavar="B.json")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a row is worse")
    asked = parser.parse_args(words)
    try:
        a, b = (loaded(json.loads(path.read_text("utf-8"))) for path in (asked.a, asked.b))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for line in compared(a, b):
        print(line)
    return 1 if asked.strict and any(judged(*pair) == "worse" for pair in pairs(a, b)) else 0


def compared(a: Report, b: Report) -> Iterator[str]:
    """The lines of the table."""
    for name, report in (("A", a), ("B", b)):
        commit = report.commit or "no commit"
        yield f"{name}: {commit}, {report.budget}, Python {report.python}, {report.system}, {report.cores} cores, load {report.load:g}"
    yield ""
    yield f"{'what':<{_WHAT}} {'A':>8} {'B':>8} {'ratio A':>9} {'ratio B':>9} {'B to A':>7}"
    yield "-" * (_WHAT + 53)
    for one, other in pairs(a, b):
        first = f"{one.what:<{_WHAT}.{_WHAT}} {amount(one.seconds):>8} {amount(other.seconds):>8}"
        change = f"{other.ratio / one.ratio:.2f}"
        yield f"{first} {as_ratio(one.ratio):>9} {as_ratio(other.ratio):>9} {change:>7} {judged(one, other)}".rstrip()
    for name, report, against in (("A", a, b), ("B", b, a)):
        known = _rows(against)
        for key, row in _rows(report).items():
            if key not in known:
                yield f"only in {name}: {row.what}"


def pairs(a: Report, b: Report) -> list[tuple[Row, Row]]:
    """The rows that both have, beside the same baseline."""
    others = _rows(b)
    return [(row, others[key]) for key, row in _rows(a).items() if key in others]


def _rows(report: Report) -> dict[tuple[str, str, str], Row]:
    return {(part.name, row.what, row.baseline): row for part in report.parts for row in part.rows}


def judged(one: Row, other: Row) -> str:
    """Whether the second is clearly worse, or better; nothing where their spreads meet, or one was run only once."""
    if min(len(one.times), len(other.times)) < 2:
        return ""
    least, most = one.ratios
    low, high = other.ratios
    return "worse" if low > most else "better" if high < least else ""


if __name__ == "__main__":
    sys.exit(main())

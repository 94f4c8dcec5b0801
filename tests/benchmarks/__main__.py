"""`make bench`: how long things take, as ratios to a named baseline measured in the same run.

Absolute seconds depend on the machine and on what else it does; the ratios are what is promised. So a promise that is
not kept is said, and only with --strict makes the run fail.
"""

import argparse
import gc
import json
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks.frame.document import report, written
from tests.benchmarks.frame.measure import BRIEF, FULL, Bench
from tests.benchmarks.frame.running import Section, chosen, ending, measured, over
from tests.benchmarks.frame.table import HEADER
from tests.benchmarks.sections import SECTIONS

say = partial(print, flush=True)


def main(words: Sequence[str] | None = None, sections: Sequence[Section] = SECTIONS) -> int:
    """Measure, and print each row as it comes; answers the exit code."""
    asked = _parser().parse_args(words)
    budget = FULL if asked.full else BRIEF
    found = chosen(sections, budget, asked.only)
    if not found:
        say(f"no section is called so; there are: {', '.join(one.name for one in sections)}")
        return 2
    begun = report(budget.name)  # what is checked out may be another by the time that it ends
    gc.disable()  # as the command does: a baseline is not to lose by it
    say(HEADER)
    with tempfile.TemporaryDirectory() as folder:
        parts = list(measured(found, Bench(Path(folder), budget, say)))
    gc.enable()
    for line in ending(parts):
        say(line)
    if asked.json is not None:
        text = json.dumps(written(begun._replace(parts=tuple(parts))), ensure_ascii=False, indent=1)
        asked.json.write_text(f"{text}\n", "utf-8")
    return 1 if asked.strict and over(parts) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--full", action="store_true", help="everything, at all sizes: more than an hour")
    parser.add_argument("--only", metavar="PATTERN", help="the sections whose name it matches")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write what was measured, to compare or for the page")
    parser.add_argument("--strict", action="store_true", help="end with 1 where a row takes longer than is promised")
    return parser


if __name__ == "__main__":
    sys.exit(main())

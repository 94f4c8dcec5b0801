"""Memory at its highest, for each entry: recorded, opened and priced, told as a history, projected.

A million entries are to be priced in less than 2 GiB. The short run measures fewer. Two ledgers are measured: what a second
ledger, twice as long as the first, takes more is what its further entries cost; what the program takes for itself falls
out of that. The journals go on for centuries, so the price is asked for at their end.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.frame.measure import SERIESD, Bench
from tests.benchmarks.frame.row import Row
from tests.benchmarks.journal import journal

AT_THE_END = "9999-12-30"
GIB_FOR_A_MILLION = 2
PROMISED = GIB_FOR_A_MILLION * 1024**3 / 1_000_000
"""Bytes for each entry."""

_LOUDLY = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL); "
_LOUDLY += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == 'darwin' else 1024))"


def rows(bench: Bench) -> Iterator[Row]:
    """What each further entry takes, in bytes, beside those that it may take."""
    entries, folder = 1_000_000 if bench.budget.whole else 20_000, bench.fresh()
    ledgers = [_recorded(folder, number) for number in (entries // 2, entries)]
    small, large = (str(place) for place, _ in ledgers)
    peaks = {"record": [peak for _, peak in ledgers]}
    for what, words in _asked(folder).items():
        peaks[what] = [_peak(SERIESD, *words, "--ledger", ledger) for ledger in (small, large)]
    for what, (less, more) in peaks.items():
        each = (more - less) / (entries - entries // 2)
        yield Row(f"bytes for each of {entries:,} entries: {what}", (each,), "2 GiB for a million", (PROMISED,), 1)


def _asked(folder: Path) -> dict[str, tuple[str, ...]]:
    tables = str(folder / "million-tables.db")
    return {
        "price": ("price", "--replay", "--on", AT_THE_END),
        "history": ("history", "--json", "--no-replays"),
        "verify": ("verify",),
        "project": ("project", "--rebuild", "--into", tables),
    }


def _recorded(folder: Path, entries: int) -> tuple[Path, int]:
    """A ledger of so many entries, and the memory that recording them took."""
    lines, place = folder / f"million-{entries}.jsonl", folder / f"million-{entries}.db"
    lines.write_text("".join(json.dumps(entry) + "\n" for entry in journal(entries)))
    return place, _peak(SERIESD, "record", str(lines), "--json", "--ledger", str(place))


def _peak(*words: str) -> int:
    """How much memory a command takes at its highest, in bytes: asked of a process that does nothing else."""
    done = subprocess.run([sys.executable, "-c", _LOUDLY, *words], check=True, capture_output=True, text=True)
    return int(done.stdout)

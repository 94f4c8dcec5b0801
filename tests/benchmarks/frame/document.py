"""What was measured as JSON, and read again: of a machine its cores, its system and its Python, and not its name.

Derived numbers (the ratio, the exponent) stand in it for those who read it; reading it again goes by the times alone.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks.frame.row import Point, Row

SCHEMA = "seriesd-benchmarks/1"


class Part(NamedTuple):
    """A section as it was measured: its name, its title, what it is about, how long it took, and its rows."""

    name: str
    title: str
    about: str
    seconds: float
    rows: tuple[Row, ...]


class Report(NamedTuple):
    """All that was measured in one run, and where."""

    commit: str | None
    python: str
    system: str
    cores: int
    load: float
    """How many programs wanted a core when it began: with more than there are cores, all seconds are longer."""
    budget: str
    parts: tuple[Part, ...]


def report(budget: str) -> Report:
    """A report with nothing in it yet: of what is checked out here, by this Python, on this machine as it is now."""
    load = round(os.getloadavg()[0], 1)
    system = f"{platform.system()} {platform.machine()}"
    return Report(_commit(), sys.version.split()[0], system, os.cpu_count() or 1, load, budget, ())


def _commit() -> str | None:
    """The commit that is checked out, with a + where something was changed since; None where there is no git."""
    words = ("git", "-C", str(Path(__file__).parent), "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*")
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def written(report: Report) -> dict[str, Any]:
    """A report as JSON."""
    return {"schema": SCHEMA, **report._asdict(), "parts": [_part(part) for part in report.parts]}


def _part(part: Part) -> dict[str, Any]:
    return {**part._asdict(), "seconds": _short(part.seconds), "rows": [_row(row) for row in part.rows]}


def _row(row: Row) -> dict[str, Any]:
    return {
        "what": row.what,
        "seconds": _short(row.seconds),
        "times": [_short(one) for one in row.times],
        "baseline": row.baseline,
        "baseline_times": [_short(one) for one in row.against],
        "ratio": _short(row.ratio),
        "promised": None if row.promised is None else _short(row.promised),
        "growth": [{"entries": point.entries, "seconds": _short(point.seconds)} for point in row.growth],
        "exponent": None if row.exponent is None else round(row.exponent, 3),
    }


def _short(number: float) -> float:
    """To six digits: more are noise."""
    return float(f"{number:.6g}")


def loaded(document: dict[str, Any]) -> Report:
    """A report out of its JSON. Raises `ValueError` where it is none."""
    if document.get("schema") != SCHEMA:
        raise ValueError(f"not what `make bench` writes: its schema is {document.get('schema')!r}, not {SCHEMA!r}")
    said = {name: document[name] for name in Report._fields}
    return Report(**said | {"parts": tuple(_loaded_part(one) for one in document["parts"])})


def _loaded_part(part: dict[str, Any]) -> Part:
    return Part(**part | {"rows": tuple(_loaded_row(one) for one in part["rows"])})


def _loaded_row(row: dict[str, Any]) -> Row:
    times, against = tuple(row["times"]), tuple(row["baseline_times"])
    growth = tuple(Point(**one) for one in row["growth"])
    return Row(row["what"], times, row["baseline"], against, row["promised"], growth)

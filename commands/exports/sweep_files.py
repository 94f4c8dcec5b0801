"""A sweep written to a file, by its suffix: a table as CSV or Parquet, or the heat map as SVG."""

import csv
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from commands.errors import UnableError, UsageError
from commands.reading.guarded import guarded
from commands.terminal.forms import FORMS
from commands.terminal.output import put
from projections.compare.sweep import Sweep
from projections.compare.sweep_tables import DECIMAL, DIGITS, PLACES, columns, records
from projections.render.blocks import HeatMap
from projections.render.charts.heat_map import heat_map, svg


class Written(NamedTuple):
    """What is written: the sweep, its exact numbers whole or not, and the lines that say where it comes from."""

    answer: Sweep
    everything: bool
    foot: Sequence[str]


Writer = Callable[[Path, Written], None]


def writer_of(name: str | None, form: str) -> Writer | None:
    """What writes a file of this name; nothing where it is an answer in a form that every verb has.

    Raises `UsageError` for a suffix that nothing writes.
    """
    suffix = "" if name is None else Path(name).suffix.lower()
    writer = _WRITERS.get(suffix)
    if writer is None and (name is None or suffix == FORMS["text"] or form != "text"):
        return None
    if writer is None:
        known = ", ".join([*_WRITERS, FORMS["html"], *(one for one in FORMS.values() if one != FORMS["html"])])
        raise UsageError(f"-o {name}: the suffix says what is written; known are {known}")
    if writer is _write_parquet:
        _pyarrow()
    return writer


def write(writer: Writer, name: str, written: Written) -> None:
    """Write the file, all of it or nothing. Raises `UnableError` where that cannot be done."""
    try:
        put(Path(name), lambda made: writer(made, written))
    except OSError as error:
        raise UnableError(f"-o {name}: cannot be written: {error.strerror or error}") from None


def _write_csv(path: Path, written: Written) -> None:
    answer = written.answer
    with path.open("w", encoding="utf-8", newline="") as file:
        names = columns(answer)
        texts = [name for name in names if not name.endswith(DECIMAL) and name + DECIMAL not in names]
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(map(guarded, names))
        for one in records(answer, everything=written.everything):
            cells = one | {name: guarded(text) for name in texts if isinstance(text := one[name], str)}
            rows.writerow([cells[name] for name in names])


def _write_parquet(path: Path, written: Written) -> None:
    answer = written.answer
    pa = _pyarrow()
    decimal, text = pa.decimal128(DIGITS, PLACES), pa.string()
    names = columns(answer)
    schema = pa.schema([(name, decimal if name.endswith(DECIMAL) else text) for name in names])
    rows = list(records(answer, everything=written.everything))
    import_module("pyarrow.parquet").write_table(pa.Table.from_pylist(rows, schema), path)


def _write_svg(path: Path, written: Written) -> None:
    path.write_text(svg(_heat_map(written.answer), written.foot), encoding="utf-8")


def _heat_map(answer: Sweep) -> HeatMap:
    found = heat_map(answer)
    if found is None:
        number = sum(len(axis.values) > 1 for axis in answer.axes)
        raise UsageError(f"a heat map has two axes, and {number} vary here; -o FILE.csv writes a table of any number")
    return found


def _pyarrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError:
        raise UnableError("writing .parquet needs pyarrow: pip install 'seriesd[parquet]', or write .csv") from None


_WRITERS: dict[str, Writer] = {".csv": _write_csv, ".parquet": _write_parquet, ".svg": _write_svg}

"""A sweep written to a file, by its suffix: a table as CSV or Parquet, or the heat map as SVG or a web page."""

import csv
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from commands.errors import UnableError, UsageError
from commands.terminal.forms import FORMS
from commands.terminal.output import put
from projections.compare.sweep import Sweep
from projections.compare.sweep_tables import DECIMAL, DIGITS, PLACES, columns, records
from projections.render.charts.heat_map import HeatMap, heat_map, page, svg

Writer = Callable[[Path, Sweep, bool], None]


def writer_of(name: str | None, form: str) -> Writer | None:
    """What writes a file of this name; nothing where it is an answer in a form that every verb has.

    Raises `UsageError` for a suffix that nothing writes.
    """
    suffix = "" if name is None else Path(name).suffix.lower()
    writer = _WRITERS.get(suffix)
    if writer is None and (name is None or suffix == FORMS["text"] or form not in ("text", "html")):
        return None
    if writer is None:
        known = ", ".join([*_WRITERS, *(one for one in FORMS.values() if one not in _WRITERS)])
        raise UsageError(f"-o {name}: the suffix says what is written; known are {known}")
    if writer is _write_parquet:
        _pyarrow()
    return writer


def is_written(writer: Writer, answer: Sweep) -> bool:
    """Whether a file is written here; a page of what has no map is one as every verb gives it."""
    return writer is not _write_page or heat_map(answer) is not None


def write(writer: Writer, name: str, answer: Sweep, *, everything: bool) -> None:
    """Write the file, all of it or nothing. Raises `UnableError` where that cannot be done."""
    try:
        put(Path(name), lambda made: writer(made, answer, everything))
    except OSError as error:
        raise UnableError(f"-o {name}: cannot be written: {error.strerror or error}") from None


def _write_csv(path: Path, answer: Sweep, everything: bool) -> None:  # noqa: FBT001  one shape for all writers
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, columns(answer), lineterminator="\n")
        rows.writeheader()
        rows.writerows(records(answer, everything=everything))


def _write_parquet(path: Path, answer: Sweep, everything: bool) -> None:  # noqa: FBT001  likewise
    pa = _pyarrow()
    decimal, text = pa.decimal128(DIGITS, PLACES), pa.string()
    names = columns(answer)
    schema = pa.schema([(name, decimal if name.endswith(DECIMAL) else text) for name in names])
    rows = list(records(answer, everything=everything))
    import_module("pyarrow.parquet").write_table(pa.Table.from_pylist(rows, schema), path)


def _write_svg(path: Path, answer: Sweep, _: bool) -> None:  # noqa: FBT001  likewise
    path.write_text(svg(_heat_map(answer)), encoding="utf-8")


def _write_page(path: Path, answer: Sweep, _: bool) -> None:  # noqa: FBT001  likewise
    path.write_text(page(_heat_map(answer)), encoding="utf-8")


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


_WRITERS: dict[str, Writer] = {".csv": _write_csv, ".parquet": _write_parquet, ".svg": _write_svg, ".html": _write_page}

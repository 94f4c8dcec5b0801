"""An answer as a data frame of pandas or polars, whichever is there. No number in it is a binary float.

Exact numbers stand as text and decimals as `decimal.Decimal`; whole numbers and yes and no in types that can be
absent; days as `datetime.date` and moments in UTC. A whole number that no column of the library holds stands as text.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from commands.api.data.rows import Kind, Table, table_of
from commands.api.given import text_or_none
from ledger.errors import ArgumentError, SeriesdError
from projections.compare.sweep_tables import DIGITS, PLACES
from projections.members import Library

_LIMIT = 2**63


class NoFrameError(SeriesdError):
    """Neither library of data frames is installed, or not the one asked for. The message says how to get one."""


def to_frame(answer: Any, library: Library | None = None, *, of: str | None = None) -> Any:
    """An answer as a data frame: of pandas where that is installed, else of polars, or of the library named.

    Its rows are the parts that the answer is about: steps, holders, claims, what is due; `of` names others, as its
    document names them: `to_frame(holders, of="rights")`. Raises `ArgumentError` for a library or parts that there are
    not, and `NoFrameError` where no library is installed.
    """
    make = _MAKERS[_chosen(library)]
    return make(table_of(answer, text_or_none(of, "of")))


def _chosen(library: str | None) -> str:
    if library is not None and library not in _MAKERS:
        raise ArgumentError(f"library: {library!r} is none that is known; name pandas or polars")
    wanted = [*_MAKERS] if library is None else [library]
    found = next((one for one in wanted if find_spec(one) is not None), None)
    if found is None:
        raise NoFrameError(f"a data frame needs {' or '.join(wanted)}: pip install 'seriesd[frames]'")
    return found


def _pandas(table: Table) -> Any:
    pandas = import_module("pandas")
    columns = {
        name: pandas.Series([*_plain(kind, values)], dtype=_pandas_type(kind, values))
        for (name, kind), values in _columns(table)
    }
    return pandas.DataFrame(columns)


def _pandas_type(kind: Kind, values: Sequence[Any]) -> str:
    if kind == "whole":
        return "Int64" if _fit(values) else "object"
    return {"yes or no": "boolean", "moment": "datetime64[us, UTC]"}.get(kind, "object")


def _polars(table: Table) -> Any:
    polars = import_module("polars")
    types: Mapping[str, Any] = {
        "text": polars.String,
        "whole": polars.Int64,
        "yes or no": polars.Boolean,
        "date": polars.Date,
        "moment": polars.Datetime("us", "UTC"),
        "decimal": polars.Decimal(DIGITS, PLACES),
        "names": polars.List(polars.String),
    }
    columns = [
        polars.Series(name, [*_plain(kind, values)], types["text" if kind == "whole" and not _fit(values) else kind])
        for (name, kind), values in _columns(table)
    ]
    return polars.DataFrame(columns)


def _columns(table: Table) -> list[tuple[tuple[str, Kind], tuple[Any, ...]]]:
    values = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    return list(zip(table.columns, values, strict=True))


def _plain(kind: Kind, values: Sequence[Any]) -> Sequence[Any]:
    """The values as a column has them: whole numbers that one of them is too large for as text."""
    if kind != "whole" or _fit(values):
        return values
    return [None if one is None else str(one) for one in values]


def _fit(values: Sequence[Any]) -> bool:
    return all(one is None or -_LIMIT <= one < _LIMIT for one in values)


_MAKERS: Mapping[str, Callable[[Table], Any]] = {"pandas": _pandas, "polars": _polars}

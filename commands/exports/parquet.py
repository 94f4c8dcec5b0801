"""Parquet: the reporting tables in columns with types, each column with its meaning."""

import io
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commands.errors import UnableError, UsageError
from commands.exports.csv_files import DICTIONARY, dictionary_text
from commands.exports.request import Made, Request
from commands.exports.rows import counted, heads_of, rows_for
from ledger.numbers.days import written
from ledger.numbers.exact import DISPLAY_PLACES
from projections.read_model.catalogue import Column, Kind, Row, Table

if TYPE_CHECKING:
    import pyarrow as pa

_DIGITS = 38
"""How many digits a decimal column has, ten of them behind the point."""


def write(request: Request) -> Made:
    """One table as a .parquet file, or several."""
    if request.output is None:
        raise UsageError("a Parquet file is no text: name a .parquet file, a folder or a .zip file with -o")
    rows = rows_for(request)
    if request.suffix == ".parquet":
        if len(rows) != 1:
            raise UsageError("several tables are several files: -o names a folder or a .zip file, --tables one of them")
        return Made(_file(request, *next(iter(rows.items()))), rows=counted(rows, [str(request.output)]))
    files = {f"{table.name}.parquet": _file(request, table, found) for table, found in rows.items()}
    counts = counted(rows, list(files))
    return Made(documents=files | {DICTIONARY: dictionary_text(rows).encode()}, rows=counts)


def _file(request: Request, table: Table, rows: Sequence[Row]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    schema = schema_of(table, request)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
    try:
        arrays = [
            pa.array([_value(column.kind, value) for value in values], type=field.type)
            for column, values, field in zip(table.columns, columns, schema, strict=True)
        ]
    except (pa.ArrowInvalid, OverflowError):
        raise UnableError(
            f"{table.name}: a number has more digits than Parquet has room for (19 of a whole number, 28 before the "
            "point of another); CSV has no such limit"
        ) from None
    stream = io.BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), stream)
    return stream.getvalue()


def schema_of(table: Table, request: Request) -> "pa.Schema":
    """The columns of a table, with their meanings; the table's own, both clocks and the heads stand with the schema."""
    import pyarrow as pa

    about = {
        "seriesd.table": table.name,
        "seriesd.meaning": table.meaning,
        "seriesd.as_known": request.known,
        "seriesd.made": written(request.made, "seconds"),
        "seriesd.heads": json.dumps(heads_of(request), ensure_ascii=False),
    }
    return pa.schema([_field(column) for column in table.columns], metadata=about)


def _field(column: Column) -> "pa.Field[Any]":
    import pyarrow as pa

    types: dict[Kind, pa.DataType] = {
        "text": pa.string(),
        "whole": pa.int64(),
        "exact": pa.string(),
        "decimal": pa.decimal128(_DIGITS, DISPLAY_PLACES),
        "date": pa.date32(),
        "moment": pa.timestamp("us", tz="UTC"),
        "bool": pa.bool_(),
    }
    about = {"meaning": column.meaning} | ({"unit": column.unit} if column.unit else {})
    return pa.field(column.name, types[column.kind], column.optional, about)


def _value(kind: Kind, value: object) -> object:
    return Decimal(value) if kind == "decimal" and isinstance(value, str) else value

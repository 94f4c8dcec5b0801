"""CSV (RFC 4180): the reporting tables, with a description of every column beside them.

A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with an
apostrophe: taking one away from each text that has it gives the text back. Numbers are never touched.
"""

import csv
import io
from collections.abc import Callable, Container, Iterable, Sequence
from datetime import date
from typing import Any

from commands.errors import UsageError
from commands.exports.request import Made, Request
from commands.exports.rows import Rows, counted, heads_of, rows_for
from commands.reading.guarded import guarded
from ledger.numbers.days import written
from projections.read_model.catalogue import Column, Kind, Row, Table, Value
from projections.read_model.dictionary import Described, joins_of
from projections.read_model.dictionary import described as described_by
from projections.render.json.documents import as_document

DESCRIPTION = "datapackage.json"
DICTIONARY = "dictionary.csv"
_TYPES: dict[Kind, str] = {
    "text": "string",
    "whole": "integer",
    "exact": "string",
    "decimal": "number",
    "date": "date",
    "moment": "datetime",
    "bool": "boolean",
}
"""The kinds of value in the words of a tabular data package."""


def write(request: Request) -> Made:
    """One table into a .csv file or to standard output, or several into a folder or a .zip file."""
    rows = rows_for(request)
    if request.output is None or request.suffix == ".csv":
        if len(rows) != 1:
            raise UsageError(
                "several tables are several files: name a folder or a .zip file with -o, or one of --tables"
            )
        text = table_text(*next(iter(rows.items())))
        return Made(text.encode(), rows=counted(rows, [str(request.output)]))
    names = [f"{table.name}.csv" for table in rows]
    files = {name: table_text(table, found).encode() for name, (table, found) in zip(names, rows.items(), strict=True)}
    files[DICTIONARY] = dictionary_text(rows).encode()
    files[DESCRIPTION] = as_document(described(request, rows)).encode()
    return Made(documents=files, rows=counted(rows, names))


def table_text(table: Table, rows: Sequence[Row]) -> str:
    """A table with its column names in the first line."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    kinds = [_CELLS[column.kind] for column in table.columns]
    writer.writerows([_cell(show, value) for show, value in zip(kinds, row, strict=True)] for row in rows)
    return stream.getvalue()


def dictionary_text(tables: Iterable[Table]) -> str:
    """The dictionary of these tables: a line for each column, with its unit, its key, what it joins and its meaning."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(Described._fields)
    for table in tables:
        writer.writerows(map(_plain, described_by(table)))
    return stream.getvalue()


def _plain(one: Described) -> list[str]:
    return [_CELLS["bool"](it) if isinstance(it, bool) else it for it in one]


def described(request: Request, rows: Rows) -> dict[str, Any]:
    """The tables and columns with their meanings, as a tabular data package has them; both clocks and the heads."""
    return {
        "name": "seriesd-tables",
        "profile": "tabular-data-package",
        "created": written(request.made, "seconds"),
        "description": f"As known {request.known}. In text columns a leading apostrophe is not part of the text.",
        "heads": heads_of(request),
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.csv",
                "profile": "tabular-data-resource",
                "description": table.meaning,
                "schema": _schema(table, {one.name for one in rows}),
            }
            for table in rows
        ],
    }


def _schema(table: Table, others: Container[str]) -> dict[str, Any]:
    """The columns, what identifies a row, and which rows of the other tables it names."""
    fields = {
        "fields": [_field(column, key=column.name in table.key) for column in table.columns],
        "primaryKey": list(table.key),
    }
    keys = [
        {
            "fields": ["company", one.column],
            "reference": {"resource": "" if one.other == table.name else one.other, "fields": ["company", one.there]},
        }
        for one in joins_of(table)
        if one.other in others
    ]
    return fields | ({"foreignKeys": keys} if keys else {})


def _field(column: Column, *, key: bool) -> dict[str, Any]:
    # text that is not optional may be empty, and that is what an absent value looks like in a file
    required = column.kind != "text" or (key and not column.blank)
    constraints = {} if column.optional else {"constraints": {"required": required}}
    unit = {"unit": column.unit} if column.unit else {}
    return {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning} | unit | constraints


def _cell(show: Callable[[Any], str], value: Value) -> str:
    return "" if value is None else show(value)


_CELLS: dict[Kind, Callable[[Any], str]] = {
    "text": guarded,
    "whole": str,
    "exact": str,
    "decimal": str,
    "date": date.isoformat,
    "moment": written,
    "bool": lambda value: "true" if value else "false",
}
"""How a value of each kind is written."""

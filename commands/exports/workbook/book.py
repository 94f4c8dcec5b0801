"""The workbook: six sheets for people, then the reporting tables behind them."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from commands.errors import UnableError, UsageError
from commands.exports.request import Made, Request
from commands.exports.rows import Rows, chosen
from commands.exports.workbook.cells import FORMATS, Sheet
from commands.exports.workbook.extract import Company, extract

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_MOST_ROWS = 1_048_576
_TITLE = "Cap table and Conversion Price"


def write(request: Request) -> Made:
    """Write the workbook. Raises `UsageError` without a file to write to, and for more rows than a sheet has.

    Where only some tables are asked for it has no sheets for people.
    """
    if request.suffix != ".xlsx":
        raise UsageError("a workbook is a file: name one that ends in .xlsx with -o")
    import xlsxwriter

    companies = [extract(ledger, request) for ledger in request.ledgers]
    rows: Rows = {table: [row for one in companies for row in one.rows[table]] for table in chosen(request.tables)}
    for table, found in rows.items():
        if len(found) >= _MOST_ROWS:
            raise UnableError(
                f"{table.name} has {len(found):,} rows, more than a worksheet; CSV and Parquet have no limit"
            )
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    book.set_properties({"title": _TITLE, "created": request.made.replace(tzinfo=None)})
    _fill(book, request, rows, companies)
    book.close()
    return Made(stream.getvalue(), rows={str(request.output): sum(map(len, rows.values()))})


def _fill(book: "Workbook", request: Request, rows: Rows, companies: Sequence[Company]) -> None:
    from commands.exports.workbook.people import SHEETS, write_people
    from commands.exports.workbook.tables import FRONT, write_tables

    formats = {name: book.add_format(look) for name, look in FORMATS.items()}
    too_long: dict[str, None] = {}

    def sheets(names: Sequence[str]) -> list[Sheet]:
        return [Sheet(book.add_worksheet(name), formats, too_long) for name in names]

    if not request.tables:
        write_people(sheets(SHEETS), request, companies)
    write_tables(sheets([*FRONT, *(table.name for table in rows)]), request, rows, companies)

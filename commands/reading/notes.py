"""What is said of a file that was read, where not all of it is entries: nothing is left out without a word."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from commands.reading.cells import as_shown
from commands.reading.columns import Column, folded
from commands.reading.delimited import Row
from commands.reading.lines import MOST_TOLD
from ledger.names import near
from ledger.refusals import Flag
from ledger.rules import flags

HEADER_ROW = flags(
    "header_row",
    "",
    "What stands above the row that names the columns of a table is taken for a title and left out.",
    "Look whether it is the right row; else leave out what stands above it.",
)
ROWS_LEFT_OUT = flags(
    "rows_left_out",
    "",
    "Rows of a table that can be no entries, such as notes at its foot and totals, are left out.",
    "If one of them is an entry, give it a type and a date.",
)
SHEET_LEFT_OUT = flags(
    "sheet_left_out",
    "",
    "Sheets of a workbook that are hidden, or have no row that names the columns, are left out.",
    "Show the sheet if it is meant, or give it such a row.",
)
HIDDEN_READ = flags(
    "hidden_read",
    "",
    "Rows and columns that are hidden in a sheet, by a filter also, are read like the others: a table is all of it.",
    "Show them, and look whether they are meant; else delete them.",
)
EMPTY_COLUMN = flags(
    "empty_column",
    "",
    "A column of a table that names no field is left out where no cell of it is filled.",
    "Leave it out, or give it the name of the field that it is meant to be.",
)
COLUMN_MAPPED = flags(
    "column_mapped",
    "",
    "A column was named by hand, now or before, and is read as the field that was said.",
    "Say another with --column, or name the column in the file.",
)
COLUMN_PASSED_OVER = flags(
    "column_passed_over",
    "",
    "A column of a table of claims that is called note or comment is for people: it is passed over.",
    "If it holds a field, name that field, or say which it is with --column.",
)

_MOST_QUOTED = 3


def columns_told(file: str, columns: Iterable[Column], filled: Collection[int], known: Iterable[str]) -> Iterator[Flag]:
    """What is to be said of columns: those named by hand, and those that name no field and are empty."""
    names, hints = list(known), 0
    for column in columns:
        if column.name is None and column.at not in filled:
            hints += 1
            hint = near(folded(column.header).replace(" ", "_"), names) if hints <= MOST_TOLD else ""
            yield Flag(EMPTY_COLUMN, f"{file}: the column {column.header!r} is no field, and empty{hint}", file=file)
        elif column.said:
            how = "as said by hand" if column.said == "by hand" else "as was said by hand before"
            yield Flag(
                COLUMN_MAPPED, f"{file}: the column {column.header!r} is read as {column.name}, {how}", file=file
            )


def hidden_told(file: str, rows: Sequence[int], columns: Iterable[str]) -> Iterator[Flag]:
    """What is to be said of rows that are hidden and read, and of columns by their headers."""
    if rows:
        more = len(rows) - _MOST_QUOTED
        named = [*map(str, rows[:_MOST_QUOTED]), *([f"{more:,} more"] if more > 0 else [])]
        said = f"row {named[0]} is" if len(rows) == 1 else f"rows {', '.join(named[:-1])} and {named[-1]} are"
        read = "is" if len(rows) == 1 else "are"
        yield Flag(HIDDEN_READ, f"{file}: {said} hidden in the sheet and {read} read like the others", file=file)
    for header in columns:
        said = f"{file}: the column {header!r} is hidden in the sheet and is read like the others"
        yield Flag(HIDDEN_READ, said, file=file)


def quoted(rows: Sequence[Row]) -> str:
    """Rows that are left out, the first of them with what they begin with."""
    first = [f"row {row.number}, {as_shown(next(iter(row.cells.values())))!r}" for row in rows[:_MOST_QUOTED]]
    more = len(rows) - len(first)
    said = "; ".join([*first, *([f"and {more} more"] if more > 0 else [])])
    return f"{'no entry and left out' if len(rows) == 1 else 'no entries and left out'}: {said}"

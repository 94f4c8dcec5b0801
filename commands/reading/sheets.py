"""The sheet of a workbook that has the claims, with the values that the file keeps of its formulas."""

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import Any

from commands.reading.lines import Place, UnreadableError

Row = Sequence[Any]


def sheet(path: str, place: Place, names_columns: Callable[[Row], bool]) -> tuple[list[Row], Place]:
    """The rows of the sheet that has the claims, and where they are said to be.

    Hidden sheets are not read. Of several that are shown it is the one with a row that `names_columns`. Raises
    `UnreadableError`.
    """
    try:
        openpyxl: Any = import_module("openpyxl")
    except ImportError:
        raise place.error("reading .xlsx needs openpyxl: pip install 'seriesd[xlsx]', or save it as CSV") from None
    try:
        values, formulas = (openpyxl.load_workbook(path, read_only=True, data_only=kept) for kept in (True, False))
        shown = [one for one in values.worksheets if one.sheet_state == "visible"]
        found = _chosen({one.title: list(one.iter_rows(values_only=True)) for one in shown}, place, names_columns)
        if found is None:
            return [], place
        title, rows = found
        there = Place(f"{place.file}, sheet {title!r}", place.unit) if len(values.worksheets) > 1 else place
        _check_worked_out(rows, formulas[title].iter_rows(values_only=True), there)
    except UnreadableError:
        raise
    except OSError as error:
        raise place.error(f"cannot be read: {error.strerror or error}") from None
    except Exception as error:  # a damaged file fails in the library's parts in many ways
        raise place.error(f"cannot be read as a spreadsheet: {error}") from error
    return rows, there


def _chosen(
    sheets: dict[str, list[Row]], place: Place, names_columns: Callable[[Row], bool]
) -> tuple[str, list[Row]] | None:
    fitting = [title for title, rows in sheets.items() if any(map(names_columns, rows))]
    if len(fitting) > 1:
        named = " and ".join(map(repr, fitting))
        raise place.error(
            f"the claims could be in several sheets, {named}; hide all but one of them, or save it as CSV"
        )
    title = next(iter([*fitting, *sheets]), None)
    return None if title is None else (title, sheets[title])


def _check_worked_out(rows: Sequence[Row], formulas: Iterator[Row], place: Place) -> None:
    """A formula has a value once a spreadsheet program has worked it out and saved the file."""
    for number, (row, written) in enumerate(zip(rows, formulas, strict=False), start=1):
        for value, text in zip(row, written, strict=False):
            if value is None and isinstance(text, str) and text.startswith("="):
                said = (
                    f"the formula {text} has no value in the file; open it in a spreadsheet program and save it there"
                )
                raise place.error(said, number)

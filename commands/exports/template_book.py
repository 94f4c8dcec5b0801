"""XLSX: an empty journal to fill in, a sheet for each family of entries, whose columns check what they hold."""

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from commands.exports.workbook.cells import FORMATS
from commands.journal.blank import columns, families
from commands.journal.described import Field

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_ROWS = 1000
_MOST_LISTED = 255
_LARGEST = 10**15 - 1
_FIRST_DAY, _LAST_DAY = date(1900, 3, 1), date(9999, 12, 31)


def write_template(kinds: Sequence[str]) -> bytes:
    """The workbook."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True})
    formats = {
        "required": book.add_format(FORMATS["header"]),
        "optional": book.add_format(FORMATS["header"] | {"bold": False}),
        "text": book.add_format({"num_format": "@"}),
        "date": book.add_format(FORMATS["date"]),
        "count": book.add_format({"num_format": "#,##0"}),
        "number": book.add_format({}),
    }
    for title, of_family in families(kinds).items():
        _sheet(book, title, of_family, formats)
    book.close()
    return stream.getvalue()


def _sheet(book: "Workbook", title: str, kinds: Sequence[str], formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 2)
    for at, (name, found) in enumerate(columns(kinds).items()):
        required = len(found) == len(kinds) and all(one.required for _, one in found)
        sheet.write_string(0, at, name, formats["required" if required else "optional"])
        sheet.write_comment(0, at, _comment(found), {"x_scale": 2, "y_scale": 1.5})
        sort = _sort(found)
        sheet.set_column(at, at, max(12, len(name) + 2), formats[sort])
        check = _check(name, found, kinds, sort)
        if check:
            sheet.data_validation(1, at, _ROWS, at, check)


def _comment(found: Sequence[tuple[str, Field]]) -> str:
    said: dict[str, list[str]] = {}
    for kind, one in found:
        default = f"; default {one.default}" if one.default else ""
        said.setdefault(f"{one.kind if one.name != 'type' else 'one of the list'}; {one.meaning}{default}", []).append(
            f"{kind}{'' if one.required else ' (optional)'}"
        )
    return "\n".join(f"{', '.join(kinds)}: {meaning}" for meaning, kinds in said.items()).replace("`", "")


def _sort(found: Sequence[tuple[str, Field]]) -> str:
    """How the cells of a column are kept; text where the types differ, since that keeps what is typed."""
    sorts = {_sort_of(one) for _, one in found}
    return sorts.pop() if len(sorts) == 1 else "number" if sorts == {"count", "number"} else "text"


def _sort_of(one: Field) -> str:
    if one.kind.startswith("whole number"):
        return "count"
    if one.kind.startswith("number") and not one.kind.endswith("text"):
        return "number"
    return "date" if one.kind == "date" else "text"


def _check(name: str, found: Sequence[tuple[str, Field]], kinds: Sequence[str], sort: str) -> dict[str, Any] | None:
    """What a column may hold, as the spreadsheet checks it while it is filled in."""
    words = list(dict.fromkeys(word for _, one in found for word in one.choices))
    if name == "type":
        words = list(kinds)
    elif all(one.kind == "true or false" for _, one in found):
        words = ["true", "false"]
    if words and (name == "type" or all(one.choices or one.kind == "true or false" for _, one in found)):
        is_short = len(",".join(words)) <= _MOST_LISTED
        return {"validate": "list", "source": words, "error_message": "Choose one of the list."} if is_short else None
    if sort == "date":
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": _LAST_DAY,
            "error_message": "A date, like 2006-03-01.",
        }
    if sort == "count":
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": _LARGEST,
            "error_message": "A whole number.",
        }
    if sort == "number":
        return {
            "validate": "decimal",
            "criteria": ">=",
            "value": 0,
            "error_type": "warning",
            "error_message": "A number, 0 or more; a fraction like 11/3 as text, with an apostrophe before it.",
        }
    return None

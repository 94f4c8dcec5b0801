"""The twins of a page: the same answer for a program, as tables, and on paper.

Tables are made of the document that a program is given (`commands.exports.document_tables`): a file of commas has that
of the first answer, a workbook those of all and where they come from.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from commands.errors import UnableError
from commands.exports.document_tables import Table, Value, table_of, tables_of
from commands.reading.guarded import guarded
from commands.terminal.answer import page
from commands.web.places import Shown
from projections.render.blocks import Block, Note
from projections.render.documents.report import Colophon
from projections.render.json.documents import as_document
from projections.render.markdown import as_markdown
from projections.render.text import Layout, as_text


class Twin(NamedTuple):
    """A form of an answer: its type, and what makes it."""

    media_type: str
    made: Callable[[Shown], bytes]


def document_of(shown: Shown) -> dict[str, Any]:
    """The document of a page: that of its answer, or those of its answers by the name of the verb."""
    if len(shown.answers) == 1:
        return shown.answers[0].as_document()
    return {one.verb: one.as_document() for one in shown.answers}


def _csv(shown: Shown) -> bytes:
    first = shown.answers[0]
    table = table_of(first.verb, first.as_document())
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(map(_cell, table.columns))
    writer.writerows(map(_cell, row) for row in table.rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Value) -> str | int:
    return guarded(value) if isinstance(value, str) else "" if value is None else value


def _xlsx(shown: Shown) -> bytes:
    try:
        from xlsxwriter import Workbook
    except ModuleNotFoundError as error:
        raise UnableError(
            f"a workbook needs {error.name}, which is not installed: pip install 'seriesd[xlsx]'"
        ) from None
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bottom": 1})
    tables = [one for found in shown.answers for one in tables_of(found.verb, found.as_document())]
    tables.append(_origin(shown))
    for table, name in zip(tables, _sheet_names(tables), strict=True):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for across, column in enumerate(table.columns):
            sheet.write_string(0, across, column, head)
        for down, row in enumerate(table.rows, start=1):
            for across, value in enumerate(row):
                if value is not None:
                    sheet.write_string(down, across, str(value)[:_LONGEST])
        sheet.autofit()
    book.close()
    return stream.getvalue()


def _origin(shown: Shown) -> Table:
    """Where the answers come from: both clocks, and the heads."""
    return Table("origin", ("where it comes from",), [[line] for foot in blocks_of(shown)[1] for line in foot.lines()])


_LONGEST = 32_767
"""The most signs that a cell of a workbook has."""


def _sheet_names(tables: Iterable[Table]) -> list[str]:
    names: list[str] = []
    for table in tables:
        name = "".join(sign for sign in table.name if sign not in "[]:*?/\\'")[:27] or "answer"
        names.append(name if name.lower() not in map(str.lower, names) else f"{name} {len(names)}")
    return names


def _json(shown: Shown) -> bytes:
    return as_document(shown.document() if shown.document else document_of(shown)).encode("utf-8", "backslashreplace")


def blocks_of(shown: Shown) -> tuple[list[Block], list[Colophon]]:
    """All blocks of a page, and where they come from, each ledger's state once."""
    feet = list(dict.fromkeys(foot for one in shown.answers for foot in one.feet))
    return [block for one in shown.answers for block in one.blocks], feet


def _paper(form: str) -> Callable[[Shown], bytes]:
    def made(shown: Shown) -> bytes:
        blocks, feet = blocks_of(shown)
        found = page(form, blocks, feet, Path.cwd())
        return found.encode("utf-8", "backslashreplace") if isinstance(found, str) else found

    return made


def _text(shown: Shown) -> bytes:
    blocks, feet = blocks_of(shown)
    foot = [line for one in feet for line in ("", *one.lines())]
    return "\n".join([as_text(blocks, Layout(width=None, charts=True)).rstrip("\n"), *foot, ""]).encode()


def _markdown(shown: Shown) -> bytes:
    blocks, feet = blocks_of(shown)
    origin = [Note(line) for foot in feet for line in foot.lines()]
    return as_markdown([*blocks, *origin], Path.cwd()).encode("utf-8", "backslashreplace")


FORMS: Mapping[str, Twin] = {
    "json": Twin("application/json", _json),
    "csv": Twin("text/csv; charset=utf-8; header=present", _csv),
    "xlsx": Twin("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "pdf": Twin("application/pdf", _paper("pdf")),
    "docx": Twin("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _paper("docx")),
    "md": Twin("text/markdown; charset=utf-8", _markdown),
    "txt": Twin("text/plain; charset=utf-8", _text),
    "html": Twin("text/html; charset=utf-8", _paper("html")),
}
"""The forms by the suffix of an address; the last is the page as a file that needs nothing else."""

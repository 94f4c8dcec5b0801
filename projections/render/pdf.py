"""A report as a PDF, set by Typst: tagged for readers that speak, and the same bytes for the same log.

The words of the report reach the typesetter as data, never as markup. Its own fonts are used first, and the PDF then
declares the accessible standard PDF/UA-1; for a name in a script that they lack the fonts of the machine are used, and
where no font has it at all the standard is not claimed.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from projections.render.blocks import Block, Curves, Drawing, Grid, Shaded, Struck, flush_right
from projections.render.documents.report import Report, set_for_pages
from projections.render.html import drawn

_ACCESSIBLE = "ua-1"
_WIDE = 28
"""A column with a cell of more characters takes the space that the others leave."""


_LONG = 800
"""A row with a cell of more characters may go on on the next page; any other stands on one."""


def as_pdf(report: Report) -> bytes:
    """The document."""
    import typst

    given = {"report": set_for_pages(json.dumps(_data(report), ensure_ascii=False))}
    stamp = report.moment.replace(microsecond=0)
    try:
        return _set(given, stamp=stamp, standard=_ACCESSIBLE, own_fonts=True)
    except typst.TypstError:
        pass
    try:
        return _set(given, stamp=stamp, standard=_ACCESSIBLE, own_fonts=False)
    except typst.TypstError:
        return _set(given, stamp=stamp, standard=None, own_fonts=False)


def _set(given: dict[str, str], *, stamp: Any, standard: Any, own_fonts: bool) -> bytes:
    import typst

    standards = [] if standard is None else [standard]
    made = typst.compile(
        _template(),
        format="pdf",
        sys_inputs=given,
        pdf_standards=standards,
        timestamp=stamp,
        ignore_system_fonts=own_fonts,
    )
    assert isinstance(made, bytes)  # noqa: S101  one document
    return made


@cache
def _template() -> bytes:
    return files("projections.render").joinpath("templates", "report.typ").read_bytes()


def _data(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "company": report.company,
        "foot": report.foot,
        "blocks": [_block(block) | {"kind": type(block).__name__} for block in report.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    """A block as the template knows it: its fields by name, and what only a drawing or a table needs."""
    plain = block._asdict()
    match block:
        case Grid():
            return plain | _grid(block)
        case Drawing() | Curves():
            return {"title": block.title, "describes": block.describes, "svg": drawn(block)}
        case _:
            return plain


def _grid(grid: Grid) -> dict[str, Any]:
    numeric = flush_right(grid)
    # setting each cell by itself would cost long tables three times as much
    plain = not grid.strong and not any(isinstance(cell, Shaded | Struck) for row in grid.rows for cell in row)
    columns = zip(*filter(None, [grid.columns, *grid.rows]), strict=True)
    wide = [number for number, cells in enumerate(columns) if max(map(len, cells)) > _WIDE]
    # without such a column the last one with words takes the rest, so that all tables are as wide as the page
    words = [number for number, one in enumerate(numeric) if not one]
    return {
        "numeric": numeric,
        "wide": wide or words[-1:],
        "rows": grid.rows if plain else [[_cell(cell) for cell in row] for row in grid.rows],
        "plain": plain,
        "strong": list(grid.strong),
        "long": any(len(cell) > _LONG for row in grid.rows for cell in row),
        "right": list(grid.right),
    }


def _cell(cell: str) -> dict[str, Any]:
    """A cell as the template knows it: its words, and how they are shown."""
    shade = {"colour": cell.colour, "ink": cell.ink} if isinstance(cell, Shaded) else {}
    return {"text": str(cell), "struck": isinstance(cell, Struck)} | shade

"""A report as a PDF, set by Typst: tagged for readers that speak, and the same bytes for the same log.

The words of the report reach the typesetter as data, never as markup. Its own fonts are used first, and the PDF then
declares the accessible standard PDF/UA-1; for a name in a script that they lack the fonts of the machine are used, and
where no font has it at all the standard is not claimed.
"""

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from projections.render.blocks import Block, Curves, Drawing, Facts, Grid, HeatMap, Items, Note, flush_right
from projections.render.charts.drawing import caption_of
from projections.render.documents.report import Report, set_for_pages
from projections.render.html import drawn
from projections.render.marks.marked import Shaded, Struck, tone_of
from projections.render.paper import PAGE, fit, stays_together

_ACCESSIBLE = "ua-1"


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
    following = [*report.blocks[1:], None]
    return {
        "title": report.title,
        "company": report.company,
        "foot": report.foot,
        "blocks": [
            _block(block) | {"kind": type(block).__name__, "leads": _leads(block, after)}
            for block, after in zip(report.blocks, following, strict=True)
        ],
    }


def _leads(block: Block, after: Block | None) -> bool:
    """Whether a sentence stays on the page of what follows: before a table, and among notes, which are few."""
    return isinstance(after, _LED_TO) or (isinstance(block, Note) and isinstance(after, Note))


_LED_TO = (Grid, Facts, Items, Drawing, Curves, HeatMap)


def _block(block: Block) -> dict[str, Any]:
    """A block as the template knows it: its fields by name, and what only a drawing or a table needs."""
    plain = block._asdict()
    match block:
        case Grid():
            return plain | _grid(block)
        case Facts():
            return plain | {"together": stays_together(block.pairs)}
        case Drawing() | Curves() | HeatMap():
            image = drawn(block)
            shown = {"title": block.title, "describes": block.describes, "svg": image}
            return shown | {"caption": caption_of(block), "width": _width_of(image)}
        case _:
            return plain


def _width_of(image: str) -> int:
    """How wide a drawing is set, in points: as the page, or less where it is small or would be too high."""
    found = _VIEW.search(image)
    assert found is not None  # noqa: S101  each of our drawings says how large it is
    width, height = map(int, found.groups())
    return min(PAGE, width * PAGE // _FULL, width * _HIGHEST // height)


_VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_FULL, _HIGHEST = 640, 520


def _is_spanned(grid: Grid) -> bool:
    """Whether the first three rows of a table stay together, and the last three: they must never be a page long."""
    ends = [*grid.rows[:3], *grid.rows[-3:]]
    return len(grid.rows) > len(ends) and max((len(cell) for row in ends for cell in row), default=0) <= _SHORT


_SHORT = 200


def _grid(grid: Grid) -> dict[str, Any]:
    # setting each cell by itself would cost long tables three times as much
    plain = not grid.strong and not any(_is_set(cell) for row in grid.rows for cell in row)
    found = fit(grid)
    return {
        "numeric": flush_right(grid),
        "size": found.size,
        "gutter": found.gutter,
        "shares": found.shares,
        "head": found.head,
        "together": stays_together(grid.rows),
        "spanned": _is_spanned(grid),
        "rows": grid.rows if plain and found.size else [[_cell(cell) for cell in row] for row in grid.rows],
        "plain": plain,
        "strong": list(grid.strong),
        "long": any(len(cell) > _LONG for row in grid.rows for cell in row),
        "right": list(grid.right),
    }


def _is_set(cell: str) -> bool:
    """Whether a cell is shown in a way of its own."""
    return isinstance(cell, Shaded | Struck) or tone_of(cell) == "wrong"


def _cell(cell: str) -> dict[str, Any]:
    """A cell as the template knows it: its words, and how they are shown; what is wrong has weight, not colour."""
    shade = {"colour": cell.colour, "ink": cell.ink} if isinstance(cell, Shaded) else {}
    return {"text": str(cell), "struck": isinstance(cell, Struck), "heavy": tone_of(cell) == "wrong"} | shade

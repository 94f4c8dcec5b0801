"""A report as one web page that needs nothing else: no script, no other file; for screens light or dark, and for paper.

Whatever a name holds is text: the template escapes every value (`autoescape`).
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from projections.render.blocks import Block, Contents, Curves, Drawing, Heading, HeatMap, Shaded, Struck, flush_right
from projections.render.charts.curves import svg as svg_of_curves
from projections.render.charts.drawing import caption_of, svg
from projections.render.charts.heat_map import svg as svg_of_heat_map
from projections.render.documents.report import Report, set_for_pages

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(report: Report) -> str:
    """The page."""
    return _template().render(
        report=report,
        contents=_contents(report),
        kind=_kind,
        right=flush_right,
        drawn=drawn,
        caption=caption_of,
        style=_style,
        struck=_struck,
    )


def _contents(report: Report) -> dict[int, str]:
    """The headings after the list of contents, by the places of their blocks; none where there is no such list."""
    listed, found = False, {}
    for place, block in enumerate(report.blocks):
        listed = listed or isinstance(block, Contents)
        if listed and isinstance(block, Heading) and block.level == _LISTED:
            found[place] = block.text
    return found


_LISTED = 2


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("projections.render")
    made = Environment(
        loader=loader,
        autoescape=True,
        finalize=_without_overrides,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["css"] = files("projections.render").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return made.get_template("report.html")


def _without_overrides(value: object) -> object:
    # what is markup already, a drawing, stays so
    return type(value)(set_for_pages(value)) if isinstance(value, str) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _struck(cell: str) -> bool:
    return isinstance(cell, Struck)


def _style(cell: str) -> str:
    return f"background: {cell.colour}; color: {cell.ink}" if isinstance(cell, Shaded) else ""


def drawn(chart: Drawing | Curves | HeatMap) -> str:
    """A drawing as SVG."""
    if isinstance(chart, HeatMap):
        return svg_of_heat_map(chart)
    return svg(chart) if isinstance(chart, Drawing) else svg_of_curves(chart)

"""A report as one web page that needs nothing else: no script, no other file; for screens light or dark, and for paper.

Whatever a name holds is text: the template escapes every value (`autoescape`).
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from projections.render.blocks import Block, Grid
from projections.render.charts.drawing import Drawing, svg
from projections.render.documents.report import OVERRIDES, Report, is_numeric

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(report: Report) -> str:
    """The page."""
    return _template().render(report=report, kind=_kind, numeric=_numeric, drawn=_drawn)


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
    made.globals["style"] = files("projections.render").joinpath("templates", "report.css").read_text(encoding="utf-8")
    return made.get_template("report.html")


def _without_overrides(value: object) -> object:
    return value.translate(OVERRIDES) if isinstance(value, str) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _numeric(grid: Grid) -> list[bool]:
    return [is_numeric(cells) for cells in zip(*grid.rows, strict=True)] if grid.rows else [False] * len(grid.columns)


def _drawn(drawing: Drawing) -> str:
    return svg(drawing)

"""A report as one web page that needs nothing else: no script, no other file; for screens light or dark, and for paper.

Whatever a name holds is text: the template escapes every value (`autoescape`).
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from projections.render.blocks import Block, Curves, Drawing, Shaded, Struck, flush_right, tone_of
from projections.render.charts.curves import svg as svg_of_curves
from projections.render.charts.drawing import svg
from projections.render.documents.report import OVERRIDES, Report

if TYPE_CHECKING:
    from jinja2 import Template


def as_html(report: Report) -> str:
    """The page."""
    ways = {"kind": _kind, "right": flush_right, "drawn": drawn, "style": _style, "struck": _struck, "tone": _tone}
    return _template().render(report=report, **ways)


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
    return value.translate(OVERRIDES) if isinstance(value, str) else value


def _kind(block: Block) -> str:
    return type(block).__name__


def _struck(cell: str) -> bool:
    return isinstance(cell, Struck)


def _tone(text: str, *others: str) -> str:
    """The classes of an element, that of the tone of its words among them, as an attribute; none where it has none."""
    names = [name for name in (*others, tone_of(text)) if name]
    return f' class="{" ".join(names)}"' if names else ""


def _style(cell: str) -> str:
    return f"background: {cell.colour}; color: {cell.ink}" if isinstance(cell, Shaded) else ""


def drawn(chart: Drawing | Curves) -> str:
    """A drawing as SVG."""
    return svg(chart) if isinstance(chart, Drawing) else svg_of_curves(chart)

"""A heat map of a grid of two axes: a colour for each scenario, from the lowest figure to the highest.

The colours are those of viridis, which rise evenly in lightness and are told apart by people who do not see all
colours; every cell says its figure, so that no one depends on the colour. A scenario that is refused has none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any

from projections.figures import Figure
from projections.sweep import Row, Sweep
from projections.sweep_parts import Value

_COLOURS = ("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725")
_LIGHT_FROM = 5
"""From this colour on, black is read on it better than white."""

_PLACES = 6
_CELL_WIDTH, _CELL_HEIGHT, _MARGIN, _LETTER = 92, 30, 14, 7
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Cells in rows, the first axis down and the second across; `figure` is what is shown."""

    title: str
    down: str
    across: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence[Figure | None]]


def heat_map(answer: Sweep, figure: str = "after_close") -> HeatMap | None:
    """The heat map of a sweep of two axes; none where there are more or fewer."""
    axes = [axis for axis in answer.axes if len(axis.values) > 1]
    if len(axes) != 2:  # noqa: PLR2004  down and across
        return None
    down, across = axes
    width = len(across.values)
    figures = [row.figures[figure] for row in answer.rows]
    cells = [figures[start : start + width] for start in range(0, len(figures), width)]
    title = f"{figure.replace('_', ' ')} on {answer.on}"
    return HeatMap(title, down.name, across.name, _labels(down.values), _labels(across.values), cells)


def _labels(values: Sequence[Value]) -> list[str]:
    return [label(value) for value in values]


def label(value: Value) -> str:
    """A value of an axis as a person reads it."""
    if isinstance(value, str):
        return value
    whole, point, rest = Figure.of(value).short().partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdecimal() else f"{whole}{point}{rest}"


def said(figure: Figure | None) -> str:
    """What a cell says."""
    return _REFUSED if figure is None else figure.short(_PLACES)


def table(found: HeatMap) -> Any:
    """The heat map for a terminal, a table of rich."""
    from rich.table import Table
    from rich.text import Text

    made = Table(title=found.title, title_justify="left", box=None, header_style="bold", pad_edge=False, padding=(0, 0))
    made.add_column(f"{found.down} \\ {found.across}  ", justify="right")
    for name in found.columns:
        made.add_column(f" {name} ", justify="right")
    for name, cells in zip(found.rows, found.cells, strict=True):
        colours = [_colour(found, cell) for cell in cells]
        shown = [Text(f" {said(cell)} ", style=_style(colour)) for cell, colour in zip(cells, colours, strict=True)]
        made.add_row(f"{name}  ", *shown)
    return made


def svg(found: HeatMap) -> str:
    """The heat map as SVG; what is written in it is escaped."""
    left = _MARGIN + _LETTER * max(map(len, [*found.rows, found.down])) + 8
    top = _MARGIN + 3 * 18
    width, height = left + len(found.columns) * _CELL_WIDTH + _MARGIN, top + len(found.rows) * _CELL_HEIGHT + _MARGIN
    body = [
        _text(_MARGIN, _MARGIN + 10, found.title, "start", bold=True),
        _text(left, _MARGIN + 28, found.across, "start"),
        _text(left - 8, _MARGIN + 46, found.down, "end"),
    ]
    for number, name in enumerate(found.columns):
        body.append(_text(left + number * _CELL_WIDTH + _CELL_WIDTH // 2, _MARGIN + 46, name, "middle"))
    for number, (name, cells) in enumerate(zip(found.rows, found.cells, strict=True)):
        y = top + number * _CELL_HEIGHT
        body.append(_text(left - 8, y + 20, name, "end"))
        body += [_cell(found, cell, left + place * _CELL_WIDTH, y) for place, cell in enumerate(cells)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{escape(found.title)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>'
    )


def page(found: HeatMap) -> str:
    """The heat map as a web page of its own."""
    title = escape(found.title)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body>{svg(found)}</body></html>"
    )


def _cell(found: HeatMap, figure: Figure | None, x: int, y: int) -> str:
    colour = _colour(found, figure)
    fill = "#fff" if colour is None else f"#{_COLOURS[colour]}"
    ink = "#fff" if colour is not None and colour < _LIGHT_FROM else "#000"
    box = f'<rect x="{x}" y="{y}" width="{_CELL_WIDTH}" height="{_CELL_HEIGHT}" fill="{fill}" stroke="#fff"/>'
    return box + _text(x + _CELL_WIDTH // 2, y + 20, said(figure), "middle", ink=ink)


def _text(x: int, y: int, words: str, anchor: str, *, ink: str = "#000", bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{ink}"{weight}>{escape(words)}</text>'


def _style(colour: int | None) -> str:
    if colour is None:
        return "dim"
    return f"{'white' if colour < _LIGHT_FROM else 'black'} on #{_COLOURS[colour]}"


def _colour(found: HeatMap, figure: Figure | None) -> int | None:
    """The place of a figure between the lowest and the highest, among the colours."""
    if figure is None:
        return None
    shown = [_shown(cell) for cells in found.cells for cell in cells if cell is not None]
    low, high = min(shown), max(shown)
    return 0 if low == high else int((_shown(figure) - low) * (len(_COLOURS) - 1) / (high - low))


def _shown(figure: Figure) -> Fraction:
    # colours are told apart by the digits that a person sees; the exact number may have thousands
    return Fraction(figure.decimal())

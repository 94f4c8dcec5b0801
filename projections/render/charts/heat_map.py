"""A heat map of a grid of two axes: a colour for each scenario, from the lowest figure to the highest.

The colours are those of viridis, which rise evenly in lightness and are told apart by people who do not see all
colours; every cell says its figure, so that no one depends on the colour. A scenario that is refused has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import NamedTuple

from ledger.numbers.figure import Figure
from projections.compare.sweep import Sweep
from projections.compare.sweep_grid import Value

_COLOURS = ("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725")
_LIGHT_FROM = 5
"""From this colour on, black is read on it better than white."""

_PLACES = 6
_CELL_WIDTH, _CELL_HEIGHT, _MARGIN, _LETTER = 92, 30, 14, 7
_REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Cells in rows, the first axis down and the second across, each with the place of its figure among the colours."""

    title: str
    down: str
    across: str
    rows: Sequence[str]
    columns: Sequence[str]
    cells: Sequence[Sequence["Cell"]]


class Cell(NamedTuple):
    """What a cell says, and its colour; none where the scenario is refused."""

    says: str
    colour: int | None


def heat_map(answer: Sweep) -> HeatMap | None:
    """The prices after the close, of a sweep of two axes; none where there are more or fewer."""
    axes = [axis for axis in answer.axes if len(axis.values) > 1]
    if len(axes) != 2:  # noqa: PLR2004  down and across
        return None
    down, across = axes
    width = len(across.values)
    all_cells = _cells([row.after_close for row in answer.rows])
    cells = [all_cells[start : start + width] for start in range(0, len(all_cells), width)]
    title = f"Conversion Price after the close of {answer.on}"
    return HeatMap(title, down.name, across.name, [*map(label, down.values)], [*map(label, across.values)], cells)


def _cells(figures: Sequence[Figure | None]) -> list[Cell]:
    # colours are told apart by the digits that a person sees; the exact number may have thousands
    shown = [None if figure is None else figure.rounded() for figure in figures]
    known = [number for number in shown if number is not None]
    low = min(known, default=Fraction(0))
    step = (max(known, default=low) - low) / (len(_COLOURS) - 1) or Fraction(1)
    colours = [None if number is None else int((number - low) / step) for number in shown]
    return [Cell(said(figure), colour) for figure, colour in zip(figures, colours, strict=True)]


def label(value: Value) -> str:
    """A value of an axis as a person reads it."""
    if isinstance(value, str):
        return value
    return Figure.of(value).short(threes=True)


def said(figure: Figure | None) -> str:
    """What a cell says."""
    return _REFUSED if figure is None else figure.short(_PLACES)


def svg(found: HeatMap) -> str:
    """The heat map as SVG; what is written in it is escaped."""
    left = _MARGIN + _LETTER * max(map(len, [*found.rows, found.down])) + 8
    top = _MARGIN + 3 * 18
    width, height = left + len(found.columns) * _CELL_WIDTH + _MARGIN, top + len(found.rows) * _CELL_HEIGHT + _MARGIN
    body = [
        _text(_MARGIN, _MARGIN + 10, found.title, 'font-weight="bold"'),
        _text(left, _MARGIN + 28, found.across, ""),
        _text(left - 8, _MARGIN + 46, found.down, 'text-anchor="end"'),
    ]
    for number, name in enumerate(found.columns):
        body.append(_text(left + number * _CELL_WIDTH + _CELL_WIDTH // 2, _MARGIN + 46, name, 'text-anchor="middle"'))
    for number, (name, cells) in enumerate(zip(found.rows, found.cells, strict=True)):
        y = top + number * _CELL_HEIGHT
        body.append(_text(left - 8, y + 20, name, 'text-anchor="end"'))
        body += [_cell(cell, left + place * _CELL_WIDTH, y) for place, cell in enumerate(cells)]
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


def _cell(cell: Cell, x: int, y: int) -> str:
    fill = "#fff" if cell.colour is None else f"#{_COLOURS[cell.colour]}"
    ink = "#fff" if cell.colour is not None and cell.colour < _LIGHT_FROM else "#000"
    box = f'<rect x="{x}" y="{y}" width="{_CELL_WIDTH}" height="{_CELL_HEIGHT}" fill="{fill}" stroke="#fff"/>'
    return box + _text(x + _CELL_WIDTH // 2, y + 20, cell.says, f'text-anchor="middle" fill="{ink}"')


def _text(x: int, y: int, words: str, how: str) -> str:
    return f'<text x="{x}" y="{y}" {how}>{escape(words)}</text>'


def colours_of(colour: int) -> tuple[str, str]:
    """A colour, and the one that is read on it."""
    return f"#{_COLOURS[colour]}", "#ffffff" if colour < _LIGHT_FROM else "#000000"

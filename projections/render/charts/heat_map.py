"""A heat map of a grid of two axes: a colour for each scenario, from the lowest figure to the highest.

The colours are those of viridis, which rise evenly in lightness and are told apart by people who do not see all
colours; every cell says its figure, so that no one depends on the colour. A scenario that is refused has none. The
case as it is has a frame where the map has it, and stands on the scale below. In a map of very many cells the figures
are left to whoever points at one, and only as many names stand beside it as can be read.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape

from ledger.numbers.figure import Figure
from projections.compare.sweep import Sweep
from projections.compare.sweep_grid import Axis, Value
from projections.render.blocks import Cell, Grid, HeatMap
from projections.render.marks.marked import Shaded

_COLOURS = ("440154", "482878", "3e4989", "31688e", "26828e", "1f9e89", "35b779", "6ece58", "b5de2b", "fde725")
_LIGHT_FROM = 5
"""From this colour on, black is read on it better than white."""

COLOURS = len(_COLOURS)
"""How many colours there are, from the lowest figure to the highest."""

MARK = "*"
"""Behind the figure of the case as it is."""
_PLACES = 6
_CELL_HEIGHT, _MARGIN, _LETTER, _LINE = 30, 14, 7, 18
_MOST_COLUMNS, _MOST_ROWS = 16, 40
_THIN_WIDTH, _THIN_HEIGHT = 16, 12
"""A map of more columns or rows has cells of this size, without figures in them."""
_LEGEND_WIDTH, _LEGEND_HEIGHT = 300, 12
_REFUSED = "refused"
_UNITS = {
    "shares": "of Common",
    "price": "money per share",
    "cash": "money",
    "property": "money",
    "to": "money per share",
}


def heat_map(answer: Sweep) -> HeatMap | None:
    """The prices after the close, of a sweep of two axes; none where there are more or fewer."""
    axes = [axis for axis in answer.axes if len(axis.values) > 1]
    if len(axes) != 2:  # noqa: PLR2004  down and across
        return None
    down, across = axes
    shown = [None if row.after_close is None else row.after_close.rounded() for row in answer.rows]
    known = [number for number in shown if number is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    all_cells = _cells([row.after_close for row in answer.rows], shown, low, high)
    width = len(across.values)
    cells = [all_cells[start : start + width] for start in range(0, len(all_cells), width)]
    title = f"Conversion Price after the close of {answer.on}"
    rows, columns = [*map(label, down.values)], [*map(label, across.values)]
    base_cell = _base_cell(answer.axes, down, across)
    scale = [said(Figure.of(one)) for one in (low, (low + high) / 2, high)]
    describes = f"{title}, from {scale[0]} to {scale[2]}, by {down.name} and {across.name}."
    at = answer.actual.after_close
    return HeatMap(
        title,
        describes,
        down.name,
        across.name,
        rows,
        columns,
        cells,
        scale,
        said(at),
        None if at is None else _up(at.rounded(), low, high),
        base_cell,
        _table(f"{down.name} \\ {across.name}", rows, columns, cells, base_cell),
    )


def _cells(
    figures: Sequence[Figure | None], shown: Sequence[Fraction | None], low: Fraction, high: Fraction
) -> list[Cell]:
    # colours are told apart by the digits that a person sees; the exact number may have thousands
    step = (high - low) / (len(_COLOURS) - 1) or Fraction(1)
    colours = [None if number is None else int((number - low) / step) for number in shown]
    return [Cell(said(figure), colour) for figure, colour in zip(figures, colours, strict=True)]


def _up(at: Fraction, low: Fraction, high: Fraction) -> int | None:
    """How far up the scale a figure lies, in hundredths; None where it lies beyond it."""
    if not low <= at <= high:
        return None
    return int((at - low) / (high - low) * 100) if high > low else 0


def _base_cell(axes: Sequence[Axis], down: Axis, across: Axis) -> tuple[int, int] | None:
    """The cell whose scenario is what the record says already, where there is one."""
    if any(axis.recorded is None or axis.recorded not in axis.values for axis in axes):
        return None
    row, column = (axis.values.index(axis.recorded) for axis in (down, across) if axis.recorded is not None)
    return row, column


def _table(
    corner: str,
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    base: tuple[int, int] | None,
) -> Grid:
    """The same as a table of shaded cells."""
    shown = [
        (name, *(_shaded(cell, marked=base == (row, column)) for column, cell in enumerate(some)))
        for row, (name, some) in enumerate(zip(rows, cells, strict=True))
    ]
    return Grid((corner, *columns), shown, right=range(len(columns) + 1))


def _shaded(cell: Cell, *, marked: bool) -> str:
    says = f"{cell.says} {MARK}" if marked else cell.says
    return says if cell.colour is None else Shaded.of(says, *colours_of(cell.colour))


def label(value: Value) -> str:
    """A value of an axis as a person reads it."""
    if isinstance(value, str):
        return value
    return Figure.of(value).short(threes=True)


def said(figure: Figure | None) -> str:
    """What a cell says."""
    return _REFUSED if figure is None else figure.short(_PLACES)


def as_it_is(found: HeatMap) -> str:
    """The figure of the case as it is, in words."""
    return f"as it is: {found.base}"


def titled(axis: str) -> str:
    """The title of an axis, with what its values are where that is known."""
    unit = _UNITS.get(axis.replace(".", " ").replace("_", " ").rpartition(" ")[2])
    return f"{axis} ({unit})" if unit else axis


# -- drawn ------------------------------------------------------------------------------------------------------------


def svg(found: HeatMap, foot: Sequence[str] = ()) -> str:
    """The heat map as SVG, and where it comes from below it; what is written in it is escaped."""
    thin = len(found.columns) > _MOST_COLUMNS or len(found.rows) > _MOST_ROWS
    wide, high = (_THIN_WIDTH, _THIN_HEIGHT) if thin else (_cell_width(found), _CELL_HEIGHT)
    left = _MARGIN + _LETTER * max(map(len, found.rows)) + 12
    top = _MARGIN + 4 * _LINE
    bottom = top + len(found.rows) * high
    width = max(left + len(found.columns) * wide, left + _LEGEND_WIDTH + 60, *_widths(found, foot)) + _MARGIN
    height = bottom + 5 * _LINE + _LINE * len(foot) + _MARGIN
    body = [
        _text(_MARGIN, _MARGIN + 10, found.title, 'font-weight="bold"'),
        _text(left, _MARGIN + 2 * _LINE, f"across: {titled(found.across)}", ""),
        _text(_MARGIN, _MARGIN + 3 * _LINE - 4, f"down: {titled(found.down)}", ""),
        *_across(found.columns, left, top - 6, wide),
        *_down(found.rows, left - 8, top, high),
        *_drawn_cells(found, (left, top), (wide, high), thin=thin),
        *_legend(found, left, bottom + 2 * _LINE),
        *(_text(_MARGIN, bottom + (6 + line) * _LINE, says, 'fill="#555"') for line, says in enumerate(foot)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" font-family="sans-serif" font-size="12"><title>{escape(found.title)}</title>'
        f"<desc>{escape(found.describes)}</desc>"
        f'<rect width="100%" height="100%" fill="#fff"/>{"".join(body)}</svg>'
    )


def _cell_width(found: HeatMap) -> int:
    longest = max(len(cell.says) for row in found.cells for cell in row)
    return _LETTER * max(longest, *map(len, found.columns)) + 16


def _widths(found: HeatMap, foot: Sequence[str]) -> Iterator[int]:
    """How wide the lines of words are."""
    for line in (found.title, f"across: {titled(found.across)}", f"down: {titled(found.down)}", *foot):
        yield _MARGIN + _LETTER * len(line)


def _across(names: Sequence[str], left: int, y: int, wide: int) -> Iterator[str]:
    """The names of the columns, each so many left out that those which stand have room."""
    every = 1 + (_LETTER * max(map(len, names)) + 6) // wide if wide == _THIN_WIDTH else 1
    for number, name in enumerate(names):
        if number % every == 0:
            yield _text(left + number * wide + wide // 2, y, name, 'text-anchor="middle"')


def _down(names: Sequence[str], right: int, top: int, high: int) -> Iterator[str]:
    every = 1 + 14 // high if high == _THIN_HEIGHT else 1
    for number, name in enumerate(names):
        if number % every == 0:
            yield _text(right, top + number * high + high // 2 + 4, name, 'text-anchor="end"')


def _drawn_cells(found: HeatMap, at: tuple[int, int], size: tuple[int, int], *, thin: bool) -> Iterator[str]:
    wide, high = size
    for row, cells in enumerate(found.cells):
        for column, cell in enumerate(cells):
            names = f"{found.down} {found.rows[row]}, {found.across} {found.columns[column]}: {cell.says}"
            yield _cell(cell, (at[0] + column * wide, at[1] + row * high), size, names, thin=thin)
    if found.base_cell is not None:
        row, column = found.base_cell
        x, y = at[0] + column * wide, at[1] + row * high
        frame = f'x="{x + 1}" y="{y + 1}" width="{wide - 2}" height="{high - 2}"'
        yield f'<rect class="base" {frame} fill="none" stroke="#d62728" stroke-width="3"/>'


def _cell(cell: Cell, at: tuple[int, int], size: tuple[int, int], names: str, *, thin: bool) -> str:
    (x, y), (wide, high) = at, size
    fill, ink = ("#fff", "#000") if cell.colour is None else colours_of(cell.colour)
    line = "none" if thin else "#fff"
    box = (
        f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}" stroke="{line}">'
        f"<title>{escape(names)}</title></rect>"
    )
    if thin:
        return box
    return box + _text(x + wide // 2, y + high // 2 + 5, cell.says, f'text-anchor="middle" fill="{ink}"')


def _legend(found: HeatMap, left: int, y: int) -> Iterator[str]:
    """The scale of the colours with the lowest, the middle and the highest figure, and the case as it is on it."""
    each = _LEGEND_WIDTH // len(_COLOURS)
    for number, colour in enumerate(_COLOURS):
        place = f'x="{left + number * each}" y="{y}" width="{each}" height="{_LEGEND_HEIGHT}"'
        yield f'<rect class="scale" {place} fill="#{colour}" fill-opacity=".999"/>'
    for number, (says, anchor) in enumerate(zip(found.scale, ("start", "middle", "end"), strict=True)):
        x = left + number * _LEGEND_WIDTH // 2
        yield _text(x, y + _LEGEND_HEIGHT + 14, says, f'text-anchor="{anchor}"')
    if found.base_at is not None:
        x = left + found.base_at * _LEGEND_WIDTH // 100
        yield f'<path class="base" d="M{x} {y + _LEGEND_HEIGHT}V{y - 5}" stroke="#d62728" stroke-width="3"/>'
    framed = ", framed above" if found.base_cell is not None else ""
    yield _text(left, y + _LEGEND_HEIGHT + 14 + _LINE, f"{as_it_is(found)}{framed}", 'fill="#b01c1d"')


def _text(x: int, y: int, words: str, how: str) -> str:
    return f'<text x="{x}" y="{y}" {how}>{escape(words)}</text>'


def colours_of(colour: int) -> tuple[str, str]:
    """A colour, and the one that is read on it."""
    return f"#{_COLOURS[colour]}", "#ffffff" if colour < _LIGHT_FROM else "#000000"


PALETTE = tuple(colours_of(number) for number in range(len(_COLOURS)))
"""The colours from the lowest to the highest, each with the one that is read on it."""

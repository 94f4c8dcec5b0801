"""A table as lines of text of a width: as it comes, with its long cells wrapped, or as a record for each row."""

from collections.abc import Collection, Iterator, Sequence

from projections.render.blocks import Grid
from projections.render.words import Style, length, wrapped

_GAP = 2
_SHORT, _SQUEEZED = 24, 16
"""A column of cells longer than the first is not made narrower than the second before its rows become records."""


def table(grid: Grid, width: int | None, margin: str, style: Style) -> Iterator[str]:
    """The lines of a table."""
    head = [list(grid.columns)] if grid.columns else []
    cells = [[style.plain(cell) for cell in row] for row in [*head, *grid.rows]]
    if not cells:
        return
    widths = _widths(list(zip(*cells, strict=True)), None if width is None else width - len(margin))
    if widths is None:
        yield from _records(grid, width or 0, margin, style)
        return
    for number, row in enumerate([*head, *grid.rows], start=-len(head)):
        lines = (f"{margin}{line}".rstrip() for line in _row(row, widths, grid.right, style))
        yield from map(style.strong, lines) if number < 0 or number in grid.strong else lines


def _widths(columns: Sequence[Sequence[str]], room: int | None) -> list[int] | None:
    """How wide the columns are in so much room; None where their longest words have none."""
    natural = [max(_longest_line(cell) for cell in cells) for cells in columns]
    gaps = _GAP * (len(columns) - 1)
    if room is None or sum(natural) + gaps <= room:
        return natural
    words = [max(map(_longest_word, cells)) for cells in columns]
    widths = [max(_SQUEEZED, word) if whole > _SHORT else word for whole, word in zip(natural, words, strict=True)]
    spare = room - gaps - sum(widths)
    if spare < 0:
        return None
    by_need = sorted(range(len(widths)), key=lambda place: natural[place] - widths[place])
    for left, place in zip(range(len(widths), 0, -1), by_need, strict=True):
        more = min(natural[place] - widths[place], spare // left)
        widths[place] += more
        spare -= more
    return widths


def _longest_line(cell: str) -> int:
    return max(map(length, cell.split("\n")))


def _longest_word(cell: str) -> int:
    return max(map(length, cell.split()), default=0)


def _row(row: Sequence[str], widths: Sequence[int], right: Collection[int], style: Style) -> Iterator[str]:
    parts = [wrapped(style.plain(cell), width) or [""] for cell, width in zip(row, widths, strict=True)]
    for number in range(max(map(len, parts))):
        line = []
        for place, (cell, lines, width) in enumerate(zip(row, parts, widths, strict=True)):
            text = lines[number] if number < len(lines) else ""
            space = " " * (width - length(text))
            shown = style.cell(text, cell)
            line.append(f"{space}{shown}" if place in right else f"{shown}{space}")
        yield (" " * _GAP).join(line)


def _records(grid: Grid, width: int, margin: str, style: Style) -> Iterator[str]:
    """Each row as lines of a name and what it says, a line of space between rows.

    What names a row, the words of a sum or what stands in a first column without a name, is a line over the others.
    """
    names = [f"{name}:" if name else "" for name in grid.columns] or [""] * len(grid.rows[0])
    label = max(map(length, names), default=0)
    for number, row in enumerate(grid.rows):
        if number:
            yield ""
        fields, start = [(name, cell) for name, cell in zip(names, row, strict=True) if cell], margin
        if fields and (number in grid.strong or not names[0]):
            (_, head), *fields = fields
            yield from (style.strong(line) for line in wrapped(style.plain(head), width, margin))
            start = f"{margin}  "
        for name, cell in fields:
            yield from _field(f"{name}{' ' * (label - length(name))}", cell, width, start, style)


def _field(name: str, cell: str, width: int, margin: str, style: Style) -> Iterator[str]:
    start = f"{margin}{name} " if name.strip() else margin
    text = style.plain(cell)
    if length(start) + _longest_word(text) > width and name.strip():
        yield from (style.strong(line) for line in wrapped(name.strip(), width, margin))
        start = f"{margin}  "
    lines = wrapped(text, max(1, width - length(start)))
    for number, line in enumerate(lines):
        yield f"{' ' * length(start) if number else style.strong(start)}{style.cell(line, cell)}"

"""How tables stand on paper: how large their letters are, which columns give way, and where rows become records.

No number is broken and no letter is smaller than eight points: a table with more columns than that leaves room for
stands as a record of each row. Widths are estimated from the letters; what they leave over goes to the words.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from projections.render.blocks import Grid, flush_right

PAGE = 468
"""The width of what is set on a page, in points."""
_SIZES = (9.2, 8.6, 8.0)
_GUTTERS = 9, 6
_MANY = 7
_WIDE = 28
"""A column with a cell of more characters takes the space that the others leave."""
_BREAKS = 22
"""A name of more letters without a space is broken where a line ends."""
_LEAST = 7
"""So many letters of words stand beside each other at least."""
_TOGETHER, _FEW_WORDS = 12, 1500
"""A table of no more rows, and no more letters in their longest cells, stays on one page."""


class Fit(NamedTuple):
    """How a table stands: as a table of letters of a size, or, where `size` is None, as records.

    `shares` are the parts of the rest that columns take, zero for one that is as wide as its widest cell.
    """

    size: float | None
    gutter: int
    shares: tuple[int, ...]
    head: tuple[str, ...]


def stays_together(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is small enough to stand on one page, wherever that leaves room."""
    return len(rows) <= _TOGETHER and sum(max(map(len, row), default=0) for row in rows) <= _FEW_WORDS


def fit(grid: Grid) -> Fit:
    """How a table stands best: large letters before small ones, and words on one line before words on several."""
    numeric = flush_right(grid)
    gutter = _GUTTERS[len(numeric) > _MANY]
    columns = [[row[place] for row in grid.rows] for place in range(len(numeric))]
    head = tuple(_folded(name, cells) for name, cells in zip(grid.columns, columns, strict=bool(grid.columns)))
    heads = head or ("",) * len(columns)
    cells = [[*column, *name.split("\n")] for column, name in zip(columns, heads, strict=True)]
    for giving in (_giving(numeric, cells, few=True), _giving(numeric, cells, few=False)):
        widths = [_least(some) if gives else _natural(some) for gives, some in zip(giving, cells, strict=True)]
        for size in _SIZES:
            if sum(widths) * size + gutter * (len(cells) - 1) <= PAGE:
                return Fit(size, gutter, _shares(giving, cells), head)
    return Fit(None, gutter, (), head)


def _giving(numeric: Sequence[bool], cells: Sequence[Sequence[str]], *, few: bool) -> list[bool]:
    """Which columns give way: the few with long cells, or the last one with words; or every one with words."""
    words = [place for place, is_number in enumerate(numeric) if not is_number]
    long = [place for place in words if max(map(len, cells[place])) > _WIDE]
    chosen = (long or words[-1:]) if few else [place for place in words if any(" " in cell for cell in cells[place])]
    return [place in chosen for place in range(len(cells))]


def _shares(giving: Sequence[bool], cells: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """What is left is shared by how long the words are, none taking more than four times as much as another."""
    typical = [sum(map(len, some)) // len(some) for some in cells]
    most = max((one for one, gives in zip(typical, giving, strict=True) if gives), default=1)
    return tuple(max(one, most // 4, 1) if gives else 0 for one, gives in zip(typical, giving, strict=True))


def _folded(name: str, cells: Sequence[str]) -> str:
    """The name of a column on several lines, where what stands in it is shorter."""
    widest = max(width("n" * _LEAST), *map(width, cells)) if cells else 0.0
    lines: list[str] = []
    for word in name.split(" "):
        if lines and width(f"{lines[-1]} {word}") <= widest:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return "\n".join(lines)


def _natural(cells: Sequence[str]) -> float:
    return max((width(line) for cell in cells for line in cell.split("\n")), default=0.0)


def _least(cells: Sequence[str]) -> float:
    words = [word for cell in cells for word in cell.split() if len(word) < _BREAKS or word[:1].isdigit()]
    return max(min(_natural(cells), width("n" * _LEAST)), *map(width, words), 0.0)


def width(text: str) -> float:
    """How wide text is about, in units of the size of its letters."""
    return sum(map(_letter, text))


@cache
def _letter(sign: str) -> float:
    if sign.isdigit():
        return 0.47
    if sign.isupper():
        return 0.68
    return 0.3 if sign in " .,;:'|ijltf()/-" else 0.52

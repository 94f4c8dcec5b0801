"""The price in every scenario of a grid: a map of two axes, or a table of any number."""

from collections.abc import Iterator

from projections.compare.sweep import Figures, Row, Sweep
from projections.render.blocks import Block, Grid, Note, Title
from projections.render.charts.heat_map import MARK, as_it_is, heat_map, label
from projections.render.marks.marked import each_reasoned, naming
from projections.render.marks.why import Why
from projections.render.notes import touching

_SHOWN = {"in_effect": "in effect", "after_close": "after the close", "common_after_close": "Common per share then"}


def blocks(answer: Sweep, known: str) -> Iterator[Block]:
    """Every scenario, what the ledger says beside it, and what is refused."""
    yield Title(f"Sweep on {answer.on}, {known}; nothing is written")
    found = heat_map(answer)
    if found is None:
        yield _table(answer)
        yield from touching(answer.notes)
        return
    yield found
    yield Note(f"{as_it_is(found)}{f', the cell with {MARK}' if found.base_cell else ''}")
    for row in answer.rows:
        if row.refused is not None:
            yield Note(f"{', '.join(map(label, row.values))}: refused: {_why(row)}")
    yield from touching(answer.notes)


def _table(answer: Sweep) -> Grid:
    columns = (*(axis.name for axis in answer.axes), *_SHOWN.values(), "")
    actual = each_reasoned(_figures(answer.actual), Why("price", on=answer.on))
    rows = [("as it is", *[""] * (len(answer.axes) - 1), *actual, "")]
    rows += [(*map(label, row.values), *_figures(row), _why(row)) for row in answer.rows]
    return Grid(columns, rows, right=range(len(columns) - 1))


def _figures(row: Figures) -> Iterator[str]:
    for name in _SHOWN:
        figure = row.figures[name]
        yield "" if figure is None else figure.short()


def _why(row: Row) -> str:
    if row.refused is not None:
        clause = f" ({row.refused.clause})" if row.refused.clause else ""
        return f"{row.refused.message}{clause}"
    gone = f"{', '.join(row.left_out)} would fall away" if row.left_out else ""
    return naming(gone, *(Why("entry", name) for name in row.left_out))

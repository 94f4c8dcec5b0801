"""The row that names the columns: what is said where there is none, or where it names a field twice."""

from collections.abc import Iterable, Mapping, Sequence
from shlex import quote

from commands.reading.cells import Wrong
from commands.reading.columns import Column, Mapped, Vocabulary, folded
from commands.reading.delimited import Row
from commands.reading.lines import Place, UnreadableError, twice
from ledger.names import nearest

_MOST_NAMED = 8


def check_header(row: Row, columns: Mapping[int, Column], place: Place) -> None:
    """Raises `UnreadableError` where two columns are one field, or a name cannot be read."""
    wrong = next((cell for cell in row.cells.values() if isinstance(cell, Wrong)), None)
    if wrong is not None:
        raise place.error(wrong.message, row.number)
    seen: dict[str, Column] = {}
    for column in columns.values():
        if column.name is not None and column.name in seen:
            said = twice(column.name)
            if seen[column.name].header != column.header:
                said += f": {seen[column.name].header!r} and {column.header!r} both are"
            raise place.error(said, row.number, field=column.name)
        if column.name is not None:
            seen[column.name] = column


def no_header(rows: Sequence[Row], place: Place, vocabulary: Vocabulary, mapped: Mapped) -> UnreadableError:
    """What is said where no row names the columns: of the one that comes nearest, if one does."""
    needed = vocabulary.needed
    best = max(rows, key=lambda row: _known(row, vocabulary, mapped))
    if not _known(best, vocabulary, mapped):
        wanted = " and ".join(map(repr, needed))
        said = f"no row names the columns; one must, with {wanted} among its cells: the first row under a title, if any"
        return place.error(said, rows[0].number)
    columns = _columns(best, vocabulary, mapped)
    missing = next(name for name in needed if name not in {one.name for one in columns})
    others = {folded(one.header).replace(" ", "_"): one.header for one in columns if one.name is None}
    shown = ", ".join([one.header for one in columns][:_MOST_NAMED])
    said = f"row {best.number} seems to name the columns ({shown}), and none of them is {missing!r}"
    if others:
        nearby = nearest(missing, others)
        header = others[nearby[0]] if nearby else next(iter(others.values()))
        said += f"; name it so, or say which one is: --column {missing}={quote(header)}"
    return place.error(said, best.number, field=missing)


def _columns(row: Row, vocabulary: Vocabulary, mapped: Mapped) -> list[Column]:
    return list(mapped.columns(row.cells, vocabulary).values())


def _known(row: Row, vocabulary: Vocabulary, mapped: Mapped) -> int:
    """How many of its cells name a field, exactly or nearly."""
    columns = _columns(row, vocabulary, mapped)
    named = sum(2 for one in columns if one.name is not None)
    return named + sum(1 for one in columns if one.name is None and _is_near(one.header, vocabulary.known))


def _is_near(header: str, known: Iterable[str]) -> bool:
    return bool(nearest(folded(header).replace(" ", "_"), known, alike=0.75))

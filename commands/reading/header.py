"""The row that names the columns: what is said where there is none, or where it names a field twice."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from shlex import quote

from commands.reading.cells import Wrong
from commands.reading.columns import Column, Mapped, Vocabulary, folded
from commands.reading.delimited import Row
from commands.reading.lines import Place, UnreadableError, twice
from ledger.names import nearest

_MOST_NAMED = 8
_MOST_ROWS_COMPARED, _MOST_CELLS_COMPARED = 25, 12
"""Of so many rows, and so many of their cells, it is found out what they resemble: for the sentence alone."""


def letters_of(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, and after Z comes AA."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def row_said(rows: Iterable[Row], number: int) -> Row | None:
    """The row of this number, said to name the columns; for 0 none does.

    A column without a name is called as a spreadsheet calls it.
    """
    there = list(rows)
    named = {} if number == 0 else next((row.cells for row in there if row.number == number), None)
    if named is None:
        return None
    width = max((at + 1 for row in there for at in row.cells), default=0)
    return Row(number, {at: named.get(at, letters_of(at)) for at in range(width)}, width)


def check_header(row: Row, columns: Mapping[int, Column], place: Place, aside: Collection[str] = ()) -> None:
    """Raises `UnreadableError` where two columns are one field, or a name cannot be read."""
    wrong = next((cell for cell in row.cells.values() if isinstance(cell, Wrong)), None)
    if wrong is not None:
        raise place.error(wrong.message, row.number)
    seen: dict[str, Column] = {}
    for column in columns.values():
        if column.name is not None and column.name in seen and column.name not in aside:
            said = twice(column.name)
            if seen[column.name].header != column.header:
                said += f": {seen[column.name].header!r} and {column.header!r} both are"
            raise place.error(said, row.number, field=column.name)
        if column.name is not None:
            seen[column.name] = column


def no_header(rows: Sequence[Row], place: Place, vocabulary: Vocabulary, mapped: Mapped) -> UnreadableError:
    """What is said where no row names the columns: of the one that comes nearest, if one does."""
    needed = vocabulary.needed
    if mapped.row is not None:
        return _not_named(mapped.row, needed, place)
    known = [_known(row, vocabulary, mapped, at < _MOST_ROWS_COMPARED) for at, row in enumerate(rows)]
    best = rows[known.index(max(known))]
    if not max(known):
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


def _not_named(row: int, needed: Iterable[str], place: Place) -> UnreadableError:
    """What is said where the row that was said to name the columns does not."""
    wanted = " and ".join(map(repr, needed))
    if row == 0:
        said = f"no row names the columns, and not all of {wanted} are said by their letters, like --column price=B"
        return place.error(said)
    said = f"row {row}, which --header-row names, has no columns {wanted}; say another row, or --column FIELD=HEADER"
    return place.error(said, row)


def _columns(row: Row, vocabulary: Vocabulary, mapped: Mapped) -> list[Column]:
    return list(mapped.columns(row.cells, vocabulary).values())


def _known(row: Row, vocabulary: Vocabulary, mapped: Mapped, compared: bool) -> int:  # noqa: FBT001  said once, above
    """How many of its cells name a field, exactly, or nearly where they are compared."""
    columns = _columns(row, vocabulary, mapped)
    named = sum(2 for one in columns if one.name is not None)
    others = [one.header for one in columns[:_MOST_CELLS_COMPARED] if one.name is None] if compared else []
    return named + sum(1 for one in others if _is_near(one, vocabulary.known))


def _is_near(header: str, known: Iterable[str]) -> bool:
    return bool(nearest(folded(header).replace(" ", "_"), known, alike=0.75))

"""From files to entries: which spelling each is, and the reader for it. Whatever cannot be read is told at once."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from commands.journal.json_text import read_json, read_jsonl
from commands.journal.tabular import read_table, vocabulary
from commands.journal.yaml_text import read_yaml
from commands.reading.columns import Mapped
from commands.reading.limits import MOST_BYTES
from commands.reading.lines import MOST_UNREAD, Line, Place, Read, Unread, UnreadableError
from commands.reading.sources import STANDARD_INPUT, bytes_of, check_encodable, place_of, text_of
from commands.reading.tables import Table, Tables, of_text, of_workbook
from ledger.refusals import Flag

__all__ = ["FORMATS", "MOST_BYTES", "Journal", "read_journal", "read_journals", "read_text"]

_TEXTS: dict[str, Callable[[str, Place], Iterator[Read]]] = {
    "yaml": read_yaml,
    "yml": read_yaml,
    "json": read_json,
    "jsonl": read_jsonl,
}
_MARKS: dict[str, str | None] = {"csv": None, "tsv": "\t"}
_BOOK = "xlsx"

FORMATS = (*_TEXTS, *_MARKS, _BOOK)
"""The spellings of a journal, by the suffixes of files."""

_NONE = Mapped()


@dataclass(slots=True)
class Journal:
    """What was read: the entries in order, what is to be said of the files, and the headers of their tables."""

    lines: list[Line] = field(default_factory=list)
    notes: list[Flag] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def read_journals(paths: Iterable[str], *, format: str | None = None, mapped: Mapped = _NONE) -> Journal:  # noqa: A002  the word of the interface
    """Read journal files, "-" for standard input. Raises `UnreadableError` with all that cannot be read of all of them.

    The spelling goes by the suffix unless `format` names one of `FORMATS`; of standard input it is JSONL unless
    `format` says otherwise. `mapped` are columns of tables that were named by hand.
    """
    journal, unread = Journal(), Unread()
    for path in paths:
        place = place_of(path)
        try:
            chosen = _chosen(path, format, place)
            _read(bytes_of(path, place), chosen, place, mapped, journal)
        except UnreadableError as error:
            unread.add(error)
    if journal.tables or not unread.count:
        _check_used(mapped, journal)
    unread.check()
    return journal


def read_journal(path: str, *, format: str | None = None) -> list[Line]:  # noqa: A002  the word of the interface
    """Read one journal file, or standard input for "-". Raises `UnreadableError`."""
    return read_journals([path], format=format).lines


def read_text(text: str, format: str, name: str) -> list[Line]:  # noqa: A002  the word of the interface
    """Read a journal given as text. `name` is what errors call it. Raises `UnreadableError`."""
    place, journal = Place(name), Journal()
    _check_format(format, place)
    if format == _BOOK:
        raise place.error("a workbook is no text; give its file")
    _read(text.removeprefix("\ufeff"), format, place, _NONE, journal)
    return journal.lines


def _read(data: bytes | str, chosen: str, place: Place, mapped: Mapped, journal: Journal) -> None:
    """Add what a file says. Raises `UnreadableError`, once, for all of it."""
    with _collector_paused():
        tables = _tables(data, chosen, place, mapped)
        before = len(journal.lines)
        if tables is None:
            _collect(_TEXTS[chosen](_text(data, place), place), place, journal)
        else:
            journal.tables += tables.tables
            _collect((one for table in tables.tables for one in read_table(table)), place, journal)
            journal.notes += [*tables.notes, *(note for table in tables.tables for note in table.notes())]
        if len(journal.lines) == before:
            raise place.error("there are no entries in it")


def _tables(data: bytes | str, chosen: str, place: Place, mapped: Mapped) -> Tables | None:
    """The tables of a file; None where it has another spelling."""
    if chosen in _MARKS:
        if isinstance(data, str):
            check_encodable(data, place)
        return of_text(data, place, vocabulary(), mapped, _MARKS[chosen])
    return of_workbook(data, place, vocabulary(), mapped) if chosen == _BOOK and isinstance(data, bytes) else None


def _text(data: bytes | str, place: Place) -> str:
    if isinstance(data, bytes):
        return text_of(data, place)
    check_encodable(data, place)
    return data


def _collect(found: Iterator[Read], place: Place, journal: Journal) -> None:
    unread = Unread()
    try:
        for one in found:
            if isinstance(one, UnreadableError):
                unread.add(one)
                unread.check_not_too_many(place)
            elif not unread.count:
                journal.lines.append(one)
    except UnreadableError as error:  # the rest of the file cannot be told apart
        if unread.entries > MOST_UNREAD:
            raise
        unread.add(error)
    unread.check()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Entries refer to nothing that refers back, and looking for cycles among them takes half of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()


def _check_used(mapped: Mapped, journal: Journal) -> None:
    """Raises `UnreadableError` where a column was named by hand that no file has."""
    used = {column.name for table in journal.tables for column in table.columns.values() if column.said}
    for name, header in mapped.by_hand.items():
        if name not in used:
            raise no_column(name, header, journal.tables)


def no_column(name: str, header: str, tables: Iterable[Table]) -> UnreadableError:
    """What is said of a column that was named by hand and is in no file."""
    for table in tables:
        shown = ", ".join(column.header for column in table.columns.values())
        said = f"no column is called {header!r}, which --column {name} names; the columns are {shown}"
        return table.place.error(said, table.header.number)
    return Place("--column").error(f"{name} names a column, and none of the files is a table")


def _chosen(path: str, format: str | None, place: Place) -> str:  # noqa: A002  the word of the interface
    chosen = format or ("jsonl" if place.file == STANDARD_INPUT and path == "-" else _by_suffix(path, place))
    _check_format(chosen, place)
    return chosen


def _by_suffix(path: str, place: Place) -> str:
    suffix = Path(path).suffix.lower()
    if suffix.removeprefix(".") not in FORMATS:
        had = f"the suffix {suffix!r} is unknown" if suffix else "the name has no suffix"
        raise place.error(f"{had}; a journal ends in {_choices('.')}, or name its format")
    return suffix.removeprefix(".")


def _check_format(chosen: str, place: Place) -> None:
    if chosen not in FORMATS:
        raise place.error(f"the format {chosen!r} is unknown; choose {_choices()}")


def _choices(before: str = "") -> str:
    *most, last = (f"{before}{name}" for name in FORMATS)
    return f"{', '.join(most)} or {last}"

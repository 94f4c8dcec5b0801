"""What a reader hands over, one entry and its place in the file, and what it says when it cannot."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ledger.errors import SeriesdError
from ledger.events import AnyEntry, EntryError, read_entry

MOST_NESTED = 20
"""How deep an entry may nest, itself counted; no type needs more than a handful."""

NO_LIST = "the file must be a list of entries, or a mapping with only the key 'entries'"
"""The sentence for a YAML or JSON file that is something else."""

_MOST_SHOWN = 400
_MOST_NAMED = 80
_NOWHERE: Mapping[str, int] = MappingProxyType({})


class UnreadableError(SeriesdError):
    """A file cannot be read as a journal (exit code 2).

    `line` is the line, or the row of a table, counted from 1; `entry` the id of the entry at fault; `field` the
    dotted name of the field at fault; `cell` its place in a workbook. What is not known is None, or empty for the
    field and the cell. What else cannot be read are `others`, as many as are told, and so many `more`.
    """

    unit = "line"

    def __init__(  # noqa: PLR0913
        self,
        message: str,
        *,
        file: str,
        line: int | None = None,
        entry: str | None = None,
        field: str = "",
        cell: str = "",
    ) -> None:
        super().__init__(message)
        self.message = _printable(message, _MOST_SHOWN)
        self.file = file
        self.line = line
        self.entry = entry
        self.field = field
        self.cell = cell
        self.others: tuple[UnreadableError, ...] = ()
        self.more = 0

    def __str__(self) -> str:
        place = _printable(self.file, _MOST_SHOWN)
        counted = f":{self.line}" if self.unit == "line" else f", {self.unit} {self.line}"
        where = [place if self.line is None else f"{place}{counted}"]
        where += [f"cell {self.cell}"] if self.cell else []
        where += [f"entry {_printable(self.entry, _MOST_NAMED)}"] if self.entry else []
        where += [f"field {_printable(self.field, _MOST_NAMED)}"] if self.field else []
        return f"{', '.join(where)}: {self.message}"

    @property
    def all_told(self) -> "tuple[UnreadableError, ...]":
        """This one and the others."""
        return self, *self.others


MOST_TOLD = 20
"""How many unreadable lines are told at once; the rest is counted."""


MOST_UNREAD = 2_000
"""As many unreadable entries of one file are counted; past them the rest of it is not looked at."""


@dataclass(slots=True)
class Unread:
    """What cannot be read, collected: the first of it to be told, and how many there are."""

    told: list[UnreadableError] = field(default_factory=list)
    count: int = 0
    entries: int = 0
    """How many errors were taken in: of an entry there is one, with all that is wrong with it."""

    def add(self, error: UnreadableError) -> None:
        """Take in one error, with what it brings along."""
        self.told.extend(error.all_told[: MOST_TOLD - len(self.told)])
        self.count += len(error.all_told) + error.more
        self.entries += 1

    def check_not_too_many(self, place: "Place") -> None:
        """Raises `UnreadableError` where so much of one file cannot be read that the rest is not looked at."""
        if self.entries > MOST_UNREAD:
            whole = Unread()
            said = f"more than {MOST_UNREAD:,} of its entries cannot be read; what stands after them is not looked at"
            whole.add(place.error(said))
            for one in self.told:
                whole.add(one)
            whole.count = self.count + 1
            whole.check()

    def check(self) -> None:
        """Raises `UnreadableError` for all of it, if there is any."""
        if self.told:
            first, *others = self.told
            first.others, first.more = tuple(others), self.count - len(self.told)
            raise first from None


class SlipError(ValueError):
    """Something is wrong inside one entry, said before the entry's place in the file is known.

    `line` is where it is wrong, where that is not in the entry: in the row that names the columns.
    """

    def __init__(self, message: str, field: str = "", line: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.line = line


@dataclass(frozen=True, slots=True)
class Line:
    """An entry, and the line, or the row of a table, where it begins, counted from 1; in which file."""

    entry: AnyEntry
    number: int
    file: str = ""


Read = Line | UnreadableError
"""What a reader makes of each entry: it goes on after one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file being read, or a sheet of one: what it is called, and whether what is counted there is not lines."""

    file: str
    unit: str = "line"

    def error(
        self, message: str, line: int | None = None, *, entry: object = None, field: str = "", cell: str = ""
    ) -> UnreadableError:
        """The error to raise for what is wrong here. An `entry` that is not text is not an id, and left out."""
        named = entry if isinstance(entry, str) else None
        error = UnreadableError(message, file=self.file, line=line, entry=named, field=field, cell=cell)
        error.unit = self.unit
        return error

    def line(self, given: object, number: int, lines: Mapping[str, int] = _NOWHERE) -> Line:
        """Read one entry that begins at this line or row; `lines` are those of its fields. Raises `UnreadableError`."""
        if not isinstance(given, Mapping):
            raise self.error(not_an_entry(given), number)
        try:
            return Line(read_entry(given), number, self.file)
        except EntryError as error:
            first, *others = (self._of_entry(one, number, lines) for one in (error, *error.others))
            first.others, first.more = tuple(others), error.more
            raise first from None

    def _of_entry(self, found: EntryError, number: int, lines: Mapping[str, int]) -> UnreadableError:
        at = lines.get(found.field, number)
        return self.error(found.said, at, entry=found.entry, field=found.field)


def not_an_entry(given: object) -> str:
    """The sentence for an entry that is no mapping."""
    kinds = {str: "text", bool: "true or false", list: "a list", type(None): "nothing"}
    return f"an entry must be a mapping of fields to values; this is {kinds.get(type(given), 'a number')}"


def within(path: str, name: str) -> str:
    """The dotted name of a field."""
    return f"{path}.{name}" if path else name


def twice(name: str) -> str:
    """The sentence for a field that stands twice in one mapping."""
    return f"{name!r} is given twice; give each field once"


def in_threes(written: str) -> str:
    """The sentence for a number that has thousands separators where commas part fields."""
    plain = "".join(one for one in written if one not in ", \n")
    return f"{written!r} has thousands separators, and a comma parts fields here; write {plain}"


def too_deep() -> str:
    """The sentence for an entry that nests beyond measure."""
    return f"nested more than {MOST_NESTED} deep; no entry needs that"


def _printable(text: str, most: int) -> str:
    if len(text) > most:
        text = f"{text[: most - 20]} [...] {text[-10:]}"
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)

"""What a verb says of what was sent, or why it does not: a page that writes shows either, and loses nothing typed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from commands.journal import UnreadableError
from commands.web.asking import Answer
from commands.web.problems import Problem, problem_of
from ledger.events import EntryError


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be read at one place: the file, its line or row, the cell of a workbook, the field, the entry."""

    file: str
    line: int | None
    cell: str
    field: str
    entry: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Tried:
    """An answer, or the problem in its place; `wrong` are the places where something cannot be read."""

    answer: Answer | None = None
    problem: Problem | None = None
    wrong: Sequence[Wrong] = ()
    more: int = 0

    @property
    def by_field(self) -> dict[str, str]:
        """Why a field was not taken, by its dotted name."""
        return {one.field: one.sentence for one in self.wrong if one.field}

    @property
    def sentences(self) -> Sequence[str]:
        """Why there is no answer, where that is not of one place."""
        if self.problem is None or self.wrong:
            return ()
        return self.problem.sentences


def _as_it_is(sentence: str) -> str:
    return sentence


def tried(ask: Callable[[], Answer], plainly: Callable[[str], str] = _as_it_is) -> Tried:
    """What comes of asking. `plainly` takes out of a sentence what its reader does not know. Raises what is a fault."""
    try:
        return Tried(ask())
    except Exception as error:
        found = problem_of(error)
        if found is None:
            raise
        said = replace(found, sentences=tuple(map(plainly, found.sentences)))
        return Tried(None, said, _wrong(error, plainly), getattr(error, "more", 0))


def _wrong(error: Exception, plainly: Callable[[str], str]) -> list[Wrong]:
    match error:
        case UnreadableError():
            return [
                Wrong(plainly(one.file), one.line, one.cell, one.field, one.entry or "", plainly(one.message))
                for one in error.all_told
            ]
        case EntryError():
            return [Wrong("", None, "", one.field, one.entry or "", one.said) for one in (error, *error.others)]
        case _:
            return []

"""Two states of knowledge: which steps of the price history changed between them, and which entry changed each.

An entry that takes effect after all that is known only adds to the end. One that is late, an edit, or of the same day
as another can change steps of other entries: there the history is told as it stood just before and just after it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, Literal

from ledger.engine.book import Book, open_book
from ledger.engine.branch import Changes, suppose
from ledger.events import DocumentAttached, EntryCorrected, SeriesDAutoConverted
from ledger.log.edition import SECOND_EDITION
from ledger.log.moments import known_by
from ledger.log.recorded import Recorded
from ledger.log.timeline import is_edit
from ledger.numbers.days import told
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.history import PriceStep, history_of
from projections.answers.reliance.edition import read_otherwise
from projections.answers.reliance.relied_on import Invoked
from projections.compare.differences import equal
from projections.compare.divergence import shared
from projections.members import Answer, Maybe, Name

NOTHING_KNOWN = refuses(
    "nothing_known",
    "",
    "Only what was recorded by a moment is known at it.",
    "Ask for a moment after the first entry was recorded.",
)

Key = tuple[date, str, str]
"""A step, whatever its figures: its date, the entry that is its cause, and its clause."""

Told = Mapping[Key, PriceStep]


@dataclass(frozen=True, slots=True)
class Change:
    """A step that is there in one state of knowledge only, or with other figures; `by` are the entries that did it."""

    kind: Literal["added", "removed", "changed"]
    """What became of the step."""
    effective: date
    """The date of the step."""
    entry: str
    """The entry that caused the step."""
    clause: str
    """The clause of the step."""
    earlier: PriceStep | None
    later: PriceStep | None
    by: tuple[str, ...]

    @property
    def step(self) -> PriceStep:
        """The step as it is known later, or was known when it is there no longer."""
        found = self.later or self.earlier
        assert found is not None  # noqa: S101  it is there in one of the two
        return found


@dataclass(frozen=True, slots=True)
class Learned(Answer):
    """What was recorded between two moments, and what it changed."""

    earlier: Annotated[datetime, Name("from")]
    later: Annotated[datetime, Name("to")]
    recorded: tuple[str, ...]
    changes: tuple[Change, ...]
    read_otherwise: Maybe[Sequence[Invoked]] = None
    """The readings that make figures of entries recorded under the first edition of the readings otherwise since."""


def known_then(log: Sequence[Recorded], at: datetime, company: str) -> list[Recorded]:
    """What had been recorded at a moment. Raises `Refusal` when nothing had: then there is nothing to answer from."""
    found = list(log[: known_by(log, at)])
    if log and not found:
        then, first = (told(moment) for moment in (at, log[0].recorded_at))
        said = f"nothing of {company} had been recorded by {then}; ask for a later moment, the first is {first}"
        raise Refusal(NOTHING_KNOWN, said)
    return found


def learned(log: Sequence[Recorded], earlier: datetime, later: datetime) -> Learned:
    """The changes of the price history from one state of knowledge to a later one."""
    start, end = known_by(log, earlier), known_by(log, later)
    new = [one.id for one in log[start:end]]
    before = open_book(log[:start])
    after, causes = _learning(before, log, start, end)
    changes = steps_changed(before, after, lambda key, step: _by(step, causes.get(key, []), new))
    since = read_otherwise(log[:start]) if earlier < SECOND_EDITION else []
    return Learned(earlier, later, tuple(new), tuple(changes), since or None)


def steps_changed(
    before: Book, after: Book, by: Callable[[Key, PriceStep | None], tuple[str, ...]] = lambda *_: ()
) -> list[Change]:
    """The steps that are not the same in two books, by their dates; `by` says which entries changed one."""
    first, last = _apart(before, after)
    return [
        Change(_kind(key, first, last), *key, first.get(key), last.get(key), by(key, last.get(key)))
        for key in sorted(_changed(first, last), key=lambda key: key[0])
    ]


def _kind(key: Key, first: Told, last: Told) -> Literal["added", "removed", "changed"]:
    return "added" if key not in first else "removed" if key not in last else "changed"


def _by(step: PriceStep | None, reached: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The entries that changed a step: its own, if they are new, and those that reached back to it."""
    own = () if step is None else [entry for entry in step.entries if entry in new]
    return tuple(dict.fromkeys([*own, *reached]))


def _apart(one: Book, other: Book) -> tuple[Told, Told]:
    """The steps of two books, but for those that they share."""
    alike = shared(one.state.course.history, other.state.course.history)
    told, other_told = (
        {(step.effective, step.entry, step.clause): replace(step, replayed=None) for step in history_of(book, alike)}
        for book in (one, other)
    )
    return told, other_told


def _changed(first: Told, last: Told) -> set[Key]:
    """The steps that are not the same in both, in no order."""
    return (first.keys() ^ last.keys()) | {
        key for key in first.keys() & last.keys() if not _same(first[key], last[key])
    }


def _same(one: PriceStep, other: PriceStep) -> bool:
    plain = (one.governs_from, one.entries) == (other.governs_from, other.entries)
    return plain and all(map(equal, _figures(one), _figures(other)))


def _figures(step: PriceStep) -> tuple[Figure | None, ...]:
    return step.before, step.after, step.a, step.c, step.d


def _learning(book: Book, log: Sequence[Recorded], start: int, end: int) -> tuple[Book, dict[Key, list[str]]]:
    """The book of what is known in the end, and the entries that reached back, by the steps that each changed."""
    found: dict[Key, list[str]] = {}
    at = start
    for before, after in _reaching_back(log, start, end):
        known = _knowing(book, log[at:before])
        book, at = _knowing(known, log[before:after]), after
        for key in _changed(*_apart(known, book)):
            found.setdefault(key, []).append(log[before].id)
    return _knowing(book, log[at:end]), found


def _knowing(book: Book, more: Sequence[Recorded]) -> Book:
    """The book of a log of which more is known."""
    return suppose(book, Changes(put={one.id: one for one in more})) if more else book


def _reaching_back(log: Sequence[Recorded], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where in the log each entry stands, with what the ledger wrote with it, that can change what was known before."""
    facts = (one for one in log[:start] if not isinstance(one.entry, DocumentAttached))
    latest = max(map(_day, facts), default=date.min)
    at = start
    while at < end:
        after = at + 1
        while after < end and isinstance(log[after].entry, SeriesDAutoConverted):
            after += 1
        one = log[at]
        if not isinstance(one.entry, DocumentAttached):
            if is_edit(one) or _day(one) <= latest:
                yield at, after
            latest = max(latest, _day(one))
        at = after


def _day(one: Recorded) -> date:
    return one.entry.with_.effective if isinstance(one.entry, EntryCorrected) else one.entry.effective

"""The notices of the certificate as they stand on a day: event by holder, due, written, mailed, contradicted since.

What is due the calendar says, and what notices stated the audit of them. Here both stand side by side: a letter tells
of all adjustments of a day (A53), so these are one event, and a holder has been told of it once all of it was told.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from projections.answers.due.calendar import Obligation, calendar_of
from projections.answers.due.calendar_facts import Gathering
from projections.audit.notices_sent import SentFound, SentPrices
from projections.members import Answer, Maybe

ADJUSTMENT = "adjustment"
_NOTICE = "_notice"

State = Literal["due", "overdue", "written", "outdated", "contradicted", "mailed", "mailed_late"]
"""How a notice stands: still to be mailed by its day, or after it; written, as a list of letters says, and either what
the record still says or not; mailed, and contradicted by what the record says now; mailed, or mailed after its day."""

Key = tuple[str, str, str]
"""What a letter of a list is known by: its kind, the entry that it is about, the holder."""


class NoticeStands(NamedTuple):
    """A notice of one event to one holder, as it stands on the day."""

    kind: str
    about: str
    clause: str
    covers: Sequence[str]
    """The entries that it tells of: those of all adjustments of a day."""
    due: date
    holder: str
    state: State
    mailed: date | None
    """When it was mailed last; null where it was not."""
    notice: Maybe[str] = None
    """Of one that is contradicted: the entry that recorded it as sent."""


@dataclass(frozen=True, slots=True)
class NoticesStanding(Answer):
    """Every notice that the certificate asks for, as it stands on a day, and what was mailed that is otherwise now."""

    on: date
    notices: list[NoticeStands]
    otherwise: list[SentFound]
    """The notices that stated another price than the record gives now, whoever they went to."""

    def due(self) -> "NoticesStanding":
        """The same with only those that are still to be mailed, or to be mailed again."""
        left = [one for one in self.notices if one.state not in ("mailed", "mailed_late")]
        named = {one.notice for one in left}
        return replace(self, notices=left, otherwise=[one for one in self.otherwise if one.entry in named])


class Listed(NamedTuple):
    """Letters that were written: those of a list that still say what the record says, and those that do not."""

    written: Collection[Key] = ()
    outdated: Collection[Key] = ()


def notices_standing(log: Sequence[Recorded], on: date, listed: Listed | None = None) -> NoticesStanding:
    """The notices that are asked for at the close of a day, the longest due first; `listed` are those written."""
    gathering, sent = Gathering(), SentPrices(log=log)
    book = open_book(log, until=on, listen=True, observers=[gathering, sent])
    return notices_of(gathering, sent, book, on, listed)


def notices_of(
    gathering: Gathering, sent: SentPrices, book: Book, on: date, listed: Listed | None = None
) -> NoticesStanding:
    """The same, of a book at the close of that day and who looked on up to it."""
    calendar = calendar_of(gathering, book, on)
    found = [one for one in sent.answer() if not one.agrees]
    asked = (one for one in calendar.items if one.kind.endswith(_NOTICE) and one.holder is not None)
    return NoticesStanding(on, list(_standing(asked, on, found, listed or Listed())), found)


def _standing(
    asked: Iterable[Obligation], on: date, otherwise: Sequence[SentFound], listed: Listed
) -> Iterator[NoticeStands]:
    together: dict[tuple[str, str | date | None, str], list[Obligation]] = {}
    for one in asked:
        kind = one.kind.removesuffix(_NOTICE)
        together.setdefault((kind, one.due if kind == ADJUSTMENT else one.about, one.holder or ""), []).append(one)
    for (kind, _, holder), some in together.items():
        first = some[0]
        if first.due is None:
            continue
        wrong = next((one for one in otherwise[::-1] if (one.holder, one.on) == (holder, first.due)), None)
        wrong = wrong if kind == ADJUSTMENT and wrong is not None and not wrong.stands else None
        state = _state(some, on, wrong, (kind, first.about, holder), listed)
        mailed = max((one.done for one in some if one.done is not None), default=wrong.mailed if wrong else None)
        covers = [*dict.fromkeys(one.about for one in some)]
        of = (covers, first.due, holder, state, mailed, wrong.entry if state == "contradicted" and wrong else None)
        yield NoticeStands(kind, first.about, first.clause, *of)


def _state(some: Sequence[Obligation], on: date, wrong: SentFound | None, key: Key, listed: Listed) -> State:
    states = {one.state(on) for one in some}
    if states <= {"done", "done_late"}:
        return "mailed_late" if "done_late" in states else "mailed"
    if key in listed.outdated:
        return "outdated"
    if key in listed.written:
        return "written"
    if wrong is not None:
        return "contradicted"
    return "overdue" if "overdue" in states else "due"

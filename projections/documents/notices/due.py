"""The letters that are due on a day: the notices of 4K and the first 4L that the calendar asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, NamedTuple

from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from projections.answers.due.calendar import Calendar, Stands, calendar_on
from projections.answers.flags import Warned
from projections.answers.warnings import Note
from projections.documents.notices.adjustment import AdjustmentNotice, notice_in, stated
from projections.documents.notices.events import EventNotice, event_notice
from projections.documents.notices.passed import Passed
from projections.members import Hidden, Maybe

ADJUSTMENT = "adjustment"
_NOTICE = "_notice"
_DUE = ("due", "overdue")

Notice = AdjustmentNotice | EventNotice


class Letter(NamedTuple):
    """A letter that is due: its file, to whom, of which kind and about which entry, and the price that it states.

    One letter tells of all adjustments of a day (A53): `due` is the earliest day on which one of them was.
    """

    file: str
    holder: str
    kind: str
    about: str
    due: date
    state: str
    address: str | None
    """The address on the books on the day of the letter, in one line; null where there is none."""
    dated: date
    """The day that the letter bears."""
    says: str
    """The fingerprint of all that it says: 16 hex digits, which change when any word or number of it does."""
    price: Maybe[Figure] = None
    """The Conversion Price that it states; of an event none."""
    places: Maybe[int] = None
    """The decimal places to which that is rounded, where it has too many digits to be stated exactly."""


class NotOnTheBooks(NamedTuple):
    """A holder whom the calendar names and to whom no letter goes: it went off the books before that is given."""

    holder: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that is due to some holders, each with the obligation of the calendar that asks for it.

    `gone` are those whom the calendar names as well and the letter cannot be addressed to, since it tells of something
    that became known late, and goes to who is on the books when it is given.
    """

    notice: Notice
    to: dict[str, Stands]
    gone: list[NotOnTheBooks]

    @property
    def kind(self) -> str:
        """What it tells of."""
        return self.notice.kind

    @property
    def day(self) -> date:
        """The day of the adjustments, or of the event."""
        return self.notice.on if isinstance(self.notice, AdjustmentNotice) else self.notice.takes_place

    def letter(self, holder: str, file: str, says: str) -> Letter:
        """The letter to one of the holders, in this file and with this fingerprint."""
        asked = self.to[holder]
        assert asked.due is not None  # noqa: S101  a notice has a day by which it is due
        price, places = price_stated(self.notice)
        envelope = self.notice.envelope
        found = envelope.addresses.get(holder)
        address = None if found is None else ", ".join(found.lines)
        of = asked.due, asked.state, address, envelope.dated, says
        return Letter(file, holder, self.kind, self.notice.about, *of, price, places)


def price_stated(notice: Notice) -> tuple[Figure | None, int | None]:
    """The price that a letter states, as an entry can hold it, and the places to which it is rounded, if it is."""
    if not isinstance(notice, AdjustmentNotice):
        return None, None
    found: dict[str, Any] = stated(notice.after)
    return Figure.of(Fraction(found["price"])), found.get("places")


class Letters(NamedTuple):
    """The letters that are due or overdue on a day, in the order in which they were due."""

    on: date
    folder: str
    """The folder that they are in."""
    letters: list[Letter]
    gone: list[NotOnTheBooks]
    """To whom the calendar asks for a letter that goes to others, who are on the books when it is given."""
    others: list[str]
    """Letters that were written there before and are not due any more; they are left as they are."""
    in_other_forms: list[str]
    """Letters that are due and were written there before in another form; they are left as they are."""
    head: str
    """The hash of the last entry of the log that they were made from."""
    ledger_head: Maybe[str] = None
    """The head of the whole ledger under which they stand, SIZE:ROOT; absent where the ledger keeps none yet."""


class MailedLetter(NamedTuple):
    """A letter that was mailed: its file, to whom, of which kind and about which entry, and the price it states."""

    file: str
    holder: str
    kind: str
    about: str
    price: Maybe[Figure] = None
    """The Conversion Price that it states; of an event none."""
    places: Maybe[int] = None
    """The decimal places to which that is rounded, where it has too many digits to be stated exactly."""


class MailedBefore(NamedTuple):
    """A letter of a list that is recorded as mailed on another day than the one that is said now."""

    entry: str
    holder: str
    kind: str
    about: str
    mailed: date
    """The day that stands."""


class LettersSent(NamedTuple):
    """What was recorded of the letters in a list as mailed on a day, or would be: a `notice_sent` for each."""

    mailed: date
    letters: list[MailedLetter]
    already_recorded: int
    """How many of the list were recorded before."""
    recorded: int
    entries: list[str]
    """The ids of the entries; none where nothing is recorded."""
    warnings: list[Warned]
    """What should be known of them: to whom they went without an address on the books."""
    before: Maybe[list[MailedBefore]] = None
    """Those of the list that are recorded as mailed on another day, which stands, where there are any."""
    tables: Maybe[int] = None
    """The position of the log on which the reporting tables stand, where there are any and something was recorded."""
    behind: Maybe[int] = None
    """How many entries the reporting tables are behind the log; `project` brings them up to date."""
    notes: Hidden[tuple[Note, ...]] = ()
    """Of what would be recorded, what an attentive reader should know of each entry."""


def notices_due(log: Sequence[Recorded], on: date) -> Iterator[DueNotice]:
    """The notices that are due or overdue on a day, mailed on that day, the longest due first.

    To whom: those whom the calendar names and the letter can be addressed to, as the record is now known.
    """
    calendar = calendar_on(log, on)
    passed = cache(lambda: Passed.of(log))  # one pass for all of them, and none where nothing was adjusted
    for kind, about, asked in _asked(calendar):
        notice: Notice = (
            notice_in(passed(), entry=about, given=on)
            if kind == ADJUSTMENT
            else event_notice(log, kind, about, mailed=on)
        )
        names = {one.holder for one in notice.holders}
        to = {holder: one for holder, one in asked.items() if holder in names}
        gone = [NotOnTheBooks(holder, kind, one.about) for holder, one in asked.items() if holder not in names]
        yield DueNotice(notice, to, gone)


def _asked(calendar: Calendar) -> Iterator[tuple[str, str, dict[str, Stands]]]:
    """What is to be told of, and to whom; all adjustments of a day at once."""
    found: dict[tuple[str, str | date], tuple[str, dict[str, Stands]]] = {}
    for one in calendar.standing:
        if not one.kind.endswith(_NOTICE) or one.state not in _DUE or one.holder is None or one.due is None:
            continue
        kind = one.kind.removesuffix(_NOTICE)
        _, to = found.setdefault((kind, one.due if kind == ADJUSTMENT else one.about), (one.about, {}))
        to.setdefault(one.holder, one)
    for (kind, _), (about, to) in found.items():
        yield kind, about, to

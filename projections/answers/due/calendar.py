"""What is due or overdue on a date.

Certificates (4C, 4D), notices (4K, first 4L), dividends (2), rights that have ended (4E(3)), determinations that are
not final (4E(5), 4G, 4H), balances that were asserted and differ; and what section 4L(2) would have reserved, as
information (A48).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal, NamedTuple

from ledger.cap_table.state import State
from ledger.clauses.adjustment.determinations import UNSETTLED
from ledger.clauses.adjustment.readjustment import past_their_term, with_a_term
from ledger.clauses.automatic_conversion import missing_authority
from ledger.clauses.notices import days_of_notice, kind_of, last_mailing_day
from ledger.clauses.shares import as_converted
from ledger.engine.book import Book, open_book
from ledger.events import DistributionMade, Issuing, Reorganized, SeriesDConverted, Stage
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.figure import Figure
from ledger.refusals import Flag
from projections.answers.due.adjustments_told import Learned, adjustments_told
from projections.answers.due.business_days import certificate_due, counted_by
from projections.answers.due.calendar_facts import Converted, Gathered, Gathering
from projections.answers.flags import flags_of
from projections.members import Answer, Hidden, Name, member

Mailings = dict[tuple[str, str, str], date]

OPEN_STATES = ("due", "overdue", "waiting", "open")
"""States of what is not done: before its day or on it, after it, its clock not started, without a limit."""


class Obligation(NamedTuple):
    """Something to be done by a day, and the day on which it was; None where its clock has not started.

    `about` names an entry, or the right that ended. `limit` says whether a day is set that can be missed (`day`), the
    thing is to be done at once, however late (`at_once`), or no time is set at all (`none`).
    """

    due: date | None
    kind: str
    clause: str
    about: str
    holder: str | None
    done: date | None = None
    limit: Literal["day", "at_once", "none"] = "day"

    def stands(self, on: date) -> "Stands":
        """What is said of it at the close of a day."""
        state = self.state(on)
        late = None if self.due is None or state not in ("overdue", "open") else (on - self.due).days
        return Stands(self.due, self.kind, self.clause, self.about, self.holder, state, self.done, late)

    def state(self, on: date) -> str:
        """How it stands at the close of a day."""
        if self.done is not None:
            return "done_late" if self.limit == "day" and self.due is not None and self.done > self.due else "done"
        if self.due is None:
            return "waiting"
        if self.limit == "none":
            return "open"
        return "overdue" if on > self.due else "due"


class Stands(NamedTuple):
    """An obligation as it stands on a day, with the days that have gone by where it was to be done before."""

    due: date | None
    kind: str
    clause: str
    about: str
    holder: str | None
    state: str
    done: date | None
    days_since_due: int | None


@dataclass(frozen=True, slots=True)
class Calendar(Answer):
    """All obligations known on a day, by the day on which they are due, and what is only information."""

    on: date
    items: Hidden[list[Obligation]]
    information: list[str]
    counted_by: list[str]
    """By which calendars, of which table, the deadlines in business days are counted."""

    @property
    @member(before="information")
    def standing(self) -> Annotated[list[Stands], Name("items")]:
        """All obligations as they stand on the day."""
        return [one.stands(self.on) for one in self.items]


class Expiry(NamedTuple):
    """A right that is past its term while something of it is outstanding and nothing says that it ended (A66).

    `price_if_ended` is the price that would be in effect on the day asked had it, alone, ended with its term.
    """

    right: str
    stage: Stage
    ended: date
    holder: str
    price_if_ended: Figure


def calendar_on(log: Iterable[Recorded], on: date) -> Calendar:
    """What is due, overdue and done at the close of a day."""
    gathering = Gathering()
    return calendar_of(gathering, open_book(log, until=on, listen=True, observers=[gathering]), on)


def calendar_of(gathering: Gathering, book: Book, on: date) -> Calendar:
    """The same of a book that was opened `until` that day, listening, while this one looked on."""
    gathering.found.events += gathering.ahead(book.state, on)
    due = obligations(gathering.found, book.state, flags_of(book), on, book.items)
    asked = {one.terms.business_calendar for one in gathering.found.conversions if one.in_business_days}
    return Calendar(on, due, _information(book.state), [counted_by(calendar) for calendar in sorted(asked)])


def obligations(
    found: Gathered, state: State, flags: Iterable[Flag], on: date, items: Iterable[Item]
) -> list[Obligation]:
    """All obligations that follow from what was gathered up to the close of a day, and from the flags on it.

    `items` are the timeline, which tells what became known late.
    """
    found_due = [
        *(one for converted in found.conversions for one in _certificates(found, converted)),
        *_adjustment_notices(found, state, items),
        *_other_notices(found, state),
        *_dividends(found, state),
        *_expiries(state, on),
        *_determinations(found),
        *unsettled(found, flags),
        *(Obligation(one.day, "balance", "", one.entry, one.holder, limit="none") for one in state.differing),
    ]
    return sorted(found_due, key=by_day)


def by_day(one: Obligation) -> tuple[date, str, str, str]:
    """What obligations are sorted by."""
    return one.due or date.max, one.kind, one.about, one.holder or ""


def expiries(state: State, on: date) -> list[Expiry]:
    """Rights that ended before a day with something outstanding, and no termination recorded for it."""
    units = 1 / state.units
    found = [
        Expiry(one.right, one.stage, one.ended, state.rights[one.right].holder, Figure(one.price_if_ended, units))
        for one in past_their_term(state)
        if one.ended < on
    ]
    return sorted(found, key=lambda one: (one.ended, one.right))


def terminations(ended: Iterable[Expiry]) -> list[dict[str, str]]:
    """The entries that record that rights have expired, each on the day on which it ended."""
    return [
        {
            "type": "right_terminated",
            "effective": one.ended.isoformat(),
            "right": one.right,
            "stage": one.stage,
            "reason": "expired",
        }
        for one in ended
    ]


def _expiries(state: State, on: date) -> Iterator[Obligation]:
    """Of rights whose term is over before a day, though nothing may have happened since."""
    for right, _, ends, _ in with_a_term(state):
        if ends < on:
            yield Obligation(ends, "expiry", "4E(3)", right.name, right.holder)


def _certificates(found: Gathered, converted: Converted) -> Iterator[Obligation]:
    """To the holder, in whose name soever it is registered; none for a conversion that gives no whole share (A53)."""
    entry, name = converted.entry, converted.entry.id or ""
    done = found.delivered.get((name, "common"))
    if not isinstance(entry, SeriesDConverted):
        if converted.gives:  # no limit is set for the automatic conversion (A46)
            yield Obligation(entry.effective, "certificate", "4L (second)", name, entry.holder, done, limit="none")
        return
    due = certificate_due(entry, converted.terms)
    if converted.gives:
        yield Obligation(due, "certificate", "4C", name, entry.holder, done)
    if converted.left:
        done = found.delivered.get((name, "balance"))
        yield Obligation(due, "balance_certificate", "4D", name, entry.holder, done)


def _adjustment_notices(found: Gathered, state: State, items: Iterable[Item]) -> Iterator[Obligation]:
    """4K sets no limit, so a notice is due at once; one may cover all adjustments of a day (A53)."""
    if not state.course.history:
        return
    for one in adjustments_told(found, state, Learned.of(items)):
        for holder in one.holders:
            done = one.done.get(holder)
            yield Obligation(one.step.day, "adjustment_notice", "4K", one.step.entry, holder, done, "at_once")


def _other_notices(found: Gathered, state: State) -> Iterator[Obligation]:
    mailings: Mailings = {}
    for sent in found.notices:
        one = sent.entry
        mailings.setdefault((one.kind, one.holder, one.about or ""), one.effective)
    for entry, holders in found.events:
        kind, due, name = kind_of(entry) or "", last_mailing_day(entry, days_of_notice(entry, state)), entry.id or ""
        for holder in holders:
            yield Obligation(due, f"{kind}_notice", "4L", name, holder, mailings.get((kind, holder, name)))


def _dividends(found: Gathered, state: State) -> Iterator[Obligation]:
    """Section 2: at the same time as on Common; until then it accrues.

    What is still unpaid is due to whoever has the shares that carry it now, and to whom it is owed on others (A60).
    """
    carriers = {holder for holder, held in state.register.lots.items() if any(lot.accrued.high for lot in held)}
    for entry, holders in found.unpaid:
        done = min((day for day in found.accruals_paid if day >= entry.effective), default=None)
        owed = {one.holder for one in state.debts if one.entry == entry.id}
        for holder in holders if done is not None else sorted(carriers | owed):
            yield Obligation(entry.effective, "dividend", "2", entry.id or "", holder, done, "at_once")


def _determinations(found: Gathered) -> Iterator[Obligation]:
    """The Board answers a holder's inquiry promptly, in writing (4E(5), 4H)."""
    for entry in found.entries:
        if not isinstance(entry, Issuing | DistributionMade | Reorganized):
            continue
        asked = [entry.determination]
        if isinstance(entry, DistributionMade):
            asked.append(entry.market_price_determination)
        clause = "4E(5)" if isinstance(entry, Issuing) else entry.clause
        for one in asked:
            if one is not None and one.inquired is not None:
                yield Obligation(one.inquired, "answer", clause, entry.id or "", None, one.answered, limit="none")


def unsettled(found: Gathered, flags: Iterable[Flag]) -> Iterator[Obligation]:
    """Determinations that were not made, or are not final, as the flags say."""
    days = {entry.id: entry.effective for entry in found.entries}
    for flag in flags:
        if flag.rule in UNSETTLED and flag.entry is not None:
            day = days[flag.entry]
            yield Obligation(day, "determination", flag.clause, flag.entry, None, limit="none")


def _information(state: State) -> list[str]:
    """What is no duty of the Company's, and good to know."""
    return _waits_for_authority(state) or _short_of_common(state)


def _waits_for_authority(state: State) -> list[str]:
    """What the automatic conversion still waits for once its reverse split is effected (second 4L, A46)."""
    missing = missing_authority(state)
    if not missing:
        return []
    waits = (
        "the reverse split of the automatic conversion is effected; it follows when the authorized Common is raised by "
        f"{missing:,} (second 4L, A46)"
    )
    return [waits]


def _short_of_common(state: State) -> list[str]:
    """What is said and not enforced: 4L(2) reserves Series D where Common must be meant (A48)."""
    if state.room is None or not state.series_d or state.price.is_zero():
        return []
    needed = sum(as_converted(state, holder) for holder in state.series_d)
    if needed <= state.room:
        return []
    short = (
        f"converting all {state.terms.series} takes {needed:,} shares of Common, {needed - state.room:,} more than the "
        f"{state.room:,} that can be delivered (4L(2), A48; information only)"
    )
    return [short]

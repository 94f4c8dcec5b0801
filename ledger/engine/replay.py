"""The engine: replay a timeline, from the beginning or from any place on.

A late entry, a void, a correction and a what-if are one operation: edit the timeline, replay it from the first place
that differs. `Replay` goes forward over a list of items and sets marks to come back to, so that an edit costs in
proportion to what comes after it. Why going back to a mark and on again gives what a replay from the start would:

- Applying an item looks at the item and at the state, and at nothing else: no clock, no chance, no file, no item that
  is still to come. What a timeline fixes for all of itself (the terms of its certificate, the date of its first
  Series D) is put into the state by `begin`; an edit that touches those begins again and uses no mark.
- So the state before an item follows from the items before it. A mark is that state, as it was, with its place; whoever
  edits the list says from which place on it differs, and the marks up to that place are of the edited timeline, too.
- Nothing changes what a mark holds: of what goes on growing it knows how far that had come, and so far it is never
  written anew (`ledger.cap_table.snapshot`). So it can be come back to again and again, by this replay and by branches.
- A record is taken at the close of its date, and which dates those are is told by entries that come only later. So
  what names a new one goes back to the close of that day, where no mark has come past it.
- Within an integral transaction no mark is set: the price takes its entries as one moment (A6), so the last fact is
  still open there, and what a mark held would not be the past.

Marks cost, so there are few: one every so many entries, and closer towards the end, where most edits are made: no two
stand farther apart than half of what is still to come. A mark costs as much as the tables of holders and rights are
long, so where those are long marks stand farther apart: all of them together cost so much for each entry, however many
there are. A timeline that grows leaves behind the marks that stood close to what was its end, and they are thinned out.
It would break if a clause looked beyond its item and state, or if something that a mark shares were changed where it
stands instead of being replaced.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import is_
from typing import assert_never

from ledger import events
from ledger.cap_table.record_dates import record_dates_of
from ledger.cap_table.snapshot import Snapshot, beside, branch, lent, restored, snapshot
from ledger.cap_table.state import State
from ledger.clauses import (
    amendment,
    assertions,
    automatic_conversion,
    conversion,
    definitions,
    dividends,
    holders,
    liquidation,
    notices,
    opening,
    records,
    restrictions,
)
from ledger.clauses.adjustment import (
    distributions,
    exercise,
    issues,
    options,
    readjustment,
    reorganization,
    splits,
    treasury,
)
from ledger.clauses.adjustment.trigger import flag_below_par
from ledger.events import AnyEntry, SeriesDAutoConverted
from ledger.events.terms import Terms
from ledger.log.edition import is_of_first_edition
from ledger.log.recorded import Delivery, Recorded
from ledger.log.timeline import Item, certificate, first_series_d, transaction_of
from ledger.numbers.bounded import Bounded
from ledger.price.course import Course
from ledger.price.rights import Right
from ledger.sharing import Row

_MARK_EVERY = 2048
"""Entries from one mark to the next; towards the end of the timeline, where most edits are made, marks stand closer."""
_SHORT = 2048
"""Lines that the tables of holders and rights may have together before marks stand farther apart."""
_CLOSEST = 256
"""Marks stand no closer than the part of the tables that this many times over is all of them."""
_FEW = 8
"""So many marks more than there need be are not thinned out yet: each is as large as the tables are."""
_NEAR = 8
"""Entries from one mark to the next, at least, where a branch sets them for the next one."""
_LENT = 64
"""So many marks are remembered from what branched."""


@dataclass(slots=True)
class Replay:
    """A timeline replayed up to `applied` of its items; `state` is the cap table there."""

    items: Row[Item]
    state: State
    applied: int = 0
    record_dates: tuple[date, ...] = ()
    """Of all that the timeline has, and perhaps of what it no longer has (`ledger.cap_table.record_dates`)."""
    delivered_by: frozenset[str] = frozenset()
    """The entries by which automatic conversions were made, in all of the timeline (A8)."""
    _marks: list[tuple[int, Snapshot]] = field(default_factory=list)
    _crowded: int = _FEW
    """With more marks than that some may stand closer than they need by now."""
    _lent: list[tuple[int, Snapshot]] = field(default_factory=list)
    """Marks from which others branched that share what they can; the list is replaced, never changed."""
    _alike: int = -1
    """Up to which place this is the replay that it branched from, where it sets marks for that one."""

    def step(self, *, converting: bool = True) -> tuple[Delivery | None, bool]:
        """Apply the next item; answers a conversion's delivery, and whether all Series D converts automatically now.

        Without `converting` the automatic conversions that the item has are left to the caller. Raises `Refusal` when
        the item breaks a rule; the state is then as far as the item had come and of no use.
        """
        item = self.items[self.applied]
        self.mark()
        state = self.state
        state.begin(item.recorded.entry)
        state.of_first_edition = is_of_first_edition(item.recorded)
        steps = len(state.course.history)
        delivery = apply(state, item.recorded.entry, item.recorded.delivery)
        if len(state.course.history) > steps:
            flag_below_par(state, state.price_after_close)
        state.passed[item.recorded.id] = None
        converts, state.automatic_due = state.automatic_due, False
        if state.automatic_asked and converting:
            for one in item.automatic:
                apply(state, one.entry, None)
        self.applied += 1
        return delivery, converts

    def rewind(self, index: int) -> None:
        """Go back to at or before a place; what was applied from there on is to be applied again."""
        if index < self.applied:
            self._go_back(index)

    def take_records(self, days: Iterable[date]) -> None:
        """Take a record of the holders at the close of these days, too, none of which the replay has come past."""
        self.record_dates = tuple(sorted({*self.record_dates, *days}))
        self._look_ahead()

    def note_deliveries(self, causes: Iterable[str]) -> None:
        """Note by which entries automatic conversions were made, none of which the replay has come past otherwise."""
        self.delivered_by = frozenset(causes)
        self._look_ahead()

    def note_deliveries_again(self, recorded: Sequence[Recorded]) -> None:
        """The same of the items as they are, where these automatic conversions are recorded.

        Where there were none and none is recorded the items have none, and are not gone through.
        """
        if recorded or self.delivered_by:
            self.note_deliveries(item.recorded.id for item in self.items if item.automatic)

    def _look_ahead(self) -> None:
        """Put into the state what all of the timeline fixes beforehand."""
        self.state.record_dates, self.state.delivered_by = self.record_dates, self.delivered_by

    def leave_out(self) -> None:
        """Take the item that broke a rule out of the timeline; what led up to it is to be applied again."""
        index = self.applied
        del self.items[index]
        self._go_back(index)

    def branch(self, index: int, items: Row[Item]) -> "Replay":
        """A replay of its own at or before a place, over a timeline that is the same up to that place."""
        if index >= self.applied:
            marks, found, applied = self._marks[:], snapshot(self.state), self.applied
        else:
            marks = self._marks[: bisect_right(self._marks, index, key=_place)]
            applied, found = marks[-1]
        other = Replay(items, branch(found, self.state), applied, self.record_dates, self.delivered_by, marks)
        other._look_ahead()
        return other

    def beside(self, index: int, items: Row[Item]) -> "Replay":
        """The same, sharing what it can: this one is not to be changed as long as the other is in use.

        Where it is still alike it sets marks closely, since thousands branch near the end: see `learn`.
        """
        place, found = last = self._lent_up_to(index)
        marks = self._marks[: bisect_left(self._marks, place, key=_place)]
        if place < self.applied:  # at the end the last fact of the price may still be open, and no mark stands there
            marks.append(last)
        alike = index if len(self.items) - index <= _MARK_EVERY else -1
        state = beside(found, self.state)
        other = Replay(items, state, place, self.record_dates, self.delivered_by, marks, _alike=alike)
        other._look_ahead()
        return other

    def learn(self, other: "Replay") -> None:
        """Remember the marks that a branch has set where it is still alike: the next one starts from there.

        It is not alike where it looked ahead to something else, or made automatic conversions that this one has not.
        """
        known = {place for place, _ in (*self._marks, *self._lent)}
        marks, alike = other._marks, other._alike  # noqa: SLF001  of its own kind
        new = [mark for mark in marks if mark[0] <= alike and mark[0] not in known]
        if new and (other.record_dates, other.delivered_by) == (self.record_dates, self.delivered_by):
            since = slice(max(place for place in known if place < new[0][0]), alike)
            mine, its = self.items[since], other.items[since]
            if len(mine) == len(its) and all(map(is_, mine, its)):
                self._lent = [*self._lent, *new][-_LENT:]

    def _lent_up_to(self, index: int) -> tuple[int, Snapshot]:
        """The last place at or before one from which a branch can start, and the mark there."""
        known = [mark for mark in self._lent if mark[0] <= index]
        last = max(known, key=_place, default=None)
        before = bisect_right(self._marks, index, key=_place)
        place = self.applied if index >= self.applied else self._marks[before - 1][0]
        if last is not None and last[0] >= place:
            return last
        found = snapshot(self.state) if index >= self.applied else self._marks[before - 1][1]
        last = place, lent(found, self.state)
        self._lent = [*self._lent, last][-_LENT:]
        return last

    def _go_back(self, index: int) -> None:
        while self._marks[-1][0] > index:
            self._marks.pop()
        self.applied, found = self._marks[-1]
        self.state = restored(found, self.state)
        self._look_ahead()

    def mark(self) -> None:
        """Keep a snapshot before the next item, where the last one is far."""
        if not self._marks or self.is_far_from(self._marks[-1][0]) or self._ends_the_timeline():
            self.mark_here()

    def mark_here(self) -> bool:
        """Keep a snapshot before the next item, if the price has no open fact there; answers whether one is kept."""
        if self._marks and self._marks[-1][0] == self.applied:
            return True
        # inside an integral transaction the last fact of the price is still open
        inside = bool(self.applied) and transaction_of(self.items[self.applied].recorded.entry) is not None
        if not inside:
            self._marks.append((self.applied, snapshot(self.state)))
            if len(self._marks) > self._crowded:
                self._thin_out()
        return not inside

    def _ends_the_timeline(self) -> bool:
        """Whether only what stands at the close of the last day is still to come: what that day has yet goes before."""
        key, at = self.items[self.applied].key, self.applied
        if not key.closing or key.day != self.items[-1].key.day:
            return False
        return not at or not (self.items[at - 1].key.closing and self.items[at - 1].key.day == key.day)

    def is_far_from(self, place: int) -> bool:
        """Whether a mark is due here where the last one stands at a place."""
        return self.applied - place >= self._gap(self.applied)

    def keep_marks(self, places: Container[int]) -> None:
        """Keep the marks at these places alone: of a replay that goes on again and again they would become many."""
        self._marks = [mark for mark in self._marks if mark[0] in places]

    def _gap(self, place: int) -> int:
        """How far apart marks stand at a place: no farther than half of what is still to come."""
        ahead = len(self.items) - place
        if place <= self._alike:
            return max(_NEAR, ahead // _LENT)
        tables = len(self.state.rights) + len(self.state.register.common)
        every = _MARK_EVERY * max(1, tables // _SHORT)
        return min(every, max(ahead // 2, tables // _CLOSEST)) if ahead > 1 else every

    def _thin_out(self) -> None:
        """Leave out the marks between two that stand close enough without them, as the timeline is long now."""
        kept = self._marks[:1]
        for one, after in pairwise(self._marks[1:]):
            if after[0] - kept[-1][0] > self._gap(kept[-1][0]):
                kept.append(one)
        self._marks = [*kept, self._marks[-1]]
        self._crowded = len(self._marks) + _FEW


def _place(mark: tuple[int, Snapshot]) -> int:
    return mark[0]


def begin(items: Row[Item], *, keep_replays: bool = False) -> Replay:
    """A replay at the beginning of a timeline. `keep_replays` keeps the steps of every readjustment."""
    adopted = certificate(items)
    terms = adopted.terms if adopted else Terms()
    first = first_series_d(items)
    rights: dict[str, Right] = {}
    start = Bounded.of(terms.conversion_price)
    day = items[0].key.day if items else date.min
    course = Course(terms.interpretations, start, day, rights, keep_replays)
    record_dates = record_dates_of(item.recorded.entry for item in items)
    state = State(terms, first, adopted.effective if adopted else None, course, record_dates, rights=rights)
    replay = Replay(items, state, record_dates=record_dates)
    replay.note_deliveries(item.recorded.id for item in items if item.automatic)
    return replay


def apply(state: State, entry: AnyEntry, delivery: Delivery | None) -> Delivery | None:  # noqa: C901, PLR0912, PLR0915  a line for each type
    """Apply one entry to the cap table: the module of its clause says how. Raises `Refusal`."""
    state.register.at = entry.id or ""
    match entry:
        case events.CommonIssued():
            issues.common_issued(state, entry)
        case events.SharesTransferred():
            opening.shares_transferred(state, entry)
        case events.HolderRenamed():
            holders.holder_renamed(state, entry)
        case events.HoldersMerged():
            holders.holders_merged(state, entry)
        case events.SeriesDSplit():
            definitions.series_d_split(state, entry)
        case events.OptionGranted():
            options.option_granted(state, entry)
        case events.ConvertibleIssued():
            options.convertible_issued(state, entry)
        case events.RightExercised():
            exercise.right_exercised(state, entry)
        case events.RightChanged():
            readjustment.right_changed(state, entry)
        case events.RightTerminated():
            readjustment.right_terminated(state, entry)
        case events.SeriesDConverted():
            return conversion.series_d_converted(state, entry, delivery)
        case events.CertificateAdopted():
            opening.certificate_adopted(state, entry)
        case events.OpeningBalance():
            opening.opening_balance(state, entry)
        case events.SeriesDIssued():
            opening.series_d_issued(state, entry)
        case events.CommonAuthorizedChanged():
            records.common_authorized_changed(state, entry)
        case events.CommonSplit():
            splits.common_split(state, entry)
        case events.StockDividendPaid():
            splits.stock_dividend_paid(state, entry)
        case events.TreasuryAcquired():
            treasury.treasury_acquired(state, entry)
        case events.TreasuryDisposed():
            treasury.treasury_disposed(state, entry)
        case events.TreasuryRetired():
            treasury.treasury_retired(state, entry)
        case events.DistributionMade():
            distributions.distribution_made(state, entry)
            dividends.shared_in_kind(state, entry)
        case events.Reorganized():
            reorganization.reorganized(state, entry)
        case events.CashDividendPaid():
            dividends.cash_dividend_paid(state, entry)
        case events.AccruedDividendsPaid():
            dividends.accrued_dividends_paid(state, entry)
        case events.ConsentGiven():
            amendment.consent_given(state, entry)
        case events.ProtectedActionTaken():
            restrictions.protected_action_taken(state, entry)
        case events.TermsAmended():
            amendment.terms_amended(state, entry)
        case events.AdjustmentWaived():
            amendment.adjustment_waived(state, entry)
        case events.NoticeSent():
            notices.notice_sent(state, entry)
        case events.CertificateDelivered():
            records.certificate_delivered(state, entry)
        case events.Liquidated():
            liquidation.liquidated(state, entry)
        case events.BalanceAsserted():
            assertions.balance_asserted(state, entry)
        case events.AddressChanged() | events.LetterheadChanged():
            pass  # letters read it off the timeline (`ledger.log.books`); nothing of the cap table hangs on it
        case SeriesDAutoConverted():
            automatic_conversion.series_d_auto_converted(state, entry)
        case events.EntryVoided() | events.EntryCorrected() | events.DocumentAttached():
            raise AssertionError("what is about the record does not stand in the timeline")
        case _:
            assert_never(entry)
    return None

"""A company's book: its log, the timeline that the log makes, and the replay of it. Here entries are decided.

Deciding refuses: `record` raises a `Refusal` for an entry that breaks a rule, or would make a later one break it.
What is recorded always loads: while loading, a broken rule is noted in `problems` and the entry is left out.
"""

from bisect import bisect_right
from collections import ChainMap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ledger.cap_table.acts import Waived
from ledger.cap_table.record_dates import record_dates_of
from ledger.cap_table.state import State
from ledger.clauses import automatic_conversion
from ledger.engine.attaching import Content, attached_now, check_attached, content_of, note_document, said_by
from ledger.engine.attending import Attending, step
from ledger.engine.edits import ID_TAKEN, LATE, UNKNOWN_ENTRY, check_editable, check_waived, check_waiver
from ledger.engine.one_pass import Observer, Pass, Stop, never
from ledger.engine.replay import Replay, apply, begin
from ledger.events import (
    AdjustmentWaived,
    AnyEntry,
    CertificateAdopted,
    EntryCorrected,
    NoticeSent,
    SeriesDAutoConverted,
)
from ledger.log.recorded import EDITION, Recorded
from ledger.log.spellings import unspelt
from ledger.log.timeline import (
    EDITS,
    Item,
    as_edited,
    first_series_d,
    in_timeline,
    is_edit,
    issues_series_d,
    placed,
    remake,
    standing_edits,
    timeline,
)
from ledger.names import near
from ledger.refusals import Flag, Refusal, flagged
from ledger.sharing import Map, Row, Table, Tail

BREAKS_NOTHING = (NoticeSent,)
"""Entries after which no other can break a rule that it did not break before: of notices only what is to be said hangs
on them (`State.notices`), and no rule asks for them."""


@dataclass(slots=True)
class Book:
    """Made by `open_book`; `record` is the only way to change it.

    After a `Refusal` from `record` a book is spent: what it holds half-way is of no use, and a new one is opened.
    """

    log: Row[Recorded]
    replay: Replay
    keep_replays: bool = False
    by_id: Map[str, Recorded] = field(default_factory=dict)
    edits: list[Recorded] = field(default_factory=list)
    standing: dict[str, Recorded] = field(default_factory=dict)
    """The edit that stands for each entry edited, by the entry's id."""
    automatic: list[Recorded] = field(default_factory=list)
    attached: dict[Content, tuple[str, ...]] = field(default_factory=dict)
    """Of each document the entries that once attached it, by id; an edit may have changed what they say since."""
    problems: list[Refusal] = field(default_factory=list)
    flags: list[Flag] | None = None
    """What a reader should know about the entries loaded, in timeline order; None where nobody listened for it."""
    attending: Attending | None = None
    """Who is told of what is recorded as it is applied, if anybody is."""
    _waivers: tuple[Waived, ...] | None = None
    """The waivers of the whole timeline, while the replay of it waits for more notices; else its state has them."""
    _is_lent: bool = False
    """Whether others share what this book stands on; it takes its own before it changes."""

    @property
    def state(self) -> State:
        """The cap table at the end of the timeline."""
        return self.replay.state

    @property
    def items(self) -> Row[Item]:
        """The timeline."""
        return self.replay.items

    def copy(self) -> "Book":
        """A book of its own that says what this one says; what is recorded in the one is not in the other."""
        other = self.with_its_own_log()
        other.replay = self.replay.branch(len(self.items), self.items[:])
        return other

    def flags_up_to(self, state: State) -> list[Flag] | None:
        """The flags of the entries that a state has come past; None where nobody listened."""
        return None if self.flags is None else [flag for flag in self.flags if flag.entry in state.passed]

    def with_its_own_log(self) -> "Book":
        """A book whose log is its own, while the timeline and its replay are still those of this one."""
        return self._with(self.log[:], self.by_id.copy())

    def lent(self) -> "Book":
        """The same, where what is changed in the log is all that costs; what else there is of this book is shared."""
        self.lend()
        return self._with(Tail(self.log, len(self.log)), Table(self.by_id))

    def lend(self) -> None:
        """Others share what this book stands on: before it changes it takes its own, so that they see nothing of it."""
        self._is_lent = True

    def _with(self, log: Row[Recorded], by_id: Map[str, Recorded]) -> "Book":
        edits, automatic, problems = self.edits[:], self.automatic[:], self.problems[:]
        standing, attached = dict(self.standing), dict(self.attached)
        return Book(log, self.replay, self.keep_replays, by_id, edits, standing, automatic, attached, problems)

    def _take_own(self) -> None:
        """Go on with what nobody shares."""
        if self._is_lent:
            own = self.copy()
            self.log, self.by_id, self.replay, self._is_lent = own.log, own.by_id, own.replay, False

    def record(
        self, entry: AnyEntry, at: datetime, *, edition: int = EDITION, more: bool = False
    ) -> tuple[list[Recorded], list[Flag]]:
        """Record one entry after all others; what the ledger itself writes with it follows it in the answer.

        The entry is judged by this edition of the readings: today's, but where a log is recorded anew as it was. With
        `more` to come, what takes effect after a notice is not gone through again for each notice; who says so comes to
        the end of it with `catch_up`.
        Raises `Refusal` when the entry breaks a rule, or would make a later entry break one.
        """
        self._take_own()
        position = len(self.log) + 1
        name = entry.id or self.free_id(f"{entry.type}-{position}")
        new = Recorded(position, name, named(entry, name), at, edition=edition)
        flags: list[Flag] = []
        may_wait = isinstance(entry, BREAKS_NOTHING)
        try:
            if not may_wait:
                self.catch_up()
            waivers = self._known_waivers
            self._check_id(new)
            target = self._target(new)
            self._check_waivers(new, target)
            self._check_documents(new, target)
            self._edit_timeline(new, target)
            written = self._try(new, target or new, flags, wait=more and may_wait)
            self._waivers = waivers if self._is_behind else None
        except Refusal as refusal:
            raise refusal.of(name) from None
        return written, [flagged(flag, name) for flag in flags]

    def catch_up(self) -> None:
        """Go through what is left of the timeline, where notices were recorded with more to come."""
        self._take_own()
        while self._is_behind:
            recorded = self.items[self.replay.applied].recorded
            try:
                step(self.replay, self.attending, None)
            except Refusal as refusal:  # a notice breaks nothing: it is said all the same, if ever one did
                raise _would_break(refusal, recorded) from None
        self.replay.state.listener.flags = None
        self._waivers = None

    @property
    def _known_waivers(self) -> tuple[Waived, ...]:
        """The waivers of the whole timeline."""
        return self.state.waivers if self._waivers is None else self._waivers

    @property
    def _is_behind(self) -> bool:
        return self.replay.applied < len(self.items)

    def find(self, name: str) -> Recorded:
        """The entry of this name, as it was recorded, to be edited. Raises `Refusal` when there is none."""
        if name not in self.by_id:
            raise Refusal(UNKNOWN_ENTRY, f"there is no entry {name!r} to edit{near(name, self.by_id)}")
        return self.by_id[name]

    def standing_edit(self, name: str) -> Recorded | None:
        """The edit that stands for an entry, if there is one."""
        return self.standing.get(name)

    def has(self, entry: AnyEntry) -> bool:
        """Whether the same entry, by id and by value, is recorded already, in whatever spelling of its names.

        An explicit default is an absent field.
        """
        known = None if entry.id is None else self.by_id.get(entry.id)
        return known is not None and unspelt(known.entry) == unspelt(named(entry, known.id))

    # -- what an entry names --------------------------------------------------------------------------------------

    def free_id(self, name: str) -> str:
        """The name, or one like it that no entry has."""
        while name in self.by_id:
            name += "'"
        return name

    def _check_id(self, new: Recorded) -> None:
        if new.id in self.by_id:
            raise Refusal(
                ID_TAKEN,
                f"there is an entry {new.id!r} already with other content; ids are unique, "
                "so choose another one, or correct that entry with entry_corrected",
            )

    def _target(self, new: Recorded) -> Recorded | None:
        """The entry that an edit names. Refused when there is none, or it cannot be edited."""
        if not isinstance(new.entry, EDITS):
            return None
        target = self.find(new.entry.entry)
        check_editable(new.entry, target, self.standing_edit(target.id))
        return target

    def _check_waivers(self, new: Recorded, target: Recorded | None) -> None:
        """A waiver names an issue or a grant, as that now stands; whichever of the two is recorded first."""
        subject = target or new
        stands = said_by(new.entry)
        check_waived(stands, subject.id, self._known_waivers)
        if isinstance(stands, AdjustmentWaived) and stands.entry in self.by_id:
            found = as_edited(self.by_id[stands.entry], self.standing.get(stands.entry))
            check_waiver(stands, {found.id: found} if found else {})

    def _check_documents(self, new: Recorded, target: Recorded | None) -> None:
        """A document is attached to an entry that is recorded, and once."""
        content = content_of(said_by(new.entry))
        if content is None:
            return
        same = attached_now(content, self.attached, self.by_id, self.standing)
        check_attached(said_by(new.entry), (target or new).id, self.by_id, same)

    # -- the timeline ---------------------------------------------------------------------------------------------

    def _edit_timeline(self, new: Recorded, target: Recorded | None) -> None:
        """Edit the timeline for a new entry, and go back to where it must be replayed from."""
        items = self.items
        if target is not None:
            touched, start = self._edit_from_day(new, target)
        elif in_timeline(new):
            touched, start = [new], placed(items, new)
        else:
            return
        if any(self.changes_the_start(one, items) for one in touched):
            self._go_back(0)
            self.replay = begin(items, keep_replays=self.keep_replays)
            return
        days = [day for day in record_dates_of(one.entry for one in touched) if day not in self.replay.record_dates]
        start = from_record_dates(items, start, days)
        self._go_back(start)
        self.replay.rewind(start)
        if days:
            self.replay.take_records(days)
        if target is not None:
            self.replay.note_deliveries_again(self.automatic)

    def _go_back(self, place: int) -> None:
        if self.attending is not None:
            self.attending.go_back(place, self.items)

    def _edit_from_day(self, new: Recorded, target: Recorded) -> tuple[list[Recorded], int]:
        """Make the timeline again from the first day that an edit touches; answers also what was touched."""
        edits = ChainMap({target.id: new}, self.standing)
        stands = [as_edited(target, self.standing.get(target.id)), as_edited(target, new)]
        touched = [one for one in stands if one is not None and in_timeline(one)]
        return touched, remake(self.items, touched, self.by_id, self.automatic, edits)

    def changes_the_start(self, touched: Recorded, items: Iterable[Item]) -> bool:
        """Whether an entry touches what is fixed before all replay: the terms, and the date of the first Series D."""
        if isinstance(touched.entry, CertificateAdopted):
            return True
        return issues_series_d(touched.entry) and first_series_d(items) != self.state.first_series_d

    # -- the trial ------------------------------------------------------------------------------------------------

    def _try(self, new: Recorded, subject: Recorded, flags: list[Flag], *, wait: bool) -> list[Recorded]:
        """Replay what is to come and write down what follows; `subject` is on trial (the one edited, for an edit).

        What comes after it can `wait`.
        """
        replay = self.replay
        written = [new]
        while replay.applied < len(replay.items):
            index = replay.applied
            recorded = replay.items[index].recorded
            on_trial = recorded.id == subject.id
            try:
                delivery, converts = step(replay, self.attending, flags if on_trial else None)
                if on_trial and delivery is not None:
                    written[0] = replace(new, delivery=delivery)
                if converts:
                    written += self.convert_the_rest(index, new.position + len(written), new)
            except Refusal as refusal:
                if on_trial:
                    raise
                raise _would_break(refusal, recorded) from None
            if on_trial and wait:
                break
        replay.state.listener.flags = None
        self._flag_lateness(new, flags)
        for one in written:
            self.put_in_log(one)
        return written

    def convert_the_rest(self, index: int, first_position: int, by: Recorded) -> list[Recorded]:
        """Make the automatic conversions that the entry at this place causes and that are not made yet.

        They are written down with the entry `by`, which brings them about.
        """
        item = self.items[index]
        conversions = []
        due = automatic_conversion.due(self.state, item.recorded.id, item.key.day)
        for position, entry in enumerate(due, start=first_position):
            name = self.free_id(f"{entry.type}-{position}")
            one = Recorded(position, name, named(entry, name), by.recorded_at, edition=by.edition)
            apply(self.state, one.entry, None)
            conversions.append(one)
        self.items[index] = replace(item, automatic=(*item.automatic, *conversions))
        if conversions:
            self.replay.note_deliveries({*self.replay.delivered_by, item.recorded.id})
        return conversions

    def put_in_log(self, one: Recorded) -> None:
        """Put an entry behind all others of the log; the timeline stays what it is."""
        self.log.append(one)
        self.by_id[one.id] = one
        note_document(self.attached, one)
        if is_edit(one):
            self.edits.append(one)
            self.standing |= standing_edits([one])
        elif isinstance(one.entry, SeriesDAutoConverted):
            self.automatic.append(one)

    def _flag_lateness(self, new: Recorded, flags: list[Flag]) -> None:
        if not in_timeline(new) or self.items[-1].recorded.id == new.id:
            return
        later = len(self.items) - place_after(self.items, new.entry.effective)
        if later:
            entries = "an entry that was" if later == 1 else f"{later:,} entries that were"
            flags.append(Flag(LATE, f"takes effect before {entries} recorded earlier (A8)"))


def open_book(  # noqa: PLR0913  by name
    log: Iterable[Recorded],
    *,
    until: date | None = None,
    keep_replays: bool = False,
    listen: bool = False,
    observers: Sequence[Observer] = (),
    enough: Callable[[], bool] = never,
    stops: list[Stop] | None = None,
) -> Book:
    """Load a log and replay it, up to the close of a day if one is given: one pass, on which observers look.

    With `listen` the book keeps the flags of the entries as they are now known. The observers are told of the whole
    timeline when the pass begins, also of what comes after its last day. A pass whose observers have had `enough` ends
    at the close of that day, and the book is then as far as it had come. In `stops` are put the places from which the
    book and its observers can go on when the log has grown (`ledger.engine.growth`).
    """
    book = unopened(log, keep_replays=keep_replays)
    book.flags = [] if listen else None
    Pass(book.replay, observers, book.flags, book.problems, enough=enough, stops=stops).run(until)
    if until is not None:
        del book.items[place_after(book.items, until) :]
    return book


def unopened(log: Iterable[Recorded], *, keep_replays: bool = False) -> Book:
    """A book whose timeline is still to be replayed."""
    log = list(log)
    edits = [one for one in log if is_edit(one)]
    standing = standing_edits(edits)
    items = timeline((one for one in log if not is_edit(one)), standing)
    automatic = [one for one in log if isinstance(one.entry, SeriesDAutoConverted)]
    replay = begin(items, keep_replays=keep_replays)
    attached: dict[Content, tuple[str, ...]] = {}
    for one in log:
        note_document(attached, one)
    return Book(log, replay, keep_replays, {one.id: one for one in log}, edits, standing, automatic, attached)


def from_record_dates(items: Sequence[Item], start: int, days: Iterable[date]) -> int:
    """From which place a timeline is to be replayed that differs from `start` on, and where new records are taken."""
    return min([start, *(place_after(items, day) for day in days)])


def place_after(items: Sequence[Item], day: date) -> int:
    """The place in a timeline at the close of a day."""
    return bisect_right(items, day, key=lambda item: item.key.day)


def named(entry: AnyEntry, name: str) -> AnyEntry:
    """The same entry under its id; a correction carries the id of the entry that it corrects."""
    if isinstance(entry, EntryCorrected) and entry.with_.id is None:
        entry = entry.model_copy(update={"with_": entry.with_.model_copy(update={"id": entry.entry})})
    return entry if entry.id == name else entry.model_copy(update={"id": name})


def _would_break(refusal: Refusal, later: Recorded) -> Refusal:
    message = f"would break {later.id} of {later.entry.effective}: {refusal.message}"
    return Refusal(refusal.rule, message, clause=refusal.clause, breaks=later.id)

"""Four eyes: entries that somebody proposes, and that somebody else has recorded by approving them.

    ledger.propose([{"type": "common_issued", "effective": "2006-03-01", "holder": "Fund", "shares": 5000000}])
    ledger.proposals.approve(1)

Each request is decided on what is stored and appended behind it; where somebody else was first, it is decided again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from pydantic import ValidationError

from commands.api.data.listed import Listed
from commands.api.decide import decide
from commands.api.done import told_if_written
from commands.api.given import text, whole_or_none
from commands.api.mending import check_seen
from commands.api.retry import tries
from commands.api.writer import BATCH_RECORDED, WRITER, Writer, brief, given_as
from ledger.errors import ArgumentError
from ledger.events import AnyEntry, Entry, as_entry
from ledger.log.proposals import Happened, Person, Proposal, ProposalApproved, ProposalDeclined, ProposalMade, State
from ledger.log.recorded import Recorded
from ledger.log.recordings import By
from ledger.log.timeline import order_of_dates
from ledger.numbers.given import several
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.store.proposals import Tray
from ledger.store.store import ConcurrentWriteError, Store
from projections.compare.proposals import IsApproved, IsDeclined, IsProposed, ProposalTold, RecordedNow, WhyRefused
from projections.compare.proposals import Tray as Told
from projections.compare.recording import RecordResult

UNKNOWN_PROPOSAL = refuses(
    "unknown_proposal",
    "",
    "A proposal is named by its number among those of its company.",
    "Name one that `seriesd proposals` lists.",
)
PROPOSAL_DECIDED = refuses(
    "proposal_decided",
    "",
    "A proposal is decided once: what was approved is in the log, and what was declined is not taken up again.",
    "Propose the entries again.",
)
FOUR_EYES = refuses(
    "four_eyes",
    "",
    "What one person proposes, another one approves.",
    "Let somebody else approve it, under their own name and with their own key.",
)

Decision = tuple[ProposalApproved | ProposalDeclined, list[Recorded]]
"""What becomes of a proposal, and what is recorded in the log with it."""


@dataclass(slots=True)
class Proposals:
    """The proposals of one company. What is asked for and not there, or not possible, raises `Refusal`."""

    store: Store
    company: str
    clock: Callable[[], datetime]
    writer: Writer = WRITER

    def all(self, *, only_open: bool = False, number: int | None = None) -> Listed[ProposalTold]:
        """The proposals, in the order in which they were made, each open one with what approving it would do now.

        With a `number` it is that one alone; raises `Refusal` where there is none.
        """
        log = self.store.read(self.company)
        numbers = range(1, self._tray.count() + 1) if number is None else (number,)
        every = [self._there(each)[0] for each in numbers]
        found = [self._told(one, log) for one in every if one.state == "open" or not only_open]
        return Listed(found, lambda those: Told(self.company, those))

    def propose(
        self, entries: Iterable[Entry | Mapping[str, Any]], reason: str | None = None, batch: str | None = None
    ) -> IsProposed:
        """Propose entries to be recorded; the same again with the same `batch`, a key, are proposed already.

        Raises `Refusal` where recording them now would be refused, or others were proposed with that key, and
        `EntryError` when a mapping is no entry.

        Where all of them are recorded already, nothing is proposed.
        """
        read = [as_entry(one) for one in several(entries, "entries")]
        tray, author, by = self._tray, self.writer.author(batch, given_as(read), reason), self._person()
        for _ in tries():
            log = self.store.read(self.company)
            if batch is not None and (before := self._proposed_as(author.by)) is not None:
                nothing = RecordResult(company=self.company, ledger=self.store.name)
                return IsProposed(self.company, self._told(self._there(before)[0], log), nothing)
            result = self._judged(read, log, self.clock())[0]
            if not result.entries:
                return IsProposed(self.company, None, result)
            number = tray.count() + 1
            made = ProposalMade(by=by, entries=tuple(read), reason=author.by.reason)
            one = Happened(1, made, self._moment(log, None))
            try:
                with told_if_written(self.store, author.by, f"proposal {number} of {self.company}"):
                    tray.append(number, one, tray.read(number)[1], None, author)
            except ConcurrentWriteError:
                continue
            return IsProposed(self.company, self._told(self._there(number)[0], log), result)
        raise ConcurrentWriteError(f"{self.company}: others kept writing; nothing was proposed, try again")

    def approve(self, number: int, reason: str | None = None, *, seen: int | None = None) -> IsApproved:
        """Record what a proposal proposes, all or nothing, judged anew; it and the approval are one recording.

        Raises `Refusal` where whoever asks proposed it, where it was declined, or where a rule is broken now; and where
        the log has not `seen` entries, as it had when somebody looked at it. Approving again records nothing.
        """
        by, nothing = self._person(), RecordResult(company=self.company, ledger=self.store.name)
        results = [nothing]

        def decided(found: Proposal, log: list[Recorded]) -> tuple[ProposalApproved, list[Recorded]]:
            if by.is_also(found.made.by):
                raise Refusal(FOUR_EYES, _same(found, by))
            check_seen(log, seen, f"proposal {found.number}")
            result, new = self._judged(found.entries, log, self._moment(log, found))
            results[0] = replace(result, is_written=bool(new))
            return ProposalApproved(by=by, entries=(*result.entries, *result.written)), new

        told, is_new = self._decide(number, reason, "approved", decided)
        # what was judged before somebody else was first came to nothing
        return IsApproved(self.company, told, is_new, results[0] if is_new else nothing)

    def decline(self, number: int, reason: str) -> IsDeclined:
        """Decline a proposal, for a reason; whoever made it may as well, to take it back. Nothing is recorded.

        Raises `Refusal` where it was approved. Declining again changes nothing.
        """
        event = _declined(self._person(), text(reason, "reason"))
        told, is_new = self._decide(number, brief(event.reason), "declined", lambda *_: (event, []))
        return IsDeclined(self.company, told, is_new)

    # -- how it is written ----------------------------------------------------------------------------------------

    @property
    def _tray(self) -> Tray:
        return Tray(self.store, self.company)

    def _decide(
        self, number: int, reason: str | None, wanted: State, decided: Callable[[Proposal, list[Recorded]], Decision]
    ) -> tuple[ProposalTold, bool]:
        """Decide on what is stored and append, unless it stands so already; once more whenever somebody else wrote."""
        tray, author = self._tray, self.writer.author(None, None, reason)
        for _ in tries():
            log, head = self.store.read_whole(self.company)
            found, previous = self._there(number)
            if found.state == wanted:
                return ProposalTold(found), False
            _check_open(found)
            event, new = decided(found, log)
            by = author.by if wanted == "declined" else author.by._replace(proposed_by=found.made.by.name)
            one = Happened(found.events + 1, event, new[-1].recorded_at if new else self._moment(log, found))
            try:
                with told_if_written(self.store, by, f"proposal {number} of {self.company}"):
                    tray.append(number, one, previous, (new, (len(log), head)) if new else None, replace(author, by=by))
            except ConcurrentWriteError:
                continue
            return ProposalTold(self._there(number)[0]), True
        raise ConcurrentWriteError(f"{self.company}: others kept writing; nothing became of proposal {number}")

    def _proposed_as(self, by: By) -> int | None:
        """The number of what was proposed with a key. Raises `Refusal` where something else was written with it."""
        found = next((one for one, _ in self.store.recordings() if one.by.batch == by.batch), None)
        if found is None:
            return None
        places = [it.stream.split("/") for it in found.of if it.stream.startswith("proposal/")]
        number = next((int(last) for _, of, last in places if unquote(of) == self.company), None)
        if number is None or found.by.given != by.given:
            said = f"recording {found.position} has the key {by.batch!r}, and was of something else"
            raise Refusal(BATCH_RECORDED, f"{said}; give this batch another key")
        return number

    def _judged(
        self, entries: Sequence[AnyEntry], log: list[Recorded], at: datetime
    ) -> tuple[RecordResult, list[Recorded]]:
        """What recording the entries gives, in the order of their dates. Raises `Refusal` with the place at fault."""
        order = order_of_dates(entries)
        try:
            result, new = decide(log, [entries[place] for place in order], at)
        except Refusal as refusal:
            refusal.index = None if refusal.index is None else order[refusal.index]
            raise
        return replace(result, company=self.company, ledger=self.store.name), new

    def _told(self, one: Proposal, log: list[Recorded]) -> ProposalTold:
        if one.state != "open":
            return ProposalTold(one)
        try:
            found = self._judged(one.entries, log, max([self.clock(), *(it.recorded_at for it in log[-1:])]))[0]
        except Refusal as refusal:
            why = WhyRefused(refusal.code, refusal.clause, refusal.message, refusal.entry)
            return ProposalTold(one, RecordedNow(0, 0, [], [], why))
        return ProposalTold(
            one, RecordedNow(found.recorded, found.already_recorded, found.changes, found.warnings, None)
        )

    def _there(self, number: int) -> tuple[Proposal, str]:
        if whole_or_none(number, "number", 1) is None:  # nothing is not the first
            raise ArgumentError("number: a proposal is named by its number, like 1")
        found, previous = self._tray.read(number)
        if found is None:
            made = self._tray.count()
            there = f"there are {made:,} of {self.company}" if made else f"none was made for {self.company}"
            raise Refusal(UNKNOWN_PROPOSAL, f"there is no proposal {number}: {there}; `seriesd proposals` lists them")
        return found, previous

    def _person(self) -> Person:
        name = self.writer.name
        if name is None:
            raise ArgumentError("nobody is named: say who proposes or decides, with --as NAME")
        return Person(name=name, key=None if self.writer.key is None else self.writer.key.public)

    def _moment(self, log: Sequence[Recorded], found: Proposal | None) -> datetime:
        """The moment of what is recorded now: nothing of a proposal is recorded before what it follows."""
        before = [*(one.recorded_at for one in log[-1:]), *([found.changed_at] if found else [])]
        return self.writer.moment(self.store, before, self.clock)


def companies_proposed(store: Store) -> list[str]:
    """The companies of a ledger, and behind them those of which nothing is there but proposals."""
    found = dict.fromkeys(store.companies())
    for one, _ in store.recordings():
        for span in one.of:
            kind, _, rest = span.stream.partition("/")
            if kind == "proposal":
                found[unquote(rest.partition("/")[0])] = None
    return list(found)


def _declined(by: Person, reason: str) -> ProposalDeclined:
    try:
        return ProposalDeclined(by=by, reason=reason)
    except ValidationError:
        raise ArgumentError(f"{reason[:60]!r} is no reason: it has 1 to 20,000 letters that can be seen") from None


def _check_open(found: Proposal) -> None:
    if found.decided is not None:
        said = f"proposal {found.number} was {found.state} by {found.decided.by.name}; propose its entries again"
        raise Refusal(PROPOSAL_DECIDED, said)


def _same(found: Proposal, by: Person) -> str:
    made = found.made.by
    how = f"as {by.name!r}" if made.key is None or made.key != by.key else "with the same key"
    return f"proposal {found.number} was made by {made.name}, and is to be approved {how}; somebody else has to"

"""The tray: a company's proposals in the store, each a stream of its own beside the log, and a stream that lists them.

They have what the log has: an append is one transaction, of two writers one wins, and nothing that is read is used
before its seal is checked. An approval appends to the log and to the proposal in one transaction.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from eventsourcing.persistence import StoredEvent

from ledger.log.proposals import (
    Happened,
    Proposal,
    ProposalApproved,
    ProposalMade,
    called_so,
    proposal_of,
    proposal_topic,
    seal_proposal,
    unseal_proposal,
)
from ledger.log.recorded import ORIGIN, CorruptLedgerError, Recorded
from ledger.log.streams import beside
from ledger.store.mapper import event_hash, examine, read_chain, stored_log
from ledger.store.recording import NOBODY, Author
from ledger.store.store import Store
from ledger.store.stream import Stream, Tail, company_stream

_KIND, _TOPIC = "proposal", "seriesd.proposal.v1"


class Tray:
    """The proposals of one company. Every method raises `StoreError` when the database fails."""

    def __init__(self, store: Store, company: str) -> None:
        self._store = store
        self._company = company

    def count(self) -> int:
        """How many proposals were ever made; they are numbered from 1. Raises `CorruptLedgerError`."""
        called = f"the list of proposals of {self._company}"
        names = self._store.listed(beside(_KIND, self._company, "")[1], called)
        for place, name in enumerate(names, start=1):
            if name != str(place):
                raise CorruptLedgerError(called, place, f"names {name!r}")
        return len(names)

    def read(self, number: int) -> tuple[Proposal | None, str]:
        """A proposal as it now stands, if there is one, and the hash of its last event; the whole chain is checked."""
        called = called_so(self._company, str(number))
        events = self._store.select(self._stream(number).id)
        happened = read_chain(called, events, 0, ORIGIN, partial(_read, self._company, str(number)))
        return proposal_of(number, happened), event_hash(called, events[-1]) if events else ORIGIN

    def append(
        self,
        number: int,
        one: Happened,
        previous: str,
        log: tuple[Sequence[Recorded], tuple[int, str]] | None = None,
        author: Author = NOBODY,
    ) -> None:
        """Append to a proposal behind the event with this hash, and to the log behind this position and hash.

        All or nothing. Raises `ConcurrentWriteError` when one of them does not end there any more.
        """
        stream = self._stream(number)
        state, _ = seal_proposal(self._company, str(number), one, previous)
        event = StoredEvent(stream.id, one.position, proposal_topic(one.event), state)
        tails = [Tail(stream, [event], (one.position - 1, previous))]
        if log is not None:
            recorded, end = log
            company = company_stream(self._company)
            tails.insert(0, Tail(company, stored_log(company.id, self._company, recorded, end[1])[0], end))
        self._store.insert(*tails, at=one.recorded_at, author=author)

    def check(self) -> list[str]:
        """Everything that is wrong with the proposals, a sentence each; nothing when they are untouched."""
        try:
            count = self.count()
        except CorruptLedgerError as error:
            return [str(error)]
        return [fault for number in range(1, count + 1) for fault in self._faults(number)]

    def _faults(self, number: int) -> list[str]:
        called = called_so(self._company, str(number))
        try:
            events = self._store.select(self._stream(number).id)
        except CorruptLedgerError as error:
            return [str(error)]
        if not events:
            return [f"{called}: it is listed, and nothing of it is there"]
        happened, found = examine(called, events, partial(_read, self._company, str(number)))
        if not found:
            found += [f"{called}: {wrong}" for wrong in self._decided_wrongly(happened)]
        return found

    def _decided_wrongly(self, happened: Sequence[Happened]) -> Iterator[str]:
        """What no approval is: by the one who proposed it, or of entries that are not in the log."""
        made = next((one.event.by for one in happened if isinstance(one.event, ProposalMade)), None)
        approvals = [one.event for one in happened if isinstance(one.event, ProposalApproved)]
        known = self._recorded() if approvals else None
        for one in approvals:
            if made is not None and one.by.is_also(made):
                yield f"it was approved by {one.by.name}, who proposed it"
            lost = [name for name in one.entries if known is not None and name not in known]
            yield from (f"{name!r}, which it was recorded as, is not there" for name in lost)

    def _recorded(self) -> set[str] | None:
        """The ids in the log; none where it is not what was recorded, which is said of it."""
        try:
            return {one.id for one in self._store.read(self._company)}
        except CorruptLedgerError:
            return None

    def _stream(self, number: int) -> Stream:
        called = called_so(self._company, str(number))
        stream, directory = beside(_KIND, company_stream(self._company).name, str(number))
        return Stream(stream, called, directory, _TOPIC, str(number))


def _read(company: str, name: str, event: StoredEvent, previous: str | None) -> tuple[Happened, str]:
    position = event.originator_version
    one, digest = unseal_proposal(event.state, company=company, name=name, position=position, previous=previous)
    if event.topic != proposal_topic(one.event):
        raise CorruptLedgerError(called_so(company, name), position, f"is filed as {event.topic}, which it is not")
    return one, digest

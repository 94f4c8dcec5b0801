"""The shelf: a company's scenarios in the store, each a stream of its own beside the log, and a stream that lists them.

They have what the log has: an append is one transaction, of two writers one wins, and nothing that is read is used
before its seal is checked. A promotion appends to the log and to the scenario in one transaction.
"""

import re
from collections.abc import Sequence
from functools import partial

from eventsourcing.persistence import StoredEvent

from ledger.log.recorded import ORIGIN, CorruptLedgerError, Recorded, sealed_hash
from ledger.log.scenarios import (
    Base,
    Based,
    Happened,
    Scenario,
    called_so,
    scenario_of,
    scenario_topic,
    seal_scenario,
    unseal_scenario,
)
from ledger.log.streams import beside
from ledger.store.mapper import event_hash, examine, read_chain, stored_log
from ledger.store.recording import NOBODY, Author
from ledger.store.store import Store
from ledger.store.stream import Stream, Tail, company_stream

_KIND, _TOPIC = "scenario", "seriesd.scenario.v1"
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair of signs, as a command line has it for bytes that are no text."""


class Shelf:
    """The scenarios of one company. Every method raises `StoreError` when the database fails."""

    def __init__(self, store: Store, company: str) -> None:
        self._store = store
        self._company = company

    def names(self) -> list[str]:
        """The scenarios that were ever saved, in the order of their first events."""
        return self._store.listed(beside(_KIND, self._company, "")[1], f"the list of scenarios of {self._company}")

    def read(self, name: str) -> tuple[list[Happened], str]:
        """All that happened to a scenario, in order, and the hash of the last; the whole chain is checked."""
        called = called_so(self._company, name)
        if not name.isprintable() and _HALF.search(name):  # no scenario can have been saved under such a name
            return [], ORIGIN
        events = self._store.select(self._stream(name).id)
        happened = read_chain(called, events, 0, ORIGIN, partial(_read, self._company, name))
        return happened, event_hash(called, events[-1]) if events else ORIGIN

    def find(self, name: str) -> Scenario | None:
        """A scenario as it now stands, if there is one.

        Raises `CorruptLedgerError` when it is not what was recorded, or the log is not the one that it was made on.
        """
        found = scenario_of(name, self.read(name)[0])
        if found is not None and not self._stands(found.base):
            raise CorruptLedgerError(called_so(self._company, name), found.events, self._not_on(found.base))
        return found

    def append(
        self,
        name: str,
        happened: Sequence[Happened],
        previous: str,
        log: tuple[Sequence[Recorded], tuple[int, str]] | None = None,
        author: Author = NOBODY,
    ) -> None:
        """Append to a scenario behind the event with this hash, and to the log behind this position and hash.

        All or nothing. Raises `ConcurrentWriteError` when one of them does not end there any more.
        """
        stream = self._stream(name)
        events, head = [], previous
        for one in happened:
            state, head = seal_scenario(self._company, name, one, head)
            events.append(StoredEvent(stream.id, one.position, scenario_topic(one.event), state))
        tails = [Tail(stream, events, (happened[0].position - 1, previous))]
        if log is not None:
            recorded, end = log
            company = company_stream(self._company)
            tails.insert(0, Tail(company, stored_log(company.id, self._company, recorded, end[1])[0], end))
        self._store.insert(*tails, at=happened[-1].recorded_at, author=author)

    def check(self) -> list[str]:
        """Everything that is wrong with the scenarios, a sentence each; nothing when they are untouched."""
        try:
            names = self.names()
        except CorruptLedgerError as error:
            return [str(error)]
        return [fault for name in names for fault in self._faults(name)]

    def _faults(self, name: str) -> list[str]:
        called = called_so(self._company, name)
        try:
            events = self._store.select(self._stream(name).id)
        except CorruptLedgerError as error:
            return [str(error)]
        if not events:
            return [f"{called}: it is listed, and nothing of it is there"]
        happened, found = examine(called, events, partial(_read, self._company, name))
        if found:
            return found
        bases = [(one.position, one.event.base) for one in happened if isinstance(one.event, Based)]
        return [f"{called}: position {at} {self._not_on(base)}" for at, base in bases if not self._stands(base)]

    def _stands(self, base: Base) -> bool:
        """Whether the log has, at the position of a base, the entry with its hash."""
        events = self._store.select(company_stream(self._company).id, gt=base.position - 1, limit=1)
        return bool(events) and sealed_hash(events[0].state) == base.head

    def _not_on(self, base: Base) -> str:
        return f"stands on position {base.position} of the log, which is no longer what it was then"

    def _stream(self, name: str) -> Stream:
        called = called_so(self._company, name)
        stream, directory = beside(_KIND, self._company, name)
        return Stream(stream, called, directory, _TOPIC, name)


def _read(company: str, name: str, event: StoredEvent, previous: str | None) -> tuple[Happened, str]:
    position = event.originator_version
    one, digest = unseal_scenario(event.state, company=company, name=name, position=position, previous=previous)
    if event.topic != scenario_topic(one.event):
        called = called_so(company, name)
        raise CorruptLedgerError(called, position, f"is filed as {event.topic}, which it is not")
    return one, digest

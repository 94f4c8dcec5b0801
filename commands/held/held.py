"""A ledger kept open and in memory: what stands in it now, read once however many ask.

    with Held("seriesd.db") as held:
        held.now().session.price(date(2006, 12, 31))

Each question looks first whether anything was written since, here or by another process: that costs some microseconds
(`Store.pulse`). Where the log only grew, what is new is read and joins what is known, if it goes on from the very entry
that was known as the last one. Whatever else became of the store, the database is opened anew and all of the log is
read and its chain checked, as for the first time; so what was altered beneath is told as it would be to anybody else.
"""

from contextlib import AbstractContextManager
from os import PathLike
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import NamedTuple

from commands.api.given import path
from commands.api.known import Known
from commands.api.ledger import Ledger
from commands.held.company import HeldCompany
from ledger.store.backend import Pulse
from ledger.store.documents import folder_of
from ledger.store.store import Store, open_store

_MOST_COMPANIES = 16
"""Of how many companies the logs are kept in memory: those that were asked about last."""
_MOST_REPLACED = 2
"""How many databases stay open that were opened anew since, for those who still hold what was read from them."""


class _Seen(NamedTuple):
    """A company as it stood when the store had this pulse."""

    pulse: Pulse
    found: HeldCompany


class _Names(NamedTuple):
    """The companies of a store when it had this pulse, by what can be said for them without looking further."""

    store: Store
    pulse: Pulse
    exact: dict[str | None, str]


class Held(AbstractContextManager["Held"]):
    """A ledger at a file path or a database URL. Any number of threads may ask at once: one reads, the others wait.

    Raises `StoreError` where there is none, or it cannot be opened.
    """

    def __init__(self, url: str | PathLike[str], *, documents: str | PathLike[str] | None = None) -> None:
        self._url = path(url, "url")
        self._folder = folder_of(self._url) if documents is None else Path(path(documents, "documents"))
        self._store = open_store(self._url, create=False)
        self._replaced: list[Store] = []
        self._lock = Lock()
        self._seen: dict[str, _Seen] = {}
        self._names: _Names | None = None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        with self._lock:
            for store in (self._store, *self._replaced):
                store.close()

    @property
    def name(self) -> str:
        """Where the ledger is, as people call it: without a password."""
        return self._store.name

    @property
    def number(self) -> int:
        """The number of the last event of the store as it is now: it grows whenever anything is recorded."""
        return self._store.pulse().number

    def companies(self) -> list[str]:
        """The companies that the ledger has now. Raises `CorruptLedgerError` where the list of them was altered."""
        store = self._store
        return [name for name in self._named(store, store.pulse()).exact if name is not None]

    def now(self, company: str | None = None) -> HeldCompany:
        """A company as it stands now; with a single one in the ledger its name need not be given.

        Raises `Refusal` where it is not there, or not clear, and `CorruptLedgerError` where its log is not what was
        recorded.
        """
        store = self._store
        pulse = store.pulse()
        exact = self._named(store, pulse).exact
        name = exact[company] if company in exact else Ledger(store, company).chosen_company()
        seen = self._seen.get(name)
        if seen is not None and seen.pulse == pulse and seen.found.store is store:
            return seen.found
        with self._lock:
            return self._look(name)

    def at_hand(self, company: str) -> HeldCompany | None:
        """The company of just this name, where nothing was written since it was read: no more than a look."""
        seen, store = self._seen.get(company), self._store
        return seen.found if seen is not None and seen.found.store is store and seen.pulse == store.pulse() else None

    def _named(self, store: Store, pulse: Pulse) -> _Names:
        names = self._names
        if names is None or names.pulse != pulse or names.store is not store:
            known = store.companies()
            exact: dict[str | None, str] = {name: name for name in known}
            if len(known) == 1:
                exact[None] = known[0]
            self._names = names = _Names(store, pulse, exact)
        return names

    def _look(self, name: str) -> HeldCompany:
        """Look what became of a company's log, while nobody else does."""
        seen, pulse = self._seen.get(name), self._store.pulse()
        if seen is not None and seen.found.store is self._store:
            if seen.pulse == pulse:
                return seen.found
            grown = self._read_on(seen, pulse)
            if grown is not None:
                return self._keep(name, _Seen(pulse, grown))
            self._open_anew()
            pulse = self._store.pulse()
        # the pulse was asked before: what is written since will be seen by whoever asks next
        known = Known(name, *self._store.read_whole(name))
        if seen is not None and seen.found.end == (len(known.log), known.head):
            return self._keep(name, _Seen(pulse, seen.found.seen_again(self._store, pulse.number)))
        return self._keep(name, _Seen(pulse, HeldCompany.of(self._store, self._folder, known, pulse.number)))

    def _read_on(self, seen: _Seen, pulse: Pulse) -> HeldCompany | None:
        """What is held with what was recorded since; None where the log did not merely grow."""
        before = seen.found
        found = self._store.read_on(before.company, before.end) if pulse.number > seen.pulse.number else None
        if found is None:
            return None
        new, head = found
        return before.grown(new, head, pulse.number) if new else before.seen_again(self._store, pulse.number)

    def _keep(self, name: str, seen: _Seen) -> HeldCompany:
        kept = {one: was for one, was in self._seen.items() if one != name}
        for oldest in [*kept][: len(kept) + 1 - _MOST_COMPANIES]:
            del kept[oldest]
        self._seen = {**kept, name: seen}  # at once, for those who look without waiting
        return seen.found

    def _open_anew(self) -> None:
        opened = open_store(self._url, create=False)
        self._replaced.append(self._store)
        self._store = opened
        while len(self._replaced) > _MOST_REPLACED:
            self._replaced.pop(0).close()

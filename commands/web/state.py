"""What a workbench holds while it runs: who may write, whose turn it is, and what it has read of each ledger."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock

from commands.api.known import Known
from commands.held.company import HeldCompany
from commands.held.held import Held
from commands.web.asking import Source
from commands.web.guards.sessions import Sessions
from commands.web.guards.turns import Turns
from commands.web.settings import Settings
from ledger.errors import SeriesdError
from ledger.store.store import StoreError, open_store
from projections.render.answers.record.tables import behind as behind_said
from projections.sql.behind import behind

_WARM = 16
"""So many companies of each ledger are read before somebody asks."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ledger stands: its companies, the number of its last event, and the company asked about as it is held."""

    companies: tuple[str, ...]
    number: int
    held: HeldCompany | None = None

    @property
    def known(self) -> Known | None:
        """What is known of the company asked about."""
        return None if self.held is None else self.held.known


@dataclass(slots=True)
class State:
    """Shared by all requests; whatever is changed is changed under the lock.

    `leaving` is called when the workbench is about to end, by whoever has an answer open that would never end.
    """

    settings: Settings
    sessions: Sessions
    turns: Turns
    leaving: list[Callable[[], None]] = field(default_factory=list)
    _held: dict[str, Held] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def held(self, url: str) -> Held | None:
        """A ledger kept open in memory; nothing where there is none yet, and one may be made.

        Raises `StoreError` where there is none and none may be made, or it cannot be opened.
        """
        found = self._held.get(url)
        if found is not None:
            return found
        with self._lock:
            if url not in self._held:
                try:
                    self._held[url] = Held(url, documents=self.settings.documents)
                except StoreError:
                    if not self.settings.writes:
                        raise
                    open_store(url).close()  # what cannot be opened at all is refused; the rest is a ledger to come
            return self._held.get(url)

    def standing(self, source: Source) -> Standing:
        """How a ledger stands now; read on where it has grown. Raises `StoreError`, and `Refusal` for no company."""
        held = self.held(source.url)
        if held is None:
            return Standing((), 0)
        companies = tuple(held.companies())
        if source.company is None or not companies:
            return Standing(companies, held.number)
        found = held.now(source.company)
        return Standing(companies, found.number, found)

    def warm(self) -> None:
        """Read and replay what will be asked first, before somebody asks; who then does is told what cannot be read."""
        for url in self.settings.ledgers.values():
            with suppress(SeriesdError):
                if (held := self.held(url)) is not None:
                    for company in held.companies()[:_WARM]:
                        _ = held.now(company).session

    def tables_said(self, source: Source) -> str:
        """How far the reporting tables are behind the log of the company asked about, as a sentence."""
        if source.company is None or source.known is None:
            return ""
        found = behind(source.url, self.settings.tables or source.url, source.company)
        if found is None:
            return "There are no reporting tables; `seriesd project` makes them."
        return " ".join(note.text for note in behind_said(*found))

    def leave(self) -> None:
        """Tell whoever has an answer open that would never end."""
        for told in self.leaving:
            told()

    def close(self) -> None:
        """Let go of everything."""
        with self._lock:
            for held in self._held.values():
                held.close()
            self._held.clear()

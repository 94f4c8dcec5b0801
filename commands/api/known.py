"""A company's ledger in a store, as it is known now or was at a moment: its log, and the book that replays it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from commands.api.companies import company_asked_about
from commands.api.given import Day, Moment, day_or_none, moment_or_none
from commands.api.writer import WRITER, Writer
from ledger.engine.book import Book, open_book
from ledger.engine.one_pass import Observer
from ledger.errors import ArgumentError
from ledger.log.recorded import ORIGIN, Recorded
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.store.documents import DocumentFolder
from ledger.store.heads import head_with
from ledger.store.store import Store
from projections.compare.knowledge import known_then

if TYPE_CHECKING:  # a session is for those who ask many times
    from commands.api.session import Session
    from projections.explain.told import Told

EMPTY_LEDGER = refuses(
    "empty_ledger",
    "",
    "Questions are asked of a ledger in which something is recorded.",
    "Record a journal, or name the ledger with --ledger.",
)


class Known(NamedTuple):
    """What is known of a company, or was at a moment: its log in the order recorded, and the hash of the last entry."""

    company: str
    log: list[Recorded]
    head: str


class Loaded(Protocol):
    """A company that somebody keeps in memory: what is known of it, and the session that answers from that."""

    @property
    def known(self) -> Known:
        """What is known."""

    @property
    def session(self) -> "Session":
        """The same replayed once, to be asked many times."""

    @property
    def told(self) -> "Told":
        """The same with how everything came about, for whoever asks why."""

    def at(self, as_known: Moment | None) -> "Loaded":
        """The company as it was known at a moment. Raises `Refusal` when nothing had been recorded by then."""


@dataclass(slots=True)
class Knowing:
    """One company's ledger in a store. With a single company in it, its name need not be given.

    Each question reads the log anew. Where one is asked `at_once`, all is answered from what the first reading found:
    so a command speaks of one moment, whatever others record meanwhile.
    """

    store: Store
    company: str | None = None
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    at_once: bool = False
    writer: Writer = WRITER
    """Who records, and why."""
    folder: Path | None = None
    """Where the documents are that are attached to entries; nobody said where, if None."""
    _found: Known | None = field(default=None, init=False)
    _loaded: Loaded | None = field(default=None, init=False)

    def known(self, *, as_known: Moment | None = None) -> Known:
        """All that is recorded, or all that had been recorded at a moment.

        Raises `Refusal` when nothing had been recorded by then.
        """
        found = self._found
        if found is None:
            company = self.chosen_company()
            found = Known(company, *self.store.read_whole(company))
            self._found = found if self.at_once else None
        known = moment_or_none(as_known)
        if known is None:
            return found
        log = known_then(found.log, known, found.company)
        head = self.store.hash_at(found.company, log[-1].position) if log else None
        return Known(found.company, log, head or ORIGIN)

    def know(self, known: Known) -> None:
        """Take for known, of its company, what somebody read just now: it is not read again.

        Raises `ArgumentError` for anything else.
        """
        if not isinstance(known, Known):
            raise ArgumentError("what is known is what `known()` answered")
        self._found = known if self.company == known.company else None

    def answer_from(self, loaded: Loaded) -> None:
        """Answer, of its company, from what somebody keeps in memory: it is neither read nor replayed again.

        Raises `ArgumentError` for anything else.
        """
        known: Any = getattr(loaded, "known", None)  # what it is, is looked at there
        self.know(known)
        self._loaded = None if self._found is None else loaded

    def loaded(self, *, as_known: Moment | None = None) -> "Session | None":
        """What answers at once, where somebody keeps it. Raises `Refusal` when nothing had been recorded by then."""
        return None if self._loaded is None else self._loaded.at(as_known).session

    def told(self, *, as_known: Moment | None = None) -> "Told | None":
        """What tells at once why, where somebody keeps it. Raises `Refusal` when nothing had been recorded by then."""
        return None if self._loaded is None else self._loaded.at(as_known).told

    def ledger_head(self, *, as_known: Moment | None = None) -> str:
        """The head of the whole ledger, SIZE:ROOT, as it ended with the recording of the last entry that is known.

        Empty where the ledger keeps no recordings yet. Raises as `known`.
        """
        found = self.known(as_known=as_known)
        head = head_with(self.store, found.company, found.log[-1].position) if found.log else None
        return "" if head is None else head.spelt

    def log(self, *, as_known: Moment | None = None) -> list[Recorded]:
        """The entries, in the order recorded. Raises `Refusal` when nothing had been recorded by that moment."""
        return self.known(as_known=as_known).log

    def chosen_company(self) -> str:
        """The company that is asked about. Raises `Refusal` when it is not there, or not clear."""
        return company_asked_about(self.company, self._known())

    def book(
        self,
        *,
        until: Day | None = None,
        as_known: Moment | None = None,
        keep_replays: bool = False,
        listen: bool = True,
        observers: Sequence[Observer] = (),
    ) -> Book:
        """The log replayed, up to the close of a day if one is given; with its flags where it is to `listen`."""
        log = self.log(as_known=as_known)
        until = day_or_none(until, "until")
        return open_book(log, until=until, keep_replays=keep_replays, listen=listen, observers=observers)

    def standing(self, *, as_known: Moment | None = None) -> list[Recorded]:
        """The entries of the timeline in its order, as voids and corrections leave them."""
        return [item.recorded for item in self.book(as_known=as_known).items]

    @property
    def _kept(self) -> DocumentFolder | None:
        return None if self.folder is None else DocumentFolder(self.folder)

    def _known(self) -> list[str]:
        known = self.store.companies()
        if not known:
            raise Refusal(EMPTY_LEDGER, "the ledger is empty; `seriesd record FILE` records a journal")
        return known


K = TypeVar("K", bound=Knowing)


def knowing(asked: K, found: Known) -> K:
    """One that answers all from what was read before."""
    asked.at_once, asked._found = True, found  # noqa: SLF001  of this module
    return asked

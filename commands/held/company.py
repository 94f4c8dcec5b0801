"""One company of a ledger as it stood when it was read: its log, its head, and what answers from them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from commands.api.given import Moment, moment_or_none
from commands.api.known import Known, knowing
from commands.api.ledger import Ledger
from commands.api.session import Session
from commands.held.once import Few, Once
from ledger.log.recorded import ORIGIN, Recorded
from ledger.store.store import Store
from projections.compare.knowledge import known_then
from projections.explain.told import Told

_MOST_MOMENTS = 4
"""Of how many earlier states of knowledge a company keeps what was made of them."""


@dataclass(frozen=True, slots=True)
class HeldCompany:
    """Made by `Held.now`. It never changes, whatever is recorded meanwhile; any number of threads may ask at once."""

    store: Store
    folder: Path | None
    known: Known
    number: int
    """The number of the last event of the whole store, when it was looked at last."""
    _session: Once[Session]
    _told: Once[Told]
    _then: "Few[int, HeldCompany]"

    @classmethod
    def of(cls, store: Store, folder: Path | None, known: Known, number: int) -> Self:
        """A company of which this is known."""
        return cls(
            store,
            folder,
            known,
            number,
            Once(lambda: Session.of(known.log)),
            Once(lambda: Told(known.log)),
            Few(_MOST_MOMENTS),
        )

    def grown(self, new: Iterable[Recorded], head: str, number: int) -> "HeldCompany":
        """The company with what was recorded since; what was made of moments that are past is good for it, too.

        Its session goes on from the one before, where somebody had asked for that.
        """
        log, before = [*self.log, *new], self._session
        made = HeldCompany.of(self.store, self.folder, Known(self.company, log, head), number)
        session = before.then(lambda session: session.grown(log), lambda: Session.of(log))
        return replace(made, _then=self._then, _session=session)

    def seen_again(self, store: Store, number: int) -> "HeldCompany":
        """The same, whose log was found unchanged in a store that has grown elsewhere, or was opened anew."""
        then = self._then if store is self.store else Few[int, HeldCompany](_MOST_MOMENTS)
        return replace(self, store=store, number=number, _then=then)

    @property
    def company(self) -> str:
        """Its name."""
        return self.known.company

    @property
    def log(self) -> list[Recorded]:
        """The entries in the order recorded; not to be changed."""
        return self.known.log

    @property
    def head(self) -> str:
        """The hash of the last entry."""
        return self.known.head

    @property
    def end(self) -> tuple[int, str]:
        """The position and the hash of the last entry."""
        return (self.log[-1].position, self.head) if self.log else (0, ORIGIN)

    @property
    def ledger(self) -> Ledger:
        """A ledger that answers from what is known here, and does not read the log again; a new one for each asker."""
        made = Ledger(self.store, self.company, folder=self.folder)
        return knowing(made, self.known._replace(log=self.log[:]))

    @property
    def session(self) -> Session:
        """The same replayed once, to be asked many times: made when somebody first asks for it."""
        return self._session.get()

    @property
    def session_at_hand(self) -> Session | None:
        """The session, where somebody has asked for it already."""
        return self._session.made

    @property
    def told(self) -> Told:
        """The same with how everything came about: made when somebody first asks why."""
        return self._told.get()

    def at(self, as_known: Moment | None) -> "HeldCompany":
        """The company as it was known at a moment; as it is known here, where none is given. A few are kept.

        Raises `Refusal` when nothing had been recorded by then, and `CorruptLedgerError` where the last entry was
        altered.
        """
        moment = moment_or_none(as_known)
        if moment is None:
            return self
        length = len(known_then(self.log, moment, self.company))
        return self if length == len(self.log) else self._then.get(length, lambda: self._cut(length))

    def _cut(self, length: int) -> "HeldCompany":
        log = self.log[:length]
        head = self.store.hash_at(self.company, log[-1].position) if log else None
        return HeldCompany.of(self.store, self.folder, Known(self.company, log, head or ORIGIN), self.number)

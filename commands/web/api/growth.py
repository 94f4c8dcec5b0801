"""Word that a ledger has grown, for whoever listens: by this workbench or by any other process.

While somebody listens to a ledger it is looked at twice a second, which costs microseconds. A listener says after which
event it has seen all; so nothing is missed between a page and its stream, nor while a connection was broken.
"""

import asyncio
import json
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass, field
from http import HTTPStatus

from anyio.to_thread import run_sync

from commands.held.held import Held
from commands.web.problems import AskedTooMuchError
from ledger.errors import SeriesdError
from ledger.log.recordings import Recording
from ledger.log.streams import company_of
from ledger.store.store import Store, open_store
from projections.render.answers.audit.recordings import grown

MOST_LISTENERS = 200
"""So many streams are open at one time, of all ledgers together."""
_EACH = 0.5
_SIGN_OF_LIFE = 15.0
_KEPT = 200
_FEW = 10_000
_AGAIN = 2


@dataclass(frozen=True, slots=True)
class Grown:
    """So many entries were recorded of a company; `number` is that of the last event of the ledger then."""

    number: int
    company: str
    entries: int
    says: str
    recorded_by: str | None

    @classmethod
    def of(cls, number: int, company: str, entries: int, by: str | None = None) -> "Grown":
        """With the sentence that says so."""
        return cls(number, company, entries, grown(company, entries, by), by)

    def event(self) -> str:
        """As a stream of events has it."""
        return f"event: grown\nid: {self.number}\ndata: {json.dumps(asdict(self))}\n\n"


Finds = Callable[[], Held | None]
"""What finds the ledger; nothing while there is none."""


@dataclass(slots=True)
class _Watched:
    """A ledger that somebody listens to: what was told of it, after the event `base`, up to the event `number`."""

    url: str
    finds: Finds
    number: int = 0
    base: int = 0
    recording: int = 0
    told: deque[Grown] = field(default_factory=deque)
    listeners: int = 0
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """Look where the ledger ends now."""
        if self.finds() is not None:
            with open_store(self.url, create=False) as store:
                self.number = self.base = store.latest()
                self.recording = store.last_recording_number()

    def look(self) -> list[Grown]:
        """What was recorded since somebody looked last."""
        held = self.finds()
        number = 0 if held is None else held.number
        if number == self.number:
            return []
        with open_store(self.url, create=False) as store:
            after = 0 if number < self.number else self.recording  # a ledger that was put back begins anew
            found = [one for one, _ in store.recordings(after)]
        said = [Grown.of(number, *what) for one in found for what in _written(one)]
        self.number, self.recording = number, found[-1].position if found else after
        return said if after or not self.base else []

    def keep(self, said: list[Grown]) -> None:
        """Keep what is told, and wake who listens."""
        self.told.extend(said)
        while len(self.told) > _KEPT:
            self.base = self.told.popleft().number
        self.changed.set()
        self.changed = asyncio.Event()


def _written(one: Recording) -> Iterator[tuple[str, int, str | None]]:
    for span in one.of:
        company = company_of(span.stream)
        if company is not None:
            yield company, span.last - span.first + 1, one.by.recorded_by


def _missed(store: Store, after: int, number: int) -> list[Grown]:
    """What was recorded after an event, of which nobody remembers any more who did."""
    counts: dict[str, int] = {}
    for one in store.follow(after, _FEW):
        if one.company is not None and one.number <= number:
            counts[one.company] = counts.get(one.company, 0) + 1
    return [Grown.of(number, company, entries) for company, entries in counts.items()]


class News:
    """The streams of a workbench, of all its ledgers."""

    def __init__(self) -> None:
        self._watched: dict[str, _Watched] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ended = False

    @property
    def listeners(self) -> int:
        """How many streams are open."""
        return sum(one.listeners for one in self._watched.values())

    def end(self) -> None:
        """End all streams; who listens is told by the end of the stream."""
        self._ended = True
        for one in self._watched.values():
            one.changed.set()

    async def listen(self, url: str, finds: Finds, after: int | None) -> AsyncIterator[str]:
        """A stream of what is recorded after an event; after now, where none is given.

        Raises `AskedTooMuchError` where too many listen already, and `SeriesdError` where there is no ledger.
        """
        if self.listeners >= MOST_LISTENERS:
            raise AskedTooMuchError(
                f"{MOST_LISTENERS} pages are told of news already; load the page again to see what is new",
                HTTPStatus.SERVICE_UNAVAILABLE,
                60,
            )
        await run_sync(finds)
        return self._stream(url, finds, after)

    async def _stream(self, url: str, finds: Finds, after: int | None) -> AsyncIterator[str]:
        watched = self._watched.setdefault(url, _Watched(url, finds))
        watched.listeners += 1
        try:
            if url not in self._tasks:
                await run_sync(watched.begin)
                self._tasks.setdefault(url, asyncio.create_task(self._watch(watched)))
            seen = watched.number if after is None else after
            yield f"retry: {_AGAIN * 1000}\n\n"
            for one in await run_sync(_begun, watched, seen):
                yield one.event()
            seen = max(seen, watched.base)
            while not self._ended:
                changed = watched.changed
                for one in [one for one in watched.told if one.number > seen]:
                    yield one.event()
                seen = max(seen, watched.number)
                try:
                    await asyncio.wait_for(changed.wait(), _SIGN_OF_LIFE)
                except TimeoutError:
                    yield ": nothing new\n\n"
        finally:
            watched.listeners -= 1

    async def _watch(self, watched: _Watched) -> None:
        """Look again and again while somebody listens."""
        try:
            while watched.listeners and not self._ended:
                await asyncio.sleep(_EACH)
                try:
                    said = await run_sync(watched.look)
                except SeriesdError:
                    continue  # whoever asks next is told what is wrong with the ledger
                if said:
                    watched.keep(said)
        finally:
            self._tasks.pop(watched.url, None)
            self._watched.pop(watched.url, None)


def _begun(watched: _Watched, after: int) -> list[Grown]:
    """What a listener has missed before anybody looked."""
    if after >= watched.base or watched.finds() is None:
        return []
    with open_store(watched.url, create=False) as store:
        return _missed(store, after, watched.base)

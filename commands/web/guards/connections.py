"""A connection, and how long and how large what begins a request may be: whoever is slow or endless is let go of.

The body of a request is bounded at the edge, which sees it come; what comes before it no application sees.
"""

from asyncio import TimerHandle, Transport
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

WITHIN = 20.0
"""In so many seconds the head of a request has to be there, from the first byte or the connection on."""
MOST_LETTERS = 65_536
"""The address and the headers of a request together have at most so many."""
MOST_BYTES = 10 * MOST_LETTERS
"""So much is read, with what comes behind it at once, while the head is not whole."""
MOST_HEADERS = 100


class Connection(HttpToolsProtocol):
    """A connection that is closed where nothing asks, and refused where the head of a request is too large."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._awaited: TimerHandle | None = None
        self._letters = self._came = 0

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._head_is_here()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Something came. The parser keeps a header until it ends, so one without an end is stopped here."""
        if self._awaited is not None:
            self._came += len(data)
            if self._came > MOST_BYTES:
                self.transport.close()
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._letters = 0
        self._head_is_here()
        self._await_head()
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Its address, or a part of it."""
        self._count(url)
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header. One that is still coming is not counted yet; it has as long as all have."""
        self._count(name, value)
        if len(self.headers) >= MOST_HEADERS:
            raise _TooMuchError
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is there."""
        self._came = 0
        self._head_is_here()
        super().on_headers_complete()

    def _count(self, *parts: bytes) -> None:
        self._letters += sum(map(len, parts))
        if self._letters > MOST_LETTERS:
            raise _TooMuchError

    def _await_head(self) -> None:
        self._awaited = self.loop.call_later(WITHIN, self.transport.close)

    def _head_is_here(self) -> None:
        if self._awaited is not None:
            self._awaited.cancel()
            self._awaited = None


class _TooMuchError(Exception):
    """The head of a request is too large. The parser takes it for a request that cannot be read, and says so."""

"""What comes over a connection before there is a request: two requests in one, heads without an end, and nothing at all."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from uvicorn.config import Config
from uvicorn.server import ServerState

import seriesd as face
from commands.web.guards import connections
from commands.web.guards.connections import MOST_BYTES, MOST_HEADERS, MOST_LETTERS, Connection
from tests.commands.asking_the_command import STORY
from tests.web.loops import in_a_loop
from tests.web.serving import Served, serving

HOST = b"Host: 127.0.0.1\r\nConnection: close\r\n"
SMUGGLED = b"GET /book/Acme/price HTTP/1.1\r\n" + HOST + b"\r\n"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("connections") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    with serving(path) as made:
        yield made


def answered(served: Served, sent: bytes) -> bytes:
    """All that comes back, until the other side closes or has nothing more to say."""
    found = b""
    with socket.create_connection(("127.0.0.1", int(served.address.rpartition(":")[2])), timeout=10) as connection:
        try:
            connection.sendall(sent)
            while piece := connection.recv(65_536):
                found += piece
        except ConnectionError:
            pass  # let go of in the middle
    return found


@pytest.mark.parametrize(
    "headers",
    [
        b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"Content-Length: 4\r\nContent-Length: 60\r\n",
        b"Content-Length: +4\r\n",
        b"Content-Length: 4, 4\r\n",
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding: chunked, identity\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"Transfer-Encoding:\x0bchunked\r\n",
    ],
)
def test_one_request_is_never_two(served: Served, headers: bytes) -> None:
    found = answered(served, b"POST /login HTTP/1.1\r\n" + HOST + headers + b"\r\n0\r\n\r\n" + SMUGGLED)
    assert b"HTTP/1.1 200" not in found
    assert found.startswith(b"HTTP/1.1 4"), found[:300]
    assert b"Conversion Price" not in found


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /" + b"x" * MOST_LETTERS + b" HTTP/1.1\r\n" + HOST + b"\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"x: y\r\n" * MOST_HEADERS + b"\r\n",
        b"GET / HTTP/1.1\r\n" + HOST + b"x: " + b"y" * MOST_LETTERS + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_a_head_that_is_too_much_or_none_is_refused(served: Served, sent: bytes) -> None:
    found = answered(served, sent)
    assert found[:10] in (b"HTTP/1.1 4", b""), found[:200]
    assert answered(served, b"GET /health HTTP/1.1\r\n" + HOST + b"\r\n").startswith(b"HTTP/1.1 200")


def test_a_header_without_an_end_is_let_go_of(served: Served) -> None:
    assert b"HTTP/1.1 200" not in answered(served, b"GET / HTTP/1.1\r\n" + HOST + b"x: " + b"y" * (2 * MOST_BYTES))


class _Wire(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__()
        self.closed = asyncio.Event()

    def close(self) -> None:
        self.closed.set()

    def is_closing(self) -> bool:
        return self.closed.is_set()

    def write(self, data: object) -> None:
        pass


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: loc"])
def test_whoever_never_asks_is_let_go_of(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(connections, "WITHIN", 0.01)

    async def waited() -> None:
        wire = _Wire()
        one = Connection(Config(app=lambda *_: None, log_level="error"), ServerState(), {})
        one.connection_made(wire)
        if sent:
            one.data_received(sent)
        await asyncio.wait_for(wire.closed.wait(), 10)

    in_a_loop(waited)

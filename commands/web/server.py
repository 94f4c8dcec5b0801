"""The server under the workbench: it listens, says where, and ends when it is told to."""

import socket
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import NamedTuple

import uvicorn

from commands.errors import UnableError
from commands.web.app import state_of, workbench
from commands.web.guards.connections import Connection
from commands.web.settings import Settings

_MOST_CONNECTIONS = 500
"""Whoever comes then is answered with 503; a stream of news is a connection too."""


class Listening(NamedTuple):
    """Where it listens, and the files of its certificate and key where it is encrypted; port 0 is any that is free."""

    address: str
    port: int
    certificate: str | None = None
    key: str | None = None


def serve(settings: Settings, listening: Listening, say: Callable[[str], None]) -> int:
    """Serve until somebody stops it; `say` is told the address once it listens.

    Raises `UnableError` where nothing can listen there.
    """
    listens = _bound(listening)
    state = state_of(settings)
    config = uvicorn.Config(
        workbench(settings, state),
        http=Connection,
        ws="none",
        access_log=False,  # an address has names and days in it, and these are nobody's business but the asker's
        log_level="warning",
        server_header=False,
        date_header=True,
        ssl_certfile=listening.certificate,
        ssl_keyfile=listening.key,
        timeout_graceful_shutdown=5,
        limit_concurrency=_MOST_CONNECTIONS,
        proxy_headers=False,  # who asks is whoever is connected, whatever a header says
    )
    try:
        config.load()
    except OSError as error:  # a certificate or a key that is none, or that do not go together
        listens.close()
        raise UnableError(
            f"{listening.certificate} and {listening.key} are no certificate and its key: {error}"
        ) from None
    say(_address(listening, listens))
    Thread(target=state.warm, daemon=True).start()
    with suppress(KeyboardInterrupt):  # which is how it ends, and by then it has ended well
        _Server(config, state.leave).run(sockets=[listens])
    return 0


class _Server(uvicorn.Server):
    """The server, which ends the streams of news before it waits for answers to end."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._leave = leave

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End everything that is open."""
        self._leave()
        await super().shutdown(sockets)


def _bound(listening: Listening) -> socket.socket:
    family = socket.AF_INET6 if ":" in listening.address else socket.AF_INET
    # the protocol is said, since what is accepted inherits it, and answers are sent without delay for TCP alone
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((listening.address, listening.port))
        found.listen()  # who asks while it starts is answered once it has
    except OSError as error:
        found.close()
        said = f"cannot listen at {listening.address}:{listening.port}: {error.strerror or error}"
        raise UnableError(f"{said}; name another with --port or --listen") from None
    return found


def _address(listening: Listening, listens: socket.socket) -> str:
    scheme = "http" if listening.certificate is None else "https"
    port = listens.getsockname()[1]
    name = f"[{listening.address}]" if ":" in listening.address else listening.address
    return f"{scheme}://{name}:{port}/"

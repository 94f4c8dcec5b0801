"""The edge of the workbench: what every request must be before anything reads it, and what every answer carries.

A request is refused whose host is not one of ours (so that no name of another site can be made to lead here), that
changes or computes something and comes from another site's page, or whose body is too large. Every answer forbids the
browser everything but our own files: no script, style, picture, font or frame of others, and none inside a page.
"""

import re
from asyncio import wait_for
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from commands.web.guards.refused import refused
from commands.web.settings import Settings

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-src 'self'; frame-ancestors 'self'"
)
"""What a page may load, and whom it may talk to: this workbench alone. Letters are previewed in a frame of its own."""

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

_READING = ("GET", "HEAD", "OPTIONS")


class Edge:
    """The application behind the edge, as ASGI has it."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = _headers_of(scope)
        outwards = _with_headers(send, secure=self._settings.secure)
        wrong = self._wrong(scope, headers)
        if wrong is not None:
            await refused(scope["path"], *wrong)(scope, receive, outwards)
            return
        try:
            await self._app(scope, _bounded(receive, self._settings), outwards)
        except _NotTakenError as error:  # where the application has not answered it itself
            await refused(scope["path"], HTTPStatus(error.status_code), error.detail)(scope, receive, outwards)

    def _wrong(self, scope: Scope, headers: dict[str, str]) -> tuple[HTTPStatus, str] | None:
        """Why a request goes no further; nothing where it may."""
        host = headers.get("host", "")
        if [name for name, _ in scope["headers"]].count(b"host") > 1:
            return HTTPStatus.BAD_REQUEST, "a request names one host"
        if _without_port(host) not in self._settings.hosts:
            known = ", ".join(sorted(self._settings.hosts))
            return HTTPStatus.MISDIRECTED_REQUEST, f"this workbench answers to {known} alone; --host NAME adds another"
        if scope["method"] not in _READING and _is_foreign(headers, host):
            return HTTPStatus.FORBIDDEN, "what is sent from the page of another site is not taken"
        if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
            return HTTPStatus.FORBIDDEN, "a page of another site is answered nothing; it can only lead here"
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdecimal() or int(length[:20]) > self._settings.most_sent:
            return _too_large(self._settings.most_sent)
        return None


class _NotTakenError(HTTPException):
    """More came than is taken, or nothing more, and there was to be more. The application answers it as any other."""


def _too_large(most: int) -> tuple[HTTPStatus, str]:
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {most:,} bytes are not taken at once; send less"


def _headers_of(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:/?#@\[\]]+?)\.?(?::[0-9]{1,5})?")


def _without_port(host: str) -> str:
    found = _HOST.fullmatch(host)
    return "" if found is None else found[1].lower()


def _is_foreign(headers: dict[str, str], host: str) -> bool:
    """Whether a browser says that another site's page sends this. What is no browser says neither."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
    return site not in ("same-origin", "none") or (origin is not None and urlsplit(origin).netloc != host)


def _bounded(receive: Receive, settings: Settings) -> Receive:
    """What comes of a body, so long as it is not too much and each piece of it comes in time."""
    came, is_whole = 0, False

    async def bounded() -> Message:
        nonlocal came, is_whole
        if is_whole:
            return await receive()  # word that whoever asked is gone, for which an answer may wait
        try:
            message = await wait_for(receive(), settings.longest_pause)
        except TimeoutError:
            raise _NotTakenError(HTTPStatus.REQUEST_TIMEOUT, "it took too long to come; send it again") from None
        came += len(message.get("body", b""))
        is_whole = not message.get("more_body", False)
        if came > settings.most_sent:
            raise _NotTakenError(*_too_large(settings.most_sent))
        return message

    return bounded


def _with_headers(send: Send, *, secure: bool) -> Send:
    async def outwards(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = {name.lower() for name, _ in message["headers"]}
            more = _HEADERS | ({"strict-transport-security": "max-age=31536000"} if secure else {})
            message["headers"] = [
                *message["headers"],
                *((name.encode(), value.encode()) for name, value in more.items() if name.encode() not in there),
                *([] if b"cache-control" in there else [(b"cache-control", b"no-cache, private")]),
            ]
        await send(message)

    return outwards

"""Signing in and leaving: who has the token gets a session, in a cookie that no script sees.

The token is sent in the body of a form, never in an address. Whoever signs in goes on to the page they came from, which
is one of this workbench: an address with a host in it is not followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from commands.api.writer import program
from commands.web.answering import of_problem
from commands.web.frame import rendered
from commands.web.guards.sessions import COOKIE, check_mark, with_cookie
from commands.web.problems import Problem, problem_of
from commands.web.sent import read_sent
from commands.web.state import State

_MOST_FIELDS, _LONGEST = 10, 10_000
_START = "/"
_VISIBLE = range(0x21, 0x7F)


@dataclass(frozen=True, slots=True)
class _Form:
    """What stands in the form: never the token."""

    next: str = _START
    name: str = ""
    wrong: str = ""


def of_signing(app: FastAPI, state: State) -> None:
    """Have the application answer the addresses at which somebody signs in and leaves."""

    async def login(request: Request) -> Response:
        return _page(request, state, _Form(local(request.query_params.get("next", ""))))

    async def signed_in(request: Request) -> Response:
        async with request.form(max_fields=_MOST_FIELDS, max_files=0, max_part_size=_LONGEST) as form:
            sent = await read_sent(form)
        wanted = _Form(local(sent.one("next")), sent.one("name"))
        try:
            session = state.sessions.begin(sent.one("name"), sent.one("token"))
        except Exception as error:
            found = problem_of(error)
            if found is None:
                raise
            return _again(request, state, wanted, found)
        answer = RedirectResponse(wanted.next, HTTPStatus.SEE_OTHER)
        return with_cookie(answer, session, secure=state.settings.secure)

    async def left(request: Request) -> Response:
        async with request.form(max_fields=_MOST_FIELDS, max_files=0, max_part_size=_LONGEST) as form:
            sent = await read_sent(form)
        try:
            session = check_mark(state.sessions.of(request.cookies.get(COOKIE)), sent.one("mark"))
        except Exception as error:
            found = problem_of(error)
            if found is None:
                raise
            return of_problem(request, found, state)
        state.sessions.end(session.key)
        answer = RedirectResponse(_START, HTTPStatus.SEE_OTHER)
        answer.delete_cookie(COOKIE, path="/", secure=state.settings.secure, httponly=True, samesite="strict")
        return answer

    app.add_api_route("/login", login, methods=["GET", "HEAD"], include_in_schema=False)
    app.add_api_route("/login", signed_in, methods=["POST"], include_in_schema=False)
    app.add_api_route("/logout", left, methods=["POST"], include_in_schema=False)


def local(address: str) -> str:
    """An address to go on to if it is a path of this workbench; else its start."""
    plain = address.startswith("/") and all(ord(sign) in _VISIBLE and sign != "\\" for sign in address)
    if not plain or address.startswith("//"):
        return _START
    parts = urlsplit(address)
    is_ours = not parts.scheme and not parts.netloc and parts.path.split("/")[1] not in ("login", "logout")
    return address if is_ours else _START


def _page(
    request: Request, state: State, form: _Form, status: int = 200, more: Mapping[str, str] | None = None
) -> Response:
    about: dict[str, Any] = {
        "layout": "plain.html",
        "form": form,
        "writes": state.settings.writes,
        "session": state.sessions.of(request.cookies.get(COOKIE)),
        "program": program(),
    }
    return Response(rendered("login.html", about), status, dict(more or {}), "text/html; charset=utf-8")


def _again(request: Request, state: State, wanted: _Form, found: Problem) -> Response:
    """The form once more, with the name as it was given and why nobody is signed in."""
    after = {} if found.after is None else {"retry-after": str(found.after)}
    return _page(request, state, _Form(wanted.next, wanted.name, found.sentence), found.status, after)

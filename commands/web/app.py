"""The workbench as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from commands.web.answering import of_problem, of_static
from commands.web.api.routes import of_api
from commands.web.guards.edge import Edge
from commands.web.guards.health import of_health
from commands.web.guards.sessions import Sessions
from commands.web.guards.signing import of_signing
from commands.web.guards.turns import Turns
from commands.web.problems import Problem
from commands.web.routes import of_pages
from commands.web.settings import Settings
from commands.web.state import State


def state_of(settings: Settings) -> State:
    """What a workbench over these ledgers begins with."""
    return State(settings, Sessions(settings.token), Turns(settings.most_at_once))


def workbench(settings: Settings, state: State | None = None) -> Any:
    """The application over these ledgers, behind its edge; whoever has to end it well has made its state."""
    state = state or state_of(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        state.leave()
        state.close()

    app = FastAPI(title="seriesd", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.workbench = state
    app.add_api_route("/static/{name:path}", of_static, methods=["GET"], include_in_schema=False)
    of_health(app, state)
    of_api(app, state)
    of_signing(app, state)
    of_pages(app, state)

    @app.exception_handler(HTTPException)
    async def answered(request: Request, error: HTTPException) -> Response:
        found = of_problem(request, Problem(HTTPStatus(error.status_code), "http", (str(error.detail),)), state)
        found.headers.update(error.headers or {})
        return found

    del answered
    return Edge(app, settings)

"""The addresses of the interface for programs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount, Route, Router

from commands.api.mending import RECORDED_MEANWHILE
from commands.api.writer import program
from commands.web.answering import of_problem
from commands.web.api.answers import (
    There,
    as_response,
    company_at,
    is_known,
    ledger_at,
    mark,
    there,
    unchanged,
)
from commands.web.api.bodies import ProblemError, json_of, understood
from commands.web.api.described import description, parameters
from commands.web.api.events import stream
from commands.web.api.fast import FAST, at_once, fast
from commands.web.api.growth import News
from commands.web.api.kept import Kept
from commands.web.api.operations import OfFile, operations
from commands.web.api.params import Asks, read_asked
from commands.web.api.questions import OF_ALL, QUESTIONS, Question
from commands.web.api.sending import (
    MATCH,
    NoBody,
    Sent,
    batch_of,
    form_of,
    seen_by,
    with_body,
    writer,
)
from commands.web.api.supposing import SUPPOSED, Supposed, answer
from commands.web.api.writing import WRITES, Write, status_of, with_head
from commands.web.asking import ask
from commands.web.frame import rendered
from commands.web.ledgers import files_beside, read_name
from commands.web.problems import Problem, problem_of
from commands.web.slugs import slug
from commands.web.state import State

BASE = "/api/v1"

Endpoint = Callable[[Request], Awaitable[Response]]


def of_api(app: FastAPI, state: State) -> None:
    """Have the application answer programs."""
    news = News()
    state.leaving.append(news.end)
    events = told(state, partial(stream, state=state, news=news))
    app.router.routes.append(Mount(BASE, Router([*_routes(state), Route("/{ledger}/events", events)])))
    app.router.routes.append(Route("/{ledger}/events", events))


def _routes(state: State) -> list[Route]:
    kept = Kept()
    asked = [_asked(state, kept, one, f"/{{ledger}}/{{company}}/{one.path}") for one in QUESTIONS]
    of_all = [_asked(state, kept, one, f"/{{ledger}}/{one.path}") for one in OF_ALL]
    supposed = [
        Route(
            f"/{{ledger}}/{{company}}/{one.path}",
            told(state, partial(_supposing, state=state, one=one)),
            methods=["POST"],
        )
        for one in SUPPOSED
    ]
    writes = [
        Route(
            f"/{{ledger}}/{{company}}/{one.path}",
            told(state, partial(_writing, state=state, one=one)),
            methods=["POST"],
        )
        for one in WRITES
    ]
    others: dict[str, Callable[..., Awaitable[Response]]] = {
        "/{ledger}/{company}/documents/file": partial(_file, state=state),
        "/ledgers": partial(_ledgers, state=state),
        "/openapi.json": _described,
        "/": partial(_page, state=state),
    }
    return [*asked, *of_all, *supposed, *writes, *(Route(path, told(state, one)) for path, one in others.items())]


def _asked(state: State, kept: Kept, one: Question, path: str) -> Route:
    return Route(path, told(state, partial(_asking, state=state, kept=kept, one=one)), methods=["GET"])


async def _asking(request: Request, state: State, kept: Kept, one: Question) -> Response:
    asked = read_asked(one.asks, request.query_params.multi_items())
    quick = _quickly(request, state, kept, one, asked) if one.path in FAST else None
    return await state.turns.work(lambda: _answered(request, state, kept, one, asked)) if quick is None else quick


def _quickly(request: Request, state: State, kept: Kept, one: Question, asked: Asks) -> Response | None:
    """The answer that is not worth a thread: to a program that has it already, and a price out of what is in memory."""
    source = company_at(request, state)
    held = None if "://" in source.url else state.held(source.url)
    found = None if held is None else held.at_hand(source.company or "")
    if found is None:
        return None
    of_now = mark(request, found.number, found.head)
    if is_known(request, of_now):
        return unchanged(of_now)
    if (again := kept.again(of_now)) is not None:
        return again
    document = at_once(one.path, found, asked)
    return None if document is None else kept.keep(of_now, as_response(document, of_now))


def _answered(request: Request, state: State, kept: Kept, one: Question, asked: Any) -> Response:
    at = there(state, company_at(request, state) if "company" in request.path_params else ledger_at(request, state))
    # what quotes documents, or says whether they are whole, changes without the ledger
    besides = "" if one.path in FAST else files_beside(at.source)
    of_now = mark(request, at.number, at.head, besides) if one.settled else None
    if of_now is not None and is_known(request, of_now):
        return unchanged(of_now)
    if of_now is not None and (again := kept.again(of_now)) is not None:
        return again
    made = as_response(_document(at, one, asked), of_now)
    return made if of_now is None else kept.keep(of_now, made)


def _document(at: There, one: Question, asked: Any) -> Mapping[str, Any]:
    if at.held is not None and one.path in FAST:
        return fast(one.path, at.held, asked)
    with understood():
        return ask(at.known, one.verb, [*one.words, *one.said(asked)], form="json").as_document()


async def _supposing(request: Request, state: State, one: Supposed) -> Response:
    read_asked(Asks, request.query_params.multi_items())
    body = await json_of(request)
    return await state.turns.work(
        lambda: as_response(answer(one, there(state, company_at(request, state)), state.settings, body))
    )


async def _writing(request: Request, state: State, one: Write) -> Response:
    source = replace(company_at(request, state), by=writer(request, state))
    query = read_asked(one.query, request.query_params.multi_items())
    came = await (form_of(request) if one.takes_file else json_of(request, empty=one.body is NoBody))
    key = read_name(request.path_params[one.key]) if one.key else ""
    sent = with_body(Sent(source, key, query, batch_of(request)), one.body, came)

    def work() -> Response:
        with understood():
            document = one.does(replace(sent, seen=seen_by(request, state, source)))
        return as_response(with_head(document, state, source), status=status_of(sent, document))

    return await state.turns.work(work)


async def _file(request: Request, state: State) -> Response:
    asked = read_asked(OfFile, request.query_params.multi_items())

    def work() -> Response:
        at = there(state, company_at(request, state))
        found = b"" if at.held is None else at.held.ledger.document(asked.document)
        headers = {"content-disposition": "attachment", "content-security-policy": "default-src 'none'; sandbox"}
        return Response(found, 200, headers, "application/octet-stream")

    return await state.turns.work(work)


async def _ledgers(request: Request, state: State) -> Response:
    read_asked(Asks, request.query_params.multi_items())
    named = [{"name": name, "path": f"{BASE}/{slug(name)}"} for name in state.settings.ledgers]
    return as_response({"schema": "seriesd/ledgers/1", "ledgers": named, "writes": state.settings.writes})


async def _described(request: Request) -> Response:
    read_asked(Asks, request.query_params.multi_items())
    return as_response(description())


async def _page(_: Request, state: State) -> Response:
    about = {
        "layout": "plain.html",
        "operations": operations(),
        "parameters": parameters,
        "base": BASE,
        "program": program(),
        "session": None,
        "settings": state.settings,
    }
    return Response(rendered("api.html", about), 200, None, "text/html; charset=utf-8")


def told(state: State, answers: Callable[..., Awaitable[Response]]) -> Endpoint:
    """The same, with an error that is an answer answered as one."""

    async def answered(request: Request) -> Response:
        try:
            return await answers(request)
        except HTTPException:
            raise
        except Exception as error:
            found = error.problem if isinstance(error, ProblemError) else problem_of(error)
            if found is None:
                raise
            return _problem(request, found, state)

    return answered


def _problem(request: Request, problem: Problem, state: State) -> Response:
    if problem.code == RECORDED_MEANWHILE.code and MATCH in request.headers:
        problem = replace(problem, status=HTTPStatus.PRECONDITION_FAILED)
    found = of_problem(request, problem, state)
    if problem.status is HTTPStatus.UNAUTHORIZED:
        found.headers["www-authenticate"] = 'Bearer realm="seriesd"'
    return found

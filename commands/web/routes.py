"""The addresses of the pages: /LEDGER/COMPANY/PAGE, one thing of a kind behind it, and a suffix for a twin."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from http import HTTPStatus
from typing import Any, get_origin

from fastapi import FastAPI, Request
from pydantic import ValidationError
from starlette.datastructures import QueryParams
from starlette.responses import RedirectResponse, Response

from commands.errors import UsageError
from commands.web.answering import of_handed, of_help, of_page, of_problem, of_problem_at, of_shown, of_start, of_twin
from commands.web.asked import Asked, Dated, plainly
from commands.web.guards.sessions import COOKIE, WHO, check_mark, with_cookie
from commands.web.ledgers import NotThereError, read_name, source_of
from commands.web.pages.all import PAGES
from commands.web.pages.page import Gone, Handed, Page
from commands.web.places import Place, Shown
from commands.web.problems import NotAllowedError, Problem, problem_of
from commands.web.sent import LONGEST_FIELD, MOST_FIELDS, MOST_FILES, read_sent
from commands.web.state import State
from commands.web.twins import FORMS
from ledger.errors import SeriesdError
from ledger.log.seals import CorruptLedgerError
from ledger.names import near


def of_pages(app: FastAPI, state: State) -> None:
    """Have the application answer the addresses of all pages."""

    async def start(request: Request) -> Response:
        return await answered(request, state, lambda: of_start(request, state))

    async def help_(request: Request) -> Response:
        return await answered(request, state, lambda: of_help(request, state))

    async def company(request: Request, ledger: str, company: str) -> Response:
        def led() -> Response:
            asked = Asked(read_name(ledger), read_name(company))
            return RedirectResponse(asked.address("price"), HTTPStatus.SEE_OTHER)

        return await answered(request, state, led)

    async def page(request: Request, ledger: str, company: str, page: str, key: str | None = None) -> Response:
        return await answered(request, state, lambda: _answered(request, state, (ledger, company, page, key)))

    async def sent(request: Request, ledger: str, company: str, page: str, key: str | None = None) -> Response:
        return await answered(request, state, await _sent(request, state, (ledger, company, page, key)))

    for path in ("/{ledger}/{company}/{page}", "/{ledger}/{company}/{page}/{key}"):
        app.add_api_route(path, sent, methods=["POST"], include_in_schema=False)
    for path, route in (
        ("/", start),
        ("/help", help_),
        ("/{ledger}/{company}", company),
        ("/{ledger}/{company}/", company),
        ("/{ledger}/{company}/{page}", page),
        ("/{ledger}/{company}/{page}/{key}", page),
    ):
        app.add_api_route(path, route, methods=["GET", "HEAD"], include_in_schema=False)


async def answered(request: Request, state: State, work: Callable[[], Response]) -> Response:
    """What comes of work that takes its turn; an error that is an answer is answered as one."""
    try:
        return await state.turns.work(work)
    except Exception as error:
        found = problem_of(error)
        if found is None:
            raise
        return of_problem(request, found, state)


Named = tuple[str, str, str, str | None]
"""The parts of an address: the ledger, the company, the page, and the thing that it is about."""


def _answered(request: Request, state: State, named: Named) -> Response:
    ledger, company, page, key = named
    last, form = without_form(page if key is None else key)
    page, key = (last, None) if key is None else (page, last)
    named = ledger, company, page, key
    try:
        found, place = _at(request, state, named)
    except UsageError as error:
        if form is not None or not _is_read(request):
            raise
        found, place = _at(request, state, named, _readable(request.query_params))
        return of_problem_at(request, found, place, _problem(error), state)
    given = None if found.gives is None else found.gives(replace(place, form=form))
    if given is not None:
        return _of_given(given)
    if form is not None:
        return of_twin(found, replace(place, form=form), form)
    try:
        return of_page(request, found, place, state)
    except SeriesdError as error:
        if not _is_read(request) or (problem := _problem(error)).status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise
        return of_problem_at(request, found, place, problem, state)


def _is_read(request: Request) -> bool:
    """Whether a person will read the answer."""
    return "text/html" in request.headers.get("accept", "")


def _problem(error: SeriesdError) -> Problem:
    found = problem_of(error)
    assert found is not None  # noqa: S101  each error of the house is an answer
    return found


def _readable(query: QueryParams) -> Dated:
    """The clocks of an address that cannot be read, as far as they can."""
    found: dict[str, str] = {}
    for name in Dated.model_fields:
        with suppress(UsageError):
            if name in query:
                read_params(Dated, {name: query[name]})
                found[name] = query[name]
    return read_params(Dated, found)


def _of_given(given: Gone | Handed) -> Response:
    if isinstance(given, Gone):
        return RedirectResponse(given.address, HTTPStatus.SEE_OTHER)
    return of_handed(given)


def _at(request: Request, state: State, named: Named, params: Dated | None = None) -> tuple[Page, Place]:
    """The page and the place; of the clocks in `params`, where what is asked cannot be read."""
    ledger, company, page, key = named
    found = page_named(page, keyed=key is not None)
    params = params or read_params(found.asks, given_to(found.asks, request.query_params))
    asked = Asked(read_name(ledger), read_name(company), params.on, params.known)
    try:
        place = place_at(request, state, asked, params)
    except CorruptLedgerError:
        if not found.doubts:
            raise
        place = place_of(request, state, asked, params)
    return found, _keyed(place, key)


async def _sent(request: Request, state: State, named: Named) -> Callable[[], Response]:
    """The work that what was sent asks for; it is read first, since that waits for whoever sends it."""
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS, max_part_size=LONGEST_FIELD) as form:
        what = await read_sent(form)

    def work() -> Response:
        found, place = _at(request, state, named)
        if found.takes is None:
            raise NotThereError(f"nothing can be sent to the page {found.name!r}")
        try:
            session = state.sessions.begun_with(what) if found.again else None
            if found.writes and session is None:
                check_mark(place.session, what.one("mark"))
        except NotAllowedError as error:
            if found.again is None:
                raise
            shown = found.again(place, what, error)
            again = replace(shown, about={**shown.about, "who": what.one(WHO)})
            return of_shown(request, found, place, again, state)
        if session is None:
            return _taken(request, state, found, place, found.takes(place, what))
        signed = replace(place, session=session, source=replace(place.source, by=session.name))
        answer = _taken(request, state, found, signed, found.takes(signed, what))
        return with_cookie(answer, session, secure=state.settings.secure)

    return work


def _taken(request: Request, state: State, page: Page, place: Place, came: Shown | Gone | Handed) -> Response:
    return of_shown(request, page, place, came, state) if isinstance(came, Shown) else _of_given(came)


def _keyed(place: Place, key: str | None) -> Place:
    return place if key is None else replace(place, key=read_name(key))


def without_form(segment: str) -> tuple[str, str | None]:
    """The last part of an address without the suffix of a twin, and that suffix if it has one."""
    name, dot, suffix = segment.rpartition(".")
    return (name, suffix) if dot and suffix in FORMS else (segment, None)


def page_named(name: str, *, keyed: bool) -> Page:
    """The page of this name. Raises `NotThereError`."""
    found = PAGES.get(name)
    if found is None or (keyed and not found.keyed):
        raise NotThereError(f"there is no page {name!r}{near(name, list(PAGES))}")
    if found.keyed and not keyed and not found.alone:
        raise NotThereError(
            f"the page {name!r} is about one thing of its kind, whose name stands behind it: {name}/NAME"
        )
    return found


def given_to(kind: type[Dated], query: QueryParams) -> dict[str, Any]:
    """What an address gives a page: of what has several values all of them, else the last."""
    several = {name for name, one in kind.model_fields.items() if get_origin(one.annotation) is tuple}
    return {name: query.getlist(name) if name in several else query[name] for name in query}


def read_params(kind: type[Dated], given: dict[str, Any]) -> Dated:
    """What an address asks. Raises `UsageError` for what no page of this kind is asked, or cannot be read."""
    try:
        return kind.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        if first["type"] == "extra_forbidden":
            raise UsageError(f"this page is not asked {name!r}{near(name, list(kind.model_fields))}") from None
        raise UsageError(f"{name}: {plainly(first, kind)}") from None


def place_of(request: Request, state: State, asked: Asked, params: Dated) -> Place:
    """The place that a request is at, before anything is known there."""
    session = state.sessions.of(request.cookies.get(COOKIE))
    source = source_of(state.settings, asked, None if session is None else session.name)
    return Place(state.settings, asked, params, source, session=session)


def place_at(request: Request, state: State, asked: Asked, params: Dated) -> Place:
    """The place that a request is at, with what is known there now."""
    session = state.sessions.of(request.cookies.get(COOKIE))
    source = source_of(state.settings, asked, None if session is None else session.name)
    standing = state.standing(source)
    known = standing.known
    if known is not None and known.company != asked.company:
        raise NotThereError(f"no company {asked.company!r} is here; {known.company!r} is")
    return Place(
        settings=state.settings,
        asked=asked,
        params=params,
        source=replace(source, loaded=standing.held),
        session=session,
        companies=standing.companies,
        number=standing.number,
    )

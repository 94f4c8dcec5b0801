"""Responses: pages and parts of pages, twins, problems, and the files that a page loads."""

from hashlib import sha256
from http import HTTPStatus
from importlib.util import find_spec
from mimetypes import guess_type
from shlex import join
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from starlette.responses import JSONResponse, Response

from commands.api.given import today
from commands.api.writer import program
from commands.web.asked import NOW, TODAY, Asked
from commands.web.frame import hash_of, rendered, static_file
from commands.web.guards.sessions import COOKIE
from commands.web.ledgers import NotThereError, files_beside, source_of, told_of
from commands.web.pages.all import MENU, PAGES
from commands.web.pages.finding.help import about_help
from commands.web.pages.page import Handed, Page
from commands.web.places import Place, Shown
from commands.web.problems import MEDIA_TYPE, Problem
from commands.web.state import State
from commands.web.twins import FORMS, blocks_of
from ledger.numbers.days import written

_CLOCKS = ("on", "known")
_WRITTEN_BY = {"xlsx": "xlsxwriter", "docx": "docx"}
"""The forms that an extra writes, and its package."""
_A_YEAR = "public, max-age=31536000, immutable"


def of_page(request: Request, page: Page, place: Place, state: State) -> Response:
    """A page, or the part of it that another page takes in; nothing where the browser has this very page already."""
    if page.begins:
        # Two tabs never share a key. It is not forbidden to be stored: on the way back the browser shows it as it was
        # left, with all that was typed, and what is sent from it once more is told as such.
        response = of_shown(request, page, place, page.show(place), state)
        response.headers["cache-control"] = "private, no-cache"
        return response
    # what the frame says of the tables, and what is quoted of documents, changes without the ledger
    tables = state.tables_said(place.source)
    besides = (
        tables,
        files_beside(place.source),
        page.stands_on(place) if page.stands_on else "",
    )
    mark = etag(request, place, chr(0).join(besides))
    if request.headers.get("if-none-match") == mark:
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": mark, "vary": "HX-Request, Cookie"})
    response = of_shown(request, page, place, page.show(place), state, tables)
    response.headers["etag"] = mark
    return response


def of_shown(  # noqa: PLR0913, PLR0917
    request: Request, page: Page, place: Place, shown: Shown, state: State, tables: str | None = None
) -> Response:
    """What a page shows, as a page or as the part of one; of the `tables` what is said already is not asked again."""
    said = state.tables_said(place.source) if tables is None else tables
    about = {**about_page(request, page, place, shown), "tables_said": said, **shown.about}
    body = rendered(f"pages/{page.template}", about)
    return Response(body, shown.status, {"vary": "HX-Request, Cookie"}, "text/html; charset=utf-8")


def about_page(request: Request, page: Page, place: Place, shown: Shown) -> dict[str, Any]:
    """What the template of a page is made with, besides what the page itself gives it."""
    _, feet = blocks_of(shown)
    return {
        "layout": "part.html" if request.headers.get("hx-request") else "frame.html",
        "page": page,
        "pages": PAGES,
        "menu": MENU,
        "place": place,
        "asked": place.asked,
        "shown": shown,
        "feet": feet,
        "twins": twins_of(request) if shown.answers else [],
        "command": command_of(shown),
        "program": program(),
        "today": today(),
        "who": "",
        "is_sent": request.method == "POST",
        "clocks_typed": {name: request.query_params.get(name, said) for name, said in place.asked.clocks.items()},
        "mistaken": None,
        "grown_since": not page.now and _has_grown(place),
        "here": f"{request.url.path}?{request.url.query}",
        "asked_besides": [(name, value) for name, value in request.query_params.multi_items() if name not in _CLOCKS],
        "now_address": _readdressed(request, {"on": TODAY, "known": NOW}),
        "permalink": _readdressed(request, _fixed(place)),
    }


def _has_grown(place: Place) -> bool:
    """Whether anything was recorded of the company after the moment asked for."""
    until, log = place.asked.known, place.known.log if place.known else ()
    return until is not None and any(one.recorded_at > until for one in log[-1:])


def _readdressed(request: Request, clocks: dict[str, str]) -> str:
    besides = [one for one in request.query_params.multi_items() if one[0] not in clocks]
    return f"{request.url.path}?{urlencode([*clocks.items(), *besides])}"


def _fixed(place: Place) -> dict[str, str]:
    """Both clocks as they are now: what is asked so gives the same page for ever."""
    known = place.asked.known or (place.known.log[-1].recorded_at if place.known and place.known.log else None)
    return {"on": place.asked.day.isoformat(), "known": NOW if known is None else written(known)}


def twins_of(request: Request) -> list[tuple[str, str]]:
    """The forms that a page has besides, each with its address; those that nothing here can write are left out."""
    asked = f"?{request.url.query}" if request.url.query else ""
    can = [form for form in FORMS if form not in _WRITTEN_BY or find_spec(_WRITTEN_BY[form]) is not None]
    return [(form, f"{request.url.path}.{form}{asked}") for form in can]


def command_of(shown: Shown) -> list[str]:
    """How the same is asked on a command line, a line for each answer."""
    return [join(["seriesd", one.verb, *one.words]) for one in shown.answers]


def _known(place: Place) -> str:
    return "" if place.asked.known is None else f"known-{place.asked.known:%Y%m%dT%H%M%S.%fZ}"


def of_twin(page: Page, place: Place, form: str) -> Response:
    """The same in another form, as a file with a name that says what it is."""
    shown, twin = page.show(place), FORMS[form]
    if not shown.answers:
        raise NotThereError(f"the page {page.name!r} shows no answer that could have another form")
    name = "-".join(
        filter(None, (page.name, place.key, place.asked.company, place.asked.day.isoformat(), _known(place)))
    )
    kept = "inline" if form in ("json", "md", "txt", "pdf") or (form == "html" and shown.papers) else "attachment"
    headers = {"content-disposition": f'{kept}; filename="{_safe(name)}.{form}"'}
    if form == "html":  # a file that needs nothing else has its looks in itself, and its own policy says so
        headers["content-security-policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    made = shown.papers[form]() if form in shown.papers else twin.made(shown)
    return Response(made, shown.status, headers, twin.media_type)


def of_handed(handed: Handed) -> Response:
    """A file, to be kept or shown; it runs nothing and loads nothing either way."""
    stem, dot, suffix = handed.name.rpartition(".")
    kept = "attachment" if handed.shown_as is None else "inline"
    headers = {
        "content-disposition": f'{kept}; filename="{_safe(stem or suffix)}{dot and stem and f".{_safe(suffix)}"}"',
        "cache-control": "no-store",
    }
    kind = handed.shown_as or (FORMS[suffix].media_type if suffix in FORMS and suffix != "html" else _ANY)
    if handed.shown_as is not None:  # a viewer of papers does not work in a sandbox
        sandbox = "" if kind == "application/pdf" else "; sandbox"
        headers["content-security-policy"] = f"default-src 'none'; frame-ancestors 'self'{sandbox}"
    return Response(handed.content, 200, headers, kind)


_ANY = "application/octet-stream"


def _safe(name: str) -> str:
    """A name as every system can write it."""
    return "".join(sign if sign.isascii() and (sign.isalnum() or sign in "-.") else "_" for sign in name)[:100]


def etag(request: Request, place: Place, besides: str = "") -> str:
    """What stands for this very answer: it changes with the ledger, the day, who asks, the program, and `besides`."""
    who = "" if place.session is None else place.session.key
    part = request.headers.get("hx-request", "")
    told = "to come" if place.asked.is_to_come else ""
    said = (program(), str(request.url), str(place.number), today().isoformat(), who, part, told, besides)
    return f'"{sha256(chr(0).join(said).encode()).hexdigest()[:32]}"'


def of_problem_at(request: Request, page: Page, place: Place, problem: Problem, state: State) -> Response:
    """Why a page has no answer, in the frame of the page: what was asked stands in its fields, to be mended there."""
    named = problem.sentence.partition(":")[0]
    about = about_page(request, page, place, Shown(page.title)) | {
        "tables_said": state.tables_said(place.source),
        "problem": problem,
        "sign_in": None,
        "mistaken": named if named in _CLOCKS else None,
    }
    headers = {"vary": "HX-Request, Cookie"}
    return Response(rendered("problem.html", about), problem.status, headers, "text/html; charset=utf-8")


def of_problem(request: Request, problem: Problem, state: State) -> Response:
    """Why there is no answer: as a page for a browser, as a document for a program."""
    headers = {} if problem.after is None else {"retry-after": str(problem.after)}
    if request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return JSONResponse(problem.document(), problem.status, headers, MEDIA_TYPE)
    about = {
        "layout": "part.html" if request.headers.get("hx-request") else "plain.html",
        "problem": problem,
        "session": state.sessions.of(request.cookies.get(COOKIE)),
        "sign_in": sign_in_address(request) if problem.code == "not_allowed" and state.settings.writes else None,
        "program": program(),
    }
    return Response(rendered("problem.html", about), problem.status, headers, "text/html; charset=utf-8")


def sign_in_address(request: Request) -> str:
    """Where somebody signs in who is to come back to this page."""
    return f"/login?{urlencode({'next': f'{request.url.path}?{request.url.query}'.rstrip('?')})}"


def of_start(request: Request, state: State) -> Response:
    """The ledgers and companies that are here."""
    found = []
    for name, url in state.settings.ledgers.items():
        asked = Asked(name)
        standing = state.standing(source_of(state.settings, asked))
        found.append((name, told_of(url), [asked.of(company) for company in standing.companies]))
    about = {
        "layout": "plain.html",
        "ledgers": found,
        "program": program(),
        "session": state.sessions.of(request.cookies.get(COOKIE)),
        "settings": state.settings,
    }
    return Response(rendered("start.html", about), 200, None, "text/html; charset=utf-8")


def of_help(request: Request, state: State) -> Response:
    """The help, where no company is asked about."""
    about = {"layout": "plain.html", "program": program(), "session": state.sessions.of(request.cookies.get(COOKIE))}
    return Response(rendered("help.html", about | about_help()), 200, None, "text/html; charset=utf-8")


async def of_static(request: Request, name: str) -> Response:
    """A file that pages load: under the address of this version it is kept for ever, else asked for again."""
    found = static_file(name)
    if found is None:
        return Response("there is no such file\n", HTTPStatus.NOT_FOUND, None, "text/plain")
    mark = hash_of(name)
    if request.url.query != mark:
        headers = {"cache-control": "no-cache", "etag": f'"{mark}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(None, HTTPStatus.NOT_MODIFIED, headers)
        return Response(found, 200, headers, _kind_of(name))
    return Response(found, 200, {"cache-control": _A_YEAR}, _kind_of(name))


def _kind_of(name: str) -> str:
    return "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "application/octet-stream"

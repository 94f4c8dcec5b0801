"""Answers for programs: a document of the house as compact JSON, with a mark by which an unchanged one costs nothing.

The mark begins with the head of the company's log: so it says what was looked at, also to what is recorded then
(`If-Match`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from fastapi import Request
from starlette.responses import Response

from commands.api.given import today
from commands.api.writer import program
from commands.held.company import HeldCompany
from commands.web.asked import NOW, Asked
from commands.web.asking import Source
from commands.web.ledgers import NotThereError, read_name, source_of
from commands.web.state import State
from ledger.log.recorded import ORIGIN
from ledger.numbers.days import read_moment
from ledger.shown import visible_in_json


@dataclass(frozen=True, slots=True)
class There:
    """The ledger and the company that a program asks: where it is asked, and how it stands now."""

    source: Source
    number: int
    held: HeldCompany | None = None

    @property
    def known(self) -> Source:
        """The same to be asked, which knows already what is known here."""
        return self.source if self.held is None else replace(self.source, loaded=self.held)

    @property
    def head(self) -> str:
        """The hash of the last entry of the company."""
        return "" if self.held is None else self.held.head or ORIGIN


def ledger_at(request: Request, state: State) -> Source:
    """The ledger that an address names. Raises `NotThereError`."""
    return source_of(state.settings, Asked(read_name(request.path_params["ledger"])))


def company_at(request: Request, state: State) -> Source:
    """The company that an address names, whether it is there or not. Raises `NotThereError` where the ledger is not."""
    params = request.path_params
    return source_of(state.settings, Asked(read_name(params["ledger"]), read_name(params["company"])))


def there(state: State, source: Source) -> There:
    """How a ledger and its company stand now.

    Raises `NotThereError` where the company is not there, `StoreError` where the ledger is not, and
    `CorruptLedgerError` where it is not what was recorded.
    """
    standing = state.standing(source)
    if source.company is not None and (standing.held is None or standing.held.company != source.company):
        known = ", ".join(map(repr, standing.companies[:5])) or "none yet"
        raise NotThereError(f"no company {source.company!r} is here; here are {known}")
    if not standing.companies:
        raise NotThereError("nothing is recorded here yet: the first entries that are sent begin the ledger")
    return There(source, standing.number, standing.held)


_PROGRAM = program()


def mark(request: Request, number: int, head: str, besides: str = "") -> str:
    """What stands for this very answer: it changes with the ledger, the day, what is asked, the program, `besides`."""
    told = f"{today()}{' to come' if _is_to_come(request.query_params.get('known', NOW)) else ''}"
    said = f"{_PROGRAM}\0{request.url.path}?{request.url.query}\0{number}\0{told}\0{besides}"
    return f'"{head}.{sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:32]}"'


def _is_to_come(known: str) -> bool:
    """Whether a moment is still to come; what cannot be read as one is refused before an answer is made."""
    if known == NOW:
        return False
    try:
        return read_moment(known.replace(" ", "+")) > datetime.now(UTC)
    except ValueError:
        return False


def is_known(request: Request, of_now: str) -> bool:
    """Whether the program that asks has this very answer already."""
    given = request.headers.get("if-none-match")
    return given is not None and of_now in (one.strip().removeprefix("W/") for one in given.split(","))


def unchanged(of_now: str) -> Response:
    """The answer to a program that has it."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": of_now})


def as_response(
    document: Mapping[str, Any], of_now: str | None = None, status: HTTPStatus = HTTPStatus.OK, **headers: str
) -> Response:
    """A document as it is sent."""
    text = visible_in_json(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    marked = {} if of_now is None else {"etag": of_now}
    return Response(text.encode("utf-8", "backslashreplace"), status, {**marked, **headers}, "application/json")

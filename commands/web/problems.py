"""Why there is no answer, as HTTP says it: the sentence of the house, and the document of RFC 9457 about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from commands.last_resort import last_words
from commands.telling import told_of
from commands.web.asking import in_fields
from commands.web.ledgers import NotThereError
from ledger.shown import concealed
from ledger.store.documents import DocumentError
from ledger.store.store import ConcurrentWriteError

MEDIA_TYPE = "application/problem+json"

_STATUS: Mapping[str, HTTPStatus] = {
    "usage": HTTPStatus.BAD_REQUEST,
    "unreadable": HTTPStatus.UNPROCESSABLE_ENTITY,
    "store": HTTPStatus.SERVICE_UNAVAILABLE,
    "later_format": HTTPStatus.SERVICE_UNAVAILABLE,
    "corrupt_ledger": HTTPStatus.INTERNAL_SERVER_ERROR,
    "lacking": HTTPStatus.SERVICE_UNAVAILABLE,
    "fault": HTTPStatus.INTERNAL_SERVER_ERROR,
    "recorded_meanwhile": HTTPStatus.CONFLICT,
    "unknown_company": HTTPStatus.NOT_FOUND,
    "unknown_entry": HTTPStatus.NOT_FOUND,
    "unknown_holder": HTTPStatus.NOT_FOUND,
    "unknown_scenario": HTTPStatus.NOT_FOUND,
    "unknown_proposal": HTTPStatus.NOT_FOUND,
    "unknown_step": HTTPStatus.NOT_FOUND,
    "unknown_refusal": HTTPStatus.NOT_FOUND,
    "empty_ledger": HTTPStatus.NOT_FOUND,
}
"""The status that goes with a code; a rule that refuses is 422, whatever its code."""

_OF_KINDS: Mapping[type[BaseException], HTTPStatus] = {
    ConcurrentWriteError: HTTPStatus.CONFLICT,
    DocumentError: HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""The status that goes with an error whose code is that of many."""


class AskedTooMuchError(Exception):
    """A question that is not worked out here: what came is too large, or too much is being worked out already.

    `status` is the one of HTTP that says so; `after` in how many seconds it may be asked again, where it may.
    """

    def __init__(self, message: str, status: HTTPStatus, after: int | None = None) -> None:
        super().__init__(message)
        self.status, self.after = status, after


class NotAllowedError(Exception):
    """Somebody wants to write, or to ask, who may not; the message says what would be accepted."""

    def __init__(self, message: str, status: HTTPStatus = HTTPStatus.FORBIDDEN) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Problem:
    """Why there is no answer: `code` is that of the house, `sentences` say it, `more` is said to a program besides."""

    status: HTTPStatus
    code: str
    sentences: tuple[str, ...]
    clause: str = ""
    entry: str | None = None
    line: int | None = None
    more: Mapping[str, Any] = field(default_factory=dict)
    after: int | None = None

    @property
    def sentence(self) -> str:
        """The first sentence."""
        return self.sentences[0]

    def document(self) -> dict[str, Any]:
        """As RFC 9457 has it: a `type` for each code, and the members of the house besides."""
        return {
            "type": f"urn:seriesd:problem:{self.code}",
            "title": self.status.phrase,
            "status": int(self.status),
            "detail": self.sentence,
            "code": self.code,
            "clause": self.clause,
            "entry": self.entry,
            "line": self.line,
            **self.more,
        }


def problem_of(error: BaseException) -> Problem | None:
    """What an error says; None where it is a fault, and whoever mends it wants to see it."""
    match error:
        case NotThereError():
            return Problem(HTTPStatus.NOT_FOUND, "not_there", (str(error),))
        case AskedTooMuchError():
            return Problem(error.status, "too_much", (str(error),), after=error.after)
        case NotAllowedError():
            return Problem(error.status, "not_allowed", (str(error),))
        case _:
            return _told(error) or _last(error)


def _told(error: BaseException) -> Problem | None:
    found = told_of(error)
    if found is None:
        return None
    said = found.complaint.error
    status = _OF_KINDS.get(type(error)) or _STATUS.get(said.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    others = [_said(one.message) for one in found.complaint.errors or ()]
    more = ({"errors": others} if others else {}) | ({"more": found.complaint.more} if found.complaint.more else {})
    sentences = tuple(others or [_said(said.message)])
    return Problem(status, said.code, sentences, said.clause, said.entry, said.line, more)


def _said(sentence: str) -> str:
    """A sentence of the house as it is said here: without a password, and without how a command is written."""
    return in_fields(concealed(sentence))


def _last(error: BaseException) -> Problem | None:
    found = last_words(error, elsewhere=True)
    return None if found is None else Problem(_STATUS[found.what], found.what, (concealed(found.sentence),))

"""Who has given the token: a session for each, known by a cookie that no script sees and no other site's page sends.

Sessions live in the memory of the workbench alone: when it ends, everybody gives the token again. A session has a mark,
which stands in every form that writes; a form without the mark of its session is not ours.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus
from threading import Lock

from starlette.responses import Response

from commands.api.writer import Writer
from commands.web.problems import AskedTooMuchError, NotAllowedError
from commands.web.sent import Sent
from ledger.errors import ArgumentError

COOKIE = "seriesd-session"
WHO, TOKEN = "who", "token"
"""The fields of a form that writes in which somebody signs in, besides what is to be recorded."""
_LASTS = 12 * 60 * 60.0
_MOST = 1_000
_MOST_WRONG, _WITHIN = 10, 60.0


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who may write: `name` is who, as they said; `mark` stands in the forms of this session."""

    key: str
    name: str
    mark: str


@dataclass(slots=True)
class Sessions:
    """The sessions of a workbench. Without a `token` there are none. `clock` counts seconds, from whenever."""

    token: str | None
    clock: Callable[[], float] = time.monotonic
    _open: "OrderedDict[str, tuple[Session, float]]" = field(default_factory=OrderedDict)
    _wrong: list[float] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, name: str, token: str) -> Session:
        """A session for whoever has the token.

        Raises `NotAllowedError` for another token, `AskedTooMuchError` after too many of these in a minute, and
        `ArgumentError` for what cannot be the name of who records.
        """
        self.check(token)
        session = Session(secrets.token_urlsafe(32), Writer(name).name or name, secrets.token_urlsafe(32))
        with self._lock:
            self._open[session.key] = session, self.clock()
            while len(self._open) > _MOST:
                self._open.popitem(last=False)
        return session

    def begun_with(self, sent: Sent) -> Session | None:
        """A session for whoever gives the token in the form that is to be recorded; None where the form has none.

        What was typed while a session ended is then not lost. Raises `NotAllowedError`, with the status, for what is no
        token, no name, or too many of these.
        """
        if not sent.one(TOKEN):
            return None
        try:
            return self.begin(sent.one(WHO), sent.one(TOKEN))
        except AskedTooMuchError as error:
            raise NotAllowedError(str(error), error.status) from None
        except ArgumentError as error:
            raise NotAllowedError(str(error), HTTPStatus.BAD_REQUEST) from None

    def check(self, token: str) -> None:
        """Hold a token against the one of the workbench. Raises as `begin`.

        The right one is always taken, however many wrong ones came before: nobody can shut out whoever has it, and a
        token is too long to be found by trying.
        """
        if self.token is None:
            raise NotAllowedError("this workbench only reads; start it with `seriesd serve --write` to record with it")
        if compare_digest(token.encode("utf-8", "surrogatepass"), self.token.encode()):
            return
        now = self.clock()
        with self._lock:
            self._wrong[:] = [at for at in self._wrong if now - at < _WITHIN]
            self._wrong.append(now)
            many = len(self._wrong) > _MOST_WRONG
            del self._wrong[: -_MOST_WRONG - 1]
        if many:
            said = "too many wrong tokens were given in the last minute; wait one, and try again"
            raise AskedTooMuchError(said, HTTPStatus.TOO_MANY_REQUESTS, int(_WITHIN))
        raise NotAllowedError("that is not the token of this workbench; it was printed when this was started")

    def of(self, key: str | None) -> Session | None:
        """The session with this key, if it is open; one that nobody has used for twelve hours is over."""
        if key is None:
            return None
        now = self.clock()
        with self._lock:
            session, used = self._open.get(key, (None, 0.0))
            if session is None or now - used > _LASTS:
                self._open.pop(key, None)
                return None
            self._open[key] = session, now
            self._open.move_to_end(key)
        return session

    def end(self, key: str) -> None:
        """End a session."""
        with self._lock:
            self._open.pop(key, None)


def with_cookie(answer: Response, session: Session, *, secure: bool) -> Response:
    """An answer that has the browser keep the session."""
    answer.set_cookie(COOKIE, session.key, path="/", secure=secure, httponly=True, samesite="strict")
    return answer


def check_mark(session: Session | None, mark: str) -> Session:
    """The session that a form belongs to. Raises `NotAllowedError` where nobody has one, or the form is not its own."""
    if session is None:
        raise NotAllowedError(
            "say who you are first: recording needs the token of this workbench", HTTPStatus.UNAUTHORIZED
        )
    if not compare_digest(mark.encode(), session.mark.encode()):
        raise NotAllowedError("this form is of another session; look at it again, and send it once more")
    return session

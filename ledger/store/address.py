"""Where a ledger is and what things are called there; so light that a question need not wait for it."""

import re

from ledger.log.streams import COMPANIES, company_of, stream_of

__all__ = ["COMPANIES", "TABLE", "NoPlaceError", "company_of", "file_of", "stream_of"]

TABLE = "seriesd_events"
"""The table of events."""

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://(.*)", re.IGNORECASE | re.DOTALL)

_MISTYPED = re.compile(
    r"postgr\w*(?::|//)|[\w+.-]+:[^/@]*@|[a-z][\w+.-]+:?/{1,2}[^/@:]*:[^@]*@"
    r"|(?:.*\s)?(?:host|hostaddr|port|dbname|user|password|service)\s*=",
    re.IGNORECASE | re.DOTALL,
)
"""What nobody calls a file: a URL that lacks a sign, or the parameters of a connection. One would be made there, with
the password in its name."""


class NoPlaceError(ValueError):
    """What was given names no kind of place that a ledger can be in. The message is one sentence."""


def file_of(url: str) -> str | None:
    """The path that a file path or `sqlite:///path` names; None for `postgresql://…`. Raises `NoPlaceError`."""
    found = _SCHEME.fullmatch(url)
    if found is None:
        if _MISTYPED.match(url):
            raise NoPlaceError(
                "this looks like the address of a server and is none; write postgresql://user:password@host/database, "
                "or give a file path"
            )
        return url
    scheme, rest = found[1].lower(), found[2]
    if scheme in ("postgresql", "postgres"):
        return None
    # as in the URLs of SQLAlchemy: the third slash ends the host that a file has not, and nothing is escaped
    if scheme == "sqlite" and rest.startswith("/"):
        return rest[1:]
    raise NoPlaceError(
        f"{scheme}:// is no place for a ledger; give a file path, sqlite:///path or postgresql://host/database"
    )

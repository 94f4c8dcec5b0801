"""Where a ledger is and what things are called there; so light that a question need not wait for it."""

import re

TABLE = "seriesd_events"
"""The table of events."""

COMPANIES = "directory/companies"
"""The stream that lists the companies."""

_COMPANY = "company/"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://(.*)", re.IGNORECASE | re.DOTALL)


class NoPlaceError(ValueError):
    """What was given names no kind of place that a ledger can be in. The message is one sentence."""


def file_of(url: str) -> str | None:
    """The path that a file path or `sqlite:///path` names; None for `postgresql://…`. Raises `NoPlaceError`."""
    found = _SCHEME.fullmatch(url)
    if found is None:
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


def stream_of(company: str) -> str:
    """The stream that is the log of a company."""
    return f"{_COMPANY}{company}"


def company_of(stream: str) -> str | None:
    """The company whose log a stream is, None where it is another."""
    return stream.removeprefix(_COMPANY) if stream.startswith(_COMPANY) else None

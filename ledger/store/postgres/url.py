"""The URL of a database on a server, as the driver takes it; what is wrong with one is said without repeating it."""

import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from ledger.store.backend import StoreError

_PORTS = re.compile(r"\d{0,5}(?:,\d{0,5})*", re.ASCII)
_NOT_ONE = "not the URL of a database; write postgresql://user:password@host:port/database"
_SIGNS = "and a sign like @ / % in a password as %40 %2F %25"


def parameters_of(url: str) -> dict[str, Any]:
    """What a URL says, for `psycopg.connect`. Raises `StoreError`.

    Where a password holds a sign that ends it, as `/` does, the driver would take what is left of it for a host, a port
    or a database, and say that name aloud: such a URL is none.
    """
    try:
        found = conninfo_to_dict(url)
    except (psycopg.Error, ValueError):  # a UnicodeError is one; what either says can repeat the password
        raise StoreError(_NOT_ONE) from None
    if "\0" in url or _is_ambiguous(url) or not _PORTS.fullmatch(str(found.get("port", ""))):
        raise StoreError(f"{_NOT_ONE}, {_SIGNS}")
    return {"connect_timeout": 10, "application_name": "seriesd", **found}


def _is_ambiguous(url: str) -> bool:
    """Whether what stands before the host is not all of it: a second @, or one behind the first slash."""
    place = url.partition("://")[2].partition("?")[0]
    return place.count("@") > 1 or "@" in place.partition("/")[2]

"""Asking a database in SQL, of either kind, with nothing heavy imported."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from ledger.store.address import COMPANIES, TABLE, file_of

Query = Callable[[str, Sequence[object]], list[tuple[Any, ...]]]
"""Asks in the SQL of SQLite, with a question mark for each value."""

HASH = slice(-66, -2)
"""Where a sealed document carries its hash."""

_COMPANIES = f"SELECT state FROM {TABLE} WHERE originator_id = ? ORDER BY originator_version"  # noqa: S608  our names

_FAILURES: tuple[type[Exception], ...] = (sqlite3.Error, OSError, ValueError, TypeError, ImportError)


@contextmanager
def opened(url: str, already: Query | None = None) -> Iterator[Query]:
    """Ask a database, all of it at one moment."""
    path = file_of(url)
    if already is not None:
        yield already
    elif path is not None:
        uri = f"{Path(path).absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None, timeout=30)) as file:
            file.execute("BEGIN")
            yield lambda sql, given: file.execute(sql, given).fetchall()
    else:
        psycopg = import_module("psycopg")
        with psycopg.connect(url, connect_timeout=10, application_name="seriesd") as server:
            server.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield lambda sql, given: server.execute(sql.replace("?", "%s"), given).fetchall()


def failures_of(*urls: str) -> tuple[type[Exception], ...]:
    """What is raised where there is nothing to be asked: by SQLite, and by the driver of PostgreSQL if it is needed."""
    needed = any(url.lower().startswith("postgres") for url in urls)
    try:
        return (*_FAILURES, import_module("psycopg").Error) if needed else _FAILURES
    except ImportError:
        return _FAILURES


def company_named(log: Query, company: str | None) -> str | None:
    """The company asked about, the one that is named or the only one; None where it is not there, or not clear."""
    companies = [bytes(state).decode() for (state,) in log(_COMPANIES, (COMPANIES,))]
    name = company if company is not None else companies[0] if len(companies) == 1 else None
    return name if name in companies else None

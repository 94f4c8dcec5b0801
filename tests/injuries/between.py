"""Somebody else who comes between two statements of one who uses a ledger, at a place that is counted.

Two processes meet where chance has it. Here they meet everywhere in turn: before the first statement to the database,
before the second, and so on to the last, the other does all that it has to do, unless the database makes it wait there.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg.pq import TransactionStatus

from ledger.store.store import StoreError

Deed = Callable[[], object]


@dataclass
class Other:
    """Does what it has to do before one statement, by its number; `came` is whether it could."""

    at: int
    does: Deed
    statements: int = 0
    busy: bool = False
    came: bool = False

    def before_a_statement(self) -> None:
        if self.busy:
            return
        self.statements += 1
        if self.statements != self.at:
            return
        self.busy = True
        with suppress(StoreError):  # it would have to wait here
            self.does()
            self.came = True
        self.busy = False


@contextmanager
def coming_between(at: int, does: Deed, patch: pytest.MonkeyPatch) -> Iterator[Other]:
    """Whatever is asked of a database here meets the other before this statement."""
    other = Other(at, does)
    with patch.context() as patched:
        _in_files(other, patched)
        _on_servers(other, patched)
        yield other


def _in_files(other: Other, patched: pytest.MonkeyPatch) -> None:
    class Cursor(sqlite3.Cursor):
        def execute(self, *given: Any) -> "Cursor":
            other.before_a_statement()
            return super().execute(*given)

    class Connection(sqlite3.Connection):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            other.before_a_statement()
            return super().execute(*given)

        def cursor(self, *_: Any) -> Cursor:  # type: ignore[override]
            return super().cursor(Cursor)

    connect = sqlite3.connect

    def connected(*given: Any, **named: Any) -> sqlite3.Connection:
        if other.busy:  # who is waited for stands still
            return connect(*given, **{**named, "timeout": 0})
        return connect(*given, **{**named, "factory": Connection})

    patched.setattr(sqlite3, "connect", connected)
    patched.setattr(sqlite3.dbapi2, "connect", connected)


def _on_servers(other: Other, patched: pytest.MonkeyPatch) -> None:
    execute = psycopg.Cursor.execute
    in_turn: set[int] = set()

    def executed(self: "psycopg.Cursor[Any]", query: Any, *given: Any, **named: Any) -> "psycopg.Cursor[Any]":
        who = id(self.connection)
        if self.connection.info.transaction_status is TransactionStatus.IDLE:
            in_turn.discard(who)
        if who not in in_turn:
            other.before_a_statement()
        if "pg_advisory" in str(query):  # from here on the other waits, until this transaction is over
            in_turn.add(who)
        return execute(self, query, *given, **named)

    patched.setattr(psycopg.Cursor, "execute", executed)

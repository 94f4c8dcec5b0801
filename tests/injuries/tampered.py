"""A ledger that somebody lays hands on behind its back: what is told of each such case, and the hands."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, NamedTuple

import psycopg

from ledger.log.seals import closed as sealed_with_hash
from ledger.log.seals import encode

Reading = Literal["right", "refused", "other"]
Writing = Literal["unaffected", "refused"]


class Hands:
    """What can be done to the rows of a ledger: parameters of a statement are written as question marks."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.on_server = url.startswith("postgresql:")

    @property
    def path(self) -> Path:
        """The file of the ledger."""
        return Path(self.url)

    def do(self, *statements: str) -> None:
        """Run statements."""
        for one in statements:
            self.run(one)

    def run(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        """Run a statement; its rows, where it has some."""
        if self.on_server:
            with psycopg.connect(self.url) as connection:
                cursor = connection.execute(statement.replace("%", "%%").replace("?", "%s"), given or None)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.url)) as connection, connection:
            return connection.execute(statement, given).fetchall()

    def state(self, stream: str, position: int) -> bytes:
        """What stands there."""
        where = "originator_id = ? AND originator_version = ?"
        return bytes(self.run(f"SELECT state FROM seriesd_events WHERE {where}", stream, position)[0][0])

    def write(self, stream: str, position: int, state: object) -> None:
        """Put something else there."""
        where = "originator_id = ? AND originator_version = ?"
        self.run(f"UPDATE seriesd_events SET state = ? WHERE {where}", state, stream, position)

    def delete(self, stream: str, first: int, last: int | None = None) -> None:
        """Take away what stands from one position to another."""
        where = "originator_id = ? AND originator_version BETWEEN ? AND ?"
        self.run(f"DELETE FROM seriesd_events WHERE {where}", stream, first, first if last is None else last)

    def put_in(self, stream: str, position: int, topic: str, state: bytes) -> None:
        """One more event at the end of the store."""
        columns = "originator_id, originator_version, topic, state"
        self.run(f"INSERT INTO seriesd_events ({columns}) VALUES (?, ?, ?, ?)", stream, position, topic, state)

    def length(self, stream: str) -> int:
        """The last position of a stream."""
        return int(self.run("SELECT max(originator_version) FROM seriesd_events WHERE originator_id = ?", stream)[0][0])

    def dump(self) -> list[tuple[Any, ...]]:
        """All rows, in their order, as somebody who knows nothing of ledgers sees them."""
        columns = "originator_id, originator_version, topic, state"
        return sorted(map(repr, self.run(f"SELECT {columns} FROM seriesd_events")))  # type: ignore[arg-type]


def resealed(state: bytes, change: Callable[[dict[str, Any]], object]) -> bytes:
    """The document with something changed, and a hash that fits it."""
    document = json.loads(state)
    del document["hash"]
    change(document)
    return sealed_with_hash(encode(document)[:-1])[0]


def rewritten(state: bytes, old: bytes, new: bytes) -> bytes:
    """The text of a document with something replaced in it, and a hash that fits it."""
    body = state[: state.rindex(b',"hash":')].replace(old, new, 1)
    assert body + b"}" != state
    return sealed_with_hash(body.decode())[0]


class Case(NamedTuple):
    """What somebody does, and what is told of it.

    `verify` is what verifying says, among other things; nothing where only a head that was kept elsewhere can tell.
    `acme` is what the questions about the log that is tampered with give. `silent` names what answers otherwise without
    a word, since only the hash of the whole store can tell: a `log`, the list of `companies`, the `scenarios`.
    """

    does: Callable[[Hands], object]
    verify: str
    writing: Writing = "refused"
    acme: Reading = "refused"
    silent: str = ""


Cases = dict[str, Case]
ONLY_BY_HEAD = ""


def chain_resealed(hands: Hands, stream: str, first: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a document and seal it and all that follow it in its stream anew, so that the chain holds."""
    state = resealed(hands.state(stream, first), change)
    hands.write(stream, first, state)
    for position in range(first + 1, hands.length(stream) + 1):
        previous = json.loads(state)["hash"]
        state = resealed(
            hands.state(stream, position), lambda document, hash_=previous: document.update(previous=hash_)
        )
        hands.write(stream, position, state)

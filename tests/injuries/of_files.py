"""Tampering with a file: what its columns can hold, its schema, what hangs on the table, and the file itself."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.injuries.ledgers import made
from tests.injuries.of_rows import ACME, SALE
from tests.injuries.tampered import ONLY_BY_HEAD, Case, Cases, Hands

_COLUMNS = "originator_id, originator_version, topic, state"
_MADE = "originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB"
_KEY = "PRIMARY KEY (originator_id, originator_version)"
AT = "originator_id = 'company/Acme' AND originator_version ="
NOT_AS_MADE = "is not made as a ledger makes it"


def remade(hands: Hands, columns: str, then: str = "") -> None:
    """The same rows in a table that is made otherwise."""
    hands.do(
        "ALTER TABLE seriesd_events RENAME TO before",
        f"CREATE TABLE seriesd_events ({columns}) {then}",
        f"INSERT INTO seriesd_events ({_COLUMNS}) SELECT {_COLUMNS} FROM before ORDER BY rowid",
        "DROP TABLE before",
    )


def trigger(name: str, when: str, does: str) -> str:
    """A statement that hangs something on the table."""
    return f"CREATE TRIGGER {name} {when} INSERT ON seriesd_events BEGIN {does}; END"


def replaced(hands: Hands, number: int, *, with_scenario: bool) -> None:
    """Put another file in the place of the ledger's, made likewise."""
    with TemporaryDirectory() as folder:
        other = Path(folder) / "other.db"
        made(str(other), number, with_scenario=with_scenario)
        shutil.copy(other, hands.path)


def cut_short(hands: Hands, by: int) -> None:
    """Leave the end of the file out."""
    whole = hands.path.read_bytes()
    hands.path.write_bytes(whole[:-by])


HELD: Cases = {
    "text in place of a document": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET state = CAST(state AS TEXT) WHERE {AT} 3"),
        "Acme: position 3 was altered: its content does not give its hash",
    ),
    "a number in place of a document": Case(
        lambda on: on.write(ACME, 3, 2.5), "Acme: position 3 was altered: its content does not give its hash"
    ),
    "text in place of a position": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET originator_version = '3x' WHERE {AT} 3"),
        "Acme: position 3 is missing",
    ),
    "bytes in place of a name": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET originator_id = CAST(originator_id AS BLOB) WHERE {AT} 9"),
        "Acme: position 9 is missing",
    ),
    "nothing in place of a name": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET originator_id = NULL WHERE {AT} 9"), "Acme: position 9 is missing"
    ),
    "nothing in place of a position": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET originator_version = NULL WHERE {AT} 9"),
        "Acme: None is no position of the log",
    ),
    "everything removed": Case(
        lambda on: on.do("DELETE FROM seriesd_events"), "everything in it is gone, and something was recorded here"
    ),
    "bytes in place of what an entry is filed as": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET topic = ? WHERE {AT} 9", SALE.encode()), "is filed as"
    ),
    "bytes that are no text in place of what an entry is filed as": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET topic = CAST(x'73ff' AS TEXT) WHERE {AT} 9"),
        "a row has bytes that are no text in its column topic",
    ),
    "bytes that are no text in place of a name": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET originator_id = CAST(x'ff' AS TEXT) WHERE {AT} 9"),
        "a row has bytes that are no text in its column originator_id",
    ),
    "bytes that are no text in place of a document": Case(
        lambda on: on.run(f"UPDATE seriesd_events SET state = CAST(x'7bff7d' AS TEXT) WHERE {AT} 3"),
        "a row has bytes that are no text in its column state",
    ),
    "bytes that are no text in what a recording is filed as": Case(
        lambda on: on.run(
            "UPDATE seriesd_events SET topic = CAST(x'c328' AS TEXT) "
            "WHERE originator_id = 'recordings' AND originator_version = 5"
        ),
        "a row has bytes that are no text in its column topic",
    ),
}

HANGING: Cases = {
    "a trigger that swallows": Case(
        lambda on: on.do(trigger("swallow", "BEFORE", "SELECT RAISE(IGNORE)")),
        "a trigger 'swallow' hangs on the table seriesd_events",
        acme="right",
    ),
    "a trigger that alters": Case(
        lambda on: on.do(trigger("alter_it", "AFTER", "UPDATE seriesd_events SET topic = 'x' WHERE rowid = NEW.rowid")),
        "a trigger 'alter_it' hangs on the table seriesd_events",
        acme="right",
    ),
    "a trigger that doubles": Case(
        lambda on: on.do(
            trigger("double", "AFTER", "INSERT INTO seriesd_events VALUES ('notes', NEW.rowid, NEW.topic, NEW.state)")
        ),
        "a trigger 'double' hangs on the table seriesd_events",
        acme="right",
    ),
    "a trigger on another table that writes in this one": Case(
        lambda on: on.do(
            "CREATE TABLE notes (text)",
            "CREATE TRIGGER far AFTER INSERT ON notes BEGIN DELETE FROM seriesd_events; END",
        ),
        "a trigger 'far' hangs on the table seriesd_events",
        acme="right",
    ),
    "a second index": Case(
        lambda on: on.do("CREATE UNIQUE INDEX more ON seriesd_events (topic, state)"),
        "an index 'more' hangs on the table seriesd_events",
        acme="right",
    ),
}

SCHEMAS: Cases = {
    "a view in place of the table": Case(
        lambda on: on.do(
            "ALTER TABLE seriesd_events RENAME TO hidden", "CREATE VIEW seriesd_events AS SELECT * FROM hidden"
        ),
        "is a database of something else: it holds no ledger",
    ),
    "no key": Case(lambda on: remade(on, _MADE), NOT_AS_MADE, acme="right"),
    "no numbers of rows": Case(lambda on: remade(on, f"{_MADE}, {_KEY}", "WITHOUT ROWID"), "no such column: rowid"),
    "one column more": Case(lambda on: remade(on, f"{_MADE}, note TEXT, {_KEY}"), NOT_AS_MADE, acme="right"),
    "a column worked out": Case(
        lambda on: remade(on, f"{_MADE}, size INTEGER AS (length(state)), {_KEY}"), NOT_AS_MADE, acme="right"
    ),
    "names told apart otherwise": Case(
        lambda on: remade(on, f"{_MADE.replace('TEXT', 'TEXT COLLATE NOCASE', 1)}, {_KEY}"), NOT_AS_MADE, acme="right"
    ),
    "a later version of the store": Case(
        lambda on: on.do("PRAGMA user_version = 3"), "was written by a later version of seriesd"
    ),
}

FILES: Cases = {
    "an older copy in its place": Case(
        lambda on: replaced(on, 6, with_scenario=False),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="right",
        silent="scenarios",
    ),
    "another ledger in its place": Case(
        lambda on: replaced(on, 5, with_scenario=True),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="other",
        silent="log companies scenarios",
    ),
    "an empty file in its place": Case(
        lambda on: on.path.write_bytes(b""), "there is no ledger at", writing="unaffected"
    ),
    "a text in its place": Case(
        lambda on: on.path.write_text("no ledger at all\n" * 99), "cannot be opened as a ledger"
    ),
    "half of its pages gone": Case(lambda on: cut_short(on, on.path.stat().st_size // 2), "malformed"),
    "its last page gone": Case(lambda on: cut_short(on, 4096), "malformed"),
    "a journal of nothing planted beside it": Case(
        lambda on: Path(f"{on.path}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504)),
        ONLY_BY_HEAD,
        writing="unaffected",
        acme="right",
    ),
}

OF_FILES: Cases = HELD | HANGING | SCHEMAS | FILES
HARMLESS = {"a journal of nothing planted beside it"}
"""What changes nothing: the kept head is found."""

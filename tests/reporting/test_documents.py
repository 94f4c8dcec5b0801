"""The rows of `documents` are what is attached now: a void takes one out, a correction says otherwise."""

from typing import Any

from projections.read_model import catalogue
from projections.read_model.rows import rows_of
from tests.ledger.engine import judge
from tests.reporting import lookups
from tests.reporting.test_holdings import BASE

ONE, OTHER = "0" * 63 + "1", "0" * 63 + "2"


def documents(*entries: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows = rows_of("Any", judge([*BASE, *entries]).log)[catalogue.DOCUMENTS]
    found = [lookups.named(catalogue.DOCUMENTS, row) for row in rows]
    return [(one["entry"], one["about"], one["name"], one["sha256"], one["size"], one["role"]) for one in found]


def attached(name: str, sha256: str, **fields: Any) -> dict[str, Any]:
    entry = {"type": "document_attached", "effective": "2006-01-01", "id": name, "entry": "o", "name": f"{name}.pdf"}
    return entry | {"sha256": sha256, "size": 10} | fields


def test_what_is_attached_is_a_row_until_that_is_voided() -> None:
    minutes, notice = attached("minutes", ONE), attached("letter", OTHER, entry="d", role="notice")
    rows = [("minutes", "o", "minutes.pdf", ONE, 10, "source"), ("letter", "d", "letter.pdf", OTHER, 10, "notice")]
    assert documents(minutes, notice) == rows
    void = {
        "type": "entry_voided",
        "effective": "2006-02-01",
        "id": "out",
        "entry": "minutes",
        "reason": "another file",
    }
    assert documents(minutes, notice, void) == rows[1:]
    corrected = {
        "type": "entry_corrected",
        "effective": "2006-02-01",
        "id": "so",
        "entry": "minutes",
        "reason": "a slip",
    }
    corrected |= {"with": attached("minutes", ONE) | {"name": "board.pdf"}}
    assert documents(minutes, notice, corrected)[0] == ("minutes", "o", "board.pdf", ONE, 10, "source")

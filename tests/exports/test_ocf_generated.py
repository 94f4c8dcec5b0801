"""Packages made by chance, security by security: the reader agrees with the drawer that was kept beside them."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, note, settings

from commands.journal import UnreadableError
from commands.ocf import Imported, read_package, reconciled
from ledger.engine.book import Book, open_book
from ledger.events import read_entry
from ledger.refusals import Refusal
from projections.answers.history import history_of
from tests.exports.acme import book_of, company
from tests.exports.books import Entry
from tests.exports.drawer import Drawer, drawers
from tests.exports.packages import put
from tests.ledger.engine import NOON

HUNDREDS = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
UNNAMED_REST = "name it as balance_security_id if it is"


def read(drawer: Drawer) -> tuple[Imported | None, str]:
    """What the reader makes of the acts, or the sentence with which it refuses them."""
    with TemporaryDirectory() as folder:
        try:
            return read_package(str(put(company(*drawer.acts), Path(folder)))), ""
        except UnreadableError as error:
            return None, str(error)


def meant(imported: Imported, entries: list[Entry]) -> Book | None:
    """The ledger that the acts mean; None where a rule of the ledger is against it."""
    book = open_book([])
    first = [line.entry for line in imported.lines if line.entry.type == "certificate_adopted"]
    base: list[Entry] = [
        {"type": "common_issued", "id": "cs1", "effective": "2005-03-01", "holder": "Founder", "shares": 10_000_000},
        {"type": "series_d_issued", "id": "sa1", "effective": "2005-03-02", "holder": "Fund", "shares": 1_000_000,
         "consideration": {"cash": 1_000_000}},
    ]  # fmt: skip
    try:
        for one in [*first, *(read_entry(entry) for entry in [*base, *entries])]:
            book.record(one, NOON)
    except Refusal as refusal:
        note(f"the ledger refuses: {refusal}")
        return None
    return book


@HUNDREDS
@given(drawers())
def test_the_reader_agrees_with_a_drawer_of_certificates(drawer: Drawer) -> None:
    note(json.dumps(drawer.acts, indent=1))
    imported, refused = read(drawer)
    assume(UNNAMED_REST not in refused)
    if drawer.blamed is not None:
        assert drawer.blamed.name in refused
        return
    assert imported is not None, refused
    book = meant(imported, drawer.entries)
    assume(book is not None)
    assert book is not None
    living = {one.name: one.left for one in imported.register.living.values()}
    kept = {one.name: one.shares for one in drawer.live.values()}
    assert living == kept
    found = book_of(imported)
    assert found.state.common == book.state.common
    assert found.state.series_d == book.state.series_d
    assert found.state.treasury == book.state.treasury
    assert {name: one.outstanding() for name, one in found.state.rights.items()} == {
        name: one.outstanding() for name, one in book.state.rights.items()
    }
    assert [(step.governs_from, step.after) for step in history_of(found)] == [
        (step.governs_from, step.after) for step in history_of(book)
    ]
    assert reconciled(imported)[0] == []

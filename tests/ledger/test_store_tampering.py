"""What somebody does to the table behind the ledger's back is found, and said where it is."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from ledger.log.recorded import ORIGIN, CorruptLedgerError, seal
from ledger.store.store import ConcurrentWriteError, StoreError, open_store
from tests.ledger.store_writer import entries

Tamper = Callable[..., None]
AT = "originator_id = 'company/Acme' AND originator_version ="


def execute(url: str, statement: str, *given: Any) -> None:
    """Run a statement behind the ledger's back; parameters are written as question marks."""
    if url.startswith("postgresql:"):
        with psycopg.connect(url) as connection:
            connection.execute(statement.replace("?", "%s"), given)
    else:
        with closing(sqlite3.connect(url)) as connection, connection:
            connection.execute(statement, given)


@pytest.fixture
def tamper(ledger_url: str) -> Iterator[Tamper]:
    with open_store(ledger_url) as store:
        head = store.append("Acme", entries(1, 4), after=0, previous=ORIGIN)
        store.append("Acme", entries(5, 4), after=4, previous=head)
        store.append("Bolt", entries(1, 3), after=0, previous=ORIGIN)
    yield lambda statement, *given: execute(ledger_url, statement, *given)
    with open_store(ledger_url) as store:
        assert store.read("Bolt") == entries(1, 3)


def state(url: str, position: int, company: str = "Acme") -> bytes:
    with open_store(url) as store:
        events = store.select(f"company/{company}", gt=position - 1, limit=1)
        return events[0].state


def found(url: str) -> list[str]:
    """What the check says; reading must say the first of it."""
    with open_store(url, create=False) as store:
        faults = store.check("Acme")
        if faults:
            with pytest.raises(CorruptLedgerError) as caught:
                store.read("Acme")
            assert str(caught.value) == faults[0]
        else:
            store.read("Acme")
        return faults


def test_an_untouched_log_has_no_faults(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"UPDATE seriesd_events SET topic = topic WHERE {AT} 3")
    assert found(ledger_url) == []


def test_an_altered_entry_is_found(tamper: Tamper, ledger_url: str) -> None:
    altered = state(ledger_url, 3).replace(b'"shares":1000', b'"shares":1001')
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 3", altered)
    assert found(ledger_url) == ["Acme: position 3 was altered: its content does not give its hash"]


def test_an_altered_entry_with_a_new_seal_breaks_the_chain(tamper: Tamper, ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        before = store.select("company/Acme", gt=1, limit=1)[0].state[-66:-2].decode()
    forged, _ = seal("Acme", entries(3, 1, writer="forger")[0], before)
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 3", forged)
    assert found(ledger_url) == [
        "Acme: position 4 does not follow what stands before it: the chain is broken here",
    ]


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ((1,), ["position 1 is missing"]),
        ((4,), ["position 4 is missing"]),
        ((2, 3, 4), ["positions 2 to 4 are missing"]),
        ((1, 2, 5), ["positions 1 to 2 are missing", "position 5 is missing"]),
    ],
)
def test_a_deleted_entry_is_found(tamper: Tamper, ledger_url: str, gone: tuple[int, ...], said: list[str]) -> None:
    for position in gone:
        tamper(f"DELETE FROM seriesd_events WHERE {AT} ?", position)
    with open_store(ledger_url) as store:
        assert store.check("Acme") == [f"Acme: {one}" for one in said]
        with pytest.raises(CorruptLedgerError, match=f"Acme: position {gone[0]} is missing"):
            store.read("Acme")


def test_a_log_that_is_cut_off_is_shorter_than_its_recordings_say(tamper: Tamper, ledger_url: str) -> None:
    tamper("DELETE FROM seriesd_events WHERE originator_id = 'company/Acme' AND originator_version > 5")
    assert found(ledger_url) == ["Acme: position 6 is missing: up to position 8 was recorded"]
    with open_store(ledger_url) as store:
        assert store.head("Acme")[0] == 5


def test_two_entries_that_changed_places_are_found(tamper: Tamper, ledger_url: str) -> None:
    third, sixth = state(ledger_url, 3), state(ledger_url, 6)
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 3", sixth)
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 6", third)
    assert found(ledger_url) == [
        "Acme: position 3 holds what was recorded at position 6 of Acme",
        "Acme: position 4 does not follow what stands before it: the chain is broken here",
        "Acme: position 6 holds what was recorded at position 3 of Acme",
        "Acme: position 7 does not follow what stands before it: the chain is broken here",
    ]


def test_an_entry_of_another_company_is_found(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 2", state(ledger_url, 2, "Bolt"))
    assert found(ledger_url)[0] == "Acme: position 2 holds what was recorded at position 2 of Bolt"


def test_an_entry_that_was_put_in_is_found(tamper: Tamper, ledger_url: str) -> None:
    forged, _ = seal("Acme", entries(9, 1)[0], "ab" * 32)
    tamper("INSERT INTO seriesd_events VALUES ('company/Acme', 9, 'seriesd.common_issued.v1', ?)", forged)
    assert found(ledger_url) == ["Acme: position 9 does not follow what stands before it: the chain is broken here"]


@pytest.mark.parametrize("place", [0, -3])
def test_what_stands_before_the_first_position_is_found(tamper: Tamper, ledger_url: str, place: int) -> None:
    tamper("INSERT INTO seriesd_events VALUES ('company/Acme', ?, 'x', ?)", place, b"x")
    with open_store(ledger_url) as store:
        assert store.check("Acme") == [f"Acme: {place} is no position of the log, but something stands there"]
        assert store.read("Acme") == entries(1, 8)


def test_an_entry_filed_under_another_type_is_found(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"UPDATE seriesd_events SET topic = 'seriesd.common_split.v1' WHERE {AT} 8")
    assert found(ledger_url) == ["Acme: position 8 is filed as seriesd.common_split.v1, which it is not"]


@pytest.mark.parametrize("garbage", [b"", b"\xff\xfe", b"{}", b"x" * 500])
def test_garbage_is_found_and_does_not_blame_what_follows(tamper: Tamper, ledger_url: str, garbage: bytes) -> None:
    for position in (2, 3, 8):
        tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} ?", garbage, position)
    said = "was altered: its content does not give its hash"
    assert found(ledger_url) == [f"Acme: position {position} {said}" for position in (2, 3, 8)]


def test_nothing_is_appended_to_an_altered_entry(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {AT} 8", b"x")
    with open_store(ledger_url) as store:
        with pytest.raises(CorruptLedgerError, match="Acme: position 8 was altered"):
            store.head("Acme")
        with pytest.raises(CorruptLedgerError, match="Acme: position 8 was altered"):
            store.append("Acme", entries(9, 1), after=8, previous="ab" * 32)
        with pytest.raises(CorruptLedgerError, match="Acme: position 8 was altered"):
            store.read("Acme", after=8)


def test_reading_on_after_a_missing_entry_is_refused(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"DELETE FROM seriesd_events WHERE {AT} 4")
    with open_store(ledger_url) as store:
        with pytest.raises(CorruptLedgerError, match="Acme: position 4 is missing"):
            store.read("Acme", after=4)
        with pytest.raises(CorruptLedgerError, match="Acme: position 4 is missing"):
            store.read("Acme", after=3)
        assert store.read("Acme", after=5) == entries(6, 3)


def test_a_company_taken_from_the_list_is_found(tamper: Tamper, ledger_url: str) -> None:
    listed = "originator_id = 'directory/companies' AND originator_version ="
    tamper(f"DELETE FROM seriesd_events WHERE {listed} 1")
    with open_store(ledger_url) as store:
        with pytest.raises(CorruptLedgerError, match="the list of companies: position 1 is missing"):
            store.companies()
        assert store.check("Acme") == ["the list of companies: position 1 is missing"]
    tamper(f"UPDATE seriesd_events SET originator_version = 1 WHERE {listed} 2")
    with open_store(ledger_url) as store:
        assert store.companies() == ["Bolt"]
        assert store.check("Acme") == ["Acme: the list of companies does not name it"]
        assert store.check("Bolt") == []
    tamper(f"UPDATE seriesd_events SET state = ? WHERE {listed} 1", b"\xff")
    with open_store(ledger_url) as store, pytest.raises(CorruptLedgerError, match="position 1 cannot be read"):
        store.companies()


def test_a_company_that_is_listed_without_a_log_is_not_listed_twice(tamper: Tamper, ledger_url: str) -> None:
    tamper("DELETE FROM seriesd_events WHERE originator_id = 'company/Acme'")
    with open_store(ledger_url) as store:
        if ledger_url.startswith("postgresql:"):
            store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
        else:
            with pytest.raises(
                StoreError, match="the index has 8 rows, and the rows of the table are numbered from 1 to"
            ):
                store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
        assert store.companies() == ["Acme", "Bolt"]


def test_an_event_without_content_is_said(tamper: Tamper, ledger_url: str) -> None:
    tamper(f"UPDATE seriesd_events SET state = NULL WHERE {AT} 4")
    with open_store(ledger_url) as store, pytest.raises((StoreError, CorruptLedgerError)):
        store.read("Acme")


@pytest.mark.parametrize("held", ["text", 7, 2.5])
def test_sqlite_can_hold_anything_anywhere(sqlite_url: str, held: object) -> None:
    with open_store(sqlite_url) as store:
        store.append("Acme", entries(1, 3), after=0, previous=ORIGIN)
        execute(sqlite_url, f"UPDATE seriesd_events SET state = ? WHERE {AT} 2", held)
        execute(sqlite_url, f"UPDATE seriesd_events SET originator_version = ? WHERE {AT} 3", f"{held}x")
        assert store.check("Acme") == [
            "Acme: position 2 was altered: its content does not give its hash",
            f"Acme: '{held}x' is no position of the log, but something stands there",
        ]
        execute(sqlite_url, "UPDATE seriesd_events SET state = 'Acme' WHERE originator_id = 'directory/companies'")
        with pytest.raises(CorruptLedgerError, match="the list of companies: position 1 cannot be read"):
            store.companies()


def test_nothing_is_written_where_something_hangs_on_the_table(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        head = store.append("Acme", entries(1, 3), after=0, previous=ORIGIN)
        execute(
            sqlite_url, "CREATE TRIGGER no BEFORE INSERT ON seriesd_events BEGIN SELECT RAISE(ABORT, 'closed'); END"
        )
        for company, first, previous in (("Acme", 4, head), ("Bolt", 1, ORIGIN)):
            with pytest.raises(StoreError, match="a trigger 'no' hangs on the table seriesd_events") as caught:
                store.append(company, entries(first, 1), after=first - 1, previous=previous)
            assert not isinstance(caught.value, ConcurrentWriteError)
        assert store.read("Acme") == entries(1, 3)

"""A long log is read in parts: what is said of it is what is said of one that is read at once."""

from collections.abc import Callable

import pytest

from commands.api.ledger import open_ledger
from ledger.events import read_entry
from ledger.events.entry import sharing
from ledger.log.recorded import CorruptLedgerError
from ledger.store import store
from ledger.store.store import open_store
from tests.benchmarks.journal import journal


@pytest.mark.parametrize("at_once", [1, 7, 39, 40, 41])
def test_a_log_read_in_parts_is_the_log(
    fresh_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    url = fresh_url("sqlite")
    with open_ledger(url) as ledger:
        ledger.record(journal(40))
    with open_store(url, create=False) as there:
        at_one_go = there.read_whole("Busy Company")
        monkeypatch.setattr(store, "_AT_ONCE", at_once)
        assert there.read_whole("Busy Company") == at_one_go
        assert there.read("Busy Company") == at_one_go[0]
        assert [one.position for one in at_one_go[0]] == list(range(1, 41))


def test_what_is_missing_between_two_parts_is_missing(
    fresh_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url = fresh_url("sqlite")
    with open_ledger(url) as ledger:
        ledger.record(journal(40))
    monkeypatch.setattr(store, "_AT_ONCE", 10)
    with open_store(url, create=False) as there:
        select = there.select
        monkeypatch.setattr(
            there, "select", lambda *of, **named: [one for one in select(*of, **named) if one.originator_version != 11]
        )
        with pytest.raises(CorruptLedgerError, match="position 11 is missing"):
            there.read("Busy Company")


def test_entries_share_what_they_know_of_their_fields_and_a_copy_does_not() -> None:
    given = {"type": "common_issued", "effective": "2006-01-01", "holder": "ann", "shares": 5}
    one, other = read_entry(given | {"id": "a"}), read_entry(given | {"id": "b"})
    assert one.model_fields_set is other.model_fields_set
    assert one.model_fields_set == {"type", "effective", "holder", "shares", "id"}
    noted = one.model_copy(update={"note": "so"})
    assert "note" in noted.model_fields_set
    assert "note" not in other.model_fields_set
    assert sharing(one) is one

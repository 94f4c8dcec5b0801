"""The store on real SQLite files and a real PostgreSQL: what is appended is read back, and nothing else is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.log.recorded import ORIGIN
from ledger.store.store import ConcurrentWriteError, Store, StoreError, open_store
from tests.ledger.store_writer import entries


@pytest.fixture
def store(ledger_url: str) -> Iterator[Store]:
    with open_store(ledger_url) as opened:
        yield opened


def test_a_new_ledger_is_empty(store: Store) -> None:
    assert store.companies() == []
    assert store.head("Acme") == (0, ORIGIN)
    assert store.read("Acme") == []
    assert store.read("Acme", after=3) == []
    assert store.check("Acme") == []


def test_what_was_appended_is_read_back(store: Store, ledger_url: str) -> None:
    head = store.append("Acme", entries(1, 3), after=0, previous=ORIGIN)
    assert store.read("Acme") == entries(1, 3)
    assert store.head("Acme") == (3, head)
    assert store.companies() == ["Acme"]
    with open_store(ledger_url, create=False) as again:
        assert again.read("Acme") == entries(1, 3)
        assert again.head("Acme") == (3, head)
        assert again.check("Acme") == []


@pytest.mark.parametrize("after", range(7))
def test_reading_goes_on_after_a_position(store: Store, after: int) -> None:
    store.append("Acme", entries(1, 5), after=0, previous=ORIGIN)
    assert store.read("Acme", after=after) == entries(1, 5)[after:]


def test_the_chain_does_not_tell_how_the_log_was_cut_into_appends(store: Store) -> None:
    at_once = store.append("Acme", entries(1, 6), after=0, previous=ORIGIN)
    head = ORIGIN
    with pytest.raises(ConcurrentWriteError):
        store.append("Acme", entries(1, 2), after=0, previous=head)
    for first, number in ((1, 1), (2, 3), (5, 2)):
        head = store.append("Bolt", entries(first, number), after=first - 1, previous=head)
    assert store.read("Bolt") == store.read("Acme")
    assert head != at_once  # the company is part of what is sealed
    assert store.companies() == ["Acme", "Bolt"]


def test_appending_nothing_leaves_nothing(store: Store) -> None:
    assert store.append("Acme", [], after=0, previous=ORIGIN) == ORIGIN
    assert store.companies() == []


def test_companies_are_listed_in_the_order_of_their_first_entries(store: Store) -> None:
    names = [f"company {number * 7919 % 60}" for number in range(25)]
    for name in names:
        store.append(name, entries(1, 1), after=0, previous=ORIGIN)
    assert store.companies() == names


@pytest.mark.parametrize("after", [0, 1, 3, 9])
def test_a_writer_that_read_another_end_is_refused(store: Store, after: int) -> None:
    head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    with pytest.raises(ConcurrentWriteError, match=f"log of Acme no longer ends at position {after}; read it again"):
        store.append("Acme", entries(after + 1, 2), after=after, previous=head)
    assert store.read("Acme") == entries(1, 2)


def test_a_writer_that_read_another_head_is_refused(store: Store) -> None:
    store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    with pytest.raises(ConcurrentWriteError):
        store.append("Acme", entries(3, 1), after=2, previous="ab" * 32)
    assert store.check("Acme") == []


def test_of_two_stores_one_learns_of_the_other(store: Store, ledger_url: str) -> None:
    with open_store(ledger_url) as other:
        other.append("Acme", entries(1, 1, writer="other"), after=0, previous=ORIGIN)
        with pytest.raises(ConcurrentWriteError):
            store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
        position, head = store.head("Acme")
        store.append("Acme", entries(2, 1), after=position, previous=head)
        assert [one.id for one in other.read("Acme")] == ["other-1", "w-2"]


@pytest.mark.parametrize("first", [1, 2, 4])
def test_positions_that_do_not_go_on_are_a_mistake_of_the_caller(store: Store, first: int) -> None:
    head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    with pytest.raises(ValueError, match="after position 2 must go on from there without a gap"):
        store.append("Acme", entries(first, 2), after=2, previous=head)


@pytest.mark.parametrize(
    "name",
    ["Müller & Söhne", "株式会社", "a/b", "company/x", "'; DROP TABLE seriesd_events; --", "100 %s ?", "😀" * 200, " "],
)
def test_any_name_that_can_be_written_names_a_company(store: Store, name: str) -> None:
    store.append(name, entries(1, 2), after=0, previous=ORIGIN)
    assert store.companies() == [name]
    assert store.read(name) == entries(1, 2)
    assert store.check(name) == []


@pytest.mark.parametrize("name", ["", "a\0b", "two\nlines", "\ud800", "x" * 201])
def test_what_cannot_be_written_names_no_company(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be the name of a company"):
        store.read(name)
    with pytest.raises(StoreError, match="cannot be the name of a company"):
        store.append(name, entries(1, 1), after=0, previous=ORIGIN)


def test_a_large_batch_is_one_append(store: Store) -> None:
    head = store.append("Acme", entries(1, 20_000), after=0, previous=ORIGIN)
    assert store.head("Acme") == (20_000, head)
    assert store.read("Acme", after=19_000) == entries(19_001, 1_000)


def test_opening_makes_nothing_and_a_missing_ledger_is_refused(ledger_url: str, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(StoreError, match=r"^there is no ledger at .*; `seriesd record FILE` makes one$"):
            open_store(ledger_url, create=False)
        with open_store(ledger_url) as store:
            assert store.companies() == []
            assert store.head("Acme") == (0, ORIGIN)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_store_says_so(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
    with pytest.raises(StoreError):
        store.companies()
    store.close()


def test_a_ledger_that_somebody_else_makes_is_seen(store: Store, ledger_url: str) -> None:
    assert store.companies() == []
    with open_store(ledger_url) as other:
        other.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    assert store.read("Acme") == entries(1, 2)


def test_an_unknown_kind_of_place_is_refused() -> None:
    with pytest.raises(StoreError, match="mysql:// is no place for a ledger; give a file path, sqlite:///path or post"):
        open_store("mysql://localhost/ledger")


def test_what_was_appended_anywhere_is_followed_in_order(store: Store) -> None:
    assert (store.follow(0, 10), store.latest()) == ([], 0)
    head = store.append("Acme", entries(1, 2), after=0, previous=ORIGIN)
    store.append("Bolt", entries(1, 1), after=0, previous=ORIGIN)
    store.append("Acme", entries(3, 1), after=2, previous=head)
    found = store.follow(0, 10)
    # each company is listed with its first entries, and a recording closes each; neither is of a company
    assert [(one.company, one.position) for one in found] == [
        (None, 1),
        ("Acme", 1),
        ("Acme", 2),
        (None, 1),
        (None, 2),
        ("Bolt", 1),
        (None, 2),
        ("Acme", 3),
        (None, 3),
    ]
    assert store.latest() == found[-1].number
    assert store.follow(found[1].number, 2) == found[2:4]
    assert store.follow(store.latest(), 10) == []


def test_a_log_is_read_whole_with_the_hash_of_its_end(store: Store) -> None:
    assert store.read_whole("Acme") == ([], ORIGIN)
    head = store.append("Acme", entries(1, 3), after=0, previous=ORIGIN)
    assert store.read_whole("Acme") == (entries(1, 3), head)


def test_the_hash_of_any_entry_is_known_by_its_position(store: Store) -> None:
    first = store.append("Acme", entries(1, 1), after=0, previous=ORIGIN)
    head = store.append("Acme", entries(2, 2), after=1, previous=first)
    assert [store.hash_at("Acme", at) for at in (1, 3, 4)] == [first, head, None]
    assert store.hash_at("Bolt", 1) is None

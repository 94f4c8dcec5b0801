"""The head of a store as it ended with the recording of an entry, in a file and on a server."""

from commands.api.proving.standing import name_of
from ledger.proof.proofs import prove_continuation, prove_entry
from ledger.store.heads import head_with
from ledger.store.store import open_store

from .ledgers import holds, holds_alone, record, standing_of, written


def test_it_is_that_of_the_recording_and_not_of_what_came_later(ledger_url: str) -> None:
    record(ledger_url, "Acme", 3)
    record(ledger_url, "Bolt", 1)
    with open_store(ledger_url) as store:
        first = head_with(store, "Acme", 3)
        second = head_with(store, "Bolt", 1)
        assert second == store.store_head()
    for _ in range(70):  # more than are looked through at once
        record(ledger_url, "Bolt", 1)
    standing = standing_of(ledger_url)
    with open_store(ledger_url) as store:
        assert [head_with(store, "Acme", at) for at in (1, 2, 3)] == [first] * 3
        assert head_with(store, "Bolt", 1) == second
        assert head_with(store, "Bolt", 71) == store.store_head() == standing.headed(len(standing.events)).head
    assert first == standing.headed(5).head
    for proof in (prove_entry(standing, "company/Acme", 2), prove_continuation(standing, 5)):
        content = written(proof)
        assert (holds(content), holds_alone(content)) == (True, True)


def test_a_ledger_has_a_name_for_others_that_says_not_where_it_is(ledger_url: str) -> None:
    record(ledger_url, "Acme", 1)
    with open_store(ledger_url) as store:
        name = name_of(store)
    assert name in ledger_url
    assert not {*"/:@?"} & {*name}


def test_a_ledger_in_which_nothing_is_recorded_has_none(ledger_url: str) -> None:
    with open_store(ledger_url) as store:
        assert head_with(store, "Acme", 1) is None

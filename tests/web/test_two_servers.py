"""Two workbenches over one database in PostgreSQL: both record at once, nothing is lost, and each sees what the other did."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest
from httpx2 import Client

import seriesd as face
from commands.web.ledgers import named
from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import TOKEN, serving

EACH = 8
SALE = {"type": "common_issued", "effective": "2009-01-02", "holder": "Fund", "shares": 7}


@pytest.fixture
def book(postgres_url: str) -> str:
    """A ledger in PostgreSQL, of one company."""
    with face.open_ledger(postgres_url) as ledger:
        ledger.record(STORY)
    return postgres_url


@pytest.fixture
def pair(book: str) -> Iterator[tuple[Client, Client]]:
    """A program at each of two workbenches, either of a process of its own."""
    [name] = named([book])
    with ExitStack() as stack:
        made = []
        for who in ("Ann", "Bob"):
            served = stack.enter_context(serving(book, write=True))
            said = {"authorization": f"Bearer {TOKEN}", "seriesd-as": who, "accept": "application/json"}
            at = f"{served.address}/api/v1/{slug(name)}/Acme/"
            made.append(stack.enter_context(Client(base_url=at, headers=said, timeout=60)))
        yield made[0], made[1]


def seen_by(program: Client) -> list[str]:
    """The ids of the entries, as a workbench shows them."""
    found = program.get("entries")
    assert found.status_code == 200, found.text
    return [one["id"] for one in found.json()["entries"]]


def common_of_fund(program: Client) -> int:
    held: int = program.get("holders", params={"on": "2009-01-02"}).json()["holders"]["Fund"]["common"]
    return held


def test_both_record_at_once_and_nothing_is_lost(pair: tuple[Client, Client], book: str) -> None:
    before, held = seen_by(pair[0]), common_of_fund(pair[0])
    together = Barrier(len(pair))

    def record(at: int) -> list[str]:
        together.wait()
        made = []
        for number in range(EACH):
            sent = {"entries": [SALE | {"id": f"of-{at}-{number}"}]}
            found = pair[at].post("entries", json=sent)
            assert found.status_code == 201, found.text
            made += found.json()["entries"]
            assert made == [one for one in seen_by(pair[at]) if one in made]  # who recorded sees it at once
        return made

    with ThreadPoolExecutor(len(pair)) as pool:
        ours, theirs = pool.map(record, range(len(pair)))
    assert (len(ours), len(theirs)) == (EACH, EACH)
    for program in pair:
        assert sorted(seen_by(program)) == sorted([*before, *ours, *theirs])
        assert common_of_fund(program) == held + 7 * 2 * EACH
    assert through_a_pipe("verify", "--ledger", book).code == 0
    with face.open_ledger(book) as ledger:
        log, by = ledger.log(), [one.recorded_by for one in ledger.recordings().recordings]
        assert [one.position for one in log] == list(range(1, len(before) + 2 * EACH + 1))
        assert (by.count("Ann"), by.count("Bob")) == (EACH, EACH)


def test_each_sees_at_once_what_the_other_wrote(pair: tuple[Client, Client]) -> None:
    for number in range(4):
        writer, reader = pair[number % 2], pair[1 - number % 2]
        held = common_of_fund(reader)
        assert writer.post("entries", json={"entries": [SALE | {"id": f"turn-{number}"}]}).status_code == 201
        assert seen_by(reader)[-1] == f"turn-{number}"
        assert common_of_fund(reader) == held + 7


def test_what_both_record_under_one_id_is_there_once(pair: tuple[Client, Client], book: str) -> None:
    together = Barrier(len(pair))

    def record(program: Client) -> int:
        together.wait()
        return program.post("entries", json={"entries": [SALE | {"id": "same"}]}).status_code

    with ThreadPoolExecutor(len(pair)) as pool:
        assert sorted(pool.map(record, pair)) == [200, 201]
    with face.open_ledger(book) as ledger:
        assert [one.id for one in ledger.log()].count("same") == 1

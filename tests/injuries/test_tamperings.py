"""All kinds of tampering: what verifying says, that nothing is written into such a ledger, and what it answers.

What cannot be seen in the ledger itself is in the tables as such, and a head that was kept elsewhere sees it.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from commands.api.proving.given import Given
from commands.verbs.audit.verified_store import store_read
from ledger.errors import SeriesdError
from ledger.store.store import open_store
from tests.injuries.ledgers import REFUSED, answers, at, made, verified
from tests.injuries.of_files import HARMLESS, OF_FILES
from tests.injuries.of_rows import OF_ROWS
from tests.injuries.of_servers import OF_SERVERS, WRITTEN_BEHIND
from tests.injuries.of_streams import OF_STREAMS
from tests.injuries.tampered import Case, Hands

NEXT = {"type": "common_issued", "effective": "2006-05-01", "id": "next", "holder": "Newcomer", "shares": 5}
IN_BOTH = OF_ROWS | OF_STREAMS
Said = dict[tuple[str, str | None], str]
KINDS = {"companies": "companies", "scenarios": "scenarios"}


@pytest.fixture(scope="module")
def in_a_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Said, str]:
    url = str(tmp_path_factory.mktemp("sample") / "sample.db")
    made(url)
    return url, answers(url), verified(url).heads[-1].root


@pytest.fixture(scope="module")
def on_a_server(postgres_server: Callable[[str], str]) -> Iterator[tuple[Callable[[str], str], Said, str]]:
    with psycopg.connect(postgres_server("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE tampering_sample")
        url = postgres_server("tampering_sample")
        made(url)
        yield postgres_server, answers(url), verified(url).heads[-1].root
        connection.execute("DROP DATABASE tampering_sample")


@pytest.mark.parametrize("name", [*IN_BOTH, *OF_FILES])
def test_in_a_file(name: str, in_a_file: tuple[str, Said, str], tmp_path: Path) -> None:
    sample, before, head = in_a_file
    url = str(shutil.copy(sample, tmp_path / "seriesd.db"))
    check((IN_BOTH | OF_FILES)[name], Hands(url), before, head, is_harmless=name in HARMLESS)


@pytest.mark.parametrize("name", [*IN_BOTH, *OF_SERVERS])
def test_on_a_server(name: str, on_a_server: tuple[Callable[[str], str], Said, str]) -> None:
    server, before, head = on_a_server
    with psycopg.connect(server("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE tampered TEMPLATE tampering_sample")
        try:
            case = (IN_BOTH | OF_SERVERS)[name]
            case = case._replace(writing="unaffected") if name in WRITTEN_BEHIND else case
            check(case, Hands(server("tampered")), before, head)
        finally:
            connection.execute("DROP DATABASE tampered WITH (FORCE)")


def check(case: Case, hands: Hands, before: Said, head: str, *, is_harmless: bool = False) -> None:
    """Lay hands on the ledger, and hold what is told of it against what the case says."""
    case.does(hands)
    check_verified(case, hands.url, head, is_harmless=is_harmless)
    check_answers(case, before, answers(hands.url))
    check_writing(case, hands)


def check_verified(case: Case, url: str, head: str, *, is_harmless: bool) -> None:
    faults = verified(url).faults
    if case.verify:
        assert [fault for fault in faults if case.verify in fault], faults
        return
    assert faults == []
    with open_store(url, create=False) as store:
        found = store_read(store, [Given(None, head)]).verified.faults
    lost = f"the head {head} is not found: this ledger does not go on from the one that had it"
    assert found == ([] if is_harmless else [lost])


def check_answers(case: Case, before: Said, now: Said) -> None:
    """Each answer is right, or refused with a sentence; but for those that the case names."""
    otherwise = {key for key, said in now.items() if said != before[key]}
    silent = {KINDS.get(what, "log") for what, name in otherwise if not now[what, name].startswith(REFUSED)}
    assert silent == set(case.silent.split())
    assert all(len(now[key].splitlines()) == 1 for key in otherwise)
    of_log = {how(key, before, now) for key in now if key[1] == "Acme" and key[0] != "scenarios"}
    assert of_log == {case.acme}


def how(key: tuple[str, str | None], before: Said, now: Said) -> str:
    if now[key] == before[key]:
        return "right"
    return "refused" if now[key].startswith(REFUSED) else "other"


def check_writing(case: Case, hands: Hands) -> None:
    """A further entry is recorded and read again, or refused with a sentence, and then every row is what it was."""
    before = rows(hands)
    if case.writing == "refused":
        with pytest.raises(SeriesdError, match=r"\A[^\n]+\Z"):
            _record(hands.url)
        assert rows(hands) == before
    else:
        assert _record(hands.url) == "next"


def _record(url: str) -> str:
    """The id of the last entry, once one more is recorded."""
    with at(url, "Acme", 9) as ledger:
        ledger.record([NEXT])
        last: Any = ledger.log()[-1]
        return str(last.id)


def rows(hands: Hands) -> object:
    """All rows; of a file that holds no table of them, its bytes."""
    try:
        return hands.dump()
    except Exception:  # noqa: BLE001  what was laid hands on can be anything
        return None if hands.on_server else hands.path.read_bytes()


def test_there_are_many_of_them() -> None:
    assert len(IN_BOTH) + len(OF_FILES) >= 44
    assert len(IN_BOTH) + len(OF_SERVERS) >= 44


def test_rows_that_a_policy_hides_are_not_a_shorter_ledger(postgres_url: str) -> None:
    made(postgres_url)
    Hands(postgres_url).do(
        "CREATE ROLE reader_of_some LOGIN",
        "GRANT SELECT ON seriesd_events TO reader_of_some",
        "ALTER TABLE seriesd_events ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY hide ON seriesd_events USING (originator_version < 5)",
    )
    try:
        url = postgres_url.replace("postgres:@", "reader_of_some:@")
        assert url != postgres_url
        said = answers(url)
        assert all("would be affected by row-level security policy" in one for one in said.values()), said
    finally:
        Hands(postgres_url).do("DROP OWNED BY reader_of_some", "DROP ROLE reader_of_some")

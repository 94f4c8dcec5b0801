"""A ledger that somebody altered behind the command's back: verify says so, and nothing else answers from it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests.commands.asking_the_command import SALE, STORY, asked, failed, lines, recorded
from tests.docs.command import seriesd


def altered(path: Path, statement: str, *values: object) -> None:
    """Alter the table."""
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(statement, values).rowcount > 0


WHERE = "WHERE originator_id = 'company/Acme' AND originator_version"

TAMPERED: dict[str, Callable[[Path], None]] = {
    "a price changed": lambda path: altered(
        path, f"UPDATE seriesd_events SET state = replace(CAST(state AS TEXT), '6000', '6001') {WHERE} = 4"
    ),
    "an entry removed": lambda path: altered(path, f"DELETE FROM seriesd_events {WHERE} = 3"),
    "an entry moved": lambda path: altered(path, f"UPDATE seriesd_events SET originator_version = 9 {WHERE} = 5"),
    "an entry filed as another": lambda path: altered(path, f"UPDATE seriesd_events SET topic = 'x' {WHERE} = 2"),
    "nonsense": lambda path: altered(path, f"UPDATE seriesd_events SET state = 'x' {WHERE} = 2"),
    "nothing at all": lambda path: altered(path, f"UPDATE seriesd_events SET state = x'' {WHERE} = 1"),
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_what_was_altered_is_found(tamper: Callable[[Path], None], tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    tamper(tmp_path / "seriesd.db")
    done = seriesd("verify", "--json", folder=tmp_path)
    assert done.returncode == 1
    assert '"intact": false' in done.stdout
    done = seriesd("verify", folder=tmp_path)
    assert done.returncode == 1
    assert "position" in done.stdout
    assert "Traceback" not in done.stderr
    for words in (["price"], ["history"], ["holders"], ["export"]):
        said = failed(seriesd(*words, folder=tmp_path), 1)
        assert "position" in said
    said = failed(seriesd("record", "-", folder=tmp_path, given=lines(SALE | {"id": "next", "shares": 1})), 1)
    assert "position" in said


def test_a_list_of_companies_that_was_altered_is_a_sentence_for_every_verb(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    altered(tmp_path / "seriesd.db", "UPDATE seriesd_events SET state = CAST(state AS TEXT)")
    for words in (["price"], ["holders"], ["history"]):
        said = failed(seriesd(*words, folder=tmp_path), 1)
        assert "position 1" in said


def test_verify_says_itself_what_is_wrong_with_the_list_of_companies(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    # the list alone, then the log as well
    altered(
        tmp_path / "seriesd.db", "UPDATE seriesd_events SET state = CAST(state AS TEXT) WHERE topic LIKE '%company%'"
    )
    said = seriesd("verify", folder=tmp_path)
    assert (said.returncode, said.stderr) == (1, "")
    assert "the list of companies: position 1 cannot be read" in said.stdout
    assert "`seriesd verify`" not in said.stdout
    altered(tmp_path / "seriesd.db", "UPDATE seriesd_events SET state = CAST(state AS TEXT)")
    for words, faults in ([], 1), (["--company", STORY[0]["company"]], 1 + len(STORY)):
        said = seriesd("verify", "--json", *words, folder=tmp_path)
        answer = json.loads(said.stdout)
        assert (said.returncode, answer["intact"], len(answer["faults"])) == (1, False, faults)


def test_a_log_that_was_cut_off_is_known_by_its_head(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY[:4])
    early = asked(tmp_path, "verify")
    recorded(tmp_path, *STORY)
    late = asked(tmp_path, "verify")
    for head in (early["head"], early["store"]["head"], late["head"], late["store"]["head"]):
        assert asked(tmp_path, "verify", "--head", head)["store"]["kept"][0]["head"] == head
    # the entry, and the recording that it was of
    ends = "(originator_id LIKE 'company/%' AND originator_version = 5) OR (originator_id, originator_version) = "
    altered(tmp_path / "seriesd.db", f"DELETE FROM seriesd_events WHERE {ends} ('recordings', 2)")
    again = asked(tmp_path, "verify")
    assert again["intact"] is True  # the ledger alone cannot tell
    assert again["head"] == early["head"]
    assert asked(tmp_path, "verify", "--head", early["head"])["intact"] is True
    for head in (late["head"], late["store"]["head"]):
        done = seriesd("verify", "--head", head, folder=tmp_path)
        assert done.returncode == 1
        assert f"the head {head} is not found: this ledger does not go on from the one that had it" in done.stdout


def test_an_end_that_was_cut_off_without_its_recording_is_found(tmp_path: Path) -> None:
    recorded(tmp_path, *STORY)
    altered(tmp_path / "seriesd.db", f"DELETE FROM seriesd_events {WHERE} = 5")
    done = seriesd("verify", folder=tmp_path)
    assert done.returncode == 1
    assert "recording 1: what stands before it is not what stood there when it was made" in done.stdout
    fault = "Acme: position 5 is missing: up to position 5 was recorded"
    assert json.loads(seriesd("verify", "--json", folder=tmp_path).stdout)["faults"] == [fault]
    for words in (["price"], ["history"], ["holders"], ["export"]):
        assert fault in failed(seriesd(*words, folder=tmp_path), 1)


def test_a_table_altered_in_a_server_is_found(postgres_url: str, tmp_path: Path) -> None:
    where = ("--ledger", postgres_url)
    recorded(tmp_path, *STORY, words=where)
    with psycopg.connect(postgres_url) as connection:
        done = connection.execute(
            "UPDATE seriesd_events SET state = convert_to(replace(convert_from(state, 'UTF8'), '6000', '6001'), 'UTF8')"
            " WHERE originator_version = 4"
        )
        assert done.rowcount == 1
    found = seriesd("verify", *where, folder=tmp_path)
    assert (found.returncode, "position 4 was altered" in found.stdout) == (1, True)
    assert "position 4" in failed(seriesd("price", *where, folder=tmp_path), 1)

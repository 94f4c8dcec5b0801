"""Snapshots in a database: written where a log is long, used while they are right, and never where anything is not."""

import argparse
import datetime as dt
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from commands.api.ledger import open_ledger
from commands.cli import main
from commands.verbs.record import tables_beside
from ledger.log.seals import closed, encode
from ledger.store.store import StoreError, open_store
from projections.render.json.serialize import as_json
from projections.sql.database import engine_of
from projections.sql.names import SNAPSHOTS_TABLE
from projections.sql.runner import beside as where_rows_are_made
from projections.sql.runner import workers
from projections.sql.runner.beside import beside
from projections.sql.runner.cache import Keeper
from projections.sql.runner.delta import fresh
from projections.sql.runner.runner import catch_up
from projections.sql.snapshots import kept
from projections.sql.snapshots.document import Snapshot, written
from projections.sql.snapshots.look_up import price_in_snapshot
from projections.sql.snapshots.made import sealed
from tests.tables import helping
from tests.tables.snapshots.words import KEPT
from tests.tables.snapshots.words import words as words_now

ON = dt.date(2006, 3, 1)
NOTICE = {"type": "notice_sent", "effective": "2006-02-20", "kind": "adjustment", "holder": "Fund"}
CHEAP = {"type": "common_issued", "effective": "2006-02-20", "holder": "Late", "shares": 5}


@pytest.fixture(autouse=True)
def _every_log_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "WORTH_IT", 3)
    monkeypatch.setattr(tables_beside, "_LONG", 3)


@pytest.fixture
def url(ledger_url: str) -> str:
    """A ledger of one company with a snapshot."""
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    keep_up(ledger_url)
    return ledger_url


def keep_up(url: str, *, anew: bool = False) -> None:
    with open_store(url) as store:
        beside(store, engine_of(url), as_json, anew=anew).make_the_rest(store, None)


def record(url: str, *entries: dict[str, Any]) -> None:
    with open_ledger(url, company="First") as ledger:
        ledger.record(entries)


def found(url: str, on: dt.date = ON) -> Any:
    return price_in_snapshot(url, url, None, on)


def replayed(url: str, on: dt.date = ON) -> Any:
    with open_ledger(url) as ledger:
        return as_json(ledger.price(on))


def faults(url: str) -> list[str]:
    with open_store(url) as store:
        return [*kept.faults(store, engine_of(url), "First", store.read("First"), as_json)]


def state_of(url: str) -> bytes:
    query = f"SELECT state FROM {SNAPSHOTS_TABLE}"
    if url.startswith("postgresql"):
        with psycopg.connect(url) as server:
            return bytes(server.execute(query).fetchall()[0][0])
    with sqlite3.connect(url) as file:
        return bytes(file.execute(query).fetchall()[0][0])


def executed(url: str, statement: str, *given: Any) -> None:
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.replace("?", "%s"), given)
    else:
        with sqlite3.connect(url) as file:
            file.execute(statement, given)
        file.close()


def put(url: str, state: object) -> None:
    executed(url, f"UPDATE {SNAPSHOTS_TABLE} SET state = ?", state)


def snapshot(url: str) -> Snapshot:
    one = kept.stored(engine_of(url), "First")
    assert one is not None
    return one


def test_it_answers_at_the_head_and_behind_it_as_a_replay_does(url: str) -> None:
    assert found(url) == replayed(url)
    assert list(found(url)) == list(replayed(url))
    record(url, NOTICE)
    assert found(url) == replayed(url)
    record(url, CHEAP)
    assert found(url) is None
    assert found(url, dt.date(2006, 2, 19)) == replayed(url, dt.date(2006, 2, 19))
    assert faults(url) == []


def test_one_that_is_of_no_use_any_more_is_made_anew(url: str) -> None:
    before = state_of(url)
    keep_up(url)
    assert state_of(url) == before
    for number in range(3):
        record(url, NOTICE | {"id": f"n{number}"})
    keep_up(url)
    assert snapshot(url).position == 12
    assert found(url) == replayed(url)


@pytest.mark.parametrize("by", ["fresh", "a keeper", "a crew"])
def test_made_with_the_rows_it_is_the_same(url: str, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    before, made_on, engine = state_of(url), snapshot(url).made_on, helping.tables(url)
    monkeypatch.setattr(workers, "WORTH_IT", 1)
    executed(url, f"DROP TABLE {SNAPSHOTS_TABLE}")
    alone = Keeper(fewest=0).fresh if by == "a keeper" else fresh
    with open_store(url) as store, workers.Crew(url, members=2 if by == "a crew" else 1) as crew:
        made = beside(store, engine, as_json)
        made.on = made_on
        assert made.wanted == {"First"}
        catch_up(store, engine, crew=crew, alone=alone, in_order=made.rows_in_order)
        assert made.wanted == set()
        helping.stands_whole(engine, store)
    assert state_of(url) == before


def test_where_it_cannot_be_written_the_rows_are(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise StoreError("nobody may write here")

    monkeypatch.setattr(where_rows_are_made, "put", refused)
    engine = helping.tables(url)
    with open_store(url) as store:
        made = beside(store, engine, as_json, anew=True)
        catch_up(store, engine, in_order=made.rows_in_order)
        helping.stands_whole(engine, store)
        assert made.wanted == set()
        beside(store, engine, as_json, anew=True).make_the_rest(store, None)


def test_of_a_day_to_come_and_of_days_before_a_replay_is_asked(url: str) -> None:
    assert found(url, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)) is None
    assert found(url, snapshot(url).day - dt.timedelta(days=1)) is None
    assert price_in_snapshot(url, url, "Second", ON) is None


def test_whatever_byte_of_it_is_altered_it_is_not_used_and_verify_says_so(url: str) -> None:
    state = state_of(url)
    for place in [*range(0, len(state), 97), len(state) - 1]:
        put(url, state[:place] + bytes([state[place] ^ 1]) + state[place + 1 :])
        assert found(url) is None
    assert faults(url) == [
        "the snapshot of First was altered: its content does not give its hash; it is not used, and `seriesd project` "
        "makes it anew"
    ]
    keep_up(url)
    assert found(url) == replayed(url)


@pytest.mark.parametrize("state", [b"", b"{}", b"\xff" * 200])
def test_what_is_no_document_is_no_snapshot(url: str, state: bytes) -> None:
    put(url, state)
    assert found(url) is None
    assert len(faults(url)) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"format": 2}, "was made by another version of the program"),
        ({"edition": 1}, "was made by another version of the program"),
        ({"company": "Other"}, "is that of Other"),
        ({"position": "9"}, "cannot be read"),
        ({"above": "1/0"}, "cannot be read"),
        ({"day": "yesterday"}, "cannot be read"),
        ({"on_day": "{"}, "cannot be read"),
        ({"head": "0" * 64}, "stands on another log than this one at position 9"),
        ({"position": 8}, "stands on another log than this one at position 8"),
        ({"position": 900}, "stands on another log than this one at position 900"),
    ],
)
def test_one_that_is_sealed_and_wrong_is_not_used_either(url: str, wrong: dict[str, Any], said: str) -> None:
    put(url, closed(encode(written(snapshot(url)) | wrong)[:-1])[0])
    assert found(url) is None
    assert faults(url)[0].startswith(f"the snapshot of First {said}")
    assert len(faults(url)) == 1


def test_verify_holds_what_it_says_against_the_log(url: str) -> None:
    one = snapshot(url)
    put(url, sealed(one._replace(on_day={**one.on_day, "warnings": []}, after=None)))
    assert faults(url) == [
        "the snapshot of First says what the log up to position 9 does not say; `seriesd project --rebuild` makes it anew"
    ]
    keep_up(url, anew=True)
    assert faults(url) == []


def test_a_log_that_is_cut_short_or_altered_behind_it_is_left_to_a_replay(url: str) -> None:
    record(url, NOTICE)
    record(url, NOTICE | {"effective": "2006-02-21"})
    events = "seriesd_events WHERE originator_id = 'company/First' AND originator_version"
    executed(url, f"DELETE FROM {events} = 11")  # the recordings say that there was more
    assert found(url) is None
    executed(url, f"DELETE FROM {events} = 10")
    assert found(url) is None
    executed(url, f"DELETE FROM {events} = 9")
    assert found(url) is None


def test_an_entry_behind_it_that_is_not_what_was_sealed_is_left_to_a_replay(url: str) -> None:
    record(url, NOTICE)
    assert found(url) is not None
    executed(url, "UPDATE seriesd_events SET topic = 'seriesd.common_issued.v1' WHERE originator_version = 10")
    assert found(url) is None
    executed(url, "UPDATE seriesd_events SET topic = 'seriesd.notice_sent.v1' WHERE originator_version = 10")
    assert found(url) is not None
    executed(url, "UPDATE seriesd_events SET state = ? WHERE originator_version = 10", b"{}" * 80)
    assert found(url) is None


def test_it_can_be_dropped_at_will(url: str) -> None:
    executed(url, f"DROP TABLE {SNAPSHOTS_TABLE}")
    assert found(url) is None
    assert faults(url) == []
    keep_up(url)
    assert found(url) == replayed(url)


def test_the_command_says_the_same_with_it_and_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [json.dumps(one) + "\n" for one in helping.some_entries("First")]
    Path("journal.jsonl").write_text("".join(lines), encoding="utf-8")
    assert said(capsys, "record", "journal.jsonl", "--yes")[0] == 0
    assert found("seriesd.db") is not None  # `record` made it
    for words in (["price", "--on", "2006-03-01"], ["price", "--on", "2006-03-01", "--json"]):
        with_it = said(capsys, *words)
        assert with_it == said(capsys, *words, "--replay")
        assert with_it[0] == 0
    put("seriesd.db", b"nothing")
    status, document = said(capsys, "verify", "--json")
    assert status == 1
    assert len(json.loads(document)["differences"]) == 1
    assert said(capsys, "project")[0] == 0
    assert found("seriesd.db") is not None
    assert said(capsys, "verify", "--json")[0] == 0
    assert said(capsys, "project", "--rebuild")[0] == 0


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main([*words])
    return status, capsys.readouterr().out


def test_where_it_cannot_be_written_record_goes_without(tmp_path: Path) -> None:
    url = str(tmp_path / "seriesd.db")
    with open_ledger(url, company="First") as ledger:
        book = ledger.record(helping.some_entries("First"), new_company=True).book
        options = argparse.Namespace(ledger=str(tmp_path / "nowhere" / "seriesd.db"))
        tables_beside.keep_snapshot(options, ledger, "First", book)
    assert found(url) is None


def test_it_is_read_with_nothing_heavy_imported() -> None:
    heavy = ("pydantic", "sqlalchemy", "gmpy2", "ledger.events", "fractions")
    code = (
        "import sys, projections.sql.snapshots.look_up\nprint(*(one for one in sys.modules if one in " + f"{heavy!r}))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"


def test_other_words_have_another_format() -> None:
    """What to do about it is said in `tests.tables.snapshots.words`."""
    assert words_now() == json.loads(KEPT.read_text("utf-8"))

"""What a held ledger answers is what the ledger answers now: it grows, is altered beneath, and many ask at once."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import psycopg
import pytest

from commands.api.ledger import Ledger, open_ledger
from commands.api.session import Session
from commands.held import company as company_module
from commands.held.company import HeldCompany
from commands.held.held import Held
from ledger.engine.one_pass import Pass
from ledger.log.recorded import CorruptLedgerError
from ledger.refusals import Refusal
from ledger.store.store import Store, StoreError, open_store
from projections.render.json.serialize import as_json
from tests.api.asking import ENTRIES
from tests.ledger.test_store_processes import go, said, started

ON = date(2006, 6, 1)
LATER = date(2008, 1, 1)
BOLT = {"type": "certificate_adopted", "effective": "2006-01-01", "company": "Bolt", "common_authorized": 10**9}
ROOT = Path(__file__).parents[2]


def sale(name: str, shares: int = 1_000, day: str = "2006-05-30") -> dict[str, Any]:
    return {"type": "common_issued", "id": name, "effective": day, "holder": "Buyer", "shares": shares,
            "consideration": {"cash": "0.01"}}  # fmt: skip


@pytest.fixture
def written(ledger_url: str) -> Iterator[Ledger]:
    """A ledger with something in it, in each kind of database in turn."""
    with open_ledger(ledger_url) as made:
        made.record(ENTRIES)
        yield made


def text(answer: Any) -> Any:
    return as_json(answer, everything=True)


def run(url: str, statement: str) -> None:
    """Alter what is stored, past the program; a server is to count it at once."""
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(statement.encode())
            server.execute("SELECT pg_stat_force_next_flush()")
            server.execute("SELECT 1")
    else:
        with sqlite3.connect(url) as file:
            file.execute(statement)
        file.close()


def counted(monkeypatch: pytest.MonkeyPatch, of: type, name: str) -> list[object]:
    """The calls of a method from now on."""
    calls: list[object] = []
    before: Callable[..., Any] = getattr(of, name)

    def counting(self: object, *given: Any, **named: Any) -> Any:
        calls.append(given)
        return before(self, *given, **named)

    monkeypatch.setattr(of, name, counting)
    return calls


# -- what it answers --------------------------------------------------------------------------------------------------


def test_it_answers_as_the_ledger_does(ledger_url: str, written: Ledger) -> None:
    with Held(ledger_url) as held:
        now = held.now()
        assert (now.company, now.head, now.number) == (*written.known()[::2], written.store.latest())
        assert (now.log, held.companies(), held.number) == (written.log(), ["Acme"], written.store.latest())
        assert (held.name, now.ledger.ledger_head()) == (written.store.name, written.ledger_head())
        for asked in (now.ledger, now.session):
            assert text(asked.price(ON)) == text(written.price(ON))
            assert text(asked.holders(ON)) == text(written.holders(ON))
            assert text(asked.history().whole) == text(written.history().whole)
            assert text(asked.dividends(ON)) == text(written.dividends(ON))
            assert text(asked.waterfall(10**6, ON)) == text(written.waterfall(10**6, ON))
            assert text(asked.consents(ON)) == text(written.consents(ON))
            assert text(asked.flags(ON).whole) == text(written.flags(ON).whole)
        assert text(now.ledger.calendar(ON)) == text(written.calendar(ON))
        assert text(now.ledger.entries()) == text(written.entries())


@pytest.mark.usefixtures("written")
def test_asking_reads_the_log_once_and_replays_it_once(ledger_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, replays = counted(monkeypatch, Store, "read_whole"), counted(monkeypatch, Pass, "run")
    with Held(ledger_url) as held:
        first = held.now()
        for _ in range(3):
            now = held.now("Acme")
            assert now is held.now("acme") is first
            now.session.price(ON)
            now.ledger.price(ON)
        assert now.session is first.session
        assert (len(whole), len(replays)) == (1, 1 + 3)  # of the session one, and one of each price from the ledger
        given = now.ledger
        given.log().clear()
        assert now.ledger.log() == now.log != []


def test_what_was_known_at_a_moment(ledger_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(hours=at) for at in range(8)]
    with open_ledger(ledger_url) as ledger:
        monkeypatch.setattr("commands.api.writer.moment_of_recording", lambda now, *_, **__: now)
        for at, moment in enumerate(moments):
            ledger.clock = lambda moment=moment: moment
            ledger.record(ENTRIES if not at else [sale(f"sale-{at}", at)])
        with Held(ledger_url) as held:
            now = held.now()
            assert now.at(None) is now is now.at(moments[-1])
            earlier = now.at(moments[3])
            assert earlier is now.at(moments[3] + timedelta(minutes=5))
            assert (earlier.head, earlier.log) == ledger.known(as_known=moments[3])[:0:-1]
            for asked in (earlier.session, earlier.ledger):
                assert text(asked.price(ON)) == text(ledger.price(ON, as_known=moments[3]))
            with pytest.raises(Refusal, match="nothing of Acme had been recorded by"):
                now.at(moments[0] - timedelta(days=1))
            for moment in moments[: company_module._MOST_MOMENTS + 1]:
                now.at(moment)
            assert now.at(moments[0]) is not earlier
            kept = now.at(moments[4])
            ledger.record([sale("one more")])
            assert held.now() is not now
            assert held.now().at(moments[4]) is kept  # what is past stays as it was


def test_it_refuses_as_the_ledger_does(ledger_url: str) -> None:
    with pytest.raises(StoreError, match="there is no ledger at"):
        Held(ledger_url)
    with open_ledger(ledger_url) as ledger:
        ledger.record(ENTRIES)
        with Held(ledger_url) as held:
            with pytest.raises(Refusal, match="there is no company 'Cork' here"):
                held.now("Cork")
            Ledger(ledger.store).record([BOLT], new_company=True)
            assert held.now("Bolt").company == "Bolt"
            assert held.companies() == ["Acme", "Bolt"]
            with pytest.raises(Refusal, match="holds 2 companies"):
                held.now()
    with pytest.raises(StoreError, match="is closed"):
        held.now()


# -- what becomes of it -----------------------------------------------------------------------------------------------


def test_what_is_recorded_is_seen_at_once_and_only_that_is_read(
    ledger_url: str, written: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = counted(monkeypatch, Store, "read_whole")
    with Held(ledger_url) as held:
        before = held.now()
        log, price = list(before.log), text(before.session.price(ON))
        assert len(whole) == 1
        for at in range(5):
            written.record([sale(f"sale-{at}", 10**5 * (at + 1))])
            mark = len(whole)
            now = held.now()
            assert len(whole) == mark
            assert (now.log[-1].id, now.number) == (f"sale-{at}", written.store.latest())
            assert (now.log, now.head) == (written.log(), written.known().head)
            assert text(now.session.price(ON)) == text(written.price(ON))
        assert (before.log, text(before.session.price(ON))) == (log, price)  # whoever holds it has it as it was
        assert text(before.ledger.price(ON)) == price


def test_a_session_goes_on_from_the_last_one_that_was_asked_for(
    ledger_url: str, written: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Held(ledger_url) as held:
        first = held.now().session
        going_on = counted(monkeypatch, Session, "grown")
        monkeypatch.setattr(Session, "of", lambda log: pytest.fail(f"all {len(log)} entries are replayed"))
        for at in range(4):
            written.record([sale(f"sale-{at}")])
            now = held.now()  # which nobody asks anything, but for the last
        assert now.session.log == written.log()
        assert len(going_on) == 1
        assert first.log == written.log()[:-4]
        assert held.now().session is now.session


def test_another_company_leaves_what_was_made_of_this_one(ledger_url: str, written: Ledger) -> None:
    with Held(ledger_url) as held:
        before = held.now()
        Ledger(written.store).record([BOLT], new_company=True)
        now = held.now("Acme")
        assert now.session is before.session
        assert (now.number, before.number) == (held.number, held.number - 3)


def test_another_process_writes(ledger_url: str, written: Ledger) -> None:
    with Held(ledger_url) as held:
        before = held.now()
        writer = started(ledger_url, "Acme", 30, "single")
        go(writer)
        seen = [before]
        while writer.poll() is None:
            seen.append(held.now())
        assert said(writer) == "0\n"
        seen.append(held.now())
        assert len(seen[-1].log) == len(before.log) + 30
        assert (seen[-1].log, seen[-1].head) == written.known()[1:]
        lengths = [len(one.log) for one in seen]
        assert lengths == sorted(lengths)


def test_many_ask_while_another_process_writes(ledger_url: str, written: Ledger) -> None:
    threads = 8
    together = Barrier(threads)
    writer = started(ledger_url, "Acme", 12, "single")

    def looked() -> tuple[HeldCompany, Session, Any]:
        now = held.now()
        return now, now.session, now.session.price(LATER).in_effect.fraction

    def asking(number: int) -> list[tuple[HeldCompany, Session, Any]]:
        found = [looked()]
        together.wait()
        if not number:
            go(writer)
        while writer.poll() is None:
            found.append(looked())
        return [*found, looked()]  # the writer can be done before any of them came to ask again

    with Held(ledger_url) as held, ThreadPoolExecutor(threads) as pool:
        every = [one for found in pool.map(asking, range(threads)) for one in found]
        assert said(writer) == "0\n"
        sessions: dict[int, set[int]] = {}
        whole = written.store.read_whole("Acme")[0]
        prices = {}
        for now, session, price in every:
            assert now.log == whole[: len(now.log)]
            assert session.log is now.log
            assert now.head == written.store.hash_at("Acme", len(now.log))
            sessions.setdefault(len(now.log), set()).add(id(session))
            if len(now.log) not in prices:
                prices[len(now.log)] = Session.of(now.log).price(LATER).in_effect.fraction
            assert prices[len(now.log)] == price
        assert len(set(prices.values())) == len(prices) > 1
        assert {len(one) for one in sessions.values()} == {1}  # each state is replayed by one of them
        assert len(held.now().log) == len(whole)


def test_threads_at_one_session_find_what_one_alone_finds(written: Ledger) -> None:
    days = [date(2005, 9, 1) + timedelta(days=at) for at in range(0, 400, 3)]
    alone, shared = Session.of(written.log()), Session.of(written.log())

    def answers(session: Session) -> list[Any]:
        found = [text((session.price(day), session.holders(day))) for day in days]
        return [*found, text(session.history().whole), text(session.what_if(ON, without=["grant"]))]

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(answers, shared) for _ in range(8)]
        expected = answers(alone)
        assert all(one.result() == expected for one in asked)


# -- what is altered beneath it ---------------------------------------------------------------------------------------

IN_COMPANY = "originator_id = 'company/Acme'"
TAMPERED = {
    "an entry in the middle says something else": (
        f"UPDATE seriesd_events SET state = (SELECT state FROM seriesd_events WHERE {IN_COMPANY} "
        f"AND originator_version = 2) WHERE {IN_COMPANY} AND originator_version = 3",
        "position 3",
    ),
    "an entry in the middle is gone": (
        f"DELETE FROM seriesd_events WHERE {IN_COMPANY} AND originator_version = 3",
        "position 3 is missing",
    ),
    "the first is gone": (f"DELETE FROM seriesd_events WHERE {IN_COMPANY} AND originator_version = 1", "1 is missing"),
    "the last is gone": (
        f"DELETE FROM seriesd_events WHERE {IN_COMPANY} AND originator_version = "
        f"(SELECT max(originator_version) FROM seriesd_events WHERE {IN_COMPANY})",
        "is missing|is not what was",
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_is_altered_beneath_is_told_as_the_ledger_tells_it(ledger_url: str, written: Ledger, how: str) -> None:
    statement, says = TAMPERED[how]
    with Held(ledger_url) as held:
        before = held.now()
        run(ledger_url, statement)
        for _ in range(3):
            with pytest.raises(CorruptLedgerError, match=says) as told:
                held.now()
        with pytest.raises(CorruptLedgerError) as expected:
            written.price(ON)
        assert str(told.value) == str(expected.value)
        assert text(before.session.price(ON)) == text(before.ledger.price(ON))


@pytest.mark.usefixtures("written")
def test_what_grows_behind_an_altered_end_is_not_taken(ledger_url: str) -> None:
    with Held(ledger_url) as held:
        before = held.now()
        last = len(before.log)
        run(
            ledger_url,
            f"UPDATE seriesd_events SET state = (SELECT state FROM seriesd_events WHERE {IN_COMPANY} "
            f"AND originator_version = 2) WHERE {IN_COMPANY} AND originator_version = {last}",
        )
        run(
            ledger_url,
            "INSERT INTO seriesd_events (originator_id, originator_version, topic, state) "
            f"SELECT originator_id, {last + 1}, topic, state FROM seriesd_events WHERE {IN_COMPANY} "
            "AND originator_version = 4",
        )
        with pytest.raises(CorruptLedgerError):
            held.now()


def test_another_ledger_in_its_place(tmp_path: Path) -> None:
    url, other = tmp_path / "ledger.db", tmp_path / "other.db"
    with open_ledger(url) as ledger:
        ledger.record(ENTRIES[:4])
    shutil.copy(url, other)
    with open_ledger(other) as ledger:
        ledger.record([sale("another")])
        expected = ledger.known()
    with open_ledger(url) as ledger:
        ledger.record(ENTRIES)
    with Held(url) as held:
        before = held.now()
        log = list(before.log)
        other.replace(url)
        now = held.now()
        assert (now.log, now.head) == expected[1:]
        assert now.session.log[-1].id == "another"
        assert (before.log, before.ledger.log()) == (log, log)
        assert before.ledger.ledger_head() != now.ledger.ledger_head()  # each reads on where it was read
        for _ in range(3):
            assert held.now() is now


def test_a_file_that_was_touched_is_read_again_and_what_was_made_of_it_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = tmp_path / "ledger.db"
    with open_ledger(url) as ledger:
        ledger.record(ENTRIES)
    with Held(url) as held:
        before = held.now()
        whole = counted(monkeypatch, Store, "read_whole")
        for at in range(4):
            os.utime(url, ns=(at, at))
            now = held.now()
            assert (now is not before, now.session is before.session, len(whole)) == (True, True, at + 1)
            assert held.now() is now
        url.unlink()
        with pytest.raises(StoreError, match=r"ledger\.db cannot be reached|there is no ledger"):
            held.now()


def test_bytes_that_were_written_past_the_database(tmp_path: Path) -> None:
    url = tmp_path / "ledger.db"
    with open_ledger(url) as ledger:
        ledger.record(ENTRIES)
    with Held(url) as held:
        held.now()
        found = url.read_bytes()
        assert found.count(b'"Fund"') > 0
        with url.open("r+b") as file:
            file.seek(found.rindex(b'"Fund"'))
            file.write(b'"Find"')
        os.utime(url, ns=(1, 1))
        with pytest.raises(CorruptLedgerError):
            held.now()


def test_a_pulse_is_the_same_until_something_is_written(ledger_url: str, written: Ledger) -> None:
    with open_store(ledger_url, create=False) as store:
        first = store.pulse()
        assert [store.pulse() for _ in range(3)] == [first] * 3
        assert first.number == store.latest()
        assert text(written.price(ON))  # reading is no writing
        assert store.pulse() == first
        command = [sys.executable, "-m", "tests.ledger.store_writer", ledger_url, "Bolt", "1", "single"]
        subprocess.run(command, cwd=ROOT, input="go\n", text=True, check=True, capture_output=True)
        assert store.pulse().number == store.latest() == first.number + 3

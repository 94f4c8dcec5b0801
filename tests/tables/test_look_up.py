"""Answers read off the tables equal those of a replay, and are only given while the tables know the whole log."""

import datetime as dt
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.store.store import open_store
from projections.answers.balances import holders_on
from projections.answers.flags import DELIVERY_DIFFERS_FROM_DUE
from projections.answers.history import history_of
from projections.answers.price import price_on
from projections.answers.reliance.relied_on import OF_BALANCES, OF_PRICE, Relying, relied_on
from projections.render.json.serialize import as_json
from projections.sql import look_up
from projections.sql.look_up import holders_in_tables, price_in_tables
from projections.sql.runner.runner import catch_up
from tests.commands.asking_the_command import asked
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines
from tests.tables import helping

# in a database a failure takes minutes to make smaller; the same laws without one are in tests/reporting
CALM = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[one for one in Phase if one is not Phase.shrink],
)
DAY = dt.timedelta(days=1)
ON = dt.date(2006, 3, 1)


def replayed(log: list[Recorded], day: dt.date) -> tuple[Any, Any]:
    relying = Relying()
    book = open_book(log, until=day, listen=True, observers=[relying])
    price = replace(price_on(book, day), rests=relied_on(relying, OF_PRICE, book))
    return as_json(price), as_json(replace(holders_on(book, day), rests=relied_on(relying, OF_BALANCES, book)))


def in_tables(url: str, day: dt.date, company: str | None = None) -> tuple[Any, Any]:
    return price_in_tables(url, url, company, day), holders_in_tables(url, url, company, day)


@CALM
@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
@given(entries=st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)))
def test_the_tables_answer_on_every_day_what_a_replay_answers(
    kind: str, fresh_url: Callable[[str], str], entries: list[Entry]
) -> None:
    log = judge(entries).log
    url = fresh_url(kind)
    with open_store(url) as store:
        helping.append(store, "First", log, len(log))
        catch_up(store, helping.tables(url))
    days = {one.entry.effective for one in log}
    whole = open_book(log)
    first, steps = whole.items[0].key.day, history_of(whole)
    edited = {one.entry.entry for one in log if one.entry.type in ("entry_voided", "entry_corrected")}
    certified = any(one.entry.type == "certificate_adopted" for one in log)
    for day in sorted(days | {day + DAY for day in days} | {max(days) + 400 * DAY}):
        if day < first or not certified:
            assert in_tables(url, day) == (None, None)
            continue
        expected = [answer | {"position": len(log)} for answer in replayed(log, day)]
        found = in_tables(url, day)
        of_the_day = [only_a_replay_says(answer) for answer in expected]
        of_the_day[0] |= any(one.effective == day == one.governs_from and one.clause == "4G" for one in steps)
        if found == (None, None) and "certificate" in edited:
            continue  # which day is that of the certificate, an edit of it decides
        for said, told, answer in zip(of_the_day, found, expected, strict=True):
            assert told is None or (told == answer and not said)  # what the tables do not say a replay does
        if found[1] is not None:
            assert list(found[1]["rights"]) == list(expected[1]["rights"])


def only_a_replay_says(answer: Any) -> bool:
    """Whether something is said of the answer itself: of its day, or of a price that is not that of all day."""
    return any("more" not in one for one in answer["warnings"])


@pytest.fixture
def projected(ledger_url: str) -> str:
    """A ledger of one company with tables that are up to date."""
    with open_ledger(ledger_url, company="First") as ledger:
        ledger.record(helping.some_entries("First"), new_company=True)
    project(ledger_url)
    return ledger_url


def project(url: str) -> None:
    engine = helping.tables(url)
    with open_store(url) as store:
        catch_up(store, engine)


def executed(url: str, statement: str, *given: Any) -> None:
    if url.startswith("postgresql"):
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement.replace("?", "%s"), given)
    else:
        with sqlite3.connect(url) as file:
            file.execute(statement, given)
        file.close()


def test_tables_that_do_not_know_the_last_entry_are_not_asked(projected: str) -> None:
    assert None not in in_tables(projected, ON)
    with open_ledger(projected) as ledger:
        ledger.record([{"type": "common_issued", "effective": "2007-01-01", "holder": "Late", "shares": 5}])
    assert in_tables(projected, ON) == (None, None)
    project(projected)
    assert in_tables(projected, ON)[0]["position"] == 10


def test_of_several_companies_one_must_be_named(projected: str) -> None:
    with open_ledger(projected, company="Second") as ledger:
        ledger.record(helping.some_entries("Second", 2), new_company=True)
    assert in_tables(projected, ON) == (None, None)
    assert in_tables(projected, ON, "Second") == (None, None)
    project(projected)
    assert in_tables(projected, ON, "Second")[0]["position"] == 5
    assert in_tables(projected, ON, "Third") == (None, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE seriesd_positions SET head = 'another'",
        "UPDATE seriesd_tables_version SET version_num = '0000'",
        "DELETE FROM seriesd_positions",
        "UPDATE seriesd_positions SET position = 99",
        "DELETE FROM seriesd_entries WHERE position = 4",
        "DELETE FROM seriesd_conversion_prices",
        "DROP TABLE seriesd_tables_version",
    ],
)
def test_tables_that_are_not_right_are_not_asked(projected: str, statement: str) -> None:
    executed(projected, statement)
    assert in_tables(projected, ON)[0] is None


@pytest.mark.parametrize(
    ("verb", "statement"),
    [
        ("price", "UPDATE seriesd_conversion_prices SET in_effect_exact = 'much'"),
        ("price", "UPDATE seriesd_conversion_prices SET in_effect_exact = '1/0'"),
        ("price", "UPDATE seriesd_conversion_prices SET after_close_decimal = 'much'"),
        ("holders", "UPDATE seriesd_holder_balances SET common = 'many'"),
        ("holders", "UPDATE seriesd_holder_balances SET votes = 1.5"),
        ("holders", "UPDATE seriesd_shares_outstanding SET treasury = 'none'"),
        ("holders", "UPDATE seriesd_shares_outstanding SET deemed_issued_exact = 'many'"),
    ],
)
def test_where_a_file_holds_what_is_no_number_the_log_is_asked(tmp_path: Path, verb: str, statement: str) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(helping.some_entries("First"))
    answer = seriesd(verb, "--on", "2006-03-01", folder=tmp_path).stdout
    project(str(tmp_path / "seriesd.db"))
    executed(str(tmp_path / "seriesd.db"), statement)
    said = seriesd(verb, "--on", "2006-03-01", folder=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, answer, "")


def test_where_there_is_no_ledger_there_is_no_answer(tmp_path: Path) -> None:
    for url in (str(tmp_path / "none.db"), "mysql://somewhere", "postgresql://localhost:1/none"):
        assert in_tables(url, ON) == (None, None)


def test_the_command_says_on_which_position_it_stands_and_replays_when_told(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        ledger.record(helping.some_entries("First"))
    before = {verb: asked(tmp_path, verb, "--on", "2006-03-01") for verb in ("price", "holders")}
    text = {verb: seriesd(verb, "--on", "2006-03-01", folder=tmp_path).stdout for verb in before}
    assert asked(tmp_path, "project")["position"] == 9
    for verb, answer in before.items():
        assert asked(tmp_path, verb, "--on", "2006-03-01") == answer | {"position": 9}
        assert asked(tmp_path, verb, "--on", "2006-03-01", "--replay") == answer
        assert (
            seriesd(verb, "--on", "2006-03-01", folder=tmp_path).stdout
            == text[verb] + "from the tables at position 9\n"
        )
        assert seriesd(verb, "--on", "2006-03-01", "--replay", folder=tmp_path).stdout == text[verb]


def test_the_flag_that_is_said_last_is_one_that_there_is() -> None:
    assert DELIVERY_DIFFERS_FROM_DUE.code == look_up._SAID_LAST


def test_it_is_as_light_as_it_says() -> None:
    """No model, no engine, no rule of a clause: which flags touch an answer stands in the tables."""
    loaded = "import sys, projections.sql.look_up; print(*{name.split('.')[0] for name in sys.modules})"
    ours = "print(*(name for name in sys.modules if name.startswith(('ledger.', 'projections.'))))"
    said = subprocess.run(
        [sys.executable, "-c", f"{loaded}; {ours}"], capture_output=True, text=True, check=True
    ).stdout
    packages, modules = (set(line.split()) for line in said.splitlines())
    assert packages & {"pydantic", "sqlalchemy", "alembic", "dataclasses"} == set()
    assert modules == {
        *(
            "ledger.log",
            "ledger.log.streams",
            "ledger.store",
            "ledger.store.address",
            "projections.sql",
            "projections.sql.look_up",
            "projections.sql.names",
        ),
        "projections.sql.asking",
    }

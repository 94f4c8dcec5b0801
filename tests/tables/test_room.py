"""Numbers that no column holds: that company is left out, with a sentence, and all others are projected."""

import datetime as dt
import json
import random
import signal
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from commands.api.ledger import open_ledger
from ledger.store.store import open_store
from projections.read_model import catalogue
from projections.sql import migrate
from projections.sql.database import engine_of, reading, writing
from projections.sql.limits import MOST_DIGITS, no_room
from projections.sql.look_up import holders_in_tables, price_in_tables
from projections.sql.runner.delta import fresh
from projections.sql.runner.rebuild import rebuild
from projections.sql.runner.runner import catch_up, write
from projections.sql.runner.standing import NOWHERE
from projections.sql.runner.tracking import standings_in
from projections.sql.runner.workers import Crew
from projections.sql.schema import TABLES
from projections.sql.write import insert
from tests.commands.asking_the_command import asked
from tests.docs.command import seriesd
from tests.tables import helping
from tests.tables.test_follow import PATIENCE, following

MOST = 9_223_372_036_854_775_807
ON = "2006-03-01"
SAID = (
    "Huge is not projected: common in seriesd_holder_balances (holder Whale, from_date 2006-02-01) would be "
    "9,223,372,036,854,775,808, and the column holds whole numbers up to 9,223,372,036,854,775,807; "
    "the company has no rows, and every answer of the command stays exact, by replay"
)


def issue(shares: int, **fields: Any) -> dict[str, Any]:
    """Shares for the whale; excluded from 4E, so that no price and no vote moves."""
    sale = {"type": "common_issued", "effective": "2006-02-01", "holder": "Whale", "shares": shares, "id": "whale"}
    return sale | {"excluded": "C"} | fields


AUTHORIZED = {"type": "common_authorized_changed", "effective": "2006-02-01", "authorized": 10**20, "id": "authorized"}
TOO_LARGE = (AUTHORIZED, issue(MOST + 1))


def record(url: str, company: str, *entries: dict[str, Any]) -> None:
    """A small company, and these entries behind it."""
    with open_ledger(url, company=company) as ledger:
        ledger.record([*helping.some_entries(company, 2), *entries], new_company=True)


def make_huge(url: str) -> None:
    """A company in whose balances there is one number too many, between two others."""
    record(url, "First")
    record(url, "Huge", *TOO_LARGE)
    record(url, "Last")


def make_fit(url: str) -> None:
    """The same company, its entry corrected."""
    corrected = {"type": "entry_corrected", "effective": "2006-02-01", "reason": "a slip"}
    fits = corrected | {"entry": "whale", "with": issue(1000), "id": "fewer"}
    fitting = corrected | {"entry": "authorized", "with": AUTHORIZED | {"authorized": 10**13}, "id": "less"}
    with open_ledger(url, company="Huge") as ledger:
        ledger.record([fits, fitting])


@pytest.fixture
def huge(ledger_url: str) -> str:
    """A ledger of three companies, one of them without room."""
    make_huge(ledger_url)
    return ledger_url


def project(url: str, into: str | None = None, *, anew: bool = False) -> Engine:
    engine = helping.tables(into or url)
    with open_store(url) as store:
        if anew:
            rebuild(store, engine)
        catch_up(store, engine)
        helping.stands_whole(engine, store)
    return engine


def projected(engine: Engine) -> set[object]:
    return {row[0] for rows in helping.all_rows(engine).values() for row in rows}


@pytest.mark.parametrize("anew", [False, True])
def test_the_others_are_projected_and_the_position_says_why_it_is_not(huge: str, anew: bool) -> None:
    engine = project(huge, anew=anew)
    assert projected(engine) == {"First", "Last"}
    stood = standings_in(engine)
    assert {name: (one.position, one.no_room) for name, one in stood.items()} == {
        "First": (5, None),
        "Huge": (7, SAID),
        "Last": (5, None),
    }


def test_the_largest_number_that_a_column_holds_is_written_and_read_back(ledger_url: str) -> None:
    adopted = {"type": "certificate_adopted", "effective": "2005-09-06", "common_authorized": MOST, "company": "Huge"}
    with open_ledger(ledger_url, company="Huge") as ledger:
        ledger.record([adopted, issue(MOST)])
    engine = project(ledger_url)
    ((_, holder, _, series_d, common, votes),) = helping.all_rows(engine, "Huge")["holder_balances"]
    assert (holder, series_d, common, votes) == ("Whale", 0, MOST, 0)
    assert helping.all_rows(engine, "Huge")["shares_outstanding"][-1][5] == MOST


def test_an_entry_too_large_takes_the_older_rows_away_and_its_correction_brings_them_back(ledger_url: str) -> None:
    record(ledger_url, "Huge")
    engine = project(ledger_url)
    assert projected(engine) == {"Huge"}
    with open_ledger(ledger_url, company="Huge") as ledger:
        ledger.record(TOO_LARGE)
        engine = project(ledger_url)
        assert projected(engine) == set()
        ledger.record([issue(5, id="more")])
    engine = project(ledger_url)
    assert (projected(engine), standings_in(engine)["Huge"].position) == (set(), 8)
    make_fit(ledger_url)
    engine = project(ledger_url)
    assert (projected(engine), standings_in(engine)["Huge"].no_room) == ({"Huge"}, None)
    caught_up = helping.all_rows(engine)
    project(ledger_url, anew=True)
    assert helping.same(helping.all_rows(engine), caught_up)


def test_stale_rows_are_never_read(ledger_url: str) -> None:
    record(ledger_url, "Huge")
    project(ledger_url)
    day = dt.date.fromisoformat(ON)
    looks = (price_in_tables, holders_in_tables)
    assert None not in [look(ledger_url, ledger_url, "Huge", day) for look in looks]
    with open_ledger(ledger_url, company="Huge") as ledger:
        ledger.record(TOO_LARGE)
    for _ in range(2):
        assert [look(ledger_url, ledger_url, "Huge", day) for look in looks] == [None, None]
        project(ledger_url)


def test_the_command_says_it_once_and_answers_exactly_by_replay(tmp_path: Path) -> None:
    make_huge(str(tmp_path / "seriesd.db"))
    for words in ([], [], ["--rebuild"]):
        done = seriesd("project", *words, folder=tmp_path)
        assert (done.returncode, done.stderr) == (1, f"seriesd: {SAID}\n")
        assert done.stdout.startswith("The reporting tables stand at position 10 (3 companies)\n")
    whole = seriesd("project", "--company", "First", folder=tmp_path)
    assert (whole.returncode, whole.stderr) == (0, "")
    done = seriesd("project", "--json", folder=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    answer = json.loads(done.stdout)
    assert answer["companies"] == {"First": 5, "Huge": 0, "Last": 5}
    assert answer["no_room"] == {"Huge": SAID}
    assert answer["tables"]["entries"] == 10
    held = asked(tmp_path, "holders", "--company", "Huge", "--on", ON)
    assert held["holders"]["Whale"]["common"] == MOST + 1
    assert "position" not in held
    assert asked(tmp_path, "verify", "--company", "Huge")["intact"]


def test_tables_that_do_not_say_it_as_it_is_are_found_out(tmp_path: Path) -> None:
    make_huge(str(tmp_path / "seriesd.db"))
    seriesd("project", folder=tmp_path)
    engine = engine_of(str(tmp_path / "seriesd.db"))
    with writing(engine) as connection:
        connection.exec_driver_sql("UPDATE seriesd_positions SET no_room = 'none' WHERE company = 'First'")
        connection.exec_driver_sql("UPDATE seriesd_positions SET no_room = NULL WHERE company = 'Huge'")
    for name, said in {"First": "have no", "Huge": "have"}.items():
        done = seriesd("verify", "--company", name, folder=tmp_path)
        assert done.stdout == f"the reporting tables {said} room for {name}, other than they say; project --rebuild\n"


def test_who_follows_says_it_once_and_goes_on(ledger_url: str) -> None:
    make_huge(ledger_url)
    with following(ledger_url, "--json", before=f"seriesd: {SAID}\n") as process:
        for name in ("Huge", "First"):
            with open_ledger(ledger_url, company=name) as ledger:
                ledger.record([issue(1, id="more")])
            helping.wait_for(ledger_url, PATIENCE)
        make_fit(ledger_url)
        helping.wait_for(ledger_url, PATIENCE)
        process.send_signal(signal.SIGTERM)
        answer, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (0, "")
    assert json.loads(answer)["companies"] == {"First": 6, "Huge": 10, "Last": 5}


def test_who_follows_says_it_when_it_happens(ledger_url: str) -> None:
    record(ledger_url, "Huge")
    with following(ledger_url) as process:
        with open_ledger(ledger_url, company="Huge") as ledger:
            ledger.record(TOO_LARGE)
        assert process.stderr is not None
        assert process.stderr.readline() == f"seriesd: {SAID}\n"
        process.send_signal(signal.SIGTERM)
        answer, complaint = process.communicate(timeout=PATIENCE)
    assert (process.returncode, complaint) == (1, "")
    assert answer.startswith("The reporting tables stand at position 0 (Huge)\n")


def test_a_crew_leaves_out_the_same(ledger_url: str) -> None:
    make_huge(ledger_url)
    for number in range(8):
        record(ledger_url, f"Company {number}")
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store, Crew(ledger_url, members=2) as crew:
        catch_up(store, engine, crew=crew)
        helping.stands_whole(engine, store)
    assert len(projected(engine)) == 10


def test_runners_at_once_of_which_some_know_the_correction_agree(ledger_url: str) -> None:
    make_huge(ledger_url)
    helping.tables(ledger_url)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            with open_store(ledger_url) as own:
                for _ in range(4):
                    catch_up(own, engine_of(ledger_url))
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    make_fit(ledger_url)
    for one in threads:
        one.join()
    assert failures == []
    assert projected(project(ledger_url)) == {"First", "Huge", "Last"}


def test_rows_made_before_an_entry_without_room_are_not_written_after_it(ledger_url: str) -> None:
    record(ledger_url, "Huge")
    engine = helping.tables(ledger_url)
    with open_store(ledger_url) as store:
        slow = fresh(store, "Huge", NOWHERE)
        with open_ledger(ledger_url, company="Huge") as ledger:
            ledger.record(TOO_LARGE)
        catch_up(store, engine)
        assert write(engine, [slow], 1) is False
        helping.stands_whole(engine, store)
    assert projected(engine) == set()


def test_votes_can_have_no_room_where_every_share_has(ledger_url: str) -> None:
    # 1,000 Series D of $11.11 stated value vote 11,110 / price: after this split of 1 into 10**16, 11,110 * 10**16 / 0.0033
    split = {"type": "common_split", "effective": "2006-02-01", "old": 1, "new": 10**16, "id": "split"}
    with open_ledger(ledger_url, company="Votes") as ledger:
        adopted = helping.ADOPTED | {"company": "Votes"}
        ledger.record([adopted, *helping.some_entries("Votes", 0)[2:], split])
    engine = project(ledger_url)
    sentence = standings_in(engine)["Votes"].no_room
    assert sentence is not None
    assert "votes in seriesd_holder_balances (holder Fund, from_date 2006-02-01) would be " in sentence
    project(ledger_url, anew=True)


def test_tables_of_another_kind_of_database_leave_out_the_same(sqlite_url: str, postgres_url: str) -> None:
    for ledger, tables in ((sqlite_url, postgres_url), (postgres_url, f"{sqlite_url}.tables")):
        make_huge(ledger)
        engine = project(ledger, tables)
        assert projected(engine) == {"First", "Last"}
        make_fit(ledger)
        assert projected(project(ledger, tables)) == {"First", "Huge", "Last"}


def test_the_longest_names_and_texts_have_room_in_every_key(ledger_url: str) -> None:
    # 200 characters of four bytes, chosen so that no database can make them shorter: with them an index row is longest
    chosen = random.Random(1)  # noqa: S311  the same at every run
    company, fund, buyer, right, stock, *ids = (
        "".join(chr(chosen.randrange(0x10000, 0x110000)) for _ in range(200)) for _ in range(15)
    )
    day, note = {"effective": "2006-02-01"}, "\U0010ffff\t\n" * 6_000 + "\\N"
    entries: list[dict[str, Any]] = [
        helping.ADOPTED | {"company": company, "id": ids[0]},
        {"type": "opening_balance", "effective": "2005-12-30", "id": ids[1], "holder": buyer, "common": 10**7},
        {"type": "series_d_issued", "effective": "2006-01-01", "id": ids[2], "holder": fund, "shares": 1000},
        {
            "type": "option_granted",
            "id": ids[3],
            "right": right,
            "holder": buyer,
            "shares": 5,
            "exercise_price": "0.001",
        }
        | day
        | {"expires": "2006-05-01"},
        {"type": "cash_dividend_paid", "id": ids[4], "per_share": "0.1", "series_d": "unpaid", "note": note} | day,
        {"type": "series_d_converted", "id": ids[5], "holder": fund, "shares": 7, "source": note} | day,
        {"type": "accrued_dividends_paid", "id": ids[6]} | day,
        {"type": "cash_dividend_paid", "id": ids[7], "per_share": "0.1", "dividend_on": stock} | day,
        {"type": "notice_sent", "id": ids[8], "kind": "adjustment", "holder": fund, "about": ids[3]} | day,
        {"type": "document_attached", "id": ids[9], "entry": ids[5], "name": "文" * 200, "size": 10, "sha256": "0" * 64}
        | day,
    ]
    with open_ledger(ledger_url, company=company) as ledger:
        ledger.record(entries)
    rows = helping.all_rows(project(ledger_url))
    assert {name for name, found in rows.items() if not found} == set()
    assert max(len(value) for row in rows["entries"] for value in row[:-1] if isinstance(value, str)) == len(note)
    assert max(len(str(row[-1])) for row in rows["entries"]) > len(note)


@pytest.mark.parametrize(("first", "last"), [("0001-01-01", "0001-01-02"), ("9999-12-30", "9999-12-31")])
def test_the_first_and_the_last_days_of_the_calendar_have_room(ledger_url: str, first: str, last: str) -> None:
    entries = [one | {"effective": first} for one in helping.some_entries("Edge", 0)]
    with open_ledger(ledger_url, company="Edge") as ledger:
        ledger.record([*entries, issue(5, effective=last)])
    assert projected(project(ledger_url)) == {"Edge"}


def test_a_decimal_has_room_up_to_what_both_databases_hold(ledger_url: str) -> None:
    row: list[Any] = ["Long", dt.date(2006, 1, 1), 1, 1, 0, None, None, None]
    longest = "9" * (MOST_DIGITS - 11) + ".0000000000"
    fits, too_long = ((*row[:-1], text) for text in (longest, f"9{longest}"))
    table = catalogue.SHARES_OUTSTANDING
    assert no_room("Long", {table: [fits]}) is None
    assert no_room("Long", {table: [fits, too_long]}) == (
        "Long is not projected: deemed_issued_decimal in seriesd_shares_outstanding (from_date 2006-01-01) would be far "
        "more, and the column holds decimals of up to 131,000 digits; the company has no rows, and every answer of the "
        "command stays exact, by replay"
    )
    engine = helping.tables(ledger_url)
    with writing(engine) as connection:
        insert(connection, TABLES[table], table, [fits])
    assert helping.all_rows(engine)["shares_outstanding"] == [fits]


def test_tables_of_the_version_before_are_brought_up_to_date(huge: str) -> None:
    engine = project(huge)
    with writing(engine) as connection:
        migrate.move(connection, "0001")
    with reading(engine) as connection:
        assert migrate.version_of(connection) == "0001"
    assert set(standings_in(project(huge))) == {"First", "Huge", "Last"}

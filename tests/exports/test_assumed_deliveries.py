"""A number that nobody stated is called assumed in every export, and comes back from one unstated.

26 Series D at .0033 are 26 x 3,367 = 87,542, and 10 are 33,670. The late option makes the price of 3 January
(10,000,000 x .0033 + 6,000) / 15,000,000 = .0026, by which 26 should have given 111,111 and 10 42,735.
"""

import csv
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from commands.api.ledger import open_ledger
from commands.ocf import read_package
from ledger.engine.book import open_book
from ledger.events import SeriesDConverted, write_entry
from ledger.log.recorded import Recorded
from ledger.store.store import open_store
from projections.read_model import catalogue
from projections.read_model.incremental import rows_kept
from projections.read_model.rows import rows_of
from projections.sql import migrate
from projections.sql.database import reading, writing
from projections.sql.names import VERSION
from projections.sql.runner.runner import catch_up
from tests.exports.books import Entry, done
from tests.exports.packages import MADE, faults, package, put
from tests.ledger.engine import judge
from tests.tables import helping

COMPANY = "Assumed Inc."
START: list[Entry] = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "company": COMPANY, "common_authorized": 10**10},
    {"type": "opening_balance", "effective": "2005-09-06", "holder": "Founders", "common": 10**7},
    {"type": "series_d_issued", "effective": "2005-10-03", "holder": "Fund", "shares": 1026},
]
SILENT: Entry = {
    "type": "series_d_converted",
    "id": "silent",
    "effective": "2006-01-03",
    "holder": "Fund",
    "shares": 26,
}
SAID: Entry = {**SILENT, "id": "said", "shares": 10, "common_shares": 33_670, "source": "transfer agent"}
LATE: Entry = {
    "type": "option_granted", "id": "late", "effective": "2006-01-02", "right": "X", "holder": "Adviser",
    "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000},
}  # fmt: skip
TOLD: Entry = {
    "type": "entry_corrected", "id": "told", "effective": "2006-02-01", "entry": "silent", "reason": "the agent wrote",
    "with": {**SILENT, "common_shares": 87_542},
}  # fmt: skip
SPLIT: list[Entry] = [
    {
        "type": "common_split",
        "id": "split",
        "effective": "2006-03-01",
        "old": 10_000,
        "new": 1,
        "common_authorized": 10**9,
    },
]
ALL = [*START, SILENT, SAID, LATE]


def log_of(entries: Sequence[Entry]) -> list[Recorded]:
    made = judge(entries)
    assert [str(refusal) for _, refusal in made.refused] == []
    return made.log


def conversions(rows: dict[catalogue.Table, list[catalogue.Row]]) -> list[tuple[Any, ...]]:
    table = catalogue.CONVERSIONS
    names = ("entry", "entitled", "delivered", "assumed")
    return [tuple(row[table.place_of(name)] for name in names) for row in rows[table]]


def test_a_row_says_which_number_is_assumed_until_a_correction_states_it() -> None:
    assert conversions(rows_of(COMPANY, log_of(ALL))) == [
        ("silent", 111_111, 87_542, True),
        ("said", 42_735, 33_670, False),
    ]
    assert conversions(rows_of(COMPANY, log_of([*ALL, TOLD]))) == [
        ("silent", 111_111, 87_542, False),
        ("said", 42_735, 33_670, False),
    ]


def test_the_automatic_conversion_is_assumed_too() -> None:
    """990 x 11.1111 / 26 = 423.07...: the ledger wrote it down, and nobody stated it."""
    rows = conversions(rows_of(COMPANY, log_of([*ALL, *SPLIT])))
    assert [row[1:] for row in rows[2:]] == [(423, 423, True)]


def test_a_row_kept_in_step_changes_with_the_correction() -> None:
    log = log_of([*ALL, TOLD])
    _, _, kept = rows_kept(COMPANY, log[:-1], 0, None)
    rows, since, _ = rows_kept(COMPANY, log, len(log) - 1, kept)
    assert since == dt.date(2006, 1, 3)
    assert conversions(rows)[0] == ("silent", 111_111, 87_542, False)


def test_tables_of_the_version_before_get_the_column_and_their_rows_anew(ledger_url: str) -> None:
    log = log_of(ALL)
    with open_store(ledger_url) as store:
        helping.append(store, COMPANY, log, len(log))
        engine = helping.tables(ledger_url)
        with writing(engine) as connection:
            migrate.move(connection, "0004")
        migrate.upgrade(engine)
        catch_up(store, engine)
    (silent, said) = helping.all_rows(engine)["conversions"]
    assert {silent[1]: silent[-1], said[1]: said[-1]} == {"silent": True, "said": False}
    with reading(engine) as connection:
        assert migrate.version_of(connection) == VERSION


def test_the_workbook_and_the_csv_show_it(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        for entry in ALL:
            ledger.record([entry])
    done(tmp_path, "--ledger", "ledger.db", "export", "--format", "xlsx", "-o", "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    head, *rows = book["conversions"].iter_rows(values_only=True)
    names = [str(name) for name in head]
    assert [(row[names.index("entry")], row[names.index("assumed")]) for row in rows] == [
        ("silent", True),
        ("said", False),
    ]
    explained = {(row[0], row[1]): row[3] for row in book["Columns"].iter_rows(values_only=True)}
    assert "nobody stated" in str(explained["conversions", "assumed"])
    assert any("a number that nobody stated" in str(cell.value) for row in book["About"] for cell in row)
    done(tmp_path, "--ledger", "ledger.db", "export", "--format", "csv", "-o", "tables")
    with (tmp_path / "tables" / "conversions.csv").open(encoding="utf-8", newline="") as file:
        found = {row["entry"]: row["assumed"] for row in csv.DictReader(file)}
    assert found == {"silent": "true", "said": "false"}


# --- the Open Cap Format -------------------------------------------------------------------------------------


def comments_of(log: list[Recorded]) -> dict[str, list[str]]:
    items = package(log).files["Transactions.ocf.json"]["items"]
    return {one["id"]: one.get("comments", []) for one in items if one["object_type"] == "TX_STOCK_CONVERSION"}


WORDS = "the quantity of Common that came out of it is assumed as the ledger worked it out; nobody stated it"


def test_a_package_says_it_in_words_and_so_that_it_is_read_back_unstated(tmp_path: Path) -> None:
    log = log_of([*START, SILENT, SAID])
    assert list(faults(package(log).texts())) == []
    assert comments_of(log) == {
        "silent": [WORDS, "seriesd: common_shares null"],
        "said": ['seriesd: source "transfer agent"'],
    }
    read = read_package(str(put(package(log).texts(), tmp_path)))
    entries = {line.entry.id: line.entry for line in read.lines if isinstance(line.entry, SeriesDConverted)}
    assert write_entry(entries["silent"]) == SILENT
    assert write_entry(entries["said"]) == SAID
    book = open_book([])
    for line in read.lines:
        book.record(line.entry, MADE)
    assert [(one.entry, one.delivery.common_shares, one.stated) for one in book.state.conversions] == [
        ("silent", 87_542, False),
        ("said", 33_670, True),
    ]


def test_an_automatic_conversion_says_in_words_that_it_is_assumed() -> None:
    (said,) = [said for name, said in comments_of(log_of([*ALL, *SPLIT])).items() if name not in ("silent", "said")]
    assert said == ["seriesd: automatic_conversion true", WORDS]


def test_an_assumed_number_that_the_record_no_longer_gives_is_worked_out_anew_and_that_is_a_loss(
    tmp_path: Path,
) -> None:
    made = package(log_of(ALL))
    assert [one.entries for one in made.losses if one.code == "assumed"] == [("silent",)]
    assert [one for one in package(log_of([*START, SILENT, SAID])).losses if one.code == "assumed"] == []
    book = open_book([])
    for line in read_package(str(put(made.texts(), tmp_path))).lines:
        book.record(line.entry, MADE)
    assert [(one.delivery.common_shares, one.stated) for one in book.state.conversions] == [
        (111_111, False),
        (33_670, True),
    ]

"""What is answered of a package that was read, and what comes back of one that was exported."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commands.ocf import Imported, read_package, reconciled
from ledger.engine.book import Book, open_book
from projections.answers.price import price_on
from tests.exports.acme import (
    CANCELLED,
    END,
    FIVE,
    OPTION,
    TWO,
    book_of,
    cancels,
    company,
    read,
)
from tests.exports.books import Entry, done, told
from tests.exports.packages import (
    MANIFEST,
    act,
    issue,
    package,
    put,
)
from tests.ledger.engine import judge

# --- what the answer says ------------------------------------------------------------------------------------


def test_every_statement_is_used_or_compared_or_listed(tmp_path: Path) -> None:
    """Of each leaf of the package it is known whether it was read; what was not, stands in the list."""
    extra = {"stock_legend_ids": ["legend"], "consideration_text": "cash", "vesting_terms_id": "v", "custom_id": "CS-9"}
    vested = act("VESTING_START", "v", "2006-01-03", security_id="s2", vesting_condition_id="z")
    files = company(TWO[0] | extra, TWO[1], CANCELLED, vested) | {"notes.json": "{}"}
    found = {one.statement: (one.times, one.example) for one in read(files, tmp_path).not_used}
    assert found == {
        "OCF_MANIFEST_FILE.ocf_version": (1, MANIFEST),
        "OCF_MANIFEST_FILE.issuer.formation_date": (1, MANIFEST),
        "STOCK_CLASS.default_id_prefix": (2, "cs"),
        "STOCK_CLASS.votes_per_share": (1, "cs"),
        "STOCK_CLASS.seniority": (2, "cs"),
        "STOCK_CLASS.conversion_rights.type": (1, "sa"),
        "STAKEHOLDER.stakeholder_type": (3, "founder"),
        "STAKEHOLDER": (1, "other"),
        "TX_STOCK_ISSUANCE.custom_id": (4, "cs1"),
        "TX_STOCK_ISSUANCE.stock_legend_ids": (1, "s2"),
        "TX_STOCK_ISSUANCE.consideration_text": (1, "s2"),
        "TX_STOCK_ISSUANCE.vesting_terms_id": (1, "s2"),
        "TX_STOCK_CANCELLATION.reason_text": (1, "x"),
        "TX_VESTING_START": (1, "v"),
        "notes.json": (1, "notes.json"),
    }


def test_the_answer_has_the_balances_and_what_was_not_used(tmp_path: Path) -> None:
    put(company(*TWO, CANCELLED, OPTION), tmp_path / "p")
    answer = told(tmp_path, "--ledger", "new.db", "record", "p", "--format", "ocf", "--dry-run")
    assert not (tmp_path / "new.db").exists()
    rows = [
        (one["holder"], one["of"], one["securities"], one["package"]["exact"], one["ledger"]["exact"], one["agrees"])
        for one in answer["package"]["reconciliation"]
    ]
    assert rows == [
        ("Buyer", "common", ["s2"], "100000", "100000", True),
        ("Founder", "common", ["cs1"], "10000000", "10000000", True),
        ("Fund", "series_d", ["sa1"], "1000000", "1000000", True),
        ("Buyer", "OPT-1", ["o"], "1000000", "1000000", True),
    ]
    assert {one["statement"] for one in answer["package"]["not_used"]} >= {"STAKEHOLDER", "STOCK_CLASS.seniority"}
    said = done(tmp_path, "--ledger", "new.db", "record", "p", "--format", "ocf", "--dry-run")
    assert "Buyer    OPT-1   o            1,000,000   1,000,000  agrees" in said
    assert "4 balances of the package: all agree with its entries." in said
    assert "- STOCK_CLASS: default_id_prefix, votes_per_share, seniority, conversion_rights.type (" in said
    assert not (tmp_path / "new.db").exists()
    assert (
        said.replace("Would record", "Recorded").splitlines()[0]
        == done(tmp_path, "--ledger", "new.db", "record", "p", "--format", "ocf").splitlines()[0]
    )
    assert told(tmp_path, "--ledger", "new.db", "holders")["holders"]["Buyer"]["common"] == 100_000


def test_a_balance_that_differs_is_said(tmp_path: Path) -> None:
    """15 shares in certificates of 7 and 8: 2 and 2 after one for three, and the ledger has 5."""
    acts = [
        issue("t7", "2006-01-02", "buyer", "7", price="1"),
        issue("t8", "2006-01-02", "buyer", "8", price="1"),
        act("STOCK_CLASS_SPLIT", "s", "2006-03-01", stock_class_id="cs", split_ratio={"numerator": "1", "denominator": "3"}),
        *(act("STOCK_REISSUANCE", f"a{one}", "2006-03-01", security_id=f"t{one}", resulting_security_ids=[f"u{one}"],
              split_transaction_id="s") for one in "78"),
        *(issue(f"u{one}", "2006-03-01", "buyer", "2") for one in "78"),
    ]  # fmt: skip
    put(company(*acts), tmp_path / "p")
    answer = told(tmp_path, "--ledger", "new.db", "record", "p", "--format", "ocf")
    (said,) = [one for one in answer["warnings"] if one["code"] == "balance_differs"]
    assert said["message"] == (
        "Buyer: the living securities of the package come to 4 Common (u7, u8), and its entries give 5"
    )
    (row,) = [one for one in answer["package"]["reconciliation"] if not one["agrees"]]
    assert (row["holder"], row["package"]["exact"], row["ledger"]["exact"]) == ("Buyer", "4", "5")


def test_a_journal_can_be_tried_out_as_well(tmp_path: Path) -> None:
    (tmp_path / "j.jsonl").write_text(json.dumps({
        "type": "certificate_adopted", "effective": "2005-09-06", "company": "Acme", "common_authorized": 10}), "utf-8")  # fmt: skip
    answer = told(tmp_path, "--ledger", "new.db", "record", "j.jsonl", "--dry-run")
    assert answer["recorded"] == 1
    assert "package" not in answer
    assert not (tmp_path / "new.db").exists()


# --- there and back ------------------------------------------------------------------------------------------


def again(entries: list[Entry], folder: Path) -> tuple[Book, Book, Imported]:
    """A ledger, and what comes of it when it is exported and read again."""
    log = judge(entries).log
    assert len(log) == len(entries)
    imported = read_package(str(put(package(log).texts(), folder)))
    return open_book(log), book_of(imported), imported


LEDGER: list[Entry] = [
    {
        "type": "certificate_adopted",
        "id": "a",
        "effective": "2005-09-06",
        "company": "Acme",
        "common_authorized": 10**8,
    },
    {
        "type": "opening_balance",
        "id": "b",
        "effective": "2005-09-06",
        "holder": "Ann",
        "common": 10**7,
        "treasury": 500,
    },
    {"type": "series_d_issued", "id": "c", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
]


def common(name: str, shares: int) -> Entry:
    return {"type": "common_issued", "id": name, "effective": "2005-10-03", "holder": "Bob", "shares": shares}


def acquired(name: str, shares: int, day: str = "2006-03-01", **more: Any) -> Entry:
    return {"type": "treasury_acquired", "id": name, "effective": day, "holder": "Bob", "shares": shares, **more}


def retired(name: str, shares: int, day: str = "2006-03-01") -> Entry:
    return {"type": "treasury_retired", "id": name, "effective": day, "shares": shares}


BACK: list[tuple[str, list[Entry], list[str]]] = [
    # 600,000 bought back and kept, 320,000 cancelled: 600,500 in treasury
    ("a cancellation", [common("d", 920_000), acquired("e", 600_000, price="0.01"), acquired("x", 320_000),
        retired("x#2", 320_000)], ["a", "b", "b#2", "c", "d", "e", "x", "x#2"]),
    ("a part retired", [common("d", 920_000), acquired("e", 920_000), retired("f", 320_000)],
     ["a", "b", "b#2", "c", "d", "e", "f"]),
    ("retired another day", [common("d", 920_000), acquired("e", 320_000), retired("f", 320_000, "2006-03-02")],
     ["a", "b", "b#2", "c", "d", "e", "f"]),
    ("disposed of again", [common("d", 920_000), acquired("e", 920_000, price="0.01"), {
        "type": "treasury_disposed", "id": "f", "effective": "2006-03-02", "holder": "Cyd", "shares": 400_000,
        "consideration": {"cash": 800}}, retired("g", 100_000, "2006-03-03")], ["a", "b", "b#2", "c", "d", "e", "f", "g"]),
    ("a cancellation out of two certificates", [common("d", 100), common("e", 200), acquired("x", 250), retired("y", 250)],
     ["a", "b", "b#2", "c", "d", "e", "x", "x#4", "x#2", "y"]),
    ("split with what is in treasury", [common("d", 920_000), acquired("e", 920_000), {
        "type": "common_split", "id": "f", "effective": "2006-03-02", "old": 1, "new": 2}, retired("g", 840_000, "2006-03-02")],
     ["a", "b", "b#2", "c", "d", "e", "f", "g"]),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "names"), [pytest.param(e, n, id=name) for name, e, n in BACK])
def test_treasury_shares_come_back_as_they_were(tmp_path: Path, entries: list[Entry], names: list[str]) -> None:
    was, now, imported = again([*LEDGER, *entries], tmp_path)
    assert now.state.treasury == was.state.treasury
    assert dict(now.state.common) == dict(was.state.common)
    assert (
        price_on(open_book(now.log, until=END), END).in_effect == price_on(open_book(was.log, until=END), END).in_effect
    )
    assert [one.id for one in now.log] == names
    assert reconciled(imported)[0] == []
    prices = [[one.entry.price for one in log if one.entry.type == "treasury_acquired"] for log in (was.log, now.log)]
    assert prices[0] == prices[1][: len(prices[0])]


def test_a_cancellation_of_a_package_is_one_again_when_it_is_exported(tmp_path: Path) -> None:
    imported = read(company(FIVE, cancels("STOCK", "s2", "400000", balance_security_id="s2")), tmp_path / "a")
    made = package(book_of(imported).log)
    (cancelled,) = [one for one in made.files["Transactions.ocf.json"]["items"] if "CANCELLATION" in one["object_type"]]
    assert (cancelled["id"], cancelled["quantity"]) == ("c", "400000")
    assert {"price_unknown", "treasury"}.isdisjoint(loss.code for loss in made.losses)
    back = read_package(str(put(made.texts(), tmp_path / "b")))
    assert book_of(back).state.treasury == book_of(imported).state.treasury == 0
    assert [line.entry.id for line in back.lines] == [line.entry.id for line in imported.lines]


GRANT: Entry = {
    "type": "option_granted", "id": "d", "effective": "2006-01-02", "right": "X", "holder": "Bob", "shares": 5_000_000,
    "exercise_price": "0.001",
}  # fmt: skip


def takes(name: str, shares: int, day: str = "2006-02-01", **more: Any) -> Entry:
    return {"type": "right_exercised", "id": name, "effective": day, "right": "X", "shares": shares, **more}


@pytest.mark.parametrize(
    "grant",
    [GRANT, GRANT | {"kind": "warrant"}, GRANT | {"consideration": {"cash": 1000}}],
    ids=["an option", "a warrant", "one that was paid for"],
)
@pytest.mark.parametrize(
    "acts",
    [
        [takes("e", 4_000_000, withheld=1_000_000)],
        [takes("e", 2_000_000, withheld=500_000)],
        [takes("e", 2_000_000, withheld="500000.5"), takes("f", 1_000_000, "2006-02-02")],
        [takes("e", 2_000_000), takes("f", 3_000_000, "2006-02-02")],
        [takes("e", 2_000_000)],
        [takes("e", 2_000_000), {"type": "right_terminated", "id": "f", "effective": "2006-02-02", "right": "X"}],
        [takes("e", 2_000_000, withheld=1), {"type": "right_terminated", "id": "f", "effective": "2006-02-02", "right": "X",
            "shares": 100_000}, {"type": "common_split", "id": "g", "effective": "2006-02-03", "old": 3, "new": 1},
         takes("h", 900_000, "2006-02-04")],
    ],
    ids=["all, net", "a part, net", "parts of a share", "in two parts", "a part", "the rest ends", "with a split"],
)  # fmt: skip
def test_exercises_come_back_as_they_were(tmp_path: Path, grant: Entry, acts: list[Entry]) -> None:
    was, now, imported = again([*LEDGER, grant, *acts], tmp_path)
    assert now.state.rights["X"].outstanding() == was.state.rights["X"].outstanding()
    assert (
        price_on(open_book(now.log, until=END), END).in_effect == price_on(open_book(was.log, until=END), END).in_effect
    )
    assert dict(now.state.common) == dict(was.state.common)
    assert reconciled(imported)[0] == []


@pytest.mark.parametrize(
    "acts",
    [
        [{"type": "right_terminated", "id": "e", "effective": "2006-02-02", "right": "X", "stage": "convertible"}],
        [takes("e", 5_000_000), {"type": "right_terminated", "id": "f", "effective": "2006-02-02", "right": "X"}],
    ],
    ids=["at the other stage", "when all is exercised"],
)
def test_the_end_of_nothing_ends_no_security(tmp_path: Path, acts: list[Entry]) -> None:
    """It was found by a generated timeline: the option came back as ended."""
    log = judge([*LEDGER, GRANT, *acts]).log
    made = package(log)
    said = [loss.entries for loss in made.losses if loss.code == "nothing_ended"]
    assert said == ([(acts[-1]["id"],)] if acts[-1]["id"] in {one.id for one in log} else [])
    imported = read_package(str(put(made.texts(), tmp_path)))
    was, now = open_book(log), book_of(imported)
    assert now.state.rights["X"].outstanding() == was.state.rights["X"].outstanding()
    assert price_on(open_book(now.log, until=END), END).in_effect == price_on(open_book(log, until=END), END).in_effect
    assert reconciled(imported)[0] == []


def test_a_net_exercise_of_a_convertible_comes_back(tmp_path: Path) -> None:
    grant: Entry = {"type": "convertible_issued", "id": "d", "effective": "2006-01-02", "right": "X", "holder": "Bob",
                    "shares": 5_000_000, "consideration": {"cash": 6000}}  # fmt: skip
    was, now, _ = again([*LEDGER, grant, takes("e", 2_000_000)], tmp_path)
    assert now.state.rights["X"].outstanding() == was.state.rights["X"].outstanding() == 3_000_000


LATE: Entry = {"type": "common_issued", "id": "l", "effective": "2006-03-05", "holder": "Cyd", "shares": 500,
               "consideration": {"cash": 50}}  # fmt: skip
DIVIDEND: Entry = {"type": "stock_dividend_paid", "id": "e", "effective": "2006-03-10", "per_share": "1/10"}


@pytest.mark.parametrize(
    ("dividend", "cyd"),
    [(DIVIDEND, 550), (DIVIDEND | {"record_date": "2006-03-01"}, 500), (DIVIDEND | {"fractions": "round_up"}, 550)],
    ids=["of its day", "of those who held before", "rounded up"],
)
def test_a_dividend_in_common_comes_back_to_whom_it_was_paid(tmp_path: Path, dividend: Entry, cyd: int) -> None:
    """Cyd bought after the record date and gets nothing; nor does the treasury, of 500 (A7, A65)."""
    sold: Entry = {"type": "treasury_acquired", "id": "x", "effective": "2006-04-01", "holder": "Bob", "shares": 1010}
    ends: Entry = {"type": "right_terminated", "id": "y", "effective": "2006-04-02", "right": "X", "shares": 2_750_000}
    again_paid = dividend | {"id": "f", "effective": "2006-03-12"}
    entries = [*LEDGER, common("d", 1001), GRANT | {"id": "g"}, LATE, dividend, sold, again_paid, ends]
    was, now, imported = again(entries, tmp_path)
    assert [one.entry.type for one in now.log].count("stock_dividend_paid") == 2
    assert dict(now.state.common) == dict(was.state.common)
    assert (now.state.treasury, was.state.treasury) == (1510, 1510)
    assert now.state.rights["X"].outstanding() == was.state.rights["X"].outstanding()
    assert (
        price_on(open_book(now.log, until=END), END).in_effect == price_on(open_book(was.log, until=END), END).in_effect
    )
    assert reconciled(imported)[0] == []
    paid = [line.entry for line in imported.lines if line.entry.type == "stock_dividend_paid"]
    assert [one.id for one in paid] == ["e", "f"]
    held = open_book(was.log, until=date(2006, 3, 10)).state.common
    assert held["Cyd"] == cyd

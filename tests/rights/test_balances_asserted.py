"""Balances that somebody counted, beside the register: checked at their places, reported while they differ."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import open_ledger
from ledger.events import EntryError, read_entry, write_entry
from projections.ocf import package_of
from tests.rights.company import Company, converts

# Ada has 100 Series D since 3 October 2005; the public has 10,000,000 Common


def counted(day: str, shares: int, name: str = "count", **more: Any) -> dict[str, Any]:
    """What somebody counted."""
    return {"type": "balance_asserted", "id": name, "effective": day, "shares": shares, **more}


def found(company: Company, verb: str = "flags", on: str = "2006-12-31") -> list[tuple[str, str]]:
    """The balances that differ, by entry, with what is said of each."""
    answer = company.ask(verb) if verb == "verify" else company.ask(verb, "--on", on)
    return [(one["entry"], one["message"]) for one in answer.get("warnings", []) if one["code"] == "assertion_fails"]


def test_a_balance_that_the_ledger_has_says_nothing(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert (
        company.record(
            counted("2006-02-01", 10_000_000, "all"),
            counted("2006-02-01", 10_000_000, "public", holder="Public"),
            counted("2006-02-01", 100, "preferred", stock="series_d"),
            counted("2006-02-01", 100, "ada", stock="series_d", holder="Ada"),
            counted("2006-02-01", 0, "treasury", stock="treasury"),
            counted("2006-02-01", 0, "nobody", holder="Nobody"),
        )
        == []
    )
    assert found(company) == found(company, "verify") == []
    assert company.ask("calendar", "--on", "2006-12-31")["items"] == []


def test_what_differs_is_told_by_record_flags_verify_and_the_calendar(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.record(counted("2006-02-01", 10_000_500, source="transfer agent")) == ["assertion_fails"]
    message = "10,000,500 shares of Common outstanding are asserted, and the ledger has 10,000,000 there: 500 too few"
    assert found(company) == found(company, "verify") == [("count", message)]
    assert found(company, on="2006-01-31") == []
    (item,) = company.ask("calendar", "--on", "2006-12-31")["items"]
    assert (item["due"], item["kind"], item["about"], item["state"]) == ("2006-02-01", "balance", "count", "open")
    assert company.ask("verify")["intact"]
    assert "note: count: 10,000,500" in company.run("verify").stdout
    # it touches every answer that counts shares
    assert "assertion_fails" in company.run("holders", "--on", "2006-12-31").stdout
    assert "assertion_fails" in company.run("price", "--on", "2006-12-31").stdout


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"holder": "Ada", "stock": "series_d"}, "99 shares of Series D of Ada are asserted, and the ledger has 100"),
        ({"stock": "series_d"}, "99 shares of Series D outstanding are asserted, and the ledger has 100 there: 1 too many"),
        ({"stock": "treasury"}, "99 shares in the treasury are asserted, and the ledger has 0 there: 99 too few"),
        ({"holder": "Publik"}, "the ledger has 0 there: 99 too few; did you mean 'Public'?"),
    ],
)  # fmt: skip
def test_each_says_what_is_asserted_what_there_is_and_the_difference(
    tmp_path: Path, fields: dict[str, str], message: str
) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(counted("2006-02-01", 99, **fields))
    assert message in found(company)[0][1]


def test_a_balance_is_checked_at_its_own_place(tmp_path: Path) -> None:
    """Of its date it counts what was recorded before it, and nothing recorded behind it."""
    company = Company(tmp_path, Ada=100)
    sale = {"type": "common_issued", "effective": "2006-02-01", "holder": "Buyer", "shares": 5}
    company.record(counted("2006-02-01", 10_000_000, "before"), sale, counted("2006-02-01", 10_000_005, "after"))
    assert found(company) == []
    company.record(counted("2006-02-01", 10_000_000, "too late"))
    assert [name for name, _ in found(company)] == ["too late"]


def test_after_a_split_the_count_of_the_transfer_agent_shows_the_fractions(tmp_path: Path) -> None:
    # 3 for 2 of 10,000,000 and of 5, each holder rounded down: 15,000,000 and 7; the agent rounded up: 8
    company = Company(tmp_path, Ada=100)
    few = {"type": "common_issued", "effective": "2006-01-10", "holder": "Few", "shares": 5}
    split = {"type": "common_split", "effective": "2006-02-01", "old": 2, "new": 3}
    company.record(few | {"consideration": {"cash": 5}}, split)
    assert company.record(counted("2006-02-02", 15_000_008)) == ["assertion_fails"]
    assert found(company)[0][1].endswith("the ledger has 15,000,007 there: 1 too few")


def test_a_late_entry_breaks_one_and_mends_another_and_record_says_so(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(counted("2006-02-01", 10_000_000, "one"))
    company.record(counted("2006-03-01", 10_000_005, "two"))
    sale = {"type": "common_issued", "effective": "2006-01-10", "holder": "Buyer", "shares": 5, "id": "sale"}
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        checked = ledger.record([sale | {"consideration": {"cash": 5}}], write=False)
        told = ledger.record([sale | {"consideration": {"cash": 5}}])
    assert checked.flags == told.flags
    said = [(flag.entry, flag.code) for flag in told.flags if flag.code in ("late", "assertion_fails")]
    assert said == [("sale", "late"), ("one", "assertion_fails")]
    assert [(one.about, one.actual, one.what_if) for one in told.changes if one.kind == "assertion"] == [
        ("two", -5, 0),
        ("one", 0, 5),
    ]
    assert [name for name, _ in found(company)] == ["one"]
    assert company.record({"type": "entry_voided", "effective": "2006-03-02", "entry": "sale", "reason": "twice"}) == [
        "assertion_fails"
    ]
    assert [name for name, _ in found(company)] == ["two"]


def test_it_holds_again_once_it_is_corrected_or_voided(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    wrong = counted("2006-02-01", 99)
    edit = {"effective": "2006-02-02", "entry": "count", "reason": "misread"}
    company.record(wrong)
    correction = edit | {"type": "entry_corrected", "with": wrong | {"shares": 9_999_999}}
    assert company.record(correction) == ["assertion_fails"]  # said once, of the correction
    assert company.record(correction | {"with": wrong | {"shares": 10_000_000}}) == []
    assert found(company) == []
    company.record(counted("2006-02-01", 1, "other"))
    assert [name for name, _ in found(company)] == ["other"]
    company.record({"type": "entry_voided", "effective": "2006-02-02", "entry": "other", "reason": "misread"})
    assert found(company) == found(company, "verify") == []
    assert company.ask("calendar", "--on", "2006-12-31")["items"] == []


def figures(company: Company) -> list[Any]:
    """The answers, without what is said beside them."""
    answers = [company.ask(verb, "--on", "2006-12-31") for verb in ("price", "holders", "dividends")]
    answers.append(company.ask("history"))
    return [{name: value for name, value in one.items() if name != "warnings"} for one in answers]


def test_it_changes_nothing(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 26, "2006-01-20"))
    before = figures(company)
    company.record(counted("2006-01-10", 5), counted("2006-02-01", 0, "late", stock="series_d"))
    assert len(found(company)) == 2
    assert figures(company) == before


def test_explain_shows_the_balance_beside_it(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(counted("2006-02-01", 10_000_500))
    told = " ".join(company.run("explain", "count").stdout.split())
    assert "On 2006-02-01 10,000,500 shares of Common outstanding are asserted (count)." in told
    assert (
        "The number of shares of Common outstanding in the ledger beyond what entry count asserts is -500: "
        "10,000,000 - 10,000,500."
    ) in told


def test_the_treasury_has_no_holder_and_common_is_the_default() -> None:
    with pytest.raises(EntryError, match="treasury shares are the Company's own and have no holder"):
        read_entry(counted("2006-02-01", 1, holder="Ada", stock="treasury"))
    with pytest.raises(EntryError, match="shares: -1 is below zero"):
        read_entry(counted("2006-02-01", -1))
    assert write_entry(read_entry(counted("2006-02-01", 0, stock="common"))) == counted("2006-02-01", 0)


def test_the_tables_have_it_and_a_package_of_the_open_cap_format_says_that_it_does_not(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(counted("2006-02-01", 99, holder="Public", source="transfer agent"))
    company.ask("project", "--into", str(tmp_path / "tables.db"))
    with closing(sqlite3.connect(tmp_path / "tables.db")) as tables:
        entries = tables.execute("SELECT type, source FROM seriesd_entries WHERE entry = 'count'").fetchall()
        flags = tables.execute("SELECT code, entry, touches_price, touches_balances FROM seriesd_flags").fetchall()
        due = tables.execute("SELECT kind, about, holder, due FROM seriesd_calendar WHERE kind = 'balance'").fetchall()
    assert entries == [("balance_asserted", "transfer agent")]
    assert flags == [("assertion_fails", "count", 1, 1)]
    assert due == [("balance", "count", "Public", "2006-02-01")]
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        losses = package_of(ledger.log(), date(2006, 12, 31), datetime(2026, 1, 1, tzinfo=UTC)).losses
    assert ("balance_asserted", ("count",)) in [(one.code, one.entries) for one in losses]

"""A number that nobody stated is called assumed in what the command answers, wherever a delivery is shown.

26 Series D at .0033 are 26 x 3,367 = 87,542, and 10 are 33,670. The late option makes the price of 3 January
(10,000,000 x .0033 + 6,000) / 15,000,000 = .0026, by which 26 should have given 111,111 and 10 42,735.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands.api.ledger import Ledger, open_ledger
from tests.docs.command import seriesd
from tests.exports.test_assumed_deliveries import ALL, LATE, SAID, SILENT, SPLIT, START, TOLD
from tests.render.reports import words_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a ledger in which the late option was recorded last."""
    record(tmp_path, *ALL)
    return tmp_path


def record(folder: Path, *entries: dict[str, Any]) -> None:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        one_by_one(ledger, *entries)


def one_by_one(ledger: Ledger, *entries: dict[str, Any]) -> None:
    for entry in entries:
        ledger.record([entry])


def text(folder: Path, *words: str) -> str:
    answered = seriesd(*words, folder=folder)
    assert answered.returncode == 0, answered.stderr
    return re.sub(r"\s+", " ", answered.stdout)


def document(folder: Path, *words: str) -> Any:
    return json.loads(seriesd(*words, "--json", folder=folder).stdout)


def test_recording_lists_what_is_assumed(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        made = ledger.record([*START, SILENT, SAID])
        assert [(*one,) for one in made.assumed] == [("silent", 26, 87_542)]
        assert ledger.record([SAID]).assumed == []
        assert ledger.record([TOLD]).assumed == []
        silent = {**SILENT, "shares": 27}
        again = {
            "type": "entry_corrected",
            "effective": "2006-02-02",
            "entry": "silent",
            "with": silent,
            "reason": "one more",
        }
        # 27 x 3,367 = 90,909
        assert [one.common_shares for one in ledger.record([again]).assumed] == [90_909]


def test_the_json_of_record_has_it(tmp_path: Path) -> None:
    (tmp_path / "journal.json").write_text(json.dumps([*START, SILENT, SAID, LATE]))
    # put in the order of their dates, the option comes first: 26 x 11.1111 / .0026 = 111,111
    said = [{"entry": "silent", "converted": 26, "common_shares": 111_111}]
    assert document(tmp_path, "check", "journal.json")["assumed"] == said
    assert document(tmp_path, "record", "journal.json")["assumed"] == said


def test_an_automatic_conversion_is_among_them(folder: Path) -> None:
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        made = ledger.record(SPLIT)
    # 990 x 11.1111 / 26 = 423.07...
    assert [(one.entry, one.converted, one.common_shares) for one in made.assumed] == [(made.written[0], 990, 423)]
    assert "Fund converted 990 Series D into 423 shares (assumed) automatically, because of split" in text(
        folder, "entries"
    )


def test_the_list_of_entries_says_what_was_delivered_and_how_that_is_known(folder: Path) -> None:
    said = text(folder, "entries")
    assert "delivered: 87,542 of Common, assumed, since nobody stated it" in said
    assert "delivered: 33,670 of Common, as stated" in said
    listed = {one["id"]: one for one in document(folder, "entries")["entries"]}
    assert {name: one["assumed"] for name, one in listed.items() if "assumed" in one} == {"silent": True, "said": False}


def test_an_edit_shows_the_number_becoming_a_stated_one(folder: Path) -> None:
    record(folder, TOLD)
    said = text(folder, "explain", "told")
    assert "delivery.assumed yes no changed" in said
    listed = {one["id"]: one for one in document(folder, "entries")["entries"]}
    assert (listed["silent"]["assumed"], listed["told"]["assumed"]) == (True, False)


def test_differences_say_which_number_is_assumed(folder: Path) -> None:
    found = document(folder, "what-if", "--without", "late", "--on", "2006-01-05")["differences"]
    messages = [one["message"] for one in found]
    assert (
        "the Common that silent should have given would be 87,542, and is 111,111; 87,542 assumed as delivered"
        in messages
    )
    assert "the Common that said should have given would be 33,670, and is 42,735; 33,670 delivered" in messages


def test_a_conversion_delivered_anew_in_a_scenario_is_assumed_on_both_sides(folder: Path) -> None:
    """13 x 11.1111 / .0026 = 55,555.5."""
    found = document(folder, "what-if", "--change", "silent", "shares=13", "--on", "2006-01-05")["differences"]
    messages = [one["message"] for one in found]
    both = "both are assumed, since nobody stated them"
    assert f"the Common delivered on silent would be 55,555, and is 87,542; {both}" in messages
    found = document(folder, "what-if", "--change", "silent", "common_shares=87000", "--on", "2006-01-05")[
        "differences"
    ]
    messages = [one["message"] for one in found]
    one = "87,542 is assumed, since nobody stated it"
    assert f"the Common delivered on silent would be 87,000, and is 87,542; {one}" in messages


def test_the_movements_of_a_balance_say_it(folder: Path) -> None:
    said = text(folder, "explain", "--holders", "--on", "2006-02-01", "--depth", "2")
    assert "silent Fund converted 26 shares; the Common for them is assumed as the ledger worked it out 87,542" in said
    assert "said Fund converted 10 shares 33,670" in said


def test_readings_weigh_a_conversion_with_how_its_number_is_known(folder: Path) -> None:
    (switch,) = [
        one
        for one in document(folder, "readings", "--on", "2006-02-01")["switches"]
        if one["name"] == "conversion_amount"
    ]
    assert [(one["entry"], one["delivered"], one["stated"]) for one in switch["conversions"]] == [
        ("silent", 87_542, False),
        ("said", 33_670, True),
    ]


def test_the_notice_of_conversion_says_it(folder: Path) -> None:
    assert "87,542 (assumed, since nothing states it)" in text(folder, "notice", "conversion", "--entry", "silent")
    assert "33,670 (as stated)" in text(folder, "notice", "conversion", "--entry", "said")
    assert document(folder, "notice", "conversion", "--entry", "silent")["stated"] is False


def test_the_sum_in_a_notice_of_adjustment_says_it(folder: Path) -> None:
    """A is 10,000,000 + 87,542 + 33,670 = 10,121,212 outstanding, and 5,000,000 deemed issued."""
    record(
        folder,
        {"type": "common_issued", "id": "sale", "effective": "2006-02-01", "holder": "Buyers", "shares": 10**6,
         "consideration": {"cash": 1000}},
    )  # fmt: skip
    said = text(folder, "notice", "adjustment", "--on", "2006-02-01", "--holder", "Fund")
    assert "Fund converted 26 shares; the Common for them is assumed as the ledger worked it out 87,542" in said
    assert "Fund converted 10 shares 33,670" in said


def test_the_report_on_the_company_says_it_on_paper(folder: Path) -> None:
    done = seriesd("export", "--format", "pdf", "--on", "2006-02-01", "-o", "report.pdf", folder=folder)
    assert done.stdout + done.stderr == ""
    said = re.sub(r"\s+", " ", words_of((folder / "report.pdf").read_bytes()))
    stated, assumed = said.index("Delivered as stated"), said.index("Delivered as assumed Nobody stated these numbers")
    assert stated < said.index("42,735 33,670 -9,065") < assumed < said.index("111,111 87,542 -23,569")


def test_what_ended_of_a_right_that_no_entry_counts_is_assumed(folder: Path) -> None:
    """The entry says that all of it ended, not how much that is."""
    ended = {"type": "right_terminated", "id": "lapse", "effective": "2006-03-01", "right": "X", "reason": "expired"}
    record(folder, {**ended, "source": "the register"})
    said = text(folder, "explain", "lapse")
    assert "all that was outstanding of X, 5,000,000 shares (assumed), ended unexercised (expired) (lapse)" in said


def test_a_scenario_that_is_promoted_states_nothing_that_nobody_stated(folder: Path) -> None:
    """13 x 11.1111 / .0026 = 55,555.5: worked out again by the correction, and so assumed as before."""
    assert seriesd("scenario", "save", "thirteen", "--change", "silent", "shares=13", folder=folder).returncode == 0
    assert len(document(folder, "scenario", "promote", "thirteen")["assumed"]) == 1
    with open_ledger(str(folder / "seriesd.db")) as ledger:
        conversions = ledger.audit([]).conversions
    assert [(one.entry, one.delivered, one.stated) for one in conversions] == [
        ("silent", 55_555, False),
        ("said", 33_670, True),
    ]


def test_a_payment_of_accruals_that_states_no_amount_is_assumed_to_be_of_all(folder: Path) -> None:
    """.0001 a Common: 11.1111 / .0026 = 4,273.5 Common for one Series D, so .42735 is accrued on it."""
    unpaid = {
        "type": "cash_dividend_paid",
        "effective": "2006-03-01",
        "per_share": "0.0001",
        "series_d": "unpaid",
        "out_of_earnings": True,
    }
    paid = {"type": "accrued_dividends_paid", "id": "part", "effective": "2006-04-01", "per_share": "0.2"}
    record(folder, unpaid, paid, {"type": "accrued_dividends_paid", "id": "rest", "effective": "2006-05-01"})
    said = text(folder, "dividends")
    assert "accruals of 0.2 a share were paid on 2006-04-01 (part)" in said
    assert "accruals of 0.22735 a share (assumed: all that was accrued) were paid on 2006-05-01 (rest)" in said
    payments = document(folder, "dividends")["payments"]
    assert [(one["entry"], one["assumed"]) for one in payments] == [("part", False), ("rest", True)]


def test_the_cap_table_says_what_of_a_balance_is_assumed(folder: Path) -> None:
    """87,542 of the 121,212; of 71,212 after a gift of 50,000 all; 8.7542 and 423 of the 435 after 10,000 : 1."""
    assert document(folder, "holders", "--on", "2006-01-02").keys() >= {"holders"}
    assert "assumed" not in document(folder, "holders", "--on", "2006-01-02")
    assert document(folder, "holders", "--on", "2006-02-01")["assumed"] == {"Fund": 87_542}
    note = (
        "Common that rests on deliveries of which nobody stated the number, so that it is assumed (A8): 87,542 of Fund."
    )
    assert note in text(folder, "holders", "--on", "2006-02-01")
    seriesd("project", folder=folder)
    assert document(folder, "holders", "--on", "2006-02-01")["assumed"] == {"Fund": 87_542}
    gift = {"type": "shares_transferred", "effective": "2006-02-02", "stock": "common", "from": "Fund", "to": "Friend",
            "shares": 50_000}  # fmt: skip
    renamed = {"type": "holder_renamed", "effective": "2006-02-03", "from": "Fund", "to": "Fund LLC"}
    record(folder, gift, renamed)
    assert document(folder, "holders", "--on", "2006-02-04")["assumed"] == {"Fund LLC": 71_212}


def test_the_cap_table_counts_what_is_assumed_in_the_share_units_of_its_day(folder: Path) -> None:
    record(folder, *SPLIT)
    found = document(folder, "holders", "--on", "2006-03-01")
    assert (found["holders"]["Fund"]["common"], found["assumed"]) == (435, {"Fund": 431})


def test_a_statement_says_what_is_assumed_and_what_is_due_beside_it(folder: Path) -> None:
    said = text(folder, "statement", "Fund", "--on", "2006-02-01", "--since", "2006-01-20")
    assert "Of its 121,212 Common, 87,542 (assumed) rest on conversions of which nobody stated" in said
    silent = "January 3, 2006 (silent): 111,111 due, 87,542 (assumed) delivered, so 23,569 are still due"
    assert f"{silent}, in the share units of that day (A8, A30)." in said  # though it lies before the day of --since
    assert "January 3, 2006 (said): 42,735 due, 33,670 delivered, so 9,065 are still due" in said
    assert said.index("(silent)") < said.index("Very truly yours")
    whole = text(folder, "statement", "Fund", "--on", "2006-02-01")
    assert "2006-01-03 silent conversion (assumed) Common +87,542 87,542" in whole
    assert "2006-01-03 said conversion Common +33,670 121,212" in whole
    assert "111,111 87,542 (assumed) -23,569" in whole
    assert "42,735 33,670 -9,065" in whole
    assert "share units of its day" not in whole
    (one,) = document(folder, "statement", "Fund", "--on", "2006-02-01", "--since", "2006-01-20")["statements"]
    assert (one["assumed"], one["conversions"]) == (87_542, [])
    assert [(each["entry"], each["due"] - each["delivered"]) for each in one["differences"]] == [
        ("silent", 23_569),
        ("said", 9_065),
    ]


def test_a_statement_of_after_a_split_says_in_which_units_the_figures_of_before_are(folder: Path) -> None:
    record(folder, *SPLIT)
    said = text(folder, "statement", "Fund", "--on", "2006-03-01")
    assert said.count("What stands before a split, or a dividend in Common, is in the share units of its day.") == 2
    assert "automatic conversion (assumed) Common +423 435" in said
    (one,) = document(folder, "statement", "Fund", "--on", "2006-03-01")["statements"]
    assert [(each["entry"] in ("silent", "said"), each["restated"]) for each in one["conversions"]] == [
        (True, True),
        (True, True),
        (False, False),
    ]

"""What is due and overdue: certificates (4C, 4D), notices (4K, 4L), rights past their expiry, inquiries (4E(5))."""

import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from projections.answers.due import business_days
from projections.answers.due.business_days import add_business_days
from tests.rights.closed_days import FILE, differences
from tests.rights.company import BOARD, Company, converts, option_x


@pytest.mark.parametrize(
    ("start", "calendar", "due"),
    [
        (date(2006, 6, 30), "US", date(2006, 7, 10)),  # a weekend and the Fourth of July
        (date(2006, 4, 12), "US", date(2006, 4, 19)),  # on Good Friday the banks are open
        (date(2006, 4, 12), "NYSE", date(2006, 4, 20)),  # and the exchange is not
        (date(2005, 12, 24), "US", date(2006, 1, 3)),  # from a Saturday; both holidays fall on Sundays
    ],
)
def test_five_business_days(start: date, calendar: str, due: date) -> None:
    assert add_business_days(start, 5, calendar) == due


def test_the_clock_of_a_certificate_starts_with_the_later_of_conversion_and_surrender(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100, Bo=50)
    company.record(
        converts("Ada", 40, "2006-06-30", id="a", surrendered="2006-06-28", register_to="Cy"),
        converts("Bo", 50, "2006-06-28", id="b", surrendered="2006-06-30"),
        converts("Ada", 10, "2006-06-30", id="c"),
    )
    assert company.calendar("2006-07-10", "certificate") == [
        ("2006-07-10", "a", "Ada", "due"),  # the holder's, in whose name soever it is registered (A53)
        ("2006-07-10", "b", "Bo", "due"),
        (None, "c", "Ada", "waiting"),
    ]
    balance = company.calendar("2006-07-11", "balance_certificate")
    assert balance == [("2006-07-10", "a", "Ada", "overdue"), (None, "c", "Ada", "waiting")]
    delivered = {"type": "certificate_delivered", "effective": "2006-07-10"}
    company.record(
        delivered | {"conversion": "a"},
        delivered | {"conversion": "a", "kind": "balance"},
        delivered | {"conversion": "b", "effective": "2006-07-12"},
    )
    assert [one[3] for one in company.calendar("2006-07-11", "certificate")] == ["done", "overdue", "waiting"]
    assert [one[3] for one in company.calendar("2006-07-12", "certificate")] == ["done", "done_late", "waiting"]
    assert company.calendar("2006-07-12", "balance_certificate")[0][3] == "done"


def test_the_calendar_and_the_days_are_terms(tmp_path: Path) -> None:
    terms = {"business_calendar": "NYSE", "certificate_delivery_business_days": 2}
    company = Company(tmp_path, terms=terms, Ada=100)
    company.record(converts("Ada", 100, "2006-04-12", id="a", surrendered="2006-04-12"))
    assert company.calendar("2006-04-12", "certificate") == [("2006-04-17", "a", "Ada", "due")]


def test_every_adjustment_is_to_be_told_to_each_holder_at_once(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100, Bo=50)
    company.record(
        option_x(),
        {"type": "common_issued", "id": "same-day", "effective": "2006-02-01", "holder": "F", "shares": 1_000_000},
        converts("Bo", 50, "2006-02-05"),
        {"type": "common_split", "id": "split", "effective": "2006-03-01", "old": 1, "new": 2},
    )
    kind = "adjustment_notice"
    assert [one[1:] for one in company.calendar("2006-02-01", kind)] == [
        ("X", "Ada", "due"),
        ("X", "Bo", "due"),
        ("same-day", "Ada", "due"),
        ("same-day", "Bo", "due"),
    ]
    sent = {"type": "notice_sent", "kind": "adjustment", "effective": "2006-02-20"}
    company.record(sent | {"holder": "Ada", "about": "X"}, sent | {"holder": "Bo"})  # one covers a day's (A53)
    assert {one[3] for one in company.calendar("2006-02-20", kind)} == {"done"}
    assert {one[3] for one in company.calendar("2006-02-19", kind)} == {"overdue"}
    # Bo has converted by the time of the split; Ada has not been told of it
    assert company.calendar("2006-03-02", kind)[4:] == [("2006-03-01", "split", "Ada", "overdue")]
    late = company.ask("calendar", "--on", "2006-03-11")["items"]
    assert [one["days_since_due"] for one in late if one["about"] == "split" and one["clause"] == "4K"] == [10]


def test_a_readjustment_and_an_amendment_are_adjustments_too(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(
        option_x(),
        {"type": "right_terminated", "id": "end", "effective": "2006-03-01", "right": "X"},
        {"type": "consent_given", "effective": "2006-03-02", "holder": "Ada", "action": "P"},
        {
            "type": "terms_amended",
            "id": "amend",
            "effective": "2006-03-02",
            "action": "P",
            "term": "conversion_price",
            "value": "0.003",
        },
    )
    assert [one[1] for one in company.calendar("2006-03-02", "adjustment_notice")] == ["X", "end", "amend"]


def test_notice_of_a_dividend_is_mailed_fifteen_days_before_the_record_date(tmp_path: Path) -> None:
    # A53: record date 20 January, mailed by 5 January
    company = Company(tmp_path, Ada=100, Bo=50)
    sent = {"type": "notice_sent", "kind": "dividend", "about": "div"}
    paid = {"type": "cash_dividend_paid", "id": "div", "effective": "2006-02-01", "per_share": "0.01"}
    paid["out_of_earnings"] = True
    company.record(sent | {"effective": "2006-01-05", "holder": "Ada"})
    company.record(sent | {"effective": "2006-01-06", "holder": "Bo"})
    assert company.record(paid | {"record_date": "2006-01-20"}) == ["notice_late_or_missing"]
    assert company.calendar("2006-01-05", "dividend_notice") == [
        ("2006-01-05", "div", "Ada", "done"),
        ("2006-01-05", "div", "Bo", "due"),
    ]
    assert [one[3] for one in company.calendar("2006-01-06", "dividend_notice")] == ["done", "done_late"]
    after = sent | {"effective": "2006-02-02", "holder": "Ada"}
    assert company.record(after) == ["notice_late_or_missing"]
    assert company.record(after | {"holder": "Zoe", "about": "other"}) == ["notice_to_non_holder"]


def test_which_events_need_which_notice(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "stock_dividend_paid", "id": "stock", "effective": "2006-03-01", "per_share": "0.1"},
        {"type": "common_split", "id": "split", "effective": "2006-03-02", "old": 1, "new": 2},
        {"type": "reorganized", "id": "merger", "effective": "2006-03-03", "exchange_ratio": 1, "provision": "kept"},
        {"type": "liquidated", "id": "end", "effective": "2006-03-04", "assets": 1},
        option_x(id="rights", effective="2006-03-05", kind="right", exercise_price=1),
        option_x(id="option", effective="2006-03-05", right="Y", exercise_price=1),
        {
            "type": "distribution_made",
            "id": "assets",
            "effective": "2006-03-06",
            "fair_value": 1,
            "market_price": 1,
            "record_date": "2006-03-05",
        },
    )
    items = company.ask("calendar", "--on", "2006-03-10")["items"]
    assert {one["about"]: (one["due"], one["kind"]) for one in items if one["clause"] == "4L"} == {
        "stock": ("2006-02-14", "dividend_notice"),
        "split": ("2006-02-15", "reorganization_notice"),
        "merger": ("2006-02-16", "reorganization_notice"),
        "end": ("2006-02-17", "dissolution_notice"),
        "rights": ("2006-02-18", "subscription_notice"),
        "assets": ("2006-02-18", "dividend_notice"),
    }


def test_a_right_past_its_expiry_is_listed_shown_and_recorded_on_request(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(expires="2006-06-30"))
    assert company.calendar("2006-06-30", "expiry") == []
    assert company.calendar("2006-07-01", "expiry") == [("2006-06-30", "X", "Opt", "overdue")]
    shown = company.run("calendar", "--on", "2006-07-01", "--record-due")
    assert "2006-06-30  X (option): expired" in shown.stdout
    assert "Nothing is written" in shown.stdout
    assert company.calendar("2006-07-01", "expiry") != []
    done = company.ask("calendar", "--on", "2006-07-01", "--record-due", "--yes")
    assert (done["recorded"], done["expiries"][0]["effective"]) == (1, "2006-06-30")
    assert company.calendar("2006-07-01", "expiry") == []
    assert [company.price(day) for day in ("2006-06-30", "2006-07-01")] == ["13/5000", "33/10000"]
    again = company.ask("calendar", "--on", "2006-07-01", "--record-due", "--yes")
    assert (again["recorded"], again["expiries"]) == (0, [])


def test_only_the_stage_that_ends_expires(tmp_path: Path) -> None:
    # 2,000,000 of X have become convertible securities, which have no end of their own
    company = Company(tmp_path, Ada=100)
    company.record(
        option_x(expires="2006-06-30", conversion_price=0),
        {"type": "right_exercised", "effective": "2006-03-01", "right": "X", "shares": 2_000_000},
        {
            "type": "convertible_issued",
            "effective": "2006-03-01",
            "right": "N",
            "holder": "Lender",
            "shares": 10,
            "consideration": {"cash": 10},
            "matures": "2006-05-31",
        },
    )
    assert [one[1] for one in company.calendar("2006-07-01", "expiry")] == ["N", "X"]
    company.ask("calendar", "--on", "2006-07-01", "--record-due", "--yes")
    rights = company.ask("holders", "--on", "2006-07-01")["rights"]
    assert {name: one["outstanding"]["exact"] for name, one in rights.items()} == {"X": "2000000"}
    assert company.calendar("2006-07-02", "expiry") == []


def test_an_inquiry_waits_for_the_boards_written_answer(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    asked = BOARD | {"inquired": "2006-02-03"}
    grant = option_x(consideration={"cash": 1000, "property": 1}, determination=asked)
    company.record(grant)
    assert company.calendar("2006-02-05", "answer") == [("2006-02-03", "X", None, "open")]
    answered = grant | {"determination": asked | {"answered": "2006-02-10"}}
    correction = {"type": "entry_corrected", "effective": "2006-02-10", "entry": "X", "reason": "answered"}
    company.record(correction | {"with": answered})
    assert company.calendar("2006-02-10", "answer") == [("2006-02-03", "X", None, "done")]


def test_the_shortfall_of_common_is_information_and_not_enforced(tmp_path: Path) -> None:
    company = Company(tmp_path, authorized=10_000_001, Ada=100)
    told = company.ask("calendar", "--on", "2006-02-01")
    assert (told["items"], len(told["information"])) == ([], 1)
    assert "336,700 shares of Common, 336,699 more than" in told["information"][0]
    assert company.run("calendar", "--on", "2006-02-01").stdout.count("4L(2)") == 1


def test_options_that_do_not_go_together_are_wrong_usage(tmp_path: Path) -> None:
    company = Company(tmp_path)
    assert company.run("calendar", "--yes").returncode == 2
    assert company.run("calendar", "--record-due", "--as-known", "2006-01-01").returncode == 2
    assert "0 open" in company.run("calendar", "--on", "2006-01-01").stdout
    assert "No right has expired" in company.run("calendar", "--record-due", "--on", "2006-01-01").stdout


def test_the_last_mailing_day_is_before_the_record_date_or_the_event_whichever_is_first(tmp_path: Path) -> None:
    # A53: fifteen calendar days, over the end of February, in a leap year too; both limbs of the first 4L for a merger
    company = Company(tmp_path, Ada=100)
    merger = {"type": "reorganized", "exchange_ratio": 1, "provision": "kept"}
    company.record(
        merger | {"id": "a", "effective": "2006-03-20", "record_date": "2006-03-15"},
        merger | {"id": "b", "effective": "2006-03-20"},
        merger | {"id": "c", "effective": "2008-03-15"},
        {"type": "liquidated", "id": "d", "effective": "2009-01-10", "record_date": "2009-01-05", "assets": 1},
    )
    due = {about: day for day, about, *_ in company.calendar("2006-01-03", "reorganization_notice")}
    assert due == {"a": "2006-02-28", "b": "2006-03-05", "c": "2008-02-29"}
    assert company.calendar("2009-01-10", "dissolution_notice") == [("2008-12-21", "d", "Ada", "overdue")]
    other = Company(tmp_path / "other", terms={"notice_days": 30}, Ada=1)
    other.record(merger | {"id": "a", "effective": "2006-03-20", "record_date": "2006-03-15"})
    assert other.calendar("2006-03-20", "reorganization_notice") == [("2006-02-13", "a", "Ada", "overdue")]


def test_the_first_and_the_last_day_of_the_calendar(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "stock_dividend_paid", "id": "old", "effective": "0001-01-03", "per_share": 1},
        converts("Ada", 10, "9999-12-31", id="last", surrendered="9999-12-31"),
        option_x(effective="9999-12-31", expires="9999-12-31"),
    )
    assert company.calendar("9999-12-31", "certificate") == [("9999-12-31", "last", "Ada", "due")]
    assert company.calendar("9999-12-31", "expiry") == []
    assert company.calendar("0001-01-03", "dividend_notice") == []


def test_a_dividend_on_common_by_its_name_needs_the_same_notice(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    paid = {"type": "cash_dividend_paid", "id": "div", "effective": "2006-02-01", "per_share": "0.01"}
    paid["out_of_earnings"] = True
    assert company.record(paid | {"dividend_on": "Common"}) == ["notice_late_or_missing"]
    assert company.calendar("2006-02-01", "dividend_notice") == [("2006-01-17", "div", "Ada", "overdue")]


def test_a_missing_notice_of_an_offer_to_subscribe_is_said_of_the_offer(tmp_path: Path) -> None:
    # 4L(2): rights given on 1 February are to be announced by 17 January
    company = Company(tmp_path, Ada=100)
    offer = option_x(kind="right", exercise_price=1)
    assert company.record(offer) == ["notice_late_or_missing", "right_to_all_holders", "far_from_last_prices"]
    told = {"type": "notice_sent", "kind": "subscription", "holder": "Ada", "about": "Y"}
    company.record(told | {"effective": "2006-01-17"})
    assert company.record(offer | {"id": "Y", "right": "Y"}) == [
        "right_to_all_holders",
        "far_from_last_prices",
        "probably_the_same",
    ]


def test_the_table_of_closed_days_is_as_the_library_has_it() -> None:
    # what a newer library says otherwise would move deadlines that were told: here it is said, and decided by hand
    assert differences() == []


def test_another_table_is_another_edition() -> None:
    found = sha256(FILE.read_bytes()).hexdigest()
    assert (business_days.EDITION, found) == ("1", "3d173c103314fe8403afddc6f2a51f7a3343580d78f115ab63ddce1925a83098")


def test_a_deadline_is_counted_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "holidays", None)
    business_days._holidays.cache_clear()
    assert add_business_days(date(2006, 6, 30), 5, "US") == date(2006, 7, 10)
    assert add_business_days(date(2006, 6, 30), 0, "US") == date(2006, 6, 30)
    assert add_business_days(date(2060, 12, 24), 1, "NYSE") == date(2060, 12, 27)  # Christmas is a Saturday


@pytest.mark.parametrize("calendar", ["US", "NYSE"])
def test_before_and_after_the_table_the_same_days_count_as_at_its_ends(calendar: business_days.Calendar) -> None:
    for year in (business_days.FIRST_YEAR - 1, business_days.LAST_YEAR):
        assert not business_days.is_open(date(year, 12, 25), calendar)
        assert add_business_days(date(year, 12, 31), 1, calendar) > date(year + 1, 1, 1)


def test_a_calendar_says_by_which_table_its_deadlines_are_counted(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.ask("calendar", "--on", "2006-04-12")["counted_by"] == []
    company.record(converts("Ada", 100, "2006-04-12", id="a", surrendered="2006-04-12"))
    (said,) = company.ask("calendar", "--on", "2006-04-12")["counted_by"]
    assert "by the calendar US (federal holidays of the United States), a term" in said
    assert "own table, edition 1, made from holidays 0.109" in said
    assert said in " ".join(company.run("calendar", "--on", "2006-04-12").stdout.split())

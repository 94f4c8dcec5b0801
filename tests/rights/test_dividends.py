"""Section 2, and accruals under section 3 (A39, A42, A50). One Series D stands for 3,367 Common at .0033."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.rights.company import BOARD, Company, consents, converts, exacts

OPTION = {
    "type": "option_granted",
    "effective": "2006-02-01",
    "right": "X",
    "holder": "O",
    "shares": 5_000_000,
    "exercise_price": "0.001",
    "consideration": {"cash": 1000},
}
"""(33,000 + 1,000 + 5,000) / 15,000,000 = .0026."""

SALE = {
    "type": "common_issued",
    "effective": "2006-02-10",
    "holder": "F",
    "shares": 5_000_000,
    "consideration": {"cash": 6000},
}
"""(33,000 + 6,000) / 15,000,000 = .0026."""


def dividend(on: str, per_share: str, **fields: Any) -> dict[str, Any]:
    given = {"id": f"dividend-{on}", "effective": on, "per_share": per_share, "out_of_earnings": True}
    return {"type": "cash_dividend_paid", **given, **fields}


def due(company: Company, on: str) -> list[dict[str, str]]:
    answer = company.ask("dividends", "--on", on)["dividends"]
    return [exacts({name: one["due"] or {"exact": None} for name, one in row["holders"].items()}) for row in answer]


def test_each_holder_gets_what_its_whole_shares_of_common_would(tmp_path: Path) -> None:
    # after X the price is .0026: 100 x 11.1111 / .0026 = 427,350 and 3 x ... = 12,820.5, so 12,820; at .01 a share
    company = Company(tmp_path, Ada=100, Bo=3)
    company.record(
        OPTION,
        dividend("2006-03-01", "0.01"),
    )
    row = company.ask("dividends", "--on", "2006-03-01")["dividends"][0]
    assert {name: one["as_converted"] for name, one in row["holders"].items()} == {"Ada": 427_350, "Bo": 12_820}
    assert due(company, "2006-03-01") == [{"Ada": "8547/2", "Bo": "641/5"}]
    assert (row["series_d"], row["total"]["exact"]) == ("paid", "44017/10")
    assert company.price("2006-03-02") == "13/5000"  # 4H exempts cash dividends


def test_price_and_holdings_are_those_of_the_record_date(tmp_path: Path) -> None:
    # on the record date Ada has 100 at .0033; before the payment she converts 40 and the price falls to .0026
    company = Company(tmp_path, Ada=100)
    company.record(
        SALE,
        converts("Ada", 40, "2006-02-12"),
        dividend("2006-03-01", "0.01", record_date="2006-02-01", series_d="unpaid"),
    )
    assert due(company, "2006-03-01") == [{"Ada": "3367"}]  # 336,700 x .01
    # accrued per share: .01 x 3,367 = 33.67
    assert company.ask("dividends", "--on", "2006-03-01")["accrued_per_share"]["exact"] == "3367/100"
    assert company.refused(dividend("2006-04-01", "1", record_date="2006-04-02")) == ("record_date_after_event", "4L")


MERGER = {
    "type": "reorganized",
    "effective": "2006-02-10",
    "exchange_ratio": 1,
    "reflected_value": "0.003",
    "provision": "assumed",
}


@pytest.mark.parametrize(
    ("before", "record_date", "as_converted"),
    [
        ([SALE], "2006-02-10", "3367"),  # the day of the sale still has .0033
        ([SALE], "2006-02-11", "8547/2"),  # 11.1111 / .0026
        ([SALE, MERGER], "2006-02-09", "3367"),
        # that day .0033 falls to .003 at once, though .0026 comes after the close: 11.1111 / .003 = 3,703.7
        ([SALE, MERGER], "2006-02-10", "37037/10"),
        ([SALE, MERGER], "2006-02-11", "8547/2"),
    ],
)
def test_what_accrues_is_measured_on_the_record_date(
    tmp_path: Path, before: list[dict[str, Any]], record_date: str, as_converted: str
) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(*before, dividend("2006-03-01", "0.01", record_date=record_date, series_d="unpaid"))
    # .01 on each share of 100 Series D, and on each of one
    assert due(company, "2006-03-01") == [{"Ada": as_converted}]
    accrued = company.ask("dividends", "--on", "2006-03-01")["accrued_per_share"]["exact"]
    assert Fraction(accrued) == Fraction(as_converted) / 100


NEVER_PAID = {"record_date": "2006-02-10", "series_d": "unpaid"}


def accrued(company: Company, on: str) -> str:
    return company.ask("dividends", "--on", on)["accrued_per_share"]["exact"]


def test_nothing_accrues_where_nobody_held_series_d_on_the_record_date(tmp_path: Path) -> None:
    # Ada converts all on 9 February; Bo, who holds nothing on the 10th, is due nothing for it
    company = Company(tmp_path, Ada=100)
    bo = {"type": "series_d_issued", "holder": "Bo", "shares": 100}
    company.record(
        converts("Ada", 100, "2006-02-09"),
        bo | {"effective": "2006-02-11"},
        dividend("2006-03-01", "0.01", **NEVER_PAID),
    )
    assert due(company, "2006-03-01") == [{}]
    assert accrued(company, "2006-03-01") == "0"
    # a late entry says that Bo held one on the record date: .01 x 3,367 on each share
    company.record(bo | {"effective": "2006-02-10", "shares": 1})
    assert due(company, "2006-03-01") == [{"Bo": "3367/100"}]
    assert accrued(company, "2006-03-01") == "3367/100"


def test_nothing_accrues_for_a_record_date_before_the_first_series_d(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(dividend("2006-03-01", "0.01", record_date="2005-09-07", series_d="unpaid"))
    assert accrued(company, "2006-03-01") == "0"


def test_nothing_accrues_onto_shares_that_are_not_there(tmp_path: Path) -> None:
    # Ada is due .01 x 336,700 and converts all before the payment: no share is left whose preference could grow
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 100, "2006-02-11"), dividend("2006-03-01", "0.01", **NEVER_PAID))
    assert due(company, "2006-03-01") == [{"Ada": "3367"}]
    assert accrued(company, "2006-03-01") == "0"


def test_a_price_of_zero_on_the_record_date_measures_nothing(tmp_path: Path) -> None:
    # with all Common in treasury an issue for nothing leaves no price: (0 x .0033 + 0) / 10; the holders agree on 2
    # a day after the record date
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "treasury_acquired", "effective": "2006-02-08", "holder": "Public", "shares": 10_000_000},
        {"type": "common_issued", "effective": "2006-02-09", "holder": "F", "shares": 10},
        consents("Ada", "P", "2006-02-11"),
        {"type": "terms_amended", "effective": "2006-02-11", "action": "P", "term": "conversion_price", "value": 2},
    )
    assert company.refused(dividend("2006-03-01", "1", **NEVER_PAID)) == ("price_is_zero", "2")


def test_a_readjustment_forthwith_counts_on_its_own_day(tmp_path: Path) -> None:
    # X lowered the price to .0026; it lapses on the record date, and .0033 is back at once (A3)
    company = Company(tmp_path, Ada=100, terms={"interpretations": {"readjustment_effective": "forthwith"}})
    company.record(
        OPTION,
        {"type": "right_terminated", "effective": "2006-02-10", "right": "X"},
        dividend("2006-03-01", "0.01", record_date="2006-02-10", series_d="unpaid"),
        dividend("2006-03-02", "0.01", record_date="2006-02-09", series_d="unpaid"),
    )
    assert due(company, "2006-03-01") == [{"Ada": "3367"}]
    # 33.67 a share, then as much Common as (11.1111 + 0) / .0026 gives, at .01: 42.735
    assert company.ask("dividends", "--on", "2006-03-02")["accrued_per_share"]["exact"] == "15281/200"


def test_a_split_between_record_and_payment_moves_shares_and_not_the_money(tmp_path: Path) -> None:
    # 33,670 Common on the record date are 67,340 of half the value when .005 is paid on each
    company = Company(tmp_path, Ada=10)
    company.record({"type": "common_split", "effective": "2006-02-10", "old": 1, "new": 2})
    company.record(dividend("2006-03-01", "0.005", record_date="2006-02-01", series_d="unpaid"))
    assert due(company, "2006-03-01") == [{"Ada": "3367/10"}]
    assert company.ask("dividends", "--on", "2006-03-01")["accrued_per_share"]["exact"] == "3367/100"


def test_what_is_unpaid_feeds_the_preference_until_it_is_paid(tmp_path: Path) -> None:
    # .001 x 3,367 = 3.367 a share; the preference is 14.4781, and 100 convert into 1,447.81 / .0033 = 438,730.3...
    company = Company(tmp_path, Ada=100, Bo=50)
    codes = company.record(dividend("2006-03-01", "0.001", series_d="unpaid"))
    assert codes == ["notice_late_or_missing", "dividend_not_paid_to_series_d"]
    answer = company.ask("dividends", "--on", "2006-03-02")
    assert exacts(answer["accrued"]) == {"Ada": "3367/10", "Bo": "3367/20"}
    assert company.record(converts("Ada", 100, "2006-03-02")) == ["conversion_with_accruals"]
    assert company.ask("holders", "--on", "2006-03-02")["holders"]["Ada"]["common"] == 438_730
    # what was accrued on Ada's was converted with them
    assert company.calendar("2006-03-05", "dividend") == [("2006-03-01", "dividend-2006-03-01", "Bo", "overdue")]
    company.record({"type": "accrued_dividends_paid", "id": "paid", "effective": "2006-03-06"})
    later = company.ask("dividends", "--on", "2006-03-06")
    assert [(one["entry"], exacts(one["holders"])) for one in later["payments"]] == [("paid", {"Bo": "3367/20"})]
    assert later["accrued_per_share"]["exact"] == "0"
    assert company.calendar("2006-03-06", "dividend")[1][3] == "done"
    assert company.record({"type": "accrued_dividends_paid", "effective": "2006-03-07"}) == ["nothing_accrued"]


def test_a_dividend_on_another_class_gives_nothing_and_is_flagged(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    codes = company.record(dividend("2006-03-01", "5", dividend_on="Series E", series_d="unpaid"))
    assert codes == ["dividend_on_other_class"]
    assert due(company, "2006-03-01") == [{"Ada": "0"}]
    assert company.ask("dividends", "--on", "2006-03-01")["accrued_per_share"]["exact"] == "0"


def test_a_distribution_in_kind_is_shared_in_and_lowers_the_price_as_well(tmp_path: Path) -> None:
    # A39: $20,000 on 10,000,000 shares at .01: 3,367 x .002 = 6.734 for each, and the price x .8
    company = Company(tmp_path, Ada=1)
    codes = company.record(
        {
            "type": "distribution_made",
            "effective": "2006-03-01",
            "fair_value": 20_000,
            "market_price": "0.01",
            "determination": BOARD,
            "market_price_determination": {"by": "quotation", "basis": "close", "date": "2006-02-28"},
        }
    )
    assert codes == ["notice_late_or_missing", "dividend_and_distribution", "price_moved_much"]
    assert due(company, "2006-03-01") == [{"Ada": "3367/500"}]
    assert company.price("2006-03-02") == "33/12500"


def test_a_stock_dividend_is_no_payment(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record({"type": "stock_dividend_paid", "effective": "2006-03-01", "per_share": 1})
    assert due(company, "2006-03-01") == []
    assert company.price("2006-03-01") == "33/20000"


def test_the_table_for_a_person_names_holders_and_accruals(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record(dividend("2006-03-01", "0.001", series_d="unpaid"))
    shown = company.run("dividends", "--on", "2006-03-02").stdout
    assert "3,367" in shown
    assert "accrued and unpaid: 3.367 a share" in shown


def test_what_touches_a_dividend_stands_with_it(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(
        dividend("2006-01-10", "0.001", dividend_on="Series B"),
        dividend("2006-01-11", "0.001", dividend_on="Series B"),
        converts("Ada", 10, "2006-01-12", owned_before=3),
    )
    said = [(one["code"], one["more"]) for one in company.ask("dividends", "--on", "2006-02-01")["warnings"]]
    assert said == [("dividend_on_other_class", 1)]  # what a conversion misstates touches a balance and no dividend
    assert "2 notes touch this" in company.run("dividends", "--on", "2006-02-01").stdout


def test_who_converts_on_the_record_date_is_on_one_side_once(tmp_path: Path) -> None:
    # 4C: of 100 Series D 40 are Common at the close of the record date; 60 x 3,367 x .01 = 2,020.20 are due on the rest
    company = Company(tmp_path, Ada=100)
    company.record(
        converts("Ada", 40, "2006-02-01"),
        dividend("2006-03-01", "0.01", record_date="2006-02-01"),
    )
    assert due(company, "2006-03-01") == [{"Ada": "10101/5"}]
    assert company.ask("holders", "--on", "2006-02-01")["holders"]["Ada"]["common"] == 134_680


def test_on_a_record_date_before_the_first_series_d_nobody_shares(tmp_path: Path) -> None:
    # the first Series D is of 3 January: a dividend of 20 December is not its own, whenever it is paid
    company = Company(tmp_path, Ada=100)
    unpaid = dividend("2006-01-20", "0.01", series_d="unpaid", record_date="2005-12-20")
    assert company.record(unpaid) == ["notice_late_or_missing"]
    answer = company.ask("dividends", "--on", "2006-01-20")
    assert (answer["dividends"][0]["holders"], answer["accrued_per_share"]["exact"]) == ({}, "0")
    # on the day itself it shares: 3,367 x .01
    company.record(dividend("2006-01-21", "0.01", series_d="unpaid", record_date="2006-01-03"))
    assert company.ask("dividends", "--on", "2006-01-21")["accrued_per_share"]["exact"] == "3367/100"


def test_nothing_follows_from_a_price_that_was_zero_on_the_record_date(tmp_path: Path) -> None:
    # all Common is in treasury when 5 shares are given away: (0 x .0033 + 0) / (0 + 5) = 0, until all agree on .0033
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "treasury_acquired", "effective": "2006-02-01", "holder": "Public", "shares": 10_000_000},
        {"type": "common_issued", "effective": "2006-02-02", "holder": "F", "shares": 5},
        consents("Ada", "price", "2006-02-05", form="written"),
        {
            "type": "terms_amended",
            "effective": "2006-02-05",
            "action": "price",
            "term": "conversion_price",
            "value": "0.0033",
        },
    )
    assert (company.price("2006-02-03"), company.price("2006-02-06")) == ("0", "33/10000")
    unpaid = dividend("2006-02-07", "0.01", series_d="unpaid")
    assert company.refused(unpaid | {"record_date": "2006-02-03"}) == ("price_is_zero", "2")
    company.record(dividend("2006-02-08", "0.01", record_date="2006-02-03"))
    assert due(company, "2006-02-08") == [{"Ada": None}]
    company.record(unpaid | {"record_date": "2006-02-06"})
    assert company.ask("dividends", "--on", "2006-02-07")["accrued_per_share"]["exact"] == "3367/100"

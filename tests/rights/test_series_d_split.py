"""Section 1: Stated Value, register, accruals and the designated number follow a split of the Series D itself."""

from pathlib import Path
from typing import Any

from tests.rights.company import Company, consents, converts


def split(old: int, new: int, **fields: Any) -> dict[str, Any]:
    return {"type": "series_d_split", "effective": "2006-03-01", "old": old, "new": new, **fields}


def test_three_for_one_leaves_the_common_for_all_of_it_as_it_was(tmp_path: Path) -> None:
    # 11.1111 / 3 = 3.7037; 300 shares x 3.7037 / .0033 = 336,700, as for 100 before
    company = Company(tmp_path, Ada=100, Bo=1)
    company.record(split(1, 3))
    assert company.series_d("2006-03-01") == {"Ada": 300, "Bo": 3}
    price = company.ask("price", "--on", "2006-03-01")
    assert (price["in_effect"]["exact"], price["common_per_share"]["exact"]) == ("33/10000", "3367/3")
    answer = company.ask("waterfall", "--assets", "0", "--on", "2006-03-01")
    assert answer["liquidation_preference"]["exact"] == "37037/10000"
    assert answer["series_d_due"]["exact"] == "11222211/10000"
    company.record(converts("Ada", 300, "2006-03-02"))
    assert company.ask("holders", "--on", "2006-03-02")["holders"]["Ada"]["common"] == 336_700


def test_a_split_of_common_leaves_the_stated_value(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record({"type": "common_split", "effective": "2006-03-01", "old": 1, "new": 3})
    answer = company.ask("waterfall", "--assets", "0", "--on", "2006-03-01")
    assert answer["liquidation_preference"]["exact"] == "111111/10000"


def test_what_is_designated_and_was_ever_issued_follows(tmp_path: Path) -> None:
    # 101 issued, 1 of them converted: 303 of 2,700,000 are used up, 2,699,697 are left
    company = Company(tmp_path, Ada=101)
    company.record(converts("Ada", 1, "2006-02-01"), split(1, 3))
    issue = {"type": "series_d_issued", "effective": "2006-03-02", "holder": "Bo"}
    assert company.refused(issue | {"shares": 2_699_698}) == ("beyond_designated", "4M")
    company.record(issue | {"shares": 2_699_697})


def test_accruals_and_consents_are_restated_with_the_shares(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100, Bo=10)
    unpaid = {"type": "cash_dividend_paid", "effective": "2006-02-01", "per_share": "0.003", "series_d": "unpaid"}
    later = unpaid | {"id": "later", "effective": "2006-03-02", "record_date": "2006-01-31"}
    company.record(unpaid, consents("Ada", "P", "2006-02-02", shares=56), split(1, 2), later)
    # .003 x 3,367 = 10.101 a share before, 5.0505 after; the later one too, by its record date: 20.202 / 2 in all
    answer = company.ask("dividends", "--on", "2006-03-02")
    assert answer["accrued_per_share"]["exact"] == "10101/1000"
    assert answer["dividends"][1]["holders"]["Ada"]["as_converted"] == 336_700
    company.record(
        {"type": "protected_action_taken", "effective": "2006-03-03", "action": "P", "kind": "adverse_amendment"}
    )


def test_fractions_of_a_share_are_rounded_per_holder(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100, Bo=2)
    company.record(split(3, 1))
    assert company.series_d("2006-03-01") == {"Ada": 33}


def test_fractions_of_a_share_can_be_rounded_up(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100, Bo=2)
    company.record(split(3, 1, fractions="round_up"))
    assert company.series_d("2006-03-01") == {"Ada": 34, "Bo": 1}


def test_fractions_paid_out_in_cash_do_not_come_back(tmp_path: Path) -> None:
    # both designated shares are issued; each becomes half a share and is paid out, so of the one now designated (2 / 2)
    # none is left to issue (A49)
    company = Company(tmp_path, terms={"designated_shares": 2}, Ada=1, Bo=1)
    company.record(split(2, 1))
    assert company.series_d("2006-03-01") == {}
    issue = {"type": "series_d_issued", "effective": "2006-03-02", "holder": "Cy", "shares": 1}
    assert company.refused(issue) == ("beyond_designated", "4M")


def test_a_consent_for_all_remains_one_for_all(tmp_path: Path) -> None:
    # 100 of 100 shares consent; rounded up they become 67, and so does the consent: all have consented to .004
    company = Company(tmp_path, Ada=100)
    company.record(consents("Ada", "P", "2006-02-02", shares=100), split(3, 2, fractions="round_up"))
    assert company.series_d("2006-03-01") == {"Ada": 67}
    company.record(
        {
            "type": "terms_amended",
            "effective": "2006-03-02",
            "action": "P",
            "term": "conversion_price",
            "value": "0.004",
        }
    )
    assert company.ask("price", "--on", "2006-03-03")["in_effect"]["exact"] == "1/250"


def test_rounding_up_beyond_the_designated_number_is_refused(tmp_path: Path) -> None:
    company = Company(tmp_path, terms={"designated_shares": 4}, Ada=2, Bo=2)
    assert company.refused(split(3, 1, fractions="round_up")) == ("beyond_designated", "4M")
    assert company.refused(split(3, 1) | {"effective": "2005-09-05"}) == ("before_certificate", "1")

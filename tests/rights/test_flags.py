"""What a reader should know (section 5 of the reading), in `record` and in the report `flags`."""

from pathlib import Path

from tests.rights.company import Company, converts, option_x


def test_rights_without_split_protection_or_priced_off_series_d(tmp_path: Path) -> None:
    # A27: 5,000,000 at .004 do not follow 1 for 10; said at the grant and at the split, then recorded as a change
    company = Company(tmp_path, Ada=100)
    grant = option_x(right="Y", exercise_price="0.004", consideration={}, split_protection=False)
    assert company.record(grant | {"priced_off_series_d": True}) == ["no_split_protection", "priced_off_series_d"]
    split = {"type": "common_split", "effective": "2006-03-01", "old": 10, "new": 1}
    assert company.record(split) == ["no_split_protection"]
    change = {"type": "right_changed", "effective": "2006-03-01", "right": "Y", "reason": "antidilution"}
    company.record(change | {"shares": 5_000_000, "exercise_price": "0.004"})
    assert company.price("2006-03-02") == "53/6000"  # .00883333...


def test_a_conversion_between_record_and_payment_of_a_stock_dividend(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 1, "2006-02-15"), converts("Ada", 1, "2006-02-16", id="late"))
    paid = {"type": "stock_dividend_paid", "effective": "2006-03-01", "per_share": 1, "record_date": "2006-02-15"}
    assert company.record(paid) == ["notice_late_or_missing", "conversion_before_payment"]
    assert company.record(converts("Ada", 1, "2006-03-01")) == ["conversion_on_split_date"]


def test_a_subsidiary_that_leaves_brings_its_shares_back_untested(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record({"type": "treasury_acquired", "effective": "2006-02-01", "holder": "Public", "shares": 5})
    back = {"type": "treasury_disposed", "effective": "2006-02-02", "holder": "Sub", "shares": 5}
    assert company.record(back | {"subsidiary_left": True}) == ["subsidiary_left"]
    assert company.price("2006-02-03") == "33/10000"
    assert company.ask("holders", "--on", "2006-02-02")["common_outstanding"] == 10_000_000


def test_what_was_delivered_before_a_late_fact_was_known(tmp_path: Path) -> None:
    # A8: X granted on the 1st, recorded after 26 shares got 87,542: 111,111 were due, 23,569 are owed
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 26, "2006-02-05", id="c"))
    company.record(option_x())
    found = company.ask("flags", "--on", "2006-02-05")["warnings"]
    assert [(one["entry"], one["code"]) for one in found] == [("c", "delivery_differs_from_due")]
    assert "23,569 too few" in found[0]["message"]
    shown = company.run("flags", "--on", "2006-02-05").stdout
    assert "c: 87,542 shares of Common were delivered" in shown
    assert "nothing" in company.run("flags", "--on", "2006-02-04").stdout


def test_a_correction_takes_the_flag_of_the_record_away(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    below = {"type": "common_issued", "id": "i", "effective": "2006-02-01", "holder": "F", "shares": 5}
    assert company.record(below | {"consideration": {"cash": 1, "expenses": 2}}) == ["consideration_below_zero"]
    right = below | {"consideration": {"cash": 3, "expenses": 2}}
    company.record(
        {"type": "entry_corrected", "effective": "2006-02-02", "entry": "i", "with": right, "reason": "typo"}
    )
    assert company.ask("flags", "--on", "2006-02-03")["warnings"] == []

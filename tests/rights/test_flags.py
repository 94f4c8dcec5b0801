"""What a reader should know (section 5 of the reading), in `record` and in the report `flags`."""

from pathlib import Path

from tests.rights.company import Company, converts, option_x


def test_rights_without_split_protection_or_priced_off_series_d(tmp_path: Path) -> None:
    # A27: 5,000,000 at .004 do not follow 1 for 10; said at the grant and at the split, then recorded as a change
    company = Company(tmp_path, Ada=100)
    grant = option_x(right="Y", exercise_price="0.004", consideration={}, split_protection=False)
    assert company.record(grant | {"priced_off_series_d": True}) == ["no_split_protection", "priced_off_series_d"]
    split = {"type": "common_split", "effective": "2006-03-01", "old": 10, "new": 1}
    assert company.record(split) == ["no_split_protection", "split_direction"]
    change = {"type": "right_changed", "effective": "2006-03-01", "right": "Y", "reason": "antidilution"}
    company.record(change | {"shares": 5_000_000, "exercise_price": "0.004"})
    assert company.price("2006-03-02") == "53/6000"  # .00883333...


def test_a_conversion_between_record_and_payment_of_a_stock_dividend(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 1, "2006-02-15"), converts("Ada", 1, "2006-02-16", id="late"))
    paid = {"type": "stock_dividend_paid", "effective": "2006-03-01", "per_share": 1, "record_date": "2006-02-15"}
    assert company.record(paid) == [
        "notice_late_or_missing",
        "conversion_before_payment",
        "bought_before_payment",
        "split_direction",
    ]
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
    assert "c: 87,542 shares of Common are assumed as delivered" in shown
    assert "nothing" in company.run("flags", "--on", "2006-02-04").stdout


def test_a_correction_takes_the_flag_of_the_record_away(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    below = {"type": "common_issued", "id": "i", "effective": "2006-02-01", "holder": "F", "shares": 5}
    assert company.record(below | {"consideration": {"cash": 1, "expenses": 2}}) == [
        "consideration_below_zero",
        "far_from_last_prices",
    ]
    right = below | {"consideration": {"cash": 3, "expenses": 2}}
    company.record(
        {"type": "entry_corrected", "effective": "2006-02-02", "entry": "i", "with": right, "reason": "typo"}
    )
    assert company.ask("flags", "--on", "2006-02-03")["warnings"] == []


def test_both_orders_of_two_issues_with_a_price_in_between_are_flagged(tmp_path: Path) -> None:
    # A5: 10,000,000 at .00165 take .0033 to .002475; 10,000,000 at .00297 adjust before it and not after it
    def issue(name: str, cash: int) -> dict:
        entry = {"type": "common_issued", "id": name, "effective": "2006-02-01", "holder": "F", "shares": 10_000_000}
        return entry | {"consideration": {"cash": cash}}

    low, between = issue("low", 16_500), issue("between", 29_700)
    for first, second, price in ((low, between, "99/40000"), (between, low, "33/12500")):
        company = Company(tmp_path / first["id"], Ada=100)
        moved = ["price_moved_much"]  # a quarter by the one, and .000165 of .0033 by the other
        assert company.record(first) == (moved if first is low else [])
        assert company.record(second) == ["same_day_order", *(moved if second is low else [])]
        assert company.price("2006-02-02") == price
        said = company.ask("price", "--on", "2006-02-02")["warnings"]
        assert [(one["entry"], one["code"], one["more"]) for one in said] == [(second["id"], "same_day_order", 0)]
        assert first["id"] in said[0]["message"]


def test_the_order_of_a_grant_and_of_what_triggers_either_way(tmp_path: Path) -> None:
    # X at .0012 takes .0033 to .0026; .003 lies between, .0005 triggers before and after, .0033 never
    # .0005 takes .0026 to .002075, a fifth; and X after any of them takes a tenth and more
    moved = ["price_moved_much"]
    for strike, codes in (("0.003", ["same_day_order"]), ("0.0005", []), ("0.0033", [])):
        company = Company(tmp_path / strike, Ada=100)
        company.record(option_x())
        grant = option_x(id="Y", right="Y", exercise_price=strike, consideration={})
        assert company.record(grant) == codes + (moved if strike == "0.0005" else [])
        other = Company(tmp_path / f"{strike}-first", Ada=100)
        other.record(grant)
        assert other.record(option_x()) == codes + moved


def test_a_right_that_ends_on_the_day_of_its_grant_has_no_order_any_more(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(), {"type": "right_terminated", "effective": "2006-02-01", "right": "X"})
    assert company.record(option_x(id="Y", right="Y")) == ["granted_again", "price_moved_much", "probably_the_same"]
    assert company.price("2006-02-02") == "13/5000"


def test_entries_of_one_transaction_have_no_order(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(option_x(transaction="deal"))
    assert company.record(option_x(id="Y", right="Y", exercise_price="0.003", transaction="deal")) == []


def test_a_distribution_of_the_day_decides_nothing_since_it_bites_at_the_close(tmp_path: Path) -> None:
    # A61: .003 is below .0033, and .0033 x .8 = .00264 comes only after it
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "distribution_made", "effective": "2006-02-01", "fair_value": 20_000, "market_price": "0.01"}
    )
    assert company.record(option_x(exercise_price="0.003", consideration={})) == []


def test_a_conversion_on_the_date_of_a_split_is_flagged_in_either_order(tmp_path: Path) -> None:
    # A2: 100 convert into 336,700 old shares before 1 for 10,000, which become 33; or into 33 new ones after it
    split = {"type": "common_split", "id": "split", "effective": "2006-03-01", "old": 100, "new": 1}
    conversion = converts("Ada", 100, "2006-03-01", id="c")
    for name, entries in (("before", (conversion, split)), ("after", (split, conversion))):
        company = Company(tmp_path / name, Ada=100, Bo=1)
        company.record(entries[0])
        said = ["split_direction"] if entries[1] is split else []
        assert company.record(entries[1]) == ["conversion_on_split_date", *said]
        assert company.ask("holders", "--on", "2006-03-01")["holders"]["Ada"]["common"] == 3367
        assert company.ask("holders", "--on", "2006-03-01")["warnings"][0]["code"] == "conversion_on_split_date"


def test_what_stands_before_the_first_series_d_on_its_date_is_said_loudly(tmp_path: Path) -> None:
    # A17: X on the date of the first Series D is tested, whichever was recorded first
    company = Company(tmp_path)
    assert company.record(option_x()) == ["before_protection"]
    first = {"type": "series_d_issued", "id": "first", "effective": "2006-02-01", "holder": "Ada", "shares": 1}
    assert company.record(first) == ["same_day_as_series_d"]
    assert company.record(first | {"id": "second"}) == ["probably_the_same"]
    said = [(one["entry"], one["code"]) for one in company.ask("flags", "--on", "2006-02-01")["warnings"]]
    assert said == [("X", "same_day_as_series_d"), ("first", "same_day_as_series_d")]
    assert company.price("2006-02-02") == "13/5000"


def test_a_lenders_warrant_is_flagged_whichever_comes_first(tmp_path: Path) -> None:
    note = {"type": "convertible_issued", "effective": "2006-02-01", "right": "N", "holder": "Opt", "shares": 5}
    company = Company(tmp_path, Ada=1)
    assert company.record(option_x(), note | {"excluded": "C"}) == ["lender_warrant", "price_moved_much"]
    assert company.record(note | {"excluded": "C", "right": "M"}) == ["probably_the_same"]
    other = Company(tmp_path / "other", Ada=1)
    assert other.record(note | {"excluded": "C"}, option_x()) == ["lender_warrant", "price_moved_much"]


def test_what_is_issued_between_the_certificate_and_the_first_series_d(tmp_path: Path) -> None:
    # A58: 5,000,000 at .0012 in the window belong to the opening position
    company = Company(tmp_path, Ada=100)
    sale = {"type": "common_issued", "effective": "2005-12-01", "holder": "F", "shares": 5_000_000}
    assert company.record(sale | {"consideration": {"cash": 6000}}) == ["before_protection", "late"]
    assert company.record(sale | {"effective": "2005-09-05"}) == ["late"]
    assert company.price("2006-01-04") == "33/10000"


def test_conversions_below_par_are_flagged(tmp_path: Path) -> None:
    company = Company(tmp_path, terms={"conversion_price": "0.0009"}, Ada=100)
    assert company.record(converts("Ada", 1, "2006-02-01")) == ["price_below_par"]


def test_an_exercise_without_cash_is_two_entries_and_said(tmp_path: Path) -> None:
    # A29, A22: 3,000,000 delivered, 2,000,000 withheld: (33,000 + 3,600) / 13,000,000
    company = Company(tmp_path, Ada=1)
    exercise = {"type": "right_exercised", "effective": "2006-03-01", "right": "X", "shares": 3_000_000}
    assert company.record(option_x(), exercise) == ["price_moved_much"]
    ended = {"type": "right_terminated", "effective": "2006-03-01", "right": "X", "shares": 2_000_000}
    assert company.record(ended) == ["withheld_on_exercise"]
    assert company.price("2006-03-02") == "183/65000"
    other = Company(tmp_path / "other", Ada=1)
    assert other.record(option_x(), exercise, ended | {"effective": "2006-03-02"}) == ["price_moved_much"]


def test_an_answer_says_only_what_touches_it_and_once(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    notice = {"type": "notice_sent", "effective": "2006-02-02", "kind": "adjustment", "holder": "Zoe"}
    plans = [option_x(id=f"p{n}", right=f"p{n}", excluded="A") for n in range(3)]
    company.record(*plans, notice, converts("Ada", 10, "2006-02-03", owned_before=11))
    price = company.ask("price", "--on", "2006-02-04")["warnings"]
    assert [(one["entry"], one["code"], one["more"]) for one in price] == [("p2", "plan_not_named", 2)]
    assert company.ask("history")["warnings"] == price
    held = company.ask("holders", "--on", "2006-02-04")["warnings"]
    assert [one["code"] for one in held] == ["owned_before_differs"]
    assert (
        "\n3 notes touch this (plan_not_named); `seriesd flags` shows all\n"
        in company.run("price", "--on", "2006-02-04").stdout
    )
    assert "note touches" not in company.run("price", "--on", "2006-01-31").stdout
    assert len(company.ask("flags", "--on", "2006-02-04")["warnings"]) == 5


def test_an_exercise_after_the_end_is_flagged(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record(option_x(expires="2006-03-01"))
    exercise = {"type": "right_exercised", "right": "X", "shares": 1}
    assert company.record(exercise | {"effective": "2006-03-01"}) == []
    # and the rest of it is past its term (A66)
    assert company.record(exercise | {"effective": "2006-03-02"}) == ["exercised_after_end", "past_its_term"]


def test_common_entered_as_an_opening_balance_after_the_first_series_d(tmp_path: Path) -> None:
    # 5,000,000 for nothing would take the price to .0033 x 10 / 15 = .0022; as an opening balance they are not tested
    company = Company(tmp_path, Ada=100)
    opening = {"type": "opening_balance", "holder": "Late"}
    assert company.record(opening | {"effective": "2006-01-03", "common": 5}) == []
    assert company.record(opening | {"effective": "2006-01-04", "series_d": 5, "treasury": 5}) == []
    assert company.record(opening | {"effective": "2006-01-04", "common": 5_000_000}) == ["opening_after_protection"]
    assert company.price("2006-01-05") == "33/10000"
    assert [one["code"] for one in company.ask("price", "--on", "2006-01-05")["warnings"]] == [
        "opening_after_protection"
    ]


def test_who_took_treasury_shares_as_a_lender_is_a_lender(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record({"type": "treasury_acquired", "effective": "2006-01-20", "holder": "Public", "shares": 5})
    lent = {"type": "treasury_disposed", "effective": "2006-01-21", "holder": "Opt", "shares": 5, "excluded": "C"}
    assert company.record(lent, option_x()) == ["lender_warrant", "price_moved_much"]


def test_the_exchange_of_a_reorganization_is_no_split_protection_either(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1)
    company.record(option_x(split_protection=False))
    merger = {"type": "reorganized", "effective": "2006-02-03", "provision": "kept"}
    assert company.record(merger | {"exchange_ratio": 1}) == ["notice_late_or_missing"]
    assert company.record(merger | {"exchange_ratio": 2}) == [
        "notice_late_or_missing",
        "no_split_protection",
        "split_direction",
    ]


def test_series_d_sold_with_additional_rights_is_worth_what_is_left(tmp_path: Path) -> None:
    # 10 for 111.111, of which warrants of 100 are taken out: 11.111 for what states 111.111
    company = Company(tmp_path, Ada=1)
    sold = {"type": "series_d_issued", "effective": "2006-02-01", "holder": "Bo", "shares": 10}
    assert company.record(sold | {"consideration": {"cash": "111.111"}}) == ["series_d_issued_later"]
    assert company.record(sold | {"consideration": {"cash": "111.111", "additional_rights": 100}}) == [
        "series_d_below_stated_value",
        "series_d_issued_later",
    ]


def test_a_conversion_on_the_record_date_is_not_between_record_and_payment(tmp_path: Path) -> None:
    # at the close of the record date its Common is there, and gets the dividend with the rest
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 10, "2006-02-01"))
    paid = {"type": "stock_dividend_paid", "effective": "2006-02-10", "per_share": 1, "record_date": "2006-02-01"}
    assert company.record(paid) == ["notice_late_or_missing", "split_direction"]
    assert company.ask("holders", "--on", "2006-02-10")["holders"]["Ada"]["common"] == 67_340

"""4E(5), 4G, 4H and 4J: what somebody determines, provisional values, agreement of the holders (A8, A35, A36, A40)."""

from pathlib import Path
from typing import Any

import pytest

from tests.rights.company import BOARD, Company, consents, converts

MARKET = {"by": "quotation", "who": "Bulletin Board", "basis": "closing price", "date": "2006-02-28"}


def sale(value: int, **determination: Any) -> dict[str, Any]:
    entry = {"type": "common_issued", "id": "sale", "effective": "2006-02-01", "holder": "F", "shares": 5_000_000}
    return entry | {"consideration": {"property": value}, "determination": BOARD | determination}


def distribution(**market: Any) -> dict[str, Any]:
    entry = {"type": "distribution_made", "id": "spin-off", "effective": "2006-03-01", "fair_value": 20_000}
    return entry | {"market_price": "0.01", "determination": BOARD, "market_price_determination": MARKET | market}


def test_a_value_that_nobody_is_named_for_is_flagged(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.record(sale(6000) | {"determination": None, "id": "a"}) == ["no_determination", "price_moved_much"]
    alone = {"type": "common_issued", "effective": "2006-02-02", "holder": "F", "shares": 1}
    valued = {"transaction": "unit", "consideration": {"cash": 5, "additional_rights": 1}}
    assert company.record(alone | valued) == ["no_determination", "far_from_last_prices"]
    assert company.record(alone | {"consideration": {"cash": 5}}) == []


def test_a_provisional_value_is_flagged_until_the_final_one_and_then_all_is_worked_out_again(tmp_path: Path) -> None:
    # provisionally 6,000: (33,000 + 6,000) / 15,000,000 = .0026, and 26 shares give 111,111
    # finally 11,500: 44,500 / 15,000,000 = 89/30,000, and 26 x 11.1111 / (89/30,000) = 97,378.1...: 13,733 too many
    company = Company(tmp_path, Ada=100)
    assert company.record(sale(6000, provisional=True)) == ["provisional_value", "price_moved_much"]
    company.record(converts("Ada", 26, "2006-02-02", id="c"))
    assert company.calendar("2006-02-02", "determination") == [("2006-02-01", "sale", None, "open")]
    final = sale(11_500, by="appraiser", who="Jones", basis="decision, jointly chosen", date="2006-02-20")
    correction = {"type": "entry_corrected", "effective": "2006-02-20", "entry": "sale", "reason": "final value"}
    assert company.record(correction | {"with": final}) == ["price_moved_much"]
    assert company.price("2006-02-02") == "89/30000"
    assert company.calendar("2006-02-20", "determination") == []
    warning = company.ask("flags", "--on", "2006-02-20")["warnings"][0]
    assert (warning["entry"], warning["code"]) == ("c", "delivery_differs_from_due")
    assert "111,111 shares of Common are assumed as delivered, 97,378 were due: 13,733 too many" in warning["message"]
    assert company.ask("holders", "--on", "2006-02-20")["holders"]["Ada"]["common"] == 111_111


@pytest.mark.parametrize(
    ("agreeing", "codes"),
    [
        (500, ["no_majority_agreed"]),
        (501, ["agreed_below_five_eighths"]),
        (560, ["agreed_below_five_eighths"]),
        (624, ["agreed_below_five_eighths"]),
        (625, []),
    ],
)
def test_the_market_price_by_board_and_holders(tmp_path: Path, agreeing: int, codes: list[str]) -> None:
    # A40: a majority fixes it; an appraiser may be called unless five eighths concur
    company = Company(tmp_path, Ada=1000)
    company.record(consents("Ada", "market price", "2006-02-20", shares=agreeing))
    found = company.record(distribution(by="board_and_holders", agreement="market price"))
    assert found == ["notice_late_or_missing", *codes, "dividend_and_distribution", "price_moved_much"]
    assert bool(company.calendar("2006-03-01", "determination")) == bool(codes)


def test_where_no_series_d_is_outstanding_nobody_has_to_agree(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 100, "2006-02-02", id="c"))
    assert "no_majority_agreed" not in company.record(distribution(by="board_and_holders", agreement="market price"))


def test_the_board_alone_does_not_fix_the_market_price(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1000)
    assert "market_price_by_board" in company.record(distribution(by="board"))
    assert "no_majority_agreed" in company.record(distribution(by="board_and_holders") | {"id": "b"})
    bare = {"type": "distribution_made", "effective": "2006-03-02", "fair_value": 1, "market_price": 1}
    assert company.record(bare).count("no_determination") == 2


def test_a_distribution_of_all_the_value_is_refused(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=1000)
    assert company.refused(distribution() | {"fair_value": 100_000}) == ("distribution_takes_all", "4H")


def test_a_reorganization_needs_provision_and_substitutes_property(tmp_path: Path) -> None:
    # A41: value before ratio: min(.0033, .002) / 2 = .001
    company = Company(tmp_path, Ada=100)
    merger = {"type": "reorganized", "effective": "2006-03-01", "exchange_ratio": 2, "reflected_value": "0.002"}
    codes = company.record(merger | {"property": "one note of Bolt, Inc. a share", "determination": BOARD})
    assert codes == ["notice_late_or_missing", "property_substituted", "no_provision", "split_direction"]
    assert company.price("2006-03-01") == "1/1000"
    said = company.ask("flags", "--on", "2006-03-01")["warnings"][1]["message"]
    assert "what 3,367 shares of Common got: one note of Bolt, Inc. a share" in said
    assert company.record(converts("Ada", 10, "2006-03-02")) == ["converts_into_property"]
    plain = {"type": "reorganized", "effective": "2006-03-03", "exchange_ratio": 1, "provision": "as before"}
    assert company.record(plain) == ["notice_late_or_missing"]
    assert company.record(plain | {"reflected_value": "0.5"}) == ["notice_late_or_missing", "no_determination"]


def test_a_plan_is_named_for_what_is_excluded_under_a(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    stock = {"type": "common_issued", "effective": "2006-03-01", "holder": "Eve", "shares": 5, "excluded": "A"}
    assert company.record(stock) == ["plan_not_named"]
    assert company.record(stock | {"plan": "2005 Stock Plan"}) == ["probably_the_same"]


def test_an_unknown_field_of_a_determination_is_named(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    done = company.run("record", "-", given=str(sale(5, bases="x")).replace("'", '"'))
    assert done.returncode == 2
    assert "did you mean 'basis'" in done.stderr


def corrected(right: dict[str, Any]) -> dict[str, Any]:
    """The entry as it is when the value is final."""
    edit = {"type": "entry_corrected", "effective": right["effective"], "reason": "the value is final"}
    return edit | {"entry": right["id"], "with": right}


def owed(company: Company, on: str) -> list[str]:
    found = company.ask("flags", "--on", on)["warnings"]
    return [one["message"] for one in found if one["code"] == "delivery_differs_from_due"]


def test_additional_rights_go_from_board_to_appraiser_and_all_follows(tmp_path: Path) -> None:
    # 16,500 less rights worth 5,000: 44,500 / 15,000,000 = 89/30,000, and a sale at .003 is no trigger.
    # Worth 2,000: 47,500 / 15,000,000 = 19/6,000, the sale triggers: (47,500 + 15,000) / 20,000,000 = 1/320.
    # 26 Series D got 26 x 11.1111 x 30,000 / 89 = 97,378; due are 26 x 11.1111 x 320 = 92,444.
    company = Company(tmp_path, Ada=100)
    asked = {"inquired": "2006-02-03"}
    unit = sale(0, provisional=True, **asked) | {
        "transaction": "unit",
        "consideration": {"cash": 16_500, "additional_rights": 5000},
    }
    later = {"type": "common_issued", "id": "later", "effective": "2006-02-10", "holder": "G", "shares": 5_000_000}
    assert company.record(unit) == ["provisional_value", "price_moved_much"]
    company.record(later | {"consideration": {"cash": 15_000}}, converts("Ada", 26, "2006-02-12", id="c"))
    assert company.price("2006-02-11") == "89/30000"
    assert company.calendar("2006-02-11", "answer") == [("2006-02-03", "sale", None, "open")]
    assert [one["code"] for one in company.ask("price", "--on", "2006-02-11")["warnings"]] == ["provisional_value"]

    decision = {"by": "appraiser", "who": "Jones, chosen jointly", "basis": "Black-Scholes", "date": "2006-03-01"}
    final = sale(0, **decision, **asked, answered="2006-02-08")
    valued = {"transaction": "unit", "consideration": {"cash": 16_500, "additional_rights": 2000}}
    company.record(corrected(final | valued))
    steps = company.ask("history")["steps"]
    assert [(one["entry"], one["after"]["exact"]) for one in steps] == [("sale", "19/6000"), ("later", "1/320")]
    assert owed(company, "2006-03-01") == [
        "97,378 shares of Common are assumed as delivered, 92,444 were due: 4,934 too many (A8)"
    ]
    assert company.ask("price", "--on", "2006-03-01")["warnings"] == []
    assert company.calendar("2006-03-01", "answer") == [("2006-02-03", "sale", None, "done")]
    assert company.calendar("2006-03-01", "determination") == []


def test_a_merger_value_is_provisional_until_it_is_corrected(tmp_path: Path) -> None:
    # .002 a share, two for one: .001, and 10 give 111,111; finally .003: .0015, and 74,074 were due
    company = Company(tmp_path, Ada=100)
    merger = {"type": "reorganized", "id": "m", "effective": "2006-03-01", "exchange_ratio": 2, "provision": "kept"}
    value = merger | {"reflected_value": "0.002", "determination": BOARD | {"provisional": True}}
    assert company.record(value) == ["notice_late_or_missing", "provisional_value", "split_direction"]
    company.record(converts("Ada", 10, "2006-03-02", id="c"))
    assert company.calendar("2006-03-02", "determination") == [("2006-03-01", "m", None, "open")]
    company.record(corrected(merger | {"reflected_value": "0.003", "determination": BOARD}))
    assert company.price("2006-03-02") == "3/2000"
    assert owed(company, "2006-03-02") == [
        "111,111 shares of Common are assumed as delivered, 74,074 were due: 37,037 too many (A8)"
    ]
    assert company.calendar("2006-03-02", "determination") == []


def test_a_market_price_goes_from_the_holders_to_the_appraiser_and_all_follows(tmp_path: Path) -> None:
    # A40: 560 of 1,000 agree to .01: (100,000 - 20,000) / 100,000, so .00264, and a sale at .0025 triggers:
    # (26,400 + 12,500) / 15,000,000 = 389/150,000. The appraiser says .008: 60,000 / 80,000, so .002475, no trigger.
    company = Company(tmp_path, Ada=1000)
    company.record(consents("Ada", "market price", "2006-02-20", shares=560))
    agreed = distribution(by="board_and_holders", agreement="market price")
    assert "agreed_below_five_eighths" in company.record(agreed)
    later = {"type": "common_issued", "id": "later", "effective": "2006-03-10", "holder": "G", "shares": 5_000_000}
    company.record(later | {"consideration": {"cash": 12_500}})
    assert company.price("2006-03-11") == "389/150000"
    assert company.ask("consents", "--on", "2006-03-11")["proposals"]["market price"]["taken"][0]["entry"] == "spin-off"
    assert [one[1] for one in company.calendar("2006-03-11", "determination")] == ["spin-off"]

    company.record(corrected(distribution(by="appraiser", who="Jones", basis="decision") | {"market_price": "0.008"}))
    assert company.price("2006-03-11") == "99/40000"
    assert [one["entry"] for one in company.ask("history")["steps"]] == ["spin-off"]
    assert company.calendar("2006-03-11", "determination") == []


def test_at_a_price_of_zero_what_is_substituted_has_no_number(tmp_path: Path) -> None:
    # all Common is in treasury when 5 shares are given away: (0 x .0033 + 0) / (0 + 5) = 0
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "treasury_acquired", "effective": "2006-02-01", "holder": "Public", "shares": 10_000_000},
        {"type": "common_issued", "effective": "2006-02-02", "holder": "F", "shares": 5},
        {"type": "reorganized", "id": "merger", "effective": "2006-02-03", "exchange_ratio": 1, "provision": "kept"}
        | {"property": "one bond"},
    )
    said = company.ask("flags", "--on", "2006-02-03")["warnings"]
    (found,) = [one["message"] for one in said if one["code"] == "property_substituted"]
    assert found.startswith(
        "each share of Series D now converts into what any number of shares of Common got: one bond"
    )

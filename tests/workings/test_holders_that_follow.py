"""What stands under another name since: every working of it proves itself, and has the figure worked out by hand.

Dana has 1,000 Series D, Eve 200, the public 10,000,000 Common; one Series D stands for 3,367 Common at .0033.
"""

from fractions import Fraction
from typing import Any

import pytest

from tests.workings.test_rare_workings import on
from tests.workings.test_workings_of_the_second_edition import Company

Entry = dict[str, Any]
F = Fraction
RENAME = on("2006-01-08", "holder_renamed", "rename", to="Dana LLC", **{"from": "dana"})
MERGER = on("2006-01-08", "holders_merged", "merger", into="eve", **{"from": "dana"})
CONVERSION = on("2006-01-06", "series_d_converted", "conversion", holder="dana", shares=100)
UNPAID = on(
    "2006-01-10", "cash_dividend_paid", "unpaid", per_share="0.001", series_d="unpaid", record_date="2006-01-05"
)
STOCK = on("2006-01-11", "stock_dividend_paid", "stock", per_share="1/2", record_date="2006-01-05")
OPTION = on("2006-01-02", "option_granted", "X", right="X", holder="dana", shares=5_000_000, exercise_price="0.001")
LATER = on("2006-01-14", "series_d_converted", "later", holder="Dana LLC", shares=300)
PAID = on("2006-01-16", "accrued_dividends_paid", "paid", per_share="0.5")


def test_shares_what_is_accrued_and_what_is_owed_stand_under_the_new_name() -> None:
    company = Company(CONVERSION, RENAME, UNPAID)
    assert company.balances["Dana LLC: series_d"] == 900
    assert company.balances["Dana LLC: common"] == 336_700
    assert company.balances["Dana LLC: owed"] == F("336.70")
    assert company.balances["Dana LLC: accrued"] == F("3030.30")
    assert company.balances["dana: series_d"] == 0


def test_what_becomes_one_is_told_from_both() -> None:
    company = Company(CONVERSION, MERGER, UNPAID)
    assert company.balances["eve: series_d"] == 1_100
    assert company.balances["eve: common"] == 336_700
    assert company.balances["eve: owed"] == F("336.70")
    assert company.balances["eve: accrued"] == F("3703.70")


@pytest.mark.parametrize("following", [RENAME, MERGER])
def test_everything_that_can_follow_proves_itself(following: Entry) -> None:
    holder = following.get("to", following.get("into"))
    consent = on("2006-01-03", "consent_given", "consent", holder="dana", action="A", shares=900)
    other = on("2006-01-04", "consent_given", "other", holder="eve", action="A", form="meeting")
    done = on("2006-01-15", "protected_action_taken", "done", action="A", kind="liquidation_plan")
    split = on("2006-01-13", "series_d_split", "split", old=1, new=2)
    company = Company(
        OPTION, consent, other, CONVERSION, following, UNPAID, STOCK, split, LATER | {"holder": holder}, done, PAID,
        authorized=100_000_000,
    )  # fmt: skip
    assert company.balances["X: outstanding"] == 7_500_000

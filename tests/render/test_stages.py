"""What ended or changed is said of the stage that an entry names, with its number: the other stage stays as it was."""

import pytest

from ledger.events import read_entry
from projections.explain.steps import explain
from projections.render.entries import says
from projections.render.explain.steps import blocks
from projections.render.text import as_text
from tests.ledger.engine import judge

START = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "company": "C", "common_authorized": 15_000_000_000},
    {"type": "opening_balance", "effective": "2005-09-06", "holder": "Founders", "common": 10_000_000},
    {"type": "series_d_issued", "effective": "2005-09-07", "holder": "Fund", "shares": 1_000},
    {
        "type": "option_granted",
        "id": "w",
        "effective": "2006-01-10",
        "right": "W",
        "holder": "Opt",
        "shares": 5_000_000,
        "exercise_price": "0.001",
        "conversion_price": 0,
    },
    {"type": "right_exercised", "effective": "2006-02-10", "right": "W", "shares": 2_000_000},
]
"""2,000,000 of W have become a Convertible Security, 3,000,000 are still an option."""

OF_W = {"effective": "2006-03-10", "right": "W", "id": "e"}
ENDS, CHANGES = OF_W | {"type": "right_terminated"}, OF_W | {"type": "right_changed"}


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (
            ENDS | {"stage": "option"},
            "all that was still an option of W, 3,000,000 shares (assumed), ended unexercised",
        ),
        (
            ENDS | {"stage": "convertible", "reason": "redeemed"},
            "all that had become a Convertible Security of W, 2,000,000 shares (assumed), ended unconverted (redeemed)",
        ),
        (
            ENDS | {"stage": "option", "shares": 500_000},
            "500,000 shares under what was still an option of W ended unexercised",
        ),
        (
            CHANGES | {"stage": "option", "exercise_price": "0.0002"},
            "all that was still an option of W, 3,000,000 shares (assumed), was changed by amendment: the exercise price to 0.0002",
        ),
        (
            CHANGES | {"stage": "convertible", "shares": 4_000_000},
            "all that had become a Convertible Security of W, 2,000,000 shares (assumed), was changed by amendment: the shares to "
            "4,000,000",
        ),
    ],
)
def test_the_explanation_names_the_stage_and_its_number(entry, sentence):
    report = as_text(blocks(explain(judge([*START, entry]).log, entry="e"), ""))
    assert sentence in " ".join(report.split())
    assert "all that was outstanding of W" not in report


def test_without_a_stage_there_is_but_one():
    assert says(read_entry(ENDS)) == "all that was outstanding of W ended unexercised"
    assert says(read_entry(ENDS | {"stage": "option"})) == "all that was still an option of W ended unexercised"
    assert says(read_entry(ENDS | {"shares": 7})) == "7 shares of W ended unexercised"
    changed = read_entry(CHANGES | {"exercise_price": "0.0002"})
    assert says(changed) == "all that was outstanding of W was changed by amendment: the exercise price to 0.0002"

"""4E(7): shares that the Company holds are not outstanding; disposing of them is an issue, retiring them is not."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_refusal,
    common_outstanding,
    flags_of,
    made_of,
    price_after,
    steps_of,
)
from tests.ledger.engine import judge
from tests.reference.figures import (
    MILLION,
    P0,
    Entry,
    base,
    certificate,
    common_before,
    entry,
    jan,
    option,
    sale,
    series_d,
    split,
)


def bought(day: int, shares: int, name: str = "bought", holder: str = "public") -> Entry:
    """The Company buys its own shares."""
    return entry("treasury_acquired", day, id=name, holder=holder, shares=shares, price="0.01")


def sold(day: int, shares: int, cash: object = None, name: str = "sold", **more: object) -> Entry:
    """The Company sells them."""
    given = {} if cash is None else {"consideration": {"cash": cash}}
    return entry("treasury_disposed", day, id=name, holder="buyer", shares=shares, **given, **more)


def retired(day: int, shares: int) -> Entry:
    """The Company retires them."""
    return entry("treasury_retired", day, id="retired", shares=shares)


def treasury(*journal: Entry) -> int:
    return int(made_of(*journal).holders(jan(31))["treasury"])


def test_what_is_bought_leaves_a() -> None:
    # 8,000,000 x .0033 = 26,400; 1,000,000 for nothing
    assert price_after(*base(), bought(2, 2 * MILLION), sale(3, MILLION)) == F(26_400, 9 * MILLION)


def test_a_disposition_is_tested_like_an_issue() -> None:
    journal = [*base(), bought(2, 2 * MILLION)]
    # 26,400 + 2,000 over 9,000,000
    (step,) = steps_of(*journal, sold(3, MILLION, 2_000))
    assert (step.clause, step.after.fraction) == ("4E", F(28_400, 9 * MILLION))
    assert price_after(*journal, sold(3, MILLION, 3_300)) == P0
    assert price_after(*journal, sold(3, MILLION, excluded="A")) == P0


def test_what_is_disposed_of_is_in_a_again() -> None:
    journal = [*base(), bought(2, 2 * MILLION), sold(3, 2 * MILLION, 6_600)]
    assert price_after(*journal, sale(4, MILLION)) == F(3, 1000)
    assert (common_outstanding(*journal), treasury(*journal)) == (10 * MILLION, 0)


def test_retirement_makes_room_and_no_adjustment() -> None:
    full = [certificate(10 * MILLION), common_before(10 * MILLION), series_d(1), bought(2, MILLION)]
    journal = [*full, retired(3, MILLION), sale(4, MILLION, 5_000)]
    assert (price_after(*journal), treasury(*journal), common_outstanding(*journal)) == (P0, 0, 10 * MILLION)


def test_an_issue_beyond_the_unissued_comes_out_of_treasury() -> None:
    # 12,000,000 authorised, 10,000,000 issued of which 1,000,000 bought back: 2,000,000 unissued, then treasury
    journal = [*base(authorized=12 * MILLION), bought(2, MILLION), sale(3, 2_300_000, 100_000)]
    assert (treasury(*journal), common_outstanding(*journal)) == (700_000, 11_300_000)


def test_units_change_for_treasury_too() -> None:
    journal = [*base(), bought(2, 15), split(3, 10, 1)]
    assert treasury(*journal) == 1
    journal[-1]["fractions"] = "round_up"
    assert treasury(*journal) == 2


def test_treasury_shares_get_no_dividend_in_common() -> None:
    # A65: 10,000,000 less 4,000,000 bought back, and one for each of the 6,000,000
    dividend = entry("stock_dividend_paid", 3, id="dividend", per_share=1)
    journal = [*base(), bought(2, 4 * MILLION), dividend]
    assert (treasury(*journal), common_outstanding(*journal)) == (4 * MILLION, 12 * MILLION)


def test_an_opening_balance_may_hold_treasury() -> None:
    opening = common_before(10 * MILLION) | {"treasury": 7}
    assert treasury(certificate(), opening, series_d(1)) == 7


def test_a_disposition_may_be_part_of_a_transaction() -> None:
    # 8,000,000 x .0033; 1,000,000 for 1,000 and 1,000,000 for 2,000 in one
    together = {"transaction": "t"}
    journal = [
        *base(),
        bought(2, 2 * MILLION),
        sold(3, MILLION, 1_000, **together),
        sale(3, MILLION, 2_000, **together),
    ]
    (step,) = steps_of(*journal)
    assert (step.after.fraction, step.entries) == (F(29_400, 10 * MILLION), ("sold", "sale"))


def test_what_is_excluded_is_asked_for_as_of_an_issue() -> None:
    journal = [*base(), bought(2, 2 * MILLION)]
    plan = sold(3, MILLION, excluded="A")
    assert "plan_not_named" in flags_of(*journal, plan)
    assert "plan_not_named" not in flags_of(*journal, plan | {"plan": "2005 plan"})
    assert "plan_not_named" not in flags_of(*journal, sold(3, MILLION, 3_300))
    # who is sold to under (C) is a lender from then on
    warrant = option(4, "W", 5, 1) | {"holder": "buyer"}
    assert "lender_warrant" in flags_of(*journal, sold(3, MILLION, excluded="C"), warrant)
    assert "lender_warrant" not in flags_of(*journal, sold(3, MILLION, 3_300), warrant)


@pytest.mark.parametrize(
    ("limb", "says"), [("B", "; possible is A or C or D"), ("D", "no split, stock dividend")], ids=["B", "D"]
)
def test_what_cannot_be_excluded_is_refused(limb: str, says: str) -> None:
    [(_, refusal)] = judge([*base(), bought(2, 2 * MILLION), sold(3, MILLION, excluded=limb)]).refused
    assert refusal.code == "exclusion_cannot_apply"
    assert says in refusal.message


REFUSALS = [
    NotAccepted(
        "more than the treasury has",
        [*base(), bought(2, 5)],
        sold(3, 6, 1),
        "more_than_treasury",
        "4E(7)",
        "5 or fewer would be accepted",
    ),
    NotAccepted(
        "retirement of more than the treasury has",
        [*base(), bought(2, 5), sold(3, 5, 1)],
        retired(4, 1),
        "more_than_treasury",
        "4E(7)",
        "holds no shares",
    ),
    NotAccepted(
        "bought from one who has fewer",
        base(),
        bought(2, 1, holder="dana"),
        "more_than_held",
        "4E(7)",
        "holds no shares",
    ),
    NotAccepted(
        "under limb (B)", [*base(), bought(2, 5)], sold(3, 1, excluded="B"), "exclusion_cannot_apply", "1", "(B)"
    ),
    NotAccepted(
        "a late purchase that leaves too few to sell",
        [
            *base(),
            sale(3, 5, 1),
            entry("shares_transferred", 5, id="passes", stock="common", to="eve", shares=5, **{"from": "buyer"}),
        ],
        bought(4, 1, "late", holder="buyer"),
        "more_than_held",
        "4O",
        "would break passes",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)

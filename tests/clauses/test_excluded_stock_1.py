"""1: which limb of Excluded Stock can apply to what, and what follows for the price and for A (A13 to A18)."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_flag,
    check_refusal,
    deemed,
    flags_of,
    made_of,
    price_after,
)
from tests.ledger.engine import judge
from tests.reference.figures import (
    AB,
    LEGACY,
    MILLION,
    P0,
    Entry,
    base,
    changed,
    consent,
    entry,
    exercised,
    note,
    option,
    sale,
    with_legacy,
)

BOUGHT = entry("treasury_acquired", 2, id="bought", holder="public", shares=2 * MILLION)


def issues(limb: str) -> dict[str, Entry]:
    """Of each kind one that would trigger, under this limb."""
    treasury = entry("treasury_disposed", 3, id="treasury", holder="buyer", shares=MILLION, excluded=limb)
    return {
        "common_issued": sale(3, MILLION, excluded=limb),
        "treasury_disposed": treasury,
        "option_granted": option(3, "O", MILLION, 0, excluded=limb),
        "convertible_issued": note(3, "N", MILLION, excluded=limb),
    }


POSSIBLE = {
    "A": {"common_issued", "treasury_disposed", "option_granted", "convertible_issued"},
    "B": set(),
    "C": {"common_issued", "treasury_disposed", "convertible_issued"},
    "D": {"common_issued", "treasury_disposed"},
}


@pytest.mark.parametrize(("limb", "kind"), [(limb, kind) for limb, kinds in POSSIBLE.items() for kind in sorted(kinds)])
def test_what_is_excluded_moves_nothing(limb: str, kind: str) -> None:
    # (D) needs something issued on Common: a split of one into one
    journal = [*base(), BOUGHT, entry("common_split", 2, id="split", old=1, new=1), issues(limb)[kind]]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)


def test_excluded_shares_count_in_a_and_excluded_rights_do_not() -> None:
    # 11,000,000 x .0033 = 36,300; and 33,000 as long as the option is not exercised
    free = sale(9, MILLION, name="free")
    assert price_after(*base(), sale(3, MILLION, excluded="C"), free) == F(36_300, 12 * MILLION)
    plan = option(3, "O", MILLION, 0, excluded="A")
    assert price_after(*base(), plan, free) == F(AB, 11 * MILLION)
    assert price_after(*base(), plan, exercised(4, "O", MILLION), free) == F(36_300, 12 * MILLION)


def test_repricing_does_not_lose_limb_a_or_c() -> None:
    plan = [
        option(3, "O", MILLION, "0.005", excluded="A"),
        changed(4, "O", exercise_price=0),
        exercised(5, "O", MILLION),
    ]
    loan = [note(3, "N", MILLION, 5_000, excluded="C"), changed(4, "N", shares=9 * MILLION), exercised(5, "N", MILLION)]
    assert price_after(*base(), *plan) == price_after(*base(), *loan) == P0


def test_limb_b_goes_with_the_date_of_the_grant_and_not_of_the_exercise() -> None:
    cheap = LEGACY | {"exercise_price": 0}
    journal = [*with_legacy()[:2], cheap, with_legacy()[3], exercised(3, "legacy", MILLION)]
    assert price_after(*journal) == P0
    # granted on the date of the first Series D it is none
    journal[2] = cheap | {"effective": "2005-10-03"}
    assert price_after(*journal) == F(AB, 15 * MILLION)


def test_an_amendment_before_the_adoption_is_before_the_date_hereof() -> None:
    early = [LEGACY | {"effective": "2005-08-01"}, changed(1, "legacy", exercise_price=0) | {"effective": "2005-09-05"}]
    journal = [*with_legacy()[:2], *early, with_legacy()[3], exercised(3, "legacy", MILLION)]
    assert price_after(*journal) == P0
    # on the date of adoption it is since
    journal[3] = journal[3] | {"effective": "2005-09-06"}
    assert price_after(*journal) == F(AB, 11 * MILLION)


def test_an_assumed_right_of_before_is_legacy() -> None:
    assumed = LEGACY | {"assumed": True, "exercise_price": 0}
    journal = [*with_legacy()[:2], assumed, with_legacy()[3], exercised(3, "legacy", MILLION)]
    assert price_after(*journal) == P0


def test_the_security_out_of_a_legacy_option_is_legacy_too() -> None:
    two = LEGACY | {"conversion_price": 0, "exercise_price": 0}
    out = [exercised(3, "legacy", MILLION, "becomes"), exercised(4, "legacy", MILLION, "out", stage="convertible")]
    journal = [*with_legacy()[:2], two, with_legacy()[3], *out]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)


def test_a_plan_that_is_not_named_is_flagged() -> None:
    check_flag("plan_not_named", "1", "plan", *base(), sale(3, MILLION, excluded="A"))
    assert "plan_not_named" not in flags_of(*base(), sale(3, MILLION, excluded="A", plan="2005 plan"))


def test_the_dividend_that_d_speaks_of_is_adjusted_for_by_4f() -> None:
    dividend = entry("stock_dividend_paid", 3, id="dividend", per_share="0.1")
    assert price_after(*base(), dividend) == P0 / F(11, 10)


def test_a_waiver_is_no_limb_but_does_the_same() -> None:
    waived = entry("adjustment_waived", 2, id="waiver", action="W", entry="sale")
    made = made_of(*base(), consent(1, "W"), waived, sale(3, MILLION))
    assert made.steps == []


SAYS = {"A": "plan", "B": "right_exercised", "C": "A14", "D": "Common"}

REFUSALS = [
    NotAccepted(f"limb ({limb}) for {kind}", [*base(), BOUGHT], issue, "exclusion_cannot_apply", "1", SAYS[limb])
    for limb in "ABCD"
    for kind, issue in issues(limb).items()
    if kind not in POSSIBLE[limb]
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


@pytest.mark.parametrize(
    ("journal", "possible"),
    [
        ([*base(), option(2, "W", 1, 1, excluded="D")], "A"),
        ([*base(lender_options="excluded"), option(2, "W", 1, 1, excluded="D")], "A or C"),
        ([*base(), note(2, "N", 1, 1, excluded="D")], "A or C"),
        ([*base(), sale(2, 1, 1, excluded="B")], "A or C or D"),
    ],
)
def test_a_limb_that_cannot_apply_is_refused_with_those_that_can(journal: list[Entry], possible: str) -> None:
    [(_, refusal)] = judge(journal).refused
    assert refusal.code == "exclusion_cannot_apply"
    assert refusal.message.endswith(f"; possible is {possible}")


@pytest.mark.parametrize("grant", [option(2, "W", 1, 1), note(2, "N", 1, 1)], ids=["option", "note"])
def test_of_a_grant_too_the_plan_is_asked_for(grant: Entry) -> None:
    assert "plan_not_named" in flags_of(*base(), grant | {"excluded": "A"})
    assert "plan_not_named" not in flags_of(*base(), grant | {"excluded": "A", "plan": "2005 plan"})
    assert "plan_not_named" not in flags_of(*base(), grant)

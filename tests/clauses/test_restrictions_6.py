"""6: what the Company may do only with the prior consent of a majority of the Series D outstanding."""

from pathlib import Path

import pytest

from tests.clauses.asking import NotAccepted, check_flag, check_refusal, flags_of, made_of, price_after
from tests.reference.figures import (
    P0,
    UNPAID,
    Entry,
    base,
    certificate,
    common_before,
    consent,
    converts,
    entry,
    series_d,
)

KINDS = ["series_d_increase", "senior_or_parity_stock", "liquidation_plan", "adverse_amendment"]
TWO = [certificate(), common_before(10_000_000), series_d(6), series_d(4, "eve", "2005-10-03", "eves")]


def act(day: int, kind: str = "senior_or_parity_stock", **more: object) -> Entry:
    """The Company does it."""
    return entry("protected_action_taken", day, id="act", action="E", kind=kind, **more)


@pytest.mark.parametrize("kind", KINDS)
def test_a_majority_suffices(kind: str) -> None:
    journal = [*TWO, consent(1, "E"), act(2, kind)]  # 6 of 10
    assert price_after(*journal) == P0


def test_at_a_meeting_as_well_as_in_writing() -> None:
    assert not made_of(*TWO, consent(1, "E", form="meeting"), act(2)).refused


def test_several_holders_together() -> None:
    both = [consent(1, "E", shares=2), consent(1, "E", "eve", "eves-consent")]  # 2 + 4 of 10
    assert not made_of(*TWO, *both, act(2)).refused


def test_the_latest_consent_of_a_holder_counts() -> None:
    assert not made_of(*TWO, consent(1, "E", shares=1), consent(1, "E", name="later"), act(2)).refused


def test_where_none_is_outstanding_nobody_is_asked() -> None:
    assert not made_of(*base(5), converts(1, 5), act(2)).refused


def test_a_liquidation_that_pays_the_preference_in_cash_needs_none() -> None:
    assert not made_of(*TWO, act(2, "liquidation_plan", cash_per_share="11.1111")).refused
    # accruals are part of it: 12.1111
    assert not made_of(*TWO, UNPAID, act(3, "liquidation_plan", cash_per_share="12.1111")).refused


def test_a_consent_beyond_what_is_held_is_flagged_and_limited() -> None:
    check_flag("consent_beyond_holding", "10", "holds 6", *TWO, consent(1, "E", shares=7))
    check_flag("consent_beyond_holding", "10", "holds 0", *TWO, consent(1, "E", "fay"))
    assert "consent_beyond_holding" not in flags_of(*TWO, consent(1, "E", shares=6))


def refused(name: str, before: list[Entry], action: Entry, says: str) -> NotAccepted:
    """A case of missing consent."""
    return NotAccepted(name, before, action, "consent_missing", "6", says)


REFUSALS = [
    *(refused(f"{kind} without consent", TWO, act(2, kind), "more than half of 10") for kind in KINDS),
    refused("half is no majority", [*TWO, consent(1, "E", shares=5)], act(2), "5 have consented"),
    refused("consent afterwards", [*TWO, consent(3, "E")], act(2), "0 have consented"),
    refused("consent to something else", [*TWO, consent(1, "F")], act(2), "'E' needs the prior consent"),
    refused(
        "consent of one who has sold since",
        [
            *TWO,
            consent(1, "E"),
            entry("shares_transferred", 1, id="sold", stock="series_d", to="eve", shares=1, **{"from": "dana"}),
        ],
        act(2),
        "5 have consented",
    ),
    refused(
        "consent of one who has converted since", [*TWO, consent(1, "E"), converts(1, 3)], act(2), "3 have consented"
    ),
    refused(
        "a consent narrowed later",
        [*TWO, consent(1, "E"), consent(1, "E", shares=5, name="less")],
        act(2),
        "consent_given",
    ),
    refused(
        "a liquidation that pays a little less",
        TWO,
        act(2, "liquidation_plan", cash_per_share="11.1110"),
        "consent",
    ),
    refused(
        "a liquidation that pays no accruals",
        [*TWO, UNPAID],
        act(3, "liquidation_plan", cash_per_share="11.1111"),
        "consent",
    ),
    refused(
        "cash for another kind of act",
        TWO,
        act(2, "adverse_amendment", cash_per_share=100),
        "consent",
    ),
    refused(
        "a late issue that turns the majority",
        [*TWO, consent(1, "E"), act(5)],
        series_d(2, "fay", "2006-01-04", "late"),
        "would break act",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)

"""4M: converted Series D is retired; only what was never issued can still be issued (A49)."""

from pathlib import Path

import pytest

from tests.clauses.asking import NotAccepted, balance, check_refusal, made_of
from tests.reference.figures import (
    Entry,
    base,
    certificate,
    common_before,
    consent,
    converts,
    entry,
    reverse_split,
    series_d,
)

SMALL = [certificate(terms={"designated_shares": 1_000}), common_before(10_000_000)]


def more(shares: int, day: int = 5) -> Entry:
    """A later issue."""
    return series_d(shares, "eve", f"2006-01-{day:02d}", "more")


def test_what_was_never_issued_can_be() -> None:
    assert balance("eve", *SMALL, series_d(600), converts(2, 600), more(400)) == (400, 0)


def test_transfers_and_opening_balances_count_once() -> None:
    opening = entry("opening_balance", 1, id="opening-d", holder="dana", series_d=600)
    passes = entry("shares_transferred", 2, id="passes", stock="series_d", to="eve", shares=600, **{"from": "dana"})
    assert balance("eve", *SMALL, opening, passes, more(400)) == (1_000, 0)


def test_a_voided_issue_never_was() -> None:
    voided = entry("entry_voided", 2, id="void", entry="first-d", reason="never closed")
    assert balance("eve", *SMALL, series_d(600), voided, more(1_000)) == (1_000, 0)


def test_an_amendment_of_the_designated_number_makes_room() -> None:
    amended = entry("terms_amended", 3, id="amended", action="more", term="designated_shares", value=1_100)
    journal = [*SMALL, series_d(1_000), consent(2, "more"), amended, more(100)]
    assert not made_of(*journal).refused


REFUSALS = [
    NotAccepted(
        "converted shares do not come back",
        [*SMALL, series_d(1_000), converts(2, 600)],
        more(1),
        "beyond_designated",
        "4M",
        "the 0 still issuable of 1,000 designated",
    ),
    NotAccepted(
        "nor do those that converted automatically",
        [*SMALL, series_d(1_000), reverse_split()],
        more(1),
        "beyond_designated",
        "4M",
        "6(a)",
    ),
    NotAccepted(
        "beyond the designated number",
        [*SMALL, series_d(600)],
        more(401),
        "beyond_designated",
        "4M",
        "more than the 400 still issuable",
    ),
    NotAccepted(
        "an opening balance beyond it",
        base(899_999),
        entry("opening_balance", 2, id="opening-d", holder="eve", series_d=2),
        "beyond_designated",
        "4M",
        "the 1 still issuable",
    ),
    NotAccepted(
        "a late issue under a later one",
        [*SMALL, series_d(600), more(400)],
        series_d(1, "fay", "2006-01-02", "late"),
        "beyond_designated",
        "4M",
        "would break more",
    ),
    NotAccepted(
        "fewer designated than ever issued",
        [*SMALL, series_d(1_000), converts(2, 600), consent(3, "less")],
        entry("terms_amended", 4, id="amended", action="less", term="designated_shares", value=999),
        "designated_below_issued",
        "4M",
        "fewer than the 1,000 ever issued",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)

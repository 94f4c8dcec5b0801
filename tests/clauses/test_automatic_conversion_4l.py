"""The second 4L: all Series D converts on one reverse split of 10,000 into 1 and sufficient authorised Common (A46).

Base case after the split: 1,000 shares of Common outstanding, .0033 x 10,000 = 33, so .3367 of a share for each.
"""

from pathlib import Path

import pytest

from commands.api.ledger import open_ledger
from tests.clauses.asking import (
    NotAccepted,
    balance,
    check_flag,
    check_refusal,
    common_outstanding,
    delivered,
    entitled,
    flags_of,
    made_of,
    price_on,
)
from tests.reference.figures import (
    FULL,
    MILLION,
    UNPAID,
    Entry,
    base,
    certificate,
    common_before,
    converts,
    entry,
    jan,
    option_x,
    reverse_split,
    sale,
    series_d,
    split,
)

TWO_HOLDERS = [*base(898), series_d(300, "bea", "2005-10-03", "beas")]


def authorised(day: int, number: int, name: str = "more") -> Entry:
    """The authorised Common becomes this."""
    return entry("common_authorized_changed", day, id=name, authorized=number)


def void(name: str, day: int = 20) -> Entry:
    """An entry was never so."""
    return entry("entry_voided", day, id=f"void-{name}", entry=name, reason="clerical error")


def corrected(right: Entry, name: str = "fix") -> Entry:
    """An entry was otherwise."""
    return entry("entry_corrected", 20, id=name, entry=right["id"], reason="clerical error", **{"with": right})


def test_the_ledger_writes_one_entry_for_each_holder_in_the_order_of_names() -> None:
    made = made_of(*TWO_HOLDERS, reverse_split())
    written = [one for one in made.log if one.entry.type == "series_d_auto_converted"]
    assert [(one.id, one.entry.holder, one.entry.shares, one.entry.common_shares) for one in written] == [
        ("series_d_auto_converted-6", "bea", 300, 101),  # 101.01
        ("series_d_auto_converted-7", "dana", 898, 302),  # 302.36
    ]
    assert {one.entry.cause for one in written} == {"split"}
    assert made.holders(made.log[-1].entry.effective)["series_d_outstanding"] == 0


def test_it_pays_the_price_after_that_very_split() -> None:
    # a trigger of the same day waits for the close: 33, not 26
    journal = [*base(100), option_x(2), reverse_split()]
    assert delivered(*journal) == [(100, 33)]
    assert price_on(3, *journal) == 26


def test_accruals_convert_too() -> None:
    # 12.1111 x 100 / 33 = 36.7
    assert delivered(*base(100), UNPAID, reverse_split(3)) == [(100, 36)]


def test_what_was_converted_before_is_not_converted_again() -> None:
    journal = [*base(100), converts(1, 40), reverse_split()]
    assert delivered(*journal) == [(40, 134_680), (60, 20)]


def test_another_certificate_may_ask_for_another_ratio() -> None:
    terms = {"automatic_conversion_reverse_split": 100, "conversion_price": 1, "stated_value": 10}
    journal = [certificate(terms=terms), common_before(10 * MILLION), series_d(500)]
    # price 100: 500 x 10 / 100
    assert delivered(*journal, split(2, 100, 1)) == [(500, 50)]
    assert delivered(*journal, split(2, 10_000, 1)) == []


def test_twenty_thousand_into_two_is_ten_thousand_into_one() -> None:
    assert delivered(*base(100), split(2, 20_000, 2)) == [(100, 33)]


def test_it_waits_for_room_and_says_so() -> None:
    # 33 are needed beside the 1,000
    waits = reverse_split(common_authorized=1_032)
    check_flag("automatic_conversion_waits", "4L (second)", "needs 33", *base(100), waits)
    assert delivered(*base(100), waits, authorised(3, 1_033)) == [(100, 33)]
    # a lower number, if enough, will do as well: it is a state of affairs
    assert delivered(*base(100), reverse_split(common_authorized=1_032), authorised(3, 1_033)) == [(100, 33)]


def test_either_order() -> None:
    # the authorised number first; the split then completes the conditions
    assert delivered(*FULL, authorised(1, 300 * MILLION), reverse_split()) == [(900_000, 303_030)]


def test_enough_authorised_without_the_split_is_said() -> None:
    check_flag("automatic_conversion_needs_split", "4L (second)", "into 1", *base(100), authorised(2, 20 * MILLION))


def test_several_splits_that_make_the_ratio_are_said() -> None:
    both = [*base(100), split(2, 100, 1, "one"), split(3, 100, 1, "two")]
    check_flag("cumulative_reverse_split", "4L (second)", "one split", *both)
    assert delivered(*both) == []


def test_once_it_has_happened_it_is_over() -> None:
    # none was outstanding at the split; what is issued later does not convert (A46)
    journal = [
        *base(5),
        converts(1, 5),
        reverse_split(),
        series_d(7, "eve", "2006-01-03", "later"),
        authorised(4, 10**12),
    ]
    assert delivered(*journal) == [(5, 16_835)]
    assert balance("eve", *journal)[0] == 7


def test_before_the_first_series_d_the_split_is_not_that_split() -> None:
    early = reverse_split() | {"effective": "2005-09-20"}
    assert delivered(*base(100), early, authorised(2, 10**12)) == []


# --- late facts and edits ---------------------------------------------------------------------------------------------


def test_a_late_increase_completes_it_at_the_act_already_recorded() -> None:
    # authorised on the 1st already: the split of the 2nd had room
    journal = [
        certificate(10_000_000),
        common_before(10 * MILLION),
        series_d(900_000),
        reverse_split(common_authorized=1_000),
    ]
    late = corrected(reverse_split(common_authorized=2 * MILLION), "fix")
    assert delivered(*journal) == []
    assert delivered(*journal, late) == [(900_000, 303_030)]
    made = made_of(*journal, late)
    assert [one.id for one in made.log[-2:]] == ["fix", "series_d_auto_converted-6"]
    assert made.log[-1].entry.effective.isoformat() == "2006-01-02"


def test_series_d_found_late_converts_there_too() -> None:
    found = series_d(3, "eve", "2005-12-01", "late")
    assert delivered(*base(100), reverse_split(), found) == [(100, 33), (3, 1)]  # 1.01
    # of one who had converted: 100 and 5, each rounded down, though 105 together would give 35
    assert delivered(*base(100), reverse_split(), series_d(5, "dana", "2005-12-01", "late")) == [(100, 33), (5, 1)]


def test_what_was_delivered_stays_when_the_price_was_otherwise() -> None:
    # free shares found late: 33,000 / 20,000,000 = .00165, and 16.5 after the split; 100 were due 67.34
    journal = [*base(100), reverse_split(), sale(1, 10 * MILLION)]
    assert (delivered(*journal), entitled(*journal)) == ([(100, 33)], [67])


def test_without_its_cause_it_does_not_apply() -> None:
    journal = [*base(100), reverse_split()]
    assert (balance("dana", *journal), common_outstanding(*journal)) == ((0, 33), 1_033)
    without = [*journal, void("split")]
    assert (balance("dana", *without), common_outstanding(*without)) == ((100, 0), 10 * MILLION)
    # it stays in the log
    assert made_of(*without).accepted_ids[-2:] == ["series_d_auto_converted-5", "void-split"]
    otherwise = [*journal, corrected(split(2, 1_000, 1))]
    assert balance("dana", *otherwise) == (100, 0)


def test_another_act_may_complete_it_then() -> None:
    journal = [*base(100), reverse_split(), void("split"), reverse_split(5) | {"id": "real"}]
    assert delivered(*journal) == [(100, 33)]
    assert made_of(*journal).accepted_ids[-1] == "series_d_auto_converted-8"


def test_it_falls_with_the_split_when_the_increase_completed_it() -> None:
    journal = [*base(100), reverse_split(common_authorized=1_000), authorised(3, 20_000)]
    assert delivered(*journal) == [(100, 33)]
    assert delivered(*journal, corrected(split(2, 1_000, 1, common_authorized=10_000))) == []


def test_a_cause_corrected_to_another_day_takes_it_along() -> None:
    journal = [*base(100), reverse_split(), corrected(reverse_split(4))]
    made = made_of(*journal)
    assert made.holders(jan(3))["series_d_outstanding"] == 100
    assert made.holders(jan(4))["series_d_outstanding"] == 0


def test_no_whole_share_is_flagged() -> None:
    journal = [*base(898), series_d(2, "eve", "2005-10-03", "eves"), reverse_split()]
    assert delivered(*journal) == [(898, 302), (2, 0)]
    assert "no_whole_share" in flags_of(*journal)


# nothing outstanding when a share is issued free: (0 x .0033 + 0) / 1
TO_NOTHING = [certificate(), series_d(1_000), reverse_split()]
FREE = sale(1, 1, name="free")


def test_what_if_the_price_had_been_zero_nothing_had_converted(tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "ledger.db")) as ledger:
        ledger.record(TO_NOTHING)
        answer = ledger.what_if(add=[FREE])
    assert (answer.what_if.in_effect.fraction, answer.what_if.common_per_share) == (0, None)
    said = {(one.about, one.figure): (one.actual, one.what_if) for one in answer.differences if one.kind == "balance"}
    assert said == {("dana", "series_d"): (0, 1_000), ("dana", "common"): (336, 0)}


REFUSALS = [
    NotAccepted(
        "a late price of zero",
        TO_NOTHING,
        FREE,
        "price_is_zero",
        "4A",
        "would break split of 2006-01-02",
    ),
    NotAccepted(
        "void of what the ledger wrote",
        [*base(100), reverse_split()],
        entry("entry_voided", 9, id="void", entry="series_d_auto_converted-5", reason="r"),
        "written_by_ledger",
        "4L (second)",
        "edit split, which caused it",
    ),
    NotAccepted(
        "correction of what the ledger wrote",
        [*base(100), reverse_split()],
        entry(
            "entry_corrected",
            9,
            id="fix",
            entry="series_d_auto_converted-5",
            reason="r",
            **{"with": converts(2, 100, name="series_d_auto_converted-5")},
        ),
        "written_by_ledger",
        "4L (second)",
        "was written by the ledger",
    ),
    NotAccepted(
        "a late transfer of what converted",
        [*base(100), reverse_split()],
        entry("shares_transferred", 1, id="late", stock="series_d", to="eve", shares=1, **{"from": "dana"}),
        "more_than_held",
        "4L (second)",
        "would break",
    ),
    NotAccepted(
        "fewer authorised than issued",
        base(),
        authorised(2, 10 * MILLION - 1),
        "authorized_below_issued",
        "4A",
        "authorize 10,000,000 or more",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)

"""9: terms are amended by a majority, what fixes the price by all; one adjustment is waived before it by a majority."""

from fractions import Fraction as F  # noqa: N817
from pathlib import Path

import pytest

from tests.clauses.asking import (
    NotAccepted,
    check_flag,
    check_refusal,
    deemed,
    delivered,
    flags_of,
    made_of,
    price_after,
    price_on,
    steps_of,
)
from tests.reference.figures import (
    AB,
    MILLION,
    P0,
    Entry,
    certificate,
    common_before,
    consent,
    converts,
    entry,
    exercised,
    jan,
    lapses,
    note,
    option,
    option_x,
    sale,
    series_d,
    split,
    waiver,
)

TWO = [certificate(), common_before(10 * MILLION), series_d(6), series_d(4, "eve", "2005-10-03", "eves")]
ALL = [consent(1, "A"), consent(1, "A", "eve", "eves-consent")]
MAJORITY = [consent(1, "A")]  # 6 of 10


def amended(term: str, value: object, day: int = 2) -> Entry:
    """A term is amended."""
    return entry("terms_amended", day, id="amended", action="A", term=term, value=value)


# --- terms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "value"),
    [("designated_shares", 10), ("notice_days", 0), ("par_value", 0), ("series", "Series D-1"), ("notice_days", "1e2")],
)
def test_a_majority_amends_other_terms(term: str, value: object) -> None:
    made = made_of(*TWO, *MAJORITY, amended(term, value))
    assert str(getattr(made.book.state.terms, term)) == str(100 if value == "1e2" else value)
    assert made.steps == []


def test_all_amend_the_price_from_the_next_day() -> None:
    journal = [*TWO, *ALL, amended("conversion_price", "0.005"), converts(2, 1), converts(3, 1, name="after")]
    assert (price_on(2, *journal), price_on(3, *journal)) == (P0, F(5, 1000))
    assert [common for _, common in delivered(*journal)] == [3_367, 2_222]  # 11.1111 / .005 = 2,222.22
    (step,) = steps_of(*journal)
    assert (step.clause, step.entry) == ("9", "amended")
    # adjustments go on from it
    assert price_after(*journal[:-2], sale(3, 5 * MILLION)) == F(50_000, 15 * MILLION)


def test_in_other_share_units_the_price_is_amended_as_it_is_written() -> None:
    # one for ten: .0033 is .033, and becomes .05
    journal = [*TWO, *ALL, split(1, 10, 1), amended("conversion_price", "0.05")]
    assert (price_on(2, *journal), price_on(3, *journal)) == (F(33, 1000), F(5, 100))


def test_an_amendment_to_the_price_that_it_is_is_no_step() -> None:
    assert steps_of(*TWO, *ALL, amended("conversion_price", "0.0033")) == []


def test_all_amend_the_stated_value() -> None:
    journal = [*TWO, *ALL, amended("stated_value", "3.3")]
    assert made_of(*journal).price(jan(2))["common_per_share"] == 1_000
    assert delivered(*journal, converts(2, 2)) == [(2, 2_000)]


def test_before_the_first_series_d_nobody_is_asked_and_the_initial_price_is_another() -> None:
    early = amended("conversion_price", "0.002") | {"effective": "2005-09-20"}
    assert (price_on(1, *TWO, early), steps_of(*TWO, early)) == (F(2, 1000), [])


# --- waivers ----------------------------------------------------------------------------------------------------------

CHEAP = sale(3, 5 * MILLION, 6_000)


def test_a_majority_waives_what_is_still_to_come() -> None:
    journal = [*TWO, *MAJORITY, CHEAP, waiver(2, "A", "sale")]
    assert (price_after(*journal), steps_of(*journal)) == (P0, [])
    # the shares are outstanding all the same: 49,500 / 16,000,000
    assert price_after(*journal, sale(4, MILLION, name="next")) == F(49_500, 16 * MILLION)


def test_a_waiver_may_name_what_is_not_recorded_yet() -> None:
    check_flag("waived_before", "9", "still to come", *TWO, *MAJORITY, waiver(2, "A", "sale"))
    assert price_after(*TWO, *MAJORITY, waiver(2, "A", "sale"), CHEAP) == P0


def test_all_waive_what_has_been_and_the_price_goes_back_from_the_next_day() -> None:
    later = sale(4, MILLION, 3_000, "later")  # .003: no trigger at .0026, and one at .0033
    journal = [*TWO, *ALL, CHEAP, later, waiver(5, "A", "sale")]
    assert price_on(5, *journal) == F(26, 10_000)
    # 15,000,000 x .0033 = 49,500; + 3,000 over 16,000,000
    assert price_after(*journal) == F(52_500, 16 * MILLION)
    step = steps_of(*journal)[-1]
    assert (step.clause, step.governs_from) == ("9", jan(6))
    assert [one["entry"] for one in made_of(*journal).steps[-1]["replayed"]] == ["later"]
    assert "waived_before" not in flags_of(*journal)


@pytest.mark.parametrize(
    ("grant", "exercise"),
    [
        (option(3, "R", 5 * MILLION, "0.001"), []),
        (option(3, "R", 5 * MILLION, "0.001"), [exercised(4, "R", MILLION)]),
        (note(3, "R", 5 * MILLION, 1_000), [exercised(4, "R", MILLION)]),
        (option(3, "R", 5 * MILLION, 0, assumed=True), [exercised(4, "R", MILLION)]),
        (option(3, "R", 5 * MILLION, 0, conversion_price=0), [exercised(4, "R", MILLION)]),
    ],
)
def test_a_waived_grant_is_never_tested(grant: Entry, exercise: list[Entry]) -> None:
    journal = [*TWO, *MAJORITY, waiver(2, "A", "R"), grant, *exercise]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    # nor in a later replay
    other = [option_x(5), lapses(6, "X")]
    assert price_after(*journal, *other) == P0


def test_a_majority_waives_afterwards_what_moved_nothing() -> None:
    # tested against the opening price: .00297 is below .0033, but would raise 49,500 / 20,000,000
    parallel = [certificate(same_day_price="opening"), *TWO[1:]]
    pair = [sale(3, 10 * MILLION, 16_500, "low"), sale(3, 10 * MILLION, 29_700, "high")]
    journal = [*parallel, *MAJORITY, *pair, waiver(5, "A", "high")]
    assert price_after(*journal) == F(49_500, 20 * MILLION)
    # of a transaction, what was no trigger
    together = {"transaction": "t"}
    pair = [sale(3, MILLION, 1_000, "low", **together), sale(3, MILLION, 3_400, "high", **together)]
    assert price_after(*TWO, *MAJORITY, *pair, waiver(5, "A", "high")) == F(AB + 1_000, 11 * MILLION)


def test_a_grant_waived_afterwards_is_no_longer_deemed_issued_whatever_comes_out_of_it() -> None:
    # 1,000,000 of the 5,000,000 have come out before the waiver, and 1,000,000 come out after it: neither is tested
    before, behind = exercised(4, "X", MILLION, "before"), exercised(6, "X", MILLION, "behind")
    journal = [*TWO, *ALL, option_x(3), before, waiver(5, "A", "X"), behind]
    assert (price_after(*journal), deemed(*journal)) == (P0, 0)
    assert not made_of(*journal).holders(jan(7))["rights"]["X"]["triggered"]
    # A is what is outstanding: 12,000,000 x .0033
    assert price_after(*journal, sale(8, MILLION)) == F(39_600, 13 * MILLION)


def test_one_of_a_transaction_can_be_waived() -> None:
    together = {"transaction": "t"}
    pair = [sale(3, MILLION, 1_000, "a", **together), sale(3, MILLION, 2_000, "b", **together)]
    journal = [*TWO, *MAJORITY, waiver(2, "A", "a"), *pair]
    assert price_after(*journal) == F(AB + 2_000, 11 * MILLION)


# --- refusals ---------------------------------------------------------------------------------------------------------


def refused(name: str, before: list[Entry], action: Entry, says: str) -> NotAccepted:
    """A case of missing consent."""
    return NotAccepted(name, before, action, "consent_missing", "9", says)


NO_SALE = entry("notice_sent", 3, id="sale", kind="adjustment", holder="dana")


def corrected(right: Entry) -> Entry:
    """The sale was otherwise."""
    return entry("entry_corrected", 20, id="fix", entry="sale", reason="clerical error", **{"with": right})


REFUSALS = [
    refused("a term without consent", TWO, amended("notice_days", 20), "more than half of 10"),
    refused("half is no majority", [*TWO, consent(1, "A", shares=5)], amended("notice_days", 20), "5 have consented"),
    refused("the price by a majority", [*TWO, *MAJORITY], amended("conversion_price", "0.002"), "all 10"),
    refused("the Stated Value by a majority", [*TWO, *MAJORITY], amended("stated_value", 12), "all 10"),
    refused(
        "consent at a meeting, where writing is asked for",
        [*TWO, consent(1, "A", form="meeting")],
        amended("notice_days", 20),
        "written",
    ),
    refused("a waiver without consent", TWO, waiver(2, "A", "sale"), "more than half of 10"),
    refused("a waiver afterwards by a majority", [*TWO, *MAJORITY, CHEAP], waiver(4, "A", "sale"), "all 10"),
    refused("a waiver on the same day, recorded after", [*TWO, *MAJORITY, CHEAP], waiver(3, "A", "sale"), "all 10"),
    refused(
        "a late issue that breaks unanimity",
        [*TWO, *ALL, amended("conversion_price", "0.002", 5)],
        series_d(1, "fay", "2006-01-04", "late"),
        "would break amended",
    ),
    NotAccepted(
        "no such term", [*TWO, *ALL], amended("stated_valeu", 12), "unknown_term", "9", "did you mean 'stated_value'?"
    ),
    NotAccepted(
        "the switches are no terms", [*TWO, *ALL], amended("interpretations", 1), "unknown_term", "9", "known are"
    ),
    NotAccepted(
        "a price of nothing", [*TWO, *ALL], amended("conversion_price", 0), "value_cannot_be", "9", "conversion_price"
    ),
    NotAccepted(
        "a word for a number", [*TWO, *ALL], amended("stated_value", "much"), "value_cannot_be", "9", "cannot be much"
    ),
    NotAccepted(
        "half a share", [*TWO, *ALL], amended("designated_shares", "10.5"), "value_cannot_be", "9", "designated_shares"
    ),
    NotAccepted(
        "a waiver of what makes no adjustment",
        [*TWO, *ALL],
        waiver(2, "A", "opening"),
        "nothing_to_waive",
        "9",
        "opening",
    ),
    NotAccepted(
        "a waiver of Series D", [*TWO, *ALL], waiver(2, "A", "first-d"), "nothing_to_waive", "9", "series_d_issued"
    ),
    NotAccepted(
        "what adjusts nothing, under a name that is waived",
        [*TWO, *ALL, waiver(2, "A", "sale")],
        NO_SALE,
        "nothing_to_waive",
        "9",
        "would break waiver",
    ),
    NotAccepted(
        "a correction into what adjusts nothing, of what is waived",
        [*TWO, *ALL, waiver(2, "A", "sale"), CHEAP],
        corrected(NO_SALE),
        "nothing_to_waive",
        "9",
        "would break waiver",
    ),
    NotAccepted(
        "a waiver of what was corrected into what adjusts nothing",
        [*TWO, *ALL, CHEAP, corrected(NO_SALE)],
        waiver(2, "A", "sale"),
        "nothing_to_waive",
        "9",
        "notice_sent",
    ),
]


def test_what_was_corrected_into_a_sale_can_be_waived() -> None:
    assert price_after(*TWO, *ALL, NO_SALE, corrected(CHEAP), waiver(2, "A", "sale")) == P0


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)


@pytest.mark.parametrize("days", [9, 10])
def test_only_what_fixes_the_price_takes_all(days: int) -> None:
    # a majority amends the days of notice, whatever they were
    assert made_of(*TWO, *MAJORITY, amended("notice_days", days)).book.state.terms.notice_days == days

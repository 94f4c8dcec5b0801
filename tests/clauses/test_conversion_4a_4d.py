"""4A and 4D: whole shares of Common per notice, at the price of the Conversion Date, within what is authorised."""

from pathlib import Path

import pytest

from ledger.log.recorded import Delivery
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
)
from tests.ledger.engine import judge
from tests.reference.figures import (
    MILLION,
    UNPAID,
    Entry,
    base,
    certificate,
    converts,
    entry,
    jan,
    option_x,
    reverse_split,
    sale,
    series_d,
    split,
)

X = [*base(), option_x(2)]  # .0026: 11.1111 / .0026 = 4,273.5 for each


@pytest.mark.parametrize(
    ("notices", "common"),
    [
        ([26], [111_111]),  # 111,111 exactly
        ([13, 13], [55_555, 55_555]),  # 55,555.5 twice: one share is lost
        ([1] * 3, [4_273] * 3),  # 4,273.5
        ([25], [106_837]),  # 106,837.5
    ],
)
def test_rounded_down_once_per_notice(notices: list[int], common: list[int]) -> None:
    made = [converts(3, shares, name=f"notice-{number}") for number, shares in enumerate(notices)]
    assert delivered(*X, *made) == list(zip(notices, common, strict=True))
    assert balance("dana", *X, *made) == (900_000 - sum(notices), sum(common))


def test_the_price_is_not_rounded() -> None:
    # 7 free shares: 33,000 / 10,000,007 a share; 7 x 11.1111 x 10,000,007 / 33,000 = 23,569.0165
    assert delivered(*base(), sale(2, 7), converts(3, 7)) == [(7, 23_569)]


def test_a_whole_number_is_not_missed_by_a_hair() -> None:
    # three adjustments on: .0033 x 10/11 x 11/12 x 12/15 = .0022, 11.1111 / .0022 = 5,050.5, twice is whole
    sales = [sale(2, MILLION), sale(3, MILLION, name="b"), sale(4, 3 * MILLION, name="c")]
    assert delivered(*base(), *sales, converts(5, 2)) == [(2, 10_101)]


def test_common_may_be_registered_to_another() -> None:
    journal = [*base(), converts(2, 1, register_to="eve")]
    assert (balance("dana", *journal), balance("eve", *journal)) == ((899_999, 0), (0, 3_367))


def test_notice_on_the_conversion_date_is_in_time() -> None:
    assert delivered(*base(), converts(2, 1, notice_delivered="2006-01-02")) == [(1, 3_367)]


def test_surrender_moves_no_price() -> None:
    # A4: notice on the 1st, certificate on the 2nd, Conversion Date the 3rd: .0026
    dated = converts(3, 26, notice_delivered="2006-01-01", surrendered="2006-01-02")
    assert delivered(*X, dated) == [(26, 111_111)]


def test_what_is_stated_as_delivered_is_a_fact_and_flagged_where_it_differs() -> None:
    stated = converts(3, 26, common_shares=111_000)
    assert delivered(*X, stated) == [(26, 111_000)]
    assert entitled(*X, stated) == [111_111]
    check_flag("delivery_differs", "4A", "111,111", *X, stated)
    assert "delivery_differs" not in flags_of(*X, converts(3, 26, common_shares=111_111))


def test_a_stated_delivery_converts_all_that_the_notice_names() -> None:
    journal = [*base(authorized=10_003_367), converts(3, 5, common_shares=3_367)]
    assert delivered(*journal) == [(5, 3_367)]
    assert balance("dana", *journal)[0] == 899_995


def test_what_was_delivered_stays_whatever_becomes_known() -> None:
    late = sale(1, 10 * MILLION)  # .00165 from the 2nd on
    journal = [*base(), converts(3, 26), late]
    assert delivered(*journal) == [(26, 87_542)]
    assert entitled(*journal) == [175_084]


def test_cut_back_to_what_is_authorised() -> None:
    # room for 10,000: 2 give 6,734, 3 would give 10,101
    journal = [*base(authorized=10_010_000), converts(2, 5)]
    assert delivered(*journal) == [(2, 6_734)]
    check_flag("cut_back", "4A", "2 of 5", *journal)
    # the rest is not queued: it takes a new notice, when there is room
    more = [*journal, entry("common_authorized_changed", 3, id="more", authorized=20 * MILLION)]
    assert balance("dana", *more) == (899_998, 6_734)
    assert delivered(*more, converts(4, 3, name="new")) == [(2, 6_734), (3, 10_101)]


def test_of_a_conversion_that_was_cut_back_only_what_was_converted_must_be_there() -> None:
    # 2 of 5 were converted; what turns up late leaves dana 3, fewer than the notice named and enough for what was done
    journal = [*base(authorized=10_010_000), converts(4, 5)]

    def given_away(shares: int) -> Entry:
        fields = {"stock": "series_d", "from": "dana", "to": "erin", "shares": shares}
        return entry("shares_transferred", 2, id="late", **fields)

    assert delivered(*journal, given_away(899_997)) == [(2, 6_734)]
    assert balance("dana", *journal, given_away(899_998)) == (0, 6_734)
    [(_, refusal)] = judge([*journal, given_away(899_999)]).refused
    assert refusal.code == "more_than_held"


def test_the_fewest_that_give_the_most() -> None:
    # at 3.30 each gives 3.367; room 10: 3 give 10.1, and so would not fewer; 2 give 6.7
    journal = [*base(), split(2, 1_000, 1, common_authorized=10_010), converts(3, 9)]
    assert delivered(*journal) == [(3, 10)]
    # at 33 each gives .3367; room 2: 9 would give 3.03, and 6 give 2.02; 8 give 2.69, which fits and is not cut back
    scarce = [*base(), reverse_split(common_authorized=1_002)]
    assert delivered(*scarce, converts(3, 9)) == [(6, 2)]
    assert delivered(*scarce, converts(3, 8)) == [(8, 2)]


def test_cut_back_takes_the_oldest_first_with_what_is_accrued_on_them() -> None:
    # 100 carry 1 each and give 3,670.03 each, 100 came later and give 3,367: 150 give 367,003.03 + 168,350
    journal = [*base(100, authorized=10_535_353), UNPAID, series_d(100, on="2006-01-03", name="later")]
    assert delivered(*journal, converts(4, 200)) == [(150, 535_353)]
    # and 149 no more than 531,986
    assert delivered(*base(100, authorized=10_535_352), *journal[3:], converts(4, 200)) == [(149, 531_986)]


def test_what_was_delivered_is_known_as_soon_as_it_is_recorded() -> None:
    made = made_of(*base(), converts(2, 26), converts(3, 1, name="stated", common_shares=3_000, register_to="eve"))
    worked_out, stated = made.book.state.conversions
    assert (worked_out.entry, worked_out.delivery, worked_out.stated) == ("conversion", Delivery(26, 87_542), False)
    assert (worked_out.owned_before, worked_out.register_to) == (900_000, "")
    assert (stated.entry, stated.delivery, stated.stated) == ("stated", Delivery(1, 3_000), True)
    assert (stated.owned_before, stated.register_to) == (899_974, "eve")


def test_where_nothing_fits_what_is_stated_differs_from_nothing() -> None:
    journal = [*base(authorized=10 * MILLION), converts(2, 1, common_shares=0)]
    assert flags_of(*journal)["delivery_differs"].message.endswith("the record gives 0 for 0")


def test_an_ordinary_conversion_is_not_flagged() -> None:
    assert flags_of(*base(), converts(2, 26, notice_delivered="2006-01-02")) == {}
    # all that fit: 2 give 6,734
    assert "cut_back" not in flags_of(*base(authorized=10_006_734), converts(2, 2))
    assert "conversion_date_later" in flags_of(*base(), converts(2, 26, notice_delivered="2006-01-01"))


def test_what_becomes_of_accruals_depends_on_what_converts() -> None:
    # the 100 that carry something are converted, and those that came later are not
    later = [UNPAID, series_d(100, on="2006-01-03", name="later"), converts(4, 100)]
    said = flags_of(*base(100), *later)["conversion_with_accruals"].message
    assert said == "accrued dividends are converted into Common with it (A42)"
    said = flags_of(*base(100, conversion_amount="stated_value"), *later)["conversion_with_accruals"].message
    assert said == "accrued dividends end with it, since the Stated Value alone converts (A42)"
    assert "conversion_with_accruals" not in flags_of(*base(100), *later, converts(5, 1, name="last"))


def test_what_is_owned_after_follows_from_what_the_notice_says_was_owned_before() -> None:
    flags = flags_of(*base(), converts(2, 1, owned_before=899_999, owned_after=899_998))
    assert "owned_before_differs" in flags
    assert "owned_after_differs" not in flags


def test_no_whole_share_is_accepted_and_flagged() -> None:
    journal = [*base(), reverse_split(common_authorized=1_001), converts(3, 2)]
    assert delivered(*journal) == [(2, 0)]
    check_flag("no_whole_share", "4D", "no whole share", *journal)


def test_treasury_is_delivered_after_the_unissued() -> None:
    # 10,005,000 authorised, 10,000,000 issued, 4,000 bought back: 5,000 unissued; two give 6,734
    bought = entry("treasury_acquired", 2, id="bought", holder="public", shares=4_000)
    journal = [*base(authorized=10_005_000), bought, converts(3, 2)]
    assert made_of(*journal).holders(jan(3))["treasury"] == 4_000 - 1_734
    assert common_outstanding(*journal) == 9_996_000 + 6_734


def test_accruals_convert_with_it_and_are_flagged() -> None:
    # 12.1111 / .0033 = 3,670.03
    check_flag("conversion_with_accruals", "4A", "accrued", *base(), UNPAID, converts(3, 1))
    assert delivered(*base(), UNPAID, converts(3, 1)) == [(1, 3_670)]


@pytest.mark.parametrize(
    ("notice", "code"),
    [
        ({"owned_before": 899_999}, "owned_before_differs"),
        ({"owned_before": 900_000, "owned_after": 899_998}, "owned_after_differs"),
    ],
)
def test_a_notice_that_misstates_what_is_owned_is_flagged_and_counts(notice: dict[str, int], code: str) -> None:
    check_flag(code, "4A", "owned", *base(), converts(2, 1, **notice))
    right = {"owned_before": 900_000, "owned_after": 899_999}
    assert code not in flags_of(*base(), converts(2, 1, **right))


def test_a_corrected_conversion_is_delivered_anew() -> None:
    # recorded at .0033; X became known; corrected to 13: 55,555.5
    fix = entry("entry_corrected", 9, id="fix", entry="conversion", reason="13", **{"with": converts(3, 13)})
    assert delivered(*base(), converts(3, 26), option_x(2), fix) == [(13, 55_555)]


def test_what_was_delivered_with_a_correction_stays_too() -> None:
    # 13 x 3,367 as corrected; X becomes known behind it, and they should have given 13 x 4,273.5
    fix = entry("entry_corrected", 9, id="fix", entry="conversion", reason="13", **{"with": converts(3, 13)})
    journal = [*base(), converts(3, 26), fix, option_x(2)]
    assert delivered(*journal) == [(13, 43_771)]
    assert entitled(*journal) == [55_555]


def test_certificates_are_delivered_for_conversions() -> None:
    made = [*base(), converts(2, 1), entry("certificate_delivered", 4, id="sent", conversion="conversion")]
    assert delivered(*made) == [(1, 3_367)]


ZERO = [certificate(), series_d(900_000), sale(2, MILLION)]  # A = 0 and D = 0: the price is nothing

REFUSALS = [
    NotAccepted(
        "before the notice was delivered",
        base(),
        converts(2, 1, notice_delivered="2006-01-03"),
        "conversion_before_notice",
        "4A",
        "on or after that day",
    ),
    NotAccepted("more than held", base(5), converts(2, 6), "more_than_held", "4A", "name 5 or fewer"),
    NotAccepted(
        "by one who holds none",
        base(5),
        converts(2, 1, "eve"),
        "more_than_held",
        "4A",
        "eve holds no shares of Series D",
    ),
    NotAccepted(
        "more than held after a conversion",
        [*base(5), converts(2, 3, name="first")],
        converts(3, 3),
        "more_than_held",
        "4A",
        "name 2 or fewer",
    ),
    NotAccepted("no room", base(authorized=10_003_366), converts(2, 9), "no_room", "4A", "common_authorized_changed"),
    NotAccepted(
        "more stated than authorised",
        base(authorized=10_003_366),
        converts(2, 1, common_shares=3_367),
        "beyond_authorized",
        "4A",
        "3,366",
    ),
    NotAccepted("at a price of nothing", ZERO, converts(3, 1), "price_is_zero", "4A", "A44"),
    NotAccepted(
        "at a price of nothing, stated", ZERO, converts(3, 1, common_shares=5), "price_is_zero", "4A", "no number"
    ),
    NotAccepted(
        "a certificate for what is no conversion",
        [*base(), sale(2, 1, 1)],
        entry("certificate_delivered", 3, id="sent", conversion="sale"),
        "unknown_conversion",
        "4C",
        "'sale' is no conversion",
    ),
    NotAccepted(
        "a certificate before the conversion",
        [*base(), converts(5, 1)],
        entry("certificate_delivered", 4, id="sent", conversion="conversion"),
        "unknown_conversion",
        "4C",
        "on or before 2006-01-04",
    ),
    NotAccepted(
        "more transferred than held",
        base(5),
        entry("shares_transferred", 2, id="passes", stock="series_d", to="eve", shares=6, **{"from": "dana"}),
        "more_than_held",
        "4O",
        "name 5 or fewer",
    ),
    NotAccepted(
        "a late transfer under a conversion",
        [*base(5), converts(5, 5)],
        entry("shares_transferred", 4, id="late", stock="series_d", to="eve", shares=1, **{"from": "dana"}),
        "more_than_held",
        "4A",
        "would break conversion",
    ),
    NotAccepted(
        "a late fall of the authorised number under a delivery",
        [*base(authorized=20 * MILLION), converts(5, 100)],
        entry("common_authorized_changed", 4, id="late", authorized=10_336_699),
        "beyond_authorized",
        "4A",
        "would break conversion",
    ),
]


@pytest.mark.parametrize("case", REFUSALS, ids=lambda case: case.name)
def test_refused(case: NotAccepted, tmp_path: Path) -> None:
    check_refusal(case, tmp_path)

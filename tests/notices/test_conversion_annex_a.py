"""Annex A: the form filled in for a conversion that is recorded or to come, and what a notice states checked."""

import datetime as dt
from fractions import Fraction

import pytest

from ledger.events import read_entry
from ledger.refusals import Refusal
from projections.documents.notices.conversion import prospective_conversion, recorded_conversion
from projections.render.blocks import Heading, Signature
from projections.render.documents.notices.conversion import form
from projections.render.json.serialize import as_json
from projections.render.text import as_text

from .company import OPTION, SALE, START, Company

AT = dt.datetime(2008, 1, 1, tzinfo=dt.UTC)


def converts(shares, on="2006-01-03", holder="Dana", **more):
    return {"type": "series_d_converted", "id": "conv", "effective": on, "holder": holder, "shares": shares, **more}


def prospective(company, **entry):
    return prospective_conversion(company.log(), read_entry(converts(**entry)), AT)


def test_a_recorded_conversion(tmp_path):
    notice = recorded_conversion(Company(tmp_path, *START, OPTION, converts(26)).log())
    assert (notice.owned_before, notice.asked, notice.converted, notice.owned_after) == (1_000, 26, 26, 974)
    # 26 x 11.1111 / .0026
    assert (notice.price, notice.unrounded, notice.common, notice.delivered) == (
        Fraction("0.0026"),
        111_111,
        111_111,
        111_111,
    )
    assert notice.preference_of_all == Fraction("288.8886")
    assert (notice.entry, notice.register_to, notice.has_accruals) == ("conv", "Dana", False)


def test_one_to_come_is_not_recorded(tmp_path):
    company = Company(tmp_path, *START, OPTION)
    notice = prospective(company, shares=100, on="2006-01-02", register_to="Broker")
    # the price of the day of the grant is that of the day before: 100 x 3,367
    assert (notice.price, notice.common, notice.entry, notice.delivered) == (Fraction("0.0033"), 336_700, None, None)
    assert "borne by the holder" in as_text(form(notice))
    assert len(company.log()) == 5


def test_the_form_says_what_of_the_printed_one_it_leaves_out(tmp_path):
    company = Company(tmp_path, *START, OPTION, converts(26))
    for notice in (prospective(company, shares=100, id="other"), recorded_conversion(company.log())):
        said = " ".join(as_text(form(notice)).split()).partition("How this form departs from Annex A")[2]
        for what in ("no fee", "transfer taxes", "certificates and opinions", "par value"):
            assert what in said


def test_it_is_rounded_down_once(tmp_path):
    notice = prospective(Company(tmp_path, *START, OPTION, SALE), shares=3, on="2006-02-02")
    # 3 x 11.1111 / .0026 = 12,820.5
    assert (notice.unrounded, notice.whole, notice.common) == (Fraction("12820.5"), 12_820, 12_820)
    assert "no cash is paid for the fraction" in " ".join(as_text(form(notice)).split())


def test_the_liquidation_preference_goes_before_the_stated_value(tmp_path):
    unpaid = {"type": "cash_dividend_paid", "effective": "2005-12-01", "per_share": "1/3367", "series_d": "unpaid"}
    notice = prospective(Company(tmp_path, *START, unpaid), shares=100)
    # one dollar accrued: 100 x 12.1111 / .0033 = 367,003.03
    assert (notice.preference, notice.stated_value, notice.common) == (
        Fraction("12.1111"),
        Fraction("11.1111"),
        367_003,
    )
    said = " ".join(as_text(form(notice)).split())
    assert "12.1111, of which 11.1111 Stated Value and the rest accrued dividends" in said
    assert "1,211.11" in said
    assert "conversion_with_accruals" in [flag.code for flag in notice.flags]


def test_it_is_cut_back_where_the_authorized_number_is_short(tmp_path):
    # room for 10,000,000: 2,970 of 5,000 at 3,367 each give 9,999,990
    more = {"type": "series_d_issued", "effective": "2005-10-03", "holder": "Dana", "shares": 4_000}
    notice = prospective(Company(tmp_path, *START, more), shares=5_000)
    assert (notice.asked, notice.converted, notice.common, notice.room) == (5_000, 2_970, 9_999_990, 10_000_000)
    assert notice.owned_after == 2_030
    said = " ".join(as_text(form(notice)).split())
    assert "cut back to 2,970 Series D, the fewest that give 9,999,990 shares (A45)" in said
    assert "The other 2,030 stay outstanding" in said


def test_what_the_notice_states_is_checked(tmp_path):
    entry = converts(26, owned_before=1_001, owned_after=974, common_shares=87_542)
    notice = recorded_conversion(Company(tmp_path, *START, OPTION, entry).log())
    assert [(one.what, one.stated, one.computed, one.agrees) for one in notice.checked] == [
        ("owned before", 1_001, 1_000, False),
        ("owned after", 974, 974, True),
        ("Common delivered", 87_542, 111_111, False),
    ]
    assert {"owned_before_differs", "owned_after_differs", "delivery_differs"} <= {flag.code for flag in notice.flags}
    assert (notice.common, notice.delivered) == (111_111, 87_542)


def test_after_a_split_prices_are_in_the_units_of_the_conversion_date(tmp_path):
    split = {"type": "common_split", "effective": "2006-06-01", "old": 10, "new": 1}
    notice = prospective(Company(tmp_path, *START, split), shares=100, on="2006-06-02")
    assert (notice.price, notice.common) == (Fraction("0.033"), 33_670)


def test_what_could_not_be_recorded_is_refused(tmp_path):
    company = Company(tmp_path, *START)
    with pytest.raises(Refusal) as refused:
        prospective(company, shares=1_001)
    assert refused.value.code == "more_than_held"
    with pytest.raises(Refusal) as refused:
        prospective(company, shares=1, notice_delivered="2006-01-04")
    assert refused.value.code == "conversion_before_notice"
    assert len(company.log()) == 4


def test_what_is_no_conversion_by_notice_is_refused(tmp_path):
    company = Company(tmp_path, *START)
    with pytest.raises(Refusal, match="--holder and --shares prepare one"):
        recorded_conversion(company.log())
    company.record(converts(26))
    with pytest.raises(Refusal, match="did you mean 'conv'"):
        recorded_conversion(company.log(), "con")


def test_the_answer_has_the_figures_of_the_form(tmp_path):
    answer = as_json(recorded_conversion(Company(tmp_path, *START, OPTION, converts(26)).log()))
    assert answer["preference_of_all"]["exact"] == "1444443/5000"
    assert (answer["common"], answer["owned_after"], answer["checked"], answer["warnings"]) == (111_111, 974, [], [])


def test_of_a_recorded_conversion_it_is_a_recomputation_that_nobody_signs(tmp_path):
    # .0026 was learned of later: 26 x 3,367 = 87,542 were delivered, 111,111 are due
    company = Company(tmp_path, *START, converts(26))
    company.record(OPTION)
    notice = recorded_conversion(company.log())
    blocks = list(form(notice))
    said = " ".join(as_text(blocks).split())
    assert blocks[0] == Heading("Recomputation of a Conversion", 1)
    assert not any(isinstance(one, Signature) for one in blocks)
    assert "This is not the notice that Dana gave, and nothing here is to be signed." in said
    assert "elects" not in said
    assert (notice.common, notice.delivered, notice.stated) == (111_111, 87_542, False)
    assert "Common due, as now known 111,111" in said
    assert "Common that was delivered 87,542 (assumed, since nothing states it)" in said


def test_a_delivery_that_was_stated_is_called_so(tmp_path):
    notice = recorded_conversion(Company(tmp_path, *START, converts(26, common_shares=87_542)).log())
    assert notice.stated
    assert "Common that was delivered 87,542 (as stated)" in " ".join(as_text(form(notice)).split())


def test_of_one_to_come_it_is_a_notice_to_be_signed_by_its_holder(tmp_path):
    notice = prospective(Company(tmp_path, *START), shares=26)
    blocks = list(form(notice))
    assert blocks[0] == Heading("Notice of Conversion", 1)
    assert [one.on_behalf_of for one in blocks if isinstance(one, Signature)] == ["Dana"]
    assert notice.stated is None

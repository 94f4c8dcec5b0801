"""Letters where not all Series D carries the same accruals (A60): each holder is told what its own shares give."""

from datetime import date
from pathlib import Path
from typing import Any

from projections.documents.notices.adjustment import adjustment_notice
from tests.ledger.engine import judge
from tests.rights.company import Company, converts

UNPAID = {"type": "cash_dividend_paid", "id": "dividend", "effective": "2006-02-01", "per_share": "0.001",
          "series_d": "unpaid", "out_of_earnings": True}  # fmt: skip
LATER = {"type": "series_d_issued", "id": "later", "effective": "2006-02-02", "holder": "Late", "shares": 1_000}
SALE = {"type": "common_issued", "id": "sale", "effective": "2006-03-01", "holder": "Fund", "shares": 5_000_000,
        "consideration": {"cash": 6_000}}  # fmt: skip


def company(folder: Path, **terms: Any) -> Company:
    """1,000 Series D of Ada, on each of which .001 x 3,367 is accrued, and 1,000 of Late that carry nothing."""
    made = Company(folder, terms=terms, Ada=1_000)
    made.record(UNPAID, LATER)
    return made


def test_each_holder_is_told_what_its_own_shares_give(tmp_path: Path) -> None:
    # 14,478.1 / .0033 = 4,387,303.03 and / .0026 = 5,568,500; 11,111.1 / .0033 = 3,367,000 and / .0026 = 4,273,500
    made = company(tmp_path)
    made.record(SALE)
    letters = made.ask("notice", "adjustment")
    common = {one["holder"]: (one["common"]["before"], one["common"]["after"]) for one in letters["holders"]}
    assert common == {"Ada": (4_387_303, 5_568_500), "Late": (3_367_000, 4_273_500)}


def test_a_conversion_of_shares_with_different_accruals_is_computed_part_by_part(tmp_path: Path) -> None:
    # 1,000 x 14.4781 + 50 x 11.1111 = 15,033.655; over .0033 that is 4,555,653.03
    made = company(tmp_path)
    moved = {"type": "shares_transferred", "effective": "2006-02-03", "stock": "series_d", "from": "Late", "to": "Ada"}
    made.record(moved | {"shares": 50}, converts("Ada", 1_050, "2006-02-04", id="c"))
    answer = made.ask("notice", "conversion", "--entry", "c")
    assert (answer["common"], answer["preference_of_all"]["exact"]) == (4_555_653, "3006731/200")
    said = " ".join(made.run("notice", "conversion", "--entry", "c").stdout.split())
    assert "(1,000 x 14.4781 + 50 x 11.1111) / 0.0033" in said


def test_where_the_terms_choose_it_the_stated_value_alone_is_converted(tmp_path: Path) -> None:
    made = company(tmp_path, interpretations={"conversion_amount": "stated_value"})
    made.record(converts("Ada", 100, "2006-02-04", id="c"))
    answer = made.ask("notice", "conversion", "--entry", "c")
    assert (answer["common"], answer["preference_of_all"]["exact"]) == (336_700, "111111/100")
    assert "the Stated Value of 11.1111 alone is converted" in made.run("notice", "conversion", "--entry", "c").stdout


def test_a_late_notice_counts_what_has_accrued_since_in_the_rate_as_in_the_whole_shares() -> None:
    """The sale at .0012 of 2 January becomes known after an unpaid dividend of .001 of 5 February.

    At .0026 one Series D stands for 11.1111 / .0026 = 4,273.5 Common, so 4.2735 accrue and 15.3846 convert: into 4,662
    at .0033, and into 5,917.1538... at .0026; of 1,000 into 4,662,000 and 5,917,153.
    """
    log = judge([
        {"type": "certificate_adopted", "id": "c", "effective": "2005-09-06", "company": "Acme", "common_authorized": 10**10},
        {"type": "opening_balance", "id": "o", "effective": "2005-09-06", "holder": "Founders", "common": 10**7},
        {"type": "series_d_issued", "id": "d", "effective": "2005-09-07", "holder": "Fund", "shares": 1000},
        {"type": "cash_dividend_paid", "id": "cash", "effective": "2006-02-05", "per_share": "0.001", "series_d": "unpaid"},
        {"type": "common_issued", "id": "sale", "effective": "2006-01-02", "holder": "Buyers", "shares": 5 * 10**6,
         "consideration": {"cash": 6000}},
    ]).log  # fmt: skip
    notice = adjustment_notice(log, given=date(2006, 3, 1))
    assert notice.late
    rates = notice.common_per_share
    assert rates.before is not None
    assert rates.after is not None
    assert (rates.before.text(), rates.after.text()) == ("4662", "76923/13")
    (fund,) = notice.holders
    assert (fund.common.before, fund.common.after) == (4_662_000, 5_917_153)

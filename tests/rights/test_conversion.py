"""4A to 4D, 4M to 4O and Annex A: the notice, the cut-back, whole shares, what is left, and the register."""

import json
from pathlib import Path

from tests.rights.company import Company, converts, option_x


def test_a_notice_cannot_name_a_conversion_date_before_its_delivery(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    early = converts("Ada", 1, "2006-02-01", notice_delivered="2006-02-02")
    assert company.refused(early) == ("conversion_before_notice", "4A")
    later = converts("Ada", 1, "2006-02-03", notice_delivered="2006-02-02")
    assert company.record(later) == ["conversion_date_later"]  # A4: pending and revocable until then
    assert company.record(converts("Ada", 1, "2006-02-03", notice_delivered="2006-02-03")) == []


def test_the_price_is_that_of_the_conversion_date(tmp_path: Path) -> None:
    # A1, A4: 26 shares, 87,542 at .0033 on the day of the grant, 111,111 at .0026 the day after, whenever surrendered
    company = Company(tmp_path, Ada=100, Bo=100)
    company.record(
        option_x(),
        converts("Ada", 26, "2006-02-01", notice_delivered="2006-02-01"),
        converts("Bo", 26, "2006-02-02", surrendered="2006-01-31"),
    )
    holders = company.ask("holders", "--on", "2006-02-02")["holders"]
    assert (holders["Ada"]["common"], holders["Bo"]["common"]) == (87_542, 111_111)


def test_what_the_holder_says_it_owns_is_checked_against_the_register(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.record(converts("Ada", 10, "2006-02-01", owned_before=100, owned_after=90)) == []
    codes = company.record(converts("Ada", 10, "2006-02-01", owned_before=100, owned_after=91))
    assert codes == ["owned_before_differs", "owned_after_differs"]
    # what is owned after it is checked too where the notice leaves out what was owned before: 80 less 10 are 70
    assert company.record(converts("Ada", 10, "2006-02-01", owned_after=71)) == ["owned_after_differs"]
    assert company.record(converts("Ada", 10, "2006-02-01", owned_after=60)) == []


def test_what_the_holder_computes_is_checked_against_the_record(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.record(converts("Ada", 10, "2006-02-01", common_shares=33_670)) == []
    assert company.record(converts("Ada", 10, "2006-02-01", common_shares=33_671)) == [
        "delivery_differs",
        "probably_the_same",
    ]
    audited = company.ask("flags", "--on", "2006-02-01")["warnings"]
    assert [one["code"] for one in audited] == ["delivery_differs", "delivery_differs_from_due"]


def test_more_than_held_and_parts_of_a_share_are_refused(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    assert company.refused(converts("Ada", 101, "2006-02-01")) == ("more_than_held", "4A")
    assert company.refused(converts("Zoe", 1, "2006-02-01")) == ("more_than_held", "4A")
    for shares in ("1.5", "0", "-1"):
        done = company.run("record", "-", given=json.dumps(converts("Ada", 1, "2006-02-01") | {"shares": shares}))
        assert done.returncode == 2, done.stderr


def test_the_cut_back_gives_the_most_shares_for_the_fewest_series_d(tmp_path: Path) -> None:
    # A45: room 10,000,000 and 5,000 tendered: 2,970 x 3,367 = 9,999,990; the rest stays and needs a new notice
    company = Company(tmp_path, authorized=20_000_000, Ada=5000)
    assert company.record(converts("Ada", 5000, "2006-02-01")) == ["cut_back"]
    held = company.ask("holders", "--on", "2006-02-01")["holders"]["Ada"]
    assert (held["series_d"], held["common"]) == (2030, 9_999_990)
    assert company.refused(converts("Ada", 2030, "2006-02-02")) == ("no_room", "4A")


def test_where_one_share_fits_the_fewest_series_d_are_three_at_33_dollars(tmp_path: Path) -> None:
    company = Company(tmp_path, authorized=10_000_000, terms={"conversion_price": 33}, Ada=6)
    company.record({"type": "treasury_acquired", "effective": "2006-01-20", "holder": "Public", "shares": 1})
    assert company.record(converts("Ada", 6, "2006-02-01")) == ["cut_back"]
    held = company.ask("holders", "--on", "2006-02-01")
    assert held["holders"]["Ada"].items() >= {"series_d": 3, "common": 1, "votes": 1}.items()
    assert held["treasury"] == 0


def test_shares_are_whole_once_per_notice_and_nothing_is_paid_for_the_rest(tmp_path: Path) -> None:
    # A43: at 33, 100 give 33 and not 0; 2 give nothing at all, which is said
    company = Company(tmp_path, terms={"conversion_price": 33}, Ada=100, Bo=2)
    assert company.record(converts("Ada", 100, "2006-02-01")) == []
    assert company.record(converts("Bo", 2, "2006-02-01")) == ["no_whole_share"]
    held = company.ask("holders", "--on", "2006-02-01")["holders"]
    assert {name: one["common"] for name, one in held.items() if one["common"]} == {"Ada": 33, "Public": 10_000_000}
    assert company.series_d("2006-02-01") == {}


def test_the_common_is_registered_to_whom_the_holder_directs(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 10, "2006-02-01", id="c", register_to="Cy"))
    assert company.ask("holders", "--on", "2006-02-01")["holders"]["Cy"]["common"] == 33_670
    tax = {"type": "certificate_delivered", "effective": "2006-02-03", "conversion": "c", "issue_tax": 5}
    assert company.record(tax | {"tax_paid_by": "holder"}) == []


def test_a_tax_on_the_issue_is_the_companys_where_the_name_stays(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record(converts("Ada", 10, "2006-02-01", id="c"))
    tax = {"type": "certificate_delivered", "effective": "2006-02-03", "conversion": "c", "issue_tax": 5}
    assert company.record(tax) == []
    assert company.record(tax | {"tax_paid_by": "holder"}) == ["tax_charged_to_holder"]
    assert company.refused(tax | {"conversion": "X"}) == ("unknown_conversion", "4C")


def test_converted_shares_are_not_issued_again(tmp_path: Path) -> None:
    # A49: 900,000 ever issued, 100 converted: none is issuable
    company = Company(tmp_path, Ada=900_000)
    company.record(converts("Ada", 100, "2006-02-01"))
    more = {"type": "series_d_issued", "effective": "2006-02-02", "holder": "Bo", "shares": 1}
    assert company.refused(more) == ("beyond_designated", "4M")


def test_nothing_can_close_the_books(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    transfer = {"type": "shares_transferred", "effective": "2006-02-01", "stock": "series_d", "from": "Ada", "to": "Bo"}
    company.record(transfer | {"shares": 40}, converts("Bo", 40, "2006-02-01"))
    assert company.series_d("2006-02-01") == {"Ada": 60}
    done = company.run("record", "-", given='{"type": "books_closed", "effective": "2006-02-02"}')
    assert done.returncode == 2

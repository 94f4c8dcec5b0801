"""Section 3: the waterfall, and from which assets on converting first is better (A51)."""

from fractions import Fraction
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ledger.clauses.liquidation import Claims
from ledger.recorded import Delivery
from tests.rights.company import Company, converts

SHARES = st.integers(0, 50)
MONEY = st.fractions(0, 1000, max_denominator=20)


def totals(answer: dict) -> dict[str, str]:
    return {name: one["total"]["exact"] for name, one in answer["holders"].items()}


def test_short_assets_go_pro_rata_with_stock_on_a_parity(tmp_path: Path) -> None:
    # 900,000 x 11.1111 = 9,999,990; with 5,000,000 on a parity and assets of 5,000,000 the part paid is 5/14.99999
    company = Company(tmp_path, Ada=600_000, Bo=300_000)
    answer = company.ask("waterfall", "--assets", "5000000", "--parity", "Series E:50000:100", "--on", "2006-02-01")
    assert answer["short"]
    assert answer["series_d_due"]["exact"] == "9999990"
    assert totals(answer) == {"Ada": "3333330000000/1499999", "Bo": "1666665000000/1499999", "Public": "0"}
    assert answer["parity"]["Series E"] == {
        "due": {"exact": "5000000", "decimal": "5000000.0000000000"},
        "paid": {"exact": "2500000000000/1499999", "decimal": "1666667.7777785185"},
    }


def test_the_remainder_goes_to_common_pro_rata_and_none_of_it_to_series_d(tmp_path: Path) -> None:
    # 110 Series D are due 1,222.221; of the 1,032,447.779 left Ada's 336,700 of 10,336,700 Common get their part
    company = Company(tmp_path, Ada=200, Bo=10)
    company.record(converts("Ada", 100, "2006-01-10"))
    answer = company.ask("waterfall", "--assets", "1033670", "--on", "2006-02-01")
    assert not answer["short"]
    assert answer["remainder"]["exact"] == "1032447779/1000"
    ada, bo, public = (answer["holders"][name] for name in ("Ada", "Bo", "Public"))
    assert (ada["preference"]["exact"], bo["total"]["exact"]) == ("111111/100", "111111/1000")
    left = Fraction(1_032_447_779, 1000)
    assert Fraction(ada["from_common"]["exact"]) == left * 336_700 / 10_336_700
    assert Fraction(public["total"]["exact"]) == left * 10_000_000 / 10_336_700


def test_the_break_even_of_a_single_holder_is_the_price_times_all_common(tmp_path: Path) -> None:
    # 100 Series D against 10,000,000 Common: converting gives a share of 336,700 / 10,336,700, which is worth
    # 1,111.11 when the assets are .0033 x 10,336,700 = 34,111.11
    company = Company(tmp_path, Ada=100)
    below = company.ask("waterfall", "--assets", "34111", "--on", "2006-02-01")["holders"]["Ada"]
    above = company.ask("waterfall", "--assets", "68222.22", "--on", "2006-02-01")["holders"]["Ada"]
    assert below["break_even"]["exact"] == "3411111/100"
    assert not below["converting_is_better"]
    assert above["converting_is_better"]
    assert above["total"]["exact"] == "111111/100"
    assert above["if_converted"] == {
        "series_d": 100,
        "common_shares": 336_700,
        "total": {"exact": "111111/50", "decimal": "2222.2200000000"},
    }


def test_converting_is_cut_back_to_what_is_authorized(tmp_path: Path) -> None:
    company = Company(tmp_path, authorized=10_003_367, Ada=100)
    ada = company.ask("waterfall", "--assets", "1000000", "--on", "2006-02-01")["holders"]["Ada"]
    assert (ada["if_converted"]["series_d"], ada["if_converted"]["common_shares"]) == (1, 3367)


def test_a_recorded_liquidation_is_checked_and_can_be_asked_about(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    wound_up = {
        "type": "liquidated",
        "effective": "2006-03-01",
        "parity": [{"class": "E", "shares": 1, "preference": 9}],
    }
    assert company.record(wound_up | {"id": "poor", "assets": 100}) == ["notice_late_or_missing", "assets_short"]
    assert company.record(wound_up | {"id": "rich", "assets": 100_000})[1:] == ["converting_is_better"]
    assert company.record(wound_up | {"id": "nothing", "assets": 0})[1:] == ["no_assets", "assets_short"]
    answer = company.ask("waterfall", "--liquidation", "rich")
    assert answer["assets"]["exact"] == "100000"
    assert answer["parity"]["E"]["paid"]["exact"] == "9"
    assert company.ask("waterfall", "--liquidation", "certificate")["error"]["code"] == "unknown_liquidation"


def test_a_liquidation_without_series_d_prefers_nobody(tmp_path: Path) -> None:
    company = Company(tmp_path)
    assert company.record({"type": "liquidated", "effective": "2006-03-01", "assets": 5}) == ["nothing_preferred"]
    answer = company.ask("waterfall", "--assets", "5", "--on", "2006-03-01")
    assert totals(answer) == {"Public": "5"}


def test_the_chart_and_the_table_are_for_people(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    done = company.run("waterfall", "--assets", "50000", "--on", "2006-02-01", "--chart")
    assert done.returncode == 0, done.stderr
    assert "Payout against assets" in done.stdout
    assert "Ada would get more by converting first (4A)" in done.stdout


def test_what_is_asked_wrongly_is_wrong_usage(tmp_path: Path) -> None:
    company = Company(tmp_path)
    for words in (["--assets", "-1"], ["--assets", "1", "--parity", "E"], [], ["--assets", "1", "--liquidation", "x"]):
        assert company.run("waterfall", *words).returncode == 2


@given(
    st.lists(st.tuples(SHARES, SHARES), min_size=1, max_size=4),
    st.tuples(MONEY, MONEY, MONEY),
    st.integers(1, 50),
    st.integers(0, 2000),
)
def test_shares_add_up_and_the_break_even_is_where_the_curves_cross(held, money, converted, common):
    preference, parity, assets = money
    names = [f"h{at}" for at in range(len(held))]
    series_d = {name: one[0] for name, one in zip(names, held, strict=True)}
    found = Claims(series_d, {n: one[1] for n, one in zip(names, held, strict=True) if one[1]}, preference, parity)
    paid = sum(sum(found.payout(name, assets)) for name in names) + parity * found.paid_on(assets)
    assert paid == (assets if found.common_outstanding else min(assets, found.preferential))

    holder = names[0]
    delivery = Delivery(min(converted, series_d[holder]), common if series_d[holder] else 0)
    point, after = found.break_even(holder, delivery), found.converted(holder, delivery)
    probes = [assets, found.preferential, after.preferential, *([] if point is None else [point, point * 2 + 1])]
    for probe in probes:
        gain = sum(after.payout(holder, probe)) - sum(found.payout(holder, probe))
        assert (gain > 0) == (point is not None and probe > point), (probe, point)

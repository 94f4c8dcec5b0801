"""Section 3: the waterfall, and from which assets on converting first is better (A51)."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clauses.liquidation import Claims
from ledger.events import ParityClass
from ledger.log.recorded import Delivery
from projections.answers.liquidation import waterfall
from tests.clauses.asking import made_of
from tests.reference.figures import certificate, common_before, entry, jan
from tests.reference.figures import converts as converts_in_january
from tests.rights.company import Company, converts, option_x

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


def test_a_class_on_a_parity_is_named_once(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    company.record({"type": "liquidated", "id": "end", "effective": "2006-02-01", "assets": 1000, "parity": [
        {"class": "Series E", "shares": 10, "preference": 1}, {"class": "Series F", "shares": 10, "preference": 1}]})  # fmt: skip
    assert set(company.ask("waterfall", "--liquidation", "end")["parity"]) == {"Series E", "Series F"}
    twice = ("--parity", "Series E:10:1", "--parity", "Series E:10:2", "--on", "2006-02-01")
    for verb in ("waterfall", "explain"):
        error = company.ask(verb, "--assets", "1000", *twice)["error"]
        assert (error["code"], error["clause"]) == ("parity_class_twice", "3")


def test_what_touches_a_payout_stands_with_it(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    dividend = {"type": "cash_dividend_paid", "effective": "2006-01-10", "per_share": "0.001", "series_d": "unpaid"}
    dividend["out_of_earnings"] = True
    company.record(
        dividend,
        {"type": "liquidated", "id": "end", "effective": "2006-02-01", "assets": 1000},
        option_x(effective="2006-01-20", excluded="A"),
    )
    for words in (("--assets", "1000", "--on", "2006-02-01"), ("--liquidation", "end")):
        said = [(one["code"], one["more"]) for one in company.ask("waterfall", *words)["warnings"]]
        assert said == [("dividend_not_paid_to_series_d", 0), ("plan_not_named", 0)]
    assert "2 notes touch this" in company.run("waterfall", "--assets", "1000", "--on", "2006-02-01").stdout
    # before the grant and the dividend there is nothing to know
    assert company.ask("waterfall", "--assets", "1000", "--on", "2006-01-09")["warnings"] == []


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
    preferred = {name: shares * preference for name, shares in series_d.items()}
    found = Claims(series_d, {n: one[1] for n, one in zip(names, held, strict=True) if one[1]}, preferred, parity)
    paid = sum(sum(found.payout(name, assets)) for name in names) + parity * found.paid_on(assets)
    assert paid == (assets if found.common_outstanding else min(assets, found.preferential))

    holder = names[0]
    delivery = Delivery(min(converted, series_d[holder]), common if series_d[holder] else 0)
    worth = delivery.converted * preference
    point, after = found.break_even(holder, delivery, worth), found.converted(holder, delivery, worth)
    probes = [assets, found.preferential, after.preferential, *([] if point is None else [point, point * 2 + 1])]
    for probe in probes:
        gain = sum(after.payout(holder, probe)) - sum(found.payout(holder, probe))
        assert (gain > 0) == (point is not None and probe > point), (probe, point)


def test_accruals_are_part_of_the_preference(tmp_path: Path) -> None:
    # .001 x 3,367 = 3.367 a share unpaid: 100 x 14.4781 are due first
    company = Company(tmp_path, Ada=100)
    company.record(
        {"type": "cash_dividend_paid", "effective": "2006-02-01", "per_share": "0.001", "series_d": "unpaid"}
    )
    answer = company.ask("waterfall", "--assets", "1447.81", "--on", "2006-02-02")
    assert (answer["series_d_due"]["exact"], answer["short"]) == ("144781/100", False)
    assert totals(answer) == {"Ada": "144781/100", "Public": "0"}


def test_a_merger_pays_no_preference_and_nothing_redeems(tmp_path: Path) -> None:
    company = Company(tmp_path, Ada=100)
    merger = {"type": "reorganized", "id": "m", "effective": "2006-02-01", "exchange_ratio": 1, "provision": "kept"}
    company.record(merger)
    assert company.series_d("2006-02-01") == {"Ada": 100}
    assert company.ask("waterfall", "--liquidation", "m")["error"]["code"] == "unknown_liquidation"
    redeemed = '{"type": "series_d_redeemed", "effective": "2006-02-02", "holder": "Ada", "shares": 1}'
    assert company.run("record", "-", given=redeemed).returncode == 2


def test_the_break_even_does_not_depend_on_who_else_converts(tmp_path: Path) -> None:
    # converting pays once a share of Common is worth more than .0033, the price at which it is bought with preference:
    # .0033 x (10,000,000 + 336,700) + 50 x 11.1111 = 34,666.665, whether Bo's 50 are preferred or 168,350 Common
    company = Company(tmp_path, Ada=100, Bo=50)
    before = company.ask("waterfall", "--assets", "0", "--on", "2006-02-01")["holders"]
    assert {name: before[name]["break_even"]["exact"] for name in ("Ada", "Bo")} == {
        "Ada": "6933333/200",
        "Bo": "6933333/200",
    }
    company.record(converts("Bo", 50, "2006-02-01"))
    after = company.ask("waterfall", "--assets", "0", "--on", "2006-02-01")["holders"]
    assert after["Ada"]["break_even"]["exact"] == "6933333/200"
    assert after["Bo"]["break_even"] is None


def shared_out(assets: Fraction, preferred: Counter[str], common: Counter[str], each: Fraction, parity: Fraction):
    """Section 3 done slowly: what each holder gets, from the register and the preference of a share."""
    due_first = {name: shares * each for name, shares in preferred.items()}
    claims = sum(due_first.values()) + parity
    paid = min(assets, claims)
    got = Counter({name: claim * paid / claims for name, claim in due_first.items()}) if claims else Counter()
    for name, shares in common.items():
        got[name] += (assets - paid) * shares / common.total()
    return got


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40_000)), min_size=1, max_size=3),
    st.sampled_from(["0", "0.0007"]),
    st.integers(0, 300),
    st.sampled_from([0, 10**9]),
)
def test_the_break_even_is_where_a_search_over_the_assets_finds_it(held, unpaid, parity, authorized):
    """Against a second register in which the conversion is really recorded, over a grid of assets."""
    names = [f"h{at}" for at in range(len(held))]
    outstanding = 50_000 + sum(common for _, common in held)
    journal = [certificate(authorized or outstanding + 20_000), common_before(50_000)]
    journal += [opening(name, series_d, common) for name, (series_d, common) in zip(names, held, strict=True)]
    if unpaid != "0":
        journal.append(entry("cash_dividend_paid", 2, per_share=unpaid, series_d="unpaid"))
    stock = ParityClass.model_validate({"class": "E", "shares": 1, "preference": parity})
    state = made_of(*journal).book.state
    found = waterfall(state, jan(3), Fraction(0), (stock,))
    each, before = found.preference_of_one, (Counter(state.series_d), Counter(state.common))
    for name, (series_d, _) in zip(names, held, strict=True):
        after = made_of(*journal, converts_in_january(3, series_d, name)).book.state
        then = (Counter(after.series_d), Counter(after.common))
        point = found.holders[name].break_even
        most = 3 * (point or 10 * found.claims.preferential)
        for assets in [*(most * step / 60 for step in range(61)), *([] if point is None else [point])]:
            stays = shared_out(assets, *before, each, Fraction(parity))[name]
            converts_first = shared_out(assets, *then, each, Fraction(parity))[name]
            assert (converts_first > stays) == (point is not None and assets > point), (name, assets, point)


def opening(name: str, series_d: int, common: int) -> dict:
    return entry("opening_balance", 1, holder=name, series_d=series_d, common=common) | {"id": f"of {name}"}

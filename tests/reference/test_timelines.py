"""Properties that the reference model itself must have, on generated timelines."""

import datetime as dt
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .figures import certificate, common_before, converts, series_d
from .fold import Fold, Foresight
from .model import judge
from .timelines import Company, companies, reduced, text
from .timelines_second_edition import companies_second_edition

few = settings(max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))


@few
@given(companies() | companies_second_edition(40))
def test_judging_the_journal_again_gives_the_same(company: Company) -> None:
    outcome = judge(company.entries)
    assert outcome.accepted_ids == company.outcome.accepted_ids
    assert outcome.steps == company.outcome.steps
    assert outcome.conversions == company.outcome.conversions


@few
@given(companies() | companies_second_edition(40))
def test_told_on_is_told_from_the_start(company: Company) -> None:
    told = company.outcome.told
    anew = Fold(told.moments, company.outcome.facts.copied()).run()
    assert (anew.steps, anew.closes) == (told.steps, told.closes)
    assert (anew.dividends, anew.payments, anew.entitled) == (told.dividends, told.payments, told.entitled)
    assert anew.balances_differ == told.balances_differ
    assert (anew.moved, anew.without_consent, anew.undetermined) == (
        told.moved,
        told.without_consent,
        told.undetermined,
    )


@few
@given(companies() | companies_second_edition(40))
def test_readjusting_without_a_cause_changes_nothing(company: Company) -> None:
    told = company.outcome.told
    lots = {name: told.lots_at_grant(right) for name, right in told.rights.items()}
    foresight = Foresight(lots, frozenset(told.waived), told.completing_act)
    retold = Fold(told.moments, told.facts, foresight=foresight).run()
    assert retold.running == told.running
    assert retold.deemed_issued == told.deemed_issued
    assert (retold.common, retold.series_d, retold.treasury) == (told.common, told.series_d, told.treasury)


@few
@given(companies() | companies_second_edition(40))
def test_steps_are_a_chain_to_the_price_now(company: Company) -> None:
    outcome = company.outcome
    amended_before_the_start = [r for r in outcome.record if r.type == "terms_amended"]
    if not amended_before_the_start:
        price = outcome.price(dt.date(1900, 1, 1))["after_close"]
        for step in outcome.steps:
            assert step["before"] == price
            price = step["after"]
            if step["A"] is not None:
                assert price == min(step["B"], (step["A"] * step["B"] + step["D"]) / (step["A"] + step["C"]))
        assert outcome.price(dt.date(2999, 1, 1))["in_effect"] == price


@few
@given(companies() | companies_second_edition(40))
def test_nobody_holds_less_than_nothing_and_no_share_is_unauthorised(company: Company) -> None:
    told = company.outcome.told
    for close in told.closes:
        assert min([0, close.treasury, *close.common.values(), *close.series_d.values()]) == 0
    assert told.authorized is not None
    assert told.outstanding + told.treasury <= told.authorized


@given(
    rate=st.fractions(Fraction(1, 50), 50, max_denominator=60),
    tendered=st.integers(1, 40),
    room=st.integers(0, 60),
)
def test_cut_back_is_the_most_for_the_fewest(rate: Fraction, tendered: int, room: int) -> None:
    terms = {"stated_value": text(rate), "conversion_price": 1}
    start = [certificate(1000 + room, terms=terms), common_before(1000), series_d(100)]
    outcome = judge([*start, converts(2, tendered)])
    gives = [int(n * rate) for n in range(tendered + 1)]  # by hand: what each number of Series D gives
    if gives[tendered] <= room:
        expected = (tendered, gives[tendered])
    else:
        most = max(shares for shares in gives if shares <= room)
        expected = (gives.index(most), most)
    if expected[0] == 0:
        assert outcome.refused
    else:
        made = outcome.conversions["conversion"]
        assert (made["converted"], made["delivered"]) == expected


def test_text_of_numbers() -> None:
    numbers = {"3": 3, "0.0033": "0.0033", "11/3": "11/3", "2.50": "2.5", "1/1024": "0.0009765625"}
    assert [text(Fraction(n)) for n in numbers] == list(numbers.values())


def test_reduced_leaves_what_is_needed() -> None:
    journal = [{"type": "notice_sent", "id": str(n)} for n in range(20)]
    short = reduced(journal, lambda entries: {"3", "17"} <= {e["id"] for e in entries})
    assert [e["id"] for e in short] == ["3", "17"]

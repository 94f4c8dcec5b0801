"""What hangs on a reading is what the other choice gives; a switch whose reading did not come into play moves nothing."""

from collections.abc import Iterator

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.clauses.conversion import entitlement
from ledger.engine.branch import as_of, replayed
from ledger.events import CertificateAdopted
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from projections.answers.price import price_of
from projections.compare.hypothesis import changed
from projections.compare.readings import Weighed, readings_on
from tests.ledger.engine import judge
from tests.properties.supposing import days_around
from tests.reference.timelines import Entry, disturbed_timelines, timelines

CALM = settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
ALSO_SUPPOSED = {"lender_options"}
"""Switches of which more is supposed than the terms."""


def moving(answer: Iterator[Weighed]) -> list[Weighed]:
    return [one for one in answer if one.moves or one.apart_since is not None]


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)), st.data())
def test_a_switch_whose_reading_did_not_come_into_play_moves_nothing(entries: list[Entry], data: st.DataObject) -> None:
    log = judge(entries).log
    if not log:
        return
    answer = readings_on(log, data.draw(st.sampled_from(days_around(log))))
    unexplained = [one.name for one in moving(answer.switches) if one.reading not in answer.relied_on]
    assert unexplained == []


@CALM
@given(st.one_of(timelines(max_entries=35), disturbed_timelines(max_entries=30)), st.data())
def test_the_figures_of_the_other_choice_are_those_of_the_ledger_on_other_terms(
    entries: list[Entry], data: st.DataObject
) -> None:
    log = judge(entries).log
    certificate = next((one.id for one in log if isinstance(one.entry, CertificateAdopted)), None)
    if certificate is None:
        return
    on = data.draw(st.sampled_from(days_around(log)))
    for one in readings_on(log, on).switches:
        if one.refused is None and one.name not in ALSO_SUPPOSED:
            _is_that_of(one, changed(log, certificate, {f"terms.interpretations.{one.name}": one.other}))


def _is_that_of(one: Weighed, log: list[Recorded]) -> None:
    book = replayed(log)
    if book.problems:  # what cannot stand only after that day
        return
    then = as_of(book, one.actual.on).state
    price = price_of(then, one.actual.on)
    assert (one.price, one.after_close) == (price.in_effect, price.after_close)
    assert one.difference == price.in_effect.fraction - one.actual.in_effect.fraction
    due = {made.entry: entitlement(made) for made in then.conversions}
    assert {made.entry: made.other for made in one.conversions if made.other} == {
        name: number for name, number in due.items() if number
    }
    for holder in one.holders if price.by_accrual is None else ():
        assert holder.other == (price.common_per_share if isinstance(price.common_per_share, Figure) else None)

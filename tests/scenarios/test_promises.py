"""For generated ledgers: a scenario leaves the log alone until it is promoted, and then the log is what it promised."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from commands.api.ledger import Ledger
from ledger.events import CommonIssued, OptionGranted, SeriesDConverted
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from projections.answers.history import PriceStep
from projections.compare.hypothesis import Edits
from projections.compare.what_if import WhatIf
from tests.commands.test_what_if import CALM, UNSHRUNK, days_of
from tests.properties.test_the_record import accepted, new_ledger
from tests.reference.timelines import timelines

Entry = dict[str, Any]


def edits_for(data: st.DataObject, log: list[Recorded]) -> Edits:
    """An entry left out, another changed, and one added, or some of these."""
    names = [one.id for one in log if one.entry.type != "certificate_adopted"]
    assume(names)
    kinds = data.draw(st.sets(st.sampled_from(["without", "change", "add"]), min_size=1))
    gone = data.draw(st.sampled_from(names))
    fields: dict[str, Any] = {"effective": (log[-1].entry.effective + timedelta(2)).isoformat()}
    others = [
        one for one in log if one.id != gone and isinstance(one.entry, CommonIssued | OptionGranted | SeriesDConverted)
    ]
    changed = data.draw(st.sampled_from(others)) if others else None
    if isinstance(changed and changed.entry, CommonIssued | OptionGranted):
        fields = {"consideration": {"cash": "0.7"}}
    sale = {"type": "common_issued", "effective": log[-1].entry.effective.isoformat(), "holder": "zoe", "shares": 7}
    from ledger.events import read_entry

    return Edits(
        without=[gone] if "without" in kinds else [],
        change={changed.id: fields} if changed is not None and "change" in kinds else {},
        add=[read_entry(sale)] if "add" in kinds else [],
    )


def saved(ledger: Ledger, name: str, edits: Edits) -> None:
    try:
        ledger.scenarios.save(name, without=edits.without, change=edits.change, add=edits.add)
    except Refusal:
        assume(False)


def told(step: PriceStep) -> tuple[object, ...]:
    return step.effective, step.governs_from, step.clause, step.before, step.after, step.a, step.c, step.d


@settings(max_examples=30, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=20), st.data())
def test_a_scenario_leaves_the_log_alone_and_promoted_it_is_the_log(entries, data):
    journal = accepted(entries)
    first = next(at for at, entry in enumerate(journal) if entry["type"] == "certificate_adopted") + 1
    assume(len(journal) > first)
    cut = data.draw(st.integers(first + 1, len(journal)))
    with new_ledger() as ledger:
        ledger.record(journal[:cut])
        edits = edits_for(data, ledger.log())
        saved(ledger, "one", edits)
        on = ledger.log()[-1].entry.effective
        stood = ledger.scenarios.show("one", on).answer
        saved(ledger, "other", Edits(without=edits.without) if edits.without else edits)
        if journal[cut:]:
            ledger.record(journal[cut:])
        head = ledger.store.head("Example Corp")
        same(ledger.scenarios.show("one", on).answer, stood)
        ledger.scenarios.compare("one", "other", on)
        try:
            ledger.scenarios.rebase("one")
        except Refusal:
            assume(False)
        days = [*days_of(journal), date(2030, 1, 1)]
        promised = {day: ledger.scenarios.show("one", day).answer for day in {days[0], days[len(days) // 2], days[-1]}}
        assert ledger.store.head("Example Corp") == head
        try:
            ledger.scenarios.promote("one")
        except Refusal as refusal:
            event(f"not promoted: {refusal.code}")
            assert ledger.store.head("Example Corp") == head
            return
        event("promoted")
        kept(ledger, promised)


def same(one: WhatIf, other: WhatIf) -> None:
    assert (one.actual, one.what_if) == (other.actual, other.what_if)
    assert [of.message for of in one.differences] == [of.message for of in other.differences]
    assert list(map(told, one.steps)) == list(map(told, other.steps))


def kept(ledger: Ledger, promised: dict[date, WhatIf]) -> None:
    for day, answer in promised.items():
        price = ledger.price(day)
        assert price.in_effect == answer.what_if.in_effect
        assert price.after_close == answer.what_if.after_close
        assert price.common_per_share == answer.what_if.common_per_share
        assert list(map(told, ledger.history())) == list(map(told, answer.steps))
    before = len(ledger.log())
    assert not ledger.scenarios.promote("one").standing.changed
    assert len(ledger.log()) == before


@pytest.mark.deep
@settings(max_examples=300, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=40), st.data())
def test_a_scenario_leaves_the_log_alone_and_promoted_it_is_the_log_deeply(entries, data):
    test_a_scenario_leaves_the_log_alone_and_promoted_it_is_the_log.hypothesis.inner_test(entries, data)

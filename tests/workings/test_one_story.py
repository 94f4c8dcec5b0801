"""A step is explained by itself as it is among all others, and what the ledger cannot load disturbs nothing told."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from ledger.engine.book import open_book
from ledger.numbers.figure import Figure
from projections.explain.steps import explain
from projections.render.explain.steps import blocks
from projections.render.json.serialize import as_json
from projections.render.json.workings import Listing
from projections.render.text import as_text
from projections.workings.observer import tell
from tests.ledger.engine import judge
from tests.workings.journals import journals

from .evaluator import unproved

CALM = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@settings(CALM, max_examples=40)
@given(journals(40))
def test_a_step_asked_for_is_what_it_is_among_all(entries):
    log = judge(entries).log
    assume(log)
    whole = explain(log)
    for one in whole.steps:
        assert one.step is not None
        alone = explain(log, step=one.step.number)
        wanted = {*one.step.entries}
        waivers = tuple(it for it in whole.waivers if wanted & {it.entry, it.waived})
        # what stands on its day is said of that day alone, and asked for in tests of its own
        among = replace(whole, steps=(one,), waivers=waivers, figures={}, notes=())
        assert as_text(blocks(replace(alone, notes=()), "", 9)) == as_text(blocks(among, "", 9))


@settings(CALM, max_examples=60)
@given(journals(40), st.data())
def test_what_is_told_beside_entries_that_do_not_load(entries, data):
    log = judge(entries).log
    assume(len(log) > 1)
    gone = data.draw(st.integers(0, len(log) - 1))
    rest = [one for one in log if one.position != gone + 1]
    book = open_book(rest)
    telling = tell(rest, max(one.entry.effective for one in rest) + timedelta(1))
    course, steps = telling.course, telling.state.course.history
    assert [one.figure for one in course.history] == [Figure(step.after, 1 / step.units_after) for step in steps]
    assert not {one.entry for one in book.problems} & telling.entries.keys()
    listing = Listing(everything=True)
    roots = {str(number): listing.add(one) for number, one in enumerate([*course.history, telling.price])}
    assert list(unproved(json.loads(json.dumps(as_json(listing.workings(roots, telling.entries)))))) == []

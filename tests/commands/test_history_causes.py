"""Which entry changed what between two states of knowledge: the cause that is named is the one that did it."""

from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ledger.log.recorded import Recorded
from projections.compare.knowledge import Learned, learned
from tests.commands.test_history_diff import FIRST, VOID
from tests.commands.test_what_if import CALM, CONVERSION, EXERCISE, LAPSE, OPTION, REVERSE, SALE, START, UNSHRUNK
from tests.ledger.engine import judge
from tests.reference.timelines import disturbed_timelines

CHEAP = SALE | {"consideration": {"cash": 5_000}}
SECOND = CHEAP | {"id": "second", "effective": "2006-03-15"}


def correction(of, **fields):
    name = f"{of['id']} corrected"
    return {"type": "entry_corrected", "id": name, "effective": "2006-09-01", "entry": of["id"], "with": of | fields,
            "reason": "a slip"}  # fmt: skip


def between(known, since) -> Learned:
    """What was learned by recording these entries after those, a moment later."""
    count = len(judge(known).log)
    log = judge([*known, *since]).log
    moments = [FIRST + timedelta(0 if number < count else 1) for number in range(len(log))]
    log = [Recorded(one.position, one.id, one.entry, at, one.delivery) for one, at in zip(log, moments, strict=True)]
    return learned(log, FIRST, FIRST + timedelta(1))


def said(answer):
    return [(one.kind, one.step.entry, one.step.clause, one.by) for one in answer.changes]


CASES = {
    "what follows is its own cause": ([*START, OPTION], [CHEAP], [("added", "sale", "4E", ("sale",))]),
    "a late sale changes what comes after it": (
        [*START, SECOND],
        [CHEAP],
        [("added", "sale", "4E", ("sale",)), ("changed", "second", "4E", ("sale",))],
    ),
    "a void removes its own step and changes the rest": (
        [*START, OPTION, CHEAP],
        [VOID],
        [("removed", "option", "4E(1)", ("void",)), ("changed", "sale", "4E", ("void",))],
    ),
    "a correction changes the step that it corrects, and those after it": (
        [*START, CHEAP, SECOND],
        [correction(CHEAP, consideration={"cash": 6_000})],
        [("changed", "sale", "4E", ("sale corrected",)), ("changed", "second", "4E", ("sale corrected",))],
    ),
    "a correction of the date moves the step": (
        [*START, CHEAP],
        [correction(CHEAP, effective="2006-02-07")],
        [("removed", "sale", "4E", ("sale corrected",)), ("added", "sale", "4E", ("sale corrected",))],
    ),
    "a correction past another entry changes both": (
        [*START, CHEAP, SECOND],
        [correction(CHEAP, effective="2006-04-01")],
        [
            ("removed", "sale", "4E", ("sale corrected",)),
            ("changed", "second", "4E", ("sale corrected",)),
            ("added", "sale", "4E", ("sale corrected",)),
        ],
    ),
    "what is recorded and voided again changes nothing": ([*START, CHEAP], [OPTION, VOID], []),
    "each late entry is named for what it did": (
        [*START, SECOND],
        [CHEAP, OPTION],
        [
            ("added", "option", "4E(1)", ("option",)),
            ("added", "sale", "4E", ("sale", "option")),
            ("changed", "second", "4E", ("sale", "option")),
        ],
    ),
    "a late conversion changes A of what comes after it": (
        [*START, OPTION, SECOND],
        [CONVERSION],
        [("changed", "second", "4E", ("conversion",))],
    ),
    "a late lapse is a step of its own": (
        [*START, OPTION, SECOND],
        [LAPSE | {"effective": "2006-02-01"}],
        [("added", "lapse", "4E(3)", ("lapse",)), ("changed", "second", "4E", ("lapse",))],
    ),
    "an exercise moves no price": ([*START, OPTION], [EXERCISE], []),
    "with a split come its automatic conversions": ([*START], [REVERSE], [("added", "reverse", "4F", ("reverse",))]),
    "a part that joins its transaction late": (
        [*START, CHEAP | {"transaction": "T"}],
        [OPTION | {"effective": "2006-02-01", "transaction": "T"}],
        [("changed", "sale", "4E", ("option",))],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_cause_is_named(case):
    known, since, expected = CASES[case]
    assert said(between(known, since)) == expected


@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(disturbed_timelines(max_entries=20), st.data())
def test_of_one_entry_recorded_in_between_all_changes_are_its_own(entries, data):
    log = judge(entries).log
    assume(len(log) > 3)
    at = data.draw(st.integers(2, len(log) - 1))
    # what the ledger writes belongs to the entry before it
    end = next((n for n in range(at + 1, len(log)) if log[n].entry.type != "series_d_auto_converted"), len(log))
    assume(log[at].entry.type != "series_d_auto_converted")
    moments = [FIRST + timedelta((number >= at) + (number >= end)) for number in range(len(log))]
    log = [
        Recorded(one.position, one.id, one.entry, when, one.delivery) for one, when in zip(log, moments, strict=True)
    ]
    answer = learned(log, FIRST, FIRST + timedelta(1))
    assert answer.recorded == tuple(one.id for one in log[at:end])
    assert all(one.by == (log[at].id,) for one in answer.changes)

"""What changed between two states of knowledge, and which entry changed it."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commands.api.ledger import open_ledger
from ledger.engine.book import open_book
from projections.answers.history import history_of
from projections.compare.knowledge import learned
from tests.commands.test_what_if import CALM, CONVERSION, LAPSE, OPTION, SALE, START, UNSHRUNK, ask, record
from tests.docs.command import seriesd
from tests.ledger.engine import judge
from tests.reference.timelines import timelines

FIRST = datetime(2010, 1, 1, tzinfo=UTC)
VOID = {"type": "entry_voided", "id": "void", "effective": "2006-03-02", "entry": "option", "reason": "never made"}


def record_day_by_day(path, *parts):
    """Record each part a day after the one before."""
    days = count()
    with open_ledger(str(path)) as ledger:
        ledger.clock = lambda: FIRST + timedelta(next(days))
        for part in parts:
            ledger.record(part)


def test_a_late_grant_changes_the_steps_after_it(tmp_path):
    sale = SALE | {"consideration": {"cash": 10_000}}
    record_day_by_day(tmp_path / "seriesd.db", [*START, sale], [CONVERSION], [OPTION])
    done = seriesd("history", "--diff", "2010-01-01", "2010-01-03", "--json", folder=tmp_path)
    answer = json.loads(done.stdout)
    assert answer["recorded"] == ["conversion", "option"]
    assert [(one["kind"], one["entry"], one["by"]) for one in answer["changes"]] == [
        ("added", "option", ["option"]),
        ("changed", "sale", ["option"]),
    ]
    assert answer["changes"][0]["earlier"] is None
    sale_step = answer["changes"][1]
    assert (sale_step["earlier"]["A"]["exact"], sale_step["later"]["A"]["exact"]) == ("10000000", "15000000")
    spoken = seriesd("history", "--diff", "2010-01-01", "2010-01-03", folder=tmp_path)
    assert "2 entries were recorded in between; 2 steps changed." in spoken.stdout
    nothing = seriesd("history", "--diff", "2010-01-01", "2010-01-02", folder=tmp_path)
    assert "1 entry was recorded in between; 0 steps changed." in nothing.stdout


def test_a_void_takes_a_step_away_and_what_only_follows_is_its_own_cause(tmp_path):
    record_day_by_day(tmp_path / "seriesd.db", [*START, OPTION], [SALE | {"consideration": {"cash": 5_000}}], [VOID])
    with open_ledger(str(tmp_path / "seriesd.db")) as ledger:
        answer = ledger.history_diff(FIRST, FIRST + timedelta(9))
    assert [(one.kind, one.step.entry, one.by) for one in answer.changes] == [
        ("removed", "option", ("void",)),
        ("added", "sale", ("sale", "void")),
    ]


def test_the_replays_behind_the_steps_can_be_left_out_and_nothing_else(tmp_path):
    record(tmp_path, [*START, OPTION, SALE, LAPSE])
    whole = ask(tmp_path, "history")["steps"]
    assert [step["entry"] for step in whole[-1]["replayed"]] == ["sale"]
    short = [{name: value for name, value in step.items() if name != "replayed"} for step in whole]
    assert ask(tmp_path, "history", "--no-replays")["steps"] == short


def test_two_moments_the_earlier_first(tmp_path):
    record_day_by_day(tmp_path / "seriesd.db", START)
    done = seriesd("history", "--diff", "2010-01-03", "2010-01-01", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the earlier first" in done.stderr


@settings(max_examples=60, phases=UNSHRUNK, **CALM)
@given(timelines(max_entries=25), st.data())
def test_the_changes_turn_the_one_history_into_the_other_and_each_has_a_cause(entries, data):
    log = judge(entries).log
    assume(len(log) > 4)
    cut = data.draw(st.integers(2, len(log) - 1))
    moments = [FIRST + timedelta(0 if number < cut else 1) for number in range(len(log))]
    log = [type(one)(one.position, one.id, one.entry, at, one.delivery) for one, at in zip(log, moments, strict=True)]
    answer = learned(log, FIRST, FIRST + timedelta(1))
    assert set(answer.recorded) == {one.id for one in log[cut:]}
    for change in answer.changes:
        assert change.by
        assert set(change.by) <= set(answer.recorded)
    before, after = (history_of(open_book(part)) for part in (log[:cut], log))
    changed = {(one.step.effective, one.step.entry, one.step.clause) for one in answer.changes}
    for steps, side in ((before, "earlier"), (after, "later")):
        told = {(one.effective, one.entry, one.clause): one for one in steps}
        assert {key for key in changed if key in told} == {
            (one.step.effective, one.step.entry, one.step.clause) for one in answer.changes if getattr(one, side)
        }

"""For generated timelines: a notice of every adjustment states what replay reproduces, whoever is told of it."""

import datetime as dt
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.engine.book import open_book
from ledger.events import read_entry
from ledger.log.recorded import Recorded
from projections.answers.due.calendar import calendar_on
from projections.answers.history import history_of
from projections.audit.audit import audit
from projections.documents.notices.adjustment import adjustment_notice, sent_entries
from projections.render.documents.notices.adjustment import letter
from projections.render.text import as_text
from tests.ledger.engine import NOON, judge
from tests.reference.timelines import timelines

MAILED = dt.date(2030, 1, 1)


def with_entries(log, entries):
    """The log with these entries recorded behind it."""
    book = open_book(log)
    for entry in entries:
        book.record(read_entry(entry), NOON)
    return book.log


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(timelines(), st.data())
def test_what_is_told_is_reproduced(journal, data):
    log: list[Recorded] = judge(journal).log
    steps = history_of(open_book(log))
    if not steps:
        return
    day = data.draw(st.sampled_from(sorted({step.effective for step in steps})))
    notice = adjustment_notice(log, on=day)
    assert notice.after == [step for step in steps if step.effective == day][-1].after
    for one in notice.holders:
        for rate, whole in (
            (notice.common_per_share.before, one.common.before),
            (notice.common_per_share.after, one.common.after),
        ):
            assert (rate is None) == (whole is None)
            if rate is not None:
                most = Fraction(rate * one.series_d).__floor__()
                # where not all Series D carries the same, the rate is that of a share with every accrual (A60)
                assert whole <= most if notice.differing else whole == most
    assert all(one.id in as_text(letter(notice, notice.holders)) for one in notice.facts)
    told = with_entries(log, sent_entries(notice, MAILED))
    assert [one.agrees for one in audit(told, []).notices if one.mailed == MAILED] == [True] * len(notice.holders)
    about = [one for one in calendar_on(told, MAILED).items if one.kind == "adjustment_notice" and one.due == day]
    assert {one.state(MAILED) for one in about} <= {"done"}

"""A session, which goes through the timeline once, answers of any day what a ledger answers that replays up to it."""

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from commands.api.known import Known, knowing
from commands.api.ledger import Ledger
from commands.api.session import Session
from ledger.engine.book import open_book
from ledger.log.recorded import Recorded
from ledger.store.store import open_store
from projections.answers.reliance.relied_on import Relying
from projections.documents.notices.standing import notices_standing
from projections.render.json.serialize import as_json
from tests.docs import examples
from tests.ledger.engine import judge
from tests.ledger.test_book import BROKEN, log_of
from tests.properties.test_branches import answered
from tests.reference.figures import base, option_x
from tests.reference.timelines import disturbed_timelines, timelines
from tests.reference.timelines_second_edition import disturbed_timelines_second_edition, timelines_second_edition

CALM = settings(deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
EVERY_KIND = st.one_of(
    timelines(max_entries=30),
    disturbed_timelines(max_entries=30),
    timelines_second_edition(max_entries=30),
    disturbed_timelines_second_edition(max_entries=30),
)
DAY = dt.timedelta(days=1)

Asked = Callable[[Any, dt.date], Any]

QUESTIONS: dict[str, Asked] = {
    "price": lambda it, on: it.price(on),
    "holders": lambda it, on: it.holders(on),
    "dividends": lambda it, on: it.dividends(on),
    "waterfall": lambda it, on: it.waterfall(1_000, on),
    "consents": lambda it, on: it.consents(on),
    "flags": lambda it, on: it.flags(on).whole,
    "calendar": lambda it, on: it.calendar(on),
}


def ledger_over(log: Sequence[Recorded], folder: Path) -> Ledger:
    """A ledger that knows this log, wherever it may be."""
    made = Ledger(open_store(str(folder / "nothing.db")), "Example Corp")
    return knowing(made, Known("Example Corp", list(log), ""))


def days_of(log: Sequence[Recorded]) -> list[dt.date]:
    """Every day with an entry, the days about it, and days long before and after all of them."""
    days = {one.entry.effective for one in log}
    around = {day + way * DAY for day in days for way in (-1, 0, 1)}
    return sorted({*around, min(days) - 400 * DAY, max(days) + 40 * DAY, max(days) + 4_000 * DAY})


def said(answer: Any) -> Any:
    return as_json(answer, everything=True)


def same_answers(log: Sequence[Recorded], folder: Path, days: Sequence[dt.date]) -> None:
    """All answers of a session about these days are those of the ledger."""
    session, ledger = Session.of(log), ledger_over(log, folder)
    for day in days:
        for name, ask in QUESTIONS.items():
            asked = answered(lambda: said(ask(session, day)))  # noqa: B023  asked at once
            assert asked == answered(lambda: said(ask(ledger, day))), (name, day)  # noqa: B023  likewise
        assert said(session.notices(day)) == said(notices_standing(log, day)), day
    assert said(session.audit_of_record()) == said(ledger.audit([]))
    for replays in (True, False):
        assert said(session.history(replays=replays).whole) == said(ledger.history(replays=replays).whole)


@seed(1)
@settings(CALM, max_examples=60)
@given(EVERY_KIND, st.data())
def test_a_session_answers_as_the_ledger_does(tmp_path_factory: pytest.TempPathFactory, entries, data) -> None:
    log = judge(entries).log
    if len(log) > 1 and data.draw(st.integers(0, 3)) == 0:  # one is lost, so that others may no longer fit
        del log[data.draw(st.integers(0, len(log) - 1))]
    assume(log)
    days = days_of(log)
    same_answers(log, tmp_path_factory.getbasetemp(), data.draw(st.lists(st.sampled_from(days), max_size=8)))


@seed(2)
@settings(CALM, max_examples=120)
@given(EVERY_KIND, st.integers(0, 2))
def test_what_is_relied_on_by_a_day_is_told_from_one_pass(entries, most) -> None:
    log = judge(entries).log
    assume(log)
    whole = Relying(most=most or None)
    open_book(log, observers=[whole])
    for day in days_of(log):
        then = Relying(most=most or None)
        open_book(log, until=day, observers=[then])
        told = whole.by_the_close_of(day)
        for about in then.noted:
            assert told.found(about) == then.found(about), (about, day)
            assert told.since(about) == then.since(about)
        assert told.invoked() == then.invoked()


@pytest.mark.parametrize("name", examples.names())
def test_a_session_answers_as_the_ledger_does_on_every_day_of_every_example(name: str, tmp_path: Path) -> None:
    with Ledger(open_store(str(tmp_path / "ledger.db"))) as ledger:
        ledger.record(examples.read(examples.FOLDER / f"{name}.yaml"))
        log = ledger.log()
    same_answers(log, tmp_path, days_of(log))


def test_what_was_left_out_is_said_from_its_day_on(tmp_path: Path) -> None:
    log = log_of(*BROKEN)
    on = open_book(log).items[-1].key.day
    codes = [{note.flag.code for note in Session.of(log).price(day).notes or ()} for day in (on - 2 * DAY, on)]
    assert ["left_out_of_figures" in one for one in codes] == [False, True]
    same_answers(log, tmp_path, days_of(log))


@pytest.mark.parametrize("takes_effect", ["forthwith", "close"])
def test_a_day_with_two_prices_and_the_days_about_it(takes_effect: str, tmp_path: Path) -> None:
    option, lapse = option_x(2), {"type": "right_terminated", "effective": "2006-06-30", "id": "lapse", "right": "X"}
    log = log_of(*base(readjustment_effective=takes_effect), option, lapse | {"reason": "expired"})
    told = [day for day in days_of(log) if Session.of(log).price(day).at_opening is not None]
    assert told == ([dt.date(2006, 6, 30)] if takes_effect == "forthwith" else [])
    same_answers(log, tmp_path, days_of(log))

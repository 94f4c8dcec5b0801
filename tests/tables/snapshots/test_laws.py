"""A snapshot, taken anywhere, says of the price what a replay says, or it says nothing."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.engine.book import Book, open_book
from ledger.events import write_entry
from ledger.log.recorded import EDITION, FORMAT, Recorded
from ledger.log.seals import sealed_hash
from ledger.store.store import Store
from projections.answers.price import price_on
from projections.answers.reliance.relied_on import OF_PRICE, Relying, relied_on
from projections.render.json.serialize import as_json
from projections.sql.runner.delta import Wish, fresh
from projections.sql.runner.standing import NOWHERE
from projections.sql.snapshots import document
from projections.sql.snapshots.document import Snapshot, answer_of, is_sealed, read
from projections.sql.snapshots.made import sealed, snapshot_of, state_of
from projections.sql.snapshots.since import INERT, LATER, leaves_untouched
from tests.ledger.engine import judge
from tests.reference.timelines import Entry, disturbed_timelines, timelines

DAY = dt.timedelta(days=1)
A_HEAD = "a" * 64
BUSY = settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))


def replayed(log: list[Recorded], day: dt.date) -> str:
    """What `price` answers by a replay, as it is printed."""
    relying = Relying(most=1)
    book = open_book(log, until=day, listen=True, observers=[relying])
    return json.dumps(as_json(replace(price_on(book, day, day), rests=relied_on(relying, OF_PRICE, book))))


def told(snapshot: Snapshot, since: list[Recorded], day: dt.date) -> str | None:
    """What the snapshot answers, with what was recorded since, likewise."""
    answer = answer_of(snapshot, day)
    if answer is None or not leaves_untouched(snapshot, map(as_stored, since), day):
        return None
    return json.dumps({"on": day.isoformat(), **answer})


def as_stored(one: Recorded) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(write_entry(one.entry)))
    return found


def kept(log: list[Recorded], today: dt.date) -> Snapshot | None:
    """The snapshot of a log as it is read back."""
    made = snapshot_of("First", log, A_HEAD, today, as_json)
    if made is None:
        return None
    state = sealed(made)
    found = read(state, "First")
    assert sealed(found) == state
    return found


def days_of(snapshot: Snapshot, since: list[Recorded]) -> list[dt.date]:
    """The days at which something could be otherwise."""
    named = {snapshot.day, snapshot.until or snapshot.day + 400 * DAY, *(one.entry.effective for one in since)}
    return sorted({*named, *(one + DAY for one in named), *(one - DAY for one in named)})


def check(log: list[Recorded], share: float, at_once: int = 4) -> int:
    """Hold the snapshots at all positions, made on a day so far into the timeline, against replays; how many told."""
    first, last = (of(one.entry.effective for one in log) for of in (min, max))
    today = first + (last - first) * share
    answered = 0
    for position in range(1, len(log) + 1):
        snapshot = kept(log[:position], today)
        if snapshot is None:
            continue
        for end in range(position, min(position + at_once, len(log)) + 1):
            for day in days_of(snapshot, log[position:end]):
                found = told(snapshot, log[position:end], day)
                if found is not None:
                    answered += end > position
                    assert found == replayed(log[:end], day), (position, end, day)
    return answered


@BUSY
@given(
    entries=st.one_of(timelines(max_entries=25), disturbed_timelines(max_entries=25)),
    share=st.sampled_from([1, 1, 0.5, 2]),
)
def test_a_snapshot_at_any_position_says_what_a_replay_says_or_nothing(entries: list[Entry], share: float) -> None:
    log = judge(entries).log
    if log:
        check(log, share)


@BUSY
@given(
    entries=st.one_of(timelines(max_entries=15), disturbed_timelines(max_entries=15)),
    more=st.lists(
        st.tuples(
            st.sampled_from(["sale", "transfer", "notice", "address"]),
            st.sampled_from([0, 0, 1, 3]),
            st.sampled_from(
                [Fraction(1), Fraction(2), Fraction(999, 1000), Fraction(1001, 1000), 1 + Fraction(1, 10**60)]
            ),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_it_says_so_where_what_came_since_is_mostly_quiet(
    entries: list[Entry], more: list[tuple[str, int, Fraction]]
) -> None:
    book = judge(entries).book
    for kind, days, factor in more:
        last = book.items[-1].key.day if book.items else dt.date(2006, 1, 10)
        given_again = [as_stored(one) for one in book.log if one.entry.type != "series_d_auto_converted"]
        book = judge([*given_again, quiet(book, kind, last + days * DAY, factor)]).book
    if book.log:
        check(book.log, 1, at_once=len(more))


@BUSY
@given(
    entries=st.one_of(timelines(max_entries=25), disturbed_timelines(max_entries=25)),
    share=st.sampled_from([1, 1, 0.5, 2]),
    data=st.data(),
)
def test_one_taken_where_the_rows_are_made_is_the_same_and_so_are_they(
    entries: list[Entry], share: float, data: st.DataObject
) -> None:
    log = judge(entries).log
    edited = {getattr(one.entry, "entry", None) for one in log}
    without = data.draw(st.sampled_from([None, *(one.id for one in log if one.id not in edited)]))
    left = (one for one in log if one.id != without)  # what stood on it breaks a rule now
    log = [replace(one, position=position) for position, one in enumerate(left, start=1)]
    if not log:
        return
    first, last = (of(one.entry.effective for one in log) for of in (min, max))
    today = first + (last - first) * share
    store = cast("Store", SimpleNamespace(read_whole=lambda _: (log, A_HEAD)))
    found = fresh(store, "First", NOWHERE, Wish(today, as_json))
    assert found.snapshot == state_of(snapshot_of("First", log, A_HEAD, today, as_json))
    assert replace(found, snapshot=None) == fresh(store, "First", NOWHERE)
    assert fresh(store, "First", NOWHERE, Wish(today, as_json, alone=True)).snapshot == found.snapshot


def quiet(book: Book, kind: str, day: dt.date, factor: Fraction) -> dict[str, Any]:
    """An entry that moves nothing, or a sale at about the price."""
    state, at = book.state, {"effective": day.isoformat()}
    if kind == "sale":
        price = (
            Fraction(int(state.price.exact().numerator), int(state.price.exact().denominator)) / state.units * factor
        )
        cash = {"cash": f"{price.numerator}/1"}
        return at | {"type": "common_issued", "holder": "ann", "shares": price.denominator, "consideration": cash}
    if kind == "transfer":
        holder = max(state.common, key=state.common.__getitem__, default="ann")
        return at | {"type": "shares_transferred", "stock": "common", "from": holder, "to": "dee", "shares": 1}
    if kind == "address":
        return at | {"type": "address_changed", "holder": "ann", "address": "1 Elm Street"}
    return at | {"type": "notice_sent", "kind": "adjustment", "holder": "ann"}


def sale(day: str, shares: int, cash: str, **more: Any) -> dict[str, Any]:
    given = {"holder": "Buyer", "shares": shares, "consideration": {"cash": cash}}
    return {"type": "common_issued", "effective": day, **given, **more}


BEGUN: list[dict[str, Any]] = [
    {"type": "certificate_adopted", "effective": "2005-09-06", "company": "First", "common_authorized": 10**12},
    {"type": "opening_balance", "effective": "2005-12-30", "holder": "Founders", "common": 10**7},
    {"type": "series_d_issued", "effective": "2006-01-01", "holder": "Fund", "shares": 1000},
    sale("2006-01-05", 10_000, "20"),
]
QUIET: list[dict[str, Any]] = [
    {
        "type": "shares_transferred",
        "effective": "2006-02-01",
        "stock": "common",
        "from": "Founders",
        "to": "A",
        "shares": 5,
    },
    {
        "type": "shares_transferred",
        "effective": "2006-02-01",
        "stock": "series_d",
        "from": "Fund",
        "to": "A",
        "shares": 5,
    },
    {"type": "notice_sent", "effective": "2006-02-02", "kind": "adjustment", "holder": "Fund"},
    sale("2006-02-03", 10_000, "50"),
    sale("2006-02-03", 7, "1/3"),
    sale("2006-02-04", 10_000, "1000", note="dear"),
]


def test_what_is_quiet_is_told_without_a_replay() -> None:
    log = judge(BEGUN + QUIET).log
    snapshot = kept(log[: len(BEGUN)], dt.date(2006, 1, 31))
    assert snapshot is not None
    for end in range(len(BEGUN), len(log) + 1):
        for day in (dt.date(2006, 1, 5), dt.date(2006, 2, 1), dt.date(2006, 2, 3), dt.date(2009, 1, 1)):
            assert told(snapshot, log[len(BEGUN) : end], day) == replayed(log[:end], day)


def since(*entries: dict[str, Any], made_on: str = "2006-01-31", asked: str = "2009-01-01") -> str | None:
    log = judge([*BEGUN, *entries]).log
    snapshot = kept(log[: len(BEGUN)], dt.date.fromisoformat(made_on))
    assert snapshot is not None
    assert len(log) > len(BEGUN)
    found, day = told(snapshot, log[len(BEGUN) :], dt.date.fromisoformat(asked)), dt.date.fromisoformat(asked)
    assert found in (None, replayed(log, day))
    return found


def test_what_may_move_something_is_left_to_a_replay() -> None:
    assert since(sale("2006-02-03", 10_000, "20")) is None  # below the price
    assert since(sale("2006-01-05", 10_000, "1000")) is None  # on a day on which the price moved: its order counts
    assert since(sale("2006-01-04", 10_000, "1000")) is None  # late
    assert since(sale("2006-02-03", 10_000, "1000", transaction="one")) is None
    assert since(sale("2006-02-03", 10_000, "1000", excluded="A", plan="The plan")) is None
    late = {"type": "shares_transferred", "effective": "2006-01-02", "stock": "common", "from": "Founders", "to": "A"}
    assert since(late | {"shares": 5}) is None
    assert since({"type": "common_split", "effective": "2006-02-03", "new": 2, "old": 1}) is None
    assert since({"type": "series_d_converted", "effective": "2006-02-03", "holder": "Fund", "shares": 1}) is None


def test_what_takes_effect_later_leaves_the_days_before_it() -> None:
    cheap = sale("2006-02-03", 10_000, "20")
    split = {"type": "common_split", "effective": "2006-02-03", "new": 2, "old": 1}
    converted = {"type": "series_d_converted", "effective": "2006-02-03", "holder": "Fund", "shares": 1}
    for entry in (cheap, split, converted):
        assert since(entry, asked="2006-02-02") is not None
        assert since(entry, asked="2006-02-03") is None


def test_an_issue_just_above_the_price_is_judged_and_one_at_the_price_is_not() -> None:
    log = judge(BEGUN).log
    price = open_book(log, until=dt.date(2006, 1, 6)).state.price.exact()
    shares = int(price.denominator)
    at = {"cash": str(int(price.numerator))}
    above = {"cash": f"{int(price.numerator) * 10**9 + 1}/{10**9}"}
    assert since(sale("2006-02-03", shares, "0", consideration=at)) is None
    assert since(sale("2006-02-03", shares, "0", consideration=above)) is not None


def test_a_right_past_its_term_is_left_to_a_replay() -> None:
    option = {"type": "option_granted", "effective": "2006-01-07", "right": "W", "holder": "Fund", "shares": 10}
    log = judge([*BEGUN, option | {"exercise_price": "1", "expires": "2006-03-01"}]).log
    snapshot = kept(log, dt.date(2006, 1, 31))
    assert snapshot is not None
    assert told(snapshot, [], dt.date(2006, 3, 1)) == replayed(log, dt.date(2006, 3, 1))
    assert told(snapshot, [], dt.date(2006, 3, 2)) is None


def test_before_there_is_a_certificate_there_is_no_snapshot() -> None:
    log = judge(BEGUN).log
    assert kept([], dt.date(2006, 1, 31)) is None
    assert kept(log, dt.date(2005, 9, 5)) is None
    assert kept(log, dt.date(2005, 9, 6)) is not None


def test_what_the_light_modules_know_by_heart_is_what_the_heavy_ones_say() -> None:
    assert (document.EDITION, document.ENTRY_FORMAT) == (EDITION, FORMAT)
    made = snapshot_of("First", judge(BEGUN).log, A_HEAD, dt.date(2006, 1, 31), as_json)
    assert made is not None
    state = sealed(made)
    for place in range(len(state)):
        altered = state[:place] + bytes([state[place] ^ 1]) + state[place + 1 :]
        assert is_sealed(altered) is (sealed_hash(altered) is not None) is False
    assert is_sealed(state)
    assert sealed_hash(state)
    assert INERT < LATER

"""Laws of the cap table: parts sum to the whole, what counts as converted is what converting all would deliver."""

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.engine.book import open_book
from projections.answers.balances import Holders, holders_of
from projections.answers.holdings.movements import Movements
from projections.render.json.serialize import as_json
from projections.sql.cap_table import cap_table
from tests.ledger.engine import judge
from tests.properties.test_renames import SNOWMAN, written_in
from tests.reference.timelines import disturbed_timelines, timelines
from tests.reference.timelines_second_edition import journal_of, timelines_second_edition

Entry = dict[str, Any]
CALM = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
ANY = st.one_of(
    timelines(max_entries=40), disturbed_timelines(max_entries=30), timelines_second_edition(max_entries=40)
)
LAST = dt.date(2030, 1, 1)
PARTS = ("common", "as_converted", "fully_diluted", "votes")


def days_of(log: list[Any]) -> list[dt.date]:
    return [*sorted({one.entry.effective for one in log}), LAST]


def tables(entries: list[Entry]) -> list[Holders]:
    log = judge(entries).log
    return [holders_of(open_book(log, until=day).state, day) for day in days_of(log)[::3]]


@CALM
@given(ANY)
def test_the_holders_are_the_whole(entries: list[Entry]) -> None:
    for found in tables(entries):
        whole, held = found.totals, list(found.holders.values())
        assert (whole.series_d, whole.common) == (found.series_d_outstanding, found.common_outstanding)
        assert whole.rights == sum((one.outstanding for one in found.rights.values()), Fraction(0))
        for name in ("series_d", "common", "rights", "as_converted", "fully_diluted", "all_votes"):
            numbers = [getattr(one, name) for one in held]
            assert getattr(whole, name) == (None if None in numbers else sum(numbers))
        for one in [whole, *held]:
            assert one.as_converted is None or one.fully_diluted == one.common + one.as_converted + one.rights
        room = found.room
        assert room.issued == room.outstanding + room.treasury == found.common_outstanding + found.treasury
        if room.free is not None:
            assert room.authorized == room.outstanding + room.for_series_d + room.for_rights + room.free


@CALM
@given(ANY)
def test_percentages_sum_to_exactly_a_hundred(entries: list[Entry]) -> None:
    for found in tables(entries):
        for name in PARTS:
            whole = getattr(found.totals.percent, name)
            parts = [getattr(one.percent, name) for one in found.holders.values()]
            assert whole in (None, 100)
            assert parts == [None] * len(parts) if whole is None else sum(parts) == 100


@CALM
@given(st.one_of(timelines(max_entries=40), timelines_second_edition(max_entries=40)))
def test_what_counts_as_converted_is_what_converting_all_of_it_would_deliver(entries: list[Entry]) -> None:
    """On a later day, of a Company with room for all of it; the conversions are made by the engine, one for each."""
    book = judge(entries).book
    if book.state.converts_into is not None or book.state.undetermined is not None or book.state.authorized is None:
        return
    after = book.state.day + dt.timedelta(days=400)
    held = holders_of(open_book(judge(entries).log, until=after).state, after).holders
    day = {"effective": after.isoformat()}
    room = {"type": "common_authorized_changed", "authorized": 10**40, "id": "room", **day}
    all_of_it = [
        {"type": "series_d_converted", "id": f"all-{name}", "holder": name, "shares": one.series_d, **day}
        for name, one in held.items()
        if one.series_d and one.as_converted is not None
    ]
    made = judge([*entries, room, *all_of_it])
    then = [one for one in made.book.state.conversions if one.day == after]
    expected = {name: one.as_converted for name, one in held.items() if one.series_d and one.as_converted is not None}
    assert {one.holder: one.delivery.common_shares for one in then} == expected


@CALM
@given(ANY)
def test_the_movements_of_each_holder_come_to_what_it_has(entries: list[Entry]) -> None:
    log = judge(entries).log
    seen = Movements()
    state = open_book(log, observers=[seen]).state
    told = seen.by_holder()
    for name in told.keys() | state.common.keys() | state.series_d.keys():
        of_stock = {
            stock: [one for one in told.get(name, ()) if one.stock == stock] for stock in ("common", "series_d")
        }
        for stock, register in (("common", state.common), ("series_d", state.series_d)):
            moved = of_stock[stock]
            assert sum(one.change for one in moved) == register.get(name, 0)
            assert not moved or moved[-1].balance == register.get(name, 0)
            assert all(one.balance - one.change >= 0 for one in moved)


@CALM
@given(ANY)
def test_the_tables_work_out_the_same_of_what_they_hold(entries: list[Entry]) -> None:
    for found in tables(entries):
        if any(one.votes != one.as_converted for one in found.holders.values() if one.series_d):
            continue  # capped or undetermined: a replay says it
        said = as_json(found)
        rows = [
            (name, one.series_d, one.common, one.votes)
            for name, one in found.holders.items()
            if one.series_d or one.common
        ]
        told = cap_table(rows, said["rights"].values(), found.treasury, found.common_authorized)
        assert told == [said["holders"], said["totals"], said["room"]]


@CALM
@given(st.integers(0, 400), st.booleans())
def test_a_name_moves_no_part_of_the_whole(number: int, merged: bool) -> None:
    log = judge(journal_of(number, 40)).log
    before = holders_of(open_book(log, until=LAST).state, LAST)
    names = sorted(before.holders)
    if not names or (merged and len(names) < 2):
        return
    one, other = names[0], names[-1] if merged else SNOWMAN
    day = max(entry.entry.effective for entry in log) + dt.timedelta(days=1)
    kind = "holders_merged" if merged else "holder_renamed"
    after = holders_of(open_book(written_in(log, day, kind, one, other), until=LAST).state, LAST)
    assert one not in after.holders
    assert after.totals[:2] == before.totals[:2]
    assert after.totals.rights == before.totals.rights
    joined = [before.holders[name] for name in dict.fromkeys((one, other)) if name in before.holders]
    assert after.holders[other].common == sum(each.common for each in joined)
    assert after.holders[other].series_d == sum(each.series_d for each in joined)
    assert after.holders[other].rights == sum(each.rights for each in joined)
    if not merged:  # of two together one fraction is dropped where each had its own (A43)
        assert after.totals == before.totals
        assert after.holders[other] == before.holders[one]
    assert {name: one for name, one in after.holders.items() if name != other}.keys() == set(names) - {one, other}
    assert after.treasury == before.treasury

"""What-ifs told the slow way: the whole edited log replayed from the beginning, every figure of both sides compared."""

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from ledger.cap_table.accruals import Lots
from ledger.cap_table.state import State
from ledger.engine.book import Book, open_book, unopened
from ledger.engine.branch import Changes, carry_on, replayed
from ledger.events import AnyEntry, SeriesDAutoConverted, read_entry
from ledger.log.recorded import Recorded
from projections.answers.balances import balances_of
from projections.answers.history import PriceStep, history_of
from projections.answers.price import price_on
from projections.compare.differences import Difference, Side, differences
from projections.compare.histories import assertions_apart
from projections.compare.hypothesis import Edits, edited
from projections.compare.prices import prices_on
from projections.compare.what_if import Base, WhatIf, edits_of_what_is_out
from projections.render.json.serialize import as_json

Draw = Callable[[st.SearchStrategy[Any]], Any]
FIRST_DAY = dt.date(2005, 12, 20)


def log_of(log: list[Recorded], changes: Changes) -> list[Recorded]:
    """A log with changes made in it, read off what they mean."""
    places = {one.id: one for one in log if one.id not in changes.out}
    new = [one for name, one in changes.put.items() if name not in places]
    return [*(changes.put.get(name, one) for name, one in places.items()), *new]


def what_if_in_full(log: list[Recorded], edits: Edits, on: dt.date) -> dict[str, Any]:
    """The answer of a what-if."""
    actual, left_out = open_book(log, keep_replays=True), {}
    changes = edited(actual, edits)
    supposed = log_of(log, changes)
    while (book := replayed(supposed, keep_replays=True)).problems:
        for problem in book.problems:
            if problem.entry in edits.asked:
                raise problem
            left_out[problem.entry or ""] = problem
        supposed = [one for one in supposed if one.id not in left_out]
    left_out |= edits_of_what_is_out(actual, changes.out.union(left_out))
    one, other = side(log, actual, on), side(supposed, book, on)
    found = [*parted(actual, book), *triggers_apart(actual, book), *differences(one, other, left_out)]
    found += assertions_apart(actual, book)
    return as_json(WhatIf(one.price, other.price, found, book, Base(book)), everything=True)


def side(log: list[Recorded], book: Book, on: dt.date) -> Side:
    """All that a book says."""
    then = unopened(log)
    carry_on(then, on)
    return Side(price_on(then, on), balances_of(then.state, on), {one.entry: one for one in book.state.conversions})


def parted(one: Book, other: Book) -> Iterator[Difference]:
    """The first of all days of entries, and of those after them, whose prices are not the same."""
    days = set(days_of_entries(one, other))
    prices, supposed = prices_on(one.log, days), prices_on(other.log, days)
    for day in sorted(days):
        is_, would = prices[day].in_effect, supposed[day].in_effect
        if is_.fraction != would.fraction:
            yield Difference("parted", day.isoformat(), "in_effect", is_, would, "")
            return


def triggers_apart(one: Book, other: Book) -> Iterator[Difference]:
    """The entries of both logs that adjust the price in one of the two alone, by their dates."""
    triggers = [
        {name: step for step in book.state.course.history if step.formula for name in step.formula.entries}
        for book in (one, other)
    ]
    apart = {**triggers[1], **triggers[0]}
    for name, step in sorted(apart.items(), key=lambda found: (found[1].day, found[0])):
        adjusts, would = (name in found for found in triggers)
        if adjusts != would and name in one.by_id and name in other.by_id:
            kind, what = "no_longer_triggers" if adjusts else "now_triggers", f"{name} of {step.day}"
            yield Difference(kind, name, "adjusts", adjusts, would, what, clause=step.clause)


def days_of_entries(*books: Book) -> Iterator[dt.date]:
    """The days on which anything takes effect, and those after them."""
    for item in (item for book in books for item in book.items):
        yield item.key.day
        yield item.key.day + dt.timedelta(1)


def learned_in_full(log: list[Recorded], start: int, end: int) -> list[Any]:
    """Each step that is not the same in two states of knowledge: as it was, as it is, and the entries that did it.

    Every state of knowledge in between is opened by itself, one for each entry that is recorded.
    """
    cuts = [at for at in range(start, end + 1) if at == end or not isinstance(log[at].entry, SeriesDAutoConverted)]
    told = {at: {(one.effective, one.entry, one.clause): one for one in history_of(open_book(log[:at]))} for at in cuts}
    first, last = told[start], told[end]
    new = {one.id for one in log[start:end]}
    causes: dict[Any, set[str]] = {}
    for before, after in pairwise(cuts):
        for key in changed_steps(told[before], told[after]):
            causes.setdefault(key, set()).add(log[before].id)
    found = changed_steps(first, last)
    return [(key, first.get(key), last.get(key), causes[key] & new) for key in found]


def changed_steps(one: dict[Any, PriceStep], other: dict[Any, PriceStep]) -> list[Any]:
    """The steps that are there in one of two histories only, or with other figures."""
    names = ("governs_from", "entries", "before", "after", "a", "c", "d")
    figures = [{key: [getattr(step, name) for name in names] for key, step in told.items()} for told in (one, other)]
    return sorted(key for key in one.keys() | other.keys() if figures[0].get(key) != figures[1].get(key))


def everything(state: State) -> dict[str, Any]:
    """All that a cap table says, its price and the tests that it rests on included, exactly."""
    course = state.course
    plain = ("authorized", "units", "day", "outstanding", "treasury", "series_d_outstanding", "series_d_ever_issued",
             "common", "series_d", "rights", "consents", "notices", "started", "automatic_done",
             "reverse_split_done", "reverse_split_so_far", "lenders", "last_split", "terms", "first_series_d")  # fmt: skip
    return {name: getattr(state, name) for name in plain} | {
        "start of day": state.clock.start_of_day,
        "passed": list(state.passed),
        "price": state.price.exact(),
        "after close": state.price_after_close.exact(),
        "accrued": {holder: accrued(held) for holder, held in state.register.lots.items()},
        "debts": [(one.holder, one.entry, one.amount.exact()) for one in state.debts],
        "undetermined": state.undetermined,
        "unconsented": state.unconsented,
        "conversions": [(one.entry, one.delivery, one.price.exact(), one.room) for one in state.conversions],
        "facts": course.facts,
        "points": [
            (point.running.exact(), point.opening.exact(), point.deemed, point.formula) for point in course.points
        ],
        "history": [(*step[:4], step.before.exact(), step.after.exact(), *step[6:9]) for step in course.history],
        "replayed": [[(one.entry, one.after.exact()) for one in step.replayed or ()] for step in course.history],
        "granted": course.granted_at,
        "tested": {test: course.points.price(place - 1).exact() for test, place in course.tested_at.items()},
        "waived": course.waived,
    }


# -- what is supposed -------------------------------------------------------------------------------------------------


def draw_edits(draw: Draw, log: list[Recorded]) -> Edits:
    """Some edits of a log: entries left out, changed or added, most of them possible."""
    kinds = draw(st.sets(st.sampled_from(["without", "change", "add"]), min_size=1, max_size=2))
    names = [one.id for one in reversed(log)]
    without = draw(st.sets(st.sampled_from(names), min_size=1, max_size=2)) if "without" in kinds else set()
    rest = [one for one in log[::-1] if one.id not in without]
    change = {}
    if "change" in kinds and rest:
        one = draw(st.sampled_from(rest))
        change = {one.id: draw(st.sampled_from(other_fields(draw, one.entry)))}
    add = [draw_entry(draw, names, number) for number in range(draw(st.integers(1, 2)))] if "add" in kinds else []
    return Edits(sorted(without), change, add)


def other_fields(draw: Draw, entry: AnyEntry) -> list[dict[str, object]]:
    """Other values that an entry could have."""
    found: list[dict[str, object]] = [{"effective": draw_day(draw)}, {"note": "nothing else"}]
    numbers = ("shares", "exercise_price", "per_share", "common_shares")
    found += [{name: draw(st.integers(1, 100_000))} for name in numbers if hasattr(entry, name)]
    if hasattr(entry, "consideration"):
        found.append({"consideration.cash": draw(st.integers(0, 100_000))})
    return found


def draw_day(draw: Draw) -> str:
    """A day among those of the generated timelines."""
    return (FIRST_DAY + dt.timedelta(draw(st.integers(0, 120)))).isoformat()


def draw_entry(draw: Draw, names: list[str], number: int) -> AnyEntry:
    """A further entry."""
    shares = draw(st.integers(1, 10**6))
    fields: dict[str, Any] = draw(st.sampled_from([
        {"type": "common_issued", "holder": "ann", "shares": shares, "consideration": {"cash": draw(st.integers(0, 1000))}},
        {"type": "option_granted", "holder": "eve", "right": f"new {number}", "shares": shares, "exercise_price": "0.001"},
        {"type": "entry_voided", "entry": draw(st.sampled_from(names)), "reason": "clerical error"},
        {"type": "entry_voided", "id": f"void {number}", "entry": draw(st.sampled_from(names)), "reason": "likewise"},
        {"type": "common_split", "old": 10_000, "new": 1},
        {"type": "series_d_issued", "holder": "eve", "shares": 5},
        {"type": "series_d_converted", "holder": draw(st.sampled_from(["ann", "bob", "cyd"])), "shares": 1},
    ]))  # fmt: skip
    return read_entry({"effective": draw_day(draw), **fields})


def days_around(log: list[Recorded]) -> list[dt.date]:
    """The first and the last day of a log, one between, the day after and one long after."""
    days = sorted({one.entry.effective for one in log})
    return [days[0], days[len(days) // 2], days[-1], days[-1] + dt.timedelta(1), days[-1] + dt.timedelta(100)]


def accrued(lots: Lots) -> list[tuple[Any, int]]:
    """What is accrued on the Series D of a holder, the oldest first; a record that nobody asks for splits no lot."""
    found: list[tuple[Any, int]] = []
    for lot in lots:
        each = lot.accrued.exact()
        if found and found[-1][0] == each:
            found[-1] = each, found[-1][1] + lot.shares
        else:
            found.append((each, lot.shares))
    return found

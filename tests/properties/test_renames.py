"""Whatever else a record says, a name moves nothing: with a holder renamed, or two merged, no price and no total is other.

The journals are those that the engine and the reference are put to. A rename is written into what was recorded, and
whoever it concerns goes by the new name in everything that takes effect later; then every answer must be the same, with
the one name in place of the other.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from ledger.engine import replay
from ledger.engine.book import Book, open_book
from ledger.events import AnyEntry, EntryCorrected, read_entry
from ledger.log.recorded import Recorded
from ledger.log.spellings import NAMES, names_in
from projections.answers.due.calendar import calendar_on
from projections.answers.history import history_of
from projections.explain.balances import balances_explained
from tests.ledger.engine import NOON, Judged, judge
from tests.properties.test_one_pass import Folding
from tests.reference.timelines_second_edition import journal_of
from tests.reporting.test_kept import heard
from tests.workings.asking import workings_json
from tests.workings.evaluator import unproved

LAST = dt.date(2030, 1, 1)
SNOWMAN = "\u2603"
MARKS = [512, 1, 2, 3]
LATER = {"consent_missing", "beyond_authorized", "authorized_below_issued"}
"""What may come of a merger: a later consent takes the place of both; a split may give a share more, rounded once."""


def of_later(entry: AnyEntry, day: dt.date, before: str, after: str) -> AnyEntry:
    """An entry of a later day that says another name."""
    if isinstance(entry, EntryCorrected):
        return entry.model_copy(update={"with_": of_later(entry.with_, day, before, after)})  # type: ignore[arg-type]
    if entry.effective <= day:
        return entry
    named = [field for field in NAMES if getattr(entry, field, None) == before]
    return entry.model_copy(update=dict.fromkeys(named, after)) if named else entry


def written_in(log: Sequence[Recorded], day: dt.date, kind: str, before: str, after: str) -> list[Recorded]:
    """The log in which somebody goes by another name after a day."""
    field = "to" if kind == "holder_renamed" else "into"
    change = read_entry({"type": kind, "effective": day.isoformat(), "id": "\u2192", "from": before, field: after})
    others = [replace(one, entry=of_later(one.entry, day, before, after)) for one in log]
    return [*others, Recorded(len(log) + 1, "\u2192", change, NOON)]


def cut(log: Sequence[Recorded], chance: random.Random) -> dt.date | None:
    """A day on which nothing happens, with something before it and something after."""
    days = {one.entry.effective for one in log}
    days |= {one.entry.with_.effective for one in log if isinstance(one.entry, EntryCorrected)}
    first, last = min(days, default=LAST), max(days, default=LAST)
    free = [first + dt.timedelta(n) for n in range(1, (last - first).days) if first + dt.timedelta(n) not in days]
    return chance.choice(free) if free else None


def everything(log: Sequence[Recorded], before: str, after: str) -> dict[str, Any]:
    """All that is answered, with one name in place of another."""
    book = open_book(log, listen=True)
    judged = Judged(list(log), [], [], book)
    said = {
        "price": judged.price(LAST),
        "steps": judged.steps,
        "conversions": judged.conversions,
        "holders": judged.holders(LAST),
        "apart": judged.apart(LAST),
        "accruals": judged.accruals(LAST),
        "by_accrual": judged.by_accrual(LAST),
        "debts": judged.debts(LAST),
        "due": judged.due(LAST),
        "payments": judged.payments(LAST),
        "preferences": judged.preferences(LAST),
        "consents": judged.consents(LAST),
        "flags": [(one.code, one.entry or "", one.message) for one in book.flags or ()],
        "problems": [(one.entry, one.code) for one in book.problems],
        "calendar": [str(one) for one in calendar_on(log, LAST).items],
    }
    return {name: in_words(one, before, after) for name, one in said.items()}


def in_words(said: Any, before: str, after: str) -> Any:
    if isinstance(said, dict):
        return {in_words(name, before, after): in_words(one, before, after) for name, one in said.items()}
    if isinstance(said, list):
        found = [in_words(one, before, after) for one in said]
        return sorted(found) if all(isinstance(one, str | tuple) for one in found) else found
    if isinstance(said, tuple):
        return tuple(in_words(one, before, after) for one in said)
    return said.replace(before, after) if isinstance(said, str) else said


def cases(numbers: range) -> Iterator[tuple[int, list[Recorded], dt.date, str, random.Random]]:
    """Journals of these numbers, each with a day and somebody who holds something at its close."""
    for number in numbers:
        chance = random.Random(number)  # noqa: S311  no secret
        log = judge(journal_of(number, 30)).log
        day = cut(log, chance)
        state = None if day is None else open_book(log, until=day).state
        held = sorted({*state.common, *state.series_d}) if state else []
        if day is not None and held:
            yield number, log, day, chance.choice(held), chance


@pytest.mark.parametrize("shard", range(4))
def test_a_rename_changes_nothing_but_the_name(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_MARK_EVERY", MARKS[shard])
    asked = 0
    for number, log, day, name, _ in cases(range(7_000 + 60 * shard, 7_060 + 60 * shard)):
        renamed = written_in(log, day, "holder_renamed", name, SNOWMAN)
        was, now = everything(log, name, SNOWMAN), everything(renamed, name, SNOWMAN)
        assert now == was, f"journal {number}, {name} on {day}"
        asked += any(name in {one for _, one in names_in(item.entry)} for item in log if item.entry.effective > day)
    assert asked > 15  # whoever is renamed does something afterwards


def totals(book: Book) -> dict[str, Any]:
    state = book.state
    return {
        "outstanding": (state.outstanding, sum(state.common.values())),
        "series_d": (state.series_d_outstanding, sum(state.series_d.values()), state.series_d_ever_issued),
        "treasury": state.treasury,
        "deemed": state.course.deemed,
        "rights": {name: right.lots for name, right in state.rights.items()},
    }


@pytest.mark.parametrize("shard", range(2))
def test_a_merger_of_holders_moves_no_price_and_no_total(shard: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On its day; what is rounded per holder later, as by a split, is rounded once for the two."""
    monkeypatch.setattr(replay, "_MARK_EVERY", MARKS[shard])
    asked = 0
    for number, log, day, name, chance in cases(range(8_000 + 80 * shard, 8_080 + 80 * shard)):
        state = open_book(log, until=day).state
        others = sorted({*state.common, *state.series_d} - {name})
        if not others:
            continue
        merged = written_in(log, day, "holders_merged", name, chance.choice(others))
        seen = Folding()
        book, was = open_book(merged, observers=[seen]), open_book(log)
        if book.problems:
            assert {one.code for one in book.problems} <= LATER, f"journal {number}"
            continue
        now, before = Judged(merged, [], [], book), Judged(log, [], [], was)
        assert now.price(day) == before.price(day), f"journal {number}"
        assert totals(now.until(day)) == totals(before.until(day)), f"journal {number}"
        assert history_of(now.until(day)) == history_of(before.until(day)), f"journal {number}"
        asked += 1
    assert asked > 40


def test_what_follows_is_told_by_workings_that_prove_themselves() -> None:
    for number, log, day, name, chance in cases(range(9_000, 9_025)):
        state = open_book(log, until=day).state
        others = sorted({*state.common, *state.series_d} - {name})
        kinds = [("holder_renamed", SNOWMAN), *(("holders_merged", one) for one in others[:1])]
        kind, after = chance.choice(kinds)
        changed = written_in(log, day, kind, name, after)
        if open_book(changed).problems:
            continue
        told = balances_explained(changed, max(one.entry.effective for one in changed))
        assert list(unproved(workings_json(told, everything=True))) == [], f"journal {number}"


def test_rows_made_from_what_was_kept_are_those_of_all_of_it() -> None:
    for _, log, day, name, chance in cases(range(9_100, 9_140)):
        state = open_book(log, until=day).state
        others = sorted({*state.common, *state.series_d} - {name})
        kind, after = chance.choice([("holder_renamed", SNOWMAN), *(("holders_merged", one) for one in others[:1])])
        changed = written_in(log, day, kind, name, after)
        middle = chance.randrange(1, len(log))
        # heard before what takes effect later, it is in every place that is kept behind it
        early = [*changed[:middle], replace(changed[-1], position=middle + 1)]
        early += [replace(one, position=one.position + 1) for one in changed[middle:-1]]
        for one in (changed, early):
            heard(one, sorted(chance.sample(range(1, len(one)), min(5, len(one) - 1))))

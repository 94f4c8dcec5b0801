"""In whatever order facts, slips and their corrections arrive: what is known in the end is the same.

Conversions state what was delivered, for that is a fact of its moment (A8, A30); all else follows from the record.
"""

import random
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from ledger.engine.book import open_book
from ledger.events import EntryError, read_entry
from ledger.refusals import Refusal
from tests.ledger.engine import NOON
from tests.properties.test_laws import CALM, accepted, judged_whole, picture
from tests.reference.timelines import timelines

Entry = dict[str, Any]
ISSUES = ("common_issued", "option_granted", "convertible_issued", "treasury_disposed")
CHANCES = st.randoms(use_true_random=False)


class Arriving:
    """A record that is being made: what is refused now can arrive again later."""

    def __init__(self) -> None:
        self.book = open_book([])

    def take(self, *entries: Entry) -> bool:
        """Record these, all or none; whether that was possible."""
        before = list(self.book.log)
        try:
            for entry in entries:
                self.book.record(read_entry(entry), NOON)
        except (Refusal, EntryError):
            self.book = open_book(before)
            return False
        return True

    def take_all(self, waiting: list[list[Entry]]) -> None:
        """Record what waits, in this order, and what is refused whenever it is possible."""
        while waiting:
            refused = [group for group in waiting if not self.take(*group)]
            # what waits for another that waits for it can arrive in no order but one
            assume(len(refused) < len(waiting))
            waiting = refused


def by_day(journal: list[Entry]) -> list[list[Entry]]:
    """The entries of each day together: within a day the order recorded is the order of events."""
    days: dict[str, list[Entry]] = {}
    for entry in journal[1:]:
        days.setdefault(entry["effective"], []).append(entry)
    return [days[day] for day in sorted(days)]


def in_any_order(entries: list[Entry], chances: random.Random) -> None:
    journal = accepted(entries)
    days = by_day(journal)
    assume(len(days) > 1)
    arrived = list(days)
    chances.shuffle(arrived)
    arriving = Arriving()
    assume(arriving.take(journal[0]))
    arriving.take_all(arrived)
    recorded = [one.entry.effective for one in arriving.book.log]
    event("in the order of the timeline" if recorded == sorted(recorded) else "in another order")
    expected = judged_whole([journal[0], *(entry for day in days for entry in day)])
    assert picture(arriving.book) == picture(expected.book)


def slip(entry: Entry, chances: random.Random) -> Entry:
    """An entry as somebody got it wrong: another sum, another number, another day."""
    wrong = dict(entry)
    if "cash" in wrong.get("consideration", {}):
        wrong["consideration"] = wrong["consideration"] | {"cash": chances.choice(["0", "0.01", "77"])}
    if isinstance(wrong.get("shares"), int):
        wrong["shares"] = wrong["shares"] + chances.choice([0, 1, 5])
    return wrong | {"note": "as it was first understood"}


def with_slips(entries: list[Entry], chances: random.Random) -> None:
    journal = accepted(entries)
    assume(len(journal) > 2)
    arriving = Arriving()
    edits: list[list[Entry]] = []
    for number, entry in enumerate(journal):
        kind = chances.choice(["right", "wrong", "phantom"]) if entry["type"] in ISSUES else "right"
        edit = {"effective": "2006-12-31", "reason": "a slip"}
        if kind == "phantom":
            phantom = entry | {"id": f"phantom-{number}"} | ({"right": f"P{number}"} if "right" in entry else {})
            if arriving.take(phantom):
                edits.append([edit | {"type": "entry_voided", "entry": phantom["id"]}])
        if kind == "wrong" and arriving.take(slip(entry, chances)):
            edits.append([edit | {"type": "entry_corrected", "entry": entry["id"], "with": entry}])
        elif not arriving.take(entry):
            # what a slip makes impossible is recorded once the slips are mended, and before what comes after it
            edits = [group for group in edits if not arriving.take(*group)]
            assume(arriving.take(entry))
        chances.shuffle(edits)
        if edits and chances.random() < 0.3 and arriving.take(*edits[-1]):
            edits.pop()
    event(f"{min(len(edits), 5)} or more mended at the end")
    arriving.take_all(edits)
    assert picture(arriving.book) == picture(judged_whole(journal).book)


@settings(CALM, max_examples=40)
@given(timelines(max_entries=20), CHANCES)
def test_days_that_arrive_in_any_order_give_the_same_history(entries: list[Entry], chances: random.Random) -> None:
    in_any_order(entries, chances)


@settings(CALM, max_examples=40)
@given(timelines(max_entries=20), CHANCES)
def test_shuffled_voids_and_corrections_equal_the_clean_journal(entries: list[Entry], chances: random.Random) -> None:
    with_slips(entries, chances)


@pytest.mark.deep
@pytest.mark.parametrize("law", [in_any_order, with_slips])
@settings(CALM, max_examples=2000)
@given(entries=timelines(max_entries=35), chances=CHANCES)
def test_thousands_of_shuffles(law: Any, entries: list[Entry], chances: random.Random) -> None:
    law(entries, chances)

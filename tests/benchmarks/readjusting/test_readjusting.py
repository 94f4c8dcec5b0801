"""What is measured and what it is measured against come to the same prices, so that the one may stand beside the other."""

from datetime import date

from ledger.engine.book import open_book
from ledger.numbers.bounded import Bounded, same
from tests.benchmarks.readjusting import plain, retelling
from tests.benchmarks.readjusting.repriced import CHANGES, repriced
from tests.benchmarks.readjusting.rows import calls_of, course_of, recorded, sample_of

ENTRIES = 120


def test_every_change_moves_the_price_to_what_both_exact_folds_find():
    every = range(ENTRIES // CHANGES)
    moved = [step for step in open_book(recorded(ENTRIES)).state.course.history if step.clause == "4E(3)"]
    found = list(plain.prices(*plain.told(repriced(ENTRIES)), every))
    assert len(moved) == len(found) == ENTRIES // CHANGES
    assert all(same(step.after, Bounded.of(price)) for step, price in zip(moved, found, strict=True))
    assert retelling.prices(list(repriced(ENTRIES)), every, lambda work: work()) == found


def test_the_fold_alone_comes_to_the_price_of_the_whole():
    log = recorded(ENTRIES)
    book, alone = open_book(log), course_of(calls_of(log))
    assert not book.problems
    assert same(alone.running, book.state.course.running)
    assert [step.entry for step in alone.history] == [step.entry for step in book.state.course.history]


def test_the_sample_is_spread_over_all_changes():
    sample, part = sample_of(2_000)
    assert (sample, part) == ([25, 75, 125, 175], 50)


def test_the_journal_has_what_it_says():
    entries = list(repriced(300))
    changes = [entry for entry in entries if entry["type"] in ("right_changed", "right_terminated")]
    assert len(changes) == 30
    assert {entry["type"] for entry in changes} == {"right_changed", "right_terminated"}
    assert date.fromisoformat(changes[-1]["effective"]).year == date.fromisoformat(entries[-1]["effective"]).year

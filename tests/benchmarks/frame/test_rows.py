"""What a row says of the runs that were made, by hand-made times."""

import sys
from pathlib import Path

import pytest

from tests.benchmarks.frame.measure import BRIEF, FULL, SIZES, Bench, across, foreseen, run
from tests.benchmarks.frame.row import Point, Row, exponent, scaled
from tests.benchmarks.frame.table import HEADER, amount, as_ratio, line

ROW = Row("a price", (1.0, 3.0, 2.0), "the help", (0.5, 1.0, 4.0), 1.5)


class Clock:
    """A clock that moves when it is told to, and says what was done."""

    def __init__(self) -> None:
        self.now, self.done = 0.0, 0

    def __call__(self) -> float:
        return self.now

    def work(self, seconds: float) -> None:
        self.now += seconds
        self.done += 1


def bench(clock: Clock, folder: Path = Path()) -> Bench:
    return Bench(folder, BRIEF._replace(seconds=20), clock=clock)


def test_a_ratio_is_median_over_median_and_its_spread_takes_any_runs():
    assert (ROW.seconds, ROW.ratio) == (2.0, 2.0)
    assert ROW.ratios == (0.25, 6.0)


@pytest.mark.parametrize(("promised", "is_over"), [(1.9, True), (2.0, False), (None, False)])
def test_a_row_is_over_what_is_promised_only_past_it(promised, is_over):
    row = ROW._replace(promised=promised)
    assert row.is_over is is_over
    assert line(row).splitlines()[0].endswith("!") is is_over


@pytest.mark.parametrize("power", [0.5, 1, 2])
def test_the_exponent_is_the_power_with_which_it_grows(power):
    assert exponent([Point(size, 3 * size**power) for size in SIZES]) == pytest.approx(power)


def test_one_size_grows_with_no_power():
    assert exponent([Point(1_000, 1.0)]) is None


def test_a_baseline_of_which_one_is_measured_is_scaled():
    assert scaled((0.5, 0.25), 1_000) == (500.0, 250.0)


def test_runs_are_made_until_there_are_enough():
    clock = Clock()
    assert bench(clock).timed(lambda: clock.work(2), 3) == (2, 2, 2)


def test_no_more_runs_are_made_than_the_budget_has_room_for_and_one_is_always_made():
    clock = Clock()
    assert bench(clock).timed(lambda: clock.work(9), 5) == (9, 9)
    assert bench(clock).timed(lambda: clock.work(90), 5) == (90,)
    assert Bench(Path(), FULL, clock=clock).timed(lambda: clock.work(90), 3) == (90, 90, 90)


def test_of_two_sizes_a_third_is_foreseen_and_of_one_none():
    assert foreseen([Point(1_000, 1.0)], 10_000) == 0
    assert foreseen([Point(1_000, 1.0), Point(10_000, 10.0)], 100_000) == pytest.approx(100)
    starting = [Point(1_000, 1.0), Point(10_000, 1.9)]
    assert foreseen(starting, 100_000) == pytest.approx(10.9)
    squared = [Point(1_000, 0.01), Point(10_000, 1.0)]
    assert foreseen(squared, 100_000) == pytest.approx(100)


@pytest.mark.parametrize(("middle", "expected"), [(2.0, list(SIZES)), (3.0, list(SIZES[:2]))])
def test_a_ledger_is_left_out_where_recording_it_would_take_too_long_and_that_is_said(tmp_path, middle, expected):
    said: list[str] = []
    ready = Bench(tmp_path, BRIEF._replace(seconds=20), said.append)
    for entries, seconds in ((1_000, 1.0), (10_000, middle), (100_000, 5.0)):
        place = ready._place(entries)
        place.parent.mkdir()
        place.touch()
        if entries < 100_000:
            ready.recorded[entries] = (seconds,)
    assert list(ready.sizes()) == expected
    assert bool(said) is (expected != list(SIZES))
    assert all("100,000 entries" in one for one in said)


def test_a_section_that_asks_much_has_shorter_ledgers(tmp_path):
    ready = Bench(tmp_path, BRIEF)
    for entries in SIZES[:2]:
        ready._place(entries).parent.mkdir()
        ready._place(entries).touch()
    assert list(ready.sizes(BRIEF.asked)) == [1_000, 10_000]


def test_what_a_section_leaves_is_taken_away_and_ledgers_stay(tmp_path):
    ready = Bench(tmp_path, BRIEF)
    ready._place(1_000).parent.mkdir()
    ready._place(1_000).touch()
    copied = ready.copied(1_000)
    assert (copied.exists(), copied != ready.ledger(1_000)) == (True, True)
    assert ready.fresh() != ready.fresh()
    ready.clean()
    assert (copied.exists(), ready.ledger(1_000).exists()) == (False, True)


def test_the_rows_of_the_largest_size_come_as_they_come_with_how_they_grew():
    asked: list[tuple[int, str]] = []

    def rows_of(entries: int):
        for what in ("price", "history"):
            asked.append((entries, what))
            yield Row(what, (entries / 1_000,), "replay", (1.0,))

    coming = across(SIZES[:2], rows_of)
    first = next(coming)
    assert asked[-1] == (10_000, "price")
    assert first.what == "price, 10,000 entries"
    assert first.growth == (Point(1_000, 1.0), Point(10_000, 10.0))
    assert next(coming).what == "history, 10,000 entries"


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        ROW._replace(what="a what-if " * 8, baseline="the same thing " * 4, promised=1 / 1000, times=(1e-5, 1234.5)),
        ROW._replace(growth=tuple(Point(size, size / 7) for size in SIZES)),
    ],
)
def test_the_table_is_as_wide_as_a_wide_terminal(row):
    lines = [*HEADER.splitlines(), *line(row).splitlines()]
    assert max(map(len, lines)) <= 120
    assert " ".join(row.what.split()[:3]) in line(row)


def test_numbers_are_short_and_in_the_unit_that_one_says_them_in():
    assert [amount(one) for one in (1234.5, 1.0, 0.0345, 0.0000123)] == ["1,234 s", "1 s", "34.5 ms", "12.3 µs"]
    assert [as_ratio(one) for one in (12.3456, 1.0, 0.12345, 1 / 512)] == ["12.3", "1", "0.123", "1/512"]


def test_a_command_that_fails_says_why(capfd):
    run(sys.executable, "-c", "import sys; sys.stderr.write('a note')")
    assert capfd.readouterr() == ("", "")
    with pytest.raises(OSError, match="ended with 3: no ledger"):
        run(sys.executable, "-c", "import sys; sys.stderr.write('no ledger'); sys.exit(3)")

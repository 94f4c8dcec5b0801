"""Charts, read again as the SVG that they are: where they end, what their ticks are, and what is said on them."""

import datetime as dt
import re
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.engine.book import open_book
from projections.answers.history import history_of
from projections.render.blocks import Drawing, Level
from projections.render.charts.axes import Days, heights, tick_of
from projections.render.charts.drawing import caption_of, days_of, svg
from projections.render.charts.labels import Box, Mark, beside, numbered
from projections.render.charts.price import price_drawing
from projections.render.charts.terminal import drawn
from tests.notices.company import START, Company

SVG = "{http://www.w3.org/2000/svg}"
START_DAY = dt.date(2005, 10, 3)
SALE = {"type": "common_issued", "id": "sale", "effective": "2006-01-02", "holder": "B", "shares": 5_000_000,
        "consideration": {"cash": "6000"}}  # fmt: skip
SPLIT = {"type": "common_split", "id": "split", "effective": "2006-02-01", "old": 10, "new": 1}
SECOND = {"type": "common_issued", "id": "second", "effective": "2006-03-01", "holder": "B", "shares": 1_500_000,
          "consideration": {"cash": "9000"}}  # fmt: skip


def steps_of(tmp_path, *entries):
    return history_of(open_book(Company(tmp_path, *START, *entries).log()))


def read(drawing):
    return ET.fromstring(svg(drawing))  # noqa: S314  our own


def words(root):
    return [one.text for one in root.iter(f"{SVG}text")]


def curve_of(root):
    return next(one.get("d") for one in root.iter(f"{SVG}path") if one.get("class") == "curve")


def ends(root):
    """The last place of the curve to the right, and the heights that it goes through."""
    found = curve_of(root)
    return float(re.findall(r"H([\d.]+)", found)[-1]), [float(y) for y in re.findall(r"V([\d.]+)", found)]


def test_a_split_is_one_continuous_line_in_the_units_of_the_day_and_marked(tmp_path):
    """(10,000,000 x .0033 + 6,000) / 15,000,000 = .0026, ten times that in tens, and then
    (1,500,000 x .026 + 9,000) / 3,000,000 = .016."""
    steps = steps_of(tmp_path, SALE, SPLIT, SECOND)
    until = dt.date(2006, 6, 30)
    drawing = price_drawing(steps, START_DAY, until)
    assert [one.height for one in drawing.levels] == [Fraction(n, 1000) for n in (33, 26, 26, 16)]
    assert [one.changes for one in drawing.levels] == ["", "", "10:1", ""]
    assert [one.cause for one in drawing.levels][1:] == [
        "4E issue: sale",
        "4F share units: split",
        "4E issue: second",
    ]
    assert "0.0026, 0.026 in the last share units" in drawing.levels[1].says
    assert drawing.caption == (
        "In the share units of 2006-06-30. Prices before are restated for the change of share units on 2006-02-01 "
        "(10 became 1)."
    )
    root = read(drawing)
    assert "10:1" in words(root)
    # the curve is as high after the split as before it
    _, up = ends(root)
    assert up[0] == up[1] < up[2]


def test_a_chart_ends_on_the_day_that_it_is_of(tmp_path):
    steps = steps_of(tmp_path, SALE, SPLIT, SECOND)
    for until in (dt.date(2006, 1, 2), dt.date(2006, 2, 1), dt.date(2006, 6, 30), dt.date(2026, 11, 30)):
        drawing = price_drawing(steps, START_DAY, until)
        assert all(level.since <= until for level in drawing.levels)
        root = read(drawing)
        days = [one for one in words(root) if re.fullmatch(r"\d{4}-\d\d-\d\d", one)]
        assert (days[0], days[-1]) == ("2005-10-03", until.isoformat())
        assert days == sorted(days)
        right = max(float(one.get("x")) for one in root.iter(f"{SVG}text") if one.text == until.isoformat())
        assert ends(root)[0] == right == 620


def test_what_governs_only_after_the_day_is_not_drawn(tmp_path):
    """The sale of 2 January governs from the 3rd on."""
    steps = steps_of(tmp_path, SALE)
    assert len(price_drawing(steps, START_DAY, dt.date(2006, 1, 2)).levels) == 1
    assert len(price_drawing(steps, START_DAY, dt.date(2006, 1, 3)).levels) == 2


def test_a_long_rest_is_drawn_shorter_and_that_is_said(tmp_path):
    steps = steps_of(tmp_path, SALE)
    long, short = (price_drawing(steps, START_DAY, dt.date(year, 6, 30)) for year in (2026, 2006))
    assert "the axis of time is broken there" in caption_of(long)
    assert "broken" not in caption_of(short)
    assert [sum(one.get("class") == "break" for one in read(it).iter(f"{SVG}path")) for it in (long, short)] == [1, 0]


def test_what_is_drawn_is_told_to_whom_does_not_see(tmp_path):
    root = read(price_drawing(steps_of(tmp_path, SALE), START_DAY, dt.date(2006, 6, 30)))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == "Conversion Price"
    assert root.find(f"{SVG}desc").text == (
        "From 0.0033 to 0.0026 in 1 step, up to 2006-06-30; the table of steps has each."
    )
    marks = [one.find(f"{SVG}title").text for one in root.iter(f"{SVG}circle")]
    assert marks == ["2006-01-03: 0.0026, 4E issue: sale"]


def many(number):
    levels = [Level(START_DAY, Fraction(1), "1")]
    levels += [
        Level(START_DAY + dt.timedelta(days=one), Fraction(1, one + 1), str(one), f"4E issue: sale-{one}")
        for one in range(1, number + 1)
    ]
    return Drawing("Price", "falls", levels, START_DAY + dt.timedelta(days=number + 5))


def test_labels_without_room_are_numbered_and_stand_in_a_legend():
    """Twelve causes on twelve days next to each other."""
    said = words(read(many(12)))
    assert "1  2005-10-04  4E issue: sale-1" in said
    assert "12  2005-10-15  4E issue: sale-12" in said
    assert "4E issue: sale-1" not in said
    assert "are named" not in caption_of(many(12))


def test_of_very_many_causes_those_that_move_most_are_named():
    """From 1 to 1/2, 1/3 and so on: each moves less than the one before."""
    said = words(read(many(30)))
    assert "Of 30 causes the 12 that move most are named." in caption_of(many(30))
    assert any(one.endswith("sale-12") for one in said)
    assert not any(one.endswith("sale-13") for one in said)


@given(st.lists(st.tuples(st.integers(80, 560), st.integers(40, 190)), min_size=1, max_size=8, unique=True))
def test_labels_beside_their_marks_never_lie_over_each_other(places):
    marks = [Mark(x, y, "4E issue: sale") for x, y in places]
    found = beside(marks, [], Box(74, 14, 636, 202))
    boxes = []
    for one in found or ():
        left = one.x if one.anchor == "start" else one.x - 6 * len(one.says)
        boxes.append(Box(left, one.y - 11, left + 6 * len(one.says), one.y + 4))
    assert not any(one.meets(other) for number, one in enumerate(boxes) for other in boxes[number + 1 :])
    tags = [one.x for one in numbered(sorted(marks))]
    assert all(later - earlier >= 26 for earlier, later in pairwise(tags))


@given(st.fractions(min_value=0, max_value=10**6), st.fractions(min_value=0, max_value=10**6))
def test_the_lines_of_a_grid_are_round_and_hold_all_that_is_drawn(one, other):
    lowest, highest = sorted((one, other))
    axis = heights(lowest, highest)
    ticks = list(axis.ticks)
    assert ticks[0] <= lowest <= highest <= ticks[-1]
    assert 2 <= len(ticks) <= 8
    step = axis.step
    while step >= 10:
        step /= 10
    while step < 1:
        step *= 10
    assert step in (1, 2, 5)
    assert all(tick % axis.step == 0 for tick in ticks)
    assert len({label.partition(".")[2].__len__() for label in axis.labels}) == 1
    assert [Fraction(label.replace(",", "")) for label in axis.labels] == ticks


@pytest.mark.parametrize(
    ("lowest", "highest", "ticks"),
    [
        ("0.0026", "0.0033", "0.0024 0.0026 0.0028 0.0030 0.0032 0.0034"),
        ("0.0003", "0.0033", "0.000 0.001 0.002 0.003 0.004"),
        ("24", "24", "0 5 10 15 20 25"),
    ],
)
def test_an_axis_begins_at_zero_unless_all_lies_far_above_it(lowest, highest, ticks):
    assert " ".join(heights(Fraction(lowest), Fraction(highest)).labels) == ticks


days = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2040, 1, 1))


@given(days, days, days)
def test_time_goes_on_from_the_left_to_the_right(first, moved, until):
    first, moved, until = sorted((first, moved, until))
    axis = Days(first, moved, until)
    shares = [axis.share(day) for day in (first, moved, until)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] == (1 if until > first else 0)
    named = axis.ticks
    assert (named[0], named[-1]) == (first, until)
    assert all(axis.share(later) - axis.share(earlier) >= Fraction(1, 7) for earlier, later in pairwise(named[:-1]))


def test_a_tick_of_nothing_is_one():
    assert tick_of(Fraction(0)) == 1


@pytest.mark.parametrize("width", [20, 30, 44, 60, 100])
def test_on_a_terminal_the_title_stands_at_every_width(tmp_path, width):
    drawing = price_drawing(steps_of(tmp_path, SALE, SPLIT), START_DAY, dt.date(2006, 6, 30))
    lines = drawn(drawing, width)
    said = " ".join(" ".join(lines).split())
    assert "Conversion Price, money per share of Common" in said
    assert "In the share units of 2006-06-30." in said
    assert all(len(line) <= width for line in lines)
    assert days_of(drawing).until == dt.date(2006, 6, 30)

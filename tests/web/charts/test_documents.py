"""The documents that charts are drawn of: what they say is what the house says, and each thing is at its place."""

import datetime as dt
import json
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.journal import read_journal
from commands.web.charts import stops
from commands.web.charts.audit import audit_chart
from commands.web.charts.axes import ratios
from commands.web.charts.overlay import overlay_chart
from commands.web.charts.ownership import MOST, ownership_chart
from commands.web.charts.price import price_chart
from commands.web.charts.steps import Course
from commands.web.charts.sweep import heat_chart
from commands.web.charts.waterfall import waterfall_chart
from ledger.errors import ArgumentError
from projections.audit.claims import Claim
from projections.compare.sweep_grid import NextIssue
from projections.render.charts.heat_map import heat_map
from projections.render.charts.payout import payout_curves
from seriesd import open_ledger
from tests.commands.test_one_pass import EXAMPLES
from tests.web.charts.stories import SALE, SECOND, SPLIT, STORY, claim_link, field, history, ledger, link, place, points


def test_the_price_has_a_step_for_each_change_and_a_mark_for_each_cause(tmp_path):
    chart = price_chart(history(ledger(tmp_path, *STORY)), link)
    # in the units of the end: the split leaves the curve as high as it was
    assert points(chart) == [
        (place("2006-01-02"), 0.033), (place("2006-01-03"), 0.026), (place("2006-02-01"), 0.026),
        (place("2006-03-02"), 0.016), (place("2006-03-02"), 0.016),
    ]  # fmt: skip
    (marks,) = chart["marks"]
    assert (marks["x"], marks["y"]) == (chart["curves"][0]["x"][1:-1], [0.026, 0.026, 0.016])
    assert marks["titles"] == ["4E issue: sale", "4F share units: split", "4E issue: second"]
    assert [one["name"] for one in marks["fields"]] == [
        "step", "on", "governs from", "clause", "entry", "before", "after",
    ]  # fmt: skip
    assert field(marks, "on") == ["2006-01-02", "2006-02-01", "2006-03-01"]
    assert field(marks, "governs from") == ["2006-01-03", "2006-02-01", "2006-03-02"]
    assert field(marks, "clause") == ["4E", "4F", "4E"]
    assert field(marks, "entry") == ["sale", "split", "second"]
    # what was said stays as it was said
    assert field(marks, "before") == ["0.0033", "0.0026", "0.026"]
    assert field(marks, "after") == ["0.0026, 0.026 in the last share units", "0.026", "0.016"]
    assert marks["href"] == ["/step/1", "/step/2", "/step/3"]
    assert chart["lines"] == [{"x": place("2006-02-01"), "says": "10:1"}]
    assert chart["describes"] == "From 0.0033 to 0.016 in 3 steps, up to 2006-03-02; the table of steps has each."
    assert chart["caption"].startswith("In the share units of 2006-03-02.")
    assert (chart["title"], chart["unit"]) == ("Conversion Price", "money per share of Common")
    assert (chart["across"]["low"], chart["across"]["high"]) == (place("2006-01-02"), place("2006-03-02"))
    assert (chart["heights"]["ticks"], chart["heights"]["labels"]) == (
        [0, 0.01, 0.02, 0.03, 0.04], ["0.00", "0.01", "0.02", "0.03", "0.04"],
    )  # fmt: skip
    assert chart["log"]["labels"] == ["0.01", "0.02", "0.05"]


def test_a_chart_goes_up_to_the_day_asked_for(tmp_path):
    found = history(ledger(tmp_path, *STORY))
    chart = price_chart(found, link, since=dt.date(2005, 10, 3), until=dt.date(2006, 1, 31))
    # before the split, so in the units of then
    assert points(chart) == [
        (place("2005-10-03"), 0.0033),
        (place("2006-01-03"), 0.0026),
        (place("2006-01-31"), 0.0026),
    ]
    assert chart["marks"][0]["titles"] == ["4E issue: sale"]
    assert chart["lines"] == []


def test_a_split_on_the_day_of_an_issue_does_not_lead_back_in_time(tmp_path):
    """The issue governs from the day after; the price in effect on the day itself is still the one before it."""
    chart = price_chart(history(ledger(tmp_path, SALE, {**SPLIT, "effective": "2006-01-02"})), link)
    assert points(chart) == [
        (place("2006-01-02"), 0.033), (place("2006-01-03"), 0.026), (place("2006-01-03"), 0.026),
        (place("2006-01-03"), 0.026),
    ]  # fmt: skip
    assert field(chart["marks"][0], "governs from") == ["2006-01-03", "2006-01-02"]


def test_where_nothing_changed_the_price_is_drawn_all_along(tmp_path):
    made = ledger(tmp_path)
    since, until = dt.date(2005, 10, 3), dt.date(2006, 6, 30)
    chart = price_chart(history(made), link, since=since, until=until, price=made.price(until).in_effect)
    assert points(chart) == [(place("2005-10-03"), 0.0033), (place("2006-06-30"), 0.0033)]
    assert chart["describes"] == "no change so far"
    assert (chart["marks"][0]["titles"], chart["marks"][0]["href"]) == ([], [])
    without = price_chart(history(made), link)
    assert (points(without), without["heights"]["low"]) == ([], 0)
    json.dumps(without, allow_nan=False)


def test_each_claim_is_a_dot_where_it_is_in_the_units_of_the_curve(tmp_path):
    """.0026 of January is .026 in the units of March; stated to three places it is .003."""
    made = ledger(tmp_path, *STORY)
    claims = [
        Claim(dt.date(2006, 3, 10), "0.017", row=1),
        Claim(dt.date(2006, 1, 10), "0.0026", row=2, source="the register"),
        Claim(dt.date(2006, 1, 20), "0.003", row=3),
    ]
    chart = audit_chart(history(made), made.audit(claims), link, claim_link)
    causes, dots = chart["marks"]
    assert len(causes["titles"]) == 3
    assert list(zip(dots["x"], dots["y"], dots["tones"], strict=True)) == [
        (place("2006-01-10"), 0.026, "good"), (place("2006-01-20"), 0.03, "heed"), (place("2006-03-10"), 0.017, "wrong"),
    ]  # fmt: skip
    assert dots["titles"] == [
        "row 2, 0.0026 on 2006-01-10 (the register)", "row 3, 0.003 on 2006-01-20", "row 1, 0.017 on 2006-03-10",
    ]  # fmt: skip
    assert field(dots, "claimed") == ["0.0026", "0.003", "0.017"]
    assert field(dots, "computed") == ["0.0026", "0.0026", "0.016"]
    assert field(dots, "difference") == ["0", "0.0004", "0.001"]
    assert field(dots, "") == ["exact", "as stated", "WRONG"]
    # by their places among the claims as they were given
    assert dots["href"] == ["/claim/1", "/claim/2", "/claim/0"]
    # the curve goes on to the last claim
    assert points(chart)[-1] == (place("2006-03-10"), 0.016)


def test_a_claim_far_off_is_still_on_the_chart(tmp_path):
    made = ledger(tmp_path, SALE)
    chart = audit_chart(history(made), made.audit([Claim(dt.date(2006, 2, 1), "2.6", row=1)]), link, claim_link)
    assert (chart["marks"][1]["y"], chart["heights"]["high"]) == ([2.6], 3)


def test_claims_of_a_ledger_without_a_step_lie_along_its_price(tmp_path):
    made = ledger(tmp_path)
    claims = [Claim(dt.date(2006, 2, 1), "0.0033", row=1), Claim(dt.date(2006, 3, 1), "0.0026", row=2)]
    chart = audit_chart(history(made), made.audit(claims), link, claim_link)
    assert points(chart) == [(place("2006-02-01"), 0.0033), (place("2006-03-01"), 0.0033)]
    assert chart["marks"][1]["tones"] == ["good", "wrong"]


def test_two_histories_lie_over_one_another_in_the_units_of_the_first(tmp_path):
    """Without the sale: (1,000,000 x .033 + 9,000) / 2,500,000 = .0168."""
    made = ledger(tmp_path, *STORY)
    other = made.what_if(without=["sale"])
    courses = [Course("as it is", history(made).steps), Course("without sale", other.steps)]
    chart = overlay_chart(courses, [link, lambda number: f"/other/{number}"])
    assert [one["name"] for one in chart["curves"]] == ["as it is", "without sale"]
    assert points(chart, 1) == [
        (place("2006-01-02"), 0.033), (place("2006-02-01"), 0.033), (place("2006-03-02"), 0.0168),
        (place("2006-03-02"), 0.0168),
    ]  # fmt: skip
    assert [one["curve"] for one in chart["marks"]] == [0, 1]
    assert chart["marks"][1]["href"] == ["/other/1", "/other/2"]
    assert chart["describes"].startswith("as it is: From 0.0033 to 0.016 in 3 steps")
    assert "without sale: From 0.0033 to 0.0168 in 2 steps" in chart["describes"]


def test_units_of_another_end_are_restated_for_the_overlay(tmp_path):
    made = ledger(tmp_path, *STORY)
    without_split = made.what_if(without=["split", "second"])
    chart = overlay_chart([Course("a", history(made).steps), Course("b", without_split.steps)], [link, link])
    assert [height for _, height in points(chart, 1)] == [0.033, 0.026, 0.026]
    assert field(chart["marks"][1], "after") == ["0.0026, 0.026 in the last share units"]
    flat = overlay_chart(
        [Course("a", history(made).steps), Course("b", [], without_split.actual.in_effect)], [link, link]
    )
    assert [height for _, height in points(flat, 1)] == [0.016, 0.016]


@pytest.mark.parametrize("number", [0, 4])
def test_none_or_too_many_histories_are_refused(number):
    with pytest.raises(ArgumentError, match=f"one to 3 histories are drawn over one another, not {number}"):
        overlay_chart([Course("a", [])] * number, [link] * number)


def test_ownership_is_laid_on_one_another_the_largest_first(tmp_path):
    """At .0033 one Series D is 3,367 of Common: Dana 3,367,000, Fund 87,542, Public 10,000,000; then Buyers 5,000,000."""
    made = ledger(tmp_path, SALE)
    days = [dt.date(2005, 12, 31), dt.date(2006, 1, 2)]
    # the other way round: the chart puts the days in order
    chart = ownership_chart([(day, made.holders(day)) for day in reversed(days)], link, until=dt.date(2006, 2, 1))
    assert [one["name"] for one in chart["curves"]] == ["Public", "Buyers", "Dana", "Fund"]
    (marks,) = chart["marks"]
    assert marks["titles"] == ["2005-12-31", "2006-01-02"]
    assert marks["y"] == [None, None]
    assert field(marks, "Public")[0] == "74.3243"  # 10,000,000 of 13,454,542
    assert field(marks, "Buyers")[0] == "0.0000"
    assert marks["href"] == ["/step/0", "/step/1"]
    top = points(chart, 3)
    assert [x for x, _ in top] == [place("2005-12-31"), place("2006-01-02"), place("2006-02-01")]
    assert [height for _, height in top] == [100, 100, 100]
    assert chart["unit"] == "% as converted"
    assert "On 2006-01-02: Public" in chart["describes"]
    common = ownership_chart([(days[0], made.holders(days[0]))], link, measure="common")
    assert field(common["marks"][0], "Public") == ["100.0000"]


def test_small_holders_are_one_part_together(tmp_path):
    """Twelve of 1,000,000 to 12,000,000 beside the 10,000,000 of the Public; the seven largest have names."""
    issues = [
        {"type": "common_issued", "id": f"i-{n}", "effective": "2006-01-02", "holder": f"H{n:02}", "shares": n * 100_000,
         "consideration": {"cash": n * 1000}}
        for n in range(1, 13)
    ]  # fmt: skip
    made = ledger(tmp_path, *issues)
    day = dt.date(2006, 1, 2)
    chart = ownership_chart([(day, made.holders(day))], link, measure="common")
    names = [one["name"] for one in chart["curves"]]
    # Dana and Fund have no Common, and are among the others
    assert names == ["Public", "H12", "H11", "H10", "H09", "H08", "H07", "8 others"]
    assert len(names) == MOST + 1
    # 100,000 x (1 + … + 6) of 10,000,000 + 100,000 x 78
    assert field(chart["marks"][0], "8 others") == ["11.7978"]


def test_parts_that_are_not_known_are_a_gap(tmp_path):
    made = ledger(tmp_path)
    day = dt.date(2006, 1, 1)
    known = made.holders(day)
    percent = known.totals.percent._replace(as_converted=None)
    unknown = replace(known, totals=known.totals._replace(percent=percent))
    chart = ownership_chart([(day, known), (day + dt.timedelta(days=1), unknown)], link)
    assert [height for _, height in points(chart)][1:] == [None, None]
    assert field(chart["marks"][0], "Public")[1] == "-"


def test_a_map_says_what_the_cells_of_the_house_say(tmp_path):
    sizes, prices = (Fraction(10**7), Fraction(10**10)), (Fraction(1, 1000), Fraction(4, 1000))
    made = ledger(tmp_path)
    found = heat_map(made.sweep(NextIssue(sizes, prices), on=dt.date(2006, 1, 2)))
    chart = heat_chart(found)
    # (10,000,000 x .0033 + 10,000) / 20,000,000; .004 is above the price; and so many are not authorized
    assert chart["says"] == [["0.00215", "0.0033"], ["refused", "refused"]]
    assert chart["colour"] == [[0, 9], [None, None]]
    assert (chart["down"], chart["across"]) == (
        {"name": "shares", "title": "shares (of Common)", "values": ["10,000,000", "10,000,000,000"]},
        {"name": "price", "title": "price (money per share)", "values": ["0.001", "0.004"]},
    )
    assert (chart["base"], chart["base_at"], chart["base_cell"]) == ("as it is: 0.0033", 100, None)
    assert (len(chart["colours"]), chart["colours"][0]) == (10, ("#440154", "#ffffff"))


def test_a_waterfall_says_what_each_gets_of_each_amount(tmp_path):
    """1,026 Series D are due 11.1111 each: 11,399.9886 in all. The curves go to twice the most that is of interest."""
    made = ledger(tmp_path)
    found = payout_curves(made.waterfall("20000", dt.date(2006, 1, 2)))
    chart = waterfall_chart(found)
    assert [one["name"] for one in chart["curves"]] == ["Dana", "Dana, converting", "Fund", "Fund, converting"]
    (marks,) = chart["marks"]
    assert len(marks["x"]) == len(chart["curves"][0]["x"]) == 61
    assert marks["titles"][0] == "assets 0"
    assert field(marks, "Dana")[-1] == "11111.1"
    assert chart["across"]["labels"][0] == "0"
    assert (chart["kind"], chart["across"]["days"]) == ("lines", False)


def test_stops_are_in_order_and_each_once():
    early, late = dt.datetime(2007, 1, 1, 12, tzinfo=dt.UTC), dt.datetime(2007, 1, 2, 12, 30, tzinfo=dt.UTC)
    assert stops.of_moments([late, early, late]) == {
        "names": ("earlier", "later"),
        "values": ["2007-01-01T12:00:00Z", "2007-01-02T12:30:00Z"],
        "says": ["2007-01-01T12:00:00Z", "2007-01-02T12:30:00Z"],
    }
    days = stops.of_days([dt.date(2006, 3, 1), dt.date(2006, 1, 2)])
    assert (days["values"], days["places"]) == (
        ["2006-01-02", "2006-03-01"],
        [place("2006-01-02"), place("2006-03-01")],
    )


positive = st.fractions(min_value=Fraction(1, 10**9), max_value=10**12)


@given(positive, positive)
def test_heights_in_equal_ratios_have_room_for_all(one, other):
    low, high = sorted((one, other))
    axis = ratios(low, high)
    assert axis["low"] <= float(low) <= float(high) <= axis["high"]
    assert axis["low"] < axis["high"]
    assert 1 <= len(axis["ticks"]) == len(axis["labels"]) <= 25
    assert list(axis["ticks"]) == sorted(set(axis["ticks"]))
    assert all(axis["low"] <= tick <= axis["high"] for tick in axis["ticks"])


def test_there_are_no_ratios_where_a_height_is_zero():
    assert ratios(Fraction(0), Fraction(1)) is None


JOURNALS = sorted(path for path in EXAMPLES.glob("*.yaml") if not path.stem.endswith(".expected"))


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.stem)
def test_the_chart_of_each_example_has_all_its_steps_in_order(tmp_path, path):
    made = open_ledger(tmp_path / "example.db")
    made.record([line.entry for line in read_journal(str(path))])
    found = history(made)
    chart = json.loads(json.dumps(price_chart(found, link), allow_nan=False))
    (marks,) = chart["marks"]
    (curve,) = chart["curves"]
    assert len(marks["titles"]) == len(found.steps)
    assert {len(one["says"]) for one in marks["fields"]} == {len(found.steps)}
    assert curve["x"] == sorted(curve["x"])
    assert chart["across"]["low"] <= curve["x"][0] <= curve["x"][-1] <= chart["across"]["high"]
    assert all(chart["heights"]["low"] <= y <= chart["heights"]["high"] for y in curve["y"])
    # what is read is text; numbers are places alone
    assert all(isinstance(one, str) for field in marks["fields"] for one in field["says"])


def test_the_second_sale_is_one_more_mark(tmp_path):
    made = ledger(tmp_path, SALE)
    before = price_chart(history(made), link)
    made.record([SPLIT, SECOND])
    after = price_chart(history(made), link)
    assert [len(one["marks"][0]["titles"]) for one in (before, after)] == [1, 3]

"""The charts in a real browser, under the policy of the workbench: what is drawn, said, pointed at and gone through."""

import datetime as dt
import json
from fractions import Fraction

import pytest
from axe_playwright_python.sync_playwright import Axe

from commands.web.charts import stops
from commands.web.charts.audit import audit_chart
from commands.web.charts.overlay import overlay_chart
from commands.web.charts.ownership import ownership_chart
from commands.web.charts.price import price_chart
from commands.web.charts.steps import Course
from commands.web.charts.sweep import heat_chart
from commands.web.charts.waterfall import waterfall_chart
from projections.audit.claims import Claim
from projections.compare.sweep_grid import NextIssue
from projections.render.charts.heat_map import heat_map
from projections.render.charts.payout import payout_curves
from tests.web.browser import until
from tests.web.charts.served import OTHER, figure, served
from tests.web.charts.stories import STORY, claim_link, field, history, ledger, link

DRAWN = 'figure[data-state="drawn"]'
SAID = ".chart-say.shown"
EVENTS = """
window.heard = [];
for (const name of ["chart:range", "chart:mark", "chart:drawn", "chart:failed"])
  document.addEventListener(name, (event) => window.heard.push([name, event.detail]));
"""


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    return ledger(tmp_path_factory.mktemp("charts"), *STORY)


@pytest.fixture(scope="module")
def price(story):
    return price_chart(history(story), link)


@pytest.fixture(scope="module")
def audited(story):
    claims = [Claim(dt.date(2006, 1, 10), "0.0026", row=1), Claim(dt.date(2006, 2, 10), "0.031", row=2)]
    return audit_chart(history(story), story.audit(claims), link, claim_link)


@pytest.fixture(scope="module")
def heat(story):
    sizes, prices = [Fraction(n * 10**6) for n in range(1, 5)], [Fraction(n, 1000) for n in range(1, 6)]
    return heat_chart(heat_map(story.sweep(NextIssue(sizes, prices), on=dt.date(2006, 3, 2))))


@pytest.fixture(scope="module")
def every_kind(story, price, audited, heat):
    days = [dt.date(2006, 1, 1), dt.date(2006, 3, 1)]
    parts = ownership_chart([(day, story.holders(day)) for day in days], link)
    return {"price.json": price, "audit.json": audited, "heat.json": heat, "parts.json": parts}


def shown(page, url, wait=DRAWN):
    page.add_init_script(EVENTS)
    page.goto(url)
    page.wait_for_selector(wait, state="attached")


def heard(page, name):
    return [detail for found, detail in page.evaluate("window.heard") if found == name]


def spot(page, chart, number, of=0, figure=0):
    """Where a mark lies in the window."""
    box = page.locator(".u-over").nth(figure).bounding_box()
    low, high = chart["across"]["low"], chart["across"]["high"]
    margin = (high - low) * 0.02
    bottom, top = chart["heights"]["low"], chart["heights"]["high"]
    marks = chart["marks"][of]
    right = (marks["x"][number] - low + margin) / (high - low + 2 * margin)
    up = 0.5 if marks["y"][number] is None else (marks["y"][number] - bottom) / (top - bottom)
    return box["x"] + right * box["width"], box["y"] + (1 - up) * box["height"]


def words(marks, number):
    """What the box says of a mark: the title, and under each name what the document says."""
    pairs = [(one["name"], one["says"][number]) for one in marks["fields"] if one["name"] and one["says"][number]]
    return marks["titles"][number], pairs


def said(page):
    box = page.locator(SAID)
    terms = box.locator("dt").all_text_contents()
    return box.locator(".chart-title").text_content(), list(
        zip(terms, box.locator("dd").all_text_contents(), strict=True)
    )


def test_it_is_drawn_in_the_place_of_the_drawing_of_the_server(page, price):
    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        assert not page.locator("figure > svg").is_visible()
        plot = page.locator(".chart-plot")
        assert plot.get_attribute("aria-label") == f"{price['title']}. {price['describes']}"
        assert page.locator(".chart-unit").text_content() == price["unit"]
        assert page.locator(".chart-caption").text_content() == price["caption"]
        assert page.locator(".u-over").bounding_box()["width"] > 400
        assert heard(page, "chart:drawn") == [None]
        # something other than paper
        assert page.evaluate(
            "(() => { const c = document.querySelector('canvas');"
            "return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 20; })()"
        )


def test_pointing_at_a_mark_says_what_the_document_says(page, price):
    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        for number in range(3):
            page.mouse.move(*spot(page, price, number))
            page.wait_for_selector(SAID)
            assert said(page) == words(price["marks"][0], number)
        assert page.locator(SAID).get_attribute("role") == "status"
        page.mouse.move(5, 5)
        page.wait_for_selector(SAID, state="detached")


def test_the_keys_go_from_mark_to_mark_and_enter_opens_one(page, price):
    with served(figure("/price.json"), {"price.json": price, "step/2": OTHER}) as url:
        shown(page, url)
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "chart-plot"
        expected = [("ArrowRight", 0), ("ArrowRight", 1), ("End", 2), ("ArrowRight", 2), ("ArrowLeft", 1), ("Home", 0)]
        for key, number in [*expected, ("PageDown", 2), ("PageUp", 0), ("ArrowRight", 1)]:
            page.keyboard.press(key)
            assert said(page) == words(price["marks"][0], number), key
        assert [one["number"] for one in heard(page, "chart:mark")] == [0, 1, 2, 2, 1, 0, 2, 0, 1]
        page.keyboard.press("Enter")
        page.wait_for_url("**/step/2")


def test_escape_and_leaving_put_the_words_away(page, price):
    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        page.locator(".chart-plot").focus()
        for away in ("Escape", "Tab"):
            page.keyboard.press("End")
            page.wait_for_selector(SAID)
            page.keyboard.press(away)
            page.wait_for_selector(SAID, state="detached")


def test_a_click_on_a_mark_leads_on_and_one_beside_it_does_not(page, price):
    with served(figure("/price.json"), {"price.json": price, "step/1": OTHER}) as url:
        shown(page, url)
        x, y = spot(page, price, 0)
        page.mouse.click(x + 60, y - 60)
        assert page.url == url
        page.mouse.click(x + 3, y - 2)
        page.wait_for_url("**/step/1")


def test_with_a_finger_the_first_touch_says_and_the_second_leads_on(chromium, price):
    context = chromium.new_context(viewport={"width": 800, "height": 800}, has_touch=True)
    page = context.new_page()
    with served(figure("/price.json"), {"price.json": price, "step/2": OTHER}) as url:
        shown(page, url)
        page.touchscreen.tap(*spot(page, price, 1))
        page.wait_for_selector(SAID)
        assert (page.url, said(page)) == (url, words(price["marks"][0], 1))
        page.touchscreen.tap(*spot(page, price, 1))
        page.wait_for_url("**/step/2")
    context.close()


@pytest.mark.parametrize(
    "href", ["https://elsewhere.example/", "javascript:document.title='run'", "//elsewhere.example"]
)
def test_no_mark_leads_to_another_host_or_runs_anything(page, price, href):
    led = {**price, "marks": [{**price["marks"][0], "href": [href] * 3}]}
    with served(figure("/price.json"), {"price.json": led}) as url:
        shown(page, url)
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        page.keyboard.press("Enter")
        page.mouse.click(*spot(page, price, 1))
        assert (page.url, page.title()) == (url, "Charts")


def test_hostile_names_are_words(page, price):
    hostile = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"
    marks = price["marks"][0]
    named = {**marks, "titles": [hostile] * 3, "fields": [{"name": hostile, "says": [hostile] * 3}]}
    chart = {**price, "marks": [named], "unit": hostile, "caption": hostile, "describes": hostile}
    with served(figure("/price.json"), {"price.json": chart}) as url:
        shown(page, url)
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        assert said(page) == (hostile, [(hostile, hostile)])
        assert page.locator("figure img, figure script").count() == 0
        assert page.title() == "Charts"


def test_heights_in_equal_ratios_are_another_picture_and_the_same_words(page, price):
    picture = "document.querySelector('canvas').toDataURL()"
    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        before = page.evaluate(picture)
        button = page.get_by_role("button", name="log scale")
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert page.evaluate(picture) != before
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        assert said(page) == words(price["marks"][0], 2)
        button.click()
        assert page.evaluate(picture) == before


def test_less_of_the_time_is_shown_and_all_of_it_again(page, price):
    def dot():
        box = page.locator(".chart-dot").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        assert dot() == pytest.approx(spot(page, price, 2), abs=1.5)
        # half as much to the left of the mark that is shown, and to its right the little that there is
        page.keyboard.press("+")
        assert dot()[0] < spot(page, price, 2)[0] - 30
        # a mark that is out of sight is brought into it
        box = page.locator(".u-over").bounding_box()
        page.keyboard.press("Home")
        assert box["x"] - 1 <= dot()[0] <= box["x"] + box["width"] + 1
        page.keyboard.press("0")
        for key, number in (("End", 2), ("Home", 0)):
            page.keyboard.press(key)
            assert dot() == pytest.approx(spot(page, price, number), abs=1.5)


@pytest.mark.parametrize("given", [None, "{", {"kind": "steps"}])
def test_where_it_cannot_be_drawn_the_drawing_of_the_server_stays(page, complaints, given):
    documents = {} if given is None else {"price.json": given}
    with served(figure("/price.json"), documents) as url:
        shown(page, url, 'figure[data-state="failed"]')
        assert page.locator("figure > svg").is_visible()
        assert page.locator(".chart-live").count() == 0
        assert len(heard(page, "chart:failed")) == 1
    # the browser itself says that there was nothing at the source
    assert all("404" in one for one in complaints)
    complaints.clear()


def test_without_script_the_drawing_of_the_server_stands_there(chromium, price):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(figure("/price.json"), {"price.json": price}) as url:
        page.goto(url)
        assert page.locator("figure > svg").is_visible()
    context.close()


def test_a_claim_says_what_was_found_of_it(page, audited):
    with served(figure("/audit.json"), {"audit.json": audited}) as url:
        shown(page, url)
        dots = audited["marks"][1]
        for number, (verdict, tone) in enumerate((("exact", "good"), ("WRONG", "wrong"))):
            page.mouse.move(*spot(page, audited, number, of=1))
            page.wait_for_selector(SAID)
            assert said(page) == words(dots, number)
            found = page.locator(f"{SAID} .chart-found")
            assert (found.text_content(), field(dots, "")[number]) == (verdict, verdict)
            assert tone in found.get_attribute("class")
        # causes and claims are one row from left to right
        page.locator(".chart-plot").focus()
        titles = []
        page.keyboard.press("Home")
        for _ in range(5):
            titles.append(said(page)[0])
            page.keyboard.press("ArrowRight")
        assert titles == [
            "4E issue: sale", "row 1, 0.0026 on 2006-01-10", "4F share units: split", "row 2, 0.031 on 2006-02-10",
            "4E issue: second",
        ]  # fmt: skip


def test_of_two_histories_it_is_said_whose_a_mark_is(page, story):
    other = story.what_if(without=["sale"])
    chart = overlay_chart([Course("as it is", history(story).steps), Course("without sale", other.steps)], [link, link])
    with served(figure("/two.json"), {"two.json": chart}) as url:
        shown(page, url)
        assert page.locator(".chart-legend li").all_text_contents() == ["as it is", "without sale"]
        page.mouse.move(*spot(page, chart, 1, of=1))
        page.wait_for_selector(SAID)
        assert said(page) == words(chart["marks"][1], 1)
        assert page.locator(f"{SAID} .chart-of").text_content() == "without sale"


def test_two_handles_choose_what_is_asked_about(page, price):
    moments = [dt.datetime(2007, 1, day, 12, tzinfo=dt.UTC) for day in (1, 2, 3, 4)]
    chart = {**price, "stops": stops.of_moments(moments)}
    body = '<div id="diff">nothing yet</div>'
    more = 'data-range data-target="#diff" data-href="/diff?company=Acme"'
    with served(figure("/price.json", more) + body, {"price.json": chart, "diff": "<p>what became known</p>"}) as url:
        shown(page, url)
        earlier, later = page.get_by_label("earlier", exact=False), page.get_by_role("slider", name="later")
        assert earlier.first.get_attribute("aria-label") == "earlier, later"
        earlier = page.get_by_role("slider", name="earlier")
        assert (earlier.get_attribute("aria-valuetext"), later.get_attribute("aria-valuetext")) == (
            "2007-01-01T12:00:00Z", "2007-01-04T12:00:00Z",
        )  # fmt: skip
        earlier.focus()
        with page.expect_request("**/diff?**") as asked:
            page.keyboard.press("ArrowRight")
        assert asked.value.url.endswith(
            "/diff?company=Acme&earlier=2007-01-02T12%3A00%3A00Z&later=2007-01-04T12%3A00%3A00Z"
        )
        page.wait_for_selector("#diff >> text=what became known")
        assert heard(page, "chart:range") == [{"from": "2007-01-02T12:00:00Z", "to": "2007-01-04T12:00:00Z"}]
        # neither passes the other
        page.keyboard.press("End")
        assert earlier.get_attribute("aria-valuetext") == "2007-01-04T12:00:00Z"
        later.focus()
        page.keyboard.press("Home")
        assert later.get_attribute("aria-valuetext") == "2007-01-04T12:00:00Z"
        assert heard(page, "chart:range")[-1] == {"from": "2007-01-04T12:00:00Z", "to": "2007-01-04T12:00:00Z"}


def test_without_stops_the_handles_stand_at_the_days_of_the_marks(page, price):
    with served(figure("/price.json", "data-range"), {"price.json": price}) as url:
        shown(page, url)
        later = page.get_by_role("slider", name="later")
        later.focus()
        page.keyboard.press("ArrowLeft")
        assert heard(page, "chart:range") == [{"from": "2006-01-03", "to": "2006-02-01"}]


def test_ownership_says_each_part_of_a_day_and_a_handle_goes_through_the_days(page, story):
    days = [dt.date(2006, 1, 1), dt.date(2006, 1, 2), dt.date(2006, 3, 1)]
    chart = ownership_chart([(day, story.holders(day)) for day in days], link)
    with served(figure("/parts.json", "data-scrub"), {"parts.json": chart}) as url:
        shown(page, url)
        assert page.locator(".chart-legend li").all_text_contents() == [one["name"] for one in chart["curves"]]
        slider = page.get_by_role("slider", name=chart["title"])
        slider.focus()
        page.keyboard.press("Home")
        assert said(page) == words(chart["marks"][0], 0)
        assert slider.get_attribute("aria-valuetext") == "2006-01-01"
        page.keyboard.press("ArrowRight")
        assert said(page) == words(chart["marks"][0], 1)
        assert page.locator(".chart-scrub output").text_content() == "2006-01-02"


def test_a_waterfall_says_what_each_gets(page, story):
    chart = waterfall_chart(payout_curves(story.waterfall("20000", dt.date(2006, 1, 1))))
    with served(figure("/payout.json"), {"payout.json": chart}) as url:
        shown(page, url)
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        assert said(page) == words(chart["marks"][0], 60)


def test_two_sliders_say_the_figure_of_each_cell(page, heat):
    with served(figure("/heat.json"), {"heat.json": heat}) as url:
        shown(page, url)
        down, across = (page.get_by_role("slider", name=heat[one]["title"]) for one in ("down", "across"))
        figure_said = page.locator(".chart-figure")
        for row in range(len(heat["down"]["values"])):
            down.fill(str(row))
            for column in range(len(heat["across"]["values"])):
                across.fill(str(column))
                assert figure_said.text_content() == heat["says"][row][column]
        assert down.get_attribute("aria-valuetext") == heat["down"]["values"][-1]
        across.focus()
        page.keyboard.press("Home")
        assert figure_said.text_content() == heat["says"][-1][0]
        assert page.locator("canvas").get_attribute("aria-label") == heat["describes"]
        # the last cell, pointed at
        box = page.locator("canvas").bounding_box()
        page.mouse.click(box["x"] + box["width"] - 5, box["y"] + box["height"] - 5)
        assert figure_said.text_content() == heat["says"][-1][-1]


def test_it_is_as_wide_as_its_room_and_no_wider(page, price, audited, heat):
    documents = {"price.json": price, "audit.json": audited, "heat.json": heat}
    with served("".join(figure(f"/{name}") for name in documents), documents) as url:
        shown(page, url)
        until(page, "document.querySelectorAll('figure[data-state=drawn]').length === 3")
        for width in (1200, 360, 768):
            page.set_viewport_size({"width": width, "height": 800})
            until(
                page,
                "[...document.querySelectorAll('.chart-plot, .chart-map')].every((one) =>"
                " Math.abs(one.querySelector('canvas').clientWidth - one.clientWidth) <= 1)",
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.set_viewport_size({"width": 360, "height": 800})
        page.locator(".chart-plot").first.focus()
        page.keyboard.press("End")
        # below the chart, where it covers nothing
        box, plot = page.locator(SAID).bounding_box(), page.locator(".uplot").first.bounding_box()
        assert box["y"] >= plot["y"] + plot["height"]


def test_it_is_drawn_anew_when_the_page_becomes_dark(page, price):
    picture = "document.querySelector('canvas').toDataURL()"
    with served(figure("/price.json"), {"price.json": price}) as url:
        shown(page, url)
        light = page.evaluate(picture)
        page.emulate_media(color_scheme="dark")
        until(page, f"{picture} !== arg", light)
        # and by a switch of the page's own
        page.evaluate("document.documentElement.dataset.theme = 'light'")
        until(
            page, "getComputedStyle(document.querySelector('.chart')).getPropertyValue('--chart-curve-0') === '#2f5d8a'"
        )


def test_what_is_put_into_the_page_later_is_drawn_too(page, price):
    body = '<button hx-get="/more" hx-target="#room">more</button><div id="room"></div>'
    with served(body, {"price.json": price, "more": figure("/price.json")}) as url:
        page.goto(url)
        page.get_by_role("button", name="more").click()
        page.wait_for_selector(f"#room {DRAWN} .u-over")


def many(number):
    """A curve with so many marks, a few a day, that goes up and down, with one needle up."""
    heights = [round(0.5 + 0.4 * ((at * 7919) % 1000) / 1000, 6) for at in range(number)]
    heights[number // 2] = 1.0
    days = [at // 4 for at in range(number)]
    marks = {"curve": 0, "x": days, "y": heights, "titles": [f"step {at}" for at in range(number)],
             "fields": [{"name": "step", "says": [str(at) for at in range(number)]}]}  # fmt: skip
    axis = {"low": 0, "high": 1, "ticks": [0, 1], "labels": ["0", "1"]}
    return {
        "kind": "steps", "title": "Many", "describes": "many steps", "caption": "", "unit": "", "heights": axis,
        "across": {"low": 0, "high": days[-1], "days": True, "ticks": [], "labels": [], "unit": ""},
        "curves": [{"name": "", "x": days, "y": heights}], "marks": [marks], "lines": [],
    }  # fmt: skip


def test_ten_thousand_marks_are_drawn_and_the_nearest_is_found(page):
    chart = many(10_000)
    with served(figure("/many.json"), {"many.json": chart}) as url:
        shown(page, url)
        # the needle stands out of all others
        page.mouse.move(*spot(page, chart, 5_000))
        page.wait_for_selector(SAID)
        assert said(page)[0] == "step 5000"
        page.locator(".chart-plot").focus()
        page.keyboard.press("End")
        assert said(page)[0] == "step 9999"


IN_FULL = """async (chart) => {
  const { nearest, thinned } = await import("/static/charts/marks.js");
  const { together } = await import("/static/charts/plot.js");
  const marks = chart.marks[0];
  const [wide, high] = [800, 300];
  const pixel = (at) => [marks.x[at] / chart.across.high * wide, (1 - marks.y[at]) * high];
  const off = [];
  for (let one = 0; one < 300; one += 1) {
    const [x, y] = [(one * 97) % wide, (one * 61) % high];
    const far = (place) => Math.abs(place / chart.across.high * wide - x);
    const up = (height) => Math.abs((1 - height) * high - y);
    const found = nearest([marks], x / wide * chart.across.high, far, up);
    const best = Math.min(...marks.x.map((_, at) => Math.hypot(far(marks.x[at]), up(marks.y[at]))));
    if (Math.abs(found.distance - best) > 1e-9) off.push([x, y, found, best]);
  }
  const drawn = thinned(marks, 0, chart.across.high, pixel, 3);
  const [across, heights] = together(chart.curves);
  const within = thinned(marks, 100, 200, pixel, 3);
  return { off, drawn: drawn.length, highest: Math.min(...drawn.map((one) => one.y)),
    lowest: Math.max(...drawn.map((one) => one.y)), points: across.length, same: heights.every((y, at) => y === marks.y[at]),
    ends: [Math.min(...within.map((one) => one.x)), Math.max(...within.map((one) => one.x))] };
}"""


def test_the_nearest_is_the_nearest_of_all_and_thinning_keeps_the_extremes(page):
    chart = many(40_000)
    with served("", {}) as url:
        page.goto(url)
        found = page.evaluate(IN_FULL, chart)
    heights = chart["marks"][0]["y"]
    assert found["off"] == []
    # no more than a mark for each cell of three pixels, and the curve itself in full
    assert found["drawn"] <= 267 * 101
    assert found["drawn"] < 40_000 / 2
    assert (found["points"], found["same"]) == (40_000, True)
    assert found["highest"] == 0
    assert abs(found["lowest"] - (1 - min(heights)) * 300) <= 3
    # of the days from 100 to 200 nothing else, and what lies at their ends
    first, last = found["ends"]
    assert first == pytest.approx(100 / 9_999 * 800)
    assert 200 / 9_999 * 800 - 3 <= last <= 200 / 9_999 * 800 + 1e-6


def test_curves_of_different_days_lie_beside_each_other_with_all_their_points(page):
    """The second has two heights on the third day, and nothing before its first."""
    one = {"x": [1, 3, 5], "y": [10, 20, 20]}
    other = {"x": [2, 3, 3, 5], "y": [7, 8, 9, 9]}
    with served("", {}) as url:
        page.goto(url)
        asked = "async (curves) => (await import('/static/charts/plot.js')).together(curves)"
        assert page.evaluate(asked, [one, other]) == [
            [1, 2, 3, 3, 5], [10, 10, 20, 20, 20], [None, 7, 8, 9, 9],
        ]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_people_who_do_not_see_or_point_can_use_it(page, every_kind, scheme):
    body = figure("/price.json", "data-range") + figure("/audit.json") + figure("/heat.json")
    page.emulate_media(color_scheme=scheme)
    with served(body + figure("/parts.json", "data-scrub"), every_kind) as url:
        shown(page, url)
        until(page, "document.querySelectorAll('figure[data-state=drawn]').length === 4")
        page.locator(".chart-plot").first.focus()
        page.keyboard.press("End")
        found = Axe().run(page)
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]] == []


def test_the_document_is_read_as_it_is(page, price):
    """What the page loads is what the test made: nothing between them reads a figure as a number."""
    with served(figure("/price.json"), {"price.json": price}) as url:
        page.goto(url)
        assert page.evaluate("fetch('/price.json').then((answer) => answer.json())") == json.loads(json.dumps(price))

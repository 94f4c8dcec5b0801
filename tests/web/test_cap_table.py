"""The cap table page: on each day what the command says, from day to day, and what became of it since another."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.browser import until
from tests.web.serving import client, serving

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
HOSTILE = "<img src=x onerror=alert(1)> \"'\u202e {{7*7}}"
AT = "/book/Acme"
MANY = [
    {
        "type": "common_issued",
        "effective": "2006-04-01",
        "holder": f"Holder {at:03}",
        "shares": 1,
        "consideration": {"cash": 1},
    }
    for at in range(130)
]


GRANTED = {"type": "option_granted", "id": "option", "effective": "2006-03-10", "right": f"X {HOSTILE}",
           "holder": HOSTILE, "shares": 1000, "exercise_price": "0.01"}  # fmt: skip
RECORDED = [[*STORY, GRANTED]]


def numbers_in(page: str) -> list[str]:
    return re.findall(r'<td class="number">(?:<a [^>]*>)?([^<]*)<', page)


@pytest.mark.parametrize("name", ["american-technologies-group", "reverse-split-and-automatic-conversion", "unit-sale"])
def test_each_day_of_an_example_is_what_the_command_says(tmp_path: Path, name: str) -> None:
    book = tmp_path / "book.db"
    assert through_a_pipe("record", str(EXAMPLES / f"{name}.yaml"), "--quiet", "--ledger", str(book)).code == 0
    with client(book) as browser:
        start = browser.get("/").text
        at = unescape(re.search(r'href="([^"]*)/price\?', start)[1])  # type: ignore[index]
        page = browser.get(f"{at}/cap-table").text
        days = json.loads(re.search(r'id="scrub-days">([^<]*)<', page)[1])  # type: ignore[index]
        for day in days[:: max(1, len(days) // 4)]:
            said = through_a_pipe("holders", "--on", day, "--ledger", str(book), "--json")
            found = json.loads(said.out)
            assert browser.get(f"{at}/cap-table.json?on={day}").json() == found
            shown = numbers_in(browser.get(f"{at}/cap-table?on={day}").text)
            assert f"{found['totals']['common']:,}" in shown
            for one in found["holders"].values():
                assert {f"{one['common']:,}", f"{one['series_d']:,}", f"{one['all_votes']:,}"} <= {*shown}


def test_the_days_of_change_lead_from_one_to_the_next(browser: TestClient) -> None:
    found, address = [], f"{AT}/cap-table?on=2005-09-06"
    while address:
        page = browser.get(address)
        assert page.status_code == 200
        found.append(re.search(r"<h1>Cap table at the close of (\S+),", page.text)[1])  # type: ignore[index]
        later = re.search(r'rel="next" href="([^"]*)"', page.text)
        address = unescape(later[1]) if later else ""
    assert found == ["2005-09-06", "2005-10-03", "2006-03-01", "2006-03-02", "2006-03-10"]
    assert 'rel="prev"' not in browser.get(f"{AT}/cap-table?on=2005-09-06").text


def test_each_right_has_a_column_where_they_are_few(browser: TestClient) -> None:
    page = browser.get(f"{AT}/cap-table?on=2006-03-10").text
    assert re.search(r'<th[^>]*class="number"[^>]*>X &lt;img', page)
    assert ">rights</th>" not in page


def test_what_changed_since_a_day_is_what_the_command_says(browser: TestClient, book: Path) -> None:
    page = browser.get(f"{AT}/cap-table?on=2006-03-02&since=2005-12-31").text
    assert "What changed in the cap table from 2005-12-31 to 2006-03-02" in page
    assert "0 → 5,000,000" in page
    asked = ("holders", "--since=2005-12-31", "--on=2006-03-02", "--json", "--ledger", str(book))
    document = browser.get(f"{AT}/cap-table.json?on=2006-03-02&since=2005-12-31").json()
    assert document == json.loads(through_a_pipe(*asked).out)
    assert document["holders"].keys() == {"Fund", "dana", "public"}


def test_a_later_day_to_compare_with_is_said_beside_the_field(browser: TestClient) -> None:
    found = browser.get(f"{AT}/cap-table?on=2006-03-01&since=2007-01-01")
    assert found.status_code == 422
    assert "what changed since 2007-01-01 is asked of a later day" in found.text
    assert re.search(r'name="since"[^>]*value="2007-01-01"[^>]*aria-invalid="true"', found.text)


def test_many_holders_are_read_a_page_at_a_time_and_totals_are_of_all(tmp_path: Path) -> None:
    with face.open_ledger(tmp_path / "book.db") as ledger:
        ledger.record([*STORY, *MANY])
    with client(tmp_path / "book.db") as browser:
        first = browser.get(f"{AT}/cap-table").text
        assert "1 to 100 of the 133 holders" in first
        later = unescape(re.search(r'rel="next" href="([^"]*part=[^"]*)"', first)[1])  # type: ignore[index]
        second = browser.get(later).text
        assert "101 to 133 of the 133 holders" in second
        assert "Holder 129" in second
        assert "Holder 000" not in second
        for page in (first, second):
            assert "15,111,241" in numbers_in(page)
        assert len(browser.get(f"{AT}/cap-table.json").json()["holders"]) == 133
        assert browser.get(f"{AT}/cap-table?part=x").status_code == 400


def test_ownership_is_a_chart_and_the_same_as_a_table(browser: TestClient) -> None:
    chart = browser.get(f"{AT}/ownership.json?measure=common").json()
    page = browser.get(f"{AT}/ownership?measure=common").text
    marks = chart["marks"][0]
    assert marks["titles"][-1] == "2006-03-10"
    assert all(browser.get(address).status_code == 200 for address in marks["href"])
    cells = [says for field in marks["fields"] for says in field["says"]]
    assert sorted(cells) == sorted(numbers_in(page))


def test_a_hostile_name_is_text(browser: TestClient) -> None:
    for path in ("cap-table", "cap-table?since=2006-01-01", "ownership?measure=fully_diluted"):
        text = browser.get(f"{AT}/{path}").text
        assert "<img" not in text
        assert "&lt;img" in text


def test_the_keyboard_goes_through_the_days(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/cap-table?on=2006-03-10")
        handle = page.get_by_label("The day", exact=True)
        handle.focus()
        page.keyboard.press("ArrowLeft")
        until(page, "new URLSearchParams(location.search).get('on') === '2006-03-02'")
        assert page.locator("#cap-table h1").inner_text().startswith("Cap table at the close of 2006-03-02")
        assert page.get_by_role("status").filter(has_text="2006-03-02").count() == 1
        assert "on=2006-03-02" in (page.get_by_role("link", name="Journal").get_attribute("href") or "")
        page.keyboard.press("Home")
        until(page, "new URLSearchParams(location.search).get('on') === '2005-09-06'")
        assert handle.get_attribute("aria-valuetext") == "2005-09-06"
        page.reload()
        assert page.locator("#cap-table h1").inner_text().startswith("Cap table at the close of 2005-09-06")


def test_of_a_long_log_the_parts_are_loaded_behind_the_page(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once = browser.get(f"{AT}/ownership?measure=votes").text
    monkeypatch.setattr("commands.web.pages.holdings.ownership._AT_ONCE", 1)
    page = browser.get(f"{AT}/ownership?measure=votes", headers={"if-none-match": "no"}).text
    assert numbers_in(page) == []
    behind = unescape(re.search(r'hx-get="([^"]*)"', page)[1])  # type: ignore[index]
    part = browser.get(behind, headers={"hx-request": "true"}).text
    assert numbers_in(part) == numbers_in(at_once)
    assert "<h1>" not in part

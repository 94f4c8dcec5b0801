"""What if, scenarios and the next issue in the workbench: what the command says, in an address, kept, and made true."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import SERIES_D, STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.browser import until
from tests.web.record.forms import sign_in
from tests.web.serving import client, mark_in, serving

AT = "/book/Acme"
ON = "on=2006-03-02"
HOSTILE = '--add=/etc/passwd"><script>alert(1)</script>'
ODD = SERIES_D | {"id": HOSTILE, "holder": "<b>Odd</b>", "shares": 10}


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record([*STORY, ODD])
    return path


@pytest.fixture
def browser(book: Path) -> Iterator[TestClient]:
    with client(book, write=True) as made:
        yield made


def said(book: Path, *words: str) -> dict:
    return json.loads(through_a_pipe(words[0], "--ledger", str(book), "--json", *words[1:]).out)


def test_the_answer_is_that_of_the_command(browser: TestClient, book: Path) -> None:
    asked = f"{AT}/what-if.json?{ON}&without=conversion&entry=sale&field=consideration.cash&value=5000"
    words = ("--without", "conversion", "--change", "sale", "consideration.cash=5000", "--on", "2006-03-02")
    assert json.loads(browser.get(asked).text) == said(book, "what-if", *words)
    added = "- {type: common_issued, id: planned, effective: 2006-03-02, holder: Buyers, shares: 1000000, consideration: {cash: 1000}}"
    (book.parent / "planned.yaml").write_text(added)
    found = json.loads(browser.get(f"{AT}/what-if.json", params={"on": "2006-03-02", "add": added}).text)
    assert found == said(book, "what-if", "--add", str(book.parent / "planned.yaml"), "--on", "2006-03-02")
    page = browser.get(f"{AT}/what-if?{ON}&without=sale").text
    assert "the prices part on 2006-03-02" in page
    assert "seriesd what-if --without=sale --on=2006-03-02" in page


def test_both_courses_of_the_price_are_in_the_chart(browser: TestClient) -> None:
    page = browser.get(f"{AT}/what-if?{ON}&without=sale").text
    found = re.search(r'<script type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    chart = json.loads(unescape(found[1]))
    assert [one["name"] for one in chart["curves"]] == ["as it is", "what if"]
    assert chart["marks"][0]["fields"][-1]["says"] == ["0.0026"]
    assert chart["marks"][1]["titles"] == []


def test_a_form_becomes_an_address_that_says_the_same(browser: TestClient) -> None:
    sent = {
        "without": ["", "conversion"],
        "entry": ["sale", ""],
        "field": ["consideration.cash", ""],
        "value": ["7000", ""],
        "add": "",
    }
    gone = browser.post(f"{AT}/what-if?{ON}", data=sent, follow_redirects=False)
    assert gone.status_code == 303
    query = parse_qs(urlsplit(gone.headers["location"]).query)
    assert query == {
        "on": ["2006-03-02"], "known": ["now"], "without": ["conversion"],
        "entry": ["sale"], "field": ["consideration.cash"], "value": ["7000"],
    }  # fmt: skip
    page = browser.get(gone.headers["location"]).text
    assert "It is 6000 now." in page
    assert re.search(r'value="conversion" checked', page)
    # both clocks of the address stay what they are when the page is asked of now
    assert "without=conversion" in re.search(r'class="back" href="([^"]+)"', page)[1]  # type: ignore[index]


def test_what_is_too_long_for_an_address_is_answered_as_it_is_sent(browser: TestClient) -> None:
    lines = "\n".join(
        f"- {{type: common_issued, id: planned-{one}, effective: 2006-03-02, holder: Buyers, shares: 1000, consideration: {{cash: 9}}}}"
        for one in range(60)
    )
    found = browser.post(f"{AT}/what-if?{ON}", data={"add": lines}, follow_redirects=False)
    assert found.status_code == 200
    assert "planned-59" in found.text
    assert "This page as" not in found.text


ALONE = "type: common_issued, id: planned, effective: 2006-03-02, holder: Buyers, shares: 1000000"
IN_JSON = '"type": "common_issued", "effective": "2006-03-02", "holder": "Buyers", "shares": 1000000'


@pytest.mark.parametrize(
    ("added", "entries"),
    [
        (f"{{{ALONE}, consideration: {{cash: 1000}}}}", 1),
        (f"{{{ALONE},\n  consideration: {{cash: 1000}}\n}}", 1),
        (
            f"{{{ALONE}, consideration: {{cash: 1000}}}}\n{{{ALONE.replace('planned', 'more')}, consideration: {{cash: 1}}}}",
            2,
        ),
        (ALONE.replace(", ", "\n") + "\nconsideration:\n  cash: 1000", 1),
        (f'{{{IN_JSON}, "consideration": {{"cash": 1000}}}}', 1),
        (f'{{{IN_JSON}, "consideration": {{"cash": 1000}}}}\n\n{{{IN_JSON}, "consideration": {{"cash": 1}}}}', 2),
        (f'{{\n{IN_JSON}, "consideration": {{"cash": 1000}}\n}}', 1),
        (f'[{{\n{IN_JSON}, "consideration": {{"cash": 1000}}\n}}]', 1),
    ],
)
def test_entries_that_stand_in_no_list_are_read_as_well(browser: TestClient, added: str, entries: int) -> None:
    found = browser.get(f"{AT}/what-if.json", params={"on": "2006-03-02", "add": added})
    assert found.status_code == 200, found.text
    page = browser.get(f"{AT}/what-if", params={"on": "2006-03-02", "add": added})
    assert (page.status_code, f"{entries * 1_000_000:,}" in page.text) == (200, True)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("without=sael", "there is no entry &#39;sael&#39;"),
        ("entry=sale&field=consideration.cash&value=much", "&#39;much&#39; is not a number"),
        ("entry=&field=shares&value=1", "there is no entry &#39;&#39;"),
        ("add=nonsense", "<p>The entries to add, line 1: "),
        ("add={type: nonsense}", "<p>The entries to add, line 1: "),
        ("without=certificate", "certificate"),
    ],
)
def test_what_cannot_be_supposed_is_said_above_the_form_as_it_was_typed(
    browser: TestClient, query: str, says: str
) -> None:
    found = browser.get(f"{AT}/what-if?{ON}&{query}")
    assert (found.status_code, says in found.text) == (422, True), found.text
    assert 'role="alert"' in found.text
    for name, values in parse_qs(query).items():
        assert f'name="{name}" value="{values[0]}"' in found.text or name == "add"
    assert "seriesd-sent" not in found.text


def test_a_name_is_never_an_option_nor_a_part_of_the_page(browser: TestClient) -> None:
    """An entry that is called like an option is an entry, wherever it is named."""
    for asked in ({"without": HOSTILE}, {"entry": HOSTILE, "field": "shares", "value": "20"}):
        found = browser.get(f"{AT}/what-if", params={"on": "2006-03-02", **asked})
        assert found.status_code == 200, found.text
        assert "<script>alert" not in found.text
        assert "root:" not in found.text
    fields = browser.get(f"{AT}/what-if-fields", params={"entry": HOSTILE})
    assert (fields.status_code, "<b>Odd" in fields.text) == (200, False)
    part = browser.get(f"{AT}/what-if-fields", params={"entry": "sale"}, headers={"hx-request": "true"}).text
    assert "consideration.cash <strong>6000</strong>" in part
    assert "<html" not in part


# -- scenarios ---------------------------------------------------------------------------------------------------------


def keep(browser: TestClient, name: str, **more: str) -> str:
    page = browser.get(f"{AT}/what-if?without=sale").text
    sent = {"mark": mark_in(page), "name": name, "without": "sale"} | more
    done = browser.post(f"{AT}/scenario-save", data=sent, follow_redirects=False)
    assert done.status_code == 303, done.text
    return str(done.headers["location"])


def act(browser: TestClient, action: str, name: str) -> tuple[int, str, str]:
    page = browser.get(f"{AT}/scenario/{name}").text
    done = browser.post(f"{AT}/scenario-{action}/{name}", data={"mark": mark_in(page)}, follow_redirects=False)
    return done.status_code, done.headers.get("location", ""), done.text


def test_a_scenario_is_kept_compared_and_made_true(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    assert keep(browser, "no sale", note="as counsel reads it") == f"{AT}/scenario/no_sale?on=today&known=now"
    keep(browser, "dear", without="", entry="sale", field="consideration.cash", value="20000")
    keep(browser, "--all", without="conversion")
    names = [("name", name) for name in ("no sale", "dear", "--all")]
    found = json.loads(browser.get(f"{AT}/scenario-compare.json", params=[("on", "2006-03-02"), *names]).text)
    assert found == said(book, "scenario", "compare", "--on", "2006-03-02", "--", "no sale", "dear", "--all")
    one = browser.get(f"{AT}/scenario-compare", params=names[:1])
    assert (one.status_code, "two or three scenarios stand side by side" in one.text) == (400, True)
    # what promoting it would do is looked at, and then it is what it said
    promised = json.loads(browser.get(f"{AT}/scenario-promote/dear.json").text)
    assert (promised["promoted"], promised["recorded"]) == (False, 1)
    status, where, _ = act(browser, "promote", "dear")
    assert (status, where.split("?")[0]) == (
        303,
        f"{AT}/receipt/{said(book, 'recordings')['recordings'][-1]['recording']}",
    )
    assert said(book, "recordings")["recordings"][-1]["recorded_by"] == "Reyes"
    status, _, page = act(browser, "promote", "no_sale")
    assert (status, "1 entry was recorded since" in unescape(page) or "an entry was recorded since" in page) == (
        422,
        True,
    )
    assert act(browser, "rebase", "no_sale")[0] == 303
    assert act(browser, "drop", "no_sale")[0] == 303
    assert [one["name"] for one in said(book, "scenario", "list")["scenarios"]] == ["dear", "--all"]


def test_nothing_is_kept_without_a_name_nor_by_who_may_not(browser: TestClient, book: Path) -> None:
    refused = browser.post(f"{AT}/scenario-save", data={"without": "sale", "name": "x", "mark": "no"})
    assert (refused.status_code, 'value="sale" checked' in refused.text) == (401, True)
    sign_in(browser)
    keep(browser, "kept")
    sent = {"mark": mark_in(browser.get(f"{AT}/what-if?without=sale").text), "name": "kept", "without": "conversion"}
    taken = browser.post(f"{AT}/scenario-save", data=sent)
    assert (taken.status_code, "with other edits" in taken.text, 'value="kept"' in taken.text) == (422, True, True)
    assert said(book, "scenario", "list")["scenarios"][0]["without"] == ["sale"]


# -- the next issue ----------------------------------------------------------------------------------------------------


def test_the_map_has_the_figures_of_the_command_and_each_cell_leads_to_its_case(
    browser: TestClient, book: Path
) -> None:
    asked = "shares=1000000:3000000:1000000&price=0.001,0.002"
    found = json.loads(browser.get(f"{AT}/sweep.json?{ON}&{asked}").text)
    words = ("--issue", "shares=1000000:3000000:1000000", "price=0.001,0.002", "--on", "2006-03-02")
    assert found == said(book, "sweep", *words)
    page = browser.get(f"{AT}/sweep?{ON}&{asked}").text
    cells = re.findall(r'<td class="number shade-\d+"><a href="([^"]+)">([^<]+)</a>', page)
    assert len(cells) == 6
    alone = json.loads(browser.get(unescape(cells[3][0]).replace("/sweep?", "/sweep.json?")).text)
    assert alone["scenarios"][0] == found["scenarios"][3]


def test_a_grid_that_is_too_large_is_refused_before_it_is_worked_out(book: Path) -> None:
    with client(book, most_cases=5) as browser:
        found = browser.get(f"{AT}/sweep?{ON}&shares=1:3:1&price=0.001,0.002")
        assert found.status_code == 422
        assert "these are 6 scenarios (3 of shares x 2 of price), and 5 at most are worked out here" in found.text
        assert 'value="1:3:1"' in found.text
        assert browser.get(f"{AT}/sweep?{ON}&shares=1&price=").status_code == 422


# -- in a browser ------------------------------------------------------------------------------------------------------


def test_with_the_keyboard_alone_an_entry_is_left_out_and_the_courses_are_drawn(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/what-if?{ON}")
        page.keyboard.press("Tab")
        page.locator("#find-entries").focus()
        page.keyboard.type("Common issued")
        until(page, "document.getElementById('found-entries').textContent === '1 of 6 entries'")
        page.locator("#entries input[value=sale]").focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        page.wait_for_url("**without=sale**")
        until(page, "document.querySelector('figure.chart').dataset.state === 'drawn'")
        assert page.locator("h1").inner_text() == "What if, on 2006-03-02, as known now; nothing is written"
        assert page.locator("main figure.chart").count() == 1
        page.goto("about:blank")


def test_the_sliders_say_the_figure_of_the_cell(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/sweep?{ON}&shares=1000000:3000000:1000000&price=0.001,0.002")
        until(page, "document.querySelector('figure.chart').dataset.state === 'drawn'")
        page.locator("figure.chart input[type=range]").first.focus()
        page.keyboard.press("ArrowRight")
        cell = page.locator(".cells tbody tr").nth(1).locator("td").first.inner_text()
        assert page.locator(".chart-figure").inner_text() == cell
        page.goto("about:blank")

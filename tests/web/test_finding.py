"""Search, another company and help: what has a name is found, what is hostile stays text, and a keyboard is enough."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

import seriesd as face
from commands.web.pages.all import MENU
from commands.web.pages.finding.help import IS_FOR
from tests.commands.asking_the_command import STORY
from tests.web.browser import until
from tests.web.serving import client, serving

HOSTILE = "<script>alert(1)</script>\"'\u202e{{7*7}}"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("finding") / "book.db"
    issue = {"type": "common_issued", "effective": "2006-12-01", "shares": 1_000, "consideration": {"cash": 1_000}}
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        ledger.record([issue | {"id": "noted", "holder": HOSTILE, "note": "see the Blue Binder", "source": HOSTILE}])
        ledger.record([issue | {"id": "4E", "holder": "Fund"}])
    with face.open_ledger(path, company="Beta & Co.") as ledger:
        ledger.record([STORY[0] | {"company": "Beta & Co."}], new_company=True)
    return path


@pytest.fixture(scope="module")
def browser(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        yield made


def search(browser: TestClient, query: str, **more: str) -> str:
    return browser.get(f"/book/Acme/search?{urlencode({'q': query} | more)}").text


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("sale", "/book/Acme/entry/sale"),
        ("SALE", "/book/Acme/entry/sale"),
        ("fund", "/book/Acme/holder/Fund"),
        ("A25", "/book/Acme/readings/A25"),
        ("4E(3)", "/book/Acme/certificate/4E(3)"),
        ("journal", "/book/Acme/journal"),
        (HOSTILE, "/book/Acme/holder/"),
    ],
)
def test_what_has_the_very_name_is_gone_to(browser: TestClient, query: str, where: str) -> None:
    address = f"/book/Acme/search?{urlencode({'q': query, 'on': '2006-12-31', 'known': 'now'})}"
    found = browser.get(address, follow_redirects=False)
    assert found.status_code == 303
    assert found.headers["location"].startswith(where)
    assert found.headers["location"].endswith("?on=2006-12-31&known=now")
    assert browser.get(address).status_code == 200


def test_what_two_things_are_called_is_listed_with_both(browser: TestClient) -> None:
    shown = search(browser, "4e")
    assert 'href="/book/Acme/entry/4E?' in shown
    assert 'href="/book/Acme/certificate/4E?' in shown


def test_words_of_a_note_are_found_and_every_link_leads(browser: TestClient) -> None:
    shown = search(browser, "blue binder")
    assert "1 found" in shown
    links = re.findall(r'<li><a href="(/book/Acme/entry/[^"]*)"', shown)
    assert links
    for address in links:
        assert browser.get(unescape(address)).status_code == 200


def test_what_was_not_known_then_is_not_found_then(browser: TestClient) -> None:
    found = browser.get("/book/Acme/search?q=blue&known=2001-01-01")
    assert found.status_code in (404, 422)
    assert "Blue" not in found.text


def test_where_nothing_is_found_the_nearest_names_are_offered(browser: TestClient) -> None:
    shown = search(browser, "fnud")
    assert "Nothing has this" in shown
    assert '<a href="/book/Acme/holder/Fund?' in shown


@pytest.mark.parametrize("query", [HOSTILE + "x", "'; DROP TABLE", "%00", "x" * 5_000, "(", "~", "\u202e"])
def test_a_hostile_query_is_text(browser: TestClient, query: str) -> None:
    found = browser.get(f"/book/Acme/search?{urlencode({'q': query})}")
    assert found.status_code == 200
    assert "<script>alert" not in found.text
    assert "\u202e" not in found.text


def test_the_company_chosen_shows_the_same_page_at_the_same_time(browser: TestClient) -> None:
    asked = urlencode({"company": "Beta & Co.", "page": "journal", "on": "2006-01-01", "known": "now"})
    found = browser.get(f"/book/Acme/go?{asked}", follow_redirects=False)
    assert found.headers["location"] == "/book/Beta_&_Co./journal?on=2006-01-01&known=now"
    away = urlencode({"company": "//elsewhere.example", "page": "journal"})
    assert browser.get(f"/book/Acme/go?{away}", follow_redirects=False).status_code == 404
    keyed = urlencode({"company": "Beta & Co.", "page": "entry"})
    assert "/price?" in browser.get(f"/book/Acme/go?{keyed}", follow_redirects=False).headers["location"]


def test_help_says_what_every_page_is_for_with_a_company_and_without(browser: TestClient) -> None:
    assert {one.name for one in MENU} <= IS_FOR.keys()
    for address in ("/help", "/book/Acme/help"):
        found = browser.get(address)
        assert found.status_code == 200
        assert found.text.count("<h1") == 1
        assert "data-shortcuts-on" in found.text
        for one in MENU:
            assert IS_FOR[one.name] in found.text
    assert "seriesd help" in browser.get("/book/Acme/help").text
    assert browser.get("/book/Acme/help?topic=A25").status_code == 200
    assert browser.get("/book/Acme/help?topic=nonsense").status_code == 400


def test_a_keyboard_is_enough_and_single_keys_can_be_turned_off(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}/book/Acme/journal")
        page.keyboard.press("/")
        page.keyboard.type("blue binder")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search?**")
        assert "1 found" in page.inner_text("main")
        page.locator("main li a").first.press("Enter")
        page.wait_for_url("**/entry/noted?**")
        page.keyboard.press("g")
        page.keyboard.press("t")
        page.wait_for_url("**/today?**")
        page.keyboard.press("?")
        page.wait_for_url("**/help?**")
        box = page.get_by_label("Single keys are shortcuts")
        assert box.is_checked()
        box.press("Space")
        page.goto(f"{served.address}/book/Acme/journal")
        page.keyboard.press("?")
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.name") != "q"
        assert "/journal" in page.url


def test_a_facet_and_an_edit_are_reached_with_the_keyboard(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}/book/Acme/journal")
        page.get_by_role("link", name="series_d_converted", exact=True).press("Enter")
        page.wait_for_url("**type=series_d_converted**")
        page.get_by_role("link", name="Without Type: series_d_converted").press("Enter")
        page.wait_for_url(lambda url: "type=" not in url)
        page.goto(f"{served.address}/book/Acme/today")
        page.get_by_text("What recording 1 changed").press("Enter")
        until(page, "document.querySelector('details[open] .receipt h3, details[open] .receipt h2') !== null")

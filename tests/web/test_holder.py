"""The page of a holder: what it has and why, its account, and its statement as a letter."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import serving

HOSTILE = "--all <img src=x onerror=alert(1)> \"'\u202e {{7*7}}"
AT = "/book/Acme"


GRANTED = {"type": "option_granted", "id": "option", "effective": "2006-03-10", "right": "X", "holder": HOSTILE,
           "shares": 1000, "exercise_price": "0.01"}  # fmt: skip
RECORDED = [[*STORY, GRANTED]]


@pytest.mark.parametrize("day", ["2005-12-31", "2006-03-01", "2006-03-02"])
def test_the_account_is_the_statement_of_the_command(browser: TestClient, book: Path, day: str) -> None:
    document = browser.get(f"{AT}/account/dana.json?on={day}").json()
    said = through_a_pipe("statement", "dana", "--on", day, "--json", "--ledger", str(book))
    assert document == json.loads(said.out)
    (one,) = document["statements"]
    page = browser.get(f"{AT}/account/dana?on={day}").text
    for moved in one["movements"]:
        assert f"/entry/{moved['entry']}?" in page
        assert f"{moved['balance']:,}" in page


def test_the_page_says_why_and_leads_to_all_that_concerns_the_holder(browser: TestClient) -> None:
    page = browser.get(f"{AT}/holder/dana?on=2006-03-02").text
    links = [unescape(one) for one in re.findall(r'href="(/book/Acme/[^"]*)"', page)]
    assert {"conversion", "series-d"} <= {one.partition("/entry/")[2].partition("?")[0] for one in links}
    for address in {*links, unescape(re.search(r'hx-get="([^"]*)"', page)[1])}:  # type: ignore[index]
        assert browser.get(address).status_code == 200, address


def test_the_statement_is_a_letter_in_every_form(browser: TestClient) -> None:
    page = browser.get(f"{AT}/statement/dana?on=2006-03-02&since=2006-01-01").text
    assert 'value="2006-01-01"' in page
    addresses = [unescape(one) for one in re.findall(r'href="([^"]*/statement/dana\.[^"]*)"', page)]
    kinds = {browser.get(one).headers["content-type"].partition(";")[0] for one in addresses}
    assert "application/pdf" in kinds
    letter = browser.get(f"{AT}/statement/dana.txt?on=2006-03-02&since=2006-01-01").text
    assert "Movements from January 1, 2006 on" in letter


def test_who_never_had_anything_is_not_there(browser: TestClient) -> None:
    for page in ("holder", "account", "statement"):
        found = browser.get(f"{AT}/{page}/Dna?on=2006-03-02")
        assert found.status_code == 404
        assert "&#39;Dna&#39;" in found.text
        assert "did you mean &#39;dana&#39;?" in found.text


def test_a_hostile_name_is_text_and_no_option(browser: TestClient) -> None:
    for page in ("holder", "account", "statement"):
        found = browser.get(f"{AT}/{page}/{slug(HOSTILE)}")
        assert found.status_code == 200, found.text
        assert "<img" not in found.text
        assert "&lt;img" in found.text


def test_the_account_comes_by_itself(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/holder/dana?on=2006-03-02")
        page.get_by_role("heading", name="Movements").wait_for()
        assert page.get_by_role("heading", level=1).count() == 1

"""The waterfall page: the payouts that the command says, why each is so, and assets by hand."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.browser import until
from tests.web.serving import serving

AT = "/book/Acme"
HOSTILE = "--all <img src=x onerror=alert(1)> \"'\u202e {{7*7}}"
LIQUIDATED = {"type": "liquidated", "id": "the end", "effective": "2006-06-01", "assets": "50000"}
ODD = {"type": "series_d_issued", "id": "odd", "effective": "2006-04-01", "holder": HOSTILE, "shares": 10}


RECORDED = [[*STORY, ODD, LIQUIDATED]]


@pytest.mark.parametrize(
    "asked", ["--assets=5000", "--assets=90000.50 --parity=Ser:ies=E:250:100", "--liquidation=the end"]
)
@pytest.mark.parametrize("day", ["2006-03-02", "2006-05-01"])
def test_the_payouts_are_those_of_the_command(browser: TestClient, book: Path, asked: str, day: str) -> None:
    words = re.split(" (?=--)", asked)
    query = dict(one.removeprefix("--").split("=", 1) for one in words) | {"on": day}
    when = [] if "liquidation" in query else ["--on", day]
    found = json.loads(through_a_pipe("waterfall", *words, *when, "--json", "--ledger", str(book)).out)
    assert browser.get(f"{AT}/waterfall.json", params=query).json() == found
    page = browser.get(f"{AT}/waterfall", params=query).text
    text = through_a_pipe("waterfall", *words, *when, "--ledger", str(book)).out
    for number in re.findall(r"(?m)^dana +(.*)$", text)[0].split():
        assert f">{number}</a>" in page


def test_each_payout_leads_to_why_it_is_so_with_the_classes_asked_about(browser: TestClient) -> None:
    page = browser.get(f"{AT}/waterfall?on=2006-03-02&assets=90000&parity=E:250:100&parity=").text
    links = {unescape(one) for one in re.findall(r'href="(/book/Acme/waterfall\?[^"]*holder=dana[^"]*)"', page)}
    assert links
    for address in links:
        assert "parity=E%3A250%3A100" in address
        why = browser.get(address)
        assert why.status_code == 200
        assert "25000" in why.text


def test_without_assets_it_begins_with_what_is_due_first(browser: TestClient) -> None:
    page = browser.get(f"{AT}/waterfall?on=2006-03-02").text
    assert 'name="assets" value="' in page
    assert re.search(r"Liquidation on 2006-03-02 with assets of (\S+),", page)
    assert 'aria-current="page"' in page
    assert ">Waterfall</a>" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [("assets=x", "x"), ("assets=1&parity=E", "NAME:SHARES:PREFERENCE"), ("assets=1&parity=E:1:1&parity=E:1:1", "E"),
     ("liquidation=sale", "is no liquidation"), ("holder=dana", "say of which assets")],
)  # fmt: skip
def test_what_cannot_be_shared_out_is_said_over_the_form_as_it_was_sent(
    browser: TestClient, query: str, says: str
) -> None:
    found = browser.get(f"{AT}/waterfall?{query}")
    assert found.status_code == 422
    assert says in re.search(r'role="alert" id="said">([^<]*)<', found.text)[1]  # type: ignore[index]
    for value in re.findall(r"(?:assets|parity)=([^&]*)", query):
        assert f'value="{value}"' in found.text


def test_a_liquidation_that_is_recorded_is_listed_and_leads_to_its_payouts(browser: TestClient) -> None:
    page = browser.get(f"{AT}/waterfall?on=2006-03-02").text
    address = unescape(re.search(r'href="([^"]*liquidation=the\+end[^"]*)"', page)[1])  # type: ignore[index]
    assert "with assets of 50000" in browser.get(address).text


def test_a_hostile_name_is_text(browser: TestClient) -> None:
    for query in ({"on": "2006-05-01"}, {"assets": "1", "holder": HOSTILE, "on": "2006-05-01"}, {"assets": HOSTILE}):
        text = browser.get(f"{AT}/waterfall", params=query).text
        assert "<img" not in text
        assert "&lt;img" in text


def test_the_assets_by_hand(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/waterfall?on=2006-03-02&assets=5000")
        handle = page.get_by_label("Assets by hand")
        handle.focus()
        page.keyboard.press("End")
        most = handle.get_attribute("max") or ""
        until(page, "new URLSearchParams(location.search).get('assets') === arg", handle.input_value())
        assert int(handle.input_value()) <= int(most)
        assert f"with assets of {handle.input_value()}," in page.locator("#payouts h1").inner_text()
        assert page.get_by_label("Assets to be distributed").input_value() == handle.input_value()

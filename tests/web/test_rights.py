"""The pages of rights: which there are, what each did to the price, and the price without it."""

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

AT = "/book/Acme"
HOSTILE = "--add <img src=x onerror=alert(1)> \"'\u202e {{7*7}}"
GRANT = {"type": "option_granted", "id": "grant", "effective": "2006-03-10", "right": "X", "holder": "Adviser",
         "shares": 5_000_000, "exercise_price": "0.001", "consideration": {"cash": 1000}}  # fmt: skip
ENDED = {"type": "right_terminated", "id": "ended", "effective": "2006-05-01", "right": "X", "reason": "expired"}
ODD = GRANT | {"id": "odd", "right": HOSTILE, "shares": 10, "effective": "2006-04-01"}


RECORDED = [[*STORY, GRANT, ODD, ENDED]]


def test_every_right_is_listed_and_leads_to_its_page(browser: TestClient) -> None:
    page = browser.get(f"{AT}/rights?on=2006-06-01").text
    links = {unescape(one) for one in re.findall(r'href="(/book/Acme/right/[^"]*)"', page)}
    assert {one.partition("/right/")[2].partition("?")[0] for one in links} == {"X", slug(HOSTILE)}
    assert all(browser.get(one).status_code == 200 for one in links)


@pytest.mark.parametrize("day", ["2006-03-10", "2006-04-01", "2006-06-01"])
def test_what_is_outstanding_is_what_the_command_says(browser: TestClient, book: Path, day: str) -> None:
    said = json.loads(through_a_pipe("holders", "--on", day, "--json", "--ledger", str(book)).out)
    page = browser.get(f"{AT}/right/X?on={day}").text
    held = said["rights"].get("X")
    assert ("Nothing of it is outstanding." in page) is (held is None)
    if held is not None:
        assert ">5,000,000</a>" in page


def test_a_right_has_the_steps_that_it_made_and_no_others(browser: TestClient, book: Path) -> None:
    history = json.loads(through_a_pipe("history", "--json", "--ledger", str(book)).out)
    made = {str(one["step"]) for one in history["steps"] if one["entry"] in ("grant", "ended")}
    page = browser.get(f"{AT}/right/X?on=2006-06-01").text
    assert len(made) == 2
    assert set(re.findall(r'hx-get="/book/Acme/step/(\d+)\?', page)) == made


def test_the_price_without_it_is_the_what_if_of_the_command(browser: TestClient, book: Path) -> None:
    asked = ("what-if", "--without=grant", "--on=2006-03-11", "--json", "--ledger", str(book))
    found = browser.get(f"{AT}/right-without/X.json?on=2006-03-11").json()
    assert found == json.loads(through_a_pipe(*asked).out)
    assert found["actual"] != found["what_if"]


def test_a_right_that_nobody_granted_is_not_there(browser: TestClient) -> None:
    for page in ("right", "right-without"):
        assert browser.get(f"{AT}/{page}/Y").status_code == 404


def test_a_hostile_name_is_text_and_no_option(browser: TestClient) -> None:
    for path in ("rights", f"right/{slug(HOSTILE)}", f"right-without/{slug(HOSTILE)}"):
        found = browser.get(f"{AT}/{path}?on=2006-06-01")
        assert found.status_code == 200, found.text
        assert "<img" not in found.text
        assert "&lt;img" in found.text


def test_the_price_without_it_comes_by_itself(book: Path, page: Page) -> None:
    with serving(book) as served:
        page.goto(f"{served.address}{AT}/right/X?on=2006-03-11")
        page.get_by_role("heading", name="What if").first.wait_for()
        assert page.get_by_role("heading", level=1).count() == 1

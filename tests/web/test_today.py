"""Today: what the commands say of one day, in one place, and quickly asked again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import client

ASKED = {
    "price": ["price", "--replay"],
    "calendar": ["calendar"],
    "holders": ["holders", "--room"],
    "audit": ["audit"],
    "flags": ["flags"],
    "recordings": ["recordings", "--last=5", "--company=Acme"],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("today") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        for number in range(7):
            issue = {"type": "common_issued", "effective": f"2006-12-0{number + 1}", "holder": f"<b>{number}</b>"}
            ledger.record([issue | {"shares": 100_000, "consideration": {"cash": 100}}])
    return path


@pytest.fixture(scope="module")
def browser(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        yield made


@pytest.mark.parametrize("clocks", [[], ["--on=2006-12-03"]])
def test_every_part_is_what_the_command_says(browser: TestClient, book: Path, clocks: list[str]) -> None:
    found = browser.get("/book/Acme/today.json" + ("?on=2006-12-03" if clocks else "")).json()
    for verb, words in ASKED.items():
        of_a_day = clocks if verb not in ("audit", "recordings") else []
        asked = through_a_pipe(*words, *of_a_day, "--json", "--ledger", str(book))
        assert found[verb] == json.loads(asked.out), verb


def test_the_last_recordings_unfold_into_what_they_changed(browser: TestClient) -> None:
    page = browser.get("/book/Acme/today").text
    assert page.count("What recording ") == 5
    assert 'hx-get="/book/Acme/recordings/8?' in page
    part = browser.get("/book/Acme/recordings/8", headers={"hx-request": "true"}).text
    assert "<header" not in part
    assert "<h3" in part or "<p" in part


def test_what_is_due_is_a_line_for_each_event_and_all_of_it_on_its_page(browser: TestClient) -> None:
    page = browser.get("/book/Acme/today").text
    assert "open, in" in page
    assert (
        browser.get("/book/Acme/due.json").json()["items"]
        == browser.get("/book/Acme/today.json").json()["calendar"]["items"]
    )
    assert "/book/Acme/letters?" in page


def test_a_hostile_name_is_text(browser: TestClient) -> None:
    for page in ("today", "due", "flags", "recordings"):
        assert "<b>" not in browser.get(f"/book/Acme/{page}").text


def test_there_is_one_first_heading(browser: TestClient) -> None:
    assert browser.get("/book/Acme/today").text.count("<h1") == 1

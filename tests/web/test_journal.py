"""The journal page: what it narrows down to is what the command finds, and nothing typed is lost."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from starlette.testclient import TestClient

from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe

HOSTILE = "<img src=x onerror=alert(1)> \"'\u202e {{7*7}}"
CORRECTED = {"type": "entry_corrected", "id": "mended", "effective": "2007-01-02", "entry": "sale",
             "reason": "the closing was on the third"}  # fmt: skip

OPTION = {"type": "option_granted", "id": "option", "effective": "2006-11-01", "right": "X", "holder": "Adviser",
          "shares": 1000, "exercise_price": "0.01"}  # fmt: skip


SOLD = next(one for one in STORY if one["id"] == "sale")
RECORDED = [STORY, [OPTION], [CORRECTED | {"with": SOLD | {"holder": HOSTILE}}]]


def facets(page: str) -> list[tuple[str, int]]:
    """The links that narrow down, each with the number beside it."""
    found = re.findall(r'<li><a href="([^"]*/journal\?[^"]*)">[^<]*</a> <span class="quiet">([\d,]+)</span>', page)
    return [(unescape(address), int(count.replace(",", ""))) for address, count in found]


def entries_in(found: dict[str, object]) -> int:
    entries = found["entries"]
    assert isinstance(entries, list)
    return len(entries)


def test_every_facet_leads_to_as_many_entries_as_it_says(browser: TestClient) -> None:
    links = facets(browser.get("/book/Acme/journal").text)
    kinds = {re.search(r"(\w+)=[^&]*$", address)[1] for address, _ in links}  # type: ignore[index]
    assert kinds >= {"type", "holder", "right", "clause", "year", "edited", "without_source"}
    for address, count in links:
        narrowed = browser.get(address)
        assert narrowed.status_code == 200, address
        assert entries_in(browser.get(address.replace("/journal?", "/journal.json?")).json()) == count, address


def test_the_page_narrowed_is_the_command_with_its_filters(browser: TestClient, book: Path) -> None:
    said = through_a_pipe("entries", "--clause=4E", "--year=2006", "--json", "--ledger", str(book))
    assert browser.get("/book/Acme/journal.json?clause=4E&year=2006").json() == json.loads(said.out)


def test_narrowing_further_keeps_what_was_chosen_and_each_choice_can_be_taken_back(browser: TestClient) -> None:
    page = browser.get("/book/Acme/journal?type=common_issued").text
    assert all("type=common_issued" in address for address, _ in facets(page))
    (back,) = re.findall(r'<li><a href="([^"]*)"><span class="hidden">Without', page)
    assert "type=" not in back


def test_what_is_found_is_read_a_page_at_a_time(browser: TestClient) -> None:
    page = browser.get("/book/Acme/journal?part=1-3").text
    assert f"1 to 3 of the {len(STORY) + 2} found" in page
    later = unescape(re.search(r'rel="next" href="([^"]*)"', page)[1])  # type: ignore[index]
    assert "part=4-" in later
    assert browser.get(later).status_code == 200
    assert 'rel="prev"' in browser.get(later).text


def test_a_name_that_nothing_has_is_said_beside_what_was_typed(browser: TestClient) -> None:
    found = browser.get("/book/Acme/journal?holder=Fnd&since=2006-01-01")
    assert found.status_code == 422
    assert "no entry names a holder &#39;Fnd&#39;; did you mean &#39;Fund&#39;?" in found.text
    assert 'value="Fnd"' in found.text
    assert 'value="2006-01-01"' in found.text


def test_a_day_shows_what_takes_effect_until_then(browser: TestClient) -> None:
    found = browser.get("/book/Acme/journal.json?on=2006-03-01").json()["entries"]
    assert found
    assert all((one["now"] or one["entry"])["effective"] <= "2006-03-01" for one in found)


def test_an_edit_leads_to_its_fields_and_a_hostile_name_is_text(browser: TestClient) -> None:
    page = browser.get("/book/Acme/journal?edited=yes").text
    assert re.search(r'<details hx-get="[^"]*/entry/mended\?', page)
    part = browser.get("/book/Acme/entry/mended", headers={"hx-request": "true"}).text
    assert "Field by field" in part
    for text in (page, part, browser.get(f"/book/Acme/journal?{urlencode({'holder': HOSTILE})}").text):
        assert "<img" not in text
        assert "&lt;img" in text

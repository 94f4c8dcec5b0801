"""Both clocks in the workbench: a page of another moment shows nothing of now, or says that it is of now."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from ledger.numbers.days import written
from tests.commands.asking_the_command import CERTIFICATE, CONVERSION, OPENING, SALE, SERIES_D
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import client

AT = "/book/Acme"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record([CERTIFICATE, OPENING, SERIES_D])
        ledger.record([SALE], reason="what was heard later")
        ledger.record([CONVERSION])
    return path


@pytest.fixture
def then(book: Path) -> str:
    """The moment of the first recording: the sale was not known yet."""
    with face.open_ledger(book) as ledger:
        return written(ledger.entries().entries[0].recorded.recorded_at)


@pytest.fixture
def browser(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        yield made


def said(book: Path, *words: str) -> dict:
    return json.loads(through_a_pipe(*words, "--ledger", str(book), "--company", "Acme", "--json").out)


def test_recordings_are_those_that_had_been_made_by_then(browser: TestClient, book: Path, then: str) -> None:
    found = json.loads(browser.get(f"{AT}/recordings.json", params={"known": then}).text)
    assert found == said(book, "recordings", "--as-known", then)
    assert ([one["recording"] for one in found["recordings"]], found["of"]) == ([1], 1)
    assert json.loads(browser.get(f"/api/v1{AT}/recordings", params={"known": then}).text) == found
    page = browser.get(f"{AT}/recordings", params={"known": then}).text
    assert ("all of 1 recording" in page, "what was heard later" in page) == (True, False)
    assert "what was heard later" not in browser.get(f"{AT}/today", params={"known": then, "on": "2006-03-05"}).text
    assert said(book, "recordings")["of"] == 3
    unknown = through_a_pipe("recordings", "--entry", "sale", "--as-known", then, "--ledger", str(book))
    assert (unknown.code, "no entry 'sale' is recorded" in unknown.err) == (1, True)


def test_the_moment_in_the_foot_and_of_the_permalink_are_exact(browser: TestClient, book: Path) -> None:
    with face.open_ledger(book) as ledger:
        last, head = ledger.log()[-1], ledger.known().head
    assert last.recorded_at.microsecond  # so that a moment cut to its second lies before it
    page = browser.get(f"{AT}/cap-table").text
    foot = re.search(r"As known (\S+Z): (\d+) entries", page)
    assert foot is not None
    assert foot[1] == written(last.recorded_at)
    kept = unescape(re.search(r'href="([^"]*)" rel="bookmark"', page)[1])  # type: ignore[index]
    for address in (f"{AT}/cap-table?known={foot[1]}", kept):
        again = browser.get(address).text
        assert f": {foot[2]} entries" in again
        assert f"Head of the log: {head}" in again


@pytest.mark.parametrize("page", ["receipt/2", "recordings/2"])
def test_of_a_later_recording_there_is_no_receipt_yet(browser: TestClient, then: str, page: str) -> None:
    none = browser.get(f"{AT}/{page}", params={"known": then})
    assert (none.status_code, f"there is no recording 2 as known {then}" in none.text) == (404, True)
    assert browser.get(f"{AT}/{page}").status_code == 200
    assert browser.get(f"{AT}/{page.partition('/')[0]}/1", params={"known": then}).status_code == 200
    assert browser.get(f"{AT}/{page.partition('/')[0]}/9").status_code == 404


@pytest.mark.parametrize("page", ["scenarios", "proposals", "record", "letters-due", "attach/sale", "void/sale"])
def test_what_cannot_be_asked_of_another_moment_says_that_it_is_of_now(
    browser: TestClient, then: str, page: str
) -> None:
    found = browser.get(f"{AT}/{page}", params={"known": then, "on": "2006-03-05"})
    assert found.status_code == 200, found.text
    title = found.text.split("<title>")[1].split("</title>")[0]
    assert ("as known now" in title, then in title) == (True, False)
    assert "What stands here is as known now: it cannot be asked of another moment." in found.text
    assert "cannot be asked of another moment" not in browser.get(f"{AT}/{page}", params={"on": "2006-03-05"}).text


def test_the_letters_of_another_moment_do_not_lead_to_those_that_are_due_now(browser: TestClient, then: str) -> None:
    asked = {"on": "2006-03-05"}
    assert f"{AT}/letters-due?" in browser.get(f"{AT}/letters", params=asked).text
    assert f"{AT}/letters-due?" not in browser.get(f"{AT}/letters", params=asked | {"known": then}).text


def test_proofs_and_files_of_another_moment_say_what_in_them_is_of_now(
    browser: TestClient, book: Path, then: str, tmp_path: Path
) -> None:
    assert "of the ledger as it is now" in browser.get(f"{AT}/proof", params={"known": then}).text
    assert "of the ledger as it is now" not in browser.get(f"{AT}/proof").text
    paper = tmp_path / "paper.txt"
    paper.write_text("the sale, as it was agreed")
    with face.open_ledger(book) as ledger:
        ledger.attach("sale", paper)
        attached = written(max(one.recorded.recorded_at for one in ledger.entries().entries))
    assert "1 of 1 here, and as attached" in browser.get(f"{AT}/documents").text
    assert "1 of 1 here now, and as attached" in browser.get(f"{AT}/documents", params={"known": attached}).text


def test_the_frame_of_another_moment_has_one_head(browser: TestClient, then: str) -> None:
    page = browser.get(f"{AT}/price", params={"known": then, "on": "2006-03-05"}).text
    foot = page[page.index("<footer>") :]
    assert "The ledger has grown since: 5 entries of Acme are" in foot
    assert f'<a href="{AT}/price?on=today&amp;known=now">known now</a>' in foot
    assert "head <a" not in foot
    now = browser.get(f"{AT}/price", params={"on": "2006-03-05"}).text
    assert ("has grown since" in now, "5 entries are known now, every seal checked" in now) == (False, True)


@pytest.mark.parametrize(
    ("asked", "wrong", "says"),
    [
        ({"on": "3/4/2006", "known": "2026-01-01"}, "on", "3/4/2006"),
        ({"on": "2006-03-04", "known": "yesterday"}, "known", "yesterday"),
    ],
)
def test_a_clock_that_cannot_be_read_stands_in_its_field_to_be_mended(
    browser: TestClient, asked: dict[str, str], wrong: str, says: str
) -> None:
    found = browser.get(f"{AT}/price", params=asked | {"steps": "1-2"})
    assert found.status_code == 400
    page = found.text
    for name, value in asked.items():
        assert f'name="{name}" value="{value}"' in page
    field = page.split('aria-label="Both clocks"')[1].split(f'name="{wrong}"')[1].split(">")[0]
    assert 'aria-describedby="clocks-help mistake" aria-invalid="true"' in field
    assert says in page.split('id="mistake">')[1].split("<")[0]
    assert '<input type="hidden" name="steps" value="1-2">' in page
    assert '<nav class="menu"' in page
    as_document = browser.get(f"{AT}/price", params=asked, headers={"accept": "application/json"})
    assert (as_document.status_code, as_document.json()["code"]) == (400, "usage")


@pytest.mark.parametrize(("page", "status"), [("price?steps=none", 400), ("receipt/9", 404), ("entry/none", 404)])
def test_what_cannot_be_answered_is_said_in_the_frame(browser: TestClient, page: str, status: int) -> None:
    found = browser.get(f"{AT}/{page}")
    assert (found.status_code, 'role="alert"' in found.text, '<nav class="menu"' in found.text) == (status, True, True)
    part = browser.get(f"{AT}/{page}", headers={"hx-request": "true"})
    assert (part.status_code, 'role="alert"' in part.text, "<nav" in part.text) == (status, True, False)


@pytest.mark.parametrize("page", ["price", "history", "holders", "waterfall?assets=1000"])
def test_a_moment_to_come_is_said_by_the_interface_and_the_command_alike(
    browser: TestClient, book: Path, page: str
) -> None:
    verb, _, more = page.partition("?")
    known = "9000-01-01T00:00:00Z"
    on = {} if verb == "history" else {"on": "2006-03-05"}
    asked = on | ({"assets": "1000"} if more else {})
    found = browser.get(f"/api/v1{AT}/{verb}", params=asked | {"known": known})
    words = [f"--{name}={value}" for name, value in asked.items()]
    if verb in ("price", "holders"):
        words.append("--replay")
    assert found.json() == said(book, verb, *words, "--as-known", known)
    assert "moment_to_come" in [one["code"] for one in found.json()["warnings"]]
    past = browser.get(f"/api/v1{AT}/{verb}", params=asked | {"known": datetime.now(UTC).isoformat()}).json()
    assert "moment_to_come" not in [one["code"] for one in past["warnings"]]


def test_a_page_of_a_moment_to_come_warns_of_it_and_is_not_kept_past_it(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"on": "2006-03-05", "known": "9000-01-01"}
    told = "is still to come: what is recorded until then can change this answer."
    for page in ("price", "journal", "cap-table", "flags"):
        assert told in browser.get(f"{AT}/{page}", params=asked).text, page
    addresses = [f"{AT}/price", f"/api/v1{AT}/price"]
    before = [browser.get(one, params=asked).headers["etag"] for one in addresses]

    class Later(datetime):
        @classmethod
        def now(cls, _: object = None) -> datetime:
            return datetime(9500, 1, 1, tzinfo=UTC)

    for module in ("commands.web.asked", "commands.web.api.answers"):
        monkeypatch.setattr(f"{module}.datetime", Later)
    after = [browser.get(one, params=asked).headers["etag"] for one in addresses]
    assert all(old != new for old, new in zip(before, after, strict=True))


SPLIT = {"type": "common_split", "id": "split", "effective": "2006-05-01", "old": 1, "new": 2,
         "common_authorized": 60_000_000}  # fmt: skip
"""The price is halved: .0026 of 1 March is .0013 from then on."""


@pytest.fixture
def split(book: Path) -> Path:
    with face.open_ledger(book) as ledger:
        ledger.record([SPLIT])
    return book


def test_the_history_until_a_day_ends_there_in_the_share_units_of_that_day(split: Path) -> None:
    then, whole = said(split, "history", "--until", "2006-04-01"), said(split, "history")
    assert then["steps"] == whole["steps"][:1]
    assert (then["until"], then["later"], len(whole["steps"])) == ("2006-04-01", 1, 2)
    assert "later" not in whole
    with client(split) as browser:
        assert browser.get(f"/api/v1{AT}/history", params={"until": "2006-04-01"}).json() == then
    words = ("history", "--ledger", str(split), "--until")
    text = through_a_pipe(*words, "2006-04-01").out
    assert "History of the Conversion Price until 2006-04-01, as known now" in text
    assert ("And 1 change since." in text, "0.0013" in text) == (True, False)
    assert "0.0013" in through_a_pipe(*words, "2006-05-01").out
    nothing = through_a_pipe(*words, "2006-02-01").out
    assert ("no change so far" in nothing, "And 2 changes since." in nothing) == (True, True)
    refused = through_a_pipe(*words, "2006-02-01", "--diff", "2006-01-01", "2026-01-01")
    assert (refused.code, "leave --until out" in refused.err) == (2, True)


@pytest.mark.parametrize("page", ["price", "exhibit"])
def test_the_history_on_the_page_of_a_day_ends_there(split: Path, page: str) -> None:
    with client(split) as browser:
        then = browser.get(f"{AT}/{page}", params={"on": "2006-04-01"}).text
        assert "until 2006-04-01, as known now" in then
        assert "0.0013" not in then
        link = then.split("And 1 change since.")[0].rpartition('href="')[2].split('"')[0]
        assert link.startswith(f"{AT}/price?on=2006-05-01")
        assert "0.0013" in browser.get(f"{AT}/{page}", params={"on": "2006-05-01"}).text
        chart = browser.get(f"{AT}/price-chart.json", params={"on": "2006-04-01"}).text
        assert ("0.0026" in chart, "0.0013" in chart) == (True, False)

"""Letters in the workbench: how they stand, each as it is mailed, all in one file, and recorded once they were."""

import html
import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import SERIES_D, STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.record.forms import sign_in
from tests.web.serving import TOKEN, client, mark_in, serving

AT = "/book/Acme"
ON = "on=2006-03-05"
ODD = SERIES_D | {"id": "odd", "holder": '--yes"><script>alert(1)</script>', "shares": 10}
LATE = {"type": "common_issued", "id": "late", "effective": "2006-02-28", "holder": "Late", "shares": 1_000_000,
        "consideration": {"cash": 100}}  # fmt: skip


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
    return json.loads(through_a_pipe(*words, "--ledger", str(book), "--json").out)


def states(book: Path, on: str = "2006-03-05") -> list[tuple[str, str]]:
    return [(one["holder"], one["state"]) for one in said(book, "notice", "standing", "--on", on)["notices"]]


def packed(browser: TestClient, form: str = "text") -> bytes:
    found = browser.post(f"{AT}/letters-zip?{ON}", data={"format": form})
    assert found.headers["content-disposition"] == 'attachment; filename="letters.zip"'
    return found.content


def form_of_look(page: str) -> dict[str, str]:
    """What the form sends that stands under what was looked at."""
    names = ("mark", "looked", "kept", "kept-name", "seen", "mailed")
    return {name: html.unescape(page.rpartition(f'name="{name}" value="')[2].partition('"')[0]) for name in names}


def mail(browser: TestClient, **sent: str) -> tuple[int, str, str]:
    page = browser.get(f"{AT}/letters-due?{ON}").text
    with ZipFile(BytesIO(packed(browser))) as archive:
        listed = archive.read("letters.csv").decode()
    given = {"mark": mark_in(page), "list": listed, "mailed": "2006-03-05"} | sent
    done = browser.post(f"{AT}/letters-mailed?{ON}", data=given, follow_redirects=False)
    if done.status_code == 200 and 'name="looked"' in done.text:
        done = browser.post(f"{AT}/letters-mailed?{ON}", data=form_of_look(done.text), follow_redirects=False)
    return done.status_code, done.headers.get("location", ""), done.text


def test_how_they_stand_is_what_the_command_says(browser: TestClient, book: Path) -> None:
    found = json.loads(browser.get(f"{AT}/letters.json?{ON}").text)
    assert found == said(book, "notice", "standing", "--on", "2006-03-05")
    page = browser.get(f"{AT}/letters?{ON}").text
    assert "2 overdue." in page
    assert f"{AT}/letter/sale?on=2006-03-05&amp;known=now&amp;holder=dana" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("form", ["txt", "html"])
def test_a_letter_is_the_one_of_the_command(browser: TestClient, book: Path, form: str) -> None:
    asked = {"on": "2006-03-05", "holder": "dana"}
    words = ("notice", "adjustment", "--entry", "sale", "--holder", "dana", "--mailed", "2006-03-05")
    name = {"txt": "text", "html": "html"}[form]
    of_command = through_a_pipe(*words, "--ledger", str(book), "--format", name).out
    found = browser.get(f"{AT}/letter/sale.{form}", params=asked)
    assert found.text.strip() == of_command.strip()
    page = browser.get(f"{AT}/letter/sale", params=asked).text
    assert '<iframe class="letter" sandbox title="The letter about sale to dana"' in page


def test_a_letter_of_a_hostile_name_stands_in_a_frame_that_runs_nothing(browser: TestClient) -> None:
    asked = {"on": "2006-03-05", "holder": ODD["holder"]}
    page = browser.get(f"{AT}/letter/sale", params=asked)
    assert (page.status_code, "<script>alert" in page.text) == (200, False)
    alone = browser.get(f"{AT}/letter/sale.html", params=asked)
    assert "<script>alert" not in alone.text
    assert alone.headers["content-security-policy"].endswith("sandbox")
    assert alone.headers["content-disposition"].startswith("inline")
    none = browser.get(f"{AT}/letter/sale", params=asked | {"holder": "nobody"})
    assert (none.status_code, "those are" in none.text or "nobody" in none.text) == (422, True)


def test_all_that_are_due_are_one_file_with_the_same_bytes(browser: TestClient) -> None:
    for form in ("text", "pdf"):
        first = packed(browser, form)
        assert packed(browser, form) == first
    with ZipFile(BytesIO(packed(browser))) as archive:
        assert {"letters.csv", "letters.txt", "notice-adjustment-2006-03-01-dana.txt"} <= {*archive.namelist()}
    assert browser.post(f"{AT}/letters-zip?{ON}", data={"format": "exe"}).status_code == 400


def test_those_that_are_chosen_are_recorded_as_mailed(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    status, where, text = mail(browser, letter="notice-adjustment-2006-03-01-dana.txt")
    assert status == 303, text
    assert where.startswith(f"{AT}/receipt/")
    assert sorted(states(book)) == [(ODD["holder"], "overdue"), ("dana", "mailed")]
    assert said(book, "recordings")["recordings"][-1]["recorded_by"] == "Reyes"
    again, _, text = mail(browser, letter="notice-adjustment-2006-03-01-dana.txt")
    assert (again, "no letter is chosen" in text or "there are no letters in it" in text) == (422, True)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "no letter is chosen"),
        ({"letter": "notice-adjustment-2006-03-01-dana.txt", "mailed": "2006-03-04"}, "lies before 2006-03-05"),
        ({"letter": "notice-adjustment-2006-03-01-dana.txt", "mailed": "soon"}, "soon"),
    ],
)
def test_what_is_refused_stands_there_as_it_was_sent(browser: TestClient, book: Path, sent: dict, says: str) -> None:
    sign_in(browser)
    status, _, text = mail(browser, **sent)
    assert (status in (400, 422), says in text) == (True, True), text
    assert 'role="alert"' in text
    assert "seriesd-sent" not in text
    assert f'name="mailed" value="{sent.get("mailed", "2006-03-05")}"' in text
    if "letter" in sent:
        assert f'value="{sent["letter"]}" checked' in text
    assert {state for _, state in states(book)} == {"overdue"}


def test_a_list_that_was_written_is_set_beside_the_record_and_mailed(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    letters = packed(browser)
    page = browser.post(f"{AT}/letters?{ON}", files={"file": ("letters.zip", letters)}).text
    assert "2 written." in page
    with face.open_ledger(book) as ledger:
        ledger.record([LATE])
    page = browser.post(f"{AT}/letters?{ON}", files={"file": ("letters.zip", letters)}).text
    assert "2 written, and not what the record says now" in page
    kept = {"mark": mark_in(page), "mailed": "2006-03-05", "kept-name": "letters.zip"}
    kept["kept"] = page.split('name="kept" value="')[1].split('"')[0]
    done = browser.post(f"{AT}/letters-mailed?{ON}", data=kept, follow_redirects=False)
    assert (done.status_code, "write it anew with" in done.text) == (422, True), done.text
    none = browser.post(f"{AT}/letters?{ON}", files={"file": ("letters.zip", b"none")})
    assert (none.status_code, "letters.zip" in none.text, "seriesd-sent" in none.text) == (422, True, False)


def test_what_was_mailed_and_is_otherwise_now_is_there(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    assert mail(browser, letter="notice-adjustment-2006-03-01-dana.txt")[0] == 303
    with face.open_ledger(book) as ledger:
        ledger.record([LATE])
    assert ("dana", "contradicted") in states(book)
    page = browser.get(f"{AT}/letters?{ON}").text
    assert "contradicted since" in page
    assert "Mailed, and otherwise now" in page


def test_what_is_due_is_listed_without_a_letter_being_made(browser: TestClient, book: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr("commands.verbs.documents.notice.letter_to", None)
    monkeypatch.setattr("projections.documents.notices.passed.Passed.of", None)
    page = browser.get(f"{AT}/letters-due?{ON}").text
    due = [one for one in said(book, "notice", "standing", "--on", "2006-03-05")["notices"] if one["mailed"] is None]
    assert page.count('type="checkbox" name="letter"') == len(due) == 2


def test_a_list_of_the_page_is_recorded_only_as_it_was_looked_at(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    page = browser.get(f"{AT}/letters-due?{ON}").text
    given = {"mark": mark_in(page), "mailed": "2006-03-05", "letter": "notice-adjustment-2006-03-01-dana.txt"} | {
        "seen": form_of_look(page)["seen"]
    }
    given |= {name: unescape(page.split(f'name="{name}" value="')[1].split('"')[0]) for name in ("list", "seen")}
    with face.open_ledger(book) as ledger:
        ledger.record([LATE])
    refused = browser.post(f"{AT}/letters-mailed?{ON}", data=given, follow_redirects=False)
    assert "nothing is recorded, look again" in refused.text
    given["seen"] = str(int(given["seen"]) + 1)
    look = browser.post(f"{AT}/letters-mailed?{ON}", data=given, follow_redirects=False)
    done = browser.post(f"{AT}/letters-mailed?{ON}", data=form_of_look(look.text), follow_redirects=False)
    assert done.status_code == 303
    assert ("dana", "mailed") in states(book)


def test_more_letters_than_are_written_at_once_are_not_begun(browser: TestClient, monkeypatch: Any) -> None:
    monkeypatch.setattr("commands.web.pages.letters.due.MOST_WORK", 3)
    monkeypatch.setattr("commands.web.pages.letters.due.MOST", 1)
    found = browser.post(f"{AT}/letters-zip?{ON}", data={"format": "text"})
    assert (found.status_code, "2 letters of a ledger of" in found.text) == (422, True)
    assert "`seriesd notice --all-due -o letters.zip` writes them all" in found.text
    page = browser.get(f"{AT}/letters-due?{ON}").text
    assert "These are the 1 that were due first, of 2" in page
    assert page.count('type="checkbox" name="letter"') == 1


def test_nobody_records_who_is_not_signed_in(browser: TestClient, book: Path) -> None:
    with ZipFile(BytesIO(packed(browser))) as archive:
        listed = archive.read("letters.csv").decode()
    sent = {"list": listed, "letter": "notice-adjustment-2006-03-01-dana.txt", "mailed": "2006-03-05", "mark": "no"}
    refused = browser.post(f"{AT}/letters-mailed?{ON}", data=sent)
    assert (refused.status_code, f'value="{sent["letter"]}" checked' in refused.text) == (401, True)
    assert {state for _, state in states(book)} == {"overdue"}


def test_with_the_keyboard_alone_a_letter_is_recorded_as_mailed(book: Path, page: Page) -> None:
    with serving(book, write=True) as served:
        page.goto(f"{served.address}/login")
        page.locator("input[name=name]").focus()
        page.keyboard.type("Reyes")
        page.locator("input[name=token]").focus()
        page.keyboard.type(TOKEN)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{served.address}/")
        page.goto(f"{served.address}{AT}/letters-due?{ON}")
        page.locator("input[name=letter]").first.focus()
        page.keyboard.press("Space")
        page.locator("input[name=mailed]").focus()
        page.keyboard.press("Enter")
        page.locator("button.main", has_text="Record this").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipt/**")
        assert "notice" in page.locator("main").inner_text().lower()
        page.goto("about:blank")
    assert sorted(state for _, state in states(book)) == ["mailed", "overdue"]


def test_what_is_looked_at_has_the_notes_of_the_receipt(browser: TestClient, book: Path) -> None:
    with face.open_ledger(book) as ledger:  # a day behind the mailing, which is then recorded late (A8)
        ledger.record([LATE | {"effective": "2006-04-01", "consideration": {"cash": 1_000_000}}])
    sign_in(browser)
    page = browser.get(f"{AT}/letters-due?{ON}").text
    listed = html.unescape(page.split('name="list" value="')[1].split('"')[0])
    given = {"mark": mark_in(page), "list": listed, "letter": "notice-adjustment-2006-03-01-dana.txt"} | {
        "seen": form_of_look(page)["seen"]
    }
    look = browser.post(f"{AT}/letters-mailed?{ON}", data=given | {"mailed": "2006-03-05"}).text
    done = browser.post(f"{AT}/letters-mailed?{ON}", data=form_of_look(look)).text
    before, after = (words_of(one.partition("Notes</h")[2].partition("</ul>")[0]) for one in (look, done))
    assert "notice_sent-" in before
    assert before == after
    assert "mailed on 2006-03-05 without an address on the books: dana" in words_of(look)


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page.partition(">")[2])).split())


def test_what_would_be_recorded_is_looked_at_before_it_is(browser: TestClient, book: Path) -> None:
    sign_in(browser)
    page = browser.get(f"{AT}/letters-due?{ON}").text
    listed = html.unescape(page.split('name="list" value="')[1].split('"')[0])
    letter = html.unescape(page.split('name="letter" value="')[1].split('"')[0])
    given = {"mark": mark_in(page), "list": listed, "letter": letter, "seen": form_of_look(page)["seen"]}
    look = browser.post(f"{AT}/letters-mailed?{ON}", data=given | {"mailed": "2006-03-05"})
    assert (look.status_code, "To be recorded as mailed on 2006-03-05" in look.text) == (200, True), look.text
    assert {state for _, state in states(book)} == {"overdue"}
    other_day = form_of_look(look.text) | {"mailed": "2006-03-06"}
    again = browser.post(f"{AT}/letters-mailed?{ON}", data=other_day)
    assert "To be recorded as mailed on 2006-03-06" in again.text
    assert {state for _, state in states(book)} == {"overdue"}
    form = form_of_look(look.text)
    assert browser.post(f"{AT}/letters-mailed?{ON}", data=form, follow_redirects=False).status_code == 303
    assert sorted(state for _, state in states(book)) == ["mailed", "overdue"]
    later = browser.post(f"{AT}/letters-mailed?{ON}", data=form | {"mailed": "2006-03-07", "seen": "7"}).text
    assert "stands as mailed on 2006-03-05" in later
    assert "effective=DATE" in html.unescape(later)
    assert "To be recorded" not in later

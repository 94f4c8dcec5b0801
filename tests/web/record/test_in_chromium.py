"""The pages that write in a real browser: with the keyboard alone, live, and with names that would like to be scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.browser import until
from tests.web.record.ledgers import ids
from tests.web.serving import TOKEN, serving

NAMES = [one["id"] for one in STORY]
PAYLOAD = "<img src=x onerror=\"document.title='gone'\">"
WEEK = "type,Day of it,holder,shares,consideration.cash\ncommon_issued,2006-03-10,Fund,5000,15\n"


def signed_in(page: Page, address: str, then: str) -> None:
    """Sign in as the page asks, with the keyboard."""
    page.goto(f"{address}/login?next={then}")
    page.keyboard.press("Tab")  # skip to the content
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Reyes")
    page.keyboard.press("Tab")
    page.keyboard.type(TOKEN)
    page.keyboard.press("Enter")
    page.wait_for_selector(".who button")


def focused_by_tabs(page: Page, wanted: str, most: int = 80) -> None:
    """Go on with the tabulator until what is wanted has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} was never reached")


def test_a_keyboard_alone_signs_in_and_records_an_entry(book: Path, page: Page) -> None:
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/price")
        assert TOKEN not in page.url
        until(page, "document.documentElement.classList.contains('scripted')")
        page.keyboard.press("g")
        page.keyboard.press("r")
        page.wait_for_selector("#what-happened")
        focused_by_tabs(page, "a[href*='type=common_issued']")
        page.keyboard.press("Enter")
        page.wait_for_selector("[id='field.holder']")
        for name, value in (
            ("effective", "2006-03-10"),
            ("holder", "Fund"),
            ("shares", "5000"),
            ("consideration.cash", "15"),
        ):
            focused_by_tabs(page, f"[id='field.{name}']")
            page.keyboard.type(value)
        page.wait_for_selector("#check .answer")
        until(page, "document.querySelector('#check-said').textContent.startsWith('Would record 1 entry of Acme')")
        assert ids(book) == NAMES
        focused_by_tabs(page, "button.main")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=Receipt of recording 2")
        assert page.evaluate("document.activeElement.tagName") in ("BODY", "MAIN")
    assert ids(book) == [*NAMES, "common_issued-6"]


def test_the_check_follows_what_is_typed(book: Path, page: Page, complaints: list[str]) -> None:
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record?type=common_issued")
        page.fill("[id='field.effective']", "2006-03-10")
        page.fill("[id='field.holder']", PAYLOAD)
        page.fill("[id='field.shares']", "5,000")
        page.wait_for_selector("#check .wrongs")
        assert "has a comma" in page.inner_text("#check")
        page.fill("[id='field.shares']", "5000")
        page.fill("[id='field.consideration.cash']", "15")
        page.wait_for_selector("#check .answer")
        assert PAYLOAD in page.inner_text("#check")
        page.fill("[id='field.consideration.cash']", "")
        page.wait_for_selector("#check .meant")
        page.click("button.main")  # it is not ticked: nothing is recorded
        page.wait_for_selector(".alert")
        assert page.input_value("[id='field.holder']") == PAYLOAD
        assert ids(book) == NAMES
        page.check("[name=meant]")
        page.click("button.main")
        page.wait_for_selector("text=Receipt of recording 2")
        assert page.title().startswith("Receipt of recording 2")
    assert [one for one in complaints if "422" not in one] == []
    complaints.clear()
    assert len(ids(book)) == len(NAMES) + 1


def test_a_spreadsheet_with_an_unknown_column_is_mapped_by_eye(book: Path, page: Page, tmp_path: Path) -> None:
    (tmp_path / "week.csv").write_text(WEEK, "utf-8")
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record")
        page.set_input_files("#file", tmp_path / "week.csv")
        page.wait_for_selector("#column-1-2")
        page.select_option("#column-1-2", "effective")
        page.wait_for_selector("#check .answer")
        page.click("button.main")
        page.wait_for_selector("text=Receipt of recording 2")
    assert len(ids(book)) == len(NAMES) + 1


def test_a_click_too_many_records_once(book: Path, page: Page) -> None:
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record?type=common_issued")
        for name, value in (
            ("effective", "2006-03-10"),
            ("holder", "Fund"),
            ("shares", "5000"),
            ("consideration.cash", "15"),
        ):
            page.fill(f"[id='field.{name}']", value)
        page.dblclick("button.main")
        page.wait_for_selector("text=Receipt of recording 2")
    assert len(ids(book)) == len(NAMES) + 1


@pytest.mark.parametrize("width", [360, 1200])
def test_names_that_would_be_scripts_run_nowhere(tmp_path: Path, page: Page, width: int) -> None:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        sale = STORY[3] | {
            "holder": PAYLOAD,
            "note": PAYLOAD,
            "source": PAYLOAD,
            "id": "x",
            "effective": "2006-03-10",
            "shares": 5000,
        }
        ledger.record([sale], reason=PAYLOAD)
        ledger.propose([sale | {"id": "y", "shares": 7}], reason=PAYLOAD)
    page.set_viewport_size({"width": width, "height": 800})
    with serving(path, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record")
        for asked in ("record?type=common_issued", "receipt/2", "void/x", "correct/x", "attach/x", "proposals"):
            page.goto(f"{served.address}/book/Acme/{asked}")
            assert page.title() != "gone"
            assert page.evaluate("document.querySelectorAll('main img').length") == 0
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), asked


def test_what_is_typed_is_not_left_without_a_question_and_stands_there_on_the_way_back(book: Path, page: Page) -> None:
    asked: list[str] = []

    def answered(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answered)
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record?type=common_issued")
        page.click("a[data-go=p]")
        page.wait_for_selector("main[data-page=price]")
        assert asked == []  # nothing was typed
        page.goto(f"{served.address}/book/Acme/record?type=common_issued")
        batch = page.input_value("[name=batch]")
        page.click("[id='field.holder']")
        page.keyboard.type("Fund")
        page.fill("[id='field.shares']", "5000")
        page.click("a[data-go=p]")
        page.wait_for_selector("main[data-page=price]")
        assert asked == ["beforeunload"]
        page.go_back()
        page.wait_for_selector("[id='field.holder']")
        assert (page.input_value("[id='field.holder']"), page.input_value("[id='field.shares']")) == ("Fund", "5000")
        page.click("[id='field.holder']")
        page.click("a[data-go=p]")
        page.wait_for_selector("main[data-page=price]")
        assert asked == ["beforeunload"] * 2  # what was typed before counts as well
        page.goto(f"{served.address}/book/Acme/record?type=common_issued")
        assert page.input_value("[name=batch]") != batch
        assert page.input_value("[id='field.holder']") == ""
        page.goto("about:blank")  # a page that is open asks for news, and the workbench ends now


def test_whoever_is_not_signed_in_any_more_signs_in_with_the_form(
    book: Path, page: Page, complaints: list[str]
) -> None:
    with serving(book, write=True) as served:
        signed_in(page, served.address, "/book/Acme/record?type=common_issued")
        for name, value in (("effective", "2006-03-10"), ("holder", "Fund"), ("shares", "5000")):
            page.fill(f"[id='field.{name}']", value)
        page.fill("[id='field.consideration.cash']", "15")
        page.wait_for_selector("#check .answer")
        page.context.clear_cookies()
        page.click("button.main")
        page.wait_for_selector("#token")
        assert page.input_value("[id='field.holder']") == "Fund"
        page.fill("#who", "Chao")
        page.fill("#token", TOKEN)
        with page.expect_request("**/check**") as checked:
            page.fill("[id='field.note']", "of March")
        assert TOKEN not in (checked.value.post_data or "")
        assert TOKEN.replace(" ", "+") not in (checked.value.post_data or "")
        page.click("button.main")
        page.wait_for_selector("text=Receipt of recording 2")
        assert "Recorded by Chao" in page.inner_text("main")
    assert [one for one in complaints if "401" not in one] == []
    complaints.clear()
    assert len(ids(book)) == len(NAMES) + 1

"""The price in a real browser: drawn, unfolded, followed and printed with the keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.browser import until
from tests.web.serving import serving

LATE = STORY[3] | {"id": "late-sale", "effective": "2006-02-01", "consideration": {"cash": 3_000}}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A company with a sale that became known late."""
    path = tmp_path_factory.mktemp("browser") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY[:4])
        ledger.record([LATE])
    with serving(path) as served:
        yield f"{served.address}/book/Acme"


def drawn(page: Page, address: str) -> None:
    page.goto(f"{address}/price")
    until(page, "document.querySelector('figure.chart').dataset.state === 'drawn'")


def test_the_chart_is_drawn_and_its_mark_leads_to_the_step(page: Page, address: str) -> None:
    drawn(page, address)
    page.locator(".chart-plot, .uplot, [data-chart] [tabindex='0']").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url("**/step/*")
    expect(page.locator("h1")).to_have_text("A step of the Conversion Price, as known now")


def test_a_step_unfolds_with_the_keyboard(page: Page, address: str) -> None:
    drawn(page, address)
    page.locator("details summary").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] .step")).to_contain_text("(A x B + D) / (A + C)")
    assert page.locator("h1").count() == 1


def test_the_handles_say_what_became_known_between(page: Page, address: str) -> None:
    drawn(page, address)
    page.locator(".chart-range input").last.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#known-between")).to_contain_text("0 steps changed")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#known-between")).to_contain_text("late-sale")


def test_the_keyboard_prints_an_exhibit(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}/price")
    page.locator("body").press("e")
    page.wait_for_url("**/exhibit?*")
    link = page.get_by_role("link", name="for Word")
    link.focus()
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    kept = tmp_path / "exhibit.docx"
    waiting.value.save_as(kept)
    assert kept.read_bytes()[:2] == b"PK"
    printed = page.request.get(page.get_by_role("link", name="Exhibit as PDF").evaluate("link => link.href"))
    assert printed.body()[:5] == b"%PDF-"


def test_what_each_reading_is_worth_comes_one_by_one(page: Page, address: str) -> None:
    page.goto(f"{address}/readings")
    expect(page.locator("#worth")).to_contain_text("What hangs on A59")
    expect(page.locator("#worth")).not_to_contain_text("It is being replayed.")


@pytest.mark.parametrize("width", [360, 800, 1200])
def test_no_page_scrolls_sideways(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for name in (
        "price",
        "why",
        "step/2",
        "diff",
        "exhibit",
        "readings",
        "readings/A24",
        "certificate",
        "certificate/4E",
    ):
        page.goto(f"{address}/{name}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)

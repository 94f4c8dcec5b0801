"""A real browser: one for all tests of a process, and a page of its own for each test.

A test fails on whatever the page complains of: an error in its console, an exception, something that its content security
policy forbids. Where no Chromium is on the machine the tests are skipped, and say so; with `SERIESD_BROWSER=required` in the
environment they fail.

A test module or a `conftest` takes the fixtures by name: `from tests.web.browser import chromium, page, complaints`.
"""

import os
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

REQUIRED = os.environ.get("SERIESD_BROWSER") == "required"
# nothing that the browser would do for itself, and no host but the one that the test serves
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'"
"""The content security policy under which the pages have to work."""


_UNTIL = """async (arg) => {
  for (let frame = 0; frame < 1200; frame += 1) {
    if (CONDITION) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`it never came true: CONDITION`);
}"""


def until(page: Page, condition: str, arg: object = None) -> None:
    """Wait until an expression is true, which may speak of `arg`; looked at with each frame that the page draws.

    Playwright's own `wait_for_function` evaluates text inside the page, which the policy forbids.
    """
    page.evaluate(_UNTIL.replace("CONDITION", condition, 1).replace("CONDITION", condition.replace("`", "'")), arg)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, closed when the tests of this process are over."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        if REQUIRED:
            pytest.fail("no Chromium is on this machine, and SERIESD_BROWSER=required asks for one")
        pytest.skip("no Chromium is on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the pages of the test complained of; one that expects a complaint takes it out."""
    return []


@pytest.fixture
def context(chromium: Browser, complaints: list[str]) -> Iterator[BrowserContext]:
    """A fresh context: no cookies, a desktop's window, English, UTC, and nothing that moves."""
    made = chromium.new_context(
        viewport={"width": 1200, "height": 900}, locale="en-US", timezone_id="UTC", reduced_motion="reduce"
    )
    made.set_default_timeout(20_000)
    # a violation of the policy is an error in the console as well
    made.on("console", lambda message: complaints.append(message.text) if _is_wrong(message) else None)
    made.on("weberror", lambda error: complaints.append(str(error.error)))
    yield made
    made.close()
    assert not complaints, complaints


def _is_wrong(message: ConsoleMessage) -> bool:
    """Whether a page complains: not of the stream of news, which ends with the workbench while the page still stands."""
    of_news = urlsplit(message.location["url"]).path.endswith("/events")
    ended = of_news and message.text.startswith("Failed to load resource: net::ERR_")
    return message.type == "error" and not ended


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of that context."""
    return context.new_page()

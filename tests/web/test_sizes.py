"""No page of a long ledger is long: whatever grows with the ledger is shown in part."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.benchmarks.journal import journal
from tests.web.serving import client

MOST = 400_000
PAGES = (
    "price",
    "letters",
    "letters-due",
    "what-if",
    "what-if?without=e1990",
    "what-if?without=e20",
    "sweep",
    "scenarios",
    "record",
    "void/e1990",
    "correct/e1990",
    "audit",
    "readings",
    "certificate",
    "proof",
    "recordings",
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("long") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(journal(2_000))
    with client(path) as made:
        yield made


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_long_ledger_is_bounded(browser: TestClient, page: str) -> None:
    found = browser.get(f"/book/Busy_Company/{page}")
    assert found.status_code == 200, found.text
    assert len(found.content) <= MOST


def test_a_what_if_says_which_steps_it_shows(browser: TestClient) -> None:
    of = "/book/Busy_Company/what-if"
    in_all = len(browser.get(f"{of}.json?without=e1990").json()["steps"])
    page = browser.get(f"{of}?without=e1990").text
    assert in_all > 200
    assert f"Steps {in_all - 199:,} to {in_all:,} of {in_all:,}." in page

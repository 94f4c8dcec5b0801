"""Every link on every page leads somewhere, for who reads and for who has signed in."""

from pathlib import Path

import pytest

from tests.commands.at_a_terminal import through_a_pipe
from tests.docs.examples import FOLDER
from tests.web.everywhere.pages import crawled
from tests.web.serving import TOKEN, client

EXAMPLES = ("american-technologies-group", "dividends-and-distributions", "late-grant", "unit-sale")
MOST = 500


@pytest.fixture(scope="module", params=EXAMPLES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("links") / "book.db"
    done = through_a_pipe("record", str(FOLDER / f"{request.param}.yaml"), f"--ledger={path}", "--yes")
    assert done.code == 0, done.err
    return path


@pytest.mark.parametrize("write", [False, True], ids=["read only", "signed in"])
def test_every_link_leads(book: Path, write: bool) -> None:
    with client(book, write=write) as browser:
        if write:
            signed = browser.post("/login", data={"name": "Ann", "token": TOKEN, "next": "/"}, follow_redirects=False)
            assert signed.status_code == 303
        found = list(crawled(browser, "/", most=MOST, of_a_kind=3))
    assert [one for one in found if one.status != 200] == []
    assert len(found) > 60

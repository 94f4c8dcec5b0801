"""Every figure that a page shows in its columns of numbers stands in what the command answers to the same question.

The twins of a page are what the command says: its words and its document. Pages are found as somebody finds them, over
the examples; what is drawn by a template of its own is held against the command no less than what is not.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.testclient import TestClient

from commands.web.twins import FORMS
from tests.commands.at_a_terminal import through_a_pipe
from tests.docs.examples import FOLDER
from tests.web.everywhere.pages import crawled
from tests.web.serving import client

EXAMPLES = ("american-technologies-group", "dividends-and-distributions", "late-grant", "unit-sale")
MOST = 400
BESIDE = {"right": "cap-table"}
"""Pages that ask another question beside the one that they are about: the page about that one has its answer."""
_FIGURE = re.compile(r"(?<![\w.])[-\u2212]?\d[\d,]*(?:\.\d+)?(?![\w])")
_A_PAGE = re.compile(r"/[^/]+/[^/]+/.+")


class Cells(HTMLParser):
    """The words of the cells that are columns of numbers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("td", "th") and "number" in (dict(attrs).get("class") or "").split():
            self._inside = True
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def figures_in(words: str) -> set[str]:
    """The figures in a text, without the commas of their thousands and the signs of their direction."""
    return {one.replace(",", "").lstrip("-\u2212") for one in _FIGURE.findall(words)}


def pages_of(browser: TestClient) -> Iterator[tuple[str, str, str]]:
    """Each page that has an answer: its address, what it shows, and what the command answers."""
    for found in crawled(browser, "/", most=MOST, of_a_kind=1):
        at = urlsplit(found.address)
        if not _A_PAGE.fullmatch(at.path) or at.path.rpartition(".")[2] in FORMS:
            continue
        shown = browser.get(found.address, follow_redirects=True)
        if not shown.headers["content-type"].startswith("text/html"):
            continue
        there = urlsplit(str(shown.url))
        _, ledger, company, page, *_ = there.path.split("/")
        asked = [there.path, *(f"/{ledger}/{company}/{other}" for name, other in BESIDE.items() if name == page)]
        twins = [browser.get(f"{path}.{form}?{there.query}") for path in asked for form in ("md", "json")]
        if all(one.status_code == 200 for one in twins):
            yield found.address, shown.text, "\n".join(one.text for one in twins)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_figure_of_every_page_stands_in_what_the_command_answers(name: str, tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    assert through_a_pipe("record", str(FOLDER / f"{name}.yaml"), f"--ledger={book}", "--yes").code == 0
    without, cells, pages = {}, 0, 0
    with client(book) as browser:
        for address, shown, said in pages_of(browser):
            told, here = figures_in(said), Cells(shown).found
            cells, pages = cells + len(here), pages + 1
            if left := set().union(*map(figures_in, here)) - told:
                without[address] = left
    assert without == {}
    assert (pages > 20, cells > 100) == (True, True), (pages, cells)

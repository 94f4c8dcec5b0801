"""The workbench over a ledger of 10,000 entries: every page answers, and its figures are those of the command.

It is served once, as `seriesd serve` does it, for all that is asked here.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Client
from playwright.sync_api import Page

import seriesd as face
from commands.web.pages.all import ALL, PAGES
from commands.web.slugs import slug
from tests.benchmarks.journal import journal
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import TOKEN, Served, serving

ENTRIES = 10_000
AT = "long/Busy_Company"
SALE = {"type": "common_issued", "id": "more", "effective": "2013-12-01", "holder": "dana", "shares": 1_000,
        "consideration": {"cash": "0.1"}}  # fmt: skip
ATTACHED = slug(f"document_attached-{ENTRIES + 1}")
KEYS = {
    "step": "1000",
    "readings": "A24",
    "certificate": "4E",
    "rules": "price_moved_much",
    **dict.fromkeys(("entry", "did", "void", "correct", "check-correct", "attach", "letter"), "e9999"),
    **dict.fromkeys(("document", "file"), ATTACHED),
    **dict.fromkeys(("recordings", "receipt", "proposal"), "1"),
    **dict.fromkeys(("holder", "holder-why", "account", "statement"), "dana"),
    **dict.fromkeys(("right", "right-without"), "R95"),
    **dict.fromkeys(("scenario", "scenario-promote", "scenario-rebase", "scenario-drop"), "kept"),
}
"""One thing of each kind, for the pages that are about one."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "long.db"
    (path.parent / "minutes.txt").write_text("minutes")
    with face.open_ledger(path) as ledger:
        ledger.record(journal(ENTRIES))
        ledger.attach("e9999", path.parent / "minutes.txt")
        ledger.scenarios.save("kept", without=["e9999"])
        ledger.propose([SALE])
    return path


@pytest.fixture(scope="module")
def served(book: Path) -> Iterator[Served]:
    with serving(book, write=True) as running:
        yield running


@pytest.fixture(scope="module")
def browser(served: Served) -> Iterator[Client]:
    headers = {"accept": "text/html"}
    with Client(base_url=f"{served.address}/", headers=headers, follow_redirects=True, timeout=120) as made:
        sent = {"name": "Ann", "token": TOKEN, "next": "/"}
        assert made.post("/login", data=sent, headers={"origin": served.address}).status_code == 200
        yield made


def answered(book: Path, *words: str) -> Mapping[str, Any]:
    """What the command says, as a program is told it."""
    done = through_a_pipe(*words, f"--ledger={book}", "--json")
    assert done.code == 0, done.err
    found: Mapping[str, Any] = json.loads(done.out)
    return found


def words(page: str) -> str:
    """What can be read on a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])).split())


@pytest.mark.parametrize("name", [page.name for page in ALL])
def test_every_page_answers(browser: Client, name: str) -> None:
    of = f"/{KEYS[name]}" if PAGES[name].keyed else ""
    found = browser.get(f"{AT}/{name}{of}")
    assert found.status_code == 200, found.text[:2_000]
    assert found.content


def test_the_price_and_its_last_steps(browser: Client, book: Path) -> None:
    price, steps = answered(book, "price"), answered(book, "history", "--no-replays")["steps"]
    shown = words(browser.get(f"{AT}/price").text)
    assert f"in effect {price['in_effect']['decimal']}…" in shown
    assert f"Common per share {price['common_per_share']['decimal']}…" in shown
    assert len(steps) > 1_000
    for one in steps[-10:]:
        of = (one["step"], one["effective"], one["governs_from"], one["clause"], one["entry"])
        moved = f"{one['before']['decimal']}… -> {one['after']['decimal']}…"
        assert f"Step {' · '.join(map(str, of))} · {moved}" in shown


def test_the_totals_of_the_cap_table(browser: Client, book: Path) -> None:
    totals = answered(book, "holders")["totals"]
    shown = words(browser.get(f"{AT}/cap-table").text)
    for name in ("series_d", "common", "votes", "as_converted"):
        assert re.search(rf"\b{totals[name]:,}\b", shown), name
    assert browser.get(f"{AT}/cap-table.json").json()["totals"] == totals


def test_the_number_of_entries(browser: Client, book: Path) -> None:
    found = answered(book, "entries")["entries"]
    assert len(found) == ENTRIES + 1
    assert browser.get(f"{AT}/journal.json").json()["entries"] == found
    shown = words(browser.get(f"{AT}/journal").text)
    assert f"to {len(found):,} of the {len(found):,} found" in shown
    assert f"all of {len(found):,} entries" in shown


def test_a_real_browser_reads_it(page: Page, served: Served) -> None:
    for name in ("price", "cap-table", "journal"):
        page.goto(f"{served.address}/{AT}/{name}")
        assert page.locator("main h1").count() == 1


def test_what_is_recorded_stands_on_the_next_page(browser: Client, book: Path) -> None:
    with face.open_ledger(book) as ledger:
        ledger.record([SALE])
    price = answered(book, "price")
    shown = words(browser.get(f"{AT}/price").text)
    assert f"in effect {price['in_effect']['decimal']}…" in shown
    assert "· more ·" in shown
    assert "more" in words(browser.get(f"{AT}/journal").text)

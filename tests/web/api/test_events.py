"""Word that a ledger has grown: told to whoever listens, whoever recorded it, and ended when the workbench ends."""

import json
import signal
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

import seriesd as face
from commands.web.api import growth
from tests.commands.asking_the_command import STORY
from tests.web.browser import until
from tests.web.serving import Served, client, serving

MORE = {"type": "common_issued", "effective": "2009-01-02", "holder": "Fund", "shares": 1}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "book.db"
    with face.open_ledger(path, recorded_by="Ann") as ledger:
        ledger.record(STORY)
    return path


@pytest.fixture(scope="module")
def served(book: Path) -> Iterator[Served]:
    with serving(book) as running:
        yield running


def record(book: Path, by: str = "Bob") -> None:
    """Another process would do just this."""
    with face.open_ledger(book, recorded_by=by) as ledger:
        ledger.record([MORE])


def number_of(book: Path) -> int:
    with face.open_ledger(book) as ledger:
        return ledger.store.latest()


@contextmanager
def listening(address: str, **headers: str) -> Iterator[HTTPResponse]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=30) as found:  # noqa: S310
        assert found.headers["content-type"] == "text/event-stream; charset=utf-8"
        assert found.readline() == b"retry: 2000\n"
        yield found


def event(stream: HTTPResponse) -> dict[str, Any]:
    """The next event."""
    lines = {}
    while (line := stream.readline().decode().rstrip("\n")) or not lines:
        name, _, value = line.partition(": ")
        lines |= {name: value} if line else {}
    assert lines["event"] == "grown"
    told: dict[str, Any] = json.loads(lines["data"])
    assert lines["id"] == str(told["number"])
    return told


@pytest.mark.parametrize("path", ["/book/events", "/api/v1/book/events"])
def test_who_listens_is_told_what_another_process_records(served: Served, book: Path, path: str) -> None:
    with listening(served.address + path) as stream:
        record(book)
        told = event(stream)
        assert told["says"] == "1 entry of Acme was recorded by Bob."
        assert (told["company"], told["entries"], told["recorded_by"]) == ("Acme", 1, "Bob")
        assert told["number"] == number_of(book)


def test_nothing_is_missed_between_a_page_and_its_stream(served: Served, book: Path) -> None:
    seen = number_of(book)
    record(book)
    with listening(f"{served.address}/book/events?after={seen}") as stream:
        assert event(stream)["says"].startswith("1 entry of Acme was recorded")


def test_who_was_cut_off_is_told_by_the_number_of_the_last_event(served: Served, book: Path) -> None:
    address = f"{served.address}/book/events?after={number_of(book)}"
    with listening(address) as first, listening(address) as other:
        record(book)
        last = event(first)["number"]
        event(other)
        record(book, "Cid")
        assert event(other)["recorded_by"] == "Cid"
        with listening(address, **{"Last-Event-ID": str(last)}) as again:
            assert event(again)["says"] == "1 entry of Acme was recorded by Cid."


def test_streams_end_with_the_workbench(book: Path) -> None:
    with serving(book) as served, listening(f"{served.address}/book/events") as stream:
        served.process.send_signal(signal.SIGINT)
        assert stream.read().strip() == b""
        assert served.process.wait(30) == 0


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/v1/bok/events", 404, "no ledger 'bok' is here"),
        ("/book/events?after=1e3", 400, "after: '1e3' is not the number of an event, a whole number"),
        (f"/book/events?after={'9' * 30}", 400, "is not the number of an event"),
    ],
)
def test_what_cannot_be_listened_to_is_a_problem(book: Path, path: str, status: int, says: str) -> None:
    with client(book) as asked:
        found = asked.get(path, headers={"accept": "text/event-stream"})
        assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json")
        assert says in found.json()["detail"]


def test_no_more_listen_than_can_be_told(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growth, "MOST_LISTENERS", 0)
    with client(book) as asked:
        found = asked.get("/api/v1/book/events")
        assert (found.status_code, found.headers["retry-after"]) == (503, "60")
        assert found.json()["detail"] == "0 pages are told of news already; load the page again to see what is new"


def test_of_two_browsers_both_are_told_what_somebody_records(
    served: Served, book: Path, page: Page, chromium: Browser
) -> None:
    page.goto(f"{served.address}/book/Acme/price")
    other: BrowserContext = chromium.new_context()
    second = other.new_page()
    second.goto(f"{served.address}/book/Acme/journal")
    record(book, "Cid <b>")
    for one in (page, second):
        until(one, "!document.getElementById('news').hidden")
        assert one.inner_text("#news") == "1 entry of Acme was recorded by Cid <b>. Show"
        assert one.get_attribute("#news", "role") == "status"
    page.click("#news a")
    until(page, "document.getElementById('news').hidden")
    other.close()

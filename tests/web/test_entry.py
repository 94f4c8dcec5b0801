"""An entry and its documents: what it says, who recorded it, and bytes that run nowhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.slugs import slug
from tests.commands.asking_the_command import STORY
from tests.web.serving import TOKEN, client

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
FILES = {
    "minutes.txt": b"Minutes <script>alert(1)</script>\n",
    "scan.png": PNG,
    "paper.pdf": b"%PDF-1.4\n%%EOF\n",
    "page.html": b"<script>alert(1)</script>",
    "false.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "<img src=x>.txt": b"named badly\n",
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A ledger with a document of each kind, and the entry that attached each."""
    folder = tmp_path_factory.mktemp("papers")
    path = folder / "book.db"
    found = {}
    with face.open_ledger(path, recorded_by="Reyes", reason="the closing") as ledger:
        ledger.record(STORY)
        for name, content in FILES.items():
            (folder / name).write_bytes(content)
            found[name] = ledger.attach("sale", folder / name).document.document
    return path, found


@pytest.fixture(scope="module")
def browser(papers: tuple[Path, dict[str, str]]) -> Iterator[TestClient]:
    with client(papers[0], write=True) as made:
        yield made


def test_an_entry_says_what_it_did_what_was_recorded_and_by_whom(browser: TestClient) -> None:
    page = browser.get("/book/Acme/entry/sale").text
    assert page.count("<h1") == 1
    assert "recorded with recording 1 by Reyes" in page
    assert "consideration.cash" in page
    assert "minutes.txt" in page
    assert "<img" not in page


def test_the_fields_are_those_of_the_command(browser: TestClient) -> None:
    found = browser.get("/book/Acme/entry/sale.json").json()
    (entry,) = found["entries"]["entries"]
    assert entry["id"] == "sale"
    assert entry["entry"] == next(one for one in STORY if one["id"] == "sale")


def test_only_who_is_signed_in_is_offered_to_mend(papers: tuple[Path, dict[str, str]]) -> None:
    with client(papers[0], write=True) as fresh:
        assert "Take out…" not in fresh.get("/book/Acme/entry/sale").text
        fresh.post("/login", data={"name": "Ann", "token": TOKEN, "next": "/"})
        page = fresh.get("/book/Acme/entry/sale").text
    for where in ("void", "correct", "attach"):
        assert f"/book/Acme/{where}/sale?" in page


@pytest.mark.parametrize(
    ("name", "kind", "disposition"),
    [
        ("minutes.txt", "text/plain; charset=utf-8", "inline"),
        ("scan.png", "image/png", "inline"),
        ("paper.pdf", "application/pdf", "inline"),
        ("page.html", "application/octet-stream", "attachment"),
        ("false.png", "application/octet-stream", "attachment"),
        ("drawing.svg", "application/octet-stream", "attachment"),
    ],
)
def test_bytes_are_shown_only_where_they_are_what_they_are_called(
    browser: TestClient, papers: tuple[Path, dict[str, str]], name: str, kind: str, disposition: str
) -> None:
    found = browser.get(f"/book/Acme/file/{slug(papers[1][name])}")
    assert found.content == FILES[name]
    assert found.headers["content-type"].startswith(kind)
    assert found.headers["content-disposition"].startswith(f"{disposition};")
    assert found.headers["x-content-type-options"] == "nosniff"
    policy = found.headers["content-security-policy"]
    assert "script-src 'self'" not in policy or disposition == "attachment"
    assert ("sandbox" in policy) == (disposition == "inline" and kind != "application/pdf")


def test_a_document_that_can_be_shown_stands_in_a_frame_in_which_nothing_runs(
    browser: TestClient, papers: tuple[Path, dict[str, str]]
) -> None:
    page = browser.get(f"/book/Acme/document/{slug(papers[1]['minutes.txt'])}").text
    assert re.search(r'<iframe class="paper" sandbox src="/book/Acme/file/', page)
    assert "<iframe" not in browser.get(f"/book/Acme/document/{slug(papers[1]['page.html'])}").text


def test_a_file_that_was_altered_is_not_given_out(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    (tmp_path / "minutes.txt").write_bytes(b"minutes")
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        found = ledger.attach("sale", tmp_path / "minutes.txt").document
        assert found.file is not None
        found.file.write_bytes(b"minuter")
    with client(path) as fresh:
        given = fresh.get(f"/book/Acme/file/{slug(found.document)}")
        assert given.status_code == 422
        assert "minuter" not in given.text
        assert str(tmp_path) not in given.text


def test_what_attaches_nothing_is_no_document(browser: TestClient) -> None:
    assert browser.get("/book/Acme/document/opening").status_code == 404
    assert browser.get("/book/Acme/file/sale").status_code == 404


def test_every_recording_leads_to_what_came_of_it(browser: TestClient) -> None:
    assert "/book/Acme/recordings/1?" in browser.get("/book/Acme/recordings").text
    receipt = browser.get("/book/Acme/recordings/1.json").json()
    assert receipt == browser.get("/book/Acme/receipt/1.json").json()
    assert receipt["recorded"]["recorded"] == len(STORY)


def test_the_last_recordings_are_shown_and_the_others_asked_for(browser: TestClient) -> None:
    found = browser.get("/book/Acme/recordings.json?last=2").json()
    assert len(found["recordings"]) == 2 < found["of"]
    assert f"2 of {found['of']} recordings" in browser.get("/book/Acme/recordings?last=2").text
    assert browser.get("/book/Acme/recordings?last=0").status_code == 400

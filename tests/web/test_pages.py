"""Every page answers, in every form, with what the command says; and what cannot be is a sentence."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.pages.all import ALL, PAGES
from commands.web.slugs import name_of, slug
from commands.web.twins import FORMS
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import client

WITHOUT_AN_ANSWER = {"what-if-fields", "search"}
"""Pages that show nothing but a form, and so have no twins."""

KEYS = {
    "step": "1",
    "readings": "A24",
    "certificate": "4E",
    "rules": "price_moved_much",
    "entry": "sale",
    "did": "sale",
    **dict.fromkeys(("document", "file"), slug(f"document_attached-{len(STORY) + 1}")),
    "recordings": "1",
    **dict.fromkeys(("holder", "holder-why", "account", "statement"), "Fund"),
    "void": "sale",
    "correct": "sale",
    "attach": "sale",
    "check-correct": "sale",
    "receipt": "1",
    "proposal": "1",
    "letter": "sale",
    **dict.fromkeys(("right", "right-without"), "X"),
    **dict.fromkeys(("scenario", "scenario-promote", "scenario-rebase", "scenario-drop"), "kept"),
}
"""One thing of each kind, for the pages that are about one."""

OPTION = {"type": "option_granted", "id": "option", "effective": "2006-11-01", "right": "X", "holder": "Adviser",
          "shares": 1000, "exercise_price": "0.01"}  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        (path.parent / "minutes.txt").write_text("minutes")
        ledger.attach("sale", path.parent / "minutes.txt")
        ledger.record([OPTION])
        ledger.scenarios.save("kept", without=["sale"])
        ledger.propose([STORY[2] | {"id": "more", "effective": "2006-12-01"}])
    return path


@pytest.fixture(scope="module")
def browser(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        yield made


@pytest.mark.parametrize("form", ["", *(f".{form}" for form in FORMS)])
@pytest.mark.parametrize("page", [page.name for page in ALL])
def test_every_page_answers_in_every_form(browser: TestClient, page: str, form: str) -> None:
    of = f"/{KEYS[page]}" if PAGES[page].keyed else ""
    found = browser.get(f"/book/Acme/{page}{of}{form}")
    assert found.status_code == (404 if form and page in WITHOUT_AN_ANSWER else 200), found.text
    assert found.content


@pytest.mark.parametrize(
    ("page", "words"), [("journal", ["entries"]), ("cap-table", ["holders"]), ("proof", ["verify"])]
)
def test_the_figures_are_those_of_the_command(browser: TestClient, book: Path, page: str, words: list[str]) -> None:
    asked = through_a_pipe(*words, "--ledger", str(book), "--json")
    assert json.loads(browser.get(f"/book/Acme/{page}.json").text) == json.loads(asked.out)


@pytest.mark.parametrize("name", ["Acme", "A_b ~c/d", ".", "..", "price.json", "Ä & Co.", "a%2Fb", "x" * 500])
def test_a_name_stands_in_an_address_and_is_read_back(name: str) -> None:
    written = slug(name)
    assert "/" not in written
    assert written not in (".", "..")
    assert name_of(written) == name


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/book/Acme/prise", 404, "there is no page &#39;prise&#39;; did you mean &#39;price&#39;?"),
        ("/bok/Acme/price", 404, "no ledger &#39;bok&#39; is here"),
        ("/book/Acne/price", 404, "Acne"),
        ("/book/Acme/entry/nothing", 404, "nothing"),
        ("/book/Acme/price?on=2006-02-30", 400, "2006-02-30"),
        ("/book/Acme/price?day=2006-02-03", 400, "this page is not asked &#39;day&#39;"),
    ],
)
def test_what_cannot_be_is_one_sentence(browser: TestClient, path: str, status: int, says: str) -> None:
    found = browser.get(path)
    assert (found.status_code, says in found.text) == (status, True), found.text
    document = browser.get(path, headers={"accept": "application/json"})
    assert document.headers["content-type"] == "application/problem+json"
    assert document.json()["status"] == status


def test_a_page_that_is_kept_is_made_anew_where_a_file_beside_the_ledger_was_altered(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    (tmp_path / "minutes.txt").write_bytes(b"Resolved: 5,000,000 shares.\n")
    with face.open_ledger(book) as ledger:
        ledger.record(STORY)
        ledger.attach("sale", tmp_path / "minutes.txt")
    with client(book) as browser:
        first = browser.get("/book/Acme/documents")
        kept = {"if-none-match": first.headers["etag"]}
        assert browser.get("/book/Acme/documents", headers=kept).status_code == 304
        (file,) = [path for path in (tmp_path / "book.db.documents").rglob("*") if path.is_file()]
        file.unlink()
        assert "missing" in browser.get("/book/Acme/documents", headers=kept).text

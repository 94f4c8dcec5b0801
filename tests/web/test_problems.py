"""Why there is no answer, in the workbench: in the words of a page, and without what stands where on the server."""

import html
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.asking import in_fields
from commands.web.pages import price
from tests.commands.asking_the_command import STORY
from tests.web.serving import client

AT = "/book/Acme"
WHERE = "/home/somebody/venv/part.py"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    return path


@pytest.fixture
def browser(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        yield made


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ImportError(f"cannot import name 'x' from 'lib' ({WHERE})", name="lib"), (503, "cannot be loaded (lib)")),
        (ImportError(f"{WHERE}: file too short"), (503, "cannot be loaded; install")),
        (OSError(5, "Input/output error", WHERE), (503, "Input/output error")),
        (OSError(f"{WHERE} is no file"), (503, "the system of the server")),
        (ImportError(f"{WHERE}: failed to map segment from shared object"), (503, "not enough memory")),
        (ZeroDivisionError(f"in {WHERE}"), (500, "a fault of seriesd, not of what was asked (ZeroDivisionError)")),
    ],
)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_nobody_is_told_what_stands_where_on_the_server(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, error: Exception, said: tuple[int, str], accept: str
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.delenv("SERIESD_DEBUG")
    monkeypatch.setattr(price.Place, "ask", fails)
    found = browser.get(f"{AT}/price", headers={"accept": accept})
    status, says = said
    assert (found.status_code, says in found.text, WHERE in found.text) == (status, True, False)


@pytest.mark.parametrize(
    ("said", "here"),
    [
        ("argument --mailed: 'soon' is no day", "mailed: 'soon' is no day"),
        ("argument -o/--output: no", "output: no"),
        ("argument N: 'x' is not the number of a recording", "'x' is not the number of a recording"),
        ("--diff T1 T2 takes two moments, instead of --as-known", "diff takes two moments, instead of known"),
        ("say what there is: --assets N, or --liquidation ID of one", "say what there is: assets, or liquidation of one"),
        ("no holder '--on' is there; `seriesd notice --all-due` says", "no holder '--on' is there; `seriesd notice --all-due` says"),
        ("a holder's day with --keep-until", "a holder's day with keep_until"),
        ("what --x was", "what x was"),
    ],
)  # fmt: skip
def test_a_field_is_called_by_its_name_and_not_as_an_option(said: str, here: str) -> None:
    assert in_fields(said) == here


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (f"{AT}/price?steps=none", "steps: 'none' is neither a number of steps"),
        (f"{AT}/journal?year=soon", "soon"),
        (f"{AT}/recordings/none", "'none' is not the number of a recording"),
        (f"/api/v1{AT}/notice?kind=adjustment&entry=sale&step=1", "name one thing: an entry (entry), a step (step)"),
    ],
)
def test_no_page_says_how_a_command_is_written(browser: TestClient, address: str, says: str) -> None:
    found = browser.get(address)
    said = html.unescape(found.text)
    assert (found.status_code in (400, 404, 422), says in said) == (True, True), said
    assert "argument -" not in said
    assert "--" not in said.split('role="alert">')[-1].split("</section>")[0].replace("<!--", "")

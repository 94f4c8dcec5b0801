"""An entry taken out, corrected, or given a document: what changes is shown first, and recorded as it was looked at."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.pages.record.mending import _flat, _text
from ledger.events import write_entry
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.record.forms import form_in, send, sign_in
from tests.web.record.ledgers import ids
from tests.web.serving import client

NAMES = [one["id"] for one in STORY]
OTHER = {
    "type": "common_issued",
    "id": "other",
    "effective": "2006-03-09",
    "holder": "Fund",
    "shares": 1000,
    "consideration": {"cash": 10},
}


def test_what_a_void_would_change_is_what_the_command_says(reyes: TestClient, book: Path) -> None:
    said = through_a_pipe("void", "sale", "--reason", "not said yet", "--dry-run", "--ledger", str(book), "--json")
    assert reyes.get("/book/Acme/void/sale.json").text == said.out
    page = reyes.get("/book/Acme/void/sale").text
    assert "Would void" in page
    assert "0.0033" in page
    assert ids(book) == NAMES


def test_an_entry_is_taken_out_for_a_reason(reyes: TestClient, book: Path) -> None:
    page = reyes.get("/book/Acme/void/sale").text
    no_reason = send(reyes, page, {"source": "a letter <b>"})
    assert no_reason.status_code == 422
    assert "Say why the record was wrong" in no_reason.text
    assert form_in(no_reason.text).one("source") == "a letter <b>"
    found = send(reyes, no_reason.text, {"reason": "it never took place"})
    assert found.status_code == 303, found.text
    receipt = reyes.get(found.headers["location"]).text
    assert "voids" in receipt
    assert "it never took place" in receipt
    with face.open_ledger(book) as ledger:
        last = ledger.log()[-1]
        assert (last.entry.type, last.entry.source) == ("entry_voided", "a letter <b>")
        assert ledger.recordings().recordings[-1].recorded_by == "Reyes"
    again = send(reyes, page, {"reason": "it never took place"})
    assert again.status_code in (409, 422)
    assert len(ids(book)) == len(NAMES) + 1


def test_what_rests_on_an_entry_goes_with_it_only_where_that_is_said(reyes: TestClient, book: Path) -> None:
    page = reyes.get("/book/Acme/void/series-d").text
    assert "What rests on it" in page
    refused = send(reyes, page, {"reason": "never issued"})
    assert refused.status_code == 422
    assert ids(book) == NAMES
    box = form_in(refused.text).boxes["with-dependents"]
    found = send(reyes, refused.text, {"with-dependents": box})
    assert found.status_code == 303, found.text
    assert len(ids(book)) == len(NAMES) + 2


def test_a_correction_is_looked_at_before_it_is_recorded(reyes: TestClient, book: Path) -> None:
    page = reyes.get("/book/Acme/correct/sale").text
    form = form_in(page)
    assert (form.one("field.shares"), form.one("field.consideration.cash")) == ("5000000", "6000")
    assert "field.id" not in form.names
    nothing = send(reyes, page, {"reason": "misread"})
    assert "No field says anything else than before; change one." in nothing.text
    given = {"field.consideration.cash": "7000", "reason": "misread"}
    first = send(reyes, page, given)
    assert first.status_code == 422
    assert "Look at what it changes, and send it once more to record it." in first.text
    assert "Would correct" in first.text
    changed = send(reyes, first.text, {"field.shares": "4000000"})
    assert changed.status_code == 422  # it was not looked at with that
    assert ids(book) == NAMES
    found = send(reyes, first.text, {})
    assert found.status_code == 303, found.text
    with face.open_ledger(book) as ledger:
        with_: Any = ledger.log()[-1].entry.with_  # type: ignore[union-attr]
        assert (with_.shares, with_.consideration.cash) == (5_000_000, 7_000)
    assert form_in(reyes.get("/book/Acme/correct/sale").text).one("field.consideration.cash") == "7000"


def test_a_correction_says_what_cannot_be_read_at_its_field(reyes: TestClient, book: Path) -> None:
    given = {"field.shares": "5,5", "reason": "misread", "field.note": "<i>"}
    found = send(reyes, reyes.get("/book/Acme/correct/sale").text, given)
    assert found.status_code == 422
    form = form_in(found.text)
    assert (form.one("field.shares"), form.one("field.note"), form.one("reason")) == ("5,5", "<i>", "misread")
    assert 'id="field.shares.wrong"' in found.text
    assert ids(book) == NAMES


@pytest.mark.parametrize(("page", "given"), [("void", {}), ("correct", {"field.consideration.cash": "7000"})])
def test_what_others_recorded_meanwhile_is_shown_first(
    reyes: TestClient, book: Path, page: str, given: dict[str, str]
) -> None:
    before = reyes.get(f"/book/Acme/{page}/sale").text
    if page == "correct":
        before = reyes.post(f"/book/Acme/check-{page}/sale", data=form_in(before).filled(given)).text
    with face.open_ledger(book, recorded_by="Chen") as ledger:
        ledger.record([OTHER])
    waits = send(reyes, before, given | {"reason": "misread"})
    assert waits.status_code == 409
    assert "Recorded by Chen" in waits.text
    assert ids(book) == [*NAMES, "other"]
    assert send(reyes, waits.text, {}).status_code == 303
    assert len(ids(book)) == len(NAMES) + 2


def test_there_is_no_form_for_what_is_not_there(reyes: TestClient) -> None:
    for page in ("void", "correct", "attach"):
        found = reyes.get(f"/book/Acme/{page}/sail")
        assert found.status_code == 404
        assert "did you mean &#39;sale&#39;" in found.text


def test_every_field_of_an_entry_stands_in_its_form_as_it_is_recorded(book: Path) -> None:
    """What a form sends back unchanged is no change: the fields are spelt as they are recorded."""
    liquidation = {"type": "liquidated", "id": "end", "effective": "2008-01-02", "assets": "1000000.5",
        "parity": [{"class": "Series E", "shares": 25000, "preference": "100"}]}  # fmt: skip
    with face.open_ledger(book) as ledger:
        ledger.record([liquidation])
        one = ledger.log()[-1]
    spelt = {name: _text(value) for name, value in _flat(write_entry(one.entry))}
    with client(book, write=True) as browser:
        sign_in(browser)
        form = form_in(browser.get("/book/Acme/correct/end").text)
        for name, value in spelt.items():
            if name not in ("type", "id"):
                assert form.one(f"field.{name}") == value
        looked = browser.post("/book/Acme/check-correct/end", data=form.filled({"field.parity.0.shares": "26000"}))
        assert "26000" in looked.text
        assert "parity" in looked.text.partition("Would correct")[2]
        found = send(browser, looked.text, {"reason": "counted again"})
        assert found.status_code == 303, found.text
    with face.open_ledger(book) as ledger:
        assert ledger.log()[-1].entry.with_.parity[0].shares == 26_000  # type: ignore[union-attr]


def test_a_document_is_attached(reyes: TestClient, book: Path) -> None:
    page = reyes.get("/book/Acme/attach/sale").text
    nothing = send(reyes, page, {"note": "of March"})
    assert nothing.status_code == 422
    assert "Choose a file to attach." in nothing.text
    assert form_in(nothing.text).one("note") == "of March"
    name = "<b>minutes</b>.txt"
    found = send(reyes, page, {"note": "of March"}, files={"file": (name, b"Resolved: 5,000,000 shares.")})
    assert found.status_code == 303, found.text
    with face.open_ledger(book) as ledger:
        [document] = ledger.documents().documents
        assert (document.name, document.entry) == ("b.txt", "sale")
        assert ledger.log()[-1].entry.note == "of March"
    again = send(reyes, page, {"note": "of March"}, files={"file": (name, b"Resolved: 5,000,000 shares.")})
    assert again.status_code == 303
    assert "This was recorded before, as recording 2" in reyes.get(again.headers["location"]).text
    assert len(ids(book)) == len(NAMES) + 1
    wrong = send(reyes, page, {"keep-until": "soon"}, files={"file": ("m.txt", b"x")})
    assert wrong.status_code in (400, 422)
    assert "soon" in wrong.text
    assert "seriesd-sent-" not in wrong.text
    empty = send(reyes, page, {}, files={"file": ("m.txt", b"")})
    assert empty.status_code == 422
    assert "seriesd-sent-" not in empty.text


def test_several_files_are_not_attached_one_for_the_others(reyes: TestClient, book: Path) -> None:
    files = [("file", ("a.txt", b"one")), ("file", ("b.txt", b"two"))]
    found = send(reyes, reyes.get("/book/Acme/attach/sale").text, {"note": "of March"}, files=files)
    assert found.status_code == 422
    assert "2 files were sent, and one is attached at a time: choose one." in found.text
    assert form_in(found.text).one("note") == "of March"
    assert ids(book) == NAMES


@pytest.mark.parametrize("text", ["Nothing of it is a clause.", "4A. Conversion Right. Each share is convertible."])
def test_what_can_be_quoted_of_a_certificate_is_said_as_the_command_says_it(
    reyes: TestClient, book: Path, text: str
) -> None:
    given = {"role": "certificate"}
    page = reyes.get(f"/book/Acme/attach/{NAMES[0]}").text
    found = send(reyes, page, given, files={"file": ("certificate.txt", text.encode())})
    assert found.status_code == 303, found.text
    (book.parent / "certificate.txt").write_text(text, "utf-8")
    said = through_a_pipe(
        "attach", NAMES[0], str(book.parent / "certificate.txt"), "--role", "certificate", "--ledger", str(book)
    )
    [clauses] = [one for one in said.out.splitlines() if "found in it" in one]
    assert clauses in reyes.get(found.headers["location"]).text
    told = through_a_pipe("recordings", "2", "--ledger", str(book))
    assert clauses in told.out
    assert '"clauses"' in through_a_pipe("recordings", "2", "--ledger", str(book), "--json").out


def corrected(browser: TestClient, page: str, given: dict[str, str]) -> Any:
    """Look at a correction, and at what others recorded meanwhile, and record it."""
    found = send(browser, page, given)
    for _ in range(2):
        found = send(browser, found.text, {}) if found.status_code in (409, 422) else found
    return found


def test_a_form_of_before_another_correction_does_not_undo_it(reyes: TestClient, book: Path) -> None:
    with client(book, write=True) as chen:
        sign_in(chen, "Chen")
        his = reyes.get("/book/Acme/correct/sale").text
        hers = chen.get("/book/Acme/correct/sale").text
        cash = {"field.consideration.cash": "7000", "reason": "misread"}
        assert corrected(chen, hers, cash).status_code == 303
        live = form_in(his).filled({"field.shares": "4000000", "reason": "counted"})
        looked = reyes.post("/book/Acme/check-correct/sale", data=live, headers={"hx-request": "true"})
        assert "4,000,000" in looked.text or "4000000" in looked.text
        assert "6000" not in looked.text  # what nobody typed is not among what changes
        found = corrected(reyes, his, {"field.shares": "4000000", "reason": "counted"})
        assert found.status_code == 303, found.text
    with face.open_ledger(book) as ledger:
        with_: Any = ledger.log()[-1].entry.with_  # type: ignore[union-attr]
        assert (with_.shares, with_.consideration.cash) == (4_000_000, 7_000)


def test_a_field_that_is_emptied_is_taken_out(reyes: TestClient) -> None:
    page = reyes.get("/book/Acme/correct/sale").text
    assert corrected(reyes, page, {"field.note": "of March", "reason": "noted"}).status_code == 303
    page = reyes.get("/book/Acme/correct/sale").text
    assert form_in(page).one("was.note") == "of March"
    assert corrected(reyes, page, {"field.note": "", "reason": "not so"}).status_code == 303
    assert form_in(reyes.get("/book/Acme/correct/sale").text).one("field.note") == ""


@pytest.mark.parametrize("looked", ["0", "", "c" * 24])
def test_an_entry_is_not_taken_out_before_that_was_looked_at(reyes: TestClient, book: Path, looked: str) -> None:
    page = reyes.get("/book/Acme/void/sale").text
    other = form_in(reyes.get("/book/Acme/void/series-d").text).one("looked")
    for said in (looked, other):
        waits = send(reyes, page, {"reason": "it never took place", "looked": said})
        assert waits.status_code == 422
        assert "Look at what it changes, and send it once more to record it." in waits.text
        assert "Would void" in waits.text
        assert ids(book) == NAMES
    assert send(reyes, waits.text, {}).status_code == 303
    assert len(ids(book)) == len(NAMES) + 1

"""Four eyes: what one person proposes from a form, another one approves or declines after the same look."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.record.forms import entered, form_in, send, sign_in
from tests.web.record.ledgers import ids
from tests.web.serving import client

FORM = "/book/Acme/record?type=common_issued"
NAMES = [one["id"] for one in STORY]
SALE = {"type": "common_issued", "effective": "2006-03-10", "id": "new", "holder": "Fund", "shares": "5000",
    "consideration": {"cash": "15"}}  # fmt: skip


@pytest.fixture
def chen(book: Path) -> Iterator[TestClient]:
    """Somebody else who is signed in."""
    with client(book, write=True) as browser:
        sign_in(browser, "Chen")
        yield browser


def proposed(browser: TestClient, entry: dict[str, object] | None = None) -> str:
    """Propose something; the address of the proposal."""
    page = browser.get(FORM).text
    found = send(browser, page, entered(entry or SALE), to="/book/Acme/propose")
    boxes = form_in(found.text).boxes if found.status_code == 422 else {}
    if "meant" in boxes:
        found = send(browser, found.text, {"meant": boxes["meant"]}, to="/book/Acme/propose")
    assert found.status_code == 303, found.text
    return found.headers["location"]


def test_what_is_proposed_is_recorded_by_somebody_else(reyes: TestClient, chen: TestClient, book: Path) -> None:
    address = proposed(reyes)
    assert address.startswith("/book/Acme/proposal/1?")
    assert ids(book) == NAMES
    page = reyes.get(address).text
    assert "approving it now would record 1 entry" in page
    own = send(reyes, page, {"do": "approve"})
    assert own.status_code == 422
    assert "somebody else has to" in own.text
    assert ids(book) == NAMES
    found = send(chen, chen.get(address).text, {"do": "approve", "reason": "checked <b>"})
    assert found.status_code == 303, found.text
    receipt = chen.get(found.headers["location"]).text
    assert "Recorded by Chen" in receipt
    assert "proposed by Reyes" in receipt
    assert ids(book) == [*NAMES, "new"]
    again = send(chen, page.replace("Reyes", "Chen"), {"do": "approve"})
    assert again.status_code in (303, 403, 409)
    assert ids(book) == [*NAMES, "new"]
    assert '<form class="entering"' not in chen.get(address).text


def test_a_proposal_sent_twice_is_made_once(reyes: TestClient, book: Path) -> None:
    page = reyes.get(FORM).text
    first, second = (send(reyes, page, entered(SALE), to="/book/Acme/propose") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    with face.open_ledger(book) as ledger:
        assert len(ledger.proposals.all()) == 1
    other = send(reyes, page, entered(SALE | {"shares": "6000"}), to="/book/Acme/propose")
    assert other.status_code == 422
    assert "give this batch another key" in other.text
    assert len(ids(book)) == len(NAMES)


def test_a_proposal_is_declined_for_a_reason(reyes: TestClient, chen: TestClient, book: Path) -> None:
    address = proposed(reyes)
    no_reason = send(chen, chen.get(address).text, {"do": "decline"})
    assert no_reason.status_code == 422
    assert "Say why it is declined" in no_reason.text
    found = send(chen, no_reason.text, {"do": "decline", "reason": "mistyped"})
    assert found.status_code == 303
    assert "declined by Chen" in chen.get(address).text
    assert "mistyped" in chen.get("/book/Acme/proposals").text
    assert ids(book) == NAMES


def test_what_was_recorded_since_somebody_looked_is_shown_before_it_is_approved(
    reyes: TestClient, chen: TestClient, book: Path
) -> None:
    address = proposed(reyes)
    page = chen.get(address).text
    with face.open_ledger(book, recorded_by="Lee") as ledger:
        ledger.record([SALE | {"id": "theirs", "shares": "7000"}])
    waits = send(chen, page, {"do": "approve"})
    assert waits.status_code == 409
    assert "Recorded by Lee" in waits.text
    assert ids(book) == [*NAMES, "theirs"]


def test_what_is_seldom_meant_is_ticked_by_whoever_approves_it(reyes: TestClient, chen: TestClient, book: Path) -> None:
    address = proposed(reyes, {name: value for name, value in SALE.items() if name != "consideration"})
    page = chen.get(address).text
    assert "Seldom meant" in page
    waits = send(chen, page, {"do": "approve"})
    assert waits.status_code == 422
    assert ids(book) == NAMES
    assert send(chen, waits.text, {"do": "approve", "meant": form_in(waits.text).boxes["meant"]}).status_code == 303


def test_there_is_no_proposal_that_was_not_made(reyes: TestClient) -> None:
    assert reyes.get("/book/Acme/proposal/7").status_code == 404
    assert reyes.get("/book/Acme/proposal/x").status_code == 400
    assert "No proposals of Acme" in reyes.get("/book/Acme/proposals").text

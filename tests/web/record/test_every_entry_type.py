"""Every entry type can be recorded through its form, and gives the log that a journal of the same entry gives."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.journal.examples import EXAMPLES, example_of
from ledger.events import ENTRY_TYPES, write_entry
from tests.web.record.forms import entered, form_in, send, sign_in
from tests.web.serving import client

Entry = Mapping[str, Any]

CERTIFICATE = example_of("certificate_adopted") | {"id": "certificate"}
BEFORE: list[Entry] = [
    CERTIFICATE,
    example_of("opening_balance") | {"id": "founders"},
    {"type": "opening_balance", "effective": "2005-09-06", "holder": "Bank", "common": 1000, "id": "bank"},
    {"type": "series_d_issued", "effective": "2005-09-07", "holder": "Fund", "shares": 900, "id": "series-d"},
    example_of("common_issued") | {"id": "sale-3"},
]
GRANT = example_of("option_granted") | {"id": "grant"}
BOUGHT = example_of("treasury_acquired") | {"id": "bought"}
RENAMED = example_of("holder_renamed") | {"id": "renamed"}
UNPAID = example_of("cash_dividend_paid") | {"id": "dividend", "series_d": "unpaid"}


def consent(action: str, effective: str = "2007-02-15") -> Entry:
    """All Series D consents."""
    return {"type": "consent_given", "effective": effective, "holder": "Fund", "action": action, "id": f"to {action}"}


NEEDS: Mapping[str, list[Entry]] = {
    "right_changed": [GRANT],
    "right_exercised": [GRANT],
    "right_terminated": [GRANT],
    "treasury_disposed": [BOUGHT],
    "treasury_retired": [BOUGHT],
    "holders_merged": [RENAMED],
    "certificate_delivered": [example_of("series_d_converted") | {"id": "conversion-1"}],
    "accrued_dividends_paid": [UNPAID],
    "protected_action_taken": [consent("increase of 2007")],
    "terms_amended": [consent("notice in 30 days")],
    "adjustment_waived": [consent("waiver of 2007")],
}
"""What has to be recorded before the example of a type can be."""

BY_HAND = [kind for kind in ENTRY_TYPES if kind in EXAMPLES]


def before(kind: str) -> list[Entry]:
    """What is recorded before an example."""
    return [] if kind == "certificate_adopted" else [*BEFORE, *NEEDS.get(kind, [])]


def log_in(path: Path) -> list[Any]:
    """The entries of a ledger with one company, as recorded but for the moment."""
    with face.open_ledger(path) as ledger:
        return [(one.id, write_entry(one.entry), one.delivery, one.edition) for one in ledger.log()]


@contextmanager
def recording(path: Path, kind: str) -> Iterator[TestClient]:
    """A browser that is signed in to a ledger in which everything stands that the example needs."""
    if before(kind):
        with face.open_ledger(path) as ledger:
            ledger.record(before(kind))
    with client(path, write=True) as browser:
        sign_in(browser)
        yield browser


@pytest.mark.parametrize("kind", BY_HAND)
def test_an_entry_is_recorded_through_its_form_as_it_is_from_a_journal(tmp_path: Path, kind: str) -> None:
    example = example_of(kind)
    within = f"&with={example['with']['type']}" if "with" in example else ""
    company = "Example_Inc." if before(kind) else "New_company"
    with recording(tmp_path / "form.db", kind) as browser:
        page = browser.get(f"/form/{company}/record?type={kind}{within}").text
        given = entered(example)
        assert set(given) <= form_in(page).names
        found = send(browser, page, given)
        boxes = form_in(found.text).boxes if found.status_code == 422 else {}
        if "meant" in boxes:  # an example may look like a slip
            found = send(browser, found.text, {"meant": boxes["meant"]})
        assert found.status_code == 303, found.text
        receipt = browser.get(found.headers["location"])
        assert receipt.status_code == 200
        assert "Receipt of recording" in receipt.text
    with face.open_ledger(tmp_path / "journal.db") as ledger:
        if before(kind):
            ledger.record(before(kind))
        ledger.record([example])
    assert log_in(tmp_path / "form.db") == log_in(tmp_path / "journal.db")


def test_no_type_is_left_out() -> None:
    """What a journal can hold stands on the page that lists the types, each with a form."""
    assert set(BY_HAND) == {kind for kind in ENTRY_TYPES if kind != "series_d_auto_converted"}

"""An entry recorded from its form: what is refused keeps what was typed, and what is sent twice is recorded once."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.app import workbench
from commands.web.settings import LOOPBACK, Settings
from commands.web.slugs import slug
from tests.commands.asking_the_command import CERTIFICATE, STORY
from tests.web.record.forms import entered, form_in, send, sign_in
from tests.web.record.ledgers import ids
from tests.web.serving import HERE, TOKEN, client

FORM = "/book/Acme/record?type=common_issued"
NAMES = [one["id"] for one in STORY]
SALE = {
    "type": "common_issued",
    "effective": "2006-03-10",
    "id": "sale-2",
    "holder": "Fund",
    "shares": "5000",
    "consideration": {"cash": "15"},
}
NOT_FREE = {"effective": "2006-03-10", "holder": "Fund", "shares": "5000", "id": "gift"}
HOSTILE = "<script>document.title='gone'</script>\"'>&"


def recorded(browser: TestClient, entry: Mapping[str, object]) -> str:
    """Record an entry, which nothing is said against; the address of the receipt."""
    found = send(browser, browser.get(FORM).text, entered(entry))
    assert found.status_code == 303, found.text
    return found.headers["location"]


def test_the_receipt_says_what_the_command_says(reyes: TestClient, book: Path) -> None:
    receipt = reyes.get(recorded(reyes, SALE))
    assert ids(book) == [*NAMES, "sale-2"]
    with face.open_ledger(book) as ledger:
        told = ledger.receipt(2).recording
    assert f"{told.head.size}:{told.head.root}" in receipt.text
    assert "Recorded by Reyes" in receipt.text
    assert "On 2006-03-10 5,000 shares of Common were issued to Fund for 15 in cash" in receipt.text
    assert "/book/Acme/entry/sale-2?" in receipt.text
    for form in ("json", "pdf", "csv"):
        assert reyes.get(f"/book/Acme/receipt/2.{form}").status_code == 200
    assert reyes.get("/book/Acme/receipt/2.json").json()["recorded"]["entries"] == ["sale-2"]
    assert reyes.get("/book/Acme/receipt/3").status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("field.shares", "5,000", "has a comma"),
        ("field.shares", HOSTILE, "is not a number"),
        ("field.effective", "2006-13-01", "2006-13-01"),
        ("field.effective", "", "effective"),
        ("field.consideration.cash", "-1", "is below zero"),
        ("field.determination.by", "fortune", "must be"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_stays_as_it_was_typed(
    reyes: TestClient, book: Path, field: str, value: str, says: str
) -> None:
    judged = {"field.determination.basis": "asked", "field.determination.date": "2006-03-09"}
    given = entered(SALE) | {"reason": f"why {HOSTILE}"} | (judged if "determination" in field else {}) | {field: value}
    found = send(reyes, reyes.get(FORM).text, given)
    assert found.status_code == 422
    form = form_in(found.text)
    assert {name: form.one(name) for name in given} == given
    assert f'id="{field}.wrong"' in found.text
    assert says in found.text.partition(f'id="{field}.wrong"')[2].partition("</p>")[0]
    assert HOSTILE not in found.text
    assert ids(book) == NAMES


def test_every_field_that_cannot_be_read_is_marked_at_once(reyes: TestClient, book: Path) -> None:
    given = entered(SALE) | {"field.shares": "1,000,000", "field.consideration.cash": "5,000.50"}
    found = send(reyes, reyes.get(FORM).text, given)
    assert found.status_code == 422
    for field in ("shares", "consideration.cash"):
        assert "has a comma" in found.text.partition(f'id="field.{field}.wrong"')[2].partition("</p>")[0]
    assert ids(book) == NAMES


def test_a_name_that_seems_misspelt_waits_for_a_tick(reyes: TestClient, book: Path) -> None:
    first = entered(SALE) | {"field.holder": "Lakeside Angels"}
    assert send(reyes, reyes.get(FORM).text, first).status_code == 303
    second = first | {"field.holder": "Lakeside Angles", "field.id": "more", "field.shares": "700"}
    found = send(reyes, reyes.get(FORM).text, second)
    assert found.status_code == 422
    assert "did you mean &#39;Lakeside Angels&#39;?" in found.text.partition("Seldom meant")[2]
    assert "more" not in ids(book)
    assert send(reyes, found.text, {"meant": form_in(found.text).boxes["meant"]}).status_code == 303
    assert "more" in ids(book)


def test_what_a_rule_refuses_is_said_with_its_clause_and_stays(reyes: TestClient, book: Path) -> None:
    given = entered(SALE) | {"field.shares": "999999999"}
    found = send(reyes, reyes.get(FORM).text, given)
    assert found.status_code == 422
    assert "more than the" in found.text
    assert form_in(found.text).one("field.shares") == "999999999"
    assert ids(book) == NAMES


def test_what_is_seldom_meant_waits_for_a_tick_of_these_very_notes(reyes: TestClient, book: Path) -> None:
    given = {f"field.{name}": value for name, value in NOT_FREE.items()}
    found = send(reyes, reyes.get(FORM).text, given)
    assert found.status_code == 422
    assert "Seldom meant" in found.text
    other = send(reyes, found.text, {"meant": "of something else"})
    assert other.status_code == 422
    changed = send(reyes, found.text, {"meant": form_in(found.text).boxes["meant"], "field.id": "another"})
    assert changed.status_code == 422  # the notes name another entry: they were not ticked
    assert ids(book) == NAMES
    assert send(reyes, found.text, {"meant": form_in(found.text).boxes["meant"]}).status_code == 303
    assert ids(book) == [*NAMES, "gift"]


def test_a_form_sent_twice_is_recorded_once(reyes: TestClient, book: Path) -> None:
    page, given = reyes.get(FORM).text, entered(SALE) | {"field.id": ""}
    first, second = send(reyes, page, given), send(reyes, page, given)
    assert first.status_code == second.status_code == 303
    assert second.headers["location"] == f"{first.headers['location']}&again=yes"
    with face.open_ledger(book) as ledger:
        at = f"{ledger.receipt(2).recording.recorded_at:%Y-%m-%dT%H:%M:%SZ}"
    said = f"This was recorded before, as recording 2 at {at}; nothing new was recorded."
    assert said in reyes.get(second.headers["location"]).text
    assert said not in reyes.get(first.headers["location"]).text
    assert len(ids(book)) == len(NAMES) + 1


@pytest.mark.parametrize("page", ["record", "record?type=common_issued", "check", "propose"])
def test_two_tabs_of_one_address_are_two_forms(reyes: TestClient, page: str) -> None:
    first = reyes.get(f"/book/Acme/{page}")
    assert "etag" not in first.headers
    assert first.headers["cache-control"] == "private, no-cache"  # kept for the way back, and never shown as new
    second = reyes.get(f"/book/Acme/{page}", headers={"if-none-match": "*"})
    assert (first.status_code, second.status_code) == (200, 200)
    assert form_in(first.text).one("batch") != form_in(second.text).one("batch")


def test_the_same_typed_in_two_tabs_is_not_taken_for_one(reyes: TestClient, book: Path) -> None:
    first, second = reyes.get(FORM).text, reyes.get(FORM).text
    given = entered(SALE) | {"field.id": ""}
    assert send(reyes, first, given).status_code == 303
    waits = send(reyes, second, given)
    assert waits.status_code == 409  # somebody recorded since it was looked at: it is this very sale
    again = send(reyes, waits.text, {})
    assert again.status_code == 422
    assert "is it that fact once more?" in again.text
    assert len(ids(book)) == len(NAMES) + 1


def test_a_form_sent_many_times_at_once_is_recorded_once(reyes: TestClient, book: Path) -> None:
    page, given = reyes.get(FORM).text, entered(SALE) | {"field.id": ""}
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda _: send(reyes, page, given), range(6)))
    assert {one.status_code for one in found} <= {303, 409}
    assert any(one.status_code == 303 for one in found)
    assert len(ids(book)) == len(NAMES) + 1


def test_a_form_that_was_recorded_and_says_something_else_now_is_looked_at_again(reyes: TestClient, book: Path) -> None:
    page = reyes.get(FORM).text
    assert send(reyes, page, entered(SALE)).status_code == 303
    found = send(reyes, page, entered(SALE | {"id": "sale-3", "shares": "6000"}))
    assert found.status_code == 409
    assert "This form was recorded before, as recording 2." in found.text
    assert form_in(found.text).one("field.shares") == "6000"
    assert send(reyes, found.text, {}).status_code == 303
    assert ids(book)[-2:] == ["sale-2", "sale-3"]


def test_what_is_all_there_already_is_said_and_nothing_is_written(reyes: TestClient, book: Path) -> None:
    recorded(reyes, SALE)
    found = send(reyes, reyes.get(FORM).text, entered(SALE))
    assert found.status_code == 200
    assert "All of it is recorded already; nothing was written." in found.text
    assert len(ids(book)) == len(NAMES) + 1


def test_two_people_lose_nothing_and_are_told(reyes: TestClient, book: Path) -> None:
    with client(book, write=True) as chen:
        sign_in(chen, "Chen")
        hers, his = chen.get(FORM).text, reyes.get(FORM).text
        assert send(reyes, his, entered(SALE)).status_code == 303
        waits = send(chen, hers, entered(SALE | {"id": "hers", "shares": "7000"}))
        assert waits.status_code == 409
        assert "Others have recorded since this was looked at." in waits.text
        assert "Recorded by Reyes" in waits.text
        assert "issued to Fund for 15 in cash" in waits.text
        assert form_in(waits.text).one("field.shares") == "7000"
        assert ids(book) == [*NAMES, "sale-2"]
        assert send(chen, waits.text, {}).status_code == 303
    assert ids(book) == [*NAMES, "sale-2", "hers"]
    with face.open_ledger(book) as ledger:
        assert [one.recorded_by for one in ledger.recordings().recordings[1:]] == ["Reyes", "Chen"]


def test_many_people_at_once_lose_nothing(ledger_url: str) -> None:
    with face.open_ledger(ledger_url) as ledger:
        ledger.record(STORY)
    app = workbench(Settings(ledgers={"book": ledger_url}, token=TOKEN, hosts=LOOPBACK))

    def person(number: int) -> str:
        browser = TestClient(app, base_url=HERE, headers={"accept": "text/html"})
        sign_in(browser, f"person {number}")
        name = f"of-{number}"
        page = browser.get(FORM).text
        for _ in range(20):
            found = send(browser, page, entered(SALE | {"id": name, "shares": f"{5000 + number}"}))
            if found.status_code == 303:
                return name
            assert found.status_code == 409, found.text
            page = found.text
        raise AssertionError("it was never recorded")

    with TestClient(app), ThreadPoolExecutor(4) as threads:
        names = list(threads.map(person, range(4)))
    assert sorted(ids(ledger_url)[len(NAMES) :]) == sorted(names)


def test_the_check_beside_the_form_says_what_the_command_says_and_writes_nothing(reyes: TestClient, book: Path) -> None:
    form = form_in(reyes.get(FORM).text)
    found = reyes.post("/book/Acme/check", data=form.filled(entered(SALE)), headers={"hx-request": "true"})
    assert found.status_code == 200
    assert "<html" not in found.text
    assert "Would record 1 entry of Acme" in found.text
    assert 'name="seen" value="5"' in found.text
    assert ids(book) == NAMES


def test_nobody_needs_a_name_to_check_and_none_can_record_in_a_workbench_that_reads(book: Path) -> None:
    with client(book) as browser:
        page = browser.get(FORM)
        assert "This workbench only reads" in page.text
        form = form_in(page.text)
        checked = browser.post("/book/Acme/check", data=form.filled(entered(SALE)))
        assert "Would record 1 entry of Acme" in checked.text
        assert form_in(checked.text).one("field.shares") == "5000"
        found = send(browser, page.text, entered(SALE))
        assert found.status_code == 401
        login = browser.post("/login", data={"name": "Reyes", "token": TOKEN})
        assert login.status_code == 403
        assert "This workbench only reads" in login.text
    assert ids(book) == NAMES


def test_a_list_has_as_many_parts_as_are_wanted(reyes: TestClient) -> None:
    page = reyes.get("/book/Acme/record?type=liquidated").text
    assert "field.parity.0.class" in form_in(page).names
    assert "field.parity.1.class" not in form_in(page).names
    more = send(reyes, page, {"field.parity.0.class": "Series E", "more": "parity."}, to="/book/Acme/check")
    assert {"field.parity.1.class", "field.parity.2.class"} <= form_in(more.text).names
    assert form_in(more.text).one("field.parity.0.class") == "Series E"


def test_the_first_company_and_a_further_one(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with client(path, write=True) as browser:
        sign_in(browser)
        start = browser.get("/").text
        assert "/new/New_company/record?type=certificate_adopted" in start
        page = browser.get("/new/New_company/record?type=certificate_adopted").text
        assert "new-company" not in form_in(page).names
        found = send(browser, page, entered(CERTIFICATE))
        assert found.status_code == 303, found.text
        assert found.headers["location"].startswith("/new/Acme/receipt/1?")
        page = browser.get("/new/Acme/record?type=certificate_adopted").text
        bolt = entered(CERTIFICATE | {"company": "Bolt", "id": "bolt"})
        refused = send(browser, page, bolt)
        assert refused.status_code == 422
        assert form_in(refused.text).one("field.company") == "Bolt"
        begun = send(browser, page, bolt | {"new-company": "yes"})
        assert begun.status_code == 303, begun.text
        assert begun.headers["location"].startswith("/new/Bolt/receipt/2?")
    assert ids(path, "Bolt") == ["bolt"]


def test_hostile_names_are_text(reyes: TestClient, book: Path) -> None:
    name = f"id {HOSTILE}"
    entry = SALE | {"id": name, "holder": HOSTILE, "note": HOSTILE, "source": HOSTILE}
    receipt = reyes.get(recorded(reyes, entry))
    assert HOSTILE not in receipt.text
    assert "&lt;script&gt;" in receipt.text
    form = reyes.get(FORM).text
    assert HOSTILE not in form
    assert "&lt;script&gt;" in form.partition("<datalist")[2]
    for page in ("void", "correct", "attach"):
        found = reyes.get(f"/book/Acme/{page}/{slug(name)}")
        assert found.status_code == 200
        assert HOSTILE not in found.text
    assert ids(book)[-1] == name


def test_an_unknown_type_has_no_form(reyes: TestClient) -> None:
    found = reyes.get("/book/Acme/record?type=common_isued")
    assert found.status_code == 400
    assert "did you mean &#39;common_issued&#39;" in found.text
    sent = reyes.post("/book/Acme/check", data={"type": "common_isued"})
    assert "did you mean" in sent.text


def test_columns_that_were_named_before_do_not_touch_a_form(reyes: TestClient, book: Path) -> None:
    """Somebody said of a table that its column `shares` is another field; a form has fields of its own."""
    Path(f"{book}.columns.json").write_text('{"entries": {"shares": "consideration.cash"}}', "utf-8")
    recorded(
        reyes, {name: value for name, value in SALE.items() if name != "consideration"} | {"excluded": "A", "plan": "p"}
    )
    with face.open_ledger(book) as ledger:
        assert ledger.log()[-1].entry.shares == 5000  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ["parity.0.klass", "parity.9999.class", "parity.99999999999.class", "parity.x.class", "y"]
)
def test_a_field_that_the_form_has_not_is_not_left_unread(reyes: TestClient, book: Path, name: str) -> None:
    given = entered({"type": "liquidated", "effective": "2008-01-02", "assets": "5"}) | {f"field.{name}": "Series E"}
    found = send(reyes, reyes.get("/book/Acme/record?type=liquidated").text, given)
    assert found.status_code == 400
    assert "the form of liquidated has no field" in found.text
    assert ids(book) == NAMES

"""What a program records: with the token alone, all or nothing, harmlessly sent twice, and not past what it looked at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.web.serving import TOKEN, client

SALE = {"type": "common_issued", "effective": "2009-01-02", "id": "late-1", "holder": "Fund", "shares": 7}
ANN = {"authorization": f"Bearer {TOKEN}", "seriesd-as": "Ann"}
OF = "/api/v1/book/Acme"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    return path


@pytest.fixture
def program(book: Path) -> Iterator[TestClient]:
    with client(book, write=True) as made:
        made.headers |= ANN
        yield made


def recorded(book: Path) -> list[str]:
    with face.open_ledger(book) as ledger:
        return [one.id for one in ledger.log()]


def detail(found: Any) -> str:
    assert found.headers["content-type"] == "application/problem+json", found.text
    document = found.json()
    assert document["status"] == found.status_code
    said: str = document["detail"]
    return said


def test_an_entry_is_recorded_once_however_often_it_is_sent(program: TestClient, book: Path) -> None:
    first = program.post(f"{OF}/entries", json={"entries": [SALE]})
    assert (first.status_code, first.json()["recorded"], first.json()["entries"]) == (201, 1, ["late-1"])
    again = program.post(f"{OF}/entries", json={"entries": [SALE]})
    assert (again.status_code, again.json()["recorded"], again.json()["already_recorded"]) == (200, 0, 1)
    assert again.json()["head"] == first.json()["head"]
    with face.open_ledger(book) as ledger:
        assert ledger.known().head == first.json()["head"]
        assert ledger.recordings().recordings[-1].recorded_by == "Ann"
        assert ledger.store.latest() == again.json()["number"]


def test_the_answer_is_that_of_the_verb(program: TestClient, book: Path) -> None:
    asked = program.post(f"{OF}/entries?preview=true", json={"entries": [SALE]})
    told = program.post(f"{OF}/check", json={"entries": [SALE]}).json()
    assert asked.status_code == 200
    assert {name: value for name, value in asked.json().items() if name not in ("head", "number")} == told
    assert "late-1" not in recorded(book)


def test_all_or_none_are_recorded(program: TestClient, book: Path) -> None:
    wrong = {**SALE, "id": "late-2", "type": "right_exercised", "right": "nothing", "shares": 1}
    del wrong["holder"]
    found = program.post(f"{OF}/entries", json={"entries": [SALE, wrong]})
    assert found.status_code == 422
    assert "nothing" in detail(found)
    assert found.json()["entry"] == "late-2"
    assert "late-1" not in recorded(book)


def test_a_batch_without_ids_is_known_by_its_key(program: TestClient) -> None:
    entry = {name: value for name, value in SALE.items() if name != "id"}
    keyed = {"idempotency-key": "week 12"}
    statuses = [
        program.post(f"{OF}/entries", json={"entries": [one]}, headers=keyed).status_code
        for one in (entry, entry, {**entry, "shares": 8})
    ]
    assert statuses == [201, 200, 422]


def test_nothing_is_recorded_past_what_was_looked_at(program: TestClient, book: Path) -> None:
    looked = program.get(f"{OF}/price").headers["etag"]
    seen = {"if-match": looked}
    first = program.post(f"{OF}/entries", json={"entries": [SALE]}, headers=seen)
    assert first.status_code == 201
    late = program.post(f"{OF}/entries", json={"entries": [{**SALE, "id": "late-2"}]}, headers=seen)
    assert late.status_code == 412
    assert detail(late) == "others recorded something since this was looked at; nothing is recorded, look again"
    assert "late-2" not in recorded(book)
    now = {"if-match": f'"{first.json()["head"]}"'}
    void = program.post(f"{OF}/entries/late-1/void", json={"reason": "never"}, headers=now)
    assert (void.status_code, void.json()["recorded"]) == (201, 1)


@pytest.mark.parametrize(
    ("headers", "status", "says"),
    [
        ({}, 401, "recording needs the token of this workbench: Authorization: Bearer TOKEN"),
        ({"authorization": "Basic YTpi"}, 401, "Bearer TOKEN"),
        ({"authorization": "Bearer wrong"}, 401, "that is not the token of this workbench"),
        ({"authorization": f"Bearer {TOKEN}"}, 400, "say who records: Seriesd-As: NAME"),
        ({"authorization": f"Bearer {TOKEN}", "seriesd-as": "x" * 2_000}, 422, "x"),
    ],
)
def test_who_records_has_the_token_and_a_name(book: Path, headers: dict[str, str], status: int, says: str) -> None:
    with client(book, write=True) as program:
        found = program.post(f"{OF}/entries", json={"entries": [SALE]}, headers=headers)
        assert found.status_code == status
        assert says in detail(found)
        assert TOKEN not in found.text
        assert ("www-authenticate" in found.headers) == (status == 401)
    assert "late-1" not in recorded(book)


def test_a_name_can_be_of_any_script(program: TestClient, book: Path) -> None:
    by = {"seriesd-as": "Zoë 李".encode()}
    assert program.post(f"{OF}/entries", json={"entries": [SALE]}, headers=by).status_code == 201  # type: ignore[arg-type]
    with face.open_ledger(book) as ledger:
        assert ledger.recordings().recordings[-1].recorded_by == "Zoë 李"


def test_a_workbench_that_only_reads_records_nothing(book: Path) -> None:
    with client(book) as program:
        found = program.post(f"{OF}/entries", json={"entries": [SALE]}, headers=ANN)
        assert found.status_code == 403
        assert "only reads" in detail(found)
    assert "late-1" not in recorded(book)


def test_a_session_of_a_browser_is_no_token(book: Path) -> None:
    with client(book, write=True) as program:
        program.post("/login", data={"name": "Ann", "token": TOKEN, "next": "/"})
        assert program.post(f"{OF}/entries", json={"entries": [SALE]}).status_code == 401


def test_an_entry_is_corrected_after_a_look(program: TestClient, book: Path) -> None:
    program.post(f"{OF}/entries", json={"entries": [SALE]})
    wanted = {"reason": "a slip", "fields": {"shares": 9, "note": "as the board has it"}}
    looked = program.post(f"{OF}/entries/late-1/correct?preview=true", json=wanted)
    assert (looked.status_code, looked.json()["recorded"]) == (200, 0)
    assert {one["field"]: one["now"] for one in looked.json()["fields"]} == {"shares": 9, "note": "as the board has it"}
    done = program.post(f"{OF}/entries/late-1/correct", json=wanted)
    assert (done.status_code, done.json()["recorded"]) == (201, 1)
    assert done.json()["entries"][0] in recorded(book)


def test_a_document_is_attached_and_given_back(program: TestClient) -> None:
    file = {"file": ("../../minutes <b>.html", b"<script>alert(1)</script>", "text/html")}
    found = program.post(f"{OF}/entries/sale/documents", files=file, data={"role": "source", "note": "x"})
    assert (found.status_code, found.json()["recorded"]) == (201, 1), found.text
    name = found.json()["document"]["document"]
    given = program.get(f"{OF}/documents/file", params={"document": name})
    assert given.content == b"<script>alert(1)</script>"
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"] == "attachment"
    assert program.get(f"{OF}/documents").json()["documents"][0]["condition"] == "here"


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ({"json": {}}, 415, "a file is sent as a part of a form"),
        ({"files": {"other": b"x"}}, 422, "send the file as `file`"),
        ({"files": {"file": b"x"}, "data": {"roll": "source"}}, 400, "this is not asked with 'roll'"),
        ({"files": {"file": b"x"}, "data": {"note": ["x", "y"]}}, 400, "note is given twice; give it once"),
        ({"files": {"file": b""}}, 422, "upload is empty; a document holds something"),
    ],
)
def test_what_is_no_document_is_a_problem(program: TestClient, more: dict[str, Any], status: int, says: str) -> None:
    found = program.post(f"{OF}/entries/sale/documents", **more)
    assert found.status_code == status, found.text
    assert says in detail(found)
    assert "seriesd-sent-" not in found.text


def test_what_one_proposes_another_approves(program: TestClient, book: Path) -> None:
    proposed = program.post(f"{OF}/proposals", json={"entries": [SALE]})
    assert proposed.status_code == 201
    number = proposed.json()["proposed"]["proposal"]
    own = program.post(f"{OF}/proposals/{number}/approve", json={})
    assert own.status_code == 422
    done = program.post(f"{OF}/proposals/{number}/approve", json={"reason": "seen"}, headers={"seriesd-as": "Bob"})
    assert (done.status_code, done.json()["recorded"]) == (201, 1)
    assert "late-1" in recorded(book)
    again = program.post(f"{OF}/proposals", json={"entries": [{**SALE, "id": "late-2"}]}).json()["proposed"]["proposal"]
    assert program.post(f"{OF}/proposals/{again}/decline", json={"reason": "no"}).status_code == 200
    assert [one["proposal"] for one in program.get(f"{OF}/proposals?open=true").json()["proposals"]] == []


def test_a_scenario_is_saved_shown_and_promoted(program: TestClient, book: Path) -> None:
    wanted = {"name": "with -more", "add": [SALE]}
    assert program.post(f"{OF}/scenarios", json=wanted).status_code == 201
    assert program.post(f"{OF}/scenarios", json=wanted).status_code == 200
    assert program.get(f"{OF}/scenario", params={"name": "with -more"}).status_code == 200
    done = program.post(f"{OF}/scenarios/with_-more/promote")
    assert (done.status_code, done.json()["promoted"]) == (201, True), done.text
    assert "late-1" in recorded(book)


def test_a_ledger_begins_with_what_is_sent(tmp_path: Path) -> None:
    with client(tmp_path / "new.db", write=True) as program:
        program.headers |= ANN
        assert program.get("/api/v1/new/companies").status_code == 404
        assert program.post("/api/v1/new/Acme/entries", json={"entries": STORY}).status_code == 201
        assert program.get("/api/v1/new/Acme/price?on=2006-03-02").status_code == 200


def test_a_number_is_recorded_as_it_was_written(program: TestClient, book: Path) -> None:
    text = json.dumps({"entries": [{**SALE, "consideration": {"cash": "C"}}]}).replace('"C"', "0.10000000000000000001")
    found = program.post(f"{OF}/entries", content=text, headers={"content-type": "application/json"})
    assert found.status_code == 201, found.text
    with face.open_ledger(book) as ledger:
        entry: Any = ledger.log()[-1].entry
        assert str(entry.consideration.cash) == "10000000000000000001/100000000000000000000"

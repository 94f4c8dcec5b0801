"""Every question over HTTP answers what the command answers; marks spare what is known; what cannot be is a problem."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.api.operations import operations
from commands.web.api.questions import QUESTIONS
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import client

OF = "/api/v1/book/Acme"
NAME = "A~x <b>\"&'"
ASKED: dict[str, tuple[str, list[str]]] = {
    "price": ("on=2006-03-01&exact=true", ["price", "--on=2006-03-01", "--exact"]),
    "history": ("", ["history"]),
    "history/diff": ("earlier=2030-01-01&later=2031-01-01", ["history", "--diff", "2030-01-01", "2031-01-01"]),
    "holders": ("on=2006-03-01", ["holders", "--on=2006-03-01"]),
    "holders/since": (
        "since=2005-12-31&on=2006-03-01",
        ["holders", "--since=2005-12-31", "--on=2006-03-01"],
    ),
    "entries": ("type=common_issued&order=recorded", ["entries", "--type=common_issued", "--order=recorded"]),
    "explain": ("on=2006-12-31", ["explain", "--on=2006-12-31"]),
    "explain/entry": ("entry=sale", ["explain", "sale"]),
    "explain/refusal": ("code=id_taken", ["explain", "--refusal=id_taken"]),
    "explain/step": ("step=1&depth=1", ["explain", "--step=1", "--depth=1"]),
    "explain/holder": ("holder=Fund&on=2006-12-31", ["explain", "--holder=Fund", "--on=2006-12-31"]),
    "explain/holders": ("", ["explain", "--holders"]),
    "explain/payout": ("assets=5000000", ["explain", "--assets=5000000"]),
    "readings": ("", ["readings"]),
    "dividends": ("", ["dividends"]),
    "waterfall": (
        "assets=5000000.5&parity=Series E:25000:100",
        ["waterfall", "--assets=5000000.5", "--parity=Series E:25000:100"],
    ),
    "calendar": ("all=true", ["calendar", "--all"]),
    "consents": ("", ["consents"]),
    "flags": ("", ["flags"]),
    "recordings": ("", ["recordings"]),
    "recording": ("number=1", ["recordings", "1"]),
    "documents": ("", ["documents"]),
    "statement": ("holder=Fund", ["statement", "Fund"]),
    "notice": ("kind=adjustment", ["notice", "adjustment"]),
    "scenarios": ("", ["scenario", "list"]),
    "scenario": ("name=without", ["scenario", "show", "without"]),
    "scenario/compare": ("name=without&other=other", ["scenario", "compare", "without", "other"]),
    "proposals": ("", ["proposals"]),
    "verify": ("", ["verify"]),
    "prove": ("entry=sale", ["prove", "sale"]),
}
"""How each question is asked here, and on a command line."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
        ledger.scenarios.save("without", without=["sale"])
        ledger.scenarios.save("other", change={"sale": {"shares": 1}})
    return path


@pytest.fixture(scope="module")
def program(book: Path) -> Iterator[TestClient]:
    with client(book) as made:
        made.headers["accept"] = "application/json"
        yield made


def said(book: Path, *words: str) -> Any:
    return json.loads(through_a_pipe(*words, "--ledger", str(book), "--json").out)


@pytest.mark.parametrize("path", ASKED)
def test_the_answer_is_that_of_the_command(program: TestClient, book: Path, path: str) -> None:
    asked, words = ASKED[path]
    for _ in range(2):  # the second time out of what is in memory
        found = program.get(f"{OF}/{path}?{asked}")
        assert found.status_code == 200, found.text
        assert found.json() == said(book, *words)


def test_every_question_is_asked_here() -> None:
    assert {one.path for one in QUESTIONS} - ASKED.keys() == {"liquidation", "prove/since"}


@pytest.mark.parametrize("path", ["price", "history", "holders", "companies"])
def test_an_answer_that_is_known_costs_nothing(program: TestClient, book: Path, path: str) -> None:
    address = f"/api/v1/book/{path}" if path == "companies" else f"{OF}/{path}"
    first = program.get(address)
    mark = first.headers["etag"]
    again = program.get(address, headers={"if-none-match": f'"other", W/{mark}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    assert program.get(f"{address}?on=2006-03-01").headers.get("etag") != mark or path == "history"
    if path != "companies":
        with face.open_ledger(book) as ledger:
            assert mark.strip('"').partition(".")[0] == ledger.known().head
    assert "no-cache" in first.headers["cache-control"]


def test_a_mark_is_another_when_anything_is_recorded(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    with face.open_ledger(path) as ledger:
        ledger.record(STORY)
    with client(path) as program:
        mark = program.get(f"{OF}/price").headers["etag"]
        with face.open_ledger(path) as ledger:
            ledger.record([{"type": "common_issued", "effective": "2009-01-02", "holder": "Fund", "shares": 1}])
        found = program.get(f"{OF}/price", headers={"if-none-match": mark})
        assert (found.status_code, found.headers["etag"] != mark) == (200, True)


def test_a_state_of_knowledge_is_asked(program: TestClient, book: Path) -> None:
    with face.open_ledger(book) as ledger:
        at = ledger.log()[0].recorded_at.isoformat()
    for path in ("price", "holders", "history"):
        found = program.get(f"{OF}/{path}", params={"known": at})
        assert found.json() == said(book, path, f"--as-known={at}")


WHAT_IF = {"without": ["sale"], "change": {"certificate": {"note": "x"}}, "on": "2006-12-31", "no_replays": True}


def test_a_what_if_is_that_of_the_command(program: TestClient, book: Path) -> None:
    found = program.post(f"{OF}/what-if", json={"without": ["sale"], "on": "2006-12-31"})
    assert found.json() == said(book, "what-if", "--without", "sale", "--on", "2006-12-31")
    changed = {"change": {"sale": {"shares": 5}}}
    assert program.post(f"{OF}/what-if", json=changed).json() == said(book, "what-if", "--change", "sale", "shares=5")


def test_a_sweep_is_that_of_the_command(program: TestClient, book: Path) -> None:
    asked = {"issue": {"shares": [1000, "2000"], "price": [0.001]}, "on": "2006-12-31"}
    words = ["sweep", "--issue", "shares=1000,2000", "price=0.001", "--on", "2006-12-31"]
    assert program.post(f"{OF}/sweep", json=asked).json() == said(book, *words)
    vary = {"vary": [{"entry": "sale", "field": "shares", "values": [5, 6]}]}
    assert program.post(f"{OF}/sweep", json=vary).json() == said(book, "sweep", "--vary", "sale", "shares=5,6")


def test_a_sweep_that_is_too_large_is_not_begun(program: TestClient) -> None:
    many = [*range(1, 101)]
    found = program.post(f"{OF}/sweep", json={"issue": {"shares": many, "price": many}})
    assert found.status_code == 422
    assert found.json()["detail"].startswith("10,000 scenarios are more than are worked out here at once, 2,500")


def test_claims_are_audited_as_the_command_does(program: TestClient, book: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "claims.csv"
    sheet.write_text("date,price,source\n2006-03-01,0.0033,a <b>\n2006-12-31,0.1,\n")
    claims = [{"date": "2006-03-01", "price": "0.0033", "source": "a <b>"}, {"date": "2006-12-31", "price": 0.1}]
    for more, words in (({}, []), ({"places": 2, "strict": True}, ["--places=2", "--strict"])):
        asked = program.post(f"{OF}/audit", json={"claims": claims, **more})
        assert asked.status_code == 200
        assert asked.json() == said(book, "audit", *words, str(sheet))
    assert program.post(f"{OF}/audit", json={}).json() == said(book, "audit")


def test_entries_on_trial_write_nothing(program: TestClient, book: Path) -> None:
    with face.open_ledger(book) as ledger:
        before = ledger.store.latest()
    good = {"type": "common_issued", "effective": "2009-01-02", "id": "late-1", "holder": NAME, "shares": 1}
    found = program.post(f"{OF}/check", json={"entries": [good]})
    assert found.json()["entries"] == ["late-1"]
    wrong = {"type": "right_exercised", "effective": "2009-01-02", "id": "no", "right": "none", "shares": 1}
    refused = program.post(f"{OF}/explain/refused", json={"entries": [good, wrong]})
    assert (refused.status_code, refused.json()["schema"]) == (200, "seriesd/explain/1")
    assert refused.json()["code"] == program.post(f"{OF}/check", json={"entries": [wrong]}).json()["code"]
    with face.open_ledger(book) as ledger:
        assert ledger.store.latest() == before


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/v1/bok/companies", 404, "no ledger 'bok' is here"),
        ("/api/v1/book/Acne/price", 404, "Acne"),
        (f"{OF}/prise", 404, "Not Found"),
        ("/api/v1/nothing/at/all/here", 404, "Not Found"),
        (f"{OF}/price?on=2006-02-30", 400, "on: '2006-02-30' is not a date: there is no such day"),
        (f"{OF}/price?on=2006-03-01&on=2006-03-02", 400, "on is given twice; give it once"),
        (f"{OF}/price?day=2006-03-01", 400, "this is not asked with 'day'"),
        (f"{OF}/price?exact=1", 400, "exact: '1' is neither true nor false"),
        (f"{OF}/explain/step", 400, "step: this is required"),
        (f"{OF}/explain/step?step=1e3", 400, "step: '1e3' is not a whole number, 0 to 999999999"),
        (f"{OF}/explain/step?step={'9' * 10_000}", 400, "is not a whole number"),
        (f"{OF}/explain/step?step=99", 404, "99"),
        (
            f"{OF}/waterfall?assets=1e999",
            400,
            "assets: '1e999' is not written as this is asked, such as 5000000, 0.0033, 11/3",
        ),
        (f"{OF}/waterfall?assets={'9' * 10_000}", 400, "assets"),
        (f"{OF}/explain/entry?entry=a%00b", 400, "entry: a NUL character, which no text may hold"),
        (f"{OF}/explain/entry?entry=--help", 404, "--help"),
        (f"{OF}/verify?head=/etc/passwd", 400, "head"),
        (f"{OF}/prove/since?since=/etc/passwd", 400, "since"),
        (f"{OF}/statement", 422, "name one holder, or take all with all"),
        (f"{OF}/documents/file?document=sale", 404, "sale attached no document, or none that still is"),
        ("/api/v1/book/a~zz/price", 404, "no name that an address"),
    ],
)
def test_what_cannot_be_is_a_problem(program: TestClient, path: str, status: int, detail: str) -> None:
    found = program.get(path)
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json"), found.text
    assert detail in found.json()["detail"]
    assert found.json()["status"] == status


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        (b"", 400, "not valid JSON"),
        (b"[]", 400, "what is sent is one JSON object"),
        (b"{} {}", 400, "one JSON value is taken, and here something follows it"),
        (b'{"entries": [], "entries": []}', 422, "'entries' is given twice"),
        (b'{"entries": NaN}', 400, "entries"),
        (
            b'{"entries": [{"type": "common_issued", "effective": "2006-03-01", "holder": "F", "shares": NaN}]}',
            422,
            "NaN",
        ),
        (
            b'{"entries": [{"type": "common_issued", "effective": "2006-03-01", "holder": "F", "shares": 1e999999}]}',
            422,
            "",
        ),
        (
            b'{"entries": [{"type": "common_issued", "effective": "2006-03-01", "holder": 5.0, "shares": 1}]}',
            422,
            "holder",
        ),
        (b'{"entries": [{"note": "\\u0000"}]}', 422, "NUL"),
        (b'{"entries": [{"note": "\\ud800"}]}', 422, "surrogate"),
        (b'{"entries": ["\xff"]}', 400, "what was sent is not UTF-8"),
        (b'{"entries": ' + DEEP.encode(), 400, "deep"),
        (b'{"entries": [{"shares": ' + b"9" * 1_000_000 + b"}]}", 422, ""),
        (b'{"entries": [' + b'{"type": "no"},' * 1000 + b"{}]}", 422, "no"),
        (b'{"entries": "x"}', 400, "entries"),
        (b'{"entries": [1]}', 400, "entries.0"),
        (b'{"enries": []}', 400, "this is not asked with 'enries'"),
    ],
)
def test_a_body_that_is_none_is_a_problem(program: TestClient, body: bytes, status: int, detail: str) -> None:
    found = program.post(f"{OF}/check", content=body, headers={"content-type": "application/json"})
    assert (found.status_code, found.headers["content-type"]) == (status, "application/problem+json"), found.text[:500]
    assert detail in found.json()["detail"]
    assert "seriesd-sent-" not in found.text


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({"without": 5}, "without: must be a list"),
        ({"change": ["x"]}, "change: must be an object, with a value by each name"),
        ({"on": "2006-02-30"}, "on: '2006-02-30' is not a date: there is no such day"),
    ],
)
def test_what_a_field_must_be_is_said_in_words(program: TestClient, body: dict[str, Any], detail: str) -> None:
    found = program.post(f"{OF}/what-if", json=body)
    assert (found.status_code, found.json()["detail"]) == (400, detail)


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"])
def test_what_is_no_json_is_not_taken(program: TestClient, kind: str) -> None:
    found = program.post(f"{OF}/what-if", content=b"{}", headers={"content-type": kind})
    assert found.status_code == 415
    assert found.json()["detail"].startswith("what is sent here is JSON, and says so")


def test_what_is_too_large_is_not_taken(program: TestClient) -> None:
    body = b'{"entries": "' + b"x" * 20_000_000 + b'"}'
    found = program.post(f"{OF}/check", content=body, headers={"content-type": "application/json"})
    assert (found.status_code, found.headers["content-type"]) == (413, "application/problem+json")
    assert found.json()["detail"] == "more than 20,000,000 bytes of JSON are not taken at once; send less"


def test_another_site_is_told_so_in_a_document(program: TestClient) -> None:
    found = program.post(f"{OF}/check", json={}, headers={"origin": "http://elsewhere.example"})
    assert (found.status_code, found.headers["content-type"]) == (403, "application/problem+json")
    found = program.get("/api/v1/ledgers", headers={"host": "elsewhere.example"})
    assert (found.status_code, found.headers["content-type"]) == (421, "application/problem+json")


def test_the_ledgers_and_the_description_are_there(program: TestClient) -> None:
    assert program.get("/api/v1/ledgers").json()["ledgers"] == [{"name": "book", "path": "/api/v1/book"}]
    described = program.get("/api/v1/openapi.json").json()
    assert described["openapi"] == "3.1.0"
    page = program.get("/api/v1/", headers={"accept": "text/html"}).text
    for one in operations():
        assert one.method in described["paths"][one.path]
        assert f"<code>{one.method.upper()} {one.path}</code>" in page


@pytest.mark.parametrize("method", ["delete", "put", "patch", "post"])
def test_another_method_is_not_answered(program: TestClient, method: str) -> None:
    found = program.request(method, f"{OF}/price")
    assert (found.status_code, sorted(found.headers["allow"].split(", "))) == (405, ["GET", "HEAD"])


def test_hostile_names_are_words(tmp_path: Path) -> None:
    path = tmp_path / "book.db"
    adopted = {**STORY[0], "company": NAME}
    with face.open_ledger(path) as ledger:
        ledger.record([adopted, *STORY[1:]])
    with client(path) as program:
        companies = program.get("/api/v1/book/companies").json()["companies"]
        assert [one["name"] for one in companies] == [NAME]
        from commands.web.slugs import slug

        assert program.get(f"/api/v1/book/{slug(NAME)}/price").status_code == 200

"""Signing in and leaving, and what is refused of forms that are not ours: nothing is written by them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from commands.web.guards.signing import local
from tests.commands.asking_the_command import STORY
from tests.web.record.forms import entered, form_in, send, sign_in
from tests.web.record.ledgers import ids
from tests.web.serving import HERE, TOKEN, client, mark_in

NAMES = [one["id"] for one in STORY]
SALE = {"type": "common_issued", "effective": "2006-03-10", "id": "new", "holder": "Fund", "shares": "5000"}
FIELDS = {"type": "common_issued", **entered(SALE | {"consideration": {"cash": "15"}}), "batch": "k", "seen": "5"}
WRITING = {
    "record": FIELDS,
    "propose": FIELDS,
    "void/sale": {"reason": "never", "seen": "5"},
    "correct/sale": {"field.shares": "4000000", "reason": "misread", "seen": "5"},
    "attach/sale": {"role": "source"},
    "proposal/1": {"do": "approve", "seen": "5"},
}
"""What is sent to each page that writes."""


@pytest.fixture
def proposed(book: Path) -> Path:
    """A ledger in which something waits for approval."""
    with face.open_ledger(book, recorded_by="Chen") as ledger:
        ledger.propose(
            [
                {
                    "type": "common_issued",
                    "id": "theirs",
                    "effective": "2006-03-10",
                    "holder": "Fund",
                    "shares": 1000,
                    "consideration": {"cash": 10},
                }
            ]
        )
    return book


@pytest.fixture
def browser(proposed: Path) -> Iterator[TestClient]:
    with client(proposed, write=True) as made:
        yield made


def stands(book: Path) -> tuple[list[str], int]:
    """The entries, and how many recordings there are of anything."""
    with face.open_ledger(book) as ledger:
        return [one.id for one in ledger.log()], ledger.recordings().of


@pytest.mark.parametrize("page", WRITING)
@pytest.mark.parametrize("how", ["nobody", "no mark", "wrong mark", "another's mark", "foreign", "cross-site", "null"])
def test_a_form_that_is_not_ours_writes_nothing(browser: TestClient, proposed: Path, page: str, how: str) -> None:
    before = stands(proposed)
    given, headers = dict(WRITING[page]), {}
    if how != "nobody":
        sign_in(browser, "Chen")
        other = mark_in(browser.get("/book/Acme/record").text)
        browser.cookies.clear()
        sign_in(browser)
        mark = mark_in(browser.get("/book/Acme/record").text)
        given["mark"] = {"no mark": "", "wrong mark": "wrong", "another's mark": other}.get(how, mark)
    if how in ("foreign", "null"):
        headers = {"origin": "https://evil.example" if how == "foreign" else "null"}
    if how == "cross-site":
        headers = {"sec-fetch-site": "cross-site"}
    files = {"file": ("minutes.txt", b"Resolved.")} if page.startswith("attach") else None
    found = browser.post(f"/book/Acme/{page}", data=given, files=files, headers=headers, follow_redirects=False)
    assert found.status_code == (401 if how == "nobody" else 403)
    assert stands(proposed) == before
    if how in ("nobody", "no mark", "wrong mark", "another's mark") and page == "record":
        assert form_in(found.text).one("field.holder") == "Fund"  # nothing typed is lost


@pytest.mark.parametrize("page", WRITING)
def test_the_same_form_with_its_mark_writes(browser: TestClient, proposed: Path, page: str) -> None:
    sign_in(browser)
    before = stands(proposed)
    given = WRITING[page] | {"mark": mark_in(browser.get("/book/Acme/record").text)}
    files = {"file": ("minutes.txt", b"Resolved.")} if page.startswith("attach") else None
    if page.startswith(("correct", "void")):
        is_void = page.startswith("void")
        looked = browser.get(f"/book/Acme/{page}") if is_void else browser.post(f"/book/Acme/check-{page}", data=given)
        given |= {"looked": form_in(looked.text).one("looked")}
    given |= {"with-dependents": "yes"}
    found = browser.post(f"/book/Acme/{page}", data=given, files=files, follow_redirects=False)
    assert found.status_code == 303, found.text
    assert stands(proposed)[1] > before[1]


def test_the_cookie_is_for_no_script_and_no_other_site(book: Path) -> None:
    for secure in (False, True):
        with client(book, write=True, secure=secure) as browser:
            found = browser.post("/login", data={"name": "Reyes", "token": TOKEN}, follow_redirects=False)
        flags = {part.strip().lower() for part in found.headers["set-cookie"].split(";")[1:]}
        assert flags == {"httponly", "path=/", "samesite=strict", *(["secure"] if secure else [])}
        assert TOKEN not in str(found.headers)


def test_a_wrong_token_is_refused_and_the_name_stays(book: Path) -> None:
    with client(book, write=True) as browser:
        found = browser.post("/login", data={"name": "Reyes <b>", "token": "wrong one", "next": "/book/Acme/record"})
        assert found.status_code == 403
        form = form_in(found.text, "sign-in")
        assert (form.one("name"), form.one("token"), form.one("next")) == ("Reyes <b>", "", "/book/Acme/record")
        assert "set-cookie" not in found.headers
        assert "wrong one" not in found.text
        for name in ("", " ", "a" * 201, "two\nlines"):
            refused = browser.post("/login", data={"name": name, "token": TOKEN})
            assert refused.status_code == 400, name
            assert "set-cookie" not in refused.headers
        for _ in range(20):
            found = browser.post("/login", data={"name": "Reyes", "token": "wrong"})
        assert (found.status_code, found.headers["retry-after"]) == (429, "60")


@pytest.mark.parametrize(
    ("asked", "followed"),
    [
        ("/book/Acme/record?type=common_issued", "/book/Acme/record?type=common_issued"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\tevil", "/"),
        ("/%0d%0aX: y", "/"),
        ("/a\r\nX: y", "/"),
        ("javascript:alert(1)", "/"),
        ("book", "/"),
        ("", "/"),
        ("/login?next=/", "/"),
        ("/logout", "/"),
        ("/book/Ä/record", "/"),
    ],
)
def test_only_a_path_of_this_workbench_is_followed(book: Path, asked: str, followed: str) -> None:
    assert local(asked) == followed
    with client(book, write=True) as browser:
        given = {"name": "Reyes", "token": TOKEN, "next": asked}
        found = browser.post("/login", data=given, follow_redirects=False)
        assert found.headers["location"] == followed
        page = browser.get("/login", params={"next": asked})
        assert form_in(page.text, "sign-in").one("next") == followed


def test_whoever_leaves_is_nobody(browser: TestClient, proposed: Path) -> None:
    sign_in(browser)
    mark = mark_in(browser.get("/book/Acme/record").text)
    refused = browser.post("/logout", data={"mark": "wrong"}, follow_redirects=False)
    assert refused.status_code == 403
    assert "Reyes" in browser.get("/book/Acme/price").text
    kept = dict(browser.cookies)
    found = browser.post("/logout", data={"mark": mark}, follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/")
    assert "Sign in to record" in browser.get("/book/Acme/price").text
    again = TestClient(browser.app, base_url=HERE, cookies=kept, headers={"accept": "text/html"})
    assert again.post("/book/Acme/record", data=FIELDS | {"mark": mark}).status_code == 401
    assert ids(proposed) == NAMES


def test_what_only_somebody_may_who_is_signed_in_leads_to_the_login(browser: TestClient) -> None:
    found = browser.post("/logout", data={"mark": "x"})
    assert found.status_code == 401
    assert 'href="/login?next=%2Flogout"' in found.text
    page = browser.get("/book/Acme/void/sale").text
    assert "/login?next=%2Fbook%2FAcme%2Fvoid%2Fsale" in page
    assert "Take it out</button>" not in page


@pytest.mark.parametrize("page", WRITING)
@pytest.mark.parametrize("how", ["gone", "never"])
def test_whoever_signs_in_with_the_form_loses_nothing(browser: TestClient, proposed: Path, page: str, how: str) -> None:
    """A session is gone while somebody types, or there was none: the token with the form sends what was typed."""
    before = stands(proposed)
    given = dict(WRITING[page])
    if page.startswith(("correct", "void")):
        is_void = page.startswith("void")
        looked = browser.get(f"/book/Acme/{page}") if is_void else browser.post(f"/book/Acme/check-{page}", data=given)
        given |= {"looked": form_in(looked.text).one("looked"), "with-dependents": "yes"}
    if how == "gone":
        sign_in(browser)
        given["mark"] = mark_in(browser.get("/book/Acme/record").text)
        browser.cookies.clear()
    files = {"file": ("minutes.txt", b"Resolved.")} if page.startswith("attach") else None

    def sent(**more: str) -> Any:
        return browser.post(f"/book/Acme/{page}", data=given | more, files=files, follow_redirects=False)

    for wrong, status in (({"who": "Reyes <b>"}, 401), ({"who": "Reyes <b>", "token": "wrong one"}, 403),
                          ({"who": "two\nlines", "token": TOKEN}, 400)):  # fmt: skip
        refused = sent(**wrong)
        assert refused.status_code == status
        assert "set-cookie" not in refused.headers
        assert "wrong one" not in refused.text
        assert TOKEN not in refused.text
        form = form_in(refused.text)
        kept = {name: value for name, value in given.items() if name in dict(form.values)}
        assert {"reason", "note", "field.holder", "field.shares"} & set(given) <= set(kept)
        assert {name: form.one(name) for name in kept if name not in ("mark", "seen")} == {
            name: value for name, value in kept.items() if name not in ("mark", "seen")
        }
        assert form.one("token") == ""
        assert stands(proposed) == before
    found = sent(who="Chao", token=TOKEN)
    assert found.status_code == 303, found.text
    assert TOKEN not in str(found.headers)
    with face.open_ledger(proposed) as ledger:
        assert ledger.recordings().recordings[-1].recorded_by == "Chao"
    assert "Chao" in browser.get("/book/Acme/price").text


def test_whoever_signs_in_with_a_form_that_is_refused_is_signed_in(browser: TestClient, proposed: Path) -> None:
    before = stands(proposed)
    given = WRITING["record"] | {"field.shares": "5x", "who": "Chao", "token": TOKEN}
    found = browser.post("/book/Acme/record", data=given, follow_redirects=False)
    assert found.status_code == 422
    assert TOKEN not in found.text
    assert form_in(found.text).one("field.shares") == "5x"
    assert send(browser, found.text, {"field.shares": "5000"}).status_code == 303
    assert stands(proposed)[1] > before[1]

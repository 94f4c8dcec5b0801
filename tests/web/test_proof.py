"""The proof page: what was verified and when, heads that were kept, and proofs and seals that go out and come back."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import seriesd as face
from tests.commands.asking_the_command import STORY
from tests.commands.at_a_terminal import through_a_pipe
from tests.web.serving import TOKEN, client, mark_in

HERE = "/book/Acme/proof"


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


def sent(browser: TestClient, act: str, handed: tuple[str, bytes] | None = None, **more: str) -> Any:
    return browser.post(HERE, data={"act": act, **more}, files={"handed": handed or ("", b"")})


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page[page.index("<main") : page.index("</main")])).split())


def verified(book: Path, *options: str) -> Any:
    return json.loads(through_a_pipe("verify", "--ledger", str(book), *options, "--json").out)


def test_it_verifies_when_somebody_asks_and_says_when_it_did(browser: TestClient, book: Path) -> None:
    before = browser.get(HERE)
    assert "Nothing was verified here" in before.text
    assert browser.get(HERE, headers={"if-none-match": before.headers["etag"]}).status_code == 304
    found = verified(book)
    said = words(sent(browser, "verify").text)
    for part in ("whole and untouched", found["head"], found["store"]["head"]):
        assert part in said
    after = browser.get(HERE, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert re.search(r"Verified at \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", words(after.text))
    assert "has grown" not in words(after.text)
    with face.open_ledger(book) as ledger:
        ledger.record([STORY[3] | {"id": "later", "effective": "2006-04-01", "shares": 1}])
    assert "The ledger has grown since then." in words(browser.get(HERE).text)


def test_a_head_that_was_kept_is_found_or_is_not(browser: TestClient, book: Path) -> None:
    heads = [verified(book)["head"], verified(book)["store"]["head"]]
    with face.open_ledger(book) as ledger:
        ledger.record([STORY[3] | {"id": "later", "effective": "2006-04-01", "shares": 1}])
    said = words(sent(browser, "verify", heads="\n".join(heads)).text)
    assert f"the head {heads[0]} is that of position 5 of Acme, and its log goes on from there" in said
    assert f"the head {heads[1]} is that of its first" in said
    strange = "0" * 64
    assert f"the head {strange} is not found" in words(sent(browser, "verify", heads=strange).text)
    # it alarms nobody but whoever has it
    assert strange not in browser.get(HERE).text


@pytest.mark.parametrize("field", ["heads", "trusted", "since", "public"])
@pytest.mark.parametrize("given", ["/etc/passwd", "seal.json", "--help", "<b>x</b>", "12"])
def test_what_is_pasted_is_digits_and_names_no_file(browser: TestClient, field: str, given: str) -> None:
    act = {"heads": "verify", "since": "since"}.get(field, "check")
    found = sent(browser, act, ("proof.json", b"{}"), **{field: given})
    assert found.status_code == 422
    assert "it has 64 digits, 0 to 9 and a to f" in words(found.text)
    # what was typed is there again
    assert given in words(found.text) or f'value="{given}"'.replace("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;") in found.text
    assert "<b>x</b>" not in found.text


def test_a_proof_goes_out_and_comes_back(browser: TestClient, book: Path, tmp_path: Path) -> None:
    proof = sent(browser, "prove", entry="sale")
    assert proof.headers["content-disposition"] == 'attachment; filename="sale.proof.json"'
    asked = through_a_pipe("prove", "sale", "--ledger", str(book))
    assert proof.text == asked.out
    head = verified(book)["store"]["head"]
    said = words(sent(browser, "check", ("sale.proof.json", proof.content), trusted=head).text)
    assert "sale.proof.json holds: the proof of an entry" in said
    (tmp_path / "sale.proof.json").write_bytes(proof.content)
    told = through_a_pipe(
        "verify-proof", str(tmp_path / "sale.proof.json"), "--ledger", str(book), "--head", head, "--json"
    )
    for sentence in json.loads(told.out)["proved"]:
        assert sentence in said
    other = words(sent(browser, "check", ("other.json", proof.content.replace(b"6000", b"6001"))).text)
    assert "other.json does not hold" in other
    assert "seriesd-sent" not in other


def test_the_ledger_is_shown_to_have_gone_on(browser: TestClient, book: Path) -> None:
    head = verified(book)["store"]["head"]
    with face.open_ledger(book) as ledger:
        ledger.record([STORY[3] | {"id": "later", "effective": "2006-04-01", "shares": 1}])
    proof = sent(browser, "since", since=head)
    assert json.loads(proof.text)["kind"] == "continuation"
    said = words(sent(browser, "check", ("on.json", proof.content), trusted=head).text)
    assert "on.json holds: the proof that a head goes on from another" in said
    strange = sent(browser, "since", since="0" * 64)
    assert (strange.status_code, "that is no head of this ledger" in words(strange.text)) == (422, True)


def test_what_is_not_there_is_said_beside_its_form(browser: TestClient) -> None:
    for act, fields, says in (
        ("prove", {"entry": "sail"}, "there is no entry 'sail' to prove; did you mean 'sale'?"),
        ("prove", {}, "say which entry is to be proved"),
        ("prove", {"entry": "--since=x"}, "there is no entry '--since=x' to prove"),
        ("since", {}, "paste the one head"),
        ("check", {}, "choose the proof or the seal"),
        ("verify", {"heads": " ".join(["0" * 64] * 101)}, "more than 100 at once"),
    ):
        found = sent(browser, act, **fields)
        assert (found.status_code, says in words(found.text)) == (422, True), words(found.text)
    assert sent(browser, "erase").status_code == 400


def test_a_seal_is_signed_for_nobody_who_is_not_signed_in(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERIESD_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("SERIESD_KEY_PASSPHRASE", "")
    made = through_a_pipe("key", "new", "office", "--json")
    public = json.loads(made.out)["keys"][0]["public"]
    with client(book, write=True) as browser:
        plain = sent(browser, "seal")
        assert "signature" not in json.loads(plain.text)
        assert "office" not in browser.get(HERE).text
        assert sent(browser, "seal", key="office").status_code == 401
        browser.post("/login", data={"name": "Ann", "token": TOKEN})
        page = browser.get(HERE).text
        assert "<option>office</option>" in page
        assert sent(browser, "seal", key="office", mark="another").status_code == 403
        mark = mark_in(page)
        assert sent(browser, "seal", key="../office", mark=mark).status_code == 422
        seal = sent(browser, "seal", key="office", mark=mark)
        said = words(sent(browser, "check", ("seal.json", seal.content), public=public).text)
    assert f"that is signed with the key office, {public}" in said


def test_a_ledger_that_was_tampered_with_still_has_its_proof(book: Path, tmp_path: Path) -> None:
    altered = tmp_path / "altered.db"
    shutil.copy(book, altered)
    with sqlite3.connect(altered) as connection:
        connection.execute("UPDATE seriesd_events SET state = replace(CAST(state AS TEXT), '6000', '6001')")
    connection.close()
    with client({"book": str(altered)}) as browser:
        assert browser.get("/book/Acme/price").status_code == 500
        assert browser.get(HERE).status_code == 200
        found = words(sent(browser, "verify").text)
        told = verified(altered)
        assert told["faults"]
        for fault in told["faults"]:
            assert fault in found
        assert sent(browser, "prove", entry="sale").status_code == 500


def test_the_last_recordings_stand_beside_it(browser: TestClient, book: Path) -> None:
    with face.open_ledger(book) as ledger:
        ledger.record([STORY[3] | {"id": "later", "effective": "2006-04-01", "shares": 1}])
    asked = through_a_pipe("recordings", "--ledger", str(book), "--last", "1", "--json")
    last = json.loads(asked.out)
    assert [one["recording"] for one in last["recordings"]] == [last["of"]] == [2]
    assert 'hx-get="/book/Acme/recordings?' in browser.get(HERE).text
    assert browser.get("/book/Acme/recordings.json?last=1").json()["recordings"] == last["recordings"]
    assert browser.get("/book/Acme/recordings?last=0").status_code == 400

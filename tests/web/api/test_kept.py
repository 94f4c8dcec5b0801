"""Answers that are kept: the same bytes while nothing has changed, within their room, and never an old one."""

from pathlib import Path

from starlette.responses import Response

import seriesd as face
from commands.web.api.kept import Kept
from tests.commands.asking_the_command import STORY
from tests.web.serving import client


def body(found: Response | None) -> bytes | None:
    return None if found is None else bytes(found.body)


def test_what_nobody_asked_for_longest_goes_first_and_what_is_too_large_is_not_kept() -> None:
    kept = Kept(room=100)
    for name in ("a", "b", "c", "d"):
        assert body(kept.keep(name, Response(name * 25))) == name.encode() * 25
    assert body(kept.again("a")) == b"a" * 25
    kept.keep("e", Response("e" * 25))
    assert [body(kept.again(name)) for name in "abcde"] == [b"a" * 25, None, b"c" * 25, b"d" * 25, b"e" * 25]
    kept.keep("large", Response("l" * 26))
    assert kept.again("large") is None
    kept.keep("a", Response("A"))
    kept.keep("f", Response("f" * 24))
    assert [body(kept.again(name)) for name in "acdef"] == [b"A", b"c" * 25, b"d" * 25, b"e" * 25, b"f" * 24]


def test_the_same_question_has_the_same_bytes_until_something_is_recorded(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    with face.open_ledger(book) as ledger:
        ledger.record(STORY[:-1])
        with client(book) as browser:
            for path in ("history?no_replays=true", "price?on=2006-03-02", "holders", "entries"):
                first, second = (browser.get(f"/api/v1/book/Acme/{path}") for _ in range(2))
                assert first.status_code == 200
                assert (second.content, second.headers["etag"]) == (first.content, first.headers["etag"])
            before = browser.get("/api/v1/book/Acme/entries").json()
            ledger.record(STORY[-1:])
            after = browser.get("/api/v1/book/Acme/entries").json()
            assert len(after["entries"]) == len(before["entries"]) + 1


def test_what_quotes_a_document_is_answered_anew_where_its_file_was_altered(tmp_path: Path) -> None:
    book = tmp_path / "book.db"
    (tmp_path / "minutes.txt").write_bytes(b"Resolved: 5,000,000 shares.\n")
    with face.open_ledger(book) as ledger:
        ledger.record(STORY)
        ledger.attach("sale", tmp_path / "minutes.txt")
    with client(book) as browser:
        asked = "/api/v1/book/Acme/explain/entry?entry=sale"
        first = browser.get(asked)
        assert first.status_code == 200, first.text
        kept = {"if-none-match": first.headers["etag"]}
        assert browser.get(asked, headers=kept).status_code == 304
        (file,) = [path for path in (tmp_path / "book.db.documents").rglob("*") if path.is_file()]
        file.unlink()
        again = browser.get(asked, headers=kept)
        assert (again.status_code, again.content != first.content) == (200, True)

"""How words from outside are shown: nothing in them that nobody sees, and no password."""

import json

import pytest

from ledger.names import shown
from ledger.shown import concealed, concealed_of, holds_unseen, visible, visible_in_json

UNSEEN = [
    *("\x00", "\x07", "\x0d", "\x1b", "\x7f", "\x80", "\x9b", "\x9f", "\xad", "\u061c", "\u200b", "\u200d", "\u200e"),
    *("\u200f", "\u2028", "\u202a", "\u202e", "\u2060", "\u2066", "\u2069", "\u3164", "\ufe0f", "\ufeff", "\ud800"),
    *("\ue000", "\ufffe", "\U000e0041", "\U0010ffff"),
]
SEEN = ["Ada", "José", "שלום", "سلام", "می\u200cخواهم", "日本", "Ελλάς", "a\nb\tc", "…—–“”", "\u0303", "12 €"]


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_a_sign_that_nobody_sees_is_written_out(sign: str) -> None:
    number = ord(sign)
    assert visible(f"A{sign}b") == (f"A\\u{number:04x}b" if number < 0x10000 else f"A\\U{number:08x}b")
    assert holds_unseen(sign)


@pytest.mark.parametrize("words", SEEN)
def test_letters_of_every_script_stay(words: str) -> None:
    assert visible(words) == words
    assert visible_in_json(json.dumps(words, ensure_ascii=False)) == json.dumps(words, ensure_ascii=False)


@pytest.mark.parametrize("sign", UNSEEN, ids=ascii)
def test_json_that_is_escaped_says_the_same(sign: str) -> None:
    document = visible_in_json(json.dumps({f"A{sign}": f"{sign}b"}, ensure_ascii=False))
    assert visible(document) == document
    assert json.loads(document) == {f"A{sign}": f"{sign}b"}


URLS = [
    *("postgresq://u:s3cr3t@h/d", "postgresql//u:s3cr3t@h/d", "postgresql:u:s3cr3t@h", "postgresql:/u:s3cr3t@h/d"),
    *("http://u:s3cr3t@h", "postgresql://u:x/s3cr3t@h/d", "postgresql://u:x@s3cr3t@h/d", "postgresql://u:s3cr3t"),
    *("postgresql://h/d?password=s3cr3t&x=1", "host=h password=s3cr3t", "password='a s3cr3t'", "u:s3cr3t@h"),
    *("/folder/u:s3cr3t@h/d", "postgresql://:s3cr3t@h/d", "sqlite:////u:s3cr3t@h", "postgresql://u:s3cr3t%99@h/d"),
    *("postgresql+psycopg://u:s3cr3t@h/d", "postgresql://h/d?sslpassword=s3cr3t"),
]


@pytest.mark.parametrize("url", URLS)
def test_a_password_is_left_out_of_whatever_is_said(url: str) -> None:
    for said in (concealed(url), concealed(f"cannot read {url!r}: no such file"), concealed_of(f"no {url}", url)):
        assert "s3cr3t" not in said
        assert "..." in said
    assert "s3cr" not in shown(f"{'x' * 20} {url}")


def test_of_a_word_all_that_may_be_a_password_is_left_out() -> None:
    url = "postgresql://u:my @ s3cr3t / of : old@h/d"
    assert concealed_of(f"there is no {url} here", url) == "there is no postgresql://u:...@h/d here"
    assert concealed_of(f"invalid value: {f'--ledger={url}'!r}", f"--ledger={url}") == (
        "invalid value: '--ledger=postgresql://u:...@h/d'"
    )


@pytest.mark.parametrize(
    "said",
    [
        "refused: sale: 12 shares (4E): see `seriesd verify`",
        "postgresql://u@h:5432/d cannot be reached",
        "journal.yaml:3: holder: Ada@home is unknown",
        "not the URL of a database; write postgresql://user:password@host:port/database",
        "Note: ask bob@example.com",
    ],
)
def test_what_holds_no_password_is_said_as_it_is(said: str) -> None:
    assert concealed(said) == said

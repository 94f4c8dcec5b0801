r"""How words that come from outside are shown: what nobody sees is written out, what nobody may see is left out.

A name is kept as it was given, to the last sign. Shown as it is, it could move the cursor of a terminal, turn the
sentence around it, or look like the name of somebody else. So each sign that no reader sees stands as its number, as
JSON writes it (`\u202e`); letters of every script stay as they are, whichever way they run. A password that stands in
the address of a database, also of one that is mistyped, is shown as three dots.
"""

import re

_JOINED = r"(?<=[\u0600-\u0dff])[\u200c\u200d](?=[\u0600-\u0dff])"
"""Between letters of Arabic and of the scripts of India the joiners are spelling, and seen in how letters are drawn."""

_UNSEEN = re.compile(
    rf"(?!{_JOINED})"
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls (but for the tab and the end of a line), signs that turn the direction of writing, spaces without width,
fillers, tags, variants, halves of pairs, and places of Unicode where no letter is."""

_LAST_OF_16_BITS = 0xFFFF

_DOTS = r"\g<1>..."
_NOT_A_PORT = r"""(?!\d+(?:[/?\s'",;]|$))"""
_SECRETS = (
    # scheme://user:secret@, also where a slash or the colon is missing; spaces are taken for a part of the secret
    re.compile(r"([\w+.-]*:?/+[^\s:/@]*:)(?:\S*(?=@)|(?<=:)[^@\n]*(?=@))"),
    re.compile(r"(?<![\w/])([\w+.-]+:)(?!/)\S*(?=@)"),
    re.compile(rf"\b(postgr\w*:?/*(?:[^\s:/@'\"]*:){_NOT_A_PORT})(?!/)[^\s@/?'\",;]+", re.IGNORECASE),
    re.compile(
        r"""\b(\w*(?:password|passwd|passphrase|pwd)(?:=|%3d)\s*)(?:'[^']*'?|"[^"]*"?|[^\s&;'"]+)""", re.IGNORECASE
    ),
)
_WORD = re.compile(r"((?:--[\w-]+=)?(?:[\w+.-]+:?/+|postgr\w*:)?[^\s:/@]*:)(?![\s/]).*(?=@)", re.DOTALL | re.IGNORECASE)


def visible(text: str) -> str:
    r"""Text with each sign in it that nobody sees written out, like `\u202e`; the ends of its lines and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub(_written_out, text)


def holds_unseen(text: str) -> bool:
    """Whether there is a sign in it that nobody sees."""
    return visible(text) != text


def visible_in_json(document: str) -> str:
    """A JSON document that says the same, and is shown as it is: every sign that nobody sees is escaped in it."""
    return _UNSEEN.sub(_escaped, document)


def _written_out(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= _LAST_OF_16_BITS else f"\\U{number:08x}"


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    if number <= _LAST_OF_16_BITS:
        return f"\\u{number:04x}"
    units = found[0].encode("utf-16-be").hex()
    return f"\\u{units[:4]}\\u{units[4:]}"


def concealed(text: str) -> str:
    """Text without the passwords of addresses of databases in it: `postgresql://user:...@host/database`."""
    if ":" not in text and "=" not in text and "%" not in text:
        return text
    return _AS_WRITTEN.join(map(_without_secrets, text.split(_AS_WRITTEN)))


_AS_WRITTEN = "postgresql://user:password@host"
"""How our own sentences say what an address looks like: there is no secret in it."""


def _without_secrets(text: str) -> str:
    for secret in _SECRETS:
        text = secret.sub(_DOTS, text)
    return text


def concealed_of(text: str, given: str) -> str:
    """Text without the passwords of addresses, and where it repeats a word that was given, without what that holds.

    Of a word it is known where it ends, whatever signs a password has in it.
    """
    without = concealed(_WORD.sub(_DOTS, given, count=1))
    if without != given and given:
        for spelt in (given, repr(given)[1:-1]):
            text = text.replace(spelt, without)
    return text

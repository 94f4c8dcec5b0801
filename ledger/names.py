"""Names as people write them: spelt in one way, held equal but for marks, and the nearest known one in a sentence."""

from collections.abc import Iterable
from difflib import get_close_matches
from unicodedata import normalize

from ledger.shown import concealed

_MOST_SHOWN = 60

_UNSEEN = "\u00ad\u200b\u200e\u200f\u2060\ufeff"
"""Marks that nobody sees."""

_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2035\u02bc\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb", '"')
    | dict.fromkeys(_UNSEEN, "")
)
"""Quote marks that word processors put for one another, and marks that nobody sees, by what a keyboard has."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"))
"""Dashes stand as they were first written, and tell no two names apart."""


def spelt(name: str) -> str:
    """A name as it is written down: composed (NFC), trimmed, one space between words, quote marks straight.

    Letters keep their case and their accents, and full stops and commas stay: they may tell two names apart.
    """
    return " ".join(normalize("NFC", name).translate(_MARKS).split())


def has_unseen(name: str) -> bool:
    """Whether signs stand in a name that nobody sees."""
    return not set(_UNSEEN).isdisjoint(name)


def folded(name: str) -> str:
    """What two spellings of one name have in common: the name as it is written down, in any case of letters."""
    return normalize("NFC", spelt(name).translate(_DASHES).casefold())


def nearest(name: str, known: Iterable[str], *, most: int = 1, alike: float | None = None) -> list[str]:
    """The known names most like this one in any case of letters, the nearest first; none where none is alike enough.

    `alike` goes from 0 to 1. How much is enough for a suggestion the library knows, where nothing is said.
    """
    by_key: dict[str, list[str]] = {}
    for one in known:
        by_key.setdefault(folded(one), []).append(one)
    key = folded(name)
    found = get_close_matches(key, by_key, most) if alike is None else get_close_matches(key, by_key, most, alike)
    return [one for found_key in found for one in by_key[found_key]][:most]


def near(name: str, known: Iterable[str]) -> str:
    """A suggestion of the nearest known name, as the end of a sentence; nothing when none is near."""
    found = nearest(name, known)
    return f"; did you mean {found[0]!r}?" if found else ""


def one_of(name: str, known: Iterable[str]) -> str | None:
    """The known name that this is, but for case and marks: that very spelling if it is there, else the first."""
    alike = [one for one in known if folded(one) == folded(name)]
    return name if name in alike else next(iter(alike), None)


def beginning_with(name: str, known: Iterable[str]) -> list[str]:
    """The known names that begin so, in any case of letters and whatever the marks."""
    start = folded(name)
    return [one for one in known if start and folded(one).startswith(start)]


def shown(given: object) -> str:
    """What was given, in a sentence that says what is wrong with it; no password, and not more than can be read."""
    try:
        written = concealed(repr(given))
    except ValueError:  # Python writes no number of more than 4,300 digits, or as few as somebody set
        return f"this {type(given).__name__}, which is too long to be shown,"
    return written if len(written) <= _MOST_SHOWN else f"{written[: _MOST_SHOWN - 3]}..."

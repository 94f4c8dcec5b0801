"""Words that carry more than they say: strings, so that whatever knows nothing of marks reads the words alone."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, Self, TypeVar

from projections.render.marks.why import Why

Tone = Literal["wrong", "heed", "good"]
"""How something stands: wrong or overdue; to be heeded, as what is due, as stated or assumed; done or exact."""


class Marked(str):
    """Words of which is known where their reason stands: the first of `whys` is that of them all.

    Of a sentence the others are those of names in it.
    """

    __slots__ = ("whys",)

    whys: tuple[Why, ...]

    def __new__(cls, says: str = "") -> Self:
        """Words without a reason yet."""
        made = super().__new__(cls, says)
        made.whys = ()
        return made


Words = TypeVar("Words", bound=str)


def said_anew(words: Words, says: str) -> Words:
    """Other words with the marks of these."""
    made = type(words)(says)
    for kind in type(words).__mro__:
        for name in getattr(kind, "__slots__", ()):
            setattr(made, name, getattr(words, name))
    return made


def reasoned(words: str, *whys: Why | None) -> str:
    """Words with their tone and all else that marks them, and with where their reason stands; empty words have none.

    Of several reasons the first is that of all the words; what is None is not known.
    """
    known = tuple(why for why in whys if why is not None)
    if not known or not words:
        return words
    made = said_anew(words, words) if isinstance(words, Marked) else Marked(words)
    made.whys = known
    return made


def each_reasoned(cells: Iterable[str], *whys: Why | None) -> list[str]:
    """The cells of a row, all with the same reason."""
    return [reasoned(cell, *whys) for cell in cells]


def naming(sentence: str, *whys: Why | None) -> str:
    """A sentence with the reasons of those of these that it names; of none there is none."""
    return reasoned(sentence, *(why for why in whys if why is not None and any(places_of(why.of, sentence))))


def places_of(name: str, sentence: str) -> Iterator[re.Match[str]]:
    """Where a name stands whole in a sentence, and not as a part of a longer one or of a number."""
    if name and name in sentence:
        yield from re.finditer(rf"(?<![\w.-])(?<!\d,){re.escape(name)}(?![\w-]|[.,]\w)", sentence)


def whys_of(words: str) -> tuple[Why, ...]:
    """Where the reasons of words stand."""
    return words.whys if isinstance(words, Marked) else ()


def why_of(words: str) -> Why | None:
    """Where the reason of words stands; None where that is not known."""
    return next(iter(whys_of(words)), None)


class Toned(Marked):
    """Words that say how something stands, wherever words stand; a colour may go with them, and says nothing more."""

    __slots__ = ("tone",)

    tone: Tone

    @classmethod
    def of(cls, says: str, tone: Tone) -> "Toned":
        """Words of this tone."""
        toned = cls(says)
        toned.tone = tone
        return toned


def tone_of(text: str) -> Tone | None:
    """The tone of words; None where they have none."""
    return text.tone if isinstance(text, Toned) else None


class Struck(Marked):
    """A cell that stands no longer: shown struck through."""

    __slots__ = ()


class Linked(Marked):
    """A cell, or an item of a list, that leads to a file: on a page and in Markdown, by its path from there."""

    __slots__ = ("file",)

    file: str

    @classmethod
    def to(cls, says: str, file: str) -> "Linked":
        """Words that lead to the file at this path; where there is none, words."""
        words = cls(says)
        words.file = file
        return words


class Shaded(Marked):
    """A cell with a colour behind it, from the lowest to the highest; `ink` is read on it."""

    __slots__ = ("colour", "ink")

    colour: str
    ink: str

    @classmethod
    def of(cls, says: str, colour: str, ink: str) -> "Shaded":
        """A cell that says something in a colour."""
        cell = cls(says)
        cell.colour, cell.ink = colour, ink
        return cell

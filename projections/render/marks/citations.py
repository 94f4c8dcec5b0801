"""What a sentence names that has a reason: entries and other names that are given, readings and clauses in parentheses.

Nothing is guessed. A name counts where it stands whole and is one of those given; a clause or a reading where it is one
of the certificate's, and a part of what stands in parentheses: (4E(3), A22). A number alone, such as (2), can be that
of a paragraph, and counts beside another citation, or where it is given.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ledger.shown import visible
from projections.certificate.clauses import CLAUSES
from projections.certificate.holder_readings import HOLDER_READINGS
from projections.certificate.price_readings import PRICE_READINGS
from projections.certificate.settled_readings import SETTLED_READINGS
from projections.render.marks.marked import places_of, whys_of
from projections.render.marks.why import Why

_PRINTED = {one.printed: one.printed for one in CLAUSES if one.printed != "-"}
_CLAUSES = _PRINTED | {"first 4L": "4L", "second 4L": "4L (second)"}
"""Clauses as sentences name them, and as they are printed."""
_READINGS = {*PRICE_READINGS, *HOLDER_READINGS, *SETTLED_READINGS}
"""Their names alone: an answer off the tables loads this, and not the terms that the switches among them are of."""
_NUMBERED = ("step", "recording", "proposal", "waterfall")
"""What is asked about by a number, which in a sentence can be that of anything."""
_PARENTHESES = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)")


_WORD = re.compile(r"[^\s(),;:`]+")


class _Found(NamedTuple):
    start: int
    end: int
    why: Why


def spans(sentence: str, known: Mapping[str, Why] | None = None) -> list[tuple[str, Why | None]]:
    """The parts of a sentence in their order, each with where its reason stands or None; together they are it all.

    `known` are names of one word that may stand in it, such as the ids of entries; the reasons that the sentence itself
    carries count beside them.
    """
    own = {visible(why.of): why for why in whys_of(sentence) if why.of and why.kind not in _NUMBERED}
    found = [*_names(sentence, own), *_words(sentence, known or {}), *_citations(sentence, own)]
    if not found:
        return [(sentence, None)] if sentence else []
    found.sort(key=lambda one: (one.start, -one.end))
    parts: list[tuple[str, Why | None]] = []
    at = 0
    for one in found:
        if one.start >= at:
            parts += [(sentence[at : one.start], None), (sentence[one.start : one.end], one.why)]
            at = one.end
    return [part for part in (*parts, (sentence[at:], None)) if part[0]]


def _words(sentence: str, known: Mapping[str, Why]) -> Iterator[_Found]:
    """The words that are names, by looking each up: of a long record there are more names than words."""
    if known:
        for word in _WORD.finditer(sentence):
            why = known.get(word[0]) or known.get(word[0].rstrip("."))
            if why is not None:
                end = word.end() if word[0] in known else word.start() + len(word[0].rstrip("."))
                yield _Found(word.start(), end, why)


def _names(sentence: str, known: Mapping[str, Why]) -> Iterator[_Found]:
    for name, why in known.items():
        if why.kind != "clause":
            yield from (_Found(one.start(), one.end(), why) for one in places_of(name, sentence))


def _citations(sentence: str, known: Mapping[str, Why]) -> Iterator[_Found]:
    for inside in _PARENTHESES.finditer(sentence) if "(" in sentence else ():
        parts = list(_parts(inside[1], inside.start(1)))
        cited = [(start, part, why) for start, part in parts if (why := _cited(part)) is not None]
        for start, part, why in cited:
            if not part.isdecimal() or len(cited) > 1 or (known.get(part, why).kind == "clause" and part in known):
                yield _Found(start, start + len(part), why)


def _parts(inside: str, start: int) -> Iterator[tuple[int, str]]:
    for part in inside.split(", "):
        yield start, part
        start += len(part) + 2


def _cited(part: str) -> Why | None:
    if part in _READINGS:
        return Why("reading", part)
    return Why("clause", _CLAUSES[part]) if part in _CLAUSES else None


def clause(printed: str) -> Why | None:
    """Where a clause stands that is named as sentences name it; None where it is none of the certificate's."""
    return Why("clause", _CLAUSES[printed]) if printed in _CLAUSES else None


def names_of(words: Iterable[str]) -> dict[str, Why]:
    """The ids of entries among words that lead to them: what these words say, the sentences beside them may say.

    An id that is a word or a number like any other is none of them, since a sentence may mean something else by it.
    """
    led = ((visible(why.of), why, said) for said in words for why in whys_of(said) if why.kind == "entry")
    return {of: why for of, why, said in led if said == of and not of.isalpha() and not of.isdecimal()}

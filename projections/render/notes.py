"""The sentences under an answer: its warnings, and whether it was read off the reporting tables.

One way for every answer. What is to be said of the answer itself is said whole; of the flags of the record that touch
it, how many there are and which.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from projections.render.blocks import Block, Note
from projections.render.marks.citations import clause
from projections.render.marks.marked import Toned, naming, reasoned
from projections.render.marks.why import Why

if TYPE_CHECKING:
    from ledger.refusals import Flag
    from projections.answers.reliance.relied_on import ReliedOn
    from projections.answers.warnings import Note as Flagged


def under(answer: Mapping[str, Any]) -> Iterator[Block]:
    """What stands under an answer, as its JSON has it."""
    yield from _warnings([_Said(one["code"], one["message"], one.get("more")) for one in answer.get("warnings") or ()])
    yield from _resting(answer.get("relied_on") or (), answer.get("switches") or {})
    if "position" in answer:
        yield Note(f"from the tables at position {answer['position']:,}")


def touching(notes: "Iterable[Flagged] | None") -> Iterator[Block]:
    """The warnings of an answer."""
    return _warnings([_Said(note.flag.code, note.flag.message, note.more) for note in notes or ()])


def resting(rests: "ReliedOn | None") -> Iterator[Block]:
    """On which readings an answer rests, and the choices made of switches."""
    return iter(()) if rests is None else _resting(rests.readings, rests.switches or {})


def _resting(readings: Sequence[str], switches: Mapping[str, str]) -> Iterator[Block]:
    if readings:
        choices = "".join(f"; {name}: {choice}" for name, choice in switches.items())
        said = f"rests on {', '.join(readings)}{choices}; `seriesd readings` says what hangs on them"
        yield Note(naming(said, *(Why("reading", one) for one in readings)))


def of_the_answer(notes: "Iterable[Flagged] | None") -> "list[Flagged]":
    """The warnings that are said of the answer itself."""
    return [one for one in notes or () if one.more is None]


def of_the_record(notes: "Iterable[Flagged] | None") -> "list[Flagged]":
    """The flags of the record that touch an answer."""
    return [one for one in notes or () if one.more is not None]


class _Said(NamedTuple):
    """A warning; `more` is None where it is of the answer itself and not of the record."""

    code: str
    message: str
    more: int | None


def _warnings(said: Sequence[_Said]) -> Iterator[Block]:
    for one in said:
        if one.more is None:
            yield Note(reasoned(Toned.of(sentence(one.message), "heed"), Why("rule", one.code)))
    flags = [one for one in said if one.more is not None]
    if flags:
        number = sum(1 + (one.more or 0) for one in flags)
        codes = ", ".join(one.code for one in flags)
        touch = "note touches" if number == 1 else "notes touch"
        touching_it = f"{number:,} {touch} this ({codes}); `seriesd flags` shows all"
        yield Note(naming(touching_it, *(Why("rule", one.code) for one in flags)))


def flagged(flag: "Flag", said: str) -> str:
    """What is said of a flag, with where its rule stands, and the entry and the clause that it names."""
    entry = None if flag.entry is None else Why("entry", flag.entry)
    return reasoned(said, Why("rule", flag.code), entry, clause(flag.clause))


def sentence(message: str) -> str:
    """What a warning says, as a sentence that stands alone; one that begins with a name begins as that is written."""
    start = message[:1].upper() if message.partition(" ")[0] in _OPENING else message[:1]
    return f"{start}{message[1:]}."


def short(num: Mapping[str, Any], *, threes: bool = False) -> str:
    """A number of an answer as a person reads it: no trailing zeros, `…` where it goes on, its digits in `threes`."""
    exact, text = num["exact"], str(num["decimal"])
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    from fractions import Fraction

    # what has more digits than are shown is more than a decimal of ten places
    ends = exact is not None and len(exact) <= _LONGEST and Fraction(exact) == Fraction(text)
    if threes:
        whole, point, rest = text.removeprefix("-").partition(".")
        text = f"{text[: text.startswith('-')]}{int(whole):,}{point}{rest}"
    return text if ends else f"{text}…"


def to_places(num: Mapping[str, Any], places: int) -> str:
    """A number of an answer to so many places, rounded half to even."""
    from fractions import Fraction

    rounded = round(Fraction(num["exact"] or num["decimal"]) * 10**places)
    digits = str(abs(rounded)).rjust(places + 1, "0")
    return f"{'-' if rounded < 0 else ''}{digits[:-places]}.{digits[-places:]}"


_OPENING = frozenset(("a", "after", "an", "at", "for", "in", "no", "nothing", "of", "on", "the", "two", "what"))
"""Words that a warning can begin with, where it does not begin with a name."""

_LONGEST = 1001

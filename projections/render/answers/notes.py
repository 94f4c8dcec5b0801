"""The sentences under an answer: which flags touch it, and whether it was read off the reporting tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from projections.render.blocks import Block, Note

if TYPE_CHECKING:
    from projections.answers.flags import Note as Flagged


def under(answer: Mapping[str, Any]) -> Iterator[Block]:
    """What stands under an answer, as its JSON has it."""
    yield from _touching([(flag["code"], flag["more"]) for flag in answer.get("warnings") or ()])
    if "position" in answer:
        yield Note(f"from the tables at position {answer['position']:,}")


def touching(notes: "Iterable[Flagged] | None") -> Iterator[Block]:
    """How many flags touch an answer, and which."""
    return _touching([(note.flag.code, note.more) for note in notes or ()])


def _touching(flags: Sequence[tuple[str, int]]) -> Iterator[Block]:
    if flags:
        number = sum(1 + more for _, more in flags)
        codes = ", ".join(code for code, _ in flags)
        touch = "note touches" if number == 1 else "notes touch"
        yield Note(f"{number:,} {touch} this ({codes}); `seriesd flags` shows all")


def short(num: Mapping[str, Any]) -> str:
    """A number of an answer as a person reads it: no trailing zeros, and `…` where it goes on."""
    exact, text = num["exact"], str(num["decimal"])
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    from fractions import Fraction

    # what has more digits than are shown is more than a decimal of ten places
    return text if exact is not None and len(exact) <= _LONGEST and Fraction(exact) == Fraction(text) else f"{text}…"


_LONGEST = 1001

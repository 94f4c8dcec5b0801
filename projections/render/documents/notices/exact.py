"""Numbers in a letter: none breaks in the middle, and the exact one of each stands in it or at its end."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ledger.numbers.figure import Figure
from projections.render.blocks import Block, Facts, Heading, Paragraph
from projections.render.numbers import number

_INLINE = 21
"""An exact number of more signs stands in the annex: paper would break it where a line ends."""
_GROUP = 10
_FURTHER = 60
"""So many decimal places tell apart what is not alike, in a comparison."""


@dataclass(slots=True)
class Exact:
    """The exact numbers of a letter that are too long for its lines, each once, in the order of their mention."""

    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, figure: Figure, write: Callable[[Figure], str] = number) -> str:
        """A number with its exact rational beside it where that is short, else with its place in the annex.

        `write` is how the number itself is written: as money, say.
        """
        exact = figure.num()["exact"]
        if exact is None:
            return f"{write(figure)} (a rational of {figure.num().get('digits', 0):,} digits)"
        if "/" not in exact:
            return write(figure)
        if len(exact) <= _INLINE:
            return f"{write(figure)} (exactly {exact})"
        return f"{write(figure)} (exactly: number {self.numbers.setdefault(exact, len(self.numbers) + 1)} in the annex)"

    def annex(self) -> Iterator[Block]:
        """The long ones, their digits in groups."""
        if not self.numbers:
            return
        yield Heading("Exact numbers")
        yield Paragraph("Each is a numerator over a denominator; their digits stand in groups of ten, from the left.")
        pairs = []
        for exact, place in self.numbers.items():
            numerator, denominator = map(_grouped, exact.split("/"))
            pairs += [(f"{place}: numerator", numerator), ("denominator", denominator)]
        yield Facts(pairs)


def _grouped(digits: str) -> str:
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def apart(one: Figure, other: Figure) -> tuple[str, str]:
    """Two numbers with as many places as show whether they are alike."""
    said = number(one), number(other)
    if said[0].rstrip("…") != said[1].rstrip("…") or one.fraction == other.fraction:
        return said
    return one.short(_FURTHER, threes=True), other.short(_FURTHER, threes=True)

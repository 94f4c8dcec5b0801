"""What differs between two ledgers, and two prices side by side."""

from collections.abc import Iterator, Sequence
from itertools import chain

from projections.answers.price import Price
from projections.compare.differences import SUBJECTS, Difference, said
from projections.render.blocks import Block, Grid, Note
from projections.render.notes import of_the_answer, of_the_record, touching

_SENTENCES = ("parted", "rejoined")


def blocks(found: Sequence[Difference], one_side: str, other_side: str) -> Iterator[Block]:
    """What falls away or is written first, and where the prices part, as sentences; then the figures in a table."""
    figures = [one for one in found if not _is_sentence(one)]
    for one in found:
        if _is_sentence(one):
            clause = f" ({one.clause})" if one.clause else "" if one.kind == "left_out" else "."
            yield Note(f"{one.message}{clause}")
    if figures:
        remarks = [""] if any(one.more for one in figures) else []
        rows = [_row(one)[: 3 + len(remarks)] for one in figures]
        yield Grid(("difference", one_side, other_side, *remarks), rows, right=(1, 2))


def _row(one: Difference) -> tuple[str, ...]:
    return f"{one.about}: {one.figure.replace('_', ' ')}", said(one.actual), said(one.what_if), one.more or ""


def _is_sentence(one: Difference) -> bool:
    return one.kind in _SENTENCES or (isinstance(one.actual, bool) and SUBJECTS[one.kind] == "entry")


def prices(actual: Price, other: Price, one_side: str, other_side: str) -> Iterator[Block]:
    """Two prices, and what touches them."""
    rows = [
        ("in effect", said(actual.in_effect), said(other.in_effect)),
        ("after the close", said(actual.after_close), said(other.after_close)),
        ("Common per share", said(actual.common_per_share), said(other.common_per_share)),
    ]
    yield Grid(("", one_side, other_side), rows, right=(1, 2))
    noted = [", ".join(note.flag.code for note in of_the_record(price.notes)) for price in (actual, other)]
    sides = {"both": noted[0]} if noted[0] == noted[1] else dict(zip((one_side, other_side), noted, strict=True))
    for side, codes in sides.items():
        if codes:
            yield Note(f"{side}: notes touch the price ({codes})")
    yield from touching(dict.fromkeys(chain(of_the_answer(actual.notes), of_the_answer(other.notes))))

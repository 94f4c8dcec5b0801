"""What differs between two ledgers, and two prices side by side."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Literal

from projections.answers.price import Price
from projections.compare.differences import SUBJECTS, Difference, said
from projections.render.blocks import Block, Grid, Note
from projections.render.marks.citations import clause as of_clause
from projections.render.marks.marked import each_reasoned, reasoned
from projections.render.marks.subjects import about
from projections.render.marks.why import Why
from projections.render.notes import of_the_answer, of_the_record, touching

_SENTENCES = ("parted", "rejoined")

Side = Literal["first", "second"]
"""The side that is the record as it stands: its figures have reasons there, those that are supposed have none."""


def blocks(
    found: Sequence[Difference], one_side: str, other_side: str, recorded: Side | None = None
) -> Iterator[Block]:
    """What falls away or is written first, and where the prices part, as sentences; then the figures in a table.

    `recorded` is the side that is the record as it stands, where one is.
    """
    figures = [one for one in found if not _is_sentence(one)]
    for one in found:
        if _is_sentence(one):
            clause = f" ({one.clause})" if one.clause else "" if one.kind == "left_out" else "."
            yield Note(reasoned(f"{one.message}{clause}", about(one), of_clause(one.clause or "")))
    if figures:
        remarks = [""] if any(one.more for one in figures) else []
        rows = [_row(one, recorded)[: 3 + len(remarks)] for one in figures]
        yield Grid(("difference", one_side, other_side, *remarks), rows, right=(1, 2))


def _row(one: Difference, recorded: Side | None) -> tuple[str, ...]:
    why = about(one)
    actual = reasoned(said(one.actual), why if recorded == "first" else None)
    other = reasoned(said(one.what_if), why if recorded == "second" else None)
    figure = _FIGURES.get(one.figure) or one.figure.replace("_", " ")
    return reasoned(f"{one.about}: {figure}", why), actual, other, one.more or ""


_FIGURES = {"votes": "Series D votes"}
"""Figures that are called otherwise where they stand beside others."""


def _is_sentence(one: Difference) -> bool:
    return one.kind in _SENTENCES or (isinstance(one.actual, bool) and SUBJECTS[one.kind] == "entry")


def prices(
    actual: Price, other: Price, one_side: str, other_side: str, recorded: Side | None = None
) -> Iterator[Block]:
    """Two prices, and what touches them."""
    columns = [
        each_reasoned(
            (said(one.in_effect), said(one.after_close), said(one.common_per_share)),
            Why("price", on=one.on) if recorded == side else None,
        )
        for side, one in (("first", actual), ("second", other))
    ]
    rows = list(zip(("in effect", "after the close", "Common per share"), *columns, strict=True))
    yield Grid(("", one_side, other_side), rows, right=(1, 2))
    noted = [", ".join(note.flag.code for note in of_the_record(price.notes)) for price in (actual, other)]
    sides = {"both": noted[0]} if noted[0] == noted[1] else dict(zip((one_side, other_side), noted, strict=True))
    for side, codes in sides.items():
        if codes:
            yield Note(f"{side}: notes touch the price ({codes})")
    yield from touching(dict.fromkeys(chain(of_the_answer(actual.notes), of_the_answer(other.notes))))


def prices_of(sides: Sequence[tuple[str, Price]]) -> Iterator[Block]:
    """The prices of any number of equals, a column for each under its name, and what touches them."""
    of = [(said(one.in_effect), said(one.after_close), said(one.common_per_share)) for _, one in sides]
    rows = list(zip(("in effect", "after the close", "Common per share"), *of, strict=True))
    yield Grid(("", *(name for name, _ in sides)), rows, right=range(1, len(sides) + 1))
    for name, one in sides:
        codes = ", ".join(note.flag.code for note in of_the_record(one.notes))
        if codes:
            yield Note(f"{name}: notes touch the price ({codes})")
    yield from touching(dict.fromkeys(chain.from_iterable(of_the_answer(one.notes) for _, one in sides)))


def of_three(second: Sequence[Difference], third: Sequence[Difference], names: Sequence[str]) -> Iterator[Block]:
    """What two ledgers answer otherwise than a first: sentences, then a table with a column for each of the three.

    What only one of the two answers otherwise the other answers as the first does.
    """
    for one in dict.fromkeys(one.message for one in (*second, *third) if _is_sentence(one)):
        yield Note(f"{one}.")
    both = [{_key(one): one for one in found if not _is_sentence(one)} for found in (second, third)]
    rows = [_of_each(*(found.get(key) for found in both)) for key in dict.fromkeys(chain(*both))]
    if rows:
        yield Grid(("difference", *names), rows, right=range(1, len(names) + 1))


def _key(one: Difference) -> tuple[str, str, str]:
    return one.kind, one.about, one.figure


def _of_each(*found: Difference | None) -> tuple[str, ...]:
    one = next(one for one in found if one is not None)
    return _row(one, None)[0], said(one.actual), *(said(one.actual if it is None else it.what_if) for it in found)

"""Who gets what in a liquidation, and from which assets on converting first is better."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.history import Part
from projections.answers.holdings.since import part_of
from projections.answers.liquidation import Share, Waterfall
from projections.render.blocks import Block, Grid, Note, Paragraph, Title
from projections.render.charts.payout import payout_curves
from projections.render.marks.marked import each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import resting, touching

_COLUMNS = ("holder", "Series D", "Common", "preference", "from Common", "total", "by converting", "better above")


def blocks(answer: Waterfall, known: str, part: Part | None = None) -> Iterator[Block]:
    """What is due first, each holder's share, who does better by converting, and payout against assets.

    Of many holders a `part` is told; the curves are of the largest of them all.
    """
    told = part_of(answer.holders, part)
    found = answer.claims
    yield Title(f"Liquidation on {answer.on} with assets of {money(answer.assets)}, {known}")
    parity = f"of which on a parity with Series D {money(found.parity)} (3)"
    of_all = Why("waterfall", str(answer.assets), answer.on)
    yield Paragraph(reasoned(f"due first {money(found.preferential)}, {parity}", of_all))
    for name, (due, paid) in answer.parity.items():
        yield Paragraph(reasoned(f"{name}: {money(paid)} of {money(due)}", of_all))
    rows = [each_reasoned(_row(name, answer.holders[name]), of_all._replace(holder=name)) for name in told]
    yield Grid(_COLUMNS, rows, right=range(1, 8))
    yield from _which(told, list(answer.holders))
    if answer.undistributed:
        left = f"{money(answer.undistributed)} is left over: no Common is there to receive it"
        yield Paragraph(reasoned(left, of_all))
    for name in (name for name in told if answer.holders[name].converting_is_better):
        better = f"{name} would get more by converting first (4A)"
        yield Paragraph(naming(better, Why("holder", name, answer.on)))
    yield from touching(answer.notes)
    yield from resting(answer.rests)
    yield payout_curves(answer)


def _which(told: Sequence[str], names: Sequence[str]) -> Iterator[Note]:
    """Which of the holders are told, where it is only a part of them."""
    if len(told) != len(names):
        first = names.index(told[0]) + 1 if told else 0
        said = f"{first:,} to {first + len(told) - 1:,}" if told else "none"
        yield Note(f"{said} of the {len(names):,} holders")


def _row(name: str, one: Share) -> tuple[str, ...]:
    figures = (one.preference, one.from_common, one.total, one.if_converted, one.break_even)
    said = ("-" if figure is None else money(figure) for figure in figures)
    return name, f"{one.series_d:,}", f"{one.common:,}", *said


def money(number: Fraction) -> str:
    """Money to the cent, and `…` where it goes on."""
    return Figure.of(number).short(2)

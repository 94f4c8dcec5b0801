"""Who gets what in a liquidation, and from which assets on converting first is better."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.numbers.figure import Figure
from projections.answers.liquidation import Share, Waterfall
from projections.render.blocks import Block, Grid, Paragraph, Title
from projections.render.charts.payout import payout_curves
from projections.render.notes import resting, touching

_COLUMNS = ("holder", "Series D", "Common", "preference", "from Common", "total", "by converting", "better above")


def blocks(answer: Waterfall, known: str) -> Iterator[Block]:
    """What is due first, each holder's share, who does better by converting, and payout against assets."""
    found = answer.claims
    yield Title(f"Liquidation on {answer.on} with assets of {_short(answer.assets)}, {known}")
    parity = f"of which on a parity with Series D {_short(found.parity)} (3)"
    yield Paragraph(f"due first {_short(found.preferential)}, {parity}")
    for name, (due, paid) in answer.parity.items():
        yield Paragraph(f"{name}: {_short(paid)} of {_short(due)}")
    yield Grid(_COLUMNS, [_row(name, one) for name, one in answer.holders.items()], right=range(1, 8))
    if answer.undistributed:
        yield Paragraph(f"{_short(answer.undistributed)} is left over: no Common is there to receive it")
    for name in (name for name, one in answer.holders.items() if one.converting_is_better):
        yield Paragraph(f"{name} would get more by converting first (4A)")
    yield from touching(answer.notes)
    yield from resting(answer.rests)
    yield payout_curves(answer)


def _row(name: str, one: Share) -> tuple[str, ...]:
    figures = (one.preference, one.from_common, one.total, one.if_converted, one.break_even)
    money = ("-" if figure is None else _short(figure) for figure in figures)
    return name, f"{one.series_d:,}", f"{one.common:,}", *money


def _short(number: Fraction) -> str:
    return Figure.of(number).short(2)

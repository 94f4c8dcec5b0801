"""Payout against assets in a liquidation: curves for the largest holders of Series D."""

from fractions import Fraction

from projections.answers.liquidation import Waterfall
from projections.render.blocks import Curves

_POINTS = 60
_MOST_HOLDERS = 3


def payout_curves(answer: Waterfall) -> Curves:
    """What holders get by staying and, with Series D, by converting first."""
    most = _most_assets(answer)
    assets = [most * step / _POINTS for step in range(_POINTS + 1)]
    curves = [curve for name in _largest(answer) for curve in _curves(answer, name, assets)]
    describes = (
        "What each of the largest holders gets, by staying and by converting first; the table above has figures."
    )
    return Curves("Payout against assets", describes, curves)


def _most_assets(answer: Waterfall) -> Fraction:
    points = [one.break_even for one in answer.holders.values() if one.break_even is not None]
    return 2 * max([answer.assets, answer.claims.preferential, *points, Fraction(1)])


def _largest(answer: Waterfall) -> list[str]:
    preferred = [name for name, one in answer.holders.items() if one.series_d]
    by_size = sorted(preferred, key=lambda name: (-answer.holders[name].series_d, name))
    return by_size[:_MOST_HOLDERS]


def _curves(answer: Waterfall, name: str, assets: list[Fraction]) -> list[tuple[str, list[tuple[Fraction, Fraction]]]]:
    staying = [(one, sum(answer.claims.payout(name, one), Fraction(0))) for one in assets]
    share = answer.holders[name]
    if share.if_converted is None:
        return [(name, staying)]
    after = answer.claims.converted(name, share.conversion, share.given_up)
    converting = [(one, sum(after.payout(name, one), Fraction(0))) for one in assets]
    return [(name, staying), (f"{name}, converting", converting)]

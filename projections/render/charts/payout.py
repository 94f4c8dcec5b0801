"""A chart of payout against assets in a liquidation, for a terminal: curves for the largest holders of Series D."""

from fractions import Fraction

from projections.answers.liquidation import Waterfall

_WIDTH, _HEIGHT = 90, 22
_POINTS = 60
_MARKERS = "aAbBcC"
_MOST_HOLDERS = 3


def payout_chart(answer: Waterfall, *, width: int = _WIDTH, height: int = _HEIGHT) -> str:
    """Draw what holders get by staying and, with Series D, by converting first. Approximate, as any drawing is."""
    import plotext

    most = _most_assets(answer)
    assets = [most * step / _POINTS for step in range(_POINTS + 1)]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, height)
    curves = [curve for name in _largest(answer) for curve in _curves(answer, name, assets)]
    for marker, (label, payouts) in zip(_MARKERS, curves, strict=False):
        plotext.plot([float(one) for one in assets], [float(one) for one in payouts], label=label, marker=marker)
    plotext.title("Payout against assets")
    drawn: str = plotext.build()
    return drawn


def _most_assets(answer: Waterfall) -> Fraction:
    points = [one.break_even for one in answer.holders.values() if one.break_even is not None]
    return 2 * max([answer.assets, answer.claims.preferential, *points, Fraction(1)])


def _largest(answer: Waterfall) -> list[str]:
    preferred = [name for name, one in answer.holders.items() if one.series_d]
    by_size = sorted(preferred, key=lambda name: (-answer.holders[name].series_d, name))
    return by_size[:_MOST_HOLDERS]


def _curves(answer: Waterfall, name: str, assets: list[Fraction]) -> list[tuple[str, list[Fraction]]]:
    staying = [sum(answer.claims.payout(name, one), Fraction(0)) for one in assets]
    curves = [(name, staying)]
    share = answer.holders[name]
    if share.if_converted is not None:
        after = answer.claims.converted(name, share.conversion)
        curves.append((f"{name}, converting", [sum(after.payout(name, one), Fraction(0)) for one in assets]))
    return curves

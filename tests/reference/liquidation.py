"""Section 3: what each holder gets when the Company is liquidated, and what it would get by converting first (A51)."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .fold import Close

Held = dict[str, tuple[int, int]]  # holder -> Series D, Common


@dataclass(frozen=True)
class Estate:
    """What there is to distribute, what a share of Series D is due, and what all stock on a parity with it is due."""

    assets: Fraction
    preference: Fraction
    parity: Fraction

    def shared_out(self, held: Held, name: str) -> tuple[Fraction, Fraction]:
        """For its Series D and for its Common: the preferences first, pro rata if the assets are short; then Common."""
        all_series_d, all_common = (sum(column) for column in zip(*held.values(), strict=True))
        first = all_series_d * self.preference + self.parity
        paid = min(Fraction(1), self.assets / first) if first else Fraction(1)
        rest = max(Fraction(0), self.assets - first)
        series_d, common = held[name]
        return series_d * self.preference * paid, rest * common / all_common if common else Fraction(0)


def waterfall(close: Close, price: Fraction | None, assets: Fraction, parity: Fraction) -> dict[str, Any]:
    """Share the assets out among all who hold something at a close."""
    names = sorted({*close.common, *close.series_d})
    held = {name: (close.series_d.get(name, 0), close.common.get(name, 0)) for name in names}
    estate = Estate(assets, close.preference, parity)
    return {
        name: {"gets": estate.shared_out(held, name), "if_converted": by_converting(estate, close, held, name, price)}
        for name in names
        if held[name] != (0, 0)
    }


def by_converting(estate: Estate, close: Close, held: Held, name: str, price: Fraction | None) -> Fraction | None:
    """What a holder gets in all if it alone first converts what the authorised number allows (4A, A45)."""
    series_d, common = held[name]
    if not series_d or not price:
        return None
    room = math.inf if close.authorized is None else close.authorized - sum(close.common.values())
    gives = [math.floor(n * close.preference / price) for n in range(series_d + 1)]
    converted = series_d
    if gives[series_d] > room:
        most = max(shares for shares in gives if shares <= room)
        if not most:
            return None
        converted = gives.index(most)  # the fewest Series D that give the most
    after = held | {name: (series_d - converted, common + gives[converted])}
    return sum(estate.shared_out(after, name), Fraction(0))

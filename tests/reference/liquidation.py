"""Section 3: what each holder gets when the Company is liquidated, and what it would get by converting first (A51).

A debt for dividends on shares that are converted has no preference, and is not paid out of what is shared here (A60).
"""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .fold import Close, most_that_fit
from .series_d import Block, after_first, first

Held = dict[str, tuple[Fraction, int]]  # holder -> the preference of its Series D, its Common


@dataclass(frozen=True)
class Estate:
    """What there is to distribute, and what all stock on a parity with the Series D is due."""

    assets: Fraction
    parity: Fraction

    def shared_out(self, held: Held, name: str) -> tuple[Fraction, Fraction]:
        """For its Series D and for its Common: the preferences first, pro rata if the assets are short; then Common."""
        preferences, all_common = (
            sum((one[0] for one in held.values()), Fraction(0)),
            sum(one[1] for one in held.values()),
        )
        before_common = preferences + self.parity
        paid = min(Fraction(1), self.assets / before_common) if before_common else Fraction(1)
        rest = max(Fraction(0), self.assets - before_common)
        preference, common = held[name]
        return preference * paid, rest * common / all_common if common else Fraction(0)


def preferences(close: Close) -> dict[str, Fraction]:
    """The Liquidation Preference of all Series D that each holder has."""
    return {holder: preference(close, blocks) for holder, blocks in close.blocks.items()}


def preference(close: Close, blocks: list[Block]) -> Fraction:
    """Stated Value plus what is accrued, share by share."""
    return sum((b.shares * (close.stated_value + close.accruals[b.issue]) for b in blocks), Fraction(0))


def waterfall(close: Close, assets: Fraction, parity: Fraction) -> dict[str, Any]:
    """Share the assets out among all who hold something at a close."""
    names = sorted({*close.common, *close.series_d})
    preferred = preferences(close)
    held = {name: (preferred.get(name, Fraction(0)), close.common.get(name, 0)) for name in names}
    estate = Estate(assets, parity)
    return {
        name: {"gets": estate.shared_out(held, name), "if_converted": by_converting(estate, close, held, name)}
        for name in names
        if close.common.get(name) or close.series_d.get(name)
    }


def by_converting(estate: Estate, close: Close, held: Held, name: str) -> Fraction | None:
    """What a holder gets in all if it alone first converts what the authorised number allows (4A, A45)."""
    blocks = close.blocks.get(name, [])
    if not blocks or not close.in_effect:
        return None
    room = math.inf if close.authorized is None else close.authorized - sum(close.common.values())
    converted = sum(block.shares for block in blocks)
    gives = close.common_for(blocks)
    if gives > room:
        converted, gives = most_that_fit(lambda n: close.common_for(first(blocks, n)), converted, int(room))
        if not gives:
            return None
    after = held | {name: (preference(close, after_first(blocks, converted)), held[name][1] + gives)}
    return sum(estate.shared_out(after, name), Fraction(0))

"""A journal in which rights change and end, the same at every run: what 4E(3) is measured on.

One entry a day can move the price. Of thirty, three change or end a right that was deemed issued; of the others, one
in three grants a right far enough below the price that it is deemed issued, and two issue Common, two in three of them
below the price. On every day stock is issued under a plan, too: that moves no price, but what the next one is worked
out from, so that no two steps of the formula cancel each other out.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from tests.benchmarks.journal import Entry

_OUTSTANDING, _PRICE = 10**9, 0.0033
_OPENED: tuple[Entry, ...] = (
    {"type": "certificate_adopted", "company": "Repriced", "common_authorized": 10**15},
    {"type": "opening_balance", "holder": "public", "common": _OUTSTANDING},
    {"type": "series_d_issued", "holder": "dana", "shares": 900_000},
)
CHANGES = 10
"""One entry in so many changes or ends a right."""
_FIRST = date(2006, 1, 2)


class _Company:
    """Just enough of the price to stay below it, or above."""

    def __init__(self) -> None:
        self.random = random.Random(1)  # noqa: S311  a journal, not a secret
        self.price, self.counted = _PRICE, float(_OUTSTANDING)
        self.rights: dict[str, float] = {}

    def planned(self) -> Entry:
        shares = self.random.randrange(1_000, 200_000)
        self.counted += shares
        return {"type": "common_issued", "holder": "staff", "shares": shares, "consideration": {"cash": "0"}, "excluded": "A"}  # fmt: skip

    def issue(self, shares: int) -> Entry:
        cash = round(shares * self.price * self.random.choice((0.9, 0.95, 1.05)), 4)
        self._adjust(shares, cash)
        return {"type": "common_issued", "holder": "public", "shares": shares, "consideration": {"cash": f"{cash:.4f}"}}

    def grant(self, shares: int, right: str) -> Entry:
        strike = round(self.price * self.random.uniform(0.5, 0.8), 8)
        self._adjust(shares, shares * strike)
        self.rights[right] = strike
        return {"type": "option_granted", "right": right, "holder": "wanda", "shares": shares, "exercise_price": f"{strike:.8f}"}  # fmt: skip

    def change(self) -> Entry:
        right = self.random.choice(list(self.rights))
        if self.random.random() < 0.5:
            del self.rights[right]
            return {"type": "right_terminated", "right": right, "reason": "expired"}
        self.rights[right] *= self.random.uniform(0.9, 0.99)
        return {"type": "right_changed", "right": right, "exercise_price": f"{self.rights[right]:.10f}"}

    def _adjust(self, shares: int, money: float) -> None:
        if money < shares * self.price:
            self.price = (self.counted * self.price + money) / (self.counted + shares)
        self.counted += shares


def repriced(entries: int) -> Iterator[Entry]:
    """The opening position, and so many entries after it."""
    company, opened = _Company(), (_FIRST - timedelta(days=1)).isoformat()
    for number, entry in enumerate(_OPENED):
        yield {"effective": opened, "id": f"o{number}", **entry}
    for number in range(entries):
        day = (_FIRST + timedelta(days=number)).isoformat()
        yield {"effective": day, "id": f"p{number}", **company.planned()}
        shares = company.random.randrange(1_000, 200_000)
        if number % CHANGES == CHANGES - 1:
            entry = company.change()
        else:
            entry = company.grant(shares, f"R{number}") if number % 3 == 0 else company.issue(shares)
        yield {"effective": day, "id": f"e{number}", **entry}

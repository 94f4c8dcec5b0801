"""A large journal of a busy company, the same at every run: what the benchmarks record.

Of a hundred entries some 45 are issues of Common (one in five below the price), 18 transfers, 15 grants (most of them of
a plan, and so excluded), 10 exercises, 5 conversions, 3 lapses, 1 repricing, and the rest notices and treasury.
"""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

Entry = dict[str, Any]


class Company:
    """Just enough of a cap table to write entries that are accepted."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  a journal, not a secret
        self.day = dt.date(2005, 10, 3)
        self.common = {"public": 10**9}
        self.rights: dict[str, int] = {}
        self.series_d = 900_000
        self.price = 0.0033
        self.outstanding = 10**9
        self.written = 0

    def entry(self, kind: str, /, **fields: Any) -> Entry:
        """The next entry, on the day at hand."""
        self.written += 1
        return {"type": kind, "effective": self.day.isoformat(), "id": f"e{self.written}", **fields}

    def begin(self) -> Iterator[Entry]:
        """The opening position."""
        yield self.entry("certificate_adopted", company="Busy Company", common_authorized=10**15)
        yield self.entry("opening_balance", holder="public", common=10**9)
        yield self.entry("series_d_issued", holder="dana", shares=900_000)

    def somebody(self) -> str:
        """One of two thousand holders."""
        return f"holder-{self.random.randrange(2000)}"

    def issue(self) -> Entry:
        """An issue of Common, one in five below the price."""
        shares = self.random.randrange(1000, 100_000)
        price = self.price * self.random.choice([0.97, 1.0, 1.05, 1.2, 1.5])
        holder, cash = self.somebody(), round(shares * price, 4)
        if cash < shares * self.price:
            self.price = (self.outstanding * self.price + cash) / (self.outstanding + shares)
        self.outstanding += shares
        self.common[holder] = self.common.get(holder, 0) + shares
        return self.entry("common_issued", holder=holder, shares=shares, consideration={"cash": f"{cash:.4f}"})

    def transfer(self) -> Entry:
        """A transfer of some of a holder's Common."""
        holder = self.random.choice(list(self.common)[-50:])
        shares = self.random.randrange(1, self.common[holder] + 1)
        self.common[holder] -= shares
        if not self.common[holder]:
            del self.common[holder]
        to = self.somebody()
        self.common[to] = self.common.get(to, 0) + shares
        return self.entry("shares_transferred", stock="common", **{"from": holder, "to": to, "shares": shares})

    def grant(self) -> Entry:
        """An option: four in five of a plan, the fifth a warrant near the price."""
        right, shares = f"R{self.written}", self.random.randrange(1000, 50_000)
        self.rights[right] = shares
        excluded = {"excluded": "A"} if self.random.random() < 0.8 else {}
        strike = f"{self.price * self.random.choice([0.9, 1.0, 1.3]):.6f}"
        fields = {"right": right, "holder": self.somebody(), "shares": shares, "exercise_price": strike}
        return self.entry("option_granted", **fields, **excluded)

    def a_right(self) -> str:
        """One of the latest rights."""
        return self.random.choice(list(self.rights)[-100:])

    def exercise(self) -> Entry:
        """An exercise, half of the time in full."""
        right = self.a_right()
        shares = self.rights[right] if self.random.random() < 0.5 else self.random.randrange(1, self.rights[right] + 1)
        self.rights[right] -= shares
        if not self.rights[right]:
            del self.rights[right]
        return self.entry("right_exercised", right=right, shares=shares)

    def lapse(self) -> Entry:
        """The end of what is left of a right."""
        right = self.a_right()
        del self.rights[right]
        return self.entry("right_terminated", right=right, reason="expired")

    def reprice(self) -> Entry:
        """A change of an exercise price."""
        price = f"{self.price * self.random.choice([0.95, 1.1]):.6f}"
        return self.entry("right_changed", right=self.a_right(), exercise_price=price)

    def convert(self) -> Entry:
        """A conversion of a few Series D, whose delivery the ledger works out."""
        shares = self.random.randrange(1, 10)
        self.series_d -= shares
        return self.entry("series_d_converted", holder="dana", shares=shares)

    def next(self) -> Entry:
        """One more entry, on the same day or the next."""
        if self.random.random() < 0.3:
            self.day += dt.timedelta(days=1)
        kinds = [self.issue, self.transfer, self.grant, self.exercise, self.convert, self.lapse, self.reprice]
        kind = self.random.choices([*kinds, None], [45, 18, 15, 10, 5, 3, 1, 3])[0]
        needs_right = kind in (self.exercise, self.lapse, self.reprice) and len(self.rights) < 10
        if kind is None or needs_right or (kind == self.convert and self.series_d < 100):
            return self.entry("notice_sent", kind="adjustment", holder="dana")
        return kind()


def journal(entries: int, seed: int = 1) -> list[Entry]:
    """A journal of so many entries."""
    company = Company(seed)
    written = list(company.begin())
    while len(written) < entries:
        written.append(company.next())
    return written[:entries]

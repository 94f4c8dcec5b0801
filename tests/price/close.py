"""Journals whose every test lies as close to the price as an entry can say: within 1e-9 of it, most within 1e-15."""

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction as F  # noqa: N817
from random import Random
from typing import Any

from ledger.engine.book import open_book
from ledger.events import read_entry
from ledger.refusals import Refusal
from tests.ledger.engine import NOON

Entry = dict[str, Any]

NEAR = [F(0), *(sign * F(k, 10**places) for sign in (1, -1) for k in (1, 7) for places in (9, 15, 17, 40))]
KINDS = ["issue"] * 5 + ["grant"] * 3 + ["split", "distribution", "waiver", "change", "change", "end", "exercise"]


class Close:
    """It asks an engine for the price, exactly, and has the next entry ask for a little more or less."""

    def __init__(self, number: int) -> None:
        self.random, self.day = Random(number), dt.date(2006, 1, 2)  # noqa: S311  a journal, not a secret
        self.book = open_book([])
        self.rights: list[str] = []
        self.name = ""

    def put(self, kind: str, /, **fields: Any) -> Iterator[Entry]:
        """The entry, if it can be recorded."""
        entry = {"type": kind, "effective": self.day.isoformat(), "id": f"e{len(self.book.log)}", **fields}
        try:
            self.book.copy().record(read_entry(entry), NOON)
        except Refusal:
            return
        self.book.record(read_entry(entry), NOON)
        yield entry

    def close(self, shares: int = 1, part: F = F(1)) -> str:
        """Close to the price of so many shares, or to a part of it."""
        exact = self.book.state.course.running.exact() / self.book.state.units
        found = F(int(exact.numerator), int(exact.denominator))
        if found.denominator > 10**50:  # an entry has so many digits and no more
            found = found.limit_denominator(10**50)
        found *= (1 + self.random.choice(NEAR)) * shares * part
        return f"{found.numerator}/{found.denominator}"

    def journal(self, length: int, terms: Entry) -> Iterator[Entry]:
        """So many entries."""
        yield from self.put("certificate_adopted", company="Close", common_authorized=10**15, **terms)
        yield from self.put("opening_balance", holder="public", common=10**6)
        yield from self.put("series_d_issued", holder="dana", shares=1000)
        while len(self.book.log) < length:
            if self.random.random() < 0.7:
                self.day += dt.timedelta(days=self.random.choice([1, 1, 3]))
            self.name = f"R{len(self.book.log)}"
            yield from getattr(self, self.random.choice(KINDS))()

    def issue(self) -> Iterator[Entry]:
        """An issue of Common."""
        shares = self.random.randrange(1, 10**5)
        cash = self.close(shares, self.random.choice([F(1), F(9, 10)]))
        yield from self.put("common_issued", holder="h", shares=shares, consideration={"cash": cash})

    def grant(self) -> Iterator[Entry]:
        """An option, of one moment with others from time to time."""
        self.rights.append(self.name)
        moment = {"transaction": f"T{len(self.book.log) // 3}"} if self.random.random() < 0.3 else {}
        fields = {"right": self.name, "holder": "h", "shares": self.random.randrange(1, 10**5)}
        yield from self.put("option_granted", exercise_price=self.close(), **fields, **moment)

    def split(self) -> Iterator[Entry]:
        """A split, or a reverse one."""
        yield from self.put("common_split", old=self.random.choice([1, 2, 5]), new=self.random.choice([2, 3, 7]))

    def distribution(self) -> Iterator[Entry]:
        """A distribution of assets."""
        yield from self.put("distribution_made", fair_value=self.random.randrange(1, 50), market_price="0.5")

    def waiver(self) -> Iterator[Entry]:
        """The holder of all Series D waives what an entry adjusts, by then or later."""
        yield from self.put("consent_given", holder="dana", action=self.name)
        entry = f"e{self.random.randrange(3, len(self.book.log) + 3)}"
        yield from self.put("adjustment_waived", action=self.name, entry=entry)

    def change(self) -> Iterator[Entry]:
        """A repricing."""
        yield from self.put("right_changed", right=self._a_right(), exercise_price=self.close())

    def end(self) -> Iterator[Entry]:
        """A lapse."""
        yield from self.put("right_terminated", right=self._a_right(), reason="expired")

    def exercise(self) -> Iterator[Entry]:
        """An exercise of a part."""
        yield from self.put("right_exercised", right=self._a_right(), shares=self.random.randrange(1, 100))

    def _a_right(self) -> str:
        return self.random.choice(self.rights or ["none"])

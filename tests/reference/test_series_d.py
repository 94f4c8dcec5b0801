"""The register of the Series D against shares that are counted one by one."""

import datetime as dt
import random
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from .fold import most_that_fit
from .series_d import Block, SeriesD, after_first, first

START = dt.date(2006, 1, 1)
PEOPLE = ["ann", "bob", "cyd"]


@dataclass
class Share:
    """One share of Series D: what is accrued on it, what is owed on it to whom, and who had it on each evening."""

    issued: dt.date
    accrued: Fraction = Fraction(0)
    gone_on: dt.date | None = None
    evenings: dict[dt.date, str] = field(default_factory=dict)
    debts: dict[str, Fraction] = field(default_factory=dict)


class OneByOne:
    """Shares of Series D, each for itself; every holder has a queue."""

    def __init__(self) -> None:
        self.queues: dict[str, list[Share]] = {name: [] for name in PEOPLE}
        self.every: list[Share] = []

    def issue(self, date: dt.date, holder: str, shares: int) -> None:
        new = [Share(date) for _ in range(shares)]
        self.every += new
        self.queues[holder] += new

    def take(self, holder: str, shares: int) -> list[Share]:
        taken, self.queues[holder] = self.queues[holder][:shares], self.queues[holder][shares:]
        return taken

    def evening(self, date: dt.date) -> None:
        for holder, queue in self.queues.items():
            for share in queue:
                share.evenings[date] = holder

    def accrue(self, record_date: dt.date, per_share: Fraction) -> None:
        for share in self.every:
            if record_date in share.evenings:
                if share.gone_on is None:
                    share.accrued += per_share
                else:
                    who = share.evenings[record_date]
                    share.debts[who] = share.debts.get(who, Fraction(0)) + per_share

    def pay(self, most: Fraction) -> None:
        for share in self.every:
            share.accrued -= min(share.accrued, most)
            share.debts = {who: owed - min(owed, most) for who, owed in share.debts.items()}

    def carried(self) -> dict[str, Fraction]:
        sums = {holder: sum((share.accrued for share in queue), Fraction(0)) for holder, queue in self.queues.items()}
        return {holder: money for holder, money in sums.items() if money}

    def owed(self) -> dict[str, Fraction]:
        sums = dict.fromkeys(PEOPLE, Fraction(0))
        for share in self.every:
            for who, money in share.debts.items():
                sums[who] += money
        return {who: money for who, money in sums.items() if money}


@pytest.mark.parametrize("number", range(60))
def test_register_is_that_of_shares_one_by_one(number: int) -> None:
    chance = random.Random(number)  # noqa: S311  no secret
    register, shares = SeriesD(), OneByOne()
    for day in range(25):
        date = START + dt.timedelta(days=day)
        for _ in range(chance.randrange(4)):
            one_thing(chance, date, register, shares)
        shares.evening(date)
        if day and chance.random() < 0.5:
            record_date = date - dt.timedelta(days=chance.randrange(1, day + 1))
            amount = Fraction(chance.randrange(1, 9), chance.randrange(1, 4))
            # an issue that had gone altogether by then is named too, which makes no difference
            issues = {block.issue for block in every_block(register) if block.issued <= record_date}
            register.accrue(record_date, dict.fromkeys(issues, amount))
            shares.accrue(record_date, amount)
        assert register.held() == {name: len(queue) for name, queue in shares.queues.items() if name in register.blocks}
        assert register.carried() == shares.carried()
        assert register.owed() == shares.owed()


def one_thing(chance: random.Random, date: dt.date, register: SeriesD, shares: OneByOne) -> None:
    """An issue, a transfer, a conversion, or a payment, to both."""
    holder, other = chance.choice(PEOPLE), chance.choice(PEOPLE)
    some = chance.randrange(len(shares.queues[holder]) + 1)
    match chance.randrange(4):
        case 0:
            many = chance.randrange(1, 6)
            register.issue(f"issue {len(shares.every)}", date, holder, many)
            shares.issue(date, holder, many)
        case 1:
            register.transfer(date, holder, other, some)
            taken = shares.take(holder, some)
            shares.queues[other] += taken
        case 2:
            register.convert(date, holder, some)
            for share in shares.take(holder, some):
                share.gone_on = date
        case _:
            part = Fraction(chance.randrange(1, 6), 2)
            register.pay(part)
            shares.pay(part)


def every_block(register: SeriesD) -> list[Block]:
    """All blocks there ever were."""
    return [
        *(block for blocks in register.blocks.values() for block in blocks),
        *(gone.block for gone in register.gone),
    ]


def test_first_and_after_first_are_all() -> None:
    row = [Block(name, shares, ((START, "ann"),)) for name, shares in (("a", 3), ("b", 1), ("c", 4))]
    singly = [block.issue for block in row for _ in range(block.shares)]
    for n in range(9):
        taken, left = (
            [b.issue for b in part for _ in range(b.shares)] for part in (first(row, n), after_first(row, n))
        )
        assert (taken, left) == (singly[:n], singly[n:])


@pytest.mark.parametrize("room", range(8))
def test_most_that_fit_with_shares_of_different_worth(room: int) -> None:
    worth = [Fraction(7, 5)] * 2 + [Fraction(1, 3)] * 4 + [Fraction(9, 5)]
    gives = [int(sum(worth[:n], Fraction(0))) for n in range(8)]  # 0 1 2 3 3 3 4 5
    assert gives == [0, 1, 2, 3, 3, 3, 4, 5]
    most = max(shares for shares in gives if shares <= room)
    assert most_that_fit(lambda n: gives[n], 7, room) == (gives.index(most), most)

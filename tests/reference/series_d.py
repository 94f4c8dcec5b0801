"""Who holds which Series D, and what dividends are accrued on it (sections 2 and 3, A60).

Every share of one issue was there on the same record dates, so every share of one issue carries the same accrual: what
is accrued is kept per share for each issue. Who holds what is kept in blocks, in the order in which they came to the
holder; where nothing says which shares move, those that came first move first.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction


@dataclass(frozen=True)
class Block:
    """Shares of one issue that have gone the same way: from when on each holder had them."""

    issue: str
    shares: int
    held: tuple[tuple[dt.date, str], ...]

    @property
    def issued(self) -> dt.date:
        """The day of issue."""
        return self.held[0][0]

    def holder_on(self, date: dt.date) -> str:
        """Who had them at the close of a day."""
        return [holder for since, holder in self.held if since <= date][-1]


@dataclass
class Gone:
    """Shares that were converted on a day."""

    date: dt.date
    block: Block
    shares: Fraction  # restated for later splits of the Series D


@dataclass
class SeriesD:
    """The register of the Series D, what is accrued on each share, and what is owed on shares that are gone."""

    blocks: dict[str, list[Block]] = field(default_factory=dict)  # holder -> blocks, first come first
    accrued: dict[str, Fraction] = field(default_factory=dict)  # issue -> accrued and unpaid, per share
    gone: list[Gone] = field(default_factory=list)
    debts: dict[tuple[str, int], Fraction] = field(default_factory=dict)  # (who is owed, which of `gone`) -> per share

    def copied(self) -> "SeriesD":
        """The same, to be changed apart."""
        blocks = {holder: list(row) for holder, row in self.blocks.items()}
        return SeriesD(blocks, dict(self.accrued), [replace(gone) for gone in self.gone], dict(self.debts))

    def held(self) -> dict[str, int]:
        """How many each holder has."""
        return {holder: sum(block.shares for block in blocks) for holder, blocks in self.blocks.items()}

    def issue(self, issue: str, date: dt.date, holder: str, shares: int) -> None:
        """New shares, on which nothing is accrued."""
        self.accrued.setdefault(issue, Fraction(0))
        self.blocks.setdefault(holder, []).append(Block(issue, shares, ((date, holder),)))

    def take(self, holder: str, shares: int) -> list[Block]:
        """Take shares from a holder, those that came first."""
        blocks = self.blocks.get(holder, [])
        taken = first(blocks, shares)
        self.blocks[holder] = after_first(blocks, shares)
        return taken

    def transfer(self, date: dt.date, giver: str, taker: str, shares: int) -> None:
        """Shares pass, and what is accrued on them with them."""
        for block in self.take(giver, shares):
            self.blocks.setdefault(taker, []).append(replace(block, held=(*block.held, (date, taker))))

    def convert(self, date: dt.date, holder: str, shares: int) -> list[Block]:
        """Shares are gone for ever (4M), and what is accrued on them with them: it was converted (A42)."""
        taken = self.take(holder, shares)
        self.gone += [Gone(date, block, Fraction(block.shares)) for block in taken]
        return taken

    def most_accrued(self) -> Fraction:
        """What is accrued on the share that carries the most."""
        return max(
            (self.accrued[block.issue] for blocks in self.blocks.values() for block in blocks), default=Fraction(0)
        )

    def accrue(self, record_date: dt.date, due: dict[str, Fraction]) -> dict[str, Fraction]:
        """What was due on the shares of a record date, per share of each issue, goes unpaid.

        Shares that are still there carry it from now on. On those converted since it is a debt to who held them on the
        record date. Answers the debts that this makes, in money.
        """
        for issue, per_share in due.items():
            self.accrued[issue] += per_share
        new: dict[str, Fraction] = {}
        for number, gone in enumerate(self.gone):
            if gone.date > record_date >= gone.block.issued:
                who = gone.block.holder_on(record_date)
                per_share = due[gone.block.issue]
                self.debts[who, number] = self.debts.get((who, number), Fraction(0)) + per_share
                new[who] = new.get(who, Fraction(0)) + per_share * gone.shares
        return new

    def owed(self) -> dict[str, Fraction]:
        """What is owed on shares that are gone."""
        money: dict[str, Fraction] = {}
        for (who, number), per_share in self.debts.items():
            money[who] = money.get(who, Fraction(0)) + per_share * self.gone[number].shares
        return {who: owed for who, owed in money.items() if owed}

    def carried(self) -> dict[str, Fraction]:
        """What is accrued on all that each holder has."""
        money = {h: sum((b.shares * self.accrued[b.issue] for b in bs), Fraction(0)) for h, bs in self.blocks.items()}
        return {holder: accrued for holder, accrued in money.items() if accrued}

    def pay(self, per_share: Fraction | None) -> dict[str, dict[str, Fraction]]:
        """Pay what is accrued and owed: all of it, or so much a share. Answers what each was paid."""
        before = self.carried(), self.owed()

        def left(due: Fraction) -> Fraction:
            return Fraction(0) if per_share is None else max(Fraction(0), due - per_share)

        self.accrued = {issue: left(due) for issue, due in self.accrued.items()}
        self.debts = {key: left(due) for key, due in self.debts.items() if left(due)}
        after = self.carried(), self.owed()
        return {
            who: {
                "accrued": before[0].get(who, Fraction(0)) - after[0].get(who, Fraction(0)),
                "debt": before[1].get(who, Fraction(0)) - after[1].get(who, Fraction(0)),
            }
            for who in sorted({*before[0], *before[1]})
        }

    def restate(self, ratio: Fraction, rounded: Callable[[Fraction], int]) -> None:
        """A split of the Series D: whole shares per holder, those that came first rounded first; money stays per share."""
        for holder, blocks in self.blocks.items():
            ends = [sum(block.shares for block in blocks[: n + 1]) for n in range(len(blocks))]
            starts = [0, *ends][: len(ends)]
            self.blocks[holder] = [
                replace(block, shares=rounded(end * ratio) - rounded(start * ratio))
                for block, start, end in zip(blocks, starts, ends, strict=True)
                if rounded(end * ratio) > rounded(start * ratio)
            ]
        self.accrued = {issue: due / ratio for issue, due in self.accrued.items()}
        self.debts = {key: due / ratio for key, due in self.debts.items()}
        for gone in self.gone:
            gone.shares *= ratio


def first(blocks: list[Block], shares: int) -> list[Block]:
    """The first so many shares of a row of blocks."""
    found = []
    for block in blocks:
        if shares > 0:
            found.append(replace(block, shares=min(shares, block.shares)))
            shares -= block.shares
    return found


def after_first(blocks: list[Block], shares: int) -> list[Block]:
    """What is left of a row of blocks without the first so many shares."""
    left = []
    for block in blocks:
        if block.shares > shares:
            left.append(replace(block, shares=block.shares - max(0, shares)))
        shares -= block.shares
    return left

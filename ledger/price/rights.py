"""Sections 4E(1) to 4E(3): rights to acquire Common, kept as lots on equal terms, in base units.

A grant starts as one lot. Exercise and partial termination split lots pro rata, grant money included (A22, A23). A
change of terms edits the lots still outstanding; a termination strikes them out. Because every later test is made
again from the grant (A25), editing the lots is all that a readjustment does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Literal

from ledger.events import Stage
from ledger.events.terms import Interpretations
from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import plain
from ledger.price.formula import Issue, Number, issue, ratio


class Standing(Enum):
    """How 4E looks at a right."""

    TESTED = "tested"
    """Deemed issued at its grant if below the price, 4E(1) and 4E(2)."""
    EXCLUDED = "excluded"
    """Excluded Stock under (A) or (C): neither it nor its shares are ever tested."""
    LEGACY = "legacy"
    """Granted before the first Series D: its shares are excluded under (B) until it is amended (A16)."""
    ASSUMED = "assumed"
    """Taken over in a merger: not deemed issued, tested when its shares come out (A19)."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A part of a right on equal terms.

    `shares` is the Common under it, `exercise_price` and `conversion_price` are per share, `money` is its part of what
    was paid for the grant; all in base units. `became_by` names the entry by which an option became a Convertible
    Security, `out_by` the one by which its Common came out. `received` is the exercise money that was received when it
    became one: that does not grow with its rate any more (A32).
    """

    shares: Number
    exercise_price: Number
    conversion_price: Number
    money: Number
    stage: Stage
    became_by: str | None = None
    out_by: str | None = None
    received: Number | None = None
    of_grant: Number = 1
    """What part of all that was granted it is, whatever its number has become (A59)."""
    of_money: Number = 1
    """What part of all that was paid for the grant `money` is: more than of the grant, where it keeps some (A23)."""
    given_up: bool = False
    """Whether it went for the price of an exercise, so that no Common came out of it (A29)."""
    consideration: Number = field(init=False)
    """What is received for the lot and its Common altogether: x + y + z of 4E(1), x + y of 4E(2)."""
    per_share: tuple[int, int] = field(init=False)
    """Consideration over shares, as a numerator and a denominator: worked out once, tested in every replay."""

    def __post_init__(self) -> None:
        exercise = self.shares * self.exercise_price if self.received is None else self.received
        consideration = plain(self.money + exercise + self.shares * self.conversion_price)
        object.__setattr__(self, "consideration", consideration)
        object.__setattr__(self, "per_share", ratio(consideration, self.shares))

    def part(self, shares: Number) -> "Lot":
        """So many shares of this lot, on its terms."""
        part = Fraction(shares) / self.shares
        received = None if self.received is None else plain(self.received * part)
        money, of_money = plain(self.money * part), plain(self.of_money * part)
        of_grant = plain(self.of_grant * part)
        return replace(self, shares=shares, money=money, received=received, of_grant=of_grant, of_money=of_money)

    def became_convertible(self, entry: str | None) -> "Lot":
        """The same part as a Convertible Security: its exercise money is received (4E(2), A32)."""
        received = plain(self.shares * self.exercise_price)
        return replace(self, stage="convertible", became_by=entry, received=received)


@dataclass(frozen=True, slots=True)
class Right:
    """A warrant, option, right or convertible, by its lots; what ended unexercised is no longer among them."""

    name: str
    holder: str
    entry: str
    clause: Literal["4E(1)", "4E(2)"]
    standing: Standing
    lots: tuple[Lot, ...]
    two_stages: bool = False
    amended: bool = False
    ends: date | None = None
    transaction: tuple[date, str] | None = None
    """The integral transaction that it was granted in (A6)."""
    granted_shares: Number = 0
    granted_money: Number = 0
    deducted: Number = 0
    """What of the money paid for it is deducted for the rights granted with it (A59)."""
    gross: Number = 0
    """That money before the deduction."""

    @property
    def is_excluded(self) -> bool:
        """Whether its Common is Excluded Stock: plan and lender stock, legacy until amended (A15, A16)."""
        return self.standing is Standing.EXCLUDED or (self.standing is Standing.LEGACY and not self.amended)

    def outstanding(self, stage: Stage | None = None) -> Number:
        """Common still to come out of it, in base units."""
        return plain(sum(lot.shares for lot in self.open_lots(stage)))

    def open_lots(self, stage: Stage | None = None) -> Iterator[Lot]:
        """The lots still outstanding, the oldest first."""
        return (lot for lot in self.lots if lot.out_by is None and stage in (None, lot.stage))


def issue_of(entry: str, clause: str, lots: Sequence[Lot]) -> Issue:
    """Lots as one issue: the Common under them and the consideration for it."""
    if len(lots) == 1:
        return issue(entry, clause, lots[0].shares, lots[0].consideration)
    return issue(entry, clause, sum(lot.shares for lot in lots), sum(lot.consideration for lot in lots))


def deemed_lots(price: Bounded, lots: Sequence[Lot], choices: Interpretations) -> Sequence[Lot]:
    """The lots below a price: each set of terms by itself, or all or none at their average price (A24)."""
    if choices.tranche_test == "separate" or len(lots) == 1:
        return [lot for lot in lots if price.is_above(*lot.per_share)]
    money, shares = sum(lot.consideration for lot in lots), sum(lot.shares for lot in lots)
    return lots if lots and price.is_above(*ratio(money, shares)) else ()


def retain_money(left: Sequence[Lot], gone: Sequence[Lot], *, tested: bool) -> list[Lot]:
    """The lots that remain, with the grant money of those that ended, pro rata to their shares (A23, `retained`).

    Of a right not `tested` at its grant, what has come out was tested then, and stays as it was tested (A33).
    """
    money, of_money = (Fraction(sum(parts)) for parts in ((lot.money for lot in gone), (lot.of_money for lot in gone)))
    total = sum(lot.shares for lot in left)

    def kept(lot: Lot) -> Lot:
        part = lot.shares / Fraction(total)
        return replace(lot, money=plain(lot.money + money * part), of_money=plain(lot.of_money + of_money * part))

    return [lot if lot.out_by and not tested else kept(lot) for lot in left]


def take(right: Right, shares: Number, stage: Stage | None) -> tuple[list[Lot], list[Lot]]:
    """Split a right's lots: so many shares of the open ones, the oldest first; and all the rest, in their order."""
    taken: list[Lot] = []
    left: list[Lot] = []
    for lot in right.lots:
        if lot.out_by is not None or stage not in (None, lot.stage) or not shares:
            left.append(lot)
        elif lot.shares <= shares:
            taken.append(lot)
            shares -= lot.shares
        else:
            taken.append(lot.part(shares))
            left.append(lot.part(plain(lot.shares - shares)))
            shares = 0
    return taken, left

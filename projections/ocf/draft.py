"""A package in the making: its transactions so far, who holds which security, and what was lost on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from ledger.events import Entry
from ledger.price.rights import Right
from projections.ocf.numbers import CURRENCY, fits, numeric

Object = dict[str, Any]

COMMON, SERIES = "stock-class-common", "stock-class-series"
"""The ids of the two stock classes."""

ROUNDED = "rounded"
"""The code of a loss: a number went on past ten places."""
_NULLABLE = ("expiration_date",)
"""Fields that the format wants to be there even where they say nothing."""


@dataclass(slots=True)
class Certificate:
    """A security of stock: so many shares of one holder, and what was paid for one."""

    security: str
    shares: int
    price: Fraction


class Instrument(NamedTuple):
    """What an issuance of a right says; shares and prices in the units of its day."""

    name: str
    kind: str
    holder: str
    shares: Fraction
    price: Fraction
    money: Fraction
    ends: date | None
    plan: str | None = None


@dataclass(slots=True)
class Draft:
    """Made by `package_of`, changed by the writers of each kind of entry, read at the end."""

    units: Fraction = Fraction(1)
    """The share units just before the entry at hand."""
    right: Right | None = None
    """The right that the entry at hand is about, as it was just before it."""
    units_after: Fraction = Fraction(1)
    """The share units just after it."""
    common: Mapping[str, int] = field(default_factory=dict)
    """The Common of each holder just after it."""
    authorized: int = 0
    """The authorized Common just before the entry at hand."""
    entry: str = ""
    on: date = date.min
    transactions: list[Object] = field(default_factory=list)
    before: tuple[int, int] = (0, 0)
    """Where among them those of the entry before the one at hand begin, and where they end."""
    stock: dict[tuple[str, str], list[Certificate]] = field(default_factory=dict)
    rights: dict[str, tuple[str, Instrument]] = field(default_factory=dict)
    """Each right that is open, with the security as which it now runs."""
    holders: dict[str, str] = field(default_factory=dict)
    plans: dict[str, Fraction] = field(default_factory=dict)
    deals: dict[tuple[date, str], list[str]] = field(default_factory=dict)
    lost: dict[str, dict[str, None]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def begin(self, entry: Entry) -> None:
        """Come to an entry."""
        self.entry, self.on = entry.id or "", entry.effective
        self.before = self.before[1], len(self.transactions)

    def of_entry_before(self) -> list[Object]:
        """The transactions, but for issuances, of the entry just before the one at hand."""
        begins, ends = self.before
        return [one for one in self.transactions[begins:ends] if not one["object_type"].endswith("_ISSUANCE")]

    def found(self, code: str, entry: str) -> None:
        """Take back that something of an entry was lost."""
        self.lost.get(code, {}).pop(entry, None)
        if not self.lost.get(code):
            self.lost.pop(code, None)

    def lose(self, code: str) -> None:
        """Note that the entry at hand, or a part of it, has no place in the format."""
        self.lost.setdefault(code, {}).setdefault(self.entry)

    def number(self, number: Fraction | int) -> str:
        """A number of the entry at hand, and a note where it was rounded."""
        if not fits(number):
            self.lose(ROUNDED)
        return numeric(number)

    def money(self, amount: Fraction | int) -> Object:
        """An amount of money of the entry at hand."""
        return {"amount": self.number(amount), "currency": CURRENCY}

    def new_id(self) -> str:
        """An id for the next transaction: that of the entry, and a number behind it where it has several."""
        name, number = self.entry, 1
        while name in self._taken:
            number += 1
            name = f"{self.entry}#{number}"
        self._taken.add(name)
        return name

    def put(self, kind: str, comments: Iterable[str] = (), *, name: str | None = None, **fields: Any) -> str:
        """Write a transaction of the entry at hand; its id."""
        name = name or self.new_id()
        said = list(comments)
        given = {key: value for key, value in fields.items() if value is not None or key in _NULLABLE}
        given |= {"comments": said} if said else {}
        self.transactions.append({"object_type": kind, "id": name, "date": self.on.isoformat(), **given})
        return name

    def issuance(self, kind: str, holder: str, custom: str, comments: Iterable[str] = (), **fields: Any) -> str:
        """Write a transaction that brings a security into being; the security's id."""
        name = self.new_id()
        security = f"security-{name}"
        self.put(
            kind,
            comments,
            name=name,
            security_id=security,
            custom_id=custom or security,
            stakeholder_id=self.holder(holder),
            security_law_exemptions=[],
            **fields,
        )
        return security

    def held(self, stock: str, holder: str) -> int:
        """What the certificates of a holder come to."""
        return sum(one.shares for one in self.stock.get((stock, holder), ()))

    def holder(self, name: str) -> str:
        """The id of a stakeholder."""
        return self.holders.setdefault(name, f"stakeholder-{len(self.holders) + 1}")

"""What was done on the Series D and is asked about later: conversions, consents, waivers; and balances that differ."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.log.recorded import Delivery
from ledger.numbers.bounded import Bounded
from ledger.price.rights import Lot

Parts = tuple[tuple[int, Bounded], ...]
"""Series D by what of each share is converted, in money: how many shares, and what of each; the oldest first (A60)."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion of Series D as recorded, with what is needed to say what it should have given (A8, A30)."""

    entry: str
    day: date
    holder: str
    shares: int
    parts: Parts
    """Of the shares named, the oldest of the holder's first: the Liquidation Preference, or the Stated Value (A42)."""
    price: Bounded
    units: Fraction
    room: int | None
    delivery: Delivery
    owned_before: int
    """The Series D that the holder had just before."""
    stated_value: Fraction
    """Of a share of Series D, then (1)."""
    automatic: bool = False
    register_to: str = ""
    stated: bool = False
    """Whether its entry says how many shares were delivered; else that is assumed as the ledger worked it out."""


class Consent(NamedTuple):
    """A holder's consent to a proposal: with how many shares, and whether in writing (10).

    None, by the first edition of the readings alone: with all that the holder has when it is counted.
    """

    shares: int | None
    written: bool


Consents = tuple[Consent, ...]
"""What a holder consented with: the latest of its own, and of each holder that became one with it since."""


class Followed(NamedTuple):
    """By an entry, what stood under one name stands under another: a holder was renamed, or became one with another."""

    entry: str
    day: date
    before: str
    after: str


class Waived(NamedTuple):
    """A waiver of the adjustment of `waived`: by which entry and proposal, and how many Series D had consented (9).

    `of_all`: whether all had to, since the price had moved by what is waived; else a majority sufficed (A52).
    """

    entry: str
    day: date
    waived: str
    action: str
    agreed: int
    outstanding: int
    of_all: bool


class Unconsented(NamedTuple):
    """What section 6 allows only with consent, done without it: recorded, and shown as that for ever after."""

    entry: str
    day: date
    action: str
    agreed: int
    outstanding: int
    despite: str
    """Why it was done all the same, in the words of who recorded it."""


class Differs(NamedTuple):
    """A balance that somebody asserted and the register does not have at its place: as asserted, and as it is here.

    `holder` is None where it is of all that is outstanding, or of the treasury.
    """

    entry: str
    day: date
    holder: str | None
    stock: str
    asserted: int
    found: int


class Cancelled(NamedTuple):
    """A part of a right that was given up before its term: a grant soon after may stand in its place (A67)."""

    entry: str
    day: date
    right: str
    lots: tuple[Lot, ...]

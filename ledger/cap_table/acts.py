"""What was done on the Series D and is asked about later: conversions, consents and waivers."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from ledger.log.recorded import Delivery
from ledger.numbers.bounded import Bounded


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion of Series D as recorded, with what is needed to say what it should have given (A8, A30)."""

    entry: str
    day: date
    holder: str
    shares: int
    preference: Bounded
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
    """A holder's consent to a proposal: with how many shares (None: all that it holds), and whether in writing (10)."""

    shares: int | None
    written: bool


class Waived(NamedTuple):
    """A waiver of the adjustment of `waived`: by which entry and proposal, and how many Series D had consented (9).

    `of_all`: whether all had to, since what is waived had taken place; else a majority sufficed (A52).
    """

    entry: str
    day: date
    waived: str
    action: str
    agreed: int
    outstanding: int
    of_all: bool

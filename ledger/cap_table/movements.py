"""Movements: what an entry moved, from where to where. A register is nothing but the fold of them.

Shares are held by somebody, or stand in a place that nobody holds: not issued, in treasury, or retired. A change of the
share units moves what each holder gains by it out of the unissued shares, and what it loses back to them.
"""

from enum import Enum
from typing import Literal, NamedTuple

Stock = Literal["common", "series_d"]


class Place(Enum):
    """Where shares are that nobody holds."""

    UNISSUED = "unissued"
    """Authorized or designated, and not issued."""
    TREASURY = "treasury"
    """Issued and not outstanding: held by or for the Company (4E(7))."""
    RETIRED = "retired"
    """Series D that was converted; it is not issued again (4M, A49)."""


class Movement(NamedTuple):
    """So many shares from one holder or place to another, by an entry; in the share units after it.

    `restated`: no act of anybody's, the share units changed (1, 4F, 4G).
    """

    entry: str
    stock: Stock
    source: str | Place
    target: str | Place
    shares: int
    restated: bool = False

"""What a package of the Open Cap Format was found to say when it was read, beside the entries that it gives."""

from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple


class NotUsed(NamedTuple):
    """A kind of statement that nothing was made of: what, how often, in which object first, and why."""

    statement: str
    times: int
    example: str
    why: str


@dataclass(frozen=True, slots=True)
class SecuritiesCompared:
    """What the living securities of a holder, or of a right, come to, and what the entries give.

    `of` is `common`, `series_d` or the name of a right; the holder of a right is the one to whom it was granted.
    """

    holder: str
    of: str
    securities: tuple[str, ...]
    package: Fraction
    ledger: Fraction
    agrees: bool


@dataclass(frozen=True, slots=True)
class PackageRead:
    """What was read of a package: the balances of its securities, and the statements that were not used."""

    reconciliation: list[SecuritiesCompared]
    not_used: list[NotUsed]

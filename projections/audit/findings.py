"""What an audit finds, as values: of claims, of conversions, and all of it together."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, NamedTuple

from ledger.numbers.figure import Figure
from projections.answers.warnings import Note
from projections.audit.claims import Claim, Parted
from projections.audit.notices_sent import SentFound
from projections.audit.rounding import Reconciled
from projections.audit.verdicts import FINDINGS, VERDICTS, Finding, Verdict
from projections.members import Answer, Hidden, Maybe, Name, Spread, member


@dataclass(frozen=True, slots=True)
class Compared:
    """A claimed number and the computed one; the difference is claimed less computed, never rounded."""

    claimed: Figure
    computed: Figure | None
    verdict: Verdict
    """`exact`; `as_stated`: so it is when rounded half up, or cut off, to the places that are written; or `wrong`."""
    agrees: bool
    """Whether it is not wrong; where only what is exact agrees, whether it is exact."""
    difference: Figure | None
    rounded: Hidden[int | None] = None
    """The places to which both were rounded before they were the same number; None where they are so unrounded."""

    @property
    def finding(self) -> Finding:
        """The verdict, where what agrees only because both were rounded first is not called exact."""
        return self.verdict if self.rounded is None else "rounded"


class CommonEffect(NamedTuple):
    """What a wrong Common for one share does to all Series D of its day: below zero it gives so many too few."""

    series_d: int
    common: int


@dataclass(frozen=True, slots=True)
class CommonCompared(Compared):
    """The Common for one share; `reconciles` where the price disagrees as well."""

    reconciles: Maybe[Reconciled] = None
    effect: Hidden[CommonEffect | None] = None


class Touched(NamedTuple):
    """A recorded conversion that falls where a wrong claim governs: what its Series D give at the two prices."""

    entry: str
    on: date
    holder: str
    converted: int
    at_record: int
    """Whole shares at the record's Conversion Price: what was due (4A, 4D)."""
    at_claim: int
    """Whole shares at the price claimed."""
    difference: int
    """At the price claimed less at the record's: below zero the claim gives too few."""
    price: Figure
    """The record's Conversion Price of the conversion, in the share units of its place."""
    money: Figure
    """The difference, valued at that price: a simple measure of what it is worth, and no market value."""


class Effect(NamedTuple):
    """What a wrong price does: to the conversions that it touched, and what it would to all Series D of its day.

    Each number is that of the price claimed less that of the computed one: below zero the claim gives too few. Money is
    such shares valued at the record's Conversion Price of their day, a simple measure and no market value.
    """

    common_per_share: Figure
    series_d: int
    common: int
    """Of all Series D together, whole shares on either side (4D)."""
    money: Figure
    """Those shares, valued at the record's Conversion Price of the day."""
    conversions: tuple[Touched, ...]
    """The conversions that fall where the claim governs: from its date on, until `until`."""
    converted_common: int
    """The sum of the differences of these conversions, in shares."""
    converted_money: Figure
    """And in money."""
    until: Maybe[date] = None
    """The first date that it no longer governs: the price in effect changes, or a later claim begins."""


class Reasons(NamedTuple):
    """The step at which a claim that disagrees and the record part, and what would make it agree; None if unknown."""

    parted: Parted | None
    reconciles: Reconciled | None
    others: Maybe[tuple[Reconciled, ...]] = None
    """What explains it as well as `reconciles` does, that is exactly or as stated like that one; the plainest first."""


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """What the audit says of one claim; of one that disagrees, where it parts and what would reconcile it."""

    claim: Spread[Claim]
    price: Spread[Compared]
    common_per_share: Maybe[CommonCompared]
    """The Common for one share, where it is claimed."""
    parted: Hidden[Parted | None] = None
    reconciles: Hidden[Reconciled | None] = None
    others: Hidden[tuple[Reconciled, ...]] = ()
    effect: Maybe[Effect] = None
    """Of a wrong price, its effect in shares and in money."""
    note: Maybe[str] = None
    """What a reader should know although it changes no comparison: that nothing was in force on the date."""

    @property
    @member()
    def reasons(self) -> Spread[Reasons | None]:
        """Of a claim that disagrees: where it parts from the price, and what would reconcile it."""
        return None if self.agrees else Reasons(self.parted, self.reconciles, self.others or None)

    @property
    @member(before="effect")
    def verdict(self) -> Verdict:
        """The verdict on all that is claimed: the worse one, where the price and the Common for one share differ."""
        told = [one.verdict for one in (self.price, self.common_per_share) if one is not None]
        return max(told, key=VERDICTS.index)

    @property
    def finding(self) -> Finding:
        """The worse finding, where those of the price and of the Common for one share differ."""
        return max((one.finding for one in (self.price, self.common_per_share) if one is not None), key=FINDINGS.index)

    @property
    @member(before="effect")
    def agrees(self) -> bool:
        """Whether everything that is claimed agrees."""
        return self.price.agrees and (self.common_per_share is None or self.common_per_share.agrees)


@dataclass(frozen=True, slots=True)
class ConversionFound:
    """What a conversion delivered, and what the record as now known gives for the same Series D (A8, A30)."""

    entry: str
    entitled: int
    delivered: int
    on: date
    holder: str
    converted: int
    automatic: bool
    stated: bool
    """Whether its entry says how many were delivered; else that is assumed, and cannot disagree."""

    @property
    @member(before="on")
    def difference(self) -> int:
        """Delivered less entitled."""
        return self.delivered - self.entitled

    @property
    def agrees(self) -> bool:
        """Whether nothing that was stated differs from what was due."""
        return not self.stated or not self.difference


@dataclass(frozen=True, slots=True)
class Audit(Answer):
    """All claims in the order given, all conversions and the prices that notices stated in that of the timeline."""

    claims: list[ClaimFound]
    conversions: list[ConversionFound]
    places: int | None = None
    notices: list[SentFound] = field(default_factory=list)
    strict: bool = False
    """Whether only what is exact agrees."""
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """What is to be said of every answer as of the last day claimed: a right past its term, for one (A36, A66)."""

    @property
    @member(before="places")
    def agrees(self) -> bool:
        """Whether nothing disagrees; a notice that a later one put right does not."""
        told = [one.agrees for one in self.claims] + [one.stands for one in self.notices]
        return all(told) and all(one.agrees for one in self.conversions)

    @property
    def worst_first(self) -> list[ClaimFound]:
        """The claims, the wrong ones first, then those as stated, then the exact ones; each in the order given."""
        return sorted(self.claims, key=lambda one: -FINDINGS.index(one.finding))

    @property
    def stated(self) -> list[ConversionFound]:
        """The conversions whose entries say how many were delivered."""
        return [one for one in self.conversions if one.stated]

    @property
    def assumed(self) -> list[ConversionFound]:
        """The conversions of which nobody said it: the ledger assumes what it worked out."""
        return [one for one in self.conversions if not one.stated]

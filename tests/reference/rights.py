"""Options and Convertible Securities: a right as granted, and the lots (tranches) into which it has been divided."""

from dataclasses import dataclass, field, replace
from fractions import Fraction

from .record import Recorded


@dataclass
class Lot:
    """A tranche: part of a grant on equal terms."""

    shares: Fraction
    exercise_price: Fraction
    conversion_price: Fraction
    stage: str  # "option", then (if it buys a Convertible Security) "convertible", then "common": the right is used up
    part: Fraction = Fraction(1)  # which part of the grant it is, by the shares as granted (A59)
    money_part: Fraction = Fraction(1)  # which part of the money for the grant is counted for it (A23)
    grant_money: Fraction = Fraction(0)  # that part in money
    exercise_money: Fraction | None = None  # what was paid when it became a Convertible Security: that is fixed (A32)
    deemed: bool = False  # tested, and below the price: deemed issued when tested
    became_convertible_by: str = ""  # the entry that turned the option into the Convertible Security
    came_out_by: str = ""  # the entry that brought the Common out
    withheld_by: str = ""  # the net exercise in which it was given up for the price, if that is an exercise too (A29)

    @property
    def outstanding(self) -> bool:
        """Whether the right still stands."""
        return self.stage != "common"

    @property
    def money(self) -> Fraction:
        """All that the Company gets for these shares: for the grant, on exercise, on conversion (4E(1), 4E(2))."""
        on_exercise = self.shares * self.exercise_price if self.exercise_money is None else self.exercise_money
        return self.grant_money + on_exercise + self.shares * self.conversion_price

    def divided(self, part: Fraction) -> tuple["Lot", "Lot"]:
        """Split off `part` shares; all money that is counted in a sum goes pro rata (A23)."""
        return self.portion(part / self.shares), self.portion(1 - part / self.shares)

    def portion(self, of_it: Fraction) -> "Lot":
        """So much of the lot, everything that is counted in a sum pro rata."""
        return replace(
            self,
            shares=self.shares * of_it,
            part=self.part * of_it,
            money_part=self.money_part * of_it,
            grant_money=self.grant_money * of_it,
            exercise_money=None if self.exercise_money is None else self.exercise_money * of_it,
        )

    def restated(self, ratio: Fraction) -> "Lot":
        """Put the lot into new share units: `ratio` new shares for one old."""
        return replace(
            self,
            shares=self.shares * ratio,
            exercise_price=self.exercise_price / ratio,
            conversion_price=self.conversion_price / ratio,
        )


@dataclass
class Right:
    """An Option or a Convertible Security, as granted."""

    name: str
    grant: Recorded
    first_stage: str
    two_levels: bool
    unit_changes_before: int  # how many changes of share units lay before the grant
    legacy: bool
    lots: list[Lot] = field(default_factory=list)
    amended: bool = False  # counts for a legacy right only (A16)

    @property
    def stages(self) -> tuple[str, Fraction, Fraction]:
        """Who was granted it, and how much is outstanding as an option and as a Convertible Security."""
        return str(self.grant.entry["holder"]), self.outstanding("option"), self.outstanding("convertible")

    def outstanding(self, stage: str) -> Fraction:
        """How much is outstanding at a stage."""
        return sum((lot.shares for lot in self.lots if lot.stage == stage), Fraction(0))

    def copied(self) -> "Right":
        """The same, to be changed apart."""
        return replace(self, lots=[replace(lot) for lot in self.lots])

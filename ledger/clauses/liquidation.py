"""Section 3: who gets what in a liquidation, and from which assets on converting first is better (A51).

Pure arithmetic, exact: the preference first, pro rata with stock on a parity where it does not suffice, and the
remainder to the Common. Series D takes no part in the remainder; a merger is not a liquidation.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ledger.cap_table.accruals import Lots, take
from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.clauses.conversion import due
from ledger.clauses.notices import check_record_date, flag_notice
from ledger.clauses.shares import parts_of, sum_of
from ledger.events import Liquidated, ParityClass
from ledger.log.recorded import Delivery
from ledger.numbers.exact import in_words
from ledger.refusals import Refusal
from ledger.rules import flags, refuses

PARITY_CLASS_TWICE = refuses(
    "parity_class_twice",
    "3",
    "A class on a parity with Series D is named once.",
    "Give each class once, with all its shares; name one with another preference otherwise.",
)
NOTHING_PREFERRED = flags(
    "nothing_preferred",
    "3",
    "Only outstanding Series D has a preference in a liquidation.",
    "Nothing to enter; all goes to Common.",
)
NO_ASSETS = flags(
    "no_assets",
    "3",
    "A liquidation distributes what assets there are.",
    "Check the amount; nobody gets anything.",
)
ASSETS_SHORT = flags(
    "assets_short",
    "3",
    "Where the assets do not pay all that is due first, they are shared pro rata among what ranks on a parity (A51).",
    "Nothing to enter; `waterfall` shows who gets what.",
)
CONVERTING_IS_BETTER = flags(
    "converting_is_better",
    "3",
    "A holder may convert before a liquidation, and gets more by it where the assets are above its break-even (A51).",
    "The holders named should consider converting before the liquidation.",
)

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Claims:
    """What the assets are shared among: preferential claims, in money, and shares of Common."""

    series_d: dict[str, int]
    common: dict[str, int]
    preferred: dict[str, Fraction]
    """What is due to each holder for its Series D before the Common: Stated Value and accruals (3, A60)."""
    parity: Fraction

    @property
    def preferential(self) -> Fraction:
        """All that is due before the Common gets anything."""
        return sum(self.preferred.values(), self.parity)

    @property
    def common_outstanding(self) -> int:
        """Common that shares in the remainder; treasury shares do not."""
        return sum(self.common.values())

    def paid_on(self, assets: Fraction) -> Fraction:
        """The part of each preferential claim that the assets pay: 1 where they suffice."""
        due_first = self.preferential
        return Fraction(1) if assets >= due_first else assets / due_first

    def remainder(self, assets: Fraction) -> Fraction:
        """What is left for the Common."""
        return max(NOTHING, assets - self.preferential)

    def payout(self, holder: str, assets: Fraction) -> tuple[Fraction, Fraction]:
        """What one holder gets: for its Series D, and for its Common."""
        first = self.preferred.get(holder, NOTHING) * self.paid_on(assets)
        owned = self.common.get(holder, 0)
        return first, self.remainder(assets) * owned / self.common_outstanding if owned else NOTHING

    def converted(self, holder: str, delivery: Delivery, given_up: Fraction) -> "Claims":
        """The claims after one holder has converted, giving up so much preference, all else equal."""
        left = {**self.series_d, holder: self.series_d[holder] - delivery.converted}
        common = {**self.common, holder: self.common.get(holder, 0) + delivery.common_shares}
        preferred = {**self.preferred, holder: self.preferred[holder] - given_up}
        return Claims(left, common, preferred, self.parity)

    def break_even(self, holder: str, delivery: Delivery, given_up: Fraction) -> Fraction | None:
        """The assets above which converting first gives one holder more, all else equal; None where it never does.

        Up to the preferential total T staying is never worse. Above it staying gives the preference and a share s of
        what exceeds T, converting gives a greater share t of what exceeds T less the preference m that is given up:
        they meet at T + m (1 - t) / (t - s).
        """
        after = self.converted(holder, delivery, given_up)
        owned = self.common.get(holder, 0)
        if not after.common_outstanding:
            return None
        staying = Fraction(owned, self.common_outstanding) if owned else NOTHING
        converting = Fraction(after.common[holder], after.common_outstanding)
        if converting <= staying:
            return None
        return self.preferential + given_up * (1 - converting) / (converting - staying)


def check_classes(parity: Iterable[ParityClass]) -> None:
    """Refuse a class on a parity that is named twice: what is due to it, and what it gets, are told by its name."""
    for name, number in Counter(one.class_ for one in parity).items():
        if number > 1:
            raise Refusal(
                PARITY_CLASS_TWICE,
                f"the class {name!r} stands {number} times among those on a parity; give it once, with all its shares, "
                "or call what has another preference by another name",
            )


def claims(state: State, parity: tuple[ParityClass, ...] = ()) -> Claims:
    """The claims of the moment. `ParityClass.preference` is per share."""
    preferred = {holder: preference_of(state, lots) for holder, lots in state.register.lots.items()}
    on_parity = sum((one.shares * one.preference for one in parity), NOTHING)
    return Claims(dict(state.series_d), dict(state.common), preferred, on_parity)


def preference_of(state: State, lots: Lots) -> Fraction:
    """The Liquidation Preference of lots altogether, in money: Stated Value and what is accrued on each (3, A60)."""
    exact = sum_of(tuple((lot.shares, state.preference_with(lot.accrued)) for lot in lots)).exact()
    return Fraction(int(exact.numerator), int(exact.denominator))


def given_up(state: State, holder: str, delivery: Delivery) -> Fraction:
    """The preference of the Series D that a holder would convert, the oldest first (A60)."""
    return preference_of(state, take(state.register.lots[holder], delivery.converted)[0])


def conversion_of_all(state: State, holder: str) -> Delivery:
    """What a holder would get by converting all its Series D now, cut back to what is authorized (4A, A45)."""
    held = state.series_d.get(holder, 0)
    if not held or state.price.is_zero():
        return Delivery(0, 0)
    asked = Conversion(
        entry="",
        day=state.day,
        holder=holder,
        shares=held,
        parts=parts_of(state, state.register.lots[holder]),
        price=state.price,
        units=state.units,
        room=state.room,
        delivery=Delivery(0, 0),
        owned_before=held,
        stated_value=state.terms.stated_value,
    )
    return due(asked)


def liquidated(state: State, entry: Liquidated) -> None:
    """The Company is wound up (3); what each holder gets is a question to the ledger, not a change of balances."""
    check_record_date(entry)
    check_classes(entry.parity)
    flag_notice(state, entry)
    if state.flags is None:
        return
    if not state.series_d_outstanding:
        state.flag(NOTHING_PREFERRED, "no Series D is outstanding, so nothing is preferred")
    if not entry.assets:
        state.flag(NO_ASSETS, "there are no assets to distribute")
    found = claims(state, entry.parity)
    if entry.assets < found.preferential:
        state.flag(
            ASSETS_SHORT,
            f"the assets are less than the {in_words(found.preferential)} due first; they are shared pro rata",
        )
    _flag_who_should_convert(state, found, entry.assets)


def _flag_who_should_convert(state: State, found: Claims, assets: Fraction) -> None:
    for holder in sorted(state.series_d):
        delivery = conversion_of_all(state, holder)
        point = found.break_even(holder, delivery, given_up(state, holder, delivery))
        if point is not None and assets > point:
            state.flag(CONVERTING_IS_BETTER, f"{holder} would get more by converting first (4A)")

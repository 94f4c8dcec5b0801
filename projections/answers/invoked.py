"""Which readings an entry invokes by what it made: rules, by what rests on what they find.

A reading is invoked where the figures would be found otherwise under another one: money was deducted (A35), a part had
been exercised (A22), something else was issued that day (A5). What never comes into play is not named.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal, NamedTuple, Self

from ledger.cap_table.acts import Conversion
from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.events import (
    AdjustmentWaived,
    CashDividendPaid,
    CommonIssued,
    CommonSplit,
    ConvertibleIssued,
    DistributionMade,
    Issuing,
    OptionGranted,
    Reorganized,
    RightChanged,
    RightExercised,
    RightTerminated,
    SeriesDConverted,
    SeriesDIssued,
    StockDividendPaid,
    TermsAmended,
    TreasuryDisposed,
)
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded, quotient, same
from ledger.numbers.figure import Figure
from ledger.price.facts import Became, Delivered, Fact, Moment
from ledger.price.formula import Number
from ledger.price.rights import Lot, Right, Standing

About = Literal["price", "balances", "dividends"]
"""What rests on a reading: the price; what holders have, votes and deliveries included; what a dividend gives."""

SOON = timedelta(days=30)
"""A grant to a holder so soon after a cancellation may be a change of price in two acts (A67)."""


@dataclass(slots=True)
class Past:
    """What is remembered of the timeline so far."""

    units_sold: set[tuple[date, str]] = field(default_factory=set)
    """The transactions in which Additional Rights were deducted, by date and name."""
    transactions: dict[str, tuple[date, str]] = field(default_factory=dict)
    """The transaction in which a right was granted."""
    acted: dict[str, date] = field(default_factory=dict)
    """The last day on which something of a right came out or changed."""
    granted: dict[str, date] = field(default_factory=dict)
    cancelled: dict[str, date] = field(default_factory=dict)
    """The last day on which a right of a holder was cancelled."""
    converted: date = date.min
    """The last day on which Series D was converted."""
    excluded: bool = False
    """Whether there is Excluded Stock."""

    def copied(self) -> Self:
        """Another that remembers the same."""
        return replace(
            self,
            units_sold=self.units_sold.copy(),
            transactions=self.transactions.copy(),
            acted=self.acted.copy(),
            granted=self.granted.copy(),
            cancelled=self.cancelled.copy(),
        )


class Before(NamedTuple):
    """What stood just before an entry."""

    fact: Fact | None = None
    conversions: int = 0
    right: Right | None = None
    deemed: Sequence[Lot] = ()
    """What was deemed issued of the right, and is not out."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry that has happened, what stood before it, and the state that it made."""

    recorded: Recorded
    state: State
    before: Before
    past: Past

    @property
    def fact(self) -> Fact | None:
        """The fact of 4E to 4H that it added, or joined."""
        facts = self.state.course.facts
        return facts[-1] if facts and facts[-1] is not self.before.fact else None

    @property
    def made(self) -> Sequence[Conversion]:
        """The conversions that it made."""
        return self.state.conversions[self.before.conversions :]


# -- the price --------------------------------------------------------------------------------------------------------


def tested(one: Happened) -> Iterator[str]:
    """What 4E was asked about it: a test, whether or not it triggered."""
    fact, course = one.fact, one.state.course
    if not isinstance(fact, Moment | Became | Delivered):
        return
    before = course.points[-2].running if len(course.points) > 1 else course.start
    if not same(before, course.points[-1].opening):
        yield "A5"
    if isinstance(fact, Moment):
        if len(fact.members) > 1:
            yield "A6"
        if any(_is_equal(before, pair) for pair in _prices(fact, one.state)):
            yield "A56"
    elif (found := _untested(fact, one.state)) is not None:
        yield found


def _prices(fact: Moment, state: State) -> Iterator[tuple[int, int]]:
    for member in fact.members:
        if isinstance(member, str):
            yield from (lot.per_share for lot in state.rights[member].lots)
        else:
            yield member.per_share


def _is_equal(price: Bounded, per_share: tuple[int, int]) -> bool:
    if price.is_above(*per_share):
        return False
    return same(price, Bounded.of(Fraction(*per_share)))


_BY_STANDING = {Standing.LEGACY: "A16", Standing.ASSUMED: "A19", Standing.EXCLUDED: "A15"}


def _untested(fact: Became | Delivered, state: State) -> str | None:
    """Why what came out of a right is tested now, or never."""
    right = state.rights[fact.right]
    if right.standing is Standing.TESTED:
        # at a price that only falls, what was no trigger at its grant is none when it comes out (A20)
        return "A20" if state.course.points[-1].formula is not None else None
    return None if right.standing is Standing.LEGACY and not right.amended else _BY_STANDING[right.standing]


def issued(one: Happened) -> Iterator[str]:
    """What was received, and what kind of issue it was."""
    entry, state = one.recorded.entry, one.state
    if not isinstance(entry, Issuing):
        return
    if not state.is_protected:
        if state.adopted is not None and entry.effective >= state.adopted and not isinstance(entry, SeriesDIssued):
            yield "A58"
        return
    if isinstance(entry, SeriesDIssued):
        yield from ("A12",) if entry.effective != state.first_series_d else ()
        return
    if entry.consideration.expenses or entry.consideration.additional_rights:
        yield "A35"
    if isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) and entry.dividend_on is not None:
        yield "A18"
    if isinstance(entry, CommonIssued | TreasuryDisposed) and entry.excluded == "D":
        yield "A18"
    if entry.determination is not None and entry.determination.agreement is not None:
        yield "A40"


def granted(one: Happened) -> Iterator[str]:
    """Whose right it is, and what it is granted beside."""
    entry, state, past = one.recorded.entry, one.state, one.past
    if not isinstance(entry, OptionGranted | ConvertibleIssued) or not state.is_protected:
        return
    standing = state.rights[entry.right].standing
    if standing is Standing.ASSUMED:
        yield "A19"
    if entry.effective == state.first_series_d and standing is Standing.TESTED:
        yield "A17"
    if entry.priced_off_series_d:
        yield "A34"
    if isinstance(entry, OptionGranted):
        is_lender = standing is Standing.TESTED and entry.holder in state.lenders
        if is_lender or entry.excluded == "C":
            yield "A14"
        if entry.kind == "right" and standing is Standing.TESTED:
            yield "A38"
    if entry.effective - past.cancelled.get(entry.holder, date.min) <= SOON:
        yield "A67"


def lends(one: Happened) -> Iterator[str]:
    """A lender whose warrants were granted before its note (A14)."""
    entry = one.recorded.entry
    if not isinstance(entry, CommonIssued | ConvertibleIssued | TreasuryDisposed) or entry.excluded != "C":
        return
    rights = one.state.rights.values()
    if any(
        right.holder == entry.holder and right.clause == "4E(1)" and right.standing is Standing.TESTED
        for right in rights
    ):
        yield "A14"


def readjusted(one: Happened) -> Iterator[str]:
    """A right, or a part of one, changed or ended (4E(3)), whether or not that moved the price."""
    entry, right, past = one.recorded.entry, one.before.right, one.past
    if not isinstance(entry, RightChanged | RightTerminated) or right is None or not one.state.is_protected:
        return
    if right.standing is not Standing.TESTED:
        is_amended = right.standing is Standing.LEGACY and one.state.rights[right.name].amended
        yield "A16" if is_amended else "A33"
        return
    deemed = bool(one.before.deemed) or one.state.course.is_deemed(right.name)
    if deemed and any(lot.out_by is not None for lot in right.lots):
        yield "A22"
    if len({(lot.exercise_price, lot.conversion_price) for lot in one.state.rights[right.name].lots}) > 1:
        yield "A24"
    if isinstance(entry, RightChanged):
        yield from _changed(one, entry, right, deemed=deemed)
        return
    if deemed:
        yield "A10"
    if one.state.rights[right.name].lots and any(lot.money for lot in right.lots):
        yield "A23"
    if entry.reason == "expired" and past.acted.get(right.name) == entry.effective:
        yield "A62"
    if past.transactions.get(right.name) in past.units_sold:
        yield "A59"


def _changed(one: Happened, entry: RightChanged, right: Right, *, deemed: bool) -> Iterator[str]:
    if deemed:
        yield "A21"
    if entry.shares is not None:
        yield "A32"
    if entry.reason == "antidilution":
        yield "A27"
    if right.two_stages and any(lot.became_by and lot not in one.before.deemed for lot in right.open_lots()):
        yield "A63"


def exercised(one: Happened) -> Iterator[str]:
    """What came out of a right: what was given up for its price, and where the Common was taken from."""
    entry, right = one.recorded.entry, one.before.right
    if not isinstance(entry, RightExercised) or right is None or not one.state.is_protected:
        return
    if getattr(entry, "withheld", None):
        yield "A29"
    from_treasury = any(move.source is Place.TREASURY for move in one.state.register.moved)
    if from_treasury and one.before.deemed:
        yield "A72"


def restated(one: Happened) -> Iterator[str]:
    """The share units change: what follows them, and who gets the new shares."""
    entry, state = one.recorded.entry, one.state
    if not isinstance(entry, CommonSplit | StockDividendPaid | Reorganized):
        return
    for right in state.rights.values():
        if state.is_protected and right.standing is Standing.TESTED and right.outstanding():
            yield "A27" if right.name in state.without_split_protection else "A26"
    if isinstance(entry, StockDividendPaid):
        if state.treasury:
            yield "A65"
        if getattr(entry, "record_date", None) not in (None, entry.effective):
            yield "A7"
    if isinstance(entry, Reorganized) and entry.reflected_value is not None and entry.exchange_ratio != 1:
        yield "A41"


def distributed(one: Happened) -> Iterator[str]:
    """A distribution (4H): on which shares, on which day, and instead of what."""
    entry, state = one.recorded.entry, one.state
    if not isinstance(entry, DistributionMade) or not state.is_protected:
        return
    if state.course.deemed or state.clock.start_of_day != state.outstanding_in_base_units:
        yield "A37"
    if getattr(entry, "record_date", None) not in (None, entry.effective):
        yield "A7"
    if getattr(entry, "provision", None) is not None:
        yield "A36"


def waived(one: Happened) -> Iterator[str]:
    """What the holders agreed to (9)."""
    entry = one.recorded.entry
    if isinstance(entry, AdjustmentWaived) or (isinstance(entry, TermsAmended) and entry.term == "conversion_price"):
        yield "A52"


def left_alone(one: Happened) -> Iterator[str]:
    """A conversion of Series D is itself no issue that is tested (A12)."""
    if one.made and one.state.is_protected:
        yield "A12"


# -- what holders have ------------------------------------------------------------------------------------------------


def converted(one: Happened) -> Iterator[str]:
    """What a conversion gave: at which day's price, of what, cut off where, and whether it still is what was due."""
    entry = one.recorded.entry
    if isinstance(entry, SeriesDConverted) and {entry.notice_delivered, entry.surrendered} - {None, entry.effective}:
        yield "A4"
    for made in one.made:
        yield from _given(made)


def _given(made: Conversion) -> Iterator[str]:
    if made.automatic:
        yield "A46"
    if made.delivery.converted < made.shares:
        yield "A45"
    if not same(made.preference, Bounded.of(made.stated_value)):
        yield "A42"
    if made.delivery.converted and not made.price.is_zero():
        given = quotient(made.preference, made.price, made.delivery.converted * made.units)
        if not Figure(given).ends_at(0):
            yield "A43"
        if entitlement(made) != made.delivery.common_shares:
            yield "A8"


# -- what a dividend gives --------------------------------------------------------------------------------------------


def paid(one: Happened) -> Iterator[str]:
    """A dividend, in cash or in kind, and what it gives Series D (2)."""
    entry, state = one.recorded.entry, one.state
    if not isinstance(entry, CashDividendPaid | DistributionMade) or not state.series_d_outstanding:
        return
    if isinstance(entry, CashDividendPaid) and entry.dividend_on is not None:
        yield "A50"
        return
    yield "A64"
    if isinstance(entry, DistributionMade):
        yield "A39"
    if getattr(entry, "series_d", "paid") == "unpaid" or entry.record_date not in (None, entry.effective):
        yield "A60"


RULES: Mapping[About, Sequence[Callable[[Happened], Iterator[str]]]] = {
    "price": (*(issued, tested, granted, lends, readjusted, exercised, restated, distributed, waived, left_alone),),
    "balances": (converted,),
    "dividends": (paid,),
}
"""The rules, by what rests on what they find."""


def of_formula(outstanding: Number, before: Number, past: Past) -> Iterator[str]:
    """An average (4E): when it governs, and what its A counts; `before` is what was really outstanding."""
    yield from ("A1", "A11", "A43")
    if outstanding != before:
        yield "A9"
    if past.excluded:
        yield "A13"

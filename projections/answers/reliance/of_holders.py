"""What Series D brings its holders: conversions (4A, 4D, second 4L) and dividends (2, 3)."""

from collections.abc import Iterator

from ledger.cap_table.acts import Conversion
from ledger.cap_table.movements import Place
from ledger.clauses.conversion import amount_of, entitlement
from ledger.events import (
    AccruedDividendsPaid,
    CashDividendPaid,
    CommonAuthorizedChanged,
    CommonSplit,
    DistributionMade,
    OpeningBalance,
    SeriesDConverted,
    SeriesDSplit,
)
from ledger.numbers.bounded import quotient
from ledger.numbers.figure import Figure
from projections.answers.reliance.happened import Happened, Invoking


def converted(one: Happened) -> Iterator[str]:
    """What a conversion gave: at which day's price, of what, cut off where, and whether it still is what was due."""
    entry = one.recorded.entry
    if isinstance(entry, SeriesDSplit):
        yield "A85"
    if isinstance(entry, OpeningBalance) and one.state.started:
        yield "A73"
    if one.made and any(move.source is Place.TREASURY for move in one.state.register.moved):
        yield "A83"
    if isinstance(entry, SeriesDConverted) and {entry.notice_delivered, entry.surrendered} - {None, entry.effective}:
        yield "A4"
    if one.made and one.before.accrued:
        yield "A42"
    for made in one.made:
        yield from _given(made)


def _given(made: Conversion) -> Iterator[str]:
    if made.automatic:
        yield "A46"
    if made.delivery.converted < made.shares:
        yield "A45"
    if made.delivery.converted and not made.price.is_zero():
        given = quotient(amount_of(made, made.delivery.converted), made.price, made.units)
        if not Figure(given).ends_at(0):
            yield "A43"
        if entitlement(made) != made.delivery.common_shares:
            yield "A8"


def paid(one: Happened) -> Iterator[str]:
    """A dividend, in cash or in kind, and what it gives Series D (2)."""
    entry, state = one.recorded.entry, one.state
    if isinstance(entry, AccruedDividendsPaid) and entry.per_share is not None:
        yield "A88"
    if not isinstance(entry, CashDividendPaid | DistributionMade) or not state.series_d_outstanding:
        return
    if isinstance(entry, CashDividendPaid) and entry.dividend_on is not None:
        yield "A50"
        return
    yield "A64"
    if isinstance(entry, DistributionMade):
        yield "A39"
    is_before = entry.record_date not in (None, entry.effective)
    if entry.series_d == "unpaid" or is_before:
        yield "A60"
    if is_before:
        yield "A82"


OF_CONVERSIONS = (
    Invoking((SeriesDConverted, CommonSplit, CommonAuthorizedChanged, SeriesDSplit, OpeningBalance), converted),
)
OF_PAYMENTS = (Invoking((CashDividendPaid, DistributionMade, AccruedDividendsPaid), paid),)
"""The rules about what holders get: balances rest on what the ones find, dividends on what the others do."""

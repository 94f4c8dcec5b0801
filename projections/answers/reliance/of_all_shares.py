"""What happens to all shares at once (4F to 4H), and what the holders of Series D agree to (9)."""

from collections.abc import Iterator

from ledger.events import (
    AdjustmentWaived,
    CashDividendPaid,
    CommonSplit,
    DistributionMade,
    Reorganized,
    StockDividendPaid,
    TermsAmended,
)
from ledger.price.rights import Standing
from projections.answers.reliance.happened import Happened, Invoking


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
        if entry.record_date not in (None, entry.effective):
            yield "A7"
        base = state.bases[entry.record_date or entry.effective]
        if base.paid != entry.per_share or state.units != base.units * (1 + base.paid):
            yield "A87"
    if isinstance(entry, Reorganized) and entry.reflected_value is not None and entry.exchange_ratio != 1:
        yield "A41"


def distributed(one: Happened) -> Iterator[str]:
    """A distribution (4H): on which shares, on which day, and instead of what."""
    entry, state = one.recorded.entry, one.state
    cash = isinstance(entry, CashDividendPaid) and entry.out_of_earnings is False
    if not (cash or isinstance(entry, DistributionMade)) or not state.is_protected:
        return
    assert isinstance(entry, DistributionMade | CashDividendPaid)  # noqa: S101  it is one of the two
    if state.course.deemed or state.clock.start_of_day != state.outstanding_in_base_units:
        yield "A37"
    if entry.record_date not in (None, entry.effective):
        yield "A7"
    if entry.provision is not None:
        yield "A36"


def waived(one: Happened) -> Iterator[str]:
    """What the holders agreed to (9)."""
    entry = one.recorded.entry
    if isinstance(entry, AdjustmentWaived) or (isinstance(entry, TermsAmended) and entry.term == "conversion_price"):
        yield "A52"


OF_ALL_SHARES = (
    Invoking((CommonSplit, StockDividendPaid, Reorganized), restated),
    Invoking((DistributionMade, CashDividendPaid), distributed),
    Invoking((AdjustmentWaived, TermsAmended), waived),
)
"""The rules about changes of units and distributions: the price rests on what they find."""

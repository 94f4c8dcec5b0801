"""What an entry of the journal says happened, as one sentence for a reader."""

from collections.abc import Callable
from typing import Any

from ledger.events import (
    AccruedDividendsPaid,
    AdjustmentWaived,
    AnyEntry,
    CashDividendPaid,
    CertificateAdopted,
    CertificateDelivered,
    CommonAuthorizedChanged,
    CommonIssued,
    CommonSplit,
    ConsentGiven,
    Consideration,
    ConvertibleIssued,
    DistributionMade,
    EntryCorrected,
    EntryVoided,
    Issuing,
    Liquidated,
    NoticeSent,
    OpeningBalance,
    OptionGranted,
    ProtectedActionTaken,
    Reorganized,
    RightChanged,
    RightExercised,
    RightTerminated,
    SeriesDAutoConverted,
    SeriesDConverted,
    SeriesDIssued,
    SeriesDSplit,
    SharesTransferred,
    StockDividendPaid,
    TermsAmended,
    TreasuryAcquired,
    TreasuryDisposed,
    TreasuryRetired,
)
from projections.render.numbers import number


def says(entry: AnyEntry) -> str:
    """The sentence without its date and without a full stop."""
    return SENTENCES[type(entry)](entry)


def _issued(entry: CommonIssued) -> str:
    paid = f" as a dividend on {entry.dividend_on}" if entry.dividend_on else _for(entry)
    return f"{number(entry.shares)} shares of Common were issued to {entry.holder}{paid}{_excluded(entry)}"


def _disposed(entry: TreasuryDisposed) -> str:
    return f"{number(entry.shares)} treasury shares were disposed of to {entry.holder}{_for(entry)}{_excluded(entry)}"


def _granted(entry: OptionGranted) -> str:
    what = "taken over in a merger" if entry.assumed else "granted"
    further = "" if entry.conversion_price is None else f", and {number(entry.conversion_price)} a share on conversion"
    return (
        f"the {entry.kind} {entry.right} to buy {number(entry.shares)} shares at {number(entry.exercise_price)} a share"
        f"{further} was {what} to {entry.holder}{_for(entry)}{_excluded(entry)}"
    )


def _convertible(entry: ConvertibleIssued) -> str:
    what = "taken over in a merger" if entry.assumed else "issued"
    further = f" at {number(entry.conversion_price)} a share" if entry.conversion_price else ""
    return (
        f"the Convertible Security {entry.right}, convertible into {number(entry.shares)} shares{further}, was {what} "
        f"to {entry.holder}{_for(entry)}{_excluded(entry)}"
    )


def _changed(entry: RightChanged) -> str:
    to = {"exercise price": entry.exercise_price, "conversion price": entry.conversion_price, "shares": entry.shares}
    changes = " and ".join(f"the {what} to {number(value)}" for what, value in to.items() if value is not None)
    why = "by its own terms against dilution" if entry.reason == "antidilution" else "by amendment"
    return f"what was outstanding of {entry.right} was changed {why}: {changes}"


def _terminated(entry: RightTerminated) -> str:
    what = "all that was outstanding" if entry.shares is None else f"{number(entry.shares)} shares"
    return f"{what} of {entry.right} ended unexercised{f' ({entry.reason})' if entry.reason else ''}"


def _exercised(entry: RightExercised) -> str:
    return f"{entry.right} was exercised or converted for {number(entry.shares)} shares"


def _split(entry: CommonSplit) -> str:
    return f"each {number(entry.old)} shares of Common became {number(entry.new)}"


def _dividend(entry: StockDividendPaid) -> str:
    return f"a dividend of {number(entry.per_share)} shares of Common was paid on each share of Common"


def _distribution(entry: DistributionMade) -> str:
    what = f" ({entry.what})" if entry.what else ""
    return (
        f"assets worth {number(entry.fair_value)} in all were distributed on Common{what}, when the Market Price was "
        f"{number(entry.market_price)} a share"
    )


def _reorganized(entry: Reorganized) -> str:
    value = f", at a value of {number(entry.reflected_value)} a share" if entry.reflected_value is not None else ""
    return f"in a reorganization each share of Common became {number(entry.exchange_ratio)}{value}"


def _cash_dividend(entry: CashDividendPaid) -> str:
    on = "Common" if entry.dividend_on is None else entry.dividend_on
    return f"a dividend of {number(entry.per_share)} in cash is paid on each share of {on}"


def _liquidated(entry: Liquidated) -> str:
    return f"the Company is liquidated, dissolved or wound up, with assets of {number(entry.assets)} to distribute"


def _amended(entry: TermsAmended) -> str:
    value = entry.value if isinstance(entry.value, str) else number(entry.value)
    return f"the term {entry.term} was amended to {value} ({entry.action})"


def _waived(entry: AdjustmentWaived) -> str:
    return f"the adjustment for {entry.entry} was waived ({entry.action})"


def _converted(entry: SeriesDConverted) -> str:
    return f"{entry.holder} converted {number(entry.shares)} shares"


def _adopted(entry: CertificateAdopted) -> str:
    return f"the certificate of {entry.company} took effect; {number(entry.common_authorized)} Common are authorized"


def _balance(entry: OpeningBalance) -> str:
    held = {"Common": entry.common, "Series D": entry.series_d, "treasury shares": entry.treasury}
    said = " and ".join(f"{number(shares)} {what}" for what, shares in held.items() if shares is not None)
    return f"{entry.holder} held {said} before the ledger begins"


def _authorized(entry: CommonAuthorizedChanged) -> str:
    return f"the authorized Common became {number(entry.authorized)}"


def _series_d(entry: SeriesDIssued) -> str:
    paid = _for(entry) if entry.consideration != Consideration() else ""
    return f"{number(entry.shares)} Series D were issued to {entry.holder}{paid}"


def _series_d_split(entry: SeriesDSplit) -> str:
    return f"each {number(entry.old)} Series D became {number(entry.new)}"


def _transferred(entry: SharesTransferred) -> str:
    what = "Series D" if entry.stock == "series_d" else "shares of Common"
    return f"{entry.from_} transferred {number(entry.shares)} {what} to {entry.to}"


def _acquired(entry: TreasuryAcquired) -> str:
    return f"{number(entry.shares)} shares of Common of {entry.holder} went into the treasury"


def _retired(entry: TreasuryRetired) -> str:
    return f"{number(entry.shares)} treasury shares were retired"


def _consent(entry: ConsentGiven) -> str:
    with_ = "all its Series D" if entry.shares is None else f"{number(entry.shares)} Series D"
    return f"{entry.holder} consented to {entry.action} with {with_}"


def _action(entry: ProtectedActionTaken) -> str:
    return f"{entry.action} was done ({entry.kind.replace('_', ' ')})"


def _notice(entry: NoticeSent) -> str:
    about = f" about {entry.about}" if entry.about else ""
    return f"a notice of {entry.kind}{about} was sent to {entry.holder}"


def _delivered(entry: CertificateDelivered) -> str:
    return f"the certificate for {entry.conversion} was delivered"


def _auto_converted(entry: SeriesDAutoConverted) -> str:
    given = f"{number(entry.shares)} Series D into {number(entry.common_shares)} shares"
    return f"{entry.holder} converted {given} automatically, because of {entry.cause}"


def _voided(entry: EntryVoided) -> str:
    return f"voids {entry.entry}: {entry.reason}"


def _corrected(entry: EntryCorrected) -> str:
    return f"corrects {entry.entry}: {entry.reason}"


def _for(entry: Issuing) -> str:
    given = entry.consideration
    parts = {
        "in cash": given.cash,
        "in property": given.property,
        "less {} of expenses": given.expenses,
        "less {} for Additional Rights": given.additional_rights,
    }
    said = [what.format(number(n)) if "{}" in what else f"{number(n)} {what}" for what, n in parts.items() if n]
    return f" for {', '.join(said)}" if said else " without consideration"


def _excluded(entry: CommonIssued | TreasuryDisposed | OptionGranted | ConvertibleIssued) -> str:
    return f"; Excluded Stock under ({entry.excluded})" if entry.excluded else ""


SENTENCES: dict[type, Callable[[Any], str]] = {
    CommonIssued: _issued,
    TreasuryDisposed: _disposed,
    OptionGranted: _granted,
    ConvertibleIssued: _convertible,
    RightChanged: _changed,
    RightTerminated: _terminated,
    RightExercised: _exercised,
    CommonSplit: _split,
    StockDividendPaid: _dividend,
    DistributionMade: _distribution,
    Reorganized: _reorganized,
    CashDividendPaid: _cash_dividend,
    AccruedDividendsPaid: lambda _: "all that was accrued on Series D was paid",
    Liquidated: _liquidated,
    TermsAmended: _amended,
    AdjustmentWaived: _waived,
    SeriesDConverted: _converted,
    CertificateAdopted: _adopted,
    OpeningBalance: _balance,
    CommonAuthorizedChanged: _authorized,
    SeriesDIssued: _series_d,
    SeriesDSplit: _series_d_split,
    SharesTransferred: _transferred,
    TreasuryAcquired: _acquired,
    TreasuryRetired: _retired,
    ConsentGiven: _consent,
    ProtectedActionTaken: _action,
    NoticeSent: _notice,
    CertificateDelivered: _delivered,
    SeriesDAutoConverted: _auto_converted,
    EntryVoided: _voided,
    EntryCorrected: _corrected,
}
"""Of every type of entry, what it says."""

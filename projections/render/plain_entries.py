"""What the entries say that move no price of their own: balances, registers, consents, papers."""

from collections.abc import Callable
from typing import Any

from ledger.events import (
    AccruedDividendsPaid,
    CertificateAdopted,
    CertificateDelivered,
    CommonAuthorizedChanged,
    ConsentGiven,
    EntryCorrected,
    EntryVoided,
    NoticeSent,
    OpeningBalance,
    ProtectedActionTaken,
    SeriesDAutoConverted,
    SeriesDIssued,
    SeriesDSplit,
    SharesTransferred,
    TreasuryAcquired,
    TreasuryRetired,
)
from projections.render.numbers import number

_ACTIONS = {
    "series_d_increase": "more Series D was authorized or issued",
    "senior_or_parity_stock": "stock ranking with or before Series D was created",
    "liquidation_plan": "a plan of liquidation was adopted",
    "adverse_amendment": "an amendment adverse to Series D was made",
}


def _adopted(entry: CertificateAdopted) -> str:
    authorized = number(entry.common_authorized)
    return f"the certificate of {entry.company} took effect, with {authorized} shares of Common authorized"


def _opening(entry: OpeningBalance) -> str:
    has = {"shares of Common": entry.common, "shares in treasury": entry.treasury, "shares of Series D": entry.series_d}
    held = ", ".join(f"{number(count)} {what}" for what, count in has.items() if count)
    return f"{entry.holder} had {held or 'nothing'} when the ledger begins"


def _issued(entry: SeriesDIssued) -> str:
    return f"{number(entry.shares)} shares of Series D were issued to {entry.holder}"


def _transferred(entry: SharesTransferred) -> str:
    stock = "Common" if entry.stock == "common" else "Series D"
    return f"{entry.from_} transferred {number(entry.shares)} shares of {stock} to {entry.to}"


def _acquired(entry: TreasuryAcquired) -> str:
    price = "" if entry.price is None else f" at {number(entry.price)} a share"
    return f"the Company acquired {number(entry.shares)} shares of Common from {entry.holder}{price}"


def _consented(entry: ConsentGiven) -> str:
    shares = "all its shares" if entry.shares is None else f"{number(entry.shares)} shares"
    how = "in writing" if entry.form == "written" else "at a meeting"
    return f"{entry.holder} consented to {entry.action} with {shares} {how}"


def _delivered(entry: CertificateDelivered) -> str:
    what = "the Common" if entry.kind == "common" else "the Series D left over"
    return f"the certificate for {what} of {entry.conversion} was delivered"


def _noticed(entry: NoticeSent) -> str:
    about = "" if entry.about is None else f" about {entry.about}"
    return f"a notice of {entry.kind}{about} was mailed to {entry.holder}"


def _automatic(entry: SeriesDAutoConverted) -> str:
    return (
        f"{number(entry.shares)} shares of Series D of {entry.holder} converted by themselves into "
        f"{number(entry.common_shares)} of Common, caused by {entry.cause}"
    )


PLAIN: dict[type, Callable[[Any], str]] = {
    CertificateAdopted: _adopted,
    OpeningBalance: _opening,
    SeriesDIssued: _issued,
    SharesTransferred: _transferred,
    TreasuryAcquired: _acquired,
    TreasuryRetired: lambda entry: f"{number(entry.shares)} treasury shares were retired",
    CommonAuthorizedChanged: lambda entry: f"the authorized Common became {number(entry.authorized)}",
    SeriesDSplit: lambda entry: f"each {number(entry.old)} shares of Series D became {number(entry.new)}",
    AccruedDividendsPaid: lambda _: "all that was accrued on Series D was paid",
    ConsentGiven: _consented,
    ProtectedActionTaken: lambda entry: f"{_ACTIONS[entry.kind]} ({entry.action})",
    NoticeSent: _noticed,
    CertificateDelivered: _delivered,
    SeriesDAutoConverted: _automatic,
    EntryVoided: lambda entry: f"the record was mended: {entry.entry} is void ({entry.reason.rstrip('.')})",
    EntryCorrected: lambda entry: f"the record was mended: {entry.entry} is corrected ({entry.reason.rstrip('.')})",
}
"""Each entry as a sentence without its date and without a full stop."""

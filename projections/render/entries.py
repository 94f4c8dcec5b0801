"""What an entry of the journal says happened, as one sentence for a reader."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ledger.clauses.assertions import what_is_asserted
from ledger.events import (
    AccruedDividendsPaid,
    AddressChanged,
    AdjustmentWaived,
    AnyEntry,
    BalanceAsserted,
    CashDividendPaid,
    CertificateAdopted,
    CertificateDelivered,
    CommonAuthorizedChanged,
    CommonIssued,
    CommonSplit,
    ConsentGiven,
    ConvertibleIssued,
    DistributionMade,
    DocumentAttached,
    EntryCorrected,
    EntryVoided,
    HolderRenamed,
    HoldersMerged,
    Issuing,
    LetterheadChanged,
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
from ledger.events.terms import Terms
from ledger.numbers.figure import Figure
from projections.render.numbers import number

_EXCLUDED = "[; Excluded Stock under ({excluded})]"
SENTENCES: dict[type, str] = {
    CommonIssued: "{shares} shares of Common were issued to {holder}{paid}" + _EXCLUDED,
    TreasuryDisposed: "{shares} treasury shares were disposed of to {holder}{paid}" + _EXCLUDED,
    OptionGranted: "the {kind} {right} to {buys}{and_converted} was {made} to {holder}{paid}" + _EXCLUDED,
    ConvertibleIssued: "the Convertible Security {right}, convertible into {shares} shares{at_a_price}, was {made} to "
    "{holder}{paid}" + _EXCLUDED,
    RightChanged: "{all_of} {right}{so_many} was changed {why}: {changes}",
    RightTerminated: "{how_many} {right}{so_many} ended un{used}[ ({reason})]",
    RightExercised: "{right} was exercised or converted for {shares} shares[, {withheld} more being given up for the "
    "price]",
    CommonSplit: "each {old} shares of Common became {new}",
    StockDividendPaid: "a dividend of {per_share} shares of Common was paid on each share of Common",
    DistributionMade: "assets worth {fair_value} in all were distributed on Common[ ({what})], when the Market Price "
    "was {market_price} a share",
    Reorganized: "in a reorganization each share of Common became {exchange_ratio}"
    "[, at a value of {reflected_value} a share]",
    CashDividendPaid: "a dividend of {per_share} in cash is paid on each share of {stock}{out_of}",
    AccruedDividendsPaid: "{accrued} accrued on {series} was paid",
    Liquidated: "the Company is liquidated, dissolved or wound up, with assets of {assets} to distribute",
    TermsAmended: "the term {term} was amended to {value} ({action})",
    AdjustmentWaived: "the adjustment for {entry} was waived ({action})",
    SeriesDConverted: "{holder} converted {shares} shares",
    CertificateAdopted: "the certificate of {company} took effect; {common_authorized} Common are authorized",
    OpeningBalance: "{holder} held {held} before the ledger begins",
    CommonAuthorizedChanged: "the authorized Common became {authorized}",
    SeriesDIssued: "{shares} {series} were issued to {holder}{paid}",
    SeriesDSplit: "each {old} {series} became {new}",
    SharesTransferred: "{from_} transferred {shares} {of_stock} to {to}",
    HolderRenamed: "{from_} goes by the name {to} from now on",
    HoldersMerged: "{from_} became one with {into}, which has all that was its own from now on",
    TreasuryAcquired: "{shares} shares of Common of {holder} went into the treasury",
    TreasuryRetired: "{shares} treasury shares were retired",
    ConsentGiven: "{holder} consented to {action} with {with_shares}",
    ProtectedActionTaken: "{action} was done ({kind_in_words})",
    NoticeSent: "a notice of {kind}[ about {about}] was sent to {holder}",
    CertificateDelivered: "the certificate for {conversion} was delivered",
    SeriesDAutoConverted: "{holder} converted {shares} {series} into {common_shares} shares (assumed) automatically, "
    "because of {cause}",
    BalanceAsserted: "{asserted} are asserted",
    AddressChanged: "the address of {holder} on the books became {in_a_line}[, for the attention of {attention}][, "
    "{email}]",
    LetterheadChanged: "the letterhead of the Company became {in_a_line}[, {phone}][, {email}][, {website}]"
    "[, signed by {signatory}][, {signatory_title}]",
    DocumentAttached: "{name} ({size} bytes) was attached to {entry}{as_what}",
    EntryVoided: "voids {entry}: {reason}",
    EntryCorrected: "corrects {entry}: {reason}",
}
"""Of every type of entry, what it says: its fields by name, and words made of them (`_Words`).

What stands in brackets is left out where the entry does not state the field in it.
"""
SERIES = Terms().series
"""What the series is called where nobody knows what the certificate calls it."""
_OPTIONAL = re.compile(r"\[(.*?\{(\w+)\}.*?)\]")


Money = Callable[[Any], str]
"""How an amount of money is written."""


def says(  # noqa: PLR0913  by name
    entry: AnyEntry,
    shares: Figure | None = None,
    *,
    sentences: Mapping[type, str] = SENTENCES,
    money: Money = number,
    words: Mapping[str, str] = MappingProxyType({}),
    series: str = SERIES,
) -> str:
    """The sentence without its date and without a full stop.

    `shares` are the shares of a right that an entry is about which does not state their number, where they are known:
    so many are assumed, since the entry says no more than that it was all of them. A letter has sentences, a way to
    write money and words of its own. `series` is what the certificate calls the series.
    """
    sentence = _OPTIONAL.sub(lambda part: "" if getattr(entry, part[2]) is None else part[1], sentences[type(entry)])
    return sentence.format_map(_Words(entry, shares, money, {"series": series, **words}))


class _Words(dict[str, str]):
    """The words of an entry by name: what is made of several of its fields, or a field, a number as it is read."""

    def __init__(self, entry: AnyEntry, shares: Figure | None, money: Money, words: Mapping[str, str]) -> None:
        super().__init__(words, so_many="" if shares is None else f", {number(shares)} shares (assumed),")
        self.entry, self.money = entry, money

    def __missing__(self, name: str) -> str:
        if name in _OF_THE_SERIES:
            return _OF_THE_SERIES[name](self.entry, self["series"])
        if name in _MADE:
            return _MADE[name](self.entry, self.money)
        value = getattr(self.entry, name)
        if isinstance(value, str):
            return value
        return self.money(value) if name in _AMOUNTS.get(type(self.entry), ()) else number(value)


_AMOUNTS: Mapping[type, tuple[str, ...]] = {
    DistributionMade: ("fair_value", "market_price"),
    Reorganized: ("reflected_value",),
    CashDividendPaid: ("per_share",),
    Liquidated: ("assets",),
}
"""The fields that are amounts of money, of what a letter tells."""


def _paid(entry: Issuing, money: Money) -> str:
    if isinstance(entry, CommonIssued) and entry.dividend_on:
        return f" as a dividend on {entry.dividend_on}"
    said = ", ".join(
        how.format(money(amount)) for how, (_, amount) in zip(_PAID, entry.consideration, strict=True) if amount
    )
    return f" for {said}" if said else " without consideration" * (not isinstance(entry, SeriesDIssued))


_PAID = ("{} in cash", "{} in property", "less {} of expenses", "less {} for Additional Rights")


def _changes(entry: RightChanged, money: Money) -> str:
    to = {"exercise price": entry.exercise_price, "conversion price": entry.conversion_price}
    changed = [f"the {what} to {money(price)}" for what, price in to.items() if price is not None]
    changed += [] if entry.shares is None else [f"the shares to {number(entry.shares)}"]
    return " and ".join(changed)


def _held(entry: OpeningBalance, series: str) -> str:
    held = {"Common": entry.common, series: entry.series_d, "treasury shares": entry.treasury}
    return " and ".join(f"{number(shares)} {what}" for what, shares in held.items() if shares is not None)


def _made(entry: OptionGranted | ConvertibleIssued, _: Money) -> str:
    if entry.assumed:
        return "taken over in a merger"
    return "granted" if isinstance(entry, OptionGranted) else "issued"


_WHOLE = {
    None: "all that was outstanding of",
    "option": "all that was still an option of",
    "convertible": "all that had become a Convertible Security of",
}
_PART = {
    None: "of",
    "option": "under what was still an option of",
    "convertible": "under the Convertible Securities of",
}
"""What of a right an entry is about, by the stage that it names: the other stage stays as it is."""

_AS_WHAT = {
    "source": " as its source",
    "certificate": " as the text of the certificate",
    "notice": " as a notice",
    "other": "",
}

_MADE: dict[str, Callable[[Any, Money], str]] = {
    "paid": _paid,
    "made": _made,
    "changes": _changes,
    "buys": lambda it, money: (
        f"buy {number(it.shares)} shares at {money(it.exercise_price)} a share"
        if it.exercise_price
        else f"acquire {number(it.shares)} shares, nothing payable on exercise"
    ),
    "and_converted": lambda it, money: {None: "", 0: ", by way of a Convertible Security"}.get(
        it.conversion_price, f", and {money(it.conversion_price or 0)} a share on conversion"
    ),
    "at_a_price": lambda it, money: f" at {money(it.conversion_price)} a share" if it.conversion_price else "",
    "why": lambda it, _: "by its own terms against dilution" if it.reason == "antidilution" else "by amendment",
    "how_many": lambda it, _: (
        _WHOLE[it.stage] if it.shares is None else f"{number(it.shares)} shares {_PART[it.stage]}"
    ),
    "all_of": lambda it, _: _WHOLE[it.stage],
    "out_of": lambda it, money: (
        f", not out of earnings, when the Market Price was {money(it.market_price)} a share"
        if it.out_of_earnings is False
        else ""
    ),
    "accrued": lambda it, money: (
        "all that was" if it.per_share is None else f"up to {money(it.per_share)} a share of what was"
    ),
    "used": lambda it, _: "converted" if it.stage == "convertible" else "exercised",
    "stock": lambda it, _: it.dividend_on or "Common",
    "in_a_line": lambda it, _: ", ".join(it.lines),
    "as_what": lambda it, _: _AS_WHAT[it.role],
    "kind_in_words": lambda it, _: it.kind.replace("_", " "),
}
"""The words that are no field, by name."""

_OF_THE_SERIES: dict[str, Callable[[Any, str], str]] = {
    "held": _held,
    "of_stock": lambda it, series: series if it.stock == "series_d" else "shares of Common",
    "with_shares": lambda it, series: f"all its {series}" if it.shares is None else f"{number(it.shares)} {series}",
    "asserted": lambda it, series: f"{number(it.shares)} {what_is_asserted(it.stock, it.holder, series)}",
}
"""Those of them that name the series, as the certificate calls it."""

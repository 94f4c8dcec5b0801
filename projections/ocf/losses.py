"""What a package of the format does not carry, in sentences, with the entries that each is about."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger import events
from ledger.events import CertificateAdopted
from projections.answers.history import PriceStep


class Loss(NamedTuple):
    """Something that the format cannot say: a stable code, a sentence, and the entries that it is about, if any."""

    code: str
    message: str
    entries: tuple[str, ...] = ()


NO_PLACE: Mapping[type[events.Entry], str] = {
    events.RightChanged: "changed terms of a right (4E(3)) are left out: version 1.2.0 has no repricing; what they did "
    "to the price stands as an adjusted ratio",
    events.DistributionMade: "a distribution (4H) is left out; what it did to the price stands as an adjusted ratio",
    events.CashDividendPaid: "cash dividends are left out",
    events.AccruedDividendsPaid: "accrued dividends and their payment are left out",
    events.ConsentGiven: "consents (6, 9, 10) are left out",
    events.ProtectedActionTaken: "actions that need consent (6) are left out",
    events.TermsAmended: "amended terms (9) are left out; what they did to the price stands as an adjusted ratio",
    events.AdjustmentWaived: "waivers of an adjustment (9) are left out",
    events.NoticeSent: "notices (4K, 4L) are left out",
    events.CertificateDelivered: "the delivery of certificates (4C) is left out",
    events.Liquidated: "a liquidation (3) is left out",
    events.BalanceAsserted: "balances that others counted are left out",
    events.AddressChanged: "addresses of holders are left out: the format wants the country and the town by "
    "themselves, and the books have lines",
    events.LetterheadChanged: "the letterhead of the Company is left out",
}
"""The types of entry for which the format has no transaction, and what is said of them."""

_OTHERS = {
    "rounded": "numbers with more than ten places are rounded half to even; a comment on an issue keeps what was given",
    "two_stages": "an option that buys a Convertible Security, and all that was done with it, is left out",
    "nothing_ended": "the end of a right with nothing outstanding at its stage is left out: no security ends with it",
    "treasury": "treasury shares are not held by anybody in the format: what is disposed of is an issuance, and an "
    "opening stock of them and what is retired stand in a comment only",
    "assumed": "a delivery that nobody stated is worked out anew when it is read back; what the record now gives is "
    "another number than what was assumed",
    "price_unknown": "a repurchase needs a price; where none is recorded it says 0",
    "stock_dividend": "a dividend of Common on Common is written as what each holder got, issued for nothing; that it "
    "was one stands in a comment",
    "holder_renamed": "a stakeholder has one name: whoever was renamed has the name of now from the beginning",
    "holders_merged": "holders that become one are written as transfers of their certificates; their rights stay with "
    "the stakeholder that they were granted to",
    "reorganized": "of a reorganization (4G) only the exchange of shares is written, as a split; what it did to the "
    "price stands as an adjusted ratio",
}
_ALWAYS = {
    "recorded_at": "when an entry was recorded is left out: the format has the dates of the acts only",
    "issuer": "the ledger does not know when and where the company was formed, nor who is a person and who is not: the "
    "date of the certificate, US and INSTITUTION stand in their place, and comments say so",
    "ratios": "adjusted ratios are results without their working: neither clause nor A to D nor cause",
}
NATIVE = ("series", "designated_shares", "stated_value", "conversion_price", "par_value", "preferred_authorized")
"""The terms for which a stock class has a field."""


def losses_of(
    lost: Mapping[str, Iterable[str]],
    adopted: CertificateAdopted,
    edited: Sequence[str],
    steps: Sequence[PriceStep],
) -> list[Loss]:
    """All losses of a package: those that every package has first, then those of its entries."""
    found = [Loss(code, said) for code, said in _ALWAYS.items()]
    if edited:
        found.append(Loss("edited", "voids and corrections are carried out, not shown", tuple(edited)))
    readjusted = tuple(step.entry for step in steps if step.clause == "4E(3)")
    if readjusted:
        said = "a readjustment (4E(3)) is one more adjusted ratio; the replay behind it is left out"
        found.append(Loss("readjusted", said, readjusted))
    others = adopted.terms.model_dump(exclude_defaults=True).keys() - {*NATIVE}
    if others:
        found.append(Loss("terms", f"terms that travel in a comment only: {', '.join(sorted(others))}"))
    sentences = _OTHERS | {_type(kind): said for kind, said in NO_PLACE.items()}
    return found + [Loss(code, sentences[code], tuple(entries)) for code, entries in lost.items()]


def _type(kind: type[events.Entry]) -> str:
    return next(name for name, model in events.ENTRY_TYPES.items() if model is kind)

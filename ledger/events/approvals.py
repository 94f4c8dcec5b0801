"""Consents of the holders, and what needs them: protected actions, amendments and waivers (6, 9, 10)."""

from typing import Literal

from ledger.events.entry import Entry
from ledger.events.fields import Money, Name, Shares, TermValue, Text


class ConsentGiven(Entry):
    """A holder of Series D consents to a proposal, with all or some of its shares (6, 9, 10).

    Consent is given in writing or at a meeting (10); section 9 asks for the written form.
    """

    clause = "10"
    type: Literal["consent_given"]
    holder: Name
    action: Name
    shares: Shares | None = None
    form: Literal["written", "meeting"] = "written"


class ProtectedActionTaken(Entry):
    """The Company does what section 6 allows only with the prior consent of a majority of Series D.

    `despite`, in words, records that it was done although the consent is missing.
    """

    clause = "6"
    type: Literal["protected_action_taken"]
    action: Name
    kind: Literal["series_d_increase", "senior_or_parity_stock", "liquidation_plan", "adverse_amendment"]
    cash_per_share: Money | None = None
    despite: Text | None = None


class TermsAmended(Entry):
    """A term of the Series D is amended with the consent that section 9 asks for."""

    clause = "9"
    type: Literal["terms_amended"]
    action: Name
    term: Name
    value: TermValue


class AdjustmentWaived(Entry):
    """The adjustment for one issue or grant is waived with the consent that section 9 asks for (A52)."""

    clause = "9"
    type: Literal["adjustment_waived"]
    action: Name
    entry: Name

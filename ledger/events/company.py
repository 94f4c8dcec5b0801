"""The company: its certificate of designations, what existed before the ledger begins, and what is authorized."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ledger.events.entry import Entry
from ledger.events.fields import Count, Name, Shares
from ledger.events.terms import Terms


class CertificateAdopted(Entry):
    """The certificate of designations takes effect: who the company is, its authorized Common, and the terms."""

    type: Literal["certificate_adopted"]
    company: Name
    common_authorized: Shares
    terms: Terms = Field(default_factory=Terms)


class OpeningBalance(Entry):
    """What existed before the ledger begins. Series D here counts as issued on the entry's date."""

    type: Literal["opening_balance"]
    holder: Name
    common: Count | None = None
    treasury: Count | None = None
    series_d: Count | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.common is None and self.treasury is None and self.series_d is None:
            raise ValueError("an opening_balance needs at least one of common, treasury and series_d")
        return self


class CommonAuthorizedChanged(Entry):
    """The number of authorized Common changes (4A, second 4L)."""

    clause = "4A"
    type: Literal["common_authorized_changed"]
    authorized: Shares

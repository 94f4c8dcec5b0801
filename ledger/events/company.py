"""The company: its certificate, the opening, what is authorized, what others counted, and its letterhead."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ledger.events.entry import Entry
from ledger.events.fields import Count, Lines, Name, Shares
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


class BalanceAsserted(Entry):
    """A balance as somebody counted it, say the transfer agent: it is held against the register, and changes nothing.

    It is checked at its place in the timeline: after what took effect before it, and of its own date after what was
    recorded before it. Without a `holder` it is all that is outstanding of the stock, treasury shares not counted.
    Where the ledger has another number, that is not refused, and is reported as long as it is so.
    """

    type: Literal["balance_asserted"]
    holder: Name | None = None
    stock: Literal["common", "series_d", "treasury"] = "common"
    shares: Count

    @model_validator(mode="after")
    def _of_whom(self) -> Self:
        if self.holder is not None and self.stock == "treasury":
            raise ValueError(
                "treasury shares are the Company's own and have no holder; leave holder out, or name common or series_d"
            )
        return self


class LetterheadChanged(Entry):
    """What stands at the head of the Company's letters from this date on, as a whole, and who signs them.

    The name of the Company is not a line of the address.
    """

    type: Literal["letterhead_changed"]
    address: Lines
    phone: Name | None = None
    email: Name | None = None
    website: Name | None = None
    signatory: Name | None = None
    signatory_title: Name | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address."""
        return tuple(self.address.split("\n"))

    @model_validator(mode="after")
    def _whose_title(self) -> Self:
        if self.signatory_title is not None and self.signatory is None:
            raise ValueError("signatory_title is the title of a signatory; name the signatory too, or leave it out")
        return self

"""Shares that are issued, transferred, and acquired or disposed of by the Company (4E, 4E(7))."""

from typing import Annotated, Literal

from pydantic import Field

from ledger.events.entry import Entry, Issuing, Limb
from ledger.events.fields import Flag, Money, Name, Shares


class CommonIssued(Issuing):
    """Common Stock is issued or sold (4E). `plan` names the plan, duly adopted, of what is excluded under (A)."""

    clause = "4E"
    type: Literal["common_issued"]
    holder: Name
    shares: Shares
    excluded: Limb | None = None
    plan: Name | None = None
    dividend_on: Name | None = None


class SeriesDIssued(Issuing):
    """Series D Preferred Stock is issued; the first such date is when 4E begins to protect (A58)."""

    type: Literal["series_d_issued"]
    holder: Name
    shares: Shares


class TreasuryAcquired(Entry):
    """The Company, or a wholly-owned subsidiary, acquires its own Common (4E(7))."""

    clause = "4E(7)"
    type: Literal["treasury_acquired"]
    holder: Name
    shares: Shares
    price: Money | None = None


class TreasuryDisposed(Issuing):
    """Treasury shares are disposed of, which counts as an issue or sale (4E(7)).

    With `subsidiary_left` nobody disposed of them: the subsidiary that holds them stopped being wholly owned.
    """

    clause = "4E(7)"
    type: Literal["treasury_disposed"]
    holder: Name
    shares: Shares
    excluded: Limb | None = None
    plan: Name | None = None
    subsidiary_left: Flag = False


class TreasuryRetired(Entry):
    """Treasury shares are cancelled or retired, which is not an issue (4E(7))."""

    clause = "4E(7)"
    type: Literal["treasury_retired"]
    shares: Shares


class SharesTransferred(Entry):
    """Shares pass from one holder to another."""

    type: Literal["shares_transferred"]
    stock: Literal["common", "series_d"]
    from_: Annotated[Name, Field(alias="from")]
    to: Name
    shares: Shares

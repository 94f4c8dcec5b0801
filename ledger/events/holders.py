"""What becomes of holders themselves: one goes by another name, becomes one with another, or has a new address."""

from typing import Annotated, Literal

from pydantic import Field

from ledger.events.entry import Entry
from ledger.events.fields import Lines, Name


class HolderRenamed(Entry):
    """A holder goes by another name from this date on; what it has, and what is due to it, stays with it."""

    clause = "4O"
    type: Literal["holder_renamed"]
    from_: Annotated[Name, Field(alias="from")]
    to: Name

    @property
    def after(self) -> str:
        """The name under which all that it has stands from now on."""
        return self.to


class HoldersMerged(Entry):
    """A holder becomes one with another, as by a merger or an inheritance: all that it has is then the other's."""

    clause = "4O"
    type: Literal["holders_merged"]
    from_: Annotated[Name, Field(alias="from")]
    into: Name

    @property
    def after(self) -> str:
        """The name under which all that it has stands from now on."""
        return self.into


class AddressChanged(Entry):
    """The address of a holder on the books from this date on, to which notices are mailed (4K, first 4L).

    It follows the holder to another name. Of two that become one, the one that stays keeps its own, where it has one.
    The name of the holder is not a line of it.
    """

    clause = "4K"
    type: Literal["address_changed"]
    holder: Name
    address: Lines
    attention: Name | None = None
    email: Name | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address."""
        return tuple(self.address.split("\n"))


Following = HolderRenamed | HoldersMerged
"""What lets everything that stands under one name stand under another."""

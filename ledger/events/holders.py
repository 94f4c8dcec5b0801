"""What becomes of holders themselves: one goes by another name, or becomes one with another."""

from typing import Annotated, Literal

from pydantic import Field

from ledger.events.entry import Entry
from ledger.events.fields import Name


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


Following = HolderRenamed | HoldersMerged
"""What lets everything that stands under one name stand under another."""

"""Where the rows of a company stand: all that a process needs to know of the tables that only makes rows."""

from typing import NamedTuple

from ledger.log.recorded import ORIGIN


class Standing(NamedTuple):
    """The position of a company's log on which its rows stand, and the hash of the entry there.

    With `no_room` the log was followed up to there, and there are no rows: it says why.
    """

    position: int
    head: str
    no_room: str | None = None

    @property
    def written(self) -> int:
        """Up to which position there are rows."""
        return 0 if self.no_room else self.position


NOWHERE = Standing(0, ORIGIN)
"""Where the rows of a company stand before there are any."""

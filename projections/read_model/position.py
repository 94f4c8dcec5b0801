"""How far the reporting tables are."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from projections.members import Maybe


class Projected(NamedTuple):
    """The position of the tables in all, and of each company; how many rows each table has.

    `no_room` says of which companies the numbers have no room in the tables, and why; `notification` is the last one
    of the log that was followed.
    """

    position: int
    tables: Mapping[str, int]
    companies: Mapping[str, int]
    no_room: Mapping[str, str]
    notification: int
    mended: Maybe[Sequence[str]] = None
    """What was not as it should be in the tables and was made so, a sentence each."""
    left: Maybe[Sequence[str]] = None
    """What is not as it should be and was not mended, a sentence each, with what mends it."""

"""How far the reporting tables are."""

from collections.abc import Mapping
from typing import NamedTuple


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

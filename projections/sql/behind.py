"""How far the rows of a company are behind its log, asked in a moment by whoever has just recorded something."""

from typing import NamedTuple

from ledger.store.address import TABLE, stream_of
from projections.sql.asking import failures_of, opened
from projections.sql.names import POSITIONS_TABLE

_STANDS = f"SELECT position, no_room FROM {POSITIONS_TABLE} WHERE company = ?"  # noqa: S608  our names
_LAST = f"SELECT MAX(originator_version) FROM {TABLE} WHERE originator_id = ?"  # noqa: S608


class Behind(NamedTuple):
    """On which position the rows of a company stand, 0 where there are none yet, and how many entries came since."""

    position: int
    behind: int


def behind(ledger: str, tables: str, company: str) -> Behind | None:
    """How far the reporting tables are behind; None where there are none, or they cannot be asked."""
    try:
        with opened(tables) as query, opened(ledger, query if ledger == tables else None) as log:
            stands = query(_STANDS, (company,))
            ((last,),) = log(_LAST, (stream_of(company),))
    except failures_of(ledger, tables):
        return None
    # a company whose numbers have no room was followed up to there, and has no rows
    position = stands[0][0] if stands and not stands[0][1] else 0
    return Behind(position, max((last or 0) - position, 0))

"""How far the rows of a company are behind its log, asked in a moment by whoever has just recorded something."""

from typing import NamedTuple

from ledger.store.address import TABLE, stream_of
from projections.sql.asking import HASH, Query, failures_of, opened
from projections.sql.names import POSITIONS_TABLE

_STANDS = f"SELECT position, head, no_room FROM {POSITIONS_TABLE} WHERE company = ?"  # noqa: S608  our names
_AT = f"SELECT state FROM {TABLE} WHERE originator_id = ? AND originator_version = ?"  # noqa: S608
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
            position = max((_standing(log, company, *one) for one in stands), default=0)
    except failures_of(ledger, tables):
        return None
    return Behind(position, (last or 0) - position)


def _standing(log: Query, company: str, position: object, head: object, no_room: object) -> int:
    """The position on which rows stand; 0 where there are none, and where they are those of another log than this."""
    if no_room is not None or type(position) is not int:
        return 0  # a company whose numbers have no room was followed up to there, and has no rows
    heads = [bytes(state)[HASH].decode() for (state,) in log(_AT, (stream_of(company), position))]
    return position if heads == [head] else 0

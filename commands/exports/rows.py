"""The rows of the reporting tables that an export is of, and what its readers should know beside them."""

from collections.abc import Iterable, Sequence

from commands.errors import UsageError
from commands.exports.request import Request
from ledger.names import near
from projections.read_model.catalogue import TABLES, Row, Table
from projections.read_model.rows import rows_of

NAMES = tuple(table.name for table in TABLES)

Rows = dict[Table, list[Row]]


def chosen(names: Iterable[str]) -> list[Table]:
    """The tables of these names, all where there are none. Raises `UsageError` for a name that is none."""
    wanted = list(names)
    for name in wanted:
        if name not in NAMES:
            hint = near(name, NAMES) or f"; there are {', '.join(NAMES)}"
            raise UsageError(f"there is no table {name!r}{hint}")
    return [table for table in TABLES if not wanted or table.name in wanted]


def rows_for(request: Request) -> Rows:
    """The rows of the tables asked for, company by company."""
    rows: Rows = {table: [] for table in chosen(request.tables)}
    for ledger in request.ledgers:
        made = rows_of(ledger.chosen_company(), ledger.log(as_known=request.as_known))
        for table, found in rows.items():
            found.extend(made[table])
    return rows


def heads_of(request: Request) -> dict[str, dict[str, str]]:
    """By company, the heads that its rows rest on: that of its log, and that of the whole ledger, where it has one."""
    found = {}
    for ledger in request.ledgers:
        company, _, head = ledger.known(as_known=request.as_known)
        whole = ledger.ledger_head(as_known=request.as_known)
        found[company] = {"head": head} | ({"ledger_head": whole} if whole else {})
    return found


def counted(rows: Rows, names: Sequence[str]) -> dict[str, int]:
    """How many rows went into each file, the files being named in the order of the tables."""
    return dict(zip(names, (len(found) for found in rows.values()), strict=True))

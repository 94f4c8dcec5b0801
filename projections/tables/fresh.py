"""The rows that follow from what was recorded since a company's rows were written."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy import Engine

from ledger.recorded import ORIGIN, CorruptLedgerError
from ledger.store import Store
from projections.reporting import catalogue
from projections.reporting.fold import Rows, rows_of
from projections.reporting.tail import tail_of
from projections.tables.database import reading
from projections.tables.schema import TABLES
from projections.tables.tracking import Standing

NOWHERE = Standing(0, ORIGIN)
"""Where the rows of a company stand before there are any."""


@dataclass(frozen=True, slots=True)
class Fresh:
    """The rows of a company that are not in the tables yet: from where they stand now to where they will."""

    company: str
    before: Standing
    now: Standing
    since: date
    rows: Rows


def fresh(store: Store, engine: Engine, company: str, before: Standing) -> Fresh:
    """Make the rows of a company that follow from what was recorded since its rows were written."""
    log, head = store.read_whole(company)
    if before.position and store.hash_at(company, before.position) != before.head:
        raise CorruptLedgerError(
            company,
            before.position,
            "is not the entry that the reporting tables were made of; --rebuild makes them anew",
        )
    since = tail_of(log, before.position)
    if before.position:
        # of the latest row of the price the digits are counted, and it may not be the latest any longer
        since = min(since, _latest_price(engine, company) or date.max)
    rows = rows_of(company, log, since=since, after=before.position)
    return Fresh(company, before, Standing(len(log), head), since, rows)


def _latest_price(engine: Engine, company: str) -> date | None:
    prices = TABLES[catalogue.CONVERSION_PRICES].c
    with reading(engine) as connection:
        return connection.execute(sa.select(sa.func.max(prices.from_date)).where(prices.company == company)).scalar()

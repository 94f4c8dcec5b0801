"""The rows that follow from what was recorded since a company's rows were written."""

from dataclasses import dataclass, replace
from datetime import date

from ledger.log.recorded import CorruptLedgerError
from ledger.store.store import Store
from projections.read_model.rows import Rows, rows_of
from projections.read_model.tail import tail_of
from projections.sql.limits import no_room
from projections.sql.runner.standing import Standing


@dataclass(frozen=True, slots=True)
class Fresh:
    """The rows of a company that are not in the tables yet: from where they stand now to where they will.

    Where they have no room in the tables, there are none.
    """

    company: str
    before: Standing
    now: Standing
    since: date
    rows: Rows


def fresh(store: Store, company: str, before: Standing) -> Fresh:
    """Make the rows of a company that follow from what was recorded since its rows were written.

    Raises `CorruptLedgerError` where the log was tampered with, or is not the one that those rows were made of.
    """
    log, head = store.read_whole(company)
    check(store, company, before)
    since = tail_of(log, before.written)
    rows = rows_of(company, log, since=since, after=before.written)
    return fitting(Fresh(company, before, Standing(len(log), head), since, rows))


def check(store: Store, company: str, before: Standing) -> None:
    """Raise `CorruptLedgerError` where the log is not the one that the rows in the tables were made of."""
    if before.position and store.hash_at(company, before.position) != before.head:
        raise CorruptLedgerError(
            company,
            before.position,
            "is not the entry that the reporting tables were made of; --rebuild makes them anew",
        )


def fitting(made: Fresh) -> Fresh:
    """The same where there is room for the rows, else none of them."""
    because = no_room(made.company, made.rows)
    if because is None:
        return made
    return replace(made, now=made.now._replace(no_room=because), rows={table: [] for table in made.rows})

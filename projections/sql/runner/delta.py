"""The rows that follow from what was recorded since a company's rows were written."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from ledger.log.recorded import CorruptLedgerError, Recorded
from ledger.store.store import Store
from projections.read_model.rows import OfOnePass, Rows
from projections.read_model.tail import tail_of
from projections.sql.limits import no_room
from projections.sql.runner.standing import Standing
from projections.sql.snapshots.made import Said, Taking, snapshot_of, state_of


class Wish(NamedTuple):
    """The snapshot of a company is wanted too, as of a day; `alone` where its rows are not."""

    today: date
    said: Said
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Fresh:
    """The rows of a company that are not in the tables yet: from where they stand now to where they will.

    Where they have no room in the tables, there are none. With them comes the snapshot that was wanted, sealed.
    """

    company: str
    before: Standing
    now: Standing
    since: date
    rows: Rows
    snapshot: bytes | None = None
    """None too where there is none to be had."""


def fresh(store: Store, company: str, before: Standing, wish: Wish | None = None) -> Fresh:
    """Make the rows of a company that follow from what was recorded since its rows were written; a snapshot on the way.

    Raises `CorruptLedgerError` where the log was tampered with, or is not the one that those rows were made of.
    """
    log, head = store.read_whole(company)
    now = Standing(len(log), head)
    if wish is not None and wish.alone:
        return Fresh(company, before, now, date.max, {}, wished(company, log, head, wish))
    check(store, company, before)
    since = tail_of(log, before.written)
    one_pass = OfOnePass(company, log, since)
    if wish is None:
        return fitting(Fresh(company, before, now, since, one_pass.rows(before.written)))
    taking = Taking(one_pass.book, one_pass.making.relying, company, head, wish.today, wish.said)
    rows = one_pass.rows(before.written, taking)
    # its day is not closed where all of the day's entries break a rule
    snapshot = state_of(taking.taken) or wished(company, log, head, wish)
    return fitting(Fresh(company, before, now, since, rows, snapshot))


def wished(company: str, log: Sequence[Recorded], head: str, wish: Wish) -> bytes | None:
    """The snapshot that is wanted, made in a pass of its own."""
    return state_of(snapshot_of(company, log, head, wish.today, wish.said))


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

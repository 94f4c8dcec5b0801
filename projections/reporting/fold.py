"""The rows of all reporting tables, made of a log in one walk over its timeline."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from ledger.acts import Conversion
from ledger.book import unopened
from ledger.clauses.conversion import entitlement
from ledger.events import EntryCorrected, EntryVoided, Issuing, SeriesDAutoConverted
from ledger.recorded import Recorded
from ledger.refusals import Refusal
from projections.calendar import Obligation, obligations
from projections.figures import Figure
from projections.history import PriceStep, steps_of
from projections.obligations import Gathered, Gathering, record_dates
from projections.reporting import catalogue
from projections.reporting.catalogue import Row, Table
from projections.reporting.heard import Heard, Hearing
from projections.reporting.moments import tell
from projections.reporting.over_time import Balances, Outstanding, Prices, Rights
from projections.reporting.paid import Paid, paid_from
from projections.reporting.values import Shower, number
from projections.walk import Walk, walk

Rows = dict[Table, list[Row]]


def rows_of(company: str, log: Sequence[Recorded], *, since: date = date.min, after: int = 0) -> Rows:
    """The rows of a company in every table, as the log makes them.

    With `since`, of tables with a tail only the rows from that day on; of `entries` only those after a position.
    """
    try:
        told = _told(company, Walk(unopened(log).replay, date.max), since)
    except Refusal:
        # what an older version recorded and today's rules refuse stands in the log, and in no figure
        told = _told(company, walk(log), since)
    return {catalogue.ENTRIES: [entry_row(company, one) for one in log[after:]], **told}


def _told(company: str, way: Walk, since: date) -> Rows:
    shower = Shower()
    prices = Prices(company, since)
    balances = Balances(company, since, prices)
    outstanding, rights = Outstanding(company, since), Rights(company, since)
    paid = Paid(company, since, paid_from(way.replay.items))
    gathering, hearing = Gathering(Gathered(way.state), record_dates(way.replay.items)), Hearing()
    happens = (hearing.happens, paid.happens, gathering.happens)
    tellers = (hearing, prices, balances, outstanding, rights, paid, gathering)
    tell(way, happens, [one.closes for one in tellers], gathering.record_dates | paid.days)
    state = way.state
    due = obligations(gathering.ends(()), (one.flag for one in hearing.found), date.max)
    steps = (step for step in steps_of(state.course.history) if step.effective >= since)
    conversions = (one for one in state.conversions if one.day >= since)
    return {
        catalogue.PRICE_HISTORY: [_step(company, step, shower) for step in steps],
        catalogue.CONVERSION_PRICES: prices.rows,
        catalogue.HOLDER_BALANCES: balances.rows,
        catalogue.SHARES_OUTSTANDING: outstanding.rows,
        catalogue.RIGHTS: rights.rows,
        catalogue.CONVERSIONS: [_conversion(company, one, shower) for one in conversions],
        catalogue.DIVIDENDS: paid.dividends,
        catalogue.ACCRUALS_PAID: paid.accruals,
        catalogue.CALENDAR: _calendar(company, due),
        catalogue.FLAGS: list(_flags(company, hearing.found, since)),
    }


def entry_row(company: str, one: Recorded) -> Row:
    """The row of an entry."""
    entry = one.entry
    return (
        company,
        one.position,
        one.id,
        entry.type,
        entry.effective,
        one.recorded_at,
        entry.entry if isinstance(entry, EntryVoided | EntryCorrected) else None,
        isinstance(entry, SeriesDAutoConverted),
        entry.transaction if isinstance(entry, Issuing) else None,
        entry.note,
        entry.source,
    )


def _step(company: str, step: PriceStep, shower: Shower) -> Row:
    return (
        company,
        step.number,
        step.effective,
        step.governs_from,
        step.clause,
        step.entry,
        json.dumps(step.entries, ensure_ascii=False),
        *shower.show(step.before),
        *shower.show(step.after),
        *number(step.a),
        *number(step.c),
        *number(step.d),
    )


def _conversion(company: str, one: Conversion, shower: Shower) -> Row:
    delivery, entitled = one.delivery, entitlement(one)
    return (
        company,
        one.entry,
        one.day,
        one.holder,
        one.register_to or one.holder,
        one.shares,
        delivery.converted,
        entitled,
        delivery.common_shares,
        delivery.common_shares - entitled,
        one.automatic,
        *shower.show(Figure(one.price, 1 / one.units)),
    )


def _calendar(company: str, items: Iterable[Obligation]) -> list[Row]:
    rows: list[Row] = []
    counted: dict[tuple[str, str, str], int] = {}
    for one in items:
        key = (one.kind, one.about, one.holder or "")
        counted[key] = number_of = counted.get(key, 0) + 1
        rows.append((company, *key, number_of, one.clause, one.due, one.done, one.limit))
    return rows


def _flags(company: str, heard: Iterable[Heard], since: date) -> Iterator[Row]:
    place, item = 0, 0
    counted: dict[str, int] = {}
    for one in heard:
        item = item + 1 if one.place == place else 1
        flag, place = one.flag, one.place
        counted[flag.code] = nth = counted.get(flag.code, 0) + 1
        if one.day >= since:
            yield (company, flag.code, nth, one.day, flag.entry or "", place, item, flag.clause, flag.message)

"""The rows of all reporting tables, made of a log in one walk over its timeline."""

import json
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar, get_args

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.engine.book import unopened
from ledger.engine.replay import Replay
from ledger.events import EntryCorrected, EntryVoided, Issuing, SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.refusals import Refusal
from ledger.rules import Answer
from projections.answers.calendar import Obligation, obligations
from projections.answers.history import PriceStep, steps_of
from projections.answers.obligations import Gathered, Gathering, record_dates
from projections.figures import Figure
from projections.read_model import catalogue
from projections.read_model.catalogue import Row, Table
from projections.read_model.days import Closes, tell
from projections.read_model.dividends import Paid, paid_from
from projections.read_model.flags import Heard, Hearing
from projections.read_model.over_time import Balances, Outstanding, Prices, Rights
from projections.read_model.values import Shower, number
from projections.walk import Walk, walk

Rows = dict[Table, list[Row]]
T = TypeVar("T", bound=Any)


def rows_of(company: str, log: Sequence[Recorded], *, since: date = date.min, after: int = 0) -> Rows:
    """The rows of a company in every table, as the log makes them.

    With `since`, of tables with a tail only the rows from that day on; of `entries` only those after a position.
    """
    try:
        way = Walk(unopened(log).replay, date.max)
        told = telling_of(company, way.replay, since)
        told.tell(way)
    except Refusal:
        # what an older version recorded and today's rules refuse stands in the log, and in no figure
        way = walk(log)
        told = telling_of(company, way.replay, since)
        told.tell(way)
    return told.rows(log[after:])


@dataclass(slots=True)
class Telling:
    """All who are told of a timeline and make the rows of it, from a day on."""

    company: str
    since: date
    prices: Prices
    balances: Balances
    outstanding: Outstanding
    rights: Rights
    paid: Paid
    gathering: Gathering
    hearing: Hearing

    def tell(self, way: Walk, first: Sequence[Closes] = (), day: date | None = None) -> None:
        """Tell them, and somebody else `first`, of a walk: from its beginning, or from before the close of a day."""
        happens = (self.hearing.happens, self.paid.happens, self.gathering.happens)
        tellers = (self.hearing, self.prices, self.balances, self.outstanding, self.rights, self.paid, self.gathering)
        registers = self.gathering.record_dates | self.paid.days
        tell(way, happens, [*first, *(one.closes for one in tellers)], registers, day)

    def again(self, since: date, state: State, registers: tuple[set[date], set[date]]) -> "Telling":
        """Doubles of them without their rows, to be told how it goes on from here with a cap table like this one."""
        prices = _double(self.prices, since=since, rows=[])
        found = _double(self.gathering.found, state=state)
        return Telling(
            self.company,
            since,
            prices,
            _double(self.balances, since=since, rows=[], prices=prices),
            _double(self.outstanding, since=since, rows=[]),
            _double(self.rights, since=since, rows=[]),
            _double(self.paid, since=since, days=registers[0], dividends=[], accruals=[]),
            _double(self.gathering, found=found, record_dates=registers[1]),
            _double(self.hearing),
        )

    def rows(self, new: Iterable[Recorded]) -> Rows:
        """The rows that they made, and those of new entries; nothing is told after that."""
        state, shower = self.gathering.found.state, Shower()
        due = obligations(self.gathering.ends(()), (one.flag for one in self.hearing.found), date.max)
        steps = (step for step in steps_of(state.course.history) if step.effective >= self.since)
        conversions = (one for one in state.conversions if one.day >= self.since)
        return {
            catalogue.ENTRIES: [entry_row(self.company, one) for one in new],
            catalogue.PRICE_HISTORY: [_step(self.company, step, shower) for step in steps],
            catalogue.CONVERSION_PRICES: self.prices.rows,
            catalogue.HOLDER_BALANCES: self.balances.rows,
            catalogue.SHARES_OUTSTANDING: self.outstanding.rows,
            catalogue.RIGHTS: self.rights.rows,
            catalogue.CONVERSIONS: [_conversion(self.company, one, shower) for one in conversions],
            catalogue.DIVIDENDS: self.paid.dividends,
            catalogue.ACCRUALS_PAID: self.paid.accruals,
            catalogue.CALENDAR: _calendar(self.company, due),
            catalogue.FLAGS: list(_flags(self.company, self.hearing.found, self.since)),
        }


def _double(teller: T, **others: object) -> T:
    """A teller that knows what this one knows, but for some things; what the one learns the other does not."""
    double = copy(teller)
    for name in type(teller).__dataclass_fields__:
        value = others.get(name, getattr(teller, name))
        setattr(double, name, value.copy() if isinstance(value, dict | list | set) else value)
    return double


def telling_of(company: str, replay: Replay, since: date) -> Telling:
    """Those who are told of a timeline from its beginning."""
    prices = Prices(company, since)
    return Telling(
        company,
        since,
        prices,
        Balances(company, since, prices),
        Outstanding(company, since),
        Rights(company, since),
        Paid(company, since, paid_from(replay.items)),
        Gathering(Gathered(replay.state), record_dates(replay.items)),
        Hearing(),
    )


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
            touched = (about in flag.rule.touches for about in get_args(Answer))
            yield (company, flag.code, nth, one.day, flag.entry or "", place, item, flag.clause, flag.message, *touched)

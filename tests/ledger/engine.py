"""The engine behind the words of the reference, so that both can be put to the same cases."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ledger.cap_table.accruals import Lots
from ledger.clauses.adjustment.readjustment import past_their_term
from ledger.clauses.conversion import entitlement
from ledger.clauses.liquidation import claims
from ledger.engine.book import Book, open_book
from ledger.events import ParityClass, read_entry
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from projections.answers.balances import balances_of, holders_on
from projections.answers.consents import consents_on
from projections.answers.dividends import Dividends, dividends_on
from projections.answers.history import PriceStep, history_of
from projections.answers.liquidation import waterfall_on
from projections.answers.price import by_accrual, price_on

NOON = dt.datetime(2027, 1, 1, 12, tzinfo=dt.UTC)


@dataclass
class Judged:
    """What the engine made of a list of entries, refused ones left out."""

    log: list[Recorded]
    refused: list[tuple[int, Refusal]]
    flags: list[Flag]
    book: Book
    opened: dict[dt.date, Book] = field(default_factory=dict)
    dividends_of: dict[dt.date, Dividends] = field(default_factory=dict)

    def until(self, on: dt.date) -> Book:
        """The log opened until a day, once for all that is asked of it."""
        if on not in self.opened:
            self.opened[on] = open_book(self.log, until=on)
        return self.opened[on]

    def divided(self, on: dt.date) -> Dividends:
        """All dividends up to a day, worked out once for all that is asked of them."""
        if on not in self.dividends_of:
            self.dividends_of[on] = dividends_on(self.log, on)
        return self.dividends_of[on]

    @property
    def accepted_ids(self) -> list[str]:
        return [one.id for one in self.log]

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [plain(step) for step in history_of(open_book(self.log, keep_replays=True))]

    def price(self, on: dt.date) -> dict[str, Fraction | None]:
        price = price_on(self.until(on), on)
        figures = {name: getattr(price, name) for name in ("in_effect", "after_close", "common_per_share")}
        return {name: figure and figure.fraction for name, figure in figures.items()}

    def holders(self, on: dt.date) -> dict[str, Any]:
        answer = balances_of(self.until(on).state, on)
        return {
            "holders": {
                name: {"series_d": one.series_d, "common": one.common, "votes": one.votes}
                for name, one in answer.holders.items()
            },
            "series_d_outstanding": answer.series_d_outstanding,
            "common_outstanding": answer.common_outstanding,
            "treasury": answer.treasury,
            "deemed_issued": answer.deemed_issued,
            "rights": {
                name: {
                    "outstanding": one.outstanding,
                    "exercise_price": one.exercise_price,
                    "triggered": one.triggered,
                }
                for name, one in answer.rights.items()
            },
        }

    def apart(self, on: dt.date) -> dict[str, Any]:
        answer = holders_on(self.until(on), on)
        stages = {name: (one.holder, one.as_option, one.as_convertible) for name, one in answer.rights.items()}
        return {"authorized": answer.common_authorized, "rights": stages}

    def dividends(self, on: dt.date) -> dict[str, Any]:
        answer = self.divided(on)
        return {
            "dividends": {
                one.entry: {
                    "record_date": one.record_date,
                    "as_converted": {name: due.as_converted for name, due in one.holders.items() if due.series_d},
                    "due": {name: due.due for name, due in one.holders.items() if due.series_d},
                }
                for one in answer.dividends
                if one.kind == "cash" and one.stock == "Common"
            },
            "accrued_per_share": answer.accrued_per_share.fraction,
            "accrued": {name: figure.fraction for name, figure in answer.accrued.items() if figure.fraction},
        }

    def due(self, on: dt.date) -> dict[str, dict[str, Any]]:
        answer = self.divided(on)
        found = {}
        for one in answer.dividends:
            holders = {
                name: {"as_converted": due.as_converted, "due": due.due, "debt": due.debt.fraction}
                for name, due in one.holders.items()
                if due.series_d
            }
            if one.stock == "Common" and one.per_share and holders:
                found[one.entry] = {
                    "kind": one.kind,
                    "record_date": one.record_date,
                    "unpaid": one.series_d == "unpaid",
                    "holders": holders,
                }
        return found

    def accruals(self, on: dt.date) -> dict[str, list[tuple[Fraction, int]]]:
        return {name: accrued(lots) for name, lots in self.until(on).state.register.lots.items()}

    def by_accrual(self, on: dt.date) -> list[dict[str, Any]]:
        return [
            {
                "accrued": one.accrued.fraction,
                "shares": one.shares,
                "common_per_share": one.common_per_share and one.common_per_share.fraction,
            }
            for one in by_accrual(self.until(on).state)
        ]

    def debts(self, on: dt.date) -> dict[str, Fraction]:
        return {name: figure.fraction for name, figure in self.divided(on).debts.items()}

    def payments(self, on: dt.date) -> dict[str, dict[str, dict[str, Fraction]]]:
        found: dict[str, dict[str, dict[str, Fraction]]] = {}
        for one in self.divided(on).payments:
            paid = {name: (figure.fraction, one.debts.get(name)) for name, figure in one.holders.items()}
            found[one.entry] = {
                name: {
                    "accrued": of_all - (debt.fraction if debt else 0),
                    "debt": debt.fraction if debt else Fraction(0),
                }
                for name, (of_all, debt) in paid.items()
                if of_all
            }
        return found

    def preferences(self, on: dt.date) -> dict[str, Fraction]:
        return dict(claims(self.until(on).state).preferred)

    def undetermined(self, on: dt.date) -> dict[str, str | None]:
        found = self.until(on).state.undetermined
        after = None if found is None else found[0]
        return {"in_effect": after if found is not None and found[1] < on else None, "after_close": after}

    def past_its_term(self, on: dt.date) -> list[dict[str, Any]]:
        state = self.until(on).state
        return [
            {"right": one.right, "since": one.since, "price_if_ended": figure(one.price_if_ended, 1 / state.units)}
            for one in past_their_term(state)
        ]

    @property
    def balances_differ(self) -> dict[str, tuple[int, int]]:
        return {one.entry: (one.asserted, one.found) for one in self.book.state.differing}

    @property
    def without_consent(self) -> list[str]:
        return [one.entry for one in open_book(self.log).state.unconsented]

    def waterfall(self, on: dt.date, assets: Fraction, parity: Fraction) -> dict[str, Any]:
        classes = (ParityClass(**{"class": "E", "shares": 1, "preference": parity}),) if parity else ()
        answer = waterfall_on(self.until(on), on, assets, classes)
        return {
            name: {"gets": (one.preference, one.from_common), "if_converted": one.if_converted}
            for name, one in answer.holders.items()
            if one.series_d or one.common
        }

    def consents(self, on: dt.date) -> dict[str, Any]:
        answer = consents_on(self.until(on), on)
        return {name: (one.agreed, one.in_writing) for name, one in answer.proposals.items() if one.consents}

    @property
    def conversions(self) -> dict[str, dict[str, int]]:
        return {
            one.entry: {
                "converted": one.delivery.converted,
                "delivered": one.delivery.common_shares,
                "entitled": entitlement(one),
            }
            for one in open_book(self.log).state.conversions
        }


def figure(number: Bounded, factor: Fraction) -> Fraction:
    return Figure(number, factor).fraction


def accrued(lots: Lots) -> list[tuple[Fraction, int]]:
    """What is accrued on shares, the oldest first; neighbours that carry the same are one."""
    found: list[tuple[Fraction, int]] = []
    for lot in lots:
        each = Figure(lot.accrued).fraction
        if found and found[-1][0] == each:
            found[-1] = each, found[-1][1] + lot.shares
        else:
            found.append((each, lot.shares))
    return found


def judge(entries: Iterable[Mapping[str, Any]]) -> Judged:
    """Record entries one by one, leaving out those that are refused."""
    book = open_book([])
    refused: list[tuple[int, Refusal]] = []
    flags: list[Flag] = []
    for index, entry in enumerate(entries):
        log = list(book.log)
        read = read_entry(entry)
        try:
            if not book.has(read):
                flags += book.record(read, NOON)[1]
        except Refusal as refusal:
            refused.append((index, refusal))
            book = open_book(log)
            assert not book.problems
    return Judged(book.log, refused, flags, book)


def plain(step: PriceStep) -> dict[str, Any]:
    """A step in the words of the reference."""
    return {
        "effective": step.effective,
        "governs_from": step.governs_from,
        "entry": step.entry,
        "entries": list(step.entries),
        "clause": step.clause,
        "before": step.before.fraction,
        "after": step.after.fraction,
        **{
            name: None if figure is None else figure.fraction
            for name, figure in zip("ABCD", (step.a, step.b, step.c, step.d), strict=True)
        },
        "replayed": None if step.replayed is None else [plain(one) for one in step.replayed],
    }

"""The engine behind the words of the reference, so that both can be put to the same cases."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ledger.clauses.conversion import entitlement
from ledger.engine.book import Book, open_book
from ledger.events import ParityClass, read_entry
from ledger.log.recorded import Recorded
from ledger.refusals import Flag, Refusal
from projections.answers.balances import holders_on
from projections.answers.consents import consents_on
from projections.answers.dividends import dividends_on
from projections.answers.history import PriceStep, history_of
from projections.answers.liquidation import waterfall_on
from projections.answers.price import price_on

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


@dataclass
class Judged:
    """What the engine made of a list of entries, refused ones left out."""

    log: list[Recorded]
    refused: list[tuple[int, Refusal]]
    flags: list[Flag]
    book: Book
    opened: dict[dt.date, Book] = field(default_factory=dict)

    def until(self, on: dt.date) -> Book:
        """The log opened until a day, once for all that is asked of it."""
        if on not in self.opened:
            self.opened[on] = open_book(self.log, until=on)
        return self.opened[on]

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
        answer = holders_on(self.until(on), on)
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
        answer = dividends_on(self.log, on)
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

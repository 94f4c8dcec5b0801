"""Notices and certificates that are due (4C, 4K, 4L, A53), so far as no calendar of business days is needed."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from .record import AUTOMATIC, Recorded, carried_out, day, number

if TYPE_CHECKING:
    from .model import Outcome

Notice = dict[str, Any]
KINDS = {  # what 4L wants told beforehand, and by which notice
    "cash_dividend_paid": "dividend",
    "distribution_made": "dividend",
    "stock_dividend_paid": "dividend",
    "common_split": "reorganization",
    "reorganized": "reorganization",
    "liquidated": "dissolution",
}


def due(outcome: "Outcome", on: dt.date) -> list[Notice]:
    """Everything due for what took place up to a day."""
    return [*of_adjustments(outcome, on), *beforehand(outcome, on), *certificates(outcome, on)]


def holders_of_series_d(outcome: "Outcome", date: dt.date) -> list[str]:
    """Who holds Series D at the close of a day."""
    close = outcome.close(date)
    return sorted(close.blocks) if close else []


def of_adjustments(outcome: "Outcome", on: dt.date) -> list[Notice]:
    """4K: to the holders of the day on which the notice can be given, not of a cause that became known later."""
    found = []
    for step in outcome.steps:
        known = max(step["effective"], known_on(outcome, step["entry"]))
        if step["effective"] <= on:
            row = {"kind": "adjustment", "clause": "4K", "about": step["entry"], "due": step["effective"]}
            found += [row | {"holder": holder} for holder in holders_of_series_d(outcome, known)]
    return found


def known_on(outcome: "Outcome", entry: str) -> dt.date:
    """The day that the record had reached when an entry was last written or corrected."""
    own = [r.position for r in outcome.record if r.id == entry or r.entry.get("entry") == entry]
    return max(r.date for r in outcome.record if r.position <= max(own))


def beforehand(outcome: "Outcome", on: dt.date) -> list[Notice]:
    """4L: mailed so many days before the record date, to the holders of Series D at the close of the day before it.

    The record date of a liquidation, a split or a merger without one is the day on which it takes place.
    """
    found = []
    for r in carried_out(outcome.record):
        if r.type in KINDS and r.date <= on and not r.entry.get("dividend_on"):
            record_date = day(r.entry.get("record_date") or r.date)
            row = {"kind": KINDS[r.type], "clause": "4L", "about": r.id, "due": last_mailing_day(outcome, record_date)}
            told = record_date - dt.timedelta(days=1)
            found += [row | {"holder": holder} for holder in holders_of_series_d(outcome, told)]
    return found


def last_mailing_day(outcome: "Outcome", record_date: dt.date) -> dt.date:
    """So many days before, by the terms of the day on which the notice fell: an amendment does not reach back."""
    days = [record_date - dt.timedelta(days=int(n)) for n in all_values(outcome, "notice_days")]
    return next((date for date in days if date == record_date - days_of(outcome, date)), min(days))


def days_of(outcome: "Outcome", date: dt.date) -> dt.timedelta:
    """How many days of notice the terms of a day ask for."""
    return dt.timedelta(days=int(term_on(outcome, "notice_days", date)))


def all_values(outcome: "Outcome", term: str) -> list[Any]:
    """The values that a term has had."""
    return [outcome.told.terms_at_adoption[term], *(number(r.entry["value"]) for r in amendments(outcome, term))]


def term_on(outcome: "Outcome", term: str, date: dt.date) -> Any:
    """The value of a term on a day."""
    amended = [number(r.entry["value"]) for r in amendments(outcome, term) if r.date <= date]
    return amended[-1] if amended else outcome.told.terms_at_adoption[term]


def amendments(outcome: "Outcome", term: str) -> list[Recorded]:
    """The amendments of a term, in the order of the timeline."""
    every = [r for moment in outcome.told.moments for r in moment.entries]
    return [r for r in every if r.type == "terms_amended" and r.entry["term"] == term]


def certificates(outcome: "Outcome", on: dt.date) -> list[Notice]:
    """4C: business days after the conversion and the surrender; to the holder, in whose name soever it is registered."""
    found = []
    for r in carried_out(outcome.record):
        delivered = outcome.conversions.get(r.id, {}).get("delivered")
        if r.type == "series_d_converted" and r.type != AUTOMATIC and r.date <= on and delivered:
            runs_from = max(r.date, day(r.entry.get("surrendered") or r.date))
            days = int(term_on(outcome, "certificate_delivery_business_days", r.date))
            row = {"kind": "certificate", "clause": "4C", "about": r.id, "due": (runs_from, days)}
            found.append(row | {"holder": str(r.entry["holder"])})
    return found

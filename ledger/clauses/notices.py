"""The first 4L: notices mailed some days before an event. A late one does not undo the event; it is said (A53)."""

from datetime import date, timedelta

from ledger.cap_table.state import State
from ledger.events import (
    AnyEntry,
    CashDividendPaid,
    CommonSplit,
    DistributionMade,
    Liquidated,
    NoticeSent,
    OptionGranted,
    Reorganized,
    StockDividendPaid,
)
from ledger.refusals import Refusal
from ledger.rules import flags, refuses

NOTICE_TO_NON_HOLDER = flags(
    "notice_to_non_holder",
    "4K",
    "Notices are mailed to the holders of Series D.",
    "Check the holder's name; a notice to nobody on the register fulfils nothing.",
)
RECORD_DATE_AFTER_EVENT = refuses(
    "record_date_after_event",
    "4L",
    "A record is taken on or before the day of what it is for.",
    "Give a record date on or before the day of the event.",
)
NOTICE_LATE_OR_MISSING = flags(
    "notice_late_or_missing",
    "4L",
    "Notice is mailed to each holder of Series D so many days before the record date or the event; a late one does not "
    "undo the event (A53).",
    "Mail the notice, and record it: `seriesd notice KIND --record`.",
)

Announced = CashDividendPaid | StockDividendPaid | DistributionMade | Reorganized | Liquidated
"""The events of the first 4L that have a record date."""


_ANNOUNCED = frozenset(
    {
        *("cash_dividend_paid", "stock_dividend_paid", "distribution_made", "option_granted", "reorganized"),
        *("common_split", "liquidated"),
    }
)
"""What may need a notice; asking the type by its name is quick, and nearly every entry is of another."""


def is_common(stock: str) -> bool:
    """Whether the name of a stock means the Common."""
    return stock.strip().casefold() in ("common", "common stock")


def kind_of(entry: AnyEntry) -> str | None:
    """The kind of notice that an entry needs, by the name that `notice_sent` has for it; None where it needs none.

    A split is announced as a reorganization: the text names reclassifications, and notice does no harm (A53).
    """
    return _kind_of(entry) if entry.type in _ANNOUNCED else None


def _kind_of(entry: AnyEntry) -> str | None:
    match entry:
        case CashDividendPaid(dividend_on=stock):
            return "dividend" if stock is None or is_common(stock) else None
        case StockDividendPaid() | DistributionMade():
            return "dividend"
        case OptionGranted(kind="right"):
            return "subscription"
        case Reorganized() | CommonSplit():
            return "reorganization"
        case Liquidated():
            return "dissolution"
        case _:
            return None


def last_mailing_day(entry: AnyEntry, days: int) -> date:
    """So many calendar days before the record date, or the event where it has none; the day of mailing not counted."""
    first = entry.effective
    if isinstance(entry, Announced) and entry.record_date is not None:
        first = entry.record_date
    return first - timedelta(days=days) if first.toordinal() > days else date.min


def days_of_notice(entry: AnyEntry, state: State) -> int:
    """The days of notice that governed when the notice of an event fell due: an amendment does not reach back (A53).

    Terms that leave less time than there still was when they came in do not govern what was in time until then.
    """
    found, since = None, date.min
    for until, days in (*state.notice_days_until, (date.max, state.terms.notice_days)):
        last = last_mailing_day(entry, days)
        if found is not None and last < since:
            return found
        if last < until:
            return days
        found, since = days, until
    return state.terms.notice_days if found is None else found


def check_record_date(entry: Announced) -> None:
    """Refuse a record date after the event that it is for."""
    if entry.record_date is not None and entry.record_date > entry.effective:
        raise Refusal(
            RECORD_DATE_AFTER_EVENT,
            f"the record date {entry.record_date} lies after {entry.effective}, when it takes effect; a record is "
            "taken on or before that day",
        )


def flag_notice(state: State, entry: Announced | OptionGranted) -> None:
    """Say how many holders of Series D were not mailed notice in time."""
    if state.flags is None or not state.series_d:
        return
    last = last_mailing_day(entry, days_of_notice(entry, state))
    sent = state.notices.get(entry.id or "", {})
    late = sum(1 for holder in state.series_d if sent.get(holder, date.max) > last)
    if late:
        state.flag(
            NOTICE_LATE_OR_MISSING,
            f"notice was to be mailed by {last} to each holder of {state.terms.series}; for {late} of "
            f"{len(state.series_d)} none by then is recorded (notice_sent about {entry.id})",
        )


def notice_sent(state: State, entry: NoticeSent) -> None:
    """A notice was mailed (4K, first 4L)."""
    if entry.holder not in state.series_d:
        state.flag(NOTICE_TO_NON_HOLDER, f"{entry.holder} holds no {state.terms.series} on this day")
    if entry.about is None or entry.kind == "adjustment":
        return
    if entry.about in state.passed:
        state.flag(NOTICE_LATE_OR_MISSING, f"mailed after {entry.about} had taken effect (A53)")
    sent = state.notices.get(entry.about, {})
    state.notices[entry.about] = {entry.holder: entry.effective, **sent}

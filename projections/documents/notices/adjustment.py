"""The notice of an adjustment (4K): the resulting price, how it was calculated, and the facts that it rests on.

One notice covers all adjustments of a day (A53). It goes to each holder of Series D as it was just before the entries
that made them. How each step was calculated is its explanation, the same value that `explain` shows.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.cap_table.state import State
from ledger.engine.book import Book, open_book
from ledger.events import NoticeSent
from ledger.log.recorded import Recorded
from ledger.log.timeline import certificate, standing_edits
from ledger.numbers.bounded import whole_part
from ledger.numbers.exact import DISPLAY_PLACES, write_number
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.history import PriceStep, history_of, step_json
from projections.answers.obligations import Gathered, gather
from projections.answers.price import common_for_one
from projections.explain.steps import UNKNOWN_STEP, Explanation, explain
from projections.figures import Figure

NO_ADJUSTMENT = refuses(
    "no_adjustment",
    "4K",
    "Holders are told of an adjustment that was made.",
    "Ask of a date or an entry that `history` shows.",
)
NOT_A_HOLDER = refuses(
    "not_a_holder",
    "4K",
    "Notices are made for the holders who are to be told.",
    "Name one of the holders who are to be told, or leave --holder out.",
)

_MOST_DIGITS = 150
"""What an entry can hold of a numerator or a denominator."""


@dataclass(frozen=True, slots=True)
class Told:
    """A holder who is to be told: its Series D at the close of the day, and the whole Common that they convert into.

    The Common is None where a price is zero. `notified` is when a notice was mailed, as recorded.
    """

    holder: str
    series_d: int
    common_before: int | None
    common_after: int | None
    notified: date | None


@dataclass(frozen=True, slots=True)
class AdjustmentNotice:
    """What a notice of the adjustments of one day says; prices in the share units before and after them.

    `about` is the entry of the last adjustment, `facts` are the entries that the calculation rests on, and
    `corrections`, by the ids of facts, those that made them what they are.
    """

    company: str
    series: str
    on: date
    steps: tuple[PriceStep, ...]
    explained: tuple[Explanation, ...]
    facts: tuple[Recorded, ...]
    corrections: Mapping[str, Recorded]
    common_before: Figure | None
    common_after: Figure | None
    holders: tuple[Told, ...]

    @property
    def before(self) -> Figure:
        """The price before the first adjustment of the day."""
        return self.steps[0].before

    @property
    def after(self) -> Figure:
        """The price that results."""
        return self.steps[-1].after

    @property
    def governs_from(self) -> date:
        """The first day whose conversions use the resulting price."""
        return self.steps[-1].governs_from

    @property
    def about(self) -> str:
        """The entry that made the last of the adjustments."""
        return self.steps[-1].entry


def adjustment_notice(
    log: Sequence[Recorded],
    *,
    step: int | None = None,
    entry: str | None = None,
    on: date | None = None,
    holder: str | None = None,
) -> AdjustmentNotice:
    """The notice of the adjustments of a day: that of a step, of an entry, a date; of the latest when none is given.

    Raises `Refusal` where there was no adjustment, and for somebody who was not a holder of Series D then.
    """
    book = open_book(log)
    steps = history_of(book)
    day = _day(steps, step, entry, on)
    of_day = tuple(one for one in steps if one.effective == day)
    explained = tuple(explain(log, step=one.number) for one in of_day)
    found = gather(log, day)
    rates = _rates(found.state, of_day)
    return AdjustmentNotice(
        company=_company(book),
        series=book.state.terms.series,
        on=day,
        steps=of_day,
        explained=explained,
        facts=tuple(_facts(book, explained)),
        corrections=standing_edits(book.edits),
        common_before=rates.before,
        common_after=rates.after,
        holders=tuple(_told(book, found, of_day, rates, holder)),
    )


def sent_entries(notice: AdjustmentNotice, mailed: date) -> list[dict[str, Any]]:
    """The entries that record that the notice was mailed to all its holders, with the price that it states."""
    return [
        {
            "type": "notice_sent",
            "effective": mailed.isoformat(),
            "kind": "adjustment",
            "holder": one.holder,
            "about": notice.about,
            **stated(notice.after),
        }
        for one in notice.holders
    ]


def stated(price: Figure) -> dict[str, Any]:
    """A price as an entry can hold it: exact, or rounded where it has more digits than an entry takes."""
    if max(price.numerator, price.denominator) < 10**_MOST_DIGITS:
        return {"price": write_number(price.fraction)}
    return {"price": price.decimal(), "places": DISPLAY_PLACES}


def adjustment_json(notice: AdjustmentNotice, mailed: date, *, everything: bool = False) -> dict[str, Any]:
    """The answer of `notice adjustment`."""
    return {
        "kind": "adjustment",
        "company": notice.company,
        "series": notice.series,
        "on": notice.on.isoformat(),
        "before": notice.before.num(everything=everything),
        "after": notice.after.num(everything=everything),
        "common_per_share": {
            name: None if rate is None else rate.num(everything=everything)
            for name, rate in (("before", notice.common_before), ("after", notice.common_after))
        },
        "governs_from": notice.governs_from.isoformat(),
        "steps": [step_json(one, everything=everything) for one in notice.steps],
        "facts": [one.id for one in notice.facts],
        "holders": [
            {
                "holder": one.holder,
                "series_d": one.series_d,
                "common": {"before": one.common_before, "after": one.common_after},
                "notified": one.notified and one.notified.isoformat(),
            }
            for one in notice.holders
        ],
        "entries": sent_entries(notice, mailed),
    }


def _day(steps: Sequence[PriceStep], number: int | None, entry: str | None, on: date | None) -> date:
    if not steps:
        raise Refusal(NO_ADJUSTMENT, "the Conversion Price was never adjusted, so there is nothing to tell")
    if number is not None:
        if not 0 < number <= len(steps):
            raise Refusal(UNKNOWN_STEP, f"there is no step {number}; the history has {len(steps)}")
        return steps[number - 1].effective
    if entry is not None:
        found = next((one.effective for one in steps if entry in one.entries), None)
        if found is None:
            known = ", ".join(dict.fromkeys(one.entry for one in steps[-3:]))
            raise Refusal(NO_ADJUSTMENT, f"{entry} adjusted no price; the latest that did are: {known}")
        return found
    if on is None:
        return steps[-1].effective
    if all(one.effective != on for one in steps):
        nearest = min((one.effective for one in steps), key=lambda day: abs(day - on))
        raise Refusal(NO_ADJUSTMENT, f"no entry of {on} adjusted the price; the nearest are of {nearest}")
    return on


def _company(book: Book) -> str:
    adopted = certificate(book.items)
    return adopted.company if adopted else ""


def _facts(book: Book, explained: Iterable[Explanation]) -> list[Recorded]:
    """The entries of the steps and of the replays beside them, in the order of the timeline."""
    named = {cause.id for one in explained for step in one.steps for cause in step.causes}
    named |= {entry for one in explained for step in one.steps for row in step.beside for entry in row.entries}
    return [item.recorded for item in book.items if item.recorded.id in named]


def _told(book: Book, found: Gathered, steps: Sequence[PriceStep], rates: "_Rates", only: str | None) -> Iterator[Told]:
    day = steps[-1].effective
    names = sorted({name for step, holders in found.steps if step.day == day for name in holders})
    if only is not None and only not in names:
        raise Refusal(
            NOT_A_HOLDER,
            f"{only} held no {found.state.terms.series} when the price was adjusted on {day}; those who did: "
            f"{', '.join(names) or 'nobody'}",
        )
    mailed = _mailed(book, {None, *(entry for step in steps for entry in step.entries)}, day)
    for name in names if only is None else [only]:
        held = found.state.series_d.get(name, 0)
        whole = rates.whole(rates.before, held), rates.whole(rates.after, held)
        yield Told(name, held, *whole, notified=mailed.get(name))


def _mailed(book: Book, about: Container[str | None], since: date) -> dict[str, date]:
    """When a notice of these adjustments was first mailed to each holder, as recorded."""
    found: dict[str, date] = {}
    for item in book.items:
        one = item.recorded.entry
        if isinstance(one, NoticeSent) and one.kind == "adjustment" and one.about in about and one.effective >= since:
            found.setdefault(one.holder, one.effective)
    return found


@dataclass(frozen=True, slots=True)
class _Rates:
    """The Common for one Series D before and after, at the Liquidation Preference of the close of the day."""

    before: Figure | None
    after: Figure | None

    @staticmethod
    def whole(rate: Figure | None, held: int) -> int | None:
        """The whole Common for so many Series D (4D, A43)."""
        return None if rate is None else whole_part(rate.bounded.times(rate.factor * held))


def _rates(state: State, steps: Sequence[PriceStep]) -> _Rates:
    return _Rates(common_for_one(state.preference, steps[0].before), common_for_one(state.preference, steps[-1].after))

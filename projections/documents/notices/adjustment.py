"""The notice of an adjustment (4K): the resulting price, how it was calculated, and the facts that it rests on.

One notice covers all adjustments of a day (A53). It goes to each holder of Series D as it was just before the entries
that made them. How each step was calculated is its explanation, the same value that `explain` shows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple

from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.log.timeline import standing_edits
from ledger.numbers.bounded import Bounded, whole_part
from ledger.numbers.exact import DISPLAY_PLACES, write_number
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.calendar_facts import Gathering
from projections.answers.history import PriceStep, history_of
from projections.answers.price import common_for_one
from projections.answers.registers import Holdings, TermsInForce
from projections.documents.notices.mailing import chosen, company_of, first_mailed
from projections.explain.steps import UNKNOWN_STEP, Explanation, Story
from projections.members import Hidden, Name, Spread, member

NO_ADJUSTMENT = refuses(
    "no_adjustment",
    "4K",
    "Holders are told of an adjustment that was made.",
    "Ask of a date or an entry that `history` shows.",
)

_MOST_DIGITS = 150
"""What an entry can hold of a numerator or a denominator."""


class Rates(NamedTuple):
    """The Common for one Series D before the adjustments of a day and after them; None where the price is zero."""

    before: Figure | None
    after: Figure | None


class Whole(NamedTuple):
    """The whole Common for what a holder has, before and after; None where the price is zero."""

    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A holder who is to be told: its Series D at the close of the day, and the whole Common that they convert into.

    The Common is None where a price is zero. `notified` is when a notice was mailed, as recorded.
    """

    holder: str
    series_d: int
    common: Whole
    notified: date | None


@dataclass(frozen=True, slots=True)
class AdjustmentNotice:
    """What a notice of the adjustments of one day says; prices in the share units before and after them.

    `about` is the entry of the last adjustment, `facts` are the entries that the calculation rests on, and
    `corrections`, by the ids of facts, those that made them what they are.
    """

    kind: Literal["adjustment"] = field(default="adjustment", init=False)
    company: str
    series: str
    on: date
    common_per_share: Rates
    steps: tuple[PriceStep, ...]
    explained: Hidden[tuple[Explanation, ...]]
    facts: Hidden[tuple[Recorded, ...]]
    corrections: Hidden[Mapping[str, Recorded]]
    holders: tuple[Told, ...]

    @property
    @member(before="common_per_share")
    def before(self) -> Figure:
        """The price before the first adjustment of the day."""
        return self.steps[0].before

    @property
    @member(before="common_per_share")
    def after(self) -> Figure:
        """The price that results."""
        return self.steps[-1].after

    @property
    @member(before="steps")
    def governs_from(self) -> date:
        """The first day whose conversions use the resulting price."""
        return self.steps[-1].governs_from

    @property
    @member(before="holders")
    def fact_ids(self) -> Annotated[list[str], Name("facts")]:
        """The ids of the entries that the calculation rests on."""
        return [one.id for one in self.facts]

    @property
    def about(self) -> str:
        """The entry that made the last of the adjustments."""
        return self.steps[-1].entry


class Mailing(NamedTuple):
    """A notice, and the entries that record it as mailed on a day."""

    notice: Spread[AdjustmentNotice]
    entries: list[dict[str, Any]]


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
    gathering, holdings, terms = Gathering(), Holdings("series_d"), TermsInForce()
    story = Story()
    book = open_book(log, keep_replays=True, observers=[gathering, holdings, terms, *story.observers])
    steps = history_of(book)
    day = _day(steps, step, entry, on)
    of_day = tuple(one for one in steps if one.effective == day)
    explained = tuple(story.explanation(book, step=one.number) for one in of_day)
    rates = _rates(terms.on(day)[1], of_day)
    return AdjustmentNotice(
        company=company_of(book),
        series=book.state.terms.series,
        on=day,
        steps=tuple(replace(one, replayed=None) for one in of_day),
        explained=explained,
        facts=tuple(_facts(book, explained)),
        corrections=standing_edits(book.edits),
        common_per_share=rates,
        holders=tuple(_told(book, gathering.found.told, holdings.on(day), of_day, rates, holder)),
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


def _facts(book: Book, explained: Iterable[Explanation]) -> list[Recorded]:
    """The entries of the steps and of the replays beside them, in the order of the timeline."""
    named = {cause.id for one in explained for step in one.steps for cause in step.causes}
    named |= {entry for one in explained for step in one.steps for row in step.beside for entry in row.entries}
    return [item.recorded for item in book.items if item.recorded.id in named]


def _told(  # noqa: PLR0913, PLR0917
    book: Book,
    who: Sequence[Sequence[str]],
    register: Mapping[str, int],
    steps: Sequence[PriceStep],
    rates: Rates,
    only: str | None,
) -> Iterator[Told]:
    day = steps[-1].effective
    names = sorted({name for step in steps for name in who[step.number - 1]})
    about = {None, *(entry for step in steps for entry in step.entries)}
    mailed = first_mailed(book, lambda one: one.kind == "adjustment" and one.about in about and one.effective >= day)
    not_one = f"held no {book.state.terms.series} when the price was adjusted on {day}; those who did"
    for name in chosen(names, only, not_one, "4K"):
        held = register.get(name, 0)
        yield Told(name, held, _whole(rates, held), notified=mailed.get(name))


def _rates(preference: Bounded, steps: Sequence[PriceStep]) -> Rates:
    """The Common for one Series D before and after, at the Liquidation Preference of the close of the day."""
    before, after = steps[0].before, steps[-1].after
    return Rates(common_for_one(preference, before), common_for_one(preference, after))


def _whole(rates: Rates, held: int) -> Whole:
    """The whole Common for so many Series D (4D, A43)."""
    before, after = (None if rate is None else whole_part(rate.bounded.times(rate.factor * held)) for rate in rates)
    return Whole(before, after)

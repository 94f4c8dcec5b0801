"""The notice of an adjustment (4K): the resulting price, how it was calculated, and the facts that it rests on.

One notice covers all adjustments of a day (A53). It goes to the holders on the books of the day on which it is given:
of what was known as it took place, to those who held Series D just before; of what became known later, or was told
with another price, to those who hold it when they are told (`projections.answers.due.adjustments_told`). How each step
was calculated is its explanation, the same value that `explain` shows.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import prod
from typing import Annotated, Any, Literal, NamedTuple

from ledger.cap_table.acts import Parts
from ledger.clauses.shares import whole_common
from ledger.log.recorded import Recorded
from ledger.log.timeline import standing_edits
from ledger.numbers.bounded import Bounded, whole_part
from ledger.numbers.exact import DISPLAY_PLACES, write_number
from ledger.numbers.figure import Figure
from ledger.refusals import Flag, Refusal
from ledger.rules import refuses
from ledger.working import Switch
from projections.answers.due.adjustments_told import ToTell
from projections.answers.history import PriceStep
from projections.answers.price import common_for_one
from projections.audit.papers import NO_PAPERS, Papers
from projections.documents.letter import Envelope, envelope
from projections.documents.notices.automatic import Automatic, automatic
from projections.documents.notices.basis import Contradicted, Determined, determinations, is_provisional
from projections.documents.notices.mailing import chosen, company_of
from projections.documents.notices.not_final import PastTerm, undetermined, unsettled_after
from projections.documents.notices.passed import Passed
from projections.documents.notices.readings import readings_of, switches_of
from projections.explain.steps import UNKNOWN_STEP, Explanation
from projections.members import Hidden, Maybe, Name, Spread, member

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
    """A holder who is to be told: its Series D on the books, and the whole Common that they convert into.

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
    `corrections`, by the ids of facts, those that made them what they are. `late`: something of it became known after
    its day, or was told with another price; `register_on` is the day whose register says who is told. `contradicts`
    are the earlier notices that told another price than the record gives now, `since` the later steps as they now are.
    `envelope` is what stands on the letter of the day on which it is given.
    """

    kind: Literal["adjustment"] = field(default="adjustment", init=False)
    company: str
    series: str
    on: date
    envelope: Hidden[Envelope]
    common_per_share: Rates
    steps: tuple[PriceStep, ...]
    explained: Hidden[tuple[Explanation, ...]]
    facts: Hidden[tuple[Recorded, ...]]
    corrections: Hidden[Mapping[str, Recorded]]
    late: bool
    register_on: date
    provisional: bool
    unsettled: Hidden[tuple[Flag, ...]]
    determinations: Hidden[tuple[Determined, ...]]
    readings: tuple[str, ...]
    switches: Hidden[tuple[Switch, ...]]
    contradicts: tuple[Contradicted, ...]
    since: Hidden[tuple[PriceStep, ...]]
    past_term: Hidden[tuple[PastTerm, ...]]
    holders: tuple[Told, ...]
    undetermined: Maybe[str] = None
    """The distribution since which no clause gives a price (A36), where this price comes after it."""
    provision: Hidden[str | None] = None
    """What was provided in it."""
    differing: Hidden[bool] = False
    """Whether not all Series D of that day carries the same accruals (A60)."""
    converted: Hidden[Mapping[str, Automatic]] = field(default_factory=dict)
    """What converted automatically of each holder on the day of the adjustments (second 4L)."""
    papers: Hidden[Papers] = NO_PAPERS
    """The certificate's own words, where its text is attached."""

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
    def restated_since(self) -> Fraction:
        """What a share of Common of the close of its day has become by the date of the letter (4F, 4G)."""
        passed = (one for one in self.since if one.effective <= self.envelope.dated)
        return prod((one.before.factor / one.after.factor for one in passed), start=Fraction(1))

    @property
    def about(self) -> str:
        """The entry that made the last of the adjustments."""
        return self.steps[-1].entry


class Mailing(NamedTuple):
    """A notice, and the entries that record it as mailed on a day."""

    notice: Spread[AdjustmentNotice]
    entries: list[dict[str, Any]]


def adjustment_notice(  # noqa: PLR0913  what may be asked of it
    log: Sequence[Recorded],
    *,
    step: int | None = None,
    entry: str | None = None,
    on: date | None = None,
    holder: str | None = None,
    given: date | None = None,
) -> AdjustmentNotice:
    """The notice of the adjustments of a day: that of a step, of an entry, a date; of the latest when none is given.

    `given` is the day on which it is given, else all that is known is behind it. Raises `Refusal` where there was no
    adjustment, and for somebody who is not to be told of it.
    """
    return notice_in(Passed.of(log), step=step, entry=entry, on=on, holder=holder, given=given)


def notice_in(  # noqa: PLR0913  as above
    passed: Passed,
    *,
    step: int | None = None,
    entry: str | None = None,
    on: date | None = None,
    holder: str | None = None,
    given: date | None = None,
) -> AdjustmentNotice:
    """The same in a timeline that was gone through before, so that many notices need one pass."""
    day = _day(passed.steps, step, entry, on)
    of_day = tuple(one for one in passed.steps if one.effective == day)
    explained = tuple(passed.story.explanation(passed.book, step=one.number) for one in of_day)
    asked = [one for explanation in explained for one in explanation.steps]
    facts = passed.facts(asked)
    told = [one for one in passed.to_tell() if one.step.day == day]
    late = any(one.late or one.otherwise for one in told)
    register_on = passed.register_on(day, given, told, late=late)
    rates = _rates(passed.terms.on(register_on)[1], of_day)
    dated = given or max(passed.book.items[-1].key.day, day)
    flags, past_term = unsettled_after(passed.book, day), tuple(passed.past_term(asked, dated))
    around = passed.around(late=late, day=day, past_term=bool(past_term))
    names = readings_of(asked, around)
    return AdjustmentNotice(
        company=company_of(passed.book),
        series=passed.book.state.terms.series,
        on=day,
        envelope=envelope(passed.book.items, dated),
        steps=tuple(replace(one, replayed=None) for one in of_day),
        explained=explained,
        facts=tuple(facts),
        corrections=standing_edits(passed.book.edits),
        late=late,
        register_on=register_on,
        provisional=is_provisional(flags),
        unsettled=tuple(flags),
        determinations=tuple(determinations(facts)),
        readings=tuple(names),
        switches=tuple(switches_of(names, around.choices)),
        contradicts=tuple(passed.contradicted(told, late=late)),
        since=tuple(one for one in passed.steps if one.effective > day),
        past_term=past_term,
        common_per_share=rates,
        holders=tuple(_told(passed, told, register_on, rates, holder, late=late)),
        converted=automatic(passed.book, lambda item: item.key.day == day),
        differing=passed.converting.differs(register_on),
        **undetermined(passed.book, of_day[-1].governs_from),
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


def _told(  # noqa: PLR0913
    passed: Passed, told: Sequence[ToTell], register_on: date, rates: Rates, only: str | None, *, late: bool
) -> Iterator[Told]:
    day = told[-1].step.day
    register = passed.holdings.on(register_on)
    names = sorted(register if late else {name for one in told for name in one.holders})
    series = passed.book.state.terms.series
    not_one = f"held no {series} when the price was adjusted on {day}; those who did"
    if late:
        not_one = f"holds no {series} on {register_on}, when the adjustment of {day} is told of; those who do"
    for name in chosen(names, only, not_one, "4K"):
        done = [one.done.get(name) for one in told]
        notified = max((one for one in done if one is not None), default=None) if all(done) else None
        held = register.get(name, 0)
        parts = passed.converting.on(register_on, name)
        whole = _whole(rates, held) if parts is None else _whole_of(parts, told)
        yield Told(name, held, whole, notified=notified)


def _rates(preference: Bounded, steps: Sequence[PriceStep]) -> Rates:
    """The Common for one Series D before and after, at the Liquidation Preference of the day whose register counts."""
    before, after = steps[0].before, steps[-1].after
    return Rates(common_for_one(preference, before), common_for_one(preference, after))


def _whole_of(parts: Parts, told: Sequence[ToTell]) -> Whole:
    """The whole Common for Series D with what is accrued on each share, before the adjustments and after (4D, A60)."""
    before, after = (
        None if price.is_zero() else whole_common(parts, price, units)
        for price, units in (
            (told[0].step.before, told[0].step.units_before),
            (told[-1].step.after, told[-1].step.units_after),
        )
    )
    return Whole(before, after)


def _whole(rates: Rates, held: int) -> Whole:
    """The whole Common for so many Series D (4D, A43)."""
    before, after = (None if rate is None else whole_part(rate.bounded.times(rate.factor * held)) for rate in rates)
    return Whole(before, after)

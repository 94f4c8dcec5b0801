"""Why the Conversion Price is what it is: the derivation of every step, from the same values as the history."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ledger.engine.book import Book, open_book
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import AnyEntry, DistributionMade, Reorganized, TermsAmended
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.log.seals import moment
from ledger.log.timeline import standing_edits
from ledger.names import near
from ledger.price.facts import Became, Delivered, Moment, Restated
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.working import Switch, Working
from projections.answers.history import PriceStep, history_of
from projections.answers.price import Price, price_on
from projections.answers.waivers import Waiver, waivers_of
from projections.explain.moment import Place, places
from projections.explain.readjustment import Beside, beside
from projections.explain.reliance import readings_of, switches_of
from projections.figures import Figure
from projections.workings.conversions import entitled, per_series_d, unrounded
from projections.workings.entry import Watch
from projections.workings.observer import ConversionTold, Telling
from projections.workings.price.course import CourseTold
from projections.workings.price.test import Tested

UNKNOWN_STEP = refuses(
    "unknown_step",
    "",
    "A step is asked about by its number in the history.",
    "Name a step that `history` numbers.",
)

Rule = Literal["average", "units", "value_and_units", "distribution", "amended", "replay"]


@dataclass(frozen=True, slots=True)
class Explained:
    """One step, or one entry that made none: its causes, what was tested, and the rule with its figures.

    `figures` are those of the rule: A, B, C, D; the price before and the ratio of units; the value of a reorganization;
    N, M and V of a distribution. `beside` sets a replay beside what was first recorded.
    """

    step: PriceStep | None
    causes: tuple[Recorded, ...]
    place: Place
    rule: Rule | None
    figures: Mapping[str, Figure]
    beside: tuple[Beside, ...]
    readings: tuple[str, ...]
    switches: tuple[str, ...]
    working: Working | None = None

    @property
    def outstanding(self) -> Figure | None:
        """The part of A that is actually outstanding, treasury left out (4E(7))."""
        fact = self.place.fact
        return Figure.of(fact.outstanding * fact.units) if isinstance(fact, Moment | Became | Delivered) else None

    @property
    def tested(self) -> tuple[Tested, ...]:
        """What was put to the test of 4E."""
        return self.place.tested


@dataclass(frozen=True, slots=True)
class ExplainedConversion:
    """What a conversion should have given on the record as now known, and what it gave."""

    entry: str
    on: date
    holder: str
    converted: int
    preference: Figure
    price: Figure
    unrounded: Figure
    entitled: int
    delivered: int
    automatic: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answer. Asked of a date it has the price and every step up to it; else the steps asked for."""

    on: date | None
    price: Price | None
    initial: Figure
    adopted: Recorded | None
    steps: tuple[Explained, ...]
    conversion: ExplainedConversion | None
    interpretations: Interpretations
    series: str
    entry: str | None = None
    figures: Mapping[str, Working] = field(default_factory=dict)
    """The workings of what was asked for beside the steps: of a date the price, of an entry all that it gave."""
    entries: Mapping[str, Recorded] = field(default_factory=dict)
    """The entries that the workings cite, by id."""
    waivers: tuple[Waiver, ...] = ()
    """The waivers among what is explained (9, A52)."""


def explain(
    log: Sequence[Recorded], on: date | None = None, *, step: int | None = None, entry: str | None = None
) -> Explanation:
    """Explain the price in effect on a date, one step of the history, or what one entry did to the price.

    Raises `Refusal` when there is no such step or entry.
    """
    book = open_book(log, until=on, keep_replays=True, listen=on is not None)
    telling = _Telling(book, history_of(book))
    asked = telling.asked(step, entry)
    wanted = {name for one in asked for name in one.entries} | ({entry} if entry else set())
    way = Telling(log, on or date.max)
    watch = Watch(way, entry)
    told = places(way, wanted, watch)
    explained = [telling.explained(one, told[one.entry], way.course) for one in asked]
    if entry in told and not asked:
        explained = [telling.without_step(told[entry])]
    state = book.state
    return Explanation(
        on=on,
        price=None if on is None else price_on(book, on),
        initial=telling.steps[0].before if telling.steps else Figure(state.price, 1 / state.units),
        adopted=next((item.recorded for item in book.items if item.recorded.entry.type == "certificate_adopted"), None),
        steps=tuple(explained),
        conversion=next((_conversion(one) for one in way.conversions if one.conversion.entry == entry), None),
        interpretations=state.terms.interpretations,
        series=state.terms.series,
        entry=entry,
        figures=watch.figures if on is None else _of_price(way),
        entries=way.entries,
        waivers=tuple(one for one in waivers_of(state) if on is not None or wanted & {one.entry, one.waived}),
    )


def _of_price(telling: Telling) -> dict[str, Working]:
    found = {"in_effect": telling.price, "after_close": telling.price_after_close}
    common = per_series_d(telling)
    return found if common is None else found | {"common_per_share": common}


class _Telling:
    """A book and its steps, while they are explained one by one."""

    def __init__(self, book: Book, steps: Sequence[PriceStep]) -> None:
        self.book = book
        self.steps = steps
        self.moments = {item.recorded.id: (item.key.day, item.key.moment) for item in book.items}
        self.late = _late(book)
        self.on_day = Counter(step.effective for step in steps)

    def asked(self, number: int | None, entry: str | None) -> Sequence[PriceStep]:
        """The steps asked for, by number, by an entry, or all."""
        if number is not None:
            if not 0 < number <= len(self.steps):
                raise Refusal(UNKNOWN_STEP, f"there is no step {number}; the history has {len(self.steps)}")
            return [self.steps[number - 1]]
        if entry is None:
            return self.steps
        standing = self.moments.keys() | {one.entry for one in self.book.state.conversions}
        if entry not in standing:
            raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} stands in the timeline{self._why_not(entry)}")
        return [one for one in self.steps if entry in one.entries]

    def _why_not(self, entry: str) -> str:
        """What became of an entry that is recorded and yet moves nothing, else the nearest name that stands."""
        edits = self.book.edits
        voided = standing_edits(edits).get(entry)
        if voided is not None:
            before = f"`--as-known` a moment before {moment(voided.recorded_at)} explains it"
            return f": {voided.id} voids it; {before}, and `seriesd explain {voided.id}` the void"
        if any(one.id == entry for one in edits):
            return ": it edits the record, and `explain_edit` says what it did"
        return near(entry, [*self.moments, *(one.id for one in edits)])

    def explained(self, step: PriceStep, place: Place, course: CourseTold) -> Explained:
        """A step with all that explains it."""
        several, late = self.on_day[step.effective] > 1, not self.late.isdisjoint(step.entries)
        rule, figures = _rule(step, place)
        readings = tuple(readings_of(step, place, several=several, late=late))
        switches = tuple(switches_of(step, place, several=several))
        choices = self.book.state.terms.interpretations.choices()
        working = replace(
            course.history[step.number - 1],
            readings=readings,
            switches=tuple(Switch(name, choices[name]) for name in switches),
        )
        return Explained(
            step=step,
            causes=tuple(one for one in place.recorded if one.id in step.entries),
            place=place,
            rule=rule,
            figures=figures,
            beside=() if step.replayed is None else tuple(beside(self.moments, step, self.steps, course)),
            readings=readings,
            switches=switches,
            working=working,
        )

    def without_step(self, place: Place) -> Explained:
        """What an entry did that made no step."""
        readings = tuple(readings_of(None, place, several=False, late=False))
        return Explained(None, place.recorded, place, None, {}, (), readings, ())


def _late(book: Book) -> set[str]:
    """The entries recorded after some that take effect later (A8)."""
    late, earliest = set[str](), len(book.log) + 1
    for item in reversed(book.items):
        if item.recorded.position > earliest:
            late.add(item.recorded.id)
        earliest = min(earliest, item.recorded.position)
    return late


def _rule(step: PriceStep, place: Place) -> tuple[Rule, dict[str, Figure]]:
    """Which rule gave the step, with the figures that went into it."""
    entry = next(one.entry for one in place.recorded if one.id == step.entry)
    if step.a is not None and step.b is not None and step.c is not None and step.d is not None:
        return "average", {"A": step.a, "B": step.b, "C": step.c, "D": step.d}
    if step.replayed is not None:
        return "replay", {}
    if isinstance(place.fact, Restated):
        ratio = {"ratio": Figure.of(place.fact.new_units / place.fact.units)}
        if isinstance(entry, Reorganized) and entry.reflected_value is not None:
            return "value_and_units", ratio | {"value": Figure.of(entry.reflected_value)}
        return "units", ratio
    return _given(entry, place)


def _given(entry: AnyEntry, place: Place) -> tuple[Rule, dict[str, Figure]]:
    if isinstance(entry, DistributionMade):
        figures = {"M": Figure.of(entry.market_price), "V": Figure.of(entry.fair_value)}
        return "distribution", {"N": place.outstanding_at_start_of_day} | figures
    assert isinstance(entry, TermsAmended)  # noqa: S101  the history has no other cause without a formula
    return "amended", {}


def _conversion(told: ConversionTold) -> ExplainedConversion:
    one, due = told.conversion, entitled(told)
    return ExplainedConversion(
        entry=one.entry,
        on=one.day,
        holder=one.holder,
        converted=one.delivery.converted,
        preference=Figure(one.preference),
        price=Figure(one.price, 1 / one.units),
        unrounded=unrounded(told),
        entitled=int(due.amount),
        delivered=one.delivery.common_shares,
        automatic=one.automatic,
    )

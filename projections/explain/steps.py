"""Why the Conversion Price is what it is: every step with its working, from one pass over the timeline."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ledger.cap_table.acts import Conversion
from ledger.cap_table.state import State
from ledger.clauses.conversion import amount_of, entitlement, oldest_of
from ledger.engine.book import Book, open_book
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.engine.one_pass import Observer
from ledger.events import CertificateAdopted, DocumentAttached, RightChanged, RightTerminated
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording
from ledger.log.timeline import Item, standing_edits
from ledger.names import near
from ledger.numbers.bounded import quotient
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from ledger.price.facts import Became, Delivered, Moment
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.working import Switch, Term, Working
from projections.answers.history import Part, PriceStep, history_of, steps_of
from projections.answers.price import Price, price_on
from projections.answers.reliance.relied_on import OF_PRICE, Relying, relied_on, switches_of
from projections.answers.waivers import Waiver, waivers_of
from projections.answers.warnings import Note, standing_on
from projections.audit.papers import NO_PAPERS, Papers
from projections.certificate.readings import in_order
from projections.explain.readjustment import Beside, beside
from projections.explain.until import Until, UpTo
from projections.members import Answer, Hidden
from projections.workings.entry import Watch
from projections.workings.leaves import amount, named
from projections.workings.moments import Distributing, Moments, Place, RightBefore, stood
from projections.workings.observer import Telling
from projections.workings.price.lots import LotAt
from projections.workings.price.rights import RightsTold
from projections.workings.price.trigger import Tested
from projections.workings.series_d.conversions import prices_now

UNKNOWN_STEP = refuses(
    "unknown_step",
    "",
    "A step is asked about by its number in the history.",
    "Name a step that `history` numbers.",
)

Rule = Literal["average", "units", "value_and_units", "distribution", "amended", "replay"]
_RULES: Mapping[str, Rule] = {"A": "average", "N": "distribution", "value": "value_and_units", "ratio": "units"}
"""The rule of a step, by a part that only its formula has."""


@dataclass(frozen=True, slots=True)
class Deemed:
    """Common deemed issued under a right and not yet issued."""

    right: str
    holder: str
    shares: Figure


@dataclass(frozen=True, slots=True)
class Explained:
    """One step, or one entry that made none: its causes, what was tested, and how its price came about.

    `outstanding` is what was actually outstanding before it, treasury left out (4E(7)), and `deemed` what was deemed
    issued. `beside` sets a replay beside what was first recorded; `stood` are the workings of the right before it.
    """

    step: PriceStep | None
    causes: tuple[Recorded, ...]
    tested: tuple[Tested, ...]
    outstanding: Figure | None
    deemed: tuple[Deemed, ...]
    readings: tuple[str, ...]
    switches: tuple[Switch, ...] = ()
    working: Working | None = None
    stood: tuple[Working, ...] = ()
    beside: tuple[Beside, ...] = ()
    rights: Mapping[str, RightBefore] = field(default_factory=dict)
    """The rights that its entries did something to, by the id of the entry."""
    lots: Sequence[LotAt] = ()
    """What was deemed issued before it, lot by lot, where somebody asked for that."""
    taken: Mapping[str, Figure] = field(default_factory=dict)
    """The shares of a right that an entry ends or changes without stating their number, by the entry."""

    @property
    def figures(self) -> dict[str, Figure]:
        """The figures of the rule, under the names that the clause gives them: A, B, C, D of 4E."""
        return {} if self.working is None else {name: amount(of) for name, of in named(self.working.formula).items()}

    @property
    def rule(self) -> Rule | None:
        """Which rule gave the price."""
        if self.working is None:
            return None
        names = named(self.working.formula)
        otherwise: Rule = "amended" if isinstance(self.working.formula, Term) else "replay"
        return next((rule for name, rule in _RULES.items() if name in names), otherwise)


@dataclass(frozen=True, slots=True)
class ExplainedConversion:
    """What a conversion should have given on the record as now known, and what it gave."""

    entry: str
    on: date
    holder: str
    converted: int
    preference: Figure
    """What of a share is converted; of the oldest, where shares carry different accruals (A42, A60)."""
    price: Figure
    parts: Hidden[tuple[tuple[int, Figure], ...]]
    """How many shares, and what of each is converted, the oldest first."""
    unrounded: Figure
    entitled: int
    delivered: int
    automatic: bool
    stated: bool
    """Whether an entry says how many shares were delivered; else that is assumed as the ledger worked it out."""


@dataclass(frozen=True, slots=True)
class Explanation(Answer):
    """The answer. Asked of a date it has the price and every step up to it; else the steps asked for."""

    on: date | None
    price: Price | None
    initial: Figure
    adopted: Recorded | None
    steps: tuple[Explained, ...]
    conversion: ExplainedConversion | None
    series: str
    entry: str | None = None
    figures: Mapping[str, Working] = field(default_factory=dict)
    """The workings of what was asked for beside the steps: of a date the price, of an entry all that it gave."""
    entries: Mapping[str, Recorded] = field(default_factory=dict)
    """The entries that the workings cite, by id."""
    waivers: tuple[Waiver, ...] = ()
    """The waivers among what is explained (9, A52)."""
    notes: tuple[Note, ...] = ()
    """Of a step or an entry: what is to be said of every answer about its day (A36, A66); a price carries its own."""
    papers: Papers = NO_PAPERS
    """The documents of its entries, and the certificate's own words, where they are attached."""
    quoted: bool = False
    """Whether the certificate is quoted beside each step of a price, as it is beside a step asked for alone."""
    by: Recording | None = None
    """With which recording the entry asked about came, where that is known."""
    steps_in_all: int | None = None
    """How many steps there are up to the date, where only a part of them was asked for."""


def explain(  # noqa: PLR0913  by name
    log: Sequence[Recorded],
    on: date | None = None,
    *,
    step: int | None = None,
    entry: str | None = None,
    part: Part | None = None,
    today: date | None = None,
) -> Explanation:
    """Explain the price in effect on a date, one step of the history, or what one entry did to the price.

    Raises `Refusal` when there is no such step or entry. Past the day of what was asked for nothing is replayed. Of a
    date only a `part` of the steps is explained, where one is named. `today` is when it is asked, where that is known.
    """
    story = Story(step=step, entry=entry)
    observers, enough = story.observers, story.is_told
    book = open_book(log, until=on, keep_replays=True, listen=on is not None, observers=observers, enough=enough)
    return story.explanation(book, on, step=step, part=part, today=today)


class Story:
    """What is told while a pass goes over a timeline; afterwards it explains what that pass came by.

    Give its `observers` to a pass that keeps replays, in their order. `step` and `entry` say when all that matters to
    them has been told; past `most` steps nothing more is told, and nothing can be explained.
    """

    def __init__(
        self, *, step: int | None = None, entry: str | None = None, most: int | None = None, lots: bool = False
    ) -> None:
        self.telling = Telling()
        self.moments = Moments(self.telling, entry, step, lots=lots)
        self.relying = Relying()
        self.watch = Watch(self.telling, entry)
        self._until = None if step is None and entry is None else Until(step, entry)
        self._entry = entry
        self._most = most

    @property
    def observers(self) -> tuple[Observer, ...]:
        """Who looks on."""
        every: tuple[Observer, ...] = (self.telling, self.moments, self.relying)
        every += () if self._entry is None else (self.watch,)
        every += () if self._until is None else (self._until,)
        return every if self._most is None else (UpTo(self._most, every),)

    def is_told(self) -> bool:
        """Whether all that was asked for has been told."""
        return self._until is not None and self._until.is_past

    def explanation(  # noqa: PLR0913  by name
        self,
        book: Book,
        on: date | None = None,
        *,
        step: int | None = None,
        part: Part | None = None,
        today: date | None = None,
        then: State | None = None,
    ) -> Explanation:
        """A step, the entry of this story, or else the date to whose close the book was opened.

        Of a date a `part` of the steps, where one is named. What stands `then` is said of a step, where the book goes
        on past it. Raises `Refusal` when there is no such step or entry.
        """
        state, telling, entry = book.state, self.telling, self._entry
        asked = _asked(book, step, entry)
        in_all = len(asked)
        if part is not None:
            told = part.within(in_all)
            asked = asked[told.start - 1 : told.stop - 1]
        explained = tuple(self._explained(book, asked))
        if entry in self.moments.places and not asked:
            explained = (self._without_step(self.moments.places[entry]),)
        wanted = {name for one in asked for name in one.entries} | ({entry} if entry else set())
        return Explanation(
            on=on,
            price=None if on is None else self._price(book, on, today),
            initial=_initial(state),
            adopted=_adopted(book),
            steps=explained,
            conversion=next((conversion_explained(one) for one in state.conversions if one.entry == entry), None),
            series=state.terms.series,
            entry=entry,
            figures=self.watch.figures if on is None else prices_now(telling),
            entries=telling.entries,
            waivers=tuple(one for one in waivers_of(state) if on is not None or wanted & {one.entry, one.waived}),
            notes=tuple(self._notes(then or state, asked)) if on is None else (),
            steps_in_all=None if part is None else in_all,
        )

    def _notes(self, state: State, asked: Sequence[PriceStep]) -> Iterator[Note]:
        """What stands on the day of what is explained: the figures of that day rest on it."""
        days = [one.effective for one in asked]
        if self._entry in self.moments.places:
            days.append(self.moments.places[self._entry].recorded[0].entry.effective)
        return (note for note in standing_on(state) if note.since and days and note.since <= max(days))

    def _price(self, book: Book, on: date, today: date | None) -> Price:
        return replace(price_on(book, on, today), rests=relied_on(self.relying, OF_PRICE, book))

    def _explained(self, book: Book, asked: Sequence[PriceStep]) -> Iterator[Explained]:
        readjusts = any(one.replayed is not None for one in asked)
        steps = history_of(book) if readjusts else ()
        for one in asked:
            rows = () if one.replayed is None else beside(_moments(book).__getitem__, one, steps, self.telling.course)
            yield self._step(one, book.state.terms.interpretations, tuple(rows))

    def _step(self, step: PriceStep, choices: Interpretations, rows: tuple[Beside, ...]) -> Explained:
        place, telling = self.moments.places[step.entry], self.telling
        found = self._without_step(place)
        switches = tuple(Switch(*chosen) for chosen in switches_of(found.readings, choices).items())
        return replace(
            found,
            step=step,
            causes=tuple(one for one in place.recorded if one.id in step.entries),
            switches=switches,
            working=_relying(telling.course.history[step.number - 1], found.readings, switches),
            stood=() if step.replayed is None else tuple(_stood(place, telling.rights)),
            beside=rows,
        )

    def _without_step(self, place: Place) -> Explained:
        """What the entries of a moment did, whether or not they made a step."""
        fact, rights = place.fact, self.telling.rights
        tests = fact if isinstance(fact, Moment | Became | Delivered) else None
        readings = self.relying.of(one.id for one in place.recorded)
        readings |= {name for tested in place.tested for name in tested.working.readings}
        return Explained(
            None,
            place.recorded,
            tuple(place.tested),
            None if tests is None else Figure.of(tests.outstanding * tests.units),
            tuple(Deemed(name, rights.holder(name), Figure.of(tally.figure)) for name, tally in place.deemed.items()),
            tuple(in_order(readings)),
            rights=place.rights,
            lots=place.lots,
            taken=dict(_taken(place)),
        )


def _moments(book: Book) -> dict[str, tuple[date, int, int]]:
    """The place of each entry; the factor of a distribution comes after all else of its day (A61)."""
    return {item.recorded.id: (item.key.day, _closing(item), item.key.moment) for item in book.items}


def _closing(item: Item) -> int:
    return 2 if isinstance(item.recorded.entry, Distributing) else int(item.key.closing)


def _asked(book: Book, number: int | None, entry: str | None) -> list[PriceStep]:
    """The steps asked for, by number, by an entry, or all."""
    history = book.state.course.history
    if number is not None:
        if not 0 < number <= len(history):
            raise Refusal(UNKNOWN_STEP, f"there is no step {number}; the history has {len(history)}")
        return list(steps_of(history[number - 1 : number], number - 1))
    if entry is None:
        return history_of(book)
    standing = {item.recorded.id for item in book.items} | {one.entry for one in book.state.conversions}
    if entry not in standing:
        why = _why_not(book, entry, standing)
        raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} stands in the timeline{why}")
    return [one for one in history_of(book) if entry in one.entries]


def _initial(state: State) -> Figure:
    """The price with which it began."""
    first = next(iter(state.course.history), None)
    return Figure(state.price, 1 / state.units) if first is None else Figure(first.before, 1 / first.units_before)


def _why_not(book: Book, entry: str, standing: Iterable[str]) -> str:
    """What became of an entry that is recorded and yet moves nothing, else the nearest name that stands."""
    voided = standing_edits(book.edits).get(entry)
    if voided is not None:
        before = f"`--as-known` a moment before {written(voided.recorded_at)} explains it"
        return f": {voided.id} voids it; {before}, and `seriesd explain {voided.id}` the void"
    if any(one.id == entry for one in book.edits):
        return ": it edits the record, and `explain_edit` says what it did"
    recorded = book.by_id.get(entry)
    if recorded is not None and isinstance(recorded.entry, DocumentAttached):
        return f": it attaches a document to {recorded.entry.entry}; `seriesd documents {entry}` shows that"
    return near(entry, [*standing, *(one.id for one in book.edits)])


def _taken(place: Place) -> Iterator[tuple[str, Figure]]:
    """What was outstanding, of the stage that it names, of a right that an entry ends or changes."""
    for one in place.recorded:
        entry, right = one.entry, place.rights.get(one.id)
        if right is not None and (
            isinstance(entry, RightChanged) or (isinstance(entry, RightTerminated) and not entry.shares)
        ):
            yield one.id, Figure.of(right.before.outstanding(entry.stage) * right.units.value)


def _relying(price: Working, readings: tuple[str, ...], switches: tuple[Switch, ...]) -> Working:
    """A price with all the readings and switches that its step relied on."""
    one = price
    return Working(
        one.label, one.clause, one.unit, one.figure, one.formula, one.conditions, readings, switches, one.sentence
    )


def _stood(place: Place, rights: RightsTold) -> Iterator[Working]:
    for name, right in place.rights.items():
        yield from stood(name, right, rights)


def _adopted(book: Book) -> Recorded | None:
    found = (item.recorded for item in book.items if isinstance(item.recorded.entry, CertificateAdopted))
    return next(found, None)


def conversion_explained(one: Conversion) -> ExplainedConversion:
    """A conversion that was made, with what is now due for it."""
    return ExplainedConversion(
        entry=one.entry,
        on=one.day,
        holder=one.holder,
        converted=one.delivery.converted,
        preference=Figure(one.parts[0][1]),
        price=Figure(one.price, 1 / one.units),
        parts=tuple((shares, Figure(each)) for shares, each in oldest_of(one.parts, one.delivery.converted)),
        unrounded=Figure(quotient(amount_of(one, one.delivery.converted), one.price, one.units)),
        entitled=entitlement(one),
        delivered=one.delivery.common_shares,
        automatic=one.automatic,
        stated=one.stated,
    )

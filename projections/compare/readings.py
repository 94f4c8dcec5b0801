"""What hangs on a reading: for each switch of the terms, what the ledger would say under its other choice.

Each is a what-if: the terms as adopted with that one choice changed, replayed by the one engine, beside the ledger as
it is. What was delivered stays a fact. And which of all readings the ledger relies on, with the entries that invoke it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, NamedTuple, get_args

from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.clauses.shares import parts_of, sum_of
from ledger.engine.book import Book, open_book
from ledger.engine.branch import as_of
from ledger.events import CertificateAdopted, OptionGranted
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import quotient
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from ledger.working import Switch
from projections.answers.balances import holding
from projections.answers.price import Price, per_share, price_of
from projections.answers.reliance.relied_on import Invoked, Relying
from projections.answers.warnings import Note, standing_on
from projections.certificate.readings import READINGS, SWITCHES, switch_of, words_of
from projections.compare.differences import equal
from projections.compare.histories import parted
from projections.compare.hypothesis import Edits, Fields, edited, fitted
from projections.members import Answer, Hidden, Maybe, Name, member


class Entitled(NamedTuple):
    """A conversion, and what it should have given: as it is, and under the other choice."""

    entry: str
    entitled: int
    other: int
    on: date
    holder: str
    converted: int
    delivered: int
    stated: bool
    """Whether its entry says how many were delivered; else that is assumed as the ledger worked it out."""


class PerHolder(NamedTuple):
    """A holder's Common for one Series D, and its votes: as it is, and under the other choice."""

    holder: str
    series_d: int
    common_per_share: Figure | None
    other: Figure | None
    votes: int | None
    other_votes: int | None


@dataclass(frozen=True, slots=True)
class Weighed:
    """A switch: what was chosen, and what the ledger would say under the other choice."""

    name: str
    reading: str
    choice: str
    other: str
    says: str
    other_says: str
    actual: Hidden[Price]
    what_if: Hidden[Price | None]
    conversions: tuple[Entitled, ...] = ()
    holders: tuple[PerHolder, ...] = ()
    apart_since: Maybe[date] = None
    """The first date up to then on which the prices in effect are not the same, where there is one."""
    supposed: tuple[str, ...] = ()
    """What else is supposed, beside the terms."""
    refused: Maybe[str] = None
    """Why the entries cannot stand as they are under the other choice; then there are no figures."""

    @property
    @member(before="conversions")
    def price(self) -> Figure | None:
        """The Conversion Price in effect under the other choice."""
        return None if self.what_if is None else self.what_if.in_effect

    @property
    @member(before="conversions")
    def difference(self) -> Figure | None:
        """That price less the one in effect as it is."""
        return None if self.what_if is None else less(self.what_if.in_effect, self.actual.in_effect)

    @property
    @member(before="conversions")
    def after_close(self) -> Figure | None:
        """The Conversion Price after the close under the other choice."""
        return None if self.what_if is None else self.what_if.after_close

    @property
    @member()
    def moves(self) -> bool:
        """Whether a price of that day, a conversion, or what a holder has would be other than it is."""
        return self.refused is not None or any(True for _ in self.moved)

    @property
    def moved(self) -> Iterator[object]:
        """The prices, conversions and holders that would be other than they are."""
        if self.what_if is not None:
            yield from (one for one in ("in_effect", "after_close") if not self._same(one))
        yield from (one for one in self.conversions if one.entitled != one.other)
        yield from (one for one in self.holders if not is_same(one))

    def _same(self, name: str) -> bool:
        return equal(getattr(self.actual, name), getattr(self.what_if, name))


class Reason(NamedTuple):
    """A reading relied on: what it says and what is said else, whether it is contested, and what invokes it."""

    reading: str
    says: str
    other: Maybe[str]
    contested: bool
    switch: Maybe[str]
    entries: Sequence[str]


@dataclass(frozen=True, slots=True)
class Readings(Answer):
    """What hangs on the readings of a ledger at the close of a day.

    Switches that would move something on that day stand first, then those that would have before, then all others.
    """

    on: date
    actual: Hidden[Price]
    switches: tuple[Weighed, ...]
    invoked: Hidden[Sequence[Invoked]] = field(repr=False)
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """What is to be said of every answer about that day: a right past its term (A66), a price not determined (A36)."""
    of: Maybe[str] = None
    """The reading that was asked about, where it is one alone."""
    chosen: Maybe[Mapping[str, str]] = None
    """The choice made of each switch, where none was weighed."""

    @property
    @member(before="switches")
    def price(self) -> Figure:
        """The Conversion Price in effect as it is."""
        return self.actual.in_effect

    @property
    @member()
    def relied_on(self) -> list[str]:
        """The readings that the figures of the ledger rest on, by number."""
        return [one.reading for one in self.invoked]

    @property
    @member()
    def reasons(self) -> list[Reason]:
        """The same, each in words and with the entries that invoke it."""
        return reasons_of(self.invoked)


def readings_on(log: Sequence[Recorded], on: date, of: str | None = None, *, weigh: bool = True) -> Readings:
    """What hangs on each switch at the close of a day, and the readings relied on up to then; see `readings_in`."""
    relying = Relying(on)
    book = open_book(log, observers=[relying])
    return readings_in(book, on, relying.invoked(), of, weigh=weigh)


def readings_in(
    book: Book, on: date, invoked: Sequence[Invoked], of: str | None = None, *, weigh: bool = True
) -> Readings:
    """The same of a book replayed to its end, with the readings that were invoked up to the day.

    With `of` all is about one reading, by its number. What is not to be weighed costs no replay.
    """
    then, among = as_of(book, on).state, None if of is None else (of,)
    switches = weighed(book, on, among) if weigh else ()
    return Readings(
        on,
        price_of(then, on),
        tuple(switches),
        [one for one in invoked if of in (None, one.reading)],
        tuple(standing_on(then, on)) or None,
        of,
        None if weigh else book.state.terms.interpretations.choices(),
    )


def weighed(book: Book, on: date, among: Collection[str] | None = None) -> list[Weighed]:
    """Each switch of the terms, or those that decide one of these readings; in the order of `Readings`."""
    then = as_of(book, on)
    choices = book.state.terms.interpretations.choices()
    found = [_weighed(book, then, on, *one) for one in choices.items() if among is None or SWITCHES[one[0]] in among]
    return sorted(found, key=lambda one: (not one.moves, one.apart_since is None))


def reasons_of(invoked: Sequence[Invoked]) -> list[Reason]:
    """Readings relied on in words, each with what invokes it."""
    return [_reason(one) for one in invoked]


def other_choice(name: str, choice: str) -> str:
    """What a switch can be beside what was chosen."""
    (other,) = (one for one in get_args(Interpretations.model_fields[name].annotation) if one != choice)
    return str(other)


def less(one: Figure, other: Figure) -> Figure:
    """One figure less another, exactly; nothing where they are known to be the same without working them out."""
    return Figure.of(0) if equal(one, other) else Figure.of(one.fraction - other.fraction)


def is_same(one: PerHolder) -> bool:
    """Whether a holder would have the same."""
    return one.votes == one.other_votes and equal(one.common_per_share, one.other)


# -- one switch -------------------------------------------------------------------------------------------------------


def _weighed(book: Book, then: Book, on: date, name: str, choice: str) -> Weighed:
    other = other_choice(name, choice)
    actual = price_of(then.state, on)
    says, other_says = words_of(Switch(name, choice)), words_of(Switch(name, other))
    start = Weighed(name, SWITCHES[name], choice, other, says, other_says, actual, actual)
    adopted = _certificate(book)
    if adopted is None:
        return start
    more, supposed = _ALSO[name](book, on, other) if name in _ALSO else ({}, ())
    try:
        found = _supposed(book, on, {adopted: {f"terms.interpretations.{name}": other}, **more})
    except Refusal as refusal:
        return replace(start, what_if=None, refused=str(refusal), supposed=supposed)
    return _beside(start, book, then, found, supposed)


def _supposed(book: Book, on: date, change: Mapping[str, Fields]) -> Book:
    """The book with other terms. Raises `Refusal` where an entry up to the day cannot stand in it."""
    edits = Edits(change=change)
    found = fitted(book, edited(book, edits), edits.asked)
    for name, refusal in found.left_out.items():
        if name not in book.by_id or book.by_id[name].entry.effective <= on:
            raise refusal
    return found.book


def _beside(start: Weighed, book: Book, then: Book, found: Book, supposed: tuple[str, ...]) -> Weighed:
    on = start.actual.on
    other = as_of(found, on)
    since = next((date.fromisoformat(one.about) for one in parted(book, found)), None)
    return replace(
        start,
        what_if=price_of(other.state, on),
        conversions=tuple(_conversions(then.state, other.state)),
        holders=tuple(_holders(then.state, other.state)),
        apart_since=None if since is None or since > on else since,
        supposed=supposed,
    )


def _certificate(book: Book) -> str | None:
    return next((one.recorded.id for one in book.items if isinstance(one.recorded.entry, CertificateAdopted)), None)


def _conversions(one: State, other: State) -> Iterator[Entitled]:
    """Every conversion of either side; an automatic one that is not made gives nothing there."""
    mine = {made.entry: made for made in one.conversions}
    theirs = {made.entry: made for made in other.conversions}
    for name, made in {**theirs, **mine}.items():
        due, other_due = (entitlement(side[name]) if name in side else 0 for side in (mine, theirs))
        delivered = made.delivery.common_shares if name in mine else 0
        yield Entitled(name, due, other_due, made.day, made.holder, made.delivery.converted, delivered, made.stated)


def _holders(one: State, other: State) -> Iterator[PerHolder]:
    for name in sorted(one.series_d.keys() | other.series_d.keys()):
        held = one.series_d.get(name, 0)
        votes, other_votes = (holding(state, name).votes for state in (one, other))
        yield PerHolder(name, held, _for_one(one, name), _for_one(other, name), votes, other_votes)


def _for_one(state: State, holder: str) -> Figure | None:
    """The Common for one Series D of a holder: for one of each kind, on the average, where its shares differ (A60)."""
    lots = state.register.lots.get(holder, ())
    if state.price.is_zero() or not lots:
        return per_share(state)
    amount = sum_of(parts_of(state, lots))
    return Figure(quotient(amount, state.price, state.units / sum(lot.shares for lot in lots)))


# -- what else is supposed --------------------------------------------------------------------------------------------


def _lender_options(book: Book, on: date, other: str) -> tuple[dict[str, Fields], tuple[str, ...]]:
    """The warrants of a lender are claimed to be excluded, or no longer: so the choice bears on them (A14)."""
    entries = [one.recorded.entry for one in book.items if one.key.day <= on]
    lenders = {str(one.holder) for one in entries if getattr(one, "excluded", None) == "C" and hasattr(one, "holder")}
    options = [one for one in entries if isinstance(one, OptionGranted)]
    if other == "excluded":
        some = [one for one in options if one.excluded is None and one.holder in lenders]
        return {one.id or "": {"excluded": "C"} for one in some}, tuple(
            f"{one.right} of {one.holder} is then claimed to be excluded under (C), as something else of this lender is"
            for one in some
        )
    some = [one for one in options if one.excluded == "C"]
    return {one.id or "": {"excluded": None} for one in some}, tuple(
        f"{one.right} of {one.holder} cannot be claimed under (C) then; it is tested like any other option"
        for one in some
    )


_ALSO: Mapping[str, Callable[[Book, date, str], tuple[dict[str, Fields], tuple[str, ...]]]] = {
    "lender_options": _lender_options,
}
"""Of some switches, what must be supposed beside the terms: the fields of entries, and a sentence on each."""


def _reason(one: Invoked) -> Reason:
    reading = READINGS[one.reading]
    return Reason(
        one.reading, reading.statement, reading.other or None, reading.contested, switch_of(one.reading), one.entries
    )

"""Looking twice at what is recorded: each rule at each entry in its place, when the recording ends."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache

from ledger.engine.book import Book
from ledger.events import (
    CommonIssued,
    CommonSplit,
    ConvertibleIssued,
    Entry,
    EntryCorrected,
    OptionGranted,
    Reorganized,
    RightChanged,
    SeriesDAutoConverted,
    SeriesDSplit,
    SharesTransferred,
    StockDividendPaid,
    TreasuryDisposed,
)
from ledger.log.recorded import Recorded
from ledger.log.timeline import EDITS, standing_edits, transaction_of
from ledger.price.facts import Step
from ledger.refusals import Flag
from ledger.rules import Rule
from projections.compare.second_look import alike, dates, money, moves, ratios
from projections.compare.second_look.around import Around, Seen, seen_in

Look = Callable[[Around], Iterator[Flag]]

LOOKS: tuple[Look, ...] = (
    *(dates.in_the_future, dates.far_past, dates.expires_before_grant),
    *(money.no_consideration, money.far_from_last_prices),
    *(moves.many_times_outstanding, moves.price_moved_much, moves.to_oneself),
    *(ratios.split_direction, ratios.near_a_fraction),
    alike.probably_the_same,
)
"""Every rule, in the order in which their notes are said of an entry."""

_OF_KINDS: Mapping[Look, tuple[type[Entry], ...]] = {
    dates.expires_before_grant: (OptionGranted, ConvertibleIssued),
    money.no_consideration: (CommonIssued, TreasuryDisposed, OptionGranted, ConvertibleIssued),
    money.far_from_last_prices: (CommonIssued, TreasuryDisposed, OptionGranted, ConvertibleIssued, RightChanged),
    moves.many_times_outstanding: (CommonIssued, OptionGranted, ConvertibleIssued),
    moves.to_oneself: (SharesTransferred,),
    ratios.split_direction: (CommonSplit, StockDividendPaid, SeriesDSplit, Reorganized),
    ratios.near_a_fraction: (CommonSplit, StockDividendPaid, SeriesDSplit, Reorganized),
}
"""The kinds of entry that a rule has something to say of, where those are not all: of others it is not asked."""

SERIOUS: frozenset[Rule] = frozenset(
    {
        *(dates.IN_THE_FUTURE, dates.FAR_PAST, dates.EXPIRES_BEFORE_GRANT),
        *(money.NO_CONSIDERATION, money.FAR_FROM_LAST_PRICES, money.COULD_BE_THOUSANDS),
        *(moves.MANY_TIMES_OUTSTANDING, ratios.NEAR_A_FRACTION, alike.PROBABLY_THE_SAME),
    }
)
"""The rules whose case is seldom meant, and makes figures wrong: worth a question before it is recorded.

A split, or a price that moves, is said; it is what financings and splits are made of, and asks nothing.
"""


def is_seldom_meant(flag: Flag) -> bool:
    """Whether a note is worth a question before anything is recorded: of such a rule, or of a name misspelt."""
    return flag.rule in SERIOUS or flag.meant is not None


def second_look(book: Book, new: Sequence[Recorded], today: date, seen: Sequence[Seen] | None = None) -> Iterator[Flag]:
    """What a careful person would look at twice in entries just recorded, as a book has them when all are in it.

    A corrected entry is looked at as it now stands, and what is to be said of it is said of the correction. `today` is
    the day of recording, `seen` what a `Watch` saw on a pass that came past all of those that are `looked_at`; without
    it they are gone past here. Each note is of one entry, in the order of the timeline.
    """
    said_of = looked_at(book, new)
    for one in new:
        if isinstance(one.entry, EDITS):
            yield from dates.of_a_day_to_come(one.entry.effective, one.id, today)
    for around in _around(book, said_of, today, seen_in(book, said_of) if seen is None else seen):
        for look in _looks_at(type(around.entry)):
            yield from look(around)


@cache
def _looks_at(kind: type[Entry]) -> tuple[Look, ...]:
    """The rules that have something to say of a kind of entry, in their order."""
    return tuple(look for look in LOOKS if issubclass(kind, _OF_KINDS.get(look, Entry)))


def looked_at(book: Book, new: Sequence[Recorded]) -> dict[str, str]:
    """The entries of the timeline that are looked at, each with the entry that its notes are said of."""
    edits = standing_edits(book.edits)
    found = dict[str, str]()
    for one in new:
        if isinstance(one.entry, EntryCorrected) and edits[one.entry.entry].id == one.id:
            found[one.entry.entry] = one.id
        elif not isinstance(one.entry, (*EDITS, SeriesDAutoConverted)) and one.id not in edits:
            found[one.id] = one.id
    return found


def _around(book: Book, said_of: Mapping[str, str], today: date, seen: Sequence[Seen]) -> Iterator[Around]:
    days = {one.recorded.entry.effective for one in seen}
    known, paying = alike.known_alike(book, days), _paying(book, days)
    steps = _steps(book, said_of)
    for one in seen:
        recorded, name = one.recorded, said_of[one.recorded.id]
        transaction = transaction_of(recorded.entry)
        position = book.by_id[name].position
        yield Around(
            said_of=name,
            recorded=recorded,
            before=one.before,
            common=one.common,
            series_d=one.series_d,
            steps=tuple(steps.get(recorded.id, ())),
            today=today,
            adopted=book.state.adopted,
            same=alike.earlier(recorded, position, known),
            is_paid_for=transaction is not None and (recorded.entry.effective, transaction) in paying,
        )


def _paying(book: Book, days: set[date]) -> set[tuple[date, str]]:
    """The integral transactions of these days in which something states what was received."""
    return {
        (item.key.day, transaction)
        for item in book.items
        if item.key.day in days
        and (transaction := transaction_of(item.recorded.entry)) is not None
        and "consideration" in item.recorded.entry.model_fields_set
    }


def _steps(book: Book, names: Mapping[str, str]) -> dict[str, list[Step]]:
    """The changes of the price that each of these entries caused."""
    found = dict[str, list[Step]]()
    for step in book.state.course.history:
        if step.entry in names:
            found.setdefault(step.entry, []).append(step)
    return found

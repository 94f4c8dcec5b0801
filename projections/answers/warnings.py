"""The warnings of an answer: what its reader should know, collected in one place for every question.

First the flags of the record that touch it, each kind once; then what is to be said of the answer itself: that its day
is no day on which the figures are sure, or that they were not the same all day. The latter carry no `more`, and are
printed as sentences (`projections.render.notes`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ledger.cap_table.state import State
from ledger.clauses.adjustment.readjustment import past_their_term
from ledger.engine.book import Book
from ledger.numbers.bounded import Bounded, same
from ledger.numbers.days import day_after, written
from ledger.numbers.figure import Figure
from ledger.price.facts import Step
from ledger.refusals import Flag, Refusal
from ledger.rules import Answer, flags
from projections.answers.flags import DELIVERY_DIFFERS_FROM_DUE, Warned, flags_of, flags_without_certificate, warned
from projections.members import Hidden, Maybe, Spread, member

DAY_BEFORE_CERTIFICATE = flags(
    "day_before_certificate",
    "",
    "On a day before the certificate there is no Series D; what is answered is what the certificate then began with.",
    "Ask of the day of the certificate or a later one.",
)
DAY_TO_COME = flags(
    "day_to_come",
    "",
    "Of a day that is still to come the answer rests on what is recorded so far.",
    "Ask again on that day; `what-if --add` says what would come of what is planned.",
)
MOMENT_TO_COME = flags(
    "moment_to_come",
    "",
    "As known at a moment that is still to come the answer is the one as known now, until something is recorded.",
    "Ask as known now, or at a moment that is past: the answer is then the same for ever.",
)
TWO_PRICES = flags(
    "two_prices",
    "4E(3)",
    "Where a price takes effect on the day of its cause, the conversions of that day before it have another (A3, A41).",
    "Look at the order of the entries of that day; each conversion shows the price that it was made at.",
)
LEFT_OUT_OF_FIGURES = flags(
    "left_out_of_figures",
    "",
    "What is recorded and cannot stand as the record is now read is in no figure, and every answer says so.",
    "Look at the entry with `explain`, and correct it; `verify` says it, too.",
)
PAST_ITS_TERM = flags(
    "past_its_term",
    "4E(3)",
    "A right whose term is over has ended in law, and 4E(3) acts by itself; the ledger waits for the entry, since an "
    "exercise on its last day or an extension may still come to be known, but never in silence (A66).",
    "Record its end: right_terminated with reason expired, or `calendar --record-due`; or what became of it.",
)
PRICE_UNDETERMINED = flags(
    "price_undetermined",
    "4H",
    "After a distribution that took all of the market value no clause gives a price (A36).",
    "Have the Board and the holders determine it, and record that: terms_amended conversion_price, with all consents.",
)
DONE_WITHOUT_CONSENT = flags(
    "done_without_consent",
    "6",
    "What was done without the prior consent of section 6 stands so on every report.",
    "Tell counsel.",
)
_AT_ONCE = ("4E(3)", "4G")
"""The clauses by which a price can take effect on the day of its cause, share units being the same."""


@dataclass(frozen=True, slots=True)
class Note:
    """A warning on an answer.

    Of a flag of the record, said of the latest entry that it was raised for, `more` is how many more there are.
    """

    flag: Hidden[Flag]
    more: Maybe[int] = None
    right: Maybe[str] = None
    """The right that it is about."""
    since: Maybe[date] = None
    """The first day that it is true of."""
    price_if_ended: Maybe[Figure] = None
    """Of a right past its term: the Conversion Price in effect on the day had it, alone, ended with its term (A66)."""

    @property
    @member(before="more")
    def warning(self) -> Spread[Warned]:
        """The flag as a program is told it."""
        return warned(self.flag)


def warnings_on(
    book: Book, about: Answer, on: date | None = None, today: date | None = None
) -> tuple[Note, ...] | None:
    """What a reader of an answer about a day should know, `today` being when it is asked, where that is known.

    None where the book did not listen. The book was opened until that day, where there is one.
    """
    if book.flags is None:
        return None
    return (
        *_of_the_record(book, about),
        *map(left_out, book.problems),
        *of_the_day(book.state.adopted, about, on, today),
        *(two_prices(book.state, on) if about == "price" and on is not None else ()),
        *standing_on(book.state, on or today),
    )


def left_out(problem: Refusal) -> Note:
    """That an entry is in no figure."""
    return Note(Flag(LEFT_OUT_OF_FIGURES, str(problem), problem.entry))


def standing_on(state: State, on: date | None = None) -> Iterator[Note]:
    """What is to be said of every answer about a state of things, as long as it lasts; on a day, or that of the state.

    A right past its term, with the price had it ended (A66); a price that no clause gives any more (A36); and what was
    done without the consent that section 6 asks for.
    """
    yield from past_terms(state, on)
    yield from lasting(state)


def past_terms(state: State, on: date | None = None) -> Iterator[Note]:
    """The rights past their term on a day, or that of the state (A66): this alone can change with the day alone."""
    for one in past_their_term(state, on):
        price = Figure(one.price_if_ended, 1 / state.units)
        said = f"{one.right} is past its term since {one.since}, and nothing says that it ended; if it ended then, the "
        said += f"price in effect is {price.short()} (A66)"
        yield Note(Flag(PAST_ITS_TERM, said), right=one.right, since=one.since, price_if_ended=price)


def lasting(state: State) -> Iterator[Note]:
    """What is to be said of a state of things whatever the day: it lasts until an entry ends it."""
    if state.undetermined is not None:
        entry, day = state.undetermined
        said = f"the price is undetermined after {day}: {entry} took all of the market value, and what stands is the "
        said += "price before it (A36)"
        yield Note(Flag(PRICE_UNDETERMINED, said, entry), since=day_after(day))
    for done in state.unconsented:
        said = f"{done.action} was done on {done.day} without the consent of section 6: {done.despite}"
        yield Note(Flag(DONE_WITHOUT_CONSENT, said, done.entry), since=done.day)


def _of_the_record(book: Book, about: Answer) -> Iterator[Note]:
    """The flags that touch an answer, each kind of flag once: a long record raises some many times."""
    of_deliveries = about in DELIVERY_DIFFERS_FROM_DUE.touches
    latest: dict[str, Note] = {}
    for flag in flags_of(book) if of_deliveries else [*flags_without_certificate(book), *(book.flags or ())]:
        say(latest, flag, about)
    yield from latest.values()


def say(latest: dict[str, Note], flag: Flag, about: Answer) -> bool:
    """Put a flag behind those said of an answer, in the place of one of its kind; answers whether it touches it."""
    if about not in flag.rule.touches and flag.entry is not None:
        return False
    before = latest.pop(flag.code, None)
    latest[flag.code] = Note(flag, 0 if before is None else (before.more or 0) + 1)
    return True


def of_the_day(adopted: date | None, about: Answer, on: date | None, today: date | None) -> Iterator[Note]:
    """That the day asked about is before the certificate, or still to come."""
    if on is None:
        return
    if adopted is not None and on < adopted:
        began = "nothing was issued under it yet"
        if about == "price":
            began = "the price is the one that it begins with"
        yield Note(Flag(DAY_BEFORE_CERTIFICATE, f"{on} is before the certificate of {adopted}: {began}"))
    if today is not None and on > today:
        yield Note(Flag(DAY_TO_COME, f"{on} is still to come: the answer rests on what is recorded so far"))


def of_the_moment(as_known: datetime, now: datetime) -> Iterator[Note]:
    """That the moment at which an answer is to be known is still to come."""
    if as_known > now:
        said = f"{written(as_known)} is still to come: what is recorded until then can change this answer"
        yield Note(Flag(MOMENT_TO_COME, said))


def two_prices(state: State, on: date) -> Iterator[Note]:
    """That the price for conversions changed within a day, of a state at its close."""
    opening = price_at_opening(state, on)
    if opening is None:
        return
    units = 1 / state.units
    steps = _at_once(state, on)
    causes = ", ".join(dict.fromkeys(one.entry for one in steps))
    before, now = (Figure(price, units).short() for price in (opening, state.price))
    said = f"on {on} the price for conversions changed on the day itself: {before} before {causes}, {now} after it"
    yield Note(Flag(TWO_PRICES, said, under=steps[-1].clause))


def price_at_opening(state: State, on: date) -> Bounded | None:
    """The price with which a day opened, in base units, where it has another for conversions now; else None."""
    course = state.course
    if course.reopened != on:
        return None
    before = next((step.after for step in reversed(course.history) if step.day < on), course.start)
    return before if not same(before, state.price) and _at_once(state, on) else None


def _at_once(state: State, on: date) -> list[Step]:
    return [one for one in state.course.history if one.day == on == one.governs_from and one.clause in _AT_ONCE]

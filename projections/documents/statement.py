"""The statement to one holder: what it has at the close of a day, what moved it, and what is pending and due to it.

It is no certificate for shares: it says what the record gives, and on which log it rests.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, NamedTuple

from ledger.cap_table.following import now_called
from ledger.cap_table.state import State
from ledger.clauses.conversion import entitlement
from ledger.clauses.liquidation import preference_of
from ledger.clauses.shares import meant
from ledger.engine.book import Book, open_book
from ledger.log.recorded import Recorded
from ledger.names import one_of
from ledger.numbers.figure import Figure
from ledger.refusals import Refusal
from projections.answers.balances import Holders, RightHeld, holders_on
from projections.answers.dividends import accrued_on
from projections.answers.due.calendar import OPEN_STATES, Stands, calendar_of
from projections.answers.due.calendar_facts import Gathering
from projections.answers.entries import UNKNOWN_HOLDER
from projections.answers.holdings.dilution import Stake, stake_of
from projections.answers.holdings.movements import Moved, Movements, balance_of
from projections.answers.price import price_of
from projections.answers.reliance.relied_on import OF_BALANCES, ReliedOn, Relying, relied_on
from projections.answers.warnings import Note
from projections.documents.letter import Envelope, Outside, outside
from projections.members import Hidden, Maybe, Name, Spread


class Converted(NamedTuple):
    """A conversion of Series D, with the price in effect on its day; shares and price in the share units of that day.

    `holder` is who converted, under its name of then: the holder itself, or one that has become one with it, since
    what is due for that conversion is due to it now. `due` is the Common that it should have given on the record as
    now known, `delivered` what was given (A8, A30); `stated` whether anybody stated that number.
    """

    entry: str
    on: date
    series_d: int
    price: Figure
    due: int
    delivered: int
    stated: bool
    register_to: str
    holder: str
    restated: bool
    """Whether the share units have changed since, of the Common or of the Series D."""


class Before(NamedTuple):
    """What the holder had at the opening of the day from which movements are told, in the units of then."""

    common: int
    series_d: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What one holder has at the close of a day, what moved it since another, and what is pending and due to it.

    Money is exact: `price` is the Conversion Price in effect per share of Common, `preference` the Liquidation
    Preference of all its Series D, `accrued` what of that is accrued dividends, `owed` what is due on Series D that has
    been converted since, in no preference (A60). `due` is what the calendar has for the holder and is not done.
    """

    company: str
    series: str
    holder: str
    envelope: Hidden[Envelope]
    """What stands on the outside of the letter, on the books of the day of mailing."""
    addressee: Hidden[str]
    """The name of the holder on that day."""
    on: date
    since: date | None
    price: Figure
    holding: Stake
    series_d_outstanding: int
    preference: Fraction
    accrued: Figure
    owed: Figure
    assumed: int
    """So much of its Common rests on deliveries that nobody stated (A8)."""
    before: Before
    movements: Sequence[Moved]
    conversions: Sequence[Converted]
    differences: Sequence[Converted]
    """All conversions, from whatever day, of which not what is due was delivered."""
    certificates: Sequence[Stands]
    rights: dict[str, RightHeld]
    due: Sequence[Stands]
    notes: Annotated[Maybe[tuple[Note, ...]], Name("warnings")] = None
    """The flags that touch it."""
    rests: Spread[ReliedOn | None] = None


class Statements(NamedTuple):
    """The statements to some holders, the day of mailing, the state of knowledge, and the head of the log."""

    on: date
    mailed: date
    as_known: datetime | None
    head: str
    statements: Sequence[Statement]
    ledger_head: Maybe[str] = None
    """The head of the whole ledger under which they stand, SIZE:ROOT; absent where the ledger keeps none yet."""


class Told(NamedTuple):
    """From which day on movements are told (None: all of them), and on which the letter is mailed."""

    since: date | None = None
    mailed: date | None = None


EVERYTHING = Told()
"""All movements, in a letter of the first day on which it can be mailed."""


class Basis(NamedTuple):
    """What all statements of a day are made of, from one pass; by holder what moved its shares, and what is due."""

    book: Book
    on: date
    outside: Outside
    table: Holders
    movements: Mapping[str, Sequence[Moved]]
    obligations: Mapping[str, Sequence[Stands]]
    accrued: Mapping[str, Figure]
    owed: Mapping[str, Figure]
    rests: ReliedOn


def statements(
    log: Sequence[Recorded],
    on: date,
    holders: Iterable[str] | None = None,
    told: Told = EVERYTHING,
    *,
    today: date,
) -> list[Statement]:
    """The statements to these holders, or to everybody who has something, or has something to come.

    Letterhead and addresses are those of the day of mailing, which is `first_mailing` where none is given. Raises
    `Refusal` for a name under which nobody had anything.
    """
    basis = _basis(log, on, told.mailed or first_mailing(on, today), today)
    names = _concerned(basis) if holders is None else _meant(basis, holders)
    return [_statement(basis, name, told.since) for name in names]


def first_mailing(on: date, today: date) -> date:
    """The day on which a statement of a day is mailed, if nobody says: today, or the day itself where it is to come."""
    return max(on, today)


def _basis(log: Sequence[Recorded], on: date, mailed: date, today: date) -> Basis:
    gathering, movements, relying = Gathering(), Movements(), Relying(most=1)
    book = open_book(log, until=on, listen=True, observers=[gathering, movements, relying])
    obligations: dict[str, list[Stands]] = {}
    for one in calendar_of(gathering, book, on).standing:
        obligations.setdefault(one.holder or "", []).append(one)
    _, accrued, _, owed = accrued_on(book.state)
    table, rests = holders_on(book, on, today), relied_on(relying, OF_BALANCES, book)
    on_it = outside(log, on, mailed)
    assumed = {one.entry for one in book.state.conversions if not one.stated}
    return Basis(book, on, on_it, table, movements.by_holder(assumed), obligations, accrued, owed, rests)


def _concerned(basis: Basis) -> list[str]:
    to_come = {name for name, found in basis.obligations.items() if name and any(map(_is_open, found))}
    return sorted({*basis.table.holders, *basis.owed, *to_come})


def _meant(basis: Basis, names: Iterable[str]) -> list[str]:
    state, concerned = basis.book.state, _concerned(basis)
    other = {one.before for one in state.followed}
    known = sorted({*concerned, *(basis.movements.keys() - other), *(one.holder for one in state.rights.values())})
    for name in names:
        if one_of(name, known) is None:
            had = f"nobody named {name!r} has had anything by {basis.on}"
            raise Refusal(UNKNOWN_HOLDER, f"{had}{meant(state, name, known)}")
    return list(dict.fromkeys(one_of(name, known) or name for name in names))


def _statement(basis: Basis, holder: str, since: date | None) -> Statement:
    state, table = basis.book.state, basis.table
    moved, obligations = basis.movements.get(holder, ()), basis.obligations.get(holder, ())
    conversions = list(_conversions(state, holder, moved))
    earlier = [one for one in moved if since is not None and one.on < since]
    none = Figure.of(0)
    return Statement(
        company=basis.outside.envelope.company,
        series=state.terms.series,
        holder=holder,
        envelope=basis.outside.envelope,
        addressee=basis.outside.addressee(holder),
        on=basis.on,
        since=since,
        price=price_of(state, basis.on).in_effect,
        holding=stake_of(table.holders, holder),
        series_d_outstanding=table.series_d_outstanding,
        preference=preference_of(state, state.register.lots.get(holder, ())),
        accrued=basis.accrued.get(holder, none),
        owed=basis.owed.get(holder, none),
        assumed=(table.assumed or {}).get(holder, 0),
        before=_before(earlier),
        movements=moved[len(earlier) :],
        conversions=[one for one in conversions if since is None or one.on >= since],
        differences=[one for one in conversions if one.delivered != one.due],
        certificates=sorted((one for one in obligations if one.kind in _CERTIFICATES), key=_common_first),
        rights={name: one for name, one in table.rights.items() if one.holder == holder},
        due=[one for one in obligations if _is_open(one)],
        notes=table.notes,
        rests=basis.rests,
    )


_CERTIFICATES = ("certificate", "balance_certificate")


def _common_first(one: Stands) -> tuple[str, bool]:
    return one.about, one.kind != "certificate"


def _is_open(one: Stands) -> bool:
    return one.state in OPEN_STATES


def _before(earlier: Sequence[Moved]) -> Before:
    return Before(balance_of(earlier, "common"), balance_of(earlier, "series_d"))


def _conversions(state: State, holder: str, moved: Iterable[Moved]) -> Iterator[Converted]:
    """The conversions of a holder, under a name that it had before too, and of those that have become one with it."""
    own = {one.entry for one in moved}
    for one in state.conversions:
        # the name may be of another holder since
        if now_called(state, one.holder, one.day) == holder and (one.holder != holder or one.entry in own):
            price = Figure(one.price, 1 / one.units)
            gave = (entitlement(one), one.delivery.common_shares, one.stated)
            whose = (one.register_to or one.holder, one.holder)
            restated = (one.units, one.stated_value) != (state.units, state.terms.stated_value)
            yield Converted(one.entry, one.day, one.delivery.converted, price, *gave, *whose, restated)

"""A refusal explained: the entry, the rule, what would be accepted, and the figures that the rule looked at."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ledger.clauses.adjustment.distributions import DISTRIBUTION_TAKES_ALL
from ledger.clauses.adjustment.options import MORE_THAN_OUTSTANDING
from ledger.clauses.adjustment.readjustment import NOTHING_OUTSTANDING
from ledger.clauses.adjustment.treasury import MORE_THAN_TREASURY
from ledger.clauses.amendment import CONSENT_MISSING, DESIGNATED_BELOW_ISSUED
from ledger.clauses.conversion import NO_ROOM
from ledger.clauses.opening import AUTHORIZED_BELOW_ISSUED, BEYOND_DESIGNATED
from ledger.clauses.shares import BEYOND_AUTHORIZED, MORE_THAN_HELD, PRICE_IS_ZERO
from ledger.engine.book import named, open_book
from ledger.events import (
    AnyEntry,
    CashDividendPaid,
    DistributionMade,
    SeriesDConverted,
    SharesTransferred,
    TreasuryAcquired,
)
from ledger.log.recorded import Recorded
from ledger.log.timeline import order_of_dates
from ledger.names import nearest
from ledger.refusals import Refusal
from ledger.rules import Rule, refuses
from ledger.working import Comparison, Product, Working
from projections.workings.balances import of_its_right
from projections.workings.kinds import Kind
from projections.workings.leaves import amount, fact
from projections.workings.observer import Telling, tell
from projections.workings.price.rules import value_distributed
from projections.workings.series_d.consents import threshold

UNKNOWN_REFUSAL = refuses(
    "unknown_refusal",
    "",
    "Refusals and flags are asked about by their code.",
    "Name one that `explain --refusal all` lists.",
)

_MARKET_VALUE = Kind("the market value of the Common as {} began,", "4H", "money", ("A37",))
_TAKES_ALL = Kind("whether entry {} takes all of the market value", "4H", "test", ("A36",))
_MOST_NEAR = 3
_SLIP = 0.9
"""How much of two codes is the same where one is the other with a letter or two wrong."""
_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal with its rule; of one that was met, the entry, its sentence and the figures, on the entry's day."""

    rule: Rule
    refusal: Refusal | None = None
    recorded: Recorded | None = None
    figures: Mapping[str, Working] = field(default_factory=dict)
    entries: Mapping[str, Recorded] = field(default_factory=dict)


def rule_of(code: str, rules: Mapping[str, Rule]) -> Refused:
    """What a refusal, or a flag, of this code means. Raises `Refusal` for a code that there is not."""
    written = "_".join(code.lower().replace("-", " ").split())
    if written not in rules:
        near = _near_codes(written, rules)
        hint = f"did you mean {' or '.join(map(repr, near))}? " if near else ""
        said = f"nothing is refused or flagged as {code!r}; {hint}`seriesd explain --refusal all` lists every code"
        raise Refusal(UNKNOWN_REFUSAL, said)
    return Refused(rules[written])


def _near_codes(code: str, known: Collection[str]) -> list[str]:
    """The one code of which it is a slip; else those written alike, the nearest first, then those that share a word."""
    slip = nearest(code, known, alike=_SLIP)
    if slip:
        return slip
    words = {word for word in code.split("_") if len(word) >= _SHORTEST_WORD}
    sharing = (one for one in known if words & {*one.split("_")})
    return list(dict.fromkeys([*nearest(code, known, most=_MOST_NEAR), *sharing]))[:_MOST_NEAR]


def first_refused(log: Sequence[Recorded], entries: Sequence[AnyEntry], at: datetime) -> Refused | None:
    """The first of some entries that would be refused, explained; None where all would be recorded at once."""
    book = open_book(log)
    for entry in (entries[place] for place in order_of_dates(entries)):
        if book.has(entry):
            continue
        before = list(book.log)
        try:
            book.record(entry, at)
        except Refusal as refusal:
            tried = named(entry, entry.id or refusal.entry or "")
            return _explained(before, Recorded(len(before) + 1, tried.id or "", tried, at), refusal)
    return None


def _explained(log: Sequence[Recorded], tried: Recorded, refusal: Refusal) -> Refused:
    telling, looked = tell(log, tried.entry.effective), _FIGURES.get(refusal.rule)
    # what would break a later entry was looked at in its place, not here
    figures = {} if refusal.breaks or looked is None else looked(telling, tried)
    return Refused(refusal.rule, refusal, tried, figures, {**telling.entries, tried.id: tried})


# -- the figures that a rule looked at --------------------------------------------------------------------------------


Figures = Mapping[str, Working]


def _room(telling: Telling, tried: Recorded) -> Figures:
    room = telling.registers.room(telling.state.register)
    outstanding = {"common_outstanding": telling.registers.outstanding.working(), **_treasury(telling, tried)}
    return outstanding if room is None else {"room": room, **outstanding}


def _treasury(telling: Telling, _: Recorded) -> Figures:
    return {"treasury": telling.registers.treasury.working()}


def _issuable(telling: Telling, _: Recorded) -> Figures:
    return {"issuable": telling.registers.issuable(telling.state, telling.terms.term("designated_shares"))}


def _held(telling: Telling, tried: Recorded) -> Figures:
    match tried.entry:
        case SharesTransferred(from_=holder) | SeriesDConverted(holder=holder) | TreasuryAcquired(holder=holder):
            registers = {"common": telling.registers.common, "series_d": telling.registers.series_d}
            return {what: register[holder].working() for what, register in registers.items() if holder in register}
        case _:
            return {}


def _outstanding(telling: Telling, tried: Recorded) -> Figures:
    return dict(of_its_right(telling, tried))


def _consent(telling: Telling, tried: Recorded) -> Figures:
    return threshold(telling.consents, telling.state, telling.registers, telling.preference, tried)


def _market_value(telling: Telling, tried: Recorded) -> Figures:
    at_start = telling.at_start_of_day(tried)
    entry = tried.entry
    if at_start is None or not isinstance(entry, DistributionMade | CashDividendPaid) or entry.market_price is None:
        return {}
    worth = at_start.amount * entry.market_price
    market = _MARKET_VALUE.of(worth, Product((at_start, fact(tried, "market_price"))), entry.effective)
    value = value_distributed(tried, at_start)
    return {"takes_all": _TAKES_ALL.of(amount(value) >= worth, Comparison(value, "at least", market), tried.id)}


def _price(telling: Telling, _: Recorded) -> Figures:
    return {"price": telling.price}


_FIGURES: Mapping[Rule, Callable[[Telling, Recorded], Figures]] = {
    BEYOND_AUTHORIZED: _room,
    AUTHORIZED_BELOW_ISSUED: _room,
    NO_ROOM: _room,
    BEYOND_DESIGNATED: _issuable,
    DESIGNATED_BELOW_ISSUED: _issuable,
    MORE_THAN_HELD: _held,
    MORE_THAN_OUTSTANDING: _outstanding,
    NOTHING_OUTSTANDING: _outstanding,
    MORE_THAN_TREASURY: _treasury,
    CONSENT_MISSING: _consent,
    DISTRIBUTION_TAKES_ALL: _market_value,
    PRICE_IS_ZERO: _price,
}

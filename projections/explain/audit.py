"""What an audit compares, told: every price and delivery claimed, the figure computed for it, and their difference."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from ledger.cap_table.state import State
from ledger.engine.book import open_book
from ledger.engine.one_pass import Observer
from ledger.log.recorded import Recorded
from ledger.log.timeline import Item
from ledger.numbers.bounded import Bounded
from ledger.working import Expression, Given, Less, Named, Sum, Working
from projections.audit.audit import Claim, less
from projections.audit.notices_sent import days_of_sent
from projections.explain.balances import Accounts
from projections.workings.kinds import Kind
from projections.workings.leaves import amount, fact
from projections.workings.observer import Telling
from projections.workings.series_d.conversions import difference, entitled, prices_now

_DIFFERENCE = Kind("the difference of {}", "4A", "money per share")
Told = Iterator[tuple[str, Working]]


def audit_explained(log: Sequence[Recorded], claims: Sequence[Claim]) -> Accounts:
    """The figures of `audit`, in its order: of the claims, the conversions and the notices that state a price."""
    telling = Telling()
    prices = _Prices(telling, log, claims)
    open_book(log, keep_replays=True, observers=(telling, prices))
    found: dict[str, Working] = {}
    for number, one in enumerate(claims, start=1):
        found |= {f"claim {number}: {name}": working for name, working in _claim(one, prices.on[one.on])}
    for conversion in telling.conversions:
        due = entitled(conversion)
        name = conversion.conversion.entry
        found |= {f"{name}: difference": difference(conversion, due), f"{name}: entitled": due}
    for entry, day in prices.sent.items():
        if entry in telling.entries:
            found |= {f"{entry}: {name}": working for name, working in _notice(telling.entries[entry], prices.on[day])}
    last = max([*prices.days, telling.state.day])
    return Accounts("What an audit compares", last, found, telling.entries)


class _Prices(Observer):
    """The figures by which a claim, or a notice, is judged, as they stand at the close of its day."""

    def __init__(self, telling: Telling, log: Sequence[Recorded], claims: Iterable[Claim]) -> None:
        self.on: dict[date, Mapping[str, Working]] = {}
        self.sent: dict[str, date] = {}
        self.days = {one.on for one in claims}
        self._telling = telling
        self._log = log

    def begins(self, items: Sequence[Item], state: State) -> Iterable[date]:  # noqa: ARG002  of entries alone
        self.sent = days_of_sent(self._log, items)
        self.days |= set(self.sent.values())
        return self.days

    def closes(self, day: date, state: State) -> None:  # noqa: ARG002  the telling has it
        if day in self.days:
            self.on[day] = prices_now(self._telling)


def _claim(one: Claim, then: Mapping[str, Working]) -> Told:
    price = Given(f"the price claimed for {one.on}", one.price)
    yield from _compared("in_effect", price, then)
    if one.common_per_share is not None:
        common = Given(f"the Common for one share claimed for {one.on}", one.common_per_share)
        yield from _compared("common_per_share", common, then)


def _compared(name: str, claimed: Given, then: Mapping[str, Working]) -> Told:
    if name in then:
        yield f"{name} difference", _difference(claimed.name, claimed, then[name])
        yield name, then[name]


def _notice(sent: Recorded, then: Mapping[str, Working]) -> Told:
    what = f"the price that entry {sent.id} states"
    yield "difference", _difference(what, fact(sent, "price"), then["after_close"])
    yield "after_close", then["after_close"]


def _difference(what: str, stated: Expression, computed: Working) -> Working:
    """Claimed less computed, never rounded."""
    kind = _DIFFERENCE._replace(clause=computed.clause, unit=computed.unit)
    formula = Sum((Named("claimed", stated), Less(Named("computed", computed))))
    return kind.of(less(Bounded.of(amount(stated).fraction), computed.amount), formula, what)

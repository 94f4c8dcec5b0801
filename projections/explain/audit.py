"""What an audit compares, told: every price and delivery claimed, the figure computed for it, and their difference."""

from collections.abc import Iterator, Sequence
from datetime import date

from ledger.log.recorded import Recorded
from ledger.working import Expression, Given, Less, Named, Sum, Unit, Working
from projections.audit.audit import Claim, ClaimFound, Compared, audit, less
from projections.audit.notices_sent import SentFound
from projections.explain.balances import Accounts
from projections.figures import Figure
from projections.workings.conversions import difference, entitled, per_series_d
from projections.workings.leaves import fact
from projections.workings.observer import Telling

Told = Iterator[tuple[str, Working]]


def audit_explained(log: Sequence[Recorded], claims: Sequence[Claim]) -> Accounts:
    """The figures of `audit`, in its order: of the claims, the conversions and the notices that state a price."""
    answer = audit(log, claims)
    telling, days = Telling(log), {one.claim.on for one in answer.claims} | {one.on for one in answer.notices}
    then: dict[date, dict[str, Working]] = {}
    for stop in telling.stops(days):
        if isinstance(stop, date):
            then[stop] = _prices(telling)
    found: dict[str, Working] = {}
    for number, one in enumerate(answer.claims, start=1):
        found |= {f"claim {number}: {name}": working for name, working in _claim(one, then[one.claim.on])}
    for conversion in telling.conversions:
        due = entitled(conversion)
        name = conversion.conversion.entry
        found |= {f"{name}: difference": difference(conversion, due), f"{name}: entitled": due}
    for sent in answer.notices:
        found |= {f"{sent.entry}: {name}": working for name, working in _notice(telling, sent, then[sent.on])}
    last = max([*days, telling.state.day])
    return Accounts("What an audit compares", last, found, telling.entries)


def _prices(telling: Telling) -> dict[str, Working]:
    """What stands at the close of a day: the figures by which a claim, or a notice, is judged."""
    common = per_series_d(telling)
    found = {"in_effect": telling.price, "after_close": telling.price_after_close}
    return found if common is None else found | {"common_per_share": common}


def _claim(one: ClaimFound, then: dict[str, Working]) -> Told:
    on = one.claim.on
    yield from _compared(one.price, f"the price claimed for {on}", "in_effect", "money per share", then)
    if one.common_per_share is not None:
        what = f"the Common for one share claimed for {on}"
        yield from _compared(one.common_per_share, what, "common_per_share", "Common", then)


def _compared(one: Compared, what: str, name: str, unit: Unit, then: dict[str, Working]) -> Told:
    if one.difference is not None:
        stated = Given(what, one.claimed.fraction)
        yield f"{name} difference", _difference(what, unit, one.difference, stated, then[name])
        yield name, then[name]


def _notice(telling: Telling, one: SentFound, then: dict[str, Working]) -> Told:
    what, stated = f"the price that entry {one.entry} states", fact(telling.entries[one.entry], "price")
    yield (
        "difference",
        _difference(what, "money per share", less(one.stated.bounded, one.computed), stated, then["after_close"]),
    )
    yield "after_close", then["after_close"]


def _difference(what: str, unit: Unit, figure: Figure, stated: Expression, computed: Working) -> Working:
    """Claimed less computed, never rounded."""
    return Working(
        label=f"the difference of {what}",
        clause=computed.clause,
        unit=unit,
        figure=figure,
        formula=Sum((Named("claimed", stated), Less(Named("computed", computed)))),
    )

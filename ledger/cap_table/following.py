"""What follows a holder to another name, or to the holder that it becomes one with: all that it has and is owed.

Shares with what is accrued on them, rights, dividends owed, what a record date promised, consents, and notices. What
was done under the name before stays done under it. The price sees nothing of it, and no total changes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from operator import add
from typing import TypeVar

from ledger.cap_table.accruals import Counted, Lots
from ledger.cap_table.acts import Consent, Consents, Followed
from ledger.cap_table.movements import Stock
from ledger.cap_table.state import State

V = TypeVar("V")


def holders_of(state: State) -> set[str]:
    """Everybody who has something, or has something to come: shares, rights, dividends owed or of a record date."""
    register = state.register
    counted = (one.holder for lots in register.lots.values() for lot in lots for one in lot.counted)
    retired = (one.holder for lot in register.retired for one in lot.counted)
    recorded = (name for records in (state.records, state.bases) for one in records.values() for name in one.common)
    rights = (right.holder for right in state.rights.values())
    owed = (one.holder for one in state.debts)
    return {*state.common, *state.series_d, *rights, *owed, *counted, *retired, *recorded}


def now_called(state: State, name: str, day: date) -> str:
    """The name under which stands now what stood under a name on a day."""
    for one in state.followed:
        if one.before == name and one.day >= day:
            name = one.after
    return name


def under(found: Mapping[str, V], before: str, after: str, joined: Callable[[V, V], V]) -> dict[str, V]:
    """What is said of each holder by name, said under another name; `joined` is what is then said of both at once."""
    if before not in found:
        return dict(found)
    left = {name: one for name, one in found.items() if name != before}
    return left | {after: joined(left[after], found[before]) if after in left else found[before]}


def follow(state: State, entry: str, before: str, after: str) -> None:
    """Everything that stands under one name stands under another, or with what stands there, from here on."""
    state.followed += (Followed(entry, state.day, before, after),)
    _follow_consents(state, before, after)
    _follow_counted(state, before, after)
    held: tuple[tuple[Stock, Mapping[str, int]], ...] = (("common", state.common), ("series_d", state.series_d))
    for stock, register in held:
        if before in register:
            state.register.move(stock, before, after, register[before])
    state.debts = tuple(one._replace(holder=after) if one.holder == before else one for one in state.debts)
    for right in [right for right in state.rights.values() if right.holder == before]:
        state.set_right(replace(right, holder=after))
    for records in (state.records, state.bases):
        for day, one in records.items():
            records[day] = replace(one, common=under(one.common, before, after, add))
    if before in state.lenders:
        state.lenders = state.lenders - {before} | {after}
    for about, sent in state.notices.items():
        state.notices[about] = under(sent, before, after, min)


def _follow_counted(state: State, before: str, after: str) -> None:
    """Who held Series D on a record date, under the name of now: a dividend of that date may still be owed (A60)."""
    register = state.register
    for holder, lots in register.lots.items():
        register.lots[holder] = _lots(lots, before, after)
    register.retired = tuple(one._replace(counted=_counted(one.counted, before, after)) for one in register.retired)


def _lots(lots: Lots, before: str, after: str) -> Lots:
    if not any(one.holder == before for lot in lots for one in lot.counted):
        return lots
    return tuple(replace(lot, counted=_counted(lot.counted, before, after)) for lot in lots)


def _counted(counted: Iterable[Counted], before: str, after: str) -> tuple[Counted, ...]:
    return tuple(one._replace(holder=after) if one.holder == before else one for one in counted)


def _follow_consents(state: State, before: str, after: str) -> None:
    """Each has consented with shares of its own, and with none of the other's; both consents stand side by side."""
    for action, given in state.consents.items():
        own, other = given.get(before, ()), given.get(after, ())
        if not own and not other:
            continue
        if after in state.series_d:
            own = (*_limited(other, state.series_d[after]), *_limited(own, state.series_d.get(before, 0)))
        left = {name: one for name, one in given.items() if name not in (before, after)}
        state.consents[action] = left | {after: own} if own else left


def _limited(given: Consents, held: int) -> Consents:
    """Consents for no more than their holder has now."""
    found = list[Consent]()
    for one in given:
        shares = held if one.shares is None else min(one.shares, held)
        held -= shares
        found.append(one._replace(shares=shares))
    return tuple(found)

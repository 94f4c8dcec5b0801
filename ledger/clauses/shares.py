"""The movements of shares that all clauses are made of, and what refuses them: too few to take, too few to deliver.

The clause is that of the entry which moves them. Here is also what the Series D converts into, whatever is authorized.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce

from ledger.cap_table.accruals import Lots, SeriesDLot
from ledger.cap_table.acts import Parts
from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.names import near
from ledger.numbers.bounded import Bounded, quotient, total, whole_part
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, flags, refuses

BEYOND_AUTHORIZED = refuses(
    "beyond_authorized",
    "4A",
    "No more Common can be issued or delivered than is authorized; stock beyond it would be void.",
    "Record the increase of the authorized number first, or fewer shares.",
)
MORE_THAN_HELD = refuses(
    "more_than_held",
    "4O",
    "Nobody can convert, transfer or sell more shares than it holds at that moment.",
    "Name no more than the register shows, or record the transfer first.",
)
PRICE_IS_ZERO = refuses(
    "price_is_zero",
    "4A",
    "Nothing can be divided by a price of zero (A44).",
    "Nothing can be converted or measured until the price is above zero.",
)
NO_WHOLE_SHARE = flags(
    "no_whole_share",
    "4D",
    "A conversion gives whole shares only; for a part of a share nothing is given, and no cash (A43).",
    "Tell the holder before converting: nothing is given for it.",
    OF_BALANCES,
)


def deliver_common(state: State, holder: str, shares: int, clause: str) -> None:
    """Deliver Common: unissued shares first, then treasury. Raises `Refusal` beyond the authorized number (4A)."""
    room = state.room
    if room is not None and shares > room:
        raise Refusal(
            BEYOND_AUTHORIZED,
            f"{shares:,} shares of Common are more than the {room:,} that can still be delivered out of "
            f"{state.authorized:,} authorized; record the increase with common_authorized_changed first",
            clause=clause,
        )
    state.register.deliver_common(holder, shares)


def move_common(state: State, holder: str, target: str | Place, shares: int, clause: str) -> None:
    """Move Common from a holder to another, or into treasury. Raises `Refusal` when the holder has fewer."""
    _check_held(state, state.common, holder, shares, "Common", clause)
    state.register.move("common", holder, target, shares)


def move_series_d(state: State, holder: str, target: str | Place, shares: int, clause: str) -> None:
    """Move Series D from a holder to another, or retire it. Raises `Refusal` when the holder has fewer."""
    check_series_d(state, holder, shares, clause)
    state.register.move("series_d", holder, target, shares)


def check_series_d(state: State, holder: str, shares: int, clause: str) -> None:
    """Refuse more Series D than a holder has."""
    _check_held(state, state.series_d, holder, shares, state.terms.series, clause)


def _check_held(  # noqa: PLR0913, PLR0917
    state: State, register: Mapping[str, int], holder: str, shares: int, stock: str, clause: str
) -> None:
    held = register.get(holder, 0)
    if shares > held:
        less = f"holds {held:,} shares of {stock}, fewer than the {shares:,} named; name {held:,} or fewer"
        says = less if held else f"holds no shares of {stock}, and {shares:,} are named{meant(state, holder, register)}"
        raise Refusal(MORE_THAN_HELD, f"{holder} {says}", clause=clause)


def meant(state: State, name: str, known: Iterable[str]) -> str:
    """Who may be meant by a name, as the end of a sentence: who went by it before, or else the nearest of the known."""
    found = next((one for one in reversed(state.followed) if one.before == name), None)
    return f"; since {found.day} it is {found.after} ({found.entry})" if found else near(name, known)


def as_converted(state: State, holder: str) -> int:
    """The whole Common that all Series D of a holder converts into now, whatever is authorized (A43, A47).

    Raises `Refusal` where the price is zero.
    """
    return whole_common(parts_of(state, state.register.lots.get(holder, ())), price_above_zero(state), state.units)


def per_series_d(state: State) -> Bounded:
    """Common for one Series D that carries every accrual, unrounded. Raises `Refusal` where the price is zero (4A)."""
    return quotient(state.converting(SeriesDLot(1, state.accrued)), price_above_zero(state), state.units)


def parts_of(state: State, lots: Lots) -> Parts:
    """Series D by what of each share is converted, the oldest first (4A, A42, A60)."""
    return tuple((lot.shares, state.converting(lot)) for lot in lots)


def whole_common(parts: Parts, price: Bounded, units: Fraction) -> int:
    """The whole Common for Series D at a price above zero: one fraction dropped for all of it (4D, A43)."""
    return whole_part(quotient(sum_of(parts), price, units))


def sum_of(parts: Parts) -> Bounded:
    """What of all shares together is converted, in money."""
    amounts = [each.affine(shares, 0, 1) for shares, each in parts]
    return reduce(total, amounts) if amounts else Bounded.of(0)


def price_above_zero(state: State) -> Bounded:
    """The price by which what is converted is divided. Raises `Refusal` where it is zero (4A, A44)."""
    if state.price.is_zero():
        raise Refusal(PRICE_IS_ZERO, "the Conversion Price is zero, so no number of shares follows from it (A44)")
    return state.price

"""The movements of shares that all clauses are made of, and what refuses them: too few to take, too few to deliver.

The clause is that of the entry which moves them. Here is also what the Series D converts into, whatever is authorized.
"""

from ledger.cap_table.state import State
from ledger.numbers.bounded import Bounded, quotient, whole_part
from ledger.refusals import Refusal


def deliver_common(state: State, holder: str, shares: int, clause: str) -> None:
    """Deliver Common: unissued shares first, then treasury. Raises `Refusal` beyond the authorized number (4A)."""
    room = state.room
    if room is not None and shares > room:
        raise Refusal(
            "beyond_authorized",
            clause,
            f"{shares:,} shares of Common are more than the {room:,} that can still be delivered out of "
            f"{state.authorized:,} authorized; record the increase with common_authorized_changed first",
        )
    state.deliver_common(holder, shares)


def take_common(state: State, holder: str, shares: int, clause: str) -> None:
    """Take Common from a holder. Raises `Refusal` when the holder has fewer."""
    _check_held(state.common, holder, shares, "Common", clause)
    state.take_common(holder, shares)


def take_series_d(state: State, holder: str, shares: int, clause: str) -> None:
    """Take Series D from a holder. Raises `Refusal` when the holder has fewer."""
    check_series_d(state, holder, shares, clause)
    state.take_series_d(holder, shares)


def check_series_d(state: State, holder: str, shares: int, clause: str) -> None:
    """Refuse more Series D than a holder has."""
    _check_held(state.series_d, holder, shares, state.terms.series, clause)


def _check_held(register: dict[str, int], holder: str, shares: int, stock: str, clause: str) -> None:
    held = register.get(holder, 0)
    if shares > held:
        less = f"holds {held:,} shares of {stock}, fewer than the {shares:,} named; name {held:,} or fewer"
        says = less if held else f"holds no shares of {stock}, and {shares:,} are named"
        raise Refusal("more_than_held", clause, f"{holder} {says}")


def as_converted(state: State, series_d: int) -> int:
    """The whole Common that so many Series D convert into now, whatever is authorized (A43, A47).

    Raises `Refusal` where the price is zero.
    """
    return whole_part(quotient(state.preference, _divisor(state), series_d * state.units))


def per_series_d(state: State) -> Bounded:
    """Common for one Series D, unrounded: preference over price. Raises `Refusal` where the price is zero (4A)."""
    return quotient(state.preference, _divisor(state), state.units)


def _divisor(state: State) -> Bounded:
    if state.price.is_zero():
        raise Refusal("price_is_zero", "4A", "the Conversion Price is zero, so nothing can be divided by it (A44)")
    return state.price

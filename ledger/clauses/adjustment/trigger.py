"""Section 4E: what is issued or granted is put to the test, and what a reader should know of the test and the price."""

from ledger.cap_table.state import State
from ledger.clauses.amendment import ADJUSTMENT_WAIVED
from ledger.numbers.bounded import Bounded, is_less
from ledger.price.formula import Issue
from ledger.price.rights import Right
from ledger.price.same_day import would_have_moved, would_not_move
from ledger.rules import OF_PRICE, flags

BEFORE_PROTECTION = flags(
    "before_protection",
    "4E",
    "From the first Series D on 4E protects; what is issued before it belongs to the opening position and is not "
    "tested (A58).",
    "Have counsel confirm; what was issued before the first Series D is never tested.",
    OF_PRICE,
)
SAME_DAY_AS_SERIES_D = flags(
    "same_day_as_series_d",
    "4E",
    "On the date of the first Series D 4E protects already: what is issued or granted on it is tested, and is not "
    "legacy (A17, A58).",
    "Have counsel confirm; on the day of the first Series D nothing is a legacy right.",
    OF_PRICE,
)
SAME_DAY_ORDER = flags(
    "same_day_order",
    "4E",
    "Of issues on one day each is tested against the price as the one before left it, so that their order can decide "
    "what adjusts (A5).",
    "See that the day's entries stand in their true order.",
    OF_PRICE,
)
PRICE_BELOW_PAR = flags(
    "price_below_par",
    "4A",
    "Stock issued for less than its par value may not be fully paid; the price is computed on all the same (A44).",
    "Ask counsel whether Common can be issued fully paid at such a price.",
    OF_PRICE,
)


def put_to_test(state: State, member: Issue | str) -> None:
    """Put an issue, or a right by name, to the test of 4E at this moment."""
    state.test(member)
    if state.flags is None:
        return
    tested = member if isinstance(member, Issue) else state.rights[member]
    if tested.entry in state.course.waived:
        _flag_waiver(state, tested.entry)
    elif state.course.moved_on(state.day):
        _flag_order(state, tested)


def _flag_waiver(state: State, tested: str) -> None:
    found = next(one for one in state.waivers if one.waived == tested)
    state.flag(ADJUSTMENT_WAIVED, f"its adjustment is waived by {found.entry} ({found.action}), none is made")


def _flag_order(state: State, tested: Issue | Right) -> None:
    if left := would_have_moved(state.course, tested.entry):
        state.flag(
            SAME_DAY_ORDER,
            f"not below the price as {', '.join(left)} left it, but below the price that the day began with: "
            "recorded before, it would adjust; make sure that the order of the day's entries is the true one (A5)",
        )
    if kept := would_not_move(state.course, tested.entry):
        state.flag(
            SAME_DAY_ORDER,
            f"takes the price so low that {', '.join(kept)}, recorded after it, would not adjust; make sure that "
            "the order of the day's entries is the true one (A5)",
        )


def flag_before_protection(state: State) -> None:
    """Say what is issued after the certificate and before the first Series D: it is never tested (A58)."""
    if not state.is_protected and state.adopted is not None and state.day >= state.adopted:
        state.flag(
            BEFORE_PROTECTION,
            f"after the certificate and before the first {state.terms.series}: belongs to the opening position, and "
            "is not tested (A58)",
        )


def flag_below_par(state: State, price: Bounded) -> None:
    """Say when a price is below par, where stock issued on conversion may not be fully paid (A44)."""
    if state.flags is None:
        return
    par = state.terms.par_value * state.units
    if not price.is_above(par.numerator, par.denominator) and is_less(price, Bounded.of(par)):
        state.flag(PRICE_BELOW_PAR, "the price is below the par value of Common; it is computed on (A44)")

"""Sections 4E(5), 4G and 4H: what somebody has to determine, who has, and whether that is final (A8, A36, A40).

A majority of Series D suffices to fix what the Board and the holders determine together; unless five eighths concur,
an appraiser may still be called.
"""

from fractions import Fraction

from ledger.cap_table.state import State
from ledger.clauses.amendment import consenting, suffices
from ledger.events import DistributionMade, Issuing, Reorganized
from ledger.events.determination import Determination
from ledger.rules import OF_PRICE, flags

NO_DETERMINATION = flags(
    "no_determination",
    "4E(5)",
    "What is not cash is valued by somebody, on some basis, on some date.",
    "Add `determination`: who determined the figure, on what basis, and when.",
    OF_PRICE,
)
PROVISIONAL_VALUE = flags(
    "provisional_value",
    "4E(5)",
    "A figure that is not final counts until the final one is known, and then all is worked out again (A8).",
    "Record the final figure as a correction of the entry.",
    OF_PRICE,
)
MARKET_PRICE_BY_BOARD = flags(
    "market_price_by_board",
    "4H",
    "Without a market, the Market Price takes the Board and a majority of the Series D, or an appraiser (A40).",
    "Record the agreement of a majority of Series D, or an appraiser's decision.",
    OF_PRICE,
)
NO_MAJORITY_AGREED = flags(
    "no_majority_agreed",
    "4H",
    "What the Board and the holders determine together takes a majority of the Series D; without one it is provisional "
    "(A40).",
    "Record consent_given of more than half of the Series D, or an appraiser's decision.",
    OF_PRICE,
)
AGREED_BELOW_FIVE_EIGHTHS = flags(
    "agreed_below_five_eighths",
    "4H",
    "Unless five eighths of the Series D concur in a figure, an appraiser may still be called (A40).",
    "Nothing to enter; where an appraiser is called, record the decision as a correction of the entry.",
    OF_PRICE,
)

CONCURRING = Fraction(5, 8)
"""The part of the Series D whose concurrence leaves no room for an appraiser: 62.5 % (4H)."""

UNSETTLED = frozenset({PROVISIONAL_VALUE, NO_MAJORITY_AGREED, AGREED_BELOW_FIVE_EIGHTHS, MARKET_PRICE_BY_BOARD})
"""The flags of a figure that may still change."""


def of_issue(state: State, entry: Issuing) -> None:
    """4E(5): what is not cash needs the Board's determination; so does the value of Additional Rights."""
    if state.flags is None:
        return
    given = entry.consideration
    if given.property or given.additional_rights or entry.determination is not None:
        _judge(state, entry.determination, "4E(5)", "the fair value")


def of_distribution(state: State, entry: DistributionMade) -> None:
    """4H: the fair value by the Board, the Market Price from a market, or by the Board and a majority."""
    if state.flags is None:
        return
    _judge(state, entry.determination, "4H", "the fair value")
    found = entry.market_price_determination
    _judge(state, found, "4H", "the Market Price")
    if found is not None and found.by == "board":
        state.flag(
            MARKET_PRICE_BY_BOARD,
            "the Market Price is the Board's alone; without a market it takes a majority of the Series D as well, or "
            "an appraiser (A40)",
        )


def of_reorganization(state: State, entry: Reorganized) -> None:
    """4G: the value that the terms reflect."""
    if state.flags is not None and (entry.reflected_value is not None or entry.determination is not None):
        _judge(state, entry.determination, "4G", "the value reflected")


def _judge(state: State, given: Determination | None, clause: str, what: str) -> None:
    if given is None:
        state.flag(NO_DETERMINATION, f"nothing says who determined {what}, on what basis and when", clause=clause)
        return
    if given.provisional:
        state.flag(
            PROVISIONAL_VALUE,
            f"{what} is provisional; correct the entry when it is final, and everything follows from that one (A8)",
            clause=clause,
        )
    if given.by == "board_and_holders":
        _judge_agreement(state, given, clause, what)


def _judge_agreement(state: State, given: Determination, clause: str, what: str) -> None:
    outstanding = state.series_d_outstanding
    agreed = 0 if given.agreement is None else consenting(state, given.agreement)
    if not suffices(agreed, outstanding):
        state.flag(
            NO_MAJORITY_AGREED,
            f"{agreed:,} of {outstanding:,} {state.terms.series} have agreed to {what}, no majority; until an "
            "appraiser decides it is provisional (A40)",
            clause=clause,
        )
    elif agreed < CONCURRING * outstanding:
        state.flag(
            AGREED_BELOW_FIVE_EIGHTHS,
            f"{agreed:,} of {outstanding:,} {state.terms.series} have agreed to {what}, a majority but less than "
            "62.5 %; an appraiser may be called (A40)",
            clause=clause,
        )

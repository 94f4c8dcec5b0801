"""Sections 4E(5), 4G and 4H: what somebody has to determine, who has, and whether that is final (A8, A36, A40).

A majority of Series D suffices to fix what the Board and the holders determine together; unless five eighths concur,
an appraiser may still be called.
"""

from fractions import Fraction

from ledger.cap_table.state import State
from ledger.clauses.amendment import consenting, suffices
from ledger.events import DistributionMade, Issuing, Reorganized
from ledger.events.determination import Determination

CONCURRING = Fraction(5, 8)
"""The part of the Series D whose concurrence leaves no room for an appraiser: 62.5 % (4H)."""

UNSETTLED = frozenset({"provisional_value", "no_majority_agreed", "agreed_below_five_eighths", "market_price_by_board"})
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
            "market_price_by_board",
            "4H",
            "the Market Price is the Board's alone; without a market it takes a majority of the Series D as well, or "
            "an appraiser (A40)",
        )


def of_reorganization(state: State, entry: Reorganized) -> None:
    """4G: the value that the terms reflect."""
    if state.flags is not None and (entry.reflected_value is not None or entry.determination is not None):
        _judge(state, entry.determination, "4G", "the value reflected")


def _judge(state: State, given: Determination | None, clause: str, what: str) -> None:
    if given is None:
        state.flag("no_determination", clause, f"nothing says who determined {what}, on what basis and when")
        return
    if given.provisional:
        state.flag(
            "provisional_value",
            clause,
            f"{what} is provisional; correct the entry when it is final, and everything follows from that one (A8)",
        )
    if given.by == "board_and_holders":
        _judge_agreement(state, given, clause, what)


def _judge_agreement(state: State, given: Determination, clause: str, what: str) -> None:
    outstanding = state.series_d_outstanding
    agreed = 0 if given.agreement is None else consenting(state, given.agreement)
    if not suffices(agreed, outstanding):
        state.flag(
            "no_majority_agreed",
            clause,
            f"{agreed:,} of {outstanding:,} {state.terms.series} have agreed to {what}, no majority; until an "
            "appraiser decides it is provisional (A40)",
        )
    elif agreed < CONCURRING * outstanding:
        state.flag(
            "agreed_below_five_eighths",
            clause,
            f"{agreed:,} of {outstanding:,} {state.terms.series} have agreed to {what}, a majority but less than "
            "62.5 %; an appraiser may be called (A40)",
        )

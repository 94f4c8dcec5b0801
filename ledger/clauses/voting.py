"""Section 5: Series D votes with the Common as one class, as if converted (A47)."""

from ledger.cap_table.state import State
from ledger.clauses.shares import as_converted


def votes_of(state: State, holder: str) -> int | None:
    """The votes of a holder's Series D now: its whole Common as if converted; None where the price is zero.

    Where the other reading caps them: the room for Common, shared in proportion to those votes, whole for each holder.
    """
    if state.price.is_zero():
        return None
    if not state.series_d.get(holder):
        return 0
    uncapped, room = as_converted(state, holder), state.room
    if state.terms.interpretations.votes == "uncapped" or room is None:
        return uncapped
    total = sum(as_converted(state, one) for one in state.series_d)
    return uncapped if total <= room else room * uncapped // total

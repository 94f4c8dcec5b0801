"""Section 6: what the Company may do only with the prior consent of a majority of Series D."""

from ledger.cap_table.state import State
from ledger.clauses.amendment import require_consent
from ledger.events import ProtectedActionTaken
from ledger.numbers.bounded import Bounded, is_less


def protected_action_taken(state: State, entry: ProtectedActionTaken) -> None:
    """Refused without prior consent; a liquidation that pays the preference in cash needs none (6(b))."""
    if entry.kind == "liquidation_plan" and entry.cash_per_share is not None:
        paid_in_full = not is_less(Bounded.of(entry.cash_per_share), state.preference)
        if paid_in_full:
            return
    require_consent(state, entry.action, "6")

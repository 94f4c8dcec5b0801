"""Section 6: what the Company may do only with the prior consent of a majority of Series D."""

from ledger.cap_table.acts import Unconsented
from ledger.cap_table.state import State
from ledger.clauses.amendment import consenting, require_consent, suffices
from ledger.events import ProtectedActionTaken
from ledger.numbers.bounded import Bounded, is_less
from ledger.rules import OF_BALANCES, flags

WITHOUT_CONSENT = flags(
    "without_consent",
    "6",
    "What was done without the consent that section 6 asks for is a fact, and stands as done without it.",
    "Tell counsel; the consent can no longer be a prior one.",
    OF_BALANCES,
)
CONSENT_SUFFICED = flags(
    "consent_sufficed",
    "6",
    "What enough holders of Series D consented to before is no breach.",
    "Leave `despite` out, or check which consents are recorded.",
)


def protected_action_taken(state: State, entry: ProtectedActionTaken) -> None:
    """Refused without prior consent, unless recorded `despite`; a liquidation that pays the preference needs none."""
    if entry.kind == "liquidation_plan" and entry.cash_per_share is not None:
        paid_in_full = not is_less(Bounded.of(entry.cash_per_share), state.preference)
        if paid_in_full:
            return
    if entry.despite is None:
        require_consent(state, entry.action, "6")
        return
    agreed, outstanding = consenting(state, entry.action), state.series_d_outstanding
    if suffices(agreed, outstanding):
        state.flag(CONSENT_SUFFICED, f"{agreed:,} of {outstanding:,} had consented; it was not done despite anything")
        return
    done = Unconsented(entry.id or "", state.day, entry.action, agreed, outstanding, entry.despite)
    state.unconsented += (done,)
    state.flag(
        WITHOUT_CONSENT,
        f"{entry.action} was done without consent, {agreed:,} of {outstanding:,} {state.terms.series} having consented",
    )

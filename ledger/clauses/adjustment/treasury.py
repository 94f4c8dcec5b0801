"""Section 4E(7): treasury shares are not outstanding; disposing of them is an issue, retiring them is not."""

from ledger.cap_table.movements import Place
from ledger.cap_table.state import State
from ledger.clauses.adjustment.consideration import net
from ledger.clauses.adjustment.determinations import of_issue
from ledger.clauses.adjustment.issues import test_issue
from ledger.clauses.adjustment.options import note_lender
from ledger.clauses.definitions import check_limb, check_on_common, flag_plan
from ledger.clauses.shares import move_common
from ledger.events import TreasuryAcquired, TreasuryDisposed, TreasuryRetired
from ledger.refusals import Refusal
from ledger.rules import OF_BALANCES, OF_PRICE, flags, refuses

MORE_THAN_TREASURY = refuses(
    "more_than_treasury",
    "4E(7)",
    "No more shares can leave the treasury than it holds.",
    "Name no more than is in treasury.",
)
SUBSIDIARY_LEFT = flags(
    "subsidiary_left",
    "4E(7)",
    "Shares of a subsidiary that is no longer wholly owned are outstanding without anybody's disposition, so that "
    "nothing is tested.",
    "Nothing to enter; the shares are outstanding again, and nothing is tested.",
    OF_PRICE | OF_BALANCES,
)


def treasury_acquired(state: State, entry: TreasuryAcquired) -> None:
    """Shares leave the outstanding number."""
    move_common(state, entry.holder, Place.TREASURY, entry.shares, "4E(7)")


def treasury_disposed(state: State, entry: TreasuryDisposed) -> None:
    """Shares come back to a holder, and are tested like any issue; not when the subsidiary left with them."""
    check_limb(entry.excluded, "ACD")
    check_on_common(state, entry.excluded)
    _check_held(state, entry.shares)
    flag_plan(state, entry.excluded, entry.plan)
    of_issue(state, entry)
    if entry.excluded == "C":
        note_lender(state, entry.holder)
    state.register.move("common", Place.TREASURY, entry.holder, entry.shares)
    if entry.subsidiary_left:
        state.flag(
            SUBSIDIARY_LEFT,
            "the shares of a subsidiary that is no longer wholly owned are outstanding without anybody's disposition: "
            "nothing is tested",
        )
        return
    test_issue(state, entry, net(state, entry.consideration))


def treasury_retired(state: State, entry: TreasuryRetired) -> None:
    """Shares cease to be issued."""
    _check_held(state, entry.shares)
    state.register.move("common", Place.TREASURY, Place.UNISSUED, entry.shares)


def _check_held(state: State, shares: int) -> None:
    if shares > state.treasury:
        held = f"{state.treasury:,}"
        less = f"the treasury holds {held} shares, fewer than {shares:,}; {held} or fewer would be accepted"
        nothing = f"the treasury holds no shares, and {shares:,} are named; record first how it came by them"
        raise Refusal(MORE_THAN_TREASURY, less if state.treasury else nothing)

"""Section 1: Excluded Stock, which limb can apply to which security (A13 to A18); the Stated Value and its splits."""

from fractions import Fraction
from math import ceil, floor

from ledger.cap_table.acts import Consent
from ledger.cap_table.register import Rounding
from ledger.cap_table.state import State
from ledger.clauses.opening import BEFORE_CERTIFICATE, BEYOND_DESIGNATED
from ledger.events import SeriesDSplit
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

EXCLUSION_CANNOT_APPLY = refuses(
    "exclusion_cannot_apply",
    "1",
    "Each limb of Excluded Stock names what it covers; the limb claimed does not cover this.",
    "Leave `excluded` out, or claim a limb that can apply to what is issued.",
)
PLAN_NOT_NAMED = flags(
    "plan_not_named",
    "1",
    "Limb (A) excludes only what is issued under a plan that was duly adopted (A15).",
    "Name the plan in `plan`; limb (A) asks for one that was duly adopted.",
    OF_PRICE,
)

_WHY_NOT = {
    "B": "(B) covers only Common coming out of rights granted before the first Series D; it is applied by the ledger "
    "itself when such a right is exercised (right_exercised)",
    "C": "(C) names capital stock and Convertible Securities issued to a lender, not Options; it can be claimed where "
    "the certificate's terms choose lender_options: excluded (A14)",
    "D": "(D) covers only Common issued on Common; record a split or stock dividend instead (4F)",
}


def check_limb(limb: str | None, allowed: str) -> None:
    """Refuse a limb of Excluded Stock that cannot apply; `allowed` are those that can."""
    if limb is None or limb in allowed:
        return
    can = " or ".join(allowed)
    raise Refusal(EXCLUSION_CANNOT_APPLY, f"excluded {limb} cannot apply here: {_WHY_NOT[limb]}; possible is {can}")


def check_on_common(state: State, limb: str | None) -> None:
    """Refuse (D) where nothing was issued on Common: no split, dividend in Common or exchange stands on the record."""
    if limb == "D" and state.last_split is None and not state.of_first_edition:
        raise Refusal(
            EXCLUSION_CANNOT_APPLY,
            f"(D) covers Common issued on Common, and no split, stock dividend or exchange (4F, 4G) is on record up to "
            f"{state.day}; record that first, or leave excluded out",
        )


def flag_plan(state: State, limb: str | None, plan: str | None) -> None:
    """(A) needs a plan adopted by the non-employee directors or their committee; say where none is named (A15)."""
    if limb == "A" and plan is None:
        state.flag(PLAN_NOT_NAMED, "excluded under (A), but no duly adopted plan is named (A15)")


def series_d_split(state: State, entry: SeriesDSplit) -> None:
    """Restate the Series D: Stated Value and accruals by old/new, register and designated number by new/old.

    The Conversion Price stays, so the Common for all of it stays but for fractions. Refused where rounding up would
    make more than are designated.
    """
    if not state.has_certificate:
        raise Refusal(BEFORE_CERTIFICATE, f"no {state.terms.series} exists before its certificate; date it on or after")
    ratio = entry.new / entry.old
    rounding: Rounding = floor if entry.fractions == "cash" else ceil
    outstanding = sum(rounding(held * ratio) for held in state.series_d.values())
    gone = state.series_d_ever_issued - state.series_d_outstanding
    # a fraction paid out in cash was issued once and does not come back (A49)
    ever_issued = max(floor(state.series_d_ever_issued * ratio), outstanding + floor(gone * ratio))
    designated = floor(state.terms.designated_shares * ratio)
    if ever_issued > designated:
        raise Refusal(
            BEYOND_DESIGNATED,
            f"rounded up, {ever_issued:,} shares would be issued of {designated:,} designated; use fractions: cash",
        )
    _restate_series_d(state, ratio, rounding, designated)
    state.register.restate_series_d(ratio, rounding, ever_issued)


def _restate_series_d(state: State, ratio: Fraction, rounding: Rounding, designated: int) -> None:
    changed = {"stated_value": state.terms.stated_value / ratio, "designated_shares": designated}
    state.terms = state.terms.model_copy(update=changed)
    state.debts = tuple(one._replace(shares=one.shares * ratio, each=one.each.times(1 / ratio)) for one in state.debts)
    for action, given in state.consents.items():
        state.consents[action] = {
            holder: tuple(_restated(one, ratio, rounding) for one in ones) for holder, ones in given.items()
        }


def _restated(given: Consent, ratio: Fraction, rounding: Rounding) -> Consent:
    # as the register is, so that a consent for all that a holder has remains one for all
    return given if given.shares is None else Consent(rounding(given.shares * ratio), given.written)

"""Section 1: Excluded Stock. Which limb can apply to which security (A13 to A18)."""

from ledger.refusals import Refusal

_WHY_NOT = {
    "A": "(A) covers what is issued to employees, consultants, officers or directors under a plan",
    "B": "(B) covers only Common coming out of rights granted before the first Series D; it is applied by the ledger "
    "itself when such a right is exercised (right_exercised)",
    "C": "(C) names capital stock and Convertible Securities issued to a lender, not Options (A14)",
    "D": "(D) covers only Common issued on Common; record a split or stock dividend instead (4F)",
}


def check_limb(limb: str | None, allowed: str) -> None:
    """Refuse a limb of Excluded Stock that cannot apply; `allowed` are those that can."""
    if limb is None or limb in allowed:
        return
    can = " or ".join(allowed) if allowed else "no limb"
    raise Refusal(
        "exclusion_cannot_apply", "1", f"excluded {limb} cannot apply here: {_WHY_NOT[limb]}; possible is {can}"
    )

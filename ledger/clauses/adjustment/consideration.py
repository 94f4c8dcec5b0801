"""Section 4E(5): the consideration, net; and 4E(4), what is paid as a dividend on other stock."""

from fractions import Fraction

from ledger.cap_table.state import State
from ledger.events import Consideration, Issuing
from ledger.rules import OF_PRICE, flags

DIVIDEND_WITHOUT_CONSIDERATION = flags(
    "dividend_without_consideration",
    "4E(4)",
    "What is issued as a dividend on other stock counts as issued without consideration (A18).",
    "Leave the consideration out; a dividend on other stock counts as issued for nothing.",
    OF_PRICE,
)
CONSIDERATION_BELOW_ZERO = flags(
    "consideration_below_zero",
    "4E(5)",
    "The consideration is net of expenses and Additional Rights, and never below zero (A35).",
    "Check the deductions; the issue counts as without consideration.",
    OF_PRICE,
)

RIGHTS_NOT_NAMED = flags(
    "rights_not_named",
    "4E(5)",
    "What is deducted for Additional Rights belongs to the rights granted in the same transaction, and ends with them "
    "(A59).",
    "Give the issue and the rights sold with it the same `transaction`.",
    OF_PRICE,
)

NOTHING = Fraction(0)


def net(state: State, given: Consideration, dividend_on: str | None = None) -> Fraction:
    """Cash and fair value, less expenses and the value of Additional Rights, never below zero (4E(5), A35).

    What is issued in payment of a dividend on other stock is deemed issued without consideration (4E(4), A18).
    """
    received = given.cash
    if given.property or given.expenses or given.additional_rights:
        received += given.property - given.expenses - given.additional_rights
    if dividend_on is not None:
        if received > 0:
            state.flag(DIVIDEND_WITHOUT_CONSIDERATION, "a dividend counts as issued without consideration")
        return NOTHING
    if received.numerator < 0:
        state.flag(CONSIDERATION_BELOW_ZERO, "the net consideration is below zero and counts as none (A35)")
        return NOTHING
    return received


def deduction(state: State, entry: Issuing) -> tuple[Fraction, Fraction]:
    """What is deducted for Additional Rights as long as they have not ended, and the money before it (A59).

    Nothing where the deduction stands for good: outside of an integral transaction, and by the other reading.
    """
    given = entry.consideration
    if not given.additional_rights:
        return NOTHING, NOTHING
    if entry.transaction is None:
        state.flag(
            RIGHTS_NOT_NAMED,
            "Additional Rights are deducted, but no transaction says which rights were issued with it; the deduction "
            "stands whatever becomes of them (A59)",
        )
        return NOTHING, NOTHING
    if state.terms.interpretations.unit_lapse == "allocated" or getattr(entry, "dividend_on", None) is not None:
        return NOTHING, NOTHING
    return given.additional_rights, given.cash + given.property - given.expenses

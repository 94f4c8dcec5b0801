"""A rule as a value: what refuses an entry or a question, or what is said of one that is accepted.

Each is declared once, at the top of the module of its clause, or beside what decides it where it is a rule of the
ledger itself. It is broken, or found, from there: `raise Refusal(RULE, "the case")`, `state.flag(RULE, "the case")`
(`ledger.refusals`). The sentence of a rule says it in general; the sentence of the case is for people alone.
"""

from dataclasses import dataclass
from typing import Literal

Answer = Literal["price", "balances", "dividends", "liquidation"]
"""What an answer is about: what moves the price, who holds what, what a dividend gives, what a liquidation would."""

OF_PRICE: frozenset[Answer] = frozenset({"price", "dividends", "liquidation"})
"""A dividend counts Series D as if converted, so what touches the price touches it too; and so it does a payout."""
OF_BALANCES: frozenset[Answer] = frozenset({"balances", "liquidation"})
OF_DIVIDENDS: frozenset[Answer] = frozenset({"dividends", "liquidation"})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the certificate or of the ledger.

    `code` is its stable name, `clause` where it stands in the certificate (empty for a rule of the ledger itself),
    `says` the rule in general, `remedy` what to do, `touches` the answers that a reader should look at with it.
    """

    code: str
    clause: str
    says: str
    remedy: str
    kind: Literal["refusal", "flag"]
    touches: frozenset[Answer] = frozenset()


def refuses(code: str, clause: str, says: str, remedy: str) -> Rule:
    """A rule that refuses an entry, or a question."""
    return Rule(code, clause, says, remedy, "refusal")


def flags(code: str, clause: str, says: str, remedy: str, touches: frozenset[Answer] = frozenset()) -> Rule:
    """A rule that refuses nothing: an attentive reader should know where it applies (reading, section 5)."""
    return Rule(code, clause, says, remedy, "flag", touches)

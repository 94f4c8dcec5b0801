"""Section 4E(5) and A59: the value of Additional Rights, deducted from what was sold with them until they end.

What is deducted belongs to the rights granted in the same integral transaction, in proportion to the money that each
was granted for, or to their shares where none was. A part that ends takes its part of the deduction with it, from the
grant on: had it never been issued, nothing would have been issued beside the shares.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ledger.numbers.exact import plain
from ledger.price.formula import Issue, Number, issue
from ledger.price.rights import Right


def remaining(beside: Sequence[Right]) -> Fraction:
    """The part of a deduction that still stands, by the rights of its transaction as they now are.

    It is no matter whether a right was tested itself. Where there is no right, all stands.
    """
    if not beside:
        return Fraction(1)
    by_money = any(one.granted_money for one in beside)
    weights = [Fraction(one.granted_money if by_money else one.granted_shares) for one in beside]
    return sum((weight * _left(one) for weight, one in zip(weights, beside, strict=True)), Fraction(0)) / sum(weights)


def _left(right: Right) -> Fraction:
    return Fraction(sum(lot.of_grant for lot in right.lots))


def net_of(gross: Number, deducted: Number, part: Fraction) -> Number:
    """Money after such a part of a deduction, never below zero (A35)."""
    return plain(max(Fraction(0), gross - deducted * part))


def after_deduction(member: Issue, part: Fraction) -> Issue:
    """An issue with such a part of what is deducted from its consideration."""
    return issue(member.entry, member.clause, member.shares, net_of(member.gross, member.deducted, part))


def given_back(right: Right, ended: Right, beside: Sequence[Right]) -> list[Right]:
    """The rights sold with one that ends, with what is no longer deducted for it from their own consideration.

    What is deducted from the consideration for a grant belongs to the other rights of its transaction.
    """
    changed = []
    for one in beside:
        if one is right or not one.deducted:
            continue
        others = [other for other in beside if other is not one]
        before, after = remaining(others), remaining([ended if other is right else other for other in others])
        more = net_of(one.gross, one.deducted, after) - net_of(one.gross, one.deducted, before)
        lots = tuple(replace(lot, money=plain(lot.money + more * lot.of_money)) for lot in one.lots)
        changed.append(replace(one, lots=lots))
    return changed

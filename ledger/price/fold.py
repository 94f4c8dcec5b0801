"""What one fact makes of the Conversion Price: the test of 4E, what is deemed issued, and the point that follows.

A point follows from the point before it, from its fact, and of the rights from those that the fact names (`Known`);
nothing else is read. The course (`ledger.price.course`) goes from fact to fact, and makes points again with this.
"""

from typing import NamedTuple, assert_never

from ledger.events.terms import Interpretations
from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import plain
from ledger.price.deductions import after_deduction, remaining
from ledger.price.facts import Amended, Became, Delivered, Distributed, Fact, Moment, Point, Restated, adjusted, at_most
from ledger.price.formula import Issue, Number, is_trigger
from ledger.price.rights import Right, deemed_lots, issue_of
from ledger.price.triggers import Tests


class Known(NamedTuple):
    """The rights as they are now known, the entries whose adjustment is waived (9), and the readings.

    Written to are only `tests`, where each test notes its price, and `touched`, the rights that were tested.
    """

    rights: dict[str, Right]
    waived: frozenset[str]
    choices: Interpretations
    tests: Tests
    touched: set[str]


def passes(moment: Moment, tested: Bounded) -> bool:
    """Whether a moment is a single issue of Common that is no trigger."""
    first = moment.members[0]
    if len(moment.members) > 1 or isinstance(first, str):
        return False
    return not first.deducted and not tested.is_above(*first.per_share)


def after(known: Known, fact: Fact, before: Point, tested: Bounded) -> Point:
    """The price after a fact, which is tested against a price: the running one, or that of the opening (A5)."""
    running, opening, deemed, _ = before
    match fact:
        case Moment():
            issues, change = _issued(known, fact, tested)
            return adjusted(fact, issues, before, plain(deemed + change))
        case Delivered():
            issues, change = _came_out(known, fact, tested)
            return adjusted(fact, issues, before, plain(deemed + change))
        case Became():
            issues, change = _deem(known, fact.right, fact.entry, None if _is_exempt(known, fact) else tested)
            return adjusted(fact, issues, before, plain(deemed + change))
        case Distributed():
            return Point(running.times(fact.factor), opening, deemed)
        case Restated():
            if fact.reflected is not None:
                running, opening = at_most(running, fact.reflected), at_most(opening, fact.reflected)
            return Point(running, opening, deemed)
        case Amended():
            return Point(Bounded.of(fact.price), opening, deemed)
        case _:
            assert_never(fact)


def _issued(known: Known, moment: Moment, tested: Bounded) -> tuple[list[Issue], Number]:
    """What triggers at a moment, and the Common newly deemed issued."""
    triggers: list[Issue] = []
    deemed: Number = 0
    for member in moment.members:
        if isinstance(member, str):
            exempt = known.rights[member].entry in known.waived
            found, shares = _deem(known, member, None, None if exempt else tested)
            triggers += found
            deemed += shares
        elif member.entry not in known.waived:
            one = _with_deduction(known, member, moment) if member.deducted else member
            if is_trigger(tested, one):
                triggers.append(one)
    return triggers, deemed


def _with_deduction(known: Known, member: Issue, moment: Moment) -> Issue:
    """An issue with what is still deducted for the rights sold with it, so far as they have not ended (A59)."""
    beside = [one for one in known.rights.values() if one.transaction == (moment.day, moment.transaction)]
    return after_deduction(member, remaining(beside))


def _deem(known: Known, name: str, became_by: str | None, tested: Bounded | None) -> tuple[list[Issue], Number]:
    """Test a right against a price, or note that it is not tested; answers what is deemed issued by it."""
    known.touched.add(name)
    if tested is None:
        known.tests.prices.pop((name, became_by), None)
        return [], 0
    known.tests.prices[name, became_by] = tested
    right = known.rights[name]
    lots = known.tests.deemed_by(right, became_by)
    if not lots:
        return [], 0
    entry, clause = (right.entry, right.clause) if became_by is None else (became_by, "4E(2)")
    found = issue_of(entry, clause, lots)
    return [found], found.shares


def _came_out(known: Known, fact: Delivered, tested: Bounded) -> tuple[list[Issue], Number]:
    """What triggers of what came out without having been deemed issued, and what is no longer to come out."""
    right = known.rights[fact.right]
    out = [lot for lot in right.lots if lot.out_by == fact.entry]
    deemed = known.tests.deemed_of(right)
    came_out = sum(lot.shares for lot in out if lot in deemed)
    if _is_exempt(known, fact) or len(deemed) == len(right.lots):
        return [], -came_out
    lots = deemed_lots(tested, [lot for lot in out if lot not in deemed and not lot.given_up], known.choices)
    return [issue_of(fact.entry, "4E", lots)] if lots else [], -came_out


def _is_exempt(known: Known, fact: Became | Delivered) -> bool:
    return fact.excluded or known.rights[fact.right].entry in known.waived

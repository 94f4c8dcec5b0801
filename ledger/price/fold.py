"""What one fact makes of the Conversion Price: the test of 4E, what is deemed issued, and the price that follows.

A fact is decided in two halves. `found` looks at the price, and at the rights that the fact names (`Known`): what
triggers, what is newly deemed issued. `moved` makes of that the price after the fact, and looks at nothing else. So a
course that knows what each fact was found to do (`Outcome`) has its prices by arithmetic alone.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple, assert_never

from ledger.events.terms import Interpretations
from ledger.numbers.bounded import Bounded
from ledger.numbers.exact import plain
from ledger.price.deductions import after_deduction, remaining
from ledger.price.facts import Amended, Became, Clause, Delivered, Distributed, Fact, Formula, Moment, Point, Restated
from ledger.price.formula import Issue, Number, is_trigger, ratio, weighted_average
from ledger.price.rights import Right, deemed_lots, issue_of
from ledger.price.triggers import Tests


class Known(NamedTuple):
    """The rights as they are now known, the entries whose adjustment is waived (9), and the readings.

    Written to are only `tests`, where each test notes its place, and `touched`, the rights that were tested.
    """

    rights: Mapping[str, Right]
    waived: frozenset[str]
    choices: Interpretations
    tests: Tests
    touched: set[str]


class Outcome(NamedTuple):
    """What a fact was found to do. It holds no price but one that is set, and no share that others deem issued."""

    issues: tuple[Issue, ...] = ()
    """What adjusts the price by the formula, all at once (A6)."""
    deemed: Number = 0
    """The Common newly deemed issued, less what came out of it."""
    factor: Fraction | None = None
    """What the price is multiplied with (4H)."""
    price: Fraction | None = None
    """What the price becomes, whatever it was (4G, 9)."""

    @property
    def moves(self) -> bool:
        """Whether the price becomes another one."""
        return bool(self.issues) or self.factor is not None or self.price is not None

    @property
    def shares(self) -> Number:
        """C of the formula."""
        return self.issues[0].shares if len(self.issues) == 1 else plain(sum(one.shares for one in self.issues))

    @property
    def money(self) -> Number:
        """D of the formula."""
        return self.issues[0].money if len(self.issues) == 1 else plain(sum(one.money for one in self.issues))


NOTHING = Outcome()


def found(known: Known, place: int, fact: Fact, before: Point) -> Outcome:
    """What a fact does, tested against a price: the running one, or that of the opening (A5)."""
    running, opening, _, _ = before
    tested = opening if known.choices.same_day_price == "opening" else running
    match fact:
        case Moment():
            triggers, deemed = _issued(known, place, fact, tested)
        case Delivered():
            triggers, deemed = _came_out(known, place, fact, tested)
        case Became():
            exempt = _is_exempt(known, fact)
            triggers, deemed = _deem(known, place, fact.right, fact.entry, None if exempt else tested)
        case Distributed():
            return Outcome(factor=fact.factor)
        case Restated():
            return _reflected(fact, running)
        case Amended():
            return Outcome(price=fact.price)
        case _:
            assert_never(fact)
    one = Outcome(tuple(triggers), plain(deemed))
    if triggers and not running.is_above(*ratio(one.money, one.shares)):
        return one._replace(issues=())  # the proviso of 4E: never more than the price was
    return one


def _reflected(fact: Restated, running: Bounded) -> Outcome:
    """A reorganization takes the price down to the value that it reflects (4G)."""
    value = fact.reflected
    if value is None or not running.is_above(value.numerator, value.denominator):
        return NOTHING
    return Outcome(price=value)


def moved(fact: Fact, outcome: Outcome, running: Bounded, deemed: Number) -> Bounded:
    """The price after a fact, from the one before it and the Common that was deemed issued then."""
    formula = formula_of(fact, outcome, deemed)
    if formula is not None:
        return weighted_average(running, formula.outstanding, formula.shares, formula.money)
    if outcome.factor is not None:
        return running.times(outcome.factor)
    return running if outcome.price is None else Bounded.of(outcome.price)


def formula_of(fact: Fact, outcome: Outcome, deemed: Number) -> Formula | None:
    """A, C and D of what adjusts the price, with the Common that was deemed issued before; None where nothing does."""
    if not outcome.issues or not isinstance(fact, Moment | Became | Delivered):
        return None
    clause: Clause = outcome.issues[0].clause  # type: ignore[assignment]
    entries = tuple([issue.entry for issue in outcome.issues])
    if len(entries) > 1:
        entries = tuple(dict.fromkeys(entries))
    return Formula(clause, entries, plain(fact.outstanding + deemed), outcome.shares, outcome.money)


def _issued(known: Known, place: int, moment: Moment, tested: Bounded) -> tuple[list[Issue], Number]:
    """What triggers at a moment, and the Common newly deemed issued."""
    triggers: list[Issue] = []
    deemed: Number = 0
    for member in moment.members:
        if isinstance(member, str):
            exempt = known.rights[member].entry in known.waived
            lots, shares = _deem(known, place, member, None, None if exempt else tested)
            triggers += lots
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


def _deem(
    known: Known, place: int, name: str, became_by: str | None, tested: Bounded | None
) -> tuple[list[Issue], Number]:
    """Test a right against a price, or note that it is not tested; answers what is deemed issued by it."""
    known.touched.add(name)
    if tested is None:
        known.tests.places.pop((name, became_by), None)
        return [], 0
    known.tests.places[name, became_by] = place
    right = known.rights[name]
    lots = known.tests.deemed_at(tested, right, became_by)
    if not lots:
        return [], 0
    entry, clause = (right.entry, right.clause) if became_by is None else (became_by, "4E(2)")
    one = issue_of(entry, clause, lots)
    return [one], one.shares


def _came_out(known: Known, place: int, fact: Delivered, tested: Bounded) -> tuple[list[Issue], Number]:
    """What triggers of what came out without having been deemed issued, and what is no longer to come out."""
    right = known.rights[fact.right]
    out = [lot for lot in right.lots if lot.out_by == fact.entry]
    deemed = known.tests.deemed_of(right, before=place)  # what is tested later is another part of it
    came_out = sum(lot.shares for lot in out if lot in deemed)
    if _is_exempt(known, fact) or len(deemed) == len(right.lots):
        return [], -came_out
    lots = deemed_lots(tested, [lot for lot in out if lot not in deemed and not lot.given_up], known.choices)
    return [issue_of(fact.entry, "4E", lots)] if lots else [], -came_out


def _is_exempt(known: Known, fact: Became | Delivered) -> bool:
    return fact.excluded or known.rights[fact.right].entry in known.waived

"""The test of 4E: what a fact of the price put to it, against which price, and what came of it.

Nothing is computed a second time: the lots, the consideration and what triggers are those of the engine's fold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded, is_less
from ledger.numbers.figure import Figure
from ledger.numbers.lazy import Later
from ledger.price.course import Course
from ledger.price.deductions import after_deduction, remaining
from ledger.price.facts import Became, Delivered, Fact, Moment
from ledger.price.formula import Issue, is_trigger
from ledger.price.rights import Lot, Right, issue_of
from ledger.working import Comparison, Expression, Greatest, Less, Named, Product, Quotient, Sum, Switch, Working
from projections.members import Maybe
from projections.workings.kinds import Kind
from projections.workings.leaves import ONE, amount, sides, total
from projections.workings.leaves import fact as leaf
from projections.workings.price.parts import LotTold
from projections.workings.price.rights import Acts, RightsTold, consideration, standing_of
from projections.workings.units import Quantity, Units

_BELOW = Kind("whether the consideration per share of {} is below the price", "4E", "test")
_CONSIDERATION = Kind(
    "the consideration for the shares of entry {} in all",
    "4E",
    "money",
    (),
    "What was paid for the grant and what is payable for the shares count together.",
)
_OUTCOMES = ("It does not adjust the price.", "It adjusts the price.")
_WAIVED = "Its adjustment is waived (9)."


@dataclass(frozen=True, slots=True)
class Tested:
    """An issue, or a set of equal terms, put to the test of 4E, and how it came out.

    The working compares the consideration for each share with the price; the numbers are those of its formula.
    """

    entry: str
    right: str | None
    waived: bool
    working: Working

    @property
    def triggers(self) -> bool:
        """Whether it adjusts the price."""
        return bool(self.working.figure) and not self.waived

    @property
    def division(self) -> Quotient:
        """What is received in all, over the shares."""
        left = sides(self.working).left
        assert isinstance(left, Quotient)  # noqa: S101  so every test is made
        return left

    @property
    def money(self) -> Figure:
        """What is received for the shares in all."""
        return amount(self.division.of)

    @property
    def shares(self) -> Figure:
        """The shares that were tested."""
        return amount(self.division.by)

    @property
    def per_share(self) -> Figure:
        """The consideration for each share."""
        return amount(self.division)

    @property
    def against(self) -> Figure:
        """The price that it was compared with."""
        return amount(sides(self.working).right)

    @property
    def parts(self) -> "list[Part]":
        """What the consideration is made of."""
        return parts_of(self.division.of)


class _Lots(NamedTuple):
    """Lots of a right that are tested, as they stand after so many acts."""

    right: Right
    acts: int
    lots: Sequence[Lot]


class _Sold(NamedTuple):
    """An issue from whose consideration something is deducted for rights sold with it, and these as they stand."""

    issue: Issue
    beside: Acts


class _Test(NamedTuple):
    """What the tests of one fact have in common."""

    fact: Fact
    units: Units
    against: Bounded
    price: Working
    rights: RightsTold
    tranche_test: str
    waived: frozenset[str]

    def of(self, subject: Issue | _Sold | _Lots, entries: Mapping[str, Recorded]) -> Iterator[Tested]:
        """An issue, or lots by their terms; all lots at once where they are tested at their average price (A24)."""
        if isinstance(subject, _Lots):
            blended = self.tranche_test == "blended" and len(subject.lots) > 1
            for some in [subject.lots] if blended else [[lot] for lot in subject.lots]:
                yield self._of_lots(subject, some)
            return
        issue = subject.issue if isinstance(subject, _Sold) else subject
        standing = standing_of(self.rights, subject.beside) if isinstance(subject, _Sold) else ONE
        recorded = entries[issue.entry]
        shares = Quantity(leaf(recorded, "shares"), self.units).shares_in(self.units)
        money = consideration(recorded, issue.money, standing)
        yield self._tested(issue, None, shares, money, waived=issue.entry in self.waived)

    def _of_lots(self, subject: _Lots, some: Sequence[Lot]) -> Tested:
        right, fact = subject.right, self.fact
        name, clause = right.entry, str(right.clause)
        if isinstance(fact, Became | Delivered):
            name, clause = fact.entry, "4E" if isinstance(fact, Delivered) else "4E(2)"
        issue = issue_of(name, clause, some)
        every = zip(right.lots, self.rights.of(right.name, subject.acts).lots, strict=True)
        pairs = [(lot, told) for lot, told in every if any(lot is one for one in some)]
        shares = total(told.shares.shares_in(self.units) for _, told in pairs)
        money = _money(issue, pairs, self.units)
        return self._tested(issue, right.name, shares, money, waived=right.entry in self.waived)

    def _tested(
        self, issue: Issue, right: str | None, shares: Expression, money: Expression, *, waived: bool
    ) -> Tested:
        what = f"entry {issue.entry}" if right is None else f"{right}, entry {issue.entry},"
        below = is_trigger(self.against, issue)
        kind = _BELOW._replace(
            clause=issue.clause,
            readings=(*(("A52",) if waived else ()), *(("A56",) if self._is_equal(issue) else ())),
            sentence=_WAIVED if waived else _OUTCOMES[below],
        )
        switches = () if right is None else (Switch("tranche_test", self.tranche_test),)
        working = kind.of(below, Comparison(Quotient(money, shares), "below", self.price), what, switches=switches)
        return Tested(issue.entry, right, waived, working)

    def _is_equal(self, issue: Issue) -> bool:
        """Whether the consideration for each share is the price itself (A56)."""
        per_share = Bounded.of(Fraction(*issue.per_share))
        return not is_less(self.against, per_share) and not is_less(per_share, self.against)


def testing(  # noqa: PLR0913, PLR0917
    course: Course,
    fact: Fact,
    rights: RightsTold,
    entries: Mapping[str, Recorded],
    units: Units,
    against: Bounded,
    price: Working,
) -> Sequence[Tested]:
    """What a fact puts to the test, member by member, as all stands now; it is told when somebody looks.

    `against` and `price` are one price, as number and as working.
    """
    test = _Test(fact, units, against, price, rights, course.choices.tranche_test, course.waived)
    subjects = list(_subjects(course, fact, rights))
    return Later(lambda: (one for subject in subjects for one in test.of(subject, entries)))


def _subjects(course: Course, fact: Fact, rights: RightsTold) -> Iterator[Issue | _Sold | _Lots]:
    if isinstance(fact, Moment):
        for member in fact.members:
            if isinstance(member, str):
                yield _lots(course, rights, member)
            else:
                yield _sold(course, fact, rights, member) if member.deducted else member
    elif isinstance(fact, Became | Delivered) and not fact.excluded:
        yield _untested(course, fact, _lots(course, rights, fact.right))


def _sold(course: Course, moment: Moment, rights: RightsTold, member: Issue) -> _Sold:
    """An issue with what is still deducted for the rights sold with it (A59)."""
    transaction = moment.day, moment.transaction
    beside = tuple((one, rights.acts(one.name)) for one in course.rights.values() if one.transaction == transaction)
    return _Sold(after_deduction(member, remaining([one for one, _ in beside])), beside)


def _lots(course: Course, rights: RightsTold, name: str) -> _Lots:
    right = course.rights[name]
    return _Lots(right, rights.acts(name), right.lots)


def _untested(course: Course, fact: Became | Delivered, found: _Lots) -> _Lots:
    """The lots that a fact is about and that were never deemed issued."""
    right = found.right
    if isinstance(fact, Became):
        deemed = course.deemed_by(right, None)
        return found._replace(lots=[one for one in right.lots if one.became_by == fact.entry and one not in deemed])
    deemed = course.deemed_of(right)
    return found._replace(lots=[one for one in right.lots if one.out_by == fact.entry and one not in deemed])


def _money(issue: Issue, pairs: list[tuple[Lot, LotTold]], units: Units) -> Expression:
    """What is received for lots: for the grant, on exercise and on conversion (4E(1), 4E(2))."""
    parts = [part for lot, told in pairs for part in _of_lot(lot, told, units)]
    readings = (*(("A23",) if len(parts) > 1 else ()), *(("A32",) if any(lot.received for lot, _ in pairs) else ()))
    kind = _CONSIDERATION._replace(clause=issue.clause, readings=readings)
    return kind.of(Fraction(issue.money), total(parts), issue.entry)


def _of_lot(lot: Lot, told: LotTold, units: Units) -> Iterator[Expression]:
    if lot.money:
        yield Named("grant", told.money)
    shares = told.shares.shares_in(units)
    if lot.received is not None:
        if lot.received and told.received is not None:
            yield Named("received", told.received)
    elif lot.exercise_price:
        yield Named("exercise", Product((shares, told.exercise_price.price_in(units))))
    if lot.conversion_price:
        yield Named("conversion", Product((shares, told.conversion_price.price_in(units))))


# -- the consideration, part by part ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a consideration; what is deducted is below zero. Some are shares at a price."""

    what: str
    amount: Figure
    shares: Maybe[Figure] = None
    price: Maybe[Figure] = None


def parts_of(money: Expression) -> list[Part]:
    """Cash, property, what is deducted (4E(5)), what is paid for a grant and on exercise or conversion.

    The last part brings them to what counts, where that is another amount (4E(4), A35).
    """
    if not isinstance(money, Working):
        return [_part(name, of) for name, of in _signed(money)]
    formula = money.formula.of[-1] if isinstance(money.formula, Greatest) else money.formula
    found = [part for name, of in _signed(formula) for part in _parts(name, of)]
    rest = money.amount - sum(part.amount for part in found)
    return [*found, Part("counts_as_none", Figure.of(rest))] if found and rest else found


def _parts(name: str, of: Expression) -> list[Part]:
    return (parts_of(of) if name == "grant" and isinstance(of, Working) else []) or [_part(name, of)]


def _part(name: str, of: Expression) -> Part:
    if isinstance(of, Product):
        return Part(name, amount(of), *map(amount, of.of))
    return Part(name, amount(of))


def _signed(formula: Expression) -> Iterator[tuple[str, Expression]]:
    """The parts that have a name; what is deducted stays so."""
    for one in formula.of if isinstance(formula, Sum) else (formula,):
        part = one.of if isinstance(one, Less) else one
        if isinstance(part, Named):
            yield part.name, Less(part.of) if isinstance(one, Less) else part.of

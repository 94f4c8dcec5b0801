"""The test of 4E: what a fact of the price put to it, against which price, and what came of it.

Nothing is computed a second time: the lots, the consideration and what triggers are those of the engine's fold.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ledger.events import AnyEntry, Consideration, Issuing
from ledger.log.recorded import Recorded
from ledger.numbers.bounded import Bounded
from ledger.price.course import Course
from ledger.price.facts import Became, Delivered, Fact, Moment
from ledger.price.formula import Issue, is_trigger
from ledger.price.rights import Lot, Right, issue_of
from ledger.working import Comparison, Expression, Named, Product, Quotient, Switch, Working
from projections.figures import Figure
from projections.workings.leaves import fact as leaf
from projections.workings.leaves import total
from projections.workings.price.rights import LotTold, RightsTold, consideration
from projections.workings.units import Quantity, Units


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the consideration of an issue; what is deducted is below zero. Some are shares at a price."""

    what: str
    amount: Figure
    shares: Figure | None = None
    price: Figure | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """An issue or a set of equal terms put to the test of 4E, in the share units of its place.

    `working` says how the test came out: a comparison of the consideration per share with the price.
    """

    entry: str
    clause: str
    right: str | None
    shares: Figure
    money: Figure
    per_share: Figure
    against: Figure
    triggers: bool
    parts: tuple[Part, ...]
    waived: bool
    shares_working: Expression
    money_working: Expression
    working: Working


@dataclass(frozen=True, slots=True)
class _Test:
    """What the tests of one fact have in common."""

    course: Course
    fact: Fact
    units: Units
    against: Bounded
    price: Working

    def tested(  # noqa: PLR0913
        self,
        issue: Issue,
        right: str | None,
        parts: Iterator[Part],
        shares: Expression,
        money: Expression,
        *,
        triggers: bool,
        waived: bool,
    ) -> Tested:
        """An issue as it was tested."""
        units = self.units.value
        per_share = Fraction(*issue.per_share) / units
        what = f"entry {issue.entry}" if right is None else f"{right}, entry {issue.entry},"
        readings = (*(("A52",) if waived else ()), *(("A56",) if not triggers else ()))
        choices = self.course.choices
        switches = () if right is None else (Switch("tranche_test", choices.tranche_test),)
        working = Working(
            label=f"whether the consideration per share of {what} is below the price",
            clause=issue.clause,
            unit="test",
            figure=is_trigger(self.against, issue),
            formula=Comparison(Quotient(money, shares), "below", self.price),
            readings=readings,
            switches=switches,
            sentence="Its adjustment is waived." if waived else "",
        )
        return Tested(
            entry=issue.entry,
            clause=issue.clause,
            right=right,
            shares=Figure.of(Fraction(issue.shares * units)),
            money=Figure.of(issue.money),
            per_share=Figure.of(per_share),
            against=Figure(self.against, 1 / self.fact.units),
            triggers=triggers,
            parts=tuple(parts),
            waived=waived,
            shares_working=shares,
            money_working=money,
            working=working,
        )


def testing(  # noqa: PLR0913, PLR0917
    course: Course,
    fact: Fact,
    rights: RightsTold,
    entries: Mapping[str, Recorded],
    units: Units,
    against: Bounded,
    price: Working,
) -> list[Tested]:
    """What a fact put to the test, member by member; `against` and `price` are one price, as number and as working."""
    test = _Test(course, fact, units, against, price)
    match fact:
        case Moment():
            return [one for member in fact.members for one in _of_member(test, member, rights, entries)]
        case Became() | Delivered() if not fact.excluded:
            right = course.rights[fact.right]
            return list(_of_lots(test, right, rights, _untested(course, fact, right)))
        case _:
            return []


def _of_member(
    test: _Test, member: Issue | str, rights: RightsTold, entries: Mapping[str, Recorded]
) -> Iterator[Tested]:
    if isinstance(member, str):
        right = test.course.rights[member]
        grant = entries.get(right.entry)
        yield from _of_lots(test, right, rights, list(right.lots), grant)
        return
    recorded = entries[member.entry]
    waived = member.entry in test.course.waived
    yield test.tested(
        member,
        None,
        _parts_of(recorded.entry, member.money),
        Quantity(leaf(recorded, "shares"), test.units).shares_in(test.units),
        consideration(recorded, member.money),
        triggers=not waived and is_trigger(test.against, member),
        waived=waived,
    )


def _untested(course: Course, fact: Became | Delivered, right: Right) -> list[Lot]:
    """The lots that a fact is about and that were never deemed issued."""
    if isinstance(fact, Became):
        before = course.deemed_by(right, None)
        return [lot for lot in right.lots if lot.became_by == fact.entry and lot not in before]
    before = course.deemed_of(right)
    return [lot for lot in right.lots if lot.out_by == fact.entry and lot not in before]


def _of_lots(
    test: _Test, right: Right, rights: RightsTold, lots: Sequence[Lot], grant: Recorded | None = None
) -> Iterator[Tested]:
    """Lots by their terms, or all at once where they are tested at their average price (A24)."""
    course, fact = test.course, test.fact
    name, clause, became_by = right.entry, str(right.clause), None
    if isinstance(fact, Became | Delivered):
        name, clause = fact.entry, "4E" if isinstance(fact, Delivered) else "4E(2)"
        became_by = fact.entry
    waived = right.entry in course.waived
    deemed = () if isinstance(fact, Delivered) else course.deemed_by(right, became_by)
    blended = course.choices.tranche_test == "blended" and len(lots) > 1
    told = rights.rights[right.name].lots
    for some in [list(lots)] if blended else [[lot] for lot in lots]:
        issue = issue_of(name, clause, some)
        pairs = [(lot, told[next(i for i, one in enumerate(right.lots) if one is lot)]) for lot in some]
        # what comes out is not deemed issued when it triggers, it is issued; then its price tells
        below = is_trigger(test.against, issue) if isinstance(fact, Delivered) else some[0] in deemed
        yield test.tested(
            issue,
            right.name,
            iter([part for lot in some for part in _parts_of_lot(lot, fact.units, grant)]),
            total(one.shares.shares_in(test.units) for _, one in pairs),
            _money(issue, pairs, test.units),
            triggers=not waived and below,
            waived=waived,
        )


def _money(issue: Issue, pairs: list[tuple[Lot, LotTold]], units: Units) -> Expression:
    """What is received for lots: for the grant, on exercise and on conversion (4E(1), 4E(2))."""
    parts = [part for lot, told in pairs for part in _of_lot(lot, told, units)]
    return Working(
        label=f"the consideration for the shares of entry {issue.entry} in all",
        clause=issue.clause,
        unit="money",
        figure=Figure.of(issue.money),
        formula=total(parts),
        readings=("A23",) if len(parts) > 1 else (),
        sentence="What was paid for the grant and what is payable for the shares count together.",
    )


def _of_lot(lot: Lot, told: LotTold, units: Units) -> Iterator[Expression]:
    if lot.money:
        yield Named("grant", told.money)
    shares = told.shares.shares_in(units)
    if lot.exercise_price:
        yield Named("exercise", Product((shares, told.exercise_price.price_in(units))))
    if lot.conversion_price:
        yield Named("conversion", Product((shares, told.conversion_price.price_in(units))))


# -- the consideration in words ---------------------------------------------------------------------------------------


def _parts_of(entry: AnyEntry | None, money: Fraction | int) -> Iterator[Part]:
    """Cash, property, and what is deducted (4E(5)); the last part brings it to what counts (4E(4), A35)."""
    given = entry.consideration if isinstance(entry, Issuing) else Consideration()
    amounts = {
        "cash": given.cash,
        "property": given.property,
        "expenses": -given.expenses,
        "additional_rights": -given.additional_rights,
    }
    yield from (Part(what, Figure.of(amount)) for what, amount in amounts.items() if amount)
    rest = money - sum(amounts.values())
    if rest:
        yield Part("counts_as_none", Figure.of(rest))


def _parts_of_lot(lot: Lot, units: Fraction, grant: Recorded | None) -> Iterator[Part]:
    """What was paid for the grant of a lot, and what is paid when its Common comes out."""
    if grant is not None:
        yield from _parts_of(grant.entry, lot.money)
    elif lot.money:
        yield Part("grant", Figure.of(lot.money))
    for what, price in (("exercise", lot.exercise_price), ("conversion", lot.conversion_price)):
        if price:
            amount = Figure.of(lot.shares * price)
            yield Part(what, amount, Figure.of(lot.shares * units), Figure.of(Fraction(price) / units))

"""A liquidation, told: who gets what, and from which assets on converting first is better (3, A51)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.clauses.liquidation import Claims
from ledger.log.recorded import Delivery
from ledger.working import Comparison, Expression, Greatest, Least, Less, Named, Product, Quotient, Sum, Unit, Working
from projections.answers.liquidation import Share, Waterfall
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, total
from projections.workings.observer import Telling
from projections.workings.series_d.conversions import WOULD_CONVERT, as_converted, supposed_cut_back
from projections.workings.series_d.preference import Parts, oldest


def _kind(label: str, sentence: str = "", unit: Unit = "money") -> Kind:
    return Kind(label, "3", unit, ("A51",), sentence)


_DUE_TO_CLASS, _PAID_TO_CLASS = _kind("what is due to {}"), _kind("what {} gets")
_DUE_TO_PARITY = _kind("what is due to stock on a parity with Series D")
_DUE_TO_HOLDER = _kind("what is due to {} for its Series D")
_DUE_TO_SERIES_D = _kind("what is due to Series D")
_SHARED_OUT = (
    _kind(
        "what is due before the Common",
        "It is the Liquidation Preference of all Series D, with what ranks on a parity.",
    ),
    _kind(
        "the part of what is due first that is paid",
        "Where the assets do not suffice, Series D and what ranks with it share them pro rata.",
        "ratio",
    ),
    _kind("what is left for the Common", "Series D takes no part in it."),
)
_SHARED_OUT_AFTER = (
    _kind("what is due before the Common after {} has converted"),
    _kind("the part of what is due before the Common that is paid after {} has converted", unit="ratio"),
    _kind("what is left for the Common after {} has converted"),
)
_UNDISTRIBUTED = _kind("what nobody is there to receive")
_FOR_SERIES_D, _FOR_COMMON = _kind("what {} gets for its Series D"), _kind("what {} gets for its Common")
_IN_ALL = _kind("what {} gets in all")
_GIVEN_UP = _kind("the preference that {} gives up by converting")
_KEPT = _kind("the preference that {} keeps")
_CONVERTING = _kind("what {} would get by converting first", "All else is taken to be equal: nobody else converts.")
_PART_AFTER = _kind("the part of the Common that {} would have after converting", unit="ratio")
_PART_NOW = _kind("the part of the Common that {} has", unit="ratio")
_GREATER = Kind("whether {} has a greater part by converting", "3", "test")
_BREAK_EVEN = _kind(
    "the break-even of {}, the amount of assets above which converting first is better,",
    "Up to it the preference is at least as good. Above it the greater share of what is left for the Common outweighs "
    "the preference that is given up.",
)


def _worth(parts: Parts) -> Expression:
    """What the shares are due before the Common, part by part."""
    return total(Product((one.shares, one.each)) for one in parts)


class LiquidationTold:
    """The payouts of a waterfall, at the moment where a telling stands; `assets` and `parity` say where they are from.

    `parity` has, for each class, its shares and its preference per share.
    """

    def __init__(
        self,
        telling: Telling,
        answer: Waterfall,
        assets: Expression,
        parity: Sequence[tuple[str, Expression, Expression]] = (),
    ) -> None:
        self._telling = telling
        self._answer = answer
        self._claims = claims = answer.claims
        self._assets = Named("assets", assets)
        self._preference = telling.preference.working()
        self._due_of = dict[str, Working]()
        self._ranking = {
            name: _DUE_TO_CLASS.of(answer.parity[name].due, Product((shares, each)), name)
            for name, shares, each in parity
        }
        self._of_holder = {name: telling.preference.parts(name, preferred=True) for name in claims.preferred}
        of_all = self._of_all()
        self._series_d: Working | None = None
        if self._ranking:
            self._series_d = _DUE_TO_SERIES_D.of(claims.preferential - claims.parity, of_all)
            of_all = Sum((self._series_d, _DUE_TO_PARITY.of(claims.parity, total(self._ranking.values()))))
        self._due, self._paid, self._left = self._shared_out(_SHARED_OUT, claims, of_all)

    def _of_all(self) -> Expression:
        """What is due to all Series D: at once where all is alike, else holder by holder (A60)."""
        each = {id(part.each): part.each for parts in self._of_holder.values() for part in parts}
        if len(each) > 1:
            return total(self._due_to(name) for name in self._of_holder)
        return Product((self._telling.registers.series_d_outstanding.working(), self._preference))

    def _due_to(self, name: str) -> Working:
        if name not in self._due_of:
            parts = self._of_holder[name]
            kind = _DUE_TO_HOLDER._replace(readings=("A51", "A60") if len(parts) > 1 else ("A51",))
            self._due_of[name] = kind.of(self._claims.preferred[name], _worth(parts), name)
        return self._due_of[name]

    def of_company(self) -> Iterator[tuple[str, Working]]:
        """What is due first, which part of it is paid, and what is left for the Common."""
        yield "preferential_due", self._due
        yield "paid_part", self._paid
        yield "remainder", self._left
        yield "liquidation_preference", self._preference
        yield "series_d_due", self._series_d or self._due
        for name, due in self._ranking.items():
            yield f"parity due: {name}", due
            yield f"parity: {name}", _PAID_TO_CLASS.of(self._answer.parity[name].paid, Product((due, self._paid)), name)
        if self._answer.undistributed:
            yield "undistributed", _UNDISTRIBUTED.of(self._answer.undistributed, self._left)

    def of_holder(self, name: str) -> Iterator[tuple[str, Working]]:
        """What one holder gets, and what it would get by converting first."""
        one, registers = self._answer.holders[name], self._telling.registers
        parts = dict[str, Working]()
        if one.series_d:
            held = self._of_holder[name]
            alike = (held[0].shares, held[0].each) if len(held) == 1 else (self._due_to(name),)
            parts["preference"] = _FOR_SERIES_D.of(one.preference, Product((*alike, self._paid)), name)
        if one.common:
            part = Product((self._left, registers.common[name].working()))
            formula_of_common = Quotient(part, registers.outstanding.working())
            parts["from_common"] = _FOR_COMMON.of(one.from_common, formula_of_common, name)
        yield from parts.items()
        if len(parts) > 1:
            yield "total", _IN_ALL.of(one.total, Sum(tuple(parts.values())), name)
        else:
            yield from (("total", only) for only in parts.values())
        if one.if_converted is not None:
            yield from self._if_converted(name, one, one.if_converted)

    def _shared_out(
        self, kinds: tuple[Kind, Kind, Kind], claims: Claims, of_all: Expression, *names: str
    ) -> tuple[Working, Working, Working]:
        """What is due before the Common, the part of it that is paid, and what is left."""
        assets = self._answer.assets
        due = kinds[0].of(claims.preferential, of_all, *names)
        part = Least((ONE, Quotient(self._assets, due))) if claims.preferential else ONE
        left = Greatest((NOTHING, Sum((self._assets, Less(due)))))
        return (
            due,
            kinds[1].of(claims.paid_on(assets), part, *names),
            kinds[2].of(claims.remainder(assets), left, *names),
        )

    # -- converting first -----------------------------------------------------------------------------------------

    def _if_converted(self, name: str, one: Share, money: Fraction) -> Iterator[tuple[str, Working]]:
        delivery, after = one.conversion, self._claims.converted(name, one.conversion, one.given_up)
        converted, common = self._delivered(name, one, delivery)
        part = self._part_after(name, after, common)
        held = self._of_holder[name]
        given_up = _GIVEN_UP.of(one.given_up, _worth(oldest(held, delivery.converted, converted)), name)
        before = _worth(held) if len(held) == 1 else self._due_to(name)
        kept = _KEPT.of(after.preferred[name], Sum((before, Less(given_up))), name)
        _, paid, left = self._shared_out(_SHARED_OUT_AFTER, after, Sum((self._due, Less(given_up))), name)
        yield "if_converted", _CONVERTING.of(money, Sum((Product((kept, paid)), Product((left, part)))), name)
        yield "if_converted common_shares", common
        if isinstance(converted, Working):
            yield "if_converted series_d", converted
        if one.break_even is not None:
            yield "break_even", self._break_even(name, one, one.break_even, given_up, part)

    def _delivered(self, name: str, one: Share, delivery: Delivery) -> tuple[Expression, Working]:
        """The Series D that would convert, and the Common for it; all of it where the authorized number suffices."""
        whole = as_converted(self._telling, WOULD_CONVERT, name)
        if delivery.converted == one.series_d:
            return self._telling.registers.series_d[name].working(), whole
        return supposed_cut_back(self._telling, name, delivery, whole)

    def _part_after(self, name: str, after: Claims, common: Working) -> Working:
        if not after.common_outstanding:
            return _PART_AFTER.of(0, NOTHING, name)
        owned, outstanding = self._telling.registers.common.get(name), self._telling.registers.outstanding.working()
        mine: Expression = common if owned is None else Sum((owned.working(), common))
        figure = Fraction(after.common[name], after.common_outstanding)
        return _PART_AFTER.of(figure, Quotient(mine, Sum((outstanding, common))), name)

    def _break_even(self, name: str, one: Share, figure: Fraction, given_up: Working, part: Working) -> Working:
        """T + m (1 - t) / (t - s)."""
        staying = _PART_NOW.of(0, NOTHING, name)
        if one.common:
            registers = self._telling.registers
            formula = Quotient(registers.common[name].working(), registers.outstanding.working())
            staying = _PART_NOW.of(Fraction(one.common, self._claims.common_outstanding), formula, name)
        t, s = Named("t", part), Named("s", staying)
        gained = Quotient(Product((Named("m", given_up), Sum((ONE, Less(t))))), Sum((t, Less(s))))
        greater = _GREATER.of(part.amount > staying.amount, Comparison(t, "above", s), name)
        return _BREAK_EVEN.of(figure, Sum((Named("T", self._due), gained)), name, conditions=(greater,))

"""A liquidation, told: who gets what, and from which assets on converting first is better (3, A51)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ledger.clauses import shares
from ledger.clauses.liquidation import Claims
from ledger.log.recorded import Delivery
from ledger.working import Comparison, Expression, Greatest, Least, Less, Named, Product, Quotient, Sum, Unit, Working
from projections.answers.liquidation import Share, Waterfall
from projections.figures import Figure
from projections.workings.conversions import as_converted, supposed_cut_back
from projections.workings.leaves import NOTHING, ONE, total
from projections.workings.observer import Telling

_PRO_RATA = "Where the assets do not suffice, Series D and what ranks with it share them pro rata."
_BREAK_EVEN = (
    "Up to it the preference is at least as good. Above it the greater share of what is left for the Common outweighs "
    "the preference that is given up."
)


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
        self._claims = answer.claims
        self._assets = Named("assets", assets)
        self._preference = telling.preference.working()
        self._ranking = {name: self._due_to(name, shares, each) for name, shares, each in parity}
        self._parity = self._all_parity()
        self._series_d = self._due_to_series_d()
        self.preferential = self._preferential()
        self.paid = self._paid()
        self.remainder = self._remainder()

    def of_company(self) -> Iterator[tuple[str, Working]]:
        """What is due first, which part of it is paid, and what is left for the Common."""
        yield "preferential_due", self.preferential
        yield "paid_part", self.paid
        yield "remainder", self.remainder
        yield "liquidation_preference", self._preference
        yield "series_d_due", self._series_d or self.preferential
        for name, due in self._ranking.items():
            _, paid = self._answer.parity[name]
            yield f"parity due: {name}", due
            yield f"parity: {name}", _working(f"what {name} gets", paid, Product((due, self.paid)))
        if self._answer.undistributed:
            yield (
                "undistributed",
                _working("what nobody is there to receive", self._answer.undistributed, self.remainder),
            )

    def of_holder(self, name: str) -> Iterator[tuple[str, Working]]:
        """What one holder gets, and what it would get by converting first."""
        one = self._answer.holders[name]
        parts = dict[str, Working]()
        if one.series_d:
            parts["preference"] = self._for_series_d(name, one)
        if one.common:
            parts["from_common"] = self._for_common(name, one)
        yield from parts.items()
        if len(parts) > 1:
            yield "total", _working(f"what {name} gets in all", one.total, Sum(tuple(parts.values())))
        else:
            yield from (("total", only) for only in parts.values())
        if one.if_converted is not None:
            yield from self._if_converted(name, one)

    # -- what is shared out ---------------------------------------------------------------------------------------

    def _due_to(self, name: str, shares: Expression, each: Expression) -> Working:
        return _working(f"what is due to {name}", self._answer.parity[name][0], Product((shares, each)))

    def _all_parity(self) -> Working | None:
        if not self._ranking:
            return None
        label = "what is due to stock on a parity with Series D"
        return _working(label, self._claims.parity, total(self._ranking.values()))

    def _due_to_series_d(self) -> Working | None:
        """A figure of its own where there is a parity; else it is all that is due first."""
        if self._parity is None:
            return None
        figure = self._claims.preferential - self._claims.parity
        return _working("what is due to Series D", figure, self._preference_of_all())

    def _preference_of_all(self) -> Expression:
        return Product((self._telling.registers.series_d_outstanding.working(), self._preference))

    def _preferential(self) -> Working:
        ranking = tuple(one for one in (self._series_d, self._parity) if one is not None)
        return _working(
            "what is due before the Common",
            self._claims.preferential,
            Sum(ranking) if ranking else self._preference_of_all(),
            sentence="It is the Liquidation Preference of all Series D, with what ranks on a parity.",
        )

    def _paid(self) -> Working:
        figure = self._claims.paid_on(self._answer.assets)
        part = Least((ONE, Quotient(self._assets, self.preferential))) if self._claims.preferential else ONE
        label = "the part of what is due first that is paid"
        return _working(label, figure, part, unit="ratio", sentence=_PRO_RATA)

    def _remainder(self) -> Working:
        return _working(
            "what is left for the Common",
            self._claims.remainder(self._answer.assets),
            Greatest((NOTHING, Sum((self._assets, Less(self.preferential))))),
            sentence="Series D takes no part in it.",
        )

    def _for_series_d(self, name: str, one: Share) -> Working:
        held = self._telling.registers.series_d[name].working()
        formula = Product((held, self._preference, self.paid))
        return _working(f"what {name} gets for its Series D", one.preference, formula)

    def _for_common(self, name: str, one: Share) -> Working:
        held = self._telling.registers.common[name].working()
        outstanding = self._telling.registers.outstanding.working()
        formula = Quotient(Product((self.remainder, held)), outstanding)
        return _working(f"what {name} gets for its Common", one.from_common, formula)

    # -- converting first -----------------------------------------------------------------------------------------

    def _if_converted(self, name: str, one: Share) -> Iterator[tuple[str, Working]]:
        delivery, after = one.conversion, self._claims.converted(name, one.conversion)
        converted, common = self._delivered(name, one, delivery)
        part = self._part_after(name, after, common)
        given_up = _working(
            f"the preference that {name} gives up by converting",
            delivery.converted * self._claims.preference,
            Product((converted, self._preference)),
        )
        yield "if_converted", self._total_if_converted(name, one, after, given_up, part)
        yield "if_converted common_shares", common
        if isinstance(converted, Working):
            yield "if_converted series_d", converted
        if one.break_even is not None:
            yield "break_even", self._break_even(name, one, given_up, part)

    def _delivered(self, name: str, one: Share, delivery: Delivery) -> tuple[Expression, Working]:
        """The Series D that would convert, and the Common for it; all of it where the authorized number suffices."""
        label = f"the Common that {name} would get by converting"
        whole = as_converted(self._telling, name, shares.as_converted(self._telling.state, one.series_d), label, "4A")
        held = self._telling.registers.series_d[name].working()
        if delivery.converted == one.series_d:
            return held, whole
        return supposed_cut_back(self._telling, name, delivery, whole)

    def _total_if_converted(self, name: str, one: Share, after: Claims, given_up: Working, part: Working) -> Working:
        assert one.if_converted is not None  # noqa: S101  asked only then
        assets = self._answer.assets
        due = _working(
            f"what is due before the Common after {name} has converted",
            after.preferential,
            Sum((self.preferential, Less(given_up))),
        )
        paid = _working(
            f"the part of what is due before the Common that is paid after {name} has converted",
            after.paid_on(assets),
            Least((ONE, Quotient(self._assets, due))) if after.preferential else ONE,
            unit="ratio",
        )
        left = _working(
            f"what is left for the Common after {name} has converted",
            after.remainder(assets),
            Greatest((NOTHING, Sum((self._assets, Less(due))))),
        )
        kept = _working(
            f"the preference that {name} keeps",
            after.series_d[name] * after.preference,
            Sum((Product((self._telling.registers.series_d[name].working(), self._preference)), Less(given_up))),
        )
        return _working(
            f"what {name} would get by converting first",
            one.if_converted,
            Sum((Product((kept, paid)), Product((left, part)))),
            sentence="All else is taken to be equal: nobody else converts.",
        )

    def _part_after(self, name: str, after: Claims, common: Working) -> Working:
        owned, outstanding = self._telling.registers.common.get(name), self._telling.registers.outstanding.working()
        mine: Expression = common if owned is None else Sum((owned.working(), common))
        every = Sum((outstanding, common))
        figure = Fraction(after.common[name], after.common_outstanding) if after.common_outstanding else Fraction(0)
        formula = Quotient(mine, every) if after.common_outstanding else NOTHING
        return _working(
            f"the part of the Common that {name} would have after converting", figure, formula, unit="ratio"
        )

    def _break_even(self, name: str, one: Share, given_up: Working, part: Working) -> Working:
        """T + m (1 - t) / (t - s)."""
        assert one.break_even is not None  # noqa: S101  asked only then
        owned, outstanding = self._telling.registers.common.get(name), self._telling.registers.outstanding.working()
        claims = self._claims
        staying = _working(
            f"the part of the Common that {name} has",
            Fraction(one.common, claims.common_outstanding) if one.common else Fraction(0),
            Quotient(owned.working(), outstanding) if owned is not None and one.common else NOTHING,
            unit="ratio",
        )
        t, s = Named("t", part), Named("s", staying)
        gain, loss = Sum((t, Less(s))), Sum((ONE, Less(t)))
        more = Working(
            label=f"whether {name} has a greater part by converting",
            clause="3",
            unit="test",
            figure=True,
            formula=Comparison(t, "above", s),
        )
        return Working(
            label=f"the break-even of {name}, the amount of assets above which converting first is better,",
            clause="3",
            unit="money",
            figure=Figure.of(one.break_even),
            formula=Sum((Named("T", self.preferential), Quotient(Product((Named("m", given_up), loss)), gain))),
            conditions=(more,),
            readings=("A51",),
            sentence=_BREAK_EVEN,
        )


def _working(label: str, figure: Fraction, formula: Expression, *, unit: Unit = "money", sentence: str = "") -> Working:
    return Working(label, "3", unit, Figure.of(figure), formula, (), ("A51",), (), sentence)

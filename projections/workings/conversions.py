"""Conversions, told: what Series D converts into, what a conversion should have given, how it was cut back (4A, A45).

Also what follows from the same quotient: Common for one Series D, and the votes of a holder (5, A47).
"""

from ledger.clauses import shares
from ledger.clauses.conversion import due, entitlement
from ledger.log.recorded import Delivery
from ledger.numbers.bounded import quotient
from ledger.working import Ceiling, Comparison, Expression, Floor, Less, Named, Product, Quotient, Sum, Working
from projections.figures import Figure
from projections.workings.leaves import ONE, fact, stated
from projections.workings.observer import ConversionTold, Telling

_ENTITLED = "Shares are rounded down once for the whole conversion, and nothing is paid for a fraction."
_CUT_BACK = "What can be delivered falls short, so the most shares that fit are given for the fewest Series D."


def per_series_d(telling: Telling) -> Working | None:
    """Common for one Series D, not rounded; None where the price is zero (A44)."""
    state = telling.state
    if state.price.is_zero():
        return None
    return Working(
        label=f"the Common for one share of {state.terms.series}",
        clause="4A",
        unit="Common",
        figure=Figure(shares.per_series_d(state)),
        formula=Quotient(Named("preference", telling.preference.working()), Named("price", telling.price)),
        readings=("A42", "A43"),
        sentence="It is the Liquidation Preference over the Conversion Price, rounded only where shares are delivered.",
    )


def prices_now(telling: Telling) -> dict[str, Working]:
    """The price in effect, that after the close of the day, and Common for one Series D where the price is not zero."""
    found = {"in_effect": telling.price, "after_close": telling.price_after_close}
    common = per_series_d(telling)
    return found if common is None else found | {"common_per_share": common}


def as_converted(telling: Telling, holder: str, figure: int, label: str, clause: str) -> Working:
    """The whole Common that a holder's Series D stands for, whatever is authorized; `figure` is the engine's."""
    held = telling.registers.series_d[holder].working()
    return Working(
        label=label,
        clause=clause,
        unit="Common",
        figure=Figure.of(figure),
        formula=_whole(held, telling.preference.working(), telling.price),
        readings=("A42", "A47"),
        sentence="The authorized number does not limit it, and it is rounded down for each holder.",
    )


def votes(telling: Telling, holder: str) -> Working | None:
    """The votes of a holder's Series D (5); None where the price is zero, or it holds none."""
    state = telling.state
    held = state.series_d.get(holder, 0)
    if not held or state.price.is_zero():
        return None
    return as_converted(
        telling,
        holder,
        shares.as_converted(state, held),
        f"the number of votes of {holder} for its {state.terms.series}",
        "5",
    )


def _whole(series_d: Expression, preference: Expression, price: Expression) -> Expression:
    return Floor(
        Quotient(
            Product((Named("shares", series_d), Named("preference", preference))),
            Named("price", price),
        )
    )


# -- a conversion that was made ---------------------------------------------------------------------------------------


def entitled(told: ConversionTold) -> Working:
    """What the Series D really converted should have given, on the record as it is now known (A8, A30)."""
    conversion = told.conversion
    field = "shares" if conversion.automatic else "delivery.converted"
    return Working(
        label=f"the Common to which entry {conversion.entry} entitled {conversion.holder}",
        clause="4L (second)" if conversion.automatic else "4A",
        unit="Common",
        figure=Figure.of(entitlement(conversion)),
        formula=_whole(stated(told.recorded.entry, field, conversion.delivery.converted), told.preference, told.price),
        readings=("A42", "A43", "A46") if conversion.automatic else ("A1", "A42", "A43"),
        sentence=_ENTITLED,
    )


def unrounded(told: ConversionTold) -> Figure:
    """The same before it is rounded down."""
    one = told.conversion
    return Figure(quotient(one.preference, one.price, one.delivery.converted * one.units))


def difference(told: ConversionTold, due_: Working) -> Working:
    """Delivered less entitled (`due_`): too many or too few."""
    conversion = told.conversion
    field = "common_shares" if conversion.automatic else "delivery.common_shares"
    was = stated(told.recorded.entry, field, conversion.delivery.common_shares)
    return Working(
        label=f"the Common delivered by entry {conversion.entry} less what was due",
        clause=due_.clause,
        unit="Common",
        figure=Figure.of(conversion.delivery.common_shares - due_.amount),
        formula=Sum((Named("delivered", was), Less(Named("entitled", due_)))),
        readings=("A8", "A30"),
        sentence="What was delivered stays a fact: below zero the rest is owed, above zero it was given in excess.",
    )


def cut_back(told: ConversionTold) -> dict[str, Working]:
    """How a conversion was cut back to what is authorized, as the record now has it; nothing where it was not."""
    conversion, room = told.conversion, told.room
    found = due(conversion)
    if room is None or conversion.automatic or found.converted == conversion.shares:
        return {}
    asked = _whole(fact(told.recorded, "shares"), told.preference, told.price)
    converted, common = _cut(f"entry {conversion.entry}", found, asked, told.preference, told.price, room)
    return {"cut_back_common": common, "cut_back_converted": converted}


def supposed_cut_back(telling: Telling, name: str, found: Delivery, asked: Expression) -> tuple[Working, Working]:
    """The same for all Series D of a holder, if it converted now: the Series D converted, and the Common for it."""
    room = telling.registers.room(telling.state.register)
    assert room is not None  # noqa: S101  without a limit nothing is cut back
    return _cut(f"a conversion by {name}", found, asked, telling.preference.working(), telling.price, room)


def _cut(  # noqa: PLR0913, PLR0917
    what: str, found: Delivery, asked: Expression, preference: Working, price: Working, room: Working
) -> tuple[Working, Working]:
    """The most shares that fit: those of the greatest number of Series D that gives no more; for the fewest that do."""
    short = Working(
        label=f"whether {what} asks for more Common than can be delivered",
        clause="4A",
        unit="test",
        figure=True,
        formula=Comparison(asked, "above", room),
        readings=("A45",),
    )
    beyond = Product((Sum((room, ONE)), Named("price", price)))
    most = Sum((Ceiling(Quotient(beyond, Named("preference", preference))), Less(ONE)))
    common = Working(
        label=f"the most Common that {what} can give",
        clause="4A",
        unit="Common",
        figure=Figure.of(found.common_shares),
        formula=_whole(most, preference, price),
        conditions=(short,),
        readings=("A45",),
        sentence=_CUT_BACK,
    )
    converted = Working(
        label=f"the Series D that {what} converts after the cut-back",
        clause="4A",
        unit="Series D",
        figure=Figure.of(found.converted),
        formula=Ceiling(Quotient(Product((common, Named("price", price))), Named("preference", preference))),
        readings=("A45",),
        sentence="They are the fewest that give these shares; the rest stays outstanding and needs a new notice.",
    )
    return converted, common

"""Conversions, told: what Series D converts into, what a conversion should have given, how it was cut back (4A, A45).

Also what follows from the same quotient: Common for one Series D, and the votes of a holder (5, A47).
"""

from ledger.clauses import shares
from ledger.clauses.conversion import due, entitlement
from ledger.log.recorded import Delivery
from ledger.working import Ceiling, Comparison, Expression, Floor, Less, Named, Product, Quotient, Sum, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import ONE, converted, delivered, fact
from projections.workings.observer import ConversionTold, Telling

_PER_SERIES_D = Kind(
    "the Common for one share of {}",
    "4A",
    "Common",
    ("A42", "A43"),
    "It is the Liquidation Preference over the Conversion Price, rounded only where shares are delivered.",
)
_UNLIMITED = "The authorized number does not limit it, and it is rounded down for each holder."
WOULD_CONVERT = Kind("the Common that {} would get by converting", "4A", "Common", ("A42", "A47"), _UNLIMITED)
COUNTS_FOR = Kind("the Common for which {} counts on {}", "2", "Common", ("A42", "A47"), _UNLIMITED)
_VOTES = Kind("the number of votes of {} for its {}", "5", "Common", ("A42", "A47"), _UNLIMITED)
_ENTITLED = Kind(
    "the Common to which entry {} entitled {}",
    "4A",
    "Common",
    ("A1", "A42", "A43"),
    "Shares are rounded down once for the whole conversion, and nothing is paid for a fraction.",
)
_ENTITLED_AUTOMATICALLY = _ENTITLED._replace(clause="4L (second)", readings=("A42", "A43", "A46"))
_DIFFERENCE = Kind(
    "the Common delivered by entry {} less what was due",
    "4A",
    "Common",
    ("A8", "A30"),
    "What was delivered stays a fact: below zero the rest is still due; what was too much is reported, and the "
    "certificate does not say what follows from it.",
)
_SHORT = Kind("whether {} asks for more Common than can be delivered", "4A", "test", ("A45",))
_MOST = Kind(
    "the most Common that {} can give",
    "4A",
    "Common",
    ("A45",),
    "What can be delivered falls short, so the most shares that fit are given for the fewest Series D.",
)
_FEWEST = Kind(
    "the Series D that {} converts after the cut-back",
    "4A",
    "Series D",
    ("A45",),
    "They are the fewest that give these shares; the rest stays outstanding and needs a new notice.",
)


def per_series_d(telling: Telling) -> Working | None:
    """Common for one Series D, not rounded; None where the price is zero (A44)."""
    state = telling.state
    if state.price.is_zero():
        return None
    formula = Quotient(Named("preference", telling.preference.working()), Named("price", telling.price))
    return _PER_SERIES_D.of(shares.per_series_d(state), formula, state.terms.series)


def prices_now(telling: Telling) -> dict[str, Working]:
    """The price in effect, that after the close of the day, and Common for one Series D where the price is not zero."""
    found = {"in_effect": telling.price, "after_close": telling.price_after_close}
    common = per_series_d(telling)
    return found if common is None else found | {"common_per_share": common}


def as_converted(telling: Telling, kind: Kind, holder: str, *names: str) -> Working:
    """The whole Common that a holder's Series D stands for now, whatever is authorized, for one purpose or another."""
    state, held = telling.state, telling.registers.series_d[holder].working()
    formula = _whole(held, telling.preference.working(), telling.price)
    return kind.of(shares.as_converted(state, state.series_d[holder]), formula, holder, *names)


def votes(telling: Telling, holder: str) -> Working | None:
    """The votes of a holder's Series D (5); None where the price is zero, or it holds none."""
    state = telling.state
    if not state.series_d.get(holder, 0) or state.price.is_zero():
        return None
    return as_converted(telling, _VOTES, holder, state.terms.series)


def _whole(series_d: Expression, preference: Expression, price: Expression) -> Expression:
    return Floor(Quotient(Product((Named("shares", series_d), Named("preference", preference))), Named("price", price)))


# -- a conversion that was made ---------------------------------------------------------------------------------------


def entitled(told: ConversionTold) -> Working:
    """What the Series D really converted should have given, on the record as it is now known (A8, A30)."""
    one = told.conversion
    kind = _ENTITLED_AUTOMATICALLY if one.automatic else _ENTITLED
    shares_ = converted(told.entry, one.delivery)
    return kind.of(entitlement(one), _whole(shares_, told.preference, told.price), one.entry, one.holder)


def difference(told: ConversionTold, due_: Working) -> Working:
    """Delivered less entitled (`due_`): too many or too few."""
    one = told.conversion
    was = delivered(told.entry, one.delivery)
    formula = Sum((Named("delivered", was), Less(Named("entitled", due_))))
    return _DIFFERENCE._replace(clause=due_.clause).of(one.delivery.common_shares - due_.amount, formula, one.entry)


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
    short = _SHORT.of(True, Comparison(asked, "above", room), what)  # noqa: FBT003  else nothing is cut back
    of_price, of_preference = Named("price", price), Named("preference", preference)
    most = Sum((Ceiling(Quotient(Product((Sum((room, ONE)), of_price)), of_preference)), Less(ONE)))
    common = _MOST.of(found.common_shares, _whole(most, preference, price), what, conditions=(short,))
    fewest = Ceiling(Quotient(Product((common, of_price)), of_preference))
    return _FEWEST.of(found.converted, fewest, what), common

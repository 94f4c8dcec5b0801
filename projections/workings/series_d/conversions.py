"""Conversions, told: what Series D converts into, what a conversion should have given, how it was cut back (4A, A45).

Also what follows from the same quotient: Common for one Series D, and the votes of a holder (5, A47).
"""

from fractions import Fraction

from ledger.clauses import shares
from ledger.clauses.conversion import due, entitlement
from ledger.clauses.voting import votes_of
from ledger.log.recorded import Delivery
from ledger.working import Ceiling, Comparison, Expression, Floor, Less, Named, Product, Quotient, Sum, Switch, Working
from projections.workings.kinds import Kind
from projections.workings.leaves import NOTHING, ONE, amount, converted, delivered, total
from projections.workings.observer import ConversionTold, Telling
from projections.workings.series_d.preference import Part, Parts, amounts, oldest

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
_ALL_VOTES = Kind("the Common for which all {} would be converted", "5", "Common", ("A47",))
_EXCEEDS = Kind("whether all {} counts for more Common than can be delivered", "5", "test", ("A47",))
_CAPPED = _VOTES._replace(
    sentence="Where all Series D counts for more than the room for Common, that is shared in proportion, rounded down."
)
_UNDETERMINED = Kind(
    "the Conversion Price that stands since entry {}",
    "4H",
    "money per share",
    ("A36",),
    "It is undetermined: the distribution took all of the market value, and no clause says what the price then is.",
)
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
    each, switches = telling.preference.converting_most(), telling.preference.switches(bool(state.accrued.high))
    formula = Quotient(Named("preference", each), Named("price", telling.price))
    return _PER_SERIES_D.of(shares.per_series_d(state), formula, state.terms.series, switches=switches)


def prices_now(telling: Telling) -> dict[str, Working]:
    """The price in effect, that after the close of the day, and Common for one Series D where the price is not zero."""
    found = {"in_effect": _known(telling, telling.price), "after_close": _known(telling, telling.price_after_close)}
    common = per_series_d(telling)
    return found if common is None else found | {"common_per_share": common}


def _known(telling: Telling, price: Working) -> Working:
    """A price, or that same price as one that no clause determines (A36)."""
    undetermined = telling.state.undetermined
    return price if undetermined is None else _UNDETERMINED.of(price.amount, price, undetermined[0])


def as_converted(telling: Telling, kind: Kind, holder: str, *names: str) -> Working:
    """The whole Common that a holder's Series D stands for now, whatever is authorized, for one purpose or another."""
    parts = telling.preference.parts(holder)
    formula, figure = _whole(parts, telling.price), shares.as_converted(telling.state, holder)
    switches = telling.preference.switches(any(one.accrued is not None for one in parts))
    return _by_lots(kind, parts).of(figure, formula, holder, *names, switches=switches)


def votes(telling: Telling, holder: str) -> Working | None:
    """The votes of a holder's Series D (5); None where the price is zero, or it holds none."""
    state = telling.state
    if not state.series_d.get(holder, 0) or state.price.is_zero():
        return None
    room = telling.registers.room(state.register)
    if state.terms.interpretations.votes == "uncapped" or room is None:
        return as_converted(telling, _VOTES, holder, state.terms.series)
    every = {name: as_converted(telling, WOULD_CONVERT, name) for name in state.series_d}
    uncapped = _ALL_VOTES.of(sum(int(one.amount) for one in every.values()), total(every.values()), state.terms.series)
    exceeds = uncapped.amount > room.amount
    above = _EXCEEDS.of(exceeds, Comparison(uncapped, "above", room), state.terms.series)
    formula = Floor(Quotient(Product((room, every[holder])), uncapped)) if exceeds else every[holder]
    capped = (Switch("votes", state.terms.interpretations.votes),)
    figure = votes_of(state, holder)
    assert figure is not None  # noqa: S101  there is a price
    return _CAPPED.of(figure, formula, holder, state.terms.series, conditions=(above,), switches=capped)


def _by_lots(kind: Kind, parts: Parts) -> Kind:
    """A kind as it is said where shares carry different accruals."""
    return kind._replace(readings=(*kind.readings, "A60")) if len(parts) > 1 else kind


def _whole(parts: Parts, price: Expression) -> Expression:
    """What the shares count with altogether, over the price: one fraction dropped for all of it (4D, A43)."""
    return Floor(Quotient(amounts(parts), Named("price", price)))


# -- a conversion that was made ---------------------------------------------------------------------------------------


def entitled(told: ConversionTold) -> Working:
    """What the Series D really converted should have given, on the record as it is now known (A8, A30)."""
    one = told.conversion
    kind = _ENTITLED_AUTOMATICALLY if one.automatic else _ENTITLED
    parts = oldest(told.parts, one.delivery.converted, converted(told.entry, one.delivery))
    formula = _whole(parts, told.price) if parts else NOTHING
    return _by_lots(kind, parts).of(entitlement(one), formula, one.entry, one.holder, switches=told.switches)


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
    asked = _whole(told.parts, told.price)
    converted, common = _cut(f"entry {conversion.entry}", found, asked, told.parts, told.price, room)
    return {"cut_back_common": common, "cut_back_converted": converted}


def supposed_cut_back(telling: Telling, name: str, found: Delivery, asked: Expression) -> tuple[Working, Working]:
    """The same for all Series D of a holder, if it converted now: the Series D converted, and the Common for it."""
    room = telling.registers.room(telling.state.register)
    assert room is not None  # noqa: S101  without a limit nothing is cut back
    return _cut(f"a conversion by {name}", found, asked, telling.preference.parts(name), telling.price, room)


def _cut(  # noqa: PLR0913, PLR0917
    what: str, found: Delivery, asked: Expression, parts: Parts, price: Working, room: Working
) -> tuple[Working, Working]:
    """The most shares that fit: those of the greatest number of Series D that gives no more; for the fewest that do."""
    short = _SHORT.of(True, Comparison(asked, "above", room), what)  # noqa: FBT003  else nothing is cut back
    of_price = Named("price", price)
    before, part, more = _reaching(parts, Product((Sum((room, ONE)), of_price)))
    most = (*before, part._replace(held=Sum((Ceiling(more), Less(ONE)))))
    common = _by_lots(_MOST, parts).of(found.common_shares, _whole(most, price), what, conditions=(short,))
    before, _, more = _reaching(parts, Product((common, of_price)))
    fewest = total([*(one.shares for one in before), Ceiling(more)])
    return _by_lots(_FEWEST, parts).of(found.converted, fewest, what), common


def _reaching(parts: Parts, money: Expression) -> tuple[Parts, Part, Expression]:
    """The shares before those with which an amount is reached, the oldest first; and how many of these it takes."""
    found, reached = list[Part](), Fraction(0)
    for part in parts:
        worth = part.number * amount(part.each)
        if reached + worth >= amount(money) or part is parts[-1]:
            left = Sum((money, Less(amounts(found)))) if found else money
            return tuple(found), part, Quotient(left, Named("preference", part.each))
        found.append(part)
        reached += worth
    raise AssertionError("nothing is converted")

"""One handler for each kind of transaction that has entries in the ledger, and why the others may be left out."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from commands.ocf.given import Given
from commands.ocf.rights import RIGHT_HANDLERS
from commands.ocf.securities import Reading
from ledger.numbers.exact import DISPLAY_PLACES, write_number
from ledger.refusals import Flag
from ledger.rules import flags
from projections.ocf.stock import AUTOMATIC, OPENING

RETRACTED = flags(
    "retracted",
    "",
    "What never became valid is not recorded.",
    "Nothing to enter; if it had been valid at first, record it and what ended it by hand.",
)
LEFT_OUT = flags(
    "left_out",
    "",
    "What moves neither shares nor price is not taken over.",
    "Nothing to enter; a change of the designated number is recorded by hand, with its consents.",
)

_HALF_A_PLACE = Fraction(1, 2 * 10**DISPLAY_PLACES)
Handler = Callable[[Reading, Given], None]


def paid_for(one: Given, shares: Fraction) -> Mapping[str, Any] | None:
    """The consideration of an issuance: price times number, or its cost basis where the price is that, rounded.

    A cost basis that is something else, such as that of whoever gave the shares away, is not what the Company received.
    """
    paid = one.money("share_price") * shares
    if one.has("cost_basis") and abs(one.money("cost_basis") - paid) <= (shares + 1) * _HALF_A_PLACE:
        paid = one.money("cost_basis")
    return {"cash": write_number(paid)} if paid else None


def stock_issuance(reading: Reading, one: Given) -> None:
    """Stock issued; nothing where it came out of another security."""
    stock, security = reading.class_of(one), one.text("security_id")
    holder, shares = reading.holder(one, security), one.whole_or_text("quantity")
    if security in reading.derived:
        return
    if OPENING in one.marks():
        reading.put(one, reading.entry(one, "opening_balance", holder=holder, **{stock: shares}))
        return
    plan = reading.plan(one)
    reading.put(
        one,
        reading.entry(
            one,
            "common_issued" if stock == "common" else "series_d_issued",
            holder=holder,
            shares=shares,
            consideration=paid_for(one, one.number_at("quantity")),
            transaction=reading.deals.get(one.text("id")),
            plan=plan,
            excluded=None if plan is None else "A",
        ),
    )


def stock_transfer(reading: Reading, one: Given) -> None:
    """Shares to others: an entry for each new certificate."""
    security = one.text("security_id")
    stock, giver = reading.stock(one, security), reading.holder(one, security)
    for number, result in enumerate(one.texts("resulting_security_ids"), start=1):
        shares = reading.issuance(one, result).whole_or_text("quantity")
        fields = {"stock": stock, "from": giver, "to": reading.holder(one, result), "shares": shares}
        reading.put(one, reading.entry(one, "shares_transferred", number, **fields))


def stock_conversion(reading: Reading, one: Given) -> None:
    """Series D into Common; several that gave one certificate are one conversion."""
    security, results = one.text("security_id"), one.texts("resulting_security_ids")
    if reading.stock(one, security) != "series_d":
        raise one.fail("only the series converts; the Common does not")
    holder = reading.holder(one, security)
    if AUTOMATIC in one.marks():
        # the ledger makes these itself, with the act that completes their conditions (second 4L)
        reading.automatic[holder] += sum(
            _whole(reading.issuance(one, name)) for name in set(results) - reading.converted
        )
        reading.converted.update(results)
        return
    if results and reading.converted.issuperset(results):
        _join(reading, one, holder)
        return
    reading.converted.update(results)
    takers = {reading.holder(one, result) for result in results}
    if len(takers) > 1:
        raise one.fail("one conversion is registered to one name; give each taker a conversion of its own")
    delivered = sum((reading.issuance(one, result).number_at("quantity") for result in results), Fraction(0))
    fields = {
        "holder": holder,
        "shares": one.whole_or_text("quantity_converted"),
        "common_shares": write_number(delivered),
        "register_to": next(iter(takers - {holder}), None),
    }
    reading.put(one, reading.entry(one, "series_d_converted", **fields))


def _whole(issuance: Given) -> int:
    """The shares of an issuance."""
    shares = issuance.number_at("quantity")
    if shares.denominator != 1:
        raise issuance.fail(f"{shares} is not a whole number; shares are whole", "quantity")
    return shares.numerator


def _join(reading: Reading, one: Given, holder: str) -> None:
    """Add to the conversion just read."""
    entry = reading.entries[-1][1] if reading.entries else {}
    if entry.get("type") != "series_d_converted" or entry["holder"] != holder or entry["effective"] != one.text("date"):
        raise one.fail("its Common came out of another conversion already", "resulting_security_ids")
    before = Given(entry, one.place, one.number).number_at("shares")
    entry["shares"] = write_number(before + one.number_at("quantity_converted"))


def stock_repurchase(reading: Reading, one: Given) -> None:
    """Common bought back comes into the treasury."""
    holder = _common_holder(reading, one)
    price = write_number(one.money("price"))
    reading.put(
        one, reading.entry(one, "treasury_acquired", holder=holder, shares=one.whole_or_text("quantity"), price=price)
    )


def stock_cancellation(reading: Reading, one: Given) -> None:
    """Common cancelled: acquired and retired."""
    holder, shares = _common_holder(reading, one), one.whole_or_text("quantity")
    reading.put(one, reading.entry(one, "treasury_acquired", holder=holder, shares=shares))
    reading.put(one, reading.entry(one, "treasury_retired", 2, shares=shares))


def _common_holder(reading: Reading, one: Given) -> str:
    security = one.text("security_id")
    if reading.stock(one, security) != "common":
        raise one.fail("the certificate of the series knows no redemption; only Common can be taken back")
    return reading.holder(one, security)


def retraction(reading: Reading, one: Given) -> None:
    """An issuance that was taken back as if it had never been: it is not recorded at all."""
    security = one.text("security_id")
    issuance = reading.issuance(one, security)
    if security in reading.derived:
        raise one.fail("it retracts what came out of another security; record the correction by hand")
    name = issuance.text("id")
    reading.entries = [pair for pair in reading.entries if pair[1].get("id") != name]
    if security in reading.rights:
        reading.ends_under(security)
    reading.notes.append(Flag(RETRACTED, f"{name} was retracted and is not recorded", one.text("id")))


def stock_class_split(reading: Reading, one: Given) -> None:
    """A split of the Common or of the series; whole shares for each holder, fractions in cash unless a comment says."""
    kind = "common_split" if reading.class_of(one) == "common" else "series_d_split"
    ratio = one.inner("split_ratio")
    entry = reading.entry(one, kind, old=ratio.whole_or_text("denominator"), new=ratio.whole_or_text("numerator"))
    reading.put(one, entry)
    reading.split = entry


def authorized(reading: Reading, one: Given) -> None:
    """Another authorized number: by itself, or with the split of its day."""
    if reading.class_of(one) != "common":
        said = "another designated number needs consents (6, 9) that the package does not have; it is left out"
        reading.notes.append(Flag(LEFT_OUT, said, one.text("id"), under="6"))
        return
    number, split = one.whole_or_text("new_shares_authorized"), reading.split
    if split is not None and split["type"] == "common_split" and split["effective"] == one.text("date"):
        split["common_authorized"] = number
        return
    reading.put(one, reading.entry(one, "common_authorized_changed", authorized=number))


HANDLERS: Mapping[str, Handler] = {
    "TX_STOCK_ISSUANCE": stock_issuance,
    "TX_STOCK_TRANSFER": stock_transfer,
    "TX_STOCK_CONVERSION": stock_conversion,
    "TX_STOCK_REPURCHASE": stock_repurchase,
    "TX_STOCK_CANCELLATION": stock_cancellation,
    "TX_STOCK_RETRACTION": retraction,
    "TX_WARRANT_RETRACTION": retraction,
    "TX_CONVERTIBLE_RETRACTION": retraction,
    "TX_EQUITY_COMPENSATION_RETRACTION": retraction,
    "TX_PLAN_SECURITY_RETRACTION": retraction,
    "TX_STOCK_CLASS_SPLIT": stock_class_split,
    "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT": authorized,
    **RIGHT_HANDLERS,
}

_ACCEPTED = "that a holder accepted changes nothing"
_VESTED = "vesting moves no price: a right counts whether or not it can be exercised (4E(1))"
_POOL = "the size of a pool moves no price"
_WHO = "who somebody is to the company is not kept"
IGNORED: Mapping[str, str] = {
    **{f"TX_{kind}_ACCEPTANCE": _ACCEPTED for kind in ("STOCK", "WARRANT", "CONVERTIBLE", "EQUITY_COMPENSATION")},
    "TX_PLAN_SECURITY_ACCEPTANCE": _ACCEPTED,
    "TX_VESTING_START": _VESTED,
    "TX_VESTING_EVENT": _VESTED,
    "TX_VESTING_ACCELERATION": _VESTED,
    "TX_STOCK_PLAN_POOL_ADJUSTMENT": _POOL,
    "TX_STOCK_PLAN_RETURN_TO_POOL": _POOL,
    "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT": "the authorized number of the Common is what counts (4A)",
    "TX_STOCK_REISSUANCE": "another certificate for the same shares",
    "TX_STOCK_CONSOLIDATION": "another certificate for the same shares",
    "CE_STAKEHOLDER_RELATIONSHIP": _WHO,
    "CE_STAKEHOLDER_STATUS": _WHO,
}
"""The transactions that move neither shares nor price, and why."""

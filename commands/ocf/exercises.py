"""How much of a right is exercised or converted: what comes out, what goes for the price, what stays."""

from fractions import Fraction

from commands.ocf.given import Given
from commands.ocf.register import Security, told
from commands.ocf.securities import Reading, shares_under
from ledger.numbers.exact import in_words, write_number

_CONVERSION = "TX_CONVERTIBLE_CONVERSION"


def exercise(reading: Reading, one: Given) -> None:
    """Common out of an option, a warrant or a convertible; what is exercised and stays away is withheld (A29)."""
    security = reading.living_right(one)
    results = [reading.begin_stock(one, name) for name in one.texts("resulting_security_ids")]
    if any(result.of != "common" for result in results):
        raise one.fail("what came out of it is not Common")
    if not results:
        raise one.fail("nothing came out of it; name the Common that did, or record the end of the right")
    delivered = sum((result.left for result in results), Fraction(0))
    taken = _exercised(reading, one, security, delivered)
    right, withheld = security.of, taken - delivered
    if withheld < 0:
        raise one.fail(
            f"{in_words(taken)} of {told(security.issuance)} are exercised and {in_words(delivered)} shares came out; "
            "not more can come out than is exercised",
            "resulting_security_ids",
        )
    if withheld and one.text("object_type") == _CONVERSION:
        raise one.fail(
            f"{in_words(taken)} of {told(security.issuance)} are converted and {in_words(delivered)} shares came out; "
            "what became of the others is not clear: cancel them, or leave them in the rest",
            "resulting_security_ids",
        )
    reading.leave(one, security, taken, partly=True)
    for number, result in enumerate(results, start=1):
        fields = {
            "right": right,
            "shares": write_number(result.left),
            "holder": reading.holders[result.stakeholder],
            "withheld": write_number(withheld) if withheld and number == 1 else None,
        }
        reading.put(one, reading.entry(one, "right_exercised", number, **fields))


def _exercised(reading: Reading, one: Given, security: Security, delivered: Fraction) -> Fraction:
    """How much of a security an act uses up: as stated, or all but the rest, or all where that is what came out."""
    left = one.text_or_none("balance_security_id")
    stated = _stated(one, security, delivered)
    if stated is not None:
        return reading.taken(one, security, stated[0], stated[1])
    if left is not None and left != security.name:
        rest = shares_under(reading.register.issuance(one, left))
        return reading.taken(one, security, security.left - rest, "balance_security_id")
    if left == security.name or delivered >= security.left or reading.acts[security.name] > 1:
        return reading.taken(one, security, delivered, "resulting_security_ids")
    raise one.fail(
        f"{in_words(delivered)} shares came out of {told(security.issuance)}, which has {in_words(security.left)}, and "
        f"nothing says what became of the others: give quantity, {in_words(security.left)} if they were withheld for "
        f"the price (a net exercise), {in_words(delivered)} if they stay",
        "quantity",
    )


def _stated(one: Given, security: Security, delivered: Fraction) -> tuple[Fraction, str] | None:
    """The number exercised as the act states it, and in which field.

    A convertible may be said to convert by its money, of which the shares are the same part.
    """
    marks = one.marks()
    if "exercised" in marks:
        return one.inner_of("exercised", {"shares": marks["exercised"]}).number_at("shares"), "comments"
    for field in ("quantity", "quantity_converted"):
        if one.has(field):
            number = one.number_at(field)
            by_money = security.left * number / security.money if security.money else number
            is_conversion = one.text("object_type") == _CONVERSION
            return (by_money if is_conversion and number != delivered == by_money else number), field
    return None

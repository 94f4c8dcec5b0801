"""Options, warrants and convertibles of a package: granted, exercised, changed and ended."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from commands.ocf.exercises import exercise
from commands.ocf.given import Given
from commands.ocf.register import Security, smaller, told
from commands.ocf.securities import STATEMENT_DIFFERS, Reading, converts_to, shares_under
from ledger.numbers.exact import in_words, write_number
from ledger.refusals import Flag
from ledger.rules import flags

RIGHT_TRANSFERRED = flags(
    "right_transferred",
    "4E(1)",
    "A right is with the holder to whom it was granted until somebody exercises it.",
    "Nothing to enter; name the new holder when the right is exercised.",
)
MAXIMUM_UNCLEAR = flags(
    "maximum_unclear",
    "4E(1)",
    "A right is tested on the maximum number of shares issuable under it, which a package need not say.",
    "Make sure from the instrument that the number is the most that can be issued; else correct the entry.",
)

_REASONS = ("expired", "cancelled", "redeemed", "repurchased")
_BUYS_COMMON = ("OPTION", "OPTION_NSO", "OPTION_ISO")
_IS_THE_MOST = ("INSTRUMENT_FIXED", "INSTRUMENT_MAX")
_UNSAID = (None, "UNSPECIFIED")


def option_issuance(reading: Reading, one: Given) -> None:
    """Equity compensation: an option to buy Common; what is no option has no price to be tested at."""
    if one.text("security_id") in reading.derived:
        return
    kind = one.peek("compensation_type") or "OPTION"
    if kind not in _BUYS_COMMON:
        raise one.fail(f"{kind} is no option on Common at a price; record what the Board determined by hand (4E(1))")
    _check_class(reading, one, one.peek("stock_class_id"))
    plan = reading.plan(one)
    if plan is not None and not one.has("stock_class_id"):
        _check_plan(reading, one)
    _grant(
        reading,
        one,
        "option_granted",
        one.number_at("quantity"),
        exercise_price=write_number(one.money("exercise_price")),
        expires=one.text_or_none("expiration_date"),
        plan=plan,
        excluded=None if plan is None else "A",
    )


def _check_plan(reading: Reading, one: Given) -> None:
    plan = reading.plans[one.text("stock_plan_id")]
    named = [*plan.texts("stock_class_ids"), *([plan.text("stock_class_id")] if plan.has("stock_class_id") else [])]
    if named and reading.classes.common.text("id") not in named:
        raise one.fail("its plan is of other stock than the Common; record it by hand", "stock_plan_id")


def warrant_issuance(reading: Reading, one: Given) -> None:
    """A warrant for a fixed number of Common at a fixed price."""
    if one.text("security_id") in reading.derived:
        return
    if not one.has("quantity") or not one.has("exercise_price"):
        raise one.fail(
            "a warrant needs quantity and exercise_price; where they are not fixed a determination is needed"
        )
    shares, source = one.number_at("quantity"), one.peek("quantity_source")
    if source not in (*_IS_THE_MOST, *_UNSAID):
        raise one.fail(
            f"{source}: 4E(1) tests the maximum number of shares issuable; give that with INSTRUMENT_FIXED or "
            "INSTRUMENT_MAX, or record option_granted by hand with the number that was determined",
            "quantity_source",
        )
    if source in _UNSAID:
        said = f"nothing says where the {in_words(shares)} shares come from; they are taken as the maximum (4E(1))"
        reading.notes.append(Flag(MAXIMUM_UNCLEAR, said, one.text("id")))
    _check_triggers(reading, one, shares)
    price = one.money("purchase_price")
    _grant(
        reading,
        one,
        "option_granted",
        shares,
        kind="warrant",
        exercise_price=write_number(one.money("exercise_price")),
        consideration={"cash": write_number(price)} if price else None,
        expires=_expires(reading, one),
    )


def _expires(reading: Reading, one: Given) -> str | None:
    """When a warrant ends: on the day that it states, or the last on which a trigger lets it be exercised."""
    stated = one.text_or_none("warrant_expiration_date")
    ends = [trigger.text_or_none("end_date") for trigger in one.objects("exercise_triggers")]
    last = max((end for end in ends if end is not None), default=None) if all(ends) else None
    if stated is not None and last is not None and last != stated:
        said = f"its triggers end on {last}, and warrant_expiration_date is {stated}, which counts"
        reading.notes.append(Flag(STATEMENT_DIFFERS, said, one.text("id")))
    return stated or last


def _check_triggers(reading: Reading, one: Given, shares: Fraction) -> None:
    """Compare what the triggers of a warrant say with its quantity."""
    for trigger in one.objects("exercise_triggers"):
        right = trigger.inner("conversion_right")
        _check_class(reading, one, right.peek("converts_to_stock_class_id"))
        fixed = converts_to(trigger) if right.has("conversion_mechanism") else None
        if fixed is not None and fixed != shares:
            raise one.fail(
                f"a trigger is for {in_words(fixed)} shares, and the quantity is {in_words(shares)}; make them agree",
                "exercise_triggers",
            )
        if fixed is None and right.has("conversion_mechanism"):
            kind = right.inner("conversion_mechanism").peek("type")
            said = f"a trigger converts by {kind}, no fixed number; {in_words(shares)} are taken as the maximum (4E(1))"
            reading.notes.append(Flag(MAXIMUM_UNCLEAR, said, one.text("id")))


def convertible_issuance(reading: Reading, one: Given) -> None:
    """A convertible for a fixed number of Common; one whose number depends on what is to come needs a determination."""
    if one.text("security_id") in reading.derived:
        return
    triggers = [(trigger, converts_to(trigger)) for trigger in one.objects("conversion_triggers")]
    fixed = [(trigger, number) for trigger, number in triggers if number is not None]
    if not fixed:
        raise one.fail(
            "it converts into no fixed number of Common (FIXED_AMOUNT_CONVERSION); the maximum number needs a "
            "determination (4E(2)): take it out and record convertible_issued by hand",
            "conversion_triggers",
        )
    for trigger, _ in fixed:
        _check_class(reading, one, trigger.inner("conversion_right").peek("converts_to_stock_class_id"))
    trigger, shares = max(fixed, key=lambda pair: pair[1])
    if len(fixed) < len(triggers) or any(number != shares for _, number in fixed):
        said = f"its triggers convert differently; {in_words(shares)} are taken as the maximum (4E(2))"
        reading.notes.append(Flag(MAXIMUM_UNCLEAR, said, one.text("id"), under="4E(2)"))
    ends = next((trigger.text(name) for name in ("end_date", "trigger_date") if trigger.has(name)), None)
    money = one.money("investment_amount")
    paid = {"cash": write_number(money)} if money else None
    _grant(reading, one, "convertible_issued", shares, consideration=paid, matures=ends)


def cancellation(reading: Reading, one: Given) -> None:
    """The end of a right, or of a part of it."""
    security = reading.living_right(one)
    taken = _cancelled(reading, one, security)
    right = security.of
    is_all = taken == security.left and reading.register.of(right) == [security]
    reading.leave(one, security, taken)
    reason = str(one.peek("reason_text")).strip().lower()
    fields = {
        "right": right,
        "shares": None if is_all else write_number(taken),
        "reason": reason if reason in _REASONS else None,
    }
    reading.put(one, reading.entry(one, "right_terminated", **fields))


def _cancelled(reading: Reading, one: Given, security: Security) -> Fraction:
    """How many shares end: as stated, or as many as the money that is cancelled is a part of."""
    if one.has("quantity"):
        return reading.taken(one, security, one.number_at("quantity"), "quantity")
    left = one.text_or_none("balance_security_id")
    if left is not None and left != security.name:
        rest = shares_under(reading.register.issuance(one, left))
        gone = security.left - rest
        if gone <= 0:
            raise one.fail(
                f"{told(security.issuance)} has {in_words(security.left)} and the rest {in_words(rest)}, which is no "
                "smaller: the number of shares that end is not clear",
                "balance_security_id",
            )
        return gone
    if not one.has("amount") or security.money is None:
        return security.left
    amount = one.money("amount")
    if amount > security.money:
        raise smaller(one, security, amount, "amount")
    if not security.money:
        return security.left
    return reading.taken(one, security, security.left * amount / security.money, "amount")


def transfer(reading: Reading, one: Given) -> None:
    """A right that passes to another: the register of rights keeps its first holder, an exercise names its own."""
    security = reading.living_right(one)
    results = [reading.goes_on(one, security, name) for name in one.texts("resulting_security_ids")]
    given = sum((result.left for result in results), Fraction(0))
    taken = reading.taken(one, security, given, "resulting_security_ids")
    if one.has("quantity") and abs(one.number_at("quantity") - given) > security.slack:
        raise one.fail(
            f"{in_words(one.number_at('quantity'))} are transferred, and {in_words(given)} come out of it; the two "
            "must be the same",
            "resulting_security_ids",
        )
    if one.has("amount"):
        _compare_money(reading, one, results)
    reading.leave(one, security, taken)
    said = f"{security.of} passed to another holder; the ledger keeps the first, and an exercise names who exercised"
    reading.notes.append(Flag(RIGHT_TRANSFERRED, said, one.text("id")))


def _compare_money(reading: Reading, one: Given, results: list[Security]) -> None:
    given = sum((result.money or Fraction(0) for result in results), Fraction(0))
    if one.money("amount") != given:
        said = f"{in_words(one.money('amount'))} are transferred, and securities of {in_words(given)} come out of it"
        reading.notes.append(Flag(STATEMENT_DIFFERS, f"{said}; their shares count", one.text("id")))


def repricing(reading: Reading, one: Given) -> None:
    """Another exercise price for what is outstanding (4E(3))."""
    security = reading.living_right(one)
    others = [told(other.issuance) for other in reading.register.of(security.of) if other is not security]
    if others:
        raise one.fail(
            f"{security.of} also runs under {', '.join(others)}, and right_changed is for all that is outstanding of a "
            "right: take it out and record it by hand"
        )
    reading.touched.add(security.name)
    security.price = one.money("new_exercise_price")
    fields = {"right": security.of, "exercise_price": write_number(security.price)}
    reading.put(one, reading.entry(one, "right_changed", **fields))


def _grant(reading: Reading, one: Given, kind: str, shares: Fraction, /, **fields: object) -> None:
    security = one.text("security_id")
    custom = one.text_or_none("custom_id") or security
    name = security if custom in reading.rights else custom
    while name in reading.rights:
        name = f"{name}#2"
    reading.rights.add(name)
    begun = reading.begin_right(one, security, name)
    holder, deal = reading.holders[begun.stakeholder], reading.deals.get(one.text("id"))
    given = {"right": name, "holder": holder, "shares": write_number(shares), "transaction": deal} | fields
    reading.put(one, reading.entry(one, kind, **given))


def _check_class(reading: Reading, one: Given, into: object) -> None:
    if into is not None and into != reading.classes.common.text("id"):
        raise one.fail("it is a right to something else than the Common; record it by hand")


RIGHT_HANDLERS: Mapping[str, Callable[[Reading, Given], None]] = {
    "TX_EQUITY_COMPENSATION_ISSUANCE": option_issuance,
    "TX_PLAN_SECURITY_ISSUANCE": option_issuance,
    "TX_WARRANT_ISSUANCE": warrant_issuance,
    "TX_CONVERTIBLE_ISSUANCE": convertible_issuance,
    "TX_EQUITY_COMPENSATION_EXERCISE": exercise,
    "TX_PLAN_SECURITY_EXERCISE": exercise,
    "TX_WARRANT_EXERCISE": exercise,
    "TX_CONVERTIBLE_CONVERSION": exercise,
    "TX_EQUITY_COMPENSATION_CANCELLATION": cancellation,
    "TX_PLAN_SECURITY_CANCELLATION": cancellation,
    "TX_WARRANT_CANCELLATION": cancellation,
    "TX_CONVERTIBLE_CANCELLATION": cancellation,
    "TX_EQUITY_COMPENSATION_TRANSFER": transfer,
    "TX_PLAN_SECURITY_TRANSFER": transfer,
    "TX_WARRANT_TRANSFER": transfer,
    "TX_CONVERTIBLE_TRANSFER": transfer,
    "TX_EQUITY_COMPENSATION_REPRICING": repricing,
}

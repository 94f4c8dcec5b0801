"""Options, warrants and convertibles of a package: granted, exercised, changed and ended."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from commands.ocf.given import Given
from commands.ocf.securities import Reading, RightGiven
from ledger.numbers.exact import write_number
from ledger.refusals import Flag
from ledger.rules import flags

RIGHT_TRANSFERRED = flags(
    "right_transferred",
    "4E(1)",
    "A right is with the holder to whom it was granted until somebody exercises it.",
    "Nothing to enter; name the new holder when the right is exercised.",
)

_REASONS = ("expired", "cancelled", "redeemed", "repurchased")
_BUYS_COMMON = ("OPTION", "OPTION_NSO", "OPTION_ISO")


def option_issuance(reading: Reading, one: Given) -> None:
    """Equity compensation: an option to buy Common; what is no option has no price to be tested at."""
    kind = one.fields.get("compensation_type", "OPTION")
    if kind not in _BUYS_COMMON:
        raise one.fail(f"{kind} is no option on Common at a price; record what the Board determined by hand (4E(1))")
    _check_class(reading, one, one.fields.get("stock_class_id"))
    plan = reading.plan(one)
    _grant(
        reading,
        one,
        "option_granted",
        one.number_at("quantity"),
        exercise_price=write_number(one.money("exercise_price")),
        expires=one.text("expiration_date") if one.has("expiration_date") else None,
        plan=plan,
        excluded=None if plan is None else "A",
    )


def warrant_issuance(reading: Reading, one: Given) -> None:
    """A warrant for a fixed number of Common at a fixed price."""
    if not one.has("quantity") or not one.has("exercise_price"):
        raise one.fail(
            "a warrant needs quantity and exercise_price; where they are not fixed a determination is needed"
        )
    for trigger in one.objects("exercise_triggers"):
        _check_class(reading, one, trigger.inner("conversion_right").fields.get("converts_to_stock_class_id"))
    price = one.money("purchase_price")
    _grant(
        reading,
        one,
        "option_granted",
        one.number_at("quantity"),
        kind="warrant",
        exercise_price=write_number(one.money("exercise_price")),
        consideration={"cash": write_number(price)} if price else None,
        expires=one.text("warrant_expiration_date") if one.has("warrant_expiration_date") else None,
    )


def convertible_issuance(reading: Reading, one: Given) -> None:
    """A convertible for a fixed number of Common; one whose number depends on what is to come needs a determination."""
    fixed = [trigger for trigger in one.objects("conversion_triggers") if _converts_to(trigger) is not None]
    if not fixed:
        raise one.fail(
            "it converts into no fixed number of Common (FIXED_AMOUNT_CONVERSION); the maximum number needs a "
            "determination (4E(2)): take it out and record convertible_issued by hand",
            "conversion_triggers",
        )
    trigger = fixed[0]
    _check_class(reading, one, trigger.inner("conversion_right").fields.get("converts_to_stock_class_id"))
    ends = next((trigger.text(name) for name in ("end_date", "trigger_date") if trigger.has(name)), None)
    money = one.money("investment_amount")
    paid = {"cash": write_number(money)} if money else None
    shares = _converts_to(trigger) or Fraction(0)
    _grant(reading, one, "convertible_issued", shares, consideration=paid, matures=ends)


def exercise(reading: Reading, one: Given) -> None:
    """Common out of an option, a warrant or a convertible: the shares that resulted."""
    right, results = reading.right(one, one.text("security_id")), one.texts("resulting_security_ids")
    for number, result in enumerate(results, start=1):
        if reading.stock(one, result) != "common":
            raise one.fail("what came out of it is not Common")
        shares = reading.issuance(one, result).whole_or_text("quantity")
        entry = reading.entry(
            one, "right_exercised", number, right=right.name, shares=shares, holder=reading.holder(one, result)
        )
        reading.put(one, entry)
    if one.has("balance_security_id"):
        reading.ends_under(one.text("security_id"))
        _runs_on(reading, one, right.name, one.text("balance_security_id"))


def cancellation(reading: Reading, one: Given) -> None:
    """The end of a right, or of the part that no balance is left of."""
    right = reading.right(one, one.text("security_id"))
    shares = _cancelled(reading, one, right)
    reading.ends_under(one.text("security_id"))
    if one.has("balance_security_id"):
        _runs_on(reading, one, right.name, one.text("balance_security_id"))
    reason = str(one.fields.get("reason_text")).strip().lower()
    fields = {"right": right.name, "shares": shares, "reason": reason if reason in _REASONS else None}
    reading.put(one, reading.entry(one, "right_terminated", **fields))


def _cancelled(reading: Reading, one: Given, right: RightGiven) -> int | str | None:
    """How many shares end; None for all that is left of the right."""
    left = one.text("balance_security_id") if one.has("balance_security_id") else None
    if left is None and reading.running[right.name] == 1:
        return None
    if one.has("quantity"):
        return write_number(one.number_at("quantity"))
    gone = right.shares - (Fraction(0) if left is None else _shares_under(reading.issuance(one, left)))
    if gone <= 0 and "shares" not in one.marks():
        raise one.fail("its balance is no smaller than what it was: the number of shares that end is not clear")
    return write_number(abs(gone))


def transfer(reading: Reading, one: Given) -> None:
    """A right that passes to another: the register of rights keeps its first holder, an exercise names its own."""
    right = reading.right(one, one.text("security_id"))
    reading.ends_under(one.text("security_id"))
    for result in one.texts("resulting_security_ids"):
        _runs_on(reading, one, right.name, result)
    if one.has("balance_security_id"):
        _runs_on(reading, one, right.name, one.text("balance_security_id"))
    said = f"{right.name} passed to another holder; the ledger keeps the first, and an exercise names who exercised"
    reading.notes.append(Flag(RIGHT_TRANSFERRED, said, one.text("id")))


def repricing(reading: Reading, one: Given) -> None:
    """Another exercise price for what is outstanding (4E(3))."""
    right = reading.right(one, one.text("security_id"))
    price = write_number(one.money("new_exercise_price"))
    reading.put(one, reading.entry(one, "right_changed", right=right.name, exercise_price=price))


def _grant(reading: Reading, one: Given, kind: str, shares: Fraction, /, **fields: object) -> None:
    security = one.text("security_id")
    if security in reading.derived:
        return  # named by the transaction that it came out of
    custom = one.text("custom_id") if one.has("custom_id") else security
    name = security if custom in reading.running else custom
    reading.runs_under(security, RightGiven(name, shares))
    holder, deal = reading.holder(one, security), reading.deals.get(one.text("id"))
    given = {"right": name, "holder": holder, "shares": write_number(shares), "transaction": deal} | fields
    reading.put(one, reading.entry(one, kind, **given))


def _runs_on(reading: Reading, one: Given, right: str, security: str) -> None:
    """The security under which a right, or what is left of it, runs on."""
    reading.runs_under(security, RightGiven(right, _shares_under(reading.issuance(one, security))))


def _shares_under(issuance: Given) -> Fraction:
    """The Common under a security that gives a right."""
    if issuance.has("quantity"):
        return issuance.number_at("quantity")
    converts = [_converts_to(trigger) for trigger in issuance.objects("conversion_triggers")]
    return next((number for number in converts if number is not None), Fraction(0))


def _converts_to(trigger: Given) -> Fraction | None:
    mechanism = trigger.inner("conversion_right").inner("conversion_mechanism")
    fixed = mechanism.fields.get("type") == "FIXED_AMOUNT_CONVERSION"
    return mechanism.number_at("converts_to_quantity") if fixed else None


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

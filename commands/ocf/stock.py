"""Stock of a package: issued, transferred, converted, bought back, cancelled, split and issued anew."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from commands.ocf.given import Given
from commands.ocf.register import Security, told
from commands.ocf.securities import STATEMENT_DIFFERS, Reading
from ledger.clauses.adjustment.splits import ROUNDING
from ledger.numbers.exact import DISPLAY_PLACES, in_words, write_number
from ledger.refusals import Flag
from ledger.rules import flags
from projections.ocf.stock import AUTOMATIC, DISPOSED, DIVIDEND, OPENING, RETIRED

LEFT_OUT = flags(
    "left_out",
    "",
    "What moves neither shares nor price is not taken over.",
    "Nothing to enter; a change of the designated number is recorded by hand, with its consents.",
)

_HALF_A_PLACE = Fraction(1, 2 * 10**DISPLAY_PLACES)


def paid_for(reading: Reading, one: Given, shares: Fraction) -> Mapping[str, Any]:
    """The consideration of an issuance: price times number, or its cost basis where the price is that, rounded.

    A cost basis that is something else, such as that of whoever gave the shares away, is not what the Company received.
    A price of zero is one that is stated: the shares were given for nothing.
    """
    price = one.money("share_price")
    paid = price * shares
    if one.has("cost_basis"):
        basis = one.money("cost_basis")
        if abs(basis - paid) <= (shares + 1) * _HALF_A_PLACE:
            paid = basis
        elif basis != price:
            said = f"cost_basis is {in_words(basis)}, and {in_words(shares)} at share_price come to {in_words(paid)}"
            reading.notes.append(Flag(STATEMENT_DIFFERS, f"{said}; the price counts", one.text("id")))
    return {"cash": write_number(paid)}


def stock_issuance(reading: Reading, one: Given) -> None:
    """Stock issued; nothing where it came out of another security."""
    security = one.text("security_id")
    if security in reading.derived:
        return
    held = reading.begin_stock(one, security)
    holder, shares, marks = reading.holders[held.stakeholder], one.whole_or_text("quantity"), one.marks()
    if DIVIDEND in marks:
        _dividend(reading, one, marks[DIVIDEND])
        return
    if OPENING in marks:
        reading.put(one, reading.entry(one, "opening_balance", holder=holder, **{held.of: shares}))
        return
    kind = "common_issued" if held.of == "common" else "series_d_issued"
    plan = reading.plan(one)
    reading.put(
        one,
        reading.entry(
            one,
            "treasury_disposed" if DISPOSED in marks else kind,
            holder=holder,
            shares=shares,
            consideration=paid_for(reading, one, held.left),
            transaction=reading.deals.get(one.text("id")),
            plan=plan,
            excluded=None if plan is None else "A",
        ),
    )


def _dividend(reading: Reading, one: Given, said: object) -> None:
    """A dividend in Common, of which we wrote what each holder got: one entry, and other share units for the rights."""
    paid = one.inner_of(DIVIDEND, said)
    name, units = paid.text("id"), paid.number_at("units")
    if name in reading.dividends:
        return
    if units <= 0:
        raise paid.fail("must be above zero", "units")
    reading.dividends.add(name)
    reading.register.split(lambda security: not security.is_stock, units, ROUNDING["cash"], set())
    fields = {each: paid.text_or_none(each) for each in ("record_date", "fractions")}
    entry = reading.entry(one, DIVIDEND, per_share=paid.whole_or_text("per_share"), **fields)
    reading.put(one, entry | {"id": name})


def stock_transfer(reading: Reading, one: Given) -> None:
    """Shares to others: an entry for each new certificate."""
    security = reading.living_stock(one)
    taken = reading.taken(one, security, one.number_at("quantity"), "quantity")
    giver = reading.holders[security.stakeholder]
    results = _results(reading, one, security)
    _must_be(one, security, taken, results, "are transferred")
    reading.leave(one, security, taken)
    number = 0
    for result in results:
        taker = reading.holders[result.stakeholder]
        if taker == giver:
            continue  # a certificate of its own for a part that stays
        number += 1
        fields = {"stock": security.of, "from": giver, "to": taker, "shares": write_number(result.left)}
        reading.put(one, reading.entry(one, "shares_transferred", number, **fields))


def _results(reading: Reading, one: Given, security: Security) -> list[Security]:
    """The certificates that come out of an act, of the class that went into it."""
    begun = [reading.begin_stock(one, name) for name in one.texts("resulting_security_ids")]
    for result in begun:
        if result.of != security.of:
            raise one.fail(f"{told(result.issuance)} is of another class than {told(security.issuance)}")
    return begun


def _must_be(one: Given, security: Security, taken: Fraction, results: Sequence[Security], how: str) -> None:
    """Refuse results that are not as much as went into them."""
    given = sum((result.left for result in results), Fraction(0))
    if given != taken:
        raise one.fail(
            f"{in_words(taken)} of {told(security.issuance)} {how}, and {in_words(given)} come out of it; the two must "
            "be the same",
            "resulting_security_ids",
        )


def stock_conversion(reading: Reading, one: Given) -> None:
    """Series D into Common; several that gave one certificate are one conversion."""
    security, results = reading.living_stock(one), one.texts("resulting_security_ids")
    if security.of != "series_d":
        raise one.fail("only the series converts; the Common does not")
    taken = reading.taken(one, security, one.number_at("quantity_converted"), "quantity_converted")
    holder = reading.holders[security.stakeholder]
    again = [name for name in results if name in reading.converted]
    if again and len(again) < len(results):
        raise one.fail("some of its Common came out of another conversion already", "resulting_security_ids")
    new = [] if again else [reading.begin_stock(one, name) for name in results]
    if any(result.of != "common" for result in new):
        raise one.fail("what came out of it is not Common")
    reading.leave(one, security, taken)
    reading.converted |= {result.name: one for result in new}
    if AUTOMATIC in one.marks():
        # the ledger makes these itself, with the act that completes their conditions (second 4L)
        reading.automatic[holder] += sum(int(result.left) for result in new)
        return
    if again:
        _join(reading, one, holder, taken, [reading.converted[name] for name in again])
        return
    takers = {reading.holders[result.stakeholder] for result in new}
    if len(takers) > 1:
        raise one.fail("one conversion is registered to one name; give each taker a conversion of its own")
    fields = {
        "holder": holder,
        "shares": write_number(taken),
        "common_shares": write_number(sum((result.left for result in new), Fraction(0))),
        "register_to": next(iter(takers - {holder}), None),
    }
    reading.put(one, reading.entry(one, "series_d_converted", **fields))


def _join(reading: Reading, one: Given, holder: str, taken: Fraction, acts: Sequence[Given]) -> None:
    """Add to the conversion out of which the same Common came, of the same holder and day."""
    entry = next((entry for act, entry in reading.entries if act is acts[0]), {})
    if any(act is not acts[0] for act in acts):
        entry = {}
    if entry.get("type") != "series_d_converted" or entry["holder"] != holder or entry["effective"] != one.text("date"):
        raise one.fail("its Common came out of another conversion already", "resulting_security_ids")
    entry["shares"] = write_number(Given(entry, one.place, one.number).number_at("shares") + taken)


def stock_repurchase(reading: Reading, one: Given) -> None:
    """Common bought back comes into the treasury."""
    holder, taken = _taken_back(reading, one)
    fields = {"holder": holder, "shares": write_number(taken), "price": write_number(one.money("price"))}
    reading.put(one, reading.entry(one, "treasury_acquired", **fields))


def stock_cancellation(reading: Reading, one: Given) -> None:
    """Common cancelled: acquired and retired."""
    holder, taken = _taken_back(reading, one)
    shares, named = write_number(taken), one.marks().get(RETIRED)
    reading.put(one, reading.entry(one, "treasury_acquired", holder=holder, shares=shares))
    reading.put(one, reading.entry(one, "treasury_retired", 2, shares=shares) | ({"id": named} if named else {}))


def _taken_back(reading: Reading, one: Given) -> tuple[str, Fraction]:
    """Whose Common comes back to the company, and how much."""
    security = reading.living_stock(one)
    if security.of != "common":
        raise one.fail("the certificate of the series knows no redemption; only Common can be taken back")
    taken = reading.taken(one, security, one.number_at("quantity"), "quantity")
    reading.leave(one, security, taken)
    return reading.holders[security.stakeholder], taken


def reissuance(reading: Reading, one: Given) -> None:
    """Other certificates for the same shares, or for what a split made of them: no entry."""
    security = reading.living_stock(one)
    split = one.text_or_none("split_transaction_id")
    if split is not None and split not in reading.register.splits:
        raise one.fail(f"there is no split {split!r} before it", "split_transaction_id")
    reading.register.end(one, security)
    results = _results(reading, one, security)
    given = sum((result.left for result in results), Fraction(0))
    _same_holder(one, security, results)
    if abs(given - security.left) > security.leeway or (not security.leeway and given != security.left):
        _must_be(one, security, security.left, results, "are issued anew")


def consolidation(reading: Reading, one: Given) -> None:
    """Several certificates made one: no entry."""
    sources = [(reading.stock(one, name), reading.register.at(one, name)) for name in one.texts("security_ids")]
    if not sources:
        raise one.fail("is required and missing", "security_ids")
    for _, source in sources:
        reading.register.end(one, source)
    result = reading.begin_stock(one, one.text("resulting_security_id"))
    for _, source in sources:
        if source.of != result.of:
            raise one.fail(f"{told(result.issuance)} is of another class than {told(source.issuance)}")
        _same_holder(one, source, [result])
    total = sum((source.left for _, source in sources), Fraction(0))
    _must_be(one, sources[0][1], total, [result], "and what is consolidated with it")


def _same_holder(one: Given, security: Security, results: Sequence[Security]) -> None:
    for result in results:
        if result.stakeholder != security.stakeholder:
            raise one.fail(
                f"{told(result.issuance)} is {result.stakeholder!r}'s and {told(security.issuance)} "
                f"{security.stakeholder!r}'s; shares pass to another by a transfer"
            )


def stock_class_split(reading: Reading, one: Given) -> None:
    """A split of the Common or of the series; whole shares for each holder, fractions in cash unless a comment says."""
    of, ratio = reading.class_of(one), one.inner("split_ratio")
    kind = "common_split" if of == "common" else "series_d_split"
    entry = reading.entry(one, kind, old=ratio.whole_or_text("denominator"), new=ratio.whole_or_text("numerator"))
    old, new = ratio.number_at("denominator"), ratio.number_at("numerator")
    if old <= 0 or new <= 0:
        raise one.fail("a split of nothing, or into nothing; both numbers must be above zero", "split_ratio")
    name, rounding = one.text("id"), ROUNDING.get(str(entry.get("fractions", "cash")), ROUNDING["cash"])

    def splits(security: Security) -> bool:
        return security.of == of or (of == "common" and not security.is_stock)

    reading.register.split(splits, new / old, rounding, reading.reissued.get(name, set()))
    reading.register.splits.add(name)
    reading.put(one, entry)
    reading.split = entry


def authorized(reading: Reading, one: Given) -> None:
    """Another authorized number: by itself, or with the split of its day."""
    marks = one.marks()
    if RETIRED in marks:
        reading.put(one, reading.entry(one, "treasury_retired", shares=marks[RETIRED]))
        return
    if OPENING in marks:
        treasury = one.inner_of(OPENING, marks[OPENING])
        fields = {"holder": treasury.text("holder"), "treasury": treasury.whole_or_text("treasury")}
        reading.put(one, reading.entry(one, "opening_balance", **fields))
        return
    if DIVIDEND in marks:
        _dividend(reading, one, marks[DIVIDEND])
        return
    if reading.class_of(one) != "common":
        said = "another designated number needs consents (6, 9) that the package does not have; it is left out"
        reading.notes.append(Flag(LEFT_OUT, said, one.text("id"), under="6"))
        return
    number, split = one.whole_or_text("new_shares_authorized"), reading.split
    if split is not None and split["type"] == "common_split" and split["effective"] == one.text("date"):
        split["common_authorized"] = number
        return
    reading.put(one, reading.entry(one, "common_authorized_changed", authorized=number))


STOCK_HANDLERS: Mapping[str, Callable[[Reading, Given], None]] = {
    "TX_STOCK_ISSUANCE": stock_issuance,
    "TX_STOCK_TRANSFER": stock_transfer,
    "TX_STOCK_CONVERSION": stock_conversion,
    "TX_STOCK_REPURCHASE": stock_repurchase,
    "TX_STOCK_CANCELLATION": stock_cancellation,
    "TX_STOCK_REISSUANCE": reissuance,
    "TX_STOCK_CONSOLIDATION": consolidation,
    "TX_STOCK_CLASS_SPLIT": stock_class_split,
    "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT": authorized,
}

"""Rights: options as equity compensation, what was paid for as warrants, and convertible securities."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from ledger.events import ConvertibleIssued, OptionGranted, RightExercised, RightTerminated, write_entry
from ledger.numbers.exact import write_number
from ledger.price.rights import Right, take
from projections.ocf.comments import mark, marked
from projections.ocf.draft import COMMON, Draft, Instrument, Object
from projections.ocf.numbers import fits
from projections.ocf.stock import comments_of, issue, net, plan_id, tie_together

OPTION, WARRANT, CONVERTIBLE = "EQUITY_COMPENSATION", "WARRANT", "CONVERTIBLE"
"""The kinds of security, as they stand in the names of the format's transactions."""
TRIGGER = "at-will"
"""The id of the one trigger that each of our warrants and convertibles has."""


def option_granted(draft: Draft, entry: OptionGranted) -> None:
    """An option for which nothing was paid is equity compensation, which has no price itself; all else is a warrant."""
    if entry.conversion_price is not None:
        draft.lose("two_stages")
        return
    paid = net(entry.consideration)
    kind = OPTION if entry.kind == "option" and not paid else WARRANT
    said = comments_of(entry, paid)
    said += [mark("kind", entry.kind)] if kind == WARRANT and entry.kind != "warrant" else []
    said += _inexact(entry, {"shares": entry.shares, "exercise_price": entry.exercise_price})
    plan = entry.plan if entry.excluded == "A" and kind == OPTION else None
    said += [mark("plan", entry.plan)] if entry.plan is not None and plan is None else []
    right = Instrument(entry.right, kind, entry.holder, entry.shares, entry.exercise_price, paid, entry.expires, plan)
    _grant(draft, right, said)
    tie_together(draft, entry)


def convertible_issued(draft: Draft, entry: ConvertibleIssued) -> None:
    """A security that converts at will into a fixed number of Common."""
    paid = net(entry.consideration)
    said = [*comments_of(entry, paid), *_inexact(entry, {"shares": entry.shares})]
    said += [mark("plan", entry.plan)] if entry.plan is not None else []
    right = Instrument(entry.right, CONVERTIBLE, entry.holder, entry.shares, Fraction(0), paid, entry.matures)
    _grant(draft, right, said)
    tie_together(draft, entry)


def right_exercised(draft: Draft, entry: RightExercised) -> None:
    """An exercise or a conversion, and the Common that comes out."""
    right = draft.right
    if right is None or entry.right not in draft.rights:
        draft.lose("two_stages")
        return
    security, running = draft.rights[entry.right]
    name = draft.new_id()
    price = _price_of(draft, right, entry)
    given = issue(draft, COMMON, entry.holder or right.holder, entry.shares, price, text=f"out of {right.name}")
    exercised = entry.shares + (entry.withheld or 0)
    left = _left(draft, right, Fraction(exercised)) if running.kind == CONVERTIBLE else None
    said = marked(write_entry(entry))
    act, quantity, more = _EXERCISE[running.kind]
    fields = {"security_id": security, "resulting_security_ids": [given]} | more
    if quantity is not None:
        fields[quantity] = draft.number(exercised)
    if quantity is None or not fits(exercised):
        said.append(mark("exercised", write_number(exercised)))
    draft.put(f"TX_{running.kind}_{act}", said, name=name, balance_security_id=left, **fields)


def right_terminated(draft: Draft, entry: RightTerminated) -> None:
    """The end of a right or of a part of it; what is left runs on as a security of its own."""
    right = draft.right
    if right is None or entry.right not in draft.rights:
        draft.lose("two_stages")
        return
    before = right.outstanding() * draft.units
    ended = right.outstanding(entry.stage) * draft.units if entry.shares is None else Fraction(entry.shares)
    if not ended:
        draft.lose("nothing_ended")
        return
    security, running = draft.rights[entry.right]
    name, money = draft.new_id(), running.money
    left = _left(draft, right, ended)
    ends: Object = (
        {"amount": draft.money(money * ended / before)}
        if running.kind == CONVERTIBLE and before
        else {"quantity": draft.number(ended)}
    )
    written = write_entry(entry)
    said = marked(written)
    # a convertible is cancelled by its money, which does not say how many shares after a split
    if entry.shares is not None and (running.kind == CONVERTIBLE or not fits(ended)):
        said.append(mark("shares", written["shares"]))
    draft.put(
        f"TX_{running.kind}_CANCELLATION",
        said,
        name=name,
        security_id=security,
        balance_security_id=left,
        reason_text=entry.reason or "ended",
        **ends,
    )


_EXERCISE: Mapping[str, tuple[str, str | None, Object]] = {
    OPTION: ("EXERCISE", "quantity", {}),
    WARRANT: ("EXERCISE", None, {"trigger_id": TRIGGER}),
    CONVERTIBLE: (
        "CONVERSION",
        "quantity_converted",
        {"trigger_id": TRIGGER, "reason_text": "converted by the holder"},
    ),
}
"""What an exercise is called, which field has the shares, and what else it says, by the kind of security."""


def _inexact(entry: OptionGranted | ConvertibleIssued, numbers: Mapping[str, Fraction]) -> list[str]:
    """The comments for numbers that go on past what the format has places for."""
    written = write_entry(entry)
    return [mark(field, written[field]) for field, number in numbers.items() if not fits(number)]


def _grant(draft: Draft, right: Instrument, comments: Iterable[str] = ()) -> None:
    fields = _FIELDS[right.kind](draft, right)
    security = draft.issuance(f"TX_{right.kind}_ISSUANCE", right.holder, right.name, comments, **fields)
    draft.rights[right.name] = security, right


def _option(draft: Draft, right: Instrument) -> Object:
    return {
        "stock_plan_id": None if right.plan is None else plan_id(draft, right.plan, right.shares),
        "stock_class_id": COMMON,
        "compensation_type": "OPTION",
        "quantity": draft.number(right.shares),
        "exercise_price": draft.money(right.price),
        "expiration_date": _written(right.ends),
        "termination_exercise_windows": [],
    }


def _warrant(draft: Draft, right: Instrument) -> Object:
    return {
        "quantity": draft.number(right.shares),
        "quantity_source": "INSTRUMENT_FIXED",
        "exercise_price": draft.money(right.price),
        "purchase_price": draft.money(right.money),
        "exercise_triggers": [_trigger(draft, right, "WARRANT_CONVERSION_RIGHT")],
        "warrant_expiration_date": _written(right.ends),
    }


def _convertible(draft: Draft, right: Instrument) -> Object:
    return {
        "investment_amount": draft.money(right.money),
        "convertible_type": "CONVERTIBLE_SECURITY",
        "conversion_triggers": [_trigger(draft, right, "CONVERTIBLE_CONVERSION_RIGHT")],
        "seniority": 1,
    }


_FIELDS = {OPTION: _option, WARRANT: _warrant, CONVERTIBLE: _convertible}


def _trigger(draft: Draft, right: Instrument, kind: str) -> Object:
    when: Object = {"type": "ELECTIVE_AT_WILL"}
    if right.ends is not None:
        when = {"type": "ELECTIVE_IN_RANGE", "start_date": draft.on.isoformat(), "end_date": right.ends.isoformat()}
    mechanism = {"type": "FIXED_AMOUNT_CONVERSION", "converts_to_quantity": draft.number(right.shares)}
    return {
        "trigger_id": TRIGGER,
        **when,
        "conversion_right": {
            "type": kind,
            "conversion_mechanism": mechanism,
            "converts_to_stock_class_id": COMMON,
        },
    }


def _left(draft: Draft, right: Right, gone: Fraction) -> str | None:
    """The security for what is left of a right when so much of it is gone; none when nothing is left."""
    units, (_, running) = draft.units, draft.rights[right.name]
    before = right.outstanding() * units
    left = before - gone
    if left <= 0:
        del draft.rights[right.name]
        return None
    price = Fraction(next(right.open_lots()).exercise_price) / units
    money = running.money * left / before
    _grant(draft, running._replace(shares=left, price=price, money=money, ends=right.ends, plan=None))
    return draft.rights[right.name][0]


def _price_of(draft: Draft, right: Right, entry: RightExercised) -> Fraction:
    """What one of the shares that come out costs, on the average of the terms that they are on."""
    taken, _ = take(right, entry.shares / draft.units, entry.stage)
    shares = sum(lot.shares for lot in taken)
    paid = sum(lot.shares * (lot.exercise_price + lot.conversion_price) for lot in taken)
    return Fraction(paid) / shares / draft.units


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()

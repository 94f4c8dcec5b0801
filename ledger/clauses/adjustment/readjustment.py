"""Section 4E(3): when the terms of a right change or a right ends, the price becomes what it would have been.

Only the lots still outstanding are edited (A22); the price then follows from the grant on, with every later test made
again (A25). Excluded and legacy rights are not readjusted (A33); an amended legacy right loses its exclusion (A16).
"""

from dataclasses import replace
from fractions import Fraction
from itertools import takewhile

from ledger.cap_table.state import State
from ledger.clauses.adjustment.options import check_outstanding, find, stage_of
from ledger.events import RightChanged, RightTerminated, Stage
from ledger.numbers.bounded import is_less
from ledger.numbers.exact import plain
from ledger.price.facts import Delivered
from ledger.price.rights import Lot, Right, Standing, retain_money, take
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

LEGACY_AMENDED = flags(
    "legacy_amended",
    "1",
    "A right granted before the first Series D loses limb (B) when it is amended (A16).",
    "Have counsel confirm; shares that come out of it from now on are tested.",
    OF_PRICE,
)
NOTHING_OUTSTANDING = refuses(
    "nothing_outstanding",
    "4E(3)",
    "A change or a termination is of what is still outstanding; nothing is.",
    "Check the name of the right and the stage; nothing of it is left to change or end.",
)
NO_EXERCISE_PRICE = refuses(
    "no_exercise_price",
    "4E(3)",
    "A Convertible Security has no exercise price to change.",
    "Change the conversion price instead; a convertible has no exercise price.",
)
NO_CONVERSION_PRICE = refuses(
    "no_conversion_price",
    "4E(3)",
    "An option on Common itself has no conversion price to change.",
    "Change the exercise price instead; this right has no conversion price.",
)
MORE_OPTIONS_ARE_A_GRANT = refuses(
    "more_options_are_a_grant",
    "4E(3)",
    "The number of an option changes only with its price and by its own terms (A32).",
    "Record the further options as a grant of their own (option_granted).",
)
OWN_ANTIDILUTION = flags(
    "own_antidilution",
    "4E(3)",
    "What a right's own terms change is a change of it under 4E(3) (A27).",
    "Have counsel confirm that the right's own terms say so.",
    OF_PRICE,
)
TERMINATION_LOWERS = flags(
    "termination_lowers",
    "4E(3)",
    "When a right ends unexercised its test is made again without it, and the price may fall as well as rise (A28).",
    "Have counsel confirm; 4E(3) has neither floor nor cap.",
    OF_PRICE,
)
WITHHELD_ON_EXERCISE = flags(
    "withheld_on_exercise",
    "4E(3)",
    "Shares withheld in an exercise without cash have ended, those delivered are exercised (A29).",
    "Nothing to enter if shares were withheld for the price; else check both entries.",
    OF_PRICE,
)


def right_changed(state: State, entry: RightChanged) -> None:
    """The price or rate of what is outstanding changes (first sentence of 4E(3))."""
    right = find(state, entry.right, "4E(3)")
    stage = stage_of(right, entry.stage, "4E(3)")
    outstanding = right.outstanding(stage)
    if not outstanding:
        raise Refusal(NOTHING_OUTSTANDING, f"nothing of {right.name} is outstanding, so nothing can change (A22)")
    _check_change(right, entry, stage)
    ratio = None if entry.shares is None else Fraction(entry.shares / state.units) / outstanding
    lots = tuple(
        _changed(lot, entry, ratio, state.units) if lot.out_by is None and lot.stage == stage else lot
        for lot in right.lots
    )
    changed = replace(right, lots=lots, amended=right.amended or _amends_legacy(state, entry, right))
    if changed.amended and not right.amended:
        state.flag(LEGACY_AMENDED, f"{right.name} was granted before the first Series D and loses (B) (A16)")
    if entry.reason == "antidilution" and entry.shares is not None:
        state.flag(OWN_ANTIDILUTION, f"{right.name} changed by its own terms or for want of split protection (A27)")
    state.course.readjust(state.day, state.units, entry.id or "", changed)


def _amends_legacy(state: State, entry: RightChanged, right: Right) -> bool:
    since = state.adopted is None or entry.effective >= state.adopted
    return right.standing is Standing.LEGACY and entry.reason == "amendment" and since


def _changed(lot: Lot, entry: RightChanged, ratio: Fraction | None, units: Fraction) -> Lot:
    return replace(
        lot,
        shares=lot.shares if ratio is None else plain(lot.shares * ratio),
        exercise_price=lot.exercise_price if entry.exercise_price is None else plain(entry.exercise_price * units),
        conversion_price=lot.conversion_price
        if entry.conversion_price is None
        else plain(entry.conversion_price * units),
    )


def _check_change(right: Right, entry: RightChanged, stage: Stage | None) -> None:
    if entry.exercise_price is not None and stage == "convertible":
        raise Refusal(
            NO_EXERCISE_PRICE,
            f"{right.name} is a Convertible Security and has no exercise_price; change its conversion_price instead",
        )
    if entry.conversion_price is not None and stage == "option" and not right.two_stages:
        raise Refusal(
            NO_CONVERSION_PRICE,
            f"{right.name} buys Common itself and has no conversion_price; change its exercise_price instead",
        )
    if entry.shares is None or stage != "option":
        return
    priced = entry.exercise_price is not None or entry.conversion_price is not None
    if entry.reason != "antidilution" or not priced:
        raise Refusal(
            MORE_OPTIONS_ARE_A_GRANT,
            "the number of an option changes only together with its price and by its own terms (reason: antidilution); "
            "more options are a new option_granted, fewer a right_terminated (A32)",
        )


def right_terminated(state: State, entry: RightTerminated) -> None:
    """What is outstanding of a right, or a part of it, ends unexercised (second sentence of 4E(3), A29)."""
    right = find(state, entry.right, "4E(3)")
    stage = stage_of(right, entry.stage, "4E(3)")
    outstanding = right.outstanding(stage)
    if not outstanding:
        raise Refusal(NOTHING_OUTSTANDING, f"nothing of {right.name} is outstanding, so nothing can end (A29)")
    shares = outstanding if entry.shares is None else plain(entry.shares / state.units)
    check_outstanding(state, right, stage, shares, "4E(3)")
    gone, left = take(right, shares, stage)
    if state.terms.interpretations.grant_consideration == "retained" and right.standing is Standing.TESTED and left:
        left = retain_money(left, gone)
    _flag_withheld(state, right.name)
    before = state.course.running
    state.course.readjust(state.day, state.units, entry.id or "", replace(right, lots=tuple(left)))
    if state.flags is not None and is_less(state.course.running, before):
        state.flag(TERMINATION_LOWERS, f"the end of {right.name} lowers the price (A28)")


def _flag_withheld(state: State, name: str) -> None:
    """Say what looks like an exercise without cash: shares withheld for the price have ended (A29)."""
    if state.flags is None:
        return
    today = takewhile(lambda fact: fact.day == state.day, reversed(state.course.facts))
    if any(isinstance(fact, Delivered) and fact.right == name for fact in today):
        state.flag(
            WITHHELD_ON_EXERCISE,
            f"{name} was exercised on the same date; shares withheld in an exercise without cash count as ended, those "
            "delivered as exercised (A29)",
        )

"""Section 4E(3): when the terms of a right change or a right ends, the price becomes what it would have been.

Only the lots still outstanding are edited (A22); the price then follows from the grant on, with every later test made
again (A25). Excluded and legacy rights are not readjusted (A33); an amended legacy right loses its exclusion (A16).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import takewhile

from ledger.cap_table.acts import Cancelled
from ledger.cap_table.state import State
from ledger.clauses.adjustment.options import check_outstanding, find, stage_of
from ledger.events import RightChanged, RightTerminated, Stage
from ledger.numbers.bounded import Bounded, is_less
from ledger.numbers.days import day_after
from ledger.numbers.exact import plain
from ledger.price.deductions import given_back
from ledger.price.facts import Became, Delivered
from ledger.price.formula import Number
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
NOTHING_LEFT_TO_END = flags(
    "nothing_left_to_end",
    "4E(3)",
    "An expiry that names no number ends what is left of a right at the close of its day, which may be nothing (A62).",
    "Nothing to enter; nothing of the right was left.",
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
CHANGED_AT_SECOND_STAGE = flags(
    "changed_at_second_stage",
    "4E(3)",
    "A Convertible Security that came out of an Option not adjusted for is tested on its changed terms as of the grant "
    "of the Option; by another reading as of its own issue (A63).",
    "Have counsel confirm that the moment of the grant counts.",
    OF_PRICE,
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
    if stage == "convertible" and right.two_stages and not state.course.is_deemed(right.name):
        state.flag(
            CHANGED_AT_SECOND_STAGE, f"{right.name} was not adjusted for as an Option, and is from its grant (A63)"
        )
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
    if not outstanding and entry.reason == "expired" and entry.shares is None:
        state.flag(NOTHING_LEFT_TO_END, f"nothing of {right.name} was left to end (A62)")
        return
    if not outstanding:
        raise Refusal(NOTHING_OUTSTANDING, f"nothing of {right.name} is outstanding, so nothing can end (A29)")
    shares = outstanding if entry.shares is None else plain(entry.shares / state.units)
    check_outstanding(state, right, stage, shares, "4E(3)")
    if entry.reason != "expired":
        gone = tuple(take(right, shares, stage)[0])
        state.cancelled += (Cancelled(entry.id or "", state.day, right.name, gone),)
    _flag_withheld(state, right.name)
    before = state.course.running
    end(state, entry.id or "", right, stage, shares)
    if state.flags is not None and is_less(state.course.running, before):
        state.flag(TERMINATION_LOWERS, f"the end of {right.name} lowers the price (A28)")


def end(state: State, entry: str, right: Right, stage: Stage | None, shares: Number) -> None:
    """So much of a right ends unexercised: the price becomes what it would be had that never been issued (4E(3))."""
    first, *siblings = without(state, right, stage, shares)
    for one in siblings:
        state.set_right(one)
    state.course.readjust(state.day, state.units, entry, first)


def without(state: State, right: Right, stage: Stage | None, shares: Number) -> list[Right]:
    """A right without so much of what is outstanding of it, and the rights sold with it that are changed by that.

    The money for the grant goes with what ends, or by the other reading stays with the rest (A23); and so does what was
    deducted for it from the consideration of what was sold with it (A59).
    """
    gone, left = take(right, shares, stage)
    if state.terms.interpretations.grant_consideration == "retained" and left:
        left = retain_money(left, gone, tested=right.standing is Standing.TESTED)
    ended = replace(right, lots=tuple(left))
    if right.transaction is None:
        return [ended]
    beside = [one for one in state.rights.values() if one.transaction == right.transaction]
    return [ended, *given_back(right, ended, beside)]


@dataclass(frozen=True, slots=True)
class PastItsTerm:
    """A right that is past its own term while nothing says that it ended (A66).

    `ended` is the last day of its term, `since` the first day after it; `price_if_ended` in base units, what would be
    in effect on the day asked, and what after its close.
    """

    right: str
    stage: Stage
    ended: date
    since: date
    outstanding: Number
    price_if_ended: Bounded
    after_close_if_ended: Bounded


def past_their_term(state: State, on: date | None = None) -> list[PastItsTerm]:
    """The rights past their term on a day, each with the price in effect had it, alone, ended then (A66).

    The day is that of the state, or a later one on which nothing has happened yet.

    The term of an option is that of its first stage: the Convertible Security that it became has none that is known.
    """
    found, day = [], max(on or state.day, state.day)
    for right, stage, ends, outstanding in with_a_term(state):
        if ends < day:
            ended = without(state, right, stage, outstanding)
            prices = state.course.would_be(ended, day) if state.started else (state.price, state.price)
            found.append(PastItsTerm(right.name, stage, ends, day_after(ends), outstanding, *prices))
    return sorted(found, key=lambda one: one.right)


def with_a_term(state: State) -> Iterator[tuple[Right, Stage, date, Number]]:
    """The rights that are outstanding and have a term: the stage that ends with it, its last day, and how much."""
    for right in state.rights.values():
        term = term_of(right)
        if term is not None:
            yield right, *term


def term_of(right: Right) -> tuple[Stage, date, Number] | None:
    """The stage of a right that ends with its term, its last day, and how much is outstanding; None where none is."""
    if right.ends is None:
        return None
    stage: Stage = "option" if right.clause == "4E(1)" else "convertible"
    outstanding = right.outstanding(stage)
    return (stage, right.ends, outstanding) if outstanding else None


def _flag_withheld(state: State, name: str) -> None:
    """Say what looks like an exercise without cash: shares withheld for the price have ended (A29)."""
    if state.flags is not None and _came_out_today(state, name):
        state.flag(
            WITHHELD_ON_EXERCISE,
            f"{name} was exercised on the same date; shares withheld in an exercise without cash count as ended, those "
            "delivered as exercised (A29)",
        )


def _came_out_today(state: State, name: str) -> bool:
    """Whether Common came out of a right, or it became a Convertible Security, earlier on the day."""
    today = takewhile(lambda fact: fact.day == state.day, reversed(state.course.facts))
    return any(isinstance(fact, Delivered | Became) and fact.right == name for fact in today)

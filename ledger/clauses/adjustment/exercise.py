"""Sections 4E(1) and 4E(2): a right is exercised or converted, and Common comes out of it; net exercise (A29)."""

from dataclasses import replace

from ledger.cap_table.state import State
from ledger.clauses.adjustment.options import check_outstanding, find, stage_of
from ledger.clauses.adjustment.readjustment import end
from ledger.clauses.shares import deliver_common
from ledger.events import RightExercised, Stage
from ledger.numbers.exact import in_words, plain
from ledger.price.facts import Became, Delivered
from ledger.price.formula import Number
from ledger.price.rights import Lot, Right, take
from ledger.rules import OF_BALANCES, OF_PRICE, flags

EXERCISED_AFTER_END = flags(
    "exercised_after_end",
    "4E(1)",
    "A right ends by its own terms; what is recorded as exercised after that counts as exercised.",
    "Check the dates; if the right had ended, record its termination instead.",
    OF_BALANCES,
)
NET_EXERCISE = flags(
    "net_exercise",
    "4E(3)",
    "Shares of a right that are given up for its price have ended unexercised, or by the other reading are exercised "
    "with the rest (A29).",
    "Have counsel confirm the reading; the switch net_exercise holds the other.",
    OF_PRICE,
)


def right_exercised(state: State, entry: RightExercised) -> None:
    """Exercise or convert: an option on a Convertible Security first becomes one, all else becomes Common.

    What is `withheld` beside it ends unexercised (4E(3)), or by the other reading goes the same way without Common
    being delivered for it (A29).
    """
    right = find(state, entry.right, "4E(1)")
    stage = stage_of(right, entry.stage, "4E(1)")
    shares, withheld = state.to_base(entry.shares), state.to_base(entry.withheld or 0)
    check_outstanding(state, right, stage, plain(shares + withheld), "4E(1)")
    _flag_exercise(state, entry, right)
    all_exercised = state.terms.interpretations.net_exercise == "exercised"
    if stage == "option" and right.two_stages:
        taken, left = take(right, shares, stage)
        became = [lot.became_convertible(entry.id) for lot in taken]
        _happens(state, entry, replace(right, lots=(*left, *became)), Became)
    else:
        deliver_common(state, entry.holder or right.holder, entry.shares, "4E(1)")
        _comes_out(state, entry, stage, shares, withheld if all_exercised else 0)
        withheld = 0 if all_exercised else withheld
    if withheld and all_exercised:
        _comes_out(state, entry, stage, 0, withheld)
    elif withheld:
        end(state, entry.id or "", find(state, entry.right, "4E(1)"), stage, withheld)


def _comes_out(state: State, entry: RightExercised, stage: Stage | None, shares: Number, given_up: Number) -> None:
    """Take shares out of what is outstanding: Common is delivered for them, or they are given up for the price."""
    right = find(state, entry.right, "4E(1)")
    taken, left = take(right, shares, stage)
    out: list[Lot] = [replace(lot, out_by=entry.id) for lot in taken]
    taken, left = take(replace(right, lots=tuple(left)), given_up, stage)
    out += [replace(lot, out_by=entry.id, given_up=True) for lot in taken]
    _happens(state, entry, replace(right, lots=(*left, *out)), Delivered)


def _happens(state: State, entry: RightExercised, right: Right, fact: type[Became | Delivered]) -> None:
    state.set_right(right)
    if state.is_protected:
        before = state.clock.moment_outstanding
        state.course.happen(fact(state.day, state.units, before, right.name, entry.id or "", right.is_excluded))


def _flag_exercise(state: State, entry: RightExercised, right: Right) -> None:
    if state.flags is None:
        return
    if right.ends is not None and entry.effective > right.ends:
        state.flag(EXERCISED_AFTER_END, f"{right.name} ended on {right.ends} by its terms", clause=right.clause)
    if entry.withheld is not None:
        became = (
            "exercised with them" if state.terms.interpretations.net_exercise == "exercised" else "ended unexercised"
        )
        state.flag(NET_EXERCISE, f"{in_words(entry.withheld)} given up for the price count as {became} (A29)")

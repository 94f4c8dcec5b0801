"""What becomes of a right: granted, exercised, changed, ended (4E(1) to 4E(3))."""

from collections.abc import Iterator
from datetime import date, timedelta

from ledger.cap_table.movements import Place
from ledger.events import (
    ConvertibleIssued,
    OptionGranted,
    RightChanged,
    RightExercised,
    RightTerminated,
    Stage,
)
from ledger.price.rights import Right, Standing
from projections.answers.reliance.happened import Happened, Invoking

SOON = timedelta(days=30)
"""A grant to a holder so soon after a cancellation may be a change of price in two acts (A67)."""


def granted(one: Happened) -> Iterator[str]:
    """Whose right it is, and what it is granted beside."""
    entry, state, past = one.recorded.entry, one.state, one.past
    if not isinstance(entry, OptionGranted | ConvertibleIssued) or not state.is_protected:
        return
    standing = state.rights[entry.right].standing
    if standing is Standing.ASSUMED:
        yield "A19"
    if entry.effective == state.first_series_d and standing is Standing.TESTED:
        yield "A17"
    if entry.priced_off_series_d:
        yield "A34"
    if isinstance(entry, OptionGranted):
        is_lender = standing is Standing.TESTED and entry.holder in state.lenders
        if is_lender or entry.excluded == "C":
            yield "A14"
        if entry.kind == "right" and standing is Standing.TESTED:
            yield "A38"
    if entry.effective - past.cancelled.get(entry.holder, date.min) <= SOON:
        yield "A67"


def readjusted(one: Happened) -> Iterator[str]:
    """A right, or a part of one, changed or ended (4E(3)), whether or not that moved the price."""
    entry, right = one.recorded.entry, one.before.right
    if not isinstance(entry, RightChanged | RightTerminated) or right is None or not one.state.is_protected:
        return
    if right.standing is not Standing.TESTED:
        is_amended = right.standing is Standing.LEGACY and one.state.rights[right.name].amended
        yield "A16" if is_amended else "A33"
        return
    deemed = bool(one.before.deemed) or one.state.course.is_deemed(right.name)
    if entry.shares is not None and _has_several(right, entry.stage):
        yield "A78" if isinstance(entry, RightChanged) else "A80"
    if deemed and any(lot.out_by is not None for lot in right.lots):
        yield "A22"
    if len({(lot.exercise_price, lot.conversion_price) for lot in one.state.rights[right.name].lots}) > 1:
        yield "A24"
    if isinstance(entry, RightChanged):
        yield from _changed(one, entry, right, deemed=deemed)
    else:
        yield from _ended(one, entry, right, deemed=deemed)


def _has_several(right: Right, stage: Stage | None) -> bool:
    """Whether more than one tranche of a right is outstanding."""
    return sum(1 for _ in right.open_lots(stage)) > 1


def _changed(one: Happened, entry: RightChanged, right: Right, *, deemed: bool) -> Iterator[str]:
    if deemed:
        yield "A21"
    if entry.shares is not None:
        yield "A32"
    if entry.reason == "antidilution":
        yield "A27"
    if right.two_stages and any(lot.became_by and lot not in one.before.deemed for lot in right.open_lots()):
        yield "A63"


def _ended(one: Happened, entry: RightTerminated, right: Right, *, deemed: bool) -> Iterator[str]:
    past = one.past
    if deemed:
        yield "A10"
    if one.state.rights[right.name].lots and any(lot.money for lot in right.lots):
        yield "A23"
    if entry.reason == "expired" and past.acted.get(right.name) == entry.effective:
        yield "A62"
    if past.transactions.get(right.name) in past.units_sold:
        yield "A59"


def exercised(one: Happened) -> Iterator[str]:
    """What came out of a right: what was given up for its price, and where the Common was taken from."""
    entry, right = one.recorded.entry, one.before.right
    if not isinstance(entry, RightExercised) or right is None or not one.state.is_protected:
        return
    if entry.withheld:
        yield "A29"
    if _has_several(right, entry.stage):
        yield "A80"
    from_treasury = any(move.source is Place.TREASURY for move in one.state.register.moved)
    if from_treasury:
        yield "A83"
        if one.before.deemed:
            yield "A72"


OF_RIGHTS = (
    Invoking((OptionGranted, ConvertibleIssued), granted),
    Invoking((RightChanged, RightTerminated), readjusted),
    Invoking((RightExercised,), exercised),
)
"""The rules about rights: the price rests on what they find."""

"""Sections 4E(1) and 4E(2): options and convertible securities, granted and assumed."""

from typing import Literal

from ledger.cap_table.state import State
from ledger.clauses.adjustment.consideration import NOTHING, deduction, net
from ledger.clauses.adjustment.determinations import of_issue
from ledger.clauses.adjustment.regrant import flag_granted_again
from ledger.clauses.adjustment.trigger import SAME_DAY_AS_SERIES_D, flag_before_protection, put_to_test
from ledger.clauses.definitions import check_limb, flag_plan
from ledger.clauses.notices import flag_notice
from ledger.events import ConvertibleIssued, OptionGranted, Stage
from ledger.names import near
from ledger.numbers.exact import in_words, plain
from ledger.price.formula import Number
from ledger.price.rights import Lot, Right, Standing
from ledger.refusals import Refusal
from ledger.rules import OF_PRICE, flags, refuses

LENDER_WARRANT = flags(
    "lender_warrant",
    "1",
    "Limb (C) names capital stock and Convertible Securities issued to a lender, and no Options: its warrants are "
    "tested (A14).",
    "Have counsel confirm that limb (C) leaves Options out.",
    OF_PRICE,
)
RIGHT_EXISTS = refuses(
    "right_exists",
    "4E(1)",
    "Names of rights are unique.",
    "Give the right a name of its own.",
)
UNKNOWN_RIGHT = refuses(
    "unknown_right",
    "4E(1)",
    "Only a right that was granted by then can be exercised, changed or ended.",
    "Record its grant first, or correct the name.",
)
STAGE_NEEDED = refuses(
    "stage_needed",
    "4E(2)",
    "Where a right is outstanding both as option and as convertible, an entry must say which it means.",
    "Say which with `stage`: option or convertible.",
)
MORE_THAN_OUTSTANDING = refuses(
    "more_than_outstanding",
    "4E(3)",
    "Only what is still outstanding of a right can be exercised or can end.",
    "Name no more than is outstanding of the right.",
)
NO_SPLIT_PROTECTION = flags(
    "no_split_protection",
    "4E(3)",
    "Deemed shares move with a split only as far as the right's own terms do (A27).",
    "At a split, record right_changed with `reason: antidilution`, and tell counsel.",
    OF_PRICE,
)
PRICED_OFF_SERIES_D = flags(
    "priced_off_series_d",
    "4E(3)",
    "A right whose price follows the Conversion Price changes with each step of it, and each change is recorded (A34).",
    "After each step of the price, record what became of the right (right_changed).",
    OF_PRICE,
)


RIGHT_TO_ALL_HOLDERS = flags(
    "right_to_all_holders",
    "4E(1)",
    "A right given to the holders of Common is an Option where 4E adjusts for it, and else a distribution under 4H; "
    "never both, and the two can be far apart (A38).",
    "Where 4E does not adjust, record distribution_made with its fair value; have counsel confirm the reading.",
    OF_PRICE,
)


def option_granted(state: State, entry: OptionGranted) -> None:
    """Grant an option; deemed issued at once when its price per share is below the Conversion Price (4E(1))."""
    check_limb(entry.excluded, "AC" if state.terms.interpretations.lender_options == "excluded" else "A")
    if entry.excluded == "C":
        note_lender(state, entry.holder)
    if state.flags is not None and entry.excluded is None and entry.holder in state.lenders:
        state.flag(LENDER_WARRANT, "(C) does not name Options, so a lender's warrant is tested (A14)")
    flag_granted_again(state, entry)
    lot = Lot(
        shares=state.to_base(entry.shares),
        exercise_price=state.price_to_base(entry.exercise_price),
        conversion_price=state.price_to_base(entry.conversion_price or NOTHING),
        money=plain(net(state, entry.consideration, entry.dividend_on)),
        stage="option",
    )
    _grant(state, entry, lot)


def convertible_issued(state: State, entry: ConvertibleIssued) -> None:
    """Issue a convertible; deemed converted at once when its price per share is below the Conversion Price (4E(2))."""
    check_limb(entry.excluded, "AC")
    if entry.excluded == "C":
        note_lender(state, entry.holder)
    lot = Lot(
        shares=state.to_base(entry.shares),
        exercise_price=0,
        conversion_price=state.price_to_base(entry.conversion_price),
        money=plain(net(state, entry.consideration, entry.dividend_on)),
        stage="convertible",
    )
    _grant(state, entry, lot)


def note_lender(state: State, holder: str) -> None:
    """Remember who is a lender under (C), and say which warrants it has been granted already (A14)."""
    if state.flags is not None and holder not in state.lenders:
        warrants = [
            one.name
            for one in state.rights.values()
            if one.holder == holder and one.clause == "4E(1)" and one.standing is Standing.TESTED
        ]
        if warrants:
            state.flag(
                LENDER_WARRANT,
                f"(C) does not name Options, so {', '.join(warrants)} of this lender are tested (A14)",
            )
    state.lenders |= {holder}


def _grant(state: State, entry: OptionGranted | ConvertibleIssued, lot: Lot) -> None:
    clause: Literal["4E(1)", "4E(2)"]
    if isinstance(entry, OptionGranted):
        clause, ends, two_stages = "4E(1)", entry.expires, entry.conversion_price is not None
    else:
        clause, ends, two_stages = "4E(2)", entry.matures, False
    if entry.right in state.rights:
        raise Refusal(
            RIGHT_EXISTS, f"there is a right named {entry.right!r} already; names of rights are unique", clause=clause
        )
    standing = _standing(state, entry)
    _flag_grant(state, entry)
    flag_before_protection(state)
    if state.flags is not None and state.day == state.first_series_d:
        state.flag(SAME_DAY_AS_SERIES_D, "granted on the date of the first Series D, so not legacy (A17)", clause="1")
    deducted, gross = deduction(state, entry)
    right = Right(
        name=entry.right,
        holder=entry.holder,
        entry=entry.id or "",
        clause=clause,
        standing=standing,
        lots=(lot,),
        two_stages=two_stages,
        ends=ends,
        transaction=state.clock.moment,
        granted_shares=lot.shares,
        granted_money=lot.money,
        deducted=deducted,
        gross=gross,
    )
    state.set_right(right)
    if standing is Standing.TESTED:
        put_to_test(state, entry.right)
    if state.flags is not None and isinstance(entry, OptionGranted) and entry.kind == "right" and state.is_protected:
        _flag_right_to_all(state, entry.right)


def _flag_grant(state: State, entry: OptionGranted | ConvertibleIssued) -> None:
    """Say what of a grant a reader should know: its plan, determinations, and what its own terms do later."""
    if not entry.split_protection:
        state.without_split_protection |= {entry.right}
    if state.flags is None:
        return
    flag_plan(state, entry.excluded, entry.plan)
    of_issue(state, entry)
    if isinstance(entry, OptionGranted) and entry.kind == "right":
        flag_notice(state, entry)
    if not entry.split_protection:
        state.flag(
            NO_SPLIT_PROTECTION,
            f"the terms of {entry.right} do not follow a split of Common: after one, record right_changed (A27)",
        )
    if entry.priced_off_series_d:
        state.flag(
            PRICED_OFF_SERIES_D,
            f"the price of {entry.right} follows the Conversion Price: each change of it is to be recorded (A34)",
        )


def _flag_right_to_all(state: State, name: str) -> None:
    """Say under which clause a right to all holders falls, and what the other asks for (A38)."""
    if state.course.is_deemed(name):
        other = "4H would ask for its fair value and the Market Price, which are not recorded with it"
        state.flag(RIGHT_TO_ALL_HOLDERS, f"4E adjusts for {name}, so that 4H does not; {other} (A38)")
    else:
        state.flag(
            RIGHT_TO_ALL_HOLDERS,
            f"4E does not adjust for {name}, so that it is a distribution under 4H: record distribution_made with its "
            "fair value and the Market Price (A38)",
        )


def _standing(state: State, entry: OptionGranted | ConvertibleIssued) -> Standing:
    if entry.excluded is not None:
        return Standing.EXCLUDED
    if not state.is_protected:
        return Standing.LEGACY
    return Standing.ASSUMED if entry.assumed else Standing.TESTED


def find(state: State, name: str, clause: str) -> Right:
    """The right of that name. Refused when there is none."""
    right = state.rights.get(name)
    if right is None:
        known = near(name, state.rights) or f"; known are: {', '.join(sorted(state.rights)) or 'none'}"
        raise Refusal(UNKNOWN_RIGHT, f"there is no right named {name!r} on {state.day}{known}", clause=clause)
    return right


def stage_of(right: Right, asked: Stage | None, clause: str) -> Stage | None:
    """The stage that an entry speaks of. Refused where both stages are outstanding and none is named."""
    open_stages = {lot.stage for lot in right.open_lots()}
    if asked is None and len(open_stages) > 1:
        raise Refusal(
            STAGE_NEEDED,
            f"{right.name} is outstanding as option and as convertible; say which with stage: option or convertible",
            clause=clause,
        )
    return asked or next(iter(open_stages), None)


def check_outstanding(state: State, right: Right, stage: Stage | None, shares: Number, clause: str) -> None:
    """Refuse to take more out of a right than is outstanding."""
    outstanding = right.outstanding(stage)
    if shares > outstanding:
        there, asked = in_words(outstanding * state.units), in_words(shares * state.units)
        which = f" as {stage}" if stage else ""
        raise Refusal(
            MORE_THAN_OUTSTANDING,
            f"{right.name} has {there} shares outstanding{which}, fewer than {asked}; "
            f"{there} or fewer would be accepted",
            clause=clause,
        )

"""The readings that an explanation relies on, each in a few words; `reading.md` has them whole, with their reasons."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ledger.events import CommonIssued, ConvertibleIssued, Issuing, OptionGranted, RightChanged, RightTerminated
from ledger.price.facts import Became, Delivered
from ledger.price.rights import Right, Standing
from projections.history import PriceStep

if TYPE_CHECKING:  # the names of the switches are asked for where nothing is explained
    from projections.derived import Place
    from projections.workings.testing import Tested

READINGS = {
    "A1": "an adjustment reaches the conversions of the next day, not of its own",
    "A2": "where share units change, the price changes with them at the same moment",
    "A3": "a readjustment takes effect like any other adjustment, after the close of its day",
    "A5": "a second issue of one day is tested against the price that the first one left",
    "A6": "what is sold in one integral transaction is tested together and adjusts once",
    "A8": "what is learned late counts from the day on which it took effect; what was delivered stays",
    "A9": "shares deemed issued count among those outstanding until they are issued or fall away",
    "A10": "what ended unexercised is no longer deemed outstanding",
    "A11": "Series D as converted is not among the shares outstanding",
    "A13": "excluded shares count once they are really outstanding",
    "A15": "shares from an excluded right are excluded too",
    "A16": "a right from before the first Series D loses its exclusion when it is amended",
    "A17": "what is granted on the day of the first Series D is tested",
    "A18": "a dividend on another stock paid in Common counts as issued for nothing",
    "A19": "a right taken over in a merger is tested when its shares come out",
    "A20": "what was never deemed issued is tested when its shares come out",
    "A21": "a right that adjusted nothing at its grant is tested anew from its grant when its terms change",
    "A22": "only what is still outstanding changes or ends; what was exercised stays",
    "A23": "money paid for a grant goes with the shares it was paid for",
    "A24": "parts of a grant on different terms are tested one by one",
    "A25": "every later test is made again as if it had been so from the grant",
    "A26": "prices of different days are compared in like share units; restating them is no change of terms",
    "A27": "a right without split protection is restated as a change of its terms",
    "A28": "a readjustment has neither floor nor cap",
    "A30": "conversions that were made stay as they are",
    "A31": "shares really issued stay issued in the replay; only the terms in question are supposed",
    "A32": "the number of shares of a right changes with its price, or as its rate",
    "A35": "the consideration is net of expenses and of what belongs to rights issued beside it",
    "A36": "a distribution that takes all of the market value leaves no price and is refused",
    "A37": "a distribution counts the shares really outstanding, not those deemed issued",
    "A39": "a distribution in kind is a dividend too, and nothing nets the two",
    "A41": "in a reorganization the value comes first, then the ratio, in like units",
    "A42": "accrued dividends are part of what is converted",
    "A43": "no price is rounded; shares are rounded down once for each notice",
    "A45": "where too few shares are authorized, the most that fit are given for the fewest Series D",
    "A46": "all Series D converts once the reverse split is made and enough is authorized, at either act",
    "A47": "the authorized number limits neither votes nor dividends; shares are rounded down for each holder",
    "A49": "converted Series D is retired and does not come back",
    "A50": "a dividend on another class gives what a holder of Common gets by it, which is nothing",
    "A51": "Series D takes its preference and no part of what is left; that goes to the Common",
    "A52": "before it happens a majority may waive an adjustment; afterwards all must agree",
    "A53": "notice is mailed so many calendar days before, the day of mailing not counted; being late undoes nothing",
    "A56": "an equal price is no trigger",
    "A58": "protection begins with the first Series D, that day included",
}

SWITCHES = {
    "same_day_price": "A5",
    "readjustment_effective": "A3",
    "tranche_test": "A24",
    "grant_consideration": "A23",
}
"""The reading that each switch of the terms decides."""

_ENOUGH = 40
_BY_CLAUSE = {
    "4E": ("A1", "A11", "A43"),
    "4E(1)": ("A1", "A11", "A43"),
    "4E(2)": ("A1", "A11", "A43"),
    "4E(3)": ("A3", "A22", "A25", "A28", "A30", "A31"),
    "4F": ("A2",),
    "4G": ("A2", "A41"),
    "4H": ("A1", "A36", "A37"),
    "9": ("A1", "A52"),
}
_BY_STANDING = {Standing.LEGACY: "A16", Standing.ASSUMED: "A19", Standing.TESTED: "A20", Standing.EXCLUDED: "A15"}


def readings_of(step: PriceStep | None, place: "Place", *, several: bool, late: bool) -> list[str]:
    """The readings relied on: by the clause of the step, and by what is particular to its entries.

    `several` steps are of one day; an entry is `late` when others that take effect later were recorded before it.
    """
    found = {*(_BY_CLAUSE[step.clause] if step else ())}
    found |= {"A6"} if len(place.recorded) > 1 else set()
    found |= {"A5"} if several and place.tested else set()
    found |= {"A8"} if late else set()
    found |= {"A9"} if place.deemed and place.tested else set()
    for one in place.recorded:
        found |= set(_of_entry(one.entry, place))
    for tested in place.tested:
        found |= set(_of_test(tested, place))
    return sorted(found, key=lambda name: int(name[1:]))


def switches_of(step: PriceStep, place: "Place", *, several: bool) -> Iterator[str]:
    """The switches of the terms that decide something in a step."""
    if several and (place.tested or step.replayed):
        yield "same_day_price"
    if step.clause == "4E(3)":
        yield "readjustment_effective"
    if any(_has_tranches(right) for right in place.rights_after.values()):
        yield "tranche_test"
    if any(_ends_in_part(one.entry, place) for one in place.recorded):
        yield "grant_consideration"


def _of_entry(entry: object, place: "Place") -> Iterator[str]:
    if isinstance(entry, Issuing) and _deducts(entry):
        yield "A35"
    if isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) and entry.dividend_on is not None:
        yield "A18"
    if isinstance(entry, RightTerminated):
        yield "A10"
        if _ends_in_part(entry, place):
            yield "A23"
    if isinstance(entry, RightChanged):
        yield "A21"
        if entry.shares is not None:
            yield "A32"
        if entry.reason == "antidilution":
            yield "A27"
    if any(_has_tranches(right) for right in place.rights_after.values()):
        yield "A24"


def _of_test(tested: "Tested", place: "Place") -> Iterator[str]:
    if not tested.triggers and _at_the_price(tested):
        yield "A56"
    if isinstance(place.fact, Became | Delivered):
        yield _BY_STANDING[place.rights_after[place.fact.right].standing]
    if tested.waived:
        yield "A52"


def _at_the_price(tested: "Tested") -> bool:
    return tested.per_share.decimal(_ENOUGH) == tested.against.decimal(_ENOUGH)


def _deducts(entry: Issuing) -> bool:
    return bool(entry.consideration.expenses or entry.consideration.additional_rights)


def _has_tranches(right: Right) -> bool:
    return len({(lot.exercise_price, lot.conversion_price) for lot in right.lots}) > 1


def _ends_in_part(entry: object, place: "Place") -> bool:
    """Whether a part of a right ends for whose grant money was paid (A23)."""
    if not isinstance(entry, RightTerminated):
        return False
    before = place.rights_before.get(entry.right)
    after = place.rights_after.get(entry.right)
    return bool(before and after and after.lots and any(lot.money for lot in before.lots))

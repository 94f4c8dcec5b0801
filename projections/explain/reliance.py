"""Which readings and switches a step of the price relied on."""

from collections.abc import Iterator

from ledger.events import CommonIssued, ConvertibleIssued, Issuing, OptionGranted, RightChanged, RightTerminated
from ledger.price.facts import Became, Delivered
from ledger.price.rights import Right, Standing
from projections.answers.history import PriceStep
from projections.certificate.readings import in_order
from projections.explain.moment import Place
from projections.workings.price.test import Tested

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


def readings_of(step: PriceStep | None, place: Place, *, several: bool, late: bool) -> list[str]:
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
    return in_order(found)


def switches_of(step: PriceStep, place: Place, *, several: bool) -> Iterator[str]:
    """The switches of the terms that decide something in a step."""
    if several and (place.tested or step.replayed):
        yield "same_day_price"
    if step.clause == "4E(3)":
        yield "readjustment_effective"
    if any(_has_tranches(right) for right in place.rights_after.values()):
        yield "tranche_test"
    if any(_ends_in_part(one.entry, place) for one in place.recorded):
        yield "grant_consideration"


def _of_entry(entry: object, place: Place) -> Iterator[str]:
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


def _of_test(tested: Tested, place: Place) -> Iterator[str]:
    if not tested.triggers and _at_the_price(tested):
        yield "A56"
    if isinstance(place.fact, Became | Delivered):
        yield _BY_STANDING[place.rights_after[place.fact.right].standing]
    if tested.waived:
        yield "A52"


def _at_the_price(tested: Tested) -> bool:
    return tested.per_share.decimal(_ENOUGH) == tested.against.decimal(_ENOUGH)


def _deducts(entry: Issuing) -> bool:
    return bool(entry.consideration.expenses or entry.consideration.additional_rights)


def _has_tranches(right: Right) -> bool:
    return len({(lot.exercise_price, lot.conversion_price) for lot in right.lots}) > 1


def _ends_in_part(entry: object, place: Place) -> bool:
    """Whether a part of a right ends for whose grant money was paid (A23)."""
    if not isinstance(entry, RightTerminated):
        return False
    before = place.rights_before.get(entry.right)
    after = place.rights_after.get(entry.right)
    return bool(before and after and after.lots and any(lot.money for lot in before.lots))

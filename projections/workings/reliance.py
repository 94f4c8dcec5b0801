"""Which readings and switches a step of the price relied on, or an entry that made none."""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.events import CommonIssued, ConvertibleIssued, Issuing, OptionGranted, RightChanged, RightTerminated
from ledger.events.terms import Interpretations
from ledger.log.recorded import Recorded
from ledger.price.facts import Became, Delivered
from ledger.price.rights import Right, Standing
from ledger.working import Switch
from projections.certificate.readings import in_order
from projections.workings.moments import Place

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


class Circumstances(NamedTuple):
    """What matters beside the moment: whether its day has `several` steps, and whether an entry of it is `late`.

    It is late when others that take effect later were recorded before it.
    """

    several: bool = False
    late: bool = False


def readings_of(clause: str | None, place: Place, around: Circumstances) -> tuple[str, ...]:
    """The readings relied on: by the clause of the step, and by what is particular to its entries."""
    found = {*(_BY_CLAUSE[clause] if clause else ())}
    found |= {"A6"} if len(place.recorded) > 1 else set()
    found |= {"A5"} if around.several and place.tested else set()
    found |= {"A8"} if around.late else set()
    found |= {"A9"} if place.deemed and place.tested else set()
    found |= {name for one in place.recorded for name in _of_entry(one, place)}
    found |= {name for tested in place.tested for name in tested.working.readings}
    if isinstance(place.fact, Became | Delivered) and place.tested:
        found |= {_BY_STANDING[one.after.standing] for one in place.rights.values()}
    return tuple(in_order(found))


def switches_of(clause: str, place: Place, around: Circumstances, choices: Interpretations) -> tuple[Switch, ...]:
    """The switches of the terms that decide something in a step, with the choices made of them."""
    chosen = choices.choices()
    return tuple(Switch(name, chosen[name]) for name in _deciding(clause, place, around))


def _deciding(clause: str, place: Place, around: Circumstances) -> Iterator[str]:
    if around.several and (place.tested or place.fact is None):
        yield "same_day_price"
    if clause == "4E(3)":
        yield "readjustment_effective"
    if any(_has_tranches(one.after) for one in place.rights.values()):
        yield "tranche_test"
    if any(_ends_in_part(one, place) for one in place.recorded):
        yield "grant_consideration"


def _of_entry(recorded: Recorded, place: Place) -> Iterator[str]:
    entry = recorded.entry
    if isinstance(entry, Issuing) and _deducts(entry):
        yield "A35"
    if isinstance(entry, CommonIssued | OptionGranted | ConvertibleIssued) and entry.dividend_on is not None:
        yield "A18"
    if isinstance(entry, RightTerminated):
        yield "A10"
        if _ends_in_part(recorded, place):
            yield "A23"
    if isinstance(entry, RightChanged):
        yield "A21"
        if entry.shares is not None:
            yield "A32"
        if entry.reason == "antidilution":
            yield "A27"
    if any(_has_tranches(one.after) for one in place.rights.values()):
        yield "A24"


def _deducts(entry: Issuing) -> bool:
    return bool(entry.consideration.expenses or entry.consideration.additional_rights)


def _has_tranches(right: Right) -> bool:
    return len({(lot.exercise_price, lot.conversion_price) for lot in right.lots}) > 1


def _ends_in_part(recorded: Recorded, place: Place) -> bool:
    """Whether a part of a right ends for whose grant money was paid (A23)."""
    right = place.rights.get(recorded.id)
    if not isinstance(recorded.entry, RightTerminated) or right is None:
        return False
    return bool(right.after.lots and any(lot.money for lot in right.before.lots))

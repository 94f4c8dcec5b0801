"""The rule of a step in sentences: what was tested, where each figure comes from, the formula with its numbers."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.events.terms import Interpretations
from ledger.price.rights import Lot
from projections.answers.history import PriceStep
from projections.certificate.readings import SWITCHES
from projections.explain.steps import Explained, Explanation
from projections.figures import Figure
from projections.render.numbers import exactly, number
from projections.workings.price.test import Part, Tested

_PARTS = {
    "cash": "{} in cash",
    "property": "{} in property",
    "expenses": "less {} of expenses",
    "additional_rights": "less {} for Additional Rights issued beside it",
    "grant": "{} of what was paid for the grant",
    "exercise": "{} on exercise ({} x {})",
    "conversion": "{} on conversion ({} x {})",
}


def tested_sentence(one: Tested) -> str:
    """The test of 4E for an issue or a set of terms."""
    what = one.entry if one.right is None else f"{one.right} ({one.entry})"
    parts = ", ".join(map(_part, one.parts)) or "nothing"
    given = f"{what}: {number(one.shares)} shares for {number(one.money)} in all ({parts})"
    per_share = f"that is {number(one.per_share)} a share"
    if one.waived:
        return f"{given}; {per_share}, but its adjustment is waived (9)."
    price = number(one.against)
    if one.triggers:
        return f"{given}; {per_share}, less than {price}: it adjusts the price ({one.clause})."
    return f"{given}; {per_share}, not less than {price}: it does not adjust the price ({one.clause})."


def _part(part: Part) -> str:
    if part.what == "counts_as_none":
        return "which counts as none (4E(4), 4E(5))"
    amount = number(Figure.of(abs(part.amount)))
    figures = [number(figure) for figure in (part.shares, part.price) if figure is not None]
    return _PARTS[part.what].format(amount, *figures)


def derivation(one: Explained) -> Iterator[str]:
    """The figures of the rule and its result, sentence by sentence."""
    step = one.step
    if step is None:
        return
    match one.rule:
        case "average":
            yield from _average(one, step)
        case "units" | "value_and_units":
            yield _units(one, step)
        case "distribution":
            yield _distribution(one, step)
        case "amended":
            yield f"The price is amended from {number(step.before)} to {exactly(step.after)} (9)."
        case _:
            yield f"The price was {number(step.before)}; the replay ends at {exactly(step.after)}."


def _average(one: Explained, step: PriceStep) -> Iterator[str]:
    a, b, c, d = (one.figures[name] for name in "ABCD")
    yield f"A is {number(a)}: {_outstanding(one)} (4E(7), A9)."
    yield f"B is {number(b)}, the Conversion Price immediately before."
    yield f"C is {number(c)}, the shares issued or deemed issued{_of_each(one, 'shares')}."
    yield f"D is {number(d)}, the consideration for them, net (4E(5)){_of_each(one, 'money')}."
    yield (
        f"(A x B + D) / (A + C) = ({number(a)} x {number(b)} + {number(d)}) / ({number(a)} + {number(c)}) = "
        f"{exactly(step.after)}."
    )


def _outstanding(one: Explained) -> str:
    actual = f"{number(one.outstanding)} outstanding" if one.outstanding is not None else "those outstanding"
    if not one.place.deemed:
        return f"{actual}, and none deemed issued"
    deemed = ", ".join(f"{number(it.shares)} under {it.right} of {it.holder}" for it in one.place.deemed)
    return f"{actual}, and deemed issued {deemed}"


def _of_each(one: Explained, what: str) -> str:
    triggering = [it for it in one.tested if it.triggers]
    if len(triggering) < 2:  # noqa: PLR2004
        return ""
    return f": {' + '.join(number(getattr(it, what)) for it in triggering)}"


def _units(one: Explained, step: PriceStep) -> str:
    ratio = one.figures["ratio"]
    if one.rule == "units":
        return (
            f"For each old share there is {number(ratio)} of a new one, so the price is {number(step.before)} / "
            f"{number(ratio)} = {exactly(step.after)} ({step.clause})."
        )
    value = one.figures["value"]
    return (
        f"The price becomes the value that the terms reflect if that is less, then follows the ratio: the lesser of "
        f"{number(step.before)} and {number(value)}, / {number(ratio)} = {exactly(step.after)} (4G, A41)."
    )


def _distribution(one: Explained, step: PriceStep) -> str:
    n, m, v = (number(one.figures[name]) for name in "NMV")
    return (
        f"P x (N x M - V) / (N x M), with N the shares outstanding as the day began, M the Market Price and V the "
        f"value distributed: {number(step.before)} x ({n} x {m} - {v}) / ({n} x {m}) = {exactly(step.after)} (4H)."
    )


def governs(step: PriceStep) -> str:
    """From when the price of a step governs, and why."""
    if step.governs_from > step.effective:
        reading = "A3" if step.clause == "4E(3)" else "A1"
        return f"It governs conversions from {step.governs_from} on, the day after its cause (4I, {reading})."
    why = "as the switch readjustment_effective has it (A3)" if step.clause == "4E(3)" else "with the share units (A2)"
    return f"It governs conversions from {step.governs_from} on, the day of its cause, {why}."


def readjusted(one: Explained) -> Iterator[str]:
    """What stood of the rights that a readjustment is about, before it."""
    units = one.place.units
    for name, right in one.place.rights_before.items():
        after = one.place.rights_after.get(name)
        if after is None:
            continue
        out = Figure.of(sum(lot.shares for lot in right.lots if lot.out_by is not None) * units)
        lots = [f"{number(lot.shares * units)} at {number(_price(lot) / units)} a share" for lot in right.open_lots()]
        kept = f"; {number(out)} had come out of it already, and stay as they were (A22)" if out else ""
        yield f"Outstanding of {name} immediately before: {', '.join(lots)}{kept}."


def _price(lot: Lot) -> Fraction:
    return Fraction(lot.exercise_price + lot.conversion_price)


def switch_choice(explanation: Explanation, name: str) -> tuple[str, str, bool]:
    """The choice made of a switch, the reading that it decides, and whether it is the default."""
    choice = explanation.interpretations.choices()[name]
    return choice, SWITCHES[name], choice == Interpretations.model_fields[name].default

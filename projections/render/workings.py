"""Workings to be read aloud: numbered like the paragraphs of an opinion, each with what it rests on below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ledger.recorded import Recorded
from ledger.working import Comparison, Expression, Fact, Given, Named, Term, Working, children
from projections.figures import Figure
from projections.readings import READINGS
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph
from projections.render.entries import exactly, number, says
from projections.render.expressions import is_one, leaves, negated, running_total, with_names, with_numbers

_FIELDS = {
    "consideration.cash": "the cash received",
    "consideration.property": "the value of the property received",
    "consideration.expenses": "the expenses",
    "consideration.additional_rights": "the value of the Additional Rights",
    "delivery.common_shares": "the Common delivered",
    "delivery.converted": "the Series D converted",
    "shares": "the number of shares",
    "exercise_price": "the exercise price",
    "conversion_price": "the conversion price",
    "common_shares": "the Common delivered",
}
"""What a field is in a sentence; any other is named as it is."""


@dataclass(slots=True)
class _Report:
    """What has been said already: a figure that goes into several others is told once and referred to after that."""

    entries: Mapping[str, Recorded]
    depth: int
    said: dict[Working, str] = field(default_factory=dict)


def told(figures: Mapping[str, Working], entries: Mapping[str, Recorded], depth: int) -> Iterator[Block]:
    """Workings one after the other, each with what it rests on down to a depth."""
    report = _Report(entries, depth)
    for place, working in enumerate(figures.values(), start=1):
        yield from _told(working, report, str(place), depth)


def below(working: Working, entries: Mapping[str, Recorded], depth: int) -> Iterator[Block]:
    """What a working rests on, where the working itself has been told already."""
    report = _Report(entries, depth, {working: "above"})
    yield from _below(working, report, "", depth)


def readings(figures: Mapping[str, Working]) -> Iterator[Block]:
    """The readings that some workings rely on themselves, and the switches with the choices made."""
    names = {name for one in figures.values() for name in one.readings}
    if names:
        yield Paragraph("It relies on these readings:")
        yield Items([f"{name}: {READINGS[name]}." for name in sorted(names, key=lambda name: int(name[1:]))])


def sentence(working: Working) -> str:
    """A working in a sentence or two: the figure, the formula with its names and its numbers, the rule."""
    rule = f" {working.sentence}" if working.sentence else ""
    cited = ", ".join(filter(None, [working.clause, *working.readings]))
    return f"{_figure(working)}{rule}{f' ({cited})' if cited else ''}"


def _figure(working: Working) -> str:
    label, formula = f"{working.label[0].upper()}{working.label[1:]}", working.formula
    if isinstance(working.figure, bool):
        return f"{label}: {'yes' if working.figure else 'no'}, since {_because(formula, holds=working.figure)}."
    figure = working.figure if isinstance(working.figure, Figure) else Figure.of(working.figure)
    said = f"{label} is {exactly(figure) if figure.short().endswith('…') else number(figure)}"
    if is_one(formula):
        return f"{said}{_from(formula)}."
    names = with_names(formula)
    return f"{said}: {f'{names} = ' if names else ''}{with_numbers(formula)}."


def _because(formula: Expression, *, holds: bool) -> str:
    if isinstance(formula, Comparison) and not holds:
        return negated(formula)
    return with_numbers(formula)


def _from(formula: Expression) -> str:
    one = formula.of if isinstance(formula, Named) else formula
    match one:
        case Fact():
            return f", as {one.entry} states it"
        case Term(entry=str() as entry):
            return f", as {entry} fixes it"
        case Working():
            return f", which is {one.label}"
        case _:
            return ""


# -- what it rests on -------------------------------------------------------------------------------------------------


def _told(working: Working, report: _Report, place: str, depth: int) -> Iterator[Block]:
    report.said[working] = place
    yield Items([f"{place}. {sentence(working)}"])
    yield from _below(working, report, place, depth)


def _below(working: Working, report: _Report, place: str, depth: int) -> Iterator[Block]:
    """The entries of a running total, or the facts of a formula, and then the workings that it rests on."""
    if depth < 1:
        return
    movements = running_total(working.formula)
    if movements is not None:
        yield Grid(("on", "entry", "", ""), [_movement(sign, part, report) for sign, part in movements])
    else:
        facts = [_leaf(one, report.entries) for one in dict.fromkeys(leaves(working.formula))]
        if facts and not (is_one(working.formula) and not isinstance(working.formula, Working)):
            yield Items(facts)
    for number_, child in enumerate(children(working), start=1):
        if child in report.said:
            continue
        yield from _told(child, report, f"{place}.{number_}" if place else str(number_), depth - 1)


def _movement(sign: int, part: Fact | Working, report: _Report) -> tuple[str, ...]:
    if isinstance(part, Working):
        figure = part.figure if not isinstance(part.figure, bool) else Figure.of(0)
        return "", "", part.label, number(figure * sign)
    entry = report.entries.get(part.entry)
    return str(part.on), part.entry, says(entry.entry) if entry else part.field, number(part.value * sign)


def _leaf(leaf: Fact | Term | Given, entries: Mapping[str, Recorded]) -> str:
    if isinstance(leaf, Given):
        return f"{number(leaf.value)}: {leaf.name}, as the question states it."
    if isinstance(leaf, Term):
        fixed = f" ({leaf.entry})" if leaf.entry else ""
        return f"{number(leaf.value)}: the term {leaf.name} of the certificate{fixed}."
    what = _FIELDS.get(leaf.field, f"{leaf.field.replace('_', ' ')}")
    source = f", source: {leaf.source.rstrip('.')}" if leaf.source else ""
    return f"{number(leaf.value)}: {what} in {leaf.entry} of {leaf.on}{source}."


__all__ = ["Heading", "below", "readings", "sentence", "told"]

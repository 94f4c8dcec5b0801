"""Workings to be read aloud: numbered like the paragraphs of an opinion, each with what it rests on below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ledger.log.recorded import Recorded
from ledger.working import Ceiling, Comparison, Expression, Fact, Floor, Given, Named, Term, Working, children
from projections.certificate.readings import READINGS, SWITCHES, in_order
from projections.figures import Figure
from projections.render.blocks import Block, Grid, Items, Paragraph
from projections.render.entries import says
from projections.render.explain.expressions import is_one, leaves, negated, running_total, with_names, with_numbers
from projections.render.numbers import exactly, number

_FIELDS = {
    "consideration.cash": "the cash received",
    "consideration.property": "the value of the property received",
    "consideration.expenses": "the amount of the expenses",
    "consideration.additional_rights": "the value of the Additional Rights",
    "delivery.common_shares": "the number of shares of Common delivered",
    "delivery.converted": "the number of shares of Series D converted",
    "shares": "the number of shares",
    "exercise_price": "the exercise price",
    "conversion_price": "the conversion price",
    "common_shares": "the number of shares of Common delivered",
    "per_share": "the amount for each share",
    "fair_value": "the fair value of what was distributed",
    "market_price": "the Market Price",
    "assets": "the amount of assets to be distributed",
    "old": "the number of old shares",
    "new": "the number of new shares",
    "reflected_value": "the value of an old share that the terms reflect",
    "price": "the price stated",
    "record_date": "the record date",
    "surrendered": "the day of the surrender of the certificate",
    "cash_per_share": "the cash paid on each share of Series D",
}
"""What a field is in a sentence; any other is named as it is."""


@dataclass(slots=True)
class _Report:
    """What has been said already: a figure that goes into several others is told once and referred to after that."""

    entries: Mapping[str, Recorded]
    said: dict[Working, str] = field(default_factory=dict)


def told(figures: Mapping[str, Working], entries: Mapping[str, Recorded], depth: int) -> Iterator[Block]:
    """Workings one after the other, each with what it rests on down to a depth."""
    report = _Report(entries)
    place = 0
    for working in figures.values():
        if working not in report.said:
            place += 1
            yield from _told(working, report, str(place), depth)


def below(working: Working, entries: Mapping[str, Recorded], depth: int) -> Iterator[Block]:
    """What a working rests on, where the working itself has been told already."""
    yield from _below(working, _Report(entries, {working: ""}), "", depth)


def readings(figures: Mapping[str, Working]) -> Iterator[Block]:
    """The readings that some workings rely on themselves."""
    names = {name for one in figures.values() for name in one.readings}
    switches = dict.fromkeys(switch for one in figures.values() for switch in one.switches)
    if names or switches:
        yield Paragraph("The readings relied on:")
        yield Items(
            [
                *(f"Switch {one.name}: {one.choice}, {SWITCHES[one.name]}." for one in switches),
                *(f"{name}: {READINGS[name]}." for name in in_order(names)),
            ]
        )


def sentence(working: Working, *, exact: bool = False) -> str:
    """A working in a sentence or two: the figure, the formula with names and numbers, the rule and its clause."""
    rule = f" {working.sentence}" if working.sentence else ""
    cited = ", ".join(filter(None, [working.clause, *working.readings]))
    return f"{_figure(working, exact=exact)}{rule}{f' ({cited})' if cited else ''}"


def _figure(working: Working, *, exact: bool) -> str:
    label, formula = f"{working.label[0].upper()}{working.label[1:]}", working.formula
    if isinstance(working.figure, bool):
        return f"{label.rstrip(',')}: {'yes' if working.figure else 'no'}, since {_because(formula, working.figure)}."
    said = f"{label} is {_number(working.figure, exact=exact)}"
    return f"{said}{_from(formula)}." if is_one(formula) else f"{said}: {_carried_out(formula)}."


def _number(figure: Figure | Fraction | date, *, exact: bool) -> str:
    if isinstance(figure, date):
        return number(figure)
    shown = figure if isinstance(figure, Figure) else Figure.of(figure)
    return exactly(shown) if exact and not shown.ends_at() else number(shown)


def _because(formula: Expression, holds: bool) -> str:  # noqa: FBT001
    if isinstance(formula, Comparison) and not holds:
        return negated(formula)
    return with_numbers(formula)


def _carried_out(formula: Expression) -> str:
    names = with_names(formula.of if isinstance(formula, Floor | Ceiling) else formula)
    return f"{f'{names} = ' if names else ''}{with_numbers(formula)}"


def _from(formula: Expression) -> str:
    one = formula.of if isinstance(formula, Named) else formula
    match one:
        case Fact():
            source = f" (source: {one.source.rstrip('.')})" if one.source else ""
            return f", as entry {one.entry} states{source}"
        case Term(entry=str() as entry):
            return f", as entry {entry} fixes it"
        case Working():
            return f", which is {one.label.rstrip(',')}"
        case _:
            return ""


# -- what it rests on -------------------------------------------------------------------------------------------------


def _told(working: Working, report: _Report, place: str, depth: int) -> Iterator[Block]:
    report.said[working] = place
    known = [f"{one.label.rstrip(',')} ({report.said[one]})" for one in children(working) if report.said.get(one)]
    see = f" See {'; '.join(known)}." if known else ""
    yield Paragraph(f"({place}) {sentence(working, exact='.' not in place)}{see}")
    yield from _below(working, report, place, depth)


def _below(working: Working, report: _Report, place: str, depth: int) -> Iterator[Block]:
    """The entries of a running total, or the facts of a formula, and then the workings that it rests on."""
    if depth < 1:
        return
    movements = running_total(working.formula)
    if movements is not None:
        yield Grid(("on", "entry", "", "shares"), [_movement(sign, part, report) for sign, part in movements])
    elif not is_one(working.formula):
        facts = [_leaf(one) for one in dict.fromkeys(leaves(working.formula))]
        if facts:
            yield Items(facts)
    below_it = 0
    for child in children(working):
        if child not in report.said:
            below_it += 1
            yield from _told(child, report, f"{place}.{below_it}" if place else str(below_it), depth - 1)


def _movement(sign: int, part: Fact | Working, report: _Report) -> tuple[str, ...]:
    if isinstance(part, Working):
        return "", "", part.label, number(part.amount * sign)
    entry = report.entries.get(part.entry)
    return str(part.on), part.entry, says(entry.entry) if entry else part.field, number(part.amount * sign)


def _leaf(leaf: Fact | Term | Given) -> str:
    if isinstance(leaf, Given):
        return f"{number(leaf.value)} is {leaf.name}, as the question has it."
    if isinstance(leaf, Term):
        fixed = f", which entry {leaf.entry} fixes" if leaf.entry else ""
        return f"{number(leaf.value)} is the term {leaf.name} of the certificate{fixed}."
    if leaf.field == "effective":
        return f"{leaf.on} is the date of entry {leaf.entry}."
    what = _FIELDS.get(leaf.field, leaf.field.replace("_", " ").replace(".", " "))
    source = f" (source: {leaf.source.rstrip('.')})" if leaf.source else ""
    return f"{number(leaf.value)} is {what} in entry {leaf.entry} of {leaf.on}{source}."

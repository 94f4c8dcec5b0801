"""Workings to be read aloud: numbered like the paragraphs of an opinion, each with what it rests on below it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.working import (
    Ceiling,
    Expression,
    Fact,
    Floor,
    Given,
    Named,
    Quotient,
    Sum,
    Switch,
    Term,
    Working,
    children,
)
from projections.certificate.readings import SWITCHES, in_order, is_default, relied_on_as
from projections.render.blocks import Block, Grid, Items, Paragraph
from projections.render.entries import says
from projections.render.explain.expressions import (
    is_one,
    leaves,
    negated,
    running_total,
    with_labels,
    with_names,
    with_numbers,
)
from projections.render.marks.marked import naming, reasoned, why_of
from projections.render.marks.why import Why
from projections.render.numbers import exactly, number
from projections.workings.leaves import amount, named, sides
from projections.workings.price.trigger import Part, parts_of

_FIELDS = {
    "consideration.cash": "the cash received",
    "consideration.property": "the value of the property received",
    "consideration.expenses": "the amount of the expenses",
    "consideration.additional_rights": "the value of the Additional Rights",
    "shares": "the number of shares",
    "exercise_price": "the exercise price",
    "conversion_price": "the conversion price",
    "common_shares": "the number of shares of Common delivered",
    "converted": "the number of shares of Series D converted",
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
    yield from relied_on("The readings relied on:", in_order(names), switches)


def relied_on(title: str, names: Iterable[str], switches: Iterable[Switch]) -> Iterator[Block]:
    """Readings in a few words, after the choices made of switches."""
    chosen = list(switches)
    items = [
        *(
            f"Switch {one.name}: {one.choice}{' (the default)' * is_default(one)}, {SWITCHES[one.name]}."
            for one in chosen
        ),
        *(reasoned(f"{name}: {relied_on_as(name, chosen)}.", Why("reading", name)) for name in names),
    ]
    if items:
        yield Paragraph(title)
        yield Items(items)


# -- a working in sentences -------------------------------------------------------------------------------------------


def sentence(working: Working, write: Callable[[Figure], str] = number) -> str:
    """A working in a sentence or two: the figure, the formula with names and numbers, the rule and its clause."""
    rule = f" {working.sentence}" if working.sentence else ""
    return f"{_figure(working, write)}{rule}{cited(working)}"


def derivation(working: Working, *, brief: bool = False) -> Iterator[str]:
    """How the figure of a working comes about: each part that its clause names, and the formula carried out."""
    names = with_names(working.formula)
    if names is None:
        yield _figure(working, exactly)
        return
    for name, of in sorted(named(working.formula).items()):
        yield f"{name} is {_part(of, brief=brief)}."
    yield f"{names} = {with_numbers(working.formula)} = {exactly(amount(working))}."


def by_clause(working: Working) -> str:
    """A working in a sentence or two, as `sentence` has it, with its clause and without readings."""
    rule = f" {working.sentence}" if working.sentence else ""
    return f"{_figure(working, number)}{rule}{f' ({working.clause})' if working.clause else ''}"


def consideration(money: Expression) -> str:
    """What a consideration is made of, part by part."""
    return ", ".join(_of_consideration(part) for part in parts_of(money) if part.amount) or "nothing"


def cited(working: Working) -> str:
    """The clause and the readings, in parentheses."""
    found = ", ".join(filter(None, [working.clause, *working.readings]))
    return f" ({found})" if found else ""


def _part(one: Expression, *, brief: bool) -> str:
    """A part of a formula: its number, what it is, and how that comes about."""
    match one:
        case Working():
            return f"{number(amount(one))}, {one.label.rstrip(',')}{_made_of(one, brief=brief)}{cited(one)}"
        case Fact() | Term() | Given():
            return f"{number(one.value)}, {origin(one)}"
        case _:
            return f"{number(amount(one))}: {with_numbers(one)}"


def _made_of(part: Working, *, brief: bool) -> str:
    """The entry that states it, or the formula; a price has a step of its own."""
    formula = part.formula
    if part.unit == "money per share" and not isinstance(formula, Fact | Term):
        return ""
    if is_one(formula):
        return _from(formula)
    return f": {(isinstance(formula, Sum) and with_labels(formula, brief=brief)) or _carried_out(formula)}"


def _figure(working: Working, write: Callable[[Figure], str]) -> str:
    label, formula = f"{working.label[0].upper()}{working.label[1:]}", working.formula
    if isinstance(working.figure, bool):
        return f"{label.rstrip(',')}: {'yes' if working.figure else 'no'}, since {_because(working)}."
    figure = number(working.figure) if isinstance(working.figure, date) else write(amount(working))
    said = f"{label} is {figure}"
    return f"{said}{_from(formula)}." if is_one(formula) else f"{said}: {_carried_out(formula)}."


def _exact_where_long(figure: Figure) -> str:
    return number(figure) if figure.ends_at() else exactly(figure)


def _because(test: Working) -> str:
    formula = sides(test)
    if isinstance(formula.left, Quotient):
        return _per_share(formula.left, amount(formula.right), below=bool(test.figure))
    return with_numbers(formula) if test.figure else negated(formula)


def _per_share(one: Quotient, price: Figure, *, below: bool) -> str:
    """The test of 4E: what is received for how many shares, part by part, and for each."""
    given = f"{number(amount(one.by))} shares for {number(amount(one.of))} in all ({consideration(one.of)})"
    return f"{given} are {number(amount(one))} a share, {'' if below else 'not '}less than {number(price)}"


_PARTS = {
    "cash": "{} in cash",
    "property": "{} in property",
    "expenses": "less {} of expenses",
    "additional_rights": "less {} for Additional Rights issued beside it",
    "grant": "{} of what was paid for the grant",
    "exercise": "{} on exercise ({} x {})",
    "received": "{} received on exercise",
    "conversion": "{} on conversion ({} x {})",
}


def _of_consideration(part: Part) -> str:
    if part.what == "counts_as_none":
        return "which counts as none (4E(4), 4E(5))"
    figures = [number(figure) for figure in (part.shares, part.price) if figure is not None]
    return _PARTS[part.what].format(number(abs(part.amount)), *figures)


def _carried_out(formula: Expression) -> str:
    names = with_names(formula.of if isinstance(formula, Floor | Ceiling) else formula)
    return f"{f'{names} = ' if names else ''}{with_numbers(formula)}"


def _from(formula: Expression) -> str:
    one = formula.of if isinstance(formula, Named) else formula
    match one:
        case Fact():
            if one.by_ledger:
                return f", {_ASSUMED} {one.entry}; nobody stated it"
            return f", as entry {one.entry} states{_source(one)}"
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
    write = number if "." in place else _exact_where_long
    see = f" See {'; '.join(known)}." if known else ""
    yield Paragraph(_named(f"({place}) {sentence(working, write)}{see}", leaves(working.formula)))
    yield from _below(working, report, place, depth)


def _below(working: Working, report: _Report, place: str, depth: int) -> Iterator[Block]:
    """The entries of a running total, or the facts of a formula, and then the workings that it rests on."""
    if depth < 1:
        return
    movements = running_total(working.formula)
    if movements is not None:
        yield Grid(("on", "entry", "", "shares"), [_movement(sign, part, report) for sign, part in movements])
    elif not is_one(working.formula):
        facts = [_named(_leaf(one), [one]) for one in dict.fromkeys(leaves(working.formula))]
        if facts:
            yield Items(facts)
    below_it = 0
    for child in children(working):
        if child not in report.said:
            below_it += 1
            yield from _told(child, report, f"{place}.{below_it}" if place else str(below_it), depth - 1)


def _movement(sign: int, part: Fact | Working, report: _Report) -> tuple[str, ...]:
    if isinstance(part, Working):
        label = _named(part.label, leaves(part.formula))
        return "", "", label, reasoned(number(part.amount * sign), why_of(label))
    entry = report.entries.get(part.entry)
    what = says(entry.entry) if entry else part.field
    why = Why("entry", part.entry)
    shares = reasoned(number(part.amount * sign), why)
    return str(part.on), reasoned(part.entry, why), f"{what}{assumed(part.field)}", shares


def _named(said: str, found: Iterable[Fact | Term | Given]) -> str:
    """A sentence that leads to the entries that it names, of those that state what it is about."""
    entries = (one.entry for one in found if isinstance(one, Fact | Term) and one.entry)
    return naming(said, *(Why("entry", name) for name in dict.fromkeys(entries)))


def assumed(field: str) -> str:
    """Of the shares that a conversion moved, where its entry does not state how many: that so many are assumed."""
    return _ASSUMED_OF.get(field, "")


_ASSUMED_OF = {
    "delivery.common_shares": "; the Common for them is assumed as the ledger worked it out",
    "delivery.converted": "; how many of them is assumed as the ledger worked it out",
}


def _leaf(leaf: Fact | Term | Given) -> str:
    if isinstance(leaf, Fact) and leaf.field == "effective":
        return f"{leaf.on} is the date of entry {leaf.entry}."
    return f"{number(leaf.value)} is {origin(leaf)}."


def origin(leaf: Fact | Term | Given) -> str:
    """What a leaf is, and who stated it."""
    if isinstance(leaf, Given):
        return f"{leaf.name}, as the question has it"
    if isinstance(leaf, Term):
        fixed = f", which entry {leaf.entry} fixes" if leaf.entry else ""
        return f"the term {leaf.name} of the certificate{fixed}"
    field = leaf.field.removeprefix("delivery.")
    what = _FIELDS.get(field, field.replace("_", " ").replace(".", " "))
    if leaf.by_ledger:
        return f"{what}, {_ASSUMED} {leaf.entry} of {leaf.on}; nobody stated it"
    return f"{what} in entry {leaf.entry} of {leaf.on}{_source(leaf)}"


_ASSUMED = "assumed as the ledger worked it out for entry"
"""Said of a number that nobody stated."""


def _source(leaf: Fact) -> str:
    return f" (source: {leaf.source.rstrip('.')})" if leaf.source else ""

"""How a price was calculated, as a letter says it: every comparison, every part of a formula, every entry of a sum."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ledger.events import OptionGranted
from ledger.log.recorded import Recorded
from ledger.numbers.figure import Figure
from ledger.working import Expression, Fact, Sum, Term, Working
from projections.answers.history import PriceStep
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph
from projections.render.documents.notices.exact import Exact, apart
from projections.render.entries import says
from projections.render.explain.expressions import with_names, with_numbers
from projections.render.explain.workings import assumed, by_clause, consideration, origin
from projections.render.numbers import number
from projections.workings.leaves import amount, named
from projections.workings.made_of import Line, made_of, totals_below
from projections.workings.price.lots import LotAt
from projections.workings.price.trigger import Tested


@dataclass(slots=True)
class Calculation:
    """The calculation of a letter as it goes on: a sum that goes on from one set out before is not set out again."""

    entries: Mapping[str, Recorded]
    exact: Exact = field(default_factory=Exact)
    _last: list[Line] = field(default_factory=list)

    def step(self, one: Explained) -> Iterator[Block]:
        """A step: what caused it, what was tested, and the formula with all that is in it."""
        step = one.step
        assert step is not None  # noqa: S101  a notice is of steps
        yield Heading(_heading(step), 3)
        for cause in one.causes:
            yield Paragraph(f"On {cause.entry.effective} {says(cause.entry, one.taken.get(cause.id))} ({cause.id}).")
        if one.tested:
            yield Items([f"{compared(test)}{_so(test)}" for test in one.tested])
        if one.beside:
            yield from self._replay(one)
        elif one.working is not None:
            yield from self._formula(one.working, one.lots, one.tested)
        yield Paragraph(_governs(step))

    # -- the formula --------------------------------------------------------------------------------------------------

    def _formula(self, working: Working, lots: Sequence[LotAt], tested: Sequence[Tested]) -> Iterator[Block]:
        found = named(working.formula)
        if not found:
            yield Items([self._whole(working)])
            return
        yield Items([f"{name} is {self._part(name, of, tested)}." for name, of in sorted(found.items())])
        for name in ("A", "N"):
            if name in found:
                yield from self._made(name, found[name], lots if name == "A" else ())
        carried_out = f"{with_names(working.formula)} = {with_numbers(working.formula)}"
        yield Items([f"{carried_out} = {self.exact.of(working.amount)}."])

    def _whole(self, working: Working) -> str:
        label = f"{working.label[0].upper()}{working.label[1:]}".rstrip(",")
        if isinstance(working.formula, Term):
            return f"{label} is {self.exact.of(working.amount)}{_fixed(working.formula)}."
        return f"{label} is {self.exact.of(working.amount)}."

    def _part(self, name: str, one: Expression, tested: Sequence[Tested]) -> str:
        figure = number(amount(one))
        triggers = [test for test in tested if test.triggers]
        if name in ("C", "D"):
            what = "the shares issued or deemed issued" if name == "C" else "the consideration for them"
            parts = [f"{number(test.shares if name == 'C' else test.money)} ({_of(test)})" for test in triggers]
            return f"{figure}, {what}: {' + '.join(parts)}"
        if isinstance(one, Working):
            if name in ("A", "N"):
                return f"{figure}, {one.label.rstrip(',')}: the sum set out below (4E(7))"
            own = _fixed(one.formula) if isinstance(one.formula, Term) else ""
            made = "" if name in ("B", "P") else f": {with_numbers(one.formula)}"
            return f"{figure}, {one.label.rstrip(',')}{own}{made}"
        return f"{figure}, {origin(one)}" if isinstance(one, Fact | Term) else f"{figure}: {with_numbers(one)}"

    def _made(self, name: str, total: Expression, lots: Sequence[LotAt]) -> Iterator[Block]:
        """What a sum is made of: the Common outstanding entry by entry, and what is deemed issued lot by lot."""
        outstanding = _outstanding(total)
        lines = made_of(outstanding)
        known = self._last if self._last and lines[: len(self._last)] == self._last else []
        new, self._last = lines[len(known) :], lines
        rows = [self._line(line) for line in new]
        if known:
            before = Figure.of(sum((line.shares.fraction for line in known), start=Figure.of(0).fraction))
            rows.insert(0, ("", "", "as set out above", number(before)))
        whole = (f"{name}: the Common outstanding", number(amount(outstanding)))
        yield Paragraph(f"{name}, the Common outstanding before it:")
        yield Grid(("on", "entry", "", "shares"), [*rows, ("", "", *whole)], right=(3,), strong=(len(rows),))
        yield from self._below(new)
        if lots:
            deemed = number(sum(lot.shares.fraction for lot in lots))
            yield Paragraph(f"{name}, the Common deemed issued before it and not yet issued (A9):")
            deemed_rows = [*map(self._lot, lots), ("", "", f"{name}: deemed issued", deemed, "")]
            yield Grid(_LOTS, deemed_rows, right=(3, 4), strong=(len(lots),))
            yield Paragraph(f"{name} = {number(amount(outstanding))} + {deemed} = {number(amount(total))}.")

    def _lot(self, lot: LotAt) -> tuple[str, str, str, str, str]:
        ways = ((lot.exercise_price, "on exercise"), (lot.conversion_price, "on conversion"))
        payable = [f"{number(price)} {how}" for price, how in ways if price.fraction]
        granted = self.entries.get(lot.entry)
        entry = None if granted is None else granted.entry
        kind = entry.kind if isinstance(entry, OptionGranted) and lot.stage == "option" else lot.stage
        return (
            f"{lot.right} ({kind})",
            lot.holder,
            " and ".join(payable) or "nothing payable",
            number(lot.shares),
            number(lot.per_share) if lot.per_share.fraction else "nothing",
        )

    def _below(self, lines: Sequence[Line]) -> Iterator[Block]:
        """What each holder had before units changed, entry by entry."""
        for one in totals_below(list(lines)):
            parts = made_of(one)
            rows = [self._line(line) for line in parts]
            yield Paragraph(f"{_capital(one.label)}:")
            yield Grid(
                ("on", "entry", "", "shares"),
                [*rows, ("", "", "in all", number(one.amount))],
                right=(3,),
                strong=(len(rows),),
            )
            yield from self._below(parts)

    def _line(self, line: Line) -> tuple[str, str, str, str]:
        if line.working is not None:
            label, formula = line.working.label.rstrip(","), line.formula
            said = with_numbers(line.working.formula) if formula is None else f"restated, {with_numbers(formula)}"
            return "", "", f"{label}: {said}", number(line.shares)
        entry = self.entries.get(line.entry or "")
        what = f"{says(entry.entry) if entry is not None else ''}{assumed(line.field)}"
        return str(line.on or ""), line.entry or "", what, number(line.shares)

    # -- a replay -----------------------------------------------------------------------------------------------------

    def _replay(self, one: Explained) -> Iterator[Block]:
        assert one.working is not None  # noqa: S101  a step that was replayed has one
        if one.stood:
            yield Items([by_clause(stood) for stood in one.stood])
        yield Paragraph(f"{one.working.sentence} What was first recorded (A, C and D as of each moment):")
        yield Grid(_RECORDED, [(*_moment(row), *_figures(row.first)) for row in one.beside], right=_FIGURES)
        yield Paragraph("The replay:")
        replay = [(*_moment(row), *_figures(row.replayed), row.change or "as first recorded") for row in one.beside]
        yield Grid((*_RECORDED, ""), replay, right=_FIGURES)
        yield Paragraph("Each moment of the replay, with its test and its figures:")
        self._last = []
        for row in one.beside:
            yield from self._moment(row)
        initial = one.working.formula
        what = ""
        if isinstance(initial, Working) and isinstance(initial.formula, Term):
            what = f", {initial.label}{_fixed(initial.formula)}"
        yield Items([f"The Conversion Price as readjusted is {self.exact.of(one.working.amount)}{what}."])

    def _moment(self, row: Beside) -> Iterator[Block]:
        step = row.replayed or row.first
        clause = "" if step is None else f" ({step.clause})"
        yield Heading(f"{row.on}, {' and '.join(row.entries)}{clause}: {_became(row)}", 4)
        tests = [f"{compared(test)}{_so(test, row)}" for test in row.tested]
        gone = [name for name in row.no_longer_triggers if all(test.entry != name for test in row.tested)]
        tests += [f"{name}: nothing of it is left to be tested, so it no longer triggers." for name in gone]
        if tests:
            yield Items(tests)
        if row.replayed is not None and row.replayed_working is not None:
            yield from self._formula(row.replayed_working, row.lots, row.tested)


_RECORDED, _FIGURES = ("on", "entry", "A", "C", "D", "price"), (2, 3, 4, 5)


def _moment(row: Beside) -> tuple[str, str]:
    step = row.replayed or row.first
    return str(row.on), f"{', '.join(row.entries)}{'' if step is None else f' ({step.clause})'}"


def _figures(step: PriceStep | None) -> list[str]:
    if step is None:
        return ["-"] * len(_FIGURES)
    return ["" if figure is None else number(figure) for figure in (step.a, step.c, step.d, step.after)]


def _fixed(term: Term) -> str:
    return f", as entry {term.entry} fixes it" if term.entry else ", as the certificate has it"


_LOTS = ("right", "held by", "to come out of it", "shares", "received a share")


def _outstanding(total: Expression) -> Expression:
    """Of A what is really outstanding: the first of its parts, where more is deemed issued."""
    if isinstance(total, Working) and isinstance(total.formula, Sum):
        first = total.formula.of[0]
        if isinstance(first, Working) and all(isinstance(one, Working) for one in total.formula.of):
            return first if first.label.startswith("the Common outstanding") else total
    return total


# -- the comparison behind each test ----------------------------------------------------------------------------------


def compared(test: Tested) -> str:
    """What is received for each share, against the price before: `sale: …, 0.003 a share, is less than 0.0033`."""
    per_share, against = apart(test.per_share, test.against)
    shares = f"{_of(test)}: {number(test.shares)} shares"
    if not test.money.fraction:
        given = f"{shares} without consideration, which"
    else:
        parts = consideration(test.division.of)
        given = f"{shares} for {number(test.money)} in all ({parts}), or {per_share} a share, which"
    if test.per_share.fraction == test.against.fraction:
        return f"{given} is {against}, the price itself, and not less"
    return f"{given} is {'' if test.working.figure else 'not '}less than {against}"


def _so(test: Tested, row: Beside | None = None) -> str:
    if test.waived:
        return "; its adjustment is waived (9)."
    now = test.triggers
    if row is None or row.change is None:
        return ", so it triggers." if now else ", so it does not trigger."
    if now:
        return ", so it now triggers." if test.entry in row.now_triggers else ", so it still triggers."
    return ", so it no longer triggers." if test.entry in row.no_longer_triggers else ", so it does not trigger."


def _of(test: Tested) -> str:
    return test.entry if test.right is None else f"{test.right} ({test.entry})"


def _became(row: Beside) -> str:
    if row.now_triggers or row.no_longer_triggers:
        said = [f"{name} did not trigger when it was first tested, and now does" for name in row.now_triggers]
        said += [f"{name} triggered when it was first tested, and no longer does" for name in row.no_longer_triggers]
        return "; ".join(said)
    return "as first recorded" if row.change is None else "with other figures than first recorded"


def _heading(step: PriceStep) -> str:
    return f"Step {step.number}: {step.clause}, {step.effective}, from {number(step.before)} to {number(step.after)}"


def _governs(step: PriceStep) -> str:
    if step.governs_from > step.effective:
        reading = "A3" if step.clause == "4E(3)" else "A1"
        return f"It governs conversions from {step.governs_from} on, the day after its cause (4I, {reading})."
    why = "as the switch readjustment_effective has it (A3)" if step.clause == "4E(3)" else "with the share units (A2)"
    return f"It governs conversions from {step.governs_from} on, the day of its cause, {why}."


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}".rstrip(",")

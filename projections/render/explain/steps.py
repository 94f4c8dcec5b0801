"""An explanation to be read aloud: headings, sentences and tables, for a terminal or a Markdown page."""

from collections.abc import Iterator, Sequence

from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from ledger.working import Working
from projections.answers.history import PriceStep
from projections.answers.waivers import Waiver
from projections.explain.cited import clauses_of, clauses_of_figures, entries_below
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained, ExplainedConversion, Explanation
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph, sentences
from projections.render.entries import says
from projections.render.explain.workings import below, derivation, readings, relied_on, sentence, told
from projections.render.marks.citations import clause as of_clause
from projections.render.marks.marked import Toned, each_reasoned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.notes import touching
from projections.render.numbers import exactly, number, which_steps
from projections.render.papers import attached, not_quoted, quotations


def blocks(answer: Explanation, known: str, depth: int = 0, *, brief: bool = False) -> Iterator[Block]:
    """The whole report; `known` says which state of knowledge it is from, `depth` how far down workings are told.

    Where it is `brief`, of very many parts of a figure the first is named, and how much the others come to.
    """
    yield Heading(f"{_title(answer)}, {known}", 1)
    if answer.price is not None:
        yield Paragraph(reasoned(_in_effect(answer), Why("price", on=answer.price.on)))
        yield Paragraph(naming(_start(answer), Why("entry", "" if answer.adopted is None else answer.adopted.id)))
        yield from _which(answer)
        yield from touching(answer.price.notes)
    if answer.conversion is not None:
        said = _conversion(answer.conversion, answer.series)
        yield Paragraph(naming(said, Why("holder", answer.conversion.holder, answer.conversion.on)))
    yield from touching(answer.notes)
    if answer.waivers:
        yield Items([_waived(one) for one in answer.waivers])
    if answer.by is not None:
        yield Paragraph(reasoned(_recorded(answer.by), Why("recording", str(answer.by.position))))
    yield from _about(answer)
    quoted = list[str]()
    for one in answer.steps:
        yield from _step(one, answer, brief=brief)
        if depth and one.working is not None:
            yield Paragraph("What it rests on:")
            yield from below(one.working, answer.entries, depth)
        if depth or answer.on is None or answer.quoted:
            yield from _quoted(answer, clauses_of(one, depth), quoted)
    if answer.figures and (depth or answer.on is None):
        yield Heading("The figures" if answer.on is None else "The price")
        yield from told(answer.figures, answer.entries, depth)
        yield from readings(answer.figures)
        yield from _quoted(answer, clauses_of_figures(answer, depth), quoted)
    below_it = list(attached(answer.papers, entries_below(answer, depth)))
    if below_it:
        yield Heading("Documents of the other entries that it rests on")
        yield from below_it


def _waived(one: Waiver) -> str:
    return naming(f"Waived (9, A52): {one.says()}.", Why("entry", one.entry), Why("entry", one.waived))


def _about(answer: Explanation) -> Iterator[Block]:
    """The documents of the entry asked about, where no step has it among its causes."""
    if answer.entry is not None and all(cause.id != answer.entry for one in answer.steps for cause in one.causes):
        yield from attached(answer.papers, [answer.entry])


def _quoted(answer: Explanation, clauses: Sequence[str], before: list[str]) -> Iterator[Block]:
    """What the certificate says of clauses, beside the calculation; of each once."""
    new = [one for one in clauses if one not in before]
    if new and not before:
        yield from not_quoted(answer.papers)
    before += new
    found = list(quotations(answer.papers, new))
    if found:
        yield Paragraph("The certificate says:")
        yield from found


def paragraphs(answer: Explanation) -> Iterator[str]:
    """The sentences of the report alone, briefly and tables left out: a program has all parts beside them."""
    return sentences(blocks(answer, "", brief=True))


def _recorded(by: Recording) -> str:
    """With which recording the entry asked about came."""
    name = f" by {by.by.recorded_by}" if by.by.recorded_by else ""
    return f"It was recorded at {written(by.recorded_at)}{name}, with recording {by.position:,}."


def _title(answer: Explanation) -> str:
    if answer.entry is not None:
        return f"What {answer.entry} did"
    return f"The Conversion Price on {answer.on}" if answer.on else "A step of the Conversion Price"


def _in_effect(answer: Explanation) -> str:
    price = answer.price
    assert price is not None  # noqa: S101  asked of a date
    said = f"In effect is {exactly(price.in_effect)}"
    if price.at_opening is not None:
        said += f"; at the opening of the day it was {exactly(price.at_opening)}"
    if price.after_close.fraction != price.in_effect.fraction:
        said += f"; after the close it is {exactly(price.after_close)}"
    if price.common_per_share is None:
        return f"{said}. Nothing can be divided by a price of zero (A44)."
    return f"{said}. One share of {answer.series} converts into {number(price.common_per_share)} of Common (4A, A42)."


def _start(answer: Explanation) -> str:
    begins = f"It begins at {number(answer.initial)}"
    if answer.adopted is not None:
        begins += f", which the certificate of {answer.adopted.entry.effective} fixes ({answer.adopted.id})"
    number_of = len(answer.steps) if answer.steps_in_all is None else answer.steps_in_all
    if not number_of:
        return f"{begins}, and nothing has changed it."
    return f"{begins}, and has changed {'once' if number_of == 1 else f'{number_of} times'}."


def _which(answer: Explanation) -> Iterator[Block]:
    """Which steps are told, where others are not."""
    numbers = [one.step.number for one in answer.steps if one.step is not None]
    if numbers and (said := which_steps(numbers, answer.steps_in_all)):
        yield Paragraph(reasoned(f"Told here: {said}; the history has every one.", Why("history")))


def _step(one: Explained, answer: Explanation, *, brief: bool) -> Iterator[Block]:
    yield Heading(reasoned(_heading(one.step), _numbered(one.step)))
    for cause in one.causes:
        yield Paragraph(naming(_cause(cause, one.taken.get(cause.id), answer.series), Why("entry", cause.id)))
        yield from attached(answer.papers, [cause.id])
    if one.tested:
        yield Items([sentence(tested.working) for tested in one.tested])
    elif one.step is None:
        yield Paragraph("It is not tested under 4E and moves no price.")
    if one.beside and one.working is not None:
        yield from _replay(one, one.working)
    if one.working is not None:
        yield Items(list(derivation(one.working, brief=brief)))
    if one.step is not None and one.working is not None:
        rule = "" if one.beside else one.working.sentence
        yield Paragraph(f"{rule} {_effect(one.step, answer)}".lstrip())
    yield from relied_on("It relies on these readings:", one.readings, one.switches)


def _heading(step: PriceStep | None) -> str:
    if step is None:
        return "No step"
    return f"Step {step.number}: {step.clause}, {step.effective}, from {number(step.before)} to {number(step.after)}"


def _cause(cause: Recorded, shares: Figure | None, series: str) -> str:
    said = [f"On {cause.entry.effective} {says(cause.entry, shares, series=series)} ({cause.id})."]
    said += [f"Note: {cause.entry.note}."] if cause.entry.note else []
    said += [f"Source: {cause.entry.source}."] if cause.entry.source else []
    return " ".join(said)


# -- a replay beside what was first recorded --------------------------------------------------------------------------


def _replay(one: Explained, working: Working) -> Iterator[Block]:
    yield Items([sentence(stood) for stood in one.stood])
    yield Paragraph(f"{working.sentence} What was first recorded, and the replay beside it:")
    shown = _shown(one.beside)
    if len(shown) < len(one.beside):
        yield Paragraph(
            f"Of {len(one.beside):,} moments {len(shown):,} are shown: those whose test came out otherwise, and the "
            "last. The answer as JSON has all."
        )
    yield beside(shown, one.step)
    yield Items([flip for row in shown for flip in _flips(row)])


MOST_BESIDE = 60
"""So many moments of a replay are shown beside what was first recorded."""


def _shown(rows: Sequence[Beside]) -> Sequence[Beside]:
    """All moments, or of very many those whose test came out otherwise and as many of the last as there is room for."""
    if len(rows) <= MOST_BESIDE:
        return rows
    flips = [number for number, row in enumerate(rows) if row.now_triggers or row.no_longer_triggers][-MOST_BESIDE:]
    last = [number for number in range(len(rows)) if number not in flips][len(flips) - MOST_BESIDE :]
    return [rows[number] for number in sorted({*flips, *(last if len(flips) < MOST_BESIDE else ())})]


_BESIDE = ("on", "entry", "clause", "first: A", "C", "D", "price", "replay: A", "C", "D", "price", "")


def beside(rows: Sequence[Beside], readjustment: PriceStep | None) -> Grid:
    """What was first recorded of each step, beside what the replay of a readjustment makes of it (A25)."""
    return Grid(_BESIDE, [_row(row, readjustment) for row in rows])


def _numbered(step: PriceStep | None) -> Why | None:
    return None if step is None else Why("step", str(step.number))


def _row(row: Beside, step: PriceStep | None) -> list[str]:
    either = row.replayed or row.first
    clause = "" if either is None else either.clause
    entries = reasoned(", ".join(row.entries), *(Why("entry", name) for name in row.entries))
    of = reasoned(clause, of_clause(clause))
    was, now = _cells(row.first), _cells(row.replayed)
    moved = [Toned.of(cell, "heed") if cell != before else cell for before, cell in zip(was, now, strict=True)]
    first, again = each_reasoned(was, _numbered(row.first)), each_reasoned(moved, _numbered(step))
    return [str(row.on), entries, of, *first, *again, Toned.of(row.change, "heed") if row.change else ""]


def _cells(step: PriceStep | None) -> list[str]:
    if step is None:
        return ["-"] * 4
    return ["" if figure is None else number(figure) for figure in (step.a, step.c, step.d, step.after)]


def _flips(row: Beside) -> Iterator[str]:
    for entry in row.now_triggers:
        said = f"{entry} of {row.on} did not adjust the price when it was first tested, and now does."
        yield reasoned(said, Why("entry", entry))
    for entry in row.no_longer_triggers:
        said = f"{entry} of {row.on} adjusted the price when it was first tested, and no longer does."
        yield reasoned(said, Why("entry", entry))


# -- from when it governs ---------------------------------------------------------------------------------------------


def _effect(step: PriceStep, answer: Explanation) -> str:
    if answer.on is not None and step.governs_from > answer.on:
        return f"{_governs(step)} On {answer.on} it is not yet in effect."
    return _governs(step)


def _governs(step: PriceStep) -> str:
    if step.governs_from > step.effective:
        reading = "A3" if step.clause == "4E(3)" else "A1"
        return f"It governs conversions from {step.governs_from} on, the day after its cause (4I, {reading})."
    why = "as the switch readjustment_effective has it (A3)" if step.clause == "4E(3)" else "with the share units (A2)"
    return f"It governs conversions from {step.governs_from} on, the day of its cause, {why}."


# -- a conversion -----------------------------------------------------------------------------------------------------


def _conversion(one: ExplainedConversion, series: str) -> str:
    whole = f"{number(one.entitled)} whole shares"
    found = whole if one.unrounded == one.entitled else f"{number(one.unrounded)}, rounded down to {whole}"
    where = "second 4L, 4D, A42, A43, A46" if one.automatic else "4A, 4D, A42, A43"
    worth = f"{number(one.converted)} x {number(one.preference)}"
    if any(each != one.preference for _, each in one.parts):
        worth = f"({' + '.join(f'{number(shares)} x {number(each)}' for shares, each in one.parts)})"
        where += ", A60"
    computed = f"{worth} / {number(one.price)} = {found} ({where})"
    shares = f"{number(one.converted)} shares of {series}"
    what = f"{shares} of {one.holder} converted automatically" if one.automatic else f"{one.holder} converted {shares}"
    said = f"On {one.on} {what}: {computed}."
    if not one.stated:
        said += f" Nobody stated how many were delivered; {number(one.delivered)} are assumed, as the ledger worked out"
        return f"{said}." if one.delivered == one.entitled else f"{said} when it was recorded, and stay so (A8, A30)."
    if one.delivered == one.entitled:
        return f"{said} As many were delivered."
    return f"{said} Delivered were {number(one.delivered)}, and stay so (A8, A30)."

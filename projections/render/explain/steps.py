"""An explanation to be read aloud: headings, sentences and tables, for a terminal or a Markdown page."""

from collections.abc import Iterator

from ledger.log.recorded import Recorded
from projections.answers.history import PriceStep
from projections.certificate.readings import READINGS
from projections.explain.readjustment import Beside
from projections.explain.steps import Explained, ExplainedConversion, Explanation
from projections.render.blocks import Block, Grid, Heading, Items, Paragraph, sentences
from projections.render.entries import says
from projections.render.explain.rules import derivation, governs, readjusted, switch_choice, tested_sentence
from projections.render.explain.workings import below, readings, told
from projections.render.numbers import exactly, number


def blocks(answer: Explanation, known: str, depth: int = 0) -> Iterator[Block]:
    """The whole report; `known` says which state of knowledge it is from, `depth` how far down workings are told."""
    yield Heading(f"{_title(answer)}, {known}", 1)
    if answer.price is not None:
        yield Paragraph(_in_effect(answer))
        yield Paragraph(_start(answer))
    if answer.conversion is not None:
        yield Paragraph(_conversion(answer.conversion, answer.series))
    if answer.waivers:
        yield Items([f"Waived (9, A52): {one.says()}." for one in answer.waivers])
    for one in answer.steps:
        yield from _step(one, answer)
        if depth and one.working is not None:
            yield Paragraph("What it rests on:")
            yield from below(one.working, answer.entries, depth)
    if answer.figures and (depth or answer.on is None):
        yield Heading("The figures" if answer.on is None else "The price")
        yield from told(answer.figures, answer.entries, depth)
        yield from readings(answer.figures)


def paragraphs(answer: Explanation) -> Iterator[str]:
    """The sentences of the report alone, tables left out."""
    return sentences(blocks(answer, ""))


def _title(answer: Explanation) -> str:
    if answer.entry is not None:
        return f"What {answer.entry} did"
    return f"The Conversion Price on {answer.on}" if answer.on else "A step of the Conversion Price"


def _in_effect(answer: Explanation) -> str:
    price = answer.price
    assert price is not None  # noqa: S101  asked of a date
    said = f"In effect is {exactly(price.in_effect)}"
    if price.after_close.fraction != price.in_effect.fraction:
        said += f"; after the close it is {exactly(price.after_close)}"
    if price.common_per_share is None:
        return f"{said}. Nothing can be divided by a price of zero (A44)."
    return f"{said}. One share of {answer.series} converts into {number(price.common_per_share)} of Common (4A, A42)."


def _start(answer: Explanation) -> str:
    begins = f"It begins at {number(answer.initial)}"
    if answer.adopted is not None:
        begins += f", which the certificate of {answer.adopted.entry.effective} fixes ({answer.adopted.id})"
    if not answer.steps:
        return f"{begins}, and nothing has changed it."
    number_of = len(answer.steps)
    return f"{begins}, and has changed {'once' if number_of == 1 else f'{number_of} times'}."


def _step(one: Explained, answer: Explanation) -> Iterator[Block]:
    yield Heading(_heading(one))
    for cause in one.causes:
        yield Paragraph(_cause(cause))
    if one.tested:
        yield Items([tested_sentence(tested) for tested in one.tested])
    elif one.step is None:
        yield Paragraph("It is not tested under 4E and moves no price.")
    if one.beside:
        yield Items(list(readjusted(one)))
        yield Paragraph(_replay(one))
        yield Grid(_COLUMNS, [_row(row) for row in one.beside])
        yield Items([sentence for row in one.beside for sentence in _flips(row)])
    yield Items(list(derivation(one)))
    if one.step is not None:
        yield Paragraph(_effect(one.step, answer))
    if one.readings:
        yield Paragraph("It relies on these readings:")
        yield Items([*_switches(one, answer), *(f"{name}: {READINGS[name]}." for name in one.readings)])


def _heading(one: Explained) -> str:
    step = one.step
    if step is None:
        return "No step"
    return f"Step {step.number}: {step.clause}, {step.effective}, from {number(step.before)} to {number(step.after)}"


def _cause(cause: Recorded) -> str:
    sentences = [f"On {cause.entry.effective} {says(cause.entry)} ({cause.id})."]
    sentences += [f"Note: {cause.entry.note}."] if cause.entry.note else []
    sentences += [f"Source: {cause.entry.source}."] if cause.entry.source else []
    return " ".join(sentences)


def _replay(one: Explained) -> str:
    clause = one.step.clause if one.step is not None else ""
    what = {
        "4E(3)": "The price becomes what it would have been had the rights, so far as outstanding, stood like this "
        "from their grant on, and all tests after it are made again (4E(3), A25).",
        "9": "The adjustment is taken back, and all tests after it are made again (9, A52).",
    }
    return f"{what.get(clause, '')} What was first recorded, and the replay beside it:"


_COLUMNS = ("on", "entry", "clause", "first: A", "C", "D", "price", "replay: A", "C", "D", "price", "")


def _row(row: Beside) -> list[str]:
    step = row.replayed or row.first
    clause = "" if step is None else step.clause
    return [str(row.on), ", ".join(row.entries), clause, *_cells(row.first), *_cells(row.replayed), row.change or ""]


def _cells(step: PriceStep | None) -> list[str]:
    if step is None:
        return ["-"] * 4
    return ["" if figure is None else number(figure) for figure in (step.a, step.c, step.d, step.after)]


def _flips(row: Beside) -> Iterator[str]:
    for entry in row.now_triggers:
        yield f"{entry} of {row.on} did not adjust the price when it was first tested, and now does."
    for entry in row.no_longer_triggers:
        yield f"{entry} of {row.on} adjusted the price when it was first tested, and no longer does."


def _effect(step: PriceStep, answer: Explanation) -> str:
    if answer.on is not None and step.governs_from > answer.on:
        return f"{governs(step)} On {answer.on} it is not yet in effect."
    return governs(step)


def _switches(one: Explained, answer: Explanation) -> Iterator[str]:
    for name in one.switches:
        choice, reading, default = switch_choice(answer, name)
        yield f"Switch {name}: {choice}{' (the default)' if default else ''}, {reading}."


def _conversion(one: ExplainedConversion, series: str) -> str:
    whole = f"{number(one.entitled)} whole shares"
    found = whole if one.unrounded == one.entitled else f"{number(one.unrounded)}, rounded down to {whole}"
    cited = "second 4L, 4D, A42, A43, A46" if one.automatic else "4A, 4D, A42, A43"
    computed = f"{number(one.converted)} x {number(one.preference)} / {number(one.price)} = {found} ({cited})"
    shares = f"{number(one.converted)} shares of {series}"
    what = f"{shares} of {one.holder} converted automatically" if one.automatic else f"{one.holder} converted {shares}"
    said = f"On {one.on} {what}: {computed}."
    if one.delivered == one.entitled:
        return f"{said} As many were delivered."
    return f"{said} Delivered were {number(one.delivered)}, and stay so (A8, A30)."

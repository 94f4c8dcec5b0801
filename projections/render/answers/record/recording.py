"""What came of recording entries, or would."""

from collections.abc import Iterator

from projections.answers.flags import flag_says
from projections.answers.history import PriceStep
from projections.compare.recording import RecordResult
from projections.render.answers.compare import differences
from projections.render.answers.record import package, tables
from projections.render.answers.record.told import sentences_of, to_be_told
from projections.render.blocks import Block, Heading, Items, Note, Paragraph, Title
from projections.render.marks.marked import reasoned
from projections.render.marks.why import Why
from projections.render.notes import flagged
from projections.render.numbers import entries_in_words

_MOST_STEPS = 12
_MOST_TOLD = 20


def blocks(result: RecordResult, *, written: bool, quiet: bool = False, with_notes: bool = False) -> Iterator[Block]:
    """How many entries, each in a sentence, how the price moved, what changes of earlier answers; flags if asked for.

    Where it is `quiet`, without the sentences.
    """
    already = f", {result.already_recorded} already recorded" if result.already_recorded else ""
    done = "Recorded" if written else "Would record"
    where = f" of {result.company} in {result.ledger}" if result.company else ""
    yield Title(f"{done} {entries_in_words(len(result.entries))}{where}{already}.")
    if not quiet:
        yield from _told(result)
    if result.written:
        converted = entries_in_words(len(result.written))
        yield Note(f"Automatic conversion (second 4L): {converted} written by the ledger.")
    untold = result.steps if quiet or len(result.entries) > _MOST_TOLD else []
    for step in untold[-_MOST_STEPS:]:
        yield Note(reasoned(_moved(step), Why("step", str(step.number)) if written else None, Why("entry", step.entry)))
    if len(untold) > _MOST_STEPS:
        yield Paragraph(f"… the last {_MOST_STEPS} of {len(result.steps)} changes; `seriesd history` shows all")
    if result.changes:
        yield Note("What was answered until now changes:")
        now: tuple[str, differences.Side] = ("is now", "second") if written else ("would be", "first")
        yield from differences.blocks(result.changes, "was", *now)
    if written and (result.steps or any(one.kind == "parted" for one in result.changes)):
        yield to_be_told(result.series)
    if result.package is not None:
        yield from package.blocks(result.package, with_balances=not written)
    yield from tables.behind(result.tables, result.behind)
    if with_notes and result.warnings:
        yield Heading("Notes")
        yield Items([flagged(one.flag, flag_says(one.flag)) for one in result.warnings])


def _told(result: RecordResult) -> Iterator[Block]:
    """The entries, each in a sentence; of very many the first."""
    sentences = [reasoned(said, Why("entry", name)) for name, said in sentences_of(result, result.entries[:_MOST_TOLD])]
    if sentences:
        yield Items(sentences)
    more = len(result.entries) - len(sentences)
    if sentences and more:
        yield Paragraph(
            f"… and {entries_in_words(more)} more; `--json` tells all of them, `seriesd entries` lists them"
        )


def _moved(step: PriceStep) -> str:
    return (
        f"Conversion Price {step.before.short()} -> {step.after.short()} by {step.clause}, entry {step.entry}, "
        f"for conversions from {step.governs_from}"
    )

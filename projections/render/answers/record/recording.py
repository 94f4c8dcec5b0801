"""What came of recording entries, or would."""

from collections.abc import Iterator

from projections.answers.flags import flag_says
from projections.answers.history import PriceStep
from projections.compare.recording import RecordResult
from projections.render.answers.compare import differences
from projections.render.answers.record import package
from projections.render.blocks import Block, Heading, Items, Note, Paragraph, Title
from projections.render.numbers import entries_in_words

_MOST_STEPS = 12


def blocks(result: RecordResult, *, written: bool, with_notes: bool = False) -> Iterator[Block]:
    """How many entries, how the price moved, what changes of earlier answers; and the flags where they belong here."""
    already = f", {result.already_recorded} already recorded" if result.already_recorded else ""
    yield Title(f"{'Recorded' if written else 'Would record'} {entries_in_words(len(result.entries))}{already}.")
    if result.written:
        converted = entries_in_words(len(result.written))
        yield Note(f"Automatic conversion (second 4L): {converted} written by the ledger.")
    yield from (Note(_moved(step)) for step in result.steps[-_MOST_STEPS:])
    if len(result.steps) > _MOST_STEPS:
        yield Paragraph(f"… the last {_MOST_STEPS} of {len(result.steps)} changes; `seriesd history` shows all")
    if result.changes:
        yield Note("What was answered until now changes:")
        yield from differences.blocks(result.changes, "was", "is now" if written else "would be")
    if written and (result.steps or any(one.kind == "parted" for one in result.changes)):
        must = "Holders of Series D must be told of every adjustment (4K)"
        yield Note(f"{must}: `seriesd notice adjustment` writes to them.")
    if result.package is not None:
        yield from package.blocks(result.package, with_balances=not written)
    if with_notes and result.flags:
        yield Heading("Notes")
        yield Items([flag_says(flag) for flag in result.flags])


def _moved(step: PriceStep) -> str:
    return (
        f"Conversion Price {step.before.short()} -> {step.after.short()} by {step.clause}, entry {step.entry}, "
        f"for conversions from {step.governs_from}"
    )

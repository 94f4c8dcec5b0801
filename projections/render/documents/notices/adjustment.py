"""The notice of an adjustment (4K) as a letter: to one holder, or to all of them with a table of who they are."""

from collections.abc import Iterator, Sequence

from ledger.log.recorded import Recorded
from ledger.numbers.days import written
from ledger.numbers.figure import Figure
from projections.documents.notices.adjustment import AdjustmentNotice, Told
from projections.explain.readjustment import Beside
from projections.explain.steps import Explanation
from projections.render.blocks import Block, Facts, Grid, Heading, Items, Paragraph, Signature
from projections.render.entries import says
from projections.render.explain.expressions import with_numbers
from projections.render.explain.steps import blocks as explained_blocks
from projections.render.numbers import exactly, number

_MOST_REPLAYED = 100
"""Of a longer replay the letter sets out the last steps; `explain` has all."""

TITLE = "Notice of Adjustment of the Conversion Price"


def letter(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[Block]:
    """The letter to these holders."""
    yield Heading(TITLE, 1)
    yield Facts(list(_head(notice, to)))
    yield Paragraph(_sentence(notice))
    yield Facts(list(_result(notice, to)))
    if len(to) > 1:
        yield Grid(_COLUMNS, [_row(one) for one in to])
    yield Paragraph(
        "The price is the exact number. Its decimal is rounded for reading only: no number of shares is worked out "
        "from it. Shares of Common are rounded down once for each notice of conversion, and no cash is paid for a "
        "fraction (4D, A43)."
    )
    yield Heading("How the price was calculated")
    for one in notice.explained:
        _, *step = explained_blocks(one, "")
        yield from (block._replace(level=3) if isinstance(block, Heading) else block for block in step)
        yield from _replays(one)
    yield Heading("Facts on which the calculation is based")
    yield Facts([(one.id, _fact(one, notice.corrections.get(one.id))) for one in notice.facts])
    yield Signature(notice.company)


def _head(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[tuple[str, str]]:
    yield "From", notice.company
    if len(to) == 1:
        yield "To", f"{to[0].holder}, at the address on the books of the Company, by first-class mail"
    else:
        yield "To", f"each holder of {notice.series} named below, by first-class mail"
    yield "Section", "4K of the certificate of designations"
    yield "Adjusted on", notice.on.isoformat()
    yield "By the entries", ", ".join(f"{' and '.join(step.entries)} ({step.clause})" for step in notice.steps)


def _sentence(notice: AdjustmentNotice) -> str:
    times = "" if len(notice.steps) == 1 else f", in {len(notice.steps)} steps"
    units = ""
    if notice.before.factor != notice.after.factor:
        units = " Share units changed with it: what stands for before is per old share, what results per new share."
    return (
        f"The Conversion Price of the {notice.series} was adjusted on {notice.on}{times}. The price that results "
        f"governs conversions from {notice.governs_from} on; those of days before keep the price that governed them."
        f"{units}"
    )


def _result(notice: AdjustmentNotice, to: Sequence[Told]) -> Iterator[tuple[str, str]]:
    yield "Conversion Price before", exactly(notice.before)
    yield "Conversion Price resulting", exactly(notice.after)
    yield f"Common for one {notice.series} before", _rate(notice.common_per_share.before)
    yield f"Common for one {notice.series} after", _rate(notice.common_per_share.after)
    yield "Governs conversions from", notice.governs_from.isoformat()
    if len(to) == 1:
        one = to[0]
        yield f"Your {notice.series} at the close of the day", number(one.series_d)
        yield (
            "Whole Common for all of it",
            f"{_whole(one.common.before)} before, {_whole(one.common.after)} after",
        )


def _replays(explanation: Explanation) -> Iterator[Block]:
    """The formula of each step of a replay, with its numbers: the table beside what was first recorded has no B."""
    rows = [row for one in explanation.steps for row in one.beside if row.replayed is not None]
    if rows:
        yield Paragraph("The replay, step by step:")
        yield Items([_replayed(row) for row in rows[-_MOST_REPLAYED:]])


def _replayed(row: Beside) -> str:
    step, working = row.replayed, row.replayed_working
    assert step is not None  # noqa: S101  only these are asked about
    assert working is not None  # noqa: S101  it is told with its step
    of = f"{' and '.join(step.entries)} of {step.effective} ({step.clause})"
    return f"{of}: {with_numbers(working.formula)} = {exactly(step.after)}."


def _rate(figure: Figure | None) -> str:
    return exactly(figure) if figure is not None else "none: nothing can be divided by a price of zero (A44)"


_COLUMNS = ("holder", "Series D", "whole Common before", "whole Common after")


def _row(one: Told) -> list[str]:
    return [one.holder, number(one.series_d), _whole(one.common.before), _whole(one.common.after)]


def _whole(shares: int | None) -> str:
    return "-" if shares is None else number(shares)


def _fact(one: Recorded, correction: Recorded | None) -> str:
    """The fact as it stands; a corrected one was first recorded otherwise, and says since when it stands like this."""
    source = one.entry.source or "none is named"
    said = (
        f"On {one.entry.effective} {says(one.entry)}. Source: {source}. Recorded: {written(one.recorded_at, 'seconds')}"
    )
    if correction is None:
        return f"{said}."
    return f"{said}; corrected to this by {correction.id}: {written(correction.recorded_at, 'seconds')}."

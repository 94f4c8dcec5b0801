"""The receipt of a recording: who recorded, what came of it, and the head to keep."""

from collections.abc import Iterator

from ledger.numbers.days import written
from projections.audit.recordings import Receipt, Told
from projections.render.answers.record import documents, recording
from projections.render.blocks import Block, Heading, Note, Paragraph, Title


def blocks(found: Receipt) -> Iterator[Block]:
    """Who recorded and why, what came of the entries as it was answered then, and the head of the whole ledger."""
    one = found.recording
    of = "" if found.company is None else f" of {found.company}"
    yield Title(f"Receipt of recording {one.recording}{of}")
    yield Paragraph(_who(one))
    if found.result is None:
        yield from (Paragraph(f"It is of {_what(part.what, part.first, part.last)}.") for part in one.written)
    else:
        made = recording.blocks(found.result, written=True, with_notes=True)
        yield from (Paragraph(block.text) if isinstance(block, Title) else block for block in made)
    yield from documents.quoted(found.attached)
    head = f"{one.head.size}:{one.head.root}"
    yield Heading("The head to keep")
    yield Paragraph(f"{head} is the head of the whole ledger after it.")
    yield Note("`seriesd verify --head` finds it again later, unless something recorded until then was altered.")


def recorded_before(one: Told) -> str:
    """What is said of a batch that was sent once more with its key: it is this recording already."""
    when = written(one.recorded_at, "seconds")
    return f"This was recorded before, as recording {one.recording} at {when}; nothing new was recorded."


def _who(one: Told) -> str:
    why = f", since {one.reason!r}" if one.reason else ""
    by = one.recorded_by or "nobody named"
    proposed = f"; proposed by {one.proposed_by}" if one.proposed_by else ""
    program = f" with {one.program}" if one.program else ""
    return f"Recorded by {by} at {written(one.recorded_at, 'seconds')}{program}{why}{proposed}."


def _what(kind: str, first: int, last: int) -> str:
    called = {"entries": "entries", "scenario": "a scenario", "proposal": "a proposal"}.get(kind, "events")
    return f"{called}, position {first:,}" if first == last else f"{called}, positions {first:,} to {last:,}"

"""The audit trail as a list: who recorded what, when, why and with which program."""

from collections.abc import Iterator

from ledger.numbers.days import written
from projections.audit.recordings import Recordings, Told, Written
from projections.render.blocks import Block, Grid, Note, Title
from projections.render.marks.marked import Toned, naming, reasoned, said_anew
from projections.render.marks.why import Why
from projections.render.numbers import entries_in_words

_COLUMNS = ("no.", "recorded", "by", "why", "what", "head after it")
_MOST_NAMED = 5
_SHORT = 12


def blocks(found: Recordings, asked: str) -> Iterator[Block]:
    """Each recording, and what of it must be heeded; `asked` says of what they are."""
    yield Title(f"Recordings{asked}")
    if found.before_recordings:
        yield Note("the entry was there before the ledger kept recordings: who recorded it, and why, is not known")
    if found.recordings:
        yield Grid(_COLUMNS, [row for one in found.recordings for row in _rows(one)], right=(0,))
    several = "1 recording" if found.of == 1 else f"{found.of:,} recordings"
    yield Note(f"{'all' if len(found.recordings) == found.of else f'{len(found.recordings):,}'} of {several}")
    if any(one.signed is not None for one in found.recordings):
        yield Note(
            "what a key is called, and who recorded, is as whoever recorded said: whose a key is its owner can tell"
        )


def _rows(one: Told) -> Iterator[tuple[str, ...]]:
    by = one.recorded_by or "nobody named"
    what = [naming(_what(part), *_written_in(part)) for part in one.written] or ["nothing but names in lists"]
    number = reasoned(str(one.recording), Why("recording", str(one.recording)))
    head = f"{one.head.size:,}:{one.head.root[:_SHORT]}…"
    yield number, written(one.recorded_at, "seconds"), by, one.reason or "", what[0], head
    said = [*what[1:], *_more(one)]
    yield from (
        ("", "", "", "", line if isinstance(line, Toned) else said_anew(line, f"  {line}"), "") for line in said
    )


def _more(one: Told) -> Iterator[str]:
    if one.proposed_by is not None:
        yield f"proposed by {one.proposed_by}"
    if one.adopted:
        events = "1 event" if one.adopted == 1 else f"{one.adopted:,} events"
        yield f"the first: {events} stood there before it"
    if one.program is not None:
        yield f"with {one.program}"
    if one.signed is not None:
        key = f"key {one.signed.key}, {one.signed.public[:_SHORT]}…"
        said = {
            "right": f"  signed with the {key}",
            "wrong": Toned.of(f"  the signature with the {key} is wrong", "wrong"),
            "unchecked": Toned.of(f"  signed with the {key}; not checked, see `pip install 'seriesd[seal]'`", "heed"),
        }[one.signed.state]
        yield said if isinstance(said, Toned) else said.strip()


def _written_in(part: Written) -> Iterator[Why]:
    """The entries of a recording, or the scenario."""
    if part.what == "entries":
        yield from (Why("entry", name) for name in (part.entries or ())[:_MOST_NAMED])
    elif part.what == "scenario" and part.name is not None:
        yield Why("scenario", part.name)


def _what(part: Written) -> str:
    if part.what != "entries":
        of = f" of {part.company}" if part.company is not None else ""
        return f"{part.what} {part.name}{of}"
    ids = part.entries or ()
    named = ", ".join(ids[:_MOST_NAMED]) + (f" and {len(ids) - _MOST_NAMED:,} more" if len(ids) > _MOST_NAMED else "")
    return f"{named or f'positions {part.first:,} to {part.last:,}'} of {part.company}"


def grown(company: str, entries: int, recorded_by: str | None) -> str:
    """What a page that is open is told when a log has grown: so many entries of a company were recorded, by whom."""
    were = "was" if entries == 1 else "were"
    by = "" if recorded_by is None else f" by {recorded_by}"
    return f"{entries_in_words(entries)} of {company} {were} recorded{by}."

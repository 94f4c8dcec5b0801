"""The proof that a log is whole and untouched, and that a rebuild gives the same figures."""

from collections.abc import Iterator

from projections.answers.reliance.edition import in_words
from projections.audit.verification import Verified
from projections.render.blocks import Block, Note, Title, Toned
from projections.render.numbers import entries_in_words


def blocks(found: Verified, known: str) -> Iterator[Block]:
    """What is wrong, a sentence each; or what was proved, and the head to keep."""
    wrong = [*found.faults, *found.different]
    if wrong:
        yield Title(Toned.of(wrong[0], "wrong"))
        yield from (Note(Toned.of(fault, "wrong")) for fault in wrong[1:])
        yield from map(Note, found.advice)
        return
    entries = entries_in_words(found.entries)
    said = f"{found.company}: {entries}, whole and untouched; recorded anew they give the same figures"
    yield Title(Toned.of(said, "good"))
    if found.tables is not None:
        yield Note(_of_tables(found.tables, found.behind))
    yield Note(f"head {found.head}, {known}")
    if found.kept:
        kept = entries_in_words(found.kept)
        yield Note(f"{kept} of the first edition of the readings are taken as they were decided then")
    if found.read_otherwise:
        yield Note(in_words(found.read_otherwise))
    notes = (f"note: {one.entry}: {one.message} ({one.code})" for one in found.warnings or ())
    yield from (Note(Toned.of(note, "heed")) for note in notes)
    if found.scenarios:
        yield Note(f"{found.scenarios} scenarios beside it, likewise")


def _of_tables(position: int, behind: int | None) -> str:
    said = f"the reporting tables, at position {position:,}, are what the log"
    if not behind:
        return f"{said} projected anew gives"
    entries = "1 entry" if behind == 1 else f"{behind:,} entries"
    return f"{said} up to there gives, and {entries} behind it: `seriesd project` brings them up to date"

"""The proof that a log is whole and untouched, and that a rebuild gives the same figures."""

from collections.abc import Iterator

from projections.answers.reliance.edition import in_words
from projections.audit.documents import Checked
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
    whole = f"{entries}, whole and untouched; recorded anew they give the same figures"
    but = _but(found.documents)
    yield Title(Toned.of(f"{found.company}: {whole}{but}", "wrong" if but else "good"))
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
    if found.documents is not None:
        yield from _of_documents(found.documents)


def _but(found: Checked | None) -> str:
    """What is wrong all the same: a document is not the log."""
    if found is None or found.is_whole:
        return ""
    several = len(found.faults)
    return f"; but {several:,} attached {'document is' if several == 1 else 'documents are'} missing or altered"


def _of_documents(found: Checked) -> Iterator[Block]:
    whole = found.attached - len(found.faults)
    if whole:
        yield Note(f"{whole:,} of {found.attached:,} attached documents here, each with the hash that is recorded")
    for one in found.faults:
        what = f"{one.condition}: {one.name} of {one.entry} (attached by {one.document}, sha256 {one.sha256})"
        yield Note(f"{what}: {one.wrong}")
    for path in found.unreferenced:
        yield Note(f"no entry names the file {path} in the folder of documents")


def _of_tables(position: int, behind: int | None) -> str:
    if not position:
        return "the reporting tables have nothing of it yet: `seriesd project` brings them up to date"
    said = f"the reporting tables, at position {position:,}, are what the log"
    if not behind:
        return f"{said} projected anew gives"
    entries = "1 entry" if behind == 1 else f"{behind:,} entries"
    return f"{said} up to there gives, and {entries} behind it: `seriesd project` brings them up to date"

"""The proof that a log is whole and untouched, and that a rebuild gives the same figures."""

from collections.abc import Iterator

from ledger.numbers.days import written
from projections.answers.reliance.edition import in_words
from projections.audit.documents import Checked
from projections.audit.verification import Doubted, KeptHead, StoreVerified, Verified
from projections.render.blocks import Block, Note, Title
from projections.render.marks.marked import Toned, naming, reasoned
from projections.render.marks.why import Why
from projections.render.numbers import entries_in_words


def blocks(found: Verified, known: str) -> Iterator[Block]:
    """What is wrong, a sentence each; or what was proved, and the head to keep."""
    wrong = [*found.faults, *found.different, *(found.store.faults if found.store else ())]
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
    for one in found.doubted or ():
        yield Note(Toned.of(f"note: {_doubted(one)}", "heed"))
    if found.kept:
        kept = entries_in_words(found.kept)
        yield Note(f"{kept} of the first edition of the readings are taken as they were decided then")
    if found.read_otherwise:
        yield Note(in_words(found.read_otherwise))
    for warning in found.warnings or ():
        note = Toned.of(f"note: {warning.entry}: {warning.message} ({warning.code})", "heed")
        yield Note(naming(note, Why("entry", warning.entry or ""), Why("rule", warning.code)))
    if found.scenarios:
        yield Note(f"{found.scenarios} scenarios beside it, likewise")
    if found.documents is not None:
        yield from _of_documents(found.documents)
    if found.store is not None:
        yield from of_store(found.store)


def of_store(store: StoreVerified) -> Iterator[Block]:
    """The whole ledger: what is wrong with it, or its head; and what it alone cannot show."""
    yield from (Note(Toned.of(fault, "wrong")) for fault in store.faults)
    if store.head is None and store.events and not store.faults:
        yield Note("the ledger keeps no recordings yet, an earlier version wrote it; the next recording begins them")
    elif store.head is not None and not store.faults:
        recordings = "1 recording" if store.recordings == 1 else f"{store.recordings:,} recordings"
        before = f", {store.adopted:,} of them written before it kept recordings" if store.adopted else ""
        yield Note(f"the whole ledger: {store.events:,} events in {recordings}{before}; head {store.head}")
    yield from _signatures(store)
    for one in store.kept or ():
        yield Note(_kept(one))
    if not store.kept and store.events:
        yield Note(_ALONE)


def _signatures(store: StoreVerified) -> Iterator[Block]:
    if store.signed is None:
        return
    several = f"{store.signed:,} of {store.recordings:,} recordings {'is' if store.signed == 1 else 'are'} signed"
    if store.signatures_unchecked:
        unchecked = f"note: {several}, and no signature was checked: that needs `pip install 'seriesd[seal]'`"
        yield Note(Toned.of(unchecked, "heed"))
    elif not store.faults:
        yield Note(f"{several}, each with the key that it names; whose a key is, its owner can tell")


_ALONE = (
    "what a ledger alone cannot show: that nothing was cut off its end, and that not all of it was written anew; keep "
    "a head elsewhere and give it with --head"
)


def _kept(one: KeptHead) -> str:
    if one.position is None:  # it is among the faults, too
        return f"the head {one.head} is not found"
    if one.company is not None:
        return (
            f"the head {one.head} is that of position {one.position:,} of {one.company}, and its log goes on from there"
        )
    then = "" if one.recorded_at is None else f", recorded {written(one.recorded_at)}"
    return f"the head {one.head} is that of its first {one.position:,} events{then}, and the ledger goes on from there"


def _doubted(one: Doubted) -> str:
    several = f"positions {one.first:,} to {one.last:,}" if one.last > one.first else f"position {one.first:,}"
    return f"{several}: recorded at {written(one.recorded_at)}, {one.because}; a clock was wrong"


def _but(found: Checked | None) -> str:
    """What is wrong all the same: a document is not the log."""
    if found is None or found.is_whole:
        return ""
    several = len(found.faults)
    return f"; but {several:,} attached {'document is' if several == 1 else 'documents are'} missing or altered"


def _of_documents(found: Checked) -> Iterator[Block]:
    gone = found.disposed or 0
    whole = found.attached - len(found.faults) - gone
    if whole:
        yield Note(f"{whole:,} of {found.attached:,} attached documents here, each with the hash that is recorded")
    if gone:
        yield Note(f"{gone:,} disposed of, as their entries say")
    for one in found.faults:
        what = f"{one.condition}: {one.name} of {one.entry} (attached by {one.document}, sha256 {one.sha256})"
        yield Note(reasoned(f"{what}: {one.wrong}", Why("document", one.document), Why("entry", one.entry)))
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

"""A backup, what was restored of one, and the rights in the database of a ledger, as blocks."""

from collections.abc import Iterator

from ledger.log.recordings import StoreHead
from projections.audit.documents import SHORT
from projections.audit.keeping import BackedUp, CopiedDocuments, Restored, Rights
from projections.render.blocks import Block, Grid, Note, Title, Verbatim
from projections.render.numbers import number


def of_backup(found: BackedUp) -> Iterator[Block]:
    """Where it is, how large, and the head to keep."""
    what = "audit trail" if found.kind == "trail" else "ledger"
    yield Title(f"Backed up {found.ledger} to {found.backup}.")
    yield Note(f"{what} of {_events(found.events)}, {number(found.bytes)} bytes; it was read again and is whole")
    yield _head(found.head, "keep it elsewhere")
    yield from _documents(found.documents)


def of_restored(found: Restored) -> Iterator[Block]:
    """Where it is now, and that its head is the same."""
    yield Title(f"Restored {found.backup} to {found.ledger}.")
    yield Note(f"{_events(found.events)}; what was written was read again and is whole")
    yield _head(found.head, "hold it against the one that you kept: a backup can be whole, and too old")
    yield from _documents(found.documents)


def of_rights(found: Rights) -> Iterator[Block]:
    """The roles and what each may do; the statements, where they were not carried out."""
    yield Title(f"Roles in {found.ledger}")
    yield Grid(("role", "may"), [*found.roles.items()])
    if found.applied:
        yield Note("A role is nobody's login: `GRANT seriesd_recorder TO ada` lets ada record.")
        yield Note("Where `seriesd project` makes tables later, `seriesd roles --apply` gives the rights to them.")
    else:
        yield Verbatim(found.sql.splitlines())


def _events(count: int) -> str:
    return "1 event" if count == 1 else f"{count:,} events"


def _head(head: StoreHead | None, then: str) -> Note:
    if head is None:
        return Note("it has no head yet: the next recording gives it one")
    return Note(f"head {head.root} after {_events(head.size)}; {then}")


def _documents(found: CopiedDocuments | None) -> Iterator[Block]:
    if found is None:
        return
    if found.whole:
        yield Note(f"{found.whole:,} {'document' if found.whole == 1 else 'documents'} in {found.folder}")
    for one in found.missing:
        yield Note(f"not copied: the document {one.sha256[:SHORT]}…: {one.wrong}")

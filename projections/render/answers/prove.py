"""What a proof or a seal shows, and what came of witnessing, as blocks."""

import json
from collections.abc import Iterator

from ledger.events import write_entry
from projections.audit.proofs import Checked, Witnessed
from projections.render.blocks import Block, Heading, Items, Note, Title
from projections.render.marks.marked import Toned


def checked(found: Checked) -> Iterator[Block]:
    """Whether it holds, what is shown, and what is not."""
    if not found.holds:
        yield Title(Toned.of(f"{found.file} does not hold: {found.wrong}", "wrong"))
        return
    what = {"entry": "the proof of an entry", "continuation": "the proof that a head goes on from another"}
    yield Title(Toned.of(f"{found.file} holds: {what.get(found.kind or '', 'a seal')}", "good"))
    yield Heading("What is shown")
    yield Items([*found.proved])
    if found.entry is not None:
        yield Heading("The entry, as it stands there")
        fields = write_entry(found.entry.entry)
        yield Items([f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()])
    yield Heading("What is not shown")
    yield Items([*found.not_proved])


def witnessed(found: Witnessed) -> Iterator[Block]:
    """Whether the ledger goes on from every head that was kept of it."""
    if not found.continues:
        yield Title(Toned.of(f"{found.ledger} is not what it was: {found.wrong}", "wrong"))
        yield Note(f"its head is now {found.size}:{found.root}; that was not written to {found.file}")
        return
    if found.kept == 1 and found.is_new:
        said = "the first head of it is kept; whether it goes on from there is seen from now on"
    else:
        heads = "the head" if found.kept == 1 else f"all {found.kept:,} heads"
        said = f"it goes on from {heads} kept of it"
    yield Title(Toned.of(f"{found.ledger}: {said}", "good"))
    yield Note(f"head {found.size}:{found.root}")
    yield Note(f"{'written to' if found.is_new else 'already the last in'} {found.file}")


def keys(found: "list[tuple[str, str, str]]") -> Iterator[Block]:
    """The keys that are here: the name, what can be done with it, and the public key."""
    if not found:
        yield Title("no keys yet: `seriesd key new NAME` makes one")
        return
    several = len(found) > 1
    if several:
        yield Title(f"{len(found)} keys")
    for name, can, public in found:
        yield Heading(f"{name}: {can}") if several else Title(f"{name}: {can}")
        yield Note(f"public key {public}")

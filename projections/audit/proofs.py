"""What a proof or a seal from outside shows, and what it does not, in sentences; and what is made for others.

What it does not show matters as much: whoever writes a ledger anew can make a proof of that, too. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording
from ledger.numbers.days import written
from ledger.proof.proofs import Continuation, EntryProof
from ledger.proof.proved import entry_in, recording_of
from ledger.proof.statements import Seal
from projections.members import Answer, Hidden, Maybe


@dataclass(frozen=True, slots=True)
class Checked(Answer):
    """What came of checking a proof or a seal."""

    file: str
    """The file that was checked."""
    kind: Maybe[str]
    """`entry`, `continuation` or `seal`; absent where it is none of them."""
    holds: bool
    """Whether it holds, and speaks of each head and key that was named as trusted."""
    wrong: Maybe[str]
    """Why it does not hold, where it does not."""
    heads: Sequence[str]
    """The heads that it speaks of, each as SIZE:ROOT."""
    proved: Sequence[str]
    """What it shows, a sentence each."""
    not_proved: Sequence[str]
    """What it does not show, a sentence each."""
    document: Maybe[str] = None
    """Of the proof of an entry: the sealed document of the entry, to the last byte."""
    entry: Hidden[Recorded | None] = None


@dataclass(frozen=True, slots=True)
class ForOthers(Answer):
    """A proof or a seal that was made, for somebody who has no ledger."""

    kind: str
    """`entry`, `continuation` or `seal`."""
    size: int
    """How many events stand under the head that it is of."""
    root: str
    """The hash of them all, in hexadecimal digits: with the size it is the head."""
    file: str | None
    """Where it was written; null where it was not."""
    text: str
    """The proof or the seal itself: a JSON document of its own."""

    @property
    def head(self) -> str:
        """The head that it is of, as SIZE:ROOT."""
        return f"{self.size}:{self.root}"


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What a witness found of another's ledger."""

    ledger: str
    """The name of the ledger, without its place."""
    file: str
    """The file in which its heads are kept."""
    size: int
    """How many events it has now."""
    root: str
    """The hash of them all: with the size it is the head."""
    kept: int
    """How many of its heads are in the file now."""
    is_new: bool
    """Whether the head of now was written to the file; it is not where it is that of the last line."""
    continues: bool
    """Whether the ledger goes on from every head that was kept."""
    wrong: Maybe[str]
    """From which head it does not go on, where it does not."""


class Stamped(NamedTuple):
    """What the timestamp of a seal says: when, by whom, and whether that is one who was named as trusted."""

    at: datetime
    authority: str
    is_trusted: bool


class Found(NamedTuple):
    """What is shown and what is not, a sentence each."""

    proved: list[str]
    not_proved: list[str]


_NOT_TRUE = "that what is recorded is true: whoever records can record what is not"
_NOT_WHEN = "when it was recorded: that is what the clock of who recorded said; a timestamp of a seal shows it"
_WHOSE_KEY = "whose the key is that signed the recording: hold it against what you have from its owner, with --public"
_WHOSE_HEAD = "whose head this is: hold it against one that you have from somewhere you trust, with --head"


def of_entry(proof: EntryProof, keys: Sequence[str], *, is_trusted: bool) -> Found:
    """What the proof of an entry shows that holds; of these public keys it is known whose they are."""
    company, entry = entry_in(proof.entry.event)
    recording = recording_of(proof.recording.event, "the recording")
    place = f"event {proof.entry.index + 1:,} of {proof.under.head.size:,}"
    what = f"{entry.id} ({entry.entry.type} of {entry.entry.effective})"
    head = proof.under.head.spelt
    proved = [
        f"{what} stands as position {entry.position:,} in the log of {company}, {place}, under the head {head}",
        _written_with(recording, proof.entry.index),
    ]
    later = "that it stands unchanged in effect: a later entry may have voided or corrected it"
    whose = [_WHOSE_KEY] if recording.signature is not None and recording.signature.public not in keys else []
    return Found(proved, [*_whose(is_trusted=is_trusted), *whose, later, _NOT_WHEN, _NOT_TRUE])


def of_continuation(proof: Continuation, *, is_trusted: bool) -> Found:
    """What the proof that one head goes on from another shows, where it holds."""
    earlier, later = proof.earlier.head, proof.later.head
    added = later.size - earlier.size
    how = f"{added:,} were appended" if added else "nothing was appended"
    first = f"the {earlier.size:,} events under the head {earlier.spelt} stand unchanged"
    proved = f"{first} at the beginning of the {later.size:,} under {later.spelt}: {how}"
    return Found([proved], [*_whose(is_trusted=is_trusted), _NOT_WHEN, _NOT_TRUE])


def of_seal(seal: Seal, stamp: Stamped | None, trusted: Sequence[str], ledger: str | None) -> Found:
    """What a seal shows that is whole, with the public keys that are trusted, and a ledger that goes on from it."""
    one = seal.statement
    companies = ", ".join(f"{name} {head.position:,} {head.head}" for name, head in one.companies.items())
    stated = f"the seal states that the ledger {one.ledger!r} had, on {written(one.at, 'seconds')}"
    proved = [f"{stated}, the head {one.head.spelt}; entries and last hash of each log: {companies}"]
    strange = [key for key in seal.public_keys if key not in trusted]
    if seal.signature is not None:
        proved.append(f"that is signed with the key {seal.signature.key}, {seal.signature.public}")
    proved += [
        f"somebody countersigned it with the key {by.key}, {by.public}, on {written(at, 'seconds')} by its own clock"
        for at, by in seal.countersignatures
    ]
    if stamp is not None and stamp.is_trusted:
        proved.append(f"{stamp.authority} says that the statement was there on {written(stamp.at, 'seconds')}")
    if ledger is not None:
        proved.append(f"the ledger {ledger} goes on from it: its first {one.head.size:,} events have this hash")
    return Found(proved, [*_missing(seal, stamp, strange, ledger), _NOT_TRUE])


def _missing(seal: Seal, stamp: Stamped | None, strange: Sequence[str], ledger: str | None) -> list[str]:
    stamped = (
        "" if stamp is None else f"on {written(stamp.at, 'seconds')}, as its timestamp by {stamp.authority} has it"
    )
    said = {
        "who states it: it is not signed": seal.signature is None,
        "whose the keys are: hold them against what you have from their owners, with --public": bool(strange),
        "when it was stated: it has no timestamp": stamp is None,
        f"that it was there {stamped}: whether that is signed by an authority that you trust is checked with --root": (
            stamp is not None and not stamp.is_trusted
        ),
        "that the ledger goes on from it: --ledger names one to be asked": ledger is None,
    }
    return [sentence for sentence, is_so in said.items() if is_so]


def _whose(*, is_trusted: bool) -> list[str]:
    return [] if is_trusted else [_WHOSE_HEAD]


def _written_with(recording: Recording, index: int) -> str:
    at = written(recording.recorded_at, "seconds")
    if index < recording.adopted:
        return f"it was there before the ledger kept recordings; the first, of {at}, took it in"
    by = recording.by.recorded_by or "nobody who is named"
    program = f" with {recording.by.program}" if recording.by.program else ""
    reason = f"; the reason given: {recording.by.reason}" if recording.by.reason else ""
    by_key = recording.signature
    signed = "" if by_key is None else f"; signed with the key {by_key.key}, {by_key.public}"
    return f"it was written with recording {recording.position:,}, by {by}{program}, on {at}{reason}{signed}"

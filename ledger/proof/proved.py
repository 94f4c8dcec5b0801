"""Whether a proof holds: what was handed in is read strictly, and every hash in it is worked out again.

The first thing that is wrong is said (`NotProvedError`). Pure: bytes in, values out. `docs/verify_proof.py` asks the
same of a proof with nothing but the standard library; neither knows of the other.
"""

from collections.abc import Sequence
from typing import Any

from ledger.log.merkle import is_continued, is_included
from ledger.log.recorded import Recorded, unseal
from ledger.log.recordings import STREAM, TOPIC, Recording, StoreHead, head_after, signed_content
from ledger.log.seals import CorruptLedgerError
from ledger.log.signatures import is_signed
from ledger.proof.handed import (
    NotProvedError,
    as_not_proved,
    hashes,
    hexadecimal,
    line,
    members,
    number,
    read_document,
    text,
)
from ledger.proof.proofs import SCHEMA, Continuation, EntryProof, Event, Headed, Placed, Proof, recording_in

_COMPANY = "company/"
_EVENT = ("stream", "position", "topic", "document")
_HEAD = ("size", "root", *_EVENT)
_PLACED = (*_EVENT, "index", "path")


def read_proof(content: bytes) -> Proof:
    """The proof in a file. Raises `NotProvedError` where it is none; whether it holds, `check_proof` says."""
    return proof_in(read_document(content))


def proof_in(document: dict[str, Any]) -> Proof:
    """The proof that a document is. Raises `NotProvedError` where it is none."""
    if document.get("schema") != SCHEMA:
        raise NotProvedError(f"it is no proof: its schema is not {SCHEMA}")
    if document.get("kind") == "entry":
        found = members(document, "the proof", ("schema", "kind", "head", "entry", "recording"))
        return EntryProof(
            _headed(found["head"], "the head"),
            _placed(found["entry"], "the entry"),
            _placed(found["recording"], "the recording"),
        )
    if document.get("kind") == "continuation":
        found = members(document, "the proof", ("schema", "kind", "earlier", "later", "path"))
        earlier, later = _headed(found["earlier"], "the earlier head"), _headed(found["later"], "the later head")
        return Continuation(earlier, later, hashes(found["path"], "the path"))
    raise NotProvedError("it is a proof of no known kind: they are entry and continuation")


def check_proof(proof: Proof) -> None:
    """Raise `NotProvedError` where a proof does not hold, `NoSignaturesError` where a signature cannot be checked."""
    if isinstance(proof, Continuation):
        _check_continuation(proof)
    else:
        _check_entry(proof)


def heads_of(proof: Proof) -> Sequence[StoreHead]:
    """The heads that a proof speaks of."""
    return [proof.earlier.head, proof.later.head] if isinstance(proof, Continuation) else [proof.under.head]


def public_keys_of(proof: Proof) -> Sequence[str]:
    """The public keys that signed what a proof is of: the recording of the entry, or that of the later head."""
    event = proof.later.recording if isinstance(proof, Continuation) else proof.recording.event
    signature = recording_in(event).signature
    return [] if signature is None else [signature.public]


def check_trusted(heads: Sequence[StoreHead], trusted: Sequence[tuple[int | None, str]]) -> None:
    """Raise `NotProvedError` where a head that somebody trusts, with its size where that is known, is none of these."""
    for size, root in trusted:
        if not any(root == one.root and size in (None, one.size) for one in heads):
            said = " and ".join(f"{one.size}:{one.root}" for one in heads)
            given = root if size is None else f"{size}:{root}"
            raise NotProvedError(f"it does not speak of the head {given}, but of {said}")


def entry_in(event: Event) -> tuple[str, Recorded]:
    """The company of an event, and the entry that it is. Raises `NotProvedError` where it is none."""
    if not event.stream.startswith(_COMPANY):
        raise NotProvedError(f"the entry is of the stream {event.stream!r}, which is no company's log")
    company = event.stream.removeprefix(_COMPANY)
    try:
        return company, unseal(event.document, company=company, position=event.position, previous=None)[0]
    except CorruptLedgerError as error:
        raise as_not_proved(error, "the entry") from None


def recording_of(event: Event, where: str) -> Recording:
    """The recording that an event is, its signature checked where it has one.

    Raises `NotProvedError` where it is none, or where the signature is not of it.
    """
    if (event.stream, event.topic) != (STREAM, TOPIC):
        raise NotProvedError(f"{where} is not of a recording")
    try:
        found = recording_in(event)
    except CorruptLedgerError as error:
        raise as_not_proved(error, where) from None
    # what is sealed by somebody else can say anything
    numbers = [found.adopted, *(each for span in found.of for each in (span.first, span.last))]
    said = [one for one in found.by if one is not None]
    if not all(type(one) is int for one in numbers) or not all(isinstance(one, str) for one in said):
        raise NotProvedError(f"{where} is of a recording that no ledger writes")
    return found


def _check_entry(proof: EntryProof) -> None:
    _check_head(proof.under, "the head")
    for one, where in ((proof.entry, "the entry"), (proof.recording, "the recording")):
        root = bytes.fromhex(proof.under.head.root)
        if not is_included(one.event.hash, one.index, proof.under.head.size, one.path, root):
            raise NotProvedError(f"the path of {where} does not lead to the head")
    _, entry = entry_in(proof.entry.event)
    recording = recording_of(proof.recording.event, "the recording")
    _check_signed(proof.recording.event, recording, "the recording")
    if recording.before.size != proof.recording.index:
        raise NotProvedError("the recording is not of what stands before it")
    if not is_of(recording, proof.entry):
        raise NotProvedError("the recording is not the one that the entry is of")
    if proof.entry.index >= recording.adopted and entry.recorded_at != recording.recorded_at:
        raise NotProvedError("the recording says another moment than the entry")


def is_of(recording: Recording, entry: Placed) -> bool:
    """Whether an event at its place is of a recording, or of what stood there before the first was made."""
    first = recording.before.size - sum(span.last - span.first + 1 for span in recording.of)
    if recording.adopted != (first if recording.position == 1 else 0):
        return False
    if entry.index < recording.adopted:
        return True
    for span in recording.of:
        if span.stream == entry.event.stream and span.first <= entry.event.position <= span.last:
            return first + entry.event.position - span.first == entry.index
        first += span.last - span.first + 1
    return False


def _check_continuation(proof: Continuation) -> None:
    _check_head(proof.earlier, "the earlier head")
    _check_head(proof.later, "the later head")
    first, second = ((one.head.size, bytes.fromhex(one.head.root)) for one in (proof.earlier, proof.later))
    if not is_continued(first, second, proof.path):
        raise NotProvedError("the path does not lead from the earlier head to the later one")


def _check_head(headed: Headed, where: str) -> None:
    recording = recording_of(headed.recording, where)
    if head_after(recording, headed.recording.document) != headed.head:
        raise NotProvedError(f"{where} is not that of the recording that is given with it")
    _check_signed(headed.recording, recording, where)


def _check_signed(event: Event, recording: Recording, where: str) -> None:
    if recording.signature is None:
        return
    previous = read_document(event.document)["previous"]
    if not is_signed(recording.signature, signed_content(recording, previous)):
        raise NotProvedError(f"the signature of the recording of {where} is not one of it")


def _event(given: Any, where: str) -> Event:
    return Event(
        line(given["stream"], f"the stream of {where}"),
        number(given["position"], f"the position of {where}", least=1),
        line(given["topic"], f"the topic of {where}"),
        text(given["document"], f"the document of {where}").encode(),
    )


def _placed(given: object, where: str) -> Placed:
    found = members(given, where, _PLACED)
    index = number(found["index"], f"the index of {where}")
    return Placed(_event(found, where), index, hashes(found["path"], f"the path of {where}"))


def _headed(given: object, where: str) -> Headed:
    found = members(given, where, _HEAD)
    head = StoreHead(number(found["size"], f"the size of {where}", least=1), hexadecimal(found["root"], where))
    return Headed(head, _event(found, where))

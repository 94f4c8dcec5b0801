"""The whole ledger, held against its recordings and against heads that were kept elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from commands.api.proving.given import Given, document_given, head_in, is_head
from ledger.log.seals import LaterFormatError
from ledger.log.signatures import NoSignaturesError, check_signature
from ledger.log.streams import company_of, stream_of
from ledger.proof.statements import LogHead
from ledger.store.store import Store
from ledger.store.whole import Stood, Whole, examine_whole
from projections.audit.verification import KeptHead, StoreVerified, Verified


def read_head(text: str) -> Given:
    """A head as it is printed, or in the file of a seal or a proof. Raises `ValueError` for what is neither."""
    if not is_head(text) and not Path(text).is_file():
        said = "it has 64 digits, 0 to 9 and a to f, as `seriesd verify` prints it, or stands in the file of a seal"
        raise ValueError(f"{text[:80]!r} is no head: {said}")
    return head_in(document_given(text))


def read_spelt(text: str) -> str:
    """A head as it is printed, and in no file, in the one way in which it is spelt. Raises `ValueError`."""
    if not is_head(text):
        raise ValueError(
            f"{text[:80]!r} is no head: it has 64 digits, 0 to 9 and a to f, as `seriesd verify` prints it"
        )
    return head_in(text).spelt


class Read(NamedTuple):
    """What was found of the whole ledger, and at which position each stream ended while it was read."""

    verified: StoreVerified
    ends: Mapping[str, int]


def store_read(store: Store, heads: Sequence[Given], known: datetime | None = None) -> Read:
    """What is found of the whole ledger, told as it was at the moment from which it is known, if one is given.

    Raises `StoreError` where it cannot be read.
    """
    stated = [(name, log) for head in heads if head.stated is not None for name, log in head.stated.companies.items()]
    single = [head.root for head in heads if head.size is None]
    whole = examine_whole(store, [*single, *(log.head for _, log in stated)])
    kept = [_found(whole, head) for head in heads]
    lost = [
        f"the head {one.head} is not found: this ledger does not go on from the one that had it"
        for one in kept
        if one.position is None
    ]
    lost += _logs_lost(whole, stated)
    wrong, unchecked = _signatures(whole)
    stood = whole.stood if known is None else _stood_by(whole.stood, known)
    events = whole.events if known is None else stood[-1].head.size if stood else whole.adopted
    verified = StoreVerified(
        events=events,
        recordings=len(stood),
        adopted=whole.adopted,
        head=stood[-1].head.root if stood else None,
        faults=[*whole.faults, *wrong, *lost],
        kept=kept or None,
        signed=sum(one.recording.signature is not None for one in stood) or None,
        signatures_unchecked=unchecked or None,
    )
    return Read(verified, whole.last)


def _stood_by(stood: Sequence[Stood], known: datetime) -> Sequence[Stood]:
    """The recordings that had been made by a moment: whatever stands before one that had been, had been too."""
    number = next((at for at in range(len(stood), 0, -1) if stood[at - 1].recording.recorded_at <= known), 0)
    return stood[:number]


def found_or_later(store: StoreVerified, company: str, find: Callable[[], Verified]) -> Verified:
    """What is found of a company. Raises `LaterFormatError` where nothing is wrong, and a later version wrote of it.

    Who alters an entry can say that of it, too: where the recordings know it otherwise, it is a fault like others.
    """
    try:
        return find()
    except LaterFormatError as error:
        if not store.faults:
            raise
        return Verified(company=company, faults=[str(error)])


def _signatures(whole: Whole) -> tuple[list[str], bool]:
    """The recordings whose signatures are wrong, a sentence each; and whether some could not be checked."""
    wrong = []
    for one in whole.stood:
        sign = one.recording.signature
        if sign is None or one.previous is None:  # of what follows a broken document nothing is known, which is said
            continue
        try:
            if not check_signature(one.recording, one.previous):
                named = f"the key {sign.key}, {sign.public}"
                wrong.append(f"recording {one.recording.position}: its signature is none of {named}")
        except NoSignaturesError:
            return wrong, True
    return wrong, False


def _logs_lost(whole: Whole, stated: Sequence[tuple[str, LogHead]]) -> Iterator[str]:
    """Of the logs as seals state them those that this ledger does not go on from, a sentence each."""
    for name, log in dict.fromkeys(stated):
        if whole.found.get(log.head) != (stream_of(name), log.position):
            place = f"position {log.position:,} with the head {log.head}"
            yield f"the log of {name} does not go on from {place}, as a seal states it"


def _found(whole: Whole, given: Given) -> KeptHead:
    head = given.spelt
    for one in whole.stood:
        if head in (one.head.root, one.head.spelt):
            return KeptHead(head, None, one.head.size, one.recording.recorded_at)
    stream, position = whole.found.get(head, ("", None))
    company = company_of(stream)
    return KeptHead(head, company, position if company is not None else None, None)

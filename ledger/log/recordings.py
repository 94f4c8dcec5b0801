"""The recordings: what was written at one time, by whom and why, and the hash of all that the store then held.

Each recording ends with a sealed document of its own, in a stream of its own, which says who recorded, with which
program, when and why, which events are of it, and the hash tree (`ledger.log.merkle`) over every event of the store up
to there: entries, scenarios, lists and earlier recordings, in the order in which they were written. So one hash, that
of the tree with the last such document in it, speaks for the whole store: who drops a company, renames one in a list,
puts a stream in or lets two events change places gets another.

Pure: bytes in, values out.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from ledger.log.merkle import Peaks, leaf_hash
from ledger.log.seals import (
    CorruptLedgerError,
    check_follows,
    check_format,
    check_members,
    closed,
    encode,
    moment,
    moment_in,
    opened,
)
from ledger.log.streams import company_of

STREAM = "recordings"
"""The stream of these documents."""

TOPIC = "seriesd.recording.v1"
CALLED = "the recordings"

_FORMAT = 1


class Signature(NamedTuple):
    """A signature: the name of the key, the public key, and what it signed with it (Ed25519), in hexadecimal digits."""

    key: str
    public: str
    value: str


Signer = Callable[[bytes], Signature]
"""What signs bytes."""


class By(NamedTuple):
    """Who records, with which program, and why.

    `batch` is the key by which the same recording is known again, `given` the hash of what was given to be recorded.
    Of what was proposed, `recorded_by` is who approved it, and `proposed_by` who had proposed it.
    """

    recorded_by: str | None = None
    program: str | None = None
    reason: str | None = None
    batch: str | None = None
    given: str | None = None
    proposed_by: str | None = None


class Span(NamedTuple):
    """Events of one stream, from one position to another."""

    stream: str
    first: int
    last: int


class StoreHead(NamedTuple):
    """How many events a store holds, and the hash of them all, in hexadecimal digits."""

    size: int
    root: str

    @property
    def spelt(self) -> str:
        """The head as it is printed, and given again."""
        return f"{self.size}:{self.root}"


@dataclass(frozen=True, slots=True)
class Recording:
    """What was written at one time.

    `of` are the events, in their order; with `adopted` the first so many events of the store had been written before
    it kept recordings. `before` is the list of all events up to the recording's own document, which is not in it.
    """

    position: int
    recorded_at: datetime
    by: By
    of: tuple[Span, ...]
    before: Peaks
    adopted: int = 0
    signature: Signature | None = None

    @property
    def companies(self) -> list[str]:
        """The companies in whose logs something was written."""
        return [company for span in self.of if (company := company_of(span.stream)) is not None]


def leaf(stream: str, position: int, topic: str, state: bytes) -> bytes:
    """The hash of an event as a leaf: its stream, its position, what it is filed as and its document, a line each."""
    return leaf_hash(leaf_content(stream, position, topic, state))


def leaf_content(stream: str, position: int, topic: str, state: bytes) -> bytes:
    """What of an event is hashed."""
    return b"\n".join((stream.encode(), str(position).encode(), topic.encode(), state))


def head_after(recording: Recording, state: bytes) -> StoreHead:
    """The head of a store that ends with a recording, whose document is this."""
    whole = recording.before.and_then([leaf(STREAM, recording.position, TOPIC, state)])
    return StoreHead(whole.size, whole.root.hex())


def seal_recording(one: Recording, previous: str, signer: Signer | None = None) -> tuple[bytes, str]:
    """The document of a recording behind the one with the hash `previous`, and its own hash; signed, where it is to be.

    What is signed is the document without its signature and its hash.
    """
    if signer is not None:
        one = replace(one, signature=signer(signed_content(one, previous)))
    return closed(encode(_document(one, previous))[:-1])


def signed_content(one: Recording, previous: str) -> bytes:
    """What a signature of a recording signs."""
    return encode(_document(replace(one, signature=None), previous)).encode()


def unseal_recording(state: bytes, *, position: int, previous: str | None) -> tuple[Recording, str]:
    """The recording at a position, behind the one with the hash `previous`, and its hash.

    Raises `CorruptLedgerError` when it is not what was sealed for this place.
    """

    def read(document: dict[str, Any]) -> Recording:
        check_format(document, CALLED, position, _FORMAT)
        if document["position"] != position:
            raise CorruptLedgerError(CALLED, position, f"holds what was recorded at position {document['position']}")
        check_follows(document, CALLED, position, previous)
        found = _recording(document)
        check_members(document, _document(found, document["previous"]))
        return found

    return opened(state, CALLED, position, read)


def recordings_in(documents: Iterable[bytes]) -> list[tuple[Recording, str]]:
    """The recordings with their hashes, the chain of them checked from the first on. Raises `CorruptLedgerError`."""
    found: list[tuple[Recording, str]] = []
    previous: str | None = "0" * 64
    for position, state in enumerate(documents, start=1):
        one, previous = unseal_recording(state, position=position, previous=previous)
        found.append((one, previous))
    return found


def who_recorded(recordings: Sequence[Recording], stream: str) -> Callable[[int], Recording | None]:
    """What answers of a position in a stream with which recording it was written; None of what was there before."""
    spans = [(span.first, span.last, one) for one in recordings for span in one.of if span.stream == stream]
    firsts = [first for first, _, _ in spans]  # a stream is written in its order

    def found(position: int) -> Recording | None:
        """The recording of a position."""
        first, last, one = spans[bisect_right(firsts, position) - 1] if spans else (0, -1, None)
        return one if first <= position <= last else None

    return found


def spans_of(places: Iterable[tuple[str, int]]) -> tuple[Span, ...]:
    """The events at these places, each a stream and a position, in their order."""
    found: list[Span] = []
    for stream, those in groupby(places, key=itemgetter(0)):
        positions = [position for _, position in those]
        found.append(Span(stream, positions[0], positions[-1]))
    return tuple(found)


def _document(one: Recording, previous: str) -> dict[str, Any]:
    """A recording as it is written; what there is none of is left out."""
    given = {
        "adopted": one.adopted or None,
        "format": _FORMAT,
        "of": [list(span) for span in one.of],
        "peaks": [each.hex() for each in one.before.hashes],
        "position": one.position,
        "previous": previous,
        "recorded_at": moment(one.recorded_at),
        "root": one.before.root.hex(),
        "signature": one.signature and one.signature._asdict(),
        "size": one.before.size,
        **one.by._asdict(),
    }
    return {name: value for name, value in given.items() if value is not None}


def _recording(document: Mapping[str, Any]) -> Recording:
    before = Peaks(document["size"], tuple(map(bytes.fromhex, document["peaks"])))
    if before.root.hex() != document["root"]:
        raise ValueError("its peaks are not those of its hash")
    adopted = document.get("adopted", 0)
    if type(adopted) is not int or not 0 <= adopted <= before.size:
        raise ValueError(f"it says that {adopted!r} events were there before, of {before.size}")
    return Recording(
        position=document["position"],
        recorded_at=moment_in(document),
        by=By(**{name: _text(document[name]) if name in document else None for name in By._fields}),
        of=tuple(_span(each) for each in document["of"]),
        before=before,
        adopted=adopted,
        signature=_signature(document["signature"]) if "signature" in document else None,
    )


def _text(given: object) -> str:
    if not isinstance(given, str):
        raise ValueError(f"{given!r} stands where text does")  # noqa: TRY004  as of all that cannot be read
    return given


def _span(given: Sequence[Any]) -> Span:
    stream, first, last = given
    if type(first) is not int or type(last) is not int or not 1 <= first <= last:
        raise ValueError(f"{first!r} to {last!r} are no positions")
    return Span(_text(stream), first, last)


def _signature(given: Mapping[str, Any]) -> Signature:
    return Signature(**{name: _text(value) for name, value in given.items()})

"""The recordings as an auditor reads them: who recorded what, when, why and with which program; the head after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple
from urllib.parse import unquote

from ledger.log.recordings import Recording, Span, StoreHead
from ledger.log.streams import company_of
from projections.audit.documents import Attachment
from projections.compare.recording import RecordResult
from projections.members import Answer, Maybe

SignatureState = Literal["right", "wrong", "unchecked"]
"""Whether a signature is one of the recording by the key that it names; unchecked where the library is not there."""

Ids = Mapping[str, Sequence[str]]
"""The ids of the entries of each company, in the order of their positions."""


class Written(NamedTuple):
    """What a recording wrote of one company, or of the lists."""

    company: str | None
    what: Literal["entries", "scenario", "proposal", "other"]
    name: str | None
    """The name of the scenario, the number of the proposal, or the stream."""
    first: int
    """The position of the first event in its log."""
    last: int
    """The position of the last event in its log."""
    entries: Maybe[Sequence[str]]
    """The ids of the entries, in the order recorded."""


class Signed(NamedTuple):
    """The signature of a recording."""

    key: str
    """What the key is called by whoever signed; nothing shows whose it is."""
    public: str
    """The public key, in hexadecimal digits."""
    state: SignatureState


class Head(NamedTuple):
    """The head of the whole ledger after a recording."""

    size: int
    """How many events the whole ledger then held."""
    root: str
    """The hash of all of them (RFC 6962)."""


class Told(NamedTuple):
    """A recording."""

    recording: int
    """Its number, from 1."""
    recorded_at: datetime
    recorded_by: str | None
    """Who recorded, as they said or as the system calls them; null where nobody is named."""
    proposed_by: Maybe[str]
    """Who had proposed it, where another approved it."""
    program: str | None
    """The program and its version."""
    reason: str | None
    """Why, as whoever recorded said."""
    batch: Maybe[str]
    """The key of the batch."""
    written: Sequence[Written]
    """What was written, but for names in lists."""
    adopted: Maybe[int]
    """Of the first recording, how many events were there before the ledger kept recordings."""
    signed: Signed | None
    """By which key it is signed; null where it is not."""
    head: Head
    """The head of the whole ledger after it."""


@dataclass(frozen=True, slots=True)
class Recordings(Answer):
    """The recordings that were asked for, in their order."""

    recordings: Sequence[Told]
    of: int
    """How many recordings there are."""
    before_recordings: Maybe[bool] = None
    """Whether the entry asked about was there before the ledger kept recordings: then nothing says who recorded it."""


class Receipt(NamedTuple):
    """One recording, and what came of its entries as it was answered when they were recorded.

    `result` is None where the recording is of no entries, or of so many that they are not decided again. `attached` are
    the documents that it attached and that are here.
    """

    recording: Told
    company: str | None
    result: RecordResult | None
    attached: Sequence[Attachment] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which recordings are wanted: of a company, on a day or later, of an entry with this id, with a key."""

    company: str | None = None
    since: date | None = None
    entry: str | None = None
    batch: str | None = None

    def wants(self, one: Told) -> bool:
        """Whether a recording is wanted; what is in it of other companies is told all the same."""
        return (
            (self.since is None or one.recorded_at.date() >= self.since)
            and (self.batch is None or one.batch == self.batch)
            and (self.company is None or any(part.company == self.company for part in one.written))
            and (self.entry is None or any(self._has(part) for part in one.written))
        )

    def _has(self, part: Written) -> bool:
        return self.entry in (part.entries or ()) and self.company in (None, part.company)


def told(one: Recording, head: StoreHead, ids: Ids, state: SignatureState) -> Told:
    """A recording as it is told; `state` says how its signature stands."""
    by, sign = one.by, one.signature
    return Told(
        recording=one.position,
        recorded_at=one.recorded_at,
        recorded_by=by.recorded_by,
        proposed_by=by.proposed_by,
        program=by.program,
        reason=by.reason,
        batch=by.batch,
        written=[_written(span, ids) for span in one.of if not span.stream.startswith("directory/")],
        adopted=one.adopted or None,
        signed=None if sign is None else Signed(sign.key, sign.public, state),
        head=Head(*head),
    )


def _written(span: Span, ids: Ids) -> Written:
    company = company_of(span.stream)
    if company is not None:
        known = ids.get(company, ())[span.first - 1 : span.last]
        return Written(company, "entries", None, span.first, span.last, known)
    kind, _, rest = span.stream.partition("/")
    folder, _, name = rest.partition("/")
    if kind in ("scenario", "proposal") and name:
        what: Literal["scenario", "proposal"] = "scenario" if kind == "scenario" else "proposal"
        return Written(unquote(folder), what, name, span.first, span.last, None)
    return Written(None, "other", span.stream, span.first, span.last, None)

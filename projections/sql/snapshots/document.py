"""A snapshot as it is kept: one sealed document; so light that a question need not wait for it.

It says what the Conversion Price is from one day of the timeline on to another, as a replay of the log up to one
position says it, word for word. With it stands what has to be known to tell that an entry recorded later leaves it so.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

FORMAT = 1
"""The format of the document and of the words in it: whatever changes what a replay says of a price raises it.

The tests keep a hash of the words of each format."""

EDITION = 2
"""The edition of the readings by which entries are judged today, as `ledger.log.recorded` has it."""

ENTRY_FORMAT = 2
"""The format in which entries are stored today, likewise."""

Answer = Mapping[str, Any]

_BEFORE_HASH, _AFTER_HASH = b',"hash":"', b'"}'
_SEAL_LENGTH = len(_BEFORE_HASH) + 64 + len(_AFTER_HASH)
_RATIO = re.compile(r"([0-9]+)/([1-9][0-9]*)")


class NoSnapshotError(ValueError):
    """What is kept is no snapshot that this program can use. The message is one sentence."""


class Snapshot(NamedTuple):
    """The price of a company as its log up to `position`, whose last entry has the hash `head`, gives it.

    `day` is the last with entries that is not after `made_on`; `until` the last day on which things stand as at the
    close of it, None where nothing that is known ends that.
    """

    company: str
    position: int
    head: str
    made_on: date
    day: date
    until: date | None
    on_day: Answer
    """What is answered of `day` itself, but for the date."""
    after: Answer | None
    """What is answered of every day after it up to `until`, likewise; None where there is none."""
    above: tuple[int, int] | None
    """A price, in money per share in the units of the day, not below the one after its close: what is issued above it
    later is no Trigger Issuance, whatever the price is in all its digits. None where issues are not judged by it."""
    steady: bool
    """Whether `day` itself knew one price alone, so that an issue on it is tested as one on a later day is."""


def written(one: Snapshot) -> dict[str, Any]:
    """The members of the document, to be sealed. What is answered stands in the order in which it is printed."""
    return {
        **one._asdict(),
        "made_on": one.made_on.isoformat(),
        "day": one.day.isoformat(),
        "until": one.until and one.until.isoformat(),
        "on_day": json.dumps(one.on_day, ensure_ascii=False),
        "after": one.after and json.dumps(one.after, ensure_ascii=False),
        "above": one.above and f"{one.above[0]}/{one.above[1]}",
        "edition": EDITION,
        "format": FORMAT,
    }


def read(state: object, company: str) -> Snapshot:
    """The snapshot of a company. Raises `NoSnapshotError` where its seal or its version is wrong, or its company."""
    if not isinstance(state, bytes) or not is_sealed(state):
        raise NoSnapshotError("was altered: its content does not give its hash")
    try:
        document = json.loads(state)
        if (document["format"], document["edition"]) != (FORMAT, EDITION):
            raise NoSnapshotError("was made by another version of the program")
        if document["company"] != company:
            raise NoSnapshotError(f"is that of {document['company']}")
        return _read(document)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        said = str(error) if isinstance(error, NoSnapshotError) else "cannot be read"
        raise NoSnapshotError(said) from None


def _read(document: Mapping[str, Any]) -> Snapshot:
    until, after, above = document["until"], document["after"], document["above"]
    ratio = None if above is None else _RATIO.fullmatch(above)
    if type(document["position"]) is not int or (above is not None and ratio is None):
        raise NoSnapshotError("cannot be read")
    return Snapshot(
        document["company"],
        document["position"],
        document["head"],
        date.fromisoformat(document["made_on"]),
        date.fromisoformat(document["day"]),
        None if until is None else date.fromisoformat(until),
        json.loads(document["on_day"]),
        None if after is None else json.loads(after),
        None if ratio is None else (int(ratio[1]), int(ratio[2])),
        document["steady"] is True,
    )


def answer_of(one: Snapshot, on: date) -> Answer | None:
    """What a snapshot says of a day, had nothing been recorded since; None where it says nothing of it."""
    if on < one.day or (one.until is not None and on > one.until):
        return None
    return one.on_day if on == one.day else one.after


def is_sealed(state: bytes) -> bool:
    """Whether a stored document is what was sealed (`ledger.log.seals`), whatever it says."""
    digest = sha256(state[:-_SEAL_LENGTH] + b"}").hexdigest().encode()
    return state[-_SEAL_LENGTH:] == _BEFORE_HASH + digest + _AFTER_HASH

"""Who writes, and how: the name, the program and the reason that stand with each recording, its moment and its key."""

import getpass
import os
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

from commands.api.moments import moment_of_recording
from ledger.errors import ArgumentError
from ledger.events import AnyEntry, write_entry
from ledger.log.recordings import By, Recording
from ledger.log.seals import encode
from ledger.names import shown
from ledger.refusals import Refusal
from ledger.rules import refuses
from ledger.store.recording import Author
from ledger.store.store import Store

if TYPE_CHECKING:  # keys are for those who sign
    from ledger.proof.statements import SigningKey

BATCH_RECORDED = refuses(
    "batch_recorded",
    "",
    "The key of a batch is recorded with it: the same batch with the same key again is recorded already.",
    "Give another batch another key.",
)

_MOST = 200


@dataclass(frozen=True, slots=True)
class Writer:
    """Who records, where it is not the user of the operating system, why, and what signs for it.

    `at_risk`: whatever the clock says is taken for the moment of recording.
    """

    recorded_by: str | None = None
    reason: str | None = None
    at_risk: bool = False
    key: "SigningKey | None" = None

    @property
    def name(self) -> str | None:
        """Who records: as was said, else as the key is called, else as the system has it. Raises `ArgumentError`."""
        given = self.recorded_by if self.recorded_by is not None else os.environ.get("SERIESD_AS") or None
        named = _checked(given, "name of who records")
        return named or (_user() if self.key is None else self.key.name)

    def author(self, batch: str | None = None, given: str | None = None, reason: str | None = None) -> Author:
        """What stands with a recording; a batch without a key gets one. Raises `ArgumentError` for no such name."""
        by = By(
            recorded_by=self.name,
            program=program(),
            reason=_checked(reason or self.reason, "reason of a recording"),
            batch=_checked(batch, "key of a batch") or uuid.uuid4().hex,
            given=given,
        )
        return Author(by, None if self.key is None else self.key.signer)

    def moment(self, store: Store, before: Sequence[datetime], clock: Callable[[], datetime]) -> datetime:
        """The moment of what is recorded now behind these moments and all that the store holds. Raises `Refusal`."""
        last = store.last_recorded_at()
        return moment_of_recording(clock(), [*before, *([last] if last else [])], store.clock, at_risk=self.at_risk)


WRITER = Writer()
"""The user of the operating system."""


@cache
def program() -> str:
    """The program and its version."""
    return f"seriesd {version('seriesd')}"


def given_as(entries: Sequence[AnyEntry]) -> str:
    """What was given to be recorded, by its hash: the same entries in the same order have the same."""
    digest = sha256(b"[")
    for place, one in enumerate(entries):
        digest.update(f"{',' if place else ''}{encode(write_entry(one))}".encode())
    digest.update(b"]")
    return digest.hexdigest()


def recorded_as(store: Store, company: str, batch: str, given: str) -> Recording | None:
    """The recording that has this key, if there is one. Raises `Refusal` where something else was recorded with it."""
    found = next((one for one, _ in store.recordings() if one.by.batch == batch), None)
    if found is not None and (found.by.given != given or company not in found.companies):
        raise Refusal(
            BATCH_RECORDED,
            f"recording {found.position} has the key {batch!r}, and was of something else; give this batch another key",
        )
    return found


def brief(reason: object) -> str | None:
    """The reason of an entry, which may be a page, as it can stand with a recording: its beginning, on one line."""
    if not isinstance(reason, str):
        return None  # it is refused where the entry is made
    line = "".join(sign for sign in " ".join(reason.split()) if sign.isprintable())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"


def _user() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user without a name, as in some containers
        return f"user {os.getuid()}" if hasattr(os, "getuid") else None


def _checked(given: object, what: str) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str):
        raise ArgumentError(f"{shown(given)} cannot be the {what}: it is text")
    text = given
    if not text.strip() or len(text) > _MOST or not text.isprintable():
        raise ArgumentError(f"{text[:_MOST]!r} cannot be the {what}: it has 1 to {_MOST} letters, on one line")
    return text.strip()

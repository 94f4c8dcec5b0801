"""The record as a list: every entry with both of its dates, how it now stands, and what edited it or what it edits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ledger.clauses.adjustment.options import UNKNOWN_RIGHT
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.events import CertificateAdopted, SeriesDAutoConverted
from ledger.events.terms import Terms
from ledger.log.documents import Attached, attached
from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording
from ledger.log.spellings import names_in
from ledger.log.timeline import EDITS, as_edited, in_timeline
from ledger.names import near, one_of
from ledger.refusals import Refusal
from ledger.rules import refuses
from projections.answers.listing.counts import Counts
from projections.answers.listing.entry import Listed
from projections.answers.listing.wanted import Filter
from projections.members import Answer, Hidden, Maybe

UNKNOWN_HOLDER = refuses(
    "unknown_holder",
    "",
    "A holder is somebody who has held something by that day.",
    "Check the name, or ask of a later day.",
)

Order = Literal["timeline", "recorded"]


@dataclass(frozen=True, slots=True)
class Entries(Answer):
    """The entries of the record that were asked for."""

    entries: Sequence[Listed]
    found: Maybe[int] = None
    """How many there are, where only a part of them was asked for."""
    counts: Maybe[Counts] = None
    """How many there are of each kind, where that was asked."""
    recorded: Hidden[int] = 0
    """How many entries the log has."""


def listed(
    log: Sequence[Recorded],
    order: Order = "timeline",
    wanted: Filter | None = None,
    recorder: Callable[[int], Recording | None] = lambda _: None,
) -> list[Listed]:
    """The entries of a log that are wanted: in the order in which they take effect, or in that of recording.

    `recorder` answers with which recording a position was written.

    Raises `Refusal` where an entry is asked for that is not there, or a holder or a right that no entry names.
    """
    wanted = None if wanted is None else _by_known_names(wanted, log)
    _check_known(None if wanted is None else wanted.entry, log)
    found = [one for one in _all(log, recorder) if wanted is None or wanted.wants(one)]
    # within a day the order recorded is the order of events
    return sorted(found, key=lambda one: (one.day, one.recorded.position)) if order == "timeline" else found


def _check_known(entry: str | None, log: Sequence[Recorded]) -> None:
    if entry is not None and entry not in (known := [one.id for one in log]):
        raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} is recorded{near(entry, known)}")


def _by_known_names(wanted: Filter, log: Sequence[Recorded]) -> Filter:
    if wanted.holder is None and wanted.right is None:
        return wanted
    names = {pair for one in log for pair in names_in(one.entry)}
    holders, rights = (sorted(name for what, name in names if what == kind) for kind in ("holder", "right"))
    holder = None if wanted.holder is None else one_of(wanted.holder, holders)
    right = None if wanted.right is None else one_of(wanted.right, rights)
    if wanted.holder is not None and holder is None:
        unknown = f"no entry names a holder {wanted.holder!r}{near(wanted.holder, holders)}"
        raise Refusal(UNKNOWN_HOLDER, unknown)
    if wanted.right is not None and right is None:
        unknown = f"no entry names a right {wanted.right!r}{near(wanted.right, rights)}"
        raise Refusal(UNKNOWN_RIGHT, unknown, clause="")
    return replace(wanted, holder=holder, right=right)


def _all(log: Sequence[Recorded], recorder: Callable[[int], Recording | None]) -> list[Listed]:
    edits: dict[str, list[Recorded]] = {}
    for one in log:
        if isinstance(one.entry, EDITS):
            edits.setdefault(one.entry.entry, []).append(one)
    documents: dict[str, list[Attached]] = {}
    for document in attached(log):
        documents.setdefault(document.document.entry, []).append(document)
    latest, found, series = date.min, [], _series(log, edits)
    for one in log:
        edited_by = edits.get(one.id, [])
        standing = as_edited(one, edited_by[-1] if edited_by else None)
        is_fact = in_timeline(one) and not isinstance(one.entry, SeriesDAutoConverted)
        late = is_fact and one.entry.effective < latest
        belonging = tuple(documents.get(one.id, ()))
        now = None if standing is None else standing.entry
        found.append(Listed(one, now, tuple(edited_by), late, belonging, recorder(one.position), series))
        latest = max(latest, one.entry.effective) if is_fact else latest
    return found


def _series(log: Sequence[Recorded], edits: Mapping[str, Sequence[Recorded]]) -> str:
    """What the certificate calls the series, as it now stands in the record."""
    adopted = (one for one in log if isinstance(one.entry, CertificateAdopted))
    stands = (as_edited(one, edits[one.id][-1] if one.id in edits else None) for one in adopted)
    terms = (one.entry.terms for one in stands if one is not None and isinstance(one.entry, CertificateAdopted))
    return next(terms, Terms()).series

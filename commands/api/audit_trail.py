"""The audit trail: the recordings of a ledger as they are told, and with which an entry was recorded."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from commands.api.decide import decide
from ledger.engine.edits import UNKNOWN_ENTRY
from ledger.errors import ArgumentError
from ledger.events import SeriesDAutoConverted
from ledger.log.recorded import Recorded
from ledger.log.recordings import Recording, who_recorded
from ledger.log.signatures import NoSignaturesError, check_signature
from ledger.log.streams import stream_of
from ledger.names import near
from ledger.numbers.days import written
from ledger.refusals import Refusal
from ledger.store.heads import Ended, recordings_with_heads
from ledger.store.store import Store
from projections.audit.recordings import Receipt, Recordings, SignatureState, Wanted, told
from projections.compare.recording import RecordResult

if TYPE_CHECKING:  # it asks this module
    from commands.api.known import Known

Recorder = Callable[[int], Recording | None]
"""What answers of a position in a log with which recording it was written; None where no recording is of it."""


def recordings(  # noqa: PLR0913  by name
    store: Store,
    company: str | None = None,
    *,
    since: date | None = None,
    entry: str | None = None,
    batch: str | None = None,
    as_known: datetime | None = None,
    read: "Known | None" = None,
) -> Recordings:
    """The recordings of the whole ledger or those that are of a company, from a day on, of an entry, or with a key.

    As known at a moment they are those that had been made by then. What somebody has `read` of a company already is not
    read again, where nothing was recorded there since.

    Raises `Refusal` where no log has an entry of that id, and `CorruptLedgerError` where one is not what was sealed.
    """
    every_one = recordings_with_heads(store)
    stood = [one for one in every_one if as_known is None or one.recording.recorded_at <= as_known]
    looked_at = [one for one in stood if batch is None or one.recording.by.batch == batch]
    concerned = {name for one in looked_at for name in one.recording.companies}
    logs = [name for name in store.companies() if batch is None or entry is not None or name in concerned]
    known = {} if read is None or _is_behind(read, every_one) else {read.company: read.log}
    ids = {name: _ids(known.get(name) or store.read(name), as_known) for name in logs}
    _check_known(entry, [name for of, names in ids.items() if company in (None, of) for name in names])
    every = [told(one.recording, one.head, ids, _state(one.recording, one.previous)) for one in looked_at]
    wanted = Wanted(company, since, entry, batch)
    found = [one for one in every if wanted.wants(one)]
    before = entry is not None and since is None and not found
    return Recordings(found, len(stood), before or None)


def _is_behind(read: "Known", stood: Sequence[Ended]) -> bool:
    """Whether something was recorded of a company after it was read."""
    spans = (span for one in reversed(stood) for span in one.recording.of if span.stream == stream_of(read.company))
    last = next(spans, None)
    return last is not None and last.last > len(read.log)


def _ids(log: Sequence[Recorded], as_known: datetime | None) -> list[str]:
    """The ids of the entries that had been recorded by a moment; all where none is named."""
    return [one.id for one in log if as_known is None or one.recorded_at <= as_known]


_MOST_DECIDED = 2_000
"""The entries of one recording that are decided again for its receipt."""


def receipt(store: Store, number: int, company: str | None = None, *, as_known: datetime | None = None) -> Receipt:
    """One recording by its number, and what came of its entries, decided again on the log as it then stood.

    Raises `ArgumentError` where no recording has that number, it was made after the moment that it is to be known at,
    or it is of another company.
    """
    stood = recordings_with_heads(store)
    if not 0 < number <= len(stood):
        there = f"there are {len(stood):,}; `seriesd recordings` lists them"
        raise ArgumentError(f"there is no recording {number}: {there}")
    if as_known is not None and (made := stood[number - 1].recording.recorded_at) > as_known:
        raise ArgumentError(f"there is no recording {number} as known {written(as_known)}: it is of {written(made)}")
    one = stood[number - 1]
    logs = {name: store.read(name) for name in one.recording.companies if company in (None, name)}
    ids = {name: [it.id for it in log] for name, log in logs.items()}
    found = told(one.recording, one.head, ids, _state(one.recording, one.previous))
    parts = [part for part in found.written if company in (None, part.company)]
    if company is not None and not parts:
        raise ArgumentError(f"recording {number} is not of {company}; `seriesd recordings` says of which company it is")
    part = next((part for part in parts if part.what == "entries"), None)
    of = next((part.company for part in parts), None) if part is None else part.company
    if part is None or of is None or found.adopted or part.last - part.first >= _MOST_DECIDED:
        return Receipt(found, of, None)
    result = _decided_again(logs[of][: part.first - 1], logs[of][part.first - 1 : part.last])
    return Receipt(found, of, result and replace(result, company=of, ledger=store.name, is_written=True))


def _decided_again(before: list[Recorded], new: Sequence[Recorded]) -> RecordResult | None:
    given = [one.entry for one in new if not isinstance(one.entry, SeriesDAutoConverted)]
    try:
        return decide(before, given, new[0].recorded_at)[0]
    except Refusal:
        return None  # what was accepted by an earlier version loads, and is not refused afterwards


def recorder_of(store: Store, company: str) -> Recorder:
    """With which recording each position of a company's log was written. Raises `CorruptLedgerError`."""
    return who_recorded([one for one, _ in store.recordings()], stream_of(company))


def _check_known(entry: str | None, known: Sequence[str]) -> None:
    if entry is not None and entry not in known:
        raise Refusal(UNKNOWN_ENTRY, f"no entry {entry!r} is recorded{near(entry, known)}")


def _state(one: Recording, previous: str) -> SignatureState:
    try:
        return "right" if check_signature(one, previous) else "wrong"
    except NoSignaturesError:
        return "unchecked"
